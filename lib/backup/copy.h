/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BACKUP_COPY_H
#define SOUK_BACKUP_COPY_H

#include <limits.h>
#include <stdio.h>
#include <sys/types.h>

#include "lib/backup/backup.h"
#include "lib/backup/codec.h"
#include "lib/backup/place.h"
#include "lib/db/copy.h"

/*
 * Private to lib/backup: what a copy is made of.
 *
 * A copy is a text, its list, kept as "copies/<name>":
 *
 *	souk copy 1
 *	kind auto
 *	at 1763743500123		everything acknowledged before is in it
 *	schema 6
 *	table users 4			rows, a line each table
 *	database 1048576		bytes
 *	chunk <name>			of the database, in order
 *	part media/public/ab <name>	files below that folder, a list of its own
 *	files 12 34567			of all parts: how many, bytes
 *	end <name of all before>
 *
 * A part's list is a chunk: mode, size, time, chunks and path of each file.
 * What did not change has the same name as before, so a copy costs what
 * changed; and nothing of a copy can be missing, other or exchanged without
 * being found, since each name is made from what it stands for.
 *
 * Memory is taken at once, in work_open(): what follows holds files open and
 * so must not run out of it.
 */
#define COPY_NAME	64
#define LIST_MAX	CHUNK_MAX	/* of a copy, and of a part */

struct list { char *p; size_t len; bool full; };

struct work {
	struct act		*act;
	const struct job	*job;		/* NULL: nobody's */
	int64_t			 extended;	/* µs */
	struct db_patience	 patience;
	struct codec		 codec;
	struct place		 home, second;
	uint8_t			*stored, *plain;
	struct list		 copy, part;	/* being made or read */
	struct list		 copy_before, part_before;
	int64_t			 bytes, new_bytes, files;
	char			 why[BACKUP_WHY];
};

void	 work_open(struct work *, struct act *, const struct job *);
/* May it go on?  Keeps the job's lease; false: told to end, or taken over. */
bool	 work_goes_on(struct work *);
bool	 work_fails(struct work *, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));	/* false */

/* ---- list.c ---------------------------------------------------------------- */

#define ENTRY_PATH	1024
#define ENTRY_CHUNKS	(40 * (NAME_HEX + 1))

struct entry {
	mode_t	 mode;
	int64_t	 size, changed;			/* ns */
	char	 chunks[ENTRY_CHUNKS];		/* joined by ',', "-": none */
	char	 path[ENTRY_PATH];		/* below the part's folder */
};

void	 list_put(struct list *, const char *format, ...)
	    __attribute__((format(printf, 2, 3)));
/* The line at *at without its end, and what follows; false: there is none. */
bool	 list_line(const struct list *, size_t *at, char *line, size_t size);
#define LIST_LINE	(ENTRY_CHUNKS + ENTRY_PATH + 100)
void	 list_put_entry(struct list *, const struct entry *);
bool	 list_entry(const struct list *, size_t *at, struct entry *);
/* The nth chunk of an entry; false: there is no such. */
bool	 entry_chunk(const struct entry *, int nth, chunk_name);
/* Of a line "part <folder> <name>" or "chunk <name>"; false: it is another. */
bool	 line_part(const char *line, char folder[ENTRY_PATH], chunk_name);
bool	 line_chunk(const char *line, chunk_name);
/* The name behind "part <folder>"; false: none. */
bool	 list_find_part(const struct list *, const char *folder, chunk_name);
/* A number behind a word; -1: none. */
int64_t	 list_number(const struct list *, const char *word);

/* ---- chunk.c ------------------------------------------------------------- */

/* Where it is not, it is put there; false: why. */
bool	 chunk_put(struct work *, struct place *, const void *, size_t,
	    chunk_name);
/* The whole of a file that never changes, by a second name if possible. */
bool	 chunk_put_file(struct work *, const char *path, const void *, size_t,
	    chunk_name);
enum found	chunk_has(struct work *, struct place *, const char *name);
/* What it is, and not anything else.  NOT: missing.  FAULT: damaged; both
 * say in why what. */
enum found	chunk_get(struct work *, struct place *, const char *name,
		    uint8_t *plain, size_t *len);
/* As it is stored; encoded where it is a second name. */
enum found	chunk_stored(struct work *, struct place *, const char *name,
		    size_t *len);
enum found	list_get(struct work *, struct place *, const char *name,
		    struct list *);

/* ---- copies.c ------------------------------------------------------------- */

/* Signs and keeps the list; then the copy is there. */
bool	 copy_put(struct work *, struct place *, const char *name);
/* Reads the list of a copy; what is damaged is said. */
bool	 copy_get(struct work *, struct place *, const char *name,
	    struct list *);
/* All names, newest first, in act's arena; -1: why. */
int	 copies_list(struct work *, struct place *, const char ***names);
/* The newest that can be read; false: there is none (why[0] == '\0') or it
 * cannot be told. */
bool	 copies_newest(struct work *, struct place *, struct list *,
	    char name[COPY_NAME]);
void	 copy_name_make(int64_t at, const char *kind, char name[COPY_NAME]);
bool	 copy_name_read(const char *name, int64_t *at);	/* false: is none */

/* ---- the rest, a file each -------------------------------------------------- */

/* run.c: the row that tells of it; what a killed process left unfinished
 * failed. */
enum outcome	 run_begin(struct work *, struct backup *);
void	 run_end(struct work *, struct backup *, enum outcome);
/* hold.c: before the snapshot, and after it, before the parts. */
#define IMPORTS_HELD	"backup/imports"
bool	 imports_hold(struct work *);
void	 imports_release(struct work *);
/* part.c: all parts into work->copy. */
bool	 parts_put(struct work *);
/* second.c */
bool	 second_put(struct work *, const char *name);
/* keep.c: which of these (newest first) stay. */
struct keep_how { int64_t all, daily, weekly; };	/* ms */
void	 keep_choose(const int64_t *at, int count, int64_t now,
	    const struct keep_how *, bool *keep);
/* sweep.c: what is not kept any more goes. */
bool	 place_sweep(struct work *, struct place *, const struct keep_how *);
/* verify.c: every byte of a copy; each fault is said.  How many; -1: it was
 * told to stop. */
int	 copy_verify(struct work *, struct place *, const char *name,
	    backup_say *, void *arg);

#endif
