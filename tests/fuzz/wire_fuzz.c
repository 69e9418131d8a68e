/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/media/parts.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What a souk-media that was taken over may say. */
#define PIXELS	40000000
#define BYTES	100000		/* that a socket holds */

static char	 folder[] = "/dev/shm/souk-fuzz.XXXXXX";

static int
folder_open(void)
{
	static int	 fd = -1;

	if (fd == -1 && mkdtemp(folder) != NULL)
		fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		abort();
	return fd;
}

/* Only names of our own, and never more than was said. */
static void
folder_check(int fd, size_t most)
{
	DIR		*dir = opendir(folder);
	struct dirent	*e;

	if (dir == NULL)
		abort();
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		if (strspn(e->d_name, "0123456789") == 0 ||
		    strchr(e->d_name, '/') != NULL || most == 0)
			abort();
		unlinkat(fd, e->d_name, 0);
	}
	closedir(dir);
}

/*
 * The first byte is how far an answer that would be right is filled in: what
 * is random from the first byte on would never come far.
 */
static size_t
answer_make(const uint8_t *bytes, size_t len, uint8_t *out)
{
	struct wire_answer	 a = { .magic = WIRE_MAGIC, .width = 1 + bytes[1],
		.height = 77, .placeholder_len = 40, .parts = 4 };
	struct wire_part	 part = { .format = WIRE_WEBP,
		.width = 1 + bytes[1], .height = 60, .len = 16 };
	size_t			 n = 0;

	if (bytes[1] < 160)
		a.parts = 2;
	memcpy(a.placeholder, "RIFF", 4);
	memcpy(out, &a, sizeof(a));
	n = sizeof(a);
	for (uint32_t i = 0; i < a.parts && i < bytes[0] % 5U; i++) {
		if (i == 2)
			part.width = 160;
		part.format = i % 2 == 0 ? WIRE_WEBP : WIRE_JPEG;
		memcpy(out + n, &part, sizeof(part));
		memcpy(out + n + sizeof(part), i % 2 == 0 ?
		    "RIFF\4\0\0\0WEBPVP8 " : "\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0\0\0\0",
		    16);
		n += sizeof(part) + 16;
	}
	memcpy(out + n, bytes + 2, len - 2);
	return n + len - 2;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static uint8_t	 out[BYTES + 4096];
	const int	 fd = folder_open();
	struct told	 told = { .result = WIRE_BROKEN };
	struct act	 act = { .now = 1 };
	const uint8_t	*p = bytes;
	int		 pair[2];

	if (len < 2 || len > BYTES)
		return 0;
	if (bytes[0] < 128) {
		len = answer_make(bytes, len, out);
		p = out;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) != 0)
		return 0;
	if (write(pair[0], p, len) != (ssize_t)len)
		abort();
	close(pair[0]);
	if (media_answer_take(&act, pair[1], PIXELS, fd, &told) &&
	    (told.result >= WIRE__MAX || (told.result == WIRE_DONE &&
	    (told.width < 1 || told.bytes < 1 || told.largest < 1 ||
	    told.width * told.height > PIXELS))))
		abort();
	close(pair[1]);
	folder_check(fd, len);
	return 0;
}
