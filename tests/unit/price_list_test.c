/* SPDX-License-Identifier: ISC */
/*
 * Price lists as they are kept: what they refuse, and what they do to the
 * prices that everybody sees, at once, at their instants and in steps.
 */
#include <signal.h>
#include <time.h>

#include "lib/queue/queue.h"
#include "tests/unit/catalog_shop.h"

#define NOW	INT64_C(4000000000000)	/* 2096-10-02T07:06:40Z */
#define STARTS	"'2096-10-03T00:00:00Z'"
#define ENDS	"'2096-10-04T00:00:00Z'"
#define AT_START (NOW + INT64_C(60800000))
#define AT_END	(AT_START + CLOCK_DAY)

/* ---- calls -------------------------------------------------------------- */

enum act_on { LIST_CREATES, LIST_CHANGES, LIST_DELETES, PRICES_PUT,
	PRICE_DROPS };
struct call {
	enum act_on	 what;
	const char	*id, *variation;
	struct record	*in;
};

static enum outcome
call_step(struct act *act, void *arg)
{
	const struct call	*c = arg;

	memset(&act->problem, 0, sizeof(act->problem));
	switch (c->what) {
	case LIST_CREATES:
		return price_list_create(act, c->in, &got);
	case LIST_CHANGES:
		return price_list_change(act, c->id, c->in, &got);
	case LIST_DELETES:
		return price_list_delete(act, c->id);
	case PRICES_PUT:
		return price_list_put(act, c->id, c->in, &got);
	case PRICE_DROPS:
		return price_list_drop(act, c->id, c->variation);
	}
	return SOUK_INTERNAL;
}

static enum outcome
call_try(enum act_on what, const char *id, const char *json)
{
	struct call	 c = { .what = what, .id = id, .variation = json };
	struct json_in	*in;
	char		*text = arena_copy(store.arena, json);
	const char	*name;
	size_t		 at;
	enum outcome	 e;

	memset(&store.problem, 0, sizeof(store.problem));
	for (char *p = text; p != NULL && *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	if (what != LIST_DELETES && what != PRICE_DROPS) {
		ck_assert_int_eq(json_parse(store.arena, text, strlen(text),
		    &in, &at, &name), JSON_OK);
		e = validate_json(&store, what == PRICES_PUT ?
		    &price_items_fields : &price_list_fields,
		    what == LIST_CREATES ? VALIDATE_CREATE : VALIDATE_CHANGE,
		    in, settings_currency(store.settings), &c.in);
		if (e != SOUK_OK)
			return e;
	}
	return db_tx(&store, DB_WRITE, call_step, &c);
}

#define call_ok(WHAT, ID, ...) do { \
	enum outcome e_ = call_try(WHAT, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == SOUK_OK, "line %d: %s %s", __LINE__, \
	    outcome_name(e_), problem_field(0)); \
} while (0)

#define call_refused(OUTCOME, FIELD, WHAT, ID, ...) do { \
	enum outcome e_ = call_try(WHAT, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == (OUTCOME), "line %d: %s, %s", __LINE__, \
	    outcome_name(e_), problem_field(0)); \
	ck_assert_str_eq(problem_field(0), FIELD); \
} while (0)

static const char *
list_new(const char *more)
{
	call_ok(LIST_CREATES, NULL, "{'name':'Soldes','currency':'EUR'%s}",
	    more);
	return text_at(got, PRICE_LIST_ID);
}

static void
shop(void)
{
	as_brand(OURS);
	store.now = NOW;
}

static const char *
product_of(const char *name, const char *variations)
{
	static const char	*category;

	category = shop_sql("SELECT id FROM category").text;
	if (*category == '\0')
		category = category_new("Tout", NULL);
	return product_new(name, category, arena_printf(store.arena,
	    ",'basePrice':10,'status':'ACTIVE','images':[{'url':'/a.webp'}]"
	    ",'variations':[%s]", variations));
}

static int64_t
price_from(const char *product)
{
	return shop_sql("SELECT coalesce(price_from, -1) FROM product"
	    " WHERE id = '%s'", product).number;
}

static int64_t
compare_at(const char *product)
{
	return shop_sql("SELECT coalesce(compare_at, -1) FROM product"
	    " WHERE id = '%s'", product).number;
}

static int64_t
jobs(void)
{
	return shop_sql("SELECT count(*) FROM job").number;
}

static const struct job_kind *const	kinds[] = { &catalog_price_list, NULL };

static int
jobs_run(void)
{
	int64_t	 due;
	int	 n = 0;

	while (queue_run_one(&store, kinds, "tester", &due) == SOUK_OK)
		n++;
	return n;
}

/* ---- at once ------------------------------------------------------------- */

START_TEST(target_05_a_list_lowers_what_everybody_sees_and_gives_it_back)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'},{'sku':'T-2','price':20,"
	    "'options':[{'name':'a','value':'b'}]}");
	list = list_new("");
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8.50}]}");
	ck_assert_int_eq(price_from(p), 850);
	ck_assert_int_eq(compare_at(p), 1000);
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-2','amount':'7'}]}");
	ck_assert_int_eq(price_from(p), 700);
	ck_assert_int_eq(compare_at(p), 2000);
	call_ok(LIST_CHANGES, list, "{'isActive':false}");
	ck_assert_int_eq(price_from(p), 1000);
	ck_assert_int_eq(compare_at(p), -1);
	call_ok(LIST_CHANGES, list, "{'isActive':true}");
	ck_assert_int_eq(price_from(p), 700);
	call_ok(PRICE_DROPS, list, "%s", shop_sql("SELECT id FROM"
	    " product_variation WHERE sku = 'T-2'").text);
	ck_assert_int_eq(price_from(p), 850);
	call_ok(LIST_DELETES, list, "-");
	ck_assert_int_eq(price_from(p), 1000);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM price_list_price")
	    .number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " entity_type = 'PriceList'").number, 7);
	ck_assert_str_eq(shop_sql("SELECT changes FROM audit_log WHERE"
	    " action = 'update_price_list_prices' AND changes LIKE '%%8.50%%'")
	    .text,
	    shop_sql("SELECT '{\"before\":{\"prices\":[]},"
	    "\"after\":{\"prices\":[{\"variationId\":\"' || id || '\",\"amount\":8.50}]}}'"
	    " FROM product_variation WHERE sku = 'T-1'").text);
}
END_TEST

START_TEST(target_05_an_edit_of_the_product_keeps_the_list_in_force)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'}");
	list = list_new("");
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	deed_ok(PRODUCT_CHANGES, p, "{'basePrice':30}");
	ck_assert_int_eq(price_from(p), 800);
	ck_assert_int_eq(compare_at(p), 3000);
	deed_ok(PRODUCT_CHANGES, p, "{'basePrice':5}");
	ck_assert_int_eq(price_from(p), 800);
	ck_assert_int_eq(compare_at(p), -1);
	/* A list alone makes nobody's price. */
	deed_refused(SOUK_INVALID, "basePrice", PRODUCT_CHANGES, p,
	    "{'basePrice':null}");
	deed_ok(PRODUCT_BY_SLUG, "tasse", "{}");
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_PRICE), 800);
	deed_ok(PRODUCT_READS, p, "{}");
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_PRICE), 500);
}
END_TEST

START_TEST(target_05_a_groups_list_or_another_currency_changes_no_public_price)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'}");
	shop_sql("INSERT INTO customer_group (id, brand_id, name, created_at,"
	    " updated_at) VALUES ('group_01h455vb4pex5vsknk084sn02q', '" OURS
	    "', 'Pro', 1, 1)");
	list = list_new(",'groupId':'group_01h455vb4pex5vsknk084sn02q'");
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	ck_assert_int_eq(price_from(p), 1000);
	call_ok(LIST_CHANGES, list, "{'groupId':null}");
	ck_assert_int_eq(price_from(p), 800);
	call_ok(LIST_CHANGES, list,
	    "{'groupId':'group_01h455vb4pex5vsknk084sn02q'}");
	ck_assert_int_eq(price_from(p), 1000);
	call_ok(LIST_CREATES, NULL, "{'name':'Yen','currency':'JPY'}");
	call_ok(PRICES_PUT, text_at(got, PRICE_LIST_ID),
	    "{'prices':[{'sku':'T-1','amount':8}]}");
	ck_assert_int_eq(price_from(p), 1000);
	/* The group is kept by what is for it. */
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM price_list"
	    " WHERE group_id IS NOT NULL").number, 1);
}
END_TEST

/* ---- instants ------------------------------------------------------------- */

START_TEST(target_05_a_list_begins_and_ends_at_its_instants)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'}");
	list = list_new(",'startsAt':" STARTS ",'endsAt':" ENDS);
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	ck_assert_int_eq(jobs(), 2);
	ck_assert_int_eq(price_from(p), 1000);
	store.now = AT_START - 1;
	ck_assert_int_eq(jobs_run(), 0);
	store.now = AT_START;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 800);
	store.now = AT_END - 1;
	ck_assert_int_eq(jobs_run(), 0);
	store.now = AT_END;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 1000);
	ck_assert_int_eq(jobs(), 0);
}
END_TEST

START_TEST(target_05_a_job_that_comes_late_sets_everything_right)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'}");
	list = list_new(",'startsAt':" STARTS ",'endsAt':" ENDS);
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	store.now = AT_START + CLOCK_HOUR;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 800);
	store.now = AT_END + 30 * CLOCK_DAY;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 1000);
	/* Both late: it was never seen, and is not now. */
	store.now = NOW;
	list = list_new(",'startsAt':" STARTS ",'endsAt':" ENDS);
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	store.now = AT_END;
	ck_assert_int_eq(jobs_run(), 2);
	ck_assert_int_eq(price_from(p), 1000);
}
END_TEST

START_TEST(target_05_changed_dates_make_one_job_an_instant)
{
	const char	*p, *list;

	shop();
	p = product_of("Tasse", "{'sku':'T-1'}");
	list = list_new(",'startsAt':" STARTS);
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1','amount':8}]}");
	ck_assert_int_eq(jobs(), 1);
	call_ok(LIST_CHANGES, list, "{'startsAt':" ENDS "}");
	call_ok(LIST_CHANGES, list, "{'startsAt':" STARTS "}");
	call_ok(LIST_CHANGES, list, "{'startsAt':" ENDS "}");
	ck_assert_int_eq(jobs(), 2);
	store.now = AT_START;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 1000);
	store.now = AT_END;
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(price_from(p), 800);
	/* At once when the start is moved into the past. */
	call_ok(LIST_CHANGES, list, "{'startsAt':null,'endsAt':" ENDS "}");
	ck_assert_int_eq(price_from(p), 1000);
	call_ok(LIST_CHANGES, list, "{'endsAt':null}");
	ck_assert_int_eq(price_from(p), 800);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE due_at < %lld",
	    (long long)store.now).number, 0);
}
END_TEST

/* ---- long lists -------------------------------------------------------------- */

#define LONG	450

static const char *
long_list(void)
{
	const char	*list;

	shop();
	category_new("Tout", NULL);
	shop_sql("INSERT INTO product (id, brand_id, category_id, status,"
	    " price_from, created_at, updated_at)"
	    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < %d) SELECT printf('prod_%%026d', i), '" OURS "', c.id,"
	    " 'ACTIVE', 1000, 1, 1 FROM n, category c", LONG);
	shop_sql("INSERT INTO product_price (product_id, currency, amount)"
	    " SELECT id, 'EUR', 1000 FROM product");
	shop_sql("INSERT INTO product_variation (id, brand_id, product_id,"
	    " sku, created_at) SELECT replace(id, 'prod', 'var'), brand_id,"
	    " id, 'S' || CAST(substr(id, 6) AS INTEGER), 1 FROM product");
	list = list_new("");
	shop_sql("INSERT INTO price_list_price SELECT '%s', id, 900"
	    " FROM product_variation", list);
	return list;
}

static int64_t
priced(int64_t amount)
{
	return shop_sql("SELECT count(*) FROM product WHERE price_from = %lld",
	    (long long)amount).number;
}

START_TEST(target_05_a_long_list_is_applied_in_steps)
{
	const char	*list = long_list();
	int64_t		 due;

	call_ok(LIST_CHANGES, list, "{'priority':1}");
	ck_assert_int_eq(num_at(got, PRICE_LIST_APPLYING), 1);
	ck_assert_int_eq(priced(900), 0);
	ck_assert_int_eq(queue_run_one(&store, kinds, "t", &due), SOUK_OK);
	ck_assert_int_eq(priced(900), 100);
	jobs_run();
	ck_assert_int_eq(priced(900), LONG);
	call_ok(LIST_CHANGES, list, "{}");
	ck_assert_int_eq(num_at(got, PRICE_LIST_APPLYING), 0);
	/* Few prices of a long list are its own matter. */
	call_ok(PRICES_PUT, list, "{'prices':[{'sku':'S7','amount':5}]}");
	ck_assert_int_eq(num_at(got, PRICE_LIST_APPLYING), 0);
	ck_assert_int_eq(priced(500), 1);
	ck_assert_int_eq(jobs(), 0);
}
END_TEST

START_TEST(target_05_a_newer_run_ends_an_older_one)
{
	const char	*list = long_list();
	int64_t		 due;

	call_ok(LIST_CHANGES, list, "{'priority':1}");
	ck_assert_int_eq(queue_run_one(&store, kinds, "t", &due), SOUK_OK);
	call_ok(LIST_CHANGES, list, "{'isActive':false}");
	ck_assert_int_eq(jobs(), 2);
	jobs_run();
	ck_assert_int_eq(priced(1000), LONG);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM price_list"
	    " WHERE applying IS NOT NULL").number, 0);
}
END_TEST

START_TEST(target_05_a_long_list_is_deleted_in_steps)
{
	const char	*list = long_list();
	int64_t		 due;

	call_ok(LIST_CHANGES, list, "{'priority':1}");
	jobs_run();
	ck_assert_int_eq(priced(900), LONG);
	call_ok(LIST_DELETES, list, "-");
	ck_assert_int_eq(call_try(LIST_CHANGES, list, "{'priority':1}"),
	    SOUK_NOT_FOUND);
	for (int i = 1; i < 3; i++) {
		ck_assert_int_eq(queue_run_one(&store, kinds, "t", &due),
		    SOUK_OK);
		ck_assert_int_eq(priced(1000), 100 * i);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM"
		    " price_list_price").number, LONG - 100 * i);
	}
	jobs_run();
	ck_assert_int_eq(priced(1000), LONG);
	ck_assert_int_eq(shop_sql("SELECT (SELECT count(*) FROM price_list)"
	    " + (SELECT count(*) FROM price_list_price)").number, 0);
}
END_TEST

/* kill -9 after some time, at whatever point that is. */
static void
run_and_die(long us)
{
	const struct itimerspec	 when = {
		.it_value = { 0, us * 1000 }
	};
	struct sigevent		 event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL
	};
	timer_t			 timer;
	int			 status;
	pid_t			 pid = fork();

	if (pid == 0) {
		store_reopen();
		if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 ||
		    timer_settime(timer, 0, &when, NULL) != 0)
			_exit(1);
		jobs_run();
		_exit(0);
	}
	ck_assert_int_gt(pid, 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
}

START_TEST(target_05_a_killed_run_is_taken_up_again)
{
	const char	*list = long_list();
	int		 round;

	for (round = 0; round < 12; round++) {
		call_ok(LIST_CHANGES, list, "{'isActive':%s}",
		    round % 2 == 0 ? "true" : "false");
		for (int i = 0; i < 3; i++) {
			run_and_die(500 + 1500 * (round + i));
			store.now += 2 * CLOCK_MINUTE;	/* leases pass */
		}
		jobs_run();
		ck_assert_int_eq(priced(round % 2 == 0 ? 900 : 1000), LONG);
		ck_assert_int_eq(jobs(), 0);
	}
}
END_TEST

/* ---- refusals ------------------------------------------------------------------ */

START_TEST(target_05_a_list_refuses_nonsense_and_names_it)
{
	static const struct { const char *json, *field; } t[] = {
		{ "{'currency':'EUR'}", "name" },
		{ "{'name':'a'}", "currency" },
		{ "{'name':'a','currency':'XXX'}", "currency" },
		{ "{'name':'a','currency':'eur'}", "currency" },
		{ "{'name':'','currency':'EUR'}", "name" },
		{ "{'name':'a','currency':'EUR','startsAt':" ENDS
		    ",'endsAt':" STARTS "}", "endsAt" },
		{ "{'name':'a','currency':'EUR','startsAt':" STARTS
		    ",'endsAt':" STARTS "}", "endsAt" },
		{ "{'name':'a','currency':'EUR','startsAt':'hier'}",
		    "startsAt" },
		{ "{'name':'a','currency':'EUR','priority':-1}", "priority" },
		{ "{'name':'a','currency':'EUR','priority':1001}",
		    "priority" },
		{ "{'name':'a','currency':'EUR','isActive':null}",
		    "isActive" },
		{ "{'name':'a','currency':'EUR','isApplying':true}",
		    "isApplying" },
		{ "{'name':'a','currency':'EUR','groupId':'x'}", "groupId" },
		{ "{'name':'a','currency':'EUR','groupId':"
		    "'group_01h455vb4pex5vsknk084sn02q'}", "groupId" },
	};
	const char	*list;

	shop();
	for (size_t i = 0; i < COUNT(t); i++)
		call_refused(SOUK_INVALID, t[i].field, LIST_CREATES, NULL,
		    "%s", t[i].json);
	list = list_new(",'startsAt':" STARTS);
	call_refused(SOUK_INVALID, "endsAt", LIST_CHANGES, list,
	    "{'endsAt':" STARTS "}");
	call_refused(SOUK_INVALID, "currency", LIST_CHANGES, list,
	    "{'currency':'JPY'}");
	store.expected_version = 9;
	call_refused(SOUK_STALE, "", LIST_CHANGES, list, "{'priority':1}");
	call_refused(SOUK_STALE, "", LIST_DELETES, list, "-");
	call_refused(SOUK_STALE, "", PRICES_PUT, list, "{'prices':[{"
	    "'sku':'a','amount':1}]}");
	store.expected_version = 0;
	as_brand(THEIRS);
	call_refused(SOUK_DENIED, "", LIST_CHANGES, list, "{'priority':1}");
	call_refused(SOUK_DENIED, "", LIST_DELETES, list, "-");
	call_refused(SOUK_DENIED, "", PRICES_PUT, list, "{'prices':[{"
	    "'sku':'a','amount':1}]}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM price_list").number,
	    1);
}
END_TEST

START_TEST(target_05_an_amount_has_at_most_the_decimals_of_its_currency)
{
	static const struct {
		const char	*currency, *amount;
		int64_t		 minor;		/* -1: refused */
	} t[] = {
		{ "EUR", "8.5", 850 }, { "EUR", "8.55", 855 },
		{ "EUR", "8.555", -1 }, { "EUR", "0", 0 },
		{ "EUR", "-0.01", -1 }, { "EUR", "-1", -1 },
		{ "EUR", "'8.55'", 855 }, { "EUR", "'8,55'", -1 },
		{ "EUR", "1e2", -1 }, { "EUR", "true", -1 },
		{ "EUR", "null", -1 }, { "EUR", "''", -1 },
		{ "EUR", "10000000000.00", 1000000000000 },
		{ "EUR", "10000000000.01", -1 },
		{ "EUR", "'99999999999999999999'", -1 },
		{ "JPY", "8", 8 }, { "JPY", "8.5", -1 }, { "JPY", "8.0", -1 },
		{ "JPY", "1000000000000", 1000000000000 },
		{ "JPY", "1000000000001", -1 },
		{ "KWD", "8.555", 8555 }, { "KWD", "8.5", 8500 },
		{ "KWD", "8.5555", -1 }, { "KWD", "1000000000.001", -1 },
	};
	const char	*list;

	shop();
	product_of("Tasse", "{'sku':'T-1'}");
	for (size_t i = 0; i < COUNT(t); i++) {
		call_ok(LIST_CREATES, NULL, "{'name':'a','currency':'%s'}",
		    t[i].currency);
		list = text_at(got, PRICE_LIST_ID);
		if (t[i].minor < 0) {
			call_refused(SOUK_INVALID, "prices[0].amount",
			    PRICES_PUT, list, "{'prices':[{'sku':'T-1',"
			    "'amount':%s}]}", t[i].amount);
			continue;
		}
		call_ok(PRICES_PUT, list, "{'prices':[{'sku':'T-1',"
		    "'amount':%s}]}", t[i].amount);
		ck_assert_int_eq(shop_sql("SELECT amount FROM price_list_price"
		    " WHERE list_id = '%s'", list).number, t[i].minor);
	}
}
END_TEST

START_TEST(target_05_bad_prices_are_named_by_index_and_none_is_kept)
{
	const char	*list, *ours, *theirs;

	shop();
	product_of("Tasse", "{'sku':'T-1'}");
	ours = shop_sql("SELECT id FROM product_variation").text;
	list = list_new("");
	as_brand(THEIRS);
	product_new("Autre", category_new("Leurs", NULL),
	    ",'variations':[{'sku':'X-1'}]");
	theirs = shop_sql("SELECT id FROM product_variation WHERE"
	    " sku = 'X-1'").text;
	as_brand(OURS);
	call_refused(SOUK_INVALID, "prices[1].variationId", PRICES_PUT, list,
	    "{'prices':[{'sku':'T-1','amount':1},"
	    "{'variationId':'%s','amount':1}]}", theirs);
	call_refused(SOUK_INVALID, "prices[0].sku", PRICES_PUT, list,
	    "{'prices':[{'sku':'X-1','amount':1}]}");
	call_refused(SOUK_INVALID, "prices[1].sku", PRICES_PUT, list,
	    "{'prices':[{'variationId':'%s','amount':1},"
	    "{'sku':'no','amount':1},{'sku':'T-1','amount':2}]}", ours);
	ck_assert_str_eq(problem_field(1), "prices[2].sku");
	call_refused(SOUK_INVALID, "prices[0].variationId", PRICES_PUT, list,
	    "{'prices':[{'variationId':'%s','sku':'T-1','amount':1}]}", ours);
	call_refused(SOUK_INVALID, "prices[0].sku", PRICES_PUT, list,
	    "{'prices':[{'amount':1}]}");
	call_refused(SOUK_INVALID, "prices", PRICES_PUT, list,
	    "{'prices':[]}");
	call_refused(SOUK_INVALID, "prices", PRICES_PUT, list, "{}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM price_list_price")
	    .number, 0);
	call_refused(SOUK_NOT_FOUND, "", PRICE_DROPS, list, "%s", ours);
	call_refused(SOUK_NOT_FOUND, "", PRICE_DROPS, list, "%s", theirs);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_05_a_list_lowers_what_everybody_sees_and_gives_it_back,
		target_05_an_edit_of_the_product_keeps_the_list_in_force,
	target_05_a_groups_list_or_another_currency_changes_no_public_price,
		target_05_a_list_begins_and_ends_at_its_instants,
		target_05_a_job_that_comes_late_sets_everything_right,
		target_05_changed_dates_make_one_job_an_instant,
		target_05_a_long_list_is_applied_in_steps,
		target_05_a_newer_run_ends_an_older_one,
		target_05_a_long_list_is_deleted_in_steps,
		target_05_a_killed_run_is_taken_up_again,
		target_05_a_list_refuses_nonsense_and_names_it,
		target_05_an_amount_has_at_most_the_decimals_of_its_currency,
		target_05_bad_prices_are_named_by_index_and_none_is_kept,
	};

	return catalog_run("price list", tests, COUNT(tests));
}
