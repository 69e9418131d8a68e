/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/suite.h"

#include "fcgi/pages/html.h"
#include "lib/base/arena.h"
#include "lib/base/json_out.h"

/* What may never come out of any escaper as it went in. */
static const char *const markers[] = {
	"<script>alert(1)</script>", "</script><script>alert(1)</script>",
	"<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
	"<svg/onload=alert(1)>", "<body onload=alert(1)>",
	"<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
	"<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
	"<details open ontoggle=alert(1)>", "<video><source onerror=alert(1)>",
	"<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=a()>",
	"<textarea autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>",
	"<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
	"<form action=javascript:alert(1)><input type=submit>",
	"<base href=https://evil.example/>", "<meta http-equiv=refresh "
	"content=\"0;url=https://evil.example\">",
	"<link rel=stylesheet href=https://evil.example/a.css>",
	"<style>*{background:url(https://evil.example)}</style>",
	"\"><script>alert(1)</script>", "'><script>alert(1)</script>",
	"\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
	"\" autofocus onfocus=\"alert(1)\" x=\"", "x\"><img src=x onerror=a()>",
	"</title><script>alert(1)</script>", "</textarea><script>a()</script>",
	"</style><script>alert(1)</script>", "--><script>alert(1)</script>",
	"<!--<script>alert(1)//-->", "<![CDATA[<script>alert(1)</script>]]>",
	"<?xml version=\"1.0\"?><script>alert(1)</script>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>", "<<script>alert(1)//<",
	"<script src=//evil.example></script>", "<script\n>alert(1)</script>",
	"<script\t>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT>",
	"<ScRiPt>alert(1)</sCrIpT>", "<script x>alert(1)</script x>",
	"<a onclick=alert(1)>x", "<p style=\"x:expression(alert(1))\">",
	"<div style=\"background:url(javascript:alert(1))\">",
	"<table background=javascript:alert(1)>", "<isindex type=image src=1>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<template><script>alert(1)</script></template>",
	"<x contenteditable onblur=alert(1)>", "<audio src onerror=alert(1)>",
	"<img src='x' onerror='alert(1)'>", "<img src=`x`onerror=alert(1)>",
	"<img \"\"\"><script>alert(1)</script>\">", "&<>\"'", "<", ">", "\"",
	"'", "a & b", "&lt;script&gt;", "{{7*7}}<b>", "${7*7}<b>", "%s%n<b>",
};
#define MARKERS (sizeof(markers) / sizeof(markers[0]))

static struct arena	*arena;
static struct buf	 out;

static void
setup(void)
{
	arena = arena_new(1 << 20);
	buf_init(&out, arena, 64);
}

static void
teardown(void)
{
	arena_free(arena);
}

/* No byte that opens or ends something may stand in what was written. */
static void
ck_harmless(const char *written, const char *marker)
{
	ck_assert_msg(strpbrk(written, "<>\"'") == NULL, "%s became %s",
	    marker, written);
}

/* Undo the references, to see that nothing was lost on the way. */
static const char *
plain(const char *s)
{
	static const struct { const char *from; char to; } refs[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&#39;", '\'' },
	};
	struct buf	 b;
	size_t		 i;

	buf_init(&b, arena, 64);
	while (*s != '\0') {
		for (i = 0; i < 5; i++)
			if (strncmp(s, refs[i].from, strlen(refs[i].from)) ==
			    0)
				break;
		buf_putc(&b, i < 5 ? refs[i].to : *s);
		s += i < 5 ? strlen(refs[i].from) : 1;
	}
	return b.p;
}

/* S3-SEC-04 S4-SEC-07 */
START_TEST(s3_sec_04_text_is_written_as_text)
{
	html_text(&out, markers[_i]);
	ck_harmless(out.p, markers[_i]);
	ck_assert_str_eq(plain(out.p), markers[_i]);
}
END_TEST

START_TEST(s3_sec_04_an_attribute_keeps_its_quotes)
{
	char	*value;

	html_attr(&out, "title", markers[_i]);
	ck_assert_int_eq(strncmp(out.p, " title=\"", 8), 0);
	ck_assert_int_eq(out.p[out.len - 1], '"');
	value = arena_text(arena, out.p + 8, out.len - 9);
	ck_harmless(value, markers[_i]);
	ck_assert_str_eq(plain(value), markers[_i]);
}
END_TEST

START_TEST(s3_sec_04_a_format_escapes_what_it_is_given)
{
	html(&out, "%s", markers[_i]);
	ck_harmless(out.p, markers[_i]);
	ck_assert_str_eq(plain(out.p), markers[_i]);
}
END_TEST

START_TEST(s3_sec_04_no_marker_is_an_address)
{
	ck_assert(!html_url_ok(markers[_i]));
	html_url(&out, "href", markers[_i]);
	ck_assert_str_eq(out.p, " href=\"#\"");
}
END_TEST

START_TEST(s3_sec_04_json_ends_no_script_element)
{
	struct json_out	 j = { .buf = &out };

	json_text(&j, NULL, markers[_i]);
	ck_assert_msg(strpbrk(out.p, "<>&") == NULL, "%s became %s",
	    markers[_i], out.p);
}
END_TEST

START_TEST(s3_sec_04_only_own_and_listed_schemes_are_addresses)
{
	static const struct { const char *address; bool ok; } t[] = {
		{ "/", true }, { "/produit/a", true }, { "/a?b=c&d=e", true },
		{ "#main", true }, { "?page=2", true },
		{ "https://example.org/a.jpg", true },
		{ "http://example.org/", true },
		{ "HTTPS://EXAMPLE.ORG", true },
		{ "mailto:a@example.org", true }, { "tel:+33155512345", true },
		{ "", false }, { NULL, false }, { "a", false },
		{ "javascript:alert(1)", false },
		{ "JaVaScRiPt:alert(1)", false },
		{ " javascript:alert(1)", false },
		{ "java\tscript:alert(1)", false },
		{ "java\nscript:alert(1)", false },
		{ "\x01javascript:alert(1)", false },
		{ "data:text/html,<script>alert(1)</script>", false },
		{ "vbscript:msgbox(1)", false },
		{ "file:///etc/passwd", false },
		{ "blob:https://example.org/1", false },
		{ "//evil.example", false }, { "/\\evil.example", false },
		{ "\\\\evil.example", false }, { "https:/\\evil", false },
		{ "/\t/evil.example", false }, { "/a b", false },
	};
	size_t	 i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_msg(html_url_ok(t[i].address) == t[i].ok, "%s",
		    t[i].address == NULL ? "NULL" : t[i].address);
}
END_TEST

/* The spellings of W09: what a browser takes for another host. */
START_TEST(a_redirect_goes_to_a_path_of_this_site_only)
{
	static const struct { const char *path; bool own; } t[] = {
		{ "/", true }, { "/admin", true }, { "/a?b=//c", true },
		{ "//evil", false }, { "/\\evil", false }, { "\\/evil", false },
		{ "https:evil", false }, { "https://evil", false },
		{ "@evil", false }, { "evil", false }, { "", false },
		{ "/\t/evil", false }, { "/\r\nSet-Cookie: a=b", false },
		{ NULL, false },
	};
	size_t	 i;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_msg(html_is_own_path(t[i].path) == t[i].own, "%s",
		    t[i].path == NULL ? "NULL" : t[i].path);
}
END_TEST

START_TEST(a_format_writes_numbers_and_percent_signs)
{
	html(&out, "<b width=\"%d%%\">%lld</b>%s", -3, 9000000000LL, "é<");
	ck_assert_str_eq(out.p, "<b width=\"-3%\">9000000000</b>é&lt;");
}
END_TEST

START_TEST(what_is_not_there_is_not_written)
{
	html_text(&out, NULL);
	html_attr(&out, "title", NULL);
	html_flag(&out, "selected", false);
	ck_assert_str_eq(out.p, "");
	html_flag(&out, "selected", true);
	html_attr(&out, "alt", "");
	html_raw(&out, "<br>");
	ck_assert_str_eq(out.p, " selected alt=\"\"<br>");
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s3_sec_04_text_is_written_as_text, MARKERS },
		{ s3_sec_04_an_attribute_keeps_its_quotes, MARKERS },
		{ s3_sec_04_a_format_escapes_what_it_is_given, MARKERS },
		{ s3_sec_04_no_marker_is_an_address, MARKERS },
		{ s3_sec_04_json_ends_no_script_element, MARKERS },
		{ s3_sec_04_only_own_and_listed_schemes_are_addresses, 1 },
		{ a_redirect_goes_to_a_path_of_this_site_only, 1 },
		{ a_format_writes_numbers_and_percent_signs, 1 },
		{ what_is_not_there_is_not_written, 1 },
	};
	const struct suite	 suite = { "html", setup, teardown, true, 60 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
