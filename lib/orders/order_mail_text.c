/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/orders/order_mail.h"
#include "lib/payments/payments.h"
#include "lib/settings/settings.h"

/* An order as lines of text, in the language of who reads it. */
enum word { WORD_DISCOUNT, WORD_SHIPPING, WORD_TAX, WORD_TAX_IN, WORD_TOTAL,
	WORD_PAID, WORD_BACK, WORD_WHY, WORD_TRANSFER,
	WORD_HOLDER, WORD_REFERENCE, WORD_CARRIER, WORD_TRACKING, WORD_RETURN,
	WORD_TO, WORD_CASH, WORD_GONE, WORD__MAX };

#define TEXTS(FR, EN, AR) \
	{ [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

static const char *const words[WORD__MAX][LOCALE__MAX] = {
	[WORD_DISCOUNT] = TEXTS("Remise", "Discount", "الخصم"),
	[WORD_SHIPPING] = TEXTS("Livraison", "Shipping", "الشحن"),
	[WORD_TAX] = TEXTS("Taxes", "Taxes", "الضرائب"),
	[WORD_TAX_IN] = TEXTS("dont taxes", "taxes included",
	    "الضرائب المشمولة"),
	[WORD_TOTAL] = TEXTS("Total", "Total", "المجموع"),
	[WORD_PAID] = TEXTS("Payé", "Paid", "المدفوع"),
	[WORD_BACK] = TEXTS("Montant remboursé", "Amount refunded",
	    "المبلغ المُعاد"),
	[WORD_WHY] = TEXTS("Motif", "Reason", "السبب"),
	[WORD_TRANSFER] = TEXTS("Virement à faire", "Please transfer",
	    "يُرجى التحويل"),
	[WORD_HOLDER] = TEXTS("Titulaire", "Account holder",
	    "صاحب الحساب"),
	[WORD_REFERENCE] = TEXTS("Référence", "Reference", "المرجع"),
	[WORD_CARRIER] = TEXTS("Transporteur", "Carrier", "شركة الشحن"),
	[WORD_TRACKING] = TEXTS("Suivi", "Tracking", "التتبع"),
	[WORD_RETURN] = TEXTS("Retour", "Return", "الإرجاع"),
	[WORD_TO] = TEXTS("À livrer à", "To be delivered to", "يُسلَّم إلى"),
	[WORD_CASH] = TEXTS("À payer en espèces à la remise.",
	    "To be paid in cash when it is handed over.",
	    "يُدفع نقدًا عند التسليم."),
	[WORD_GONE] = TEXTS("Il n’en reste malheureusement plus assez.",
	    "Unfortunately not enough is left.",
	    "للأسف لم يبقَ ما يكفي."),
};

static const struct { const char *state, *text[LOCALE__MAX]; }
    return_states[] = {
	{ "requested", TEXTS("demandé", "asked for", "مطلوب") },
	{ "approved", TEXTS("accepté", "agreed to", "مقبول") },
	{ "refused", TEXTS("refusé", "refused", "مرفوض") },
	{ "received", TEXTS("reçu", "received", "مستلَم") },
	{ "refunded", TEXTS("remboursé", "paid back", "مُسترَد") },
};
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* "Total : 12,50 €", by the language's own colon. */
static void
name_put(struct buf *b, const struct telling *t, enum word w)
{
	buf_puts(b, words[w][t->locale]);
	buf_puts(b, t->locale == LOCALE_FR ? " : " : ": ");
}

static void
text_put(struct buf *b, const struct telling *t, enum word w,
    const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	name_put(b, t, w);
	buf_puts(b, text);
	buf_putc(b, '\n');
}

static void
money_put_line(struct buf *b, const struct telling *t, enum word w,
    int64_t amount)
{
	name_put(b, t, w);
	money_show(b, amount, record_text(t->o, ORDER_CURRENCY),
	    (int)t->locale);
	buf_putc(b, '\n');
}

static void
pieces_put(struct buf *b, int64_t n, const char *name, const char *options)
{
	buf_int(b, n);
	buf_puts(b, " × ");
	buf_puts(b, name);
	if (options != NULL && *options != '\0')
		buf_printf(b, " (%s)", options);
}

/* All the pieces of a bundle's line, each below it. */
static void
parts_put(struct buf *b, const struct record *line)
{
	const struct value	*parts = &line->values[ORDER_LINE_PARTS];

	for (size_t i = 0; i < parts->count; i++) {
		const struct record	*part = &parts->items[i];

		buf_puts(b, "– ");
		pieces_put(b, line->values[ORDER_LINE_QUANTITY].num *
		    part->values[ORDER_LINE_PART_QUANTITY].num,
		    record_text(part, ORDER_LINE_PART_NAME),
		    record_text(part, ORDER_LINE_PART_OPTIONS));
		buf_putc(b, '\n');
	}
}

static void
lines_put(struct buf *b, const struct telling *t)
{
	const struct value	*lines = &t->o->values[ORDER_LINES];

	for (size_t i = 0; i < lines->count; i++) {
		const struct record	*l = &lines->items[i];

		pieces_put(b, l->values[ORDER_LINE_QUANTITY].num,
		    record_text(l, ORDER_LINE_NAME),
		    record_text(l, ORDER_LINE_OPTIONS));
		buf_puts(b, " — ");
		money_show(b, l->values[ORDER_LINE_SUBTOTAL].num,
		    record_text(t->o, ORDER_CURRENCY), (int)t->locale);
		buf_putc(b, '\n');
		parts_put(b, l);
	}
}

static void
sums_put(struct buf *b, const struct telling *t)
{
	const struct record	*o = t->o;

	buf_putc(b, '\n');
	if (order_num(o, ORDER_DISCOUNT) > 0)
		money_put_line(b, t, WORD_DISCOUNT,
		    -order_num(o, ORDER_DISCOUNT));
	if (order_num(o, ORDER_SHIPPING) > 0 ||
	    record_text(o, ORDER_METHOD_NAME) != NULL)
		money_put_line(b, t, WORD_SHIPPING,
		    order_num(o, ORDER_SHIPPING));
	if (order_num(o, ORDER_TAX) > 0)
		money_put_line(b, t, order_num(o, ORDER_TAX_INCLUDED) == 1 ?
		    WORD_TAX_IN : WORD_TAX, order_num(o, ORDER_TAX));
	money_put_line(b, t, WORD_TOTAL, order_num(o, ORDER_TOTAL));
	if (order_num(o, ORDER_PAID) > 0)
		money_put_line(b, t, WORD_PAID, order_num(o, ORDER_PAID));
}

static void
address_put(struct buf *b, const struct telling *t)
{
	static const int	 fields[] = { ORDER_ADDRESS_NAME,
		ORDER_ADDRESS_COMPANY, ORDER_ADDRESS_LINE1,
		ORDER_ADDRESS_LINE2, ORDER_ADDRESS_POSTCODE,
		ORDER_ADDRESS_CITY, ORDER_ADDRESS_COUNTRY };
	const struct value	*v = &t->o->values[ORDER_SHIPPING_ADDRESS];
	bool			 first = true;

	if (v->state != VALUE_SET)
		return;
	buf_putc(b, '\n');
	name_put(b, t, WORD_TO);
	for (size_t i = 0; i < COUNT(fields); i++) {
		const char	*text = record_text(v->items, fields[i]);

		if (text == NULL)
			continue;
		if (!first)
			buf_puts(b, ", ");
		buf_puts(b, text);
		first = false;
	}
	buf_putc(b, '\n');
}

static const char *
bank(struct act *act, enum payments_setting field)
{
	return settings_text(act->settings, &payments_settings, (int)field);
}

/* How it is paid, of what nobody pays on the page. */
static void
way_put(struct act *act, struct buf *b, const struct telling *t)
{
	const char	*way = record_text(t->o, ORDER_PAYMENT_METHOD);
	const char	*note = bank(act, PAYMENTS_BANK_NOTE);

	buf_putc(b, '\n');
	if (text_equal(way, "cash"))
		buf_printf(b, "%s\n", words[WORD_CASH][t->locale]);
	if (!text_equal(way, "transfer"))
		return;
	money_put_line(b, t, WORD_TRANSFER, order_num(t->o, ORDER_DUE));
	text_put(b, t, WORD_HOLDER, bank(act, PAYMENTS_HOLDER));
	if (*bank(act, PAYMENTS_IBAN) != '\0')
		buf_printf(b, "IBAN: %s\n", bank(act, PAYMENTS_IBAN));
	if (*bank(act, PAYMENTS_BIC) != '\0')
		buf_printf(b, "BIC: %s\n", bank(act, PAYMENTS_BIC));
	text_put(b, t, WORD_REFERENCE, arena_printf(act->arena, "%lld",
	    (long long)order_num(t->o, ORDER_NUMBER)));
	if (*note != '\0')
		buf_printf(b, "%s\n", note);
}

static const struct record *
part_find(const struct value *list, int id_field, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (text_equal(record_text(&list->items[i], id_field), id))
			return &list->items[i];
	return NULL;
}

static void
parcel_put(struct buf *b, const struct telling *t)
{
	const struct record	*p = part_find(
				    &t->o->values[ORDER_FULFILMENTS],
				    FULFILMENT_ID, t->what);

	if (p == NULL)
		return;
	text_put(b, t, WORD_CARRIER, record_text(p, FULFILMENT_CARRIER));
	text_put(b, t, WORD_TRACKING, record_text(p, FULFILMENT_NUMBER));
	text_put(b, t, WORD_TRACKING, record_text(p, FULFILMENT_URL));
}

static void
return_put(struct buf *b, const struct telling *t)
{
	const struct record	*r = part_find(&t->o->values[ORDER_RETURNS],
				    RETURN_ID, t->what);

	if (r == NULL)
		return;
	for (size_t i = 0; i < COUNT(return_states); i++)
		if (record_is(r, RETURN_STATE, return_states[i].state))
			text_put(b, t, WORD_RETURN,
			    return_states[i].text[t->locale]);
	text_put(b, t, WORD_WHY, record_text(r, RETURN_REASON));
	if (record_text(r, RETURN_ANSWER) != NULL)
		buf_printf(b, "%s\n", record_text(r, RETURN_ANSWER));
	if (r->values[RETURN_AMOUNT].num > 0)
		money_put_line(b, t, WORD_BACK, r->values[RETURN_AMOUNT].num);
}

static void
whole_put(struct act *act, struct buf *b, const struct telling *t, bool way)
{
	lines_put(b, t);
	sums_put(b, t);
	if (way)
		way_put(act, b, t);
	address_put(b, t);
}

const char *
order_mail_text(struct act *act, const struct telling *t)
{
	const char	*why = record_text(t->o, ORDER_CANCEL_REASON);
	struct buf	 b;

	buf_init(&b, act->arena, 512);
	switch (t->tale) {
	case TALE_PARCEL:
		parcel_put(&b, t);
		break;
	case TALE_REFUNDED:
		if (record_is(t->o, ORDER_SHORT, "refund"))
			buf_printf(&b, "%s\n", words[WORD_GONE][t->locale]);
		money_put_line(&b, t, WORD_BACK, t->amount);
		break;
	case TALE_RETURN:
	case TALE_RETURN_ASKED:
		return_put(&b, t);
		break;
	case TALE_CANCELLED:
		if (!text_equal(why, ORDER_EXPIRED))
			text_put(&b, t, WORD_WHY, why);
		lines_put(&b, t);
		break;
	default:
		whole_put(act, &b, t, t->tale == TALE_PLACED);
	}
	/* A mail about a parcel without a number is one all the same. */
	if (b.len == 0)
		lines_put(&b, t);
	return b.p;
}
