/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/page.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/catalog/catalog.h"

/* Pages for engines and browsers, not for people. */

static void
location_put(const struct page *p, const char *path, int64_t updated_at)
{
	char	 day[CLOCK_TEXT];

	html(p->body, "<url><loc>%s</loc>", page_absolute(p, path));
	if (updated_at != 0) {
		clock_text(updated_at, day);
		html(p->body, "<lastmod>%s</lastmod>", day);
	}
	html_raw(p->body, "</url>\n");
}

static enum outcome
products_put(const struct page *p)
{
	struct sitemap_row	 row;
	struct stmt		*rows;
	enum outcome		 e;

	if ((e = product_sitemap(p->act, &rows)) != SOUK_OK)
		return e;
	while ((e = db_step(rows)) == SOUK_OK) {
		row.slug = db_text(rows, 0, NULL);
		row.updated_at = db_int(rows, 1);
		location_put(p, path_of(p->act->arena, "/produit/", row.slug),
		    row.updated_at);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
collections_put(const struct page *p)
{
	struct list_query	 at = { .page = 1, .limit = PAGE_LIMIT_MAX };
	struct record		*row = record_new(p->act->arena,
				    &collection_fields);
	struct rows		 rows;
	enum outcome		 e;

	do {
		e = collection_list(p->act, &at, true, &rows);
		if (e != SOUK_OK)
			return e;
		while ((e = collection_row(p->act, &rows, row)) == SOUK_OK)
			location_put(p, path_of(p->act->arena,
			    "/collections/", row->values[COLLECTION_SLUG].text),
			    row->values[COLLECTION_UPDATED_AT].num);
		at.cursor = collection_list_cursor(p->act, &rows, row);
	} while (e == SOUK_NOT_FOUND && at.cursor != NULL);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /sitemap.xml: every page that engines should know (sitemaps.org). */
enum outcome
sitemap_file(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;
	size_t		 i;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	out->content_type = "application/xml; charset=utf-8";
	html_raw(p.body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
	    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	location_put(&p, "/", 0);
	location_put(&p, "/catalogue", 0);
	location_put(&p, "/contact", 0);
	for (i = 0; i < p.tree.count; i++)
		location_put(&p, path_of(p.act->arena, "/catalogue/",
		    p.tree.nodes[i].slug), 0);
	if ((e = collections_put(&p)) != SOUK_OK ||
	    (e = products_put(&p)) != SOUK_OK)
		return e;
	html_raw(p.body, "</urlset>\n");
	return SOUK_OK;
}

/* GET /robots.txt: all but what is of no use to engines. */
enum outcome
robots_file(struct req *r, struct res *out)
{
	out->content_type = "text/plain; charset=utf-8";
	buf_printf(&out->body, "User-agent: *\nDisallow: /admin\n"
	    "Disallow: /api/\nDisallow: /connexion\nDisallow: /locale/\n"
	    "Disallow: /recherche\n\nSitemap: %s/sitemap.xml\n",
	    r->act.config->base_url);
	return SOUK_OK;
}

/*
 * GET /locale/{tag}?to=: keep the language for a year and go back.  404: no
 * such language.  400: not a path of this site.
 */
enum outcome
language_choose(struct req *r, struct res *out)
{
	struct page	 p;
	const char	*to;
	enum locale	 l;

	page_start_bare(&p, r, out);
	if ((l = locale_from_tag(req_param(r, 0))) == LOCALE__MAX)
		return SOUK_NOT_FOUND;
	to = page_query(&p, "to");
	if (to == NULL)
		to = "/";
	if (!html_is_own_path(to))
		return SOUK_INVALID;
	res_cookie(out, "locale", locale_tag(l),
	    "Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax");
	return res_redirect(out, 303, to);
}
