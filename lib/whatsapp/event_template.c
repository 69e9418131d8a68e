/* SPDX-License-Identifier: ISC */
/* What Meta tells of templates. */
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/told.h"

#define SHOWN_MAX	300	/* bytes of a reason */
#define SYNC_AFTER	(10 * CLOCK_SECOND)	/* more may be told */

static const char *
shown(struct act *act, const char *text)
{
	return wa_clean(act->arena, text, SHOWN_MAX, false);
}

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
 * Two may come in any order, and one may be of a template that is not known:
 * all of them are fetched soon, so that what Meta says last stands.
 */
static enum outcome
template_run(struct act *act, const struct wa_item *it, struct stmt *s)
{
	const enum outcome	 e = db_run(s);

	return e != SOUK_OK ? e : wa_sync_for(act, it->brand_id,
	    act->now + SYNC_AFTER);
}

enum outcome
wa_template_status_apply(struct act *act, struct wa_item *it)
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

enum outcome
wa_template_quality_apply(struct act *act, struct wa_item *it)
{
	const char	*score = wa_text(it->item, "new_quality_score");

	return score == NULL ? SOUK_INVALID : template_run(act, it,
	    template_stmt(act, it, sql_quality, score));
}

enum outcome
wa_template_category_apply(struct act *act, struct wa_item *it)
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
enum outcome
wa_template_components_apply(struct act *act, struct wa_item *it)
{
	return wa_sync_for(act, it->brand_id, act->now + SYNC_AFTER);
}
