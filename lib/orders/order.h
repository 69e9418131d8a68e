/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDER_H
#define SOUK_ORDERS_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/orders/quote.h"
#include "lib/souk.h"

/*
 * Orders, from a cart to the door and back.
 *
 * An order says itself all that it was made of; every sum in it came from
 * quote_make().  True after every transaction:
 *
 *   stock is out of the shelf exactly while stock_held is 1, and comes back
 *   once: the movements by the order's id say from where it was taken;
 *   states follow one table of moves (order_state.c), each with its event;
 *   paid and refunded are the sums over the payments of the order;
 *   what is fulfilled, given back and refunded of a line is never more than
 *   there was of it.
 *
 * An order is its buyer's to see: the customer's who placed it, a guest's by
 * the cookie of the cart it came from, or anybody's with the pass out of the
 * mail that told of it.  For everybody else it is not there.
 */
enum order_field { ORDER_ID, ORDER_BRAND, ORDER_NUMBER, ORDER_STATE,
	ORDER_SOURCE, ORDER_USER, ORDER_GUEST, ORDER_EMAIL, ORDER_NAME, ORDER_PHONE,
	ORDER_TOLD_BY, ORDER_LOCALE, ORDER_CURRENCY, ORDER_TAX_INCLUDED, ORDER_SUBTOTAL,
	ORDER_DISCOUNT, ORDER_SHIPPING, ORDER_TAX, ORDER_TOTAL, ORDER_PAID,
	ORDER_REFUNDED, ORDER_SHIPPING_REFUNDED, ORDER_METHOD,
	ORDER_METHOD_KIND, ORDER_METHOD_NAME, ORDER_PAYMENT_METHOD,
	ORDER_HELD, ORDER_HOLD_UNTIL, ORDER_SHORT, ORDER_NOTE,
	ORDER_CANCEL_REASON, ORDER_CREATED_AT, ORDER_UPDATED_AT,
	ORDER_PLACED_AT, ORDER_DELIVERED_AT, ORDER_VERSION,
	/* not of its row: */
	ORDER_DUE, ORDER_RETURN_UNTIL, ORDER_LINES, ORDER_SHIPPING_ADDRESS,
	ORDER_BILLING_ADDRESS, ORDER_DISCOUNTS, ORDER_TAXES, ORDER_FULFILMENTS,
	ORDER_RETURNS, ORDER_HISTORY, ORDER__MAX };
extern const struct fieldset	order_fields;		/* "Order" */

enum order_line_field { ORDER_LINE_ID, ORDER_LINE_PRODUCT,
	ORDER_LINE_VARIATION, ORDER_LINE_NAME, ORDER_LINE_OPTIONS,
	ORDER_LINE_SKU, ORDER_LINE_IMAGE, ORDER_LINE_TAX_CLASS,
	ORDER_LINE_TAX_NAME, ORDER_LINE_TAX_RATE, ORDER_LINE_WEIGHT,
	ORDER_LINE_UNIT, ORDER_LINE_QUANTITY, ORDER_LINE_SUBTOTAL,
	ORDER_LINE_DISCOUNT, ORDER_LINE_TOTAL, ORDER_LINE_TAX,
	ORDER_LINE_FULFILLED, ORDER_LINE_RETURNED,
	ORDER_LINE_REFUNDED_PIECES, ORDER_LINE_REFUNDED, ORDER_LINE_PARTS,
	ORDER_LINE__MAX };
extern const struct fieldset	order_line_fields;	/* "OrderLine" */
/* What one of a line is made of that is a bundle. */
enum order_line_part_field { ORDER_LINE_PART_VARIATION, ORDER_LINE_PART_NAME,
	ORDER_LINE_PART_OPTIONS, ORDER_LINE_PART_SKU,
	ORDER_LINE_PART_QUANTITY, ORDER_LINE_PART__MAX };
extern const struct fieldset	order_line_part_fields;	/* "OrderLinePart" */

enum order_address_field { ORDER_ADDRESS_NAME, ORDER_ADDRESS_COMPANY,
	ORDER_ADDRESS_LINE1, ORDER_ADDRESS_LINE2, ORDER_ADDRESS_POSTCODE,
	ORDER_ADDRESS_CITY, ORDER_ADDRESS_REGION, ORDER_ADDRESS_COUNTRY,
	ORDER_ADDRESS_PHONE, ORDER_ADDRESS_VAT, ORDER_ADDRESS__MAX };
extern const struct fieldset	order_address_fields;	/* "OrderAddress" */

enum order_discount_field { ORDER_DISCOUNT_LINE, ORDER_DISCOUNT_CODE,
	ORDER_DISCOUNT_LABEL, ORDER_DISCOUNT_AMOUNT, ORDER_DISCOUNT__MAX };
extern const struct fieldset	order_discount_fields;	/* "OrderDiscount" */

enum order_tax_field { ORDER_TAX_NAME, ORDER_TAX_RATE, ORDER_TAX_BASE,
	ORDER_TAX_AMOUNT, ORDER_TAX__MAX };
extern const struct fieldset	order_tax_fields;	/* "OrderTax" */

enum order_event_field { ORDER_EVENT_ID, ORDER_EVENT_KIND, ORDER_EVENT_FROM,
	ORDER_EVENT_TO, ORDER_EVENT_TEXT, ORDER_EVENT_AMOUNT,
	ORDER_EVENT_PUBLIC, ORDER_EVENT_USER, ORDER_EVENT_CREATED_AT,
	ORDER_EVENT__MAX };
extern const struct fieldset	order_event_fields;	/* "OrderEvent" */

/* Some pieces of a line: of a parcel, a return. */
enum order_part_field { ORDER_PART_LINE, ORDER_PART_QUANTITY,
	ORDER_PART__MAX };
extern const struct fieldset	order_part_fields;	/* "OrderPart" */

enum fulfilment_field { FULFILMENT_ID, FULFILMENT_STATE, FULFILMENT_CARRIER,
	FULFILMENT_NUMBER, FULFILMENT_URL, FULFILMENT_CREATED_AT,
	FULFILMENT_UPDATED_AT, FULFILMENT_LINES, FULFILMENT__MAX };
extern const struct fieldset	fulfilment_fields;	/* "Fulfilment" */

enum return_field { RETURN_ID, RETURN_ORDER, RETURN_NUMBER, RETURN_CURRENCY,
	RETURN_STATE, RETURN_REASON, RETURN_NOTE, RETURN_ANSWER, RETURN_RESTOCK, RETURN_AMOUNT,
	RETURN_CREATED_AT, RETURN_UPDATED_AT, RETURN_VERSION, RETURN_LINES,
	RETURN__MAX };
extern const struct fieldset	return_fields;		/* "OrderReturn" */

/* ---- for modules above (act->souk->order_users) ------------------------------ */

/* In the transaction that made it so; SQL only; NULL: not interested. */
struct order_user {
	/* All of its total is here and is kept.  Whoever is told again changes
	 * nothing. */
	enum outcome	(*paid)(struct act *, const struct record *order);
};

/* ---- how the buyer hears of it (order_told.c) ------------------------------ */

extern const char *const	order_told_ways[];	/* ends with NULL */
/* Can that brand tell them so?  A NULL way is by mail. */
bool		 order_told_is_on(struct act *, const char *brand_id,
		    const char *way);

/* ---- placing (order_place.c) --------------------------------------------- */

enum order_place_field { CHECKOUT_EMAIL, CHECKOUT_NAME, CHECKOUT_PHONE,
	CHECKOUT_TOLD_BY, CHECKOUT_SHIPPING, CHECKOUT_SHIPPING_ID,
	CHECKOUT_BILLING, CHECKOUT_BILLING_ID, CHECKOUT_SAVE, CHECKOUT_METHOD,
	CHECKOUT_PAYMENT, CHECKOUT_NOTE, CHECKOUT_GIFT_CARD,
	CHECKOUT_EXPECTED, CHECKOUT__MAX };
extern const struct fieldset	order_place_fields;	/* "OrderPlace" */

/*
 * The actor's cart becomes an order: stock is taken, promotions are used up,
 * the cart is empty, all of it or nothing.  CONFLICT: the cart is empty or
 * cannot be bought so; too little stock; another total than was expected.
 * INVALID: no such address, no way of shipping there.
 */
enum outcome	 order_place(struct act *, const struct record *in,
		    struct record **);

/* ---- reading (order_read.c, order_list.c) --------------------------------- */

/* The buyer's own, without what is between the shop's people; NOT_FOUND. */
enum outcome	 order_read_own(struct act *, const char *id,
		    struct record **);
/* Of the actor's brand, all of it; DENIED. */
enum outcome	 order_read(struct act *, const char *id, struct record **);
/* Of the customer, or of the guest; the newest first, without parts.
 * UNAUTHENTICATED: neither. */
enum outcome	 order_list_own(struct act *, const struct list_query *,
		    struct rows *);
const char	*order_list_own_cursor(struct act *, const struct rows *,
		    const struct record *);

enum order_filter { ORDERS_OF_STATE, ORDERS_OF_Q, ORDERS_FROM, ORDERS_TO,
	ORDERS_OF_UNPAID,
	ORDERS_OF_WAY, ORDERS_OF_CUSTOMER, ORDERS_OF__MAX };
extern const struct fieldset	order_filters;
/* Of the actor's brand, the newest first, without parts. */
enum outcome	 order_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*order_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* rows_next(), with what follows from the row. */
enum outcome	 order_list_next(struct act *, struct rows *,
		    struct record *);

/* All that the list with these filters shows, as CSV: a line an order, with its
 * sums.  To a descriptor; takes its own transactions. */
struct export_how;
enum order_export_query { ORDERS_EXPORT_BOM = ORDERS_OF__MAX,
	ORDERS_EXPORT_SEPARATOR, ORDERS_EXPORT__MAX };
extern const struct fieldset	order_export_query;
enum outcome	 order_export(struct act *, const struct record *filter,
		    const struct export_how *, int fd);

/* What a mailed link to an order carries behind '#'. */
const char	*order_pass(struct act *, const char *id);

/* ---- states (order_state.c) ------------------------------------------------ */

/* The reason of an order that was called off because nobody paid in time. */
#define ORDER_EXPIRED	"expired"
enum order_state { IS_DRAFT, IS_PENDING, IS_CONFIRMED, IS_PREPARING,
	IS_SHIPPED, IS_DELIVERED, IS_CANCELLED, IS_RETURNED,
	ORDER_STATE__MAX };
extern const char *const	order_states[];	/* ends with NULL */
extern const char *const	order_ways[];	/* to be paid; ends with NULL */
extern const char *const	order_state_names[ORDER_STATE__MAX][LOCALE__MAX];
enum order_who { BY_STAFF = 1, BY_BUYER = 2, BY_SHOP = 4 };	/* SHOP: by
						   itself, for what happened */
/* May somebody of these move it so? */
bool		 order_may(enum order_state from, enum order_state to,
		    unsigned who);

enum order_change_field { ORDER_TO_STATE, ORDER_TO_REASON, ORDER_TO_EMAIL,
	ORDER_TO_NAME, ORDER_TO_PHONE, ORDER_TO_SHIPPING, ORDER_TO_BILLING,
	ORDER_TO__MAX };
extern const struct fieldset	order_change_fields;	/* "OrderChange" */
/* By the staff; audited.  CONFLICT: no such move; a parcel is under way. */
enum outcome	 order_change(struct act *, const char *id,
		    const struct record *in, struct record **);
enum order_cancel_field { ORDER_CANCEL_REASON_TEXT, ORDER_CANCEL__MAX };
extern const struct fieldset	order_cancel_fields;
/* By the buyer, while nobody prepares it; what was paid goes back. */
enum outcome	 order_cancel(struct act *, const char *id,
		    const char *reason, struct record **);

enum order_note_field { ORDER_NOTE_TEXT, ORDER_NOTE_PUBLIC, ORDER_NOTE__MAX };
extern const struct fieldset	order_note_fields;
enum outcome	 order_note(struct act *, const char *id,
		    const struct record *in, struct record **);

/* ---- drafts (order_draft.c): by the staff, audited ---------------------------- */

enum order_draft_field { DRAFT_CUSTOMER, DRAFT_EMAIL, DRAFT_NAME, DRAFT_PHONE,
	DRAFT_TOLD_BY, DRAFT_LOCALE, DRAFT_SOURCE, DRAFT_CURRENCY, DRAFT_LINES,
	DRAFT_DISCOUNT, DRAFT_SHIPPING, DRAFT_BILLING, DRAFT_METHOD,
	DRAFT_SHIPPING_AMOUNT, DRAFT_PAYMENT, DRAFT_NOTE, ORDER_DRAFT__MAX };
extern const struct fieldset	order_draft_fields;	/* "OrderDraft" */
enum draft_line_field { DRAFT_LINE_VARIATION, DRAFT_LINE_NAME,
	DRAFT_LINE_UNIT, DRAFT_LINE_CLASS, DRAFT_LINE_QUANTITY,
	DRAFT_LINE__MAX };
extern const struct fieldset	draft_line_fields;	/* "OrderDraftLine" */
enum draft_price_field { DRAFT_PRICE_CURRENCY, DRAFT_PRICE_LINES,
	DRAFT_PRICE_DISCOUNT, DRAFT_PRICE_METHOD, DRAFT_PRICE_SHIPPING,
	DRAFT_PRICE_COUNTRY, DRAFT_PRICE_REGION, DRAFT_PRICE_POSTCODE,
	DRAFT_PRICE_VAT, DRAFT_PRICE__MAX };
extern const struct fieldset	order_draft_price_fields; /* "OrderDraftPrice" */
/* What it would cost, as a record of cart_fields: nothing is written, and what
 * cannot be bought is told line by line. */
enum outcome	 order_draft_price(struct act *, const struct record *in,
		    struct record **cart);
/* Holds nothing, and nobody else sees it. */
enum outcome	 order_draft(struct act *, const struct record *in,
		    struct record **order);
/* All of it anew.  CONFLICT: it is no draft any more. */
enum outcome	 order_redraft(struct act *, const char *id,
		    const struct record *in, struct record **order);
/* Stock is held, and its buyer gets a link to pay it. */
enum outcome	 order_send(struct act *, const char *id,
		    struct record **order);

/* The same for who is in a talk with the shop: held until then, and whoever
 * calls says where it is paid. */
enum outcome	 order_hold(struct act *, const char *id, int64_t until,
		    struct record **order);

/* The link to pay it, again: told, and mailed if wanted.  CONFLICT: nothing is
 * to be paid, or nobody knows where to mail it. */
enum order_link_field { ORDER_LINK_MAIL, ORDER_LINK__MAX };
extern const struct fieldset	order_link_fields;	/* "OrderLink" */
enum order_link_told { ORDER_LINK_URL, ORDER_LINK_TOLD__MAX };
extern const struct fieldset	order_link_told_fields;	/* "OrderPayLink" */
enum outcome	 order_invite(struct act *, const char *id,
		    const struct record *in, struct record **told);
/* All that is due came in cash or by a transfer, of a draft too: which is then
 * agreed on without having been sent.  CONFLICT: nothing is due, too little
 * stock, that way is off. */
enum order_paid_field { ORDER_PAID_BY, ORDER_PAID__MAX };
extern const struct fieldset	order_paid_fields;	/* "OrderPaid" */
enum outcome	 order_paid(struct act *, const char *id,
		    const struct record *in, struct record **order);

/* ---- parcels (order_fulfil.c): by the staff, audited ------------------------ */

/* Some pieces leave, or all that are left: partly until all are out.
 * CONFLICT: nothing is left, it is not agreed; INVALID: more than are left. */
enum outcome	 order_fulfil(struct act *, const char *id,
		    const struct record *in, struct record **order);
enum fulfilment_change_field { FULFILMENT_TO_STATE, FULFILMENT_TO_CARRIER,
	FULFILMENT_TO_NUMBER, FULFILMENT_TO_URL, FULFILMENT_TO__MAX };
extern const struct fieldset	fulfilment_change_fields;
/* It arrived, never left, or is followed elsewhere. */
enum outcome	 order_fulfilment_change(struct act *, const char *id,
		    const char *fulfilment, const struct record *in,
		    struct record **order);

/* ---- money back (order_refund.c): by the staff, audited ---------------------- */

enum order_refund_field { ORDER_REFUND_LINES, ORDER_REFUND_AMOUNT,
	ORDER_REFUND_SHIPPING, ORDER_REFUND_NOTE, ORDER_REFUND__MAX };
extern const struct fieldset	order_refund_fields;	/* "OrderRefund" */
/*
 * Pieces of lines, the shipping, or an amount.  Whatever the order, the parts
 * of a line are together what was paid for it.  CONFLICT: more than is left.
 */
enum outcome	 order_refund(struct act *, const char *id,
		    const struct record *in, struct record **order);

/* ---- returns (order_return.c) ------------------------------------------------- */

/* By the buyer, so many days after delivery.  CONFLICT: too late. */
enum outcome	 return_ask(struct act *, const char *order,
		    const struct record *in, struct record **);
/* For the buyer, by the staff: any time. */
enum outcome	 return_enter(struct act *, const char *order,
		    const struct record *in, struct record **);
enum return_change_field { RETURN_TO_STATE, RETURN_TO_ANSWER,
	RETURN_TO_RESTOCK, RETURN_TO_SHIPPING, RETURN_TO__MAX };
extern const struct fieldset	return_change_fields;
/* By the staff, audited: agreed to or not, there again, paid back. */
enum outcome	 return_change(struct act *, const char *id,
		    const struct record *in, struct record **);
enum outcome	 return_read(struct act *, const char *id, struct record **);
enum return_filter { RETURNS_OF_STATE, RETURNS_OF_NUMBER, RETURNS_OF_OPEN,
	RETURNS_OF__MAX };
extern const struct fieldset	return_filters;
extern const char *const	order_return_states[];	/* ends with NULL */
/* From one to the other, by the staff? */
bool		 return_may(const char *from, const char *to);
/* Of the actor's brand, the newest first, without lines. */
enum outcome	 return_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*return_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* ---- the rest of the world -------------------------------------------------- */

struct job_kind;
struct payment_user;
extern const struct payment_user order_payment;		/* "order" */
extern const struct job_kind	orders_expire;		/* "orders.expire" */
extern const struct job_kind	orders_tell;		/* "orders.tell" */

enum order_message { ORDER_EMPTY_CART, ORDER_NOT_SOUND, ORDER_OTHER_TOTAL,
	ORDER_NO_GUESTS, ORDER_NO_ADDRESS, ORDER_NO_METHOD, ORDER_METHOD_OFF,
	ORDER_MOVE, ORDER_PARCEL, ORDER_NO_COUNTRY, ORDER_NOTHING_LEFT,
	ORDER_RETURN_LATE, ORDER_TOO_MANY_PIECES, ORDER_NO_LINE,
	ORDER_NOT_DRAFT, ORDER_PAYMENT_OFF, ORDER_RETURN_MOVE,
	ORDER_REFUND_TOO_MUCH, ORDER_DISCOUNT_TOO_MUCH, ORDER_LINE_KIND,
	ORDER_NOTHING_SHORT, ORDER_NEEDS_EMAIL, ORDER_TOLD_OFF,
	ORDER_TOLD_WHATSAPP, ORDER_MESSAGE__MAX };
extern const struct message	order_messages[];

#endif
