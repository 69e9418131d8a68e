/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_GROW_H
#define SOUK_BASE_GROW_H

#include <stddef.h>

/*
 * realloc() of an array for which an arena is not the place: room for n
 * items of a size.  NULL: no memory; the old array is as it was.
 */
void	*grow(void *old, size_t n, size_t size);

#endif
