/* SPDX-License-Identifier: ISC */
/* What Meta tells of our account, our numbers and templates. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN_MAX	300	/* bytes of a reason */
#define SYNC_AFTER	(10 * CLOCK_SECOND)	/* more may be told */

static const char *
shown(struct act *act, const char *text)
{
	return wa_clean(act->arena, text, SHOWN_MAX, false);
}

/* ---- templates ------------------------------------------------------------------- */

/* What came late says less than what was fetched since. */
#define OF_TEMPLATE	" WHERE account_id = :account AND name = :name" \
	" AND language = :language AND synced_at <= :made"

static const char sql_status[] =
    "UPDATE wa_template SET status = :text, reason = :reason"
    OF_TEMPLATE;
static const char sql_quality[] =
    "UPDATE wa_template SET quality = :text"
    OF_TEMPLATE;
static const char sql_category[] =
    "UPDATE wa_template SET category = :text"
    OF_TEMPLATE;

static struct stmt *
template_stmt(struct act *act, const struct wa_item *it, const char *sql,
    const char *text)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":account", it->account);
	db_bind_text(s, ":name", wa_text(it->item, "message_template_name"));
	db_bind_text(s, ":language", wa_text(it->item,
	    "message_template_language"));
	db_bind_text(s, ":text", shown(act, text));
	db_bind_int(s, ":made", it->made_at);
	return s;
}

/*
 * Two may come in any order, and one may be of a template that is not known: all
 * of them are fetched soon, so that what Meta says last stands.
 */
static enum outcome
template_run(struct act *act, const struct wa_item *it, struct stmt *s)
{
	const enum outcome	 e = db_run(s);

	return e != SOUK_OK ? e : wa_sync_for(act, it->brand_id,
	    act->now + SYNC_AFTER);
}

static enum outcome
template_status(struct act *act, struct wa_item *it)
{
	const char	*event = wa_text(it->item, "event");
	const char	*reason = wa_text(it->item, "reason");
	struct stmt	*s;

	if (event == NULL)
		return SOUK_INVALID;
	s = template_stmt(act, it, sql_status, event);
	db_bind_text(s, ":reason", text_equal(reason, "NONE") ? NULL :
	    shown(act, reason));
	return template_run(act, it, s);
}

static enum outcome
template_quality(struct act *act, struct wa_item *it)
{
	const char	*score = wa_text(it->item, "new_quality_score");

	return score == NULL ? SOUK_INVALID : template_run(act, it,
	    template_stmt(act, it, sql_quality, score));
}

static enum outcome
template_category(struct act *act, struct wa_item *it)
{
	const char	*category = wa_text(it->item, "new_category");

	if (category == NULL && wa_text(it->item, "correct_category") != NULL) {
		it->outcome = "nothing";	/* not yet */
		return SOUK_OK;
	}
	return category == NULL ? SOUK_INVALID : template_run(act, it,
	    template_stmt(act, it, sql_category, text_lower(act->arena,
	    category)));
}

/* What it says now is not told here whole. */
static enum outcome
template_components(struct act *act, struct wa_item *it)
{
	return wa_sync_for(act, it->brand_id, act->now + SYNC_AFTER);
}

/* ---- numbers ------------------------------------------------------------------------- */

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

/* "TIER_1K": people a day; 0: as many as one likes, -1: it is none. */
static int64_t
tier_read(const char *text)
{
	static const struct { const char *name; int64_t n; }	 tiers[] = {
		{ "TIER_UNLIMITED", 0 }, { "UNLIMITED", 0 },
		{ "TIER_NOT_SET", 250 } };
	int64_t		 n;
	size_t		 digits;

	if (text == NULL)
		return -1;
	for (size_t i = 0; i < COUNT(tiers); i++)
		if (strcmp(tiers[i].name, text) == 0)
			return tiers[i].n;
	if (text_starts(text, "TIER_"))
		text += strlen("TIER_");
	digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9)
		return -1;
	n = 0;
	for (size_t i = 0; i < digits; i++)
		n = 10 * n + (text[i] - '0');
	if (strcmp(text + digits, "K") == 0)
		n *= 1000;
	else if (text[digits] != '\0')
		return -1;
	return n > 0 ? n : -1;
}

static enum outcome
limit_put(struct act *act, const struct wa_item *it, const char *phone,
    const char *tier)
{
	const int64_t	 n = tier_read(tier);
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

/* ---- by field --------------------------------------------------------------------------- */

static const struct { const char *field; wa_apply_fn *apply; } fields[] = {
	{ "account_update", account },
	{ "business_capability_update", capability },
	{ "message_template_components_update", template_components },
	{ "message_template_quality_update", template_quality },
	{ "message_template_status_update", template_status },
	{ "phone_number_quality_update", number_quality },
	{ "template_category_update", template_category },
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
