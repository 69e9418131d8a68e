/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

#define IMPORTS_SHOWN	5

/* Numbers of the report, by the names of import_fields. */
static const struct {
	const char	*name;
	enum ui_text	 text;
} numbers[] = {
	{ "lines", UI_IMPORT_LINES },
	{ "created", UI_IMPORT_CREATED },
	{ "changed", UI_IMPORT_CHANGED },
	{ "unchanged", UI_IMPORT_UNCHANGED },
	{ "rejected", UI_IMPORT_REJECTED },
};

/* Of import_fields' status; the form hands the texts to import.js. */
static const struct {
	const char	*value;
	enum ui_text	 text;
} states[] = {
	{ "waiting", UI_IMPORT_WAITING },
	{ "running", UI_IMPORT_RUNNING },
	{ "done", UI_IMPORT_DONE },
	{ "failed", UI_IMPORT_FAILED },
};
#define STATES	(sizeof(states) / sizeof(states[0]))

/* ---- the last imports --------------------------------------------------- */

static const char *
state_text(const struct page *p, const char *value)
{
	size_t	 i;

	for (i = 0; i < STATES; i++)
		if (text_equal(value, states[i].value))
			return page_text(p, states[i].text);
	return value;
}

static void
row_put(const struct page *p, const struct record *row)
{
	static const int	 counts[] = { IMPORT_LINES, IMPORT_CREATED,
		IMPORT_CHANGED, IMPORT_REJECTED };
	const struct value	*v = row->values;
	char			 when[CLOCK_TEXT];
	size_t			 i;

	clock_text(v[IMPORT_CREATED_AT].num, when);
	html(p->body, "<tr><td><time datetime=\"%s\">%s</time></td>"
	    "<td>%s%s%s</td>", when, when,
	    state_text(p, v[IMPORT_STATUS].text),
	    v[IMPORT_DRY_RUN].num ? " · " : "",
	    v[IMPORT_DRY_RUN].num ? page_text(p, UI_IMPORT_TRIAL) : "");
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		html(p->body, "<td class=\"number\">%lld</td>",
		    (long long)v[counts[i]].num);
	html_raw(p->body, "</tr>\n");
}

enum outcome
admin_imports_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = IMPORTS_SHOWN };
	struct record		*row = record_new(p->act->arena,
				    &import_fields);
	struct rows	 list;
	enum outcome		 e;

	if ((e = import_list(p->act, &first, &list)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<div class=\"table\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>"
	    "<th>%s</th><th>%s</th>", page_text(p, UI_IMPORT_LAST),
	    page_text(p, UI_IMPORT_LAST), page_text(p, UI_IMPORT_WHEN),
	    page_text(p, UI_STATUS));
	html(p->body, "<th class=\"number\">%s</th><th class=\"number\">%s"
	    "</th><th class=\"number\">%s</th><th class=\"number\">%s</th>"
	    "</tr></thead>\n<tbody>\n", page_text(p, UI_IMPORT_LINES),
	    page_text(p, UI_IMPORT_CREATED), page_text(p, UI_IMPORT_CHANGED),
	    page_text(p, UI_IMPORT_REJECTED));
	while ((e = rows_next(&list, p->act->arena, row)) == SOUK_OK)
		row_put(p, row);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- GET /admin/import -------------------------------------------------- */

/* What importing a product would do; the form hands them to import.js too. */
static const struct {
	const char	*name;
	enum ui_text	 text;
} said[] = {
	{ "data-create", UI_IMPORT_CREATE },
	{ "data-change", UI_IMPORT_CHANGE },
	{ "data-none", UI_IMPORT_SAME },
	{ "data-category", UI_IMPORT_CATEGORY },
	{ "data-collection", UI_IMPORT_COLLECTION },
	{ "data-reject", UI_IMPORT_REJECT },
	{ "data-looking", UI_IMPORT_LOOKING },
	{ "data-unknown", UI_IMPORT_UNKNOWN },
	{ "data-auto", UI_IMPORT_AUTO },
};

/* A table that import.js fills in; ends with UI_TEXT__MAX. */
static void
table_put(const struct page *p, const char *name, enum ui_text title,
    const enum ui_text *heads)
{
	html(p->body, "<div class=\"table %s\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\" hidden><table>\n"
	    "<caption>%s</caption>\n<thead><tr>", name, page_text(p, title),
	    page_text(p, title));
	for (; *heads != UI_TEXT__MAX; heads++)
		html(p->body, "<th class=\"%s\">%s</th>",
		    *heads == UI_LINE || *heads == UI_PRICE ? "number" : "",
		    page_text(p, *heads));
	html_raw(p->body, "</tr></thead>\n<tbody></tbody>\n</table></div>\n");
}

static const enum ui_text	errors_heads[] = {
	UI_LINE, UI_FIELD, UI_REASON, UI_TEXT__MAX
};
static const enum ui_text	left_heads[] = {
	UI_IMPORT_COLUMN, UI_REASON, UI_TEXT__MAX
};

/* What a column may be, for every row of the table of columns. */
static void
cells_put(const struct page *p)
{
	const char	*cell;
	int		 n;

	html(p->body, "<template id=\"cells\"><select>"
	    "<option value=\"\">%s</option>", page_text(p, UI_IMPORT_NONE));
	for (n = 0; (cell = import_cell_at(n)) != NULL; n++)
		html(p->body, "<option value=\"%s\">%s</option>", cell,
		    admin_import_cell(p->locale, cell));
	html_raw(p->body, "</select></template>\n");
}

/* Filled in by import.js when a file has been chosen. */
static void
preview_put(const struct page *p)
{
	static const enum ui_text	columns[] = {
		UI_IMPORT_COLUMN, UI_IMPORT_CELL, UI_IMPORT_SAMPLE,
		UI_TEXT__MAX
	};
	static const enum ui_text	products[] = {
		UI_LINE, UI_NAME, UI_PRICE, UI_STATUS, UI_IMPORT_EFFECT,
		UI_TEXT__MAX
	};

	html_raw(p->body, "<section id=\"preview\" hidden>\n"
	    "<p><output role=\"status\"></output></p>\n");
	table_put(p, "errors", UI_IMPORT_ERRORS, errors_heads);
	table_put(p, "columns", UI_IMPORT_COLUMNS, columns);
	table_put(p, "products", UI_IMPORT_FIRST, products);
	cells_put(p);
	html_raw(p->body, "</section>\n");
}

/* Filled in by import.js as the import goes on. */
static void
report_put(const struct page *p)
{
	size_t	 i;

	html_raw(p->body, "<section id=\"report\" hidden>\n"
	    "<p><output role=\"status\"></output></p>\n"
	    "<dl class=\"tiles\">\n");
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		html(p->body, "<div><dd data-number=\"%s\">0</dd>"
		    "<dt>%s</dt></div>\n", numbers[i].name,
		    page_text(p, numbers[i].text));
	html(p->body, "</dl>\n<p><a class=\"report\" href=\"#report\" "
	    "download hidden>%s</a></p>\n", page_text(p, UI_IMPORT_REPORT));
	table_put(p, "errors", UI_IMPORT_ERRORS, errors_heads);
	table_put(p, "left", UI_IMPORT_LEFT, left_heads);
	html_raw(p->body, "</section>\n");
}

static void
form_put(const struct page *p)
{
	size_t	 i;

	html(p->body, "<form id=\"import\" class=\"stack\" "
	    "data-problem=\"%s\"", page_text(p, UI_FAILED));
	for (i = 0; i < STATES; i++)
		html_attr(p->body, arena_printf(p->act->arena, "data-%s",
		    states[i].value), page_text(p, states[i].text));
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		html_attr(p->body, said[i].name, page_text(p, said[i].text));
	for (i = 0; i < ADMIN_STATUSES; i++)
		html_attr(p->body, arena_printf(p->act->arena,
		    "data-status-%s", admin_statuses[i].value),
		    page_text(p, admin_statuses[i].text));
	html(p->body, ">\n<label>%s <input name=\"file\" type=\"file\" "
	    "accept=\".csv,.tsv,.txt,.xlsx,.json,text/csv\" required>"
	    "</label>\n<label data-sheet hidden>%s <input name=\"sheet\" "
	    "maxlength=\"31\"></label>\n",
	    page_text(p, UI_IMPORT_FILE), page_text(p, UI_IMPORT_SHEET));
	html(p->body, "<label class=\"check\"><input name=\"dryRun\" "
	    "type=\"checkbox\"> %s</label>\n"
	    "<p><button class=\"button primary\">%s</button></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, UI_IMPORT_DRY), page_text(p, UI_IMPORT_START));
}

/* GET /admin/import: send a file, see what became of each line. */
enum outcome
admin_import_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_IMPORT_TITLE)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_IMPORT_TEXT));
	form_put(&p);
	preview_put(&p);
	report_put(&p);
	e = admin_imports_put(&p);
	page_close(&p);
	return e;
}
