/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_SCAN_H
#define SOUK_WATCH_SCAN_H

#include "lib/base/act.h"

/*
 * Private to lib/watch: what of the log becomes rows.  Errors go into
 * watch_error, each kind once, without what could be a person's; slow
 * statements into watch_slow.  How far the log was read is stored in the same
 * transaction, so that each line counts once, whoever is killed.
 */
/* Outside of a transaction. */
enum outcome	 log_scan(struct act *);

/* ---- error.c: in its transaction ------------------------------------------- */
enum outcome	 error_note(struct act *, const char *line, size_t len);
enum outcome	 slow_note(struct act *, const char *line, size_t len);
/* Addresses of mail and of the network become "[address]". */
const char	*text_masked(struct act *, const char *);

#endif
