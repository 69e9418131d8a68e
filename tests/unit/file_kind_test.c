/* SPDX-License-Identifier: ISC */
/* What a file is, by its bytes; and what is said of it. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/inbox/file.h"
#include "tests/suite.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define B(TEXT)	(TEXT), sizeof(TEXT) - 1
#define ZIP_HEAD "PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\23\0\0\0"
#define ZIP_END	"PK\5\6\0\0\0\0"

static const struct { const char *bytes; size_t len; const char *type; }
kinds[] = {
	{ B("\xff\xd8\xff\xe0"), "image/jpeg" },
	{ B("\x89PNG\r\n\x1a\nIHDR"), "image/png" },
	{ B("RIFF\1\0\0\0WEBPVP8 "), "image/webp" },
	{ B("%PDF-1.4"), "application/pdf" },
	{ B("OggS\0\2"), "audio/ogg" },
	{ B("ID3\3\0"), "audio/mpeg" }, { B("\xff\xfb\x90"), "audio/mpeg" },
	{ B("\xff\xf1\x50"), "audio/aac" },
	{ B("#!AMR\n\0"), "audio/amr" },
	{ B("\0\0\0 ftypM4A "), "audio/mp4" },
	{ B("\0\0\0 ftypmp42"), "video/mp4" },
	{ B("\0\0\0 ftypisom"), "video/mp4" },
	{ B("\0\0\0 ftyp3gp4"), "video/3gpp" },
	{ B(ZIP_HEAD "[Content_Types].xml word/document.xml" ZIP_END),
	  "application/vnd.openxmlformats-officedocument.wordprocessingml"
	  ".document" },
	{ B(ZIP_HEAD "[Content_Types].xml xl/workbook.xml" ZIP_END),
	  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ B("PK\3\4\24\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\10\0\0\0"
	  "mimetypeapplication/vnd.oasis.opendocument.text" ZIP_END),
	  "application/vnd.oasis.opendocument.text" },
	{ B("BEGIN:VCARD\nVERSION:3.0\n"), "text/vcard" },
	{ B("Bonjour,\nune théière"), "text/plain" },
	{ B("\xef\xbb\xbf" "a;b\n1;2\n"), "text/plain" },
	/* not taken */
	{ B(""), NULL }, { B(" \n"), NULL }, { B("MZ\x90"), NULL },
	{ B("\x7f" "ELF\2"), NULL }, { B("#!/bin/sh\n"), NULL },
	{ B("<!doctype html>"), NULL }, { B("  <svg>"), NULL },
	{ B("<?xml version='1.0'?>"), NULL },
	{ B("\xef\xbb\xbf<html>"), NULL }, { B("GIF89a\1\0\1\0"), NULL },
	{ B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), NULL },
	{ B("a\0b"), NULL }, { B("\xc3("), NULL },
	{ B(ZIP_HEAD "x.exe" ZIP_END), NULL },
	{ B(ZIP_HEAD "[Content_Types].xml word/document.xml"), NULL },
	{ B(ZIP_HEAD "[Content_Types].xml word/document.xml"
	  " word/vbaProject.bin" ZIP_END), NULL },
	{ B(ZIP_HEAD "[Content_Types].xml word/document.xml"
	  " META-INF/MANIFEST.MF" ZIP_END), NULL },
	{ B("\0\0\0 ftypheic"), NULL }, { B("RIFF\1\0\0\0WAVE"), NULL },
};

START_TEST(target_60_a_file_is_what_its_bytes_say)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct file_kind	*k = file_kind_of(kinds[i].bytes,
					    kinds[i].len, kinds[i].bytes,
					    kinds[i].len);

		ck_assert_msg(kinds[i].type == NULL ? k == NULL : k != NULL &&
		    strcmp(k->type, kinds[i].type) == 0, "%zu: %s, not %s", i,
		    k == NULL ? "none" : k->type, kinds[i].type == NULL ?
		    "none" : kinds[i].type);
	}
}
END_TEST

static const struct {
	const char *bytes; size_t len; struct file_said said;
	enum file_fault fault;
} said[] = {
	{ B("%PDF-1"), { NULL, NULL, NULL }, FILE_FINE },
	{ B("%PDF-1"), { "document", "application/pdf", "A.PDF" },
	  FILE_FINE },
	{ B("%PDF-1"), { "document", "application/octet-stream", "a" },
	  FILE_FINE },
	{ B("%PDF-1"), { "document", "APPLICATION/PDF; x=1", NULL },
	  FILE_FINE },
	{ B("%PDF-1"), { "image", NULL, NULL }, FILE_LIES },
	{ B("%PDF-1"), { "document", "image/png", NULL }, FILE_LIES },
	{ B("%PDF-1"), { "document", "application/pdfx", NULL }, FILE_LIES },
	{ B("%PDF-1"), { "document", NULL, "a.pdf.exe" }, FILE_LIES },
	{ B("OggS\0"), { "audio", "audio/ogg; codecs=opus", NULL },
	  FILE_FINE },
	{ B("OggS\0"), { "video", NULL, NULL }, FILE_LIES },
	{ B("RIFF\1\0\0\0WEBPVP8 "), { "sticker", "image/webp", NULL },
	  FILE_FINE },
	{ B("\xff\xd8\xff"), { "sticker", NULL, NULL }, FILE_LIES },
	{ B("\xff\xd8\xff"), { "document", "image/jpeg", "a.jpeg" },
	  FILE_FINE },
	{ B("<html>"), { "document", NULL, NULL }, FILE_KIND },
	{ B(""), { "document", NULL, NULL }, FILE_EMPTY },
};

static int
file_of(const void *bytes, size_t len)
{
	FILE	*f = tmpfile();

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	ck_assert_int_eq(fflush(f), 0);
	return dup(fileno(f));
}

START_TEST(target_60_who_calls_a_file_something_else_lies)
{
	for (size_t i = 0; i < COUNT(said); i++) {
		const struct file_kind	*k;
		const int		 fd = file_of(said[i].bytes,
					    said[i].len);
		const enum file_fault	 f = file_look(fd, &said[i].said, &k);

		ck_assert_msg(f == said[i].fault, "%zu: %d", i, (int)f);
		close(fd);
	}
}
END_TEST

START_TEST(target_60_a_file_is_as_large_as_meta_takes)
{
	const struct file_said	 sticker = { "sticker", NULL, NULL };
	const struct file_kind	*k;
	int			 fd = file_of(B("RIFF\1\0\0\0WEBPVP8 "));

	ck_assert_int_eq(ftruncate(fd, 500 * 1024), 0);
	ck_assert_int_eq(file_look(fd, &sticker, &k), FILE_FINE);
	ck_assert_int_eq(ftruncate(fd, 500 * 1024 + 1), 0);
	ck_assert_int_eq(file_look(fd, &sticker, &k), FILE_LARGE);
	close(fd);
	ck_assert_int_eq(file_most("image"), 5 << 20);
	ck_assert_int_eq(file_most("audio"), 16 << 20);
	ck_assert_int_eq(file_most("video"), 16 << 20);
	ck_assert_int_eq(file_most("document"), 100 << 20);
	ck_assert_int_eq(file_most(NULL), 100 << 20);
}
END_TEST

static void
nothing(void)
{
}

int
main(void)
{
	static const struct suite	 suite = { "kinds of files", nothing,
					    nothing, false, 20 };
	const TTest *const		 tests[] = {
		target_60_a_file_is_what_its_bytes_say,
		target_60_who_calls_a_file_something_else_lies,
		target_60_a_file_is_as_large_as_meta_takes,
	};

	return suite_of(&suite, tests, COUNT(tests));
}
