/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include <string.h>

#include "fcgi/pages/cards.h"
#include "fcgi/pages/xml.h"
#include "lib/base/config.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/media/media.h"

/*
 * The products as Google Merchant and the like read them: RSS 2.0 with the
 * elements of the namespace g.  A row is written before the next is read, and
 * nothing of it stays in memory.
 */
#define NAMESPACE	"http://base.google.com/ns/1.0"
/* What the readers of feeds allow (support.google.com/merchants/7052112). */
#define TITLE_MAX	150
#define TEXT_MAX	5000
#define CODE_MAX	70
#define IMAGES_MAX	10	/* besides the primary one */

struct feed {
	struct page	 page;
	struct buf	*b;
	const char	*base, *currency;
	int		 decimals;
};

/* ---- parts of an item ------------------------------------------------- */

static void
price_put(const struct feed *f, const char *name, int64_t minor)
{
	buf_printf(f->b, "<g:%s>", name);
	money_put(f->b, minor, f->decimals);
	buf_printf(f->b, " %s</g:%s>\n", f->currency, name);
}

static void
prices_put(const struct feed *f, const struct feed_row *row)
{
	if (row->compare_at == 0) {
		price_put(f, "price", row->price);
		return;
	}
	price_put(f, "price", row->compare_at);
	price_put(f, "sale_price", row->price);
}

/* The shop's own language needs no mark in an address. */
static void
link_put(const struct feed *f, const char *slug)
{
	const enum locale	 l = f->page.act->locale;

	buf_printf(f->b, "<link>%s/produit/", f->base);
	text_url_encode(f->b, slug);
	if (l != settings_locale(f->page.act->settings))
		buf_printf(f->b, "?lang=%s", locale_tag(l));
	buf_puts(f->b, "</link>\n");
}

static void
title_put(const struct feed *f, const struct feed_row *row)
{
	buf_puts(f->b, "<title>");
	xml_text(f->b, row->name, TITLE_MAX);
	if (row->value != NULL &&
	    utf8_length(row->name, strlen(row->name)) +
	    utf8_length(row->value, strlen(row->value)) + 3 <= TITLE_MAX) {
		buf_puts(f->b, " – ");
		xml_text(f->b, row->value, 0);
	}
	buf_puts(f->b, "</title>\n");
}

static void
image_put(const struct feed *f, const char *url)
{
	const struct config	*config = f->page.act->config;

	if (*config->media_url == '\0' || !media_is_ours(url))
		buf_puts(f->b, f->base);
	if (!media_put_at_width(f->b, config, url, PICTURE_SHARED, "jpg"))
		xml_text(f->b, url, 0);
}

static enum outcome
images_put(const struct feed *f, const char *product_id)
{
	struct stmt	*images;
	const char	*url, *name;
	enum outcome	 e;
	int		 n = 0;

	if ((e = feed_images(f->page.act, product_id, &images)) != SOUK_OK)
		return e;
	while ((e = db_step(images)) == SOUK_OK && n <= IMAGES_MAX) {
		url = db_text(images, 0, NULL);
		if (!picture_is_shown(url))
			continue;
		name = n++ == 0 ? "image_link" : "additional_image_link";
		buf_printf(f->b, "<g:%s>", name);
		image_put(f, url);
		buf_printf(f->b, "</g:%s>\n", name);
	}
	db_done(images);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* By the GTIN, or by who makes it and what he calls it. */
static void
identifiers_put(const struct feed *f, const struct feed_row *row)
{
	xml_element(f->b, "g:brand", row->vendor, CODE_MAX);
	xml_element(f->b, "g:gtin", row->barcode, 0);
	xml_element(f->b, "g:mpn", row->sku, CODE_MAX);
	if (row->barcode == NULL && (row->vendor == NULL || row->sku == NULL))
		xml_element(f->b, "g:identifier_exists", "no", 0);
}

/* "Maison > Vases", from the top down. */
static void
category_put(const struct feed *f, const char *id)
{
	const struct tree_node	*way[TREE_DEPTH];
	size_t			 i, n = tree_path(&f->page.tree, id, way);

	if (n == 0)
		return;
	buf_puts(f->b, "<g:product_type>");
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_puts(f->b, " &gt; ");
		xml_text(f->b, way[i]->name, 0);
	}
	buf_puts(f->b, "</g:product_type>\n");
}

static enum outcome
item_put(const struct feed *f, const struct feed_row *row)
{
	enum outcome	 e;

	buf_puts(f->b, "<item>\n");
	xml_element(f->b, "g:id", row->id, 0);
	xml_element(f->b, "g:item_group_id", row->product_id, 0);
	title_put(f, row);
	xml_element(f->b, "description", row->description, TEXT_MAX);
	link_put(f, row->slug);
	if ((e = images_put(f, row->product_id)) != SOUK_OK)
		return e;
	xml_element(f->b, "g:availability", row->stock > 0 ? "in_stock" :
	    "out_of_stock", 0);
	prices_put(f, row);
	identifiers_put(f, row);
	category_put(f, row->category_id);
	if (row->weight >= 0)
		buf_printf(f->b, "<g:shipping_weight>%lld g"
		    "</g:shipping_weight>\n", (long long)row->weight);
	buf_puts(f->b, "</item>\n");
	return SOUK_OK;
}

/* ---- the file ----------------------------------------------------------- */

static enum outcome
items_put(const struct feed *f)
{
	struct feed_row	 row;
	struct stmt	*rows;
	enum outcome	 e;

	if ((e = feed_open(f->page.act, &rows)) != SOUK_OK)
		return e;
	while ((e = feed_next(rows, &row)) == SOUK_OK)
		if ((e = item_put(f, &row)) != SOUK_OK)
			break;
	db_done(rows);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
channel_put(const struct feed *f)
{
	buf_puts(f->b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<rss version=\"2.0\" xmlns:g=\"" NAMESPACE "\">\n<channel>\n");
	xml_element(f->b, "title", page_shop(&f->page, SHOP_NAME), 0);
	buf_printf(f->b, "<link>%s/</link>\n", f->base);
	xml_element(f->b, "description", f->page.description, 0);
	xml_element(f->b, "language", locale_tag(f->page.act->locale), 0);
}

/*
 * GET /feed.xml?locale=: every active product, in the shop's language
 * whatever the reader's is, or in the one that is asked for.  400: there is
 * no such language.
 */
enum outcome
feed_file(struct req *r, struct res *out)
{
	struct feed	 f = { .b = &out->body };
	const char	*locale;
	enum outcome	 e;

	r->act.locale = settings_locale(r->act.settings);
	page_start_bare(&f.page, r, out);
	if ((locale = page_query(&f.page, "locale")) != NULL)
		r->act.locale = locale_from_tag(locale);
	if ((e = page_start(&f.page, r, out)) != SOUK_OK)
		return e;
	f.base = r->act.config->base_url;
	f.currency = settings_currency(r->act.settings);
	f.decimals = settings_decimals(r->act.settings);
	out->content_type = "application/xml; charset=utf-8";
	channel_put(&f);
	if ((e = items_put(&f)) != SOUK_OK)
		return e;
	buf_puts(f.b, "</channel>\n</rss>\n");
	return SOUK_OK;
}
