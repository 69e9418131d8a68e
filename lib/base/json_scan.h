/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_JSON_SCAN_H
#define SOUK_BASE_JSON_SCAN_H

#include "lib/base/json_in.h"
#include "lib/base/text.h"

/*
 * Private to json_in.c: the check of a document before json-c sees it, and
 * how much memory its tree takes.
 */
struct json_scan {
	struct arena	*arena;
	const char	*begin, *p, *end;
	int		 depth;
	size_t		 values;	/* of any type */
	size_t		 most;		/* of them */
	size_t		 members, nulls;
	struct span	*numbers;	/* raw tokens, as they come */
	size_t		 number_count, number_room;
	struct json_key	*keys;		/* seen so far, hashed */
	size_t		 key_slots;	/* a power of 2 */
	size_t		 objects;
	size_t		 at;		/* of the fault */
	const char	*name;		/* path of the fault, or NULL */
};

enum json_fault	 json_scan(struct json_scan *, struct arena *, const char *,
		    size_t, size_t most);

#endif
