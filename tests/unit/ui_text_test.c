/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <stdlib.h>

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
	Suite	*s = suite_create("texts of pages");
	SRunner	*r = srunner_create(s);
	TCase	*t = tcase_create("texts");
	int	 failed;

	tcase_add_test(t,
	    s4_i18n_01_every_text_of_a_page_is_there_in_every_language);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
