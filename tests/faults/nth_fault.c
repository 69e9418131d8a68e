/* SPDX-License-Identifier: ISC */
/*
 * F-05: the 1st, 2nd, 3rd … write, sync, open, allocation of a login, of a new
 * product and of an import fails, each once and then with all behind it, as
 * many as there are when none fails.  Whatever fails: an answer of 2xx means
 * that the effect is there, any other that the same request sent again makes
 * it once; no process dies; the database is sound.
 *
 * Guard: what COMMIT says counts (tx_commit() of lib/db/tx.c).
 */
#include <errno.h>
#include <limits.h>
#include <sys/file.h>

#include "tests/faults/steered.h"

static char		 category[64];

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
};

/* ---- scenarios ---------------------------------------------------------------- */

struct tried { int status; bool done; char body[300]; };

static void
once(struct tried *t, const struct answer *a, int good)
{
	t->status = a->status;
	snprintf(t->body, sizeof(t->body), "%s", a->body);
	t->done = a->status == good;
}

static struct tried
login_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 json[160];

	(void)serial;
	snprintf(json, sizeof(json), "{\"username\":\"reader\","
	    "\"password\":\"%s\"}", shop_password);
	once(&t, client_send(c, "POST", "/api/auth/login", NULL, json,
	    strlen(json)), 200);
	return t;
}

/* Acknowledged: the cookie is worth something. */
static void
login_check(int serial, struct client *c)
{
	(void)serial;
	want(client_get(c, "/api/auth/session"), 200);
}

static struct tried
create_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 line[64], json[600];

	(void)c;
	snprintf(line, sizeof(line), "Idempotency-Key: nth-%d", serial);
	snprintf(json, sizeof(json), "{\"name\":\"Nième %d\",\"slug\":"
	    "\"nth-%d-x\",\"description\":\"" TEXT "\",\"categoryId\":\"%s\","
	    "\"basePrice\":12.50,\"variations\":[{\"sku\":\"NTH-%d\","
	    "\"stock\":4}]" ACTIVE "}", serial, serial, category, serial);
	client_header(owner, line);
	once(&t, client_send(owner, "POST", PRODUCTS, NULL, json,
	    strlen(json)), 201);
	client_header(owner, NULL);
	return t;
}

static void
want_count(const char *format, int serial)
{
	char	 query[200];

	snprintf(query, sizeof(query), format, serial);
	want_sql(query, "1");
}

static void
create_check(int serial, struct client *c)
{
	(void)c;
	want_count("SELECT count(*) FROM product_text t JOIN"
	    " product_variation v ON v.product_id = t.product_id AND v.sku ="
	    " 'NTH-' || substr(t.slug, 5, length(t.slug) - 6)"
	    " WHERE t.slug = 'nth-%d-x'", serial);
}

static struct tried
import_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 line[64], csv[200];

	(void)c;
	snprintf(line, sizeof(line), "Idempotency-Key: nthi-%d", serial);
	snprintf(csv, sizeof(csv), "slug,name,price,stock\n"
	    "nthi-%d-x,Importé %d,3.50,2\n", serial, serial);
	client_header(owner, line);
	once(&t, client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    strlen(csv)), 202);
	client_header(owner, NULL);
	return t;
}

/* Nobody has to wait for a pause, or for the lease of who gave up, to pass. */
static void
jobs_hurry(void)
{
	char	 path[160];
	int	 fd;

	snprintf(path, sizeof(path), "%s/db/souk.db.lock", shop_home());
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (flock(fd, LOCK_EX) == 0) {
		free(shop_sql("UPDATE job SET due_at = 1"
		    " WHERE state = 'waiting' AND attempts > 0"));
		free(shop_sql("UPDATE job SET lease_until = 1"
		    " WHERE state = 'running'"));
	}
	close(fd);
}

/* Taken on: it will be there, once; how soon is another test's matter. */
static void
import_check(int serial, struct client *c)
{
	char	 query[160], *found;
	int64_t	 end = now_ms() + IMPORT_MS, hurry = now_ms() + 300;
	bool	 there;

	(void)c;
	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug = 'nthi-%d-x'", serial);
	do {
		found = shop_sql(query);
		there = strcmp(found, "1") == 0;
		free(found);
		if (!there && now_ms() > hurry) {
			jobs_hurry();
			hurry = now_ms() + 300;
		}
		if (!there)
			pause_ms(20);
	} while (!there && now_ms() < end);
	want_sql(query, "1");
}

static const struct scenario {
	const char	*name, *program;
	struct tried	(*try)(int serial, struct client *);
	void		(*check)(int serial, struct client *);
	/* So many calls fail one after the other, of the rest so many. */
	long		 dense, sparse;
} scenarios[] = {
	{ "login", "souk-web", login_try, login_check, 300, 100 },
	{ "create", "souk-web", create_try, create_check, 300, 100 },
	{ "import", "souk-web", import_try, import_check, 300, 100 },
	/* The job runner pauses after a failure. */
	{ "import, job", "souk-jobs", import_try, import_check, 10, 20 },
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
	    t.status == 503, "%s, %s %ld: %d %s", s->name, calls[call].name,
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

static void
run_all(bool persistent)
{
	static int	 serial;

	limits_raise();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":1000,"
	    "\"accountFailures\":10000}}"), 200);
	snprintf(category, sizeof(category), "%s",
	    category_new(owner, "Nièmes", NULL));
	for (size_t s = 0; s < COUNT(scenarios); s++)
		for (size_t call = 0; call < COUNT(calls); call++)
			/* Interrupted for ever, OpenSSL asks for ever. */
			if (!persistent || calls[call].call != FAULT_RANDOM)
				one_call(&scenarios[s], call, &serial,
				    persistent);
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
