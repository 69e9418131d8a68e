/* SPDX-License-Identifier: ISC */
/*
 * F-28: SIGHUP to the supervisor again and again while readers and writers
 * ask; nobody is refused.
 *
 * Guard: child_drain() lets a worker end what it has begun (lib/ops/children.c).
 */
#include "tests/faults/faults.h"

#define READERS	6

struct reader {
	pthread_t	 thread;
	struct client	*client;
	atomic_int	 good, bad;
	atomic_bool	*stop;
	char		 why[200];
};

static void *
reader_run(void *arg)
{
	static const char *const	 paths[] = { PUBLIC "?limit=5", "/",
	    "/api/public/categories", "/ready" };
	struct reader			*r = arg;
	struct answer			*a;

	for (int i = 0; !atomic_load(r->stop); i++) {
		a = client_get(r->client, paths[(unsigned)i % COUNT(paths)]);
		if (a->status == 200) {
			atomic_fetch_add(&r->good, 1);
			continue;
		}
		atomic_fetch_add(&r->bad, 1);
		snprintf(r->why, sizeof(r->why), "%d %.150s", a->status,
		    a->body);
	}
	return NULL;
}

static int
answered(struct reader readers[READERS])
{
	int	 n = 0;

	for (int i = 0; i < READERS; i++)
		n += atomic_load(&readers[i].good);
	return n;
}

START_TEST(f_28_a_reload_refuses_nobody)
{
	const int	 wanted = fault_count(100000);
	struct reader	 readers[READERS];
	atomic_bool	 stop;
	struct workers	 before;
	int64_t		 slowest = 0, took;
	int		 reloads = 0, bad = 0;

	limits_raise();
	atomic_init(&stop, false);
	memset(readers, 0, sizeof(readers));
	load_start("relais");
	for (int i = 0; i < READERS; i++) {
		readers[i].client = client_new();
		readers[i].stop = &stop;
		ck_assert_int_eq(pthread_create(&readers[i].thread, NULL,
		    reader_run, &readers[i]), 0);
	}
	while (answered(readers) < wanted) {
		before = workers_look("souk-web");
		kill(shop_supervisor(), SIGHUP);
		if ((took = workers_renewed(&before)) > slowest)
			slowest = took;
		reloads++;
		if (took >= WORKERS_RENEWED_MS)
			break;
	}
	atomic_store(&stop, true);
	for (int i = 0; i < READERS; i++) {
		pthread_join(readers[i].thread, NULL);
		bad += atomic_load(&readers[i].bad);
		if (readers[i].why[0] != '\0')
			fprintf(stderr, "reader: %s\n", readers[i].why);
	}
	load_end();
	ck_assert_int_lt(slowest, WORKERS_RENEWED_MS);
	fault_say("F-28", "%d reloads under load: %d reads answered, %d not;"
	    " %d writes acknowledged; slowest reload %lld ms", reloads,
	    answered(readers), bad, load_acknowledged(), (long long)slowest);
	ck_assert_int_eq(bad, 0);
	want_ledger();
}
END_TEST

SUITE_MAIN("reload", f_28_a_reload_refuses_nobody)
