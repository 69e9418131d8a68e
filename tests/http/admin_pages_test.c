/* SPDX-License-Identifier: ISC */
/* The administration's pages as the server writes them, each about something
 * that is there, in each language; what they do is for tests/browser. */
#include <ctype.h>

#include "tests/http/stock.h"

#define LISTS		"/api/admin/price-lists"
#define GROUPS		"/api/admin/customer-groups"
#define COLLECTIONS	"/api/admin/collections"
#define READER		"user_01h455vb4pex5vsknk084sn02s"
#define DEPTH		64
#define EVIL		"<i>\\\"&' x"

/* What the shop holds, by the letters in pages[]. */
static const char	*made[128];

/* ---- a shop with something on each page -------------------------------- */

static void
make_product(void)
{
	char		 more[120];
	struct answer	*a;

	made['c'] = category_new(owner, "Bols " EVIL, NULL);
	a = product_post(owner, "Bol " EVIL, made['c'], ACTIVE
	    ",\"basePrice\":12,\"compareAtPrice\":15,\"vendor\":\"" EVIL "\","
	    "\"tags\":[\"" EVIL "\"],\"variations\":[{\"sku\":\"B-1\","
	    "\"name\":\"Taille\",\"value\":\"" EVIL "\",\"stock\":2},"
	    "{\"sku\":\"B-2\",\"name\":\"Taille\",\"value\":\"L\","
	    "\"price\":20}]");
	want(a, 201);
	made['p'] = kept(a, "data.id");
	made['v'] = kept(a, "data.variations.0.id");
	made['d'] = product_new("Brouillon", made['c'], "");
	made['l'] = place_new("Réserve " EVIL);
	snprintf(more, sizeof(more), ",\"placeId\":\"%s\"", made['l']);
	want(move(owner, "B-1", 1, "received", more), 201);
	want(move(owner, "B-1", 5, "returned", ",\"note\":\"" EVIL "\""), 201);
}

static const char *
make_one(const char *path, const char *json)
{
	struct answer	*a = client_json(owner, "POST", path, "%s", json);

	want(a, 201);
	return kept(a, "data.id");
}

static void
make_all(void)
{
	clients_open();
	if (made['p'] != NULL)
		return;
	make_product();
	made['g'] = make_one(GROUPS, "{\"name\":\"Pros " EVIL "\"}");
	want(client_json(owner, "POST", path_of(GROUPS, made['g'],
	    "/members"), "{\"userId\":\"" READER "\"}"), 201);
	made['s'] = make_one(LISTS, "{\"name\":\"Soldes " EVIL "\","
	    "\"currency\":\"EUR\",\"startsAt\":\"2020-01-01T00:00:00Z\"}");
	want(client_json(owner, "PUT", path_of(LISTS, made['s'], "/prices"),
	    "{\"prices\":[{\"sku\":\"B-1\",\"amount\":9.5}]}"), 200);
	made['r'] = make_one(COLLECTIONS, "{\"name\":\"Terre " EVIL "\","
	    "\"kind\":\"rules\",\"rules\":[{\"field\":\"tag\",\"relation\":"
	    "\"is\",\"value\":\"" EVIL "\"},{\"field\":\"price\","
	    "\"relation\":\"less\",\"value\":\"50.00\"}]}");
	made['h'] = make_one(COLLECTIONS, "{\"name\":\"Choix " EVIL "\","
	    "\"kind\":\"manual\"}");
	want(client_json(owner, "POST", path_of(COLLECTIONS, made['h'],
	    "/products"), "{\"productIds\":[\"%s\"]}", made['p']), 200);
}

/* ---- is it a page? ------------------------------------------------------ */

static bool
is_void(const char *name)
{
	static const char *const	names[] = { "!doctype", "meta", "link",
		"input", "img", "br", "hr", "source", "col", "wbr" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

/* Every element that opens is closed, in order. */
static void
want_balanced(const char *path, const char *body)
{
	static char	 open[DEPTH][24];
	char		 name[24];
	int		 depth = 0;

	for (const char *p = body; (p = strchr(p, '<')) != NULL; p++) {
		if (sscanf(p + 1 + (p[1] == '/'), "%23[!a-zA-Z0-9-]",
		    name) != 1 || is_void(name) || p[strcspn(p, ">") - 1] ==
		    '/')
			continue;
		if (p[1] == '/') {
			ck_assert_msg(depth > 0 &&
			    strcmp(open[depth - 1], name) == 0,
			    "%s: %.60s closes <%s>", path, p,
			    depth == 0 ? "" : open[depth - 1]);
			depth--;
			continue;
		}
		ck_assert_int_lt(depth, DEPTH);
		strcpy(open[depth++], name);
	}
	ck_assert_msg(depth == 0, "%s: <%s> stays open", path,
	    depth == 0 ? "" : open[depth - 1]);
}

/* "@p" is the id of the product, and so on. */
static const char *
path_with_ids(const char *pattern)
{
	static char	 path[400];
	size_t		 n = 0;

	for (const char *p = pattern; *p != '\0'; p++)
		if (*p == '@')
			n += (size_t)snprintf(path + n, sizeof(path) - n, "%s",
			    made[(unsigned char)*++p]);
		else
			path[n++] = *p;
	path[n] = '\0';
	return path;
}

static struct answer *
page_get(struct client *c, const char *path, const char *language)
{
	char		 line[64];
	struct answer	*a;

	snprintf(line, sizeof(line), "Accept-Language: %s", language);
	client_header(c, NULL);
	client_header(c, "Accept: text/html");
	client_header(c, line);
	a = client_get(c, path);
	client_header(c, NULL);
	return a;
}

/* ---- the pages ------------------------------------------------------------ */

static const struct { const char *path, *holds; } pages[] = {
	{ "/admin", "" }, { "/admin/produits", "@p" },
	{ "/admin/produits?q=bol", "@p" },
	{ "/admin/produits?status=DRAFT", "@d" },
	{ "/admin/produits?page=9", "" },
	{ "/admin/produits/nouveau", "" }, { "/admin/produits/@p", "B-2" },
	{ "/admin/produits/@d", "@d" },
	{ "/admin/produits/lot?ids=@p,@d", "@d" },
	{ "/admin/produits/lot?all=1&q=bol", "" },
	{ "/admin/produits/lot?all=1&status=ACTIVE", "ACTIVE" },
	{ "/admin/prix", "@s" }, { "/admin/prix/@s", "B-1" },
	{ "/admin/groupes", "@g" }, { "/admin/groupes/@g", "reader" },
	{ "/admin/collections", "@r" }, { "/admin/collections/nouvelle", "" },
	{ "/admin/collections/@r", "50.00" },
	{ "/admin/collections/@h", "@p" },
	{ "/admin/import", "" },
	{ "/admin/stock", "@v" }, { "/admin/stock?q=B-2", "B-2" },
	{ "/admin/stock?low=1", "B-2" }, { "/admin/stock?place=@l", "@v" },
	{ "/admin/stock/@v", "B-1" }, { "/admin/emplacements", "@l" },
};

START_TEST(s3_ui_14_s4_i18n_01_every_page_of_the_administration_stands)
{
	static const struct { const char *language, *html; } t[] = {
		{ "fr", "<html lang=\"fr\" dir=\"ltr\">" },
		{ "en", "<html lang=\"en\" dir=\"ltr\">" },
		{ "ar", "<html lang=\"ar\" dir=\"rtl\">" },
	};
	struct answer	*a;
	char		 path[400];

	make_all();
	for (size_t i = 0; i < COUNT(pages) * COUNT(t); i++) {
		snprintf(path, sizeof(path), "%s",
		    path_with_ids(pages[i / COUNT(t)].path));
		a = page_get(owner, path, t[i % COUNT(t)].language);
		ck_assert_msg(a->status == 200, "%s: %d", path, a->status);
		ck_assert_msg(strstr(a->body, t[i % COUNT(t)].html) != NULL,
		    "%s: %.300s", path, a->body);
		ck_assert_msg(strstr(a->body, path_with_ids(
		    pages[i / COUNT(t)].holds)) != NULL, "%s: no %s", path,
		    pages[i / COUNT(t)].holds);
		ck_assert_msg(strstr(a->body, "<i>") == NULL, "%s", path);
		want_balanced(path, a->body);
	}
}
END_TEST

START_TEST(what_is_not_there_or_not_ones_own_has_a_page_that_says_so)
{
	static const struct { const char *path; int stranger; } t[] = {
		{ "/admin/produits/@p", 403 }, { "/admin/prix/@s", 403 },
		{ "/admin/groupes/@g", 403 }, { "/admin/collections/@r", 403 },
		{ "/admin/stock/@v", 403 },
	};
	struct answer	*a;
	char		 path[200];

	make_all();
	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), "%s", path_with_ids(t[i].path));
		a = page_get(stranger, path, "fr");
		ck_assert_msg(a->status == t[i].stranger, "%s: %d", path,
		    a->status);
		want_balanced(path, a->body);
		path[strlen(path) - 1] ^= 1;
		a = page_get(owner, path, "ar");
		ck_assert_msg(a->status == 404, "%s: %d", path, a->status);
		want_balanced(path, a->body);
		ck_assert_ptr_nonnull(strstr(a->body, "dir=\"rtl\""));
	}
}
END_TEST

/* Fields, or a button that deletes, outside of what is disabled. */
static bool
offers_change(const char *body)
{
	const char	*p = body, *end;

	while ((end = strstr(p, "<fieldset")) != NULL) {
		if (memmem(p, (size_t)(end - p), "data-delete", 11) != NULL ||
		    memmem(end, strcspn(end, ">"), " disabled", 9) == NULL ||
		    (p = strstr(end, "</fieldset>")) == NULL)
			return true;
	}
	return strstr(p, "data-delete") != NULL;
}

/* Who may only look is shown no way to change anything. */
START_TEST(a_viewer_is_offered_nothing_to_change)
{
	static const char *const	 paths[] = { "/admin/produits/@p",
		"/admin/prix/@s", "/admin/collections/@r", "/admin/stock/@v",
		"/admin/prix", "/admin/collections", "/admin/emplacements" };
	struct answer			*a;

	make_all();
	for (size_t i = 0; i < COUNT(paths); i++) {
		a = page_get(reader, path_with_ids(paths[i]), "fr");
		ck_assert_msg(a->status == 200, "%s: %d", paths[i], a->status);
		ck_assert_msg(!offers_change(a->body), "%s", paths[i]);
		want_balanced(paths[i], a->body);
	}
}
END_TEST

SUITE_MAIN("admin pages",
    s3_ui_14_s4_i18n_01_every_page_of_the_administration_stands,
    what_is_not_there_or_not_ones_own_has_a_page_that_says_so,
    a_viewer_is_offered_nothing_to_change)
