/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_CART_H
#define SOUK_TESTS_HTTP_CART_H

#include "tests/http/catalog.h"

/* What tests of carts, and of what becomes of them, start from. */
#define CART	"/api/cart"
#define ITEMS	"/api/cart/items"

static const char	*goods;		/* a category */

/* A product that is sold, at that price; its variation. */
static inline const char *
good_new(const char *name, const char *price, int stock)
{
	char		 rest[400];
	struct answer	*a;
	static char	 ids[64][64];
	static int	 turn;
	char		*id = ids[turn++ % 64];

	clients_open();
	if (goods == NULL)
		goods = category_new(owner, "Marchandises", NULL);
	snprintf(rest, sizeof(rest), ACTIVE ",\"basePrice\":\"%s\","
	    "\"variations\":[{\"stock\":%d}]", price, stock);
	a = product_post(owner, name, goods, rest);
	want(a, 201);
	snprintf(id, 64, "%s", answer_at(a, "data.variations.0.id"));
	return id;
}

static inline struct answer *
cart_put(struct client *c, const char *variation, int quantity)
{
	return client_json(c, "POST", ITEMS,
	    "{\"variationId\":\"%s\",\"quantity\":%d}", variation, quantity);
}

/* The value of a cookie that an answer sets; "" takes it away, NULL: none. */
static inline const char *
cookie_set_by(const struct answer *a, const char *name)
{
	static char	 value[128];
	char		 line[80];
	const char	*at;

	snprintf(line, sizeof(line), "et-cookie: %s=", name);
	if ((at = strcasestr(a->head, line)) == NULL)
		return NULL;
	at += strlen(line);
	snprintf(value, sizeof(value), "%.*s", (int)strcspn(at, ";\r"), at);
	return value;
}

#endif
