/* SPDX-License-Identifier: ISC */
#include <minizip/zip.h>

#include "tests/fuzz/fuzz_source.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define BOOK	"<workbook xmlns:r=\"r\"><sheets><sheet name=\"One\"" \
	" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define RELS	"<Relationships><Relationship Id=\"rId1\"" \
	" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
	"<Relationship Id=\"rId2\" Type=\"x/sharedStrings\"" \
	" Target=\"sharedStrings.xml\"/></Relationships>"

/* What a book is made of, and what it is unless the input says more. */
static const struct { const char *name, *text; } parts[] = {
	{ "xl/worksheets/sheet1.xml", "" },
	{ "xl/sharedStrings.xml", "<sst/>" },
	{ "xl/workbook.xml", BOOK },
	{ "xl/_rels/workbook.xml.rels", RELS },
};
#define PARTS	(sizeof(parts) / sizeof(parts[0]))

static void
part_put(zipFile zip, const char *name, const void *bytes, size_t len)
{
	if (zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL,
	    Z_DEFLATED, 1) != ZIP_OK ||
	    zipWriteInFileInZip(zip, bytes, (unsigned)len) != ZIP_OK ||
	    zipCloseFileInZip(zip) != ZIP_OK)
		abort();
}

/* The sheet, and behind each NUL one part more, in a zip: else no change of
 * a byte would come past the checksums. */
static void
book_write(const char *path, const uint8_t *bytes, size_t len)
{
	zipFile		 zip = zipOpen64(path, APPEND_STATUS_CREATE);
	const uint8_t	*end;
	size_t		 i, n;

	if (zip == NULL)
		abort();
	for (i = 0; i < PARTS; i++) {
		if (len == 0) {
			part_put(zip, parts[i].name, parts[i].text,
			    strlen(parts[i].text));
			continue;
		}
		end = memchr(bytes, 0, len);
		n = end == NULL ? len : (size_t)(end - bytes);
		part_put(zip, parts[i].name, bytes, n);
		n += end != NULL;
		bytes += n;
		len -= n;
	}
	if (zipClose(zip, NULL) != ZIP_OK)
		abort();
}

/* "PK" is a file as it is, anything else the parts of one. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const int	 fd = memfd_create("xlsx", MFD_CLOEXEC);
	char		 path[64];

	if (fd < 0)
		return 0;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (len >= 2 && bytes[0] == 'P' && bytes[1] == 'K') {
		if (write(fd, bytes, len) != (ssize_t)len)
			abort();
	} else
		book_write(path, bytes, len);
	fuzz_source(path);
	close(fd);
	return 0;
}
