/* SPDX-License-Identifier: ISC */
/*
 * F-13: 200 identical POSTs at once with one Idempotency-Key, again and again;
 * the same key with another body; and a retry after the worker was killed in
 * the middle.
 *
 * Guard: key_keep() in the transaction of the effect (fcgi/http/run.c).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/faults/faults.h"

#define MANY	200

static char	category[64];

static void
body_make(char *json, size_t size, const char *slug)
{
	snprintf(json, size, "{\"name\":\"Une seule fois\",\"slug\":\"%s\","
	    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\"}", slug,
	    category);
}

static void
want_one(const char *slug)
{
	char	 query[160];

	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug LIKE '%s%%'", slug);
	want_sql(query, "1");
}

static void
one_round(int i, int by[600])
{
	struct burst	 b;
	struct answer	*a;
	char		 json[400], slug[32], line[64];

	snprintf(slug, sizeof(slug), "cle-%d-x", i);
	snprintf(line, sizeof(line), "Idempotency-Key: %s", slug);
	body_make(json, sizeof(json), slug);
	client_header(owner, line);
	client_burst(owner, MANY, "POST", PRODUCTS, json, &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_ge(b.by_status[201], 1);
	ck_assert_int_eq(b.by_status[201] + b.by_status[409] +
	    b.by_status[503], MANY);
	for (int s = 0; s < 600; s++)
		by[s] += b.by_status[s];
	a = client_json(owner, "POST", PRODUCTS, "%s", json);
	want(a, 201);
	ck_assert_str_eq(answer_header(a, "Idempotency-Replayed"), "true");
	json[strlen("{\"name\":\"")] = 'X';
	want(client_json(owner, "POST", PRODUCTS, "%s", json), 409);
	client_header(owner, NULL);
	want_one(slug);
}

/* The worker dies while 200 ask; whoever asks again gets the one product. */
static void
killed_round(int i)
{
	struct workers	 w = workers_look("souk-web");
	struct burst	 b;
	struct answer	*a;
	char		 json[400], slug[32], line[64];
	int64_t		 end;
	pid_t		 killer;

	snprintf(slug, sizeof(slug), "mort-%d-x", i);
	snprintf(line, sizeof(line), "Idempotency-Key: %s", slug);
	body_make(json, sizeof(json), slug);
	if ((killer = fork()) == 0) {
		pause_ms(5 + i % 40);
		for (int k = 0; k < w.count; k++)
			kill(w.list[k].pid, SIGKILL);
		_exit(0);
	}
	client_header(owner, line);
	client_burst(owner, MANY, "POST", PRODUCTS, json, &b);
	waitpid(killer, NULL, 0);
	end = now_ms() + 10000;
	do
		a = client_json(owner, "POST", PRODUCTS, "%s", json);
	while (may_retry(a->status) && now_ms() < end);
	client_header(owner, NULL);
	want(a, 201);
	want_one(slug);
}

START_TEST(f_13_one_key_has_one_effect)
{
	const int	 rounds = fault_count(20);
	int		 by[600] = { 0 };

	limits_raise();
	snprintf(category, sizeof(category), "%s",
	    category_new(owner, "Clés", NULL));
	for (int i = 0; i < rounds; i++) {
		one_round(i, by);
		killed_round(i);
	}
	want_sound();
	fault_say("F-13", "%d rounds of %d POSTs with one key: 1 effect each"
	    " (%d × 201, %d × 409, %d × 503), and 1 each with every worker"
	    " killed among them", rounds, MANY, by[201], by[409], by[503]);
}
END_TEST

SUITE_MAIN("key", f_13_one_key_has_one_effect)
