/* SPDX-License-Identifier: ISC */
#include <expat.h>

#include "tests/http/catalog.h"

/* The feed, read by a parser that is not ours. */

struct item { char link[300], text[40][600], name[40][40]; int count; };
struct feed {
	struct item	*items;
	int		 count, room, depth;
	char		 language[8], inside[40], heard[16384];
	size_t		 heard_len;
};

static struct feed	 feed;
static const char	*cat;

static void XMLCALL
element_begins(void *data, const XML_Char *name, const XML_Char **attributes)
{
	(void)data;
	(void)attributes;
	feed.depth++;
	feed.heard_len = 0;
	feed.heard[0] = '\0';
	if (strcmp(name, "item") == 0) {
		if (feed.count == feed.room)
			feed.items = realloc(feed.items, sizeof(*feed.items) *
			    (size_t)(feed.room = 2 * feed.room + 100));
		memset(&feed.items[feed.count++], 0, sizeof(*feed.items));
	}
}

static void XMLCALL
element_ends(void *data, const XML_Char *name)
{
	struct item	*item;

	(void)data;
	if (feed.depth == 4) {
		item = &feed.items[feed.count - 1];
		ck_assert_int_lt(item->count, 40);
		snprintf(item->name[item->count], 40, "%s", name);
		snprintf(item->text[item->count++], 600, "%.599s",
		    feed.heard);
	} else if (strcmp(name, "language") == 0)
		snprintf(feed.language, sizeof(feed.language), "%.7s",
		    feed.heard);
	feed.depth--;
}

static void XMLCALL
text_heard(void *data, const XML_Char *s, int len)
{
	(void)data;
	ck_assert_uint_lt(feed.heard_len + (size_t)len, sizeof(feed.heard));
	memcpy(feed.heard + feed.heard_len, s, (size_t)len);
	feed.heard_len += (size_t)len;
	feed.heard[feed.heard_len] = '\0';
}

static struct answer *
feed_get(const char *path)
{
	struct answer	*a = client_get(anyone, path);
	XML_Parser	 parser = XML_ParserCreate(NULL);

	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"),
	    "application/xml; charset=utf-8");
	free(feed.items);
	memset(&feed, 0, sizeof(feed));
	XML_SetElementHandler(parser, element_begins, element_ends);
	XML_SetCharacterDataHandler(parser, text_heard);
	ck_assert_msg(XML_Parse(parser, a->body, (int)a->len, 1) ==
	    XML_STATUS_OK, "%s in line %lu",
	    XML_ErrorString(XML_GetErrorCode(parser)),
	    XML_GetCurrentLineNumber(parser));
	XML_ParserFree(parser);
	return a;
}

/* The n-th element of that name of the item whose group is that; or "". */
static const char *
item_of(const char *product, int variation, const char *name, int n)
{
	for (int i = 0; i < feed.count; i++)
		for (int k = 0; k < feed.items[i].count; k++) {
			const struct item	*item = &feed.items[i];

			if (strcmp(item->name[k], "g:item_group_id") != 0 ||
			    strcmp(item->text[k], product) != 0 ||
			    variation-- > 0)
				continue;
			for (k = 0; k < item->count; k++)
				if (strcmp(item->name[k], name) == 0 &&
				    n-- == 0)
					return item->text[k];
			return "";
		}
	return "(no item)";
}

#define want_item(PRODUCT, VARIATION, NAME, TEXT_) \
	ck_assert_str_eq(item_of(PRODUCT, VARIATION, NAME, 0), TEXT_)

/* Nobody asks for the files here. */
#define OURS	"/media/0a/123456789abcdef0123456789abcde"

static void
corner_open(void)
{
	clients_open();
	if (cat == NULL)
		cat = category_new(owner, "Dessous & <flux>",
		    category_new(owner, "Coin du flux", NULL));
}

START_TEST(the_feed_tells_all_that_a_merchant_centre_asks)
{
	const char	*id, *draft, *plain;
	char		 link[200];

	corner_open();
	draft = product_new("Brouillon", cat, ",\"basePrice\":7");
	plain = product_new("Sans rien", cat, ",\"basePrice\":7" ACTIVE);
	id = product_new("Vase <b>&amp;\\u2028 'neuf'", cat, ",\"basePrice\":"
	    "20,\"compareAtPrice\":25.5,\"vendor\":\"Atelier & fils\","
	    "\"slug\":\"vase-du-flux\",\"status\":\"ACTIVE\",\"images\":["
	    "{\"url\":\"/media/a.webp\"},{\"url\":\"https://img.test/b.jpg?"
	    "a=1&b=2\"},{\"url\":\"" OURS "/1920.jpg\",\"isPrimary\":true},{\"url\":\"/media/c.webp\"}],"
	    "\"variations\":[{\"name\":\"T\",\"value\":\"S & M\",\"stock\":2,"
	    "\"barcode\":\"4006381333931\",\"weight\":250},{\"name\":\"T\","
	    "\"value\":\"L\",\"sku\":\"FLUX-L\",\"price\":30},{\"name\":\"T\","
	    "\"value\":\"XL\",\"isActive\":false}],\"translations\":["
	    "{\"locale\":\"en\",\"slug\":\"feed-vase\",\"name\":\"A vase\","
	    "\"description\":\"A long description.\"}]");
	feed_get("/feed.xml");
	ck_assert_str_eq(feed.language, "fr");
	want_item(draft, 0, "g:id", "(no item)");
	want_item(id, 0, "title", "Vase <b>&amp;\xe2\x80\xa8 'neuf' – S & M");
	want_item(id, 0, "description", TEXT);
	snprintf(link, sizeof(link), "%s/produit/vase-du-flux", shop_url());
	want_item(id, 0, "link", link);
	/* One that is elsewhere is not shown before it is here. */
	snprintf(link, sizeof(link), "%s" OURS "/1280.jpg", shop_url());
	want_item(id, 0, "g:image_link", link);
	snprintf(link, sizeof(link), "%s/media/a.webp", shop_url());
	want_item(id, 0, "g:additional_image_link", link);
	snprintf(link, sizeof(link), "%s/media/c.webp", shop_url());
	ck_assert_str_eq(item_of(id, 0, "g:additional_image_link", 1), link);
	want_item(id, 0, "g:availability", "in_stock");
	want_item(id, 0, "g:price", "25.50 EUR");
	want_item(id, 0, "g:sale_price", "20.00 EUR");
	want_item(id, 0, "g:brand", "Atelier & fils");
	want_item(id, 0, "g:gtin", "4006381333931");
	want_item(id, 0, "g:mpn", "");
	want_item(id, 0, "g:identifier_exists", "");
	want_item(id, 0, "g:product_type",
	    "Coin du flux > Dessous & <flux>");
	want_item(id, 0, "g:shipping_weight", "250 g");
	want_item(id, 1, "g:availability", "out_of_stock");
	want_item(id, 1, "g:price", "30.00 EUR");
	want_item(id, 1, "g:sale_price", "");
	want_item(id, 1, "g:mpn", "FLUX-L");
	want_item(id, 1, "g:identifier_exists", "");
	want_item(id, 1, "g:shipping_weight", "");
	want_item(id, 2, "g:id", "(no item)");
	want_item(plain, 0, "g:identifier_exists", "no");
	/* In another language, with what falls back. */
	feed_get("/feed.xml?locale=en");
	ck_assert_str_eq(feed.language, "en");
	want_item(id, 0, "title", "A vase – S & M");
	snprintf(link, sizeof(link), "%s/produit/feed-vase?lang=en",
	    shop_url());
	want_item(id, 0, "link", link);
	want_item(plain, 0, "title", "Sans rien");
}
END_TEST

/* Whoever asks, in whatever language, gets the same. */
START_TEST(the_feed_is_the_shops_and_not_the_readers)
{
	struct answer	*a;
	char		 etag[64], head[120];

	corner_open();
	client_header(anyone, "Accept-Language: ar");
	a = feed_get("/feed.xml");
	client_header(anyone, NULL);
	ck_assert_str_eq(feed.language, "fr");
	ck_assert_str_eq(answer_header(a, "Content-Language"), "fr");
	snprintf(etag, sizeof(etag), "%s", answer_header(a, "ETag"));
	a = feed_get("/feed.xml");
	ck_assert_str_eq(answer_header(a, "ETag"), etag);
	snprintf(head, sizeof(head), "If-None-Match: %s", etag);
	client_header(anyone, head);
	a = client_get(anyone, "/feed.xml");
	want(a, 304);
	ck_assert_uint_eq(a->len, 0);
	product_new("Nouveau au flux", cat, ",\"basePrice\":7" ACTIVE);
	a = client_get(anyone, "/feed.xml");
	client_header(anyone, NULL);
	want(a, 200);
	a = client_send(anyone, "HEAD", "/feed.xml", NULL, NULL, 0);
	want(a, 200);
	ck_assert_uint_eq(a->len, 0);
	want(client_get(anyone, "/feed.xml?locale=de"), 400);
	want(client_get(anyone, "/feed.xml?locale="), 200);
	want(client_send(anyone, "POST", "/feed.xml", NULL, "", 0), 405);
	a = client_get(anyone, "/");
	ck_assert_ptr_nonnull(strstr(a->body, "type=\"application/rss+xml\" "
	    "href=\"/feed.xml?locale=fr\""));
}
END_TEST

/* More than a worker keeps in memory goes by way of a file. */
START_TEST(a_big_feed_is_whole_and_kept)
{
	struct answer	*a;
	char		*more, etag[64], head[120];
	const char	*last = NULL;
	size_t		 len = 0;
	int		 before;

	corner_open();
	feed_get("/feed.xml");
	before = feed.count;
	more = malloc(30000);
	for (int i = 0; i < 90; i++) {
		int	 n = sprintf(more, ",\"basePrice\":7" ACTIVE
			    ",\"variations\":[{\"name\":\"n\",\"value\":\"1\"},"
			    "{\"name\":\"n\",\"value\":\"2\"},{\"name\":\"n\","
			    "\"value\":\"3\"}],\"description\":\"");

		memset(more + n, 'a' + i % 26, 19000);
		strcpy(more + n + 19000, "\"");
		a = client_json(owner, "POST", PRODUCTS, "{\"name\":\"Gros\","
		    "\"categoryId\":\"%s\"%s}", cat, more);
		want(a, 201);
		last = id_kept(a);
	}
	free(more);
	for (int i = 0; i < 12; i++) {	/* every worker, more than once */
		a = feed_get("/feed.xml");
		ck_assert_int_eq(feed.count, before + 270);
		want_item(last, 0, "title", "Gros – 1");
		if (i == 0) {
			len = a->len;
			snprintf(etag, sizeof(etag), "%s",
			    answer_header(a, "ETag"));
		}
		ck_assert_uint_eq(a->len, len);
		ck_assert_str_eq(answer_header(a, "ETag"), etag);
	}
	/* A description is cut where readers cut it: 270 of 5,000. */
	ck_assert_uint_gt(len, (size_t)1 << 20);
	ck_assert_uint_lt(len, (size_t)270 * 6000 + (size_t)before * 3000);
	snprintf(head, sizeof(head), "If-None-Match: %s", etag);
	client_header(anyone, head);
	want(client_get(anyone, "/feed.xml"), 304);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, last, ""),
	    "{\"name\":\"Petit\"}"), 200);
	a = feed_get("/feed.xml");
	client_header(anyone, NULL);
	want_item(last, 0, "title", "Petit – 1");
}
END_TEST

SUITE_MAIN("feed",
    the_feed_tells_all_that_a_merchant_centre_asks,
    the_feed_is_the_shops_and_not_the_readers,
    a_big_feed_is_whole_and_kept)
