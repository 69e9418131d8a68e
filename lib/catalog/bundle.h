/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_BUNDLE_H
#define SOUK_CATALOG_BUNDLE_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/message.h"

/*
 * A variation that has parts is a bundle: it is priced, found and bought as
 * any other, and has no stock of its own but as many as its parts allow.  Its
 * parts are of the same brand, none of them a bundle itself, and all of its
 * own tax class, so that one rate holds for the whole.  True after every
 * transaction:
 *
 *   a bundle's stock is the least of its parts' stock / quantity, rounded
 *   down;
 *   nothing lies at a place as a bundle, and none was ever sold as one piece;
 *   what is a part of a bundle is not deleted.
 *
 * stock_move() of a bundle, at no certain place, moves its parts.
 */
#define BUNDLE_PARTS	50
#define BUNDLE_PIECES	1000	/* of one part */

enum bundle_part_field { BUNDLE_PART_VARIATION, BUNDLE_PART_SKU,
	BUNDLE_PART_QUANTITY, BUNDLE_PART_PRODUCT, BUNDLE_PART_NAME,
	BUNDLE_PART_OPTIONS, BUNDLE_PART_SLUG, BUNDLE_PART_STOCK,
	BUNDLE_PART__MAX };
extern const struct fieldset	bundle_part_fields;	/* "BundlePart" */

/* version is the product's, which every change of its bundles moves on. */
enum bundle_field { BUNDLE_VARIATION, BUNDLE_PRODUCT, BUNDLE_STOCK,
	BUNDLE_LIST, BUNDLE_VERSION, BUNDLE__MAX };
extern const struct fieldset	bundle_fields;		/* "Bundle" */

/* Of the actor's brand.  NOT_FOUND: no such variation of that product. */
enum outcome	 bundle_read(struct act *, const char *product,
		    const char *variation, struct record **);
/*
 * The whole list of parts anew; an empty one makes it a variation like others,
 * without stock.  INVALID, naming parts[i]: what cannot be a part.  CONFLICT: it
 * has stock of its own, was sold as a piece, or is a part itself.  Audited.
 */
enum outcome	 bundle_replace(struct act *, const char *product,
		    const char *variation, const struct record *in,
		    struct record **);

enum bundle_message { BUNDLE_ITSELF, BUNDLE_NESTED, BUNDLE_IS_PART,
	BUNDLE_TWICE, BUNDLE_TAX, BUNDLE_TAX_CHANGE, BUNDLE_HAS_STOCK,
	BUNDLE_WAS_SOLD, BUNDLE_COUNTED, BUNDLE_PART_KEPT,
	BUNDLE_MESSAGE__MAX };
extern const struct message	bundle_messages[];

#endif
