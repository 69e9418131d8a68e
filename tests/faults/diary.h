/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_DIARY_H
#define SOUK_TESTS_FAULTS_DIARY_H

#include <stdatomic.h>
#include <stdint.h>

/*
 * What the library of diary.c shares with the test: a file named by
 * SOUK_DIARY, mapped by every process of the shop, and beside it, ".log",
 * what those processes did to files below db/ and media/ and to uploads, in
 * the order in which it was done.  `head` is where the next record goes, and
 * so the order number of this moment.
 *
 * A write is noted once it has returned, a sync too, with the moment at which
 * it was asked for: what was written before that is on the disk.
 */
enum diary_guard { GUARDS_ON, SYNC_NORMAL, SYNC_OFF };

struct diary {
	_Atomic uint64_t head;
	_Atomic int	 guard;		/* enum diary_guard: what is left out */
	char		 home[160];
};

enum diary_op { DIARY_WRITE, DIARY_TRUNCATE, DIARY_SYNC, DIARY_CREATE,
	DIARY_FOLDER, DIARY_LINK, DIARY_MOVE, DIARY_REMOVE };

#define DIARY_NAME	96

/* `len` bytes of what was written follow, then the next at a multiple of 8. */
struct diary_record {
	uint32_t	 op, len;
	uint64_t	 node;		/* inode of the file, or of what is named */
	uint64_t	 folder, other;	/* of the name; where it was before */
	uint64_t	 at;		/* offset, length, or when it was asked */
	char		 name[DIARY_NAME], before[DIARY_NAME];
};

#endif
