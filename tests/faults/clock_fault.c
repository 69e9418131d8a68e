/* SPDX-License-Identifier: ISC */
/*
 * F-07: the wall clock of a running shop is set: an hour or a year on, an hour
 * or a day back, through the nights on which summer time begins and ends, and
 * past what 32 bits hold.  Nothing that ends by the clock lives longer for it,
 * and nobody waits for a time that will not come.
 *
 * Guards: the two `:latest` of lib/accounts/session.c and iat of token.c,
 * `:until` of attempt.c, the monotonic clock of fcgi/http/rate.c,
 * queue_clock_set() of lib/queue and who calls it.
 */
#include <time.h>

#include "tests/faults/steered.h"

#define SECOND		INT64_C(1000)
#define MINUTE		(60 * SECOND)
#define HOUR		(60 * MINUTE)
#define DAY		(24 * HOUR)
#define YEAR		(365 * DAY)
#define LOOK_MS		250	/* souk-jobs looks at the clock */
#define LISTS		"/api/admin/price-lists"

static int64_t
true_now(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * SECOND + t.tv_nsec / 1000000;
}

/* The shop's clock, so much ahead of the true one. */
static void
clock_shift(int64_t ms)
{
	atomic_store(&fault->clock_ms, (long)ms);
}

static int64_t
shop_now(void)
{
	return true_now() + atomic_load(&fault->clock_ms);
}

/* What a shift must be for the clock to show this (UTC). */
static int64_t
shift_to(const char *when)
{
	struct tm	 tm = { 0 };

	ck_assert_ptr_nonnull(strptime(when, "%Y-%m-%dT%H:%M:%S", &tm));
	return timegm(&tm) * SECOND - true_now();
}

static const char *
rfc3339(int64_t ms)
{
	static char	 text[4][32];
	static int	 turn;
	time_t		 seconds = (time_t)(ms / SECOND);
	struct tm	 tm;
	char		*p = text[turn++ % 4];

	gmtime_r(&seconds, &tm);
	strftime(p, sizeof(text[0]), "%Y-%m-%dT%H:%M:%S.000Z", &tm);
	return p;
}

/* The times at which something may go wrong by itself. */
static const struct night { const char *name, *at; } nights[] = {
	{ "summer time begins", "2027-03-28T00:59:58" },
	{ "summer time ends", "2027-10-31T00:59:58" },
	{ "32 bits end", "2038-01-19T03:14:05" },
};

/* Sessions of before were swept away where their time was past. */
static void
prepare(void)
{
	clock_shift(0);
	owner = NULL;
	limits_raise();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":1000,"
	    "\"accountFailures\":10000}}"), 200);
}

/* ---- sessions and tokens ------------------------------------------------------- */

/* Made at one shift, used at another: who is let in? */
struct life {
	int64_t	 made, used;
	bool	 remember, session, access;
};

static const struct life lives[] = {
	{ 0, 0, false, true, true },
	{ 0, 14 * MINUTE, false, true, true },
	{ 0, 15 * MINUTE, false, true, false },
	{ 0, HOUR, false, true, false },
	{ 0, DAY - MINUTE, false, true, false },
	{ 0, DAY, false, false, false },
	{ 0, YEAR, false, false, false },
	{ 0, -HOUR, false, false, false },
	{ 0, -DAY, false, false, false },
	{ HOUR, 0, false, false, false },
	{ -HOUR, 0, false, true, false },
	{ -DAY, 0, false, false, false },
	{ YEAR, 0, false, false, false },
	{ YEAR, YEAR + 14 * MINUTE, false, true, true },
	{ 0, 30 * DAY - MINUTE, true, true, false },
	{ 0, 30 * DAY, true, false, false },
	{ YEAR, 0, true, false, false },
	{ 0, -DAY, true, false, false },
};

struct visitor { struct client *cookie, *bearer; };

static struct visitor
visitor_new(bool remember)
{
	struct visitor	 v = { client_new(), client_bearer("reader") };

	want(client_json(v.cookie, "POST", "/api/auth/login", "{\"username\":"
	    "\"reader\",\"password\":\"%s\",\"rememberMe\":%s}",
	    shop_password, remember ? "true" : "false"), 200);
	return v;
}

static void
visitor_free(struct visitor v)
{
	client_free(v.cookie);
	client_free(v.bearer);
}

static void
want_life(const struct life *l)
{
	struct visitor	 v;
	struct answer	*a;

	clock_shift(l->made);
	v = visitor_new(l->remember);
	clock_shift(l->used);
	a = client_get(v.cookie, PRODUCTS "?limit=1");
	ck_assert_msg(a->status == (l->session ? 200 : 401), "session of %lld"
	    " s at %lld s: %d", (long long)(l->made / SECOND),
	    (long long)(l->used / SECOND), a->status);
	a = client_get(v.bearer, PRODUCTS "?limit=1");
	ck_assert_msg(a->status == (l->access ? 200 : 401), "token of %lld s"
	    " at %lld s: %d", (long long)(l->made / SECOND),
	    (long long)(l->used / SECOND), a->status);
	visitor_free(v);
}

/* Its refresh token is worth no more than the session. */
static void
want_refresh(const struct life *l)
{
	struct client	*c;
	struct answer	*a;

	if (l->remember)
		return;
	clock_shift(l->made);
	c = client_login("reader");
	clock_shift(l->used);
	a = client_send(c, "POST", "/api/auth/refresh", NULL, NULL, 0);
	ck_assert_msg(l->session ? a->status == 200 : a->status == 401 ||
	    a->status == 403, "refresh of %lld s at %lld s: %d",
	    (long long)(l->made / SECOND), (long long)(l->used / SECOND),
	    a->status);
	client_free(c);
}

START_TEST(f_07_no_session_lives_longer_than_it_may)
{
	struct life	 l = { .session = true, .access = true };

	prepare();
	for (size_t i = 0; i < COUNT(lives); i++) {
		want_life(&lives[i]);
		want_refresh(&lives[i]);
	}
	for (size_t i = 0; i < COUNT(nights); i++) {
		l.made = shift_to(nights[i].at);
		l.used = l.made + 5 * SECOND;
		want_life(&l);
		want_refresh(&l);
	}
	clock_shift(0);
	fault_say("F-07", "%zu sessions, access and refresh tokens made and"
	    " used on both sides of a step of the clock: none outlived its"
	    " time", COUNT(lives) + COUNT(nights));
}
END_TEST

/* ---- whoever asks -------------------------------------------------------------- */

/* An address that has asked, or guessed, before is not shut out. */
START_TEST(f_07_no_limit_shuts_anybody_out)
{
	static const int64_t	 steps[] = { YEAR, 0, -DAY, -HOUR, 0 };
	struct client		*c;
	struct answer		*a;

	prepare();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":2},\"limits\":"
	    "{\"suggest\":20}}"), 200);
	for (size_t i = 0; i < COUNT(steps); i++) {
		clock_shift(steps[i]);
		want(client_get(anyone, PUBLIC "/suggest?q=th"), 200);
	}
	clock_shift(YEAR);
	c = client_new();
	while ((a = client_json(c, "POST", "/api/auth/login", "{\"username\":"
	    "\"reader\",\"password\":\"x\"}"))->status == 401)
		continue;
	want(a, 429);
	clock_shift(0);
	a = client_json(c, "POST", "/api/auth/login", "{\"username\":"
	    "\"reader\",\"password\":\"%s\"}", shop_password);
	want(a, 200);
	client_free(c);
	fault_say("F-07", "a year on and back, a day back and on: no limit"
	    " shut anybody out");
}
END_TEST

/* ---- the whole shop -------------------------------------------------------------- */

static char	 category[64];
static int	 serial, answers;

static struct answer *
no_5xx(struct answer *a, const char *what)
{
	answers++;
	ck_assert_msg(a->status > 0 && a->status < 500, "%s: %d %.300s", what,
	    a->status, a->body);
	return a;
}

static void
want_product(struct client *c)
{
	struct answer	*a;
	const char	*id;
	char		 slug[48], path[96];

	snprintf(slug, sizeof(slug), "heure-%d-x", ++serial);
	a = client_json(c, "POST", PRODUCTS, "{\"name\":\"Heure\",\"slug\":"
	    "\"%s\",\"basePrice\":5,\"description\":\"" TEXT "\","
	    "\"categoryId\":\"%s\"" ACTIVE "}", slug, category);
	want(no_5xx(a, "create"), 201);
	id = id_kept(a);
	want(client_json(c, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"basePrice\":6}"), 200);
	a = client_get(c, path_of(PRODUCTS, id, ""));
	want(no_5xx(a, "read"), 200);
	ck_assert_msg(strncmp(answer_at(a, "data.createdAt"),
	    rfc3339(shop_now()), strlen("2026-11-21T1")) == 0 ||
	    strncmp(answer_at(a, "data.createdAt"), rfc3339(shop_now() -
	    MINUTE), strlen("2026-11-21T1")) == 0, "%s at %s",
	    answer_at(a, "data.createdAt"), rfc3339(shop_now()));
	snprintf(path, sizeof(path), "/produit/%s", slug);
	want(no_5xx(client_get(anyone, path), path), 200);
	want(no_5xx(client_get(anyone, PUBLIC "/search?q=heure"), "search"),
	    200);
}

/* A job is done within seconds, one made before the step too. */
static void
import_put(struct client *c, int n)
{
	char	 csv[120];

	snprintf(csv, sizeof(csv), "slug,name,price,stock\n"
	    "tard-%d-x,Tard,3.50,2\n", n);
	want(no_5xx(client_send(c, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    strlen(csv)), "import"), 202);
}

static void
want_soon(const char *query, const char *value)
{
	int64_t	 end = now_ms() + SOON_MS;
	char	*found;

	while (strcmp(found = shop_sql(query), value) != 0 &&
	    now_ms() < end) {
		free(found);
		pause_ms(50);
	}
	ck_assert_msg(strcmp(found, value) == 0, "%s: %s, not %s", query,
	    found, value);
	free(found);
}

static void
want_jobs(int n)
{
	char	 query[200];

	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug = 'tard-%d-x'", n);
	want_soon(query, "1");
	snprintf(query, sizeof(query), "SELECT count(*) FROM schedule WHERE"
	    " last_at > %lld", (long long)shop_now() + MINUTE);
	want_soon(query, "0");
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE state"
	    " = 'running' OR due_at > %lld", (long long)shop_now() + HOUR);
	want_soon(query, "0");
}

/* From one shift to the next, and all that a shop does. */
static void
shop_lives(int64_t from, int64_t to)
{
	struct client	*c;

	clock_shift(from);
	c = client_login("owner");
	import_put(c, ++serial);
	client_free(c);
	clock_shift(to);
	want_jobs(serial);
	c = client_login("owner");
	import_put(c, ++serial);
	want_jobs(serial);
	want_product(c);
	no_5xx(client_get(anyone, "/"), "/");
	no_5xx(client_get(c, "/admin"), "/admin");
	client_free(c);
}

START_TEST(f_07_the_shop_goes_on)
{
	static const int64_t	 steps[] = { 0, HOUR, 0, -HOUR, -DAY, YEAR, 0 };
	int64_t			 at;

	prepare();
	snprintf(category, sizeof(category), "%s",
	    category_new(owner, "Heures", NULL));
	for (size_t i = 1; i < COUNT(steps); i++)
		shop_lives(steps[i - 1], steps[i]);
	for (size_t i = 0; i < COUNT(nights); i++) {
		at = shift_to(nights[i].at);
		shop_lives(at, at);
		for (int64_t end = now_ms() + 4000; now_ms() < end; )
			no_5xx(client_get(anyone, PUBLIC "?limit=2"), "list");
		shop_lives(at, 0);
	}
	want_sound();
	fault_say("F-07", "%zu steps of the clock and %zu nights: %d answers,"
	    " none 5xx; every job done in time", COUNT(steps) - 1 +
	    COUNT(nights), COUNT(nights), answers);
}
END_TEST

/* ---- what is asked again ------------------------------------------------------- */

/* Made the first time, told again afterwards. */
static void
product_again(const char *slug)
{
	struct client	*c = client_login("owner");
	char		 line[64];

	snprintf(line, sizeof(line), "Idempotency-Key: %s", slug);
	client_header(c, line);
	want(client_json(c, "POST", PRODUCTS, "{\"name\":\"Encore\",\"slug\":"
	    "\"%s\",\"description\":\"" TEXT "\",\"categoryId\":\"%s\"}",
	    slug, category), 201);
	client_free(c);
}

START_TEST(f_07_a_key_has_one_effect_at_any_time)
{
	static const int64_t	 steps[] = { HOUR, -HOUR, 0, -DAY, 0 };

	prepare();
	if (category[0] == '\0')
		snprintf(category, sizeof(category), "%s",
		    category_new(owner, "Heures", NULL));
	for (int k = 0; k < 2; k++) {
		const char	*slug = k == 0 ? "encore-a-x" : "encore-b-x";
		char		 query[120];

		clock_shift(k == 0 ? 0 : YEAR);
		product_again(slug);
		for (size_t i = 0; i < COUNT(steps); i++) {
			clock_shift(steps[i]);
			product_again(slug);
		}
		snprintf(query, sizeof(query), "SELECT count(*) FROM"
		    " product_text WHERE slug LIKE '%s%%'", slug);
		want_sql(query, "1");
	}
	clock_shift(0);
	fault_say("F-07", "keys used again an hour, a day and a year before"
	    " and after: one effect each");
}
END_TEST

/* ---- prices with dates ----------------------------------------------------------- */

static void
want_price(const char *price)
{
	int64_t		 end = now_ms() + SOON_MS;
	struct answer	*a, *list;
	const char	*one, *of_list = "?";

	do {
		a = client_get(anyone, PUBLIC "/solde-x");
		want(a, 200);
		one = answer_at(a, "data.priceFrom");
		if (strcmp(one, price) != 0)
			continue;
		list = client_get(anyone, PUBLIC "/search?q=solde");
		want(list, 200);
		of_list = answer_at(list, "data.0.priceFrom");
		if (of_list != NULL && strcmp(of_list, price) == 0)
			break;
	} while (pause_ms(50), now_ms() < end);
	ck_assert_msg(now_ms() < end, "at %s it is %s, and %s in a list, not"
	    " %s", rfc3339(shop_now()), one, of_list, price);
	want_soon("SELECT price_from FROM product p JOIN product_text t ON"
	    " t.product_id = p.id WHERE t.slug = 'solde-x'",
	    strcmp(price, "8.00") == 0 ? "800" : "1000");
}

START_TEST(f_07_prices_follow_the_clock)
{
	static const struct { int64_t at; const char *price; } moments[] = {
		{ 0, "10.00" }, { HOUR, "8.00" }, { 3 * HOUR, "10.00" },
		{ HOUR, "8.00" }, { 0, "10.00" }, { YEAR, "10.00" },
		{ HOUR, "8.00" }, { -DAY, "10.00" }, { HOUR, "8.00" },
		{ 0, "10.00" },
	};
	struct answer	*a;
	const char	*list;

	prepare();
	product_new("Solde", category_new(owner, "Soldes", NULL), ",\"slug\":"
	    "\"solde-x\",\"basePrice\":10,\"variations\":[{\"sku\":"
	    "\"SOLDE\",\"stock\":9}]" ACTIVE);
	a = client_json(owner, "POST", LISTS, "{\"name\":\"Soldes\","
	    "\"currency\":\"EUR\",\"startsAt\":\"%s\",\"endsAt\":\"%s\"}",
	    rfc3339(true_now() + 30 * MINUTE),
	    rfc3339(true_now() + 2 * HOUR));
	want(a, 201);
	list = id_kept(a);
	want(client_json(owner, "PUT", path_of(LISTS, list, "/prices"),
	    "{\"prices\":[{\"sku\":\"SOLDE\",\"amount\":8}]}"), 200);
	for (size_t i = 0; i < COUNT(moments); i++) {
		clock_shift(moments[i].at);
		want_price(moments[i].price);
		pause_ms(2 * LOOK_MS);	/* two steps in one look are none */
	}
	fault_say("F-07", "a price list with dates: in force at exactly its"
	    " time in %zu steps to and fro", COUNT(moments));
}
END_TEST

SUITE_MAIN("clock", f_07_no_session_lives_longer_than_it_may,
    f_07_no_limit_shuts_anybody_out, f_07_the_shop_goes_on,
    f_07_a_key_has_one_effect_at_any_time, f_07_prices_follow_the_clock)
