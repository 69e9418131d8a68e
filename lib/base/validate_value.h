/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_VALIDATE_VALUE_H
#define SOUK_BASE_VALIDATE_VALUE_H

#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/validate.h"

/* Private to validate*.c: where in the input we are, and how to read it. */
struct spot {
	struct act		*act;
	const struct spot	*up;		/* NULL: the whole input */
	const char		*name;		/* in up; NULL: an item of it */
	size_t			 index;
	enum validate_mode	 mode;
	const char		*shop_currency;
	const char		*currency;	/* of MONEY here */
};

/* Note what is wrong at the spot; false. */
bool		 spot_bad(const struct spot *, enum base_message, int64_t n);
/* The field's own bounds, or its type's. */
void		 field_bounds(const struct field *, int64_t *min,
		    int64_t *max);
const struct field *field_find(const struct fieldset *, const char *name);
/* A value that is not null. */
bool		 value_read(const struct spot *, const struct field *,
		    const struct json_in *, struct value *);
/* An object at the spot. */
bool		 record_read(const struct spot *, const struct fieldset *,
		    const struct json_in *, struct record *);

#endif
