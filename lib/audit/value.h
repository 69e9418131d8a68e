/* SPDX-License-Identifier: ISC */
#ifndef SOUK_AUDIT_VALUE_H
#define SOUK_AUDIT_VALUE_H

#include <stdbool.h>

#include "lib/base/field.h"

struct json_out;

/*
 * A value as it is kept: what validate_json() reads back.  In here money is
 * minor units (an integer) where decimals is -1.
 */
void	value_put(struct json_out *, const char *name, const struct field *,
	    const struct value *, int decimals);
/* Never to be seen again: passwords, secrets, what answers do not show. */
bool	value_is_secret(const struct field *);

#endif
