/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_STORE_H
#define SOUK_MEDIA_STORE_H

#include <stdbool.h>

#include "lib/media/media.h"

/* The second copy of pictures (store.c); nothing without SOUK_S3_URL. */

extern const struct job_kind	media_unstore;

/* In the caller's transaction: a job that puts it there, or takes away what is
 * there of a name that no row has any more. */
enum outcome	 media_store_ask(struct act *, const char *id);
enum outcome	 media_unstore_ask(struct act *, bool is_private,
		    const char *name);
/* "media/<name>/<file>" */
const char	*media_store_key(struct arena *, bool is_private,
		    const char *name, const char *file);
/*
 * Brings back the files of every picture whose folder is gone, from the store
 * (restore.c).  Outside a transaction.  BUSY: the disk is full; UPSTREAM: some
 * were not to be had, and are counted.
 */
struct media_restored { int64_t looked_at, brought, missing; };
enum outcome	 media_bring_back(struct act *, struct media_restored *);

#endif
