/* SPDX-License-Identifier: ISC */
/*
 * What buying takes: the cart, the checkout, and what Stripe tells.  Carts and
 * payments are put into the database at once, so that only what is measured
 * is asked for.
 */
#include <check.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "tests/bench/selling.h"
#include "tests/http/process.h"
#include "tests/http/shop.h"

#define CARTS		2000	/* of a round */
#define LINES		3	/* of each */
#define LONG		200	/* lines of the long one */
#define LOOKS		200	/* at it */
#define ADDS		2000
#define ADDS_EACH	20	/* in one cart */
#define EVENTS		2000
#define PAID		2490
#define SETTLE_MS	300	/* until the log has been written */
#define GET_CART	"\"method\":\"GET\",\"route\":\"/api/cart\""
#define POST_ITEM	"\"method\":\"POST\",\"route\":\"/api/cart/items\""
#define SECRET		"whsec_benchOnlyNotARealSecret001"

static sqlite3		*db;
static struct arena	*arena;
static char		 brand[64], method[64];

void
selling_environment(void)
{
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_STRIPE_URL", "http://127.0.0.1:9", 1);
	setenv("SOUK_STRIPE_KEY", "sk_test_bench0001", 1);
	setenv("SOUK_STRIPE_WEBHOOK_SECRETS", SECRET, 1);
}

static void
run(const char *sql)
{
	char	*why = NULL;

	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK,
	    "%s: %s", sql, why);
}

static void
put(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void
put(const char *format, ...)
{
	char	*sql;
	va_list	 ap;

	va_start(ap, format);
	ck_assert_int_ge(vasprintf(&sql, format, ap), 0);
	va_end(ap);
	run(sql);
	free(sql);
}

static void
keep(char *to, size_t size, const char *sql)
{
	char	*value = shop_sql(sql);

	snprintf(to, size, "%s", value);
	free(value);
}

/* A zone with taxes and a way of shipping, once. */
static void
shop_prepare(void)
{
	char	 path[200];

	if (db != NULL)
		return;
	arena = arena_new(64 << 20);
	snprintf(path, sizeof(path), "%s/db/souk.db", shop_home());
	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_busy_timeout(db, 10000);
	keep(brand, sizeof(brand), "SELECT brand_id FROM product LIMIT 1");
	snprintf(method, sizeof(method), "ship_01h455vb4pex5vsknk084sn02q");
	run("BEGIN IMMEDIATE");
	put("INSERT INTO zone (id, brand_id, name, created_at, updated_at)"
	    " VALUES ('zone_01h455vb4pex5vsknk084sn02q', '%s', 'Bench', 1, 1)",
	    brand);
	put("INSERT INTO zone_area (zone_id, brand_id, country) VALUES"
	    " ('zone_01h455vb4pex5vsknk084sn02q', '%s', 'FR')", brand);
	run("INSERT INTO tax_rate (zone_id, tax_class, name, rate) VALUES"
	    " ('zone_01h455vb4pex5vsknk084sn02q', 'standard', 'TVA', 200000)");
	put("INSERT INTO shipping_method (id, brand_id, zone_id, kind, name,"
	    " created_at, updated_at) VALUES ('%s', '%s',"
	    " 'zone_01h455vb4pex5vsknk084sn02q', 'carrier', 'Poste', 1, 1)",
	    method, brand);
	put("INSERT INTO shipping_rate (method_id, currency, amount) VALUES"
	    " ('%s', 'EUR', 490)", method);
	run("COMMIT");
}

static void
secret_of(char secret[48], int round, int i)
{
	snprintf(secret, 48, "benchbenchbenchbenchbenchbenchben%04d%06d",
	    round % 10000, i % 1000000);
}

/* Different goods in each, so that it is not one shelf that runs empty. */
static void
cart_put(int round, int i, int lines)
{
	char	 secret[48];

	secret_of(secret, round, i);
	put("INSERT INTO cart (id, brand_id, guest, currency, locale, country,"
	    " method_id, created_at, updated_at) SELECT"
	    " 'cart_b%d_%d', id, '%s', 'EUR', 'fr', 'FR', '%s',"
	    " %lld, %lld FROM brand WHERE id = '%s'", round, i,
	    crypto_sha256_hex(arena, secret), method,
	    (long long)time(NULL) * 1000, (long long)time(NULL) * 1000, brand);
	put("INSERT INTO cart_line (id, cart_id, variation_id, quantity)"
	    " SELECT 'cline_b%d_%d_' || id, 'cart_b%d_%d', id, 1 FROM"
	    " product_variation WHERE stock > 20 LIMIT %d OFFSET %d", round, i,
	    round, i, lines, (round * CARTS + i) * LINES % 5000);
}

static void
carts_put(int round)
{
	run("BEGIN IMMEDIATE");
	for (int i = 0; i < CARTS; i++)
		cart_put(round, i, LINES);
	run("COMMIT");
	arena_reset(arena);
}

static void
orders_make(int round, struct requests *r)
{
	char	 head[300], body[600], secret[48];

	for (int i = 0; i < CARTS; i++) {
		secret_of(secret, round, i);
		snprintf(head, sizeof(head), "Cookie: __Host-cart=%s\r\n"
		    "Content-Type: application/json\r\n"
		    "Idempotency-Key: bench-%d-%d\r\n", secret, round, i);
		snprintf(body, sizeof(body), "{\"email\":\"b%d@mail.test\","
		    "\"name\":\"Banc\",\"paymentMethod\":\"stripe\","
		    "\"shippingMethodId\":\"%s\",\"shippingAddress\":{"
		    "\"name\":\"Banc\",\"line1\":\"1 rue\",\"city\":\"Paris\","
		    "\"postcode\":\"75001\",\"country\":\"FR\"}}", i, method);
		requests_add(r, "POST", "/api/orders", head, body);
	}
}

static void
measure(struct requests *r, int connections, int n, double rate,
    struct load_result *result)
{
	struct load	*l = load_open(shop_port(), connections);

	ck_assert_ptr_nonnull(l);
	if (rate > 0)
		load_run_at(l, r, n, rate, result);
	else
		load_run(l, r, n, result);
	load_close(l);
	requests_free(r);
}

/* ---- checkout ------------------------------------------------------------ */

double
selling_checkouts(int round, struct load_result *result)
{
	struct requests	 r = { .texts = NULL };

	shop_prepare();
	carts_put(round);
	orders_make(round, &r);
	measure(&r, 32, CARTS, 0, result);
	return result->done / result->seconds;
}

/* ---- what the server itself took, by its log ------------------------------ */

static int
by_value(const void *a, const void *b)
{
	const double	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Of the last n requests of a route. */
static void
log_times(const char *method_and_route, int n, double *p50, double *p99)
{
	char	 path[200], *log, *p;
	double	*times = calloc((size_t)n, sizeof(*times));
	int	 found = 0;

	ck_assert_ptr_nonnull(times);
	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	log = file_read(path);
	for (p = log; (p = strstr(p, method_and_route)) != NULL; p++) {
		const char	*ms = strstr(p, "\"ms\":\"");

		if (ms != NULL)
			times[found++ % n] = strtod(ms + 6, NULL);
	}
	free(log);
	ck_assert_int_ge(found, n);
	qsort(times, (size_t)n, sizeof(*times), by_value);
	*p50 = times[n / 2];
	*p99 = times[n * 99 / 100];
	free(times);
}

/* ---- carts --------------------------------------------------------------- */

void
selling_long_cart(double *p50, double *p99)
{
	struct requests		 r = { .texts = NULL };
	struct load_result	 result;
	char			 head[100], secret[48];

	shop_prepare();
	run("BEGIN IMMEDIATE");
	cart_put(9999, 0, LONG);
	run("COMMIT");
	secret_of(secret, 9999, 0);
	snprintf(head, sizeof(head), "Cookie: __Host-cart=%s\r\n", secret);
	requests_add(&r, "GET", "/api/cart", head, "");
	measure(&r, 1, LOOKS, 0, &result);
	ck_assert_int_eq(result.failed, 0);
	pause_ms(SETTLE_MS);
	log_times(GET_CART, LOOKS, p50, p99);
}

void
selling_add(double *p50, double *p99)
{
	struct requests		 r = { .texts = NULL };
	struct load_result	 result;
	char			 head[200], secret[48], body[160], *ids, *id,
				*rest;

	shop_prepare();
	rest = ids = shop_sql("SELECT group_concat(id) FROM (SELECT id FROM"
	    " product_variation WHERE stock > 20 LIMIT 100)");
	run("BEGIN IMMEDIATE");
	for (int i = 0; i < ADDS / ADDS_EACH; i++)
		cart_put(9998, i, 0);
	run("COMMIT");
	for (int i = 0; i < ADDS; i++) {
		if ((id = strsep(&rest, ",")) == NULL) {
			free(ids);
			rest = ids = shop_sql("SELECT group_concat(id) FROM"
			    " (SELECT id FROM product_variation"
			    " WHERE stock > 20 LIMIT 100)");
			id = strsep(&rest, ",");
		}
		secret_of(secret, 9998, i % (ADDS / ADDS_EACH));
		snprintf(head, sizeof(head), "Cookie: __Host-cart=%s\r\n"
		    "Content-Type: application/json\r\n", secret);
		snprintf(body, sizeof(body), "{\"variationId\":\"%s\","
		    "\"quantity\":1}", id);
		requests_add(&r, "POST", "/api/cart/items", head, body);
	}
	free(ids);
	measure(&r, 4, ADDS, 200, &result);
	ck_assert_int_eq(result.failed, 0);
	pause_ms(SETTLE_MS);
	log_times(POST_ITEM, ADDS, p50, p99);
}

/* ---- webhook --------------------------------------------------------------- */

static void
event_add(struct requests *r, int i)
{
	char	 body[2600], head[300], signed_[2800], hex[65];
	uint8_t	 mac[CRYPTO_HASH];
	long	 at = (long)time(NULL);
	int	 len;

	snprintf(body, sizeof(body), "{\"id\":\"evt_bench_%d\",\"object\":"
	    "\"event\",\"api_version\":\"2026-10-28.endive\",\"created\":%ld,"
	    "\"livemode\":false,\"pending_webhooks\":1,\"request\":{\"id\":"
	    "null,\"idempotency_key\":null},\"type\":"
	    "\"payment_intent.succeeded\",\"data\":{\"object\":{\"id\":"
	    "\"pi_bench_%d\",\"object\":\"payment_intent\",\"amount\":%d,"
	    "\"amount_received\":%d,\"currency\":\"eur\",\"livemode\":false,"
	    "\"status\":\"succeeded\",\"latest_charge\":\"ch_bench_%d\","
	    "\"created\":%ld,\"metadata\":{\"souk_payment\":\"pay_bench_%d\","
	    "\"souk_subject\":\"order\",\"souk_subject_id\":"
	    "\"order_bench_%d\"}}}}", i, at, i, PAID, PAID, i, at, i, i);
	len = snprintf(signed_, sizeof(signed_), "%ld.%s", at, body);
	crypto_hmac(SECRET, strlen(SECRET), signed_, (size_t)len, mac);
	for (int k = 0; k < CRYPTO_HASH; k++)
		snprintf(hex + 2 * k, 3, "%02x", mac[k]);
	snprintf(head, sizeof(head), "Stripe-Signature: t=%ld,v1=%s\r\n"
	    "Content-Type: application/json\r\n", at, hex);
	requests_add(r, "POST", "/webhooks/stripe", head, body);
}

/* Orders that wait for their money, and the payments of them. */
static void
payments_put(void)
{
	run("BEGIN IMMEDIATE");
	for (int i = 0; i < EVENTS; i++) {
		put("INSERT INTO orders (id, brand_id, number, guest, state,"
		    " email, name, locale, currency, tax_included, subtotal,"
		    " total, payment_method, created_at, updated_at,"
		    " placed_at) VALUES ('order_bench_%d', '%s', %d, 'x',"
		    " 'pending', 'b@mail.test', 'Banc', 'fr', 'EUR', 1, %d,"
		    " %d, 'stripe', 1, 1, 1)", i, brand, 5000000 + i, PAID,
		    PAID);
		put("INSERT INTO payment (id, brand_id, subject, subject_id,"
		    " provider, state, amount, currency, intent_ref,"
		    " created_at, updated_at) VALUES ('pay_bench_%d', '%s',"
		    " 'order', 'order_bench_%d', 'stripe', 'open', %d, 'EUR',"
		    " 'pi_bench_%d', 1, 1)", i, brand, i, PAID, i);
	}
	run("COMMIT");
}

void
selling_webhook(struct load_result *result, int *paid)
{
	struct requests	 r = { .texts = NULL };
	char		*value;

	shop_prepare();
	payments_put();
	for (int i = 0; i < EVENTS; i++)
		event_add(&r, i);
	measure(&r, 32, EVENTS, 200, result);
	value = shop_sql("SELECT count(*) FROM orders WHERE id LIKE"
	    " 'order_bench_%' AND paid = total");
	*paid = atoi(value);
	free(value);
}
