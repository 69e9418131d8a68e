/* SPDX-License-Identifier: ISC */
#include "lib/base/json_out.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

/* May this byte stand in a JSON text, and in a <script>, as it is? */
static bool
byte_is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '<' &&
	    c != '>' && c != '&';
}

size_t
json_escape_next(const char **p, const char *end, char out[JSON_ESCAPED])
{
	const char	*from = *p;
	int32_t		 c = utf8_next(p, end);
	size_t		 len = (size_t)(*p - from);

	if (c == '"' || c == '\\') {
		out[0] = '\\';
		out[1] = (char)c;
		return 2;
	}
	if (c < 0)
		c = 0xfffd;
	else if (c == 0x2028 || c == 0x2029)
		;
	else if (c >= 0x80 || byte_is_plain((unsigned char)c)) {
		memcpy(out, from, len);
		return len;
	}
	return (size_t)snprintf(out, JSON_ESCAPED, "\\u%04x",
	    (unsigned)c & 0xffff);
}

static void
put_text(struct buf *b, const char *p, size_t len)
{
	const char	*end = p + len, *run;
	char		 escaped[JSON_ESCAPED];

	buf_putc(b, '"');
	while (p < end) {
		for (run = p; p < end && byte_is_plain((unsigned char)*p); p++)
			;
		buf_put(b, run, (size_t)(p - run));
		if (p < end)
			buf_put(b, escaped, json_escape_next(&p, end, escaped));
	}
	buf_putc(b, '"');
}

/* The comma before, and the name of, the value to be written next. */
static void
put_name(struct json_out *j, const char *name)
{
	if (j->comma)
		buf_putc(j->buf, ',');
	j->comma = true;
	if (name != NULL) {
		put_text(j->buf, name, strlen(name));
		buf_putc(j->buf, ':');
	}
}

static void
open_with(struct json_out *j, const char *name, char bracket)
{
	put_name(j, name);
	buf_putc(j->buf, bracket);
	j->comma = false;
}

static void
close_with(struct json_out *j, char bracket)
{
	buf_putc(j->buf, bracket);
	j->comma = true;
}

void
json_open(struct json_out *j, const char *name)
{
	open_with(j, name, '{');
}

void
json_close(struct json_out *j)
{
	close_with(j, '}');
}

void
json_open_list(struct json_out *j, const char *name)
{
	open_with(j, name, '[');
}

void
json_close_list(struct json_out *j)
{
	close_with(j, ']');
}

void
json_text(struct json_out *j, const char *name, const char *text)
{
	if (text == NULL)
		json_null(j, name);
	else
		json_text_n(j, name, text, strlen(text));
}

void
json_text_n(struct json_out *j, const char *name, const char *p, size_t len)
{
	put_name(j, name);
	put_text(j->buf, p, len);
}

void
json_int(struct json_out *j, const char *name, int64_t n)
{
	put_name(j, name);
	buf_int(j->buf, n);
}

void
json_bool(struct json_out *j, const char *name, bool yes)
{
	json_raw(j, name, yes ? "true" : "false");
}

void
json_null(struct json_out *j, const char *name)
{
	json_raw(j, name, "null");
}

void
json_time(struct json_out *j, const char *name, int64_t ms)
{
	char	 text[CLOCK_TEXT];

	clock_text(ms, text);
	json_text(j, name, text);
}

void
json_money(struct json_out *j, const char *name, int64_t minor, int decimals)
{
	put_name(j, name);
	money_put(j->buf, minor, decimals);
}

void
json_raw(struct json_out *j, const char *name, const char *source)
{
	put_name(j, name);
	buf_puts(j->buf, source);
}

/* What came in, as it was but for blanks and escapes. */
void
json_copy(struct json_out *j, const char *name, const struct json_in *in)
{
	switch (in->type) {
	case JSON_NULL:
		json_null(j, name);
		break;
	case JSON_BOOL:
		json_bool(j, name, in->boolean);
		break;
	case JSON_NUMBER:
		json_raw(j, name, in->text);
		break;
	case JSON_STRING:
		json_text_n(j, name, in->text, in->len);
		break;
	case JSON_ARRAY:
		json_open_list(j, name);
		for (size_t i = 0; i < in->count; i++)
			json_copy(j, NULL, &in->items[i]);
		json_close_list(j);
		break;
	case JSON_OBJECT:
		json_open(j, name);
		for (size_t i = 0; i < in->count; i++)
			json_copy(j, in->names[i], &in->items[i]);
		json_close(j);
		break;
	}
}
