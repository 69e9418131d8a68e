/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "tests/unit/base_unit.h"

START_TEST(times_are_written_and_read_again)
{
	static const struct { int64_t ms; const char *text; } rows[] = {
		{ 0, "1970-01-01T00:00:00.000Z" },
		{ -1, "1969-12-31T23:59:59.999Z" },
		{ INT64_C(1795234500000), "2026-11-21T04:15:00.000Z" },
		{ INT64_C(951782399999), "2000-02-28T23:59:59.999Z" },
		{ INT64_C(951782400000), "2000-02-29T00:00:00.000Z" },
		{ INT64_C(2147483648000), "2038-01-19T03:14:08.000Z" },
		{ INT64_C(253402300799999), "9999-12-31T23:59:59.999Z" },
		{ INT64_C(-62167219200000), "0000-01-01T00:00:00.000Z" },
	};
	char	 text[CLOCK_TEXT];
	int64_t	 ms;

	for (size_t i = 0; i < COUNT(rows); i++) {
		clock_text(rows[i].ms, text);
		ck_assert_str_eq(text, rows[i].text);
		ck_assert(clock_parse(text, &ms));
		ck_assert_int_eq(ms, rows[i].ms);
	}
	clock_text(INT64_MAX, text);
	ck_assert_str_eq(text, "9999-12-31T23:59:59.999Z");
	clock_text(INT64_MIN, text);
	ck_assert_str_eq(text, "0000-01-01T00:00:00.000Z");
}
END_TEST

START_TEST(rfc_3339_is_read_and_nothing_else)
{
	static const struct { const char *text; bool is; int64_t ms; } rows[] = {
		{ "1970-01-01T00:00:01Z", true, 1000 },
		{ "1970-01-01t00:00:01.5z", true, 1500 },
		{ "1970-01-01T01:00:00+01:00", true, 0 },
		{ "1969-12-31T23:30:00-00:30", true, 0 },
		{ "1970-01-01T00:00:00.123456789Z", true, 123 },
		{ "1970-01-01T00:00:60Z", true, 60000 },
		{ "2024-02-29T00:00:00Z", true, INT64_C(1709164800000) },
		{ "2023-02-29T00:00:00Z", false, 0 },
		{ "1900-02-29T00:00:00Z", false, 0 },
		{ "1970-00-01T00:00:00Z", false, 0 },
		{ "1970-13-01T00:00:00Z", false, 0 },
		{ "1970-04-31T00:00:00Z", false, 0 },
		{ "1970-01-00T00:00:00Z", false, 0 },
		{ "1970-01-01T24:00:00Z", false, 0 },
		{ "1970-01-01T00:60:00Z", false, 0 },
		{ "1970-01-01T00:00:61Z", false, 0 },
		{ "1970-01-01T00:00:00.Z", false, 0 },
		{ "1970-01-01T00:00:00.1234567890Z", false, 0 },
		{ "1970-01-01T00:00:00", false, 0 },
		{ "1970-01-01T00:00:00+0100", false, 0 },
		{ "1970-01-01T00:00:00+24:00", false, 0 },
		{ "1970-01-01 00:00:00Z", false, 0 },
		{ "1970-01-01", false, 0 }, { "", false, 0 },
		{ "70-01-01T00:00:00Z", false, 0 },
		{ "1970-01-01T00:00:00Zx", false, 0 },
		{ "+970-01-01T00:00:00Z", false, 0 },
		{ "1970-01-01T00:00:00Z\n", false, 0 },
	};
	int64_t	 ms;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(clock_parse(rows[i].text, &ms) == rows[i].is,
		    "%s", rows[i].text);
		if (rows[i].is)
			ck_assert_int_eq(ms, rows[i].ms);
	}
}
END_TEST

START_TEST(zones_are_iana_names_and_never_paths)
{
	static const struct { const char *name; bool is; } rows[] = {
		{ "UTC", true }, { "Africa/Casablanca", true },
		{ "Europe/Paris", true },
		{ "America/Argentina/Buenos_Aires", true },
		{ "", false }, { "Mars/Olympus", false }, { "Africa", false },
		{ "Africa/", false }, { "../etc/passwd", false },
		{ "Europe/../Europe/Paris", false }, { "/etc/localtime", false },
		{ "Europe/Paris\n", false }, { "europe/paris", false },
		{ "posix/UTC", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(clock_is_zone(rows[i].name) == rows[i].is, "%s",
		    rows[i].name);
}
END_TEST

START_TEST(the_clocks_run)
{
	int64_t	 before = clock_monotonic_us();

	ck_assert_int_gt(clock_now(), INT64_C(1577836800000));
	ck_assert_int_ge(clock_monotonic_us(), before);
}
END_TEST

UNIT_MAIN("clock",
    times_are_written_and_read_again,
    rfc_3339_is_read_and_nothing_else,
    zones_are_iana_names_and_never_paths,
    the_clocks_run)
