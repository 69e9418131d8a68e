/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_MEDIA_H
#define SOUK_MEDIA_MEDIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/message.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/queue/queue.h"
#include "lib/souk.h"

/*
 * Pictures.  What comes in is opened by souk-media alone (wire.h): no network,
 * no database, no file, one picture a process.  It turns the picture upright,
 * drops everything that is not picture (position, camera, profile: applied),
 * and gives back a WebP and a JPEG in each of media_widths that is not wider
 * than the picture, and one as wide as it where that is less than the widest.
 * What came in is not kept.
 *
 * The files of one picture are a folder, media/public/<name>/<width>.webp and
 * .jpg, made complete, synced and then put in place by one rename, before the
 * row that tells of it is committed; <name> is two hexadecimal digits, a
 * slash, and 30 more: the start of SHA-256 over MEDIA_RECIPE, of a private one
 * its owner, and the SHA-256 of what came in.  So a file never changes, the
 * same picture is stored once, nobody learns that somebody else has it, and
 * no part of a path comes from a person.  Its address is /media/<name>/<width>.jpg for
 * everybody; of a private one /api/media/{id}/<width>, for those who may.
 */
#define MEDIA_RECIPE	1	/* another number: other names */

/* What may come in; the API document and the pages say the same. */
struct media_kind {
	const char	*type;		/* "image/jpeg" */
	const char	*extensions;	/* "jpg jpeg" */
	int64_t		 bytes;		/* at most */
	int64_t		 pixels;	/* at most, before it is opened */
};
extern const struct media_kind	media_kinds[];	/* ends with type NULL */
/* The same as a record, "UploadLimits". */
extern const struct fieldset	media_limit_fields;
struct record	*media_limits(struct act *);
#define MEDIA_BYTES	((size_t)25 << 20)	/* the largest of them */

extern const int	media_widths[];		/* ascending, ends with 0 */

enum media_field { MEDIA_ID, MEDIA_URL, MEDIA_WIDTH, MEDIA_HEIGHT,
	MEDIA_LARGEST, MEDIA_BYTES_ALL, MEDIA_COLOR, MEDIA_PLACEHOLDER,
	MEDIA_FILE_NAME, MEDIA_PRIVATE, MEDIA_CREATED, MEDIA_DELETED,
	MEDIA_BRAND, MEDIA_USER, MEDIA_NAME,	/* not in answers */
	MEDIA__MAX };
extern const struct fieldset	media_fields;

enum media_setting { MEDIA_BIN_DAYS, MEDIA_PERSON_MEGABYTES,
	MEDIA_SETTING__MAX };
extern const struct fieldset	media_settings;

/* Why not; its code stands for it where it is kept. */
enum media_message { MEDIA_NOT_A_PICTURE, MEDIA_NOT_GIF, MEDIA_NOT_SVG,
	MEDIA_NOT_HEIC, MEDIA_NOT_AVIF, MEDIA_NOT_BMP, MEDIA_NOT_TIFF,
	MEDIA_NOT_PDF, MEDIA_IS_ANIMATED, MEDIA_EMPTY, MEDIA_OTHER_KIND,
	MEDIA_IS_BROKEN, MEDIA_MANY_PIXELS, MEDIA_MANY_BYTES, MEDIA_FULL,
	MEDIA_IN_USE, MEDIA_FOREIGN, MEDIA_ASLEEP, MEDIA_NOT_STORED,
	MEDIA_MESSAGE__MAX };
extern const struct message	media_messages[MEDIA_MESSAGE__MAX];

/* ---- accept.c ------------------------------------------------------------ */

struct media_new {
	const char	*path;		/* a file that holds what came in */
	const char	*type;		/* as it was announced, "" if it was
					   not; another than its bytes say is
					   refused */
	const char	*file_name;	/* its extension too; NULL: no name */
	const char	*field;		/* to be named in a refusal: "file" */
	bool		 is_private;
};
/*
 * Outside a transaction; takes up to MEDIA_LIMIT_MS.  The same picture of the
 * same brand is the row that is there, taken out of the bin if need be.
 * INVALID names what it cannot be: too large, too many pixels, broken, of
 * another kind (UNSUPPORTED where the kind as such is not taken).  BUSY: disk
 * full, or souk-media does not answer.
 */
#define MEDIA_LIMIT_MS	10000
enum outcome	 media_accept(struct act *, const struct media_new *,
		    struct record **media);

/* ---- media.c: inside the caller's transaction ------------------------------ */

/* NOT_FOUND, also a private one of another customer; DENIED of another
 * brand. */
enum outcome	 media_read(struct act *, const char *id, struct record **);
/* Where nginx finds a file of it, for who may read it; extension "jpg",
 * "webp".  NOT_FOUND: not in this width, or in the bin. */
struct media_file { const char *path, *type, *name; };
enum outcome	 media_file(struct act *, const char *id, int64_t width,
		    const char *extension, struct media_file *);
/* The brand's, newest first; deleted ones or the others. */
enum media_filter { MEDIA_OF_DELETED, MEDIA_OF_PRIVATE, MEDIA_OF__MAX };
extern const struct fieldset	media_filters;
enum outcome	 media_list(struct act *, const struct record *filters,
		    struct list_query *, struct rows *);
const char	*media_list_cursor(struct act *, const struct rows *,
		    const struct record *last);
/* rows_next() with the address. */
enum outcome	 media_list_next(struct act *, struct rows *, struct record *);
/* Into the bin for `media.binDays`.  CONFLICT: it is used (act->souk's
 * media_users are asked). */
enum outcome	 media_delete(struct act *, const char *id);
enum outcome	 media_restore(struct act *, const char *id);
/* A private one that nobody may see any more, at once and for good. */
enum outcome	 media_end(struct act *, const char *id);
/* By its public address; NOT_FOUND. */
enum outcome	 media_by_url(struct act *, const char *url, struct record **);

/* ---- address.c: from an address alone, without the database ---------------- */

/* Is this the address of a public picture of ours? */
bool		 media_is_ours(const char *url);
/*
 * "/media/…/160.webp 160w, /media/…/320.webp 320w, …": every width there is,
 * which the largest, in the address itself, tells.  extension: "webp", "jpg".
 * NULL where the picture is not ours.  With a store of its own for browsers
 * (SOUK_MEDIA_URL) addresses begin there.
 */
const char	*media_srcset(struct act *, const char *url,
		    const char *extension);
/* The file that is at least so wide, or the widest. */
const char	*media_at_width(struct act *, const char *url, int width,
		    const char *extension);
/* The same, written at once; false: it is not ours. */
struct buf;
struct config;
bool		 media_put_at_width(struct buf *, const struct config *,
		    const char *url, int width, const char *extension);

/* ---- fetch.c: pictures that are somewhere else ------------------------------
 * In the caller's transaction: what to show for this address.  Ours is itself;
 * one taken over before is our address of it; any other is noted, fetched by a
 * job, and itself until then (NULL in *shown: waiting or failed).
 */
enum outcome	 media_take_over(struct act *, const char *url,
		    const char **shown);
/* The same, but nothing is noted. */
enum outcome	 media_shown(struct act *, const char *url,
		    const char **shown);
/* Why not, for people who may change it; NULL: it did not fail. */
enum outcome	 media_source_error(struct act *, const char *url,
		    const struct message **);
/* Once more, one that failed.  NOT_FOUND: no such, or it did not fail. */
enum outcome	 media_source_again(struct act *, const char *url);
/* What media_source.error says, in the reader's language; itself if nobody
 * knows it. */
const char	*media_error_text(struct act *, const char *error);

extern const struct job_kind	media_fetch, media_store;

/* ---- sweep.c, privacy.c ---------------------------------------------------- */
/* Ends what was long enough in the bin, and removes what nobody knows. */
extern const struct job_kind	media_sweep;
extern const struct privacy	media_privacy;

/* ---- doctor.c: lines about pictures whose files are gone; how many -------- */
struct buf;
int		 media_findings(struct act *, struct buf *);

#endif
