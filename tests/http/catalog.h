/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_CATALOG_H
#define SOUK_TESTS_HTTP_CATALOG_H

#include <stdio.h>
#include <string.h>

#include "tests/http/suite.h"

/* What the tests of the catalogue start from: their own corner of it. */
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define PRODUCTS	"/api/admin/products"
#define CATEGORIES	"/api/admin/categories"
#define PUBLIC		"/api/public/products"
#define TEXT		"Une description assez longue."
#define IMAGES		"\"images\":[{\"url\":\"/media/a.webp\"}]"
#define ACTIVE		",\"status\":\"ACTIVE\"," IMAGES

static struct client	*owner, *reader, *manager, *stranger, *anyone;

static inline void
clients_open(void)
{
	if (owner != NULL)
		return;
	owner = client_login("owner");
	reader = client_login("reader");
	manager = client_login("manager");
	stranger = client_login("stranger");
	anyone = client_new();
}

/* A copy of data.id; a suite keeps fewer than there are. */
static inline const char *
id_kept(const struct answer *a)
{
	static char	 ids[256][64];
	static int	 turn;
	char		*id = ids[turn++ % 256];

	ck_assert_ptr_nonnull(answer_at(a, "data.id"));
	snprintf(id, sizeof(ids[0]), "%s", answer_at(a, "data.id"));
	return id;
}

static inline const char *
category_new(struct client *c, const char *name, const char *parent)
{
	struct answer	*a = client_json(c, "POST", CATEGORIES,
			    "{\"name\":\"%s\"%s%s%s}", name,
			    parent == NULL ? "" : ",\"parentId\":\"",
			    parent == NULL ? "" : parent,
			    parent == NULL ? "" : "\"");

	want(a, 201);
	return id_kept(a);
}

/* more: further members, each behind a comma. */
static inline struct answer *
product_post(struct client *c, const char *name, const char *category,
    const char *more)
{
	return client_json(c, "POST", PRODUCTS, "{\"name\":\"%s\","
	    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\"%s}", name,
	    category, more);
}

static inline const char *
product_new(const char *name, const char *category, const char *more)
{
	struct answer	*a = product_post(owner, name, category, more);

	want(a, 201);
	return id_kept(a);
}

/* "/api/admin/products/prod_…/images" in one of four turns. */
static inline const char *
path_of(const char *collection, const char *id, const char *rest)
{
	static char	 paths[4][160];
	static int	 turn;
	char		*path = paths[turn++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s%s", collection, id, rest);
	return path;
}

#endif
