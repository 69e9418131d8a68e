/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/bulk_plan.h"

/* A product on its way through the changes; of both, the variations have a
 * price only where it is their own. */
struct work {
	struct act	*act;
	struct record	*was, *is;
};

/* ---- amounts ------------------------------------------------------------ */

/* Within the bounds of the field it is meant for? */
static enum outcome
amount_check(struct act *act, const struct field *f, const char *name,
    bool ok, int64_t n)
{
	if (!ok)
		return act_bad_field(act, name,
		    &catalog_messages[CATALOG_PRICE_NEGATIVE]);
	if (n < f->min)
		return act_bad_number(act, name,
		    &base_messages[f->type == FIELD_MONEY ? BASE_TOO_LOW :
		    BASE_TOO_SMALL], f->min, 0);
	if (n > f->max)
		return act_bad_number(act, name,
		    &base_messages[f->type == FIELD_MONEY ? BASE_TOO_HIGH :
		    BASE_TOO_BIG], f->max, 0);
	return SOUK_OK;
}

/* A price that is not there cannot be raised. */
static enum outcome
amount_change(struct work *w, const struct bulk_change *c, int field)
{
	struct value		*v = &w->is->values[field];
	const struct field	*f = &product_fields.fields[field];
	int64_t			 n = v->num;
	bool			 ok;

	if (v->state != VALUE_SET && c->operation != BULK_SET)
		return act_bad_field(w->act, f->name,
		    &catalog_messages[CATALOG_NEEDS_PRICE]);
	ok = bulk_amount(c, &n);
	record_set_int(w->is, field, n);
	return amount_check(w->act, f, f->name, ok, n);
}

static enum outcome
own_price_change(struct work *w, const struct bulk_change *c, size_t i)
{
	struct record	*variation =
	    &w->is->values[PRODUCT_VARIATIONS].items[i];
	int64_t		 n = variation->values[VARIATION_PRICE].num;
	const bool	 ok = bulk_amount(c, &n);

	record_set_int(variation, VARIATION_PRICE, n);
	return amount_check(w->act, &variation_fields.fields[VARIATION_PRICE],
	    item_name(w->act, "variations", i, "price"), ok, n);
}

/*
 * Set: one price for all variations.  Else each own price moves, and the base
 * price if there is one, with those who follow it.
 */
static enum outcome
price_change(struct work *w, const struct bulk_change *c)
{
	struct value		*list = &w->is->values[PRODUCT_VARIATIONS];
	const bool		 based =
	    w->is->values[PRODUCT_BASE_PRICE].state == VALUE_SET;
	enum outcome		 e = SOUK_OK;
	bool			 any = false;
	size_t			 i;

	for (i = 0; i < list->count && e == SOUK_OK; i++)
		if (c->operation == BULK_SET) {
			record_set_text(&list->items[i], VARIATION_PRICE,
			    NULL);
			record_set_text(&list->items[i],
			    VARIATION_COMPARE_AT, NULL);
		} else if (list->items[i].values[VARIATION_PRICE].state ==
		    VALUE_SET) {
			e = own_price_change(w, c, i);
			any = true;
		}
	if (e != SOUK_OK || (any && !based))
		return e;
	return amount_change(w, c, PRODUCT_BASE_PRICE);
}

/* ---- stock -------------------------------------------------------------- */

static enum outcome
stock_change(struct work *w, const struct bulk_change *c)
{
	struct value	*list = &w->is->values[PRODUCT_VARIATIONS];
	enum outcome	 e = SOUK_OK;
	int64_t		 n;
	size_t		 i;

	for (i = 0; i < list->count && e == SOUK_OK; i++) {
		n = c->operation == BULK_SET ? 0 :
		    list->items[i].values[VARIATION_STOCK].num;
		n += c->operation == BULK_SUBTRACT ? -c->value.num :
		    c->value.num;
		record_set_int(&list->items[i], VARIATION_STOCK, n);
		e = amount_check(w->act,
		    &variation_fields.fields[VARIATION_STOCK],
		    item_name(w->act, "variations", i, "stock"), true, n);
	}
	return e;
}

/* ---- tags --------------------------------------------------------------- */

static bool
tag_is_in(struct arena *arena, const struct value *tags, const char *tag)
{
	const char	*key = tag_key(arena, tag);
	size_t		 i;

	for (i = 0; i < tags->count; i++)
		if (text_equal(tag_key(arena, tags->texts[i]), key))
			return true;
	return false;
}

/* Those of `from` that are not in `without`, behind those of `to`. */
static void
tags_put(struct arena *arena, struct value *to, const struct value *from,
    const struct value *without)
{
	size_t	 i;

	for (i = 0; i < from->count; i++)
		if (!tag_is_in(arena, without, from->texts[i]) &&
		    !tag_is_in(arena, to, from->texts[i]))
			to->texts[to->count++] = from->texts[i];
}

static enum outcome
tags_change(struct work *w, const struct bulk_change *c)
{
	static const struct value	 none = { .state = VALUE_SET };
	struct value			*tags = &w->is->values[PRODUCT_TAGS];
	const struct value		 was = *tags;
	struct arena			*arena = w->act->arena;
	const int64_t			 most =
	    product_fields.fields[PRODUCT_TAGS].max;

	*tags = (struct value){ .state = VALUE_SET, .texts = arena_array(
	    arena, was.count + c->value.count + 1,
	    sizeof(*tags->texts)) };
	if (c->operation == BULK_ADD || c->operation == BULK_REMOVE)
		tags_put(arena, tags, &was, c->operation == BULK_REMOVE ?
		    &c->value : &none);
	if (c->operation == BULK_ADD || c->operation == BULK_SET)
		tags_put(arena, tags, &c->value, &none);
	if (tags->count <= (size_t)most)
		return SOUK_OK;
	return act_bad_number(w->act, "tags", &base_messages[BASE_TOO_MANY],
	    most, 0);
}

/* ---- all of them -------------------------------------------------------- */

/* A price goes with what it is crossed out by. */
static void
field_clear(struct work *w, int field)
{
	record_set_text(w->is, field, NULL);
	if (field == PRODUCT_BASE_PRICE)
		record_set_text(w->is, PRODUCT_COMPARE_AT, NULL);
}

static enum outcome
change_apply(struct work *w, const struct bulk_change *c)
{
	const int	 field = bulk_product_field(c->field);

	if (c->field == BULK_TAGS)
		return tags_change(w, c);
	if (c->field == BULK_STOCK)
		return stock_change(w, c);
	if (c->operation == BULK_CLEAR)
		field_clear(w, field);
	else if (c->field == BULK_PRICE)
		return price_change(w, c);
	else if (c->field <= BULK_COMPARE_AT)
		return amount_change(w, c, field);
	else
		w->is->values[field] = c->value;
	return SOUK_OK;
}

/* ---- what differs ------------------------------------------------------- */

static bool
tags_differ(const struct value *a, const struct value *b)
{
	size_t	 i;

	if (a->count != b->count)
		return true;
	for (i = 0; i < a->count; i++)
		if (!text_equal(a->texts[i], b->texts[i]))
			return true;
	return false;
}

static bool
value_differs(const struct value *a, const struct value *b,
    enum field_type type)
{
	if (a->state != VALUE_SET || b->state != VALUE_SET)
		return (a->state == VALUE_SET) != (b->state == VALUE_SET);
	if (type == FIELD_TEXTS)
		return tags_differ(a, b);
	return a->text != NULL || b->text != NULL ?
	    !text_equal(a->text, b->text) : a->num != b->num;
}

static void
field_compare(const struct work *w, int field, struct record *change,
    struct record *before)
{
	if (!value_differs(&w->is->values[field], &w->was->values[field],
	    product_fields.fields[field].type))
		return;
	change->values[field] = w->is->values[field];
	before->values[field] = w->was->values[field];
	if (before->values[field].state == VALUE_ABSENT)
		before->values[field].state = VALUE_NULL;
}

static bool
part_compare(struct record *change, struct record *before,
    const struct record *is, const struct record *was, int field)
{
	if (!value_differs(&is->values[field], &was->values[field],
	    FIELD_INTEGER))
		return false;
	change->values[field] = is->values[field];
	before->values[field] = was->values[field];
	return true;
}

static bool
variation_compare(const struct work *w, size_t i, struct record *change,
    struct record *before)
{
	const struct record	*is =
	    &w->is->values[PRODUCT_VARIATIONS].items[i];
	const struct record	*was =
	    &w->was->values[PRODUCT_VARIATIONS].items[i];
	static const int	 parts[] = { VARIATION_STOCK, VARIATION_PRICE,
	    VARIATION_COMPARE_AT };
	bool			 differs = false;
	size_t			 p;

	change->values[VARIATION_ID] = was->values[VARIATION_ID];
	before->values[VARIATION_ID] = was->values[VARIATION_ID];
	for (p = 0; p < sizeof(parts) / sizeof(parts[0]); p++)
		if (part_compare(change, before, is, was, parts[p]))
			differs = true;
	return differs;
}

/* All of them or none: those not in the list would be deleted. */
static void
variations_compare(const struct work *w, struct record *change,
    struct record *before)
{
	const size_t	 n = w->was->values[PRODUCT_VARIATIONS].count;
	struct value	 after = { .state = VALUE_ABSENT }, old = after;
	bool		 differ = false;
	size_t		 i;

	for (i = 0; i < n; i++)
		if (variation_compare(w, i,
		    list_add(w->act->arena, &after, &variation_fields),
		    list_add(w->act->arena, &old, &variation_fields)))
			differ = true;
	if (!differ)
		return;
	change->values[PRODUCT_VARIATIONS] = after;
	before->values[PRODUCT_VARIATIONS] = old;
}

/* A copy whose variations may be changed. */
static struct record *
product_copy(struct arena *arena, const struct record *product)
{
	struct record		*copy = record_copy(arena, product);
	struct value		*list = &copy->values[PRODUCT_VARIATIONS];
	const struct record	*from = list->items;
	size_t			 i;

	list->items = arena_array(arena, list->count + 1,
	    sizeof(*list->items));
	for (i = 0; i < list->count; i++) {
		list->items[i] = *record_copy(arena, &from[i]);
		price_own_only(&list->items[i], product);
	}
	return copy;
}

enum outcome
bulk_apply(struct act *act, const struct bulk_plan *plan,
    const struct record *product, struct record *change,
    struct record *before)
{
	struct work	 w = { .act = act };
	enum outcome	 e = SOUK_OK;
	size_t		 i;
	int		 field;

	w.was = product_copy(act->arena, product);
	w.is = product_copy(act->arena, product);
	for (i = 0; i < plan->count && e == SOUK_OK; i++)
		e = change_apply(&w, &plan->changes[i]);
	if (e != SOUK_OK)
		return e;
	for (field = BULK_BASE_PRICE; field < BULK_FIELD__MAX; field++)
		if (bulk_product_field((enum bulk_field)field) >= 0)
			field_compare(&w,
			    bulk_product_field((enum bulk_field)field),
			    change, before);
	variations_compare(&w, change, before);
	return SOUK_OK;
}
