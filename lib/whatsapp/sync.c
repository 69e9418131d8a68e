/* SPDX-License-Identifier: ISC */
/*
 * Our numbers and templates, as Meta has them.  What the owner says of a number
 * (its name, its use, its limits once they are another than Meta's) stays.
 */
#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/told.h"
#include "lib/whatsapp/whatsapp.h"

#define PAGES_MOST	100
#define ATTEMPTS	8

static const char sql_brand[] =
    "SELECT n.brand_id FROM wa_number n WHERE n.account_id = :account"
    " ORDER BY n.id LIMIT 1";
static const char sql_brands[] =
    "SELECT DISTINCT n.brand_id FROM wa_number n"
    " WHERE n.account_id = :account AND n.gone_at IS NULL";
static const char sql_first_brand[] =
    "SELECT id FROM brand ORDER BY created_at, id LIMIT 1";

/* ---- pages --------------------------------------------------------------- */

/* What is asked for: a list of the account's, page after page. */
struct list {
	const char		*what, *fields;
	const struct json_in	**items;
	size_t			 count;
	struct graph_answer	 answer;	/* the last */
};

/* Where the next page begins; NULL: this was the last.  The address that Meta
 * gives with it may be anybody's. */
static const char *
after_of(const struct json_in *page)
{
	const struct json_in	*paging = wa_object(page, "paging");

	return wa_text(paging, "next") == NULL ? NULL :
	    wa_text(wa_object(paging, "cursors"), "after");
}

static bool
page_ask(struct act *act, struct list *l, const char **after)
{
	const struct json_in	*data;
	struct buf		 path;

	buf_init(&path, act->arena, 256);
	buf_printf(&path, "/%s/%s?limit=100&fields=%s",
	    act->config->meta_account, l->what, l->fields);
	if (*after != NULL) {
		buf_puts(&path, "&after=");
		text_url_encode(&path, *after);
	}
	graph_ask(act, &(struct graph_call){ .path = path.p }, &l->answer);
	if (l->answer.end != GRAPH_TAKEN)
		return false;
	data = json_member(l->answer.json, "data");
	if (data == NULL || data->type != JSON_ARRAY)
		return false;
	for (size_t i = 0; i < data->count; i++) {
		l->items = arena_more(act->arena, l->items, l->count,
		    sizeof(const struct json_in *));
		l->items[l->count++] = &data->items[i];
	}
	*after = after_of(l->answer.json);
	return true;
}

/* All of it; false: not all, or no list. */
static bool
list_ask(struct act *act, struct list *l)
{
	const char	*after = NULL;

	for (int i = 0; i < PAGES_MOST; i++) {
		if (!page_ask(act, l, &after))
			return false;
		if (after == NULL)
			return true;
	}
	return false;
}

/* ---- writing it down ----------------------------------------------------- */

struct sync {
	const char	*brand;		/* of new numbers; NULL: not said */
	struct list	 numbers, templates;
};

static enum outcome
one_text(struct act *act, struct stmt *s, const char **text)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*text = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

/* Whose the account is: its numbers' brand, else the shop's first. */
static enum outcome
brand_find(struct act *act, const char **brand)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;

	db_bind_text(s, ":account", act->config->meta_account);
	e = one_text(act, s, brand);
	return e != SOUK_NOT_FOUND ? e : one_text(act, db_sql(act->db,
	    sql_first_brand), brand);
}

static enum outcome
numbers_store(struct act *act, const struct sync *s)
{
	const char	*brand = s->brand;
	enum outcome	 e = brand == NULL ? brand_find(act, &brand) : SOUK_OK;

	for (size_t i = 0; i < s->numbers.count && e == SOUK_OK; i++)
		e = wa_number_store(act, brand, s->numbers.items[i]);
	return e != SOUK_OK ? e : wa_number_forget(act,
	    act->config->meta_account);
}

/* The account's templates are for each brand that has a number of it. */
static enum outcome
brand_store(struct act *act, const struct sync *s, const char *brand)
{
	enum outcome	 e = wa_number_default(act, brand);

	for (size_t i = 0; i < s->templates.count && e == SOUK_OK; i++)
		wa_template_store(act, brand, act->config->meta_account,
		    s->templates.items[i], &e);
	return e;
}

static enum outcome
brands_read(struct act *act, const char ***brands, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_brands);
	enum outcome	 e;

	db_bind_text(s, ":account", act->config->meta_account);
	while ((e = db_step(s)) == SOUK_OK) {
		*brands = arena_more(act->arena, *brands, *count,
		    sizeof(**brands));
		(*brands)[(*count)++] = db_copy(s, 0, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
store(struct act *act, void *arg)
{
	const struct sync	*s = arg;
	const char		**brands = NULL;
	size_t			 count = 0;
	enum outcome		 e;

	if ((e = numbers_store(act, s)) != SOUK_OK ||
	    (e = brands_read(act, &brands, &count)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < count && e == SOUK_OK; i++)
		e = brand_store(act, s, brands[i]);
	return e != SOUK_OK ? e : wa_template_forget(act,
	    act->config->meta_account);
}

static enum outcome
sync_run(struct act *act, const struct job *job)
{
	struct sync	 s = {
		.brand = job_text(act, job, "brand"),
		.numbers = { .what = "phone_numbers",
		.fields = "id,display_phone_number,verified_name,"
		    "quality_rating,throughput,messaging_limit_tier,"
		    "is_on_biz_app" },
		.templates = { .what = "message_templates",
		.fields = "id,name,language,status,category,components,"
		    "quality_score,rejected_reason" },
	};

	if (*act->config->meta_token == '\0')
		return SOUK_OK;
	if (!list_ask(act, &s.numbers) || !list_ask(act, &s.templates))
		return act_refuse(act, SOUK_UPSTREAM,
		    &wa_messages[WA_NOT_SYNCED]);
	return db_tx(act, DB_WRITE, store, &s);
}

enum outcome
wa_sync_for(struct act *act, const char *brand_id, int64_t due)
{
	return queue_put(act, &(struct job_new){ .kind = wa_sync.name,
		.due = due, .payload = arena_printf(act->arena,
		"{\"brand\":\"%s\"}", brand_id), .unique_key = arena_printf(
		act->arena, "%s:%s", wa_sync.name, brand_id) }, NULL);
}

enum outcome
wa_sync_put(struct act *act, const struct record *in)
{
	const char	*brand_id = record_has(in, WA_SYNC_BRAND) ?
			    in->values[WA_SYNC_BRAND].text :
			    act->actor.brand_id;
	enum outcome	 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if (*act->config->meta_token == '\0')
		return act_refuse(act, SOUK_CONFLICT, &wa_messages[WA_OFF]);
	e = wa_number_brand(act, brand_id);
	return e != SOUK_OK ? e : wa_sync_for(act, brand_id,
	    act->now);
}

const struct job_kind wa_sync = {
	.name = "whatsapp.sync",
	.lane = LANE_CHAT,
	.run = sync_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
