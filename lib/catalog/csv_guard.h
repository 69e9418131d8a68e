/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_CSV_GUARD_H
#define SOUK_CATALOG_CSV_GUARD_H

#include <stdbool.h>

struct arena;

/*
 * A cell that begins with = + - @, a tab or a carriage return, or with one of
 * their full-width forms, is a formula to a spreadsheet that opens a CSV
 * file, and a formula can send what else is in the sheet away.  So every
 * export puts an apostrophe before such a cell, as spreadsheets do
 * themselves; and before one that would read as if that had been done to it.
 * Reading takes it away again: csv_unguard(csv_guard(text)) is text.
 */
const char	*csv_guard(struct arena *, const char *);
/* The text itself, or what stands behind its apostrophe. */
const char	*csv_unguard(const char *);
/* Would a spreadsheet take this for a formula? */
bool		 csv_is_formula(const char *);
/* For cells that are never taken for one (XLSX): only what reading would
 * change. */
const char	*csv_guard_text(struct arena *, const char *);

#endif
