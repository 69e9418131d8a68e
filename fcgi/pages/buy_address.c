/* SPDX-License-Identifier: ISC */
/* How an address is written, and shown: of an order, or out of the book. */
#include "fcgi/pages/buy.h"
#include "lib/base/text.h"
#include "lib/orders/country.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* In the order people write an address; the country comes behind. */
static const struct buy_input inputs[] = {
	{ "company", "text", "organization", UI_CHECKOUT_COMPANY, 100, false },
	{ "line1", "text", "address-line1", UI_CHECKOUT_LINE1, 200, true },
	{ "line2", "text", "address-line2", UI_CHECKOUT_LINE2, 200, false },
	{ "postcode", "text", "postal-code", UI_CART_POSTCODE, 16, false },
	{ "city", "text", "address-level2", UI_CHECKOUT_CITY, 100, true },
	{ "region", "text", "address-level1", UI_CHECKOUT_REGION, 100, false },
};
static const struct buy_input vat =
	{ "vatNumber", "text", NULL, UI_CHECKOUT_VAT, 20, false };

/* The sets of addresses call the same thing by the same name. */
const char *
buy_named(const struct record *r, const char *name)
{
	for (size_t i = 0; r != NULL && i < r->set->count; i++)
		if (text_equal(r->set->fields[i].name, name))
			return r->values[i].state == VALUE_SET ?
			    r->values[i].text : NULL;
	return NULL;
}

void
buy_countries(const struct page *p, const char *name, const char *chosen)
{
	html(p->body, "<label>%s <select name=\"%s\" "
	    "autocomplete=\"country\" data-countries>\n",
	    page_text(p, UI_CART_COUNTRY), name);
	for (size_t i = 0; country_codes[i] != NULL; i++) {
		html(p->body, "<option value=\"%s\"", country_codes[i]);
		html_flag(p->body, "selected",
		    text_equal(country_codes[i], chosen));
		html(p->body, ">%s</option>", country_codes[i]);
	}
	html_raw(p->body, "</select></label>\n");
}

void
buy_address_inputs(const struct page *p, const char *prefix,
    const struct record *a, const char *country)
{
	for (size_t i = 0; i < COUNT(inputs); i++)
		buy_input(p, prefix, &inputs[i], buy_named(a, inputs[i].name));
	buy_countries(p, arena_printf(p->act->arena, "%scountry", prefix),
	    buy_named(a, "country") != NULL ? buy_named(a, "country") :
	    country);
	buy_input(p, prefix, &vat, buy_named(a, vat.name));
}

static void
line_put(const struct page *p, const char *one, const char *two)
{
	if (one == NULL && two == NULL)
		return;
	html(p->body, "<br><bdi>%s%s%s</bdi>", one == NULL ? "" : one,
	    one == NULL || two == NULL ? "" : " ", two == NULL ? "" : two);
}

void
buy_address(const struct page *p, const struct record *a)
{
	html(p->body, "<bdi>%s</bdi>", buy_named(a, "name"));
	line_put(p, buy_named(a, "company"), NULL);
	line_put(p, buy_named(a, "line1"), NULL);
	line_put(p, buy_named(a, "line2"), NULL);
	line_put(p, buy_named(a, "postcode"), buy_named(a, "city"));
	line_put(p, buy_named(a, "region"), NULL);
	html(p->body, "<br><bdi data-country-code>%s</bdi>",
	    buy_named(a, "country"));
	line_put(p, buy_named(a, "phone"), NULL);
}
