/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "tests/unit/base_unit.h"

START_TEST(utf8_is_read_strictly)
{
	static const struct { const char *text; bool valid; } rows[] = {
		{ "", true }, { "a", true }, { "é", true }, { "€", true },
		{ "😀", true }, { "\xf4\x8f\xbf\xbf", true },
		{ "\xef\xbf\xbf", true }, { "\xed\x9f\xbf", true },
		{ "\xc0\xaf", false },		/* overlong '/' */
		{ "\xc1\xbf", false }, { "\xe0\x80\xaf", false },
		{ "\xe0\x9f\xbf", false }, { "\xf0\x80\x80\xaf", false },
		{ "\xf0\x8f\xbf\xbf", false },
		{ "\xed\xa0\x80", false },	/* surrogates */
		{ "\xed\xbf\xbf", false },
		{ "\xf4\x90\x80\x80", false },	/* above U+10FFFF */
		{ "\xf8\x88\x80\x80\x80", false }, { "\xff", false },
		{ "\x80", false }, { "\xc3", false }, { "\xe2\x82", false },
		{ "\xf0\x9f\x98", false }, { "\xc3(", false },
	};
	const char	*p, *end;

	for (size_t i = 0; i < COUNT(rows); i++) {
		end = rows[i].text + strlen(rows[i].text);
		ck_assert_msg(utf8_valid(rows[i].text,
		    strlen(rows[i].text)) == rows[i].valid, "row %zu", i);
		for (p = rows[i].text; p < end;)	/* always moves on */
			utf8_next(&p, end);
		ck_assert_ptr_eq(p, end);
		ck_assert_int_eq(utf8_next(&p, end), -1);
	}
	ck_assert_uint_eq(utf8_length("aé€😀", strlen("aé€😀")), 4);
}
END_TEST

START_TEST(every_code_point_is_written_as_it_is_read)
{
	const char	*p;

	for (int32_t c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 251) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		out.len = 0;
		utf8_put(&out, c);
		p = out.p;
		ck_assert_int_eq(utf8_next(&p, out.p + out.len), c);
		ck_assert_ptr_eq(p, out.p + out.len);
	}
}
END_TEST

START_TEST(controls_and_bidi_overrides_are_seen)
{
	static const struct { const char *text; bool lines, has; } rows[] = {
		{ "plain é ة", false, false }, { "a\tb", false, true },
		{ "a\tb\r\n", true, false }, { "\x1b[0m", true, true },
		{ "\x7f", true, true }, { "\x01", false, true },
		{ "a\u202eb", true, true }, { "\u2066x\u2069", true, true },
		{ "\u200f", false, false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(text_has_control(rows[i].text,
		    strlen(rows[i].text), rows[i].lines) == rows[i].has,
		    "row %zu", i);
	ck_assert(text_has_control("a\0b", 3, true));
}
END_TEST

/* S3-SRCH-05: one folding for French and Arabic. */
START_TEST(texts_fold_to_what_search_compares)
{
	static const struct { const char *text, *folded; } rows[] = {
		{ "", "" }, { "  ", "" }, { "Élégantes", "elegantes" },
		{ "E\u0301le\u0301gant", "elegant" },
		{ "Œuvre d’Art : cœur & ÆTHER", "oeuvre d art coeur aether" },
		{ "Straße STRAẞE", "strasse strasse" },
		{ "Çà Ñandú Łódź Ørsted", "ca nandu lodz orsted" },
		{ "İstanbul ışık ğüş", "istanbul isik gus" },
		{ "Đặng Thị Ngọc ĂẴỰ", "dang thi ngoc aau" },
		{ "Ștefan ȚARĂ", "stefan tara" },
		{ "حِذَاءٌ", "حذاء" }, { "جَمِيــــل", "جميل" },
		{ "أحمد إبراهيم آمنة ٱلله", "احمد ابراهيم امنه الله" },
		{ "مقهى مدرسة مؤمن شاطئ", "مقهي مدرسه مومن شاطي" },
		{ "١٢٣ ۴۵۶", "123 456" }, { "ＡＢｃ１２", "abc12" },
		{ "thé، قهوة؟", "the قهوه" }, { "a-b_c/d", "a b c d" },
		{ "ΑΘΗΝΑ МОСКВА Ёж", "αθηνα москва ёж" },
		{ "so\u00adft z\u200cw\u200dj", "soft zwj" },
		{ "☕ café™ 10 m²", "cafe 10 m2" }, { "日本", "日本" },
		{ "a\xff" "b", "a b" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(text_fold(arena, rows[i].text,
		    strlen(rows[i].text)), rows[i].folded);
}
END_TEST

START_TEST(folding_twice_is_folding_once)
{
	const char	*once, *twice;

	for (int32_t c = 1; c < 0x20000; c++) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		out.len = 0;
		utf8_put(&out, c);
		once = text_fold(arena, out.p, out.len);
		twice = text_fold(arena, once, strlen(once));
		ck_assert_msg(strcmp(once, twice) == 0, "U+%04X: %s, %s",
		    (unsigned)c, once, twice);
		if (c % 1000 == 0) {
			arena_reset(arena);
			buf_init(&out, arena, 0);
		}
	}
}
END_TEST

START_TEST(slugs_are_made_and_known)
{
	static const struct { const char *text; size_t max; const char *slug; }
	    rows[] = {
		{ "Robe d’été", 100, "robe-d-ete" },
		{ "--A  b--", 100, "a-b" }, { "☕", 100, "" },
		{ "حقيبة يد", 100, "حقيبه-يد" }, { "Москва 5", 100, "5" },
		{ "été", 2, "et" }, { "a b", 2, "a" }, { "حق", 3, "ح" },
	};
	static const struct { const char *text; bool is; } slugs[] = {
		{ "a", true }, { "robe-d-ete", true }, { "42", true },
		{ "حقيبه-يد", true }, { "", false }, { "-", false },
		{ "-a", false }, { "a-", false }, { "a--b", false },
		{ "A", false }, { "é", false }, { "a b", false },
		{ "a/b", false }, { "..", false }, { "حقيبة", false },
		{ "a\xff", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(text_slug(arena, rows[i].text, rows[i].max),
		    rows[i].slug);
	for (size_t i = 0; i < COUNT(slugs); i++)
		ck_assert_msg(text_is_slug(slugs[i].text) == slugs[i].is,
		    "%s", slugs[i].text);
}
END_TEST

#define LABEL_63 "a23456789012345678901234567890123456789012345678901234567890123"

START_TEST(addresses_numbers_and_urls_are_known)
{
	static const struct {
		bool		(*is)(const char *);
		const char	*yes[8], *no[22];
	} rows[] = {
		{ text_is_email,
		  { "a@b", "a.b+c@shop.example", "o'x@a-b.co", "1@1.1",
		    ("x@" LABEL_63 ".fr") },
		  { "", "@", "a@", "@b", "a@b.", "a@.b", "a b@c", "a@b c",
		    "a@-b", "a@b-", "a@b..c", "a@b@c", "é@b.c", "a@b.c\n",
		    ("a@x" LABEL_63), "<a@b>" } },
		{ text_is_phone,
		  { "+212612345678", "+33123456789", "+1234567",
		    "+123456789012345" },
		  { "", "+", "212612345678", "+0123456789", "+12 34 56 78",
		    "+123456", "+1234567890123456", "+21261234567a",
		    "++2126123456" } },
		{ text_is_http_url,
		  { "http://a", "https://shop.example/a?b=c#d",
		    "HTTPS://A.B:8443", "http://[::1]:80/",
		    "https://a/é", "http://127.0.0.1/x" },
		  { "", "a", "//a", "/a", "javascript:alert(1)",
		    "data:text/html,x", "http:", "http://", "http:///a",
		    "http://u@a", "http://u:p@a/", "http://a b",
		    "http://a/ b", "http://a/\"", "http://a:0", "http://a:65536",
		    "http://a:x", "http://a\\b", "http://a/\n", "ftp://a",
		    "http://-a", "http://a:" } },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t j = 0; j < 8 && rows[i].yes[j] != NULL; j++)
			ck_assert_msg(rows[i].is(rows[i].yes[j]), "%s",
			    rows[i].yes[j]);
		for (size_t j = 0; j < 22 && rows[i].no[j] != NULL; j++)
			ck_assert_msg(!rows[i].is(rows[i].no[j]), "%s",
			    rows[i].no[j]);
	}
	ck_assert(!text_is_email(arena_printf(arena, "a@%s.%s.%s.%s",
	    LABEL_63, LABEL_63, LABEL_63, LABEL_63)));
}
END_TEST

START_TEST(whole_numbers_are_nothing_else)
{
	static const struct { const char *text; bool is; int64_t n; } rows[] = {
		{ "0", true, 0 }, { "-5", true, -5 }, { "007", true, 7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 }, { "", false, 0 },
		{ "-", false, 0 }, { "+1", false, 0 }, { " 1", false, 0 },
		{ "1 ", false, 0 }, { "1e3", false, 0 }, { "0x1", false, 0 },
		{ "1.0", false, 0 }, { "--1", false, 0 }, { "NaN", false, 0 },
	};
	int64_t	 n;

	for (size_t i = 0; i < COUNT(rows); i++) {
		n = 0;
		ck_assert_msg(text_to_int(rows[i].text, &n) == rows[i].is,
		    "%s", rows[i].text);
		ck_assert_int_eq(n, rows[i].n);
	}
}
END_TEST

START_TEST(percent_signs_are_decoded_once)
{
	static const struct { const char *text; bool plus; const char *is; }
	    rows[] = {
		{ "a%20b+c", true, "a b c" }, { "a%20b+c", false, "a b+c" },
		{ "%C3%a9", false, "é" }, { "%252e", false, "%2e" },
		{ "%00", false, NULL }, { "%c0%ae", false, NULL },
		{ "%", false, NULL }, { "%4", false, NULL },
		{ "%zz", false, NULL }, { "%ed%a0%80", false, NULL },
	};
	char	*text;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(text_url_decode(arena, rows[i].text,
		    strlen(rows[i].text), rows[i].plus, &text) ==
		    (rows[i].is != NULL), "%s", rows[i].text);
		if (rows[i].is != NULL)
			ck_assert_str_eq(text, rows[i].is);
	}
	text_url_encode(&out, "a b&é/-._~");
	ck_assert_str_eq(written(), "a%20b%26%C3%A9%2F-._~");
}
END_TEST

START_TEST(html_becomes_plain_text)
{
	static const struct { const char *html, *text; } rows[] = {
		{ "", "" }, { "a  b\n c", "a b c" },
		{ "<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree" },
		{ "<ul><li>a</li><li>b</li></ul>", "a\nb" },
		{ "<script>alert('<p>')</script>x<style>p{}</style>", "x" },
		{ "a<!-- <b> -->b<b title=\"a>b\">c</b>", "abc" },
		{ "&eacute;&#233;&#xE9;&amp;lt;&nbsp;&hellip;", "ééé&lt; …" },
		{ "1 < 2 && a<3", "1 < 2 && a<3" }, 
		{ "&bogus; &#xD800; &", "&bogus; &#xD800; &" },
		{ "&#0;&#27;a", "a" }, { "<p", "" }, { "<!--", "" },
		{ "<script>never closed", "" }, { "<b title='x", "" },
		{ "a\x1b\xff" "b", "ab" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(text_from_html(arena, rows[i].html,
		    strlen(rows[i].html)), rows[i].text);
}
END_TEST

/* U06, U07: to be shown, never to be opened. */
START_TEST(what_a_file_is_called_is_no_path)
{
	static const struct { const char *name, *text; } rows[] = {
		{ "a.jpg", "a.jpg" }, { "../../etc/passwd", "passwd" },
		{ "C:\\Bilder\\\xc3\xa9t\xc3\xa9.jpg", "\xc3\xa9t\xc3\xa9.jpg" },
		{ "a\r\nb\x1b.jpg", "ab.jpg" }, { "x\xe2\x80\xae" "gpj.exe",
		"xgpj.exe" }, { "a/", NULL }, { "", NULL }, { NULL, NULL },
		{ "..", ".." },
	};
	char	 longest[600], *got;

	for (size_t i = 0; i < COUNT(rows); i++) {
		got = text_file_name(arena, rows[i].name);
		ck_assert_str_eq(got == NULL ? "(none)" : got,
		    rows[i].text == NULL ? "(none)" : rows[i].text);
	}
	for (size_t i = 0; i < 500; i += 2)
		memcpy(longest + i, "\xc3\xa9", 2);
	memcpy(longest + 500, ".jpeg", 6);
	got = text_file_name(arena, longest);
	ck_assert_uint_le(strlen(got), TEXT_FILE_NAME);
	ck_assert_uint_gt(strlen(got), TEXT_FILE_NAME - 4);
	ck_assert(utf8_valid(got, strlen(got)));
	ck_assert_str_eq(strrchr(got, '.'), ".jpeg");
}
END_TEST

UNIT_MAIN("text",
    what_a_file_is_called_is_no_path,
    utf8_is_read_strictly,
    every_code_point_is_written_as_it_is_read,
    controls_and_bidi_overrides_are_seen,
    texts_fold_to_what_search_compares,
    folding_twice_is_folding_once,
    slugs_are_made_and_known,
    addresses_numbers_and_urls_are_known,
    whole_numbers_are_nothing_else,
    percent_signs_are_decoded_once,
    html_becomes_plain_text)
