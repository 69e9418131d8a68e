/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_CART_H
#define SOUK_ORDERS_CART_H

#include "lib/base/field.h"
#include "lib/orders/quote.h"

/*
 * What somebody is about to buy.  A customer has one cart; a guest's belongs
 * to whoever holds the secret of its cookie (act->actor.guest is its SHA-256).
 * At sign-in a guest's becomes the customer's: of a variation in both, the
 * larger quantity.  Nothing in it is a price: each look asks quote_make().
 *
 * Every call is about the actor's own cart, so that no id of another's leads
 * anywhere.  A program with an API key has none, and makes none (DENIED).
 */
struct cart {
	const char		*id;		/* NULL: there is none yet */
	const char		*brand_id;	/* whose goods it holds */
	const char		*currency, *email;
	struct destination	 to;
	const char		*method_id;
	struct quote_item	*items;
	const char		**line_ids;	/* of items[i] */
	size_t			 count;
	const char		**codes;
	size_t			 code_count;
	int64_t			 version;
	int64_t			 updated_at;
	bool			 news;		/* agreed to be reminded */
};
#define CART_PIECES	10000	/* of a line */
#define CART_SECRET	32	/* random bytes */
#define CART_DAYS	90	/* the cookie lives, from the last change */

/* The actor's; id NULL when there is none. */
enum outcome	 cart_read(struct act *, struct cart *);
/* Whose promotions count: the user, or a guest by e-mail; NULL: not known. */
const char	*cart_customer(struct act *, const char *email);
/* The same of whoever that is. */
const char	*cart_customer_of(struct act *, const char *user_id,
		    const char *email);
/* Everything in it was ordered, once: CONFLICT when somebody else's order took
 * it since it was read. */
enum outcome	 cart_clear(struct act *, const struct cart *);
/*
 * The guest's (act->actor.guest) becomes the user's; OK also when there is
 * none, or when they hold goods of different brands: then both stay.
 */
enum outcome	 cart_merge(struct act *, const char *user_id);

/* ---- a reminder's link (cart_resume.c) ----------------------------------- */

/* What the link to a guest's cart carries behind '#'. */
const char	*cart_pass(struct act *, const char *cart_id);
enum cart_resume_field { CART_RESUME_TOKEN, CART_RESUME__MAX };
extern const struct fieldset	cart_resume_fields;	/* "CartResume" */
/*
 * The goods of that cart into the actor's own as well; *secret as cart_add().
 * INVALID (token): not such a link.  NOT_FOUND: it was ordered, emptied or
 * forgotten, or is a customer's by now.  CONFLICT as cart_add().
 */
enum outcome	 cart_resume(struct act *, const struct record *,
		    const char **secret);

/* ---- changing it (cart_line.c, cart_change.c) ----------------------------- */

enum cart_item_field { CART_ITEM_VARIATION, CART_ITEM_QUANTITY,
	CART_ITEM__MAX };
extern const struct fieldset	cart_item_fields;	/* "CartItem" */
enum cart_quantity_field { CART_QUANTITY, CART_QUANTITY__MAX };
extern const struct fieldset	cart_quantity_fields;	/* "CartQuantity" */
enum cart_change_field { CART_CHANGE_CURRENCY, CART_CHANGE_EMAIL,
	CART_CHANGE_COUNTRY, CART_CHANGE_REGION, CART_CHANGE_POSTCODE,
	CART_CHANGE_METHOD, CART_CHANGE_NEWS, CART_CHANGE__MAX };
extern const struct fieldset	cart_change_fields;	/* "CartChange" */
extern const struct fieldset	cart_code_fields;	/* "CartCodeEntry" */

/*
 * Adds pieces to what there is of the variation.  Makes the cart where there
 * is none; *secret: of a new cookie, which nobody is told again; NULL: the
 * actor has one, or an account.  INVALID (variationId, quantity), CONFLICT:
 * not sold, too many lines, another brand's beside what there is.
 */
enum outcome	 cart_add(struct act *, const struct record *item,
		    const char **secret);
/* NOT_FOUND: no such line in the actor's cart. */
enum outcome	 cart_quantity(struct act *, const char *line_id,
		    const struct record *quantity);
enum outcome	 cart_remove(struct act *, const char *line_id);
enum outcome	 cart_drop(struct act *);	/* OK also if there is none */
/* NOT_FOUND: there is no cart. */
enum outcome	 cart_change(struct act *, const struct record *);
/* As entered; OK also if it is there.  INVALID: takes nothing off, and why. */
enum outcome	 cart_code_add(struct act *, const struct record *);
enum outcome	 cart_code_remove(struct act *, const char *code);

/* ---- showing it (cart_show.c) --------------------------------------------- */
enum cart_field { CART_ID, CART_CURRENCY, CART_EMAIL, CART_COUNTRY,
	CART_REGION, CART_POSTCODE, CART_METHOD, CART_NEWS, CART_LINES,
	CART_CODES, CART_DISCOUNTS, CART_TAXES, CART_METHODS, CART_COUNT,
	CART_TAX_INCLUDED, CART_REVERSE, CART_WEIGHT, CART_SUBTOTAL,
	CART_DISCOUNT, CART_SHIPPING, CART_TAX, CART_TOTAL, CART_SOUND,
	CART_VERSION, CART__MAX };
extern const struct fieldset	cart_fields;		/* "Cart" */
enum cart_line_field { CART_LINE_ID, CART_LINE_VARIATION, CART_LINE_PRODUCT,
	CART_LINE_NAME, CART_LINE_OPTIONS, CART_LINE_SKU, CART_LINE_SLUG,
	CART_LINE_IMAGE, CART_LINE_UNIT, CART_LINE_COMPARE,
	CART_LINE_QUANTITY, CART_LINE_STOCK, CART_LINE_SUBTOTAL,
	CART_LINE_DISCOUNT, CART_LINE_TOTAL, CART_LINE_TAX, CART_LINE_PROBLEM,
	CART_LINE__MAX };
enum cart_code_field { CART_CODE_TEXT, CART_CODE_PROBLEM };
enum cart_problem_field { CART_PROBLEM_CODE, CART_PROBLEM_TEXT };
enum cart_discount_field { CART_DISCOUNT_LABEL, CART_DISCOUNT_CODE,
	CART_DISCOUNT_LINE, CART_DISCOUNT_AMOUNT };
enum cart_tax_field { CART_TAX_NAME, CART_TAX_RATE, CART_TAX_BASE,
	CART_TAX_AMOUNT };
enum cart_method_field { CART_METHOD_ID, CART_METHOD_KIND, CART_METHOD_NAME,
	CART_METHOD_DESCRIPTION, CART_METHOD_AMOUNT, CART_METHOD_DAYS_MIN,
	CART_METHOD_DAYS_MAX };
/* The actor's with what it costs now; an empty one where there is none.
 * changed: INVALID (quantity) if it has become more than money can say. */
enum outcome	 cart_show(struct act *, bool changed, struct record **);

enum cart_message { CART_NO_VARIATION, CART_NOT_SOLD, CART_OTHER_BRAND,
	CART_MANY_PIECES, CART_MANY_LINES, CART_MANY_CODES, CART_BAD_CODE,
	CART_NO_METHOD, CART_TOO_DEAR, CART_BAD_LINK, CART_MESSAGE__MAX };
extern const struct message	cart_messages[];

#endif
