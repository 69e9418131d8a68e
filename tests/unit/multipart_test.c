/* SPDX-License-Identifier: ISC */
/* Forms with files, as clients send them and as nobody should. */
#include "tests/unit/base_unit.h"

#include <stdio.h>

#include "lib/base/multipart.h"

static const char	 plain[] = "multipart/form-data; boundary=b";

/* What is left of a text, handed out in bites of a size. */
struct source { const char *p; size_t left, bite; };

static long
source_read(void *io, char *p, size_t size)
{
	struct source	*s = io;
	size_t		 n = s->left < s->bite ? s->left : s->bite;

	if (n > size)
		n = size;
	memcpy(p, s->p, n);
	s->p += n;
	s->left -= n;
	return (long)n;
}

/*
 * All parts in one line: "name(filename)=body;" for each, then "." at a good
 * end or "!" at a bad one.
 */
static const char *
told(const char *content_type, const char *body, size_t len, size_t bite)
{
	static char		 line[8192];
	struct source		 source = { body, len, bite };
	const char		*boundary;
	struct multipart	*m;
	struct multipart_part	 part;
	enum multipart_state	 state;
	size_t			 at = 0;
	long			 n;

	if ((boundary = multipart_boundary(arena, content_type)) == NULL)
		return "?";
	m = multipart_new(arena, boundary, source_read, &source);
	while ((state = multipart_next(m, &part)) == MULTIPART_PART) {
		at += (size_t)sprintf(line + at, "%s", part.name);
		if (part.filename != NULL)
			at += (size_t)sprintf(line + at, "(%s)",
			    part.filename);
		line[at++] = '=';
		while ((n = multipart_read(m, line + at, 512)) > 0)
			at += (size_t)n;
		if (n < 0)
			break;
		line[at++] = ';';
	}
	line[at++] = state == MULTIPART_END ? '.' : '!';
	line[at] = '\0';
	return line;
}

#define HEAD(NAME) "--b\r\nContent-Disposition: form-data; name=" NAME "\r\n"

static const struct { const char *type, *body, *told; } forms[] = {
	{ plain, HEAD("\"a\"") "\r\n1\r\n" HEAD("c") "\r\n\r\n--b--\r\n",
	  "a=1;c=;." },
	{ plain, HEAD("\"f\"; filename=\"x y.csv\"") "Content-Type: text/csv"
	  "\r\n\r\na;b\r\n\r\n--b--", "f(x y.csv)=a;b\r\n;." },
	{ plain, HEAD("f; filename=\"q\\\"\\\\;name=z.csv\"") "\r\n1\r\n--b--",
	  "f(q\"\\;name=z.csv)=1;." },
	{ plain, "before\r\n" HEAD("a") "\r\n--bx\r\n-\r\n--b-- behind",
	  "a=--bx\r\n-;." },
	{ plain, HEAD("a") "\r\n1\r\n--bx\r\n--b--", "a=1;!" },
	{ plain, "before\r\n" HEAD("a") "\r\n--c\r\n-\r\n--b--\r\nbehind",
	  "a=--c\r\n-;." },
	{ plain, HEAD("a") "X-Other: 1\r\n\r\n\r\r\n\n\r\n--b--",
	  "a=\r\r\n\n;." },
	{ "Multipart/Form-Data;  Boundary=\"b\"; charset=utf-8",
	  HEAD("a") "\r\n1\r\n--b \t\r\ncontent-disposition:FORM-DATA;NAME=c"
	  "\r\n\r\n2\r\n--b--", "a=1;c=2;." },
	{ plain, HEAD("\"\"") "\r\n1\r\n--b--", "=1;." },
	{ plain, "--b--", "." },
	/* Refused. */
	{ "multipart/mixed; boundary=b", "", "?" },
	{ "multipart/form-data", "", "?" },
	{ "multipart/form-data; boundary=", "", "?" },
	{ "multipart/form-data; boundary=\"b ", "", "?" },
	{ "multipart/form-data; boundary=\"b \"", "", "?" },
	{ "multipart/form-data; boundary=a@b", "", "?" },
	{ "multipart/form-datax; boundary=b", "", "?" },
	{ plain, "", "!" },
	{ plain, "--b", "!" },
	{ plain, "--b\n\n1\n--b--", "!" },
	{ plain, HEAD("a") "\r\n1", "a=!" },
	{ plain, HEAD("a") "1\r\n--b--", "!" },
	{ plain, "--b\r\n\r\n1\r\n--b--", "!" },
	{ plain, "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
	  "!" },
	{ plain, "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n"
	  "--b--", "!" },
	{ plain, HEAD("a") "Content-Disposition: form-data; name=c\r\n\r\n1"
	  "\r\n--b--", "!" },
	{ plain, HEAD("a") "Content-Transfer-Encoding: base64\r\n\r\nMQ=="
	  "\r\n--b--", "!" },
	{ plain, HEAD("\"\xff\"") "\r\n1\r\n--b--", "!" },
	{ plain, HEAD("\"a\tb\x7f\"") "\r\n1\r\n--b--", "!" },
	{ plain, HEAD("\"a") "\r\n1\r\n--b--", "!" },
};

START_TEST(forms_are_told_the_same_in_bites_of_any_size)
{
	const size_t	 bites[] = { 1, 2, 3, 7, 1000 };

	for (size_t i = 0; i < COUNT(forms); i++)
		for (size_t b = 0; b < COUNT(bites); b++) {
			const char	*line = told(forms[i].type,
					    forms[i].body,
					    strlen(forms[i].body), bites[b]);

			ck_assert_msg(strcmp(line, forms[i].told) == 0,
			    "%zu, bites of %zu: %s", i, bites[b], line);
		}
}
END_TEST

/* A body of any length, and a boundary that is torn at the window's end. */
START_TEST(a_long_body_comes_through_whole)
{
	const char	 head[] = HEAD("f; filename=x") "\r\n";
	const char	 tail[] = "\r\n--b--\r\n";

	for (size_t len = 16384 - 200; len < 16384 + 40; len++) {
		struct multipart	*m;
		struct multipart_part	 part;
		struct source		 source;
		char			*body = malloc(len + 300), p[4096];
		size_t			 got = 0;
		long			 n;

		memcpy(body, head, sizeof(head) - 1);
		memset(body + sizeof(head) - 1, '\r', len);
		memcpy(body + sizeof(head) - 1 + len, tail, sizeof(tail));
		source = (struct source){ body, sizeof(head) - 1 + len +
		    sizeof(tail) - 1, 70000 };
		m = multipart_new(arena, "b", source_read, &source);
		ck_assert_int_eq(multipart_next(m, &part), MULTIPART_PART);
		while ((n = multipart_read(m, p, sizeof(p))) > 0)
			got += (size_t)n;
		ck_assert_int_eq(n, 0);
		ck_assert_uint_eq(got, len);
		ck_assert_int_eq(multipart_next(m, &part), MULTIPART_END);
		free(body);
		arena_reset(arena);
	}
}
END_TEST

/* Each limit, one below and one above. */
START_TEST(heads_and_parts_are_counted)
{
	struct buf	 b;

	for (int more = 0; more < 2; more++) {
		buf_init(&b, arena, 0);
		for (int i = 0; i < MULTIPART_PARTS + more; i++)
			buf_puts(&b, HEAD("a") "\r\n\r\n");
		buf_puts(&b, "--b--");
		ck_assert_int_eq(told(plain, b.p, b.len, 99)[
		    strlen(told(plain, b.p, b.len, 99)) - 1],
		    more ? '!' : '.');
		buf_init(&b, arena, 0);
		buf_puts(&b, HEAD("a") "X: ");
		while (b.len < MULTIPART_HEAD + 5 - 4 + (size_t)more)
			buf_putc(&b, 'x');
		buf_puts(&b, "\r\n\r\n1\r\n--b--");
		ck_assert_str_eq(told(plain, b.p, b.len, 99),
		    more ? "!" : "a=1;.");
	}
}
END_TEST

UNIT_MAIN("multipart", forms_are_told_the_same_in_bites_of_any_size,
    a_long_body_comes_through_whole, heads_and_parts_are_counted)
