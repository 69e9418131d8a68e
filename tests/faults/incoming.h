/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_INCOMING_H
#define SOUK_TESTS_FAULTS_INCOMING_H

#include "tests/http/talk.h"

/*
 * Many people who write at once, as Meta tells it: each person's messages are
 * "TEXT 0", "TEXT 1" and so on.  And whether all of them are there.
 */

/* more: of test_burst() in meta.py, each behind a &. */
static inline void
burst(const char *text, int count, int people, const char *more)
{
	meta_ask("burst", "messages=%d&people=%d&batch=10&text=%s%s", count,
	    people, text, more);
}

/* So many of that text, once each, and every person's where they were
 * written. */
static inline void
want_whole(const char *text, long count)
{
	ck_assert_int_eq(sql_number("SELECT count(*) FROM message WHERE"
	    " direction = 'in' AND text LIKE '%s %%'", text), count);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM (SELECT text,"
	    " row_number() OVER (PARTITION BY conversation_id ORDER BY"
	    " made_at, id) - 1 AS place FROM message WHERE direction = 'in'"
	    " AND text LIKE '%s %%') WHERE text <> '%s ' || place", text,
	    text), 0);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM (SELECT 1 FROM"
	    " conversation GROUP BY number_id, person_id HAVING count(*) >"
	    " 1)"), 0);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_event WHERE kind"
	    " = 'message' AND outcome <> 'applied'"), 0);
}

#endif
