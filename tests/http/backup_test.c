/* SPDX-License-Identifier: ISC */
/* Copies of a shop that is being used, and what they bring back. */
#include "tests/http/backup.h"

#define API		"/api/admin/ops/backups"
#define SOON_MS		20000
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

START_TEST(s4_bak_07_a_shop_that_runs_is_copied_by_itself)
{
	sql_soon("1", "SELECT count(*) > 0 FROM backup_run WHERE kind = 'auto'"
	    " AND status = 'good' AND second_at IS NOT NULL AND error IS NULL"
	    " AND bytes > 100000 AND files > 5");
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

START_TEST(f_25_all_that_was_acknowledged_before_the_copy_comes_back)
{
	char	*env = NULL, *after, path[PATH_MAX];

	for (int i = 0; i < PICTURES; i++)
		picture_make(i, PICTURE_BYTES(i));
	snprintf(path, sizeof(path), "%s/etc/souk.env", shop_home());
	env = file_read(path);
	load_start("copie");
	progress_await(40, 0);
	ledger_note();
	SOUK(0, "in the second place too", "backup");
	progress_await(10, 0);
	load_end();
	shop_stop();
	machine_lose();
	SOUK(0, "all found right", "restore", "--from", second_place);
	after = file_read(path);
	ck_assert_str_eq(env, after);
	free(env);
	free(after);
	SOUK(0, "healthy", "doctor");
	shop_start();
	for (int i = 0; i < PICTURES; i++)
		want_picture(i, PICTURE_BYTES(i));
	want_moment();
	want(client_json(client_login("owner"), "POST", API, "{}"), 202);
}
END_TEST

static int
run(void)
{
	const TTest *const	 tests[] = {
		s4_bak_07_a_shop_that_runs_is_copied_by_itself,
		s3_bak_02_an_owner_asks_for_a_copy_and_sees_what_became_of_it,
		f_25_all_that_was_acknowledged_before_the_copy_comes_back,
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
