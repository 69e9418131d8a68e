/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BACKUP_PLACE_H
#define SOUK_BACKUP_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"

/*
 * Private to lib/backup: where copies are.  A place keeps files by name, and
 * a file is there whole or not at all.  Names have at most one folder in them
 * ("copies/2026-…", "objects/ab…", "media/ab…").
 */
struct place;
struct arena;

enum found { FOUND, FOUND_NOT, FOUND_FAULT };	/* FAULT: place->why */

/* False ends the listing. */
typedef bool place_fn(void *arg, const char *name);

struct place_kind {
	/* On the disk, once settle() was called; false: place->why.  settle()
	 * also ends what a put() that failed left open. */
	bool		(*put)(struct place *, const char *name, const void *,
			    size_t);
	bool		(*settle)(struct place *);
	enum found	(*get)(struct place *, const char *name, uint8_t *,
			    size_t room, size_t *len);
	enum found	(*has)(struct place *, const char *name);
	bool		(*remove)(struct place *, const char *name);
	/* All names below the folder, in no order. */
	bool		(*list)(struct place *, const char *folder, place_fn *,
			    void *arg);
};

#define PLACE_PATH	4096
#define PLACE_WHY	512
#define PLACE_BATCH	32	/* files that are synced together */
#define PLACE_NAME	96

struct place {
	const struct place_kind	*kind;
	struct act		*act;
	const char		*called;	/* for people */
	char			 folder[PLACE_PATH - 256];
	bool			 links;		/* media/: hard links of pictures */
	bool			 touched[256][2];	/* folders to sync */
	struct unsynced { int fd; char name[PLACE_NAME]; }
				 batch[PLACE_BATCH];
	int			 batched;
	char			 why[PLACE_WHY];
};

/*
 * called: a folder's path, or "s3".  A folder is made where its parent is
 * there, if create says so.  False: why.
 */
bool	 place_open(struct place *, struct act *, const char *called,
	    bool create);
/* What a process that was killed left half made goes; before a copy. */
bool	 place_tidy(struct place *);
/* backup/ of the home. */
bool	 place_open_home(struct place *, struct act *);
extern const struct place_kind	place_folder, place_s3;

/* ---- folder.c ------------------------------------------------------------ */

/* A second name for a file that never changes; false: it cannot be had. */
bool	 place_link(struct place *, const char *name, const char *path);
bool	 place_fails(struct place *, const char *name, int error);

#endif
