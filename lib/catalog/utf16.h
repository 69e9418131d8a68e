/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_UTF16_H
#define SOUK_CATALOG_UTF16_H

#include <stdbool.h>

/* UTF-16 by its byte order mark (private to lib/catalog). */
enum utf16 { UTF16_NOT, UTF16_LE, UTF16_BE };

enum utf16	 utf16_sniff(int fd);
/*
 * A copy in UTF-8, in a spool beside path; -1: errno.  What is not UTF-16
 * becomes a byte that is not UTF-8, so that it costs its record only.
 */
int		 utf16_copy(int fd, enum utf16, const char *path);

#endif
