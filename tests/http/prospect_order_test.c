/* SPDX-License-Identifier: ISC */
/* Who has paid for an order is converted, and what they ask about is named. */
#include "tests/http/inbox.h"
#include "tests/http/order.h"

/* The id of a row that a query finds, for a while. */
static const char *
id_by(const char *format, const char *what)
{
	static char	 ids[16][64];
	static int	 turn;
	char		*id = ids[turn++ % 16], sql[500], *found;

	snprintf(sql, sizeof(sql), format, what);
	found = shop_sql(sql);
	ck_assert_msg(*found != '\0', "%s", sql);
	snprintf(id, sizeof(ids[0]), "%s", found);
	free(found);
	return id;
}

static const char *
prospect_with(const char *phone)
{
	return id_by("SELECT c.prospect_id FROM conversation c JOIN wa_person"
	    " p ON p.id = c.person_id WHERE p.wa_id = '%s'", phone);
}

static void
status_is(const char *prospect, const char *status)
{
	struct answer	*a = client_get(owner, path_of(PROSPECTS, prospect,
			    ""));

	want(a, 200);
	want_at(a, "data.status", status);
}

/* Somebody orders so many of it in the chat; the order. */
static const char *
chat_order(const char *phone, const char *variation, int quantity)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 json[400], sql[500], *found;

	snprintf(json, sizeof(json), "{\"type\":\"order\",\"order\":{"
	    "\"catalog_id\":\"1\",\"product_items\":[{"
	    "\"product_retailer_id\":\"%s\",\"quantity\":%d}]}}", variation,
	    quantity);
	meta_message(phone, json);
	meta_wait();
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM chat_order o JOIN"
	    " message m ON m.id = o.message_id WHERE o.state = 'waiting'"
	    " AND m.conversation_id = '%s'", talk_with(phone));
	for (bool waits = true; waits; free(found)) {
		found = shop_sql(sql);
		waits = strcmp(found, "0") != 0;
		ck_assert_msg(!waits || now_ms() < end, "%s waits", phone);
		if (waits)
			pause_ms(20);
	}
	return id_by("SELECT o.order_id FROM chat_order o JOIN message m ON"
	    " m.id = o.message_id WHERE m.conversation_id = '%s'"
	    " ORDER BY o.message_id DESC LIMIT 1", talk_with(phone));
}

static struct answer *
paid(const char *order)
{
	return client_json(owner, "POST", path_of(SHOP_ORDERS, order,
	    "/paid"), "{\"paymentMethod\":\"cash\"}");
}

static const char *
prospect_new(const char *more)
{
	struct answer	*a = client_json(owner, "POST", PROSPECTS,
			    "{\"name\":\"Lina\"%s}", more);

	want(a, 201);
	return id_kept(a);
}

#define LINA	"01h455vb4pex5vsknk084sn0a1"
#define OMAR	"01h455vb4pex5vsknk084sn0a2"

/* Of its payment that is under way; amount "": all. */
static struct answer *
received(const char *order, const char *amount)
{
	return client_json(owner, "POST", path_of("/api/admin/payments",
	    id_by("SELECT id FROM payment WHERE subject_id = '%s'"
	    " ORDER BY id DESC LIMIT 1", order), "/receive"), "%s", amount);
}

/* ---- who pays ------------------------------------------------------------- */

START_TEST(s1_pro_01_who_pays_for_an_order_of_the_chat_is_converted)
{
	const char	*phone = "33644440001", *other = "33644440002";
	const char	*cup, *order, *prospect;

	orders_open();
	cup = good_new("Bol", "5.00", 9);
	said_by(other, "Bonjour");
	order = chat_order(phone, cup, 2);
	prospect = prospect_with(phone);
	status_is(prospect, "new");
	want(paid(order), 200);
	status_is(prospect, "converted");
	status_is(prospect_with(other), "new");
	/* An answer is nothing less. */
	want(answer_post(phone, "{\"text\":\"Merci\"}"), 201);
	status_is(prospect, "converted");
	want(paid(order), 409);
	/* Whoever was given up for lost and buys all the same. */
	want(client_json(owner, "PATCH", path_of(PROSPECTS, prospect, ""),
	    "{\"status\":\"lost\"}"), 200);
	order = chat_order(phone, cup, 1);
	status_is(prospect, "lost");
	want(paid(order), 200);
	status_is(prospect, "converted");
}
END_TEST

START_TEST(s1_pro_01_who_pays_with_their_account_is_converted)
{
	struct client	*lina = customer_login(LINA, "lina");
	const char	*cup, *order, *prospect;
	struct answer	*a;

	orders_open();
	cup = good_new("Pot", "10.00", 9);
	prospect = prospect_new(",\"status\":\"qualified\",\"customerId\":"
	    "\"user_" LINA "\"");
	order = order_new(lina, cup, 1, "");
	status_is(prospect, "qualified");
	want(received(order, "{\"amount\":\"4.00\"}"), 200);
	status_is(prospect, "qualified");
	want(received(order, "{}"), 200);
	status_is(prospect, "converted");
	/* It was a sale, though the money goes back. */
	a = client_json(owner, "POST", path_of(SHOP_ORDERS, order,
	    "/refunds"), "{\"amount\":\"10.00\"}");
	ck_assert_msg(a->status == 201 || a->status == 200, "%d: %s",
	    a->status, a->body);
	status_is(prospect, "converted");
	orders_are_sound();
	client_free(lina);
}
END_TEST

START_TEST(s1_pro_01_who_did_not_pay_is_not_converted)
{
	struct client	*guest = client_new();
	const char	*phone = "33644440003", *cup, *order, *named;

	orders_open();
	cup = good_new("Vase", "10.00", 9);
	order = chat_order(phone, cup, 1);
	want(order_to(owner, order, "cancelled"), 200);
	want(paid(order), 409);
	status_is(prospect_with(phone), "new");
	/* Anybody can give somebody else's address. */
	named = prospect_new(",\"email\":\"lina@shop.test\"");
	order = order_new(guest, cup, 1, "");
	want(received(order, "{}"), 200);
	status_is(named, "new");
	client_free(guest);
}
END_TEST

START_TEST(s1_pro_01_who_turned_out_to_be_another_is_converted_as_that)
{
	struct client	*omar = customer_login(OMAR, "omar");
	const char	*into, *from, *cup;

	orders_open();
	cup = good_new("Plat", "10.00", 9);
	into = prospect_new(",\"customerId\":\"user_" LINA "\","
	    "\"phone\":\"+33644440009\"");
	from = prospect_new(",\"customerId\":\"user_" OMAR "\"");
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"%s\"}", from), 200);
	want(received(order_new(omar, cup, 1, ""), "{}"), 200);
	status_is(into, "converted");
	status_is(from, "new");
	client_free(omar);
}
END_TEST

/* ---- what they ask about ------------------------------------------------------ */

/* Somebody writes from the page of what Meta's catalogue calls so. */
static void
asked_about(const char *phone, const char *called)
{
	char	 json[700];

	snprintf(json, sizeof(json), "{\"type\":\"text\",\"text\":{\"body\":"
	    "\"Encore là ?\"},\"context\":{\"referred_product\":{"
	    "\"catalog_id\":\"1\",\"product_retailer_id\":%s}}}", called);
	meta_message(phone, json);
	meta_wait();
}

static const char *
talk_page(const char *phone)
{
	struct answer	*a;

	client_header(manager, "Accept: text/html");
	client_header(manager, "Accept-Language: fr");
	a = client_get(manager, path_of("/admin/messages", talk_with(phone),
	    ""));
	client_header(manager, NULL);
	want(a, 200);
	return a->body;
}

START_TEST(target_53_who_asks_about_a_product_names_it)
{
	const char	*phone = "33644440010", *variation, *product, *page;
	char		 called[120], at[160];
	struct answer	*a;

	variation = good_new("Théière <b>bleue</b>", "30.00", 1);
	product = id_by("SELECT product_id FROM product_variation WHERE id ="
	    " '%s'", variation);
	for (int i = 0; i < 3; i++) {
		snprintf(called, sizeof(called), "\"%s\"", i == 0 ? variation :
		    i == 1 ? product : id_by("SELECT slug FROM product_text"
		    " WHERE product_id = '%s' LIMIT 1", product));
		asked_about(phone, called);
		a = talk_messages(phone);
		want_at(a, "data.0.kind", "text");
		want_at(a, "data.0.text", "Encore là ?");
		want_at(a, "data.0.product.productId", product);
		want_at(a, "data.0.product.name", "Théière <b>bleue</b>");
		called[strlen(called) - 1] = '\0';
		want_at(a, "data.0.product.retailerId", called + 1);
	}
	page = talk_page(phone);
	snprintf(at, sizeof(at), "href=\"/admin/produits/%s\"", product);
	ck_assert_ptr_nonnull(strstr(page, at));
	ck_assert_ptr_nonnull(strstr(page, "Théière &lt;b&gt;bleue"));
	ck_assert_ptr_null(strstr(page, "<b>bleue"));
	said_by(phone, "Sans rapport");
	want_at(talk_messages(phone), "data.0.product", "null");
}
END_TEST

/* What Meta may say, and what is shown of it. */
static const struct { const char *called, *shown; } unknown[] = {
	{ "\"SKU-<script>alert(1)</script>\"",
	    "SKU-<script>alert(1)</script>" },
	{ "\"' OR 1=1 --\"", "' OR 1=1 --" },
	{ "\"a\\u0000b\\r\\nc\"", NULL },
	{ "1234", "1234" },
	{ "\"\"", NULL }, { "null", NULL }, { "{\"a\":[]}", NULL },
};

START_TEST(target_53_an_unknown_product_shows_how_it_is_called)
{
	const char	*phone = "33644440011", *shown;
	struct answer	*a;

	for (size_t i = 0; i < COUNT(unknown); i++) {
		asked_about(phone, unknown[i].called);
		a = talk_messages(phone);
		want(a, 200);
		shown = answer_at(a, "data.0.product.retailerId");
		if (unknown[i].shown != NULL)
			want_at(a, "data.0.product.retailerId",
			    unknown[i].shown);
		ck_assert_msg(shown == NULL || strpbrk(shown, "\r\n") == NULL,
		    "%s", shown);
		if (shown == NULL)
			want_at(a, "data.0.product", "null");
		else {
			want_at(a, "data.0.product.name", "null");
			want_at(a, "data.0.product.productId", "null");
		}
	}
	ck_assert_ptr_nonnull(strstr(talk_page(phone),
	    "SKU-&lt;script&gt;"));
	/* Another brand's is none of ours. */
	a = product_post(stranger, "Ailleurs", category_new(stranger,
	    "Ailleurs", NULL), ACTIVE ",\"basePrice\":5,\"variations\":"
	    "[{\"sku\":\"AILLEURS\"}]");
	want(a, 201);
	asked_about(phone, "\"AILLEURS\"");
	want_at(talk_messages(phone), "data.0.product.name", "null");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_pro_01_who_pays_for_an_order_of_the_chat_is_converted,
		s1_pro_01_who_pays_with_their_account_is_converted,
		s1_pro_01_who_did_not_pay_is_not_converted,
		s1_pro_01_who_turned_out_to_be_another_is_converted_as_that,
		target_53_who_asks_about_a_product_names_it,
		target_53_an_unknown_product_shows_how_it_is_called,
	};

	return suite_run_with("prospects who buy", inbox_start, tests,
	    COUNT(tests));
}
