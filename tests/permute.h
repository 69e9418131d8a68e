/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_PERMUTE_H
#define SOUK_TESTS_PERMUTE_H

#include <stdbool.h>

/* The next order of these in that of the alphabet, equal ones being one; false:
 * that was the last. */
static inline bool
permute(int *them, int n)
{
	int	 i = n - 2, k = n - 1, t;

	while (i >= 0 && them[i] >= them[i + 1])
		i--;
	if (i < 0)
		return false;
	while (them[k] <= them[i])
		k--;
	t = them[i], them[i] = them[k], them[k] = t;
	for (i++, k = n - 1; i < k; i++, k--)
		t = them[i], them[i] = them[k], them[k] = t;
	return true;
}

#endif
