/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ZONES_H
#define SOUK_ORDERS_ZONES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/orders/quote.h"

/* What zones say about an address (zone_of.c). */
enum tax_class { TAX_STANDARD, TAX_REDUCED, TAX_SUPER_REDUCED, TAX_ZERO,
	TAX_EXEMPT, TAX_CLASS__MAX };
extern const char *const	tax_classes[];	/* ends with NULL */
enum tax_class	 tax_class_from(const char *);	/* TAX_STANDARD if unknown */

struct zone_taxes {
	const char	*id;		/* NULL: no zone, no taxes */
	bool		 reverse_charge;
	/* Of a class without a rate: 0 and "". */
	struct { int64_t rate; const char *name; } rates[TAX_CLASS__MAX];
};

/* The zone of the brand with the narrowest area around an address. */
enum outcome	 zone_of(struct act *, const char *brand_id,
		    const struct destination *, struct zone_taxes *);

/* How regions and postcodes are stored and compared: folded, in capitals,
 * postcodes without blanks. */
const char	*zone_region(struct arena *, const char *);
const char	*zone_postcode(struct arena *, const char *);
#define ZONE_POSTCODE	10	/* so many of its letters matter */

/*
 * A VAT number of the right form for its country: of the EU, GB, CH or NO
 * (vat.c).  *country is whose.  Whether it is somebody's is not known.
 */
bool		 vat_number_ok(struct arena *, const char *number,
		    const char **country);

#endif
