/* SPDX-License-Identifier: ISC */
/*
 * F-06: no space is left for the shop: by a ballast beside it, by the log of
 * the database behind a long reader, by uploads, by RLIMIT_FSIZE.  Who writes
 * is told so and nothing is half done, who reads notices nothing, and once
 * there is space again all goes on without a restart.
 *
 * Guards: rc_is_full() of lib/db/sqlite_error.c, file_fill() of
 * lib/base/shared.c, has_room() of fcgi/http/upload.c, SIGXFSZ ignored by
 * fcgi/programs/start.c, "error_page 500 =503" of nginx.
 */
#include <sqlite3.h>

#include "tests/faults/room.h"
#include "tests/faults/writes.h"

static void
full_and_empty(const char *how, void (*fill)(void), void (*clear)(void))
{
	const int	 rounds = fault_count(20);
	struct workers	 before = shop_prepare();
	struct counts	 n = { 0 };
	int64_t		 took;
	off_t		 logged;

	for (int i = 0; i < rounds; i++) {
		fill();
		for (size_t k = 0; k < COUNT(writings); k++)
			want_refused_or_made(&writings[k], &n);
		want_readable();
	}
	ck_assert_int_gt(n.refused, 2 * rounds);
	logged = log_bytes();
	clear();
	took = recovery();
	ck_assert_int_gt(log_bytes(), logged);
	want_same_workers(&before, how);
	want_sound();
	fault_say("F-06", "%s: %d writes refused, %d made and there, reads"
	    " as ever; all made again %lld ms after; database sound", how,
	    n.refused, n.made, (long long)took);
}

START_TEST(f_06_by_a_ballast)
{
	shop_prepare();
	if (is_small)
		full_and_empty("no byte free", disk_fill, disk_clear);
	else
		fault_say("F-06", "no file system can be mounted here: only"
		    " the limit of a file's size is tried");
}
END_TEST

START_TEST(f_06_by_the_limit_of_a_files_size)
{
	full_and_empty("RLIMIT_FSIZE", limit_set, limit_lift);
}
END_TEST

/* Whoever starts needs no room. */
START_TEST(f_06_who_dies_meanwhile_comes_back)
{
	struct workers	 all;

	shop_prepare();
	if (!is_small)
		return;
	disk_fill();
	all = workers_look("souk-web");
	for (int k = 0; k < all.count; k++)
		kill(all.list[k].pid, SIGKILL);
	trouble[0] = '\0';
	answer_await(anyone, 1);
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	want_readable();
	disk_clear();
	fault_say("F-06", "every worker killed while no byte was free: reads"
	    " answered again at once; all made again %lld ms after",
	    (long long)recovery());
	want_sound();
}
END_TEST

/* A snapshot kept until the pipe is closed, so that no checkpoint ends. */
static pid_t
reader_start(int *hold)
{
	int	 fds[2];
	sqlite3	*raw;
	pid_t	 pid;
	char	 c;

	ck_assert_int_eq(pipe2(fds, O_CLOEXEC), 0);
	if ((pid = fork()) == 0) {
		close(fds[1]);
		if (sqlite3_open(home_path("db/souk.db"), &raw) != SQLITE_OK ||
		    sqlite3_exec(raw, "BEGIN; SELECT count(*) FROM product",
		    NULL, NULL, NULL) != SQLITE_OK)
			_exit(1);
		_exit(read(fds[0], &c, 1) != 0);
	}
	close(fds[0]);
	*hold = fds[1];
	return pid;
}

START_TEST(f_06_by_the_log_of_the_database)
{
	struct workers	 before = shop_prepare();
	struct counts	 n = { 0 };
	int64_t		 took;
	pid_t		 pid;
	int		 hold;

	if (!is_small)
		return;
	pid = reader_start(&hold);
	ballast_put(6 << 20);
	for (int i = 0; i < 5000 && n.refused < 20; i++)
		want_refused_or_made(&writings[1], &n);
	ck_assert_int_eq(n.refused, 20);
	want_readable();
	close(hold);
	waitpid(pid, NULL, 0);
	disk_clear();
	took = recovery();
	want_same_workers(&before, "no space");
	want_sound();
	fault_say("F-06", "by the log behind a reader: %d writes made and"
	    " there before %d were refused; all made again %lld ms after",
	    n.made, n.refused, (long long)took);
}
END_TEST

/* While nobody takes them, files pile up; they stop before orders would. */
START_TEST(f_06_by_uploads)
{
	struct workers	 before = shop_prepare(), jobs;
	struct counts	 n = { 0 };
	struct answer	*a;
	int		 kept = 0;
	int64_t		 took;

	if (!is_small)
		return;
	jobs = workers_look("souk-jobs");
	ck_assert_int_ge(jobs.count, 4);	/* one of each lane */
	for (int i = 0; i < jobs.count; i++)
		kill(jobs.list[i].pid, SIGSTOP);
	while ((a = upload(++serial, UPLOAD_BYTES))->status == 202 &&
	    kept < 30)
		kept++;
	ck_assert_msg(a->status == 503 || a->status == 507, "%d %s",
	    a->status, a->body);
	ck_assert_msg(strstr(a->body, "STORAGE_FULL") != NULL,
	    "%d kept, %ld free: %s", kept, bytes_free(), a->body);
	ck_assert_int_ge(bytes_free(), DISK_BYTES / 10);
	for (int i = 0; i < 10; i++)
		for (int k = 0; k < 3; k++)
			want_refused_or_made(&writings[k], &n);
	ck_assert_int_eq(n.refused, 0);
	want_readable();
	for (int i = 0; i < jobs.count; i++)
		kill(jobs.list[i].pid, SIGCONT);
	for (int64_t end = now_ms() + IMPORT_MS; now_ms() < end &&
	    !sql_is("0", "SELECT count(*) FROM job WHERE kind ="
	    " 'catalog.import' AND state <> 'dead' -- %d", 0); )
		pause_ms(50);
	took = recovery();
	want_same_workers(&before, "no space");
	want_sound();
	fault_say("F-06", "by %d uploads of %d MiB: the next was refused, %d"
	    " other writes beside it made; once they were taken in, all made"
	    " again in %lld ms", kept, UPLOAD_BYTES >> 20, n.made,
	    (long long)took);
}
END_TEST

/* Pictures stop at the reserve, what sells goes on into it, to its end. */
START_TEST(f_06_by_pictures)
{
	struct workers	 before = shop_prepare();
	struct counts	 beside = { 0 }, last = { 0 };
	struct answer	*a;
	int		 kept = 0;
	int64_t		 took;

	if (!is_small)
		return;
	ballast_put(DISK_BYTES / 10 + (2 << 20));
	while ((a = write_picture(NULL, ++serial))->status == 201 &&
	    kept < 1000)
		ck_assert_int_eq(kept++ % 16 == 0 && !picture_done(NULL,
		    serial), 0);
	ck_assert_msg(a->status == 503 || a->status == 507, "%d %s",
	    a->status, a->body);
	ck_assert_msg(strstr(a->body, "STORAGE_FULL") != NULL, "%d kept: %s",
	    kept, a->body);
	ck_assert_int_ge(bytes_free(), DISK_BYTES / 10 - (1 << 20));
	for (int i = 0; i < 30; i++)
		for (int k = 0; k < 3; k++)
			want_refused_or_made(&writings[k], &beside);
	ck_assert_int_eq(beside.refused, 0);
	want_readable();
	disk_fill();
	for (int i = 0; i < 10; i++)
		for (size_t k = 0; k < COUNT(writings); k++)
			want_refused_or_made(&writings[k], &last);
	ck_assert_int_gt(last.refused, 20);
	want_readable();
	disk_clear();
	took = recovery();
	want_same_workers(&before, "no space");
	want_sound();
	fault_say("F-06", "by %d pictures: the next was refused, %d other writes"
	    " beside it made; without the reserve %d refused; all made again"
	    " %lld ms after", kept, beside.made, last.refused,
	    (long long)took);
}
END_TEST

__attribute__((constructor)) static void
prepare(void)
{
	shop_home_made = disk_mount;
}

SUITE_MAIN("full", f_06_by_a_ballast, f_06_who_dies_meanwhile_comes_back,
    f_06_by_the_log_of_the_database,
    f_06_by_uploads, f_06_by_pictures, f_06_by_the_limit_of_a_files_size)
