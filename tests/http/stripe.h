/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STRIPE_H
#define SOUK_TESTS_HTTP_STRIPE_H

#include <curl/curl.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "tests/http/server.h"
#include "tests/http/shop.h"

/*
 * Stripe (tests/servers/stripe.py) for one test program: its API, the page
 * where buyers pay, and its webhooks.  stripe_start() is a shop_home_made;
 * once the shop runs, stripe_hooks() says where events go and how.  What it
 * does wrong is told to server_says(&stripe, "…") in that file's words:
 *
 *	server_says(&stripe, "500 to=POST/v1/refunds times=2\n");
 *
 * stripe_ask() is POST /test/NAME of that file: what it answers stays until
 * the next is asked for, its members by stripe_at() as answer_at() has them.
 */
#define STRIPE_KEY	"sk_test_souk51Hk2"
#define STRIPE_SECRET	"whsec_soukTestsOnlyNotARealSecret1"
#define STRIPE_OLD	"whsec_soukTestsOldNotARealSecret"
#define STRIPE_HOOK	"/webhooks/stripe"

static struct server	 stripe;
static char		 stripe_url[64];
static struct {
	char		*text;
	size_t		 len, size;
	struct arena	*arena;
	struct json_in	*json;
	int		 status;
	char		 location[1024];
} stripe_said;

static inline void
stripe_end(void)
{
	server_end(&stripe);
	free(stripe_said.text);
	stripe_said.text = NULL;
	if (stripe_said.arena != NULL)
		arena_free(stripe_said.arena);
	stripe_said.arena = NULL;
}

static inline void
stripe_run(void)
{
	server_run(&stripe, "tests/servers/stripe.py");
	snprintf(stripe_url, sizeof(stripe_url), "http://127.0.0.1:%d",
	    stripe.port);
	atexit(stripe_end);
}

static inline void
stripe_start(const char *home)
{
	(void)home;
	stripe_run();
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_STRIPE_URL", stripe_url, 1);
	setenv("SOUK_STRIPE_KEY", STRIPE_KEY, 1);
	setenv("SOUK_STRIPE_PUBLIC_KEY", "pk_test_souk51Hk2", 1);
	setenv("SOUK_STRIPE_WEBHOOK_SECRETS", STRIPE_SECRET "," STRIPE_OLD,
	    1);
}

/* ---- asking it ----------------------------------------------------------- */

static inline size_t
stripe_take(const char *p, size_t one, size_t n, void *arg)
{
	(void)arg;
	n *= one;
	if (stripe_said.len + n + 1 > stripe_said.size) {
		stripe_said.size = (stripe_said.len + n + 1) * 2;
		stripe_said.text = realloc(stripe_said.text,
		    stripe_said.size);
		ck_assert_ptr_nonnull(stripe_said.text);
	}
	memcpy(stripe_said.text + stripe_said.len, p, n);
	stripe_said.text[stripe_said.len += n] = '\0';
	return n;
}

/* form NULL: GET.  path from its root, or a whole address. */
static inline int
stripe_call(const char *path, const char *form)
{
	CURL	*easy = curl_easy_init();
	char	 url[2048], *to = NULL;
	long	 status = 0;

	snprintf(url, sizeof(url), "%s%s", path[0] == '/' ? stripe_url : "",
	    path);
	stripe_said.len = 0;
	stripe_take("", 1, 0, NULL);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, 120L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, stripe_take);
	curl_easy_setopt(easy, CURLOPT_USERPWD, STRIPE_KEY ":");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "souk tests");
	if (form != NULL)
		curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, form);
	ck_assert_int_eq(curl_easy_perform(easy), CURLE_OK);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &to);
	snprintf(stripe_said.location, sizeof(stripe_said.location), "%s",
	    to != NULL ? to : "");
	curl_easy_cleanup(easy);
	return stripe_said.status = (int)status;
}

static inline void
stripe_parse(void)
{
	size_t		 at;
	const char	*name;

	if (stripe_said.arena != NULL)
		arena_free(stripe_said.arena);
	stripe_said.arena = arena_new(64 << 20);
	ck_assert_int_eq(json_parse_most(stripe_said.arena, stripe_said.text,
	    stripe_said.len, 1000000, &stripe_said.json, &at, &name),
	    JSON_OK);
}

/* A member of what it said, "said.0" or "orders.order_x.charged"; NULL. */
static inline const char *
stripe_at(const char *path)
{
	const struct json_in *m = stripe_said.json;
	char		 part[128];

	while (m != NULL && *path != '\0') {
		size_t	n = strcspn(path, ".");

		snprintf(part, sizeof(part), "%.*s", (int)n, path);
		if (m->type == JSON_ARRAY)
			m = strtoul(part, NULL, 10) < m->count ?
			    &m->items[strtoul(part, NULL, 10)] : NULL;
		else
			m = json_member(m, part);
		path += n + (path[n] == '.');
	}
	if (m == NULL || m->type == JSON_NULL)
		return NULL;
	if (m->type == JSON_BOOL)
		return m->boolean ? "true" : "false";
	return m->text;
}

/* POST /test/NAME, a form by a printf format; see above. */
#define stripe_ask(NAME, ...) do {					\
	char	*form_;							\
									\
	ck_assert_int_ge(asprintf(&form_, __VA_ARGS__), 0);		\
	stripe_do(NAME, form_);						\
	free(form_);							\
} while (0)

static inline void
stripe_do(const char *name, const char *form)
{
	char	path[64];

	snprintf(path, sizeof(path), "/test/%s", name);
	ck_assert_msg(stripe_call(path, form) == 200, "%s %s: %d %.300s",
	    name, form, stripe_said.status, stripe_said.text);
	stripe_parse();
}

/* ---- in short ------------------------------------------------------------ */

/* way: "now", "hold", "never", "shuffle", "twice", "many=50", "late=1". */
static inline void
stripe_hooks(const char *way)
{
	stripe_ask("hook", "url=%s%s&secrets=%s&way=%s", shop_url(),
	    STRIPE_HOOK, STRIPE_SECRET, way);
}

/* Somebody on the hosted page at url; where the browser goes then ("": it
 * stays, as when the card is declined). */
static inline const char *
stripe_pay(const char *url, const char *card)
{
	char	 form[96], page[1024];

	snprintf(page, sizeof(page), "%.*s", (int)strcspn(url, "#"), url);
	snprintf(form, sizeof(form), "card=%s", card);
	stripe_call(page, form);
	ck_assert_msg(stripe_said.status < 400, "%s: %s", url,
	    stripe_said.text);
	return stripe_said.location;
}

/* Until all that is to be told was taken by the shop. */
static inline void
stripe_wait(void)
{
	stripe_ask("wait", "seconds=60");
	ck_assert_str_eq(stripe_at("left"), "0");
}

/* Of its own books, "charged", "refunded", "charges" … of an order; of all
 * for NULL. */
static inline long
stripe_books(const char *order, const char *what)
{
	const char	*at;

	if (order != NULL)
		stripe_ask("books", "order=%s", order);
	else
		stripe_ask("books", "%s", "");
	at = stripe_at(what);
	return at != NULL ? strtol(at, NULL, 10) : 0;
}

#endif
