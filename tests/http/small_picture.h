/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SMALL_SMALL_H
#define SOUK_TESTS_HTTP_SMALL_SMALL_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/http/shop.h"

/*
 * A PNG that differs with its number, and how a client sends it; what a shop
 * makes of it are files of three widths, each as WebP and JPEG.
 */
#define SMALL_WIDE	400
#define SMALL_HIGH	300
#define SMALL_RAW	((1 + SMALL_WIDE * 3) * SMALL_HIGH)
#define SMALL_ROOM	(SMALL_RAW + 2000)
#define SMALL_SENT_TO	"/api/upload/image"

static inline size_t
chunk_put(unsigned char *to, const char type[5], const void *data, size_t len)
{
	uint32_t	 word = htonl((uint32_t)len);

	memcpy(to, &word, 4);
	memcpy(to + 4, type, 4);
	memcpy(to + 8, data, len);
	word = htonl((uint32_t)crc32(0, to + 4, (unsigned)(len + 4)));
	memcpy(to + 8 + len, &word, 4);
	return len + 12;
}

static inline size_t
small_picture_make(unsigned char png[SMALL_ROOM], int number)
{
	static const unsigned char	 head[13] = { 0, 0, SMALL_WIDE >> 8,
	    SMALL_WIDE & 255, 0, 0, SMALL_HIGH >> 8, SMALL_HIGH & 255,
	    8, 2, 0, 0, 0 };
	unsigned char			*raw = malloc(SMALL_RAW),
					*packed = malloc(SMALL_ROOM);
	uLongf				 n = SMALL_ROOM;
	size_t				 len = 8;

	if (raw == NULL || packed == NULL)
		abort();
	for (int i = 0; i < SMALL_RAW; i++)
		raw[i] = i % (1 + SMALL_WIDE * 3) == 0 ? 0 : (unsigned char)
		    (i % 97 + (number >> (i % 3 * 8)) + i / 7001);
	compress2(packed, &n, raw, SMALL_RAW, 1);
	memcpy(png, "\x89PNG\r\n\x1a\n", 8);
	len += chunk_put(png + len, "IHDR", head, sizeof(head));
	len += chunk_put(png + len, "IDAT", packed, n);
	len += chunk_put(png + len, "IEND", "", 0);
	free(packed);
	free(raw);
	return len;
}

#define SMALL_BOUNDARY	"souk-test-boundary"
#define SMALL_TYPE	"multipart/form-data; boundary=" SMALL_BOUNDARY

/* What is sent, under "NAME.png"; to be freed. */
static inline char *
small_picture_form(const char *name, int number, size_t *len)
{
	char	*body = malloc(SMALL_ROOM + 400);

	if (body == NULL)
		abort();
	*len = (size_t)snprintf(body, 400, "--" SMALL_BOUNDARY "\r\n"
	    "Content-Disposition: form-data; name=\"file\"; filename="
	    "\"%s.png\"\r\nContent-Type: image/png\r\n\r\n", name);
	*len += small_picture_make((unsigned char *)body + *len, number);
	*len += (size_t)snprintf(body + *len, 100, "\r\n--" SMALL_BOUNDARY
	    "--\r\n");
	return body;
}

static inline struct answer *
small_picture_send(struct client *c, const char *name, int number)
{
	size_t		 len;
	char		*body = small_picture_form(name, number, &len);
	struct answer	*a = client_send(c, "POST", SMALL_SENT_TO, SMALL_TYPE,
			    body, len);

	free(body);
	return a;
}

#endif
