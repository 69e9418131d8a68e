/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_GROUP_H
#define SOUK_CATALOG_GROUP_H

#include "lib/catalog/internal.h"

/*
 * What a product belongs to by what it is: facets (vendor, tags, options)
 * with their counters, and collections.  Kept by the transaction of each
 * edit; an edit that changes neither costs no statement.
 */

extern const struct fieldset	collection_text_fields;
extern const struct fieldset	facet_value_fields, facet_group_fields;
extern const struct texts_of	collection_texts;

/* ---- facet_write.c: product_facet and facet_count --------------------- */

/* before NULL: a new product. */
enum outcome	 facets_write(struct act *, const struct record *before,
		    const struct record *after);
/* Before the product is deleted: it counts no more. */
enum outcome	 facets_drop(struct act *, const struct record *);
/* Whatever is stored becomes what the product has. */
enum outcome	 facets_renew(struct act *, const struct record *);

/* ---- filter_text.c: values in one text, as the query has them ---------- */
/*
 * "A,B" or, with names, "Size:M,Size:L,Colour:Red": a comma, colon or
 * backslash that belongs to a value stands behind a backslash.
 */
/* INVALID (a bad field): no value, too many, or one without a name. */
enum outcome	 filter_values(struct act *, const char *field,
		    const char *text, bool named, struct filter_value *,
		    size_t *count);
void		 filter_value_put(struct buf *, const struct filter_value *);

/* ---- collection_rule.c: what a rule may say ----------------------------- */

#define RULES_MAX		20	/* of a collection */
#define RULE_COLLECTIONS_MAX	200	/* of a brand */

enum rule_about { RULE_CATEGORY, RULE_VENDOR, RULE_TAG, RULE_NAME, RULE_PRICE,
	RULE_COMPARE_AT, RULE_STOCK, RULE_NEW, RULE_FEATURED, RULE_CREATED,
	RULE_OPTION, RULE__MAX };
enum rule_relation { RELATION_IS, RELATION_IS_NOT, RELATION_CONTAINS,
	RELATION_CONTAINS_NOT, RELATION_STARTS, RELATION_ENDS,
	RELATION_GREATER, RELATION_LESS, RELATION_SET, RELATION_NOT_SET,
	RELATION__MAX };

/* Their words, fields_collection.c; both end with NULL. */
extern const char *const	rule_abouts[], *const rule_relations[];

/* As it is applied. */
struct rule {
	enum rule_about		 about;
	enum rule_relation	 relation;
	const char		*text;		/* as stored */
	const char		*folded;	/* for parts of texts */
	int64_t			 num;
	bool			 sound;		/* else it holds of nothing */
};

/* From the stored words. */
struct rule	 rule_of(struct act *, const char *about,
		    const char *relation, const char *value);
/* Checks a LIST of rules that came in and brings values into stored form. */
enum outcome	 rules_check(struct act *, struct value *rules);
enum outcome	 rules_read(struct act *, const char *collection,
		    struct value *rules);
enum outcome	 rules_store(struct act *, const char *collection,
		    const struct value *rules);

/* ---- collection_match.c: does a product belong? ------------------------- */

struct ruleset {
	const char	*collection;
	bool		 any;		/* one is enough; else all */
	bool		 member;	/* is the product in it now? */
	struct rule	*rules;
	size_t		 count;
};

struct facts;
/* What rules about these (bits of 1 << enum rule_about) look at. */
enum outcome	 facts_read(struct act *, const char *product, unsigned about,
		    struct facts **);
bool		 facts_are_active(const struct facts *);
/* No rule, no member. */
bool		 ruleset_holds(const struct ruleset *, const struct facts *,
		    int64_t now, struct arena *);

/* ---- collection_member.c ------------------------------------------------ */

/* before NULL: a new product. */
enum outcome	 members_write(struct act *, const struct record *before,
		    const struct record *after);
enum outcome	 members_drop(struct act *, const struct record *);
/* Its row has changed, by whatever way: joins and leaves by the rules. */
enum outcome	 members_match(struct act *, const char *product);
/* Makes the product a member or not; the collection counts active ones. */
enum outcome	 member_set(struct act *, const char *collection,
		    const char *product, int64_t position, bool in,
		    bool active);

/* ---- collection_read.c, collection_write.c -------------------------------- */

/* An id from an id or a slug of any locale; NOT_FOUND. */
enum outcome	 collection_find(struct act *, const char *id_or_slug,
		    const char **id, const char **brand_id);
/* An edit of the members of a collection by hand: the checks around `step`,
 * a new version, the audit.  CONFLICT: it goes by rules. */
typedef enum outcome collection_step(struct act *, const char *id,
		    const struct record *members);
enum outcome	 collection_edit(struct act *act, const char *id,
		    collection_step *step, const struct record *members,
		    struct record **out);

/* ---- collection_build.c ------------------------------------------------- */

/* New rules: the first products at once, the rest by a job. */
enum outcome	 collection_build(struct act *, const char *id);
/* The brand's collections that have a rule about this. */
enum outcome	 collections_rebuild(struct act *, enum rule_about);

#endif
