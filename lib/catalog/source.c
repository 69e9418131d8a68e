/* SPDX-License-Identifier: ISC */
#include "lib/catalog/source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/catalog/catalog.h"
#include "lib/catalog/csv_sniff.h"
#include "lib/catalog/kind.h"
#include "lib/catalog/utf16.h"

/* ---- CSV --------------------------------------------------------------- */

static bool
next_csv(void *csv, struct csv_record *record)
{
	return csv_next(csv, record);
}

static bool
broken_csv(const void *csv)
{
	return csv_broken(csv);
}

static void
close_csv(void *csv)
{
	csv_close(csv);
}

static const struct source_ops csv_ops = { next_csv, broken_csv, close_csv };

/* Takes the descriptor over. */
static bool
open_csv(struct source *s, const struct source_from *from, int fd)
{
	static const char *const	 encodings[] = {
		[UTF16_NOT] = "UTF-8",
		[UTF16_LE] = "UTF-16LE",
		[UTF16_BE] = "UTF-16BE",
	};
	const enum utf16		 utf16 = utf16_sniff(fd);
	int				 copy;

	if (utf16 != UTF16_NOT) {
		copy = utf16_copy(fd, utf16, from->path);
		close(fd);
		if ((fd = copy) < 0)
			return false;
	}
	s->kind = "csv";
	s->ops = &csv_ops;
	if ((s->reader = csv_open(fd)) == NULL)
		return false;
	s->encoding = csv_kind(s->reader)->windows ? "Windows-1252" :
	    encodings[utf16];
	s->delimiter = csv_kind(s->reader)->delimiter;
	return true;
}

/* ---- any --------------------------------------------------------------- */

static bool
open_kind(struct source *s, const struct source_from *from, int fd)
{
	const char	*type;

	switch (kind_of(fd, &type)) {
	case KIND_CSV:
		return open_csv(s, from, fd);
	case KIND_JSON:
		return json_source_open(s, from, fd);
	case KIND_XLSX:
		close(fd);
		return xlsx_open(s, from);
	case KIND_OTHER:
		break;
	}
	close(fd);
	s->why = (struct source_why){
		&catalog_messages[CATALOG_IMPORT_KIND], 0, type
	};
	return false;
}

bool
source_open(struct source **source, const struct source_from *from)
{
	int	 fd;

	if ((*source = calloc(1, sizeof(**source))) == NULL ||
	    (fd = open(from->path, O_RDONLY | O_CLOEXEC)) < 0)
		return false;
	return open_kind(*source, from, fd);
}

bool
source_next(struct source *s, struct csv_record *record)
{
	return s->ops->next(s->reader, record);
}

bool
source_broken(const struct source *s)
{
	return s->ops->broken(s->reader);
}

void
source_close(struct source *s)
{
	if (s != NULL && s->ops != NULL)
		s->ops->close(s->reader);
	free(s);
}
