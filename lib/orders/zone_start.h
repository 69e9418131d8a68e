/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ZONE_START_H
#define SOUK_ORDERS_ZONE_START_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/orders/zones.h"

/*
 * The first zones of a shop (zone_start.c): its country, the rest of the
 * European Union where it is a member of that, and the rest of the world,
 * each with a way of shipping that is not offered before somebody says what
 * it costs.
 *
 * A member's VAT is in vat_rates.h.  It is that of the shop's country in the
 * rest of the Union too, as it is for sales to consumers of up to 10,000 euros
 * a year (directive 2006/112/EC, art. 59c); firms with a number owe it
 * themselves there, and nothing is owed on what leaves the Union.  Countries
 * that are no members begin without taxes.
 */
enum zone_start_field { START_COUNTRY, START__MAX };
extern const struct fieldset	zone_start_fields;	/* "ZoneStart" */

/*
 * The zone of the shop's country, which becomes the setting if it is given.
 * CONFLICT: there are zones or ways of shipping already; nothing is changed.
 */
enum outcome	 zone_start(struct act *, const struct record *in,
		    struct record **home);

/* ---- for the demo too ------------------------------------------------------ */
struct zone_draft {
	const char		*name;
	const char *const	*countries;
	size_t			 country_count;
	bool			 reverse_charge;
	/* Of classes without one: 0. */
	struct { int64_t rate; const char *name; } rates[TAX_CLASS__MAX];
};

enum outcome	 zone_draft_create(struct act *, const struct zone_draft *,
		    struct record **);
/* The members but one: how many. */
size_t		 union_but(struct arena *, const char *country,
		    const char *const **);
/* What a member's VAT is called and is, in a language. */
struct vat_member;
void		 draft_rates(struct arena *, const struct vat_member *,
		    enum locale, struct zone_draft *);
/* Has the actor's brand zones or ways of shipping? */
enum outcome	 zones_are_there(struct act *, bool *);

#endif
