/* SPDX-License-Identifier: ISC */
#include "lib/orders/vat_rates.h"

#include <stddef.h>

#include "lib/base/text.h"

const struct vat_member vat_members[] = {
	{ "AT", 200000, 0, 0 },
	{ "BE", 210000, 0, 0 },
	{ "BG", 200000, 90000, 0 },
	{ "CY", 190000, 0, 0 },
	{ "CZ", 210000, 120000, 0 },
	{ "DE", 190000, 70000, 0 },
	{ "DK", 250000, 0, 0 },
	{ "EE", 240000, 0, 0 },
	{ "ES", 210000, 100000, 40000 },
	{ "FI", 255000, 0, 0 },
	/* Of 5.5 and 10 % the one of food and books (code général des impôts,
	 * art. 278-0 bis); the other is mostly that of services. */
	{ "FR", 200000, 55000, 21000 },
	{ "GR", 240000, 0, 0 },
	{ "HR", 250000, 0, 0 },
	{ "HU", 270000, 0, 0 },
	{ "IE", 230000, 0, 0 },
	{ "IT", 220000, 0, 0 },
	{ "LT", 210000, 0, 0 },
	{ "LU", 170000, 0, 0 },
	{ "LV", 210000, 0, 0 },
	{ "MT", 180000, 0, 0 },
	{ "NL", 210000, 90000, 0 },
	{ "PL", 230000, 0, 0 },
	{ "PT", 230000, 0, 0 },
	{ "RO", 210000, 110000, 0 },
	{ "SE", 250000, 0, 0 },
	{ "SI", 220000, 0, 0 },
	{ "SK", 230000, 0, 0 },
	{ NULL, 0, 0, 0 },
};

const struct vat_member *
vat_member_of(const char *country)
{
	const struct vat_member	*m;

	for (m = vat_members; m->country != NULL; m++)
		if (text_equal(m->country, country))
			return m;
	return NULL;
}
