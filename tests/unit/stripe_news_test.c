/* SPDX-License-Identifier: ISC */
/* What events of all shapes and ages do to a payment, and what they do not. */
#include <dirent.h>

#include "lib/payments/dispute.h"
#include "lib/queue/queue.h"
#include "tests/unit/stripe_events.h"
#include "tests/suite.h"

static const char	*card;

static void
card_open(void)
{
	hooks_open();
	card = card_payment();
	event_number = 0;
}

/* state,received,refunded,flag,error */
static const char *
standing(void)
{
	return shop_sql("SELECT state || ',' || received || ',' || refunded"
	    " || ',' || coalesce(flag, '-') || ',' || coalesce(error_code,"
	    " '-') FROM payment WHERE id = '%s'", card).text;
}

/* ---- shapes ----------------------------------------------------------------------- */

#define OLD_CHARGE(MORE) \
	"{\"id\":\"ch_9\",\"amount\":2390,\"currency\":\"eur\"," \
	"\"payment_intent\":{\"id\":\"pi_1\",\"object\":\"payment_intent\"}" \
	MORE "}"

static const struct shape {
	const char	*type, *object, *outcome, *standing;
} shapes[] = {
	{ "payment_intent.succeeded", PI_PAID, "applied",
	  "succeeded,2390,0,-,-" },
	/* As it was before 2022: the charges within, no amount_received. */
	{ "payment_intent.succeeded", PI("succeeded", ",\"charges\":{\"data\":"
	  "[{\"id\":\"ch_0\",\"amount\":2390,\"paid\":false,\"status\":"
	  "\"failed\"},{\"id\":\"ch_1\",\"amount\":2390,\"paid\":true,"
	  "\"captured\":true,\"status\":\"succeeded\"}]}"), "applied",
	  "succeeded,2390,0,-,-" },
	{ "payment_intent.succeeded", PI("succeeded", ",\"charges\":{\"data\":"
	  "[{\"id\":\"ch_0\",\"amount\":2390,\"paid\":true,\"captured\":false,"
	  "\"status\":\"succeeded\"}]}"), "refused", "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded", ""), "refused",
	  "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded",
	  ",\"amount_received\":2390.0"), "refused", "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded",
	  ",\"amount_received\":\"2390\""), "refused", "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded",
	  ",\"amount_received\":-2390"), "refused", "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded",
	  ",\"amount_received\":9223372036854775807"), "refused",
	  "open,0,0,amount,-" },
	{ "payment_intent.succeeded", PI("succeeded",
	  ",\"amount_received\":2390,\"latest_charge\":{\"id\":\"ch_1\"},"
	  "\"metadata\":null,\"last_payment_error\":null"), "applied",
	  "succeeded,2390,0,-,-" },
	{ "payment_intent.succeeded", "{\"id\":\"pi_1\",\"amount\":2390,"
	  "\"amount_received\":2390,\"currency\":\"EUR\",\"status\":"
	  "\"succeeded\"}", "applied", "succeeded,2390,0,-,-" },
	{ "payment_intent.succeeded", "{\"id\":\"pi_1\",\"amount\":2390,"
	  "\"amount_received\":2390,\"status\":\"succeeded\"}", "refused",
	  "open,0,0,currency,-" },
	{ "payment_intent.succeeded", "{\"id\":\"pi_1\",\"amount\":2390,"
	  "\"amount_received\":2390,\"currency\":\"usd\",\"status\":"
	  "\"succeeded\"}", "refused", "open,0,0,currency,-" },
	/* What the type says is not what the object says. */
	{ "payment_intent.succeeded", PI("processing", ""), "applied",
	  "processing,0,0,-,-" },
	{ "payment_intent.succeeded", PI("something_new", ""), "ignored",
	  "open,0,0,-,-" },
	{ "payment_intent.requires_action", PI("requires_source_action", ""),
	  "applied", "action,0,0,-,-" },
	{ "payment_intent.amount_capturable_updated", PI("requires_capture",
	  ""), "applied", "authorised,0,0,-,-" },
	{ "payment_intent.payment_failed", PI_FAILED, "applied",
	  "open,0,0,-,card_declined" },
	{ "payment_intent.canceled", PI("canceled", ""), "applied",
	  "cancelled,0,0,-,-" },
	{ "charge.succeeded", OLD_CHARGE(",\"paid\":true,\"captured\":true,"
	  "\"status\":\"succeeded\""), "applied", "succeeded,2390,0,-,-" },
	{ "charge.succeeded", OLD_CHARGE(",\"paid\":true,\"captured\":true,"
	  "\"status\":\"paid\""), "applied", "succeeded,2390,0,-,-" },
	{ "charge.succeeded", OLD_CHARGE(",\"paid\":true,\"captured\":false,"
	  "\"status\":\"succeeded\""), "applied", "authorised,0,0,-,-" },
	{ "charge.captured", OLD_CHARGE(",\"paid\":true,\"captured\":true,"
	  "\"amount_captured\":2000,\"status\":\"succeeded\""), "refused",
	  "open,0,0,amount,-" },
	{ "charge.pending", OLD_CHARGE(",\"paid\":false,\"status\":"
	  "\"pending\""), "applied", "processing,0,0,-,-" },
	{ "charge.failed", OLD_CHARGE(",\"paid\":false,\"status\":\"failed\","
	  "\"failure_code\":null"), "applied", "open,0,0,-,card_declined" },
	{ "charge.refunded", OLD_CHARGE(",\"paid\":true,\"captured\":true,"
	  "\"status\":\"succeeded\",\"amount_refunded\":90,\"refunds\":[{"
	  "\"id\":\"re_1\",\"amount\":90,\"currency\":\"eur\",\"status\":null}"
	  "]"), "applied", "succeeded,2390,90,-,-" },
	{ "checkout.session.completed", "{\"id\":\"cs_1\",\"mode\":\"payment\""
	  ",\"amount_total\":2390,\"currency\":\"eur\",\"payment_intent\":"
	  "\"pi_1\",\"payment_status\":\"paid\"}", "applied",
	  "succeeded,2390,0,-,-" },
	{ "checkout.session.completed", "{\"id\":\"cs_1\",\"mode\":\"payment\""
	  ",\"amount_total\":2390,\"currency\":\"eur\",\"payment_intent\":"
	  "\"pi_1\",\"payment_status\":\"unpaid\",\"status\":\"complete\"}",
	  "applied", "processing,0,0,-,-" },
	{ "checkout.session.completed", "{\"id\":\"cs_1\",\"payment_intent\":"
	  "\"pi_1\"}", "applied", "processing,0,0,-,-" },
	{ "checkout.session.completed", "{\"id\":\"cs_1\",\"mode\":\"payment\""
	  ",\"amount_total\":0,\"currency\":\"eur\",\"payment_intent\":"
	  "\"pi_1\",\"payment_status\":\"no_payment_required\"}", "refused",
	  "open,0,0,amount,-" },
	{ "checkout.session.completed", "{\"id\":\"cs_1\",\"mode\":\"setup\","
	  "\"payment_intent\":\"pi_1\",\"payment_status\":\"paid\"}",
	  "ignored", "open,0,0,-,-" },
	{ "checkout.session.async_payment_failed", "{\"id\":\"cs_1\","
	  "\"amount_total\":2390,\"currency\":\"eur\",\"payment_intent\":"
	  "\"pi_1\",\"payment_status\":\"unpaid\",\"status\":\"complete\"}",
	  "applied", "cancelled,0,0,-,async_payment_failed" },
	{ "checkout.session.expired", "{\"id\":\"cs_1\",\"amount_total\":2390,"
	  "\"currency\":\"eur\",\"payment_intent\":\"pi_1\","
	  "\"payment_status\":\"unpaid\",\"status\":\"expired\"}", "applied",
	  "cancelled,0,0,-,-" },
	{ "payment_intent.succeeded", "{\"id\":\"pi_2\",\"amount\":2390,"
	  "\"amount_received\":2390,\"currency\":\"eur\",\"status\":"
	  "\"succeeded\"}", "ignored", "open,0,0,-,-" },
	{ "refund.created", RE("re_1", 1, "succeeded"), "applied",
	  "open,0,0,-,-" },
	{ "refund.created", "{\"id\":\"re_1\",\"amount\":1,\"currency\":"
	  "\"usd\",\"payment_intent\":\"pi_1\",\"status\":\"succeeded\"}",
	  "refused", "open,0,0,amount,-" },
	{ "refund.created", "{\"id\":\"re_1\",\"amount\":0,\"currency\":"
	  "\"eur\",\"payment_intent\":\"pi_1\",\"status\":\"succeeded\"}",
	  "ignored", "open,0,0,-,-" },
	{ "customer.created", "{\"id\":\"cus_1\"}", "ignored",
	  "open,0,0,-,-" },
	{ "payment_intent.succeeded", "{}", "ignored", "open,0,0,-,-" },
	{ "payment_intent.succeeded", "{\"id\":{\"id\":\"pi_1\"},\"status\":"
	  "[\"succeeded\"]}", "ignored", "open,0,0,-,-" },
	{ "charge.refunded", "{\"id\":7,\"refunds\":{\"data\":[1,null]}}",
	  "ignored", "open,0,0,-,-" },
	{ "charge.dispute.created", "{\"id\":\"du_1\",\"amount\":\"x\"}",
	  "ignored", "open,0,0,-,-" },
};

START_TEST(s4_pay_04_shapes_of_all_ages)
{
	const struct shape	*s = &shapes[_i];

	ck_assert_int_eq(event_take(event_of(s->type, 10, s->object), NULL),
	    SOUK_OK);
	ck_assert_msg(strcmp(event_outcome(), s->outcome) == 0 &&
	    strcmp(standing(), s->standing) == 0, "%d %s %s: %s %s", _i,
	    s->type, s->object, event_outcome(), standing());
	ck_assert_int_eq(thing.paid, strncmp(s->standing, "succ", 4) == 0);
}
END_TEST

/* Every event that was recorded or composed, whatever it is about. */
static int
folder_take(const char *folder, const char *without)
{
	DIR			*dir = opendir(folder);
	const struct json_in	*in;
	struct stripe_event	 event;
	struct dirent		*entry;
	const char		*text;
	size_t			 len;
	int			 events = 0;

	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		text = file_text(arena_printf(store.arena, "%s/%s", folder,
		    entry->d_name), &len);
		if (without != NULL && strstr(text, without) != NULL)
			continue;
		in = json_of(text, len);
		events += stripe_event_read(in, &event);
		for (int i = 0; i < 2; i++)
			ck_assert_msg(event_take(in, NULL) ==
			    (stripe_event_read(in, &event) ? SOUK_OK :
			    SOUK_INVALID), "%s", entry->d_name);
	}
	closedir(dir);
	return events;
}

START_TEST(f15_every_recorded_event_is_taken)
{
	int	 n;

	n = folder_take("tests/fixtures/stripe/events", NULL);
	ck_assert_int_ge(n, 50);
	n = folder_take("tests/fixtures/stripe/events_now", NULL);
	ck_assert_int_eq(n, 28);
	ck_assert_str_eq(standing(), "open,0,0,-,-");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_event WHERE"
	    " outcome = 'applied' AND type NOT LIKE 'charge.dispute.%%'")
	    .number, 0);
	ck_assert_int_eq(thing.paid, 0);
}
END_TEST

/* A whole recorded life, of a payment that is ours. */
START_TEST(f15_the_composed_life_is_lived)
{
	shop_sql("UPDATE payment SET intent_ref = 'pi_3SoukPI000000000000001',"
	    " amount = 4598 WHERE id = '%s'", card);
	folder_take("tests/fixtures/stripe/events_now", "pi_3SoukPI"
	    "000000000000003");
	ck_assert_str_eq(standing(), "succeeded,4598,500,-,-");
	ck_assert_int_eq(thing.paid, 1);
	ck_assert_int_eq(thing.came, 4598);
	ck_assert_int_eq(thing.back, 500);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_dispute WHERE"
	    " payment_id = '%s'", card).number, 1);
}
END_TEST

/* ---- what it does ----------------------------------------------------------------- */

START_TEST(s4_pay_04_a_change_is_told_once)
{
	want_event("applied", "payment_intent.payment_failed", 10, PI_FAILED);
	ck_assert_int_eq(thing.failed, 1);
	ck_assert_str_eq(thing.code, "card_declined");
	want_event("nothing", "payment_intent.payment_failed", 10, PI_FAILED);
	ck_assert_int_eq(thing.failed, 1);
	want_event("applied", "payment_intent.canceled", 11, PI("canceled",
	    ""));
	want_event("applied", "payment_intent.canceled", 12, PI("canceled",
	    ""));
	ck_assert_int_eq(thing.gone, 1);
	want_event("applied", "payment_intent.succeeded", 9, PI_PAID);
	want_event("nothing", "charge.succeeded", 9, OLD_CHARGE(",\"paid\":"
	    "true,\"captured\":true,\"status\":\"succeeded\""));
	ck_assert_int_eq(thing.paid, 1);
	ck_assert_int_eq(thing.came, 2390);
	shop_as(boss);
	ck_assert_int_eq(pay_balance(ACCOUNT_CUSTOMERS), -2390);
	ck_assert_int_eq(pay_balance(ACCOUNT_STRIPE), 2390);
	books_are_sound();
}
END_TEST

START_TEST(target_34_what_cannot_be_delivered_goes_back_at_once)
{
	thing.give_back = true;
	want_event("applied", "payment_intent.succeeded", 10, PI_PAID);
	ck_assert_str_eq(standing(), "succeeded,2390,2390,-,-");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'payments.refund'").number, 1);
	want_event("nothing", "payment_intent.succeeded", 10, PI_PAID);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_refund")
	    .number, 1);
}
END_TEST

/* Our own refund is known by what its metadata says. */
START_TEST(s4_pay_04_a_refund_of_ours_is_not_counted_twice)
{
	const char	*id;

	want_event("applied", "payment_intent.succeeded", 10, PI_PAID);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = card, .amount = 500,
	    .cause = "return:1"), SOUK_OK);
	id = payment_text(refunded, REFUND_ID);
	want_event("applied", "refund.created", 11, arena_printf(store.arena,
	    "{\"id\":\"re_7\",\"amount\":500,\"currency\":\"eur\",\"status\":"
	    "\"succeeded\",\"payment_intent\":\"pi_1\",\"metadata\":{\""
	    STRIPE_NOTE_REFUND "\":\"%s\"}}", id));
	ck_assert_str_eq(standing(), "succeeded,2390,500,-,-");
	ck_assert_str_eq(shop_sql("SELECT state || provider_ref FROM"
	    " payment_refund").text, "succeededre_7");
	want_event("applied", "refund.failed", 12, RE("re_7", 500, "failed"));
	ck_assert_str_eq(standing(), "succeeded,2390,0,-,-");
	ck_assert_int_eq(thing.again, 500);
	want_event("nothing", "refund.updated", 13, RE("re_7", 500,
	    "succeeded"));
	ck_assert_str_eq(standing(), "succeeded,2390,0,-,-");
	want_event("refused", "refund.created", 14, RE("re_7", 501,
	    "succeeded"));
}
END_TEST

/* Since 2022 a charge tells the sum only: what is missing is asked for. */
START_TEST(s4_pay_04_a_sum_that_is_not_known_is_asked_for)
{
	static const char	 sum[] = OLD_CHARGE(",\"paid\":true,"
	    "\"captured\":true,\"status\":\"succeeded\","
	    "\"amount_refunded\":500");

	want_event("applied", "charge.refunded", 10, sum);
	ck_assert_str_eq(standing(), "succeeded,2390,0,-,-");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'payments.refunds_of'").number, 1);
	want_event("applied", "refund.created", 11, RE("re_1", 500,
	    "succeeded"));
	shop_sql("DELETE FROM job");
	want_event("applied", "charge.refunded", 12, sum);
	ck_assert_str_eq(standing(), "succeeded,2390,500,-,-");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job").number, 0);
}
END_TEST

#define OTHER(STATUS) "{\"id\":\"pi_5\",\"amount\":2390," \
	"\"amount_received\":2390,\"currency\":\"eur\",\"status\":\"" \
	STATUS "\",\"metadata\":{\"" STRIPE_NOTE_PAYMENT "\":\"%s\"}}"

START_TEST(f15_another_attempt_is_not_this_one)
{
	want_event("nothing", "payment_intent.canceled", 10, arena_printf(
	    store.arena, OTHER("canceled"), card));
	ck_assert_str_eq(standing(), "open,0,0,-,-");
	want_event("ignored", "checkout.session.expired", 11,
	    "{\"id\":\"cs_7\",\"status\":\"expired\"}");
	want_event("refused", "payment_intent.succeeded", 12, arena_printf(
	    store.arena, OTHER("succeeded"), card));
	ck_assert_str_eq(standing(), "open,0,0,intent,-");
	want_event("refused", "payment_intent.succeeded", 13, PI("succeeded",
	    ",\"amount_received\":2390,\"metadata\":{\""
	    STRIPE_NOTE_PAYMENT "\":\"pay_other\"}"));
	want_event("refused", "payment_intent.succeeded", 14, PI("succeeded",
	    ",\"amount_received\":2390,\"metadata\":{\""
	    STRIPE_NOTE_SUBJECT "\":\"thing_2\"}"));
	ck_assert_str_eq(standing(), "open,0,0,intent,-");
	want_event("applied", "payment_intent.succeeded", 15, PI_PAID);
	ck_assert_str_eq(standing(), "succeeded,2390,0,intent,-");
}
END_TEST

/* Who has no name for it yet is known by ours. */
START_TEST(s4_pay_04_news_may_come_before_our_answer)
{
	shop_sql("UPDATE payment SET intent_ref = NULL");
	want_event("applied", "payment_intent.succeeded", 10, arena_printf(
	    store.arena, OTHER("succeeded"), card));
	ck_assert_str_eq(shop_sql("SELECT state || intent_ref FROM payment")
	    .text, "succeededpi_5");
	shop_sql("UPDATE payment SET provider = 'cash', intent_ref = NULL,"
	    " state = 'open', received = 0");
	want_event("ignored", "payment_intent.succeeded", 11, arena_printf(
	    store.arena, OTHER("succeeded"), card));
	ck_assert_str_eq(standing(), "open,0,0,-,-");
}
END_TEST

START_TEST(target_35_a_dispute_is_told_and_due)
{
	want_event("applied", "payment_intent.succeeded", 10, PI_PAID);
	want_event("applied", "charge.dispute.created", 11,
	    DU("needs_response"));
	ck_assert_str_eq(shop_sql("SELECT payment_id || due_at || reason FROM"
	    " payment_dispute").text, arena_printf(store.arena,
	    "%s1800600000000fraudulent", card));
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail WHERE template ="
	    " 'dispute_due' AND recipient = 'boss@shop.test'").number, 1);
	want_event("applied", "charge.dispute.funds_withdrawn", 11,
	    DU("needs_response"));
	store.actor.brand_id = "brand_1";
	ck_assert_int_eq(pay_balance(ACCOUNT_DISPUTES), 2390);
	ck_assert_int_eq(pay_balance(ACCOUNT_STRIPE), 0);
	want_event("applied", "charge.dispute.closed", 12, DU("won"));
	want_event("applied", "charge.dispute.funds_reinstated", 12,
	    DU("won"));
	ck_assert_int_eq(pay_balance(ACCOUNT_DISPUTES), 0);
	ck_assert_int_eq(pay_balance(ACCOUNT_STRIPE), 2390);
	want_event("nothing", "charge.dispute.updated", 13,
	    DU("needs_response"));
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail").number, 1);
}
END_TEST

static int64_t
warnings_at(int64_t now)
{
	const struct job	 job = { .id = "job_1", .payload = "{}" };

	store.now = now;
	ck_assert_int_eq(payments_disputes.run(&store, &job), SOUK_OK);
	return shop_sql("SELECT count(*) FROM mail WHERE template ="
	    " 'dispute_due'").number;
}

START_TEST(target_35_evidence_is_asked_for_three_days_before)
{
	const int64_t	 due = INT64_C(1800600000000);

	want_event("applied", "charge.dispute.created", 11,
	    DU("needs_response"));
	ck_assert_int_eq(warnings_at(due - 4 * CLOCK_DAY), 1);
	ck_assert_int_eq(warnings_at(due - 3 * CLOCK_DAY), 2);
	ck_assert_int_eq(warnings_at(due - CLOCK_HOUR), 2);
	shop_sql("UPDATE payment_dispute SET told_at = NULL");
	ck_assert_int_eq(warnings_at(due + 1), 2);
	want_event("applied", "charge.dispute.closed", 12, DU("lost"));
	ck_assert_int_eq(warnings_at(due - CLOCK_HOUR), 2);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s4_pay_04_shapes_of_all_ages, COUNT(shapes) },
		{ f15_every_recorded_event_is_taken, 1 },
		{ f15_the_composed_life_is_lived, 1 },
		{ s4_pay_04_a_change_is_told_once, 1 },
		{ target_34_what_cannot_be_delivered_goes_back_at_once, 1 },
		{ s4_pay_04_a_refund_of_ours_is_not_counted_twice, 1 },
		{ s4_pay_04_a_sum_that_is_not_known_is_asked_for, 1 },
		{ f15_another_attempt_is_not_this_one, 1 },
		{ s4_pay_04_news_may_come_before_our_answer, 1 },
		{ target_35_evidence_is_asked_for_three_days_before, 1 },
		{ target_35_a_dispute_is_told_and_due, 1 },
	};
	const struct suite	 suite = { "stripe news", card_open,
	    shop_close, true, 120 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
