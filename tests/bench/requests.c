/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/bench.h"
#include "tests/http/shop.h"

#define LIST		"/api/public/products"
#define HOT_SLUG	"p-7"
#define WRITTEN		500	/* products whose price is changed */
#define WRITTEN_TEXT	"500"
#define SPELLINGS	32

const struct target	targets[TARGETS] = {
	[FILE_LIST] = { "floor (a): a file from nginx", 4000, TARGETS },
	[BYTES_LIST] = { "floor (b): the list's bytes", 4000, TARGETS },
	[HOT_LIST] = { "hot list of 20", 4000, BYTES_LIST, 1.3 },
	[BYTES_PRODUCT] = { "floor (b): the product's bytes", 4000, TARGETS },
	[HOT_PRODUCT] = { "hot product", 4000, BYTES_PRODUCT, 1.3 },
	[BYTES_HOME] = { "floor (b): the home page's bytes", 4000, TARGETS },
	[HOT_HOME] = { "hot page: home", 4000, BYTES_HOME, 1.3 },
	[BYTES_PAGE] = { "floor (b): the product page's bytes", 4000,
		TARGETS },
	[HOT_PAGE] = { "hot page: product", 4000, BYTES_PAGE, 1.3 },
	[DB_BARE] = { "floor (c): list of 20, no total", 2000, TARGETS },
	[DB_LIST] = { "floor (c): list of 20", 2000, TARGETS },
	[COLD_LIST] = { "cold list of 20", 2000, DB_LIST, 1.2 },
	[DB_PRICED] = { "floor (c): list below a price", 500, TARGETS },
	[COLD_PRICED] = { "cold list below a price", 500, DB_PRICED, 1.2 },
	[DB_PRODUCT] = { "floor (c): product", 2000, TARGETS },
	[COLD_PRODUCT] = { "cold product", 2000, DB_PRODUCT, 1.2 },
	[COLD_PAGE] = { "cold page: product", 1000, DB_PRODUCT, 0 },
	[DB_RARE] = { "floor (c): search, 1 hit", 2000, TARGETS },
	[COLD_RARE] = { "search, 1 hit", 2000, DB_RARE, 0.7 },
	[DB_MIDDLE] = { "floor (c): search, 100 hits", 1000, TARGETS },
	[COLD_MIDDLE] = { "search, 100 hits", 1000, DB_MIDDLE, 0.7 },
	[DB_FREQUENT] = { "floor (c): search, an eighth", 100, TARGETS },
	[COLD_FREQUENT] = { "search, an eighth of all", 100, DB_FREQUENT,
		0.7 },
	[DB_WRITE] = { "floor (c): one row, durably", 1000, TARGETS, .least = 1 },
	[WRITE] = { "a price changed, durably", 1000, DB_WRITE, 1.0, 20,
		.least = 1 },
};

static void
add(struct requests *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
add(struct requests *r, const char *format, ...)
{
	char	*path;
	va_list	 ap;

	va_start(ap, format);
	ck_assert_int_ne(vasprintf(&path, format, ap), -1);
	va_end(ap);
	requests_add(r, "GET", path, "", "");
	free(path);
}

/* The same word to whoever reads it, another text to whoever compares. */
static const char *
spelled(const char *word, int n)
{
	static char	 text[64];
	size_t		 i;

	for (i = 0; word[i] != '\0'; i++, n /= 2)
		text[i] = n % 2 == 1 ? (char)toupper(word[i]) : word[i];
	text[i] = '\0';
	return text;
}

/* A letter of a query's name as %xx: the same query, another address. */
static const char *
escaped(const char *name, int n)
{
	static char	 text[64];
	char		*p = text;

	for (; *name != '\0'; name++, n /= 2)
		p += sprintf(p, n % 2 == 1 ? "%%%02x" : "%c",
		    (unsigned char)*name);
	return text;
}

/* ---- cold: no answer twice ---------------------------------------------- */

static const char *const	sorts[] = { "newest", "oldest", "price_asc",
	"price_desc" };

static int
pages_of(int products)
{
	return products / 20 < 500 ? products / 20 : 500;
}

/* Along the cursors, which are found by walking. */
static void
lists_of_shop(struct requests *r, int products)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		*paths[4][500], path[1000];
	int		 pages = pages_of(products), n, at;

	for (int s = 0; s < 4; s++) {
		snprintf(path, sizeof(path), LIST "?limit=20&sort=%s", sorts[s]);
		for (at = 0; at < pages; at++) {
			want(a = client_get(c, path), 200);
			paths[s][at] = strdup(strchr(path, '&'));
			if (answer_at(a, "pagination.nextCursor") == NULL)
				break;
			snprintf(path, sizeof(path),
			    LIST "?limit=20&sort=%s&cursor=%s", sorts[s],
			    answer_at(a, "pagination.nextCursor"));
		}
		ck_assert_int_ge(at, pages - 1);
	}
	for (n = 0; n < SPELLINGS * 4 * (pages - 1); n++)
		add(r, LIST "?%s=20%s", escaped("limit", n / 4 / (pages - 1)),
		    paths[n % 4][n / 4 % (pages - 1)]);
	for (int s = 0; s < 4; s++)
		for (at = 0; at < pages - 1; at++)
			free(paths[s][at]);
	client_free(c);
}

/* The same rows, by what the floor takes for a cursor. */
static void
lists_of_floor(enum target_id id, struct requests *r, int products)
{
	static const char *const	orders[] = { "created_at DESC, id DESC",
	    "created_at, id", "price_from, id", "price_from DESC, id DESC" };
	static const char *const	keys[] = { "created_at", "created_at",
	    "price_from", "price_from" };
	static const char *const	starts[] = { "9000000000000000", "-1",
	    "-1", "9000000000000000" };
	char	 query[300], *at;
	int	 pages = pages_of(products);

	for (int page = 0; page < pages - 1; page++)
		for (int s = 0; s < 4; s++) {
			snprintf(query, sizeof(query), "SELECT 'key=' || %s ||"
			    " '&id=' || id FROM product WHERE status ="
			    " 'ACTIVE' ORDER BY %s LIMIT 1 OFFSET %d", keys[s],
			    orders[s], page * 20 - 1);
			at = page == 0 ? NULL : shop_sql(query);
			add(r, "/floor/db/list?sort=%s&%s%s%s", sorts[s],
			    at != NULL ? at : "id=&key=",
			    at != NULL ? "" : starts[s],
			    id == DB_BARE ? "&bare=" : "");
			free(at);
		}
}

static void
priced_make(enum target_id id, struct requests *r)
{
	for (int i = 0; i < 20000; i++)
		if (id == COLD_PRICED)
			add(r, LIST "?limit=20&maxPrice=%d.%02d", 20 + i / 80,
			    10 + i % 80);
		else
			add(r, "/floor/db/list?sort=newest&max=%d%02d"
			    "&key=9000000000000000&id=", 20 + i / 80,
			    10 + i % 80);
}

static const char *const	common[] = { "blue", "red", "green", "white",
	"black", "brown", "grey", "pink", "teapot", "lamp", "carpet", "basket",
	"chair", "vase", "tray", "bowl", "mirror" };
static const char *const	parts[] = { "ka", "lo", "mi", "nu", "ra", "se",
	"ti", "vo", "za", "bel" };

static void
search_add(struct requests *r, bool floor, const char *word, int spelling,
    int page)
{
	if (floor)
		add(r, "/floor/db/search?q=%s&offset=%d", word, page * 20);
	else
		add(r, LIST "/search?q=%s&limit=20&page=%d",
		    spelled(word, spelling), page + 1);
}

static void
searches_make(enum target_id id, int products, struct requests *r)
{
	bool	 floor = id == DB_RARE || id == DB_MIDDLE || id == DB_FREQUENT;
	char	 word[32];
	int	 words = products / 100;

	for (int i = 0; i < 6000; i++)
		if (id == DB_RARE || id == COLD_RARE) {
			snprintf(word, sizeof(word), "%d", 100000 +
			    (int)((int64_t)i * 7919 % products));
			search_add(r, floor, word, 0, 0);
		} else if (id == DB_MIDDLE || id == COLD_MIDDLE) {
			snprintf(word, sizeof(word), "%s%s%s", parts[i % 10],
			    parts[i / 10 % 10],
			    parts[i / 100 % (words / 100)]);
			search_add(r, floor, word, i / words % 32, i % 5);
		} else
			search_add(r, floor, common[i % 17], i / 17 / 5 % 8,
			    i / 17 % 5);
}

/* ---- writing -------------------------------------------------------------- */

static void
writes_make(enum target_id id, struct requests *r)
{
	char	 head[2200], path[100], body[40], *all, *rest, *ids[WRITTEN];

	snprintf(head, sizeof(head), "Authorization: Bearer %s\r\n"
	    "Content-Type: application/json\r\n", stage_token());
	rest = all = shop_sql("SELECT group_concat(id) FROM"
	    " (SELECT id FROM product ORDER BY id LIMIT " WRITTEN_TEXT ")");
	for (int i = 0; i < WRITTEN; i++)
		ck_assert_ptr_nonnull(ids[i] = strsep(&rest, ","));
	/* Never the price that it has: that would write nothing. */
	for (int i = 0; i < 20 * WRITTEN; i++) {
		if (id == DB_WRITE) {
			add(r, "/floor/write/price?id=%s&amount=%d",
			    ids[i % WRITTEN], 1000 + i);
			continue;
		}
		snprintf(path, sizeof(path), "/api/admin/products/%s",
		    ids[i % WRITTEN]);
		snprintf(body, sizeof(body), "{\"basePrice\":%d.%02d}",
		    10 + rand() % 200, rand() % 100);
		requests_add(r, "PATCH", path, head, body);
	}
	free(all);
}

/* ---- all of them ------------------------------------------------------------ */

static void
same_make(enum target_id id, struct requests *r)
{
	static const char *const	paths[TARGETS] = {
		[FILE_LIST] = "/floor/file/list.json",
		[BYTES_LIST] = "/floor/bytes/list",
		[HOT_LIST] = LIST "?limit=20",
		[BYTES_PRODUCT] = "/floor/bytes/product",
		[HOT_PRODUCT] = LIST "/" HOT_SLUG,
		[BYTES_HOME] = "/floor/bytes/home",
		[HOT_HOME] = "/",
		[BYTES_PAGE] = "/floor/bytes/page",
		[HOT_PAGE] = "/produit/" HOT_SLUG,
	};

	if (id != FILE_LIST && id % 2 == 0)
		stage_bytes(strrchr(paths[id - 1], '/') + 1, paths[id]);
	add(r, "%s", paths[id]);
}

void
requests_make(enum target_id id, int products, struct requests *r)
{
	switch (id) {
	case DB_LIST: case DB_BARE:
		lists_of_floor(id, r, products);
		break;
	case COLD_LIST:
		lists_of_shop(r, products);
		break;
	case DB_PRICED: case COLD_PRICED:
		priced_make(id, r);
		break;
	case DB_PRODUCT: case COLD_PRODUCT: case COLD_PAGE:
		for (int i = 0; i < 10000; i++)
			add(r, "%sp-%d", id == COLD_PAGE ? "/produit/" :
			    id == DB_PRODUCT ? "/floor/db/product?slug=" :
			    LIST "/", (int)((int64_t)i * 7919 % products));
		break;
	case DB_WRITE: case WRITE:
		writes_make(id, r);
		break;
	default:
		if (id > COLD_PAGE)
			searches_make(id, products, r);
		else
			same_make(id, r);
	}
}

/* ---- do they find the same? ---------------------------------------------- */

static int
ids_read(struct answer *a, const char *total, char ids[20][64], char sum[20])
{
	char		 path[40];
	const char	*id;
	int		 n;

	for (n = 0; n < 20; n++) {
		snprintf(path, sizeof(path), "data.%d.id", n);
		if ((id = answer_at(a, path)) == NULL)
			break;
		snprintf(ids[n], 64, "%s", id);
	}
	snprintf(sum, 20, "%s", answer_at(a, total));
	return n;
}

static void
compare(struct client *c, const char *text, const char *floor)
{
	static char	 ids[2][20][64];
	char		 sums[2][20], path[400];
	int		 n;

	sscanf(text, "GET %399s", path);
	n = ids_read(client_get(c, path), "pagination.total", ids[0], sums[0]);
	sscanf(floor, "GET %399s", path);
	if (ids_read(client_get(c, path), "total", ids[1], sums[1]) != n ||
	    strcmp(sums[0], sums[1]) != 0 ||
	    memcmp(ids[0], ids[1], (size_t)n * 64) != 0)
		printf("not the same: %.*s: %s, %s, %d; %s, %s\n",
		    (int)strcspn(text, "\r"), text, sums[0], ids[0][0], n,
		    sums[1], ids[1][0]);
}

void
requests_compare(int products)
{
	static const enum target_id	 pairs[] = { COLD_LIST, COLD_PRICED,
	    COLD_RARE, COLD_MIDDLE, COLD_FREQUENT };
	struct client			*c = client_new();
	struct requests			 own, floor;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (!target_is_chosen(pairs[i]))
			continue;
		own = floor = (struct requests){ .texts = NULL };
		requests_make(pairs[i], products, &own);
		requests_make(pairs[i] - 1, products, &floor);
		for (size_t n = 0; n < 200; n += 7)
			compare(c, own.texts[n], floor.texts[n]);
		requests_free(&own);
		requests_free(&floor);
	}
	client_free(c);
}
