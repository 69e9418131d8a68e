/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/payments/messages.h"
#include "lib/payments/parts.h"
#include "lib/payments/reconcile.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)

static const char *const run_states[] = { "running", "done", "failed", NULL };
static const char *const kinds[] = { "only_ours", "only_theirs", "amount",
	"state", "currency", "refund", NULL };

static const struct field run_table[] = {
	[RECONCILE_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "rec", .help = "TypeID" },
	[RECONCILE_SINCE] = { .name = "since", .column = "since",
		.type = FIELD_TIME, .flags = SHOWN },
	[RECONCILE_UNTIL] = { .name = "until", .column = "until",
		.type = FIELD_TIME, .flags = SHOWN },
	[RECONCILE_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = run_states },
	[RECONCILE_SEEN] = { .name = "seen", .column = "seen",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Payments and refunds of ours at Stripe" },
	[RECONCILE_MATCHED] = { .name = "matched", .column = "matched",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[RECONCILE_DIFFERENCES] = { .name = "differences",
		.column = "differences", .type = FIELD_INTEGER,
		.flags = SHOWN, .help = "Those that were mended, too" },
	[RECONCILE_ERROR] = { .name = "error", .column = "error",
		.type = FIELD_TEXT, .flags = MAY_LACK },
	[RECONCILE_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[RECONCILE_FINISHED_AT] = { .name = "finishedAt",
		.column = "finished_at", .type = FIELD_TIME,
		.flags = MAY_LACK },
};
static_assert(COUNT(run_table) == RECONCILE__MAX, "a row for each field");
const struct fieldset reconcile_fields =
    FIELDSET("Reconciliation", "reconcile_run", run_table);

static const struct field difference_table[] = {
	[DIFFERENCE_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "diff" },
	[DIFFERENCE_KIND] = { .name = "kind", .column = "kind",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = kinds },
	[DIFFERENCE_REF] = { .name = "objectRef", .column = "object_ref",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Stripe's name of it" },
	[DIFFERENCE_PAYMENT] = { .name = "paymentId", .column = "payment_id",
		.type = FIELD_TEXT, .flags = MAY_LACK },
	[DIFFERENCE_OURS] = { .name = "ours", .column = "ours",
		.type = FIELD_MONEY, .flags = MAY_LACK,
		.help = "What the shop's books say" },
	[DIFFERENCE_THEIRS] = { .name = "theirs", .column = "theirs",
		.type = FIELD_MONEY, .flags = MAY_LACK },
	[DIFFERENCE_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = MAY_LACK },
	[DIFFERENCE_MENDED] = { .name = "mended", .column = "mended",
		.type = FIELD_BOOLEAN, .flags = SHOWN,
		.help = "It only had not been told" },
};
static_assert(COUNT(difference_table) == DIFFERENCE__MAX,
    "a row for each field");
const struct fieldset difference_fields =
    FIELDSET("Difference", "reconcile_difference", difference_table);

/* ---- runs -------------------------------------------------------------------------- */

/* In the order of reconcile_fields. */
#define RUN_COLUMNS \
    "id, since, until, state, seen, matched, differences, error," \
    " created_at, finished_at FROM reconcile_run"

static const char sql_count[] =
    "SELECT COUNT(*) FROM reconcile_run WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " RUN_COLUMNS " WHERE brand_id = :owner AND id < :id ORDER BY id DESC"
    " LIMIT :limit OFFSET :offset";
static const char sql_read[] = "SELECT " RUN_COLUMNS " WHERE id = :id";
static const char sql_brand[] =
    "SELECT brand_id FROM reconcile_run WHERE id = :id";

static const struct plain_list runs = {
	.name = "reconciliations", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" },
};

enum outcome
reconcile_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &runs, act->actor.brand_id, query, rows);
}

const char *
reconcile_cursor(struct act *act, const struct rows *rows,
    const struct record *last)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = payment_text(last, RECONCILE_ID) });
}

static enum outcome
own_check(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	bool		 own;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	own = text_equal(db_text(s, 0, NULL), act->actor.brand_id);
	db_done(s);
	return own ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &payments_messages[PAYMENTS_FOREIGN]);
}

enum outcome
reconcile_read(struct act *act, const char *id, struct record **run)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = own_check(act, id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_read);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		*run = record_new(act->arena, &reconcile_fields);
		compose_row(s, 0, act->arena, *run);
	}
	db_done(s);
	return e;
}

/* ---- differences --------------------------------------------------------------------- */

static const char sql_difference_count[] =
    "SELECT COUNT(*) FROM reconcile_difference WHERE run_id = :owner";
static const char sql_difference_page[] =
    "SELECT id, kind, object_ref, payment_id, ours, theirs, currency, mended"
    " FROM reconcile_difference WHERE run_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";

static const struct plain_list differences = {
	.name = "differences", .count = sql_difference_count,
	.page = sql_difference_page, .by = LIST_BY_ID, .start = { .id = "" },
};

enum outcome
difference_list(struct act *act, const char *run_id,
    const struct list_query *query, struct rows *rows)
{
	return plain_list_open(act, &differences, run_id, query, rows);
}

const char *
difference_cursor(struct act *act, const struct rows *rows,
    const struct record *last)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = payment_text(last, DIFFERENCE_ID) });
}
