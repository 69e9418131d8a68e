/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/narrow.h"

#include <string.h>

#include "lib/base/money.h"
#include "lib/base/text.h"

/* ---- what the visitor asks for ------------------------------------------ */

static const int fields[NARROW__MAX] = {
	[NARROW_SORT] = FILTER_SORT, [NARROW_MIN_PRICE] = FILTER_MIN_PRICE,
	[NARROW_MAX_PRICE] = FILTER_MAX_PRICE,
	[NARROW_VENDOR] = FILTER_VENDOR, [NARROW_TAG] = FILTER_TAG,
	[NARROW_OPTIONS] = FILTER_OPTIONS,
	[NARROW_CATEGORY] = FILTER_CATEGORY,
	[NARROW_IN_STOCK] = FILTER_IN_STOCK, [NARROW_NEW] = FILTER_NEW,
	[NARROW_FEATURED] = FILTER_FEATURED,
};

static const struct {
	const char	*value;
	enum ui_text	 text;
} sorts[] = {
	{ "newest", UI_SORT_NEWEST },
	{ "featured", UI_SORT_FEATURED },
	{ "price_asc", UI_SORT_PRICE_UP },
	{ "price_desc", UI_SORT_PRICE_DOWN },
	{ "manual", UI_SORT_MANUAL },
};
#define SORTS (sizeof(sorts) / sizeof(sorts[0]))

static const char *
query_name(enum narrow_by by)
{
	return product_filter_public.fields[fields[by]].name;
}

enum narrow_by
narrow_find(const char *name)
{
	int	 by;

	for (by = 0; by < NARROW__MAX; by++)
		if (text_equal(query_name((enum narrow_by)by), name))
			break;
	return (enum narrow_by)by;
}

int
narrow_field(enum narrow_by by)
{
	return fields[by];
}

/* A value of product_filter_public, found among its choices. */
static bool
sort_set(struct record *filter, const char *asked, bool by_hand)
{
	const char *const	*choices;
	int			 i;

	choices = product_filter_public.fields[FILTER_SORT].choices;
	for (i = 0; choices[i] != NULL; i++)
		if (strcmp(choices[i], asked) == 0 &&
		    (by_hand || strcmp(asked, "manual") != 0)) {
			record_set_text(filter, FILTER_SORT, choices[i]);
			filter->values[FILTER_SORT].num = i;
			return true;
		}
	return false;
}

/* A price as people write it, with a comma too. */
static bool
price_set(const struct page *p, struct record *filter, int field,
    const char *asked)
{
	char	*text = arena_copy(p->act->arena, asked);
	char	*comma = strchr(text, ',');
	int64_t	 minor;

	if (comma != NULL)
		*comma = '.';
	if (!money_parse(text, settings_decimals(p->act->settings), &minor) ||
	    minor < 0)
		return false;
	record_set_int(filter, field, minor);
	return true;
}

static bool
flag_set(struct record *filter, int field, const char *asked)
{
	const bool	 yes = text_equal(asked, "true");

	if (yes || text_equal(asked, "false"))
		record_set_int(filter, field, yes);
	return yes || text_equal(asked, "false");
}

/* Of categories, only one that is shown. */
static bool
category_set(const struct page *p, struct record *filter, const char *slug)
{
	size_t	 i;

	for (i = 0; i < p->tree.count; i++)
		if (text_equal(p->tree.nodes[i].slug, slug)) {
			record_set_text(filter, FILTER_CATEGORY,
			    p->tree.nodes[i].id);
			return true;
		}
	return false;
}

static bool
value_set(const struct page *p, const struct narrow *n, enum narrow_by by,
    const char *asked)
{
	switch (by) {
	case NARROW_SORT:
		return sort_set(n->filter, asked, n->by_hand);
	case NARROW_MIN_PRICE:
	case NARROW_MAX_PRICE:
		return price_set(p, n->filter, fields[by], asked);
	case NARROW_CATEGORY:
		return !n->in_category && category_set(p, n->filter, asked);
	case NARROW_VENDOR:
	case NARROW_TAG:
	case NARROW_OPTIONS:
		if (!product_filter_holds(p->act, fields[by], asked))
			return false;
		record_set_text(n->filter, fields[by], asked);
		return true;
	default:
		return flag_set(n->filter, fields[by], asked);
	}
}

/* A range that holds nothing is no range. */
static void
range_check(struct narrow *n)
{
	struct value	*min = &n->filter->values[FILTER_MIN_PRICE];
	struct value	*max = &n->filter->values[FILTER_MAX_PRICE];

	if (min->state != VALUE_SET || max->state != VALUE_SET ||
	    min->num <= max->num)
		return;
	*max = (struct value){ .state = VALUE_ABSENT };
	n->values[NARROW_MAX_PRICE] = NULL;
}

void
narrow_read(const struct page *p, struct narrow *n, const char *category,
    const char *collection)
{
	const char	*asked;
	int		 by;

	n->filter = record_new(p->act->arena, &product_filter_public);
	for (by = 0; by < NARROW__MAX; by++) {
		asked = page_query(p, query_name((enum narrow_by)by));
		if (asked != NULL && *asked != '\0' &&
		    value_set(p, n, (enum narrow_by)by, asked))
			n->values[by] = asked;
	}
	range_check(n);
	if (category != NULL)
		record_set_text(n->filter, FILTER_CATEGORY, category);
	if (collection != NULL)
		record_set_text(n->filter, FILTER_COLLECTION, collection);
	if (n->values[NARROW_SORT] == NULL && n->by_hand)
		sort_set(n->filter, "manual", true);
}

/* ---- addresses ---------------------------------------------------------- */

static const char *
path_make(const struct page *p, const struct narrow *n, int changed,
    const char *value)
{
	struct buf	 b;
	const char	*v;
	int		 by, count = 0;

	buf_init(&b, p->act->arena, 128);
	buf_puts(&b, n->path);
	for (by = 0; by < NARROW__MAX; by++) {
		v = by == changed ? value : n->values[by];
		if (v == NULL)
			continue;
		buf_printf(&b, "%c%s=", count++ == 0 ? '?' : '&',
		    query_name((enum narrow_by)by));
		text_url_encode(&b, v);
	}
	return b.p;
}

const char *
narrow_path(const struct page *p, const struct narrow *n)
{
	return path_make(p, n, -1, NULL);
}

const char *
narrow_with(const struct page *p, const struct narrow *n, enum narrow_by by,
    const char *value)
{
	return path_make(p, n, (int)by, value);
}

bool
narrow_is_any(const struct narrow *n)
{
	int	 by;

	for (by = 0; by < NARROW__MAX; by++)
		if (n->values[by] != NULL)
			return true;
	return false;
}

/* ---- the form ------------------------------------------------------------- */

static void
price_input(const struct page *p, const struct narrow *n, enum narrow_by by,
    enum ui_text label)
{
	html(p->body, "<label>%s <input name=\"%s\" inputmode=\"decimal\" "
	    "maxlength=\"16\" size=\"7\"", page_text(p, label),
	    query_name(by));
	html_attr(p->body, "value", n->values[by]);
	html_raw(p->body, "></label>\n");
}

/* What was chosen by links goes along with what the form asks. */
static void
hidden_inputs(const struct page *p, const struct narrow *n)
{
	int	 by;

	for (by = NARROW_VENDOR; by < NARROW__MAX; by++) {
		if (n->values[by] == NULL)
			continue;
		html(p->body, "<input type=\"hidden\" name=\"%s\"",
		    query_name((enum narrow_by)by));
		html_attr(p->body, "value", n->values[by]);
		html_raw(p->body, ">\n");
	}
}

void
narrow_form(const struct page *p, const struct narrow *n)
{
	const char	*asked = n->values[NARROW_SORT];
	size_t		 i;

	if (asked == NULL && n->by_hand)
		asked = "manual";
	html_raw(p->body, "<form class=\"filters\"");
	html_url(p->body, "action", n->path);
	html(p->body, " aria-label=\"%s\">\n<label>%s <select name=\"sort\">\n",
	    page_text(p, UI_FILTERS), page_text(p, UI_SORT));
	for (i = 0; i < SORTS - !n->by_hand; i++) {
		html(p->body, "<option value=\"%s\"", sorts[i].value);
		html_flag(p->body, "selected",
		    text_equal(asked, sorts[i].value));
		html(p->body, ">%s</option>\n", page_text(p, sorts[i].text));
	}
	html_raw(p->body, "</select></label>\n");
	price_input(p, n, NARROW_MIN_PRICE, UI_PRICE_MIN);
	price_input(p, n, NARROW_MAX_PRICE, UI_PRICE_MAX);
	hidden_inputs(p, n);
	html(p->body, "<button class=\"button\">%s</button>\n",
	    page_text(p, UI_APPLY));
	if (narrow_is_any(n)) {
		html_raw(p->body, "<a");
		html_url(p->body, "href", n->path);
		html(p->body, ">%s</a>\n", page_text(p, UI_CLEAR));
	}
	html_raw(p->body, "</form>\n");
}
