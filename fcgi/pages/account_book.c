/* SPDX-License-Identifier: ISC */
/* /compte/adresses: one's address book; what is changed goes to the API. */
#include "fcgi/pages/account.h"
#include "fcgi/pages/buy.h"
#include "fcgi/pages/pages.h"
#include "lib/orders/address.h"

#define BOOK		"/compte/adresses"
#define BOOK_API	"/api/users/me/addresses"

static const struct buy_input label_input =
	{ "label", "text", "off", UI_BOOK_LABEL, 50, false };
static const struct buy_input name_input =
	{ "name", "text", "name", UI_CHECKOUT_NAME, 100, true };
static const struct buy_input phone_input =
	{ "phone", "tel", "tel", UI_CHECKOUT_PHONE, 20, false };

static enum outcome
book_start(struct page *p, struct req *r, struct res *out, enum ui_text title)
{
	enum outcome	 e = account_start(p, r, out, title);

	p->buying = true;
	return e;
}

/* ---- all of them --------------------------------------------------------------- */

/* A button by itself: what it asks for says the form. */
static void
deed_put(const struct page *p, const char *send, const char *body,
    enum ui_text text, const char *of)
{
	html(p->body, "<form data-send=\"%s\" data-body=\"%s\" data-to=\"" BOOK
	    "\" data-problem=\"%s\"", send, body, page_text(p, UI_FAILED));
	html_attr(p->body, "data-sure", text == UI_REMOVE ?
	    page_text(p, UI_BOOK_SURE) : NULL);
	html(p->body, ">\n<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<button class=\"button\" aria-label=\"%s : %s\">%s</button>"
	    "<output></output>\n</form>\n", page_text(p, text), of,
	    page_text(p, text));
}

static void
deeds_put(const struct page *p, const struct record *a, const char *called)
{
	const char	*id = a->values[ADDRESS_ID].text;
	const char	*change = arena_printf(p->act->arena,
			    "PATCH " BOOK_API "/%s", id);

	html(p->body, "<div class=\"deeds\">\n<a class=\"button\" href=\"%s\" "
	    "aria-label=\"%s : %s\">%s</a>\n",
	    path_of(p->act->arena, BOOK "/", id), page_text(p, UI_BOOK_EDIT),
	    called, page_text(p, UI_BOOK_EDIT));
	if (a->values[ADDRESS_DEFAULT].num == 0)
		deed_put(p, change, "{\"isDefault\":true}",
		    UI_BOOK_MAKE_DEFAULT, called);
	if (a->values[ADDRESS_BILLING].num == 0)
		deed_put(p, change, "{\"isBilling\":true}",
		    UI_BOOK_MAKE_BILLING, called);
	deed_put(p, arena_printf(p->act->arena, "DELETE " BOOK_API "/%s",
	    id), "{}", UI_REMOVE, called);
	html_raw(p->body, "</div>\n");
}

static void
address_put(const struct page *p, const struct record *a)
{
	const char	*label = buy_named(a, "label");
	const char	*called = label != NULL ? label : arena_printf(
			    p->act->arena, "%s, %s",
			    a->values[ADDRESS_NAME].text,
			    a->values[ADDRESS_CITY].text);

	html(p->body, "<li class=\"sheet\" id=\"%s\">\n<h2><bdi>%s</bdi>",
	    a->values[ADDRESS_ID].text, called);
	if (a->values[ADDRESS_DEFAULT].num == 1)
		html(p->body, " <span class=\"badge\">%s</span>",
		    page_text(p, UI_BOOK_DEFAULT));
	if (a->values[ADDRESS_BILLING].num == 1)
		html(p->body, " <span class=\"badge\">%s</span>",
		    page_text(p, UI_BOOK_BILLING));
	html_raw(p->body, "</h2>\n<p>");
	buy_address(p, a);
	html_raw(p->body, "</p>\n");
	deeds_put(p, a, called);
	html_raw(p->body, "</li>\n");
}

static enum outcome
list_put(const struct page *p, struct rows *rows)
{
	struct record	*a = record_new(p->act->arena, &address_fields);
	enum outcome	 e;

	html_raw(p->body, "<ul class=\"book\">\n");
	while ((e = rows_next(rows, p->act->arena, a)) == SOUK_OK)
		address_put(p, a);
	html_raw(p->body, "</ul>\n");
	if (rows->total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_BOOK_EMPTY));
	if (rows->total < BOOK_MAX)
		html(p->body, "<p><a class=\"button primary\" id=\"add\" "
		    "href=\"" BOOK "/nouvelle\">%s</a></p>\n",
		    page_text(p, UI_BOOK_ADD));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /compte/adresses */
enum outcome
account_book_page(struct req *r, struct res *out)
{
	const struct list_query	 all = { .page = 1, .limit = BOOK_MAX };
	struct rows		 rows;
	struct page		 p;
	enum outcome		 e;

	if ((e = book_start(&p, r, out, UI_BOOK)) != SOUK_OK ||
	    (e = book_list(p.act, &all, &rows)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = list_put(&p, &rows)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}

/* ---- one of them ----------------------------------------------------------------- */

/* What is the default stays so until another is. */
static void
boxes_put(const struct page *p, const struct record *a)
{
	const bool	 is_default = a != NULL &&
			    a->values[ADDRESS_DEFAULT].num == 1;
	const bool	 bills = a != NULL &&
			    a->values[ADDRESS_BILLING].num == 1;

	if (!is_default)
		account_input_put(p, &(struct account_input){
			.name = "isDefault", .type = "checkbox",
			.label = UI_BOOK_DEFAULT }, NULL);
	account_input_put(p, &(struct account_input){ .name = "isBilling",
		.type = "checkbox", .label = UI_BOOK_BILLING },
	    bills ? "1" : NULL);
}

static void
form_put(const struct page *p, const struct record *a)
{
	const struct account_form	 form = {
		.id = "address", .to = BOOK, .submit = UI_SAVE,
		.send = a == NULL ? "POST " BOOK_API : arena_printf(
		    p->act->arena, "PATCH " BOOK_API "/%s",
		    a->values[ADDRESS_ID].text),
		.version = a == NULL ? 0 : a->values[ADDRESS_VERSION].num };

	account_form_open(p, &form);
	buy_input(p, "", &name_input, buy_named(a, "name"));
	buy_address_inputs(p, "", a, buy_home_country(p));
	buy_input(p, "", &phone_input, buy_named(a, "phone"));
	buy_input(p, "", &label_input, buy_named(a, "label"));
	boxes_put(p, a);
	account_form_close(p, &form);
	html(p->body, "<p><a href=\"" BOOK "\">%s</a></p>\n",
	    page_text(p, UI_BOOK_BACK));
}

static void
one_put(struct page *p, const struct record *a)
{
	page_open(p);
	html(p->body, "<h1>%s</h1>\n", p->title);
	form_put(p, a);
	page_close(p);
}

/* GET /compte/adresses/nouvelle */
enum outcome
account_book_new_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e = book_start(&p, r, out, UI_BOOK_ADD);

	if (e == SOUK_OK)
		one_put(&p, NULL);
	return e;
}

/* GET /compte/adresses/{id}: 404, also somebody else's. */
enum outcome
account_book_entry_page(struct req *r, struct res *out)
{
	struct record	*address;
	struct page	 p;
	enum outcome	 e;

	if ((e = book_start(&p, r, out, UI_BOOK_CHANGE)) != SOUK_OK ||
	    (e = book_read(p.act, req_param(r, 0), &address)) != SOUK_OK)
		return e;
	one_put(&p, address);
	return SOUK_OK;
}
