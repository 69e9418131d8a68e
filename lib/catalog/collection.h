/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_COLLECTION_H
#define SOUK_CATALOG_COLLECTION_H

/* Included by catalog.h, where all that this needs is declared. */

/* ---- collections (collection_*.c) --------------------------------------
 * A choice of products that is shown together: by hand, in an order of its
 * own, or by up to 20 rules of which all or any must hold.  Members by rule
 * are kept by the transaction of every product edit.  When the rules
 * themselves change, up to 200 products are looked at in that transaction and
 * the rest by a job; until it comes to a product (isBuilding) that product
 * stays in or out as it was.  productCount is that of the members that are
 * ACTIVE, exactly and always.  Rules about age are applied anew every day.
 */
enum collection_field { COLLECTION_ID, COLLECTION_SLUG, COLLECTION_NAME,
	COLLECTION_DESCRIPTION, COLLECTION_KIND, COLLECTION_MATCHING,
	COLLECTION_RULES, COLLECTION_IMAGE, COLLECTION_POSITION,
	COLLECTION_ACTIVE, COLLECTION_PRODUCTS, COLLECTION_BUILDING,
	COLLECTION_TEXTS, COLLECTION_CREATED_AT, COLLECTION_UPDATED_AT,
	COLLECTION_VERSION, COLLECTION__MAX };
enum rule_field { RULE_FIELD, RULE_RELATION, RULE_VALUE, RULE_FIELD__MAX };
extern const struct fieldset	collection_fields;	/* "Collection" */
extern const struct fieldset	rule_fields;		/* "Rule" */
extern const struct fieldset	members_fields;		/* {productIds: […]} */

#define MEMBERS_MAX	1000	/* of a collection by hand */

/* Which relations (bits, by index of the choices of rule_fields' relation) a
 * rule about a field (an index of its choices) may have. */
unsigned	 rule_relations_of(int about);

/* Of the actor's brand, or the active ones of all; in order, without rules
 * and translations. */
enum outcome	 collection_list(struct act *, const struct list_query *,
		    bool public, struct rows *);
enum outcome	 collection_row(struct act *, struct rows *, struct record *);
const char	*collection_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 collection_by_slug(struct act *, const char *,
		    struct record **);		/* active only */
/* Where an old slug leads now; NOT_FOUND. */
enum outcome	 collection_moved(struct act *, const char *slug,
		    const char **current);
enum outcome	 collection_read(struct act *, const char *, struct record **);
enum outcome	 collection_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 collection_change(struct act *, const char *,
		    const struct record *, struct record **);
enum outcome	 collection_delete(struct act *, const char *);

/* ---- members.  CONFLICT: the collection goes by rules. ------------------ */

/* In order; a collection by rules: newest first. */
enum outcome	 collection_products(struct act *, const char *id,
		    const struct list_query *, struct product_list *);
/* These and no others, in this order.  DENIED: another brand's product. */
enum outcome	 collection_set_products(struct act *, const char *id,
		    const struct record *members, struct record **);
/* Behind the others; nothing if they are there. */
enum outcome	 collection_add_products(struct act *, const char *id,
		    const struct record *members, struct record **);
enum outcome	 collection_drop_product(struct act *, const char *id,
		    const char *product, struct record **);

struct job_kind;
extern const struct job_kind	catalog_collection;	/* "catalog.collection" */
extern const struct job_kind	catalog_collections;	/* daily, by age */

/* ---- the texts of filters (filter_text.c) --------------------------------
 * vendor, tag and options hold values between commas; group.h says how.
 */
struct filter_value { const char *name, *value; };	/* name "": none */

#define FILTER_VALUES	50

/* Is this a text that the filter takes? */
bool		 product_filter_holds(struct act *, int field, const char *);
/* With this value where it was without and without it where it was with;
 * NULL: no value is left.  name: of an option, else NULL. */
const char	*product_filter_toggle(struct act *, int field,
		    const char *text, const char *name, const char *value);
size_t		 product_filter_values(struct act *, int field,
		    const char *text, struct filter_value [FILTER_VALUES]);

/* ---- facets (facet_read.c) ----------------------------------------------
 * What a list can be narrowed down by, with exact counts: for every value,
 * how many products the list would have with it instead of the values that
 * are chosen in its own group, all other filters as they are.
 */
enum facet_value_field { FACET_VALUE, FACET_NAME, FACET_COUNT, FACET_SELECTED,
	FACET_MIN, FACET_MAX, FACET_VALUE__MAX };
enum facet_group_field { FACET_GROUP_FILTER, FACET_GROUP_NAME,
	FACET_GROUP_VALUES, FACET_GROUP_MORE, FACET_GROUP__MAX };
enum facets_field { FACETS_TOTAL, FACETS_GROUPS, FACETS__MAX };
extern const struct fieldset	facets_fields;		/* "Facets" */

#define FACET_VALUES	50	/* of a group */
#define FACET_OPTIONS	20	/* names of options */

/* Of active products; the filter is one of product_list(). */
enum outcome	 product_facets(struct act *, const struct record *filter,
		    struct record **);

#endif
