/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDER_PARTS_H
#define SOUK_ORDERS_ORDER_PARTS_H

#include "lib/base/arena.h"
#include "lib/catalog/internal.h"
#include "lib/orders/orders.h"

/*
 * What the files about orders share.  A `struct record *` called o is an order's
 * row (order_row()); what changes it reads it again where that matters.
 */

/* The buyer's page of an order; its id stands behind. */
#define ORDER_PAGE	"/commande/"

/* ---- rows (order_read.c) ------------------------------------------------ */

/* Whoever's it is. */
enum outcome	 order_row(struct act *, const char *id, struct record **o);
/* The buyer's; NOT_FOUND. */
enum outcome	 order_row_own(struct act *, const char *id,
		    struct record **o);
/* Of the actor's brand and, if If-Match says so, of that version. */
enum outcome	 order_row_staff(struct act *, const char *id,
		    struct record **o);
bool		 order_is_buyer(struct act *, const struct record *o);
/* What follows from the row: due, returnUntil. */
void		 order_follow(struct act *, struct record *o);
/* Its lines into ORDER_LINES. */
enum outcome	 order_lines(struct act *, struct record *o);
/* All parts; all: with what is between the shop's people. */
enum outcome	 order_parts(struct act *, struct record *o, bool all);
enum outcome	 order_answer(struct act *, const char *id, bool all,
		    struct record **);
/* order_line_part.c: what bundles among its lines were made of, which have been
 * read; and, once lines are written, what they are made of now. */
enum outcome	 order_line_parts(struct act *, struct record *o);
enum outcome	 order_line_parts_put(struct act *, const char *id);
/* order_read_parts.c: parcels and returns. */
enum outcome	 order_parcels(struct act *, struct record *o);
enum outcome	 order_returns(struct act *, struct record *o);
/* In the order of return_fields; of order_return r and orders o. */
#define RETURN_COLUMNS \
    "r.id, r.order_id, o.number, o.currency, r.state, r.reason," \
    " r.note, r.answer, r.restock, r.amount, r.created_at, r.updated_at," \
    " r.version FROM order_return r JOIN orders o ON o.id = r.order_id"
/* The pieces of a parcel or return into a LIST. */
enum outcome	 order_pieces(struct act *, const char *constant_sql,
		    const char *id, struct value *list);
/* One value of one row: the statement takes :id. */
enum outcome	 order_number_of(struct act *, const char *constant_sql,
		    const char *id, int64_t *);
static inline enum order_state
order_state_of(const struct record *o)
{
	return (enum order_state)o->values[ORDER_STATE].num;
}
static inline int64_t
order_num(const struct record *o, int field)
{
	return o->values[field].state == VALUE_SET ? o->values[field].num : 0;
}

/* ---- writing (order_write.c) -------------------------------------------- */

struct order_new {
	const char		*id, *brand_id, *user_id, *guest, *source;
	enum order_state	 state;
	const char		*email, *name, *phone, *note;
	const char		*told_by;		/* NULL: as usual */
	const char		*payment_method;	/* NULL */
	int64_t			 hold_until;	/* 0: none */
	bool			 held;
	enum locale		 locale;
	const struct quote	*quote;
	const struct record	*shipping, *billing;	/* NULL */
};
/* The row with the brand's next number, lines, discounts, taxes, addresses. */
enum outcome	 order_insert(struct act *, const struct order_new *,
		    int64_t *number);
enum outcome	 order_address_put(struct act *, const char *id,
		    const char *kind, const struct record *address);
/* Lines, discounts and taxes of a quote. */
enum outcome	 order_content(struct act *, const char *id,
		    const struct quote *);
/* The sums and the way of shipping, for a statement about orders. */
void		 order_bind_quote(struct stmt *, const struct quote *);
/* As it is kept and looked for: ASCII in lower case. */
const char	*order_email(struct act *, const char *);
/* Upper case and a country; `field` is its name for problems, NULL: none. */
enum outcome	 order_address_check(struct act *, const char *field,
		    struct record *address);

/* How long stock waits for what is paid so; 0: for good (order_place.c). */
int64_t		 order_hold_until(struct act *, const char *way);

/* ---- history (order_event.c) -------------------------------------------- */

struct order_news {
	const char	*kind, *from, *to, *text;
	int64_t		 amount;	/* 0: none */
	bool		 is_public;
};
enum outcome	 order_event(struct act *, const char *id,
		    const struct order_news *);
/* By the staff: the audit of what became of it. */
enum outcome	 order_audit(struct act *, const char *action,
		    const struct record *before, const struct record *after);

/* ---- stock (order_stock.c) ---------------------------------------------- */

/* Out of the shelf.  CONFLICT: too little of a line, which is named. */
enum outcome	 order_stock_take(struct act *, const char *id,
		    const struct quote_item *, size_t);
/* For an order that does not hold any: its lines, all or none.  OK if it
 * does. */
enum outcome	 order_stock_hold(struct act *, struct record *o);
/* Back, once. */
enum outcome	 order_stock_release(struct act *, const char *id);

/* ---- states (order_state.c) --------------------------------------------- */

/*
 * The one way from a state to another, with all that belongs to it: stock,
 * promotions, money, history, books, mail.  *o is read again.  CONFLICT: no
 * such move, or not by them.
 */
enum outcome	 order_move(struct act *, struct record **o,
		    enum order_state to, enum order_who,
		    const char *reason);
/* The same, but nobody is told: whoever moves it does that. */
enum outcome	 order_move_untold(struct act *, struct record **o,
		    enum order_state to, enum order_who);

/* ---- money (order_money.c) ---------------------------------------------- */

/* Asks for what is due, by its way of payment. */
enum outcome	 order_pay_open(struct act *, const struct record *o);
/* As far as the card goes; a problem is about the field giftCard. */
enum outcome	 order_pay_gift(struct act *, const char *id,
		    const char *code);
/* Nobody is asked any more. */
enum outcome	 order_pay_cancel(struct act *, const char *id);
/* What was paid and is still here goes back. */
enum outcome	 order_pay_back(struct act *, const struct record *o);
/*
 * *amount: that much of it, and then what goes back.  In all, it is what was
 * asked for in all up to the next step that a card can be given, so a part may
 * be some thousandths more, and the next as much less; the last takes the rest.
 * CONFLICT: more than there is.
 */
enum outcome	 order_pay_back_part(struct act *, const char *id,
		    const char *cause, int64_t *amount);
/* order_revive.c: what a cancelled one gave back is its own again, but stock. */
enum outcome	 order_revive(struct act *, const struct record *o);
/* order_books.c: brings sales, shipping and taxes of an order to what its state and its
 * refunds say; by differences, so that twice is as good as once. */
enum outcome	 order_books(struct act *, const struct record *o);

/* ---- parts of lines (order_piece.c) ------------------------------------- */

/* So many pieces of a line, each line once. */
struct order_piece { const char *line_id; int64_t quantity; };
size_t		 order_pieces_of(struct act *, const struct value *list,
		    struct order_piece **);
/* What of it lies in the shelf, or did, as far as the catalogue still has it
 * (order_line_part.c): added to the lines. */
struct order_stock { struct stock_line *lines; size_t count; };
enum outcome	 order_piece_stock(struct act *, const struct order_piece *,
		    struct order_stock *);
/*
 * Counts pieces by a conditional statement that takes :line, :order and :n.
 * INVALID, naming lines[i]: no such line, or more than `sql_left` (:line,
 * :order) says are left.
 */
struct order_count { const char *sql_take, *sql_left; };
enum outcome	 order_pieces_take(struct act *, const char *order,
		    const struct order_piece *, size_t,
		    const struct order_count *);
/* Notes that a line's pieces are paid back, and what they come to. */
enum outcome	 order_piece_refund(struct act *, const struct record *o,
		    const struct order_piece *, size_t index,
		    int64_t *amount);
/* The same for what is left of the shipping. */
enum outcome	 order_shipping_refund(struct act *, const struct record *o,
		    int64_t *amount);
/* All that has not left yet, in a parcel of no certain carrier. */
enum outcome	 order_fulfil_rest(struct act *, struct record **o);
/* A return with its order, of the actor's brand (order_return.c). */
enum outcome	 order_return_find(struct act *, const char *id,
		    struct record **r, struct record **o);
/* Those on their way have arrived. */
enum outcome	 order_parcels_arrived(struct act *, const char *id);

/* ---- persons (order_privacy.c), for privacy.c --------------------------- */

struct json_out;
enum outcome	 order_privacy_show(struct act *, const char *user_id,
		    struct json_out *);
enum outcome	 order_privacy_erase(struct act *, const char *user_id);

/* ---- how they hear of it (order_told.c) --------------------------------- */

/* INVALID: that way is not on, or needs a telephone; both are named. */
enum outcome	 order_told_check(struct act *, const char *brand_id,
		    const char *way, const char *phone);
/* The buyer chose it: what WhatsApp needs to be told so. */
enum outcome	 order_told_agreed(struct act *, const struct order_new *);
/* The staff say so: the same, with who and in which order, but whoever wrote
 * STOP is not asked by them. */
enum outcome	 order_told_noted(struct act *, const struct order_new *);

/* ---- mail (order_mail.c) ------------------------------------------------ */

enum order_tale { TALE_PLACED, TALE_CONFIRMED, TALE_PARCEL, TALE_DELIVERED,
	TALE_CANCELLED, TALE_REFUNDED, TALE_PAYMENT_FAILED, TALE_RETURN,
	TALE_RETURN_ASKED, TALE_OFFER, TALE_SHORT, TALE_INVITED, TALE__MAX };
/* The buyer's page with the pass of who has no account. */
const char	*order_link(struct act *, const char *id);
/* A job tells buyer and shop of it; what: the parcel, return; NULL. */
enum outcome	 order_tell(struct act *, const char *id, enum order_tale,
		    const char *what, int64_t amount);

#endif
