/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STOCK_H
#define SOUK_TESTS_HTTP_STOCK_H

#include "tests/http/catalog.h"
#include "tests/http/stock_invariants.h"

/* What the tests of stock start from. */
#define PLACES		"/api/admin/places"
#define STOCK		"/api/admin/stock"
#define MOVEMENTS	STOCK "/movements"
#define TRANSFERS	STOCK "/transfers"

static inline void
want_sql(const char *query, const char *value)
{
	char	*found = shop_sql(query);

	ck_assert_msg(strcmp(found, value) == 0, "%s: %s, not %s", query,
	    found, value);
	free(found);
}

static inline void
stock_is_sound(void)
{
	for (size_t i = 0; i < COUNT(stock_invariants); i++)
		want_sql(stock_invariants[i], "0");
}

/* A copy of some member; a suite keeps fewer than there are. */
static inline const char *
kept(const struct answer *a, const char *at)
{
	static char	 texts[64][80];
	static int	 turn;
	char		*text = texts[turn++ % 64];

	ck_assert_msg(answer_at(a, at) != NULL, "%s: %.400s", at, a->body);
	snprintf(text, sizeof(texts[0]), "%s", answer_at(a, at));
	return text;
}

static inline const char *
place_new(const char *name)
{
	struct answer	*a = client_json(owner, "POST", PLACES,
			    "{\"name\":\"%s\"}", name);

	want(a, 201);
	return kept(a, "data.id");
}

/* A product of one variation with this SKU and stock; its variation. */
static inline const char *
piece_new(const char *sku, int stock)
{
	static const char	*category;
	char			 more[200];
	struct answer		*a;

	if (category == NULL)
		category = category_new(owner, "Stock", NULL);
	snprintf(more, sizeof(more), ",\"basePrice\":5,\"variations\":"
	    "[{\"sku\":\"%s\",\"stock\":%d}]" ACTIVE, sku, stock);
	a = product_post(owner, sku, category, more);
	want(a, 201);
	return kept(a, "data.variations.0.id");
}

/* A movement of a SKU; more: further members, each behind a comma. */
static inline struct answer *
move(struct client *c, const char *sku, int change, const char *reason,
    const char *more)
{
	return client_json(c, "POST", MOVEMENTS, "{\"sku\":\"%s\","
	    "\"change\":%d,\"reason\":\"%s\"%s}", sku, change, reason, more);
}

#endif
