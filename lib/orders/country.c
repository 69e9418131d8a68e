/* SPDX-License-Identifier: ISC */
#include "lib/orders/country.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

const char *const country_codes[] = {
	"AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT",
	"AU", "AW", "AX", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI",
	"BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY",
	"BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
	"CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM",
	"DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK",
	"FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL",
	"GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
	"HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR",
	"IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN",
	"KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS",
	"LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
	"ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW",
	"MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP",
	"NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM",
	"PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
	"SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM",
	"SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF",
	"TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
	"TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
	"VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW", NULL
};

/* By the Universal Postal Union's notes on how mail is addressed. */
static const struct form { const char *country, *shape; } forms[] = {
	{ "AD", "AD999" }, { "AE", "" }, { "AR", "9999|A9999AAA" },
	{ "AT", "9999" }, { "AU", "9999" }, { "BE", "9999" }, { "BG", "9999" },
	{ "BR", "99999-999|99999999" }, { "CA", "A9A9A9" }, { "CH", "9999" },
	{ "CN", "999999" }, { "CY", "9999" }, { "CZ", "99999" },
	{ "DE", "99999" }, { "DK", "9999" }, { "DZ", "99999" },
	{ "EE", "99999" }, { "EG", "99999" }, { "ES", "99999" },
	{ "FI", "99999" }, { "FR", "99999" },
	{ "GB", "A99AA|A999AA|AA99AA|AA999AA|A9A9AA|AA9A9AA" },
	{ "GF", "99999" }, { "GP", "99999" }, { "GR", "99999" }, { "HK", "" },
	{ "HR", "99999" }, { "HU", "9999" }, { "IE", "A99****|A9A****" },
	{ "IN", "999999" }, { "IS", "999" }, { "IT", "99999" },
	{ "JP", "999-9999|9999999" }, { "KR", "99999" }, { "LI", "9999" },
	{ "LT", "99999|LT-99999" }, { "LU", "9999|L-9999" },
	{ "LV", "9999|LV-9999" }, { "MA", "99999" }, { "MC", "99999" },
	{ "MQ", "99999" }, { "MT", "AAA9999|AAA99" }, { "MX", "99999" },
	{ "NC", "99999" }, { "NL", "9999AA" }, { "NO", "9999" },
	{ "NZ", "9999" }, { "PF", "99999" }, { "PL", "99-999|99999" },
	{ "PM", "99999" }, { "PT", "9999-999|9999999" }, { "QA", "" },
	{ "RE", "99999" }, { "RO", "999999" }, { "RU", "999999" },
	{ "SA", "99999|99999-9999" }, { "SE", "99999" }, { "SG", "999999" },
	{ "SI", "9999|SI-9999" }, { "SK", "99999" }, { "SM", "99999" },
	{ "SN", "99999" }, { "TN", "9999" }, { "TR", "99999" },
	{ "US", "99999|99999-9999" }, { "VA", "99999" }, { "WF", "99999" },
	{ "YT", "99999" }, { "ZA", "9999" },
};

static int
code_compare(const void *key, const void *at)
{
	return strcmp(key, *(const char *const *)at);
}

bool
country_is(const char *code)
{
	return bsearch(code, country_codes, COUNT(country_codes) - 1,
	    sizeof(country_codes[0]), code_compare) != NULL;
}

const char *
country_postcode(const char *country)
{
	const struct form	*form = bsearch(country, forms, COUNT(forms),
				    sizeof(forms[0]), code_compare);

	return form == NULL ? NULL : form->shape;
}

static bool
letter_fits(char shape, char c)
{
	const bool	 digit = c >= '0' && c <= '9';
	const bool	 letter = (c >= 'A' && c <= 'Z') ||
			    (c >= 'a' && c <= 'z');

	switch (shape) {
	case '9':
		return digit;
	case 'A':
		return letter;
	case '*':
		return digit || letter;
	default:
		return c == shape;
	}
}

/* One form, which ends at '|' or the end. */
static bool
form_fits(const char *shape, const char *code)
{
	for (; *code != '\0'; code++) {
		if (*code == ' ')
			continue;
		if (*shape == '\0' || *shape == '|' ||
		    !letter_fits(*shape, *code))
			return false;
		shape++;
	}
	return *shape == '\0' || *shape == '|';
}

bool
country_takes(const char *country, const char *postcode)
{
	const char	*shape = country_postcode(country);

	if (shape == NULL || *shape == '\0')
		return true;
	for (;; shape++) {
		if (form_fits(shape, postcode))
			return true;
		if ((shape = strchr(shape, '|')) == NULL)
			return false;
	}
}
