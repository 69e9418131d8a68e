/* SPDX-License-Identifier: ISC */
/*
 * F-25, the drill: a shop of some size is used and copied, then killed and
 * lost with its machine; from the second place alone it is brought back by the
 * commands of the runbook (restore, doctor, run), and compared with a ledger of
 * all that was acknowledged before the copy.
 *
 *	COUNT=20	how many times
 *	DRILL_DATABASE=64 DRILL_MEDIA=256	MiB
 *	DRILL=full	1 GiB and 5 GiB
 *	DRILL_PACE=100	ms between two turns of each of eight writers; 0: all
 *			that the machine can do
 *	DRILL_BY=command  copies by the command, not by the job runner, which
 *			takes only what nobody else wants
 *
 * Guards: the snapshot is one moment (lib/db/copy.c), pictures come after it
 * (lib/backup/make.c), nothing is put in place that was not read whole and
 * found right (lib/backup/restore.c), and who copies steps back behind who
 * serves (fcgi/programs/souk_jobs.c).
 */
#define LEDGER_MAX	40000

#include "tests/faults/faults.h"
#include "tests/http/backup.h"

#define PICTURE		(200 << 10)
#define SAMPLES_MAX	200000
#define BEFORE_MS	10000
#define COPY_MS		3600000

static int64_t	 database_mb = 64, media_mb = 256;

/* ---- size ------------------------------------------------------------- */

static void
sizes_read(void)
{
	const char	*full = getenv("DRILL");
	const char	*db = getenv("DRILL_DATABASE");
	const char	*media = getenv("DRILL_MEDIA");
	const char	*pace = getenv("DRILL_PACE");

	if (full != NULL && strcmp(full, "full") == 0) {
		database_mb = 1024;
		media_mb = 5120;
	}
	load_pace = pace == NULL ? 100 : (int)strtol(pace, NULL, 10);
	if (db != NULL)
		database_mb = strtol(db, NULL, 10);
	if (media != NULL)
		media_mb = strtol(media, NULL, 10);
}

/* Rows that nobody reads; as bytes they pack to the half. */
static void
database_fill(void)
{
	for (int64_t mb = 0; mb < database_mb; mb += 8) {
		free(shop_sql("INSERT INTO audit_log (id, brand_id, action,"
		    " entity_type, changes, created_at)"
		    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
		    " FROM n WHERE i < 2048) SELECT 'audit_' ||"
		    " lower(hex(randomblob(13))), (SELECT min(id) FROM brand),"
		    " 'drill', 'Drill', '\"' || hex(randomblob(1950)) || '\"',"
		    " 5 FROM n"));
		free(shop_sql("PRAGMA wal_checkpoint(TRUNCATE)"));
	}
}

static void
media_fill(void)
{
	for (int64_t n = 0; n < media_mb * (1 << 20) / PICTURE; n++)
		picture_make((int)n, PICTURE);
}

/* ---- readers ------------------------------------------------------------- */

static struct reading {
	pthread_t	 thread;
	struct client	*client;
	atomic_bool	 stop;
	int		*us;
	int		 count, failed;
} reading;

static int64_t
now_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void *
reader_run(void *arg)
{
	char	 path[80];
	int64_t	 at;
	int	 page = 1, status;

	(void)arg;
	while (!atomic_load(&reading.stop)) {
		/* Pages that differ: some are kept, some are made. */
		snprintf(path, sizeof(path), PUBLIC "?limit=20&page=%d",
		    page = page % 40 + 1);
		at = now_us();
		status = client_get(reading.client, path)->status;
		if (status != 200)
			reading.failed++;
		else if (reading.count < SAMPLES_MAX)
			reading.us[reading.count++] = (int)(now_us() - at);
		pause_ms(5);
	}
	return NULL;
}

static void
reading_begin(void)
{
	reading.stop = false;
	reading.count = reading.failed = 0;
	if (reading.us == NULL)
		reading.us = malloc(SAMPLES_MAX * sizeof(int));
	reading.client = client_new();
	ck_assert_int_eq(pthread_create(&reading.thread, NULL, reader_run,
	    NULL), 0);
}

static int
by_size(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The 99th of a hundred, in ms. */
static double
reading_end(void)
{
	atomic_store(&reading.stop, true);
	pthread_join(reading.thread, NULL);
	client_free(reading.client);
	qsort(reading.us, (size_t)reading.count, sizeof(int), by_size);
	if (reading.failed > 0)
		note_trouble("a reader was refused", 0, 0, reading.failed);
	return reading.count == 0 ? 0 :
	    reading.us[reading.count * 99 / 100] / 1000.0;
}

/* ---- a copy, asked for as an owner does ------------------------------------ */

static int64_t
good_copies(void)
{
	char	*n = shop_sql("SELECT count(*) FROM backup_run"
	    " WHERE kind = 'asked' AND status = 'good'"
	    " AND second_at IS NOT NULL");
	int64_t	 count = strtol(n, NULL, 10);

	free(n);
	return count;
}

static void
copy_command(void)
{
	char	*out = NULL;

	if (shop_command(NULL, &out, "backup", NULL) != 0)
		note_trouble(out, 0, 0, 0);
	free(out);
}

/* How long it took. */
static int64_t
copy_await(void)
{
	const char	*by = getenv("DRILL_BY");
	const int64_t	 began = now_ms(), before = good_copies();

	if (by != NULL && strcmp(by, "command") == 0) {
		copy_command();
		return now_ms() - began;
	}
	if (client_json(owner, "POST", "/api/admin/ops/backups", "{}")->status
	    != 202)
		note_trouble("no copy is taken", 0, 0, 0);
	while (good_copies() == before && now_ms() - began < COPY_MS)
		pause_ms(100);
	if (good_copies() == before)
		note_trouble("no copy in time", 0, COPY_MS, 0);
	return now_ms() - began;
}

/* ---- one drill -------------------------------------------------------------- */

struct drill {
	double	 p99_before, p99_first, p99_next;	/* ms */
	int64_t	 first_ms, next_ms, restore_ms, rto_ms;
	int	 in_copy;			/* acknowledged */
};

static int
moment_count(void)
{
	int	 n = 0;

	for (int i = 0; i < WRITERS; i++)
		n += moment.writers[i].count;
	return n;
}

static void
drill_copy(struct drill *d)
{
	int64_t	 end = now_ms() + BEFORE_MS;

	reading_begin();
	while (now_ms() < end)
		pause_ms(50);
	d->p99_before = reading_end();
	reading_begin();
	d->first_ms = copy_await();
	d->p99_first = reading_end();
	progress_await(20, 0);
	ledger_note();
	d->in_copy = moment_count();
	reading_begin();
	d->next_ms = copy_await();
	d->p99_next = reading_end();
}

/* The runbook: restore, look, run. */
static void
drill_restore(struct drill *d)
{
	const int64_t	 began = now_ms();

	SOUK(0, "all found right", "restore", "--from", second_place);
	d->restore_ms = now_ms() - began;
	SOUK(0, "healthy", "doctor");
	shop_start();
	d->rto_ms = now_ms() - began;
}

static void
drill_run(struct drill *d, int nth)
{
	char	 prefix[16];

	snprintf(prefix, sizeof(prefix), "lost%d", nth);
	trouble[0] = '\0';
	load_start(prefix);
	progress_await(20, 0);
	drill_copy(d);
	shop_kill();
	load_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	machine_lose();
	drill_restore(d);
	want_moment();
	for (int64_t n = 0; n < media_mb * (1 << 20) / PICTURE; n++)
		want_picture_bytes((int)n, PICTURE);
}

static void
drill_say(const struct drill *d, int nth)
{
	fault_say("F-25", "drill %d: copy of %lld MiB database, %lld MiB"
	    " pictures in %.1f s, the next in %.1f s; p99 of readers %.1f ms"
	    " before, %.1f and %.1f ms beside it; restored in %.1f s, serving"
	    " after %.1f s; %d products acknowledged before the copy, 0 lost",
	    nth, (long long)database_mb, (long long)media_mb,
	    (double)d->first_ms / 1000, (double)d->next_ms / 1000,
	    d->p99_before, d->p99_first, d->p99_next,
	    (double)d->restore_ms / 1000, (double)d->rto_ms / 1000,
	    d->in_copy);
}

START_TEST(f_25_a_lost_machine_comes_back_from_its_second_place)
{
	const int	 count = fault_count(3);
	struct drill	 d = { 0 };

	limits_raise();
	database_fill();
	media_fill();
	for (int i = 1; i <= count; i++) {
		drill_run(&d, i);
		drill_say(&d, i);
	}
	fault_say("F-25", "%d of %d drills; at most what was acknowledged in"
	    " the %d minutes between two copies is lost", count, count, 15);
}
END_TEST

static void
start(void)
{
	sizes_read();
	second_place_make();
	shop_start();
}

int
main(void)
{
	const TTest *const	 tests[] = {
		f_25_a_lost_machine_comes_back_from_its_second_place,
	};
	int			 status;

	status = suite_run_with("drill", start, tests, COUNT(tests));
	if (second_place[0] != '\0')
		folder_remove(second_place);
	return status;
}
