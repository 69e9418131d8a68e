/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/contains.h"
#include "lib/catalog/catalog.h"
#include "lib/orders/orders.h"

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
}

static void
piece_put(const struct page *p, int64_t n, const char *slug, const char *name,
    const char *options)
{
	html(p->body, "<li>%lld × ", (long long)n);
	if (slug != NULL)
		html(p->body, "<a href=\"%s\"><bdi>%s</bdi></a>",
		    path_of(p->act->arena, "/produit/", slug), name);
	else
		html(p->body, "<bdi>%s</bdi>", name);
	if (*options != '\0')
		html(p->body, " <small><bdi>%s</bdi></small>", options);
	html_raw(p->body, "</li>\n");
}

void
contains_put(const struct page *p, const struct record *variation,
    const char *name)
{
	const struct value	*parts = &variation->values[VARIATION_PARTS];
	const struct value	*v;
	size_t			 i;

	if (parts->count == 0)
		return;
	html(p->body, "<section class=\"contains\">\n<h2>%s",
	    page_text(p, UI_BUNDLE_CONTAINS));
	if (name != NULL)
		html(p->body, " <small><bdi>%s</bdi></small>", name);
	html_raw(p->body, "</h2>\n<ul>\n");
	for (i = 0; i < parts->count; i++) {
		v = parts->items[i].values;
		piece_put(p, v[BUNDLE_PART_QUANTITY].num,
		    v[BUNDLE_PART_SLUG].state == VALUE_SET ?
		    v[BUNDLE_PART_SLUG].text : NULL,
		    text_of(&v[BUNDLE_PART_NAME]),
		    text_of(&v[BUNDLE_PART_OPTIONS]));
	}
	html_raw(p->body, "</ul>\n</section>\n");
}

void
contains_line_put(const struct page *p, const struct value *line)
{
	const struct value	*parts = &line[ORDER_LINE_PARTS];
	const int64_t		 n = line[ORDER_LINE_QUANTITY].num;
	const struct value	*v;
	size_t			 i;

	if (parts->count == 0)
		return;
	html_raw(p->body, "<ul class=\"contains\">\n");
	for (i = 0; i < parts->count; i++) {
		v = parts->items[i].values;
		piece_put(p, n * v[ORDER_LINE_PART_QUANTITY].num, NULL,
		    text_of(&v[ORDER_LINE_PART_NAME]),
		    text_of(&v[ORDER_LINE_PART_OPTIONS]));
	}
	html_raw(p->body, "</ul>\n");
}
