/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_TYPEID_H
#define SOUK_BASE_TYPEID_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/*
 * TypeID 0.3 (github.com/jetify-com/typeid): prefix, '_', and a UUIDv7 in
 * 26 characters of Crockford base 32.  Sorts by time of creation.  An id
 * names a thing; it is never a secret.
 */
#define TYPEID_SUFFIX	26

char	*typeid_new(struct arena *, const char *prefix, int64_t now_ms);
/* Before every id that was made at that time or later, behind all others. */
char	*typeid_first(struct arena *, const char *prefix, int64_t ms);
bool	 typeid_valid(const char *, const char *prefix);

#endif
