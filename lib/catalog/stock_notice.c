/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/catalog/stock_parts.h"
#include "lib/catalog/summary.h"
#include "lib/queue/queue.h"
#include "lib/souk.h"

#define OPEN		INT64_MAX	/* instead of when it was closed */
#define OPEN_SQL	"9223372036854775807"

/* The index has the same expression. */
#define CLOSED		"coalesce(n.closed_at, " OPEN_SQL ")"

static const char sql_open[] =
    "INSERT INTO stock_notice (id, brand_id, variation_id, stock, threshold,"
    " created_at) VALUES (:id, :brand, :variation, :stock, :threshold, :now)"
    " ON CONFLICT (variation_id) WHERE closed_at IS NULL DO NOTHING";
static const char sql_close[] =
    "UPDATE stock_notice SET closed_at = :now"
    " WHERE variation_id = :variation AND closed_at IS NULL";
static const char sql_state[] =
    "SELECT brand_id, stock, low_stock_at FROM product_variation"
    " WHERE id = :id";
/* Those of variations without a threshold of their own. */
static const char sql_close_shops[] =
    "UPDATE stock_notice SET closed_at = :now"
    " WHERE closed_at IS NULL AND variation_id IN"
    " (SELECT v.id FROM stock_notice n"
    "  JOIN product_variation v ON v.id = n.variation_id"
    "  WHERE n.closed_at IS NULL AND v.low_stock_at IS NULL"
    "  AND v.stock > :threshold)";
static const char sql_tell[] =
    "UPDATE stock_notice SET told_at = :now"
    " WHERE id = :id AND told_at IS NULL AND closed_at IS NULL"
    " RETURNING brand_id, variation_id, stock, threshold";
static const char sql_what[] =
    "SELECT t.name, v.value FROM product_variation v"
    " LEFT JOIN product p ON p.id = v.product_id" SUMMARY_TEXT
    " WHERE v.id = :id";
static const char sql_count_open[] =
    "SELECT count(*) FROM stock_notice n WHERE n.brand_id = :brand"
    " AND " CLOSED " = " OPEN_SQL;
static const char sql_count[] =
    "SELECT count(*) FROM stock_notice n WHERE n.brand_id = :owner";
/* In the order of stock_notice_fields. */
static const char sql_page[] =
    "SELECT n.id, n.variation_id, t.name, v.value, v.sku, n.stock,"
    " n.threshold, v.stock, n.created_at, n.told_at, n.closed_at"
    " FROM stock_notice n"
    " LEFT JOIN product_variation v ON v.id = n.variation_id"
    " LEFT JOIN product p ON p.id = v.product_id" SUMMARY_TEXT
    " WHERE n.brand_id = :owner"
    " AND (" CLOSED ", n.id) < (:key, :id)"
    " ORDER BY " CLOSED " DESC, n.id DESC LIMIT :limit OFFSET :offset";

int64_t
stock_threshold(struct act *act)
{
	return settings_int(act->settings, &catalog_settings,
	    CATALOG_LOW_STOCK);
}

/* ---- opening and closing ------------------------------------------------ */

/* A job a notice: one that already runs could not know of another. */
static enum outcome
notice_enqueue(struct act *act, const char *id)
{
	const struct job_new	 job = {
		.kind = catalog_low_stock.name,
		.payload = arena_printf(act->arena, "{\"notice\":\"%s\"}", id),
		.unique_key = id,
	};

	return queue_put(act, &job, NULL);
}

static enum outcome
notice_open(struct act *act, const struct stock_state *v)
{
	const char	*id = typeid_new(act->arena, "notice", act->now);
	struct stmt	*s = db_sql(act->db, sql_open);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", v->brand_id);
	db_bind_text(s, ":variation", v->variation_id);
	db_bind_int(s, ":stock", v->stock);
	db_bind_int(s, ":threshold", v->threshold);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return notice_enqueue(act, id);
}

static enum outcome
notice_close(struct act *act, const char *variation_id)
{
	struct stmt	*s = db_sql(act->db, sql_close);

	db_bind_text(s, ":variation", variation_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
notice_check(struct act *act, const struct stock_state *v, bool fell)
{
	if (v->stock > v->threshold)
		return fell ? SOUK_OK : notice_close(act, v->variation_id);
	return fell ? notice_open(act, v) : SOUK_OK;
}

enum outcome
notice_threshold_changed(struct act *act, const char *variation_id)
{
	struct stock_state	 v = { .variation_id = variation_id };
	struct stmt		*s = db_sql(act->db, sql_state);
	enum outcome		 e;

	db_bind_text(s, ":id", variation_id);
	if ((e = db_step(s)) == SOUK_OK) {
		v.brand_id = db_copy(s, 0, act->arena);
		v.stock = db_int(s, 1);
		v.threshold = db_is_null(s, 2) ? stock_threshold(act) :
		    db_int(s, 2);
	}
	db_done(s);
	return e != SOUK_OK ? e :
	    notice_check(act, &v, v.stock <= v.threshold);
}

/* A higher one opens nothing until stock falls again. */
enum outcome
notice_shop_threshold_changed(struct act *act, int64_t threshold)
{
	struct stmt	*s = db_sql(act->db, sql_close_shops);

	db_bind_int(s, ":threshold", threshold);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* ---- telling ------------------------------------------------------------ */

#define STOCK_PAGE	"/admin/stock"

struct telling {
	const char	*id, *brand_id, *variation_id;	/* of it, if told */
	int64_t		 stock, threshold;
};

/* Who keeps the goods, in the transaction that marks it as told. */
static enum outcome
staff_tell(struct act *act, const struct telling *t)
{
	const char	*name = t->variation_id;
	struct stmt	*s = db_sql(act->db, sql_what);
	enum outcome	 e;

	summary_bind(act, s);
	db_bind_text(s, ":id", t->variation_id);
	if ((e = db_step(s)) == SOUK_OK)
		name = arena_printf(act->arena, "%s %s – %" PRId64,
		    db_is_null(s, 0) ? "" : db_text(s, 0, NULL),
		    db_text(s, 1, NULL), t->stock);
	db_done(s);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	return act->souk->notice_staff(act, &(struct notice_new){
		.topic = "stock", .template = MAIL_STOCK_LOW,
		.brand_id = t->brand_id, .subject = "stock",
		.subject_id = t->id, .link = STOCK_PAGE,
		.fields = (const struct mail_field[]){ { "text", name },
		{ "link", arena_printf(act->arena, "%s" STOCK_PAGE,
		    act->config->base_url) }, { NULL, NULL } } },
	    PRODUCT_EDIT);
}

static enum outcome
notice_take(struct act *act, void *arg)
{
	struct telling	*t = arg;
	struct stmt	*s = db_sql(act->db, sql_tell);
	enum outcome	 e;

	t->brand_id = NULL;
	db_bind_text(s, ":id", t->id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) == SOUK_OK) {
		t->brand_id = db_copy(s, 0, act->arena);
		t->variation_id = db_copy(s, 1, act->arena);
		t->stock = db_int(s, 2);
		t->threshold = db_int(s, 3);
	}
	db_done(s);
	if (e == SOUK_OK && act->souk->notice_staff != NULL)
		e = staff_tell(act, t);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const char *
number_text(struct act *act, int64_t n)
{
	return arena_printf(act->arena, "%" PRId64, n);
}

/*
 * Marked before it is told: a worker that dies between the two leaves a
 * notice that the admin pages show, where the other way round it would be
 * told twice.
 */
static enum outcome
low_stock_run(struct act *act, const struct job *job)
{
	struct json_in		*payload;
	const struct json_in	*id;
	struct telling		 t = { 0 };
	const char		*name;
	enum outcome		 e;
	size_t			 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK ||
	    (id = json_member(payload, "notice")) == NULL ||
	    id->type != JSON_STRING)
		return SOUK_INVALID;
	t.id = id->text;
	e = db_tx(act, DB_WRITE, notice_take, &t);
	if (e == SOUK_OK && t.brand_id != NULL)
		log_line(LOG_INFO, "low stock", "notice", t.id, "brand",
		    t.brand_id, "variation", t.variation_id, "stock",
		    number_text(act, t.stock), "threshold",
		    number_text(act, t.threshold), NULL);
	return e;
}

const struct job_kind catalog_low_stock = {
	.name = "catalog.low_stock",
	.shown = (const char *const[]){ "notice", NULL },
	.run = low_stock_run,
	.max_attempts = 10,
	.lease = 20 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};

/* ---- reading ------------------------------------------------------------ */

enum outcome
notice_count_open(struct act *act, int64_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_count_open);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*count = db_int(s, 0);
	db_done(s);
	return e;
}

static const struct plain_list plain = {
	.name = "stock notices", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER,
	.start = { .num = OPEN, .id = "~" },	/* above all there are */
};

enum outcome
stock_notice_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	enum outcome	 e = plain_list_open(act, &plain,
			    act->actor.brand_id, query, rows);

	if (e == SOUK_OK)
		summary_bind(act, rows->stmt);
	return e;
}

const char *
stock_notice_list_cursor(struct act *act, const struct rows *rows,
    const struct record *notice)
{
	const struct value	*closed = &notice->values[STOCK_NOTICE_CLOSED_AT];

	return rows_cursor(act, rows, &(struct cursor){
		.num = closed->state == VALUE_SET ? closed->num : OPEN,
		.id = record_text(notice, STOCK_NOTICE_ID) });
}
