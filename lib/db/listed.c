/* SPDX-License-Identifier: ISC */
#include "lib/db/listed.h"

#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/db/compose.h"

static const char sql_counted[] = "LIMIT :reach) c";

/* Their number is that of the code that adds them. */
void
listed_if(struct listed_where *w, const char *sql)
{
	assert(w->count < LISTED_CONDITIONS);
	w->sql[w->count++] = sql;
}

static void
value_add(struct listed_where *w, const struct listed_value *value)
{
	assert(w->value_count < LISTED_CONDITIONS);
	w->values[w->value_count++] = *value;
}

void
listed_text(struct listed_where *w, const char *name, const char *text)
{
	value_add(w, &(struct listed_value){ .name = name, .text = text,
		.is_text = true });
}

void
listed_int(struct listed_where *w, const char *name, int64_t num)
{
	value_add(w, &(struct listed_value){ .name = name, .num = num });
}

static void
filter_add(const struct listed_filter *f, const struct field *field,
    const struct value *v, struct listed_where *w)
{
	const bool	 unless = field->type == FIELD_BOOLEAN && v->num == 0;
	const char	*sql = unless ? f->unless : f->sql;

	if (v->state != VALUE_SET || sql == NULL)
		return;
	listed_if(w, sql);
	if (f->name != NULL)
		value_add(w, &(struct listed_value){ f->name, v->text, v->num,
		    v->text != NULL });
}

static void
where_of(struct act *act, const struct listed *l, const struct record *filter,
    struct listed_where *w)
{
	if (!l->no_brand)
		listed_text(w, ":brand", act->actor.brand_id);
	for (size_t i = 0; i < l->filter_count; i++)
		filter_add(&l->filters[i], &filter->set->fields[i],
		    &filter->values[i], w);
	if (l->more != NULL)
		l->more(act, filter, w);
}

/* The statement with its conditions, bound. */
static struct stmt *
filtered(struct act *act, const struct listed_where *w, const char *select,
    const char *tail)
{
	const struct compose_select	 sql = { .select = select,
		.where = w->sql, .tail = tail };
	struct stmt			*s = compose_select(act->db,
					    act->arena, &sql);

	for (int i = 0; i < w->value_count; i++)
		if (w->values[i].is_text)
			db_bind_text(s, w->values[i].name, w->values[i].text);
		else
			db_bind_int(s, w->values[i].name, w->values[i].num);
	return s;
}

/* What a cursor of this list is bound to. */
static const char *
filters_text(struct act *act, const struct listed *l,
    const struct record *filter)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_puts(&b, l->name);
	if (!l->no_brand)
		buf_printf(&b, " %s", act->actor.brand_id);
	for (size_t i = 0; i < l->filter_count; i++) {
		const struct value	*v = &filter->values[i];

		buf_putc(&b, '\n');
		if (v->state == VALUE_SET && v->text != NULL)
			buf_puts(&b, v->text);
		else if (v->state == VALUE_SET)
			buf_int(&b, v->num);
	}
	return b.p;
}

static enum outcome
count(struct act *act, const struct listed *l, const struct listed_where *w,
    struct rows *rows)
{
	return l->counts_all ?
	    rows_count(rows, filtered(act, w, l->count, NULL)) :
	    rows_count_reach(rows, filtered(act, w, l->count, sql_counted));
}

static void
page(struct act *act, const struct listed *l, struct listed_where *w,
    const struct cursor *after, const struct list_query *query,
    struct rows *rows)
{
	struct stmt	*s;

	if (after->id != NULL) {
		listed_if(w, l->after);
		listed_text(w, ":id", after->id);
	}
	if (after->id != NULL && l->by_time)
		listed_int(w, ":key", after->num);
	s = filtered(act, w, l->page, l->order);
	if (l->bind != NULL)
		l->bind(act, s);
	rows_open(rows, s, query);
}

static enum outcome
open_at(struct act *act, const struct listed *l, const struct record *filter,
    const struct list_query *query, bool counted, struct rows *rows)
{
	struct listed_where	 w = { .count = 0 };
	struct cursor		 after = { .id = NULL };
	enum outcome		 e;

	*rows = (struct rows){ .filters = filters_text(act, l, filter) };
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	where_of(act, l, filter, &w);
	if (counted && (e = count(act, l, &w, rows)) != SOUK_OK)
		return e;
	page(act, l, &w, &after, query, rows);
	return SOUK_OK;
}

enum outcome
listed_open(struct act *act, const struct listed *l,
    const struct record *filter, const struct list_query *query,
    struct rows *rows)
{
	return open_at(act, l, filter, query, true, rows);
}

enum outcome
listed_open_on(struct act *act, const struct listed *l,
    const struct record *filter, const struct list_query *query,
    struct rows *rows)
{
	return open_at(act, l, filter, query, false, rows);
}

const char *
listed_like(struct arena *arena, const char *around, const char *text)
{
	struct buf	 b;

	buf_init(&b, arena, 64);
	buf_printf(&b, "%%%s", around);
	for (; *text != '\0'; text++) {
		if (strchr("%_\\", *text) != NULL)
			buf_putc(&b, '\\');
		buf_putc(&b, *text);
	}
	buf_printf(&b, "%s%%", around);
	return b.p;
}
