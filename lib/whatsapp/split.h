/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_SPLIT_H
#define SOUK_WHATSAPP_SPLIT_H

#include "lib/base/act.h"
#include "lib/base/text.h"

/*
 * A delivery in its parts, by the bytes: none of it is understood before it
 * stands alone, so that a part that is no JSON, or far too much of it, spoils
 * no other, and three megabytes need no tree in memory.
 */

/* Through the members of an object or the items of an array. */
struct walk {
	const char	*p, *end;
	bool		 named, begun, broken;
};
/* False: it is no such thing.  open: '{' or '['. */
bool	 walk_into(struct walk *, struct span, char open);
/* False: that was the last, or it is broken.  name NULL: of no interest. */
bool	 walk_next(struct walk *, struct span *name, struct span *value);
/* The value of that name, len 0 if there is none. */
struct span	 walk_member(struct span object, const char *name);

/* Pieces of the delivery, as they stand there; len 0: it is not said. */
struct wa_part {
	struct span	 account, time, field, metadata, contact;
	const char	*list;		/* the array it stood in; "": none */
	struct span	 item;
};
typedef enum outcome wa_part_fn(struct act *, const struct wa_part *,
    void *);
/*
 * Each part, until one does not answer OK; fn NULL: only looks.  INVALID: it is
 * broken somewhere, or nothing that Meta sends; parts may have been told.
 */
enum outcome	 wa_split(struct act *, struct span body, wa_part_fn *,
		    void *);
/* About so many values are in it. */
size_t		 wa_weight(struct span);

#endif
