/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"

/* GET /admin/messages/etiquettes: labels of conversations. */

#define COLOR	"#a3421d"	/* of a new one */

/* label NULL: a new one. */
static void
form_put(const struct page *p, const struct record *label)
{
	const struct sell_form	 f = { .api = LABELS_API, .page = LABELS_HERE,
		.id = label == NULL ? NULL : text_of(label, LABEL_ID),
		.version = label == NULL ? 0 :
		    label->values[LABEL_VERSION].num };

	sell_form_open(p, &f);
	html_raw(p->body, "<div class=\"pair\">\n");
	sell_input(p, &(struct sell_input){ .label = UI_NAME, .name = "name",
	    .as = "text", .max = 40, .required = true,
	    .value = label == NULL ? NULL : text_of(label, LABEL_NAME) });
	html(p->body, "<label>%s <input type=\"color\" name=\"color\" "
	    "data-as=\"text\" value=\"%s\"></label>\n</div>\n",
	    page_text(p, UI_LABEL_COLOR), label == NULL ? COLOR :
	    text_of(label, LABEL_COLOR));
	sell_form_close(p, &f);
}

static void
row_put(const struct page *p, const struct record *label)
{
	html(p->body, "<tr><td><a href=\"" LABELS_HERE "/%s\">",
	    text_of(label, LABEL_ID));
	label_put(p, label);
	html(p->body, "</a></td><td><a href=\"" TALKS_HERE "?label=%s\">%s"
	    "</a></td></tr>\n", text_of(label, LABEL_ID),
	    page_text(p, UI_MESSAGES_LIST));
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_LABEL,
		UI_MESSAGES_LIST };
	struct record			*label = record_new(p->act->arena,
					    &label_fields);
	enum outcome			 e;

	table_open(p, "labels", UI_LABELS, heads, 2);
	while ((e = rows_next(rows, p->act->arena, label)) == SOUK_OK)
		row_put(p, label);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
admin_labels_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_LABELS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = LABELS_HERE };
	if ((e = label_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_LABELS_TEXT));
	if (rows.total > 0 && (e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_LABEL_NEW));
	form_put(&p, NULL);
	page_close(&p);
	return SOUK_OK;
}

/* GET /admin/messages/etiquettes/{id}: 403, 404. */
enum outcome
admin_label_page(struct req *r, struct res *out)
{
	struct record	*label;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_LABEL)) != SOUK_OK ||
	    (e = resource_read(p.act, &label_resource, req_param(r, 0),
	    &label)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\""
	    LABELS_HERE "\">%s</a></div>\n", p.title,
	    page_text(&p, UI_LABELS));
	problem_put(&p);
	form_put(&p, label);
	danger_put(&p, UI_DELETE, UI_LABEL_DELETE_TEXT, "data-end",
	    path_of(p.act->arena, LABELS_API "/", text_of(label, LABEL_ID)),
	    LABELS_HERE);
	page_close(&p);
	return SOUK_OK;
}
