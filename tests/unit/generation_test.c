/* SPDX-License-Identifier: ISC */
/*
 * S3-PERF-02, S4-PERF-04: what was kept is never old, whoever is killed
 * where; and the files that nginx hands out are as bounded as the memory.
 */
#include <signal.h>

#include "lib/base/text.h"
#include "lib/db/moved.h"
#include "tests/unit/worker.h"
#include "tests/suite.h"

static int	runs;			/* how often the handler ran */
static void	(*overtake)(void);	/* called once, behind its reading */

/* What the database says, as the catalogue's pages do. */
static enum outcome
show(struct req *r, struct res *out)
{
	static const char	 sql[] = "SELECT count(*) FROM brand"
	    " WHERE name = 'effect'";
	struct stmt		*s = db_sql(r->act.db, sql);
	enum outcome		 e;

	if ((e = db_step(s)) != SOUK_OK)
		return e;
	runs++;
	out->content_type = "text/html; charset=utf-8";
	buf_printf(&out->body, "<p>%lld %s", (long long)db_int(s, 0),
	    settings_text(r->act.settings, &shop_settings, SHOP_NAME));
	for (int i = 0; i < 100; i++)
		buf_puts(&out->body, " et encore");
	db_done(s);
	if (overtake != NULL)
		overtake();
	overtake = NULL;
	return SOUK_OK;
}

static enum outcome
show_xml(struct req *r, struct res *out)
{
	enum outcome	 e = show(r, out);

	out->content_type = "application/xml; charset=utf-8";
	return e;
}

static const struct field	name_row[] = {
	{ .name = "name", .type = FIELD_TEXT, .max = 400,
	  .flags = FIELD_REQUIRED } };
static const struct fieldset	name_fields = FIELDSET("Name", NULL, name_row);

#define PAGE	.tx = TX_READ, .flags = ROUTE_PAGE | ROUTE_CACHED
static const struct route rows[] = {
	ROW(GET, "/", show, ANYONE, PAGE),
	ROW(GET, "/page", show, ANYONE, PAGE),
	ROW(GET, "/page/{name}", show, ANYONE, PAGE, .params = &name_fields),
	ROW(GET, "/map.xml", show_xml, ANYONE, PAGE),
	ROW(GET, "/api", show, ANYONE, .tx = TX_READ, .flags = ROUTE_CACHED),
};
static const struct route_table		table = { rows, COUNT(rows) };
static const struct route_table	*const	tables[] = { &table, NULL };

/* ---- what a visitor and nginx see ------------------------------------------ */

static void
want_shown(int number)
{
	char	 text[32];

	snprintf(text, sizeof(text), "<p>%d ", number);
	ck_assert_int_eq(get("/page"), 200);
	ck_assert_msg(text_starts(answer_body(NULL), text), "%.20s, not %s",
	    answer_body(NULL), text);
}

/* Twice, so that it is in memory and in a file. */
static void
keep(int number)
{
	want_shown(number);
	want_shown(number);
}

static char *
live_path(const char *rest)
{
	return arena_printf(store.arena, "%s/cache/live%s", store_dir, rest);
}

static bool
is_there(const char *path)
{
	struct stat	 st;

	return lstat(path, &st) == 0;
}

/* The page as nginx would hand it out; NULL: it would not. */
static const char *
live_page(const char *rest)
{
	FILE	*f = fopen(live_path(rest), "re");
	char	*text;

	if (f == NULL)
		return NULL;
	text = arena_alloc(store.arena, 4096);
	ck_assert_uint_gt(fread(text, 1, 4095, f), 0);
	fclose(f);
	return text;
}

static void
want_live(int number)
{
	char		 text[32];
	const char	*page = live_page("/fr/page@.html");

	snprintf(text, sizeof(text), "<p>%d ", number);
	ck_assert_msg(page != NULL && text_starts(page, text), "%.20s, not %s",
	    page == NULL ? "nothing" : page, text);
	ck_assert(is_there(live_path("/fr/page@.html.gz")));
}

static void
pages_on(void)
{
	worker_config.page_cache = true;
	ck_assert(shared_pages_begin(store.shared, true));
	generation_move(store.shared, GENERATION_CATALOG);
	runs = 0;
}

static void
pages_off(void)
{
	ck_assert(shared_pages_begin(store.shared, false));
	ck_assert(!is_there(live_path("")));
}

/* ---- writers ------------------------------------------------------------------ */

enum where { NOWHERE, BEFORE_MOVING, BEFORE_COMMIT, AFTER_COMMIT };
struct edit { enum where dies; enum generation moves; };

static bool
die_before(void *edit)
{
	if (((struct edit *)edit)->dies == BEFORE_COMMIT)
		raise(SIGKILL);
	return true;
}

static void
die_after(void *edit)
{
	if (((struct edit *)edit)->dies == AFTER_COMMIT)
		raise(SIGKILL);
}

static const struct db_around	die_first = { die_before, die_after };
static const struct db_around	die_last = { die_before, die_after };

/*
 * Its own calls stand on both sides of those that move the generation: dead
 * in the last before() all is moved, in the first after() nothing is settled.
 */
static enum outcome
edit(struct act *act, void *arg)
{
	struct edit	*e = arg;
	enum outcome	 o = effect_make(act);

	if (e->dies == AFTER_COMMIT)
		db_around_commit(act->db, &die_first, e);
	db_moved(act, e->moves);
	if (e->dies == BEFORE_COMMIT)
		db_around_commit(act->db, &die_last, e);
	if (e->dies == BEFORE_MOVING)
		raise(SIGKILL);
	return o;
}

static void
edit_here(void)
{
	struct edit	 e = { .moves = GENERATION_CATALOG };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, edit, &e), SOUK_OK);
}

static void
edit_and_die(enum where dies, enum generation moves)
{
	struct edit	 e = { .dies = dies, .moves = moves };
	pid_t		 pid = fork();

	if (pid == 0) {
		store_reopen();
		db_tx(&store, DB_WRITE, edit, &e);
		_exit(0);
	}
	ck_assert_int_eq(store_wait(pid), -SIGKILL);
}

/* ---- the tests ------------------------------------------------------------------ */

START_TEST(s3_perf_02_an_edit_is_in_the_next_answer_and_the_next_file)
{
	pages_on();
	for (int i = 0; i < 50; i++) {
		keep(i);
		want_live(i);
		ck_assert_int_eq(runs, i + 1);
		edit_here();
		ck_assert(is_there(live_path("")));
		ck_assert_ptr_null(live_page("/fr/page@.html"));
	}
	pages_off();
}
END_TEST

static enum outcome
edit_and_refuse(struct act *act, void *arg)
{
	edit(act, arg);
	return SOUK_CONFLICT;
}

static void
edit_beside(void)
{
	struct edit	 e = { .moves = GENERATION_CATALOG };
	pid_t		 pid = fork();

	if (pid == 0) {
		store_reopen();
		_exit(db_tx(&store, DB_WRITE, edit, &e) != SOUK_OK);
	}
	ck_assert_int_eq(store_wait(pid), 0);
}

/* It answers by its own snapshot, but nobody else is answered so. */
START_TEST(a_reader_that_a_commit_overtakes_leaves_nothing_old)
{
	pages_on();
	overtake = edit_beside;
	want_shown(0);
	ck_assert_int_eq(effects(), 1);
	keep(1);
	ck_assert_int_eq(runs, 2);
	want_live(1);
	pages_off();
}
END_TEST

START_TEST(what_is_not_committed_leaves_everything_kept)
{
	struct edit	 e = { .moves = GENERATION_CATALOG };

	pages_on();
	keep(0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, edit_and_refuse, &e),
	    SOUK_CONFLICT);
	want_live(0);
	want_shown(0);
	ck_assert_int_eq(runs, 1);
	pages_off();
}
END_TEST

/* A reader of before the commit may still be at its work. */
START_TEST(nothing_is_found_or_kept_while_a_write_is_under_way)
{
	pages_on();
	keep(0);
	for (int g = 0; g < GENERATION__MAX; g++) {
		runs = 0;
		ck_assert(shared_moving(store.shared, (enum generation)g));
		ck_assert(!is_there(live_path("")));
		ck_assert(!shared_is_settled(store.shared));
		keep(0);
		ck_assert_int_eq(runs, 2);
		shared_settle(store.shared);
		ck_assert(shared_is_settled(store.shared));
		ck_assert_ptr_null(live_page("/fr/page@.html"));
		keep(0);
		ck_assert_int_eq(runs, 3);
		want_live(0);
	}
	pages_off();
}
END_TEST

/* Whoever is killed where: nobody sees what was before, and soon all is
 * kept again. */
static const struct { enum where dies; enum generation moves; int shown; }
kills[] = {
	{ BEFORE_MOVING, GENERATION_CATALOG, 0 },
	{ BEFORE_COMMIT, GENERATION_CATALOG, 0 },
	{ AFTER_COMMIT, GENERATION_CATALOG, 1 },
	{ BEFORE_MOVING, GENERATION_SETTINGS, 0 },
	{ BEFORE_COMMIT, GENERATION_SETTINGS, 0 },
	{ AFTER_COMMIT, GENERATION_SETTINGS, 1 },
};

START_TEST(s4_perf_04_a_killed_writer_leaves_no_wrong_entry)
{
	const int	 n = kills[_i].shown;
	const bool	 moved = kills[_i].dies != BEFORE_MOVING;

	pages_on();
	keep(0);
	want_live(0);
	runs = 0;
	edit_and_die(kills[_i].dies, kills[_i].moves);
	ck_assert_int_eq(shared_is_settled(store.shared), !moved);
	if (moved)
		ck_assert_ptr_null(live_page("/fr/page@.html"));
	keep(n);
	ck_assert_int_eq(runs, moved ? 2 : 0);
	/* What the job runner does each second. */
	ck_assert_int_eq(db_settle(&store), SOUK_OK);
	ck_assert(shared_is_settled(store.shared));
	keep(n);
	ck_assert_int_eq(runs, moved ? 3 : 0);
	want_live(n);
	pages_off();
}
END_TEST

START_TEST(the_next_writer_settles_what_a_killed_one_left)
{
	pages_on();
	edit_and_die(AFTER_COMMIT, GENERATION_SETTINGS);
	edit_here();
	ck_assert(shared_is_settled(store.shared));
	runs = 0;
	keep(2);
	ck_assert_int_eq(runs, 1);
	want_live(2);
	pages_off();
}
END_TEST

static enum outcome
edit_and_jump(struct act *act, void *arg)
{
	struct edit	 e = { .moves = GENERATION_CATALOG };

	edit(act, &e);
	longjmp(*(jmp_buf *)arg, 1);
}

START_TEST(a_jump_out_of_a_write_leaves_everything_kept)
{
	jmp_buf	 out;

	pages_on();
	keep(0);
	if (setjmp(out) == 0)
		db_tx(&store, DB_WRITE, edit_and_jump, &out);
	db_abandon(store.db);
	ck_assert(shared_is_settled(store.shared));
	want_live(0);
	edit_here();
	keep(1);
	want_live(1);
	pages_off();
}
END_TEST

/* Better no edit than one that some readers do not see. */
START_TEST(what_nginx_would_go_on_handing_out_refuses_the_commit)
{
	struct edit	 e = { .moves = GENERATION_CATALOG };

	pages_on();
	ck_assert_int_eq(unlink(live_path("")), 0);
	ck_assert_int_eq(mkdir(live_path(""), 0700), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, edit, &e), SOUK_INTERNAL);
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(rmdir(live_path("")), 0);
	edit_here();
	keep(1);
	want_live(1);
	pages_off();
}
END_TEST

/* ---- settings ---------------------------------------------------------------------- */

/* Its rows are read anew for every request until the change has ended. */
START_TEST(settings_are_read_each_time_while_a_change_is_under_way)
{
	ck_assert(shared_moving(store.shared, GENERATION_SETTINGS));
	for (int i = 0; i < 3; i++) {
		shop_sql("INSERT INTO setting (name, value, updated_at)"
		    " VALUES ('shop.name', '\"Nom %d\"', 1) ON CONFLICT (name)"
		    " DO UPDATE SET value = excluded.value", i);
		get("/page");
		ck_assert_ptr_nonnull(strstr(answer_body(NULL),
		    arena_printf(store.arena, "Nom %d ", i)));
		ck_assert_int_eq(settings_load(shop_set, &store, false),
		    SOUK_OK);
		ck_assert_str_eq(settings_text(shop_set, &shop_settings,
		    SHOP_NAME), arena_printf(store.arena, "Nom %d", i));
	}
	shared_settle(store.shared);
}
END_TEST

/* ---- files: which, how many, how long --------------------------------------------- */

#define LONG_NAME	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct { const char *uri, *file; } spellings[] = {
	{ "/", "/fr/@.html" },
	{ "/?", "/fr/@.html" },
	{ "/page", "/_fr/page@.html" },
	{ "/page?a=1&b=%41+x", "/fr/page@a=1&b=%41+x.html" },
	{ "/page?..", "/fr/page@...html" },
	{ "/page/th%C3%A9.x~-_", "/fr/page/th%C3%A9.x~-_@.html" },
	{ "/page/" LONG_NAME LONG_NAME, "/fr/page/" LONG_NAME LONG_NAME
	    "@.html" },
	{ "/page/" LONG_NAME LONG_NAME LONG_NAME, NULL },
	{ "/page/th%c3%a9", NULL },
	{ "/page/%70lain", NULL },
	{ "/page/a+b", NULL },
	{ "/page/a@b", NULL },
	{ "/page/.a", NULL },
	{ "/page/..a", NULL },
	{ "/page?a/b", NULL },
	{ "/page?a@b", NULL },
	{ "/page?a=\xc3\xa9", NULL },
	{ "/page?a=b#c", NULL },
	{ "/page?a;b", NULL },
	{ "/map.xml", NULL },
	{ "/api", NULL },
};

static int
files_count(void)
{
	char	 command[256], line[32];
	FILE	*f;
	int	 n;

	snprintf(command, sizeof(command), "find %s/cache/g -type f | wc -l",
	    store_dir);
	ck_assert_ptr_nonnull(f = popen(command, "re"));
	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	ck_assert_int_eq(pclose(f), 0);
	n = (int)strtol(line, NULL, 10);
	return n;
}

START_TEST(only_the_plain_spelling_of_a_page_becomes_a_file)
{
	const char	*uri = spellings[_i].uri, *file = spellings[_i].file;

	pages_on();
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(get(uri), 200);
	if (file != NULL)
		ck_assert_msg(live_page(file) != NULL, "no %s", file);
	ck_assert_int_eq(files_count(), file == NULL ? 0 : 4);
	pages_off();
}
END_TEST

START_TEST(a_page_has_a_file_in_each_language_and_one_for_the_silent)
{
	static const char *const	tags[] = { "fr", "en", "ar" };

	pages_on();
	for (int i = 0; i < 9; i++)
		get("/page", WITH({ "HTTP_ACCEPT_LANGUAGE", tags[i % 3] }));
	ck_assert_ptr_nonnull(live_page("/fr/page@.html"));
	ck_assert_ptr_nonnull(live_page("/_fr/page@.html"));
	ck_assert_ptr_nonnull(live_page("/en/page@.html"));
	ck_assert_ptr_nonnull(live_page("/ar/page@.html"));
	ck_assert_int_eq(files_count(), 8);
	pages_off();
}
END_TEST

/* nginx's ETag is made of time and size. */
START_TEST(a_file_has_the_time_of_what_it_says)
{
	struct stat	 first, other, same, packed;
	char		*old;

	pages_on();
	keep(0);
	ck_assert_int_eq(stat(live_path("/fr/page@.html"), &first), 0);
	ck_assert_int_eq(stat(live_path("/fr/page@.html.gz"), &packed), 0);
	ck_assert_int_eq(first.st_mtime, packed.st_mtime);
	ck_assert_int_lt(packed.st_size, first.st_size);
	ck_assert_int_lt(first.st_mtime, 1700000001);
	ck_assert_int_eq(first.st_mode & 0777, 0600);
	generation_move(store.shared, GENERATION_CATALOG);
	keep(0);
	ck_assert_int_eq(stat(live_path("/fr/page@.html"), &same), 0);
	ck_assert_int_eq(same.st_mtime, first.st_mtime);
	ck_assert_int_ne(same.st_ino, first.st_ino);
	edit_here();
	keep(1);
	ck_assert_int_eq(stat(live_path("/fr/page@.html"), &other), 0);
	ck_assert_int_eq(other.st_size, first.st_size);
	ck_assert_int_ne(other.st_mtime, first.st_mtime);
	old = arena_printf(store.arena, "%s/cache/g", store_dir);
	ck_assert_int_eq(stat(old, &other), 0);
	ck_assert_int_eq(other.st_mode & 0777, 0700);
	pages_off();
}
END_TEST

START_TEST(s4_perf_04_files_of_a_generation_are_bounded)
{
	int	 n = 0;

	pages_on();
	while (shared_pages_room(store.shared, 100, true))
		n++;
	ck_assert_int_eq(n, SHARED_PAGES_QUERY);
	while (shared_pages_room(store.shared, 100, false))
		n++;
	ck_assert_int_eq(n, SHARED_PAGES);
	keep(0);
	ck_assert_int_eq(files_count(), 0);
	edit_here();
	for (n = 0; shared_pages_room(store.shared, 1 << 20, false); n++)
		continue;
	ck_assert_int_eq(n, SHARED_PAGES_BYTES >> 20);
	edit_here();
	keep(2);
	want_live(2);
	pages_off();
}
END_TEST

START_TEST(folders_of_earlier_generations_are_removed_and_no_others)
{
	char	*link = arena_printf(store.arena, "%s/cache/g/x", store_dir);
	char	*later = arena_printf(store.arena,
		    "%s/cache/g/%llu-%llu", store_dir, 1ull << 62, 1ull << 62);

	pages_on();
	keep(0);
	edit_here();
	keep(1);
	ck_assert_int_eq(mkdir(later, 0700), 0);
	ck_assert_int_eq(symlink(store_dir, link), 0);
	ck_assert_int_eq(files_count(), 8);
	shared_pages_sweep(store.shared);
	ck_assert_int_eq(files_count(), 4);
	want_live(1);
	ck_assert(is_there(later));
	ck_assert(!is_there(link));
	ck_assert(is_there(store_path));
	pages_off();
}
END_TEST

START_TEST(switched_off_there_is_no_file)
{
	pages_on();
	worker_config.page_cache = false;
	keep(0);
	ck_assert_int_eq(files_count(), 0);
	pages_off();
	edit_here();
	ck_assert(shared_is_settled(store.shared));
	ck_assert(!is_there(live_path("")));
	keep(1);
	ck_assert_int_eq(runs, 2);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_perf_02_an_edit_is_in_the_next_answer_and_the_next_file,
		    1 },
		{ a_reader_that_a_commit_overtakes_leaves_nothing_old, 1 },
		{ what_is_not_committed_leaves_everything_kept, 1 },
		{ nothing_is_found_or_kept_while_a_write_is_under_way, 1 },
		{ s4_perf_04_a_killed_writer_leaves_no_wrong_entry,
		    COUNT(kills) },
		{ the_next_writer_settles_what_a_killed_one_left, 1 },
		{ a_jump_out_of_a_write_leaves_everything_kept, 1 },
		{ what_nginx_would_go_on_handing_out_refuses_the_commit, 1 },
		{ settings_are_read_each_time_while_a_change_is_under_way, 1 },
		{ only_the_plain_spelling_of_a_page_becomes_a_file,
		    COUNT(spellings) },
		{ a_page_has_a_file_in_each_language_and_one_for_the_silent,
		    1 },
		{ a_file_has_the_time_of_what_it_says, 1 },
		{ s4_perf_04_files_of_a_generation_are_bounded, 1 },
		{ folders_of_earlier_generations_are_removed_and_no_others, 1 },
		{ switched_off_there_is_no_file, 1 },
	};
	const struct suite	 suite = { "generation", worker_open,
	    worker_close, true, 60 };

	worker_tables = tables;
	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
