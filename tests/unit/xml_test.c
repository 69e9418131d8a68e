/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "tests/suite.h"

#include "fcgi/pages/xml.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"

/* What is written is read back by a parser that is not ours. */

static struct arena	*arena;
static char		 heard[4096];
static size_t		 heard_len;

static void XMLCALL
hear(void *data, const XML_Char *s, int len)
{
	(void)data;
	ck_assert_uint_lt(heard_len + (size_t)len, sizeof(heard));
	memcpy(heard + heard_len, s, (size_t)len);
	heard_len += (size_t)len;
	heard[heard_len] = '\0';
}

static const char *
written(const char *text, size_t most)
{
	struct buf	 b;
	XML_Parser	 parser = XML_ParserCreate("UTF-8");
	bool		 ok;

	buf_init(&b, arena, 0);
	xml_element(&b, "a", text, most);
	heard_len = 0;
	heard[0] = '\0';
	XML_SetCharacterDataHandler(parser, hear);
	ok = XML_Parse(parser, b.p, (int)b.len, 1) == XML_STATUS_OK;
	XML_ParserFree(parser);
	ck_assert_msg(ok, "not XML: %s", b.p);
	ck_assert(utf8_valid(b.p, b.len));
	return heard;
}

static void
setup(void)
{
	arena = arena_new((size_t)256 << 20);
}

static void
teardown(void)
{
	arena_free(arena);
}

START_TEST(text_is_read_as_it_was_meant)
{
	static const struct { const char *text; size_t most; const char *read; }
	t[] = {
		{ "a < b & \"c\" > 'd'", 0, "a < b & \"c\" > 'd'" },
		{ "]]>", 0, "]]>" }, { "&amp;", 0, "&amp;" },
		{ "<!--x--><?y?>", 0, "<!--x--><?y?>" },
		{ "a\tb\nc\r\nd", 0, "a\tb\nc\r\nd" },
		{ "a\x01" "b\x1f" "c", 0, "abc" },
		{ "a\xef\xbf\xbe" "b\xef\xbf\xbf" "c", 0, "abc" },
		{ "a\xff" "b", 0, "a\xef\xbf\xbd" "b" },
		{ "\xed\xa0\x80", 0, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xf0\x9f\x8f\xba مزهرية", 0,
		    "\xf0\x9f\x8f\xba مزهرية" },
		{ "مزهرية", 3, "مزه" }, { "&&&&", 2, "&&" }, { "", 0, "" },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_str_eq(written(t[i].text, t[i].most), t[i].read);
}
END_TEST

START_TEST(no_bytes_at_all_make_it_unreadable)
{
	char	 text[64];

	srand(4);
	for (int i = 0; i < 20000; i++) {
		size_t	 len = (size_t)rand() % (sizeof(text) - 1);

		for (size_t n = 0; n < len; n++)
			text[n] = (char)(1 + rand() % 255);
		text[len] = '\0';
		written(text, (size_t)rand() % 20);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		text_is_read_as_it_was_meant,
		no_bytes_at_all_make_it_unreadable,
	};
	const struct suite	 suite = { "xml", setup, teardown, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
