/* SPDX-License-Identifier: ISC */
/* Jobs at a time of day, where the shop is, through the nights of a year. */
#include "tests/unit/store.h"

#include "lib/base/zone.h"
#include "lib/queue/queue.h"
#include "lib/souk.h"

#define STEP		(30 * CLOCK_MINUTE)

static const struct schedule	 nightly = { .kind = "nightly",
	.weekday = ANY_DAY, .minute = 150 };
static const struct schedule	 weekly = { .kind = "weekly",
	.weekday = MONDAY, .minute = 200 };

struct watch { const struct schedule *schedule; const char *zone; };

static enum outcome
make_due(struct act *act, void *arg)
{
	const struct watch	*w = arg;

	return queue_schedule(act, w->schedule, 1, w->zone);
}

/* Is a job made now?  It is done at once. */
static bool
is_made(const struct schedule *schedule, const char *zone)
{
	struct watch	 w = { schedule, zone };
	bool		 is;

	arena_reset(store.arena);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, &w), SOUK_OK);
	is = store_number("SELECT count(*) FROM job") == 1;
	if (is)
		ck_assert_int_eq(store_write("DELETE FROM job"), SOUK_OK);
	return is;
}

static int64_t
at(const char *text)
{
	int64_t	 ms;

	ck_assert_msg(clock_parse(text, &ms), "%s", text);
	return ms;
}

/* A new shop's first one comes at once. */
static void
begin(const struct schedule *schedule, const char *zone, const char *from)
{
	store_write("DELETE FROM schedule");
	store.now = at(from);
	ck_assert(is_made(schedule, zone));
	ck_assert(!is_made(schedule, zone));
}

static const char *const	zones[] = { "Europe/Paris",
	"America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
	"Africa/Cairo", "Asia/Tokyo", "UTC" };

START_TEST(s3_auth_03_each_night_once_also_when_clocks_are_changed)
{
	static const char *const	 from[] = { "2026-02-10T12:00:00Z",
	    "2026-10-01T12:00:00Z" };
	int				 made;

	for (size_t i = 0; i < 7 * 2; i++) {
		begin(&nightly, zones[i / 2], from[i % 2]);
		made = 0;
		for (int64_t end = store.now + 50 * CLOCK_DAY; store.now < end;
		    store.now += STEP)
			if (is_made(&nightly, zones[i / 2])) {
				made++;
				ck_assert_int_lt(store.now - zone_last(
				    zones[i / 2], store.now, nightly.minute,
				    ANY_DAY), STEP);
			}
		ck_assert_msg(made == 50, "%s: %d", zones[i / 2], made);
	}
}
END_TEST

START_TEST(s3_auth_03_each_week_once_on_its_day)
{
	int	 made = 0;

	begin(&weekly, "Europe/Paris", "2026-03-02T12:00:00Z");
	for (int64_t end = store.now + 56 * CLOCK_DAY; store.now < end;
	    store.now += STEP)
		if (is_made(&weekly, "Europe/Paris")) {
			made++;
			ck_assert_int_eq((store.now / CLOCK_DAY + THURSDAY) % 7,
			    MONDAY);
		}
	ck_assert_int_eq(made, 8);
}
END_TEST

/* The machine slept over several: one is made when it wakes. */
START_TEST(what_was_slept_over_is_caught_up_once)
{
	begin(&nightly, "Europe/Paris", "2026-03-26T12:00:00Z");
	store.now = at("2026-03-30T11:00:00Z");
	ck_assert(is_made(&nightly, "Europe/Paris"));
	for (; store.now < at("2026-03-31T00:30:00Z"); store.now += STEP)
		ck_assert(!is_made(&nightly, "Europe/Paris"));
	store.now = at("2026-03-31T00:30:00Z");
	ck_assert(is_made(&nightly, "Europe/Paris"));
}
END_TEST

/* The shop moves about the world, at any hour of a day. */
START_TEST(another_zone_neither_loses_a_night_nor_has_it_twice)
{
	int64_t	 last;

	for (int hour = 0; hour < 24; hour += 5)
		for (size_t i = 0; i < 7 * 7; i++) {
			begin(&nightly, zones[i / 7], "2026-05-01T12:00:00Z");
			last = zone_last(zones[i / 7], store.now,
			    nightly.minute, ANY_DAY);
			for (int n = 0; n < 72; n++, store.now += CLOCK_HOUR)
				if (is_made(&nightly, zones[n < 24 + hour ?
				    i / 7 : i % 7])) {
					ck_assert_int_gt(store.now - last,
					    10 * CLOCK_HOUR);
					last = store.now;
				} else
					ck_assert_int_le(store.now - last,
					    36 * CLOCK_HOUR);
		}
}
END_TEST

START_TEST(s3_auth_03_sessions_are_swept_weekly_at_night)
{
	const struct schedule	*s = souk.schedules;

	for (int i = 0; i < souk.schedule_count; i++, s++)
		if (strcmp(s->kind, "accounts.sweep") == 0) {
			ck_assert(s->period == 0 && s->weekday != ANY_DAY);
			ck_assert_int_lt(s->minute, 6 * 60);
			return;
		}
	ck_abort_msg("nobody sweeps");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_auth_03_each_night_once_also_when_clocks_are_changed,
		s3_auth_03_each_week_once_on_its_day,
		what_was_slept_over_is_caught_up_once,
		another_zone_neither_loses_a_night_nor_has_it_twice,
		s3_auth_03_sessions_are_swept_weekly_at_night,
	};

	return store_run("schedule", tests, sizeof(tests) / sizeof(tests[0]));
}
