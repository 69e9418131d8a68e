/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_PICTURE_H
#define SOUK_TESTS_FAULTS_PICTURE_H

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/http/shop.h"

/* A PNG that differs with its number, and how a client sends it. */
#define PICTURE_WIDE	400
#define PICTURE_HIGH	300
#define PICTURE_RAW	((1 + PICTURE_WIDE * 3) * PICTURE_HIGH)
#define PICTURE_ROOM	(PICTURE_RAW + 2000)
#define UPLOADS		"/api/upload/image"

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
picture_make(unsigned char png[PICTURE_ROOM], int number)
{
	static const unsigned char	 head[13] = { 0, 0, PICTURE_WIDE >> 8,
	    PICTURE_WIDE & 255, 0, 0, PICTURE_HIGH >> 8, PICTURE_HIGH & 255,
	    8, 2, 0, 0, 0 };
	unsigned char			*raw = malloc(PICTURE_RAW),
					*packed = malloc(PICTURE_ROOM);
	uLongf				 n = PICTURE_ROOM;
	size_t				 len = 8;

	if (raw == NULL || packed == NULL)
		abort();
	for (int i = 0; i < PICTURE_RAW; i++)
		raw[i] = i % (1 + PICTURE_WIDE * 3) == 0 ? 0 : (unsigned char)
		    (i % 97 + (number >> (i % 3 * 8)) + i / 7001);
	compress2(packed, &n, raw, PICTURE_RAW, 1);
	memcpy(png, "\x89PNG\r\n\x1a\n", 8);
	len += chunk_put(png + len, "IHDR", head, sizeof(head));
	len += chunk_put(png + len, "IDAT", packed, n);
	len += chunk_put(png + len, "IEND", "", 0);
	free(packed);
	free(raw);
	return len;
}

#define BOUNDARY "souk-test-boundary"

static inline struct answer *
picture_send(struct client *c, const char *name, int number)
{
	unsigned char	*body = malloc(PICTURE_ROOM + 400);
	struct answer	*a;
	size_t		 len;

	if (body == NULL)
		abort();
	len = (size_t)snprintf((char *)body, 400, "--" BOUNDARY "\r\n"
	    "Content-Disposition: form-data; name=\"file\"; filename="
	    "\"%s.png\"\r\nContent-Type: image/png\r\n\r\n", name);
	len += picture_make(body + len, number);
	len += (size_t)snprintf((char *)body + len, 100, "\r\n--" BOUNDARY
	    "--\r\n");
	a = client_send(c, "POST", UPLOADS, "multipart/form-data; boundary="
	    BOUNDARY, (const char *)body, len);
	free(body);
	return a;
}

#endif
