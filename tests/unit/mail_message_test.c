/* SPDX-License-Identifier: ISC */
/* A mail on the wire: headers, lines, dots, parts. */
#include <stdio.h>

#include "lib/notify/message.h"
#include "tests/unit/base_unit.h"
#include "tests/suite.h"

static struct mail_message	 m;

static void
fresh(void)
{
	m = (struct mail_message){ .id = "mail_1", .date = 1795269900000,
		.from_name = "souk", .from = "shop@souk.test",
		.to = "lina@shop.test", .subject = "Bonjour",
		.text = "Un\n", .html = "<p>Un</p>\n" };
}

static const char *
built(void)
{
	size_t	 len;
	char	*text = mail_message(arena, &m, &len);

	ck_assert_uint_eq(strlen(text), len);
	return text;
}

START_TEST(s4_not_01_a_mail_is_these_bytes)
{
	fresh();
	ck_assert_str_eq(built(),
	    "From: souk\r\n <shop@souk.test>\r\n"
	    "To: <lina@shop.test>\r\n"
	    "Subject: Bonjour\r\n"
	    "Date: Sat, 21 Nov 2026 14:05:00 +0000\r\n"
	    "Message-ID: <mail_1@souk.test>\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Auto-Submitted: auto-generated\r\n"
	    "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"=_mail_1\"\r\n"
	    "\r\n"
	    "--=_mail_1\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "Un\r\n\r\n"
	    "--=_mail_1\r\n"
	    "Content-Type: text/html; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "<p>Un</p>\r\n\r\n"
	    "--=_mail_1--\r\n");
}
END_TEST

/* The lines of one header, without its name. */
static const char *
header(const char *name)
{
	const char	*p = strstr(built(), arena_printf(arena, "\r\n%s: ",
			    name));
	size_t		 n = 0;

	ck_assert_ptr_nonnull(p);
	p += strlen(name) + 4;
	while (strncmp(p + n, "\r\n", 2) != 0 || p[n + 2] == ' ')
		n++;
	return arena_text(arena, p, n);
}

static const struct { const char *given, *is; } subjects[] = {
	{ "", "" }, { "Plain, with: marks (and) <more>",
	    "Plain, with: marks (and) <more>" },
	{ "Été", "=?UTF-8?B?w4l0w6k=?=" },
	{ "a\r\nBcc: x@y", "a Bcc: x@y" }, { "a\nb", "a b" },
	{ " \t a \x01\x7f b ", "a b" },
	{ "a\xe2\x80\xae" "b", "a b" }, { "a\xe2\x81\xa6" "b", "a b" },
	{ "a\xff\xfe" "b", "a b" }, { "a\xc2\x85" "b", "a b" },
	{ "a\xe2\x80\xa8" "b", "a b" },
	{ "=?UTF-8?B?w4l0w6k=?=", "=?UTF-8?B?PT9VVEYtOD9CP3c0bDB3Nms9Pz0=?=" },
	{ "0123456789012345678901234567890123456789012345678901234567890",
	    "=?UTF-8?B?MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1?=\r\n"
	    " =?UTF-8?B?Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==?=" },
};

START_TEST(s4_not_01_a_subject_is_one_header_whatever_it_holds)
{
	fresh();
	m.subject = subjects[_i].given;
	ck_assert_str_eq(header("Subject"), subjects[_i].is);
}
END_TEST

/* RFC 2047: 75 characters a word, 76 a line, no character in two words. */
START_TEST(s4_not_01_encoded_words_are_short_and_whole)
{
	char		 text[400];
	const char	*p;
	size_t		 n;

	fresh();
	for (int shift = 0; shift < 4; shift++) {
		n = (size_t)snprintf(text, sizeof(text), "%.*s", shift,
		    "xyz");
		while (n < 380)
			n += (size_t)snprintf(text + n, sizeof(text) - n,
			    "\xf0\x9f\x8e\x81é");
		m.subject = text;
		for (p = header("Subject"); p != NULL && *p != '\0';
		    p += n + (p[n] != '\0') * 3) {
			n = strcspn(p, "\r");
			ck_assert_uint_le(n + strlen("Subject: "), 76);
			ck_assert_int_eq(strncmp(p, "=?UTF-8?B?", 10), 0);
			/* A character's first byte in base64 at the begin. */
			ck_assert_msg(p[10] == '8' || p[10] == 'w' ||
			    p[10] == 'e', "%.12s", p);
		}
	}
}
END_TEST

static const struct { const char *given, *is; } names[] = {
	{ "souk", "souk" }, { "Chez Lina 2", "Chez Lina 2" },
	{ "A & B", "=?UTF-8?B?QSAmIEI=?=" },
	{ "x\" <evil@z>, \"", "=?UTF-8?B?eCIgPGV2aWxAej4sICI=?=" },
	{ "a\r\nBcc: x", "=?UTF-8?B?YSBCY2M6IHg=?=" },
};

START_TEST(s4_not_01_a_name_in_from_is_letters_or_encoded)
{
	fresh();
	m.from_name = names[_i].given;
	ck_assert_str_eq(strstr(built(), "From: ") + 6, arena_printf(arena,
	    "%s\r\n <shop@souk.test>%s", names[_i].is,
	    strstr(built(), "\r\nTo: ")));
	m.from_name = "";
	ck_assert_int_eq(strncmp(built(), "From: <shop@souk.test>\r\n", 24),
	    0);
}
END_TEST

static const struct { const char *given, *is; } bodies[] = {
	{ "", "" }, { ".", "=2E" }, { "..\n.\na.b", "=2E.\r\n=2E\r\na.b" },
	{ "From me\nFrom you\nme From", "=46rom me\r\n=46rom you\r\nme From" },
	{ "a \nb\t\n", "a=20\r\nb=09\r\n" }, { "a ", "a=20" },
	{ "1 = 1", "1 =3D 1" }, { "é", "=C3=A9" }, { "a\rb", "a=0Db" },
	{ "--=_mail_1", "--=3D_mail_1" },
	{ "0123456789012345678901234567890123456789012345678901234567890123456"
	    "78901234567.9",
	    "0123456789012345678901234567890123456789012345678901234567890123456"
	    "78901234=\r\n567.9" },
	{ "0123456789012345678901234567890123456789012345678901234567890123456"
	    "78901234.",
	    "0123456789012345678901234567890123456789012345678901234567890123456"
	    "78901234=\r\n=2E" },
};

START_TEST(s4_not_01_a_body_has_short_lines_and_no_dot_at_a_begin)
{
	const char	*begin = "quoted-printable\r\n\r\n", *p, *end;

	fresh();
	m.text = bodies[_i].given;
	p = strstr(built(), begin) + strlen(begin);
	end = strstr(p, "\r\n--=_mail_1\r\n");
	ck_assert_ptr_nonnull(end);
	ck_assert_str_eq(arena_text(arena, p, (size_t)(end - p)),
	    bodies[_i].is);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s4_not_01_a_mail_is_these_bytes, 1 },
		{ s4_not_01_a_subject_is_one_header_whatever_it_holds,
		    COUNT(subjects) },
		{ s4_not_01_encoded_words_are_short_and_whole, 1 },
		{ s4_not_01_a_name_in_from_is_letters_or_encoded,
		    COUNT(names) },
		{ s4_not_01_a_body_has_short_lines_and_no_dot_at_a_begin,
		    COUNT(bodies) },
	};
	const struct suite	 suite = { "mail message", unit_open,
	    unit_close, true, 60 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
