/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_IMPORT_VALUE_H
#define SOUK_CATALOG_IMPORT_VALUE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

/* What people write into cells (private to import*.c). */

/*
 * An amount as written in any of the usual ways: "1 299,00", "$50",
 * "1,299.00", "1.299,00 EUR", Arabic digits.  False: not an amount, negative,
 * more decimals than the currency has, or to be read in two ways ("1,299"
 * in a currency with decimals).
 */
bool	 import_price(struct arena *, const char *, const char *currency,
	    int64_t *minor);
/* A whole number, blanks around it allowed; "3.0" is 3. */
bool	 import_integer(const char *, int64_t *);
/* "1.25" of a unit that weighs so many milligrams, in grams, rounded. */
bool	 import_weight(struct arena *, const char *, int64_t milligrams,
	    int64_t *grams);
/* true, 1, yes, oui, vrai, نعم and their opposites. */
bool	 import_boolean(struct arena *, const char *, bool *);
/*
 * What stands between commas and line breaks, one a line, each once; "" for
 * none at all, NULL for NULL.
 */
const char *import_tags(struct arena *, const char *);
/* The same between commas only, where a backslash makes the next sign one of
 * the text. */
const char *import_names(struct arena *, const char *);
/* Nothing but blanks, or NULL. */
bool	 import_blank(const char *);
/* Without blanks at either end; "" for NULL. */
char	*import_trim(struct arena *, const char *);
/* Folded and without blanks, to compare headings: "Image 1", "image1". */
char	*import_squeeze(struct arena *, const char *);

#endif
