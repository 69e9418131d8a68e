/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_PRICE_OF_H
#define SOUK_CATALOG_PRICE_OF_H

#include "lib/catalog/internal.h"

/*
 * All that is known of the price of a variation v, and in x the one list that
 * decides: the rule itself.  replace() tells whether an id is among those of
 * :groups in words that both engines have.
 */
#define PRICE_COLUMNS \
    "own.amount, own.compare_at, base.amount, base.compare_at, x.amount," \
    " x.list_id, l.ends_at"
#define PRICE_JOINS \
    " LEFT JOIN variation_price own" \
    "  ON own.variation_id = v.id AND own.currency = :currency" \
    " LEFT JOIN product_price base" \
    "  ON base.product_id = v.product_id AND base.currency = :currency" \
    " LEFT JOIN price_list_price x ON x.variation_id = v.id AND x.list_id = (" \
    "  SELECT y.list_id FROM price_list_price y" \
    "  JOIN price_list m ON m.id = y.list_id" \
    "  WHERE y.variation_id = v.id AND m.currency = :currency" \
    "  AND m.is_active = 1 AND (m.group_id IS NULL" \
    "   OR replace(:groups, m.group_id, '') <> :groups)" \
    "  AND (m.starts_at IS NULL OR m.starts_at <= :now)" \
    "  AND (m.ends_at IS NULL OR m.ends_at > :now)" \
    "  ORDER BY m.priority DESC, y.amount, y.list_id LIMIT 1)" \
    " LEFT JOIN price_list l ON l.id = x.list_id"

void		 price_terms_bind(struct stmt *, const struct price_terms *);
/* Of the current row, whose column `at` is the first of PRICE_COLUMNS.
 * list_id lives until the next one. */
void		 price_read(struct stmt *, int at, struct price_now *);

/*
 * The rows behind price_of(), for whoever wants them by product (private to
 * lib/catalog).  A row is of one variation: column 0 its id, 1 its product, 2
 * whether it is active; price_row_read() makes the price of the rest.
 */
struct stmt	*prices_of_product(struct act *, const char *product,
		    const struct price_terms *);	/* as in its record */
/* At most PAGE_LIMIT_MAX products; each one's rows stand together. */
struct stmt	*prices_of_products(struct act *, const char *const *products,
		    size_t n, const struct price_terms *);
void		 price_row_read(struct stmt *, struct price_now *);

/* The lowest price of the active variations among the rows of a product. */
struct price_from { struct price_now lowest; bool has_usual; };
void		 price_from_start(struct price_from *);
void		 price_from_add(struct price_from *, struct stmt *,
		    const struct price_now *);

/* What everybody pays in the shop's currency, this moment. */
struct price_terms price_terms_public(const struct act *);
/* This moment, for what is derived from lists that begin and end. */
int64_t		 price_moment(const struct act *);

/* ---- product_list.c, price_overlay.c -------------------------------------- */
/* The next row as it is stored, and at the list's prices. */
enum outcome	 product_list_row(struct act *, struct product_list *,
		    struct record *);
enum outcome	 product_list_priced_next(struct act *, struct product_list *,
		    struct record *);

/* ---- price_list_instant.c ----------------------------------------------- */

/* Jobs at the list's start and end, those of them that are to come. */
enum outcome	 price_list_await(struct act *, const struct record *list);
/* The list begins, or ends. */
enum outcome	 price_list_instant(struct act *, const char *list);

/* ---- price_list_apply.c ------------------------------------------------- */
/*
 * The products of a list as its prices hold now: in this transaction, or,
 * when there are more than PRICE_LIST_AT_ONCE, by a job.
 */
enum outcome	 price_list_apply(struct act *, const char *list);
/* Has that many prices, and more? */
enum outcome	 price_list_is_long(struct act *, const char *list, bool *);
/* The products of a short list, each once. */
enum outcome	 price_list_products(struct act *, const char *list,
		    const char ***ids, size_t *n);
enum outcome	 products_refresh(struct act *, const char *const *ids,
		    size_t n);
/* Is what this list says in product.price_from, while it is in force? */
bool		 price_list_is_public(struct act *, const struct record *list);

#endif
