/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* '#' a digit, '@' a letter, '*' either, anything else itself. */
static const struct vat_form {
	char		 prefix[4], country[3];
	const char	*form;
} forms[] = {
	{ "AT", "AT", "U########" },
	{ "BE", "BE", "0#########" },	{ "BE", "BE", "1#########" },
	{ "BG", "BG", "#########" },	{ "BG", "BG", "##########" },
	{ "CY", "CY", "########@" },
	{ "CZ", "CZ", "########" },	{ "CZ", "CZ", "#########" },
	{ "CZ", "CZ", "##########" },
	{ "DE", "DE", "#########" },	{ "DK", "DK", "########" },
	{ "EE", "EE", "#########" },	{ "EL", "GR", "#########" },
	{ "ES", "ES", "@########" },	{ "ES", "ES", "@#######@" },
	{ "ES", "ES", "########@" },
	{ "FI", "FI", "########" },	{ "FR", "FR", "**#########" },
	{ "HR", "HR", "###########" },	{ "HU", "HU", "########" },
	{ "IE", "IE", "#######@" },	{ "IE", "IE", "#######@@" },
	{ "IE", "IE", "#@#####@" },
	{ "IT", "IT", "###########" },
	{ "LT", "LT", "#########" },	{ "LT", "LT", "############" },
	{ "LU", "LU", "########" },	{ "LV", "LV", "###########" },
	{ "MT", "MT", "########" },	{ "NL", "NL", "#########B##" },
	{ "PL", "PL", "##########" },	{ "PT", "PT", "#########" },
	{ "RO", "RO", "##########" },	{ "RO", "RO", "#########" },
	{ "RO", "RO", "########" },	{ "RO", "RO", "#######" },
	{ "RO", "RO", "######" },	{ "RO", "RO", "#####" },
	{ "RO", "RO", "####" },		{ "RO", "RO", "###" },
	{ "RO", "RO", "##" },
	{ "SE", "SE", "##########01" },	{ "SI", "SI", "########" },
	{ "SK", "SK", "##########" },
	{ "GB", "GB", "#########" },	{ "GB", "GB", "############" },
	{ "GB", "GB", "GD###" },	{ "GB", "GB", "HA###" },
	{ "XI", "GB", "#########" },	{ "XI", "GB", "############" },
	{ "CHE", "CH", "#########" },	{ "CHE", "CH", "#########MWST" },
	{ "CHE", "CH", "#########TVA" }, { "CHE", "CH", "#########IVA" },
	{ "NO", "NO", "#########" },	{ "NO", "NO", "#########MVA" },
};

static bool
fits(const char *text, const char *form)
{
	for (; *text != '\0' && *form != '\0'; text++, form++) {
		const bool	 digit = *text >= '0' && *text <= '9';
		const bool	 letter = *text >= 'A' && *text <= 'Z';

		if (*form == '#' ? !digit : *form == '@' ? !letter :
		    *form == '*' ? !digit && !letter : *text != *form)
			return false;
	}
	return *text == *form;
}

/* "che-123.456.789 tva" is "CHE123456789TVA". */
static const char *
plain(struct arena *arena, const char *number)
{
	char	*copy = arena_copy(arena, number), *to = copy;

	for (; *number != '\0'; number++)
		if (strchr(" .-", *number) == NULL)
			*to++ = *number >= 'a' && *number <= 'z' ?
			    (char)(*number - 'a' + 'A') : *number;
	*to = '\0';
	return copy;
}

bool
vat_number_ok(struct arena *arena, const char *number, const char **country)
{
	const char	*text;
	size_t		 i, len;

	if (number == NULL)
		return false;
	text = plain(arena, number);
	for (i = 0; i < COUNT(forms); i++) {
		len = strlen(forms[i].prefix);
		if (strncmp(text, forms[i].prefix, len) == 0 &&
		    fits(text + len, forms[i].form)) {
			*country = forms[i].country;
			return true;
		}
	}
	return false;
}
