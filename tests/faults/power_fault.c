/* SPDX-License-Identifier: ISC */
/*
 * F-03: the power goes at COUNT random moments (1,000) of what a shop under
 * load did to its files: what was synced is there, what was written since is
 * lost, or there in part, or in another order.  Each such disk must be opened
 * and sound, hold all that was acknowledged before that moment, and no row
 * without its files.
 *
 * Guards: synchronous=FULL (lib/db/sqlite.c), path_sync() of what is imported
 * (lib/catalog/import.c) and of pictures.  As controls each is left out: the
 * first two in the library of diary.c, the last when the diary is read.
 */
#include "tests/faults/power_judge.h"

#define SEED		20261121U
#define FULL_DEEDS	1500
#define CONTROL_DEEDS	600

/* ---- many ---------------------------------------------------------------------------- */

struct sum { int cuts, corrupt, losing, most, halved, deeds; char why[300]; };

static int
by_moment(const void *a, const void *b)
{
	const uint64_t	 x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Random ones, in order; each is the beginning of a record or a little on. */
static uint64_t *
moments_make(int count, uint64_t from, uint64_t to)
{
	uint64_t	*all = calloc((size_t)count, sizeof(*all));
	unsigned	 seed = SEED;

	ck_assert_ptr_nonnull(all);
	for (int i = 0; i < count; i++)
		all[i] = from + ((uint64_t)rand_r(&seed) << 31 |
		    (uint64_t)rand_r(&seed)) % (to - from);
	qsort(all, (size_t)count, sizeof(*all), by_moment);
	return all;
}

static void
verdict_add(struct sum *sum, const struct verdict *v)
{
	sum->cuts++;
	sum->corrupt += v->corrupt;
	sum->losing += v->lost > 0;
	sum->halved += v->halves > 0;
	sum->most = v->lost > sum->most ? v->lost : sum->most;
	if (v->why[0] != '\0')
		snprintf(sum->why, sizeof(sum->why), "%s", v->why);
}

/*
 * What happened is gone through more than once; so the disk as it was before
 * stands there as often.
 */
enum pass { AS_IT_WAS, WITHOUT_FILE_SYNC, TORN_LOG, PASS__MAX };

static struct disk	 disks[PASS__MAX];

struct run { uint64_t from, to; int deeds; };

static uint64_t
disks_take(void)
{
	const int	 fd = diary_hush();
	uint64_t	 at;

	do {
		at = diary_now();
		for (int i = 0; i < PASS__MAX; i++) {
			disk_free(&disks[i]);
			disk_load(&disks[i], shop_home(), at);
		}
	} while (diary_now() != at);
	close(fd);
	return at;
}

static struct run
run_load(enum diary_guard guard, int deeds)
{
	struct run	 run = { 0 };
	static const char	*log;

	snprintf(folder, sizeof(folder), "%s/power", shop_home());
	mkdir(folder, 0700);
	if (atomic_load(&diary->guard) != (int)guard) {
		shop_stop();
		atomic_store(&diary->guard, (int)guard);
		shop_start();
	}
	hands_prepare(deeds);
	run.from = disks_take();
	run.deeds = hands_run();
	run.to = diary_now();
	pause_ms(50);		/* whoever took a place in it has filled it */
	log = log == NULL ? diary_map() : log;
	for (int i = 0; i < PASS__MAX; i++)
		disks[i].log = log;
	return run;
}

static struct sum
cuts_judge(const struct run *run, enum pass pass, int count)
{
	uint64_t	*moments = moments_make(count, run->from, run->to);
	struct sum	 sum = { .deeds = run->deeds };
	struct verdict	 v;
	sqlite3		*db;

	disk = &disks[pass];
	disk->no_file_sync = pass == WITHOUT_FILE_SYNC;
	for (int i = 0; i < count; i++) {
		disk_run(disk, moments[i]);
		cut_now(&cut, disk, (enum fate)(i % FATE__MAX),
		    SEED + (unsigned)i);
		db = copy_put(NO_HARM);
		v = judge(db, true);
		sqlite3_close(db);
		verdict_add(&sum, &v);
	}
	free(moments);
	return sum;
}

/* The diary told all: at its end it is what the shop has. */
static void
want_true(void)
{
	const int	 fd = diary_hush();
	struct node	 real = { 0 }, told;
	char		 path[200];

	disk_run(disk, diary_now());
	cut_now(&cut, disk, KEEP_ALL, 0);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/db/souk.db%s", shop_home(),
		    i == 0 ? "" : "-wal");
		file_load(&real, path);
		told = cut_bytes(&cut, i == 0 ? disk->db : disk->wal);
		ck_assert_int_eq(told.len, real.len);
		ck_assert_int_eq(memcmp(told.bytes, real.bytes, real.len), 0);
		free(told.bytes);
	}
	close(fd);
	free(real.bytes);
}

static void
say(const char *what, const struct sum *sum, int64_t began)
{
	fault_say("F-03", "%s: %d times the power went (seed %u), %d deeds: %d"
	    " corrupt, %d lost what was acknowledged (%d at most), %d have"
	    " rows without files; %lld s%s%s", what, sum->cuts, SEED,
	    sum->deeds, sum->corrupt, sum->losing, sum->most, sum->halved,
	    (long long)(now_ms() - began) / 1000, sum->why[0] == '\0' ? "" :
	    "; ", sum->why);
}

/* The log of a database that is not ahead of it, cut short or with one bit
 * turned: opens, and what is there is what came before what is not. */
static struct sum
logs_judge(const struct run *run, int count)
{
	uint64_t	*moments = moments_make(2 * count, run->from, run->to);
	struct sum	 sum = { .deeds = run->deeds };
	struct verdict	 v;
	uint64_t	 last;
	sqlite3		*db;

	disk = &disks[TORN_LOG];
	for (int i = 0; i < 2 * count && sum.cuts < count; i++) {
		disk_run(disk, moments[i]);
		cut_now(&cut, disk, KEEP_ALL, SEED + (unsigned)i);
		if (disk->is_ahead)
			continue;
		db = copy_put(i % 2 == 0 ? CUT_SHORT : TURN_A_BIT);
		v = judge(db, false);
		last = deeds_last();
		if (!v.corrupt)
			v.why[0] = '\0';
		v.lost = v.corrupt ? 0 : deeds_lost(last < disk->at ? last :
		    disk->at, v.why);
		sqlite3_close(db);
		verdict_add(&sum, &v);
	}
	free(moments);
	return sum;
}

START_TEST(f_03_the_power_goes_and_nothing_acknowledged_is_gone)
{
	const int	 count = fault_count(1000);
	int64_t		 began = now_ms();
	struct run	 run = run_load(GUARDS_ON, FULL_DEEDS);
	struct sum	 sum = cuts_judge(&run, AS_IT_WAS, count);

	say("all guards on", &sum, began);
	want_true();
	ck_assert_int_eq(sum.corrupt, 0);
	ck_assert_int_eq(sum.losing, 0);
	ck_assert_int_eq(sum.halved, 0);

	began = now_ms();
	sum = cuts_judge(&run, WITHOUT_FILE_SYNC, count / 4);
	say("control, files not synced", &sum, began);
	ck_assert_int_eq(sum.corrupt + sum.losing, 0);
	ck_assert_int_gt(sum.halved, 0);

	began = now_ms();
	sum = logs_judge(&run, 2 * count);
	fault_say("F-03b", "%d times the log was cut or had a bit turned: %d"
	    " corrupt, %d not a prefix; %lld s %s", sum.cuts, sum.corrupt,
	    sum.losing, (long long)(now_ms() - began) / 1000, sum.why);
	ck_assert_int_eq(sum.corrupt + sum.losing, 0);
	ck_assert_int_gt(sum.cuts, count / 2);
}
END_TEST

static struct sum
control(const char *what, enum diary_guard guard)
{
	int64_t		 began = now_ms();
	struct run	 run = run_load(guard, CONTROL_DEEDS);
	struct sum	 sum = cuts_judge(&run, AS_IT_WAS, fault_count(1000));

	say(what, &sum, began);
	return sum;
}

START_TEST(f_03_control_synchronous_normal_loses)
{
	struct sum	 sum = control("control, synchronous=NORMAL",
			    SYNC_NORMAL);

	ck_assert_int_eq(sum.corrupt, 0);
	ck_assert_int_gt(sum.losing, sum.cuts / 4);
}
END_TEST

START_TEST(f_03_control_synchronous_off_corrupts)
{
	struct sum	 sum = control("control, synchronous=OFF", SYNC_OFF);

	ck_assert_int_gt(sum.corrupt, sum.cuts / 4);
}
END_TEST

SUITE_MAIN("power", f_03_the_power_goes_and_nothing_acknowledged_is_gone,
    f_03_control_synchronous_normal_loses,
    f_03_control_synchronous_off_corrupts)
