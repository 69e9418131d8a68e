/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/orders/cart_parts.h"
#include "lib/orders/promotions.h"

/* What a quote says, as its owner sees it. */

enum outcome
cart_quote(struct act *act, const struct cart *cart, struct quote **quote)
{
	const struct quote_ask	 ask = {
		.items = cart->items, .count = cart->count,
		.brand_id = cart->brand_id, .currency = cart->currency,
		.to = cart->to, .method_id = cart->method_id,
		.codes = cart->codes, .code_count = cart->code_count,
		.customer = cart_customer(act, cart->email),
	};

	return quote_make(act, &ask, quote);
}

void
cart_text(struct record *record, int field, const char *text)
{
	if (text == NULL || *text == '\0')
		record->values[field].state = VALUE_NULL;
	else
		record_set_text(record, field, text);
}

static void
int_or_null(struct record *record, int field, int64_t n, bool there)
{
	if (there)
		record_set_int(record, field, n);
	else
		record->values[field].state = VALUE_NULL;
}

void
cart_problem(struct act *act, struct record *record, int field,
    const struct message *problem, int64_t number)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { number };
	struct record	*said;
	struct buf	 text;

	record->values[field].state = VALUE_NULL;
	if (problem == NULL)
		return;
	buf_init(&text, act->arena, 64);
	message_put(&text, problem, act->locale, numbers);
	said = record_new(act->arena, &cart_problem_fields);
	record_set_text(said, CART_PROBLEM_CODE, problem->code);
	record_set_text(said, CART_PROBLEM_TEXT, text.p);
	record->values[field] = (struct value){ .state = VALUE_SET,
		.items = said, .count = 1 };
}

struct record *
cart_list(struct act *act, struct record *shown, int field, size_t n,
    const struct fieldset *set)
{
	struct record	*items = arena_array(act->arena, n + 1,
			    sizeof(*items));
	size_t		 i;

	for (i = 0; i < n; i++)
		items[i] = *record_new(act->arena, set);
	shown->values[field] = (struct value){ .state = VALUE_SET,
		.items = items, .count = n };
	return items;
}

/* ---- parts ------------------------------------------------------------------- */

static void
line_costs(struct act *act, const struct quote_line *l, struct record *line)
{
	cart_text(line, CART_LINE_PRODUCT, l->product_id);
	cart_text(line, CART_LINE_NAME, l->name);
	cart_text(line, CART_LINE_OPTIONS, l->options);
	cart_text(line, CART_LINE_SKU, l->sku);
	cart_text(line, CART_LINE_SLUG, l->slug);
	cart_text(line, CART_LINE_IMAGE, l->image_url);
	record_set_int(line, CART_LINE_UNIT, l->unit);
	int_or_null(line, CART_LINE_COMPARE, l->compare_at,
	    l->compare_at > 0);
	record_set_int(line, CART_LINE_STOCK, l->stock);
	record_set_int(line, CART_LINE_SUBTOTAL, l->subtotal);
	record_set_int(line, CART_LINE_DISCOUNT, l->discount);
	record_set_int(line, CART_LINE_TOTAL, l->total);
	record_set_int(line, CART_LINE_TAX, l->tax);
	cart_problem(act, line, CART_LINE_PROBLEM, l->problem, l->stock);
}

const struct quote_code *
cart_code_of(struct act *act, const struct quote *q, const char *entered)
{
	const char	*folded = promotion_code_fold(act->arena, entered);
	size_t		 i;

	for (i = 0; i < q->code_count; i++)
		if (text_equal(q->codes[i].code, folded))
			return &q->codes[i];
	return NULL;
}

/* As somebody typed it. */
static const char *
code_entered(struct act *act, const struct cart *cart, const char *folded)
{
	size_t	 i;

	for (i = 0; folded != NULL && i < cart->code_count; i++)
		if (text_equal(folded, promotion_code_fold(act->arena,
		    cart->codes[i])))
			return cart->codes[i];
	return folded;
}

static void
codes_show(struct act *act, const struct cart *cart, const struct quote *q,
    struct record *shown)
{
	struct record			*codes;
	const struct quote_code		*code;
	size_t				 i;

	codes = cart_list(act, shown, CART_CODES, cart->code_count,
	    &cart_code_shown_fields);
	for (i = 0; i < cart->code_count; i++) {
		code = cart_code_of(act, q, cart->codes[i]);
		record_set_text(&codes[i], CART_CODE_TEXT, cart->codes[i]);
		cart_problem(act, &codes[i], CART_CODE_PROBLEM,
		    code == NULL ? NULL : code->problem, 0);
	}
}

static void
discounts_show(struct act *act, const struct cart *cart,
    const struct quote *q, struct record *shown)
{
	struct record			*list;
	const struct quote_discount	*d;
	size_t				 i;

	list = cart_list(act, shown, CART_DISCOUNTS, q->discount_count,
	    &cart_discount_fields);
	for (i = 0; i < q->discount_count; i++) {
		d = &q->discounts[i];
		record_set_text(&list[i], CART_DISCOUNT_LABEL, d->label);
		cart_text(&list[i], CART_DISCOUNT_CODE,
		    code_entered(act, cart, d->code));
		cart_text(&list[i], CART_DISCOUNT_LINE,
		    d->line < 0 ? NULL : cart->line_ids[d->line]);
		record_set_int(&list[i], CART_DISCOUNT_AMOUNT, d->amount);
	}
}

static void
taxes_show(struct act *act, const struct quote *q, struct record *shown)
{
	struct record	*list;
	size_t		 i;

	list = cart_list(act, shown, CART_TAXES, q->tax_count,
	    &cart_tax_fields);
	for (i = 0; i < q->tax_count; i++) {
		record_set_text(&list[i], CART_TAX_NAME, q->taxes[i].name);
		record_set_int(&list[i], CART_TAX_RATE, q->taxes[i].rate);
		record_set_int(&list[i], CART_TAX_BASE, q->taxes[i].base);
		record_set_int(&list[i], CART_TAX_AMOUNT, q->taxes[i].amount);
	}
}

static void
methods_show(struct act *act, const struct quote *q, struct record *shown)
{
	const struct quote_method	*m;
	struct record			*list;
	size_t				 i;

	list = cart_list(act, shown, CART_METHODS, q->method_count,
	    &cart_method_fields);
	for (i = 0; i < q->method_count; i++) {
		m = &q->methods[i];
		record_set_text(&list[i], CART_METHOD_ID, m->id);
		record_set_text(&list[i], CART_METHOD_KIND, m->kind);
		record_set_text(&list[i], CART_METHOD_NAME, m->name);
		cart_text(&list[i], CART_METHOD_DESCRIPTION, m->description);
		record_set_int(&list[i], CART_METHOD_AMOUNT, m->amount);
		int_or_null(&list[i], CART_METHOD_DAYS_MIN, m->days_min,
		    m->days_min >= 0);
		int_or_null(&list[i], CART_METHOD_DAYS_MAX, m->days_max,
		    m->days_max >= 0);
	}
	cart_text(shown, CART_METHOD, q->method == NULL ? NULL :
	    q->method->id);
}

static void
sums_show(const struct cart *cart, const struct quote *q,
    struct record *shown)
{
	record_set_int(shown, CART_TAX_INCLUDED, q->tax_included);
	record_set_int(shown, CART_REVERSE, q->reverse_charge);
	record_set_int(shown, CART_WEIGHT, q->weight);
	record_set_int(shown, CART_SUBTOTAL, q->subtotal);
	record_set_int(shown, CART_DISCOUNT, q->discount);
	record_set_int(shown, CART_SHIPPING, q->shipping);
	record_set_int(shown, CART_TAX, q->tax);
	record_set_int(shown, CART_TOTAL, q->total);
	record_set_int(shown, CART_SOUND, q->sound && cart->count > 0);
}

void
cart_costs(struct act *act, const struct cart *cart, const struct quote *q,
    struct record *shown)
{
	struct value	*lines = &shown->values[CART_LINES];
	size_t		 i;

	for (i = 0; i < lines->count; i++)
		line_costs(act, &q->lines[i], &lines->items[i]);
	codes_show(act, cart, q, shown);
	discounts_show(act, cart, q, shown);
	taxes_show(act, q, shown);
	methods_show(act, q, shown);
	sums_show(cart, q, shown);
}
