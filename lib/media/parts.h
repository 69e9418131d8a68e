/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_PARTS_H
#define SOUK_MEDIA_PARTS_H

#include "lib/media/media.h"
#include "lib/media/wire.h"

/*
 * Private to lib/media: what its files share.
 */
#define MEDIA_LEVELS	8

/* ---- kind.c ---------------------------------------------------------------- */
/* What announced type, name and first bytes say agrees; refuses otherwise. */
enum outcome	 media_kind_check(struct act *, const struct media_new *,
		    int fd, const struct media_kind **);
enum outcome	 media_refuse(struct act *, const struct media_new *,
		    enum outcome, const struct message *, int64_t number);

/* ---- widths.c -------------------------------------------------------------- */
/* The widths of a picture so wide, ascending; how many. */
int		 media_widths_of(int64_t width, int list[MEDIA_LEVELS]);

/* ---- folder.c: files, by descriptors and names of our own making ----------- */
#define MEDIA_FOLDER	64	/* bytes of "private/ab/…" and a NUL */

/* "public/<name>" below media/. */
void		 media_folder_path(char[MEDIA_FOLDER], bool is_private,
		    const char *name);
/* Below media/: a folder that nobody has; its descriptor, or -1. */
int		 media_folder_new(struct act *, char path[MEDIA_FOLDER]);
/* Puts it in place, for good; false: errno.  One that is there is as good. */
bool		 media_folder_place(struct act *, const char *from,
		    const char *to);
bool		 media_folder_is(struct act *, const char *path);
/* With all in it; what cannot be removed is left for the sweep. */
void		 media_folder_remove(struct act *, const char *path);
/* media/ itself, made if need be; -1: errno. */
int		 media_open_root(struct act *);

/* ---- ask.c: souk-media ----------------------------------------------------- */
struct told {
	enum wire_result	 result;
	int64_t			 width, height, largest, bytes;
	uint32_t		 color;
	uint8_t			 placeholder[WIRE_PLACEHOLDER];
	uint32_t		 placeholder_len;
};
/* The files of the picture into that folder, on the disk.  OK: look at the
 * result.  BUSY: no answer, or no room. */
enum outcome	 media_ask(struct act *, int picture, int64_t pixels,
		    int folder, struct told *);

/* The answer alone, as it comes out of a descriptor that does not block. */
bool		 media_answer_take(struct act *, int fd, int64_t pixels,
		    int folder, struct told *);

/* ---- media.c ----------------------------------------------------------------- */
/* What is computed of a row: the address. */
void		 media_complete(struct act *, struct record *);
/* Is a file of it shown by anybody?  In the caller's transaction. */
enum outcome	 media_is_used(struct act *, const struct record *,
		    bool *used);

#endif
