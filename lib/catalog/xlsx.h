/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_XLSX_H
#define SOUK_CATALOG_XLSX_H

#include <expat.h>
#include <minizip/unzip.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/catalog/source.h"

/*
 * XLSX workbooks in bounded memory (private to xlsx*.c): a row at a time, the
 * shared strings alone are kept.  Nothing in a file can make it inflate to
 * more than these bounds, and no DTD is read.
 */
#define XLSX_ENTRIES	2048
#define XLSX_SHEETS	256
#define XLSX_ENTRY_MAX	((uint64_t)512 << 20)	/* inflated, one entry */
#define XLSX_ALL_MAX	((uint64_t)1 << 30)	/* and all of them */
#define XLSX_RATIO	300			/* beyond the first MiB */
#define XLSX_STRINGS_MAX ((size_t)96 << 20)	/* bytes of shared strings */
#define XLSX_DEPTH	48
#define XLSX_TOKEN_MAX	(2 << 20)		/* one tag or comment */
#define XLSX_ROWS	1048576
#define XLSX_BLOCK	(32 << 10)

/* ---- xlsx_zip.c --------------------------------------------------------- */
struct xlsx_zip {
	unzFile			 zip;
	struct source_why	*why;
	uint64_t		 packed, inflated;	/* of the open entry */
};

/* False: why is set, or errno. */
bool	 xlsx_zip_open(struct xlsx_zip *, const char *path);
void	 xlsx_zip_close(struct xlsx_zip *);
/* False: there is none of this name, or (why) it cannot be read. */
bool	 xlsx_entry_open(struct xlsx_zip *, const char *name);
/* Bytes; 0 at the end, -1: why is set. */
int	 xlsx_entry_read(struct xlsx_zip *, void *, unsigned size);
/* Nothing of it can be read; false, for returning. */
bool	 xlsx_bad(struct source_why *, const char *entry);

/* ---- xlsx_xml.c --------------------------------------------------------- */
/*
 * One entry read as XML: handlers get local names.  Not namespace-aware: a
 * prefix is dropped.
 */
struct xlsx_xml {
	struct xlsx_zip	*zip;
	XML_Parser	 parser;
	const char	*entry;		/* for why */
	int		 depth;
	uint64_t	 fed, heard;	/* bytes, now and at the last event */
	bool		 suspended, over;
	void		*user;
	void		(*start)(void *, const char *name, const char **attrs);
	void		(*end)(void *, const char *name);
	void		(*text)(void *, const char *, int len);
};

/* Opens the entry; handlers and user have been set. */
bool		 xlsx_xml_open(struct xlsx_xml *, struct xlsx_zip *,
		    const char *entry);
/* On until a handler calls xlsx_xml_pause() or the end.  False: why. */
bool		 xlsx_xml_run(struct xlsx_xml *);
void		 xlsx_xml_pause(struct xlsx_xml *);
/* The file means harm or is none; why is set. */
void		 xlsx_xml_refuse(struct xlsx_xml *);
void		 xlsx_xml_close(struct xlsx_xml *);
const char	*xlsx_attr(const char **attrs, const char *local_name);

/* ---- xlsx_book.c -------------------------------------------------------- */
struct xlsx_book {
	char	 sheet[512];		/* entry of the sheet; "" */
	char	 strings[512];		/* of the shared strings; "" */
};
bool		 xlsx_book_read(struct xlsx_zip *, const char *wanted,
		    struct xlsx_book *);

/* ---- xlsx_strings.c ------------------------------------------------------ */
struct xlsx_strings {
	char		*text;
	size_t		 len, room;
	uint32_t	*at;		/* where each begins */
	size_t		 count, count_room;
};
bool		 xlsx_strings_read(struct xlsx_zip *, const char *entry,
		    struct xlsx_strings *);
void		 xlsx_strings_free(struct xlsx_strings *);
/* NULL: there is none of this number. */
const char	*xlsx_string(const struct xlsx_strings *, const char *number);
/* "_x000D_" and the like, in place; the length then. */
size_t		 xlsx_unescape(char *, size_t len);

/* ---- xlsx_number.c ------------------------------------------------------- */
/*
 * A number as a sheet stores it, as a person would have written it: 15
 * digits at most, which takes away what binary fractions added
 * ("19.989999999999998" is "19.99"), and no exponent.  What is no number is
 * copied.  The text has room for XLSX_NUMBER bytes.
 */
#define XLSX_NUMBER	64
void		 xlsx_number(char out[XLSX_NUMBER], const char *raw);

#endif
