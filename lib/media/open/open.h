/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_OPEN_H
#define SOUK_MEDIA_OPEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/media/wire.h"

/*
 * What souk-media does with a picture, and the only code that reads what
 * strangers drew: linked into that program alone.  All of it works on bytes in
 * memory and calls for nothing but memory.
 */
#define OPEN_SIDE	16383	/* the longest that a WebP can be */
#define OPEN_AREA	(16 << 20)	/* pixels of the widest file, at most */
#define OPEN_LEVELS	8

struct bytes { const uint8_t *p; size_t len; };

/* Rows of 3 (RGB) or 4 bytes: RGBA, premultiplied, unless said to be CMYK. */
struct picture { int width, height, channels; uint8_t *px; };

enum inks { INKS_RGB, INKS_CMYK };	/* of 255: no ink */

/* A picture as it lies in its file, but no larger than it will be shown. */
struct opened {
	enum wire_format	 format;
	uint32_t		 pixels;	/* at most */
	int			 turn;		/* EXIF orientation, 1 to 8 */
	uint32_t		 width, height;	/* of the whole, upright */
	enum inks		 inks;
	struct picture		 picture;
	uint8_t			*profile;	/* ICC; NULL: none */
	size_t			 profile_len;
};

/* ---- open.c -------------------------------------------------------------- */
/* From the first bytes to a picture that is upright, in sRGB; or why not. */
enum wire_result opened_read(struct bytes, uint32_t pixels, struct opened *);
void		 opened_free(struct opened *);
/*
 * The size is known: refuses what is too large and makes room for the picture,
 * whose width and height then say what the rows are to be scaled to.
 */
enum wire_result opened_room(struct opened *, uint32_t width,
		    uint32_t height, int channels);
void		 opened_profile(struct opened *, const uint8_t *, size_t);

/* ---- one file a format ----------------------------------------------------- */
enum wire_result jpeg_open(struct bytes, struct opened *);
enum wire_result png_open(struct bytes, struct opened *);
enum wire_result webp_open(struct bytes, struct opened *);

/* ---- exif.c ------------------------------------------------------------------ */
/* The orientation of a TIFF block, "Exif\0\0" before it or not; 1: none. */
int		 exif_turn(struct bytes);

/* ---- scale.c: Lanczos, rows in and rows out ------------------------------- */
struct scaler;
/* Rows of that width and that many, into all of `to`; NULL: no memory. */
struct scaler	*scaler_new(int width, int height, const struct picture *to);
void		 scaler_row(struct scaler *, const uint8_t *);
void		 scaler_free(struct scaler *);
/* The whole at once; false: no memory. */
bool		 picture_scale(const struct picture *, struct picture *to);
bool		 picture_new(struct picture *, int width, int height,
		    int channels);

/* ---- turn.c, colour.c -------------------------------------------------------- */
bool		 picture_turn(struct picture *, int turn);
void		 picture_multiply(uint8_t *rgba, size_t pixels);
void		 picture_divide(uint8_t *rgba, size_t pixels);
/* By the profile that came with it; CMYK becomes RGB in any case. */
void		 opened_to_srgb(struct opened *);
uint32_t	 picture_color(const struct picture *);	/* 0xrrggbb */

/* ---- write.c ----------------------------------------------------------------- */
struct sheet { uint8_t *p; size_t len; };	/* free() it; NULL: failed */
struct sheet	 jpeg_write(const struct picture *, int quality);
struct sheet	 webp_write(const struct picture *, int quality);

/* ---- levels.c: the answer ---------------------------------------------------- */
struct sink {
	bool	(*put)(void *, const void *, size_t);	/* false: give up */
	void	*arg;
};
/* Everything that wire.h says comes back; false: the sink gave up, or there
 * was no memory after the answer had begun. */
bool		 answer_write(struct bytes, uint32_t pixels,
		    const struct sink *);

#endif
