/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_COUNTRY_H
#define SOUK_ORDERS_COUNTRY_H

#include <stdbool.h>

/* Countries of ISO 3166-1 alpha-2, in capitals, and how they write where
 * somebody lives. */
bool		 country_is(const char *);
extern const char *const country_codes[];	/* in order; ends with NULL */
/*
 * What a postcode looks like there: '9' a digit, 'A' a letter, '*' either,
 * others as they are, blanks do not count; several forms apart by '|'.  "":
 * none is used; NULL: not known, anything goes.
 */
const char	*country_postcode(const char *country);
bool		 country_takes(const char *country, const char *postcode);

#endif
