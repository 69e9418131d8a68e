/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/list_export.h"
#include "lib/db/listed.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM prospect p"
    " WHERE p.brand_id = :brand AND p.merged_into IS NULL";
/* In the order of prospect_fields. */
static const char sql_page[] =
    "SELECT p.id, p.brand_id, p.owner_id, p.customer_id, p.person_id, p.name,"
    " p.phone, p.email, p.company, p.source, p.status, p.tags, p.notes,"
    " p.merged_into, p.created_at, p.updated_at, p.version FROM prospect p"
    " WHERE p.brand_id = :brand AND p.merged_into IS NULL";

static const char of_tag[] =
    "(:line || p.tags || :line) LIKE :tag ESCAPE '\\'";

static const struct listed_filter filters[PROSPECTS_OF__MAX] = {
	[PROSPECTS_OF_STATUS] = { "p.status = :status", ":status", NULL },
	[PROSPECTS_OF_SOURCE] = { "p.source = :source", ":source", NULL },
	/* the others: more() */
};

/* Tags stand one a line. */
static void
more(struct act *act, const struct record *filter, struct listed_where *w)
{
	const char	*tag = record_text(filter, PROSPECTS_OF_TAG);

	where_staff(act, record_text(filter, PROSPECTS_OF_OWNER), w,
	    "p.owner_id = :person", "p.owner_id IS NULL");
	where_words(act, &(struct find_words){
		.typed = record_text(filter, PROSPECTS_OF_Q),
		.is_name = true, .before = "p.id IN (", .after = ")" }, w);
	if (tag == NULL)
		return;
	listed_if(w, of_tag);
	listed_text(w, ":line", "\n");
	listed_text(w, ":tag", listed_like(act->arena, "\n", tag));
}

static const struct listed prospects = {
	.name = "prospects", LISTED_FILTERS(filters), .more = more,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("p.id"),
};

enum outcome
prospect_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &prospects, filter, query, rows);
}

enum outcome
prospect_next(struct act *act, struct rows *rows, struct record *p)
{
	const enum outcome	 e = rows_next(rows, act->arena, p);

	if (e == SOUK_OK)
		prospect_show(act, p);
	return e;
}

const char *
prospect_cursor(struct act *act, const struct rows *rows,
    const struct record *p)
{
	return rows_cursor_by_id(act, rows, record_text(p, PROSPECT_ID));
}

/* ---- for a spreadsheet ---------------------------------------------------------------- */

static const char *const heads[] = { "name", "phone", "email", "company",
	"status", "source", "tags", "notes", "id", NULL };

static void
tags_put(struct csv_out *out, const struct value *tags)
{
	struct buf	 b;

	buf_init(&b, out->arena, 64);
	for (size_t i = 0; i < tags->count; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : ", ", tags->texts[i]);
	csv_put(out, b.p);
}

static void
row_put(struct csv_out *out, const struct record *filter,
    const struct record *p)
{
	static const int	 before[] = { PROSPECT_NAME, PROSPECT_PHONE,
				    PROSPECT_EMAIL, PROSPECT_COMPANY,
				    PROSPECT_STATUS, PROSPECT_SOURCE };

	(void)filter;
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		csv_put(out, record_text(p, before[i]));
	tags_put(out, &p->values[PROSPECT_TAGS]);
	csv_put(out, record_text(p, PROSPECT_NOTES));
	csv_put(out, record_text(p, PROSPECT_ID));
	csv_put_end(out);
}

enum outcome
prospect_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct list_export	 list = {
		&prospect_fields, heads, prospect_list, prospect_next,
		prospect_cursor, row_put
	};

	return list_export(act, &list, filter, how, fd);
}
