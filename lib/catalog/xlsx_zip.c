/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/catalog/catalog.h"
#include "lib/catalog/xlsx.h"

#define RATIO_FROM	((uint64_t)1 << 20)
#define FLAG_ENCRYPTED	1

bool
xlsx_bad(struct source_why *why, const char *entry)
{
	if (why->message == NULL)
		*why = (struct source_why){
			&catalog_messages[CATALOG_IMPORT_XLSX], 0, entry
		};
	return false;
}

static bool
too_big(struct source_why *why)
{
	*why = (struct source_why){
		&catalog_messages[CATALOG_IMPORT_BOMB], 0, ""
	};
	return false;
}

static bool
is_bomb(uint64_t inflated, uint64_t packed)
{
	return inflated > XLSX_ENTRY_MAX ||
	    (inflated > RATIO_FROM && inflated / XLSX_RATIO > packed);
}

/* What the directory says of every entry, before any is read. */
static bool
entries_check(struct xlsx_zip *z)
{
	unz_global_info64	 all;
	unz_file_info64		 info;
	uint64_t		 sum = 0;
	int			 rc;

	if (unzGetGlobalInfo64(z->zip, &all) != UNZ_OK)
		return xlsx_bad(z->why, "");
	if (all.number_entry > XLSX_ENTRIES)
		return too_big(z->why);
	for (rc = unzGoToFirstFile(z->zip); rc == UNZ_OK;
	    rc = unzGoToNextFile(z->zip)) {
		if (unzGetCurrentFileInfo64(z->zip, &info, NULL, 0, NULL, 0,
		    NULL, 0) != UNZ_OK || info.flag & FLAG_ENCRYPTED)
			return xlsx_bad(z->why, "");
		if (info.uncompressed_size > XLSX_ALL_MAX ||
		    (sum += info.uncompressed_size) > XLSX_ALL_MAX ||
		    is_bomb(info.uncompressed_size, info.compressed_size))
			return too_big(z->why);
	}
	return rc == UNZ_END_OF_LIST_OF_FILE || xlsx_bad(z->why, "");
}

bool
xlsx_zip_open(struct xlsx_zip *z, const char *path)
{
	if ((z->zip = unzOpen64(path)) == NULL)
		return xlsx_bad(z->why, "");
	return entries_check(z);
}

void
xlsx_zip_close(struct xlsx_zip *z)
{
	if (z->zip != NULL)
		unzClose(z->zip);
	z->zip = NULL;
}

bool
xlsx_entry_open(struct xlsx_zip *z, const char *name)
{
	unz_file_info64	 info;

	unzCloseCurrentFile(z->zip);
	if (unzLocateFile(z->zip, name, 2) != UNZ_OK)
		return false;
	if (unzGetCurrentFileInfo64(z->zip, &info, NULL, 0, NULL, 0, NULL,
	    0) != UNZ_OK || unzOpenCurrentFile(z->zip) != UNZ_OK)
		return xlsx_bad(z->why, "");
	z->packed = info.compressed_size;
	z->inflated = 0;
	return true;
}

/* The directory may lie, so what comes out is counted too. */
int
xlsx_entry_read(struct xlsx_zip *z, void *to, unsigned size)
{
	const int	 n = unzReadCurrentFile(z->zip, to, size);

	if (n < 0 || (n == 0 && unzCloseCurrentFile(z->zip) != UNZ_OK)) {
		xlsx_bad(z->why, "");
		return -1;
	}
	z->inflated += (uint64_t)n;
	if (is_bomb(z->inflated, z->packed)) {
		too_big(z->why);
		return -1;
	}
	return n;
}
