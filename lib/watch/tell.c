/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"
#include "lib/watch/rule.h"

/* More owners than that are not woken. */
static const char sql_owners[] =
    "SELECT id, email, locale FROM users WHERE brand_id = :brand"
    " AND role <> 'CUSTOMER' AND role = 'SUPER_ADMIN' AND is_active = 1"
    " ORDER BY username_key LIMIT 10";

const char *
watch_address_next(struct act *act, const char **list)
{
	const char	*p = *list + strspn(*list, ", ");
	size_t		 len = strcspn(p, ", ");

	*list = p + len;
	return len == 0 ? NULL : arena_text(act->arena, p, len);
}

enum outcome
watch_settings_changed(struct act *act, const struct record *before,
    const struct record *change)
{
	static const int	 lists[] = { WATCH_EMAILS,
				    WATCH_ESCALATION_EMAILS };
	const struct value	*ops = &change->values[SOUK_SETTINGS_OPS];
	const struct value	*v;
	const char		*list, *address;
	enum outcome		 e = SOUK_OK;

	(void)before;
	for (size_t i = 0; ops->state == VALUE_SET && i < 2; i++) {
		v = &ops->items[0].values[lists[i]];
		list = v->state == VALUE_SET ? v->text : "";
		while ((address = watch_address_next(act, &list)) != NULL)
			if (!text_is_email(address))
				e = act_bad_field(act, i == 0 ?
				    "ops.alertEmails" : "ops.escalationEmails",
				    &watch_messages[WATCH_BAD_EMAILS]);
	}
	return e;
}

struct person { const char *id, *email; enum locale locale; };

static enum outcome
tell_one(struct act *act, const struct watch_alert *alert,
    enum mail_template template, const struct person *to)
{
	char			 time[CLOCK_TEXT];
	const struct mail_field	 fields[] = {
		{ "alert", watch_rule_title(alert->rule, to->locale) },
		{ "time", time },
		{ "text", watch_rule_text(act, alert->rule, alert->value,
		    alert->threshold) },
		{ "link", arena_printf(act->arena, "%s/admin/exploitation",
		    act->config->base_url) },
		{ NULL, NULL } };

	clock_text(alert->opened_at, time);
	return act->souk->mail(act, &(struct mail_new){
		.template = template, .brand_id = act->actor.brand_id,
		.user_id = to->id, .to = to->email, .locale = to->locale,
		.fields = fields });
}

static enum outcome
owners_read(struct act *act, struct person people[10], int *count)
{
	struct stmt	*s = db_sql(act->db, sql_owners);
	const char	*tag;
	enum locale	 locale;
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	while ((e = db_step(s)) == SOUK_OK && *count < 10) {
		tag = db_text(s, 2, NULL);
		locale = tag == NULL ? LOCALE__MAX : locale_from_tag(tag);
		people[(*count)++] = (struct person){
			.id = db_copy(s, 0, act->arena),
			.email = db_copy(s, 1, act->arena),
			.locale = locale == LOCALE__MAX ?
			    settings_locale(act->settings) : locale };
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
watch_owners(struct act *act, char *all, size_t size)
{
	struct person	 people[10];
	int		 count = 0;
	size_t		 n = 0;
	enum outcome	 e = owners_read(act, people, &count);

	*all = '\0';
	for (int i = 0; i < count && e == SOUK_OK; i++)
		if (n + strlen(people[i].email) + 2 < size)
			n += (size_t)snprintf(all + n, size - n, "%s,",
			    people[i].email);
	return e;
}

enum outcome
watch_tell(struct act *act, const struct watch_alert *alert,
    enum mail_template template, const char *addresses, bool *told)
{
	struct person	 people[10];
	const char	*address;
	int		 count = 0;
	enum outcome	 e = SOUK_OK;

	*told = false;
	while (count < 10 && (address = watch_address_next(act,
	    &addresses)) != NULL)
		people[count++] = (struct person){ .email = address,
			.locale = settings_locale(act->settings) };
	if (count == 0)
		e = owners_read(act, people, &count);
	/* An address that no mail can carry is no reason to tell nobody. */
	for (int i = 0; i < count && (e == SOUK_OK || e == SOUK_INVALID);
	    i++) {
		e = tell_one(act, alert, template, &people[i]);
		*told |= e == SOUK_OK;
	}
	if (!*told)
		log_line(LOG_WARN, "there is nobody to tell of an alert",
		    "rule", alert->rule, NULL);
	return e == SOUK_INVALID ? SOUK_OK : e;
}
