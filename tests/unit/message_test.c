/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/messages.h"
#include "tests/unit/base_unit.h"

static const char *
said(const struct message *m, enum locale locale, int64_t n0, int64_t n1)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { n0, n1 };

	message_put(&out, m, locale, numbers);
	return written();
}

START_TEST(plural_forms_follow_the_language)
{
	static const struct message	 m = { "TEST", {
		[LOCALE_FR] = "{0} un|{0} autres",
		[LOCALE_EN] = "{0} one|{0} other",
		[LOCALE_AR] = "zero|one|two|{0} few|{0} many|{0} other",
	} };
	static const struct { enum locale l; int64_t n; const char *is; }
	    rows[] = {
		{ LOCALE_FR, 0, "0 un" }, { LOCALE_FR, 1, "1 un" },
		{ LOCALE_FR, 2, "2 autres" }, { LOCALE_FR, -1, "-1 un" },
		{ LOCALE_EN, 0, "0 other" }, { LOCALE_EN, 1, "1 one" },
		{ LOCALE_EN, 2, "2 other" }, { LOCALE_AR, 0, "zero" },
		{ LOCALE_AR, 1, "one" }, { LOCALE_AR, 2, "two" },
		{ LOCALE_AR, 3, "3 few" }, { LOCALE_AR, 10, "10 few" },
		{ LOCALE_AR, 11, "11 many" }, { LOCALE_AR, 99, "99 many" },
		{ LOCALE_AR, 100, "100 other" },
		{ LOCALE_AR, 102, "102 other" }, { LOCALE_AR, 103, "103 few" },
		{ LOCALE_AR, 110, "110 few" }, { LOCALE_AR, 111, "111 many" },
		{ LOCALE_AR, 1000, "1000 other" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(said(&m, rows[i].l, rows[i].n, 0),
		    rows[i].is);
}
END_TEST

START_TEST(only_numbers_that_exist_are_filled_in)
{
	static const struct message	 m = { "TEST", {
		[LOCALE_FR] = "{1}-{0}-{2}-{x}-{", [LOCALE_EN] = "a|b",
	} };

	ck_assert_str_eq(said(&m, LOCALE_FR, 1, 2), "2-1-{2}-{x}-{");
	ck_assert_str_eq(said(&m, LOCALE_AR, 1, 2), "TEST");
	message_put(&out, &m, LOCALE_EN, NULL);
	ck_assert_str_eq(written(), "b");
}
END_TEST

/* S4-I18N-01 */
START_TEST(every_message_of_base_speaks_three_languages)
{
	const struct message	*m;
	const char		*p;

	for (int i = 0; i < BASE_MESSAGE__MAX; i++) {
		m = &base_messages[i];
		ck_assert_ptr_nonnull(m->code);
		ck_assert_uint_eq(strspn(m->code,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"),
		    strlen(m->code));
		for (int l = 0; l < LOCALE__MAX; l++) {
			p = m->text[l];
			ck_assert_msg(p != NULL && *p != '\0', "%s", m->code);
		}
		for (int other = 0; other < i; other++)
			ck_assert_str_ne(m->code, base_messages[other].code);
	}
	ck_assert_ptr_null(json_fault_message(JSON_OK));
	ck_assert_str_eq(json_fault_message(JSON_DUPLICATE)->code,
	    "DUPLICATE_KEY");
}
END_TEST

/* S4-I18N-02 */
START_TEST(the_best_language_of_a_header_is_found)
{
	static const struct { const char *header; enum locale is; } rows[] = {
		{ NULL, LOCALE_FR }, { "", LOCALE_FR }, { "en", LOCALE_EN },
		{ "EN-us", LOCALE_EN }, { "ar-MA,fr;q=0.9", LOCALE_AR },
		{ "fr;q=0.5, en;q=0.8", LOCALE_EN },
		{ "fr;q=0.8, en;q=0.8", LOCALE_FR },
		{ "de, es;q=0.9", LOCALE_FR }, { "*", LOCALE_FR },
		{ "de,*;q=0.1,en;q=0.2", LOCALE_EN },
		{ "en;q=0", LOCALE_FR }, { "en;q=0.000,ar;q=0.001", LOCALE_AR },
		{ "en;q=junk", LOCALE_FR }, { ",,;q=1,", LOCALE_FR },
		{ "english", LOCALE_FR }, { "en;q=9", LOCALE_EN },
		{ "en ; q=1.0", LOCALE_EN }, { "-", LOCALE_FR },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(locale_negotiate(rows[i].header, LOCALE_FR) ==
		    rows[i].is, "%s", rows[i].header);
	for (enum locale l = 0; l < LOCALE__MAX; l++)
		ck_assert_int_eq(locale_from_tag(locale_tag(l)), l);
	ck_assert_int_eq(locale_from_tag("FR"), LOCALE__MAX);
	ck_assert_int_eq(locale_from_tag(NULL), LOCALE__MAX);
}
END_TEST

START_TEST(a_problem_keeps_the_first_word_about_each_field)
{
	struct act	 act = { .arena = arena };

	ck_assert_int_eq(act_bad_number(&act, "a",
	    &base_messages[BASE_TOO_LONG], 5, 6), SOUK_INVALID);
	act_bad_field(&act, "a", &base_messages[BASE_NULL]);
	ck_assert_int_eq(act.problem.count, 1);
	ck_assert_str_eq(act.problem.message->code, "VALIDATION_ERROR");
	ck_assert_str_eq(act.problem.fields[0].message->code, "TOO_LONG");
	ck_assert_int_eq(act.problem.fields[0].numbers[1], 6);
	for (int i = 0; i < 40; i++)
		ck_assert_int_eq(act_bad_field(&act,
		    arena_printf(arena, "f%d", i), &base_messages[BASE_NULL]),
		    SOUK_INVALID);
	ck_assert_int_eq(act.problem.count, PROBLEM_FIELDS);
	ck_assert_int_eq(act_refuse(&act, SOUK_CONFLICT,
	    &base_messages[BASE_BAD_ID]), SOUK_CONFLICT);
	ck_assert_str_eq(act.problem.message->code, "BAD_ID");
}
END_TEST

START_TEST(every_outcome_has_a_name_of_its_own)
{
	for (int i = 0; i < SOUK_OUTCOME__MAX; i++)
		for (int other = 0; other < i; other++)
			ck_assert_str_ne(outcome_name(i), outcome_name(other));
	ck_assert_str_eq(outcome_name(SOUK_OUTCOME__MAX), "unknown");
}
END_TEST

UNIT_MAIN("message",
    plural_forms_follow_the_language,
    only_numbers_that_exist_are_filled_in,
    every_message_of_base_speaks_three_languages,
    the_best_language_of_a_header_is_found,
    a_problem_keeps_the_first_word_about_each_field,
    every_outcome_has_a_name_of_its_own)
