/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/text.h"
#include "lib/inbox/file.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define HEAD		65536	/* bytes that are looked at */
#define TAIL		65536	/* where an archive lists what is in it */
#define KIBI		INT64_C(1024)
#define MEBI		(KIBI * KIBI)
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const struct message file_faults[] = {
	[FILE_FINE] = { .code = "FILE_READY", TEXTS(
		"Ce fichier est prêt.", "This file is ready.",
		"هذا الملف جاهز.") },
	[FILE_KIND] = { .code = "FILE_KIND", TEXTS(
		"Ce genre de fichier n'est pas accepté.",
		"This kind of file is not taken.",
		"هذا النوع من الملفات غير مقبول.") },
	[FILE_LIES] = { .code = "FILE_LIES", TEXTS(
		"Ce fichier n'est pas ce qu'il dit être.",
		"This file is not what it says it is.",
		"هذا الملف ليس كما يدّعي.") },
	[FILE_LARGE] = { .code = "FILE_TOO_LARGE", TEXTS(
		"Ce fichier est trop volumineux.",
		"This file is too large.",
		"هذا الملف كبير جدًا.") },
	[FILE_EMPTY] = { .code = "FILE_EMPTY", TEXTS(
		"Ce fichier est vide.", "This file is empty.",
		"هذا الملف فارغ.") },
	[FILE_CHANGED] = { .code = "FILE_CHANGED", TEXTS(
		"Ce fichier n'est pas arrivé tel qu'il était parti.",
		"This file did not arrive as it left.",
		"لم يصل هذا الملف كما أُرسل.") },
	[FILE_LOST] = { .code = "FILE_LOST", TEXTS(
		"WhatsApp n'a plus ce fichier.",
		"WhatsApp does not have this file any more.",
		"لم يعد هذا الملف موجودًا لدى واتساب.") },
};
static_assert(COUNT(file_faults) == FILE_FAULT__MAX, "a row for each");

enum which { IS_JPEG, IS_PNG, IS_WEBP, IS_PDF, IS_OGG, IS_MP3, IS_AAC, IS_AMR,
	IS_M4A, IS_MP4, IS_3GP, IS_DOCX, IS_XLSX, IS_PPTX, IS_ODT, IS_ODS,
	IS_ODP, IS_VCARD, IS_TEXT, WHICH__MAX };
#define OFFICE	"application/vnd.openxmlformats-officedocument."
#define OPEN	"application/vnd.oasis.opendocument."

static const struct file_kind kinds[] = {
	[IS_JPEG] = { "image/jpeg", "jpg jpeg jfif", "image/jpg image/pjpeg",
	    "image", true, true },
	[IS_PNG] = { "image/png", "png", "image/x-png", "image", true, true },
	[IS_WEBP] = { "image/webp", "webp", "", "image", true, true },
	[IS_PDF] = { "application/pdf", "pdf", "application/x-pdf",
	    "document", false, false },
	[IS_OGG] = { "audio/ogg", "ogg oga opus", "audio/opus application/ogg",
	    "audio", false, true },
	[IS_MP3] = { "audio/mpeg", "mp3", "audio/mp3", "audio", false, true },
	[IS_AAC] = { "audio/aac", "aac", "audio/aacp audio/x-aac", "audio",
	    false, true },
	[IS_AMR] = { "audio/amr", "amr", "audio/amr-wb", "audio", false,
	    false },
	[IS_M4A] = { "audio/mp4", "m4a mp4", "audio/x-m4a audio/m4a video/mp4",
	    "audio", false, true },
	[IS_MP4] = { "video/mp4", "mp4 m4v", "audio/mp4", "video", false,
	    true },
	[IS_3GP] = { "video/3gpp", "3gp 3gpp", "audio/3gpp video/3gp",
	    "video", false, true },
	[IS_DOCX] = { OFFICE "wordprocessingml.document", "docx", "",
	    "document", false, false },
	[IS_XLSX] = { OFFICE "spreadsheetml.sheet", "xlsx", "", "document",
	    false, false },
	[IS_PPTX] = { OFFICE "presentationml.presentation", "pptx", "",
	    "document", false, false },
	[IS_ODT] = { OPEN "text", "odt", "", "document", false, false },
	[IS_ODS] = { OPEN "spreadsheet", "ods", "", "document", false, false },
	[IS_ODP] = { OPEN "presentation", "odp", "", "document", false,
	    false },
	[IS_VCARD] = { "text/vcard", "vcf vcard", "text/x-vcard text/plain",
	    "document", false, false },
	[IS_TEXT] = { "text/plain", "txt text csv tsv log md",
	    "text/csv text/tab-separated-values text/markdown", "document",
	    false, false },
};
static_assert(COUNT(kinds) == WHICH__MAX, "a row for each");

/* How it begins, from byte `at`. */
static const struct { const char *bytes; size_t len, at; enum which which; }
magics[] = {
	{ "\xff\xd8\xff", 3, 0, IS_JPEG },
	{ "\x89PNG\r\n\x1a\n", 8, 0, IS_PNG },
	{ "WEBPVP8", 7, 8, IS_WEBP },
	{ "%PDF-", 5, 0, IS_PDF },
	{ "OggS\0", 5, 0, IS_OGG },
	{ "ID3\2", 4, 0, IS_MP3 }, { "ID3\3", 4, 0, IS_MP3 },
	{ "ID3\4", 4, 0, IS_MP3 },
	{ "\xff\xfb", 2, 0, IS_MP3 }, { "\xff\xf3", 2, 0, IS_MP3 },
	{ "\xff\xf2", 2, 0, IS_MP3 },
	{ "\xff\xf1", 2, 0, IS_AAC }, { "\xff\xf9", 2, 0, IS_AAC },
	{ "#!AMR\n", 6, 0, IS_AMR }, { "#!AMR-WB\n", 9, 0, IS_AMR },
	{ "ftypM4A ", 8, 4, IS_M4A }, { "ftypM4B ", 8, 4, IS_M4A },
	{ "ftypmp4", 7, 4, IS_MP4 }, { "ftypiso", 7, 4, IS_MP4 },
	{ "ftypavc1", 8, 4, IS_MP4 }, { "ftypMSNV", 8, 4, IS_MP4 },
	{ "ftypdash", 8, 4, IS_MP4 }, { "ftypM4V", 7, 4, IS_MP4 },
	{ "ftyp3gp", 7, 4, IS_3GP }, { "ftyp3g2", 7, 4, IS_3GP },
};

static bool
has(const char *p, size_t len, const char *text, size_t n)
{
	return len >= n && memmem(p, len, text, n) != NULL;
}
#define HAS(P, LEN, TEXT)	has(P, LEN, TEXT, sizeof(TEXT) - 1)

/*
 * An archive of an office program: what is in it stands in its list, at the
 * end.  Programs do not come along: macros, or an archive that is one.
 */
static const struct file_kind *
archive_kind(const char *head, size_t len, const char *tail, size_t tail_len)
{
	static const struct { const char *name; enum which which; } open[] = {
		{ OPEN "text", IS_ODT }, { OPEN "spreadsheet", IS_ODS },
		{ OPEN "presentation", IS_ODP } };

	if (!HAS(tail, tail_len, "PK\5\6") ||
	    HAS(tail, tail_len, "vbaProject") ||
	    HAS(tail, tail_len, "META-INF/MANIFEST.MF") ||
	    HAS(tail, tail_len, "AndroidManifest.xml"))
		return NULL;
	for (size_t i = COUNT(open); i-- > 0;)
		if (len > 38 && memcmp(head + 30, "mimetype", 8) == 0 &&
		    len >= 38 + strlen(open[i].name) && memcmp(head + 38,
		    open[i].name, strlen(open[i].name)) == 0)
			return &kinds[open[i].which];
	if (!HAS(tail, tail_len, "[Content_Types].xml"))
		return NULL;
	return HAS(tail, tail_len, "word/document.xml") ? &kinds[IS_DOCX] :
	    HAS(tail, tail_len, "xl/workbook.xml") ? &kinds[IS_XLSX] :
	    HAS(tail, tail_len, "ppt/presentation.xml") ? &kinds[IS_PPTX] :
	    NULL;
}

/* Whole characters only: a cut at the end is none of the text's faults. */
static size_t
whole_length(const char *p, size_t len)
{
	size_t	 back = 0;

	while (back < 3 && back < len &&
	    ((unsigned char)p[len - 1 - back] & 0xc0) == 0x80)
		back++;
	return back < len && (unsigned char)p[len - 1 - back] >= 0xc0 ?
	    len - 1 - back : len;
}

/* What a browser or a shell would run begins with one of two characters. */
static const struct file_kind *
text_kind(const char *p, size_t len)
{
	if (len == HEAD)
		len = whole_length(p, len);
	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3, len -= 3;
	if (!utf8_valid(p, len) || text_has_control(p, len, true))
		return NULL;
	while (len > 0 && strchr(" \t\r\n", *p) != NULL)
		p++, len--;
	if (len == 0 || *p == '<' || (len > 1 && memcmp(p, "#!", 2) == 0))
		return NULL;
	return len > 11 && strncasecmp(p, "begin:vcard", 11) == 0 ?
	    &kinds[IS_VCARD] : &kinds[IS_TEXT];
}

const struct file_kind *
file_kind_of(const char *head, size_t head_len, const char *tail,
    size_t tail_len)
{
	for (size_t i = 0; i < COUNT(magics); i++)
		if (head_len >= magics[i].at + magics[i].len && memcmp(head +
		    magics[i].at, magics[i].bytes, magics[i].len) == 0)
			return &kinds[magics[i].which];
	if (head_len >= 4 && memcmp(head, "PK\3\4", 4) == 0)
		return archive_kind(head, head_len, tail, tail_len);
	return text_kind(head, head_len);
}

/* ---- what is said of it --------------------------------------------------------- */

/* The first len bytes of word, among those of a list. */
static bool
has_word(const char *list, const char *word, size_t len)
{
	size_t	 n;

	for (const char *p = list; *p != '\0'; p += n + (p[n] == ' ')) {
		n = strcspn(p, " ");
		if (n == len && strncasecmp(p, word, n) == 0)
			return true;
	}
	return false;
}

/* "audio/ogg; codecs=opus" is audio/ogg; octet-stream says nothing. */
static bool
type_agrees(const char *said, const struct file_kind *kind)
{
	size_t	 len;

	if (said == NULL || *said == '\0')
		return true;
	len = strcspn(said, "; \t");
	return has_word("application/octet-stream binary/octet-stream", said,
	    len) || has_word(kind->type, said, len) ||
	    has_word(kind->said, said, len);
}

/* A name without a dot says nothing. */
static bool
name_agrees(const char *name, const struct file_kind *kind)
{
	const char	*dot = name == NULL ? NULL : strrchr(name, '.');

	return dot == NULL ||
	    has_word(kind->extensions, dot + 1, strlen(dot + 1));
}

/* A document may be anything that is taken. */
static bool
sent_as_agrees(const char *sent_as, const struct file_kind *kind)
{
	if (sent_as == NULL || strcmp(sent_as, "document") == 0)
		return true;
	if (strcmp(sent_as, "sticker") == 0)
		return kind == &kinds[IS_WEBP];
	return strcmp(sent_as, kind->sent_as) == 0 ||
	    (strcmp(sent_as, "audio") == 0 && (kind == &kinds[IS_MP4] ||
	    kind == &kinds[IS_3GP]));
}

static const struct file_kind *
kind_of_type(const char *type)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (text_equal(kinds[i].type, type))
			return &kinds[i];
	return &kinds[IS_TEXT];
}

const char *
file_sent_as(const char *type)
{
	return kind_of_type(type)->sent_as;
}

bool
file_is_shown(const char *type)
{
	return kind_of_type(type)->show;
}

/* The first of them. */
const char *
file_extension(const char *type)
{
	static char	 first[16];
	const char	*all = kind_of_type(type)->extensions;

	snprintf(first, sizeof(first), "%.*s", (int)strcspn(all, " "), all);
	return first;
}

int64_t
file_most(const char *kind)
{
	static const struct { const char *kind; int64_t most; } all[] = {
		{ "image", 5 * MEBI }, { "sticker", 500 * KIBI },
		{ "audio", 16 * MEBI }, { "video", 16 * MEBI } };

	for (size_t i = 0; i < COUNT(all) && kind != NULL; i++)
		if (strcmp(all[i].kind, kind) == 0)
			return all[i].most;
	return 100 * MEBI;
}

enum file_fault
file_look(int fd, const struct file_said *said, const struct file_kind **kind)
{
	static char	 head[HEAD], tail[TAIL];
	struct stat	 st;
	ssize_t		 n, m;

	if (fstat(fd, &st) != 0 ||
	    (n = pread(fd, head, sizeof(head), 0)) <= 0)
		return FILE_EMPTY;
	m = pread(fd, tail, sizeof(tail), st.st_size > TAIL ?
	    st.st_size - TAIL : 0);
	if (m < 0 || (*kind = file_kind_of(head, (size_t)n, tail,
	    (size_t)m)) == NULL)
		return FILE_KIND;
	if (!type_agrees(said->type, *kind) ||
	    !name_agrees(said->name, *kind) ||
	    !sent_as_agrees(said->kind, *kind))
		return FILE_LIES;
	return st.st_size > file_most(said->kind != NULL ? said->kind :
	    (*kind)->sent_as) ? FILE_LARGE : FILE_FINE;
}
