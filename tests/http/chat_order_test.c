/* SPDX-License-Identifier: ISC */
/* Orders that come as messages of WhatsApp. */
#include "tests/http/inbox.h"
#include "tests/http/job.h"
#include "tests/http/stock.h"

#define CHAT	"SELECT %s FROM chat_order o JOIN message m ON" \
		" m.id = o.message_id JOIN conversation c ON" \
		" c.id = m.conversation_id JOIN wa_person p ON" \
		" p.id = c.person_id WHERE p.wa_id = '%s'"

static const char *
of_chat(const char *phone, const char *what)
{
	static char	 values[8][2000];
	static int	 turn;
	char		*value = values[turn++ % 8], sql[600], *found;

	snprintf(sql, sizeof(sql), CHAT, what, phone);
	found = shop_sql(sql);
	snprintf(value, sizeof(values[0]), "%s", found);
	free(found);
	return value;
}

/* Until nothing of theirs waits to become an order. */
static void
chat_settled(const char *phone, const char *count)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (strcmp(of_chat(phone, "count(*)"), count) != 0 ||
	    strcmp(of_chat(phone, "coalesce(sum(CASE WHEN o.state = 'waiting'"
	    " THEN 1 ELSE 0 END), 0)"), "0") != 0) {
		ck_assert_msg(now_ms() < end, "%s: %s of %s", phone,
		    of_chat(phone, "count(*)"), count);
		pause_ms(50);
	}
}

/* items: of product_items, as Meta writes them. */
static void
order_said(const char *phone, const char *items)
{
	static char	 json[70000];

	snprintf(json, sizeof(json), "{\"type\":\"order\",\"order\":"
	    "{\"catalog_id\":\"1\",\"text\":\"Vite s'il vous plaît\","
	    "\"product_items\":[%s]}}", items);
	meta_message(phone, json);
	meta_wait();
}

static long
stock_of(const char *sku)
{
	char	 sql[200], *found;
	long	 n;

	snprintf(sql, sizeof(sql), "SELECT stock FROM product_variation"
	    " WHERE sku = '%s'", sku);
	found = shop_sql(sql);
	n = strtol(found, NULL, 10);
	free(found);
	return n;
}

START_TEST(target_53_an_order_in_the_chat_is_priced_held_and_paid_by_a_link)
{
	const char	*phone = "33633330001";
	struct answer	*a;
	char		 path[200];

	piece_new("CHAT-1", 10);
	/* What they say it costs is theirs to say. */
	order_said(phone, "{\"product_retailer_id\":\"CHAT-1\",\"quantity\":3,"
	    "\"item_price\":0.01,\"currency\":\"USD\"}");
	chat_settled(phone, "1");
	ck_assert_str_eq(of_chat(phone, "o.state"), "made");
	ck_assert_int_eq(stock_of("CHAT-1"), 7);
	snprintf(path, sizeof(path), "/api/admin/orders/%s", of_chat(phone,
	    "o.order_id"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.state", "pending");
	want_at(a, "data.source", "chat");
	want_at(a, "data.phone", "+33633330001");
	want_at(a, "data.note", "Vite s'il vous plaît");
	want_at(a, "data.lines.0.quantity", "3");
	want_at(a, "data.lines.0.sku", "CHAT-1");
	ck_assert_int_eq(strtol(answer_at(a, "data.subtotal"), NULL, 10), 15);
	ck_assert_str_ne(answer_at(a, "data.holdUntil"), "null");
	meta_await_sent(phone, 1);
	ck_assert_ptr_nonnull(strstr(meta_said.text, "cta_url"));
	ck_assert_ptr_nonnull(strstr(meta_said.text, "/commande/ord_"));
	ck_assert_ptr_nonnull(strstr(meta_said.text, "pass="));
	a = talk_messages(phone);
	want_at(a, "data.0.direction", "out");
	want_at(a, "data.0.kind", "interactive");
	want_at(a, "data.1.kind", "order");
	want_at(a, "data.1.order.state", "made");
	want_at(a, "data.1.order.orderId", of_chat(phone, "o.order_id"));
	/* Told in the talk, and nowhere else. */
	want_sql("SELECT count(*) FROM mail WHERE template ="
	    " 'order_invited'", "0");
	stock_is_sound();
}
END_TEST

START_TEST(target_53_what_there_is_too_little_of_is_offered_and_the_rest_named)
{
	const char	*phone = "33633330002";
	struct answer	*a;

	piece_new("CHAT-2", 2);
	piece_new("CHAT-3", 0);
	order_said(phone, "{\"product_retailer_id\":\"CHAT-2\","
	    "\"quantity\":5},{\"product_retailer_id\":\"CHAT-3\","
	    "\"quantity\":1},{\"product_retailer_id\":"
	    "\"<b>nothing</b>\",\"quantity\":1}");
	chat_settled(phone, "1");
	ck_assert_str_eq(of_chat(phone, "o.state"), "made");
	ck_assert_int_eq(stock_of("CHAT-2"), 0);
	a = talk_messages(phone);
	want_at(a, "data.1.order.problem.0.reason", "short");
	want_at(a, "data.1.order.problem.0.given", "2");
	want_at(a, "data.1.order.problem.1.reason", "unavailable");
	want_at(a, "data.1.order.problem.2.reason", "unknown");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.text"),
	    "CHAT-2 (2 au lieu de 5)"));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.text"), "CHAT-3"));
	ck_assert_ptr_null(strstr(a->body, "<b>"));
	want_sql("SELECT count(*) > 0 FROM notice WHERE template ="
	    " 'shop_order' AND subject = 'message'", "1");
	meta_await_sent(phone, 1);
}
END_TEST

/* Hostile or senseless: nothing is made, and they are told. */
static const char *const senseless[] = {
	"{\"product_retailer_id\":\"CHAT-4\",\"quantity\":0}",
	"{\"product_retailer_id\":\"CHAT-4\",\"quantity\":-1}",
	"{\"product_retailer_id\":\"CHAT-4\",\"quantity\":1.5}",
	"{\"product_retailer_id\":\"CHAT-4\",\"quantity\":\"number-of-item\"}",
	"{\"product_retailer_id\":\"CHAT-4\",\"quantity\":null}",
	"{\"product_retailer_id\":\"CHAT-4\"}",
	"{\"product_retailer_id\":\"nope\",\"quantity\":1}",
	"{\"product_retailer_id\":\"' OR 1=1 --\",\"quantity\":1}",
	"{\"product_retailer_id\":[1],\"quantity\":1}",
	"{\"quantity\":1}", "7", "",
};

START_TEST(target_53_a_senseless_order_makes_none)
{
	char	 phone[40];

	piece_new("CHAT-4", 4);
	for (size_t i = 0; i < COUNT(senseless); i++) {
		snprintf(phone, sizeof(phone), "336333301%02zu", i);
		order_said(phone, senseless[i]);
		chat_settled(phone, "1");
		ck_assert_msg(strcmp(of_chat(phone, "o.state"), "refused") ==
		    0, "%s", senseless[i]);
		meta_await_sent(phone, 1);
	}
	ck_assert_int_eq(stock_of("CHAT-4"), 4);
	/* More than anybody has: what there is. */
	order_said("33633330199", "{\"product_retailer_id\":\"CHAT-4\","
	    "\"quantity\":1000000000}");
	chat_settled("33633330199", "1");
	ck_assert_str_eq(of_chat("33633330199", "o.state"), "made");
	ck_assert_int_eq(stock_of("CHAT-4"), 0);
	stock_is_sound();
}
END_TEST

/* Named by something else than its SKU; twice; and five hundred of them. */
START_TEST(target_53_a_product_is_found_by_sku_id_or_slug)
{
	static char	 many[60000];
	const char	*variation;
	char		 items[800], *product, *slug;
	size_t		 n = 0;

	variation = piece_new("CHAT-5", 100);
	product = shop_sql("SELECT product_id FROM product_variation"
	    " WHERE sku = 'CHAT-5'");
	snprintf(items, sizeof(items), "SELECT slug FROM product_text"
	    " WHERE product_id = '%s'", product);
	slug = shop_sql(items);
	snprintf(items, sizeof(items),
	    "{\"product_retailer_id\":\"%s\",\"quantity\":\"2\"}", product);
	order_said("33633330003", items);
	snprintf(items, sizeof(items),
	    "{\"product_retailer_id\":\"%s\",\"quantity\":3},"
	    "{\"product_retailer_id\":\"%s\",\"quantity\":1}", slug, slug);
	order_said("33633330004", items);
	snprintf(items, sizeof(items),
	    "{\"product_retailer_id\":\"%s\",\"quantity\":4}", variation);
	order_said("33633330005", items);
	chat_settled("33633330003", "1");
	chat_settled("33633330004", "1");
	chat_settled("33633330005", "1");
	ck_assert_int_eq(stock_of("CHAT-5"), 100 - 2 - 4 - 4);
	for (int i = 0; i < 500; i++)
		n += (size_t)snprintf(many + n, sizeof(many) - n,
		    "%s{\"product_retailer_id\":\"%s%d\",\"quantity\":1}",
		    i == 0 ? "" : ",", i == 499 ? "CHAT-" : "none-",
		    i == 499 ? 5 : i);
	order_said("33633330006", many);
	chat_settled("33633330006", "1");
	ck_assert_str_eq(of_chat("33633330006", "o.state"), "made");
	ck_assert_int_eq(stock_of("CHAT-5"), 89);
	meta_await_sent("33633330006", 1);
	free(product);
	free(slug);
}
END_TEST

/* However often it is told, and whoever else wants the same. */
START_TEST(target_53_a_message_is_one_order_and_nobody_gets_too_much)
{
	char	 phone[40];
	long	 made = 0;

	piece_new("CHAT-6", 5);
	meta_hooks("twice");
	for (int i = 0; i < 8; i++) {
		snprintf(phone, sizeof(phone), "336333302%02d", i);
		order_said(phone, "{\"product_retailer_id\":\"CHAT-6\","
		    "\"quantity\":1}");
	}
	for (int i = 0; i < 8; i++) {
		snprintf(phone, sizeof(phone), "336333302%02d", i);
		chat_settled(phone, "1");
		made += strcmp(of_chat(phone, "o.state"), "made") == 0;
		meta_await_sent(phone, 1);
	}
	meta_hooks("now");
	ck_assert_int_eq(made, 5);
	ck_assert_int_eq(stock_of("CHAT-6"), 0);
	stock_is_sound();
}
END_TEST

static void
over(const char *order)
{
	char	 sql[300];

	snprintf(sql, sizeof(sql), "UPDATE orders SET hold_until = 1 WHERE"
	    " id = '%s' AND hold_until IS NOT NULL", order);
	free(shop_sql(sql));
	job_ran("orders.expire");
}

/* Nobody paid in time: it is for others again. */
START_TEST(target_53_what_nobody_pays_comes_back)
{
	const char	*phone = "33633330007";
	char		 sql[200];

	piece_new("CHAT-7", 1);
	order_said(phone, "{\"product_retailer_id\":\"CHAT-7\","
	    "\"quantity\":1}");
	chat_settled(phone, "1");
	ck_assert_int_eq(stock_of("CHAT-7"), 0);
	snprintf(sql, sizeof(sql), "SELECT (hold_until - created_at) / 60000"
	    " FROM orders WHERE id = '%s'", of_chat(phone, "o.order_id"));
	want_sql(sql, "60");
	meta_await_sent(phone, 1);
	over(of_chat(phone, "o.order_id"));
	ck_assert_int_eq(stock_of("CHAT-7"), 1);
	/* In the same chat, once, however often somebody looks. */
	meta_await_sent(phone, 2);
	for (int i = 0; i < 3; i++)
		over(of_chat(phone, "o.order_id"));
	meta_await_sent(phone, 2);
	ck_assert_int_eq(stock_of("CHAT-7"), 1);
	want_sql("SELECT count(*) FROM notice WHERE template ="
	    " 'order_cancelled' AND phone LIKE '%33633330007'", "1");
	stock_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_53_an_order_in_the_chat_is_priced_held_and_paid_by_a_link,
		target_53_what_there_is_too_little_of_is_offered_and_the_rest_named,
		target_53_a_senseless_order_makes_none,
		target_53_a_product_is_found_by_sku_id_or_slug,
		target_53_a_message_is_one_order_and_nobody_gets_too_much,
		target_53_what_nobody_pays_comes_back,
	};

	return suite_run_with("orders in the chat", inbox_start, tests,
	    COUNT(tests));
}
