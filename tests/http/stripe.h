/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STRIPE_H
#define SOUK_TESTS_HTTP_STRIPE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/said.h"
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
static struct said	 stripe_said;

static inline void
stripe_end(void)
{
	server_end(&stripe);
	said_end(&stripe_said);
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

/* form NULL: GET.  path from its root, or a whole address. */
static inline int
stripe_call(const char *path, const char *form)
{
	char	url[2048];

	snprintf(url, sizeof(url), "%s%s", path[0] == '/' ? stripe_url : "",
	    path);
	return said_call(&stripe_said, url, STRIPE_KEY ":", form, NULL);
}

static inline void
stripe_parse(void)
{
	said_parse(&stripe_said);
}

/* A member of what it said, "said.0" or "orders.order_x.charged"; NULL. */
static inline const char *
stripe_at(const char *path)
{
	return said_at(&stripe_said, path);
}

/* POST /test/NAME, a form by a printf format; see above. */
#define stripe_ask(NAME, ...) \
	said_ask(&stripe_said, stripe_url, NAME, __VA_ARGS__)

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
