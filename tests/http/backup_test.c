/* SPDX-License-Identifier: ISC */
/* Copies of a shop that is being used, and what they bring back. */
#include <sys/wait.h>

#include "tests/http/backup.h"

#define API		"/api/admin/ops/backups"
#define PICTURES	12
#define PICTURE_BYTES(N) ((size_t)((N) % 4 == 3 ? 2500000 : 3000 + (N)))

static void
start(void)
{
	second_place_make();
	shop_start();
	clients_open();
}

static void
sql_soon(const char *want, const char *query)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*is;

	while (strcmp(is = shop_sql(query), want) != 0) {
		ck_assert_msg(now_ms() < end, "not in time: %s: %s", query,
		    is);
		free(is);
		pause_ms(20);
	}
	free(is);
}

/* ---- made ------------------------------------------------------------- */

START_TEST(s3_db_18_s4_bak_01_s4_bak_07_a_shop_that_runs_is_copied)
{
	sql_soon("1", "SELECT count(*) > 0 FROM backup_run WHERE kind = 'auto'"
	    " AND status = 'good' AND second_at IS NOT NULL AND error IS NULL"
	    " AND bytes > 100000 AND files > 5");
	/* From here on only the tests' own. */
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"backup\":{\"everyMinutes\":4}}"), 400);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"backup\":{\"everyMinutes\":1440}}"), 200);
}
END_TEST

START_TEST(s3_bak_02_an_owner_asks_for_a_copy_and_sees_what_became_of_it)
{
	struct answer	*a = client_json(owner, "POST", API, "{}");

	want(a, 202);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.job"), "job_"));
	sql_soon("1", "SELECT count(*) FROM backup_run WHERE kind = 'asked'"
	    " AND status = 'good'");
	a = client_get(owner, API "?limit=1");
	want(a, 200);
	want_at(a, "data.0.kind", "asked");
	want_at(a, "data.0.status", "good");
	want_at(a, "data.0.error", "null");
	want_at(a, "pagination.hasNext", "true");
	a = client_get(owner, API "?cursor=bad");
	want(a, 400);
	want(client_get(reader, API), 403);
	want(client_json(reader, "POST", API, "{}"), 403);
	want(client_get(anyone, API), 401);
	free(shop_sql("SELECT 1"));
	sql_soon("1", "SELECT count(*) FROM audit_log"
	    " WHERE action = 'ask_backup'");
}
END_TEST

/* ---- brought back -------------------------------------------------------- */

START_TEST(f_25_s3_dr_01_s4_bak_05_what_was_acknowledged_comes_back)
{
	char	*env = NULL, *after, path[PATH_MAX], file[PATH_MAX];
	FILE	*f;

	for (int i = 0; i < PICTURES; i++)
		picture_make(i, PICTURE_BYTES(i));
	snprintf(path, sizeof(path), "%s/etc/souk.env", shop_home());
	env = file_read(path);
	snprintf(file, sizeof(file), "%s/db/import/waits.csv", shop_home());
	parents_make(file);
	ck_assert_ptr_nonnull(f = fopen(file, "we"));
	fputs("a file that an import waits for", f);
	fclose(f);
	give_to_shop(file);
	load_start("copie");
	progress_await(25, 0);
	ledger_note();
	SOUK(0, "in the second place too", "backup");
	progress_await(5, 0);
	load_end();
	shop_stop();
	machine_lose();
	SOUK(0, "all found right", "restore", "--from", second_place);
	after = file_read(path);
	ck_assert_str_eq(env, after);
	free(env);
	free(after);
	after = file_read(file);
	ck_assert_str_eq(after, "a file that an import waits for");
	free(after);
	SOUK(0, "healthy", "doctor");
	shop_start();
	for (int i = 0; i < PICTURES; i++)
		want_picture_bytes(i, PICTURE_BYTES(i));
	want_moment();
	want(client_json(client_login("owner"), "POST", API, "{}"), 202);
}
END_TEST

/* ---- refused ---------------------------------------------------------- */

START_TEST(a_restore_stops_where_it_would_do_harm)
{
	char	 from[PATH_MAX], to[PATH_MAX];

	SOUK(1, "this shop is running", "restore", "--from", second_place);
	SOUK(2, "unknown word", "restore", "--fly");
	SOUK(2, "unknown word", "backup", "--fly");
	SOUK(1, "No such file", "restore", "--from", "/nonexistent");
	shop_stop();
	SOUK(1, "--replace", "restore", "--from", second_place);
	SOUK(1, "is not there", "restore", "--replace",
	    "2020-01-01T00-00-00-000Z-auto");
	SOUK(1, "is not there", "restore", "--replace", "../../etc/passwd");
	/* F-03b: a database that somebody copied with cp is no copy. */
	snprintf(from, sizeof(from), "%s/db/souk.db", shop_home());
	SOUK(1, "Not a directory", "restore", "--replace", "--from", from);
	snprintf(to, sizeof(to), "%s/db", shop_home());
	SOUK(1, "there is no copy", "restore", "--replace", "--from", to);
	SOUK(0, "healthy", "doctor");
	shop_start();
}
END_TEST

START_TEST(s4_bak_a_copy_opens_with_its_key_only)
{
	char	*out = NULL;

	SOUK(0, "good", "backup", "--verify");
	setenv("SOUK_BACKUP_KEY", "another key of a test, as long as that", 1);
	SOUK(1, "another key", "backup", "--verify");
	shop_stop();
	SOUK(1, "another key", "restore", "--replace", "--from",
	    second_place);
	unsetenv("SOUK_BACKUP_KEY");
	SOUK(1, "SOUK_BACKUP_KEY is not set", "restore", "--replace",
	    "--from", second_place);
	setenv("SOUK_BACKUP_KEY", BACKUP_KEY, 1);
	/* What one knows of the shop is nowhere in what is kept elsewhere. */
	ck_assert_int_eq(command_run(NULL, &out, (const char *[]){ "grep",
	    "-rlaE", "SOUK_SECRET|owner@example.com|SQLite format|BEGIN ",
	    second_place, NULL }), 1);
	free(out);
	shop_start();
}
END_TEST

/* ---- damage ------------------------------------------------------------- */

#define FILES_MAX	4000
static char	 files[FILES_MAX][160];
static int	 file_count;

static int
file_note(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)at;
	if (type == FTW_F && st->st_size > 0 && file_count < FILES_MAX)
		snprintf(files[file_count++], sizeof(files[0]), "%s", path);
	return 0;
}

enum harm { HARM_FLIP, HARM_CUT, HARM_MORE, HARM_ZEROS, HARM_OTHER,
	HARM_GONE, HARM__MAX };

/* What was there is in `bytes`; how it is harmed hangs on the seed. */
static void
harm_do(enum harm harm, const char *path, const unsigned char *bytes,
    size_t n, unsigned *seed)
{
	unsigned char	*is = malloc(n + 1);
	size_t		 at = (unsigned)rand_r(seed) % n, len = n;
	FILE		*f;

	memcpy(is, bytes, n);
	is[n] = 0;
	if (harm == HARM_FLIP)
		is[at] ^= (unsigned char)(1 << rand_r(seed) % 8);
	else if (harm == HARM_CUT)
		len = at;
	else if (harm == HARM_MORE)
		len = n + 1;
	else if (harm == HARM_ZEROS)
		memset(is, 0, n);
	else if (harm == HARM_OTHER)
		memset(is + at, is[at] ^ 0x55, n - at < 512 ? n - at : 512);
	unlink(path);
	if (harm != HARM_GONE) {
		ck_assert_ptr_nonnull(f = fopen(path, "we"));
		fwrite(is, 1, len, f);
		fclose(f);
		give_to_shop(path);
	}
	free(is);
}

static size_t
file_bytes(const char *path, unsigned char **bytes)
{
	struct stat	 st;
	FILE		*f = fopen(path, "re");
	size_t		 n;

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fstat(fileno(f), &st), 0);
	*bytes = malloc((size_t)st.st_size + 1);
	n = fread(*bytes, 1, (size_t)st.st_size, f);
	fclose(f);
	return n;
}

static void
file_restore(const char *path, const unsigned char *bytes, size_t n)
{
	FILE	*f = fopen(path, "we");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
	fclose(f);
	give_to_shop(path);
}

/* Only one copy there: then each file is a part of it. */
static void
place_begin(char place[PATH_MAX])
{
	char	*out = NULL;

	snprintf(place, PATH_MAX, "%s/one", second_place);
	folder_remove(place);
	SOUK(0, "in the second place too", "backup", "--to", place);
	file_count = 0;
	nftw(place, file_note, 16, FTW_PHYS);
	ck_assert_int_gt(file_count, 20);
	free(out);
}

/* F-25: a damaged backup is detected, 100 %, by verify and by restore. */
START_TEST(f_25_every_damage_of_a_copy_is_found_and_named)
{
	const char	*rounds = getenv("COUNT");
	const int	 n = rounds == NULL ? 12 : (int)strtol(rounds, NULL, 10);
	char		 place[PATH_MAX], *before, *after;
	unsigned char	*bytes;
	unsigned	 seed = 4711;
	size_t		 len;

	place_begin(place);
	SOUK(0, "good", "backup", "--verify", "--to", place);
	shop_stop();
	before = shop_sql("SELECT count(*) FROM product_text");
	for (int i = 0; i < n; i++) {
		const char	*path = files[i < 2 ? file_count - 1 - i :
				    rand_r(&seed) % file_count];
		enum harm	 harm = (enum harm)(i % HARM__MAX);

		if (i == 0)	/* the list itself */
			for (int k = 0; k < file_count; k++)
				if (strstr(files[k], "/copies/") != NULL)
					path = files[k];
		len = file_bytes(path, &bytes);
		harm_do(harm, path, bytes, len, &seed);
		if (i % 2 == 0 && strstr(path, "/copies/") == NULL)
			SOUK(1, "damaged", "backup", "--verify", "--to", place);
		SOUK(1, strstr(path, "/copies/") != NULL ? "" : "(of ",
		    "restore", "--replace", "--from", place);
		file_restore(path, bytes, len);
		free(bytes);
	}
	SOUK(0, "good", "backup", "--verify", "--to", place);
	after = shop_sql("SELECT count(*) FROM product_text");
	ck_assert_str_eq(before, after);
	SOUK(0, "healthy", "doctor");
	free(before);
	free(after);
	shop_start();
}
END_TEST

/* Each Sunday the newest is read back, so that decay is known in time. */
START_TEST(s4_bak_04_a_copy_that_decays_is_told_of)
{
	char	 is[PATH_MAX], aside[PATH_MAX];

	SOUK(0, "in the second place too", "backup");
	snprintf(is, sizeof(is), "%s/objects", second_place);
	snprintf(aside, sizeof(aside), "%s/aside", second_place);
	ck_assert_int_eq(rename(is, aside), 0);
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('job_back', 'backup.read_back', 'keep', '{}',"
	    " 'waiting', 1, 1)"));
	sql_soon("failed", "SELECT status FROM backup_run WHERE error LIKE"
	    " 'read back: %is missing (of%'");
	ck_assert_int_eq(rename(aside, is), 0);
}
END_TEST

/* ---- killed -------------------------------------------------------------- */

static int
leftover(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)at;
	return type == FTW_F && (strstr(path, ".new") != NULL ||
	    strstr(path, "snapshot") != NULL);
}

static void
backup_killed(int us)
{
	char	 program[128];
	pid_t	 pid;
	int	 status;

	snprintf(program, sizeof(program), "%s/bin/souk", shop_home());
	if ((pid = fork()) == 0) {
		if (freopen("/dev/null", "w", stderr) == NULL ||
		    freopen("/dev/null", "w", stdout) == NULL)
			_exit(126);
		execl(program, program, "backup", NULL);
		_exit(127);
	}
	usleep((useconds_t)us);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

START_TEST(f_25_a_copy_that_is_killed_at_any_moment_harms_none)
{
	const char	*rounds = getenv("COUNT");
	const int	 n = rounds == NULL ? 6 : (int)strtol(rounds, NULL, 10);
	unsigned	 seed = 42;
	char		 home[PATH_MAX];

	shop_stop();
	for (int i = 0; i < n; i++) {
		picture_make(100 + i, 60000);
		backup_killed(20000 + rand_r(&seed) % 200000);
	}
	SOUK(0, "good", "backup", "--verify", "--to", second_place);
	SOUK(0, "in the second place too", "backup");
	SOUK(0, "good", "backup", "--verify");
	SOUK(0, "good", "backup", "--verify", "--to", second_place);
	snprintf(home, sizeof(home), "%s/backup", shop_home());
	free(shop_sql("SELECT 1"));
	sql_soon("0", "SELECT count(*) FROM backup_run"
	    " WHERE status = 'running'");
	ck_assert_int_eq(nftw(second_place, leftover, 16, FTW_PHYS), 0);
	SOUK(0, "schema", "backups");
	ck_assert_int_eq(nftw(home, leftover, 16, FTW_PHYS), 0);
	shop_start();
}
END_TEST

/* ---- F-26: the shop's own database is damaged --------------------------------- */

/* A page of an index, so that what integrity_check finds is for sure. */
static void
database_damage(void)
{
	char	 path[PATH_MAX], *page;
	FILE	*f;

	free(shop_sql("PRAGMA wal_checkpoint(TRUNCATE)"));
	page = shop_sql("SELECT rootpage FROM sqlite_schema"
	    " WHERE name = 'audit_log'");
	snprintf(path, sizeof(path), "%s/db/souk.db", shop_home());
	ck_assert_ptr_nonnull(f = fopen(path, "r+e"));
	fseek(f, (strtol(page, NULL, 10) - 1) * 4096 + 8, SEEK_SET);
	for (int i = 0; i < 64; i++)
		fputc(0xa5, f);
	fclose(f);
	free(page);
}

START_TEST(f_26_a_damaged_database_is_found_not_written_to_and_restored)
{
	struct client	*c;
	struct answer	*a;
	char		*out = NULL;

	SOUK(0, "in the second place too", "backup");
	database_damage();
	ck_assert_int_eq(shop_command(NULL, &out, "backup", NULL), 1);
	ck_assert_msg(strstr(out, "integrity_check") != NULL, "%s", out);
	free(out);
	a = client_json(owner, "POST", API, "{}");
	want(a, 503);
	want_at(a, "error.code", "DATABASE_DAMAGED");
	want(client_get(anyone, "/health"), 200);
	SOUK(1, "database", "doctor");
	shop_stop();
	SOUK(0, "all found right", "restore", "--replace");
	SOUK(0, "healthy", "doctor");
	shop_start();
	c = client_login("owner");
	want(client_json(c, "POST", API, "{}"), 202);
	client_free(c);
}
END_TEST

static int
run(void)
{
	const TTest *const	 tests[] = {
		s3_db_18_s4_bak_01_s4_bak_07_a_shop_that_runs_is_copied,
		s3_bak_02_an_owner_asks_for_a_copy_and_sees_what_became_of_it,
		f_25_s3_dr_01_s4_bak_05_what_was_acknowledged_comes_back,
		a_restore_stops_where_it_would_do_harm,
		s4_bak_a_copy_opens_with_its_key_only,
		f_25_every_damage_of_a_copy_is_found_and_named,
		s4_bak_04_a_copy_that_decays_is_told_of,
		f_25_a_copy_that_is_killed_at_any_moment_harms_none,
		f_26_a_damaged_database_is_found_not_written_to_and_restored,
	};

	return suite_run_with("backup", start, tests, COUNT(tests));
}

int
main(void)
{
	int	 status = run();

	if (second_place[0] != '\0')
		folder_remove(second_place);
	return status;
}
