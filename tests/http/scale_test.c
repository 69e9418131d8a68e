/* SPDX-License-Identifier: ISC */
/* A shop of the size that the requirements name. */
#include "tests/http/catalog.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"

#define MANY	1200
#define LINE	96

static void
import_await(const char *id)
{
	const char	*path = path_of("/api/admin/imports", id, "");
	int64_t		 end = now_ms() + SOON_MS;

	while (strcmp(answer_at(client_get(owner, path), "data.status"),
	    "done") != 0) {
		ck_assert(now_ms() < end);
		pause_ms(50);
	}
}

START_TEST(s3_obj_05_more_than_a_thousand_products_are_all_reached)
{
	char		*csv = calloc(MANY + 1, LINE), path[1200];
	struct answer	*a;
	size_t		 n;
	int		 seen = 0;

	clients_open();
	n = (size_t)sprintf(csv, "slug,name,category,status,price,sku,stock,"
	    "image 1\n");
	for (int i = 0; i < MANY; i++)
		n += (size_t)sprintf(csv + n, "lot-%d,Lot numéro %d,Rayon %d,"
		    "active,%d.50,LOT-%d,3,/media/a.webp\n", i, i, i % 7,
		    1 + i % 90, i);
	a = client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv, n);
	free(csv);
	want(a, 202);
	import_await(strdupa(answer_at(a, "data.id")));
	snprintf(path, sizeof(path), PUBLIC "?limit=100");
	do {
		a = client_get(anyone, path);
		want(a, 200);
		want_at(a, "pagination.total", "1200");
		for (const char *p = a->body; (p = strstr(p, "\"id\":\"prod_"))
		    != NULL; p++)
			seen++;
		snprintf(path, sizeof(path), PUBLIC "?limit=100&cursor=%s",
		    answer_at(a, "pagination.nextCursor"));
	} while (strcmp(answer_at(a, "pagination.hasNext"), "true") == 0);
	ck_assert_int_eq(seen, MANY);
	a = client_get(anyone, PUBLIC "/search?q=1177");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.slug", "lot-1177");
}
END_TEST

SUITE_MAIN("scale", s3_obj_05_more_than_a_thousand_products_are_all_reached)
