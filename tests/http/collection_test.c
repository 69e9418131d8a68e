/* SPDX-License-Identifier: ISC */
/* Collections and facets as clients meet them. */
#include <unistd.h>

#include "tests/http/catalog.h"

#define COLLECTIONS	"/api/admin/collections"
#define FACETS		PUBLIC "/facets"

static const char	*pots, *lamps;
static const char	*p[4];		/* a red pot, a blue pot, a lamp, a draft */

START_TEST(the_shop_is_filled)
{
	clients_open();
	pots = category_new(owner, "Pots", NULL);
	lamps = category_new(owner, "Lampes", NULL);
	p[0] = product_new("Pot rouge", pots, ",\"basePrice\":10,\"vendor\":"
	    "\"Dar, fils\",\"tags\":[\"terre\",\"a:b\"],\"variations\":"
	    "[{\"stock\":3,\"options\":[{\"name\":\"Couleur\",\"value\":"
	    "\"Rouge\"}]}]" ACTIVE);
	p[1] = product_new("Pot bleu", pots, ",\"basePrice\":20,\"vendor\":"
	    "\"Atlas\",\"tags\":[\"terre\"],\"isNew\":true,\"variations\":"
	    "[{\"stock\":0,\"options\":[{\"name\":\"Couleur\",\"value\":"
	    "\"Bleu\"}]}]" ACTIVE);
	p[2] = product_new("Lampe", lamps, ",\"basePrice\":30,\"vendor\":"
	    "\"Atlas\",\"variations\":[{\"stock\":9}]" ACTIVE);
	p[3] = product_new("Brouillon", lamps, ",\"tags\":[\"terre\"]");
}
END_TEST

START_TEST(target_02_lists_are_narrowed_down_by_the_query)
{
	static const struct { const char *query, *total; } t[] = {
		{ "tag=terre", "2" }, { "tag=terre,a\\:b", "2" },
		{ "tag=a%5C:b", "1" }, { "tag=rien", "0" },
		{ "vendor=Atlas", "2" }, { "vendor=Dar%5C,%20fils", "1" },
		{ "vendor=Dar%5C,%20fils,Atlas", "3" },
		{ "options=Couleur:Rouge", "1" },
		{ "options=Couleur:Rouge,Couleur:Bleu", "2" },
		{ "options=Couleur:Rouge&vendor=Atlas", "0" },
		{ "inStock=true", "2" }, { "inStock=false", "1" },
		{ "inStock=true&tag=terre", "1" },
		{ "category=pots&vendor=Atlas&new=true", "1" },
	};
	struct answer	*a;
	char		 path[200];

	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), PUBLIC "?%s", t[i].query);
		a = client_get(anyone, path);
		want(a, 200);
		ck_assert_msg(strcmp(answer_at(a, "pagination.total"),
		    t[i].total) == 0, "%s: %s", t[i].query,
		    answer_at(a, "pagination.total"));
	}
	a = client_get(owner, PRODUCTS "?tag=terre&q=pot&inStock=true");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.name", "Pot rouge");
	a = client_get(owner, PRODUCTS "?tag=terre");
	want_at(a, "pagination.total", "3");
}
END_TEST

START_TEST(target_02_facets_of_the_public_list)
{
	struct answer	*a;

	a = client_get(anyone, FACETS);
	want(a, 200);
	want_at(a, "data.total", "3");
	want_at(a, "data.groups.0.filter", "category");
	want_at(a, "data.groups.0.values.0.value", "pots");
	want_at(a, "data.groups.0.values.0.name", "Pots");
	want_at(a, "data.groups.0.values.0.count", "2");
	want_at(a, "data.groups.1.filter", "vendor");
	want_at(a, "data.groups.1.values.0.value", "Atlas");
	want_at(a, "data.groups.1.values.0.count", "2");
	want_at(a, "data.groups.1.more", "false");
	want_at(a, "data.groups.3.filter", "options");
	want_at(a, "data.groups.3.name", "Couleur");
	want_at(a, "data.groups.4.filter", "price");
	want_at(a, "data.groups.4.values.0.min", "10.00");
	want_at(a, "data.groups.5.filter", "inStock");
	want_at(a, "data.groups.5.values.0.count", "2");
	a = client_get(anyone, FACETS "?vendor=Atlas&q=pot");
	want(a, 200);
	want_at(a, "data.total", "1");
	want_at(a, "data.groups.0.values.0.count", "1");
	ck_assert_ptr_null(answer_at(a, "data.groups.0.values.1.value"));
	want_at(a, "data.groups.1.values.0.isSelected", "true");
	want_at(a, "data.groups.1.values.1.value", "Dar, fils");
	/* The next answer has seen the edit. */
	want(client_json(owner, "PATCH", path_of(PRODUCTS, p[2], ""),
	    "{\"vendor\":\"Neuf\"}"), 200);
	a = client_get(anyone, FACETS "?category=lampes");
	want_at(a, "data.groups.1.values.0.value", "Neuf");
	want(client_get(anyone, FACETS "?page=1"), 400);
	want(client_get(anyone, FACETS "?vendor=a&vendor=b"), 400);
}
END_TEST

START_TEST(target_02_a_collection_by_hand_is_made_ordered_and_shown)
{
	char		 path[160], product[240];
	const char	*id;
	struct answer	*a;

	a = client_json(manager, "POST", COLLECTIONS, "{\"name\":\"Été\","
	    "\"description\":\"Pour l’été\",\"translations\":[{\"locale\":"
	    "\"ar\",\"name\":\"الصيف\"}]}");
	want(a, 201);
	id = id_kept(a);
	want_at(a, "data.slug", "ete");
	want_at(a, "data.kind", "manual");
	want_at(a, "data.isBuilding", "false");
	ck_assert_str_eq(answer_header(a, "Location"),
	    path_of(COLLECTIONS, id, ""));
	snprintf(path, sizeof(path), COLLECTIONS "/%s/products", id);
	snprintf(product, sizeof(product), "%s/%s", path, p[2]);
	a = client_json(manager, "PUT", path,
	    "{\"productIds\":[\"%s\",\"%s\",\"%s\"]}", p[2], p[3], p[0]);
	want(a, 200);
	want_at(a, "data.productCount", "2");
	want_at(a, "data.version", "2");
	a = client_get(reader, path);
	want(a, 200);
	want_at(a, "pagination.total", "3");
	want_at(a, "data.0.id", p[2]);
	want_at(a, "data.1.id", p[3]);
	a = client_get(anyone, PUBLIC "?collection=ete&sort=manual&limit=1");
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.id", p[2]);
	a = client_get(anyone, "/api/public/collections");
	want(a, 200);
	want_at(a, "data.0.name", "Été");
	want_at(a, "data.0.productCount", "2");
	ck_assert_ptr_null(answer_at(a, "data.0.rules"));
	a = client_get(anyone, "/api/public/collections/ete");
	want(a, 200);
	want_at(a, "data.description", "Pour l’été");
	/* single ones */
	a = client_json(manager, "POST", path, "{\"productIds\":[\"%s\"]}",
	    p[1]);
	want(a, 200);
	want_at(a, "data.productCount", "3");
	want(client_send(manager, "DELETE", product, NULL, NULL, 0), 200);
	a = client_get(anyone, PUBLIC "?collection=ete&sort=manual");
	want_at(a, "data.0.id", p[0]);
	want_at(a, "data.1.id", p[1]);
}
END_TEST

/* The collection that the test before has made. */
static const char *
summer(const char *rest)
{
	static char	 path[160];
	struct answer	*a = client_get(reader, COLLECTIONS);

	snprintf(path, sizeof(path), COLLECTIONS "/%s%s",
	    answer_at(a, "data.0.id"), rest);
	return path;
}

START_TEST(target_02_what_a_collection_refuses)
{
	char		 path[160], one[160];
	struct answer	*a;

	snprintf(path, sizeof(path), "%s", summer("/products"));
	snprintf(one, sizeof(one), "%s", summer(""));
	client_header(manager, "If-Match: \"v1\"");
	want(client_json(manager, "PUT", path, "{\"productIds\":[]}"), 412);
	want(client_json(manager, "PATCH", one,
	    "{\"order\":1}"), 412);
	client_header(manager, NULL);
	a = client_json(manager, "PUT", path,
	    "{\"productIds\":[\"%s\",\"prod_x\"]}", p[0]);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "\"productIds[1]\""));
	want(client_json(manager, "PUT", path, "{}"), 400);
	want(client_json(reader, "PUT", path, "{\"productIds\":[]}"), 403);
	want(client_json(stranger, "PUT", path, "{\"productIds\":[]}"), 403);
	want(client_get(stranger, path), 403);
	want(client_get(stranger, one), 403);
	want(client_json(manager, "POST", COLLECTIONS, "{\"name\":\"E\","
	    "\"slug\":\"ete\"}"), 409);
	want(client_json(manager, "POST", COLLECTIONS, "{}"), 400);
	/* hidden, then gone */
	want(client_json(manager, "PATCH", one,
	    "{\"isActive\":false}"), 200);
	want(client_get(anyone, "/api/public/collections/ete"), 404);
	want(client_get(anyone, PUBLIC "?collection=ete"), 400);
	want(client_send(manager, "DELETE", one,
	    NULL, NULL, 0), 200);
	want(client_get(manager, one), 404);
	want(client_get(owner, path_of(PRODUCTS, p[0], "")), 200);
}
END_TEST

START_TEST(target_02_a_collection_by_rules_follows_edits)
{
	char		 path[160];
	const char	*id;
	struct answer	*a;

	a = client_json(manager, "POST", COLLECTIONS, "{\"name\":\"Terre\","
	    "\"kind\":\"rules\",\"rules\":[{\"field\":\"tag\",\"relation\":"
	    "\"is\",\"value\":\"terre\"},{\"field\":\"category\","
	    "\"relation\":\"is\",\"value\":\"pots\"}]}");
	want(a, 201);
	id = id_kept(a);
	snprintf(path, sizeof(path), COLLECTIONS "/%s", id);
	want_at(a, "data.productCount", "2");
	want_at(a, "data.rules.1.value", pots);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, p[1], ""),
	    "{\"tags\":[]}"), 200);
	a = client_get(anyone, PUBLIC "?collection=terre");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.id", p[0]);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, p[1], ""),
	    "{\"tags\":[\"terre\"]}"), 200);
	a = client_json(manager, "PATCH", path, "{\"rules\":[{\"field\":"
	    "\"price\",\"relation\":\"greater\",\"value\":\"15\"}]}");
	want(a, 200);
	want_at(a, "data.productCount", "2");
	a = client_json(manager, "PATCH", path, "{\"rules\":[{\"field\":"
	    "\"price\",\"relation\":\"contains\",\"value\":\"15\"}]}");
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "\"rules[0].relation\""));
	want(client_json(manager, "PUT", path_of(COLLECTIONS, id,
	    "/products"), "{\"productIds\":[]}"), 409);
	a = client_get(anyone, FACETS "?collection=terre");
	want(a, 200);
	want_at(a, "data.total", "2");
}
END_TEST

/* A value as long as nginx lets through, and a million values. */
START_TEST(target_02_hostile_filters_are_refused_by_name)
{
	static const struct { const char *query, *field; } t[] = {
		{ "options=M", "options" }, { "options=:", "options" },
		{ "options=a:1&options=a:2", "options" },
		{ "options=a:%00", "options" }, { "options=a:%ff", "options" },
		{ "vendor=,", "vendor" }, { "tag=a,,b", "tag" },
		{ "inStock=maybe", "inStock" }, { "inStock=2", "inStock" },
		{ "collection=nothing", "collection" },
		{ "collection=coll_01h455vb4pex5vsknk084sn02q", "collection" },
		{ "sort=manual", "sort" }, { "rules=x", "rules" },
		{ "facet=vendor", "facet" },
	};
	char		 path[6000], name[100];
	struct answer	*a;

	for (size_t i = 0; i < COUNT(t); i++)
		for (int way = 0; way < 2; way++) {
			snprintf(path, sizeof(path), "%s?%s",
			    way == 0 ? PUBLIC : FACETS, t[i].query);
			a = client_get(anyone, path);
			want(a, 400);
			snprintf(name, sizeof(name), "\"%s\"", t[i].field);
			ck_assert_msg(strstr(a->body, name) != NULL, "%s: %s",
			    path, a->body);
		}
	for (int way = 0; way < 3; way++) {
		static const char *const	 names[] = { "options",
						    "vendor", "tag" };
		size_t				 n;

		n = (size_t)snprintf(path, sizeof(path), PUBLIC "?%s=",
		    names[way]);
		while (n < 4000)
			n += (size_t)snprintf(path + n, sizeof(path) - n,
			    "%s1,", way == 0 ? "a:" : "");
		a = client_get(anyone, path);
		want(a, 400);
		ck_assert_ptr_nonnull(strstr(a->body, names[way]));
	}
}
END_TEST

START_TEST(target_02_a_filter_of_64_kib_reaches_no_worker)
{
	static char	 path[70000] = PUBLIC "?options=";

	memset(path + strlen(path), 'a', 65536);
	ck_assert_int_eq(client_get(anyone, path)->status / 100, 4);
	want(client_get(anyone, PUBLIC), 200);
}
END_TEST

SUITE_MAIN("collections",
    the_shop_is_filled,
    target_02_lists_are_narrowed_down_by_the_query,
    target_02_facets_of_the_public_list,
    target_02_a_collection_by_hand_is_made_ordered_and_shown,
    target_02_what_a_collection_refuses,
    target_02_a_collection_by_rules_follows_edits,
    target_02_hostile_filters_are_refused_by_name,
    target_02_a_filter_of_64_kib_reaches_no_worker)
