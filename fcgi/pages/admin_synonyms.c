/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/catalog/synonym.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/synonymes"

/* ---- the form ------------------------------------------------------------------ */

static void
lines_put(const struct page *p, enum ui_text label, enum ui_text hint,
    const char *name, const struct value *list)
{
	struct buf	 text;
	size_t		 i;

	buf_init(&text, p->act->arena, 256);
	for (i = 0; list != NULL && i < list->count; i++)
		buf_printf(&text, "%s\n", list->texts[i]);
	sell_lines(p, &(struct sell_lines){ .label = label, .hint = hint,
	    .name = name, .as = "lines", .text = text.p, .rows = 4 });
}

/* synonym NULL: a new one. */
static void
form_put(const struct page *p, const struct record *synonym)
{
	const struct value	*v = synonym == NULL ? NULL : synonym->values;
	const struct sell_form	 f = { .api = "/api/admin/search-synonyms",
		.page = HERE, .next = HERE,
		.id = v == NULL ? NULL : v[SYNONYM_ID].text,
		.version = v == NULL ? 0 : v[SYNONYM_VERSION].num };

	sell_form_open(p, &f);
	lines_put(p, UI_SYNONYM_WORDS, UI_SYNONYM_WORDS_HINT, "words",
	    v == NULL ? NULL : &v[SYNONYM_WORDS]);
	lines_put(p, UI_SYNONYM_TYPED, UI_SYNONYM_TYPED_HINT, "typed",
	    v == NULL ? NULL : &v[SYNONYM_TYPED]);
	sell_form_close(p, &f);
}

/* ---- GET /admin/synonymes ----------------------------------------------------------- */

static void
words_put(const struct page *p, const struct value *list)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		html(p->body, "%s<bdi>%s</bdi>", i == 0 ? "" : " · ",
		    list->texts[i]);
}

/* What is looked for, and what is found then; both ways without typed ones. */
static void
row_put(const struct page *p, const struct value *v)
{
	const bool	 both = v[SYNONYM_TYPED].count == 0;

	html(p->body, "<tr><td><a href=\"" HERE "/%s\">",
	    v[SYNONYM_ID].text);
	words_put(p, &v[both ? SYNONYM_WORDS : SYNONYM_TYPED]);
	html_raw(p->body, "</a></td><td>");
	if (both)
		html(p->body, "%s", page_text(p, UI_SYNONYM_BOTH));
	else
		words_put(p, &v[SYNONYM_WORDS]);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
rows_put(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_SYNONYM_ASKED,
		UI_SYNONYM_FOUND };
	struct record			*synonym = record_new(p->act->arena,
					    &synonym_fields);
	enum outcome			 e;

	table_open(p, "synonyms", UI_SYNONYMS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, synonym)) == SOUK_OK)
		row_put(p, synonym->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The groups, and a form for another. */
enum outcome
admin_synonyms_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct page	 p;
	struct rows	 rows;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_SYNONYMS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = HERE };
	if ((e = synonym_list(p.act, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_SYNONYMS_TEXT));
	if (rows.total > 0 && (e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_SYNONYM_NEW));
	form_put(&p, NULL);
	page_close(&p);
	return SOUK_OK;
}

/* GET /admin/synonymes/{id}: 403, 404. */
enum outcome
admin_synonym_page(struct req *r, struct res *out)
{
	struct record	*synonym;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_SYNONYMS)) != SOUK_OK ||
	    (e = synonym_read(p.act, req_param(r, 0), &synonym)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"" HERE "\">%s</a></div>\n",
	    page_text(&p, UI_SYNONYM_GROUP), page_text(&p, UI_SYNONYMS));
	form_put(&p, synonym);
	page_close(&p);
	return SOUK_OK;
}
