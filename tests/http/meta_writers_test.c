/* SPDX-License-Identifier: ISC */
/*
 * Several workers take what Meta tells (SOUK_WRITERS): each message once, each
 * person's in their order, and nobody is made twice.
 */
#include "tests/faults/incoming.h"
#include "tests/http/workers.h"

#define WRITERS		4
#define MESSAGES	600
#define PEOPLE		30

static void
writers_start(void)
{
	setenv("SOUK_WRITERS", "4", 1);
	shop_home_made = meta_start;
	shop_start();
	meta_begin();
}

START_TEST(target_47_several_workers_take_each_message_once_and_in_order)
{
	ck_assert_int_eq(workers_look("souk-meta").count, WRITERS);
	burst("writers", MESSAGES, PEOPLE, "&each=3&senders=16");
	want_whole("writers", MESSAGES);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_person"), PEOPLE);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM prospect WHERE"
	    " person_id IS NOT NULL"), PEOPLE);
	/* To the second, as Meta's clock is: those of one stand apart here. */
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_pair p WHERE"
	    " last_in_at / 1000 <> (SELECT max(m.made_at) / 1000 FROM message"
	    " m JOIN conversation c ON c.id = m.conversation_id WHERE"
	    " c.person_id = p.person_id)"), 0);
}
END_TEST

/* Each of them somebody new, whom several workers meet at the same moment. */
START_TEST(target_47_who_is_met_by_several_at_once_is_one)
{
	meta_ask("burst", "messages=%d&people=%d&batch=1&text=first&each=4"
	    "&senders=16", PEOPLE, PEOPLE);
	want_whole("first", PEOPLE);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_person"), PEOPLE);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM conversation WHERE"
	    " channel = 'whatsapp'"), PEOPLE);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		target_47_who_is_met_by_several_at_once_is_one,
		target_47_several_workers_take_each_message_once_and_in_order,
	};

	return suite_run_with("meta_writers", writers_start, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
