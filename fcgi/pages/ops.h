/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_OPS_H
#define SOUK_PAGES_OPS_H

#include "fcgi/pages/admin.h"

/* The page of how the shop runs: what its files share. */
struct chart { int field; enum ui_text name; const char *unit; };

/* admin_ops_log.c: statements and errors, and the log with its search. */
enum outcome	 ops_lists_put(const struct page *);
enum outcome	 ops_log_put(const struct page *, const char *path);

#endif
