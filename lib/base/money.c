/* SPDX-License-Identifier: ISC */
#include "lib/base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/message.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define DECIMALS_MAX	3
#define BLANK		"\u00a0"	/* that does not break a line */
#define NARROW		"\u202f"

/*
 * ISO 4217, sorted by code: decimals, and the sign people write where it is
 * not the code itself, in Latin and in Arabic script.
 */
static const struct currency {
	char		 code[4];
	int		 decimals;
	const char	*sign, *arabic;
} currencies[] = {
	{ "AED", 2, NULL, "د.إ." },	{ "ARS", 2, NULL, NULL },
	{ "AUD", 2, "A$", NULL },	{ "BDT", 2, NULL, NULL },
	{ "BGN", 2, NULL, NULL },	{ "BHD", 3, NULL, "د.ب." },
	{ "BRL", 2, "R$", NULL },	{ "CAD", 2, "CA$", NULL },
	{ "CHF", 2, NULL, NULL },	{ "CLP", 0, NULL, NULL },
	{ "CNY", 2, "CN¥", NULL },	{ "COP", 2, NULL, NULL },
	{ "CZK", 2, NULL, NULL },	{ "DJF", 0, NULL, NULL },
	{ "DKK", 2, NULL, NULL },	{ "DZD", 2, NULL, "د.ج." },
	{ "EGP", 2, NULL, "ج.م." },	{ "ETB", 2, NULL, NULL },
	{ "EUR", 2, "€", "€" },	{ "GBP", 2, "£", "£" },
	{ "GHS", 2, NULL, NULL },	{ "GNF", 0, NULL, NULL },
	{ "HKD", 2, "HK$", NULL },	{ "HUF", 2, NULL, NULL },
	{ "IDR", 2, NULL, NULL },	{ "ILS", 2, "₪", "₪" },
	{ "INR", 2, "₹", NULL },	{ "IQD", 3, NULL, "د.ع." },
	{ "ISK", 0, NULL, NULL },	{ "JOD", 3, NULL, "د.أ." },
	{ "JPY", 0, "¥", NULL },	{ "KES", 2, NULL, NULL },
	{ "KMF", 0, NULL, NULL },	{ "KRW", 0, "₩", NULL },
	{ "KWD", 3, NULL, "د.ك." },	{ "LBP", 2, NULL, "ل.ل." },
	{ "LYD", 3, NULL, "د.ل." },	{ "MAD", 2, NULL, "د.م." },
	{ "MRU", 2, NULL, "أ.م." },	{ "MUR", 2, NULL, NULL },
	{ "MXN", 2, "MX$", NULL },	{ "MYR", 2, NULL, NULL },
	{ "NGN", 2, "₦", NULL },	{ "NOK", 2, NULL, NULL },
	{ "NZD", 2, "NZ$", NULL },	{ "OMR", 3, NULL, "ر.ع." },
	{ "PEN", 2, NULL, NULL },	{ "PHP", 2, "₱", NULL },
	{ "PKR", 2, NULL, NULL },	{ "PLN", 2, NULL, NULL },
	{ "PYG", 0, NULL, NULL },	{ "QAR", 2, NULL, "ر.ق." },
	{ "RON", 2, NULL, NULL },	{ "RSD", 2, NULL, NULL },
	{ "RWF", 0, NULL, NULL },	{ "SAR", 2, NULL, "ر.س." },
	{ "SDG", 2, NULL, "ج.س." },	{ "SEK", 2, NULL, NULL },
	{ "SGD", 2, NULL, NULL },	{ "SYP", 2, NULL, "ل.س." },
	{ "THB", 2, NULL, NULL },	{ "TND", 3, NULL, "د.ت." },
	{ "TRY", 2, NULL, NULL },	{ "TWD", 2, "NT$", NULL },
	{ "UAH", 2, NULL, NULL },	{ "UGX", 0, NULL, NULL },
	{ "USD", 2, "$", "US$" },	{ "UYU", 2, NULL, NULL },
	{ "VND", 0, "₫", NULL },	{ "XAF", 0, "FCFA", NULL },
	{ "XOF", 0, "F" BLANK "CFA", NULL }, { "XPF", 0, "FCFP", NULL },
	{ "YER", 2, NULL, "ر.ي." },	{ "ZAR", 2, "R", NULL },
};

static const int64_t scales[DECIMALS_MAX + 1] = { 1, 10, 100, 1000 };

/* How an amount is written for people. */
static const struct style {
	const char	*thousands, *point;
	bool		 sign_first;
	bool		 arabic;
} styles[] = {
	[LOCALE_FR] = { .thousands = NARROW, .point = "," },
	[LOCALE_EN] = { .thousands = ",", .point = ".", .sign_first = true },
	[LOCALE_AR] = { .thousands = ",", .point = ".", .arabic = true },
};
static_assert(COUNT(styles) == LOCALE__MAX, "a style for each locale");

static const struct currency *
currency_find(const char *code)
{
	for (size_t i = 0; i < COUNT(currencies); i++)
		if (strcmp(currencies[i].code, code) == 0)
			return &currencies[i];
	return NULL;
}

int
money_decimals(const char *code)
{
	const struct currency	*c = code == NULL ? NULL : currency_find(code);

	return c == NULL ? -1 : c->decimals;
}

/* One more digit; false beyond MONEY_MAX. */
static bool
digit_add(int64_t *n, int digit)
{
	*n = *n * 10 + digit;
	return *n <= MONEY_MAX;
}

bool
money_parse(const char *text, int decimals, int64_t *minor)
{
	const char	*p = text + (*text == '-');
	int64_t		 n = 0;
	int		 left = decimals;

	if (*p < '0' || *p > '9' || (*p == '0' && p[1] >= '0' && p[1] <= '9'))
		return false;
	for (; *p >= '0' && *p <= '9'; p++)
		if (!digit_add(&n, *p - '0'))
			return false;
	if (*p == '.') {
		if (*++p < '0' || *p > '9')
			return false;
		for (; *p >= '0' && *p <= '9'; p++, left--)
			if (left <= 0 || !digit_add(&n, *p - '0'))
				return false;
	}
	while (left-- > 0)
		if (!digit_add(&n, 0))
			return false;
	*minor = *text == '-' ? -n : n;
	return *p == '\0';
}

/* Whole and fractional part of |minor|, which may be INT64_MIN. */
static uint64_t
split(int64_t minor, int decimals, uint64_t *fraction)
{
	uint64_t	 n = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	uint64_t	 scale;

	assert(decimals >= 0 && decimals <= DECIMALS_MAX);
	scale = (uint64_t)scales[decimals];
	*fraction = n % scale;
	return n / scale;
}

void
money_put(struct buf *b, int64_t minor, int decimals)
{
	uint64_t	 fraction, whole = split(minor, decimals, &fraction);

	buf_printf(b, "%s%" PRIu64, minor < 0 ? "-" : "", whole);
	if (decimals > 0)
		buf_printf(b, ".%0*" PRIu64, decimals, fraction);
}

/* 1234567 with its thousands apart. */
static void
put_grouped(struct buf *b, uint64_t whole, const char *apart)
{
	char	 digits[24];
	int	 len = snprintf(digits, sizeof(digits), "%" PRIu64, whole);

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_puts(b, apart);
		buf_putc(b, digits[i]);
	}
}

/* The sign of a currency; code when it has none in this script. */
static const char *
currency_sign(const char *code, const struct style *style)
{
	const struct currency	*c = currency_find(code);
	const char		*sign = NULL;

	if (c != NULL)
		sign = style->arabic ? c->arabic : c->sign;
	return sign == NULL ? code : sign;
}

/* "€12.50" but "MAD 12.50": a sign of letters keeps its distance. */
static bool
ends_in_letter(const char *sign)
{
	char	 last = sign[strlen(sign) - 1];

	return (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
}

void
money_show(struct buf *b, int64_t minor, const char *currency, int locale)
{
	const struct style	*style = &styles[locale];
	const char		*sign = currency_sign(currency, style);
	const struct currency	*known = currency_find(currency);
	int			 decimals = known == NULL ? 2 : known->decimals;
	uint64_t		 whole, fraction;

	whole = split(minor, decimals, &fraction);
	if (minor < 0)
		buf_putc(b, '-');
	if (style->sign_first)
		buf_printf(b, "%s%s", sign, ends_in_letter(sign) ? BLANK : "");
	put_grouped(b, whole, style->thousands);
	if (decimals > 0)
		buf_printf(b, "%s%0*" PRIu64, style->point, decimals,
		    fraction);
	if (!style->sign_first)
		buf_printf(b, BLANK "%s", sign);
}

static bool
within(int64_t n)
{
	return n >= -MONEY_MAX && n <= MONEY_MAX;
}

bool
money_add(int64_t a, int64_t b, int64_t *sum)
{
	int64_t	 n;

	if (__builtin_add_overflow(a, b, &n) || !within(n))
		return false;
	*sum = n;
	return true;
}

bool
money_multiply(int64_t a, int64_t by, int64_t *product)
{
	int64_t	 n;

	if (__builtin_mul_overflow(a, by, &n) || !within(n))
		return false;
	*product = n;
	return true;
}
