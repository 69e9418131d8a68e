/* SPDX-License-Identifier: ISC */
/*
 * Price lists through the whole shop: who sees which price where, and that
 * nobody sees another's.
 */
#include <poll.h>
#include <time.h>

#include "tests/http/catalog.h"
#include "tests/http/process.h"

#define GROUPS		"/api/admin/customer-groups"
#define LISTS		"/api/admin/price-lists"
#define READER		"user_01h455vb4pex5vsknk084sn02s"

static const char	*category;

/* "/api/admin/price-lists/plist_…/prices/var_…" */
static const char *
part_of(const char *collection, const char *id, const char *parts,
    const char *part)
{
	static char	 path[240];

	snprintf(path, sizeof(path), "%s/%s/%s/%s", collection, id, parts,
	    part);
	return path;
}

/* A cup of 10 (T-n) that is 20 when large (T-nL). */
static const char *
cup_new(int n, const char *more)
{
	char	 name[32], rest[600];

	clients_open();
	if (category == NULL)
		category = category_new(owner, "Tasses", NULL);
	snprintf(name, sizeof(name), "Tasse %d", n);
	snprintf(rest, sizeof(rest), ACTIVE ",\"basePrice\":%d,"
	    "\"variations\":[{\"sku\":\"T-%d\",\"stock\":9,\"name\":\"Taille\","
	    "\"value\":\"S\"},{\"sku\":\"T-%dL\",\"name\":\"Taille\","
	    "\"value\":\"L\",\"price\":%d}]%s", n * 10, n, n, n * 20, more);
	return product_new(name, category, rest);
}

static const char *
list_new(const char *more)
{
	struct answer	*a;

	clients_open();
	a = client_json(owner, "POST", LISTS, "{\"name\":\"Soldes\"%s%s}",
	    strstr(more, "currency") == NULL ? ",\"currency\":\"EUR\"" : "",
	    more);
	want(a, 201);
	return id_kept(a);
}

static void
list_put(const char *list, const char *sku, const char *amount)
{
	want(client_json(owner, "PUT", path_of(LISTS, list, "/prices"),
	    "{\"prices\":[{\"sku\":\"%s\",\"amount\":%s}]}", sku, amount),
	    200);
}

static void
want_price(struct client *c, const char *path, const char *where,
    const char *price)
{
	struct answer	*a = client_get(c, path);

	want(a, 200);
	want_at(a, where, price);
}

/* ---- for everybody -------------------------------------------------------- */

START_TEST(target_05_a_committed_price_is_seen_at_once_everywhere)
{
	struct answer	*a;
	const char	*list;

	cup_new(1, "");
	want_price(anyone, PUBLIC "/tasse-1", "data.priceFrom", "10.00");
	want_price(anyone, PUBLIC "?maxPrice=9", "pagination.total", "0");
	list = list_new("");
	list_put(list, "T-1", "8.50");
	a = client_get(anyone, PUBLIC "/tasse-1");
	want_at(a, "data.priceFrom", "8.50");
	want_at(a, "data.compareAtPrice", "10.00");
	want_at(a, "data.basePrice", "10.00");
	want_at(a, "data.variations.0.price", "8.50");
	want_at(a, "data.variations.0.compareAtPrice", "10.00");
	want_at(a, "data.variations.0.priceUntil", "null");
	want_at(a, "data.variations.0.priceModifier", "0.00");
	want_at(a, "data.variations.1.price", "20.00");
	want_at(a, "data.variations.1.compareAtPrice", "null");
	want_at(a, "data.variations.1.priceModifier", "10.00");
	a = client_get(anyone, PUBLIC "?maxPrice=9");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.priceFrom", "8.50");
	want_at(a, "data.0.compareAtPrice", "10.00");
	want_price(anyone, PUBLIC "/search?q=tasse", "data.0.priceFrom",
	    "8.50");
	ck_assert_ptr_nonnull(strstr(client_get(anyone, "/produit/tasse-1")
	    ->body, "8,50"));
	ck_assert_ptr_nonnull(strstr(client_get(anyone, "/catalogue")->body,
	    "8,50"));
	/* Who edits sees what is edited. */
	a = client_get(owner, path_of(PRODUCTS, answer_at(client_get(anyone,
	    PUBLIC "/tasse-1"), "data.id"), ""));
	want_at(a, "data.variations.0.price", "10.00");
	want_at(a, "data.priceFrom", "8.50");
	ck_assert_ptr_null(answer_at(a, "data.variations.0.priceUntil"));
	want(client_send(owner, "DELETE", path_of(LISTS, list, ""), NULL,
	    NULL, 0), 200);
	want_price(anyone, PUBLIC "/tasse-1", "data.priceFrom", "10.00");
}
END_TEST

START_TEST(target_05_the_prices_of_a_list_are_read_changed_and_dropped)
{
	struct answer	*a;
	const char	*list;
	char		 variation[64];

	cup_new(2, "");
	list = list_new(",\"priority\":3");
	want(client_json(owner, "PATCH", path_of(LISTS, list, "/prices"),
	    "{\"prices\":[{\"sku\":\"T-2\",\"amount\":18},"
	    "{\"sku\":\"T-2L\",\"amount\":\"36.5\"}]}"), 200);
	list_put(list, "T-2", "17");
	a = client_get(reader, path_of(LISTS, list, "/prices?limit=1"));
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.productName", "Tasse 2");
	want_at(a, "data.0.currency", "EUR");
	ck_assert_ptr_nonnull(answer_at(a, "pagination.nextCursor"));
	a = client_get(owner, path_of(LISTS, list, "/prices"));
	for (int i = 0; i < 2; i++) {
		char	 at[32];
		bool	 large;

		snprintf(at, sizeof(at), "data.%d.sku", i);
		large = strcmp(answer_at(a, at), "T-2L") == 0;
		snprintf(at, sizeof(at), "data.%d.amount", i);
		want_at(a, at, large ? "36.50" : "17.00");
		snprintf(at, sizeof(at), "data.%d.usualPrice", i);
		want_at(a, at, large ? "40.00" : "20.00");
		snprintf(at, sizeof(at), "data.%d.variation", i);
		want_at(a, at, large ? "L" : "S");
		snprintf(at, sizeof(at), "data.%d.variationId", i);
		if (!large)
			snprintf(variation, sizeof(variation), "%s",
			    answer_at(a, at));
	}
	a = client_send(owner, "DELETE", part_of(LISTS, list,
	    "prices", variation), NULL, NULL, 0);
	want(a, 200);
	want_at(a, "data.id", variation);
	want(client_send(owner, "DELETE", part_of(LISTS, list,
	    "prices", variation), NULL, NULL, 0), 404);
	want_price(owner, path_of(LISTS, list, "/prices"),
	    "pagination.total", "1");
	want(client_get(stranger, path_of(LISTS, list, "/prices")), 403);
	want(client_json(reader, "PUT", path_of(LISTS, list, "/prices"),
	    "{\"prices\":[{\"sku\":\"T-2\",\"amount\":1}]}"), 403);
	want_price(stranger, LISTS, "pagination.total", "0");
	client_header(owner, "If-Match: \"v7\"");
	want(client_json(owner, "PATCH", path_of(LISTS, list, ""),
	    "{\"priority\":1}"), 412);
	client_header(owner, NULL);
	want(client_send(owner, "DELETE", path_of(LISTS, list, ""), NULL,
	    NULL, 0), 200);
	want(client_get(owner, path_of(LISTS, list, "")), 404);
}
END_TEST

/* ---- at its instants --------------------------------------------------------- */

static int64_t
clock_ms(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const char *
time_text(int64_t ms)
{
	static char	 texts[2][32];
	static int	 turn;
	char		*text = texts[turn++ % 2], day[24];
	time_t		 s = (time_t)(ms / 1000);
	struct tm	 tm;

	gmtime_r(&s, &tm);
	strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text, 32, "%s.%03dZ", day, (int)(ms % 1000));
	return text;
}

/* Until the list of products says so; how late it was, in ms. */
static int64_t
await_price(const char *path, const char *price, int64_t at)
{
	const int64_t	 end = at + SOON_MS;

	while (strcmp(answer_at(client_get(anyone, path), "data.0.priceFrom"),
	    price) != 0) {
		ck_assert_msg(clock_ms() < end, "%s", price);
		poll(NULL, 0, 5);
	}
	ck_assert_int_ge(clock_ms(), at);
	return clock_ms() - at;
}

/* To an instant that soon comes. */
static int64_t
date_moved(const char *list, const char *field)
{
	const int64_t	 at = clock_ms() + 900;

	want(client_json(owner, "PATCH", path_of(LISTS, list, ""),
	    "{\"%s\":\"%s\"}", field, time_text(at)), 200);
	return at;
}

START_TEST(target_05_a_sale_starts_and_ends_by_itself)
{
	const int64_t	 later = clock_ms() + 3600000;
	const char	*list;
	char		 dates[160];
	int64_t		 starts, ends;
	struct answer	*a;

	cup_new(3, "");
	snprintf(dates, sizeof(dates), ",\"startsAt\":\"%s\","
	    "\"endsAt\":\"%s\"", time_text(later), time_text(2 * later));
	list = list_new(dates);
	list_put(list, "T-3", "25");
	want_price(anyone, PUBLIC "/search?q=tasse+3", "data.0.priceFrom",
	    "30.00");
	starts = date_moved(list, "startsAt");
	await_price(PUBLIC "/search?q=tasse+3", "25.00", starts);
	a = client_get(anyone, PUBLIC "/tasse-3");
	want_at(a, "data.variations.0.price", "25.00");
	want_at(a, "data.variations.0.priceUntil", time_text(2 * later));
	ends = date_moved(list, "endsAt");
	await_price(PUBLIC "/search?q=tasse+3", "30.00", ends);
	want_price(anyone, PUBLIC "/tasse-3", "data.variations.0.price",
	    "30.00");
	want(client_send(owner, "DELETE", path_of(LISTS, list, ""), NULL,
	    NULL, 0), 200);
}
END_TEST

/* ---- for a group --------------------------------------------------------------- */

START_TEST(target_05_a_member_sees_their_prices_and_nobody_else_does)
{
	const char	*list, *group;
	char		 more[128];
	struct answer	*a;

	cup_new(4, "");
	a = client_json(owner, "POST", GROUPS, "{\"name\":\"Pros\"}");
	want(a, 201);
	group = id_kept(a);
	want(client_json(owner, "POST", path_of(GROUPS, group, "/members"),
	    "{\"userId\":\"" READER "\"}"), 201);
	snprintf(more, sizeof(more), ",\"groupId\":\"%s\"", group);
	list = list_new(more);
	list_put(list, "T-4", "33");
	for (int i = 0; i < 3; i++) {	/* whoever fills the cache */
		want_price(anyone, PUBLIC "/tasse-4", "data.priceFrom",
		    "40.00");
		a = client_get(reader, PUBLIC "/tasse-4");
		want_at(a, "data.priceFrom", "33.00");
		want_at(a, "data.compareAtPrice", "40.00");
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "private, no-cache");
		want_price(owner, PUBLIC "/tasse-4", "data.priceFrom",
		    "40.00");
		want_price(anyone, PUBLIC "/search?q=tasse+4",
		    "data.0.priceFrom", "40.00");
		want_price(reader, PUBLIC "/search?q=tasse+4",
		    "data.0.priceFrom", "33.00");
		want_price(reader, PUBLIC "/search?q=tasse+4",
		    "data.0.compareAtPrice", "40.00");
		ck_assert_ptr_nonnull(strstr(client_get(reader,
		    "/produit/tasse-4")->body, "33,00"));
		ck_assert_ptr_null(strstr(client_get(anyone,
		    "/produit/tasse-4")->body, "33,00"));
		ck_assert_ptr_nonnull(strstr(client_get(reader,
		    "/catalogue")->body, "33,00"));
		ck_assert_ptr_null(strstr(client_get(anyone,
		    "/catalogue")->body, "33,00"));
		ck_assert_ptr_nonnull(strstr(client_get(reader,
		    "/recherche?q=tasse")->body, "33,00"));
	}
	/* Order and filter are by the public price. */
	want_price(reader, PUBLIC "?maxPrice=35&minPrice=31",
	    "pagination.total", "0");
	want_price(reader, PUBLIC "?minPrice=39&maxPrice=41",
	    "data.0.priceFrom", "33.00");
	/* Out of the group: the usual price, at once. */
	want(client_send(owner, "DELETE", part_of(GROUPS, group,
	    "members", READER), NULL, NULL, 0), 200);
	a = client_get(reader, PUBLIC "/tasse-4");
	want_at(a, "data.priceFrom", "40.00");
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-cache");
	want(client_json(owner, "POST", path_of(GROUPS, group, "/members"),
	    "{\"userId\":\"" READER "\"}"), 201);
}
END_TEST

/* Their own price in a row must not lead the cursor astray. */
START_TEST(target_05_a_member_pages_by_price_through_all)
{
	struct answer	*a;
	char		 path[400];
	int		 seen = 0;

	for (int n = 51; n < 58; n++)
		cup_new(n, "");
	snprintf(path, sizeof(path), PUBLIC "?sort=price_asc&limit=2");
	for (;;) {
		a = client_get(reader, path);
		want(a, 200);
		for (int i = 0; i < 2; i++)
			seen += answer_at(a, i == 0 ? "data.0.id" :
			    "data.1.id") != NULL;
		if (strcmp(answer_at(a, "pagination.hasNext"), "true") != 0)
			break;
		snprintf(path, sizeof(path), PUBLIC "?sort=price_asc&limit=2"
		    "&cursor=%s", answer_at(a, "pagination.nextCursor"));
		ck_assert_int_lt(seen, 100);
	}
	ck_assert_int_eq(seen, atoi(answer_at(client_get(anyone, PUBLIC),
	    "pagination.total")));
}
END_TEST

/* ---- several currencies ----------------------------------------------------------- */

START_TEST(target_05_prices_in_other_currencies_are_asked_for)
{
	const char	*list;
	struct answer	*a;

	cup_new(6, ",\"prices\":[{\"currency\":\"USD\",\"amount\":66.60,"
	    "\"compareAt\":70},{\"currency\":\"KWD\",\"amount\":20.125}]");
	a = client_get(anyone, PUBLIC "/tasse-6?currency=USD");
	want(a, 200);
	want_at(a, "data.currency", "USD");
	want_at(a, "data.priceFrom", "66.60");
	want_at(a, "data.basePrice", "66.60");
	want_at(a, "data.compareAtPrice", "70.00");
	want_at(a, "data.variations.0.price", "66.60");
	a = client_get(anyone, PUBLIC "/tasse-6?currency=KWD");
	want_at(a, "data.priceFrom", "20.125");
	want_at(a, "data.variations.1.price", "20.125");
	a = client_get(anyone, PUBLIC "/tasse-6?currency=JPY");
	want_at(a, "data.priceFrom", "null");
	want_at(a, "data.basePrice", "null");
	want_at(a, "data.variations.0.price", "null");
	list = list_new(",\"currency\":\"JPY\"");
	list_put(list, "T-6L", "9000");
	a = client_get(anyone, PUBLIC "/tasse-6?currency=JPY");
	want_at(a, "data.priceFrom", "9000");
	want_at(a, "data.variations.0.price", "null");
	want_at(a, "data.variations.1.price", "9000");
	a = client_get(anyone, PUBLIC "/search?q=tasse+6&currency=JPY");
	want_at(a, "data.0.currency", "JPY");
	want_at(a, "data.0.priceFrom", "9000");
	a = client_get(anyone, PUBLIC
	    "?currency=KWD&sort=price_desc&minPrice=59.99&maxPrice=60");
	want(a, 200);
	want_at(a, "data.0.currency", "KWD");
	want_at(a, "data.0.priceFrom", "20.125");
	want_price(anyone, PUBLIC "/tasse-6", "data.priceFrom", "60.00");
	want_price(anyone, PUBLIC "/tasse-6?currency=EUR", "data.priceFrom",
	    "60.00");
	for (size_t i = 0; i < 4; i++) {
		static const char *const paths[] = {
			PUBLIC "/tasse-6?currency=XXX",
			PUBLIC "?currency=eur",
			PUBLIC "?currency=EURO",
			PUBLIC "/search?q=tasse&currency=%20US",
		};

		a = client_get(anyone, paths[i]);
		want(a, 400);
		ck_assert_ptr_nonnull(answer_at(a, "error.details.currency"));
	}
	want(client_get(owner, PRODUCTS "?currency=USD"), 400);
}
END_TEST

/* ---- bad bodies ------------------------------------------------------------------- */

static struct answer *
put_rows(const char *list, size_t rows)
{
	const size_t	 size = rows * 48 + 64;
	char		*text = malloc(size), *p = text;
	struct answer	*a;

	ck_assert_ptr_nonnull(text);
	p += sprintf(p, "{\"prices\":[");
	for (size_t i = 0; i < rows; i++)
		p += sprintf(p, "%s{\"sku\":\"N-%zu\",\"amount\":1}",
		    i == 0 ? "" : ",", i);
	p += sprintf(p, "]}");
	a = client_send(owner, "PUT", path_of(LISTS, list, "/prices"),
	    "application/json", text, (size_t)(p - text));
	free(text);
	return a;
}

START_TEST(target_05_a_body_of_too_many_prices_is_refused)
{
	const char	*list = list_new("");
	struct answer	*a;

	a = put_rows(list, 1000);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "prices[0].sku"));
	a = put_rows(list, 1001);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.prices"));
	want(put_rows(list, 1000000), 413);
	a = client_json(owner, "PUT", path_of(LISTS, list, "/prices"),
	    "{\"prices\":[{\"sku\":\"T-1\",\"amount\":-1}]}");
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "prices[0].amount"));
	want(client_json(owner, "PUT", path_of(LISTS,
	    "plist_01h455vb4pex5vsknk084sn02q", "/prices"),
	    "{\"prices\":[{\"sku\":\"T-1\",\"amount\":1}]}"), 404);
	want(client_json(owner, "POST", LISTS, "{\"name\":\"a\","
	    "\"currency\":\"EUR\",\"startsAt\":\"2030-01-02T00:00:00Z\","
	    "\"endsAt\":\"2030-01-01T00:00:00Z\"}"), 400);
}
END_TEST

/* Newest first, one a page, each once, and only the brand's own. */
START_TEST(target_05_lists_are_paged_by_cursor)
{
	char		 path[400], seen[1000] = "";
	const char	*next = "";
	struct answer	*a;
	int		 pages = 0, total;

	list_new("");
	list_new(",\"isActive\":false");
	total = (int)atol(answer_at(client_get(owner, LISTS),
	    "pagination.total"));
	ck_assert_int_ge(total, 2);
	for (; strcmp(next, "null") != 0;
	    next = answer_at(a, "pagination.nextCursor")) {
		snprintf(path, sizeof(path), LISTS "?limit=1%s%s",
		    pages == 0 ? "" : "&cursor=", next);
		a = client_get(owner, path);
		want(a, 200);
		ck_assert_ptr_null(strstr(seen, answer_at(a, "data.0.id")));
		snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen),
		    "%s ", answer_at(a, "data.0.id"));
		pages++;
	}
	ck_assert_int_eq(pages, total);
	a = client_get(owner, LISTS "?cursor=nonsense");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.cursor"));
	want_at(client_get(stranger, LISTS), "pagination.total", "0");
}
END_TEST

SUITE_MAIN("price list",
    target_05_a_committed_price_is_seen_at_once_everywhere,
    target_05_the_prices_of_a_list_are_read_changed_and_dropped,
    target_05_a_sale_starts_and_ends_by_itself,
    target_05_a_member_sees_their_prices_and_nobody_else_does,
    target_05_a_member_pages_by_price_through_all,
    target_05_prices_in_other_currencies_are_asked_for,
    target_05_a_body_of_too_many_prices_is_refused,
    target_05_lists_are_paged_by_cursor)
