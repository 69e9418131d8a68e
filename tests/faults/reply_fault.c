/* SPDX-License-Identifier: ISC */
/*
 * The staff answer on WhatsApp while those who take it are killed COUNT (200)
 * times: eight of them write through nginx, each words of their own under a key
 * of their own, and say the same again until they are answered; meanwhile
 * people write to the shop.  Each answer is once in its talk, in the queue and
 * at Meta, in the order in which it was written; each message that came is
 * there once.
 *
 * Guards: the key of an answer is a key of the queue, and both are in one
 * transaction (lib/inbox/message_write.c, lib/whatsapp/send_put.c); 2xx only
 * after the commit (fcgi/http/group.c).
 */
#include <pthread.h>
#include <stdatomic.h>

#include "tests/faults/faults.h"
#include "tests/faults/incoming.h"
#include "tests/http/inbox.h"

#define KILLS		200
#define STAFF		8
#define TALKS_EACH	50	/* so that nobody is written to too fast */
#define ANSWERS_MOST	20000
#define BURST		500
#define KILL_MS		60	/* at most, after it goes on */
#define DRAIN_MS	(10 * 60 * 1000)

/* One of the staff; nothing in a thread asserts. */
static struct staff {
	pthread_t	 thread;
	struct client	*client;
	int		 number;
	atomic_int	 answered;
	char		 ids[ANSWERS_MOST / STAFF][64];	/* of messages */
	char		 why[300];	/* what was wrong; "" */
} staff[STAFF];

static char		 talks[STAFF * TALKS_EACH][64];
static atomic_bool	 stop;
static pthread_t	 people;
static int		 bursts;

/* ---- the staff ----------------------------------------------------------- */

/* Until it is answered; false: given up. */
static bool
say_until(struct staff *s, int n, char id[64])
{
	const char	*one = talks[s->number * TALKS_EACH + n % TALKS_EACH];
	struct answer	*a;
	char		 path[160];

	snprintf(path, sizeof(path), TALKS "/%s/messages", one);
	for (int i = 0; i < TRIES; i++) {
		a = client_json(s->client, "POST", path, "{\"text\":"
		    "\"answer %d %d\",\"clientKey\":\"key %d %d\"}",
		    s->number, n, s->number, n);
		if (!may_retry(a->status))
			break;
		pause_ms(TRY_PAUSE_MS);
	}
	if (a->status == 201 && answer_at(a, "data.id") != NULL) {
		snprintf(id, 64, "%s", answer_at(a, "data.id"));
		return true;
	}
	snprintf(s->why, sizeof(s->why), "%d %d: %d %.200s", s->number, n,
	    a->status, a->body);
	return false;
}

/* Every fourth is said once more, although it was answered. */
static void *
staff_run(void *arg)
{
	struct staff	*s = arg;
	char		 again[64];

	for (int n = 0; n < ANSWERS_MOST / STAFF && !atomic_load(&stop);
	    n++) {
		if (!say_until(s, n, s->ids[n]))
			break;
		if (n % 4 == 0 && say_until(s, n, again) &&
		    strcmp(again, s->ids[n]) != 0)
			snprintf(s->why, sizeof(s->why), "%d %d: two of it",
			    s->number, n);
		atomic_fetch_add(&s->answered, 1);
	}
	return NULL;
}

static int
answered(void)
{
	int	 n = 0;

	for (int i = 0; i < STAFF; i++)
		n += atomic_load(&staff[i].answered);
	return n;
}

/* ---- the people ---------------------------------------------------------- */

static void *
people_run(void *arg)
{
	char	 text[24];

	(void)arg;
	while (!atomic_load(&stop)) {
		snprintf(text, sizeof(text), "told%d", ++bursts);
		burst(text, BURST, STAFF * TALKS_EACH, "&each=2&at=250");
	}
	return NULL;
}

static void
talks_load(void)
{
	char	*ids = shop_sql("SELECT group_concat(id) FROM (SELECT c.id FROM"
		    " conversation c JOIN wa_person p ON p.id = c.person_id"
		    " ORDER BY p.wa_id)"), *rest = ids, *id;
	int	 n = 0;

	while ((id = strsep(&rest, ",")) != NULL && n < STAFF * TALKS_EACH)
		snprintf(talks[n++], sizeof(talks[0]), "%s", id);
	ck_assert_int_eq(n, STAFF * TALKS_EACH);
	free(ids);
}

static void
all_begin(void)
{
	burst("first", STAFF * TALKS_EACH, STAFF * TALKS_EACH, "");
	talks_load();
	for (int i = 0; i < STAFF; i++) {
		staff[i].number = i;
		staff[i].client = client_login("manager");
		ck_assert_int_eq(pthread_create(&staff[i].thread, NULL,
		    staff_run, &staff[i]), 0);
	}
	ck_assert_int_eq(pthread_create(&people, NULL, people_run, NULL), 0);
}

static void
all_end(void)
{
	atomic_store(&stop, true);
	for (int i = 0; i < STAFF; i++) {
		pthread_join(staff[i].thread, NULL);
		client_free(staff[i].client);
	}
	pthread_join(people, NULL);
	for (int i = 0; i < STAFF; i++)
		ck_assert_msg(staff[i].why[0] == '\0', "%s", staff[i].why);
}

/* ---- whoever takes it ---------------------------------------------------- */

/* All of a name at a random moment, once some were answered since. */
static void
kill_one(int i)
{
	const struct workers	 w = workers_look(i % 3 == 0 ? "souk-meta" :
				    "souk-web");
	const int		 before = answered();
	const int64_t		 end = now_ms() + SOON_MS;

	while (answered() < before + 2 && now_ms() < end)
		pause_ms(2);
	if (answered() < before + 2)
		note_trouble("nothing is answered", i, SOON_MS, 0);
	pause_ms(rand() % KILL_MS);
	for (int k = 0; k < w.count; k++)
		kill(w.list[k].pid, SIGKILL);
}

/* ---- what must hold ------------------------------------------------------ */

/* What was answered is there under the id that was answered. */
static void
want_answers(void)
{
	char	*found;

	for (int i = 0; i < STAFF; i++)
		for (int n = 0; n < staff[i].answered; n++) {
			char	 sql[160], text[40];

			snprintf(sql, sizeof(sql), "SELECT text FROM message"
			    " WHERE id = '%s'", staff[i].ids[n]);
			snprintf(text, sizeof(text), "answer %d %d", i, n);
			found = shop_sql(sql);
			ck_assert_str_eq(found, text);
			free(found);
		}
}

/* Of each talk, the later words are the higher number. */
static void
want_order(void)
{
	ck_assert_int_eq(sql_number("SELECT count(*) FROM (SELECT m.text,"
	    " lag(m.text) OVER (PARTITION BY m.conversation_id ORDER BY"
	    " m.made_at, m.id) AS before FROM message m WHERE m.direction ="
	    " 'out') WHERE CAST(substr(text, 10) AS INTEGER) <="
	    " CAST(substr(before, 10) AS INTEGER)"), 0);
	meta_ask("unordered", "%s", "number=answer");
	ck_assert_str_eq(meta_at("count"), "0");
}

START_TEST(f_01_each_answer_goes_once_whoever_is_killed)
{
	const int	 kills = fault_count(KILLS);
	const int64_t	 began = now_ms();
	int		 count;

	srand(7);
	all_begin();
	for (int i = 0; i < kills && trouble[0] == '\0'; i++)
		kill_one(i);
	all_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	count = answered();
	talk_await(DRAIN_MS);
	meta_wait();
	ck_assert_int_eq(sql_number("SELECT count(*) FROM message WHERE"
	    " direction = 'out'"), count);
	ck_assert_int_eq(talk_in_state("%"), count);
	ck_assert_int_eq(talk_in_state("delivered"), count);
	ck_assert_int_eq(meta_books(NULL, "sent"), count);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	want_answers();
	want_order();
	want_whole("first", STAFF * TALKS_EACH);
	for (int i = 1; i <= bursts; i++) {
		char	 text[24];

		snprintf(text, sizeof(text), "told%d", i);
		want_whole(text, BURST);
	}
	fault_say("F-01", "%d answers of %d people of the staff, souk-web and"
	    " souk-meta killed %d times in %lld s: each once in its talk, in"
	    " the queue and at Meta, in order; %d messages that came are there"
	    " once", count, STAFF, kills, (long long)(now_ms() - began) / 1000,
	    STAFF * TALKS_EACH + bursts * BURST);
}
END_TEST

static void
reply_start(void)
{
	shop_home_made = meta_start;
	shop_start();
	limits_raise();
	meta_begin();
	sql_number("UPDATE wa_number SET per_second = 200");
	meta_ask("number", "id=%s&per_second=400", META_NUMBER);
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_01_each_answer_goes_once_whoever_is_killed,
	};

	return suite_run_with("reply", reply_start, tests, COUNT(tests));
}
