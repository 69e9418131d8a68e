/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_WIRE_H
#define SOUK_MEDIA_WIRE_H

#include <stdint.h>

/*
 * What is said over run/media.sock, between one that has a picture and a
 * souk-media that opens it.  One struct wire_ask with the descriptor of the
 * file (SCM_RIGHTS, opened for reading only); back comes one struct
 * wire_answer and, if its result is WIRE_DONE, `parts` times a struct wire_part
 * with `len` bytes behind it, the widest first and of each width the WebP
 * before the JPEG; then the end.  Anything else, or an end before
 * that, is a picture that could not be opened.  Numbers as this machine has
 * them.  souk-media handles what strangers send: whoever asks believes none of
 * these numbers before it has checked them.
 */
#define WIRE_MAGIC		UINT32_C(0x736f756b)	/* "souk" */
#define WIRE_PLACEHOLDER	400	/* bytes of WebP, at most */
#define WIRE_PART_BYTES		(UINT32_C(16) << 20)

enum wire_result { WIRE_DONE, WIRE_UNKNOWN_KIND, WIRE_BROKEN, WIRE_TOO_LARGE,
	WIRE_ANIMATED, WIRE__MAX };
enum wire_format { WIRE_JPEG, WIRE_PNG, WIRE_WEBP };

struct wire_ask {
	uint32_t	magic;
	uint32_t	pixels;		/* at most */
};

struct wire_answer {
	uint32_t	magic;
	uint32_t	result;		/* enum wire_result */
	uint32_t	format;		/* of what came in: enum wire_format */
	uint32_t	width, height;	/* upright */
	uint32_t	color;		/* 0xrrggbb */
	uint32_t	parts;
	uint32_t	placeholder_len;
	uint8_t		placeholder[WIRE_PLACEHOLDER];	/* a WebP */
};

struct wire_part {
	uint32_t	format;		/* WIRE_JPEG or WIRE_WEBP */
	uint32_t	width, height;
	uint32_t	len;
};

#endif
