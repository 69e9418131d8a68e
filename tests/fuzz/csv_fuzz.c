/* SPDX-License-Identifier: ISC */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/catalog/csv.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Whatever the bytes: every record ends further on, cells are texts. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const int		 fd = memfd_create("csv", MFD_CLOEXEC);
	struct csv		*csv;
	struct csv_record	 r;
	int64_t			 end = 0, line = 0;
	size_t			 i, total = 0;

	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len ||
	    (csv = csv_open(fd)) == NULL)
		return 0;
	while (csv_next(csv, &r)) {
		if (r.end <= end || r.end > (int64_t)len || r.line <= line ||
		    (r.fault != CSV_FINE) != (r.count == 0))
			abort();
		end = r.end;
		line = r.line;
		for (i = 0; i < r.count; i++)
			total += strlen(r.cells[i]);
	}
	if (csv_broken(csv) || total > 3 * len)
		abort();
	csv_close(csv);
	return 0;
}
