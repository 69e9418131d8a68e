/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/*
 * One edit of many products: what to change, a preview, how far it came, and
 * undoing it.  bulk.js makes the request from the form; which fields take
 * which operations and what kind of value stands in the options here.
 */
#define EDITS_SHOWN	10

static const struct { enum ui_text text; const char *kind; } fields[] = {
	[BULK_PRICE] = { UI_ALL_PRICES, "money" },
	[BULK_BASE_PRICE] = { UI_BASE_PRICE, "money" },
	[BULK_COMPARE_AT] = { UI_COMPARE_AT, "money" },
	[BULK_STOCK] = { UI_STOCK, "number" },
	[BULK_STATUS] = { UI_STATUS, "status" },
	[BULK_CATEGORY] = { UI_CATEGORY, "category" },
	[BULK_FEATURED] = { UI_FEATURED, "boolean" },
	[BULK_NEW] = { UI_NEW, "boolean" },
	[BULK_VENDOR] = { UI_VENDOR, "text" },
	[BULK_TAX_CLASS] = { UI_TAX_CLASS, "tax" },
	[BULK_TAGS] = { UI_TAGS, "tags" },
};
static_assert(sizeof(fields) / sizeof(fields[0]) == BULK_FIELD__MAX,
    "every field has a name");

static const enum ui_text operations[] = {
	[BULK_SET] = UI_SET_TO, [BULK_CLEAR] = UI_CLEAR_VALUE,
	[BULK_ADD] = UI_ADD, [BULK_SUBTRACT] = UI_SUBTRACT,
	[BULK_MULTIPLY] = UI_MULTIPLY, [BULK_REMOVE] = UI_REMOVE,
};
static_assert(sizeof(operations) / sizeof(operations[0]) ==
    BULK_OPERATION__MAX, "every operation has a name");

/* Of bulk_edit_fields' status; the form hands the texts to bulk.js. */
static const struct { const char *value; enum ui_text text; } states[] = {
	{ "waiting", UI_IMPORT_WAITING }, { "running", UI_IMPORT_RUNNING },
	{ "done", UI_IMPORT_DONE }, { "undoing", UI_BULK_UNDOING },
	{ "undone", UI_BULK_UNDONE }, { "failed", UI_IMPORT_FAILED },
};
#define STATES	(sizeof(states) / sizeof(states[0]))

static const struct { const char *name; enum ui_text text; } numbers[] = {
	{ "total", UI_BULK_TOTAL }, { "changed", UI_BULK_CHANGED },
	{ "unchanged", UI_IMPORT_UNCHANGED },
	{ "rejected", UI_BULK_REJECTED }, { "undone", UI_BULK_PUT_BACK },
	{ "kept", UI_BULK_KEPT },
};

/* ---- values: one template a kind ---------------------------------------- */

static void
template_open(const struct page *p, const char *kind, enum ui_text label)
{
	html(p->body, "<template data-value=\"%s\"><label>%s ", kind,
	    page_text(p, label));
}

static void
template_close(const struct page *p)
{
	html_raw(p->body, "</label></template>\n");
}

static void
input_template(const struct page *p, const char *kind, enum ui_text label,
    const char *mode)
{
	template_open(p, kind, label);
	html(p->body, "<input name=\"value\" inputmode=\"%s\" "
	    "maxlength=\"2000\" autocomplete=\"off\" dir=\"auto\">", mode);
	template_close(p);
}

static void
option_put(const struct page *p, const char *value, const char *text)
{
	html(p->body, "<option value=\"%s\">%s</option>\n", value, text);
}

#define SELECT_OPEN	"<select name=\"value\">\n"

static enum outcome
templates_put(const struct page *p)
{
	enum outcome	 e;

	input_template(p, "money", UI_BULK_VALUE, "decimal");
	input_template(p, "percent", UI_BULK_PERCENT, "decimal");
	input_template(p, "number", UI_BULK_VALUE, "numeric");
	input_template(p, "text", UI_BULK_VALUE, "text");
	input_template(p, "tags", UI_BULK_TAGS, "text");
	template_open(p, "status", UI_BULK_VALUE);
	html_raw(p->body, SELECT_OPEN);
	admin_status_options(p, NULL);
	html_raw(p->body, "</select>");
	template_close(p);
	template_open(p, "boolean", UI_BULK_VALUE);
	html_raw(p->body, SELECT_OPEN);
	option_put(p, "true", page_text(p, UI_YES));
	option_put(p, "false", page_text(p, UI_NO));
	html_raw(p->body, "</select>");
	template_close(p);
	template_open(p, "tax", UI_BULK_VALUE);
	html_raw(p->body, SELECT_OPEN);
	admin_tax_options(p, NULL);
	html_raw(p->body, "</select>");
	template_close(p);
	template_open(p, "category", UI_BULK_VALUE);
	html_raw(p->body, SELECT_OPEN);
	e = admin_category_options(p);
	html_raw(p->body, "</select>");
	template_close(p);
	return e;
}

/* ---- a change ----------------------------------------------------------- */

/* "set add multiply" */
static const char *
operations_of(const struct page *p, enum bulk_field field)
{
	struct buf	 names;
	int		 i;

	buf_init(&names, p->act->arena, 64);
	for (i = 0; i < BULK_OPERATION__MAX; i++)
		if (bulk_edit_takes(field, (enum bulk_operation)i))
			buf_printf(&names, "%s%s", names.len > 0 ? " " : "",
			    bulk_operation_names[i]);
	return names.p;
}

static void
change_put(const struct page *p)
{
	int	 i;

	html(p->body, "<template id=\"change\"><fieldset class=\"change\">\n"
	    "<label>%s <select name=\"field\">\n", page_text(p, UI_BULK_WHAT));
	for (i = 0; i < BULK_FIELD__MAX; i++)
		html(p->body, "<option value=\"%s\" data-kind=\"%s\" "
		    "data-operations=\"%s\">%s</option>\n",
		    bulk_field_names[i], fields[i].kind,
		    operations_of(p, (enum bulk_field)i),
		    page_text(p, fields[i].text));
	html(p->body, "</select></label>\n<label>%s "
	    "<select name=\"operation\">\n", page_text(p, UI_BULK_OPERATION));
	for (i = 0; i < BULK_OPERATION__MAX; i++)
		option_put(p, bulk_operation_names[i],
		    page_text(p, operations[i]));
	html(p->body, "</select></label>\n<div class=\"value\"></div>\n"
	    "<label class=\"ending\">%s <input name=\"ending\" "
	    "inputmode=\"decimal\" maxlength=\"12\" autocomplete=\"off\" "
	    "placeholder=\"%s\"></label>\n<button class=\"quiet less\" "
	    "type=\"button\">%s</button>\n</fieldset></template>\n",
	    page_text(p, UI_BULK_ENDING), page_text(p, UI_BULK_ENDING_HINT),
	    page_text(p, UI_BULK_LESS));
}

static void
form_open(const struct page *p)
{
	size_t	 i;

	html_raw(p->body, "<form id=\"bulk\" class=\"stack\"");
	html_attr(p->body, "data-problem", page_text(p, UI_FAILED));
	html_attr(p->body, "data-currency",
	    settings_currency(p->act->settings));
	if (text_equal(page_query(p, "all"), "1")) {
		html_attr(p->body, "data-q", page_query(p, "q"));
		html_attr(p->body, "data-status", page_query(p, "status"));
	} else
		html_attr(p->body, "data-ids", page_query(p, "ids"));
	for (i = 0; i < STATES; i++)
		html_attr(p->body, arena_printf(p->act->arena, "data-%s",
		    states[i].value), page_text(p, states[i].text));
	html_raw(p->body, " novalidate>\n");
}

static enum outcome
form_put(const struct page *p)
{
	enum outcome	 e;

	form_open(p);
	if ((e = templates_put(p)) != SOUK_OK)
		return e;
	change_put(p);
	html(p->body, "<div id=\"changes\"></div>\n"
	    "<p><button class=\"quiet more\" type=\"button\">%s</button></p>\n"
	    "<p class=\"save\"><button class=\"button primary\">%s</button>\n"
	    "<button class=\"button apply\" type=\"button\" hidden>%s</button>"
	    "</p>\n<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, UI_BULK_MORE), page_text(p, UI_BULK_PREVIEW),
	    page_text(p, UI_BULK_APPLY));
	return SOUK_OK;
}

/* ---- preview and progress ----------------------------------------------- */

static void
report_put(const struct page *p)
{
	size_t	 i;

	html_raw(p->body, "<section id=\"report\" hidden>\n"
	    "<p class=\"save\"><output role=\"status\"></output>"
	    " <progress hidden></progress></p>\n<dl class=\"tiles\">\n");
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		html(p->body, "<div><dd data-number=\"%s\">0</dd>"
		    "<dt>%s</dt></div>\n", numbers[i].name,
		    page_text(p, numbers[i].text));
	html(p->body, "</dl>\n<p><button class=\"button undo\" hidden>%s"
	    "</button></p>\n<div class=\"table items\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\" hidden><table>\n"
	    "<caption>%s</caption>\n<thead><tr><th>%s</th><th>%s</th>"
	    "<th>%s</th><th>%s</th></tr></thead>\n<tbody></tbody>\n"
	    "</table></div>\n</section>\n", page_text(p, UI_BULK_UNDO),
	    page_text(p, UI_BULK_FIRST), page_text(p, UI_BULK_FIRST),
	    page_text(p, UI_NAME), page_text(p, UI_BEFORE),
	    page_text(p, UI_AFTER), page_text(p, UI_REASON));
}

/* ---- the last edits ----------------------------------------------------- */

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
edit_put(const struct page *p, const struct record *edit)
{
	static const int	 counts[] = { BULK_EDIT_TOTAL,
		BULK_EDIT_CHANGED, BULK_EDIT_REJECTED, BULK_EDIT_UNDONE };
	const struct value	*v = edit->values;
	char			 when[CLOCK_TEXT];
	size_t			 i;

	clock_text(v[BULK_EDIT_CREATED_AT].num, when);
	html(p->body, "<tr><td><time datetime=\"%s\">%s</time></td>"
	    "<td>%s</td>", when, when,
	    state_text(p, v[BULK_EDIT_STATUS].text));
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		html(p->body, "<td class=\"number\">%lld</td>",
		    (long long)v[counts[i]].num);
	html_raw(p->body, "<td>");
	if (text_equal(v[BULK_EDIT_STATUS].text, "done"))
		html(p->body, "<button class=\"quiet\" data-undo=\"%s\">%s"
		    "</button>", v[BULK_EDIT_ID].text,
		    page_text(p, UI_BULK_UNDO));
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
edits_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = EDITS_SHOWN };
	struct record		*edit = record_new(p->act->arena,
				    &bulk_edit_fields);
	struct rows		 list;
	enum outcome		 e;

	if ((e = bulk_edit_list(p->act, &first, &list)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<div class=\"table\" tabindex=\"0\" "
	    "role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>"
	    "<th>%s</th><th>%s</th>", page_text(p, UI_BULK_LAST),
	    page_text(p, UI_BULK_LAST), page_text(p, UI_IMPORT_WHEN),
	    page_text(p, UI_STATUS));
	html(p->body, "<th class=\"number\">%s</th><th class=\"number\">%s"
	    "</th><th class=\"number\">%s</th><th class=\"number\">%s</th>"
	    "<td></td></tr></thead>\n<tbody>\n", page_text(p, UI_BULK_TOTAL),
	    page_text(p, UI_BULK_CHANGED), page_text(p, UI_BULK_REJECTED),
	    page_text(p, UI_BULK_PUT_BACK));
	while ((e = rows_next(&list, p->act->arena, edit)) == SOUK_OK)
		edit_put(p, edit);
	html_raw(p->body, "</tbody>\n</table></div>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- GET /admin/produits/lot -------------------------------------------- */

/* How many it is about; 0: nothing was chosen. */
static enum outcome
chosen_count(const struct page *p, int64_t *count)
{
	const struct list_query	 first = { .page = 1, .limit = 1 };
	const char		*ids = page_query(p, "ids");
	struct product_list	 list;
	enum outcome		 e;

	*count = ids != NULL && *ids != '\0';
	for (; ids != NULL && *ids != '\0'; ids++)
		*count += *ids == ',';
	if (!text_equal(page_query(p, "all"), "1"))
		return SOUK_OK;
	e = product_list(p->act, admin_filter(p, page_query(p, "q"),
	    page_query(p, "status")), &first, false, &list);
	*count = list.total;
	return e;
}

/* GET /admin/produits/lot?ids=|all=1&q=&status= */
enum outcome
admin_bulk_page(struct req *r, struct res *out)
{
	struct page	 p;
	int64_t		 count;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_BULK_TITLE)) != SOUK_OK ||
	    (e = chosen_count(&p, &count)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/produits\">%s</a></div>\n<p class=\"lead\">",
	    p.title, page_text(&p, UI_PRODUCTS));
	if (count == 0)
		page_say(&p, UI_BULK_NONE);
	else
		ui_count(p.body, p.locale, UI_CHOSEN_COUNT, count);
	html_raw(p.body, "</p>\n");
	if (count > 0 && (e = form_put(&p)) != SOUK_OK)
		return e;
	report_put(&p);
	e = edits_put(&p);
	page_close(&p);
	return e;
}
