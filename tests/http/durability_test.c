/* SPDX-License-Identifier: ISC */
/*
 * F-01, F-13 in the small: what was acknowledged stays, once, whoever is
 * killed and however many ask at once.
 */
#include "tests/http/durability_ledger.h"

#define KILLS		40

START_TEST(limits_are_raised)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":1000000,"
	    "\"write\":1000000,\"user\":1000000}}"), 200);
}
END_TEST

/* ---- killing ------------------------------------------------------------------ */

START_TEST(f_01_no_acknowledged_write_is_lost_when_processes_are_killed)
{
	unsigned	 seed = 4711;
	struct workers	 w;

	clients_open();
	trouble[0] = '\0';
	load_start("mort");
	progress_await(20, 0);
	for (int i = 1; i <= KILLS && trouble[0] == '\0'; i++) {
		w = workers_look(i % 8 == 0 ? "souk-jobs" : "souk-web");
		if (w.count > 0)
			kill(w.list[(unsigned)rand_r(&seed) %
			    (unsigned)w.count].pid, SIGKILL);
		answer_await(anyone, i);
		progress_await(4, i);
	}
	load_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	want_ledger();
}
END_TEST

/* All at once: as when the machine's power goes, but for its own cache. */
static void
tree_kill(void)
{
	struct workers	 w[] = { workers_look("souk-web"),
			    workers_look("souk-jobs"),
			    workers_look("nginx") };
	int		 status;
	int64_t		 end;

	kill(shop_supervisor(), SIGKILL);
	for (size_t i = 0; i < COUNT(w); i++)
		for (int k = 0; k < w[i].count; k++)
			kill(-w[i].list[k].pid, SIGKILL);	/* its group */
	if (!process_ended(shop_supervisor(), SOON_MS, &status))
		note_trouble("the supervisor lives", 0, SOON_MS, 0);
	for (size_t i = 0; i < COUNT(w); i++)
		for (int k = 0; k < w[i].count; k++)
			for (end = now_ms() + SOON_MS; kill(w[i].list[k].pid, 0)
			    == 0 && now_ms() < end; )
				pause_ms(10);
}

START_TEST(f_01_all_that_was_acknowledged_is_there_after_all_were_killed)
{
	clients_open();
	trouble[0] = '\0';
	load_start("noir");
	progress_await(150, 0);
	tree_kill();
	load_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	shop_start();
	want_ledger();
	want(client_get(owner, PRODUCTS), 200);
	want(client_get(owner, "/api/auth/session"), 200);
}
END_TEST

/* nginx's own workers must not outlive it, or they keep the port. */
START_TEST(f_01_a_killed_nginx_is_back_within_a_second)
{
	struct workers	 w;

	clients_open();
	trouble[0] = '\0';
	for (int i = 1; i <= 3; i++) {
		w = workers_look("nginx");
		ck_assert_int_eq(w.count, 1);
		kill(w.list[0].pid, SIGKILL);
		for (int64_t end = now_ms() + SOON_MS; kill(w.list[0].pid, 0) == 0
		    && now_ms() < end; )
			pause_ms(5);
		answer_await(anyone, i);
		ck_assert_msg(trouble[0] == '\0', "%s", trouble);
		w = workers_look("nginx");
		ck_assert_int_eq(w.count, 1);
	}
}
END_TEST

/* ---- many at once ----------------------------------------------------------------- */

#define MANY	50

/* C-14, S4-SEC-07 */
START_TEST(f_13_of_fifty_posts_with_one_key_there_is_one_effect)
{
	struct burst	 b;
	struct answer	*a;
	char		 json[400];

	clients_open();
	snprintf(json, sizeof(json), "{\"name\":\"Une seule fois\","
	    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\"}",
	    category_new(owner, "Clés", NULL));
	client_header(owner, "Idempotency-Key: cinquante");
	client_burst(owner, MANY, "POST", PRODUCTS, json, &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_ge(b.by_status[201], 1);
	ck_assert_int_eq(b.by_status[201] + b.by_status[409], MANY);
	want_sql("SELECT count(*) FROM product_text"
	    " WHERE name = 'Une seule fois'", "1");
	a = client_json(owner, "POST", PRODUCTS, "%s", json);
	want(a, 201);
	ck_assert_str_eq(answer_header(a, "Idempotency-Replayed"), "true");
	want_at(a, "data.id", shop_sql("SELECT product_id FROM product_text"
	    " WHERE name = 'Une seule fois'"));
	a = client_json(owner, "POST", PRODUCTS, "{\"name\":\"Une autre\"}");
	ck_assert_msg(a->status == 409 || a->status == 400, "%d", a->status);
	json[strlen("{\"name\":\"")] = 'X';
	a = client_json(owner, "POST", PRODUCTS, "%s", json);
	client_header(owner, NULL);
	want(a, 409);
	want_at(a, "error.code", "IDEMPOTENCY_KEY_REUSED");
	want_sql("SELECT count(*) FROM product_text"
	    " WHERE name IN ('Xne seule fois', 'Une autre')", "0");
}
END_TEST

START_TEST(f_13_of_fifty_changes_of_one_version_one_is_made)
{
	struct burst	 b;
	const char	*id;
	char		 query[128];

	clients_open();
	id = product_new("Version", category_new(owner, "Versions", NULL),
	    "");
	client_header(owner, "If-Match: \"v1\"");
	client_burst(owner, MANY, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"isNew\":true}", &b);
	client_header(owner, NULL);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[200], 1);
	ck_assert_int_eq(b.by_status[412], MANY - 1);
	snprintf(query, sizeof(query), "SELECT version FROM product"
	    " WHERE id = '%s'", id);
	want_sql(query, "2");
}
END_TEST

START_TEST(f_13_of_fifty_who_want_one_sku_or_slug_one_gets_it)
{
	static const char *const more[] = {
		",\"variations\":[{\"sku\":\"UNIQUE-1\"}]",
		",\"slug\":\"unique-slug\"",
	};
	struct burst	 b;
	char		 json[400];
	const char	*category;

	clients_open();
	category = category_new(owner, "Uniques", NULL);
	for (size_t i = 0; i < COUNT(more); i++) {
		snprintf(json, sizeof(json), "{\"name\":\"Course\","
		    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\"%s}",
		    category, more[i]);
		client_burst(owner, MANY, "POST", PRODUCTS, json, &b);
		ck_assert_int_eq(b.failed, 0);
		ck_assert_int_eq(b.by_status[201], 1);
		ck_assert_int_eq(b.by_status[409], MANY - 1);
	}
	want_sound();
}
END_TEST

/* ---- logins beside reads -------------------------------------------------------- */

/* nginx gives up on the last of them after half a minute. */
#ifdef __SANITIZE_ADDRESS__
#define SIGN_INS	40
#else
#define SIGN_INS	100
#endif

struct logins { struct client *client; struct burst burst; atomic_bool done; };

static void *
logins_run(void *arg)
{
	struct logins	*l = arg;
	char		 json[160];

	snprintf(json, sizeof(json), "{\"username\":\"reader\","
	    "\"password\":\"%s\"}", shop_password);
	client_burst(l->client, SIGN_INS, "POST", "/api/auth/login", json,
	    &l->burst);
	atomic_store(&l->done, true);
	return NULL;
}

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Hashing has a pool of its own: whoever looks at the shop does not wait. */
START_TEST(f_13_many_sign_ins_at_once_keep_no_reader_waiting)
{
	static int	 took[20000];
	struct logins	 l = { .client = client_new() };
	pthread_t	 thread;
	int64_t		 began;
	int		 status, n = 0;

	clients_open();
	ck_assert_int_eq(pthread_create(&thread, NULL, logins_run, &l), 0);
	do {
		began = now_ms();
		status = client_get(anyone, PUBLIC "?limit=20")->status;
		took[n++] = (int)(now_ms() - began);
	} while (status == 200 && !atomic_load(&l.done) &&
	    n < (int)COUNT(took));
	pthread_join(thread, NULL);
	client_free(l.client);
	ck_assert_int_eq(status, 200);
	qsort(took, (size_t)n, sizeof(took[0]), by_value);
	printf("%d sign-ins: %d 200, %d 429, %d 503; beside them %d reads,"
	    " p50 %d ms, p99 %d ms, longest %d ms\n", SIGN_INS, l.burst.by_status[200],
	    l.burst.by_status[429], l.burst.by_status[503], n, took[n / 2],
	    took[n * 99 / 100], took[n - 1]);
	ck_assert_int_eq(l.burst.failed, 0);
	ck_assert_int_ge(l.burst.by_status[200], 1);
	ck_assert_int_eq(l.burst.by_status[200] + l.burst.by_status[429] +
	    l.burst.by_status[503], SIGN_INS);
}
END_TEST

SUITE_MAIN("durability",
    limits_are_raised,
    f_13_of_fifty_posts_with_one_key_there_is_one_effect,
    f_13_of_fifty_changes_of_one_version_one_is_made,
    f_13_of_fifty_who_want_one_sku_or_slug_one_gets_it,
    f_13_many_sign_ins_at_once_keep_no_reader_waiting,
    f_01_no_acknowledged_write_is_lost_when_processes_are_killed,
    f_01_a_killed_nginx_is_back_within_a_second,
    f_01_all_that_was_acknowledged_is_there_after_all_were_killed)
