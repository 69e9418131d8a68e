/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_SHAPE_H
#define SOUK_WHATSAPP_SHAPE_H

#include "lib/base/act.h"
#include "lib/base/json_in.h"

/*
 * What Meta takes, so that a person hears of it at once and not from a failed
 * message: the object that is named like its kind, in characters and not in
 * bytes.  INVALID, naming every bad field ("text.body",
 * "interactive.action.buttons[1].reply.title").  has_file: a file of ours goes
 * along, so the object need not name one.
 */
enum outcome	 wa_shape_check(struct act *, const char *kind,
		    const struct json_in *object, bool has_file);

/* ---- private to it (shape.c has the rows, shape_value.c looks) ----------- */

enum shape {
	SHAPE_TEXT,	/* so many characters; may have lines */
	SHAPE_PLAIN,	/* the same without lines, tabs or four blanks */
	SHAPE_LIST,	/* so many items */
	SHAPE_NUMBER,	/* from min to max */
	SHAPE_URL,
};

/*
 * A row a member: of which kind, of which type of it (the object's member
 * "type"; NULL: any), where, and how much.  "[]" is each item of a list.  min 0:
 * it may be missing.
 */
struct shape_limit {
	const char	*kind, *type, *path;
	enum shape	 shape;
	int64_t		 min, max;
};
/* name: of the object, in whose members it is named. */
enum outcome	 shape_limit_check(struct act *, const struct shape_limit *,
		    const char *name, const struct json_in *object);

#endif
