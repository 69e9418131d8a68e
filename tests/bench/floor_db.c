/* SPDX-License-Identifier: ISC */
/*
 * The floor of an answer that is made: what a handler written for this one
 * request would do over the same database file, with prepared statements but
 * without routes, rights, validation, languages, limits, caches or logs.
 * Usage: floor_db DATABASE, the listener on descriptor 0.
 *
 *	list?sort=&key=&id=[&max=]	20 behind that row, and the exact total
 *	     [&bare=]			without it
 *	product?slug=			one with all its parts
 *	search?q=[&offset=]		20 by bm25, and the exact total
 *	price?id=&amount=		one row, durably
 */
#include <errno.h>
#include <fcgiapp.h>
#include <inttypes.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

#define CARD "p.id AS id, t.slug AS slug, t.name AS name," \
    " p.price_from AS price, i.url AS image, i.alt_text AS imageAlt," \
    " p.category_id AS categoryId, ct.slug AS categorySlug," \
    " ct.name AS categoryName, p.status AS status," \
    " p.is_featured AS featured, p.is_new AS isNew, p.stock AS stock," \
    " p.created_at AS createdAt, p.updated_at AS updatedAt," \
    " p.version AS version, p.vendor AS vendor, p.compare_at AS compareAtPrice"
#define CARD_JOINS \
    " JOIN product_text t ON t.product_id = p.id AND t.locale = 'fr'" \
    " LEFT JOIN product_image i ON i.product_id = p.id AND i.is_primary = 1" \
    " JOIN category_text ct ON ct.category_id = p.category_id" \
    "  AND ct.locale = 'fr'"

enum { LIST_NEWEST, LIST_OLDEST, LIST_PRICE_ASC, LIST_PRICE_DESC, LIST_MAX,
	TOTAL, TOTAL_MAX, ID, PRODUCT, TEXTS, PRICES, IMAGES, VARIATIONS,
	VARIATION_PRICES, RELATED, SEARCH, SEARCH_TOTAL, PRICE, STATEMENTS };

#define BEHIND(KEY, RELATION, ORDER) \
    "SELECT " CARD " FROM product p" CARD_JOINS \
    " WHERE p.status = 'ACTIVE' AND (p." KEY ", p.id) " RELATION \
    " (:key, :id) ORDER BY p." KEY ORDER ", p.id" ORDER " LIMIT 20"

static const char *const	sql[STATEMENTS] = {
	[LIST_NEWEST] = BEHIND("created_at", "<", " DESC"),
	[LIST_OLDEST] = BEHIND("created_at", ">", ""),
	[LIST_PRICE_ASC] = BEHIND("price_from", ">", ""),
	[LIST_PRICE_DESC] = BEHIND("price_from", "<", " DESC"),
	[LIST_MAX] =
	    "SELECT " CARD " FROM product p" CARD_JOINS
	    " WHERE p.status = 'ACTIVE' AND p.price_from <= :max"
	    " ORDER BY p.created_at DESC, p.id DESC LIMIT 20",
	[TOTAL] = "SELECT count(*) FROM product WHERE status = 'ACTIVE'",
	[TOTAL_MAX] = "SELECT count(*) FROM product WHERE status = 'ACTIVE'"
	    " AND price_from <= :max",
	[ID] = "SELECT product_id FROM product_text"
	    " WHERE locale = 'fr' AND slug = :slug",
	[PRODUCT] =
	    "SELECT id, category_id AS category, status, price_from AS price,"
	    " is_featured AS featured, is_new AS isNew, view_count AS views,"
	    " brand_id AS brand, created_at AS createdAt,"
	    " updated_at AS updatedAt, version, vendor, tags,"
	    " tax_class AS taxClass, compare_at AS compareAtPrice"
	    " FROM product WHERE id = :id AND status = 'ACTIVE'",
	[TEXTS] =
	    "SELECT locale, slug, name, description, seo_title AS seoTitle,"
	    " seo_description AS seoDescription"
	    " FROM product_text WHERE product_id = :id",
	[PRICES] =
	    "SELECT currency, amount AS price FROM product_price"
	    " WHERE product_id = :id",
	[IMAGES] =
	    "SELECT id, url, alt_text AS alt, position, is_primary AS isPrimary"
	    " FROM product_image WHERE product_id = :id ORDER BY position, id",
	[VARIATIONS] =
	    "SELECT id, name, value, options, sku, stock, is_active AS active,"
	    " barcode, weight FROM product_variation"
	    " WHERE product_id = :id ORDER BY position, id",
	[VARIATION_PRICES] =
	    "SELECT v.id AS variation, a.currency, a.amount AS price"
	    " FROM product_variation v"
	    " JOIN variation_price a ON a.variation_id = v.id"
	    " WHERE v.product_id = :id",
	[RELATED] =
	    "SELECT related_id AS id FROM product_related"
	    " WHERE product_id = :id ORDER BY position",
	[SEARCH] =
	    "WITH hit(id, score) AS MATERIALIZED ("
	    " SELECT d.id, bm25(search_index, 10.0, 4.0, 1.0)"
	    " FROM search_index CROSS JOIN search_doc d"
	    "  ON d.rowid = search_index.rowid"
	    " WHERE search_index MATCH :match AND d.kind = 'product'),"
	    " best(id, score) AS MATERIALIZED (SELECT id, min(score) FROM hit"
	    "  GROUP BY id ORDER BY 2, 1 LIMIT 20 OFFSET :offset)"
	    " SELECT " CARD " FROM best CROSS JOIN product p" CARD_JOINS
	    " WHERE p.id = best.id ORDER BY best.score, best.id",
	[SEARCH_TOTAL] =
	    "SELECT count(DISTINCT d.id) FROM search_index"
	    " CROSS JOIN search_doc d ON d.rowid = search_index.rowid"
	    " WHERE search_index MATCH :match AND d.kind = 'product'",
	[PRICE] = "UPDATE product_price SET amount = :amount"
	    " WHERE product_id = :id",
};

static sqlite3		*db;
static sqlite3_stmt	*statements[STATEMENTS];
static FCGX_Stream	*out;
static const char	*query;

static char *
value_of(const char *name, char *value, size_t size)
{
	const char	*p = strstr(query, name);
	size_t		 len = 0;

	if (p != NULL) {
		p += strlen(name);
		if ((len = strcspn(p, "&")) >= size)
			len = size - 1;
		memcpy(value, p, len);
	}
	value[len] = '\0';
	return value;
}

/* ---- JSON -------------------------------------------------------------- */

static void
put_text(const char *text)
{
	char	 escaped[8];
	size_t	 plain;

	FCGX_PutChar('"', out);
	for (; *text != '\0'; text++) {
		plain = 0;
		while ((unsigned char)text[plain] >= ' ' &&
		    text[plain] != '"' && text[plain] != '\\')
			plain++;
		FCGX_PutStr(text, (int)plain, out);
		if (*(text += plain) == '\0')
			break;
		FCGX_PutStr(escaped, snprintf(escaped, sizeof(escaped),
		    "\\u%04x", (unsigned char)*text), out);
	}
	FCGX_PutChar('"', out);
}

static void
put_number(const char *name, sqlite3_int64 n)
{
	char		 text[40];
	size_t		 len = strlen(name);
	time_t		 seconds = n / 1000;
	struct tm	 tm;

	if (len > 2 && strcmp(name + len - 2, "At") == 0) {
		gmtime_r(&seconds, &tm);
		strftime(text, sizeof(text), "\"%Y-%m-%dT%H:%M:%S", &tm);
		FCGX_PutS(text, out);
		snprintf(text, sizeof(text), ".%03dZ\"", (int)(n % 1000));
	} else if (strcmp(name, "price") == 0)
		snprintf(text, sizeof(text), "%" PRId64 ".%02d",
		    (int64_t)n / 100, (int)(n % 100));
	else
		snprintf(text, sizeof(text), "%" PRId64, (int64_t)n);
	FCGX_PutS(text, out);
}

static void
put_row(sqlite3_stmt *s)
{
	for (int i = 0; i < sqlite3_column_count(s); i++) {
		const char	*name = sqlite3_column_name(s, i);

		FCGX_PutS(i == 0 ? "{" : ",", out);
		put_text(name);
		FCGX_PutChar(':', out);
		switch (sqlite3_column_type(s, i)) {
		case SQLITE_NULL:
			FCGX_PutS("null", out);
			break;
		case SQLITE_INTEGER:
			put_number(name, sqlite3_column_int64(s, i));
			break;
		default:
			put_text((const char *)sqlite3_column_text(s, i));
		}
	}
	FCGX_PutChar('}', out);
}

static void
fail(void)
{
	fprintf(stderr, "floor_db: %s\n", sqlite3_errmsg(db));
	exit(1);
}

/* ---- what is asked -------------------------------------------------------- */

static sqlite3_stmt *
statement(int i)
{
	if (statements[i] == NULL && sqlite3_prepare_v3(db, sql[i], -1,
	    SQLITE_PREPARE_PERSISTENT, &statements[i], NULL) != SQLITE_OK)
		fail();
	return statements[i];
}

static void
bind_text(sqlite3_stmt *s, const char *name, const char *text)
{
	sqlite3_bind_text(s, sqlite3_bind_parameter_index(s, name), text, -1,
	    SQLITE_TRANSIENT);
}

static void
bind_number(sqlite3_stmt *s, const char *name, const char *text)
{
	sqlite3_bind_int64(s, sqlite3_bind_parameter_index(s, name),
	    atoll(text));
}

static void
put_rows(const char *name, sqlite3_stmt *s)
{
	FCGX_FPrintF(out, ",\"%s\":[", name);
	for (int n = 0; sqlite3_step(s) == SQLITE_ROW; n++) {
		if (n > 0)
			FCGX_PutChar(',', out);
		put_row(s);
	}
	FCGX_PutChar(']', out);
	if (sqlite3_reset(s) != SQLITE_OK)
		fail();
}

static void
put_total(sqlite3_stmt *s)
{
	sqlite3_step(s);
	FCGX_FPrintF(out, ",\"total\":%d", sqlite3_column_int(s, 0));
	sqlite3_reset(s);
}

static void
answer_list(void)
{
	static const char *const	sorts[] = { "newest", "oldest",
	    "price_asc", "price_desc" };
	char		 sort[20], key[40], id[64], max[20];
	bool		 cut = *value_of("max=", max, sizeof(max)) != '\0';
	sqlite3_stmt	*s, *total = statement(cut ? TOTAL_MAX : TOTAL);
	int		 i = 0;

	value_of("sort=", sort, sizeof(sort));
	while (i < 3 && strcmp(sorts[i], sort) != 0)
		i++;
	s = statement(cut ? LIST_MAX : i);
	bind_number(s, ":max", max);
	bind_number(total, ":max", max);
	bind_number(s, ":key", value_of("key=", key, sizeof(key)));
	bind_text(s, ":id", value_of("id=", id, sizeof(id)));
	put_rows("data", s);
	if (strstr(query, "bare=") == NULL)
		put_total(total);
}

static void
answer_product(void)
{
	static const char *const	parts[] = { "texts", "prices",
	    "images", "variations", "variationPrices", "related" };
	char		 slug[200], id[64] = "";
	sqlite3_stmt	*s = statement(ID);

	bind_text(s, ":slug", value_of("slug=", slug, sizeof(slug)));
	if (sqlite3_step(s) == SQLITE_ROW)
		snprintf(id, sizeof(id), "%s", sqlite3_column_text(s, 0));
	sqlite3_reset(s);
	bind_text(s = statement(PRODUCT), ":id", id);
	put_rows("data", s);
	for (int i = 0; i < (int)COUNT(parts); i++) {
		bind_text(s = statement(TEXTS + i), ":id", id);
		put_rows(parts[i], s);
	}
}

static void
answer_search(void)
{
	char		 q[80], match[100], offset[20];
	sqlite3_stmt	*s = statement(SEARCH), *t = statement(SEARCH_TOTAL);

	snprintf(match, sizeof(match), "\"%s\"*",
	    value_of("q=", q, sizeof(q)));
	bind_text(s, ":match", match);
	bind_text(t, ":match", match);
	bind_number(s, ":offset", value_of("offset=", offset,
	    sizeof(offset)));
	put_rows("data", s);
	put_total(t);
}

static void
answer_price(void)
{
	char		 id[64], amount[20];
	sqlite3_stmt	*s = statement(PRICE);

	bind_text(s, ":id", value_of("id=", id, sizeof(id)));
	bind_number(s, ":amount", value_of("amount=", amount,
	    sizeof(amount)));
	if (sqlite3_step(s) != SQLITE_DONE)
		fail();
	sqlite3_reset(s);
	FCGX_FPrintF(out, ",\"changed\":%d", sqlite3_changes(db));
}

static const struct { const char *name; void (*run)(void); bool reads; }
what[] = {
	{ "/list?", answer_list, true }, { "/product?", answer_product, true },
	{ "/search?", answer_search, true }, { "/price?", answer_price, false },
};

static void
answer(FCGX_Request *r)
{
	query = FCGX_GetParam("REQUEST_URI", r->envp);
	out = r->out;
	FCGX_PutS("Status: 200 OK\r\nContent-Type: application/json\r\n\r\n"
	    "{\"success\":true", out);
	for (size_t i = 0; i < COUNT(what); i++) {
		if (strstr(query, what[i].name) == NULL)
			continue;
		if (what[i].reads)
			sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
		what[i].run();
		if (what[i].reads)
			sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	}
	FCGX_PutChar('}', out);
}

int
main(int argc, char **argv)
{
	struct pollfd	 listener = { .fd = 0, .events = POLLIN };
	FCGX_Request	 r;

	if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA"
	    " busy_timeout=5000; PRAGMA temp_store=MEMORY;"
	    " PRAGMA cache_size=-8192", NULL, NULL,
	    NULL) != SQLITE_OK)
		return 1;
	FCGX_Init();
	FCGX_InitRequest(&r, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (poll(&listener, 1, -1) != -1 || errno == EINTR) {
		if (FCGX_Accept_r(&r) != 0)
			continue;
		answer(&r);
		FCGX_Finish_r(&r);
	}
	return 0;
}
