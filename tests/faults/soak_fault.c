/* SPDX-License-Identifier: ISC */
/*
 * F-09: for COUNT seconds (3,600) fifty requests a second of every kind, and
 * every tenth of that time a reload.  Nobody gets a 5xx; no process grows, in
 * memory or descriptors; answers do not get slower.
 *
 * Guards: arena_reset() after each request (fcgi/programs/worker.c), and what
 * closes what was opened; leave one out and the last tenth holds more.
 */
#include "tests/http/small_picture.h"
#include "tests/faults/soak_watch.h"

#define RATE		50	/* requests a second */
#define THREADS		8
#define PIECES		40	/* products that are read and edited */
#define GROWN		5	/* percent, at most */
#define SLOWER		110	/* 10 more at most, or */
#define SLOWER_US	1000	/* what others on this machine may do to it */
#define LOOKS		5	/* at each time */
#define FILES_MORE	200	/* hundredths of a descriptor */
#define SLOTS		60	/* of the run, for latencies */
#define PER_SLOT	10000	/* kept */

enum sort { READ, WRITE, SIGN_IN, PICTURE, SORT__MAX };
static const char *const sorts[SORT__MAX] = { "reads", "writes", "sign-ins",
	"pictures" };

static struct piece { char id[64], sku[32]; } pieces[PIECES];

struct times { int us[PER_SLOT]; atomic_int count; };
static struct times	 times[SORT__MAX][SLOTS];

static struct {
	atomic_long	 next;		/* request */
	long		 all;
	int64_t		 began;
	atomic_int	 failed[6];	/* no answer, …, 5xx */
	char		 why[300];
} soak;

/* ---- requests ------------------------------------------------------------------- */

static struct answer *
read_one(struct client *c, long n)
{
	char	 path[120];

	switch (n % 6) {
	case 0:
		return client_get(c, n % 4 == 0 ? "/" : "/?locale=en");
	case 1:
		snprintf(path, sizeof(path), "/produit/endurance-%ld-x",
		    n / 6 % PIECES);
		return client_get(c, path);
	case 2:
		snprintf(path, sizeof(path), PUBLIC "?limit=20&page=%ld",
		    1 + n / 6 % 2);
		return client_get(c, path);
	case 3:
		snprintf(path, sizeof(path), PUBLIC "/search?q=endurance+%ld",
		    n / 6 % 50);
		return client_get(c, path);
	case 4:
		snprintf(path, sizeof(path), "/recherche?q=endurance+%ld",
		    n / 6 % 50);
		return client_get(c, path);
	}
	snprintf(path, sizeof(path), PUBLIC "/endurance-%ld-x",
	    n / 6 % PIECES);
	return client_get(c, path);
}

static struct answer *
write_one(struct client *c, long n)
{
	const struct piece	*p = &pieces[n % PIECES];

	if (n % 3 == 0)
		return client_json(c, "POST", "/api/admin/stock/movements",
		    "{\"sku\":\"%s\",\"change\":%d,\"reason\":\"%s\"}",
		    p->sku, n % 2 == 0 ? 1 : -1, n % 2 == 0 ? "received" :
		    "damaged");
	return client_json(c, "PATCH", path_of(PRODUCTS, p->id, ""),
	    "{\"seoTitle\":\"Tour %ld\",\"basePrice\":%ld.50}", n,
	    1 + n % 80);
}

static struct answer *
sign_in(void)
{
	static _Thread_local struct answer	 last;
	struct client				*c = client_new();

	last.status = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"reader\",\"password\":\"%s\"}", shop_password)
	    ->status;
	client_free(c);
	last.body = (char[]){ "" };
	return &last;
}

/* Of a hundred: 70 reads, 28 writes, a sign-in, a picture. */
static enum sort
sort_of(long n)
{
	return n % 100 == 50 ? SIGN_IN : n % 100 == 99 ? PICTURE :
	    n % 10 < 7 ? READ : WRITE;
}

static struct answer *
request(struct client *visitor, struct client *staff, long n, enum sort sort)
{
	char	 name[40];

	snprintf(name, sizeof(name), "endurance-%ld", n);
	return sort == READ ? read_one(visitor, n) : sort == WRITE ?
	    write_one(staff, n) : sort == SIGN_IN ? sign_in() :
	    small_picture_send(staff, name, (int)n);
}

static void
request_note(long n, enum sort sort, const struct answer *a, int64_t us)
{
	struct times	*t = &times[sort][n * SLOTS / soak.all];
	int		 at;

	if (a->status / 100 != 2) {
		atomic_fetch_add(&soak.failed[a->status / 100 % 6], 1);
		snprintf(soak.why, sizeof(soak.why), "%s %ld: %d %.200s",
		    sorts[sort], n, a->status, a->body == NULL ? "" :
		    a->body);
		return;
	}
	at = atomic_fetch_add(&t->count, 1);
	if (at < PER_SLOT)
		t->us[at] = (int)us;
}

static int64_t
now_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Each request has its moment, whoever is free then. */
static void *
thread_run(void *staff)
{
	struct client	*visitor = client_new();
	struct answer	*a;
	int64_t		 due, began;
	long		 n;

	while ((n = atomic_fetch_add(&soak.next, 1)) < soak.all) {
		due = soak.began + n * 1000000 / RATE;
		while ((began = now_us()) < due)
			pause_ms((int)((due - began) / 1000) + 1);
		a = request(visitor, staff, n, sort_of(n));
		request_note(n, sort_of(n), a, now_us() - began);
	}
	client_free(visitor);
	return NULL;
}

/* ---- the run ---------------------------------------------------------------------- */

static void
pieces_make(void)
{
	const char	*category = category_new(owner, "Endurance", NULL);
	struct piece	*p;
	char		 more[200];

	for (int i = 0; i < PIECES; i++) {
		p = &pieces[i];
		snprintf(p->sku, sizeof(p->sku), "ENDURE-%d", i);
		snprintf(more, sizeof(more), ",\"basePrice\":5,\"slug\":"
		    "\"endurance-%d-x\",\"variations\":[{\"sku\":\"%s\","
		    "\"stock\":10000}]" ACTIVE, i, p->sku);
		snprintf(p->id, sizeof(p->id), "%s", product_new(
		    "Endurance", category, more));
	}
}

/* Looks in the middle of each tenth and at its end; then the reload. */
static void
watch(int seconds)
{
	const int64_t	 tenth_us = (int64_t)seconds * 1000000 / TENTHS;

	for (int i = 0; i < TENTHS; i++) {
		for (int k = 0; k < 2 * LOOKS; k++) {
			const int64_t	 at = soak.began + i * tenth_us +
					    tenth_us * ((k < LOOKS ? 45 :
					    70) + 3 * k) / 100;

			while (now_us() < at)
				pause_ms(50);
			shop_look(i, k >= LOOKS);
		}
		if (i < TENTHS - 1)
			kill(shop_supervisor(), SIGHUP);
	}
}

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static int
p99(enum sort sort, int slot)
{
	struct times	*t = &times[sort][slot];
	int		 n = atomic_load(&t->count);

	n = n < PER_SLOT ? n : PER_SLOT;
	qsort(t->us, (size_t)n, sizeof(t->us[0]), by_value);
	return n == 0 ? 0 : t->us[n - 1 - n / 100];
}

/*
 * Of three tenths the slots that went well, a quarter of them: whoever else
 * works on this machine only ever makes it slower.
 */
static int
p99_of(enum sort sort, int from_tenth)
{
	int	 all[3 * SLOTS / TENTHS];

	for (int i = 0; i < (int)COUNT(all); i++)
		all[i] = p99(sort, from_tenth * SLOTS / TENTHS + i);
	qsort(all, COUNT(all), sizeof(all[0]), by_value);
	return all[COUNT(all) / 4];
}

/* The first tenth is for warming up. */
static int
times_judge(void)
{
	int	 bad = 0;

	for (int s = 0; s < SORT__MAX; s++) {
		int	 first = p99_of((enum sort)s, 1),
			 last = p99_of((enum sort)s, TENTHS - 3);
		bool	 slower = last > first * SLOWER / 100 &&
			    last - first > SLOWER_US;

		fault_say("F-09", "%s: p99 %.1f ms in the second to fourth"
		    " tenth, %.1f ms in the last three%s", sorts[s],
		    first / 1000.0, last / 1000.0, slower ? ": SLOWER" : "");
		/* A hundredth of so few is one of them. */
		bad += slower && s <= WRITE;
	}
	return bad;
}

/* Since the last reload, in hundredths of a percent or of a descriptor: of
 * nine tenths the one in the middle. */
static int
growth_within(const struct role *r, bool files)
{
	int	 all[TENTHS - 1];

	for (int i = 1; i < TENTHS; i++) {
		const struct held	*a = &r->in[i][0], *b = &r->in[i][1];

		all[i - 1] = files ? (int)(b->files - a->files) :
		    a->kib == 0 ? 0 : (int)((b->kib - a->kib) * 10000 /
		    a->kib);
	}
	qsort(all, COUNT(all), sizeof(all[0]), by_value);
	return all[COUNT(all) / 2];
}

/* Of three tenths the one in the middle: not each has the same jobs. */
static struct held
about(const struct role *r, int from_tenth)
{
	int	 kib[3], files[3];

	for (int i = 0; i < 3; i++) {
		kib[i] = (int)r->in[from_tenth + i][1].kib;
		files[i] = (int)r->in[from_tenth + i][1].files;
	}
	qsort(kib, 3, sizeof(kib[0]), by_value);
	qsort(files, 3, sizeof(files[0]), by_value);
	return (struct held){ .kib = kib[1], .files = files[1] };
}

static bool
role_judge(const struct role *r)
{
	const struct held	 early = about(r, 1), late = about(r, TENTHS -
				    3), *a = &early, *b = &late;
	const double		 later = 100.0 * (double)(b->kib - a->kib) /
				    (double)a->kib;
	const int		 within = growth_within(r, false),
				 more = growth_within(r, true);
	const bool		 grown = later > GROWN || within > GROWN *
				    100 || (strncmp(r->name, "nginx", 5) != 0
				    && (b->files - a->files > FILES_MORE ||
				    more > FILES_MORE));

	fault_say("F-09", "%-20s %6ld KiB at first, %6ld at the end"
	    " (%+.1f %%), between two reloads %+.1f %%; descriptors %.1f,"
	    " %.1f, %+.1f%s", r->name, a->kib / 100, b->kib / 100, later,
	    within / 100.0, (double)a->files / 100.0, (double)b->files /
	    100.0, more / 100.0, grown ? ": GROWN" : "");
	return grown;
}

static int
roles_judge(void)
{
	int	 bad = 0;

	for (int i = 0; i < role_count; i++)
		/* Else it does not stay. */
		if (roles[i].in[1][1].looks == LOOKS &&
		    roles[i].in[TENTHS - 1][1].looks == LOOKS)
			bad += role_judge(&roles[i]);
	return bad;
}

START_TEST(f_09_for_long_nothing_fails_grows_or_slows)
{
	const int	 seconds = fault_count(3600);
	pthread_t	 threads[THREADS];
	struct client	*staff[THREADS];
	int		 bad;

	limits_raise();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":1000,"
	    "\"accountFailures\":10000}}"), 200);
	pieces_make();
	soak.all = (long)seconds * RATE;
	for (int i = 0; i < THREADS; i++)
		staff[i] = client_login("owner");
	soak.began = now_us();
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, thread_run,
		    staff[i]), 0);
	watch(seconds);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		client_free(staff[i]);
	}
	fault_say("F-09", "%d s, %d requests a second, %d reloads: %ld"
	    " requests, %d × 5xx, %d × 4xx, %d without an answer%s%s",
	    seconds, RATE, TENTHS - 1, soak.all, soak.failed[5],
	    soak.failed[4], soak.failed[0], soak.why[0] == '\0' ? "" : "; ", soak.why);
	bad = roles_judge() + times_judge();
	want_sound();
	ck_assert_int_eq(soak.failed[5] + soak.failed[0] + soak.failed[4] +
	    soak.failed[3], 0);
	ck_assert_int_eq(bad, 0);
}
END_TEST

SUITE_MAIN("soak", f_09_for_long_nothing_fails_grows_or_slows)
