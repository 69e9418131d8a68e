/* SPDX-License-Identifier: ISC */
#include "lib/base/grow.h"

#include <stdlib.h>

void *
grow(void *old, size_t n, size_t size)
{
	return reallocarray(old, n, size);
}
