/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_WEBDRIVER_H
#define SOUK_TESTS_WEBDRIVER_H

#include <stdbool.h>

/*
 * Chromium, driven by chromedriver (W3C WebDriver).  Every call fails the
 * running test when the browser cannot do it; every wait is bounded.  Elements
 * are named by CSS selectors.  Texts that calls return live until the browser
 * is stopped.
 */
struct browser;

struct browser	*browser_start(void);
void		 browser_stop(struct browser *);
/* As if it had never been on the page that is open: its cookies, and what the
 * site keeps in it. */
void		 browser_forget(struct browser *);

void		 browser_open(struct browser *, const char *url);
void		 browser_visit(struct browser *, const char *path);	/* the shop's */
void		 browser_size(struct browser *, int width, int height);
void		 browser_dark(struct browser *, bool);
/* Whether pages may run scripts of their own; ours run anyway. */
void		 browser_scripts(struct browser *, bool on);
/* The value of a script's `return`: a text as it is, else as JSON. */
const char	*browser_script(struct browser *, const char *script, ...)
		    __attribute__((format(printf, 2, 3)));
/* Until the expression is true in the page; the test fails after 10 s. */
void		 browser_wait(struct browser *, const char *expression, ...)
		    __attribute__((format(printf, 2, 3)));
void		 browser_click(struct browser *, const char *selector);
/* Replaces what an input holds; for a file input text is a path. */
void		 browser_type(struct browser *, const char *selector,
		    const char *text);
/* Keys to whatever has the focus; KEY_… below are keys without a letter. */
void		 browser_keys(struct browser *, const char *keys);
/* What is shown of an element; its attribute, "" for none. */
const char	*browser_text(struct browser *, const char *selector);
const char	*browser_attribute(struct browser *, const char *selector,
		    const char *name);
bool		 browser_has(struct browser *, const char *selector);
/* For people to look at: a PNG of that name in the folder $SOUK_SHOTS, if set. */
void		 browser_picture(struct browser *, const char *name);
/* Errors in the browser's log since the last call (refused scripts, policy
 * violations), each on a line; "" for none. */
const char	*browser_errors(struct browser *);

#define KEY_TAB		"\xee\x80\x84"
#define KEY_ENTER	"\xee\x80\x87"
#define KEY_DOWN	"\xee\x80\x95"

#endif
