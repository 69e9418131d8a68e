/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUNDLE_H
#define SOUK_TESTS_HTTP_BUNDLE_H

#include "tests/http/cart.h"

/* What tests of bundles start from: "/api/…/parts" of a variation. */
static inline const char *
parts_path(const char *variation)
{
	static char	 path[240];
	char		 sql[200], *product;

	snprintf(sql, sizeof(sql), "SELECT product_id FROM product_variation"
	    " WHERE id = '%s'", variation);
	product = shop_sql(sql);
	snprintf(path, sizeof(path), PRODUCTS "/%s/variations/%s/parts",
	    *product == '\0' ? "prod_01h455vb4pex5vsknk084sn02q" : product,
	    variation);
	free(product);
	return path;
}

/* So many of one, and of another unless that is NULL. */
static inline struct answer *
parts_put(struct client *c, const char *bundle, const char *one, int n,
    const char *two, int m)
{
	char	second[120] = "";

	if (two != NULL)
		snprintf(second, sizeof(second), ",{\"variationId\":\"%s\","
		    "\"quantity\":%d}", two, m);
	return client_json(c, "PUT", parts_path(bundle), "{\"parts\":["
	    "{\"variationId\":\"%s\",\"quantity\":%d}%s]}", one, n, second);
}

/* A bundle that is sold, at that price; its variation. */
static inline const char *
bundle_new(const char *name, const char *price, const char *one, int n,
    const char *two, int m)
{
	const char	*bundle = good_new(name, price, 0);

	want(parts_put(owner, bundle, one, n, two, m), 200);
	return bundle;
}

#endif
