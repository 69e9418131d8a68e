/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"

/* GET /admin/messages/reponses: what is said often. */

/* canned NULL: a new one. */
static void
form_put(const struct page *p, const struct record *canned)
{
	const struct sell_form	 f = { .api = CANNED_API, .page = CANNED_HERE,
		.next = CANNED_HERE,
		.id = canned == NULL ? NULL : text_of(canned, CANNED_ID),
		.version = canned == NULL ? 0 :
		    canned->values[CANNED_VERSION].num };

	sell_form_open(p, &f);
	html_raw(p->body, "<div class=\"pair\">\n");
	sell_input(p, &(struct sell_input){ .label = UI_CANNED_SHORTCUT,
	    .name = "shortcut", .as = "text", .max = 40, .required = true,
	    .value = canned == NULL ? NULL :
	    text_of(canned, CANNED_SHORTCUT) });
	sell_input(p, &(struct sell_input){ .label = UI_CANNED_TITLE,
	    .name = "title", .as = "text", .max = 100, .required = true,
	    .value = canned == NULL ? NULL : text_of(canned, CANNED_TITLE) });
	html_raw(p->body, "</div>\n");
	sell_lines(p, &(struct sell_lines){ .label = UI_CANNED_SAYS,
	    .hint = UI_CANNED_SAYS_HINT, .name = "text", .as = "text",
	    .text = canned == NULL ? "" : text_of(canned, CANNED_TEXT),
	    .rows = 5 });
	sell_form_close(p, &f);
}

static void
row_put(const struct page *p, const struct record *canned)
{
	html(p->body, "<tr><td><a href=\"" CANNED_HERE "/%s\"><bdi>/%s</bdi>"
	    "</a></td><td><bdi>%s</bdi></td><td class=\"sample\" "
	    "dir=\"auto\">%s</td></tr>\n", text_of(canned, CANNED_ID),
	    text_of(canned, CANNED_SHORTCUT), text_of(canned, CANNED_TITLE),
	    text_of(canned, CANNED_TEXT));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_CANNED_SHORTCUT,
		UI_CANNED_TITLE, UI_CANNED_SAYS };
	struct record			*canned = record_new(p->act->arena,
					    &canned_fields);
	enum outcome			 e;

	table_open(p, "canned", UI_CANNED, heads, 3);
	while ((e = rows_next(rows, p->act->arena, canned)) == SOUK_OK)
		row_put(p, canned);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
admin_canned_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_CANNED)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = CANNED_HERE };
	if ((e = canned_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_CANNED_TEXT));
	if (rows.total > 0 && (e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_CANNED_NEW));
	form_put(&p, NULL);
	page_close(&p);
	return SOUK_OK;
}

/* GET /admin/messages/reponses/{id}: 403, 404. */
enum outcome
admin_canned_reply_page(struct req *r, struct res *out)
{
	struct record	*canned;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_CANNED_ONE)) != SOUK_OK ||
	    (e = resource_read(p.act, &canned_resource, req_param(r, 0),
	    &canned)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\""
	    CANNED_HERE "\">%s</a></div>\n", p.title,
	    page_text(&p, UI_CANNED));
	form_put(&p, canned);
	page_close(&p);
	return SOUK_OK;
}
