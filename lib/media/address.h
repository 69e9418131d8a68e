/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_ADDRESS_H
#define SOUK_MEDIA_ADDRESS_H

#include <stddef.h>
#include <stdint.h>

/* Addresses of public pictures, in parts. */
struct act;
struct arena;

#define ADDRESS_NAME	33	/* bytes of "ab/0123…" */

/* "/media/<name>/<largest>.jpg" */
const char	*media_address(struct arena *, const char *name,
		    int64_t largest);
/* The name in an address of ours; NULL: it is not ours. */
const char	*media_name_of(struct arena *, const char *url);
/*
 * The path of a picture of ours, also where it is written with the shop's own
 * address or with that of SOUK_MEDIA_URL; NULL: it is not ours.
 */
const char	*media_own_address(struct act *, const char *url);

#endif
