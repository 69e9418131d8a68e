/* SPDX-License-Identifier: ISC */
/*
 * F-15 through the real souk-stripe: the events of eleven lives of a payment in
 * all their orders (COUNT of them where there are more), each also told twice;
 * every event 50 times at the same moment; all that is signed wrongly.
 *
 * Guards: the event's id and what it does are one transaction
 * (lib/payments/event_apply.c); news are taken by strength, not by arrival
 * (lib/payments/news.c); nothing is parsed that is not signed
 * (lib/payments/webhook.c).
 */
#include "tests/faults/figure.h"
#include "tests/http/lives.h"

#define AT_ONCE	50

START_TEST(f_15_any_order_has_one_end)
{
	const int	 most = fault_count(120);
	int		 n, bad = 0;

	for (size_t i = 0; i < COUNT(lives); i++) {
		n = life_in_any_order(&lives[i], most);
		bad += n < 0;
		fault_say("F-15", "%s: told in %d orders, all of it twice:"
		    " %s", lives[i].name, n < 0 ? most : n, n < 0 ?
		    "NOT one end" : "one end");
	}
	ck_assert_int_eq(bad, 0);
	books_agree();
}
END_TEST

START_TEST(f_15_fifty_at_once_are_one)
{
	const char	*thing = good_new("À la fois", "10.00", 100);
	char		 id[64], one[DIGEST], many[DIGEST];
	unsigned	 seed = 3;
	int		 order[LIFE_EVENTS], n, sent = 0;

	for (int i = 0; i < LIFE_EVENTS; i++)
		order[i] = i;
	for (size_t i = 0; i < COUNT(lives); i++) {
		n = life_begin(&lives[i], thing, id);
		life_tell(order, n, &seed);
		life_settle();
		life_look(id, one);
		n = life_begin(&lives[i], thing, id);
		stripe_ask("deliver", "order=together&each=%d", AT_ONCE);
		sent += n * AT_ONCE;
		life_settle();
		life_look(id, many);
		ck_assert_msg(strcmp(one, many) == 0, "%s: %s\nnot %s",
		    lives[i].name, many, one);
	}
	books_agree();
	race_is_sound();
	fault_say("F-15", "%d events, %d of each at the same moment: one"
	    " effect each", sent, AT_ONCE);
}
END_TEST

START_TEST(f_15_what_is_forged_is_refused)
{
	const char	*thing = good_new("Faux", "10.00", 100);
	char		 id[64];
	long		 before, forged = 0;

	for (size_t i = 0; i < COUNT(lives); i++) {
		life_begin(&lives[i], thing, id);
		before = sql_long("SELECT count(*) FROM payment_event%s", "");
		stripe_ask("forged", "%s", "");
		for (size_t k = 0; k < stripe_said.json->count; k++) {
			ck_assert_str_eq(stripe_said.json->items[k].items[0]
			    .text, "400");
			forged++;
		}
		ck_assert_int_eq(sql_long("SELECT count(*) FROM"
		    " payment_event%s", ""), before);
		stripe_ask("deliver", "%s", "order=as");
	}
	fault_say("F-15", "%ld forged events: all 400, no row", forged);
}
END_TEST

/* What others recorded, of any type and version. */
START_TEST(f_15_recorded_events_have_one_row_each)
{
	static const char *const	 folders[] = { "events",
	    "events_now" };
	long				 before, rows, files = 0;

	for (size_t i = 0; i < COUNT(folders); i++) {
		before = sql_long("SELECT count(*) FROM payment_event%s", "");
		stripe_ask("files", "folder=tests/fixtures/stripe/%s&each=%d",
		    folders[i], AT_ONCE);
		ck_assert_str_eq(stripe_at("odd"), "0");
		rows = sql_long("SELECT count(*) FROM payment_event%s", "") -
		    before;
		ck_assert_int_le(rows, strtol(stripe_at("events"), NULL, 10));
		files += strtol(stripe_at("files"), NULL, 10);
	}
	race_is_sound();
	fault_say("F-15", "%ld recorded events, %d times at once each: none"
	    " makes more than one row, none is an error of ours", files,
	    AT_ONCE);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_15_any_order_has_one_end,
		f_15_fifty_at_once_are_one,
		f_15_what_is_forged_is_refused,
		f_15_recorded_events_have_one_row_each,
	};

	return suite_run_with("hook", race_start, tests, COUNT(tests));
}
