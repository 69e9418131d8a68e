/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ZONES_H
#define SOUK_ORDERS_ZONES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"
#include "lib/orders/quote.h"

/*
 * Where something holds, and what is owed there (zone.c): each zone has its
 * areas, which no other zone of the brand has, and a rate for each class of
 * goods that is taxed.  Reading and writing ask for SETTINGS_EDIT.
 */
enum zone_field { ZONE_ID, ZONE_BRAND, ZONE_NAME, ZONE_REVERSE, ZONE_AREAS,
	ZONE_RATES, ZONE_AREA_COUNT, ZONE_CREATED_AT, ZONE_UPDATED_AT,
	ZONE_VERSION, ZONE__MAX };
extern const struct fieldset	zone_fields;		/* "Zone" */
enum area_field { AREA_COUNTRY, AREA_REGION, AREA_POSTCODE, AREA__MAX };
extern const struct fieldset	area_fields;		/* "ZoneArea" */
enum tax_rate_field { TAX_RATE_CLASS, TAX_RATE_NAME, TAX_RATE_RATE, TAX_RATE__MAX };
extern const struct fieldset	tax_rate_fields;	/* "TaxRate" */
#define ZONE_AREAS_MAX	2000

enum outcome	 zone_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 zone_read(struct act *, const char *id, struct record **);
/* Lists that are given replace those there are. */
enum outcome	 zone_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* CONFLICT: something is shipped there. */
enum outcome	 zone_delete(struct act *, const char *id);
/* Of the actor's brand, by name, without areas; with their rates. */
enum outcome	 zone_list(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 zone_list_next(struct act *, struct rows *, struct record *);
const char	*zone_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* Of the actor's brand, else `field` is bad, or DENIED. */
enum outcome	 zone_check(struct act *, const char *field, const char *id);

/* ---- what zones say about an address (zone_of.c) ------------------------- */
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

/* How they are stored and compared: in capitals; regions and postcodes folded,
 * postcodes without blanks. */
const char	*zone_country(struct arena *, const char *);
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
