/* SPDX-License-Identifier: ISC */
#include "lib/inbox/listed.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"
#include "lib/inbox/parts.h"

/* Nothing has words that are none. */
static const char	never[] = "1 = 0";

void
listed_add(struct listed_where *w, const char *sql)
{
	if (w->count < LISTED_CONDITIONS)
		w->list[w->count++] = sql;
}

struct asked {
	const struct listed	*l;
	const struct listed_how	*how;
	const char		*match;		/* of q; NULL */
	const char		*person;	/* NULL: nobody */
};

static const char *
found_sql(struct arena *arena, const char *const around[2])
{
	struct buf	 b;

	buf_init(&b, arena, 512);
	buf_puts(&b, around[0]);
	buf_puts(&b, search_said_owners);
	buf_puts(&b, around[1]);
	return b.p;
}

static void
where_of(struct act *act, const struct asked *a, struct listed_where *w)
{
	const struct record	*f = a->how->filter;

	for (size_t i = 0; i < a->l->text_count; i++)
		if (record_has(f, a->l->texts[i].field))
			listed_add(w, a->l->texts[i].sql);
	if (record_has(f, a->l->person))
		listed_add(w, a->person != NULL ? a->l->of_person :
		    a->l->of_nobody);
	if (record_has(f, a->l->q))
		listed_add(w, a->match == NULL ? never :
		    found_sql(act->arena, a->l->of_q));
	a->how->where(act, f, w);
}

static void
bind_of(struct act *act, const struct asked *a, struct stmt *s)
{
	const struct record	*f = a->how->filter;

	db_bind_text(s, ":brand", act->actor.brand_id);
	for (size_t i = 0; i < a->l->text_count; i++)
		if (record_has(f, a->l->texts[i].field))
			db_bind_text(s, a->l->texts[i].name,
			    record_text(f, a->l->texts[i].field));
	if (a->person != NULL)
		db_bind_text(s, ":person", a->person);
	if (a->match != NULL)
		db_bind_text(s, ":match", a->match);
	a->how->bind(act, f, s);
}

static struct stmt *
filtered(struct act *act, const struct asked *a, const char *select,
    const char *tail, const struct cursor *after)
{
	struct listed_where	 w = { .count = 0 };
	struct stmt		*s;

	where_of(act, a, &w);
	if (after->id != NULL)
		listed_add(&w, a->l->after);
	w.list[w.count] = NULL;
	s = compose_select(act->db, act->arena, &(struct compose_select){
		.select = select, .where = w.list, .tail = tail });
	bind_of(act, a, s);
	if (after->id != NULL)
		db_bind_text(s, ":id", after->id);
	if (after->id != NULL && a->l->timed)
		db_bind_int(s, ":key", after->num);
	return s;
}

static const char *
filters_text(struct act *act, const struct asked *a)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_puts(&b, a->l->name);
	for (int i = 0; i < a->l->fields; i++) {
		const struct value	*v = &a->how->filter->values[i];

		buf_putc(&b, '\n');
		if (v->state == VALUE_SET && v->text != NULL)
			buf_puts(&b, v->text);
		else if (v->state == VALUE_SET)
			buf_int(&b, v->num);
	}
	return b.p;
}

enum outcome
listed_open(struct act *act, const struct listed *l,
    const struct listed_how *how, const struct list_query *query,
    struct rows *rows)
{
	const char		*q = record_text(how->filter, l->q);
	const struct asked	 a = { .l = l, .how = how,
		.match = q == NULL ? NULL : find_words(act, q),
		.person = staff_meant(act, record_text(how->filter,
		    l->person)) };
	const struct cursor	 none = { .id = NULL };
	struct cursor		 after = none;
	enum outcome		 e;

	rows->filters = filters_text(act, &a);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	if ((e = rows_count_reach(rows, filtered(act, &a, l->count,
	    l->counted, &none))) != SOUK_OK)
		return e;
	rows_open(rows, filtered(act, &a, l->page, l->order, &after), query);
	return SOUK_OK;
}
