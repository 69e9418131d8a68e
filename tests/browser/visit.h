/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BROWSER_VISIT_H
#define SOUK_TESTS_BROWSER_VISIT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/browser/webdriver.h"
#include "tests/http/process.h"
#include "tests/http/shop.h"
#include "tests/suite.h"

/*
 * A program's one browser in its one shop, and what all of them do there.
 * Each is a test of the shop's pages, so each ends the test when it cannot be
 * done.
 */
static struct browser	*b;

static inline void
visit_start(void)
{
	shop_start();
	b = browser_start();
}

static inline void
visit_stop(void)
{
	browser_stop(b);
	shop_stop();
}

/* ---- signing in --------------------------------------------------------- */

static inline void
sign_in_form(const char *username, const char *password)
{
	browser_type(b, "[name=username]", username);
	browser_type(b, "[name=password]", password);
	browser_click(b, "#sign-in button");
}

/* Somebody whom shop_start() made, until the page that they wanted is there. */
static inline void
sign_in_to(const char *username, const char *page)
{
	char	 path[256];

	snprintf(path, sizeof(path), "/connexion?to=%s", page);
	browser_visit(b, path);
	sign_in_form(username, shop_password);
	browser_wait(b, "location.pathname === '%.*s' &&"
	    " document.readyState === 'complete'",
	    (int)strcspn(page, "?#"), page);
}

/* Whoever it is, or nobody. */
static inline void
sign_out(void)
{
	browser_visit(b, "/admin");
	browser_wait(b, "document.readyState === 'complete'");
	if (!browser_has(b, "#sign-out"))
		return;
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
}

/* Somebody in a language, whoever was signed in before. */
static inline void
sign_in_anew(const char *username, const char *language, const char *page)
{
	char	 path[256];

	sign_out();
	snprintf(path, sizeof(path), "/locale/%s?to=/connexion", language);
	browser_visit(b, path);
	sign_in_to(username, page);
}

/* A page of the office, until its script is there. */
#define OFFICE_READY	"document.documentElement.dataset.ready === 'admin'"

static inline void
visit_office(const char *path)
{
	browser_visit(b, path);
	browser_wait(b, OFFICE_READY);
}

/* ---- what is true of every page ----------------------------------------- */

static inline void
want_no_errors(void)
{
	const char	*errors = browser_errors(b);

	ck_assert_msg(*errors == '\0', "%.1000s", errors);
}

static inline void
want_no_sideways(void)
{
	ck_assert_msg(strcmp(browser_script(b, "return document."
	    "documentElement.scrollWidth <= document.documentElement."
	    "clientWidth"), "true") == 0, "wider than the screen: %s",
	    browser_script(b, "return [...document.querySelectorAll('*')]"
	    ".filter(e => e.getBoundingClientRect().right > innerWidth)"
	    ".map(e => e.tagName + '.' + e.className).slice(0, 5).join(' ')"));
}

/* For who hears the page or goes by keys: each thing to fill in or press has a
 * name, each picture says what it is or that it says nothing, and what names
 * another part by its id finds that one part. */
static inline void
want_named(void)
{
	const char	*found = browser_script(b,
	    "const all = selector => [...document.querySelectorAll(selector)];"
	    "const said = e => [...e.labels ?? []].map(l => l.textContent)"
	    ".concat(e.ariaLabel ?? '', e.matches('button, a') ?"
	    " e.textContent : '', [...e.querySelectorAll('img')].map("
	    "i => i.alt)).join('').trim();"
	    "const refers = e => ['aria-describedby', 'aria-controls',"
	    " 'aria-labelledby', 'for'].flatMap(name =>"
	    " (e.getAttribute(name) ?? '').split(' ')).filter(Boolean);"
	    "const ids = all('[id]').map(e => e.id);"
	    "return [...all('input:not([type=hidden]), select, textarea,"
	    " button, a[href]').filter(e => !said(e)),"
	    " ...all('img:not([alt])'),"
	    " ...all('[id]').filter(e => ids.indexOf(e.id) !=="
	    " ids.lastIndexOf(e.id)),"
	    " ...all('*').filter(e => refers(e).some(id =>"
	    " !ids.includes(id)))].map(e => e.outerHTML.slice(0, 200))"
	    ".join(' ')");

	ck_assert_msg(*found == '\0', "at %s without a name of its own: %s",
	    browser_script(b, "return location.pathname"), found);
}

/*
 * Pictures name-LANGUAGE-WIDTH of a page in French and Arabic, on a desk and on
 * a phone.  ready, an expression, says when there is something to be seen.
 */
static inline void
pictures_of(const char *path, const char *name, const char *ready)
{
	static const struct { const char *lang, *dir; int width; } looks[] = {
		{ "fr", "ltr", 1280 }, { "ar", "rtl", 1280 },
		{ "ar", "rtl", 360 }, { "fr", "ltr", 360 },
	};
	char	 text[256];

	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		browser_size(b, looks[i].width, 900);
		snprintf(text, sizeof(text), "/locale/%s?to=%s",
		    looks[i].lang, path);
		browser_visit(b, text);
		browser_wait(b, "%s", ready);
		snprintf(text, sizeof(text), "%s-%s-%d", name, looks[i].lang,
		    looks[i].width);
		browser_picture(b, text);
		want_no_sideways();
		ck_assert_str_eq(browser_attribute(b, "html", "dir"),
		    looks[i].dir);
	}
	browser_size(b, 1280, 900);
	want_no_errors();
}

static inline void
pictures_of_office(const char *path, const char *name)
{
	pictures_of(path, name, OFFICE_READY);
}

/* ---- what came of it, in the shop's database -------------------------------- */

/* One value. */
static inline void
want_value(const char *query, const char *value)
{
	char	*is = shop_sql(query);

	ck_assert_msg(strcmp(is, value) == 0, "%s: %s, not %s", query, is,
	    value);
	free(is);
}

/* The same of what a job does. */
static inline void
await_value(const char *query, const char *value)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*is = shop_sql(query);

	for (; strcmp(is, value) != 0 && now_ms() < end; pause_ms(20)) {
		free(is);
		is = shop_sql(query);
	}
	free(is);
	want_value(query, value);
}

/* ---- the program -------------------------------------------------------- */

#define VISIT_SECONDS	240	/* a test, on a machine that does other work */

/* Its main(): begin and end are visit_start and visit_stop or call them. */
#define VISIT_MAIN(SUBJECT, BEGIN, END, ...)				\
int									\
main(void)								\
{									\
	const TTest *const	 tests[] = { __VA_ARGS__ };		\
	const struct suite	 suite = { SUBJECT, BEGIN, END, false,	\
	    VISIT_SECONDS };						\
									\
	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0])); \
}

#endif
