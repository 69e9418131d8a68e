/* SPDX-License-Identifier: ISC */
/* S3-BULK-02: one edit of many products, each exactly once, and its undoing. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "lib/base/money.h"
#include "lib/catalog/bulk_plan.h"
#include "lib/queue/queue.h"
#include "tests/unit/bulk_shop.h"
#include "tests/suite.h"

/* ---- amounts ------------------------------------------------------------ */

START_TEST(s3_bulk_02_amounts_are_rounded_half_up_and_to_an_ending)
{
	static const struct {
		enum bulk_operation	 operation;
		int64_t			 value, percent;
		const char		*ending;
		int64_t			 from, to;	/* -1: none */
	} t[] = {
		{ BULK_SET, 990, 0, NULL, 5, 990 },
		{ BULK_ADD, 50, 0, NULL, 1000, 1050 },
		{ BULK_SUBTRACT, 50, 0, NULL, 1000, 950 },
		{ BULK_SUBTRACT, 1000, 0, NULL, 1000, 0 },
		{ BULK_SUBTRACT, 1001, 0, NULL, 1000, -1 },
		{ BULK_MULTIPLY, 0, 1100000, NULL, 1005, 1106 },
		{ BULK_MULTIPLY, 0, 1100000, NULL, 1004, 1104 },
		{ BULK_MULTIPLY, 0, 500000, NULL, 1, 1 },
		{ BULK_MULTIPLY, 0, 499999, NULL, 1, 0 },
		{ BULK_MULTIPLY, 0, 333333, NULL, 999, 333 },
		{ BULK_MULTIPLY, 0, 1000000, NULL, MONEY_MAX, MONEY_MAX },
		{ BULK_MULTIPLY, 0, 1000001, NULL, MONEY_MAX, -1 },
		{ BULK_MULTIPLY, 0, 100000000, NULL, MONEY_MAX, -1 },
		{ BULK_ADD, 1, 0, NULL, MONEY_MAX, -1 },
		{ BULK_SET, 1234, 0, ".90", 0, 1190 },
		{ BULK_SET, 1240, 0, ".90", 0, 1290 },
		{ BULK_SET, 1290, 0, ".90", 0, 1290 },
		{ BULK_SET, 10, 0, ".90", 0, 90 },
		{ BULK_SET, 1000, 0, "0.90", 0, 990 },
		{ BULK_SET, 1234, 0, "9.99", 0, 999 },
		{ BULK_SET, 1600, 0, "9.99", 0, 1999 },
		{ BULK_SET, 1234, 0, ".00", 0, 1200 },
		{ BULK_SET, 20, 0, ".00", 0, 100 },
		{ BULK_SET, 1234, 0, ",95", 0, 1195 },
	};
	struct bulk_change	 c;
	int64_t			 n;
	size_t			 i;

	for (i = 0; i < COUNT(t); i++) {
		c = (struct bulk_change){ .operation = t[i].operation,
		    .value = { .state = VALUE_SET, .num = t[i].value },
		    .percent = t[i].percent };
		if (t[i].ending != NULL)
			ck_assert(bulk_ending_parse(t[i].ending, 2, &c.ending,
			    &c.modulus));
		n = t[i].from;
		ck_assert_msg(bulk_amount(&c, &n) == (t[i].to >= 0),
		    "row %zu", i);
		if (t[i].to >= 0)
			ck_assert_msg(n == t[i].to, "row %zu: %d", i, (int)n);
	}
}
END_TEST

START_TEST(an_ending_has_the_currencys_decimals)
{
	static const struct { const char *text; int decimals; bool ok; } t[] = {
		{ ".90", 2, true }, { "0.90", 2, true }, { "9.90", 2, true },
		{ "99.90", 2, true }, { "90", 0, true }, { "900", 0, true },
		{ ".900", 3, true }, { ".9", 2, false }, { ".900", 2, false },
		{ "90", 2, false }, { ".90", 0, false }, { "", 2, false },
		{ ".", 0, false }, { "a.90", 2, false }, { ".9a", 2, false },
		{ "-.90", 2, false }, { "", 0, false }, { "9.9.0", 2, false },
		{ "12345678.90", 2, false },
	};
	int64_t	 ending, modulus;
	size_t	 i;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_msg(bulk_ending_parse(t[i].text, t[i].decimals,
		    &ending, &modulus) == t[i].ok, "%s", t[i].text);
}
END_TEST

/* ---- edits -------------------------------------------------------------- */

#define BASE	"SELECT group_concat(amount) FROM (SELECT amount" \
	" FROM product_price ORDER BY amount)"

/* What each field and operation makes of a product. */
static const struct { const char *change, *sql, *is; } effects[] = {
	{ "'field':'basePrice','operation':'set','value':'12.50'",
	  "SELECT amount FROM product_price", "1250" },
	{ "'field':'basePrice','operation':'add','value':0.5",
	  "SELECT amount FROM product_price", "1050" },
	{ "'field':'basePrice','operation':'multiply','value':'90'",
	  "SELECT amount FROM product_price", "900" },
	{ "'field':'basePrice','operation':'multiply','value':95,"
	  "'ending':'.90'",
	  "SELECT amount FROM product_price", "990" },
	{ "'field':'basePrice','operation':'clear'",
	  "SELECT count(*) FROM product_price", "0" },
	{ "'field':'price','operation':'add','value':1",
	  "SELECT group_concat(a) FROM (SELECT amount AS a FROM"
	  " product_price UNION ALL SELECT amount FROM"
	  " variation_price ORDER BY 1)", "1100,1600" },
	{ "'field':'price','operation':'set','value':7",
	  "SELECT group_concat(a) FROM (SELECT amount AS a FROM"
	  " product_price UNION ALL SELECT amount FROM"
	  " variation_price)", "700" },
	{ "'field':'stock','operation':'set','value':0",
	  "SELECT stock FROM product", "0" },
	{ "'field':'stock','operation':'add','value':5",
	  "SELECT group_concat(stock) FROM (SELECT stock FROM"
	  " product_variation ORDER BY position)", "8,9" },
	{ "'field':'status','operation':'set','value':'INACTIVE'",
	  "SELECT status FROM product", "INACTIVE" },
	{ "'field':'isNew','operation':'set','value':true",
	  "SELECT is_new FROM product", "1" },
	{ "'field':'isFeatured','operation':'set','value':true",
	  "SELECT is_featured FROM product", "1" },
	{ "'field':'vendor','operation':'set','value':'Dar'",
	  "SELECT vendor FROM product", "Dar" },
	{ "'field':'vendor','operation':'clear'",
	  "SELECT count(*) FROM product WHERE vendor IS NULL", "1" },
	{ "'field':'taxClass','operation':'set','value':'zero'",
	  "SELECT tax_class FROM product", "zero" },
	{ "'field':'tags','operation':'add','value':'rouge'",
	  "SELECT replace(tags, char(10), '+') FROM product",
	  "bleu+vert+rouge" },
	{ "'field':'tags','operation':'add','value':['vert','or']",
	  "SELECT replace(tags, char(10), '+') FROM product",
	  "bleu+vert+or" },
	{ "'field':'tags','operation':'remove','value':'bleu'",
	  "SELECT tags FROM product", "vert" },
	{ "'field':'tags','operation':'remove','value':['BLEU','x']",
	  "SELECT tags FROM product", "vert" },
	{ "'field':'compareAtPrice','operation':'set','value':30",
	  "SELECT compare_at FROM product_price", "3000" },
	{ "'field':'compareAtPrice','operation':'clear'",
	  "SELECT count(*) FROM product_price"
	  " WHERE compare_at IS NULL", "1" },
	{ "'field':'tags','operation':'set','value':['un']",
	  "SELECT tags FROM product", "un" },
	{ "'field':'tags','operation':'clear'",
	  "SELECT tags FROM product", "" },
};

START_TEST(s3_bulk_02_every_field_takes_its_operations)
{
	const char	*id, *before;
	size_t		 i;

	product_new("Vase bleu", vases, ",'basePrice':10,'compareAtPrice':"
	    "20,'vendor':'Amal',"
	    "'tags':['bleu','vert'],'variations':[{'sku':'A','stock':3,"
	    "'name':'T','value':'1'},{'sku':'B','stock':4,'price':15,'compareAtPrice':16.5,"
	    "'name':'T','value':'2'}]");
	before = "SELECT status || is_new || is_featured || tax_class ||"
	    " replace(tags, char(10), '+') || vendor || p.stock ||"
	    " (SELECT group_concat(amount || compare_at) FROM product_price) ||"
	    " (SELECT group_concat(amount || compare_at) FROM variation_price) FROM product p";
	before = sql(before);
	for (i = 0; i < COUNT(effects); i++) {
		id = edit(arena_printf(store.arena,
		    "{'filter':{},'changes':[{%s}]}", effects[i].change));
		ck_assert_msg(strcmp(edit_tally(id), "done 1/1/0/0/0/0") == 0,
		    "%s: %s", effects[i].change, edit_tally(id));
		ck_assert_msg(strcmp(sql(effects[i].sql), effects[i].is) == 0, "%s: %s",
		    effects[i].change, sql(effects[i].sql));
		ck_assert_str_eq(undo(id), "undone 1/1/0/0/1/0");
		want_sql("SELECT status || is_new || is_featured || tax_class"
		    " || replace(tags, char(10), '+') || vendor || p.stock ||"
		    " (SELECT group_concat(amount || compare_at) FROM product_price) ||"
		    " (SELECT group_concat(amount || compare_at) FROM variation_price)"
		    " FROM product p", before);
	}
	id = edit(arena_printf(store.arena, "{'filter':{},'changes':[{"
	    "'field':'categoryId','operation':'set','value':'%s'}]}", lamps));
	want_sql("SELECT count(*) FROM product p JOIN category_text t"
	    " ON t.category_id = p.category_id WHERE t.name = 'Lampes'", "1");
	counters_hold();
}
END_TEST

START_TEST(changes_see_what_the_ones_before_made)
{
	const char	*id;

	product_new("Vase bleu", vases, ",'basePrice':10");
	id = edit("{'filter':{},'changes':["
	    "{'field':'basePrice','operation':'add','value':10},"
	    "{'field':'basePrice','operation':'multiply','value':50},"
	    "{'field':'tags','operation':'add','value':'a'},"
	    "{'field':'tags','operation':'remove','value':'a'}]}");
	ck_assert_str_eq(edit_tally(id), "done 1/0/1/0/0/0");
	id = edit("{'filter':{},'changes':["
	    "{'field':'basePrice','operation':'add','value':10},"
	    "{'field':'basePrice','operation':'multiply','value':75}]}");
	want_sql("SELECT amount FROM product_price", "1500");
	want_sql("SELECT before || after FROM bulk_edit_item"
	    " WHERE state = 'done'",
	    "{\"basePrice\":10.00}{\"basePrice\":15.00}");
}
END_TEST

/* A refusal is reported and never stops the others. */
START_TEST(s3_bulk_02_a_product_that_refuses_is_told_and_passed_over)
{
	const char	*first, *second, *id;
	struct asking	 a;

	first = product_new("Vase un", vases, ",'basePrice':3");
	second = product_new("Vase deux", vases, ",'basePrice':9");
	product_new("Vase trois", vases, "");
	id = edit("{" CHANGE("basePrice", "subtract", "5") "}");
	ck_assert_str_eq(edit_tally(id), "done 3/1/0/2/0/0");
	want_sql("SELECT group_concat(why) FROM (SELECT field || code AS why"
	    " FROM bulk_edit_item WHERE state = 'rejected' ORDER BY why)",
	    "basePriceNEEDS_PRICE,basePricePRICE_NEGATIVE");
	id = edit("{" CHANGE("status", "set", "'ACTIVE'") "}");
	ck_assert_str_eq(edit_tally(id), "done 3/0/0/3/0/0");
	want_sql("SELECT count(*) FROM product WHERE status = 'DRAFT'", "3");
	id = edit("{" CHANGE("stock", "subtract", "1") "}");
	ck_assert_str_eq(edit_tally(id), "done 3/0/0/3/0/0");
	ck_assert_int_eq(edit_try(arena_printf(store.arena, "{'ids':['%s','%s',"
	    "'prod_01h455vb4pex5vsknk084sn02q','%s'],'changes':[{'field':"
	    "'isNew','operation':'set','value':true}]}", first, second, first),
	    &a), SOUK_OK);
	deed_ok(PRODUCT_DELETES, second, "{}");
	ck_assert_int_eq(bulk_edit_run(&store, a.id), SOUK_OK);
	ck_assert_str_eq(edit_tally(a.id), "done 3/1/0/2/0/0");
	want_sql("SELECT group_concat(code) FROM bulk_edit_item"
	    " WHERE code LIKE 'NO_%'", "NO_PRODUCT,NO_PRODUCT");
}
END_TEST

static const struct { const char *json, *field; } bad_requests[] = {
	{ "{'changes':[]}", "changes" },
	{ "{'filter':{}}", "changes" },
	{ "{'changes':[{'field':'isNew','operation':'set',"
	  "'value':true}]}", "ids" },
	{ "{'ids':['a']," CHANGE("isNew", "set", "true") "}", "ids" },
	{ "{'filter':{'nothing':1},'changes':[{'field':'isNew',"
	  "'operation':'set','value':true}]}", "filter.nothing" },
	{ "{" CHANGE("slug", "set", "'a'") "}", "changes[0].field" },
	{ "{" CHANGE("stock", "multiply", "2") "}",
	  "changes[0].operation" },
	{ "{" CHANGE("status", "clear", "null") "}",
	  "changes[0].operation" },
	{ "{" CHANGE("status", "set", "'SOLD'") "}",
	  "changes[0].value" },
	{ "{" CHANGE("isNew", "set", "1") "}", "changes[0].value" },
	{ "{" CHANGE("basePrice", "set", "1.005") "}",
	  "changes[0].value" },
	{ "{" CHANGE("basePrice", "set", "null") "}",
	  "changes[0].value" },
	{ "{" CHANGE("basePrice", "add", "-1") "}",
	  "changes[0].value" },
	{ "{" CHANGE("price", "multiply", "0") "}",
	  "changes[0].value" },
	{ "{" CHANGE("price", "multiply", "10001") "}",
	  "changes[0].value" },
	{ "{" CHANGE("price", "multiply", "'ten'") "}",
	  "changes[0].value" },
	{ "{" CHANGE("stock", "add", "1.5") "}", "changes[0].value" },
	{ "{" CHANGE("vendor", "set", "''") "}", "changes[0].value" },
	{ "{" CHANGE("categoryId", "set",
	  "'cat_01h455vb4pex5vsknk084sn02q'") "}",
	  "changes[0].value" },
	{ "{'filter':{},'changes':[{'field':'price','operation':'add',"
	  "'value':1,'ending':'.9'}]}", "changes[0].ending" },
	{ "{'filter':{},'changes':[{'field':'stock','operation':'add',"
	  "'value':1,'ending':'.90'}]}", "changes[0].ending" },
	{ "{'filter':{},'changes':[{'field':'price',"
	  "'operation':'set'}]}", "changes[0].value" },
	{ "{'filter':{'category':'nowhere'},'changes':[{'field':"
	  "'isNew','operation':'set','value':true}]}", "category" },
};

START_TEST(s3_bulk_02_bad_requests_name_each_bad_change)
{
	struct asking	 a;
	size_t		 i;

	for (i = 0; i < COUNT(bad_requests); i++) {
		ck_assert_msg(edit_try(bad_requests[i].json, &a) ==
		    SOUK_INVALID, "%s", bad_requests[i].json);
		ck_assert_str_eq(problem_field(0), bad_requests[i].field);
	}
	want_sql("SELECT count(*) FROM bulk_edit", "0");
	want_sql("SELECT count(*) FROM job", "0");
}
END_TEST

START_TEST(another_brands_products_and_edits_are_forbidden)
{
	const char	*id, *product;
	struct asking	 a;

	product = product_new("Vase", vases, ",'basePrice':3");
	id = edit("{" CHANGE("isNew", "set", "true") "}");
	as_brand(THEIRS);
	ck_assert_int_eq(edit_try(arena_printf(store.arena, "{'ids':['%s'],"
	    "'changes':[{'field':'isNew','operation':'set','value':true}]}",
	    product), &a), SOUK_DENIED);
	ck_assert_int_eq(edit_try(arena_printf(store.arena, "{'filter':{},"
	    "'changes':[{'field':'categoryId','operation':'set','value':"
	    "'%s'}]}", vases), &a), SOUK_DENIED);
	a.id = id;
	ck_assert_int_eq(db_tx(&store, DB_READ, read_step, &a), SOUK_DENIED);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a), SOUK_DENIED);
	id = edit("{" CHANGE("isNew", "set", "false") "}");
	ck_assert_str_eq(edit_tally(id), "done 0/0/0/0/0/0");
	want_sql("SELECT is_new FROM product", "1");
}
END_TEST

/* ---- undoing ------------------------------------------------------------ */

START_TEST(s3_bulk_02_undoing_leaves_alone_what_was_edited_since)
{
	const char	*kept, *gone, *id;
	struct asking	 a;

	product_new("Vase un", vases, ",'basePrice':3");
	kept = product_new("Vase deux", vases, ",'basePrice':4");
	gone = product_new("Vase trois", vases, ",'basePrice':5");
	id = edit("{" CHANGE("price", "multiply", "200") "}");
	want_sql(BASE, "600,800,1000");
	deed_ok(PRODUCT_CHANGES, kept, "{'isNew':true}");
	deed_ok(PRODUCT_DELETES, gone, "{}");
	ck_assert_str_eq(undo(id), "undone 3/3/0/0/1/2");
	want_sql(BASE, "300,800");
	a.id = id;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "BULK_STATE");
	ck_assert_int_eq(bulk_edit_run(&store, id), SOUK_OK);
	ck_assert_str_eq(edit_tally(id), "undone 3/3/0/0/1/2");
}
END_TEST

START_TEST(what_waits_cannot_be_undone_yet)
{
	struct asking	 a;

	product_new("Vase", vases, ",'basePrice':3");
	ck_assert_int_eq(edit_try("{" CHANGE("isNew", "set", "true") "}", &a),
	    SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a),
	    SOUK_CONFLICT);
	ck_assert_int_eq(bulk_edit_run(&store, a.id), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a), SOUK_OK);
}
END_TEST

START_TEST(the_queue_runs_an_edit_and_its_undoing)
{
	static const struct job_kind *const	 kinds[] = {
		&catalog_bulk_edit, NULL
	};
	struct asking				 a;
	int64_t					 due;

	product_new("Vase", vases, ",'basePrice':3");
	ck_assert_int_eq(edit_try("{" CHANGE("isNew", "set", "true") "}", &a),
	    SOUK_OK);
	store.now = clock_now();
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &due), SOUK_OK);
	ck_assert_str_eq(edit_tally(a.id), "done 1/1/0/0/0/0");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a), SOUK_OK);
	store.now = clock_now();
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &due), SOUK_OK);
	ck_assert_str_eq(edit_tally(a.id), "undone 1/1/0/0/1/0");
	want_sql("SELECT count(*) FROM job", "0");
}
END_TEST

/* ---- killed ------------------------------------------------------------- */

static bool
die_after(long us)
{
	const struct itimerspec	 when = {
		.it_value = { us / 1000000, us % 1000000 * 1000 }
	};
	struct sigevent		 event = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL
	};
	timer_t			 timer;

	return timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	    timer_settime(timer, 0, &when, NULL) == 0;
}

/* True: killed on the way. */
static bool
run_apart(const char *id, long us)
{
	const pid_t	 pid = fork();
	int		 status;

	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		if (!die_after(us))
			_exit(2);
		store_reopen();
		_exit(bulk_edit_run(&store, id) == SOUK_OK ? 0 : 3);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status))
		return true;
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	return false;
}

/* Later each time, until it gets through. */
static int
kill_until_done(const char *id)
{
	long	 us = 15000;
	int	 kills = 0;

	id = arena_copy(store.arena, id);
	db_close(store.db);
	for (; run_apart(id, us); us += us / 8)
		ck_assert_int_lt(++kills, 200);
	store_reopen();
	return kills;
}

/* An addition shows how often it was done. */
START_TEST(s3_bulk_02_killed_anywhere_each_product_is_edited_exactly_once)
{
	struct asking	 a;
	int		 i;

	for (i = 0; i < 700; i++)
		product_new(arena_printf(store.arena, "Vase %d", i), vases,
		    ",'basePrice':10");
	ck_assert_int_eq(edit_try("{" CHANGE("price", "add", "1") "}", &a),
	    SOUK_OK);
	ck_assert_int_gt(kill_until_done(a.id), 2);
	ck_assert_str_eq(edit_tally(a.id), "done 700/700/0/0/0/0");
	want_sql("SELECT count(*) FROM product_price WHERE amount = 1100",
	    "700");
	want_sql("SELECT count(*) FROM product WHERE version = 2", "700");
	want_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'update_product'", "700");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a), SOUK_OK);
	ck_assert_int_gt(kill_until_done(a.id), 2);
	ck_assert_str_eq(edit_tally(a.id), "undone 700/700/0/0/700/0");
	want_sql("SELECT count(*) FROM product_price WHERE amount = 1000",
	    "700");
	want_sql("SELECT count(*) FROM product WHERE version = 3", "700");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_bulk_02_amounts_are_rounded_half_up_and_to_an_ending,
		an_ending_has_the_currencys_decimals,
		s3_bulk_02_every_field_takes_its_operations,
		changes_see_what_the_ones_before_made,
		s3_bulk_02_a_product_that_refuses_is_told_and_passed_over,
		s3_bulk_02_bad_requests_name_each_bad_change,
		another_brands_products_and_edits_are_forbidden,
		s3_bulk_02_undoing_leaves_alone_what_was_edited_since,
		what_waits_cannot_be_undone_yet,
		the_queue_runs_an_edit_and_its_undoing,
		s3_bulk_02_killed_anywhere_each_product_is_edited_exactly_once,
	};
	const struct suite	 suite = { "bulk edit", bulk_open,
	    import_shop_close, true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
