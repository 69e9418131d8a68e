/* SPDX-License-Identifier: ISC */
/* Zones with their taxes, ways of shipping and promotions, as staff keep
 * them. */
#include "tests/http/catalog.h"

#define ZONES		"/api/admin/zones"
#define METHODS		"/api/admin/shipping-methods"
#define PROMOTIONS	"/api/admin/promotions"

static struct answer *
change(const char *collection, const char *id, const char *json)
{
	return client_json(owner, "PATCH", path_of(collection, id, ""), "%s",
	    json);
}

static struct answer *
drop(const char *collection, const char *id)
{
	return client_send(owner, "DELETE", path_of(collection, id, ""), NULL,
	    NULL, 0);
}

static const char *
made(const char *collection, const char *json)
{
	struct answer	*a;

	clients_open();
	a = client_json(owner, "POST", collection, "%s", json);
	want(a, 201);
	return id_kept(a);
}

static void
want_field(struct answer *a, int status, const char *field)
{
	char	 member[80];

	want(a, status);
	snprintf(member, sizeof(member), "\"%s\":", field);
	ck_assert_msg(strstr(a->body, member) != NULL, "%s: %s", field,
	    a->body);
}

/* ---- zones ----------------------------------------------------------------- */

START_TEST(target_06_a_zone_is_one_thing_with_its_areas_and_taxes)
{
	struct answer	*a;
	const char	*zone;

	zone = made(ZONES, "{\"name\":\"Suisse\",\"areas\":[{\"country\":"
	    "\"ch\"},{\"country\":\"CH\",\"region\":\"Genève\",\"postcode\":"
	    "\"12 01\"}],\"rates\":[{\"taxClass\":\"standard\",\"name\":"
	    "\"MWST\",\"rate\":81000}]}");
	a = client_get(owner, path_of(ZONES, zone, ""));
	want_at(a, "data.areas.0.country", "CH");
	want_at(a, "data.areas.1.region", "GENEVE");
	want_at(a, "data.areas.1.postcode", "1201");
	want_at(a, "data.rates.0.rate", "81000");
	want_at(a, "data.reverseCharge", "false");
	a = change(ZONES, zone, "{\"reverseCharge\":true}");
	want_at(a, "data.areaCount", "2");	/* what is not given stays */
	want_at(a, "data.version", "2");
	a = change(ZONES, zone, "{\"areas\":[{\"country\":\"LI\"}]}");
	want_at(a, "data.areaCount", "1");
	want_at(a, "data.rates.0.name", "MWST");
	client_header(owner, "If-Match: \"v2\"");
	want(change(ZONES, zone, "{\"name\":\"x\"}"), 412);
	client_header(owner, NULL);
	a = client_get(owner, ZONES "?limit=100");
	want_at(a, "data.0.rates.0.taxClass", "standard");
	want(client_json(owner, "POST", ZONES, "{\"name\":\"Suisse\"}"), 409);
	want_at(client_json(owner, "POST", ZONES, "{\"name\":\"Autre\","
	    "\"areas\":[{\"country\":\"LI\"}]}"), "error.code",
	    "AREA_TWICE");
	want(drop(ZONES, zone), 200);
	want(client_get(owner, path_of(ZONES, zone, "")), 404);
}
END_TEST

static const struct { const char *json, *field; } bad_zones[] = {
	{ "{}", "name" },
	{ "{\"name\":\"Z\",\"areas\":[{}]}", "areas[0].country" },
	{ "{\"name\":\"Z\",\"areas\":[{\"country\":\"F1\"}]}",
	    "areas[0].country" },
	{ "{\"name\":\"Z\",\"areas\":[{\"country\":\"FR\"},"
	    "{\"country\":\"*\",\"postcode\":\"1\"}]}", "areas[1].country" },
	{ "{\"name\":\"Z\",\"rates\":[{\"taxClass\":\"standard\","
	    "\"name\":\"T\",\"rate\":1000001}]}", "rates[0].rate" },
	{ "{\"name\":\"Z\",\"rates\":[{\"taxClass\":\"luxury\","
	    "\"name\":\"T\",\"rate\":1}]}", "rates[0].taxClass" },
	{ "{\"name\":\"Z\",\"rates\":[{\"taxClass\":\"zero\","
	    "\"name\":\"T\",\"rate\":1}]}", "rates[0].rate" },
	{ "{\"name\":\"Z\",\"rates\":[{\"taxClass\":\"reduced\","
	    "\"name\":\"T\",\"rate\":1},{\"taxClass\":\"reduced\","
	    "\"name\":\"T\",\"rate\":1}]}", "rates[1].taxClass" },
};

START_TEST(target_06_a_zone_that_is_wrong_is_refused_by_field)
{
	clients_open();
	for (size_t i = 0; i < COUNT(bad_zones); i++)
		want_field(client_json(owner, "POST", ZONES, "%s",
		    bad_zones[i].json), 400, bad_zones[i].field);
}
END_TEST

/* ---- shipping ---------------------------------------------------------------- */

START_TEST(target_19_ways_of_shipping_have_steps_by_currency)
{
	struct answer	*a;
	const char	*zone, *way, *fetched;
	char		 json[400];

	zone = made(ZONES, "{\"name\":\"Japon\",\"areas\":"
	    "[{\"country\":\"JP\"}]}");
	snprintf(json, sizeof(json), "{\"kind\":\"courier\",\"name\":"
	    "\"Yamato\",\"zoneId\":\"%s\",\"daysMin\":1,\"daysMax\":2,"
	    "\"rates\":[{\"currency\":\"EUR\",\"amount\":\"4.90\"},"
	    "{\"currency\":\"EUR\",\"fromAmount\":60,\"amount\":0},"
	    "{\"currency\":\"JPY\",\"amount\":700}]}", zone);
	way = made(METHODS, json);
	a = client_get(owner, path_of(METHODS, way, ""));
	want_at(a, "data.zoneName", "Japon");
	want_at(a, "data.rates.0.amount", "4.90");
	want_at(a, "data.rates.1.fromAmount", "60.00");
	want_at(a, "data.rates.2.amount", "700");
	want_at(a, "data.taxClass", "standard");
	want(drop(ZONES, zone), 409);
	fetched = made(METHODS, "{\"kind\":\"pickup\",\"name\":\"Retrait\","
	    "\"rates\":[{\"currency\":\"EUR\",\"amount\":0}]}");
	want_field(change(METHODS, fetched, "{\"daysMax\":2,\"daysMin\":3}"),
	    400, "daysMax");
	want_at(change(METHODS, fetched, "{\"isActive\":false,\"rates\":[]}"),
	    "data.rates", "[]");
	want_field(client_json(owner, "POST", METHODS, "{\"kind\":\"carrier\","
	    "\"name\":\"A\"}"), 400, "zoneId");
	snprintf(json, sizeof(json), "{\"zoneId\":\"%s\"}", zone);
	want_field(change(METHODS, fetched, json), 400, "zoneId");
	want_field(client_json(owner, "POST", METHODS, "{\"kind\":\"pickup\","
	    "\"name\":\"A\",\"rates\":[{\"currency\":\"EUR\",\"amount\":1},"
	    "{\"currency\":\"EUR\",\"amount\":2}]}"), 400, "rates");
	want_field(client_json(owner, "POST", METHODS, "{\"kind\":\"pickup\","
	    "\"name\":\"A\",\"rates\":[{\"currency\":\"JPY\","
	    "\"amount\":\"1.5\"}]}"), 400, "rates[0].amount");
	want(client_json(owner, "POST", METHODS, "{\"kind\":\"pickup\","
	    "\"name\":\"Retrait\"}"), 409);
	want_at(client_get(owner, METHODS), "pagination.total", "2");
	want(drop(METHODS, fetched), 200);
	want(drop(METHODS, way), 200);
	want(drop(ZONES, zone), 200);
}
END_TEST

/* ---- promotions ----------------------------------------------------------------- */

START_TEST(target_07_a_promotion_is_made_changed_and_deleted)
{
	struct answer	*a;
	const char	*off, *category;
	char		 json[200];

	off = made(PROMOTIONS, "{\"name\":\"Été\",\"code\":\"Été-25!\","
	    "\"kind\":\"percent\",\"rate\":250000,\"usageLimit\":10}");
	a = client_get(manager, path_of(PROMOTIONS, off, ""));
	want_at(a, "data.code", "ete 25");
	want_at(a, "data.used", "0");
	want_at(a, "data.scope", "all");
	want_at(client_json(owner, "POST", PROMOTIONS, "{\"name\":\"X\","
	    "\"code\":\"ETE 25\",\"kind\":\"free_shipping\"}"),
	    "error.code", "CODE_TAKEN");
	category = category_new(owner, "Soldes", NULL);
	snprintf(json, sizeof(json), "{\"scope\":\"categories\","
	    "\"targetIds\":[\"%s\"]}", category);
	a = change(PROMOTIONS, off, json);
	want_at(a, "data.targetIds.0", category);
	a = change(PROMOTIONS, off, "{\"priority\":3}");
	want_at(a, "data.targetIds.0", category);
	want_field(change(PROMOTIONS, off, "{\"scope\":\"products\"}"), 400,
	    "targetIds");
	a = change(PROMOTIONS, off, "{\"scope\":\"all\"}");
	want_at(a, "data.targetIds", "[]");
	a = change(PROMOTIONS, off, "{\"minimum\":\"12.50\"}");
	want_at(a, "data.currency", "EUR");	/* as it was read */
	want_field(change(PROMOTIONS, off, "{\"currency\":\"JPY\"}"), 400,
	    "minimum");
	a = change(PROMOTIONS, off, "{\"currency\":\"JPY\",\"minimum\":9}");
	want_at(a, "data.minimum", "9");
	want_field(change(PROMOTIONS, off, "{\"minimum\":\"12.50\"}"), 400,
	    "currency");
	want(drop(PROMOTIONS, off), 200);
	want(client_get(owner, path_of(PROMOTIONS, off, "")), 404);
}
END_TEST

static const struct { const char *json, *field; } bad_promotions[] = {
	{ "{\"kind\":\"percent\",\"rate\":1}", "name" },
	{ "{\"name\":\"P\",\"rate\":1}", "kind" },
	{ "{\"name\":\"P\",\"kind\":\"gift\"}", "kind" },
	{ "{\"name\":\"P\",\"kind\":\"percent\"}", "rate" },
	{ "{\"name\":\"P\",\"kind\":\"percent\",\"rate\":0}", "rate" },
	{ "{\"name\":\"P\",\"kind\":\"percent\",\"rate\":1000001}", "rate" },
	{ "{\"name\":\"P\",\"kind\":\"amount\",\"rate\":1}", "amount" },
	{ "{\"name\":\"P\",\"kind\":\"amount\",\"amount\":0}", "amount" },
	{ "{\"name\":\"P\",\"kind\":\"amount\",\"amount\":\"1.001\"}",
	    "amount" },
	{ "{\"name\":\"P\",\"kind\":\"buy_get\",\"buyQuantity\":1}",
	    "getQuantity" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"code\":\"---\"}",
	    "code" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"used\":1}", "used" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"scope\":"
	    "\"products\"}", "targetIds" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"scope\":"
	    "\"products\",\"targetIds\":[\"prod_x\"]}", "targetIds[0]" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"startsAt\":"
	    "\"2026-02-01T00:00:00Z\",\"endsAt\":\"2026-02-01T00:00:00Z\"}",
	    "endsAt" },
	{ "{\"name\":\"P\",\"kind\":\"free_shipping\",\"groupId\":"
	    "\"group_00000000000000000000000000\"}", "groupId" },
};

START_TEST(target_07_a_promotion_that_is_wrong_is_refused_by_field)
{
	clients_open();
	for (size_t i = 0; i < COUNT(bad_promotions); i++)
		want_field(client_json(owner, "POST", PROMOTIONS, "%s",
		    bad_promotions[i].json), 400, bad_promotions[i].field);
}
END_TEST

/* ---- whose ------------------------------------------------------------------------ */

START_TEST(s3_sec_01_what_sells_is_its_brands_alone)
{
	const char	*const ids[][2] = {
		{ ZONES, made(ZONES, "{\"name\":\"Nôtre\"}") },
		{ METHODS, made(METHODS, "{\"kind\":\"pickup\",\"name\":"
		    "\"Nôtre\"}") },
		{ PROMOTIONS, made(PROMOTIONS, "{\"name\":\"Nôtre\","
		    "\"kind\":\"free_shipping\"}") },
	};
	char		 json[200];

	for (size_t i = 0; i < COUNT(ids); i++) {
		want(client_get(stranger, path_of(ids[i][0], ids[i][1], "")),
		    403);
		want(client_json(stranger, "PATCH", path_of(ids[i][0],
		    ids[i][1], ""), "{\"name\":\"x\"}"), 403);
		want(client_send(stranger, "DELETE", path_of(ids[i][0],
		    ids[i][1], ""), NULL, NULL, 0), 403);
		want_at(client_get(stranger, ids[i][0]), "pagination.total",
		    "0");
		want(client_get(reader, ids[i][0]), 403);
		want(client_get(anyone, ids[i][0]), 401);
	}
	want(client_get(manager, ZONES), 403);
	want(client_get(manager, PROMOTIONS), 200);
	snprintf(json, sizeof(json), "{\"kind\":\"carrier\",\"name\":\"y\","
	    "\"zoneId\":\"%s\"}", ids[0][1]);
	want(client_json(stranger, "POST", METHODS, "%s", json), 403);
	for (size_t i = 0; i < COUNT(ids); i++)
		want(drop(ids[i][0], ids[i][1]), 200);
}
END_TEST

SUITE_MAIN("selling",
    target_06_a_zone_is_one_thing_with_its_areas_and_taxes,
    target_06_a_zone_that_is_wrong_is_refused_by_field,
    target_19_ways_of_shipping_have_steps_by_currency,
    target_07_a_promotion_is_made_changed_and_deleted,
    target_07_a_promotion_that_is_wrong_is_refused_by_field,
    s3_sec_01_what_sells_is_its_brands_alone)
