/* SPDX-License-Identifier: ISC */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "lib/queue/queue.h"
#include "tests/unit/import_book.h"
#include "tests/suite.h"

/* ---- killed ------------------------------------------------------------ */

/* Products of 1 to 7 lines, some of them bad. */
static char *
long_file(int lines)
{
	const size_t	 size = (size_t)lines * 160 + 256;
	char		*text = arena_alloc(store.arena, size);
	size_t		 n;
	int		 i, product = 0, part = 0;

	n = (size_t)snprintf(text, size, SOUK_HEAD);
	for (i = 0; i < lines; i++) {
		n += (size_t)snprintf(text + n, size - n,
		    "p-%d,Product %d,,Category %d,DRAFT,%s,EUR,Size,%d,K%d,%d"
		    ",https://x.test/%d.jpg,,no\n", product, product,
		    product % 9, i % 97 == 5 ? "bad" : "9.90", part, i, i % 50,
		    i);
		if (part++ >= product % 7) {
			part = 0;
			product++;
		}
	}
	return text;
}

/* An empty shop in the place of this one. */
static void
store_again(void)
{
	db_close(store.db);
	store_remove();
	store_reopen();
	as_brand(OURS);
}

/* kill -9 after that many microseconds; 0: never. */
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

	return us == 0 || (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	    timer_settime(timer, 0, &when, NULL) == 0);
}

static pid_t
run_apart(const char *id, long us)
{
	pid_t	 pid = fork();

	ck_assert_int_ge(pid, 0);
	if (pid > 0)
		return pid;
	if (!die_after(us))
		_exit(2);
	store_reopen();
	_exit(import_run(&store, id) == SOUK_OK ? 0 : 3);
}

/* True: it was killed. */
static bool
was_killed(pid_t pid)
{
	int	 status;

	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status)) {
		ck_assert_int_eq(WTERMSIG(status), SIGKILL);
		return true;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	return false;
}

/* All that a file says, without ids and times. */
#define CONTENT \
	"SELECT group_concat(x, ';') FROM (SELECT t.slug || t.name ||" \
	" p.status || p.version || c.name || v.sku || v.stock ||" \
	" v.position || v.options || coalesce(i.url, '') || a.amount AS x" \
	" FROM product p JOIN product_text t ON t.product_id = p.id" \
	" JOIN category_text c ON c.category_id = p.category_id" \
	" JOIN product_price a ON a.product_id = p.id" \
	" JOIN product_variation v ON v.product_id = p.id" \
	" LEFT JOIN product_image i ON i.product_id = p.id" \
	" AND i.is_primary = 1 ORDER BY t.slug, v.position)"
#define ERRORS \
	"SELECT group_concat(x, ' ') FROM (SELECT line || field || code AS x" \
	" FROM catalog_import_error ORDER BY line, field)"

/* What one run in peace leaves, then an empty shop and the id of another. */
struct peace { const char *tally, *content, *errors, *id; };

static struct peace
peace_of(struct bytes b, bool dry_run)
{
	struct peace	 p;

	p.tally = tally(bytes_import(b.p, b.len, dry_run));
	p.content = sql(CONTENT);
	p.errors = sql(ERRORS);
	ck_assert_uint_gt(strlen(p.errors), 100);
	store_again();
	p.id = begin(b.p, b.len, dry_run);
	db_close(store.db);
	return p;
}

static struct peace
peace_make(int lines, bool dry_run)
{
	char	*text = long_file(lines);

	return peace_of((struct bytes){ text, strlen(text) }, dry_run);
}

/* WooCommerce's: every product far from its variations, some bad. */
static struct bytes
scattered_file(int products)
{
	const size_t	 size = (size_t)products * 400 + 256;
	char		*text = arena_alloc(store.arena, size);
	size_t		 n;
	int		 i;

	n = (size_t)snprintf(text, size, "ID,Type,SKU,Name,Published,"
	    "Regular price,Images,Parent,Attribute 1 name,"
	    "Attribute 1 value(s)\n");
	for (i = 0; i < 2 * products; i++)
		n += (size_t)snprintf(text + n, size - n, "%d,variation,V%d,,1,"
		    "%s,,id:%d,Size,%d\n", 100000 + i, i,
		    i % 97 == 5 ? "bad" : "9.90", 1 + i % products, i);
	for (i = 0; i < products; i++)
		n += (size_t)snprintf(text + n, size - n, "%d,variable,,"
		    "Product %d,1,,https://x.test/%d.jpg,,,\n", 1 + i, i, i);
	return (struct bytes){ text, n };
}

static void
peace_check(const struct peace *p)
{
	store_reopen();
	ck_assert_str_eq(tally(report(p->id)), p->tally);
	ck_assert_str_eq(sql(CONTENT), p->content);
	ck_assert_str_eq(sql(ERRORS), p->errors);
	want_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'create_product'",
	    sql("SELECT count(*) FROM product"));
}

/* Killed later each time, until it gets through. */
static void
kill_until_done(const char *id)
{
	long	 us = 20000;
	int	 kills = 0;

	while (was_killed(run_apart(id, us))) {
		us += us / 10;
		ck_assert_int_lt(++kills, 200);
	}
	ck_assert_int_gt(kills, 3);
}

START_TEST(an_import_killed_anywhere_resumes_exactly)
{
	const struct peace	 p = peace_make(3000, false);

	kill_until_done(p.id);
	peace_check(&p);
}
END_TEST

START_TEST(a_workbook_killed_anywhere_resumes_exactly)
{
	const struct peace	 p = peace_of(book_of(long_file(2500)),
				    false);

	kill_until_done(p.id);
	peace_check(&p);
}
END_TEST

START_TEST(scattered_variations_killed_anywhere_resume_exactly)
{
	const struct peace	 p = peace_of(scattered_file(800), false);

	kill_until_done(p.id);
	peace_check(&p);
}
END_TEST

START_TEST(a_dry_run_killed_anywhere_reports_the_same)
{
	const struct peace	 p = peace_make(3000, true);

	kill_until_done(p.id);
	peace_check(&p);
	want_sql("SELECT count(*) FROM product", "0");
}
END_TEST

START_TEST(two_processes_at_one_import_do_it_once)
{
	const struct peace	 p = peace_make(2000, false);
	const pid_t		 a = run_apart(p.id, 0);
	const pid_t		 b = run_apart(p.id, 0);

	ck_assert(!was_killed(a));
	ck_assert(!was_killed(b));
	peace_check(&p);
}
END_TEST

/* All that one transaction writes bears one time; lines are variations. */
START_TEST(a_transaction_takes_at_most_200_lines)
{
	text_import(long_file(3000));
	want_sql("SELECT count(DISTINCT created_at) BETWEEN 15 AND 17"
	    " FROM product_variation", "1");
	want_sql("SELECT max(n) BETWEEN 190 AND 200 FROM (SELECT count(*)"
	    " AS n FROM product_variation GROUP BY created_at)", "1");
}
END_TEST

START_TEST(the_queue_runs_what_was_started)
{
	static const struct job_kind *const	 kinds[] = {
		&catalog_import, NULL
	};
	static const char			 text[] =
	    "slug,name,price\na-a,First,1\n";
	const char				*id = begin(text,
						    strlen(text), false);
	int64_t					 due;

	store.now = clock_now();
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &due), SOUK_OK);
	want_tally(report(id), "done 1/1/0/0/0");
	want_sql("SELECT count(*) FROM job", "0");
	ck_assert_int_eq(access(home_path(arena_printf(
	    store.arena, "/db/import/%s.csv", id)), F_OK), -1);
	ck_assert_int_eq(import_run(&store, id), SOUK_OK);
	want_sql("SELECT count(*) FROM product", "1");
}
END_TEST

/* ---- who may see it ---------------------------------------------------- */

static enum outcome
read_one(const char *id)
{
	struct record	*import;

	return import_read(&store, id, &import);
}

static enum outcome
list_two(const char *newest)
{
	const struct list_query	 query = { .page = 1, .limit = 1 };
	struct record		*row = record_new(store.arena, &import_fields);
	struct list_query	 next = query;
	struct rows	 list;

	ck_assert_int_eq(import_list(&store, &query, &list), SOUK_OK);
	ck_assert_int_eq(list.total, 2);
	ck_assert_int_eq(rows_next(&list, store.arena, row), SOUK_OK);
	ck_assert_str_eq(row->values[IMPORT_ID].text, newest);
	ck_assert_int_eq(rows_next(&list, store.arena, row), SOUK_NOT_FOUND);
	next.cursor = import_list_cursor(&store, &list, row);
	ck_assert_ptr_nonnull(next.cursor);
	ck_assert_int_eq(import_list(&store, &next, &list), SOUK_OK);
	ck_assert_int_eq(rows_next(&list, store.arena, row), SOUK_OK);
	ck_assert_str_ne(row->values[IMPORT_ID].text, newest);
	ck_assert_int_eq(rows_next(&list, store.arena, row), SOUK_NOT_FOUND);
	ck_assert_ptr_null(import_list_cursor(&store, &list, row));
	return SOUK_OK;
}

START_TEST(imports_are_listed_newest_first_and_closed_to_other_brands)
{
	const char	*id = begin("a", 1, false);

	store.now++;
	id = begin("b", 1, false);
	ck_assert_int_eq(shop_in(DB_READ, list_two, id), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_READ, read_one, "import_none"),
	    SOUK_NOT_FOUND);
	as_brand(THEIRS);
	ck_assert_int_eq(shop_in(DB_READ, read_one, id), SOUK_DENIED);
	ck_assert_int_eq(import_run(&store, "import_none"), SOUK_NOT_FOUND);
}
END_TEST

/* The file of a transaction that was undone after the file was there. */
START_TEST(a_file_that_no_import_knows_is_removed)
{
	const struct job	 job = { .kind = "catalog.import_files" };
	char			*of[] = { NULL, home_path(
				    "/db/import/import_nobody.csv"),
				    home_path("/db/import/spool-abc") };

	of[0] = arena_printf(store.arena, "%s%s%s.csv", store_dir,
	    "/db/import/", begin("a", 1, false));
	file_write(of[1], "b", 1);
	file_write(of[2], "c", 1);
	ck_assert_int_eq(catalog_import_files.run(&store, &job), SOUK_OK);
	ck_assert_int_eq(access(of[0], F_OK), 0);
	ck_assert_int_eq(access(of[1], F_OK), -1);
	ck_assert_int_eq(access(of[2], F_OK), 0);
	unlink(of[0]);
	unlink(of[2]);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		an_import_killed_anywhere_resumes_exactly,
		a_workbook_killed_anywhere_resumes_exactly,
		scattered_variations_killed_anywhere_resume_exactly,
		a_dry_run_killed_anywhere_reports_the_same,
		two_processes_at_one_import_do_it_once,
		a_transaction_takes_at_most_200_lines,
		the_queue_runs_what_was_started,
		imports_are_listed_newest_first_and_closed_to_other_brands,
		a_file_that_no_import_knows_is_removed,
	};
	const struct suite	 suite = { "import resume", import_shop_open,
	    import_shop_close, true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
