/* SPDX-License-Identifier: ISC */
/*
 * F-15 for what Meta tells: lives of five deliveries (what became of an answer
 * of ours, what was said to it, what the app on a phone wrote) in all their
 * 120 orders (COUNT), each told twice, have one end; and all of them told anew
 * six minutes and two days later, by the shop's clock, change nothing.
 *
 * Guards: each thing is kept once by a key of its own, which outlives it
 * (lib/whatsapp/event.c, item.c); what may follow what is one table
 * (lib/whatsapp/send_state.c); talks are read by the sender's clock
 * (lib/inbox/message_list.c).
 */
#include "tests/faults/incoming.h"
#include "tests/faults/steered.h"
#include "tests/http/inbox.h"
#include "tests/permute.h"

#define LIFE		5
#define ORDERS		120
#define MINUTE		(60 * 1000L)
#define DAY		(24 * 60 * MINUTE)
#define PHONE		"3361%07d"
#define ECHO		"{\"messaging_product\":\"whatsapp\",\"metadata\":"	\
	"{\"display_phone_number\":\"" META_PHONE "\",\"phone_number_id\":\""	\
	META_NUMBER "\"},\"message_echoes\":[{\"from\":\"" META_PHONE "\","	\
	"\"to\":\"%s\",\"id\":\"wamid.echo%s\",\"timestamp\":\"%lld\","		\
	"\"type\":\"text\",\"text\":{\"body\":\"By hand\"}}]}"

/* What is there of one of them, whose telephone ends so. */
static const char	life_of[] = "SELECT group_concat(line, ' / ') FROM"
    " (SELECT m.direction || ' ' || m.kind || ' ' || coalesce(m.text, '') ||"
    " ' ' || m.state || ' ' || c.state || ' ' || c.unread || ' ' ||"
    " (c.waiting_since IS NOT NULL) || ' ' || c.excerpt || ' ' || s.state ||"
    " ' ' || (s.read_at IS NOT NULL) AS line FROM message m JOIN conversation"
    " c ON c.id = m.conversation_id JOIN wa_person p ON p.id = c.person_id"
    " JOIN wa_send s ON s.person_id = p.id WHERE p.wa_id = '%s'"
    " ORDER BY m.made_at, m.id)";

/* All there is of all of them, but for when it was looked at. */
static const char	all_of[] = "SELECT (SELECT group_concat(id || state ||"
    " coalesce(text, '') || made_at) FROM message) || (SELECT group_concat(id"
    " || state || unread || excerpt || last_at || version) FROM conversation)"
    " || (SELECT group_concat(id || state || coalesce(wamid, '')) FROM"
    " wa_send) || (SELECT group_concat(id || coalesce(name, '')) FROM"
    " wa_person) || (SELECT count(*) || max(id) FROM wa_event)";

/* ---- a life -------------------------------------------------------------- */

static void
kept_await(long count)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (meta_books(NULL, "kept") < count) {
		ck_assert_msg(now_ms() < end, "not %ld", count);
		pause_ms(5);
	}
}

static void
echo_tell(const char *phone)
{
	char	 json[600], *plain;

	snprintf(json, sizeof(json), ECHO, phone, phone,
	    (long long)now_ms() / 1000);
	plain = curl_easy_escape(NULL, json, 0);
	meta_ask("tell", "field=smb_message_echoes&value=%s", plain);
	curl_free(plain);
}

/* Begun, and all that is still to be told of it held back. */
static void
life_begin(const char *phone)
{
	meta_ask("say", "from=%s&text=First&ago=60", phone);
	meta_ask("deliver", "%s", "order=as");
	want(answer_post(phone, "{\"text\":\"Answer\"}"), 201);
	kept_await(3);			/* sent, delivered, read */
	meta_say(phone, "Thanks");
	echo_tell(phone);
	kept_await(LIFE);
}

static void
life_tell(const int *o)
{
	for (int twice = 0; twice < 2; twice++)
		meta_ask("deliver", "order=%d,%d,%d,%d,%d&keep=%d", o[0],
		    o[1], o[2], o[3], o[4], twice == 0);
}

static char *
life_look(const char *phone)
{
	char	sql[1200];

	snprintf(sql, sizeof(sql), life_of, phone);
	return shop_sql(sql);
}

START_TEST(f_15_deliveries_in_any_order_have_one_end)
{
	const int	 most = fault_count(ORDERS);
	int		 order[LIFE] = { 0, 1, 2, 3, 4 }, n = 0;
	char		 phone[24], *first = NULL, *this;

	meta_hooks("hold&ways=sent,delivered,read");
	do {
		snprintf(phone, sizeof(phone), PHONE, n);
		life_begin(phone);
		life_tell(order);
		this = life_look(phone);
		if (first == NULL)
			first = strdup(this);
		ck_assert_ptr_nonnull(strstr(this, "Answer read"));
		ck_assert_msg(strcmp(this, first) == 0, "%d%d%d%d%d: %s\nnot"
		    " %s", order[0], order[1], order[2], order[3], order[4],
		    this, first);
		free(this);
	} while (++n < most && permute(order, LIFE));
	free(first);
	fault_say("F-15", "lives of %d deliveries in %d orders, each told"
	    " twice: one end", LIFE, n);
}
END_TEST

/* ---- once more, later ---------------------------------------------------- */

START_TEST(f_15_what_is_told_anew_days_later_changes_nothing)
{
	static const struct { const char *name; long ms; } later[] = {
		{ "six minutes", 6 * MINUTE }, { "two days", 2 * DAY },
	};
	char		 phone[24], *before, *after;

	meta_hooks("hold&ways=sent,delivered,read");
	for (int n = 0; n < 20; n++) {
		snprintf(phone, sizeof(phone), PHONE, ORDERS + n);
		said_by(phone, "First");
		meta_ask("deliver", "%s", "order=as&keep=1");
		want(answer_post(phone, "{\"text\":\"Answer\"}"), 201);
		kept_await(4 * n + 4);
		meta_ask("deliver", "%s", "order=as&keep=1");
	}
	before = shop_sql(all_of);
	for (size_t i = 0; i < COUNT(later); i++) {
		atomic_store(&fault->clock_ms, later[i].ms);
		meta_ask("deliver", "order=shuffle&keep=1&seed=%zu", i);
		ck_assert_str_eq(meta_at("said.0"), "200");
		after = shop_sql(all_of);
		ck_assert_str_eq(after, before);
		free(after);
		fault_say("F-15", "%ld deliveries told again %s later: nothing"
		    " changes", meta_books(NULL, "kept"), later[i].name);
	}
	atomic_store(&fault->clock_ms, 0);
	free(before);
}
END_TEST

static void
replay_start(void)
{
	shop_home_made = meta_start;
	shop_start();
	limits_raise();
	meta_begin();
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_15_deliveries_in_any_order_have_one_end,
		f_15_what_is_told_anew_days_later_changes_nothing,
	};

	return suite_run_with("replay", replay_start, tests, COUNT(tests));
}
