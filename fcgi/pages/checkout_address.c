/* SPDX-License-Identifier: ISC */
/* Where an order goes to, and who is billed: out of the book, or as written. */
#include "fcgi/pages/buy.h"
#include "lib/orders/address.h"
#include "lib/orders/orders.h"

#define SHIPPING	"shippingAddress."
#define BILLING		"billingAddress."

struct book {
	struct record	*of[BOOK_MAX];
	size_t		 count;
	bool		 bills;		/* one of them is for invoices */
};

static const struct buy_input name_input =
	{ "name", "text", "name", UI_CHECKOUT_NAME, 100, true };

static enum outcome
book_read_all(const struct page *p, struct book *book)
{
	const struct list_query	 all = { .page = 1, .limit = BOOK_MAX };
	struct rows		 rows;
	enum outcome		 e;

	*book = (struct book){ .count = 0 };
	if (p->act->actor.user_id == NULL || p->act->actor.key_id != NULL)
		return SOUK_OK;
	if ((e = book_list(p->act, &all, &rows)) != SOUK_OK)
		return e;
	while (e == SOUK_OK && book->count < BOOK_MAX) {
		struct record	*a = record_new(p->act->arena,
				    &address_fields);

		if ((e = rows_next(&rows, p->act->arena, a)) == SOUK_OK)
			book->of[book->count++] = a;
		if (e == SOUK_OK && a->values[ADDRESS_BILLING].num == 1)
			book->bills = true;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* field: of which address of the book is chosen to begin with. */
static void
choice_put(const struct page *p, const char *name, const struct record *a,
    int field)
{
	const struct value	*v = a->values;
	const char		*postcode = buy_named(a, "postcode");

	html(p->body, "<label class=\"choice\"><input type=\"radio\" "
	    "name=\"%s\" value=\"%s\" data-country=\"%s\" data-postcode=\"%s\"",
	    name, v[ADDRESS_ID].text, v[ADDRESS_COUNTRY].text,
	    postcode == NULL ? "" : postcode);
	html_flag(p->body, "checked", v[field].num == 1);
	html_raw(p->body, "><span class=\"name\">");
	if (buy_named(a, "label") != NULL)
		html(p->body, "<strong><bdi>%s</bdi></strong> – ",
		    buy_named(a, "label"));
	html(p->body, "<bdi>%s</bdi><br><span class=\"count\">"
	    "<bdi>%s, %s %s</bdi>, <bdi data-country-code>%s</bdi></span>"
	    "</span></label>\n", v[ADDRESS_NAME].text, v[ADDRESS_LINE1].text,
	    postcode == NULL ? "" : postcode, v[ADDRESS_CITY].text,
	    v[ADDRESS_COUNTRY].text);
}

/* Those of the book, and another one. */
static void
choices_put(const struct page *p, const struct book *book, const char *name,
    int field)
{
	if (book->count == 0)
		return;
	for (size_t i = 0; i < book->count; i++)
		choice_put(p, name, book->of[i], field);
	html(p->body, "<label class=\"choice\"><input type=\"radio\" "
	    "name=\"%s\" value=\"\"><span class=\"name\">%s</span></label>\n",
	    name, page_text(p, UI_CHECKOUT_OTHER));
}

/* What the cart knows of it already. */
static struct record *
known_of(const struct page *p, const struct record *cart)
{
	struct record	*a = record_new(p->act->arena,
			    &order_address_fields);

	a->values[ORDER_ADDRESS_COUNTRY] = cart->values[CART_COUNTRY];
	a->values[ORDER_ADDRESS_REGION] = cart->values[CART_REGION];
	a->values[ORDER_ADDRESS_POSTCODE] = cart->values[CART_POSTCODE];
	return a;
}

static void
box_put(const struct page *p, const char *name, enum ui_text text,
    bool checked)
{
	html(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"%s\"", name);
	html_flag(p->body, "checked", checked);
	html(p->body, "> %s</label>\n", page_text(p, text));
}

static void
shipping_put(const struct page *p, const struct book *book,
    const struct record *cart)
{
	html(p->body, "<fieldset class=\"choices\" id=\"to\">\n"
	    "<legend>%s</legend>\n", page_text(p, UI_CHECKOUT_ADDRESS));
	choices_put(p, book, "addressId", ADDRESS_DEFAULT);
	html_raw(p->body, "<div class=\"address\" id=\"new-address\"");
	html_flag(p->body, "hidden", book->count > 0);
	html_raw(p->body, ">\n");
	buy_address_inputs(p, SHIPPING, known_of(p, cart),
	    buy_home_country(p));
	if (p->act->actor.user_id != NULL && book->count < BOOK_MAX)
		box_put(p, "saveAddress", UI_BOOK_KEEP, false);
	html_raw(p->body, "</div>\n</fieldset>\n");
}

static void
billing_put(const struct page *p, const struct book *book,
    const struct record *cart)
{
	const char	*country = buy_named(cart, "country");
	/* Who is billed elsewhere as a rule is billed there. */
	const bool	 same = !book->bills || (book->count > 0 &&
			    book->of[0]->values[ADDRESS_BILLING].num == 1);

	html(p->body, "<fieldset class=\"choices\">\n<legend>%s</legend>\n",
	    page_text(p, UI_CHECKOUT_BILLING));
	box_put(p, "same", UI_CHECKOUT_SAME, same);
	html_raw(p->body, "<div class=\"choices\" id=\"billing\"");
	html_flag(p->body, "hidden", same);
	html_raw(p->body, ">\n");
	choices_put(p, book, "billingAddressId", book->bills ?
	    ADDRESS_BILLING : ADDRESS_DEFAULT);
	html_raw(p->body, "<div class=\"address\" id=\"new-billing\"");
	html_flag(p->body, "hidden", book->count > 0);
	html_raw(p->body, ">\n");
	buy_input(p, BILLING, &name_input, NULL);
	buy_address_inputs(p, BILLING, NULL, country != NULL ? country :
	    buy_home_country(p));
	html_raw(p->body, "</div>\n</div>\n</fieldset>\n");
}

enum outcome
checkout_addresses(const struct page *p, const struct record *cart)
{
	struct book	 book;
	enum outcome	 e = book_read_all(p, &book);

	if (e != SOUK_OK)
		return e;
	shipping_put(p, &book, cart);
	billing_put(p, &book, cart);
	return SOUK_OK;
}
