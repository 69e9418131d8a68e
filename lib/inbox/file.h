/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_FILE_H
#define SOUK_INBOX_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/inbox/inbox.h"

/*
 * Files of messages.  What a file is, its bytes say; who sent it must have
 * called it so, by type, name and kind of message, or it is refused.  Pictures
 * are opened by souk-media and become private ones of lib/media; the rest
 * lies below home/media/files, of which copies are made as of pictures, once
 * for each SHA-256: complete, synced and put in place by one rename before the
 * row that tells of it is committed.
 */

/* ---- what it is (file_kind.c) ------------------------------------------------ */

struct file_kind {
	const char	*type;		/* "audio/ogg" */
	const char	*extensions;	/* "ogg oga opus": of names that may be */
	const char	*said;		/* others' types for it, a blank between */
	const char	*sent_as;	/* kind of a message: "audio" */
	bool		 is_picture;	/* of lib/media */
	bool		 show;		/* may be shown where it stands */
};
/* By how it begins and ends; NULL: nothing that is taken. */
const struct file_kind *file_kind_of(const char *head, size_t head_len,
		    const char *tail, size_t tail_len);

/* By its type, which is one of them. */
const char	*file_extension(const char *type);	/* "ogg" */
const char	*file_sent_as(const char *type);
bool		 file_is_shown(const char *type);

/* Why not; the code of a message is what is kept of it. */
enum file_fault { FILE_FINE, FILE_KIND, FILE_LIES, FILE_LARGE, FILE_EMPTY,
	FILE_CHANGED, FILE_LOST, FILE_FAULT__MAX };
extern const struct message	file_faults[];

/* What is said of one; NULL: nothing. */
struct file_said { const char *kind, *type, *name; };
enum file_fault	 file_look(int fd, const struct file_said *,
		    const struct file_kind **);
/* As much as Meta takes for that kind of a message; NULL: as most of all. */
int64_t		 file_most(const char *kind);

/* ---- where it lies (file_store.c) -------------------------------------------- */

#define FILE_PATH	96
#define FILES		"media/files"	/* below the home */

/* A new one, to be filled, as that name has it; -1: errno. */
int		 file_new(struct act *, const char *name);
/* Synced and in place under its hash; false: errno. */
bool		 file_place(struct act *, const char *name, int fd,
		    const char *sha256);
bool		 file_is(struct act *, const char *sha256);
void		 file_new_remove(struct act *, const char *name);
/* "ab/…", of a hash. */
void		 file_path(char[FILE_PATH], const char *sha256);
/* If no message has it any more; outside a transaction. */
enum outcome	 file_release(struct act *, const char *sha256);
/* By a job, once the transaction at hand is done. */
enum outcome	 file_release_later(struct act *, const char *sha256);
/* What was left behind: of whoever was killed, or of rows that are gone. */
struct job;
enum outcome	 files_sweep(struct act *, const struct job *);

/* ---- taken in (file_take.c) -------------------------------------------------- */

struct file_taken {
	const char	*sha256, *media_id, *type;	/* either of the first
							   two */
	int64_t		 bytes;
	const struct message *why;	/* not */
};
/*
 * A file of file_new(), looked at and kept; outside a transaction.  INVALID:
 * refused, and why.  All else: not now.
 */
enum outcome	 file_keep(struct act *, const char *name, int fd,
		    const struct file_said *, struct file_taken *);
/* In the transaction of the row that tells of it.  BUSY: not any more. */
enum outcome	 file_is_kept(struct act *, const struct file_taken *);

#endif
