/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUY_H
#define SOUK_TESTS_HTTP_BUY_H

#include "tests/http/cart.h"
#include "tests/http/process.h"
#include "tests/http/stripe.h"

/*
 * A shop that sells, with Stripe beside it, for tests of everything from the
 * cart to the money: buy_start() is a setup, then guests buy.
 */
#define ORDERS		"/api/orders"
#define CART_LINE	"Cookie: __Host-cart="
/* What everybody orders with; the way of shipping is %s. */
#define BUYER	"\"email\":\"lina@mail.test\",\"name\":\"Lina\"," \
	"\"shippingAddress\":{\"name\":\"Lina\",\"line1\":\"1 rue du Four\"," \
	"\"postcode\":\"75006\",\"city\":\"Paris\",\"country\":\"FR\"}"

static char	 shipping[64];		/* a way, 4.90 */

static inline void
buy_sql(const char *format, const char *a, const char *b)
{
	char	*sql;

	ck_assert_int_ge(asprintf(&sql, format, a, b), 0);
	free(shop_sql(sql));
	free(sql);
}

/* France with 20 % in its prices, and one way of shipping. */
static inline void
buy_zone(void)
{
	char	*brand = shop_sql("SELECT brand_id FROM users"
		    " WHERE username = 'owner'");

	buy_sql("INSERT INTO zone (id, brand_id, name, created_at, updated_at)"
	    " VALUES ('%s', '%s', 'France', 1, 1)",
	    "zone_01h455vb4pex5vsknk084sn02q", brand);
	buy_sql("INSERT INTO zone_area (zone_id, brand_id, country) VALUES"
	    " ('%s', '%s', 'FR')", "zone_01h455vb4pex5vsknk084sn02q", brand);
	buy_sql("INSERT INTO tax_rate (zone_id, tax_class, name, rate) VALUES"
	    " ('%s', 'standard', '%s', 200000)",
	    "zone_01h455vb4pex5vsknk084sn02q", "TVA");
	snprintf(shipping, sizeof(shipping), "ship_01h455vb4pex5vsknk084sn02q");
	buy_sql("INSERT INTO shipping_method (id, brand_id, zone_id, kind,"
	    " name, created_at, updated_at) VALUES ('%s', '%s',"
	    " 'zone_01h455vb4pex5vsknk084sn02q', 'carrier', 'Poste', 1, 1)",
	    shipping, brand);
	buy_sql("INSERT INTO shipping_rate (method_id, currency, amount)"
	    " VALUES ('%s', '%s', 490)", shipping, "EUR");
	free(brand);
}

static inline void
buy_begin(void)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
	client_free(c);
	buy_zone();
}

static void
buy_start(void)
{
	if (shop_home_made == NULL)
		shop_home_made = stripe_start;
	setenv("SOUK_EDGE_RATE", "30000", 1);
	shop_start();
	buy_begin();
}

/* ---- guests -------------------------------------------------------------- */

/* Somebody with so many of it in the cart. */
static inline struct client *
guest_with(const char *variation, int quantity)
{
	struct client	*c = client_new();

	want(cart_put(c, variation, quantity), 201);
	return c;
}

/* pay: "stripe", "cash" … key NULL: none. */
static inline struct answer *
order_try(struct client *c, const char *pay, const char *key)
{
	struct answer	*a;
	char		 line[160];

	snprintf(line, sizeof(line), "Idempotency-Key: %s",
	    key == NULL ? "" : key);
	client_header(c, key == NULL ? NULL : line);
	a = client_json(c, "POST", ORDERS, "{" BUYER ",\"shippingMethodId\":"
	    "\"%s\",\"paymentMethod\":\"%s\"}", shipping, pay);
	client_header(c, NULL);
	return a;
}

/* Its id; a copy that lasts for some more of them. */
static inline const char *
order_new(struct client *c, const char *pay)
{
	struct answer	*a = order_try(c, pay, NULL);

	want(a, 201);
	return id_kept(a);
}

/* ---- paying -------------------------------------------------------------- */

/* Stripe's page for it; NULL, and the answer to look at: not now. */
static inline const char *
pay_page(struct client *c, const char *order, struct answer **said)
{
	static char	 url[512];
	struct answer	*a = client_json(c, "POST",
			    "/api/payments/checkout-session",
			    "{\"orderId\":\"%s\"}", order);

	if (said != NULL)
		*said = a;
	if (a->status / 100 != 2)
		return NULL;
	ck_assert_ptr_nonnull(answer_at(a, "data.url"));
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	return url;
}

static inline const char *
pay_page_surely(struct client *c, const char *order)
{
	struct answer	*a;
	const char	*url = pay_page(c, order, &a);

	ck_assert_msg(url != NULL, "%s: %d %s", order, a->status, a->body);
	return url;
}

/* After failures Stripe is left alone for half a minute. */
static inline bool
pay_page_await(struct client *c, const char *order)
{
	int64_t	 end = now_ms() + SOON_MS;

	while (pay_page(c, order, NULL) == NULL && now_ms() < end)
		pause_ms(200);
	return now_ms() < end;
}

/* From the cart to the money, and all that Stripe tells of it. */
static inline const char *
order_paid(struct client *c)
{
	const char	*id = order_new(c, "stripe");

	ck_assert_str_ne(stripe_pay(pay_page_surely(c, id), "pm_card_visa"),
	    "");
	return id;
}

/* ---- looking ------------------------------------------------------------- */

static inline long
sql_long(const char *format, const char *arg)
{
	char	*sql, *value;
	long	 n;

	ck_assert_int_ge(asprintf(&sql, format, arg), 0);
	value = shop_sql(sql);
	n = strtol(value, NULL, 10);
	free(value);
	free(sql);
	return n;
}

static inline long
stock_of(const char *variation)
{
	return sql_long("SELECT stock FROM product_variation WHERE id = '%s'",
	    variation);
}

/* By which money came for it. */
static inline const char *
payment_of(const char *order)
{
	static char	 id[80];
	char		*sql, *value;

	ck_assert_int_ge(asprintf(&sql, "SELECT id FROM payment WHERE"
	    " subject_id = '%s' AND received > 0", order), 0);
	value = shop_sql(sql);
	snprintf(id, sizeof(id), "%s", value);
	free(value);
	free(sql);
	return id;
}

/* A column of an order. */
static inline long
order_long(const char *id, const char *column)
{
	char	*sql, *value;
	long	 n;

	ck_assert_int_ge(asprintf(&sql, "SELECT %s FROM orders WHERE id ="
	    " '%s'", column, id), 0);
	value = shop_sql(sql);
	n = strtol(value, NULL, 10);
	free(value);
	free(sql);
	return n;
}

static inline void
want_state(const char *id, const char *state)
{
	char	*sql, *value;

	ck_assert_int_ge(asprintf(&sql, "SELECT state FROM orders WHERE id ="
	    " '%s'", id), 0);
	value = shop_sql(sql);
	ck_assert_str_eq(value, state);
	free(value);
	free(sql);
}

/* Until the statement says so. */
static inline void
sql_await(const char *format, const char *arg, long value)
{
	int64_t	 end = now_ms() + SOON_MS;
	long	 found;

	while ((found = sql_long(format, arg)) != value && now_ms() < end)
		pause_ms(20);
	ck_assert_msg(found == value, "%s, %s: %ld, not %ld", format, arg,
	    found, value);
}

/* A job now, not when its time comes; those of payments call out. */
static inline void
job_now(const char *kind)
{
	static int	 turn;
	char		 id[32];

	snprintf(id, sizeof(id), "job_now%d", turn++);
	buy_sql(strncmp(kind, "payments.", 9) == 0 ?
	    "INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('%s', '%s', 'call', '{}', 'waiting', 1, 1)" :
	    "INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('%s', '%s', '{}', 'waiting', 1, 1)", id,
	    kind);
	sql_await("SELECT count(*) FROM job WHERE id = '%s'", id, 0);
}

/* What waits after a failure needs not wait. */
static inline void
jobs_hasten(void)
{
	buy_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting'"
	    " AND attempts > 0%s%s", "", "");
}

/* Until nothing is to be sent to Stripe any more. */
static inline void
money_await(void)
{
	int64_t	 end = now_ms() + SOON_MS, hurry = now_ms() + 500;

	while (sql_long("SELECT count(*) FROM job WHERE kind LIKE"
	    " 'payments.%%' AND kind NOT IN ('payments.pull',"
	    " 'payments.reconcile') AND state <> 'dead'%s", "") > 0 &&
	    now_ms() < end) {
		if (now_ms() > hurry) {
			jobs_hasten();
			hurry = now_ms() + 500;
		}
		pause_ms(20);
	}
	ck_assert_int_lt(now_ms(), end);
}

/* Money of every order here is its money there, to the cent. */
static inline int
books_agree(void)
{
	char	*all = shop_sql("SELECT group_concat(subject_id || ' ' ||"
		    " received || ' ' || refunded) FROM (SELECT subject_id,"
		    " sum(received) AS received, sum(refunded) AS refunded"
		    " FROM payment WHERE provider = 'stripe' AND received > 0"
		    " GROUP BY subject_id)"), *rest = all, *one, id[80],
		 path[160];
	long	 received, refunded, sum = 0;
	int	 n = 0;

	stripe_ask("books", "%s", "");
	while ((one = strsep(&rest, ",")) != NULL && *one != '\0') {
		ck_assert_int_eq(sscanf(one, "%79s %ld %ld", id, &received,
		    &refunded), 3);
		snprintf(path, sizeof(path), "orders.%s.charged", id);
		ck_assert_msg(stripe_at(path) != NULL, "%s: not there", one);
		ck_assert_msg(strtol(stripe_at(path), NULL, 10) == received,
		    "%s: %s charged there", one, stripe_at(path));
		snprintf(path, sizeof(path), "orders.%s.refunded", id);
		ck_assert_msg(strtol(stripe_at(path), NULL, 10) == refunded,
		    "%s: %s refunded there", one, stripe_at(path));
		sum += received;
		n++;
	}
	free(all);
	ck_assert_int_eq(strtol(stripe_at("charged"), NULL, 10), sum);
	ck_assert_str_eq(stripe_at("twice"), "0");
	return n;
}

#endif
