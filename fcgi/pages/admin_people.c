/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/accounts.h"
#include "lib/base/text.h"

#define STAFF		"/admin/equipe"
#define CUSTOMERS	"/admin/clients"
#define ROLES		3

static const struct choice roles[ROLES] = {
	{ "SUPER_ADMIN", UI_ROLE_OWNER }, { "ADMIN", UI_ROLE_MANAGER },
	{ "VIEWER", UI_ROLE_READER },
};

static const char *
name_of(const struct value *v)
{
	return v[USER_NAME].state == VALUE_SET ? v[USER_NAME].text :
	    v[USER_USERNAME].text;
}

static void
active_put(const struct page *p, const struct value *v)
{
	html(p->body, "<td><span class=\"status %s\">%s</span></td>",
	    v[USER_ACTIVE].num ? "ACTIVE" : "dead", page_text(p,
	    v[USER_ACTIVE].num ? UI_MAY_SIGN_IN : UI_MAY_NOT_SIGN_IN));
}

/* ---- GET /admin/equipe ----------------------------------------------------- */

static void
staff_row(const struct page *p, const struct value *v)
{
	html(p->body, "<tr><td><a href=\"" STAFF "/%s\"><bdi>%s</bdi></a>",
	    v[USER_ID].text, name_of(v));
	if (v[USER_NAME].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[USER_USERNAME].text);
	html(p->body, "</td><td><bdi>%s</bdi></td><td>%s</td>",
	    v[USER_EMAIL].text, choice_text(p, roles, ROLES,
	    v[USER_ROLE].text));
	active_put(p, v);
	html_raw(p->body, "<td>");
	time_put(p, &v[USER_CREATED_AT]);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
staff_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_NAME, UI_EMAIL, UI_ROLE,
		UI_STATUS, UI_SINCE };
	struct record			*user = record_new(p->act->arena,
					    &user_fields);
	enum outcome			 e;

	table_open(p, "staff", UI_STAFF, heads, 5);
	while ((e = rows_next(rows, p->act->arena, user)) == SOUK_OK)
		staff_row(p, user->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
input_put(const struct page *p, enum ui_text text, const char *name,
    const char *type, const char *value)
{
	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" dir=\"auto\" "
	    "autocomplete=\"off\"", page_text(p, text), name, type);
	html_attr(p->body, "value", value);
	html_raw(p->body, "></label>\n");
}

static void
role_put(const struct page *p, const char *chosen)
{
	html(p->body, "<label>%s <select name=\"role\">\n",
	    page_text(p, UI_ROLE));
	choice_options(p, roles, ROLES, chosen);
	html_raw(p->body, "</select></label>\n");
}

/* user NULL: somebody new. */
static void
staff_form(const struct page *p, const struct record *user)
{
	const struct value	*v = user == NULL ? NULL : user->values;

	html_raw(p->body, "<form id=\"member-of-staff\" class=\"stack\"");
	if (v != NULL)
		html(p->body, " data-id=\"%s\" data-version=\"%lld\"",
		    v[USER_ID].text, (long long)v[USER_VERSION].num);
	html(p->body, " data-saved=\"%s\" data-stale=\"%s\" "
	    "data-problem=\"%s\" novalidate>\n", page_text(p, UI_SAVED),
	    page_text(p, UI_PRICES_STALE), page_text(p, UI_FAILED));
	input_put(p, UI_USERNAME, "username", "text",
	    v == NULL ? NULL : v[USER_USERNAME].text);
	input_put(p, UI_EMAIL, "email", "email",
	    v == NULL ? NULL : v[USER_EMAIL].text);
	input_put(p, UI_NAME, "name", "text", v == NULL ||
	    v[USER_NAME].state != VALUE_SET ? NULL : v[USER_NAME].text);
	role_put(p, v == NULL ? "ADMIN" : v[USER_ROLE].text);
	if (v == NULL)
		html(p->body, "<label>%s <input name=\"password\" "
		    "type=\"password\" autocomplete=\"new-password\">"
		    "<small>%s</small></label>\n", page_text(p, UI_PASSWORD),
		    page_text(p, UI_STAFF_PASSWORD_HINT));
	else {
		html_raw(p->body, "<label class=\"check\"><input "
		    "type=\"checkbox\" name=\"isActive\"");
		html_flag(p->body, "checked", v[USER_ACTIVE].num != 0);
		html(p->body, "> %s</label>\n", page_text(p, UI_MAY_SIGN_IN));
	}
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, v == NULL ? UI_ADD : UI_SAVE));
}

/* GET /admin/equipe: who keeps the shop, and a form for somebody more. */
enum outcome
admin_staff_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_STAFF)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = STAFF };
	if ((e = user_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_STAFF_TEXT));
	if ((e = staff_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_STAFF_NEW));
	staff_form(&p, NULL);
	page_close(&p);
	return SOUK_OK;
}

/* The frame of one person. */
static void
person_open(struct page *p, const struct record *user, const char *list,
    enum ui_text name)
{
	p->title = name_of(user->values);
	page_open(p);
	html(p->body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"%s\">%s</a></div>\n", p->title, list,
	    page_text(p, name));
}

/* GET /admin/equipe/{id}: 403, 404; a customer is none. */
enum outcome
admin_staff_member_page(struct req *r, struct res *out)
{
	const char	*id = req_param(r, 0);
	struct record	*user;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_STAFF)) != SOUK_OK ||
	    (e = user_read(p.act, id, &user)) != SOUK_OK)
		return e;
	if (text_equal(user->values[USER_ROLE].text,
	    role_name(ROLE_CUSTOMER)))
		return SOUK_NOT_FOUND;
	person_open(&p, user, STAFF, UI_STAFF);
	staff_form(&p, user);
	html(p.body, "<p><a href=\"/admin/journal?user=%s\">%s</a></p>\n", id,
	    page_text(&p, UI_AUDIT));
	problem_put(&p);
	danger_put(&p, UI_STAFF_END, UI_STAFF_END_TEXT, "data-end",
	    path_of(p.act->arena, "/api/admin/users/", id), STAFF);
	danger_put(&p, UI_STAFF_FACTOR, UI_STAFF_FACTOR_TEXT, "data-end",
	    arena_printf(p.act->arena, "/api/admin/users/%s/second-factor",
	    id), r->path);
	page_close(&p);
	return SOUK_OK;
}

/* ---- GET /admin/clients ------------------------------------------------------ */

static void
customer_row(const struct page *p, const struct value *v)
{
	html(p->body, "<tr><td><a href=\"" CUSTOMERS "/%s\"><bdi>%s</bdi></a>"
	    "</td><td><bdi>%s</bdi></td>", v[USER_ID].text, name_of(v),
	    v[USER_EMAIL].text);
	active_put(p, v);
	html_raw(p->body, "<td>");
	time_put(p, &v[USER_CREATED_AT]);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
customers_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_NAME, UI_EMAIL,
		UI_STATUS, UI_SINCE };
	struct record			*user = record_new(p->act->arena,
					    &user_fields);
	enum outcome			 e;

	table_open(p, "customers", UI_CUSTOMERS, heads, 4);
	while ((e = rows_next(rows, p->act->arena, user)) == SOUK_OK)
		customer_row(p, user->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/clients: those who have an account, newest first. */
enum outcome
admin_customers_page(struct req *r, struct res *out)
{
	const char	*q;
	struct record	*filter;
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_CUSTOMERS)) != SOUK_OK)
		return e;
	q = page_query(&p, "q");
	filter = record_new(p.act->arena, &customer_filters);
	if (q != NULL && *q != '\0')
		record_set_text(filter, CUSTOMER_OF_Q, q);
	paging = (struct paging){ .at = paging_query(&p),
		.path = path_with(&p, CUSTOMERS, "q", q) };
	e = customer_list(p.act, filter, &paging.at, &rows);
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n<form "
	    "class=\"filters\" action=\"" CUSTOMERS "\"><label>%s <input "
	    "name=\"q\" type=\"search\" maxlength=\"100\" dir=\"auto\"",
	    p.title, page_text(&p, UI_CUSTOMERS_TEXT),
	    page_text(&p, UI_CUSTOMER_FIND));
	html_attr(p.body, "value", q);
	html(p.body, "></label>\n<button class=\"button\">%s</button></form>\n",
	    page_text(&p, UI_SEARCH));
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = customers_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}

/* ---- GET /admin/clients/{id} --------------------------------------------------- */

static void
fact_put(const struct page *p, enum ui_text name, const struct value *v)
{
	if (v->state != VALUE_SET)
		return;
	html(p->body, "<dt>%s</dt><dd>", page_text(p, name));
	if (v->text != NULL)
		html(p->body, "<bdi>%s</bdi>", v->text);
	else
		time_put(p, v);
	html_raw(p->body, "</dd>\n");
}

/* What they ordered, and ordering for them. */
static void
orders_link(const struct page *p, const char *id)
{
	if (p->act->actor.permissions & ORDER_VIEW)
		html(p->body, "<p><a href=\"/admin/commandes?client=%s\">%s"
		    "</a></p>\n", id, page_text(p, UI_ORDERS_OF_BUYER));
	if (p->act->actor.permissions & ORDER_EDIT)
		html(p->body, "<p><a class=\"button\" href=\"/admin/commandes"
		    "/nouvelle?client=%s\">%s</a></p>\n", id,
		    page_text(p, UI_ORDER_NEW));
}

/* GET /admin/clients/{id}: 403, 404. */
enum outcome
admin_customer_page(struct req *r, struct res *out)
{
	const char		*id = req_param(r, 0);
	const struct value	*v;
	struct record		*user;
	struct page		 p;
	enum outcome		 e;

	if ((e = admin_start(&p, r, out, UI_CUSTOMERS)) != SOUK_OK ||
	    (e = customer_read(p.act, id, &user)) != SOUK_OK)
		return e;
	v = user->values;
	person_open(&p, user, CUSTOMERS, UI_CUSTOMERS);
	html_raw(p.body, "<dl class=\"facts\">\n");
	fact_put(&p, UI_EMAIL, &v[USER_EMAIL]);
	fact_put(&p, UI_USERNAME, &v[USER_USERNAME]);
	fact_put(&p, UI_PHONE, &v[USER_PHONE]);
	fact_put(&p, UI_BUSINESS, &v[USER_BUSINESS]);
	fact_put(&p, UI_LANGUAGE, &v[USER_LOCALE]);
	fact_put(&p, UI_SINCE, &v[USER_CREATED_AT]);
	fact_put(&p, UI_VERIFIED, &v[USER_VERIFIED_AT]);
	html_raw(p.body, "</dl>\n");
	problem_put(&p);
	orders_link(&p, id);
	html(p.body, "<p><button type=\"button\" class=\"button\" "
	    "data-export=\"/api/admin/customers/%s/export\" "
	    "data-file=\"%s.json\">%s</button></p>\n", id, id,
	    page_text(&p, UI_CUSTOMER_EXPORT));
	danger_put(&p, UI_CUSTOMER_ERASE, UI_CUSTOMER_ERASE_TEXT, "data-post",
	    arena_printf(p.act->arena, "/api/admin/customers/%s/erase", id),
	    CUSTOMERS);
	page_close(&p);
	return SOUK_OK;
}
