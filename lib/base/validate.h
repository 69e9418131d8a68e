/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_VALIDATE_H
#define SOUK_BASE_VALIDATE_H

#include <stddef.h>

#include "lib/base/field.h"
#include "lib/base/outcome.h"

struct act;
struct json_in;

/*
 * From outside to a record.  Both walk the whole input and note every bad
 * field in act->problem (code VALIDATION_ERROR), so a caller learns all at
 * once.  Unknown names, read-only fields, wrong types, values out of bounds
 * and, with VALIDATE_CREATE, missing required fields are INVALID.  Initial
 * values are filled in with VALIDATE_CREATE only.  The items of a list are
 * whole: they are validated with VALIDATE_CREATE in either mode.
 *
 * currency: the shop's, for MONEY.
 */
enum validate_mode { VALIDATE_CREATE, VALIDATE_CHANGE };

enum outcome	validate_json(struct act *, const struct fieldset *,
		    enum validate_mode, const struct json_in *object,
		    const char *currency, struct record **);

/*
 * The same from name and text pairs (query, form, CSV line).  true, false, 1
 * and 0 are booleans, TEXTS stand one a line, JSON is parsed; a name that
 * comes twice is refused.  An empty text is null or, where that is not
 * allowed either, as good as not sent, unless the field may hold it.
 */
struct text_pair { const char *name, *value; };

enum outcome	validate_texts(struct act *, const struct fieldset *,
		    enum validate_mode, const struct text_pair *, size_t,
		    const char *currency, struct record **);

#endif
