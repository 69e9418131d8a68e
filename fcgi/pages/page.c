/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/page.h"

#include <sys/stat.h>

#include "lib/base/config.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/notify/notice.h"

/* ---- short cuts --------------------------------------------------------- */

const char *
page_text(const struct page *p, enum ui_text text)
{
	return ui_text(p->locale, text);
}

void
page_say(const struct page *p, enum ui_text text)
{
	html_text(p->body, page_text(p, text));
}

/* Isolated, so that a price keeps its order inside Arabic. */
void
page_price(const struct page *p, int64_t minor, const char *currency)
{
	html_raw(p->body, "<bdi class=\"price\">");
	money_show(p->body, minor, currency, p->locale);
	html_raw(p->body, "</bdi>");
}

/* What is crossed out is told in words to those who do not see the line. */
void
page_offered(const struct page *p, int64_t minor,
    const struct value *compare_at, const char *currency)
{
	html_raw(p->body, "<span class=\"offered\">");
	if (compare_at->state == VALUE_SET) {
		html(p->body, "<s class=\"was\"><span class=\"hidden\">%s "
		    "</span><bdi>", page_text(p, UI_PRICE_BEFORE));
		money_show(p->body, compare_at->num, currency, p->locale);
		html(p->body, "</bdi></s> <span class=\"hidden\">%s </span>",
		    page_text(p, UI_PRICE_NOW));
	}
	page_price(p, minor, currency);
	html_raw(p->body, "</span>");
}

const char *
page_query(const struct page *p, const char *name)
{
	const struct record	*q = p->req->query;
	size_t			 i;

	for (i = 0; q != NULL && i < q->set->count; i++)
		if (text_equal(q->set->fields[i].name, name))
			return q->values[i].state == VALUE_SET ?
			    q->values[i].text : NULL;
	return NULL;
}

const char *
page_shop(const struct page *p, enum shop_setting field)
{
	const char	*text;

	text = settings_text(p->act->settings, &shop_settings, (int)field);
	return text == NULL ? "" : text;
}

const char *
page_absolute(const struct page *p, const char *path)
{
	if (!html_is_own_path(path))
		return path;
	return arena_printf(p->act->arena, "%s%s", p->act->config->base_url,
	    path);
}

const char *
path_of(struct arena *arena, const char *prefix, const char *name)
{
	struct buf	 b;

	buf_init(&b, arena, 64);
	buf_puts(&b, prefix);
	text_url_encode(&b, name == NULL ? "" : name);
	return b.p;
}

enum outcome
page_moved(const struct page *p, const char *prefix,
    enum outcome (*moved)(struct act *, const char *, const char **))
{
	const char	*slug;
	enum outcome	 e;

	if ((e = moved(p->act, req_param(p->req, 0), &slug)) != SOUK_OK)
		return e;
	return res_moved(p->res, path_of(p->act->arena, prefix, slug));
}

/* The time of the staged file is its version; browsers may keep it long. */
void
page_asset(const struct page *p, const char *name, const char *file)
{
	struct stat	 st;
	const char	*path;

	path = arena_printf(p->act->arena, "%s/www/%s", p->act->config->home,
	    file);
	if (stat(path, &st) == 0)
		html(p->body, " %s=\"/assets/%s?v=%lld\"", name, file,
		    (long long)st.st_mtime);
	else
		html(p->body, " %s=\"/assets/%s\"", name, file);
}

/* ---- start -------------------------------------------------------------- */

void
page_start_bare(struct page *p, struct req *r, struct res *out)
{
	enum locale	 asked;

	*p = (struct page){ .req = r, .res = out, .act = &r->act,
	    .body = &out->body, .locale = r->act.locale };
	/* ?lang= gives each language an address that engines can keep. */
	if (page_query(p, "lang") != NULL) {
		asked = locale_from_tag(page_query(p, "lang"));
		if (asked != LOCALE__MAX)
			p->locale = r->act.locale = asked;
	}
	out->content_type = "text/html; charset=utf-8";
}

enum outcome
page_start(struct page *p, struct req *r, struct res *out)
{
	page_start_bare(p, r, out);
	p->description = page_shop(p, SHOP_DESCRIPTION);
	return tree_load(p->act, &p->tree);
}

/* ---- the frame ---------------------------------------------------------- */

static void
search_form(const struct page *p)
{
	html(p->body, "<form class=\"find\" action=\"/recherche\" "
	    "role=\"search\">\n"
	    "<label class=\"hidden\" for=\"q\">%s</label>\n"
	    "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"200\" "
	    "autocomplete=\"off\" placeholder=\"%s\"",
	    page_text(p, UI_SEARCH), page_text(p, UI_SEARCH_HINT));
	html_attr(p->body, "value", p->searched);
	html(p->body, ">\n<button aria-label=\"%s\">", page_text(p, UI_SEARCH));
	html_raw(p->body, "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
	    "<path d=\"M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z"
	    "M15.5 15.5 20 20\"/></svg></button>\n</form>\n");
}

/* Links that keep the choice in a cookie and come back here. */
static void
language_links(const struct page *p)
{
	const char	*here;
	enum locale	 l;

	html(p->body, "<nav class=\"languages\" aria-label=\"%s\">\n",
	    page_text(p, UI_LANGUAGE));
	for (l = 0; l < LOCALE__MAX; l++) {
		here = p->paths[l] != NULL ? p->paths[l] : p->path;
		if (here == NULL)
			here = p->admin || p->account ? p->req->path : "/";
		html(p->body, "<a href=\"%s\" lang=\"%s\" title=\"%s\" "
		    "aria-label=\"%s\" rel=\"nofollow\"",
		    path_of(p->act->arena, arena_printf(p->act->arena,
		    "/locale/%s?to=", locale_tag(l)), here), locale_tag(l),
		    locale_name(l), locale_name(l));
		html_attr(p->body, "aria-current",
		    l == p->locale ? "true" : NULL);
		html(p->body, ">%s</a>\n", locale_short(l));
	}
	html_raw(p->body, "</nav>\n");
}

/* How many pieces are in it is told by souk.js: the page is everybody's. */
static void
cart_link(const struct page *p)
{
	if (p->admin || !feature_is_on(p->act, FEATURE_CART))
		return;
	html(p->body, "<a class=\"account\" id=\"cart-link\" "
	    "href=\"/panier\" rel=\"nofollow\"><span>%s <span "
	    "class=\"pieces\" hidden></span></span></a>\n",
	    page_text(p, UI_CART));
}

/* How many are not read yet; none is no number. */
static void
bell_link(const struct page *p)
{
	int64_t	 unread;

	if (bell_count(p->act, &unread) != SOUK_OK)
		return;
	html(p->body, "<a class=\"account\" id=\"bell-link\" "
	    "href=\"/compte/avis\"><span>%s", page_text(p, UI_BELLS));
	if (unread > 0)
		html(p->body, " <span class=\"tally\">%lld</span>",
		    (long long)unread);
	html_raw(p->body, "</span></a>\n");
}

static void
account_link(const struct page *p)
{
	if (p->admin || page_is_own(p)) {
		bell_link(p);
		html(p->body, "<button class=\"quiet\" id=\"sign-out\">%s"
		    "</button>\n", page_text(p, UI_SIGN_OUT));
	} else
		html(p->body, "<a class=\"account\" href=\"/connexion\" "
		    "rel=\"nofollow\">%s</a>\n", page_text(p, UI_ACCOUNT));
}

void
page_open(struct page *p)
{
	html(p->body, "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n",
	    locale_tag(p->locale), locale_direction(p->locale));
	page_head(p);
	html(p->body, "<body>\n<a class=\"skip\" href=\"#main\">%s</a>\n"
	    "<header class=\"top\">\n<div class=\"bar\">\n"
	    "<a class=\"shop\" href=\"%s\"><bdi>%s</bdi></a>\n",
	    page_text(p, UI_SKIP), p->admin ? "/admin" : "/",
	    page_shop(p, SHOP_NAME));
	if (!p->admin)
		search_form(p);
	html_raw(p->body, "<div class=\"tools\">\n");
	language_links(p);
	cart_link(p);
	account_link(p);
	html_raw(p->body, "</div>\n</div>\n");
	page_menu(p);
	html_raw(p->body, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

static void
contact_line(const struct page *p, const char *scheme, const char *value)
{
	if (*value == '\0')
		return;
	html_raw(p->body, "<li><a");
	html_url(p->body, "href", arena_printf(p->act->arena, "%s:%s", scheme,
	    value));
	html(p->body, "><bdi>%s</bdi></a></li>\n", value);
}

static void
footer(const struct page *p)
{
	html(p->body, "<footer class=\"foot\">\n<div>\n"
	    "<p class=\"shop\"><bdi>%s</bdi></p>\n<p><bdi>%s</bdi></p>\n"
	    "</div>\n<ul>\n",
	    page_shop(p, SHOP_NAME), page_shop(p, SHOP_DESCRIPTION));
	if (*page_shop(p, SHOP_ADDRESS) != '\0')
		html(p->body, "<li class=\"lines\"><bdi>%s</bdi></li>\n",
		    page_shop(p, SHOP_ADDRESS));
	contact_line(p, "tel", page_shop(p, SHOP_PHONE));
	contact_line(p, "mailto", page_shop(p, SHOP_EMAIL));
	html(p->body, "<li><a href=\"/contact\">%s</a></li>\n</ul>\n"
	    "</footer>\n", page_text(p, UI_CONTACT));
}

void
page_close(struct page *p)
{
	html_raw(p->body, "</main>\n");
	if (!p->admin)
		footer(p);
	html_raw(p->body, "</body>\n</html>\n");
}

/* ---- parts -------------------------------------------------------------- */

struct json_out
page_data_open(const struct page *p, const char *type)
{
	struct json_out	 j = { .buf = p->body };

	html_raw(p->body, "<script type=\"application/ld+json\">");
	json_open(&j, NULL);
	json_text(&j, "@context", "https://schema.org");
	json_text(&j, "@type", type);
	return j;
}

void
page_data_close(const struct page *p, struct json_out *j)
{
	json_close(j);
	html_raw(p->body, "</script>\n");
}

static void
breadcrumb_data(const struct page *p, const struct crumb *crumbs, size_t n)
{
	struct json_out	 j = page_data_open(p, "BreadcrumbList");
	size_t		 i;

	json_open_list(&j, "itemListElement");
	for (i = 0; i < n; i++) {
		json_open(&j, NULL);
		json_text(&j, "@type", "ListItem");
		json_int(&j, "position", (int64_t)i + 1);
		json_text(&j, "name", crumbs[i].name);
		json_text(&j, "item", page_absolute(p, crumbs[i].path));
		json_close(&j);
	}
	json_close_list(&j);
	page_data_close(p, &j);
}

void
page_breadcrumb(const struct page *p, const struct crumb *crumbs, size_t n)
{
	size_t	 i;

	html(p->body, "<nav class=\"crumbs\" aria-label=\"%s\">\n<ol>\n",
	    page_text(p, UI_BREADCRUMB));
	for (i = 0; i < n; i++) {
		html_raw(p->body, "<li><a");
		html_url(p->body, "href", crumbs[i].path);
		html_attr(p->body, "aria-current",
		    i + 1 == n ? "page" : NULL);
		html(p->body, "><bdi>%s</bdi></a></li>\n", crumbs[i].name);
	}
	html_raw(p->body, "</ol>\n</nav>\n");
	breadcrumb_data(p, crumbs, n);
}
