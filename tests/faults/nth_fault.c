/* SPDX-License-Identifier: ISC */
/*
 * F-05: the 1st, 2nd, 3rd … write, sync, open, allocation of a login, of a new
 * product, of an import, of a sign-up and of a picture fails, each once and then with all behind it, as
 * many as there are when none fails.  Whatever fails: an answer of 2xx means
 * that the effect is there, any other that the same request sent again makes
 * it once; no process dies; the database is sound.  ONLY=picture: only what
 * begins so.
 *
 * Guard: what COMMIT says counts (tx_commit() of lib/db/tx.c).
 */
#include <errno.h>
#include <limits.h>

#include "tests/faults/nth_scenarios.h"

static const struct { enum fault_call call; int error; const char *name; }
calls[] = {
	{ FAULT_WRITE, ENOSPC, "write" },
	{ FAULT_WRITE, EIO, "write, EIO" },
	{ FAULT_SYNC, EIO, "sync" },
	{ FAULT_OPEN, ENOSPC, "open" },
	{ FAULT_RENAME, ENOSPC, "rename" },
	{ FAULT_TRUNCATE, EIO, "truncate" },
	{ FAULT_RANDOM, EINTR, "getrandom" },
	{ FAULT_MEMORY, ENOMEM, "malloc" },
	{ FAULT_CONNECT, ECONNREFUSED, "connect" },
};

static const struct scenario {
	const char	*name, *program;
	struct tried	(*try)(int serial, struct client *);
	void		(*check)(int serial, struct client *);
	bool		 may_blame;	/* 400: it is not a picture */
	/* So many calls fail one after the other, of the rest so many. */
	long		 dense, sparse;
} scenarios[] = {
	{ "login", "souk-web", login_try, login_check, false, 300, 100 },
	{ "create", "souk-web", create_try, create_check, false, 300, 100 },
	{ "import", "souk-web", import_try, import_check, false, 300, 100 },
	/* The job runner pauses after a failure. */
	{ "import, job", "souk-jobs", import_try, import_check, false,
	  10, 20 },
	{ "sign-up", "souk-web", sign_up_try, sign_up_check, false, 300, 100 },
	{ "picture", "souk-web", picture_try, picture_check, false, 300, 100 },
	/* Whoever ends at it takes it for its fault. */
	{ "picture, opened", "souk-media", picture_try, picture_check, true,
	  100, 50 },
};

/* ---- rounds ---------------------------------------------------------------------- */

static void
fault_arm(const struct scenario *s, size_t call, long nth, bool persistent)
{
	snprintf(fault->program, sizeof(fault->program), "%s", s->program);
	atomic_store(&fault->call, calls[call].call);
	atomic_store(&fault->error, calls[call].error);
	atomic_store(&fault->persistent, persistent);
	atomic_store(&fault->nth, nth);
	atomic_store(&fault->seen, 0);
	atomic_store(&fault->fired, 0);
	atomic_store(&fault->armed, 1);
}

/* How many calls there are when none fails. */
static long
calls_of(const struct scenario *s, size_t call, int serial)
{
	struct client	*c = client_new();
	struct tried	 t;

	fault_arm(s, call, LONG_MAX, false);
	t = s->try(serial, c);
	ck_assert_msg(t.done, "%s: %d %s", s->name, t.status, t.body);
	s->check(serial, c);
	atomic_store(&fault->armed, 0);
	client_free(c);
	return atomic_load(&fault->seen);
}

struct counts { int tried, met, refused, acknowledged; };

/* A job takes its turn: until the fault was met, or will not be. */
static void
job_await(long nth)
{
	for (int64_t end = now_ms() + 1000; now_ms() < end &&
	    atomic_load(&fault->fired) == 0 &&
	    atomic_load(&fault->seen) < nth; )
		pause_ms(5);
}

static void
one_try(const struct scenario *s, size_t call, long nth, bool persistent,
    int serial, struct counts *n)
{
	struct client	*c = client_new();
	struct tried	 t;

	fault_arm(s, call, nth, persistent);
	t = s->try(serial, c);
	if (strcmp(s->program, "souk-jobs") == 0 && t.done)
		job_await(nth);
	atomic_store(&fault->armed, 0);
	/* 502: the answer itself was what could not be written. */
	ck_assert_msg(t.done || t.status == 500 || t.status == 502 ||
	    t.status == 503 || t.status == 507 ||
	    (s->may_blame && t.status == 400), "%s, %s %ld: %d %s", s->name, calls[call].name,
	    nth, t.status, t.body);
	n->tried++;
	n->met += atomic_load(&fault->fired) > 0;
	n->acknowledged += t.done;
	n->refused += !t.done;
	if (!t.done) {
		t = s->try(serial, c);
		ck_assert_msg(t.done, "%s, %s %ld, again: %d %s", s->name,
		    calls[call].name, nth, t.status, t.body);
	}
	s->check(serial, c);
	client_free(c);
}

static void
one_call(const struct scenario *s, size_t call, int *serial, bool persistent)
{
	struct workers	 before = workers_look("souk-web");
	struct counts	 n = { 0 };
	long		 all, stride, most = fault_count(INT_MAX);

	calls_of(s, call, (*serial)++);		/* whoever is new does more */
	all = calls_of(s, call, (*serial)++);
	stride = all / s->sparse + 1;
	for (long nth = 1; nth <= all && n.tried < most;
	    nth += nth < s->dense ? 1 : stride)
		one_try(s, call, nth, persistent, (*serial)++, &n);
	want_same_workers(&before, calls[call].name);
	if (n.tried > 0)
		fault_say("F-05", "%s, %s%s: of %ld calls %d failed, %d"
		    " refused and made when asked again, %d acknowledged and"
		    " there; nobody died", s->name, calls[call].name,
		    persistent ? " from then on" : "", all, n.met, n.refused,
		    n.acknowledged);
}

static bool
is_wanted(const struct scenario *s)
{
	const char	*only = getenv("ONLY");

	return only == NULL || strncmp(s->name, only, strlen(only)) == 0;
}

static void
run_all(bool persistent)
{
	static int	 serial;

	limits_raise();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":1000,"
	    "\"accountFailures\":10000},\"limits\":{\"signup\":1000000}}"),
	    200);
	snprintf(category, sizeof(category), "%s",
	    category_new(owner, "Nièmes", NULL));
	for (size_t s = 0; s < COUNT(scenarios); s++)
		for (size_t call = 0; call < COUNT(calls); call++)
			/* Interrupted for ever, OpenSSL asks for ever. */
			if ((!persistent || calls[call].call !=
			    FAULT_RANDOM) && is_wanted(&scenarios[s]))
				one_call(&scenarios[s], call, &serial,
				    persistent);
	want_swept();
	want_sound();
}

START_TEST(f_05_one_call_fails)
{
	run_all(false);
}
END_TEST

START_TEST(f_05_a_call_and_all_behind_it_fail)
{
	run_all(true);
}
END_TEST

SUITE_MAIN("nth", f_05_one_call_fails, f_05_a_call_and_all_behind_it_fail)
