/* SPDX-License-Identifier: ISC */
#include "tests/postgres/translate.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

static size_t
word_length(const char *p)
{
	size_t	 n = 0;

	while (isalnum((unsigned char)p[n]) || p[n] == '_')
		n++;
	return n;
}

/* From 1. */
static int
number_of(struct arena *arena, struct translated *t, const char *name,
    size_t len)
{
	for (int i = 0; i < t->count; i++)
		if (strlen(t->names[i]) == len &&
		    memcmp(t->names[i], name, len) == 0)
			return i + 1;
	if (t->count < PARAMETERS_MAX)
		t->names[t->count++] = arena_text(arena, name, len);
	return t->count;
}

void
translate_statement(struct arena *arena, const char *sql,
    struct translated *t)
{
	struct buf	 out;
	bool		 quoted = false;
	size_t		 len;

	*t = (struct translated){ .count = 0 };
	buf_init(&out, arena, 512);
	for (const char *p = sql; *p != '\0'; p++) {
		quoted ^= *p == '\'';
		len = *p == ':' && !quoted ? word_length(p + 1) : 0;
		if (len == 0) {
			buf_putc(&out, *p);
			continue;
		}
		buf_printf(&out, "$%d", number_of(arena, t, p + 1, len));
		p += len;
	}
	t->sql = out.p;
}

/* One line without its comment. */
static void
schema_line(struct buf *out, const char *line, size_t len)
{
	const char	*comment = memmem(line, len, "--", 2);
	const char	*end = comment != NULL ? comment : line + len;

	if (strncmp(line, "PRAGMA", 6) == 0)
		return;
	for (const char *p = line; p < end;) {
		const size_t	 word = word_length(p);

		if (word == 7 && memcmp(p, "INTEGER", 7) == 0)
			buf_puts(out, "BIGINT");
		else if (word != 6 || memcmp(p, "STRICT", 6) != 0)
			buf_put(out, p, word > 0 ? word : 1);
		p += word > 0 ? word : 1;
	}
	buf_putc(out, '\n');
}

char *
translate_schema(struct arena *arena, const char *sql)
{
	struct buf	 out;
	size_t		 len;

	buf_init(&out, arena, strlen(sql));
	for (const char *p = sql; *p != '\0'; p += len + (p[len] == '\n')) {
		len = strcspn(p, "\n");
		schema_line(&out, p, len);
	}
	return out.p;
}
