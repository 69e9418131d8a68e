/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <stdlib.h>

#include "tests/suite.h"

#include "fcgi/pages/text.h"

/* S4-I18N-01: each part of the table covers its texts, in every language. */
START_TEST(s4_i18n_01_every_text_of_a_page_is_there_in_every_language)
{
	const char	*text;

	for (int id = 0; id < UI_TEXT__MAX; id++)
		for (int locale = 0; locale < LOCALE__MAX; locale++) {
			text = ui_text((enum locale)locale, (enum ui_text)id);
			ck_assert_msg(text != NULL && *text != '\0',
			    "text %d in language %d", id, locale);
		}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_i18n_01_every_text_of_a_page_is_there_in_every_language,
	};
	const struct suite	 suite = { "texts of pages", NULL, NULL, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
