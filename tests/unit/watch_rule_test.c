/* SPDX-License-Identifier: ISC */
/* S3-MON-05: when an alert begins and ends, and what availability is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/suite.h"

#include "lib/base/clock.h"
#include "lib/base/message.h"
#include "lib/base/text.h"
#include "lib/watch/rule.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * A minute a letter: b bad, g good, ? it could not be told, a digit: so many
 * minutes without a look before the next one.  What comes of each looks
 * stands below it: O opens, C closes, . nothing.
 */
static const struct { const char *rule, *minutes, *turns; } stories[] = {
	/* Two bad minutes, and two good ones to end it. */
	{ "down", "gggbg", "....." },
	{ "down", "gbbbb", "..O.." },
	{ "down", "bbgbgg", ".O...C" },
	{ "down", "bbggbb", ".O.C.O" },
	/* What wavers is told once. */
	{ "down", "bbgbgbgbgbgg", ".O.........C" },
	/* Minutes in which nobody looked were bad ones. */
	{ "down", "g1b", ".O" },
	{ "down", "g5b", ".O" },
	{ "down", "g9g", ".." },
	{ "down", "b1bgg", ".O.C" },
	/* … but for one that only asks how it is now. */
	{ "disk_free", "b9bb", "..O" },
	{ "disk_free", "bbgbbb", ".....O" },
	{ "disk_free", "bbbggggg", "..O....C" },
	{ "disk_free", "bbbggggbggggg", "..O.........C" },
	/* Not to know is neither good nor bad. */
	{ "backup_age", "bb?b", "...O" },
	{ "backup_age", "????", "...." },
	{ "backup_age", "bbb??g", "..O..C" },
	{ "clock_set", "bg", "O." },
	{ "memory_growth", "bbbbbbbbbb", ".........O" },
};

static void
tell(size_t n, const char *turns)
{
	const struct watch_rule	*rule = watch_rule_find(stories[n].rule);
	const int64_t		 good = 10, bad = rule->bad == TOO_HIGH ? 11 :
				    9;
	struct watch_streak	 streak = { 0, 0 };
	int64_t			 gap = 0;
	bool			 is_open = false;
	enum watch_turn		 turn;

	for (const char *m = stories[n].minutes; *m != '\0'; m++) {
		if (*m >= '1' && *m <= '9') {
			gap = *m - '0';
			continue;
		}
		turn = watch_judge(rule, &streak, is_open, *m == '?' ? NULL :
		    *m == 'b' ? &bad : &good, 10, gap);
		gap = 0;
		is_open = turn == TURN_OPENS || (is_open &&
		    turn != TURN_CLOSES);
		ck_assert_msg(*turns == (turn == TURN_OPENS ? 'O' :
		    turn == TURN_CLOSES ? 'C' : '.'), "%s %s at %s: %d",
		    stories[n].rule, stories[n].minutes, m, (int)turn);
		turns++;
	}
	ck_assert_int_eq(*turns, '\0');
}

START_TEST(s3_mon_05_an_alert_opens_and_closes_after_so_many_minutes)
{
	for (size_t n = 0; n < COUNT(stories); n++)
		tell(n, stories[n].turns);
}
END_TEST

/* S4-MON-05: each has a name of its own, words in every language, and a
 * threshold that is a setting or fixed. */
START_TEST(s4_mon_05_every_rule_is_whole)
{
	int	 n = 0;

	for (const struct watch_rule *r = watch_rules; r->name != NULL;
	    r++, n++) {
		ck_assert_ptr_eq(watch_rule_find(r->name), r);
		ck_assert_int_ge(r->open_after, 1);
		ck_assert_int_ge(r->close_after, 1);
		ck_assert_int_lt(r->measure, SAMPLE__MAX);
		for (int l = 0; l < LOCALE__MAX; l++)
			ck_assert_uint_gt(strlen(r->title[l]), 5);
		ck_assert(r->setting == -1 || (r->setting > 0 &&
		    r->setting < WATCH_SETTING__MAX));
	}
	ck_assert_int_ge(n, 15);
	ck_assert_ptr_null(watch_rule_find("no such"));
}
END_TEST

static const struct { int64_t minutes, up, millionths; } spans[] = {
	{ 0, 0, -1 }, { -5, 0, -1 }, { 1, 1, 1000000 }, { 1, 0, 0 },
	{ 1440, 1440, 1000000 }, { 1440, 1441, 1000000 },
	{ 1440, 1438, 998611 },
	/* 99.9 % of thirty days leave 43 minutes. */
	{ 43200, 43157, 999004 }, { 43200, 43156, 998981 },
	{ 129600, 129599, 999992 },
};

START_TEST(s4_kpi_01_availability_is_minutes_up_of_all_minutes)
{
	struct watch_availability	 a;

	for (size_t i = 0; i < COUNT(spans); i++) {
		a = watch_availability_of(CLOCK_HOUR, CLOCK_HOUR +
		    spans[i].minutes * CLOCK_MINUTE, spans[i].up);
		ck_assert_int_eq(a.millionths, spans[i].millionths);
		ck_assert_int_eq(a.minutes, spans[i].minutes > 0 ?
		    spans[i].minutes : 0);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_mon_05_an_alert_opens_and_closes_after_so_many_minutes,
		s4_mon_05_every_rule_is_whole,
		s4_kpi_01_availability_is_minutes_up_of_all_minutes,
	};
	const struct suite	 suite = { "watch_rule", NULL, NULL, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
