/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/cards.h"
#include "lib/base/config.h"
#include "lib/base/text.h"

/* The address of this page in one language: the shop's own needs no mark. */
static const char *
language_path(const struct page *p, enum locale locale)
{
	const char	*path = p->paths[locale];

	if (path == NULL)
		path = p->path;
	if (locale == settings_locale(p->act->settings))
		return path;
	return arena_printf(p->act->arena, "%s%clang=%s", path,
	    strchr(path, '?') == NULL ? '?' : '&', locale_tag(locale));
}

static void
link_put(const struct page *p, const char *rel, const char *language,
    const char *path)
{
	if (path == NULL)
		return;
	html(p->body, "<link rel=\"%s\"", rel);
	html_attr(p->body, "hreflang", language);
	html_url(p->body, "href", page_absolute(p, path));
	html_raw(p->body, ">\n");
}

static void
links_put(const struct page *p)
{
	enum locale	 l;

	link_put(p, "canonical", NULL, language_path(p, p->locale));
	for (l = 0; l < LOCALE__MAX; l++)
		link_put(p, "alternate", locale_tag(l), language_path(p, l));
	link_put(p, "alternate", "x-default", language_path(p,
	    settings_locale(p->act->settings)));
	if (feature_is_on(p->act, FEATURE_FEED))
		html(p->body, "<link rel=\"alternate\" "
		    "type=\"application/rss+xml\" "
		    "href=\"/feed.xml?locale=%s\">\n",
		    locale_tag(p->locale));
	link_put(p, "prev", NULL, p->prev);
	link_put(p, "next", NULL, p->next);
}

static void
property_put(const struct page *p, const char *name, const char *content)
{
	if (content != NULL && *content != '\0')
		html(p->body, "<meta property=\"og:%s\" content=\"%s\">\n",
		    name, content);
}

static void
open_graph_put(const struct page *p)
{
	const char	*image;

	property_put(p, "title", p->title);
	property_put(p, "description", p->description);
	property_put(p, "type", p->kind == NULL ? "website" : p->kind);
	property_put(p, "url", page_absolute(p, language_path(p, p->locale)));
	property_put(p, "site_name", page_shop(p, SHOP_NAME));
	property_put(p, "locale", locale_og(p->locale));
	if ((image = picture_shared(p, p->image)) != NULL)
		property_put(p, "image", image);
}

static void
title_put(const struct page *p)
{
	html(p->body, "<title>%s", p->title);
	if (!text_equal(p->title, page_shop(p, SHOP_NAME)))
		html(p->body, " – %s", page_shop(p, SHOP_NAME));
	html_raw(p->body, "</title>\n");
}

static void
file_put(const struct page *p, const char *open, const char *attribute,
    const char *file, const char *close)
{
	buf_puts(p->body, open);
	page_asset(p, attribute, file);
	buf_puts(p->body, close);
}

void
page_head(const struct page *p)
{
	html_raw(p->body, "<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n");
	title_put(p);
	if (p->description != NULL && *p->description != '\0')
		html(p->body, "<meta name=\"description\" content=\"%s\">\n",
		    p->description);
	if (p->path == NULL)
		html_raw(p->body, "<meta name=\"robots\" "
		    "content=\"noindex\">\n");
	else {
		links_put(p);
		open_graph_put(p);
	}
	if (p->admin || p->account || p->buying)
		html(p->body, "<meta name=\"csrf-token\" content=\"%s\">\n",
		    p->req->csrf);
	file_put(p, "<link rel=\"icon\" type=\"image/svg+xml\"", "href",
	    "icon.svg", ">\n");
	file_put(p, "<link rel=\"stylesheet\"", "href", "souk.css", ">\n");
	if (p->office)
		file_put(p, "<link rel=\"stylesheet\"", "href",
		    "office.css", ">\n");
	if (p->buying)
		file_put(p, "<link rel=\"stylesheet\"", "href", "buy.css",
		    ">\n");
	file_put(p, "<script type=\"module\"", "src",
	    p->admin ? "admin.js" : p->account ? "account.js" :
	    p->buying ? "buy.js" : "souk.js",
	    "></script>\n");
	html_raw(p->body, "</head>\n");
}
