/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_CSV_SNIFF_H
#define SOUK_CATALOG_CSV_SNIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a CSV file turns out to be (private to csv.c). */
struct csv_kind {
	char		 delimiter;
	bool		 windows;	/* Windows-1252, else UTF-8 */
	int64_t		 start;		/* offset of the header line */
	int64_t		 line;		/* its number */
};

/* False: the file cannot be read (errno). */
bool		 csv_sniff(int fd, struct csv_kind *);
/* The code point of a Windows-1252 byte from 0x80 on; 0: there is none. */
uint16_t	 csv_windows(unsigned char);
/* pread(2) up to size bytes, as many as there are; -1: errno. */
long		 csv_pread(int fd, void *, size_t size, int64_t offset);

#endif
