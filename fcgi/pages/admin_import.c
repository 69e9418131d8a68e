/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"

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

/* Filled in by admin.js as the import goes on. */
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
	html(p->body, "</dl>\n<div class=\"table errors\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\" hidden><table>\n"
	    "<caption>%s</caption>\n<thead><tr><th class=\"number\">%s</th>"
	    "<th>%s</th><th>%s</th></tr></thead>\n<tbody></tbody>\n"
	    "</table></div>\n</section>\n", page_text(p, UI_IMPORT_ERRORS),
	    page_text(p, UI_IMPORT_ERRORS), page_text(p, UI_LINE),
	    page_text(p, UI_FIELD), page_text(p, UI_REASON));
}

/* GET /admin/import: send a CSV file, see what became of each line. */
enum outcome
admin_import_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_IMPORT_TITLE)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n"
	    "<form id=\"import\" class=\"stack\" data-failed=\"%s\" "
	    "data-waiting=\"%s\" data-running=\"%s\" data-done=\"%s\" "
	    "data-import-failed=\"%s\">\n", p.title,
	    page_text(&p, UI_IMPORT_TEXT), page_text(&p, UI_FAILED),
	    page_text(&p, UI_IMPORT_WAITING), page_text(&p, UI_IMPORT_RUNNING),
	    page_text(&p, UI_IMPORT_DONE), page_text(&p, UI_IMPORT_FAILED));
	html(p.body, "<label>%s <input name=\"file\" type=\"file\" "
	    "accept=\".csv,text/csv\" required></label>\n"
	    "<label class=\"check\"><input name=\"dryRun\" type=\"checkbox\"> "
	    "%s</label>\n"
	    "<p><button class=\"button primary\">%s</button></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(&p, UI_IMPORT_FILE), page_text(&p, UI_IMPORT_DRY),
	    page_text(&p, UI_IMPORT_START));
	report_put(&p);
	page_close(&p);
	return SOUK_OK;
}
