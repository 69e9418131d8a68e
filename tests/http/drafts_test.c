/* SPDX-License-Identifier: ISC */
/* Target row 28: orders taken by telephone, their link, and money in hand. */
#include "tests/http/people.h"
#include "tests/http/order.h"

static const char	mail_to[] = "nadia@shop.test";

static struct answer *
price(struct client *c, const char *body)
{
	return client_json(c, "POST", SHOP_ORDERS "/price", "%s", body);
}

/* A draft of two pieces for that address; its id. more: behind a comma. */
static const char *
draft_new(const char *variation, const char *more)
{
	struct answer	*a = client_json(owner, "POST", SHOP_ORDERS,
			    "{\"lines\":[{\"variationId\":\"%s\","
			    "\"quantity\":2}]%s}", variation, more);

	want(a, 201);
	return id_kept(a);
}

static struct answer *
paid(struct client *c, const char *id, const char *way)
{
	return client_json(c, "POST", path_of(SHOP_ORDERS, id, "/paid"),
	    "{\"paymentMethod\":\"%s\"}", way);
}

static struct answer *
link_of(struct client *c, const char *id, const char *body)
{
	return client_json(c, "POST", path_of(SHOP_ORDERS, id, "/link"),
	    "%s", body);
}

static void
stock_is(const char *variation, const char *pieces)
{
	want_sql_of("SELECT stock FROM product_variation WHERE id = '%s'",
	    variation, pieces);
}

START_TEST(target_28_a_draft_is_priced_before_it_is_written)
{
	char		 body[600];
	struct answer	*a;
	const char	*cup;

	orders_open();
	cup = good_new("Tasse", "10.00", 3);
	snprintf(body, sizeof(body), "{\"lines\":[{\"name\":\"Pose\","
	    "\"unitPrice\":\"5.00\",\"quantity\":1},{\"variationId\":\"%s\","
	    "\"quantity\":2,\"unitPrice\":\"9.00\"}],\"discount\":\"2.30\","
	    "\"shippingAmount\":\"4.00\",\"country\":\"fr\"}", cup);
	a = price(owner, body);
	want(a, 200);
	want_at(a, "data.lines.0.name", "Pose");
	want_at(a, "data.lines.1.variationId", cup);
	want_at(a, "data.lines.1.subtotal", "18.00");
	want_at(a, "data.lines.1.discount", "1.80");
	want_at(a, "data.total", "24.70");
	want_at(a, "data.canOrder", "true");
	want_sql("SELECT count(*) FROM orders", "0");
	/* What cannot be bought is told of its line, and is no error. */
	snprintf(body, sizeof(body), "{\"lines\":[{\"variationId\":\"%s\","
	    "\"quantity\":4}],\"shippingMethodId\":"
	    "\"ship_01h455vb4pex5vsknk084sn02q\"}", cup);
	a = price(owner, body);
	want(a, 200);
	want_at(a, "data.canOrder", "false");
	want_at(a, "data.lines.0.stock", "3");
	ck_assert_ptr_nonnull(answer_at(a, "data.lines.0.problem.message"));
	want_at(a, "data.shippingMethodId", "null");
	want(price(owner, "{\"lines\":[]}"), 200);
}
END_TEST

START_TEST(target_28_what_is_no_price_is_refused_by_its_field)
{
	static const struct { const char *body, *field; } bad[] = {
		{ "{}", "lines" },
		{ "{\"lines\":[{\"quantity\":1}]}", "lines[0].name" },
		{ "{\"lines\":[{\"name\":\"x\",\"unitPrice\":\"1.001\","
		    "\"quantity\":1}]}", "lines[0].unitPrice" },
		{ "{\"lines\":[{\"name\":\"x\",\"unitPrice\":1,"
		    "\"quantity\":0}]}", "lines[0].quantity" },
		{ "{\"lines\":[],\"country\":\"1!\"}", "country" },
		{ "{\"lines\":[],\"discount\":\"1\"}", "discount" },
		{ "{\"lines\":[],\"total\":1}", "total" },
		{ "{\"lines\":[{\"name\":\"x\",\"unitPrice\":"
		    "\"90000000000000\",\"quantity\":10000}]}", "lines" },
	};
	struct answer	*a;

	orders_open();
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = price(owner, bad[i].body);
		ck_assert_msg(a->status == 400 && strstr(a->body,
		    bad[i].field) != NULL, "%s: %d %.300s", bad[i].body,
		    a->status, a->body);
	}
	want(price(reader, "{\"lines\":[]}"), 403);
	want(price(anyone, "{\"lines\":[]}"), 401);
}
END_TEST

/* A line that cannot be bought is named by its place in what was sent. */
START_TEST(target_28_too_little_stock_is_told_of_the_line_that_was_given)
{
	struct answer	*a;
	const char	*cup, *pot;

	orders_open();
	cup = good_new("Pichet", "10.00", 1);
	pot = good_new("Marmite", "10.00", 9);
	/* Twice the same is one line, so that the next one moves up. */
	a = client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"variationId\":\"%s\",\"quantity\":1},{\"variationId\":\"%s\","
	    "\"quantity\":1},{\"variationId\":\"%s\",\"quantity\":2}]}", pot,
	    pot, cup);
	want(a, 409);
	ck_assert_msg(strstr(a->body, "lines[2].variationId") != NULL, "%s",
	    a->body);
	stock_is(cup, "1");
}
END_TEST

START_TEST(target_28_the_link_is_told_and_mailed_again)
{
	struct client		*buyer = client_new();
	char			 line[200];
	struct answer		*a;
	const char		*cup, *id;

	orders_open();
	cup = good_new("Verre", "10.00", 9);
	id = draft_new(cup, ",\"email\":\"nadia@shop.test\"");
	/* Nothing is to be paid of what was not sent. */
	want(link_of(owner, id, "{}"), 409);
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}"), 200);
	mailbox_await(mail_to);
	want(link_of(reader, id, "{}"), 403);
	want(link_of(stranger, id, "{}"), 403);
	want(link_of(owner, "ord_01h455vb4pex5vsknk084sn02q", "{}"), 404);
	a = link_of(owner, id, "{\"mail\":true}");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.url"), "#pass="));
	snprintf(line, sizeof(line), "X-Order-Pass: %s", strstr(
	    answer_at(a, "data.url"), "#pass=") + 6);
	mailbox_await(mail_to);
	client_header(buyer, line);
	a = client_get(buyer, path_of(ORDERS, id, ""));
	want(a, 200);
	want_at(a, "data.due", "20.00");
	ck_assert_ptr_null(strstr(a->body, "\"link\""));
	want_sql("SELECT count(*) FROM audit_log WHERE changes LIKE"
	    " '%pass=%'", "0");
	/* Called off or run out, it is nobody's to pay. */
	want(order_to(owner, id, "cancelled"), 200);
	want(link_of(owner, id, "{}"), 409);
	client_free(buyer);
}
END_TEST

START_TEST(target_28_money_in_the_hand_makes_a_draft_an_order)
{
	struct answer	*a;
	const char	*cup, *id;

	orders_open();
	cup = good_new("Bol", "10.00", 3);
	id = draft_new(cup, "");	/* at the counter: no address at all */
	want(paid(reader, id, "cash"), 403);
	want(paid(stranger, id, "cash"), 403);
	want(paid(owner, id, "stripe"), 400);
	want(paid(owner, id, "gift_card"), 400);
	a = paid(owner, id, "cash");
	want(a, 200);
	want_at(a, "data.state", "confirmed");
	want_at(a, "data.paid", "20.00");
	want_at(a, "data.due", "0.00");
	want_at(a, "data.paymentMethod", "cash");
	stock_is(cup, "1");
	want(paid(owner, id, "cash"), 409);
	want(client_json(owner, "PUT", path_of(SHOP_ORDERS, id, ""),
	    "{\"lines\":[{\"name\":\"x\",\"unitPrice\":1,\"quantity\":1}]}"),
	    409);
	/* One that was sent, and paid otherwise than it was thought. */
	stock_is(cup, "1");
	id = draft_new(good_new("Jarre", "30.00", 2),
	    ",\"email\":\"nadia@shop.test\",\"paymentMethod\":\"cash\"");
	want(client_json(owner, "POST", path_of(SHOP_ORDERS, id, "/send"),
	    "{}"), 200);
	a = paid(owner, id, "transfer");
	want(a, 200);
	want_at(a, "data.state", "confirmed");
	want_at(a, "data.paid", "60.00");
	want_sql_of("SELECT group_concat(state, ' ') FROM (SELECT state FROM"
	    " payment WHERE subject_id = '%s' ORDER BY state)", id,
	    "cancelled succeeded");
	orders_are_sound();
	want_sql("SELECT count(*) FROM (SELECT sum(amount) AS n FROM"
	    " (SELECT debit AS account, amount FROM ledger_entry UNION ALL"
	    " SELECT credit, -amount FROM ledger_entry)) b WHERE n <> 0",
	    "0");
}
END_TEST

START_TEST(target_28_what_is_short_or_off_stays_a_draft)
{
	const char	*cup, *one, *two;

	orders_open();
	cup = good_new("Plateau", "10.00", 3);
	one = draft_new(cup, "");
	two = draft_new(cup, "");
	want(paid(owner, one, "cash"), 200);
	want(paid(owner, two, "cash"), 409);
	want_sql_of("SELECT state || paid || (SELECT count(*) FROM payment p"
	    " WHERE p.subject_id = o.id) FROM orders o WHERE id = '%s'", two,
	    "draft00");
	stock_is(cup, "1");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"transfer\":false}}"), 200);
	two = draft_new(good_new("Coupe", "1.00", 9), "");
	want(paid(owner, two, "transfer"), 409);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"transfer\":true}}"), 200);
	want_sql_of("SELECT state FROM orders WHERE id = '%s'", two, "draft");
	orders_are_sound();
}
END_TEST

START_TEST(target_28_a_draft_that_somebody_else_changed_is_not_overwritten)
{
	const char	*cup, *id;
	char		 body[300];

	orders_open();
	cup = good_new("Cruche", "10.00", 9);
	id = draft_new(cup, "");
	snprintf(body, sizeof(body), "{\"lines\":[{\"variationId\":\"%s\","
	    "\"quantity\":3}]}", cup);
	client_header(owner, "If-Match: \"v1\"");
	want(client_json(owner, "PUT", path_of(SHOP_ORDERS, id, ""), "%s",
	    body), 200);
	want(client_json(owner, "PUT", path_of(SHOP_ORDERS, id, ""), "%s",
	    body), 412);
	want(paid(owner, id, "cash"), 412);
	client_header(owner, NULL);
	want_sql_of("SELECT state || total FROM orders WHERE id = '%s'", id,
	    "draft3000");
}
END_TEST

MAILBOX_MAIN("drafts",
    target_28_a_draft_is_priced_before_it_is_written,
    target_28_what_is_no_price_is_refused_by_its_field,
    target_28_too_little_stock_is_told_of_the_line_that_was_given,
    target_28_the_link_is_told_and_mailed_again,
    target_28_money_in_the_hand_makes_a_draft_an_order,
    target_28_what_is_short_or_off_stays_a_draft,
    target_28_a_draft_that_somebody_else_changed_is_not_overwritten)
