/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BROWSER_OFFICE_ORDERS_H
#define SOUK_TESTS_BROWSER_OFFICE_ORDERS_H

#include <stdlib.h>

#include "tests/browser/visit.h"

/*
 * A shop that takes orders by hand: it sells one rug (9 of it) with 20 % of
 * taxes in its prices, ships to France or hands out in the shop, and is paid
 * in cash or by transfer.
 */
static struct client	*owner;

static inline const char *
office_made(const char *path, const char *json)
{
	static char	 ids[8][64];
	static int	 turn;
	char		*id = ids[turn++ % 8];
	struct answer	*a = client_json(owner, "POST", path, "%s", json);

	want(a, 201);
	snprintf(id, sizeof(ids[0]), "%s", answer_at(a, "data.id"));
	return id;
}

static inline void
office_ways(void)
{
	char	 json[400];

	snprintf(json, sizeof(json), "{\"zoneId\":\"%s\",\"kind\":"
	    "\"carrier\",\"name\":\"Colissimo\",\"rates\":[{\"currency\":"
	    "\"EUR\",\"amount\":\"4.90\"}]}", office_made(
	    "/api/admin/zones", "{\"name\":\"France\",\"areas\":[{"
	    "\"country\":\"FR\"}],\"rates\":[{\"taxClass\":\"standard\","
	    "\"name\":\"TVA\",\"rate\":200000}]}"));
	office_made("/api/admin/shipping-methods", json);
	office_made("/api/admin/shipping-methods", "{\"kind\":\"pickup\","
	    "\"name\":\"Retrait au souk\",\"rates\":[{\"currency\":\"EUR\","
	    "\"amount\":\"0\"}]}");
}

static inline void
office_orders_start(void)
{
	char	 json[700];

	visit_start();
	owner = client_login("owner");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"cash\":true,\"transfer\":true}}"), 200);
	snprintf(json, sizeof(json), "{\"name\":\"Tapis de l’Atlas\","
	    "\"description\":\"Laine tissée à la main.\",\"categoryId\":\"%s\","
	    "\"status\":\"ACTIVE\",\"basePrice\":320,\"images\":[{\"url\":"
	    "\"/assets/icon.svg\"}],\"variations\":[{\"name\":\"Taille\","
	    "\"value\":\"140x200\",\"sku\":\"TA-1\",\"stock\":9}]}",
	    office_made("/api/admin/categories", "{\"name\":\"Tapis\"}"));
	office_made("/api/admin/products", json);
	office_ways();
	browser_visit(b, "/locale/fr?to=/connexion");
	sign_in_to("owner", "/admin/commandes");
	browser_wait(b, OFFICE_READY);
}

static inline void
office_orders_stop(void)
{
	visit_stop();
	client_free(owner);
}

/* The state that a page of an order shows, and its script is there. */
#define BADGE(STATE) "document.querySelector('.badge')?.textContent" \
	" === '" STATE "' && " OFFICE_READY

static inline void
order_shown(const char *id)
{
	char	 path[160];

	snprintf(path, sizeof(path), "/admin/commandes/%s", id);
	visit_office(path);
}

#endif
