/* SPDX-License-Identifier: ISC */
/* How an outcome is told: its status, code and words. */
#include <check.h>
#include <stdlib.h>

#include "tests/suite.h"

#include "fcgi/http/server.h"

/* S0-GEN-04, S0-GEN-06, S3-API-27, C-18: the words of the seeds. */
START_TEST(s0_gen_06_each_outcome_has_its_status_and_words)
{
	static const struct {
		enum outcome	 outcome;
		int		 status;
		enum locale	 locale;
		const char	*code, *text;
	} t[] = {
		{ SOUK_UPSTREAM, 502, LOCALE_FR, "UPSTREAM_ERROR",
		    "Erreur backend" },
		{ SOUK_UNAUTHENTICATED, 401, LOCALE_FR, "UNAUTHORIZED",
		    "Non authentifié" },
		{ SOUK_DENIED, 403, LOCALE_FR, "FORBIDDEN",
		    "Vous n'avez pas la permission" },
		{ SOUK_INTERNAL, 500, LOCALE_EN, "INTERNAL_SERVER_ERROR",
		    "An unexpected error occurred" },
	};
	const struct message	*m;

	for (size_t i = 0; i < COUNT(t); i++) {
		ck_assert_int_eq(outcome_status(t[i].outcome), t[i].status);
		m = http_outcome_message(t[i].outcome);
		ck_assert_str_eq(m->code, t[i].code);
		ck_assert_str_eq(m->text[t[i].locale], t[i].text);
	}
}
END_TEST

START_TEST(every_outcome_is_told_in_every_language)
{
	const struct message	*m;

	for (int e = 0; e < SOUK_OUTCOME__MAX; e++) {
		ck_assert_int_ge(outcome_status((enum outcome)e), 200);
		m = http_outcome_message((enum outcome)e);
		for (int locale = 0; locale < LOCALE__MAX; locale++)
			ck_assert_int_ne(m->text[locale][0], '\0');
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s0_gen_06_each_outcome_has_its_status_and_words,
		every_outcome_is_told_in_every_language,
	};
	const struct suite	 suite = { "outcome", NULL, NULL, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
