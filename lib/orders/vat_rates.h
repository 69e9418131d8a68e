/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_VAT_RATES_H
#define SOUK_ORDERS_VAT_RATES_H

#include <stdint.h>

/*
 * The members of the European Union and their VAT, as the European Commission
 * publishes it (Taxes in Europe Database): standard rates as of 2026-09-23,
 * others as of 2026-04-28.  A reduced rate stands here only where there is no
 * doubt which it is; a country that has several by the kind of goods has 0,
 * and its shops say themselves what holds for theirs.
 */
#define VAT_RATES_DAY	"2026-09-23"

struct vat_member {
	const char	*country;	/* ISO 3166-1 alpha-2 */
	int32_t		 standard, reduced, super_reduced;	/* millionths */
};

extern const struct vat_member	vat_members[];	/* by country; ends with NULL */
/* NULL: no member. */
const struct vat_member		*vat_member_of(const char *country);

#endif
