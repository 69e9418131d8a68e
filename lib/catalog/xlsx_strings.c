/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/grow.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/xlsx.h"

struct strings {
	struct xlsx_xml		 xml;
	struct xlsx_strings	*out;
	bool			 in_text;
	int			 phonetic;	/* depth of what is not said */
};

/* ---- room ---------------------------------------------------------------- */

static void
strings_too_many(struct strings *s)
{
	*s->xml.zip->why = (struct source_why){
		&catalog_messages[CATALOG_IMPORT_BOMB], 0, ""
	};
	xlsx_xml_refuse(&s->xml);
}

static bool
text_room(struct xlsx_strings *s, size_t more)
{
	size_t	 room = s->room == 0 ? (64 << 10) : s->room;
	char	*p;

	while (room < s->len + more)
		room *= 2;
	if (room > XLSX_STRINGS_MAX)
		return false;
	if (room == s->room)
		return true;
	if ((p = grow(s->text, room, 1)) == NULL)
		return false;
	s->text = p;
	s->room = room;
	return true;
}

static bool
index_room(struct xlsx_strings *s)
{
	size_t		 room = s->count_room == 0 ? 4096 : s->count_room * 2;
	uint32_t	*p;

	if (s->count < s->count_room)
		return true;
	if (room * sizeof(*p) > XLSX_STRINGS_MAX ||
	    (p = grow(s->at, room, sizeof(*p))) == NULL)
		return false;
	s->at = p;
	s->count_room = room;
	return true;
}

/* ---- xl/sharedStrings.xml ------------------------------------------------ */

static void
strings_start(void *user, const char *name, const char **attrs)
{
	struct strings	*s = user;

	(void)attrs;
	if (strcmp(name, "rPh") == 0)
		s->phonetic++;
	s->in_text = s->phonetic == 0 && strcmp(name, "t") == 0;
	if (strcmp(name, "si") != 0)
		return;
	if (!index_room(s->out))
		strings_too_many(s);
	else
		s->out->at[s->out->count] = (uint32_t)s->out->len;
}

static void
strings_end(void *user, const char *name)
{
	struct strings		*s = user;
	struct xlsx_strings	*out = s->out;

	s->in_text = false;
	if (strcmp(name, "rPh") == 0)
		s->phonetic--;
	if (strcmp(name, "si") != 0 || out->count == out->count_room)
		return;
	if (!text_room(out, 1)) {
		strings_too_many(s);
		return;
	}
	out->len = out->at[out->count] + xlsx_unescape(out->text +
	    out->at[out->count], out->len - out->at[out->count]);
	out->text[out->len++] = '\0';
	out->count++;
}

static void
strings_text(void *user, const char *text, int len)
{
	struct strings	*s = user;

	if (!s->in_text)
		return;
	if (!text_room(s->out, (size_t)len)) {
		strings_too_many(s);
		return;
	}
	memcpy(s->out->text + s->out->len, text, (size_t)len);
	s->out->len += (size_t)len;
}

bool
xlsx_strings_read(struct xlsx_zip *zip, const char *entry,
    struct xlsx_strings *out)
{
	struct strings	 s = { .out = out };
	bool		 ok;

	s.xml = (struct xlsx_xml){
		.user = &s, .start = strings_start, .end = strings_end,
		.text = strings_text
	};
	ok = xlsx_xml_open(&s.xml, zip, entry) && xlsx_xml_run(&s.xml);
	xlsx_xml_close(&s.xml);
	return ok;
}

void
xlsx_strings_free(struct xlsx_strings *s)
{
	free(s->text);
	free(s->at);
	*s = (struct xlsx_strings){ 0 };
}

const char *
xlsx_string(const struct xlsx_strings *s, const char *number)
{
	int64_t	 n;

	return !text_to_int(number, &n) || n < 0 || (size_t)n >= s->count ?
	    NULL : s->text + s->at[n];
}

/* ---- escapes ------------------------------------------------------------- */

/* The character that "_x000D_" stands for; -1: none that we write. */
static int
escape_of(const char *p, size_t len)
{
	char	 hex[5];
	char	*end;
	long	 c;

	if (len < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return -1;
	memcpy(hex, p + 2, 4);
	hex[4] = '\0';
	c = strtol(hex, &end, 16);
	return *end != '\0' || c <= 0 || c >= 0x80 ? -1 : (int)c;
}

size_t
xlsx_unescape(char *text, size_t len)
{
	size_t	 from, to = 0;
	int	 c;

	if (len == 0 || memchr(text, '_', len) == NULL)
		return len;
	for (from = 0; from < len; from++) {
		if ((c = escape_of(text + from, len - from)) >= 0)
			from += 6;
		if (c == '\r')		/* a line feed stands behind it */
			continue;
		text[to++] = c >= 0 ? (char)c : text[from];
	}
	return to;
}
