/* SPDX-License-Identifier: ISC */
/* Orders that are paid and given back, through the whole shop. */
#include <math.h>

#include "tests/http/order.h"
#include "tests/http/process.h"
#include "tests/http/stripe.h"
#include "tests/http/suite.h"

#define PAY		"/api/payments"
#define SHOP_PAY	"/api/admin/payments"
#define CARDS		"/api/admin/gift-cards"

static struct client	*guest;

static void
payments_open(void)
{
	orders_open();
	if (guest == NULL)
		guest = client_new();
	server_says(&stripe, "");
	stripe_hooks("now");
}

static const char *
order_by(const char *way, const char *price)
{
	char	 more[64];

	snprintf(more, sizeof(more), ",\"paymentMethod\":\"%s\"", way);
	return order_new(guest, good_new("Bougie", price, 9), 1, more);
}

static struct answer *
pay_with(struct client *c, const char *how, const char *order)
{
	return client_json(c, "POST", path_of(PAY, how, ""),
	    "{\"orderId\":\"%s\"}", order);
}

/* Until a query says that. */
static void
wait_sql(const char *query, const char *id, const char *value)
{
	char	 text[600], *found = NULL;

	snprintf(text, sizeof(text), query, id);
	for (int i = 0; i < SOON_MS / 50; i++) {
		free(found);
		found = shop_sql(text);
		if (strcmp(found, value) == 0)
			break;
		poll(NULL, 0, 50);
	}
	ck_assert_msg(strcmp(found, value) == 0, "%s: %s, not %s", text,
	    found, value);
	free(found);
}

/* Does the log say that? */
static bool
log_has(const char *text)
{
	char	*line = NULL, path[400];
	size_t	 size = 0;
	bool	 found = false;
	FILE	*f;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	ck_assert_ptr_nonnull(f = fopen(path, "re"));
	while (!found && getline(&line, &size, f) != -1)
		found = strstr(line, text) != NULL;
	free(line);
	fclose(f);
	return found;
}

static const char *
payment_of(const char *order)
{
	static char	 ids[8][64];
	static int	 turn;
	char		*id = ids[turn++ % 8], text[200], *found;

	snprintf(text, sizeof(text), "SELECT id FROM payment WHERE subject_id"
	    " = '%s' ORDER BY id DESC LIMIT 1", order);
	found = shop_sql(text);
	snprintf(id, 64, "%s", found);
	free(found);
	return id;
}

static void
books_are_sound(void)
{
	want_sql("SELECT count(*) FROM payment p WHERE p.received - p.refunded"
	    " <> (SELECT coalesce(sum(CASE WHEN l.debit = CASE p.provider WHEN"
	    " 'transfer' THEN 'bank' WHEN 'gift_card' THEN 'gift_cards' ELSE"
	    " p.provider END THEN l.amount ELSE -l.amount END), 0) FROM"
	    " ledger_entry l WHERE l.subject = 'payment' AND l.subject_id ="
	    " p.id)", "0");
	orders_are_sound();
}

/* ---- by card ---------------------------------------------------------------------- */

START_TEST(s4_pay_01_an_order_is_paid_on_stripes_page)
{
	char		 url[600];
	const char	*order;
	struct answer	*a;

	payments_open();
	order = order_by("stripe", "23.90");
	a = pay_with(guest, "checkout-session", order);
	want(a, 200);
	want_at(a, "data.payment.amount", "23.90");
	want_at(a, "data.payment.state", "open");
	ck_assert_ptr_null(strstr(a->body, "sessionRef"));
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	/* Told again: the same page. */
	a = pay_with(guest, "checkout-session", order);
	want(a, 200);
	want_at(a, "data.url", url);
	ck_assert_ptr_nonnull(strstr(stripe_pay(url, "pm_card_visa"),
	    "payment=done"));
	stripe_wait();
	wait_sql("SELECT state FROM orders WHERE id = '%s'", order,
	    "confirmed");
	a = client_get(guest, path_of(PAY, payment_of(order), ""));
	want(a, 200);
	want_at(a, "data.state", "succeeded");
	want_at(a, "data.received", "23.90");
	want(pay_with(guest, "checkout-session", order), 409);
	ck_assert_int_eq(stripe_books(NULL, "charged"), 2390);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_01_an_intent_is_told_to_its_payer_alone)
{
	const char	*order;
	struct answer	*a;

	payments_open();
	order = order_by("stripe", "10.00");
	want(pay_with(anyone, "create-intent", order), 404);
	want(pay_with(reader, "create-intent", order), 404);
	want(pay_with(stranger, "create-intent", order), 404);
	want(client_json(guest, "POST", PAY "/create-intent", "{}"), 400);
	want(client_json(guest, "POST", PAY "/create-intent",
	    "{\"orderId\":\"%s\",\"amount\":1}", order), 400);
	want(client_json(guest, "POST", PAY "/create-intent",
	    "{\"orderId\":\"ord_01h455vb4pex5vsknk084sn02q\"}"), 404);
	a = pay_with(guest, "create-intent", order);
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.clientSecret"),
	    "_secret_"));
	want_at(a, "data.publicKey", "pk_test_souk51Hk2");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Cache-Control"),
	    "no-store"));
	want(client_get(anyone, path_of(PAY, payment_of(order), "")), 404);
	want(client_get(stranger, path_of(PAY, payment_of(order), "")), 403);
	want(client_get(owner, path_of(PAY, payment_of(order), "")), 200);
}
END_TEST

START_TEST(s4_pay_05_a_declined_card_is_told_and_another_try_is_free)
{
	static const struct { const char *card, *locale, *says; } rows[] = {
		{ "pm_card_chargeDeclined", "en", "declined" },
		{ "pm_card_chargeDeclinedInsufficientFunds", "fr",
		  "approvisionné" },
		{ "pm_card_chargeDeclinedExpiredCard", "ar", "البطاقة" },
	};
	char		 url[600], line[64];
	const char	*order;
	struct answer	*a;

	payments_open();
	for (size_t i = 0; i < COUNT(rows); i++) {
		order = order_by("stripe", "12.00");
		a = pay_with(guest, "checkout-session", order);
		want(a, 200);
		snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
		ck_assert_str_eq(stripe_pay(url, rows[i].card), "");
		stripe_wait();
		wait_sql("SELECT count(*) FROM payment WHERE subject_id ="
		    " '%s' AND error_code IS NOT NULL", order, "1");
		snprintf(line, sizeof(line), "Accept-Language: %s",
		    rows[i].locale);
		client_header(guest, line);
		a = client_get(guest, path_of(PAY, payment_of(order), ""));
		client_header(guest, NULL);
		want(a, 200);
		ck_assert_msg(strstr(answer_at(a, "data.errorText"),
		    rows[i].says) != NULL, "%s", a->body);
		ck_assert_str_ne(stripe_pay(url, "pm_card_visa"), "");
		stripe_wait();
		wait_sql("SELECT state FROM orders WHERE id = '%s'", order,
		    "confirmed");
	}
	books_are_sound();
}
END_TEST

START_TEST(f20_while_stripe_is_down_the_order_waits_and_the_shop_goes_on)
{
	const char	*order;
	struct answer	*a;

	payments_open();
	order = order_by("stripe", "11.00");
	server_says(&stripe, "500\n");
	a = pay_with(guest, "create-intent", order);
	want(a, 502);
	want_at(a, "error.code", "PAYMENT_PROVIDER_DOWN");
	server_says(&stripe, "wait:9\n");
	a = pay_with(guest, "create-intent", order);
	want(a, 503);
	ck_assert_str_eq(answer_header(a, "Retry-After"), "9");
	server_says(&stripe, "lie:amount times=1\n");
	want(pay_with(guest, "create-intent", order), 502);
	server_says(&stripe, "");
	want_sql_of("SELECT state FROM orders WHERE id = '%s'", order,
	    "pending");
	want(client_get(guest, CART), 200);
	books_are_sound();
}
END_TEST

/* ---- back -------------------------------------------------------------------------- */

static const char *
order_paid_by_card(const char *price)
{
	const char	*order = order_by("stripe", price);
	char		 url[600];
	struct answer	*a = pay_with(guest, "checkout-session", order);

	want(a, 200);
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	stripe_pay(url, "pm_card_visa");
	stripe_wait();
	wait_sql("SELECT state FROM orders WHERE id = '%s'", order,
	    "confirmed");
	return order;
}

START_TEST(s4_pay_03_staff_give_back_part_and_then_the_rest_once)
{
	const char	*order, *payment;
	struct answer	*a;
	char		 path[160], first[64];

	payments_open();
	order = order_paid_by_card("30.00");
	payment = payment_of(order);
	snprintf(path, sizeof(path), PAY "/%s/refund", payment);
	want(client_json(anyone, "POST", path, "{}"), 401);
	want(client_json(guest, "POST", path, "{}"), 401);
	want(client_json(reader, "POST", path, "{}"), 403);
	want(client_json(stranger, "POST", path, "{}"), 403);
	want(client_json(owner, "POST", path, "{\"amount\":\"30.01\"}"), 409);
	want(client_json(owner, "POST", path, "{\"amount\":\"0\"}"), 400);
	want(client_json(owner, "POST", path, "{\"amount\":\"-1\"}"), 400);
	want(client_json(owner, "POST", path, "{\"amount\":\"1.005\"}"), 400);
	want(client_json(owner, "POST", path, "{\"reason\":\"x\"}"), 400);
	client_header(owner, "Idempotency-Key: refund-1");
	a = client_json(owner, "POST", path, "{\"amount\":\"12.50\","
	    "\"reason\":\"requested_by_customer\",\"note\":\"cassée\"}");
	want(a, 201);
	snprintf(first, sizeof(first), "%s", answer_at(a, "data.id"));
	want_at(a, "data.amount", "12.50");
	a = client_json(owner, "POST", path, "{\"amount\":\"12.50\","
	    "\"reason\":\"requested_by_customer\",\"note\":\"cassée\"}");
	want(a, 201);
	want_at(a, "data.id", first);
	client_header(owner, NULL);
	wait_sql("SELECT state FROM payment_refund WHERE id = '%s'", first,
	    "succeeded");
	want_sql_of("SELECT refunded FROM payment WHERE id = '%s'", payment,
	    "1250");
	want(client_json(manager, "POST", path, "{}"), 201);
	wait_sql("SELECT count(*) FROM payment_refund WHERE payment_id ="
	    " '%s' AND state = 'succeeded'", payment, "2");
	want(client_json(owner, "POST", path, "{}"), 409);
	a = client_get(guest, path_of(PAY, payment, ""));
	want_at(a, "data.refunded", "30.00");
	want_at(a, "data.refunds.1.amount", "17.50");
	ck_assert_ptr_null(strstr(a->body, "cassée"));
	want_sql_of("SELECT count(*) FROM audit_log WHERE action ="
	    " 'refund_payment' AND entity_id = '%s'", payment, "2");
	books_are_sound();
}
END_TEST

/* The job of a refund has its last try, and fails. */
static void
give_up(const char *refund)
{
	char	 text[200], *found = NULL;

	for (int i = 0; i < SOON_MS / 50; i++) {
		snprintf(text, sizeof(text), "UPDATE job SET attempts = 79,"
		    " due_at = 1 WHERE unique_key = '%s' AND state ="
		    " 'waiting'", refund);
		free(shop_sql(text));
		snprintf(text, sizeof(text), "SELECT count(*) FROM"
		    " payment_refund WHERE id = '%s' AND stuck_at IS NOT"
		    " NULL", refund);
		found = shop_sql(text);
		if (strcmp(found, "1") == 0)
			break;
		free(found);
		found = NULL;
		poll(NULL, 0, 50);
	}
	ck_assert_ptr_nonnull(found);
	free(found);
}

START_TEST(s4_pay_03_a_refund_that_stripe_never_took_is_sent_again)
{
	char		 path[160], retry[160], refund[64], *payment;
	struct answer	*a;

	payments_open();
	payment = strdup(payment_of(order_paid_by_card("31.00")));
	server_says(&stripe, "500 to=POST/v1/refunds\n");
	snprintf(path, sizeof(path), PAY "/%s/refund", payment);
	a = client_json(owner, "POST", path, "{\"amount\":\"5.00\"}");
	want(a, 201);
	snprintf(refund, sizeof(refund), "%s", answer_at(a, "data.id"));
	snprintf(retry, sizeof(retry), "/api/admin/refunds/%s/retry", refund);
	give_up(refund);
	a = client_get(owner, path_of(SHOP_PAY, payment, ""));
	want_at(a, "data.flag", "stuck");
	ck_assert_str_ne(answer_at(a, "data.refunds.0.stuckAt"), "null");
	a = client_get(guest, path_of(PAY, payment, ""));
	want(a, 200);
	want_at(a, "data.refunds.0.stuckAt", "null");
	wait_sql("SELECT count(*) FROM mail WHERE template = 'refund_stuck'"
	    " AND '%s' <> ''", refund, "1");
	want(client_json(anyone, "POST", retry, "{}"), 401);
	want(client_json(guest, "POST", retry, "{}"), 401);
	want(client_json(reader, "POST", retry, "{}"), 403);
	want(client_json(stranger, "POST", retry, "{}"), 403);
	want(client_json(owner, "POST", "/api/admin/refunds/"
	    "refund_01h455vb4pex5vsknk084sn02q/retry", "{}"), 404);
	server_says(&stripe, "");
	a = client_json(owner, "POST", retry, "{}");
	want(a, 200);
	want_at(a, "data.state", "waiting");
	want_at(a, "data.stuckAt", "null");
	wait_sql("SELECT state FROM payment_refund WHERE id = '%s'", refund,
	    "succeeded");
	want(client_json(owner, "POST", retry, "{}"), 409);
	a = client_get(owner, path_of(SHOP_PAY, payment, ""));
	want_at(a, "data.flag", "null");
	want_sql_of("SELECT count(*) FROM audit_log WHERE action ="
	    " 'retry_refund' AND entity_id = '%s'", refund, "1");
	free(payment);
	books_are_sound();
}
END_TEST

/* ---- by hand -------------------------------------------------------------------------- */

START_TEST(target_36_cash_and_transfers_are_entered_by_staff)
{
	const char	*order, *payment;
	struct answer	*a;
	char		 path[160];

	payments_open();
	order = order_by("transfer", "20.00");
	payment = payment_of(order);
	snprintf(path, sizeof(path), SHOP_PAY "/%s/receive", payment);
	want(client_json(guest, "POST", path, "{}"), 401);
	want(client_json(reader, "POST", path, "{}"), 403);
	want(client_json(stranger, "POST", path, "{}"), 403);
	want(client_json(owner, "POST", path, "{\"amount\":\"20.01\"}"), 400);
	a = client_json(owner, "POST", path, "{\"amount\":\"5.00\"}");
	want(a, 200);
	want_at(a, "data.state", "open");
	want_at(a, "data.received", "5.00");
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.state", "succeeded");
	want(client_json(owner, "POST", path, "{}"), 409);
	want_sql_of("SELECT state FROM orders WHERE id = '%s'", order,
	    "confirmed");
	a = client_json(owner, "POST", path_of(PAY, payment, "/refund"), "{}");
	want(a, 201);
	want_at(a, "data.state", "waiting");
	snprintf(path, sizeof(path), "/api/admin/refunds/%s/done",
	    answer_at(a, "data.id"));
	want(client_json(reader, "POST", path, "{}"), 403);
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.state", "succeeded");
	want(client_json(owner, "POST", path, "{}"), 409);
	books_are_sound();
}
END_TEST

/* All accounts together, in minor units; two at least have something. */
static long long
balances_add_up(const struct answer *a)
{
	const char	*amount;
	char		 at[40];
	long long	 sum = 0, one;
	int		 filled = 0;

	for (int i = 0;; i++) {
		snprintf(at, sizeof(at), "data.balances.%d.balance", i);
		if ((amount = answer_at(a, at)) == NULL)
			break;
		one = llround(strtod(amount, NULL) * 100);
		sum += one;
		filled += one != 0;
	}
	ck_assert_int_ge(filled, 2);
	return sum;
}

START_TEST(target_37_staff_see_payments_and_books)
{
	struct answer	*a;

	payments_open();
	order_by("cash", "3.00");
	a = client_get(owner, SHOP_PAY "?state=open&provider=cash&limit=1");
	want(a, 200);
	want_at(a, "data.0.provider", "cash");
	want_at(a, "data.0.state", "open");
	want(client_get(owner, SHOP_PAY "?flagged=true"), 200);
	want(client_get(owner, SHOP_PAY "?state=nonsense"), 400);
	want(client_get(reader, SHOP_PAY), 403);
	a = client_get(stranger, SHOP_PAY);
	want(a, 200);
	ck_assert_ptr_null(answer_at(a, "data.0.id"));
	a = client_get(owner, "/api/admin/ledger?limit=2");
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.0.cause"));
	a = client_get(owner, "/api/admin/ledger/balances");
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.balances.0.account"));
	ck_assert_int_eq(balances_add_up(a), 0);
	want(client_get(reader, "/api/admin/ledger"), 403);
}
END_TEST

/* ---- gift cards --------------------------------------------------------------------------- */

START_TEST(target_07_a_gift_card_pays_part_and_cash_the_rest)
{
	char		 code[64], path[160], id[64];
	const char	*order;
	struct answer	*a;

	payments_open();
	want(client_json(reader, "POST", CARDS, "{\"amount\":\"5\"}"), 403);
	want(client_json(owner, "POST", CARDS, "{\"amount\":\"0\"}"), 400);
	want(client_json(owner, "POST", CARDS, "{\"amount\":\"-5\"}"), 400);
	want(client_json(owner, "POST", CARDS, "{\"amount\":\"5\","
	    "\"balance\":\"9\"}"), 400);
	a = client_json(owner, "POST", CARDS, "{\"amount\":\"15.00\","
	    "\"paidBy\":\"cash\",\"note\":\"Noël\"}");
	want(a, 201);
	snprintf(code, sizeof(code), "%s", answer_at(a, "data.code"));
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	a = client_get(owner, path_of(CARDS, id, ""));
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, code));
	want(client_get(stranger, path_of(CARDS, id, "")), 403);
	order = order_by("cash", "20.00");
	want(client_json(guest, "POST", PAY "/gift-card",
	    "{\"orderId\":\"%s\",\"code\":\"AAAA-AAAA\"}", order), 400);
	want(client_json(anyone, "POST", PAY "/gift-card",
	    "{\"orderId\":\"%s\",\"code\":\"%s\"}", order, code), 404);
	a = client_json(guest, "POST", PAY "/gift-card",
	    "{\"orderId\":\"%s\",\"code\":\"%s\"}", order, code);
	want(a, 200);
	want_at(a, "data.received", "15.00");
	snprintf(path, sizeof(path), "/api/orders/%s", order);
	a = client_get(guest, path);
	want_at(a, "data.due", "5.00");
	a = client_json(guest, "POST", PAY "/gift-card",
	    "{\"orderId\":\"%s\",\"code\":\"%s\"}", order, code);
	want(a, 409);
	want_at(a, "error.code", "GIFT_CARD_EMPTY");
	want(client_json(owner, "PATCH", path_of(CARDS, id, ""),
	    "{\"isActive\":false}"), 200);
	want(client_json(owner, "PATCH", path_of(CARDS, id, ""),
	    "{\"amount\":\"100\"}"), 400);
	a = client_json(guest, "POST", PAY "/gift-card",
	    "{\"orderId\":\"%s\",\"code\":\"%s\"}", order, code);
	want(a, 400);
	books_are_sound();
}
END_TEST

/* Nothing that pays is in the database or the log. */
START_TEST(s4_pay_01_no_client_secret_is_kept_or_logged)
{
	char	*found;

	payments_open();
	want(pay_with(guest, "create-intent", order_by("stripe", "9.00")),
	    200);
	found = shop_sql("SELECT count(*) FROM payment WHERE intent_ref LIKE"
	    " '%_secret_%' OR session_ref LIKE '%_secret_%'");
	ck_assert_str_eq(found, "0");
	free(found);
	ck_assert(!log_has("_secret_"));
	ck_assert(!log_has(STRIPE_KEY));
}
END_TEST

static void
setup(void)
{
	shop_home_made = stripe_start;
	shop_start();
}

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_01_an_order_is_paid_on_stripes_page,
		s4_pay_01_an_intent_is_told_to_its_payer_alone,
		s4_pay_05_a_declined_card_is_told_and_another_try_is_free,
		f20_while_stripe_is_down_the_order_waits_and_the_shop_goes_on,
		s4_pay_03_staff_give_back_part_and_then_the_rest_once,
		s4_pay_03_a_refund_that_stripe_never_took_is_sent_again,
		target_36_cash_and_transfers_are_entered_by_staff,
		target_37_staff_see_payments_and_books,
		target_07_a_gift_card_pays_part_and_cash_the_rest,
		s4_pay_01_no_client_secret_is_kept_or_logged,
	};

	return suite_run_with("payments", setup, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
