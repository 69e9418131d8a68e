/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"

/* ---- GET /admin/groupes ------------------------------------------------------ */

/* group NULL: a new one. */
static void
form_put(const struct page *p, const struct record *group)
{
	html_raw(p->body, "<form id=\"group\" class=\"stack\"");
	if (group != NULL)
		html(p->body, " data-id=\"%s\" data-version=\"%lld\"",
		    group->values[GROUP_ID].text,
		    (long long)group->values[GROUP_VERSION].num);
	html(p->body, " data-saved=\"%s\" data-stale=\"%s\" "
	    "data-problem=\"%s\" novalidate>\n<label>%s <input name=\"name\" "
	    "maxlength=\"100\" dir=\"auto\" required value=\"%s\"></label>\n"
	    "<p class=\"save\"><button class=\"button primary\">%s</button> ",
	    page_text(p, UI_SAVED), page_text(p, UI_PRICES_STALE),
	    page_text(p, UI_FAILED), page_text(p, UI_NAME),
	    group == NULL ? "" : group->values[GROUP_NAME].text,
	    page_text(p, group == NULL ? UI_ADD : UI_SAVE));
	if (group != NULL)
		html(p->body, "<button type=\"button\" class=\"quiet\" "
		    "data-delete=\"/api/admin/customer-groups/%s\" "
		    "data-next=\"/admin/groupes\">%s</button> ",
		    group->values[GROUP_ID].text, page_text(p, UI_DELETE));
	html_raw(p->body, "<output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n");
}

static enum outcome
groups_table(const struct page *p, struct rows *rows)
{
	struct record	*group = record_new(p->act->arena, &group_fields);
	enum outcome	 e;

	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<thead><tr><th>%s</th>"
	    "<th class=\"number\">%s</th></tr></thead>\n<tbody>\n",
	    page_text(p, UI_GROUPS), page_text(p, UI_NAME),
	    page_text(p, UI_GROUP_MEMBERS));
	while ((e = rows_next(rows, p->act->arena, group)) == SOUK_OK)
		html(p->body, "<tr><td><a href=\"/admin/groupes/%s\"><bdi>%s"
		    "</bdi></a></td><td class=\"number\">%lld</td></tr>\n",
		    group->values[GROUP_ID].text,
		    group->values[GROUP_NAME].text,
		    (long long)group->values[GROUP_MEMBERS].num);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/groupes: the customer groups, and a form for another. */
enum outcome
admin_groups_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_GROUPS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = "/admin/groupes" };
	if ((e = group_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_GROUPS_TEXT));
	if (rows.total > 0 && (e = groups_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_GROUP_NEW));
	form_put(&p, NULL);
	page_close(&p);
	return SOUK_OK;
}

/* ---- GET /admin/groupes/{id} ------------------------------------------------- */

static void
member_row(const struct page *p, const char *group, const struct value *v)
{
	html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi><small><bdi>%s</bdi>"
	    "</small></th><td><button type=\"button\" class=\"quiet\" "
	    "data-delete=\"/api/admin/customer-groups/%s/members/%s\" "
	    "data-next=\"\">%s</button></td></tr>\n",
	    v[MEMBER_NAME].state == VALUE_SET ? v[MEMBER_NAME].text :
	    v[MEMBER_USERNAME].text, v[MEMBER_EMAIL].text, group,
	    v[MEMBER_ID].text, page_text(p, UI_REMOVE));
}

static enum outcome
members_put(const struct page *p, const char *group, struct paging *paging)
{
	struct record	*member = record_new(p->act->arena, &member_fields);
	struct rows	 rows;
	enum outcome	 e;

	if ((e = group_member_list(p->act, group, &paging->at, &rows)) != SOUK_OK)
		return e;
	paging->total = rows.total;
	html(p->body, "<h2>%s (%lld)</h2>\n<form id=\"member\" "
	    "class=\"stack\" data-id=\"%s\" data-problem=\"%s\" novalidate>\n"
	    "<label>%s <input name=\"email\" type=\"email\" maxlength=\"254\" "
	    "dir=\"ltr\" autocomplete=\"off\"></label>\n<p class=\"save\">"
	    "<button class=\"button\">%s</button></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, UI_GROUP_MEMBERS), (long long)rows.total, group,
	    page_text(p, UI_FAILED), page_text(p, UI_GROUP_EMAIL),
	    page_text(p, UI_ADD));
	if (rows.total == 0)
		return SOUK_OK;
	html_raw(p->body, "<div class=\"table\"><table>\n<tbody>\n");
	while ((e = rows_next(&rows, p->act->arena, member)) == SOUK_OK)
		member_row(p, group, member->values);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/groupes/{id}: a group and who is in it.  403, 404. */
enum outcome
admin_group_page(struct req *r, struct res *out)
{
	const char	*id = req_param(r, 0);
	struct paging	 paging;
	struct record	*group;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_GROUPS)) != SOUK_OK ||
	    (e = group_read(p.act, id, &group)) != SOUK_OK)
		return e;
	p.title = group->values[GROUP_NAME].text;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = path_of(p.act->arena, "/admin/groupes/", id) };
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"/admin/groupes\">%s</a></div>\n", p.title,
	    page_text(&p, UI_GROUPS));
	form_put(&p, group);
	if ((e = members_put(&p, id, &paging)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
