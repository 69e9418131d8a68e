/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BROWSER_BUYER_H
#define SOUK_TESTS_BROWSER_BUYER_H

#include <stdlib.h>

#include "tests/browser/visit.h"
#include "tests/http/mailbox.h"
#include "tests/http/stripe.h"

/*
 * Somebody who buys, in a shop that sells one good (9 of each size) to France:
 * buyer_start() is a setup, visit_stop() its end.  A shop_home_made of one's own
 * begins with buyer_home().
 */
#define READY	"document.documentElement.dataset.ready === 'buy'"
#define ADDRESS	"shippingAddress."

static inline const char *
made(struct client *c, const char *path, const char *json)
{
	static char	 ids[4][64];
	static int	 turn;
	char		*id = ids[turn++ % 4];
	struct answer	*a = client_json(c, "POST", path, "%s", json);

	want(a, 201);
	snprintf(id, sizeof(ids[0]), "%s", answer_at(a, "data.id"));
	return id;
}

static inline void
goods_make(struct client *c)
{
	char		 json[900];
	const char	*category, *zone;

	category = made(c, "/api/admin/categories", "{\"name\":\"Thé\"}");
	snprintf(json, sizeof(json), "{\"name\":\"Théière de Fès\","
	    "\"description\":\"Laiton martelé à la main.\",\"categoryId\":"
	    "\"%s\",\"status\":\"ACTIVE\",\"basePrice\":\"23.90\",\"images\":"
	    "[{\"url\":\"/assets/icon.svg\"}],\"variations\":[{\"name\":"
	    "\"Taille\",\"value\":\"Petite\",\"stock\":9},{\"name\":\"Taille\","
	    "\"value\":\"Grande\",\"stock\":9,\"price\":\"35.50\"}]}",
	    category);
	made(c, "/api/admin/products", json);
	zone = made(c, "/api/admin/zones", "{\"name\":\"France\",\"areas\":"
	    "[{\"country\":\"FR\"}],\"rates\":[{\"taxClass\":\"standard\","
	    "\"name\":\"TVA\",\"rate\":200000}]}");
	snprintf(json, sizeof(json), "{\"kind\":\"carrier\",\"zoneId\":\"%s\","
	    "\"name\":\"Colissimo\",\"daysMin\":2,\"daysMax\":4,\"rates\":["
	    "{\"currency\":\"EUR\",\"amount\":\"4.90\"}]}", zone);
	made(c, "/api/admin/shipping-methods", json);
	made(c, "/api/admin/promotions", "{\"name\":\"Bienvenue\",\"code\":"
	    "\"BIENVENUE\",\"kind\":\"percent\",\"rate\":100000}");
}

static inline void
buyer_home(const char *home)
{
	mailbox_start(home);
	stripe_start(home);
}

static inline void
buyer_start(void)
{
	struct client	*c;

	if (shop_home_made == NULL)
		shop_home_made = buyer_home;
	visit_start();
	stripe_hooks("now");
	c = client_login("owner");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"orders\":{\"cartReminderHours\":24},"
	    "\"payments\":{\"transfer\":true}}"), 200);
	goods_make(c);
	client_free(c);
}

/* ---- helpers -------------------------------------------------------------- */

static inline void
buying(const char *path)
{
	browser_visit(b, path);
	browser_wait(b, READY);
}

/* The page anew, not the one that is there. */
static inline void
reload(void)
{
	browser_script(b, "document.documentElement.dataset.ready = '';"
	    " location.reload()");
	browser_wait(b, READY);
}

static inline void
type_named(const char *name, const char *text)
{
	char	 selector[80];

	snprintf(selector, sizeof(selector), "[name=\"%s\"]", name);
	browser_type(b, selector, text);
}

static inline bool
is_refused(const char *name)
{
	char	 selector[96];

	snprintf(selector, sizeof(selector), "[name=\"%s\"][aria-invalid]",
	    name);
	return browser_has(b, selector);
}

static inline void
puts_in(int pieces)
{
	char	 text[12];

	browser_visit(b, "/produit/theiere-de-fes");
	browser_click(b, ".choice:nth-of-type(2) input");
	snprintf(text, sizeof(text), "%d", pieces);
	browser_type(b, "#add [name=quantity]", text);
	browser_click(b, "#add button");
	browser_wait(b, "document.querySelector('#add output').textContent"
	    " !== ''");
}

static inline void
in_language(const char *tag)
{
	browser_script(b, "location.assign('/locale/%s?to=' +"
	    " encodeURIComponent(location.pathname))", tag);
	browser_wait(b, READY " && document.documentElement.lang === '%s'",
	    tag);
}

/* The page in two languages and widths, whole, for people to look at. */
static inline void
pictures(const char *name)
{
	static const char *const	 tags[] = { "ar", "fr" };
	char				 shot[64];

	for (size_t i = 0; i < 2; i++) {
		in_language(tags[i]);
		snprintf(shot, sizeof(shot), "%s-%s", name, tags[i]);
		browser_size(b, 1280, 1500);
		browser_picture(b, shot);
		want_no_sideways();
		browser_size(b, 390, 2400);
		snprintf(shot, sizeof(shot), "%s-%s-phone", name, tags[i]);
		browser_picture(b, shot);
		want_no_sideways();
		want_named();
		browser_size(b, 1280, 900);
	}
}

#endif
