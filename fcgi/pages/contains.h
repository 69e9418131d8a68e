/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_CONTAINS_H
#define SOUK_PAGES_CONTAINS_H

#include "fcgi/pages/page.h"

/* What a bundle is made of, for who buys and who packs; nothing for what is
 * none. */

/* Of a variation, whose name (NULL: it goes without) stands above. */
void	contains_put(const struct page *, const struct record *variation,
	    const char *name);
/* Of the values of a line of an order: all the pieces there are in it. */
void	contains_line_put(const struct page *, const struct value *line);

#endif
