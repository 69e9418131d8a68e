/* SPDX-License-Identifier: ISC */
/* Days and times of day where a shop is. */
#include <stdio.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/zone.h"
#include "tests/unit/base_unit.h"

static int64_t
at(const char *text)
{
	int64_t	 ms;

	ck_assert_msg(clock_parse(text, &ms), "%s", text);
	return ms;
}

static void
want_moment(const char *zone, const char *day, int minute, const char *want)
{
	char	 is[CLOCK_TEXT], midnight[32];

	snprintf(midnight, sizeof(midnight), "%sT00:00:00Z", day);
	clock_text(zone_moment(zone, at(midnight) / CLOCK_DAY, minute), is);
	ck_assert_msg(strcmp(is, want) == 0, "%s %s %d: %s, not %s", zone,
	    day, minute, is, want);
}

/* Nights on which clocks are changed, and nights on which they are not. */
START_TEST(a_time_of_day_is_one_moment_whatever_the_night)
{
	static const struct { const char *zone, *day; int minute;
	    const char *want; } rows[] = {
		{ "UTC", "2026-03-29", 150, "2026-03-29T02:30:00.000Z" },
		{ "Europe/Paris", "2026-01-15", 200,
		    "2026-01-15T02:20:00.000Z" },
		{ "Europe/Paris", "2026-07-15", 200,
		    "2026-07-15T01:20:00.000Z" },
		/* 2:00 to 3:00 is left out: what was meant for then is at 3:00 */
		{ "Europe/Paris", "2026-03-29", 119,
		    "2026-03-29T00:59:00.000Z" },
		{ "Europe/Paris", "2026-03-29", 120,
		    "2026-03-29T01:00:00.000Z" },
		{ "Europe/Paris", "2026-03-29", 150,
		    "2026-03-29T01:00:00.000Z" },
		{ "Europe/Paris", "2026-03-29", 180,
		    "2026-03-29T01:00:00.000Z" },
		{ "Europe/Paris", "2026-03-29", 181,
		    "2026-03-29T01:01:00.000Z" },
		/* 2:00 to 3:00 comes twice: the first counts */
		{ "Europe/Paris", "2026-10-25", 119,
		    "2026-10-24T23:59:00.000Z" },
		{ "Europe/Paris", "2026-10-25", 150,
		    "2026-10-25T00:30:00.000Z" },
		{ "Europe/Paris", "2026-10-25", 180,
		    "2026-10-25T02:00:00.000Z" },
		{ "America/New_York", "2026-03-08", 150,
		    "2026-03-08T07:00:00.000Z" },
		{ "America/New_York", "2026-11-01", 90,
		    "2026-11-01T05:30:00.000Z" },
		/* half an hour */
		{ "Australia/Lord_Howe", "2026-10-04", 135,
		    "2026-10-03T15:30:00.000Z" },
		{ "Australia/Lord_Howe", "2026-04-05", 105,
		    "2026-04-04T14:45:00.000Z" },
		/* at midnight; for Ramadan; never */
		{ "Africa/Cairo", "2026-04-24", 30,
		    "2026-04-23T22:00:00.000Z" },
		{ "Africa/Casablanca", "2026-02-15", 150,
		    "2026-02-15T01:30:00.000Z" },
		{ "Africa/Casablanca", "2026-03-22", 150,
		    "2026-03-22T02:00:00.000Z" },
		{ "Asia/Tokyo", "2026-03-29", 150,
		    "2026-03-28T17:30:00.000Z" },
		{ "Asia/Kathmandu", "2026-03-29", 0,
		    "2026-03-28T18:15:00.000Z" },
		/* a day that was left out whole */
		{ "Pacific/Apia", "2011-12-30", 600,
		    "2011-12-30T10:00:00.000Z" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		want_moment(rows[i].zone, rows[i].day, rows[i].minute,
		    rows[i].want);
}
END_TEST

START_TEST(the_last_such_moment_is_never_in_the_future)
{
	static const struct { const char *zone, *now; int minute;
	    enum weekday day; const char *want; } rows[] = {
		{ "Europe/Paris", "2026-01-15T02:19:59Z", 200, ANY_DAY,
		    "2026-01-14T02:20:00.000Z" },
		{ "Europe/Paris", "2026-01-15T02:20:00Z", 200, ANY_DAY,
		    "2026-01-15T02:20:00.000Z" },
		/* 2026-01-15 is a Thursday */
		{ "Europe/Paris", "2026-01-15T12:00:00Z", 200, THURSDAY,
		    "2026-01-15T02:20:00.000Z" },
		{ "Europe/Paris", "2026-01-15T01:00:00Z", 200, THURSDAY,
		    "2026-01-08T02:20:00.000Z" },
		{ "Europe/Paris", "2026-01-15T12:00:00Z", 200, MONDAY,
		    "2026-01-12T02:20:00.000Z" },
		{ "Europe/Paris", "2026-01-15T12:00:00Z", 200, FRIDAY,
		    "2026-01-09T02:20:00.000Z" },
		/* Sunday there while it is Saturday in Greenwich */
		{ "Asia/Tokyo", "2026-01-17T20:00:00Z", 60, SUNDAY,
		    "2026-01-17T16:00:00.000Z" },
		{ "America/New_York", "2026-01-18T03:00:00Z", 60, SATURDAY,
		    "2026-01-17T06:00:00.000Z" },
		{ "UTC", "1969-12-31T12:00:00Z", 60, WEDNESDAY,
		    "1969-12-31T01:00:00.000Z" },
		{ "Nowhere/Land", "2026-01-15T12:00:00Z", 60, ANY_DAY,
		    "2026-01-15T01:00:00.000Z" },
	};
	char	 is[CLOCK_TEXT];

	for (size_t i = 0; i < COUNT(rows); i++) {
		clock_text(zone_last(rows[i].zone, at(rows[i].now),
		    rows[i].minute, rows[i].day), is);
		ck_assert_msg(strcmp(is, rows[i].want) == 0, "%zu: %s, not %s",
		    i, is, rows[i].want);
	}
}
END_TEST

UNIT_MAIN("zone",
    a_time_of_day_is_one_moment_whatever_the_night,
    the_last_such_moment_is_never_in_the_future)
