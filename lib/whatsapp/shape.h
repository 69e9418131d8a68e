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

#endif
