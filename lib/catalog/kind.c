/* SPDX-License-Identifier: ISC */
#include "lib/catalog/kind.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lib/catalog/csv_sniff.h"

#define KIND_BYTES	512

static const struct {
	const char	*bytes;
	size_t		 len, at;
	const char	*type;
	enum kind	 kind;
} magics[] = {
	{ "PK\3\4", 4, 0, "application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet", KIND_XLSX },
	{ "PK\5\6", 4, 0, "application/zip", KIND_OTHER },
	{ "\x89PNG", 4, 0, "image/png", KIND_OTHER },
	{ "\xff\xd8\xff", 3, 0, "image/jpeg", KIND_OTHER },
	{ "GIF8", 4, 0, "image/gif", KIND_OTHER },
	{ "WEBP", 4, 8, "image/webp", KIND_OTHER },
	{ "%PDF-", 5, 0, "application/pdf", KIND_OTHER },
	{ "\xd0\xcf\x11\xe0", 4, 0, "application/vnd.ms-excel",
	    KIND_OTHER },
	{ "\x1f\x8b", 2, 0, "application/gzip", KIND_OTHER },
	{ "7z\xbc\xaf", 4, 0, "application/x-7z-compressed", KIND_OTHER },
	{ "Rar!", 4, 0, "application/vnd.rar", KIND_OTHER },
	{ "SQLite format 3", 16, 0, "application/vnd.sqlite3", KIND_OTHER },
	{ "\x7f""ELF", 4, 0, "application/x-executable", KIND_OTHER },
	{ "glTF", 4, 0, "model/gltf-binary", KIND_OTHER },
	{ "ftyp", 4, 4, "video/mp4", KIND_OTHER },
};

/* What text begins with, past its byte order mark and blanks. */
static enum kind
text_kind(const char *p, const char *end, const char **type)
{
	if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	while (p < end && isspace((unsigned char)*p))
		p++;
	*type = "text/csv";
	if (p == end)
		return KIND_CSV;
	if (*p == '{' || *p == '[') {
		*type = "application/json";
		return KIND_JSON;
	}
	if (end - p < 6 || *p != '<')
		return KIND_CSV;
	if (memcmp(p, "<?xml", 5) == 0)
		*type = "application/xml";
	else if (strncasecmp(p, "<html", 5) == 0 ||
	    strncasecmp(p, "<!doct", 6) == 0)
		*type = "text/html";
	else
		return KIND_CSV;
	return KIND_OTHER;
}

enum kind
kind_of(int fd, const char **type)
{
	char	 block[KIND_BYTES];
	long	 n = csv_pread(fd, block, sizeof(block), 0);
	size_t	 i;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (n >= (long)(magics[i].at + magics[i].len) &&
		    memcmp(block + magics[i].at, magics[i].bytes,
		    magics[i].len) == 0) {
			*type = magics[i].type;
			return magics[i].kind;
		}
	return text_kind(block, block + (n > 0 ? n : 0), type);
}
