/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/text.h"
#include "lib/media/parts.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define FIRST		32	/* bytes that tell a kind */
#define PIXELS		40000000
#define MEGA		1000000

const struct media_kind media_kinds[] = {
	{ "image/jpeg", "jpg jpeg jfif", (int64_t)MEDIA_BYTES, PIXELS },
	{ "image/png", "png", (int64_t)MEDIA_BYTES, PIXELS },
	{ "image/webp", "webp", (int64_t)MEDIA_BYTES, PIXELS },
	{ NULL, NULL, 0, 0 }
};

/* What others call the same. */
static const struct { const char *said, *meant; } also[] = {
	{ "image/jpg", "image/jpeg" }, { "image/pjpeg", "image/jpeg" },
	{ "image/x-png", "image/png" },
};

/* How a file of a kind begins, from byte `at`; kind: among those taken. */
static const struct magic {
	const char		*bytes;
	size_t			 len, at;
	int			 kind;		/* -1: not taken */
	enum media_message	 message;
} magics[] = {
	{ "\xff\xd8\xff", 3, 0, 0, 0 },
	{ "\x89PNG\r\n\x1a\n", 8, 0, 1, 0 },
	{ "WEBP", 4, 8, 2, 0 },
	{ "GIF8", 4, 0, -1, MEDIA_NOT_GIF },
	{ "ftypavif", 8, 4, -1, MEDIA_NOT_AVIF },
	{ "ftypavis", 8, 4, -1, MEDIA_NOT_AVIF },
	{ "ftyphei", 7, 4, -1, MEDIA_NOT_HEIC },
	{ "ftyphev", 7, 4, -1, MEDIA_NOT_HEIC },
	{ "ftypmif1", 8, 4, -1, MEDIA_NOT_HEIC },
	{ "ftypmsf1", 8, 4, -1, MEDIA_NOT_HEIC },
	{ "BM", 2, 0, -1, MEDIA_NOT_BMP },
	{ "II*\0", 4, 0, -1, MEDIA_NOT_TIFF },
	{ "MM\0*", 4, 0, -1, MEDIA_NOT_TIFF },
	{ "%PDF", 4, 0, -1, MEDIA_NOT_PDF },
	{ "<svg", 4, 0, -1, MEDIA_NOT_SVG },
	{ "<?xml", 5, 0, -1, MEDIA_NOT_SVG },
	{ "<!DOCTYPE svg", 13, 0, -1, MEDIA_NOT_SVG },
};

static const struct magic *
magic_of(const char *p, size_t len)
{
	static const struct magic	 none = { .kind = -1,
					    .message = MEDIA_NOT_A_PICTURE };

	for (size_t i = 0; i < COUNT(magics); i++)
		if (len >= magics[i].at + magics[i].len && memcmp(p +
		    magics[i].at, magics[i].bytes, magics[i].len) == 0)
			return &magics[i];
	return &none;
}

enum outcome
media_refuse(struct act *act, const struct media_new *new, enum outcome e,
    const struct message *m, int64_t number)
{
	act->problem.message = m;
	act->problem.numbers[0] = number;
	act_bad_number(act, new->field, m, number, 0);
	return e;
}

/* A word of a list with blanks between. */
static bool
has_word(const char *list, const char *word)
{
	const size_t	 len = strlen(word);

	for (const char *p = list; len > 0 && *p != '\0'; p += *p == ' ') {
		const size_t	 n = strcspn(p, " ");

		if (n == len && strncasecmp(p, word, n) == 0)
			return true;
		p += n;
	}
	return false;
}

/* "image/jpeg; q=1" is image/jpeg; octet-stream says nothing. */
static bool
type_agrees(const char *said, const struct media_kind *kind)
{
	size_t	 len;

	if (said == NULL || *said == '\0')
		return true;
	len = strcspn(said, "; \t");
	for (size_t i = 0; i < COUNT(also); i++)
		if (strlen(also[i].said) == len &&
		    strncasecmp(said, also[i].said, len) == 0)
			return strcmp(also[i].meant, kind->type) == 0;
	if (len == strlen("application/octet-stream") &&
	    strncasecmp(said, "application/octet-stream", len) == 0)
		return true;
	return len == strlen(kind->type) &&
	    strncasecmp(said, kind->type, len) == 0;
}

/* A name without a dot says nothing: "blob" is what browsers call one. */
static bool
name_agrees(const char *name, const struct media_kind *kind)
{
	const char	*dot = name == NULL ? NULL : strrchr(name, '.');

	return dot == NULL || has_word(kind->extensions, dot + 1);
}

enum outcome
media_kind_check(struct act *act, const struct media_new *new, int fd,
    const struct media_kind **kind)
{
	char			 first[FIRST];
	const ssize_t		 n = pread(fd, first, sizeof(first), 0);
	const struct magic	*magic;
	struct stat		 st;

	if (n < 0 || fstat(fd, &st) != 0)
		return SOUK_INTERNAL;
	if (n == 0)
		return media_refuse(act, new, SOUK_INVALID,
		    &media_messages[MEDIA_EMPTY], 0);
	magic = magic_of(first, (size_t)n);
	if (magic->kind == -1)
		return media_refuse(act, new, SOUK_UNSUPPORTED,
		    &media_messages[magic->message], 0);
	*kind = &media_kinds[magic->kind];
	if (!type_agrees(new->type, *kind) ||
	    !name_agrees(new->file_name, *kind))
		return media_refuse(act, new, SOUK_INVALID,
		    &media_messages[MEDIA_OTHER_KIND], 0);
	return st.st_size <= (*kind)->bytes ? SOUK_OK : media_refuse(act, new,
	    SOUK_INVALID, &media_messages[MEDIA_MANY_BYTES],
	    (*kind)->bytes / MEGA);
}
