/* SPDX-License-Identifier: ISC */
/* What is signed, what is told outside, and what that costs who is not. */
#include "tests/unit/accounts_shop.h"

#include "lib/audit/audit.h"
#include "lib/notify/notify.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* The specification's own example, and keys of each length of a rest. */
START_TEST(r111_a_signature_is_the_specifications)
{
	static const struct { const char *secret, *signature; } rows[] = {
		{ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		  "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" },
		{ "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NULL },
		{ "whsec_", NULL }, { "whsec_MfK*", NULL }, { "", NULL },
	};
	const char	*is;

	for (size_t i = 0; i < COUNT(rows); i++) {
		is = webhook_sign(store.arena, rows[i].secret,
		    "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
		    "{\"test\": 2432232314}");
		ck_assert_pstr_eq(is, rows[i].signature);
	}
}
END_TEST

START_TEST(r111_a_new_secret_signs_and_is_never_the_same)
{
	const char	*one = webhook_secret_new(store.arena);
	const char	*two = webhook_secret_new(store.arena);

	ck_assert_uint_eq(strlen(one), strlen("whsec_") + 44);
	ck_assert_int_eq(one[strlen(one) - 1], '=');
	ck_assert_uint_eq(strspn(one + 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh"
	    "ijklmnopqrstuvwxyz0123456789+/"), 43);
	ck_assert_str_ne(one, two);
	ck_assert_ptr_nonnull(webhook_sign(store.arena, one, "x", 1, "{}"));
	ck_assert_str_ne(webhook_sign(store.arena, one, "x", 1, "{}"),
	    webhook_sign(store.arena, two, "x", 1, "{}"));
}
END_TEST

START_TEST(r111_only_what_is_listed_is_told_outside)
{
	static const struct { const char *action, *type, *event; } rows[] = {
		{ "create_product", "Product", "product.create" },
		{ "delete_category", "Category", "category.delete" },
		{ "update_collection_products", "Collection",
		  "collection.update" },
		{ "delete_price_list_price", "PriceList",
		  "price_list.update" },
		{ "move_stock", "Variation", "stock.move" },
		{ "update_group", "CustomerGroup", "customer_group.update" },
		{ "create_product", "User", NULL },
		{ "create_user", "User", NULL }, { "login", "User", NULL },
		{ "create_api_key", "User", NULL },
		{ "change_password", "User", NULL },
		{ "add_group_member", "CustomerGroup", NULL },
		{ "update_settings", "Settings", NULL },
		{ "create_webhook", "Webhook", NULL }, { "", "", NULL },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_pstr_eq(webhook_event_name(rows[i].action,
		    rows[i].type), rows[i].event);
	ck_assert(webhook_is_event("product.create"));
	ck_assert(webhook_is_event("*"));
	ck_assert(!webhook_is_event("product.*"));
	ck_assert(!webhook_is_event("user.create"));
	ck_assert(!webhook_is_event("ping"));
	ck_assert(!webhook_is_event(""));
}
END_TEST

/* ---- in the transaction of the change ------------------------------------- */

/* Makes the brand besides. */
static void
start(void)
{
	shop_user("lina", "SUPER_ADMIN", "brand_1");
}

static void
endpoint(const char *id, const char *events, int active)
{
	shop_sql("INSERT INTO webhook_endpoint (id, brand_id, url, events,"
	    " sealed, is_active, created_at, updated_at) VALUES ('%s',"
	    " 'brand_1', 'https://example.com', '%s', 'x', %d, 1, 1)", id,
	    events, active);
}

static int64_t
count(const char *where)
{
	return shop_sql("SELECT count(*) FROM webhook_delivery WHERE %s",
	    where).number;
}

static uint64_t	statements;

static enum outcome
change(const char *action)
{
	const uint64_t	 before = db_statements(store.db);
	enum outcome	 e;

	store.actor.brand_id = "brand_1";
	e = audit_write(&store, &(struct audit){ .action = action,
	    .entity_type = "Product", .entity_id = "product_1" });
	statements = db_statements(store.db) - before;
	return e;
}

static enum outcome
change_and_fail(const char *action)
{
	ck_assert_int_eq(change(action), SOUK_OK);
	return SOUK_CONFLICT;
}

START_TEST(r111_an_event_is_put_with_its_change_or_not_at_all)
{
	start();
	endpoint("webhook_1", "product.update\nproduct.create", 1);
	endpoint("webhook_2", "product.created\nxproduct.create", 1);
	endpoint("webhook_3", "*", 1);
	endpoint("webhook_4", "*", 0);
	ck_assert_int_eq(shop_in(DB_WRITE, change_and_fail, "create_product"),
	    SOUK_CONFLICT);
	ck_assert_int_eq(count("1 = 1"), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job").number, 0);
	ck_assert_int_eq(shop_in(DB_WRITE, change, "create_product"), SOUK_OK);
	ck_assert_int_eq(count("event = 'product.create' AND endpoint_id IN"
	    " ('webhook_1', 'webhook_3')"), 2);
	ck_assert_int_eq(count("1 = 1"), 2);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE lane ="
	    " 'call' AND unique_key IN (SELECT id FROM webhook_delivery)")
	    .number, 2);
}
END_TEST

START_TEST(r111_who_has_no_webhook_pays_one_look_and_an_unlisted_act_none)
{
	start();
	ck_assert_int_eq(shop_in(DB_WRITE, change, "create_product"), SOUK_OK);
	ck_assert_uint_eq(statements, 2);
	ck_assert_int_eq(shop_in(DB_WRITE, change, "look_at_product"),
	    SOUK_OK);
	ck_assert_uint_eq(statements, 1);
}
END_TEST

static void
sweep(void)
{
	static const struct job_kind *const	 kinds[] = { &notify_sweep,
		NULL };
	int64_t					 next;

	shop_config.home = store_dir;
	shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_s', 'notify.sweep', '{}', 'waiting',"
	    " 1, 1)");
	shop_sql("UPDATE job SET due_at = %lld WHERE kind = 'notify.webhook'",
	    (long long)(store.now + CLOCK_DAY));
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &next),
	    SOUK_OK);
}

START_TEST(r111_deliveries_go_after_30_days_and_lost_ones_are_shown)
{
	start();
	endpoint("webhook_1", "*", 1);
	ck_assert_int_eq(shop_in(DB_WRITE, change, "create_product"), SOUK_OK);
	sweep();
	ck_assert_int_eq(count("state = 'waiting'"), 1);
	store.now += 2 * CLOCK_DAY;
	sweep();
	ck_assert_int_eq(count("state = 'waiting'"), 1);
	shop_sql("UPDATE job SET state = 'dead' WHERE kind ="
	    " 'notify.webhook'");
	sweep();
	ck_assert_int_eq(count("state = 'dead'"), 1);
	store.now += 28 * CLOCK_DAY - 1;
	sweep();
	ck_assert_int_eq(count("1 = 1"), 1);
	store.now += CLOCK_HOUR;
	sweep();
	ck_assert_int_eq(count("1 = 1"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		r111_a_signature_is_the_specifications,
		r111_a_new_secret_signs_and_is_never_the_same,
		r111_only_what_is_listed_is_told_outside,
		r111_an_event_is_put_with_its_change_or_not_at_all,
		r111_who_has_no_webhook_pays_one_look_and_an_unlisted_act_none,
		r111_deliveries_go_after_30_days_and_lost_ones_are_shown,
	};

	return shop_run("webhook", tests, sizeof(tests) / sizeof(tests[0]));
}
