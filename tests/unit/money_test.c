/* SPDX-License-Identifier: ISC */
#include "lib/base/message.h"
#include "lib/base/money.h"
#include "tests/unit/base_unit.h"

#define BLANK	"\u00a0"
#define NARROW	"\u202f"

START_TEST(currencies_have_their_decimals)
{
	static const struct { const char *code; int decimals; } rows[] = {
		{ "EUR", 2 }, { "MAD", 2 }, { "DZD", 2 }, { "USD", 2 },
		{ "JPY", 0 }, { "KRW", 0 }, { "XOF", 0 }, { "TND", 3 },
		{ "KWD", 3 }, { "BHD", 3 }, { "", -1 }, { "eur", -1 },
		{ "XXX", -1 }, { "EURO", -1 }, { NULL, -1 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_int_eq(money_decimals(rows[i].code),
		    rows[i].decimals);
}
END_TEST

START_TEST(amounts_are_read_exactly_or_not_at_all)
{
	static const struct {
		const char	*text;
		int		 decimals;
		bool		 is;
		int64_t		 minor;
	} rows[] = {
		{ "12.5", 2, true, 1250 }, { "12.50", 2, true, 1250 },
		{ "0", 2, true, 0 }, { "-0.01", 2, true, -1 },
		{ "19.99", 2, true, 1999 }, { "1.005", 3, true, 1005 },
		{ "100", 0, true, 100 }, { "0.29", 2, true, 29 },
		{ "10000000000.00", 2, true, MONEY_MAX },
		{ "-10000000000", 2, true, -MONEY_MAX },
		{ "1000000000000", 0, true, MONEY_MAX },
		{ "10000000000.01", 2, false, 0 },
		{ "1000000000001", 0, false, 0 },
		{ "1000000000", 3, true, MONEY_MAX },
		{ "1000000000.001", 3, false, 0 },
		{ "99999999999999999999999999", 2, false, 0 },
		{ "12.505", 2, false, 0 }, { "12.500", 2, false, 0 },
		{ "1.0", 0, false, 0 }, { "", 2, false, 0 },
		{ "-", 2, false, 0 }, { ".5", 2, false, 0 },
		{ "5.", 2, false, 0 }, { "+5", 2, false, 0 },
		{ "1e3", 2, false, 0 }, { "1,5", 2, false, 0 },
		{ " 1", 2, false, 0 }, { "1 ", 2, false, 0 },
		{ "01", 2, false, 0 }, { "0x1", 2, false, 0 },
		{ "NaN", 2, false, 0 }, { "1.2.3", 2, false, 0 },
	};
	int64_t	 minor;

	for (size_t i = 0; i < COUNT(rows); i++) {
		minor = 0;
		ck_assert_msg(money_parse(rows[i].text, rows[i].decimals,
		    &minor) == rows[i].is, "%s", rows[i].text);
		if (rows[i].is)
			ck_assert_int_eq(minor, rows[i].minor);
	}
}
END_TEST

START_TEST(what_is_written_is_read_again)
{
	int64_t	 minor = 0;

	for (int decimals = 0; decimals <= 3; decimals++)
		for (int64_t n = -MONEY_MAX; n <= MONEY_MAX;
		    n += INT64_C(999999937)) {
			money_put(&out, n, decimals);
			ck_assert(money_parse(written(), decimals, &minor));
			ck_assert_int_eq(minor, n);
		}
	money_put(&out, -5, 2);
	ck_assert_str_eq(written(), "-0.05");
	money_put(&out, INT64_MIN, 3);
	ck_assert_str_eq(written(), "-9223372036854775.808");
}
END_TEST

START_TEST(people_see_amounts_as_they_write_them)
{
	static const struct {
		int64_t		 minor;
		const char	*currency;
		enum locale	 locale;
		const char	*text;
	} rows[] = {
		{ 1250, "EUR", LOCALE_FR, "12,50" BLANK "€" },
		{ 123456789, "EUR", LOCALE_FR,
		  "1" NARROW "234" NARROW "567,89" BLANK "€" },
		{ 1250, "EUR", LOCALE_EN, "€12.50" },
		{ -123456, "USD", LOCALE_EN, "-$1,234.56" },
		{ 1250, "MAD", LOCALE_EN, "MAD" BLANK "12.50" },
		{ 1250, "MAD", LOCALE_FR, "12,50" BLANK "MAD" },
		{ 1250, "MAD", LOCALE_AR, "12.50" BLANK "د.م." },
		{ 1200, "JPY", LOCALE_EN, "¥1,200" },
		{ 1500, "TND", LOCALE_FR, "1,500" BLANK "TND" },
		{ 100, "XOF", LOCALE_FR, "100" BLANK "F" BLANK "CFA" },
		{ 5, "GBP", LOCALE_EN, "£0.05" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		money_show(&out, rows[i].minor, rows[i].currency,
		    (int)rows[i].locale);
		ck_assert_str_eq(written(), rows[i].text);
	}
}
END_TEST

START_TEST(sums_and_products_stay_within_bounds)
{
	int64_t	 n = 7;

	ck_assert(money_add(MONEY_MAX - 1, 1, &n));
	ck_assert_int_eq(n, MONEY_MAX);
	ck_assert(!money_add(MONEY_MAX, 1, &n));
	ck_assert(!money_add(-MONEY_MAX, -1, &n));
	ck_assert(!money_add(INT64_MAX, 1, &n));
	ck_assert(money_multiply(1999, 3, &n));
	ck_assert_int_eq(n, 5997);
	ck_assert(!money_multiply(MONEY_MAX, 2, &n));
	ck_assert(!money_multiply(INT64_MAX, INT64_MAX, &n));
	ck_assert(!money_multiply(INT64_MIN, -1, &n));
	ck_assert_int_eq(n, 5997);
}
END_TEST

UNIT_MAIN("money",
    currencies_have_their_decimals,
    amounts_are_read_exactly_or_not_at_all,
    what_is_written_is_read_again,
    people_see_amounts_as_they_write_them,
    sums_and_products_stay_within_bounds)
