/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_WITHOUT_H
#define SOUK_TESTS_FAULTS_WITHOUT_H

#include <stdatomic.h>

/*
 * What the library of without.c shares with the test: a file named by
 * SOUK_WITHOUT, mapped by every process of the shop.  A guard is left out of
 * the programs as they are shipped, when they prepare their statements, so
 * from a reload (SIGHUP) on:
 *
 *	swaps	 what stands in a statement is prepared as something else: a
 *		 condition as nothing, a look as one that saw enough
 *	unchecked  CHECK constraints are not looked at
 *	loose	 there are no transactions: each statement is one by itself,
 *		 and nobody waits for the lock of whoever writes; but everybody
 *		 waits a little before the statement that begins with `held`
 */
#define WITHOUT_SWAPS	8

struct without_swap { char from[160], to[160]; };

struct without {
	_Atomic int		 loose, unchecked, count;
	_Atomic long		 swapped;	/* statements, since the start */
	char			 held[64];
	struct without_swap	 swaps[WITHOUT_SWAPS];
};

#endif
