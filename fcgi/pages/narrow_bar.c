/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/narrow.h"

#include <string.h>

#include "lib/base/text.h"

#define SHOWN	8	/* of a group, before the rest is asked for */

/*
 * The side bar: every value is a link that adds it to what holds or takes it
 * away again.  Engines are asked not to follow: there is no end to them.
 */

/* ---- where a value leads -------------------------------------------------- */

static const char *
price_path(const struct page *p, const struct narrow *n, const struct value *v)
{
	struct narrow	 with = *n;
	char		*min = NULL, *max = NULL;

	if (v[FACET_SELECTED].num != 1) {
		min = arena_copy(p->act->arena, v[FACET_VALUE].text);
		if ((max = strchr(min, '-')) != NULL)
			*max++ = '\0';
	}
	with.values[NARROW_MIN_PRICE] = min;
	with.values[NARROW_MAX_PRICE] = max;
	return narrow_path(p, &with);
}

/* A category has a page of its own, unless the list is a collection's. */
static const char *
category_path(const struct page *p, const struct narrow *n,
    const struct value *v)
{
	struct narrow	 there = *n;

	if (!n->in_category)
		return narrow_with(p, n, NARROW_CATEGORY,
		    v[FACET_SELECTED].num == 1 ? NULL : v[FACET_VALUE].text);
	there.path = v[FACET_SELECTED].num == 1 ? "/catalogue" :
	    path_of(p->act->arena, "/catalogue/", v[FACET_VALUE].text);
	return narrow_path(p, &there);
}

static const char *
value_path(const struct page *p, const struct narrow *n,
    const struct value *group, const struct value *v)
{
	const char	*filter = group[FACET_GROUP_FILTER].text;
	enum narrow_by	 by;

	if (text_equal(filter, "price"))
		return price_path(p, n, v);
	by = narrow_find(filter);
	if (by == NARROW_CATEGORY)
		return category_path(p, n, v);
	if (by == NARROW_VENDOR || by == NARROW_TAG || by == NARROW_OPTIONS)
		return narrow_with(p, n, by, product_filter_toggle(p->act,
		    narrow_field(by), n->values[by],
		    group[FACET_GROUP_NAME].text, v[FACET_VALUE].text));
	return narrow_with(p, n, by, v[FACET_SELECTED].num == 1 ? NULL :
	    v[FACET_VALUE].text);
}

/* ---- groups ---------------------------------------------------------------- */

static const struct {
	const char	*filter;
	enum ui_text	 title;
	bool		 flag;		/* title stands for "true" */
} titles[] = {
	{ "category", UI_CATEGORIES, false },
	{ "vendor", UI_VENDOR, false },
	{ "tag", UI_TAGS, false },
	{ "price", UI_PRICE, false },
	{ "inStock", UI_IN_STOCK, true },
	{ "new", UI_NEW, true },
	{ "featured", UI_FEATURED, true },
};
#define TITLES	(sizeof(titles) / sizeof(titles[0]))

static size_t
title_find(const struct value *group)
{
	size_t	 i;

	for (i = 0; i < TITLES; i++)
		if (text_equal(titles[i].filter,
		    group[FACET_GROUP_FILTER].text))
			break;
	return i;
}

static bool
is_flag(const struct value *group)
{
	const size_t	 i = title_find(group);

	return i < TITLES && titles[i].flag;
}

static const char *
group_title(const struct page *p, const struct value *group)
{
	const size_t	 i = title_find(group);

	return i < TITLES ? page_text(p, titles[i].title) :
	    group[FACET_GROUP_NAME].text;
}

static void
value_put(const struct page *p, const struct narrow *n,
    const struct value *group, const struct value *v)
{
	const bool	 on = v[FACET_SELECTED].num == 1;

	html_raw(p->body, "<li><a rel=\"nofollow\"");
	html_url(p->body, "href", value_path(p, n, group, v));
	html_attr(p->body, "aria-current", on ? "true" : NULL);
	html(p->body, "><bdi>%s</bdi> <span class=\"count\">%lld</span>",
	    is_flag(group) ? group_title(p, group) : v[FACET_NAME].text,
	    (long long)v[FACET_COUNT].num);
	if (on)
		html(p->body, "<span class=\"hidden\"> (%s)</span>",
		    page_text(p, UI_REMOVE));
	html_raw(p->body, "</a></li>\n");
}

static bool
is_on(const struct value *list, size_t from)
{
	size_t	 i;

	for (i = from; i < list->count; i++)
		if (list->items[i].values[FACET_SELECTED].num == 1)
			return true;
	return false;
}

static void
group_put(const struct page *p, const struct narrow *n,
    const struct value *group)
{
	const struct value	*list = &group[FACET_GROUP_VALUES];
	size_t			 i;

	html(p->body, "<section>\n<h3><bdi>%s</bdi></h3>\n<ul>\n",
	    group_title(p, group));
	for (i = 0; i < list->count; i++) {
		if (i == SHOWN && list->count > SHOWN + 1) {
			html_raw(p->body, "</ul>\n<details");
			html_flag(p->body, "open", is_on(list, SHOWN));
			html(p->body, "><summary>%s</summary>\n<ul>\n",
			    page_text(p, UI_MORE));
		}
		value_put(p, n, group, list->items[i].values);
	}
	html_raw(p->body, "</ul>\n");
	if (list->count > SHOWN + 1)
		html_raw(p->body, "</details>\n");
	html_raw(p->body, "</section>\n");
}

/* In stock, new, featured: of each only the yes, together without a title. */
static void
flags_put(const struct page *p, const struct narrow *n,
    const struct value *groups)
{
	const struct value	*group, *v;
	bool			 any = false;
	size_t			 i;

	for (i = 0; i < groups->count; i++) {
		group = groups->items[i].values;
		v = group[FACET_GROUP_VALUES].items->values;
		if (!is_flag(group) || !text_equal(v[FACET_VALUE].text,
		    "true"))
			continue;
		if (!any)
			html_raw(p->body, "<section>\n<ul>\n");
		any = true;
		value_put(p, n, group, v);
	}
	if (any)
		html_raw(p->body, "</ul>\n</section>\n");
}

/* ---- what is chosen --------------------------------------------------------- */

static void
chip_put(const struct page *p, const char *path, const char *name,
    const char *value)
{
	html_raw(p->body, "<li><a rel=\"nofollow\"");
	html_url(p->body, "href", path);
	html(p->body, "><span class=\"hidden\">%s: </span><bdi>%s%s%s</bdi> "
	    "<span aria-hidden=\"true\">×</span></a></li>\n",
	    page_text(p, UI_REMOVE), name, *name == '\0' ? "" : ": ", value);
}

static void
values_chips(const struct page *p, const struct narrow *n, enum narrow_by by)
{
	struct filter_value	 values[FILTER_VALUES];
	size_t			 i, count;

	count = product_filter_values(p->act, narrow_field(by), n->values[by],
	    values);
	for (i = 0; i < count; i++)
		chip_put(p, narrow_with(p, n, by, product_filter_toggle(p->act,
		    narrow_field(by), n->values[by], values[i].name,
		    values[i].value)), values[i].name, values[i].value);
}

static const char *
category_name(const struct page *p, const char *slug)
{
	size_t	 i;

	for (i = 0; i < p->tree.count; i++)
		if (text_equal(p->tree.nodes[i].slug, slug))
			return p->tree.nodes[i].name;
	return slug;
}

static void
chips_of(const struct page *p, const struct narrow *n, enum narrow_by by)
{
	static const enum ui_text	 names[NARROW__MAX] = {
		[NARROW_MIN_PRICE] = UI_PRICE_MIN,
		[NARROW_MAX_PRICE] = UI_PRICE_MAX,
		[NARROW_IN_STOCK] = UI_IN_STOCK, [NARROW_NEW] = UI_NEW,
		[NARROW_FEATURED] = UI_FEATURED,
	};
	const char			*off = narrow_with(p, n, by, NULL);

	switch (by) {
	case NARROW_VENDOR:
	case NARROW_TAG:
	case NARROW_OPTIONS:
		values_chips(p, n, by);
		break;
	case NARROW_CATEGORY:
		chip_put(p, off, "", category_name(p, n->values[by]));
		break;
	case NARROW_MIN_PRICE:
	case NARROW_MAX_PRICE:
		chip_put(p, off, page_text(p, names[by]), n->values[by]);
		break;
	default:
		chip_put(p, off, "", text_equal(n->values[by], "true") ?
		    page_text(p, names[by]) : arena_printf(p->act->arena,
		    "%s: 0", page_text(p, names[by])));
	}
}

static void
chosen_put(const struct page *p, const struct narrow *n)
{
	int	 by;
	bool	 any = false;

	for (by = NARROW_SORT + 1; by < NARROW__MAX; by++) {
		if (n->values[by] == NULL)
			continue;
		if (!any)
			html(p->body, "<ul class=\"chips chosen\" "
			    "aria-label=\"%s\">\n", page_text(p, UI_CHOSEN));
		any = true;
		chips_of(p, n, (enum narrow_by)by);
	}
	if (any)
		html_raw(p->body, "</ul>\n");
}

/* ---- the bar ----------------------------------------------------------------- */

enum outcome
narrow_bar(const struct page *p, const struct narrow *n)
{
	const struct value	*groups;
	struct record		*facets;
	enum outcome		 e;
	size_t			 i;

	if ((e = product_facets(p->act, n->filter, &facets)) != SOUK_OK)
		return e;
	groups = &facets->values[FACETS_GROUPS];
	html(p->body, "<aside class=\"sift\" aria-label=\"%s\">\n",
	    page_text(p, UI_NARROW));
	chosen_put(p, n);
	html(p->body, "<details class=\"groups\">\n<summary>%s</summary>\n",
	    page_text(p, UI_NARROW));
	flags_put(p, n, groups);
	for (i = 0; i < groups->count; i++)
		if (!is_flag(groups->items[i].values))
			group_put(p, n, groups->items[i].values);
	html_raw(p->body, "</details>\n</aside>\n");
	return SOUK_OK;
}
