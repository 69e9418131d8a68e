/* SPDX-License-Identifier: ISC */
/* What Meta tells of our account and our numbers. */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN_MAX	300	/* bytes of a reason */

static const char *
shown(struct act *act, const char *text)
{
	return wa_clean(act->arena, text, SHOWN_MAX, false);
}

/* ---- numbers ------------------------------------------------------------- */

static const char sql_limit[] =
    "UPDATE wa_number SET per_day = :number, updated_at = :now"
    " WHERE account_id = :account";
static const char sql_problem[] =
    "UPDATE wa_number SET problem = :text, updated_at = :now"
    " WHERE account_id = :account";
static const char sql_problem_of[] =
    "UPDATE wa_number SET problem = :text, updated_at = :now"
    " WHERE account_id = :account AND phone = :phone";
static const char sql_limit_of[] =
    "UPDATE wa_number SET per_day = :number, updated_at = :now"
    " WHERE account_id = :account AND phone = :phone";

/* phone NULL: every number of the account. */
static struct stmt *
number_stmt(struct act *act, const struct wa_item *it, const char *sql,
    const char *phone)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":account", it->account);
	if (phone != NULL)
		db_bind_text(s, ":phone", phone);
	db_bind_int(s, ":now", act->now);
	return s;
}

static enum outcome
limit_put(struct act *act, const struct wa_item *it, const char *phone,
    const char *tier)
{
	const int64_t	 n = wa_tier(tier);
	struct stmt	*s;

	if (n < 0)
		return SOUK_OK;
	s = number_stmt(act, it, phone == NULL ? sql_limit : sql_limit_of,
	    phone);
	if (n == 0)
		db_bind_null_int(s, ":number");
	else
		db_bind_int(s, ":number", n);
	return db_run(s);
}

static enum outcome
problem_put(struct act *act, const struct wa_item *it, const char *phone,
    const char *text)
{
	struct stmt	*s = number_stmt(act, it, phone == NULL ? sql_problem :
			    sql_problem_of, phone);

	db_bind_text(s, ":text", shown(act, text));
	return db_run(s);
}

static enum outcome
number_quality(struct act *act, struct wa_item *it)
{
	const char	*event = wa_text(it->item, "event");
	const char	*phone = wa_name(act->arena, wa_text(it->item,
			    "display_phone_number"));
	const char	*tier = wa_text(it->item,
			    "max_daily_conversations_per_business");
	enum outcome	 e;

	if (tier == NULL)
		tier = wa_text(it->item, "current_limit");
	e = limit_put(act, it, phone, tier);
	if (e == SOUK_OK && text_equal(event, "FLAGGED"))
		e = problem_put(act, it, phone, event);
	if (e == SOUK_OK && text_equal(event, "UNFLAGGED"))
		e = problem_put(act, it, phone, NULL);
	return e;
}

static enum outcome
capability(struct act *act, struct wa_item *it)
{
	const char	*tier = wa_text(it->item,
			    "max_daily_conversations_per_business");

	if (tier == NULL)
		tier = wa_text(it->item, "max_daily_conversation_per_phone");
	return limit_put(act, it, NULL, tier);
}

static enum outcome
account_banned(struct act *act, struct wa_item *it)
{
	const char	*state = wa_text(wa_object(it->item, "ban_info"),
			    "waba_ban_state");

	return problem_put(act, it, NULL, text_equal(state, "REINSTATE") ?
	    NULL : arena_printf(act->arena, "DISABLED_UPDATE %s",
	    state == NULL ? "" : state));
}

static const char *
restriction(struct act *act, const struct wa_item *it)
{
	const struct json_in	*all;
	struct buf		 b;
	size_t			 count;

	buf_init(&b, act->arena, 0);
	buf_puts(&b, wa_text(it->item, "event"));
	all = wa_items(it->item, "restriction_info", &count);
	for (size_t i = 0; i < count; i++) {
		const char	*type = wa_text(&all[i], "restriction_type");

		if (type != NULL)
			buf_printf(&b, " %s", type);
	}
	return b.p;
}

/* What keeps messages from going, or no longer does. */
static enum outcome
account(struct act *act, struct wa_item *it)
{
	static const char *const	 faults[] = { "ACCOUNT_DELETED",
		"ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION" };
	const char			*event = wa_text(it->item, "event");

	if (text_equal(event, "DISABLED_UPDATE"))
		return account_banned(act, it);
	for (size_t i = 0; i < COUNT(faults); i++)
		if (text_equal(event, faults[i]))
			return problem_put(act, it, NULL, restriction(act,
			    it));
	it->outcome = "nothing";
	return SOUK_OK;
}

/* ---- by field ------------------------------------------------------------ */

static const struct { const char *field; wa_apply_fn *apply; } fields[] = {
	{ "account_update", account },
	{ "business_capability_update", capability },
	{ "message_template_components_update", wa_template_components_apply },
	{ "message_template_quality_update", wa_template_quality_apply },
	{ "message_template_status_update", wa_template_status_apply },
	{ "phone_number_quality_update", number_quality },
	{ "template_category_update", wa_template_category_apply },
	/* Known, and kept. */
	{ "account_alerts", NULL }, { "account_review_update", NULL },
	{ "account_settings_update", NULL }, { "calls", NULL },
	{ "flows", NULL }, { "history", NULL },
	{ "payment_configuration_update", NULL },
	{ "phone_number_name_update", NULL }, { "security", NULL },
	{ "smb_app_state_sync", NULL },
};

enum outcome
wa_field_apply(struct act *act, struct wa_item *it)
{
	for (size_t i = 0; i < COUNT(fields); i++)
		if (it->item != NULL && text_equal(fields[i].field,
		    it->field)) {
			if (fields[i].apply != NULL)
				return fields[i].apply(act, it);
			it->outcome = "nothing";
			return SOUK_OK;
		}
	it->outcome = "unknown";
	return SOUK_OK;
}
