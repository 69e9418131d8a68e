/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_HTML_H
#define SOUK_PAGES_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"

/*
 * HTML into a buffer, escaped by default.
 *
 * html() reads its constant text like printf, and writes what %s stands for
 * with & < > " ' as references: right between tags and inside a quoted
 * attribute, and nowhere else (no name of a tag or attribute, no <script>,
 * no <style>, no address from outside: that is html_url).  It knows
 * %s, %d, %lld and %%.
 */
#define html(b, ...)	html_format((b), "" __VA_ARGS__)
void	html_format(struct buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

/* As it stands; takes a literal only. */
#define html_raw(b, literal) \
	buf_put((b), "" literal, sizeof(literal) - 1)

void	html_text(struct buf *, const char *);		/* NULL: nothing */
/* ` name="value"`; NULL: nothing at all. */
void	html_attr(struct buf *, const char *name, const char *value);
/* ` name`, or nothing. */
void	html_flag(struct buf *, const char *name, bool);
/*
 * ` name="address"` of an own path or of an http, https, mailto or tel
 * address; "#" stands for any other.
 */
void	html_url(struct buf *, const char *name, const char *address);
bool	html_url_ok(const char *);

/* A path of this very site: "/a", never "//a", "/\a" or "https:a". */
bool	html_is_own_path(const char *);

#endif
