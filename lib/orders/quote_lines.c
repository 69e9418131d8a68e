/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/price_list.h"
#include "lib/catalog/summary.h"
#include "lib/db/many.h"
#include "lib/orders/quote_parts.h"

static const char sql_goods[] =
    "SELECT v.id, v.product_id, v.value, v.sku, v.stock, v.weight,"
    " CASE WHEN v.is_active = 1 AND p.status = 'ACTIVE'"
    " AND p.brand_id = :brand THEN 1 ELSE 0 END,"
    " p.category_id, p.tax_class, t.name, t.slug, i.url,"
    " EXISTS (SELECT 1 FROM bundle_part b WHERE b.bundle_id = v.id)"
    " FROM product_variation v JOIN product p ON p.id = v.product_id"
    SUMMARY_TEXT
    " LEFT JOIN product_image i ON i.product_id = p.id AND i.is_primary = 1"
    " WHERE v.id IN (" DB_HUNDRED("p0") ")";

/* ---- items ------------------------------------------------------------------ */

struct named { const char *id; size_t at; };

static int
named_compare(const void *a, const void *b)
{
	const struct named	*x = a, *y = b;
	const int		 by_id = strcmp(x->id, y->id);

	return by_id != 0 ? by_id : (x->at > y->at) - (x->at < y->at);
}

static enum outcome
item_bad(struct act *act, size_t i, const struct message *why, int64_t bound)
{
	return act_bad_number(act, arena_printf(act->arena,
	    "items[%zu].quantity", i), why, bound, 0);
}

static enum outcome
quantities_check(struct quote_work *w)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < w->ask->count; i++)
		if (w->ask->items[i].quantity < 1)
			e = item_bad(w->act, i,
			    &base_messages[BASE_TOO_SMALL], 1);
		else if (w->ask->items[i].quantity > QUOTE_PIECES)
			e = item_bad(w->act, i, &base_messages[BASE_TOO_BIG],
			    QUOTE_PIECES);
	return e;
}

/* first[i]: the first item of the same variation. */
static void
firsts(struct quote_work *w, size_t *first)
{
	const size_t	 n = w->ask->count;
	struct named	*by_id = arena_array(w->act->arena, n + 1,
			    sizeof(*by_id));
	size_t		 i;

	for (i = 0; i < n; i++)
		by_id[i] = (struct named){ w->ask->items[i].variation_id, i };
	qsort(by_id, n, sizeof(*by_id), named_compare);
	for (i = 0; i < n; i++)
		first[by_id[i].at] = i > 0 && strcmp(by_id[i - 1].id,
		    by_id[i].id) == 0 ? first[by_id[i - 1].at] : by_id[i].at;
}

enum outcome
quote_items(struct quote_work *w)
{
	const struct quote_item	*items = w->ask->items;
	struct quote		*q = w->quote;
	struct quote_line	*l;
	size_t			*first, i;
	enum outcome		 e;

	if (w->ask->count > QUOTE_LINES)
		return act_bad_number(w->act, "items",
		    &base_messages[BASE_TOO_MANY], QUOTE_LINES, 0);
	if ((e = quantities_check(w)) != SOUK_OK)
		return e;
	first = arena_array(w->act->arena, w->ask->count + 1, sizeof(*first));
	w->line_of = arena_array(w->act->arena, w->ask->count + 1,
	    sizeof(*w->line_of));
	q->lines = arena_array(w->act->arena, w->ask->count + 1,
	    sizeof(*q->lines));
	firsts(w, first);
	for (i = 0; i < w->ask->count; i++) {
		if (first[i] == i) {
			w->line_of[i] = q->line_count++;
			q->lines[w->line_of[i]].variation_id =
			    items[i].variation_id;
		}
		w->line_of[i] = w->line_of[first[i]];
		l = &q->lines[w->line_of[i]];
		l->quantity += items[i].quantity;
		if (l->quantity > QUOTE_PIECES)
			return item_bad(w->act, i,
			    &base_messages[BASE_TOO_BIG], QUOTE_PIECES);
	}
	return SOUK_OK;
}

/* ---- what they are ------------------------------------------------------------ */

static const char *
text_or(struct stmt *s, int column, struct arena *arena, const char *none)
{
	return db_is_null(s, column) ? none : db_copy(s, column, arena);
}

static void
line_read(struct act *act, struct stmt *s, struct quote_line *l)
{
	l->product_id = db_copy(s, 1, act->arena);
	l->options = text_or(s, 2, act->arena, "");
	l->sku = db_copy(s, 3, act->arena);
	l->stock = db_int(s, 4);
	l->weight = db_is_null(s, 5) ? 0 : db_int(s, 5);
	l->problem = db_int(s, 6) == 1 ? NULL : &quote_messages[LINE_GONE];
	l->category_id = db_copy(s, 7, act->arena);
	l->tax_class = db_copy(s, 8, act->arena);
	l->name = text_or(s, 9, act->arena, "");
	l->slug = db_copy(s, 10, act->arena);
	l->image_url = db_copy(s, 11, act->arena);
	l->is_bundle = db_int(s, 12) == 1;
}

static struct quote_line *
line_find(const struct named *by_id, size_t n, struct quote_line *lines,
    const char *id)
{
	size_t	 from = 0, to = n, middle;
	int	 order;

	while (from < to) {
		middle = from + (to - from) / 2;
		if ((order = strcmp(by_id[middle].id, id)) == 0)
			return &lines[by_id[middle].at];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* Those from `from` on, at most a hundred. */
static enum outcome
some_goods(struct quote_work *w, const struct named *by_id, size_t from,
    size_t n)
{
	struct stmt		*s = db_sql(w->act->db, sql_goods);
	const char		*ids[DB_MANY];
	struct quote_line	*l;
	enum outcome		 e;
	size_t			 i;

	for (i = 0; i < n; i++)
		ids[i] = by_id[from + i].id;
	db_bind_text(s, ":brand", w->ask->brand_id);
	summary_bind(w->act, s);
	db_bind_many(s, ids, n, DB_MANY);
	while ((e = db_step(s)) == SOUK_OK)
		if ((l = line_find(by_id, w->quote->line_count,
		    w->quote->lines, db_text(s, 0, NULL))) != NULL)
			line_read(w->act, s, l);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
all_goods(struct quote_work *w)
{
	struct quote	*q = w->quote;
	struct named	*by_id = arena_array(w->act->arena, q->line_count + 1,
			    sizeof(*by_id));
	enum outcome	 e = SOUK_OK;
	size_t		 i, n;

	for (i = 0; i < q->line_count; i++) {
		by_id[i] = (struct named){ q->lines[i].variation_id, i };
		q->lines[i].problem = &quote_messages[LINE_GONE];
		q->lines[i].name = q->lines[i].options = "";
		q->lines[i].tax_class = tax_classes[TAX_STANDARD];
		q->lines[i].tax_name = "";
	}
	qsort(by_id, q->line_count, sizeof(*by_id), named_compare);
	for (i = 0; i < q->line_count && e == SOUK_OK; i += n) {
		n = q->line_count - i < DB_MANY ? q->line_count - i : DB_MANY;
		e = some_goods(w, by_id, i, n);
	}
	return e;
}

/* ---- what they cost -------------------------------------------------------------- */

int64_t
quote_net(const struct quote_work *w, enum tax_class class, int64_t amount)
{
	int64_t	 tax;

	if (!w->net || !quote_tax_in(amount, w->home.rates[class].rate, &tax))
		return amount;
	return amount - tax;
}

static void
line_price(const struct quote_work *w, struct quote_line *l,
    const struct price_now *price)
{
	const enum tax_class	 class = tax_class_from(l->tax_class);

	if (!w->quote->reverse_charge) {
		l->tax_rate = w->zone.rates[class].rate;
		l->tax_name = w->zone.rates[class].name;
	}
	if (l->problem != NULL)
		return;
	if (!price->has) {
		l->problem = &quote_messages[LINE_NO_PRICE];
		return;
	}
	l->unit = quote_net(w, class, price->amount);
	l->compare_at = price->has_compare ?
	    quote_net(w, class, price->compare_at) : 0;
	if (l->stock < l->quantity)
		l->problem = &quote_messages[l->stock > 0 ? LINE_FEW :
		    LINE_OUT];
}

enum outcome
quote_goods(struct quote_work *w)
{
	struct quote		*q = w->quote;
	const size_t		 n = q->line_count;
	struct price_now	*prices;
	const char		**ids;
	enum outcome		 e;
	size_t			 i;

	prices = arena_array(w->act->arena, n + 1, sizeof(*prices));
	ids = arena_array(w->act->arena, n + 1, sizeof(*ids));
	for (i = 0; i < n; i++)
		ids[i] = q->lines[i].variation_id;
	if ((e = all_goods(w)) != SOUK_OK ||
	    (e = price_of(w->act, ids, n, &w->terms, prices)) != SOUK_OK)
		return e;
	for (i = 0; i < n; i++)
		line_price(w, &q->lines[i], &prices[i]);
	return SOUK_OK;
}
