/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define NAMES(FR, EN, AR) \
	{ [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

const char *const order_state_names[ORDER_STATE__MAX][LOCALE__MAX] = {
	[IS_DRAFT] = NAMES("brouillon", "draft", "مسودة"),
	[IS_PENDING] = NAMES("en attente", "pending", "قيد الانتظار"),
	[IS_CONFIRMED] = NAMES("confirmée", "confirmed", "مؤكَّد"),
	[IS_PREPARING] = NAMES("en préparation", "being prepared",
	    "قيد التحضير"),
	[IS_SHIPPED] = NAMES("expédiée", "shipped", "مُرسَل"),
	[IS_DELIVERED] = NAMES("livrée", "delivered", "مُسلَّم"),
	[IS_CANCELLED] = NAMES("annulée", "cancelled", "ملغى"),
	[IS_RETURNED] = NAMES("retournée", "returned", "مُرتجَع"),
};

/* What else a move does. */
enum effect {
	TAKES	= 1 << 0,	/* stock, unless it is held */
	FREES	= 1 << 1,	/* stock, promotions, money */
	STAYS	= 1 << 2,	/* the hold still ends some day */
	ARRIVES	= 1 << 3,	/* the clock of returns begins */
	SETTLES	= 1 << 4,	/* whether it is short is answered */
	REVIVES	= 1 << 5,	/* promotions are used again */
};

/*
 * Every way that an order can go; there is no other.  BY_SHOP: for what
 * happened, such as money or a parcel.
 */
static const struct move {
	enum order_state	 from, to;
	unsigned		 who, effects;
	enum order_tale		 tale;		/* TALE__MAX: none */
	const char		*action;	/* of the audit */
} moves[] = {
	{ IS_DRAFT, IS_PENDING, BY_SHOP, TAKES | STAYS, TALE_INVITED,
	    "send_order" },
	/* Paid at the counter. */
	{ IS_DRAFT, IS_CONFIRMED, BY_SHOP, TAKES, TALE_CONFIRMED,
	    "confirm_order" },
	{ IS_DRAFT, IS_CANCELLED, BY_STAFF, 0, TALE__MAX, "cancel_order" },
	{ IS_PENDING, IS_CONFIRMED, BY_STAFF | BY_SHOP, TAKES | SETTLES,
	    TALE_CONFIRMED, "confirm_order" },
	{ IS_PENDING, IS_CANCELLED, BY_STAFF | BY_BUYER | BY_SHOP,
	    FREES | SETTLES, TALE_CANCELLED, "cancel_order" },
	{ IS_CONFIRMED, IS_PREPARING, BY_STAFF, 0, TALE__MAX,
	    "prepare_order" },
	{ IS_CONFIRMED, IS_SHIPPED, BY_SHOP, 0, TALE__MAX, "ship_order" },
	{ IS_CONFIRMED, IS_CANCELLED, BY_STAFF | BY_BUYER, FREES,
	    TALE_CANCELLED, "cancel_order" },
	{ IS_PREPARING, IS_SHIPPED, BY_SHOP, 0, TALE__MAX, "ship_order" },
	{ IS_PREPARING, IS_CANCELLED, BY_STAFF, FREES, TALE_CANCELLED,
	    "cancel_order" },
	{ IS_SHIPPED, IS_DELIVERED, BY_STAFF | BY_SHOP, ARRIVES,
	    TALE_DELIVERED, "deliver_order" },
	/* Its last parcel was called back. */
	{ IS_SHIPPED, IS_PREPARING, BY_SHOP, 0, TALE__MAX, "prepare_order" },
	/* All of it came back. */
	{ IS_SHIPPED, IS_RETURNED, BY_SHOP, 0, TALE__MAX, "return_order" },
	{ IS_DELIVERED, IS_RETURNED, BY_SHOP, 0, TALE__MAX, "return_order" },
	/* Paid when nobody waited for it any more. */
	{ IS_CANCELLED, IS_CONFIRMED, BY_SHOP, TAKES | SETTLES | REVIVES,
	    TALE_CONFIRMED, "confirm_order" },
	{ IS_CANCELLED, IS_PENDING, BY_SHOP, REVIVES, TALE_OFFER,
	    "offer_order" },
};

/* Only from where it is thought to be. */
static const char sql_move[] =
    "UPDATE orders SET state = :to, version = version + 1,"
    " updated_at = :now,"
    " hold_until = CASE WHEN :stays = 1 THEN hold_until END,"
    " short = CASE WHEN :settles = 1 THEN NULL ELSE short END,"
    " delivered_at = CASE WHEN :arrives = 1 THEN CAST(:now AS BIGINT)"
    " ELSE delivered_at END,"
    " placed_at = coalesce(placed_at, CASE WHEN :to <> 'cancelled'"
    " THEN CAST(:now AS BIGINT) END),"
    " cancel_reason = CASE WHEN :to = 'cancelled' THEN :reason END"
    " WHERE id = :id AND state = :from";
/* Has anything left that did not come back to be sent again? */
static const char sql_under_way[] =
    "SELECT count(*) FROM order_line WHERE order_id = :id AND fulfilled > 0";

static const struct move *
move_find(enum order_state from, enum order_state to, unsigned who)
{
	for (size_t i = 0; i < COUNT(moves); i++)
		if (moves[i].from == from && moves[i].to == to &&
		    moves[i].who & who)
			return &moves[i];
	return NULL;
}

bool
order_may(enum order_state from, enum order_state to, unsigned who)
{
	return move_find(from, to, who) != NULL;
}

/* Both states named, in every language. */
static enum outcome
no_such_move(struct act *act, enum order_state from, enum order_state to)
{
	struct message	*m = arena_alloc(act->arena, sizeof(*m));

	m->code = order_messages[ORDER_MOVE].code;
	m->text[LOCALE_FR] = arena_printf(act->arena, "Une commande qui est "
	    "« %s » ne peut pas devenir « %s ».",
	    order_state_names[from][LOCALE_FR],
	    order_state_names[to][LOCALE_FR]);
	m->text[LOCALE_EN] = arena_printf(act->arena, "An order that is "
	    "\"%s\" cannot become \"%s\".", order_state_names[from][LOCALE_EN],
	    order_state_names[to][LOCALE_EN]);
	m->text[LOCALE_AR] = arena_printf(act->arena, "الطلب الذي حالته «%s» "
	    "لا يمكن أن يصبح «%s».", order_state_names[from][LOCALE_AR],
	    order_state_names[to][LOCALE_AR]);
	return act_refuse(act, SOUK_CONFLICT, m);
}

/* ---- what a move does --------------------------------------------------------- */

static enum outcome
state_write(struct act *act, const char *id, const struct move *m,
    const char *reason)
{
	struct stmt	*s = db_sql(act->db, sql_move);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":from", order_states[m->from]);
	db_bind_text(s, ":to", order_states[m->to]);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":stays", (m->effects & STAYS) != 0);
	db_bind_int(s, ":settles", (m->effects & SETTLES) != 0);
	db_bind_int(s, ":arrives", (m->effects & ARRIVES) != 0);
	db_bind_text(s, ":reason", reason);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? no_such_move(act, m->from, m->to) : e;
}

/* Nothing of it may be on its way. */
static enum outcome
free_all(struct act *act, const struct record *o)
{
	const char	*id = record_text(o, ORDER_ID);
	int64_t		 out = 0;
	enum outcome	 e = order_number_of(act, sql_under_way, id, &out);

	if (e != SOUK_OK)
		return e;
	if (out > 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_PARCEL]);
	if ((e = order_stock_release(act, id)) != SOUK_OK ||
	    (e = quote_unredeem(act, id)) != SOUK_OK ||
	    (e = order_pay_cancel(act, id)) != SOUK_OK)
		return e;
	return order_pay_back(act, o);
}

static enum outcome
effects(struct act *act, struct record *o, const struct move *m)
{
	enum outcome	 e = SOUK_OK;

	if (m->effects & TAKES)
		e = order_stock_hold(act, o);
	if (e == SOUK_OK && m->effects & FREES)
		e = free_all(act, o);
	if (e == SOUK_OK && m->effects & REVIVES)
		e = order_revive(act, o);
	if (e == SOUK_OK && m->effects & ARRIVES)
		e = order_parcels_arrived(act, record_text(o, ORDER_ID));
	return e;
}

static enum outcome
history(struct act *act, const char *id, const struct move *m,
    const char *reason)
{
	return order_event(act, id, &(struct order_news){ .kind = "state",
		.from = order_states[m->from], .to = order_states[m->to],
		.text = reason, .is_public = m->from != IS_DRAFT });
}

/* The staff's deeds are audited, and thereby told of; others' are told of. */
static enum outcome
announce(struct act *act, const struct move *m, enum order_who who,
    const struct record *before, const struct record *after)
{
	const char	*id = record_text(after, ORDER_ID);
	enum outcome	 e = SOUK_OK;

	if (who == BY_STAFF)
		e = order_audit(act, m->action, before, after);
	else if (act->souk->event != NULL)
		e = act->souk->event(act, m->action, "Order", id);
	return e;
}

static enum outcome
tell(struct act *act, const struct move *m, const struct record *o)
{
	return m->tale == TALE__MAX ? SOUK_OK : order_tell(act,
	    record_text(o, ORDER_ID), m->tale, NULL, 0);
}

static enum outcome
move(struct act *act, struct record **o, enum order_state to,
    enum order_who who, const char *reason, bool told)
{
	const struct move	*m = move_find(order_state_of(*o), to, who);
	struct record		*before = *o;
	const char		*id = record_text(before, ORDER_ID);
	enum outcome		 e;

	if (m == NULL)
		return no_such_move(act, order_state_of(before), to);
	if ((e = state_write(act, id, m, reason)) != SOUK_OK ||
	    (e = history(act, id, m, reason)) != SOUK_OK ||
	    (e = effects(act, before, m)) != SOUK_OK ||
	    (e = order_row(act, id, o)) != SOUK_OK ||
	    (e = order_books(act, *o)) != SOUK_OK)
		return e;
	e = announce(act, m, who, before, *o);
	return e == SOUK_OK && told ? tell(act, m, *o) : e;
}

enum outcome
order_move(struct act *act, struct record **o, enum order_state to,
    enum order_who who, const char *reason)
{
	return move(act, o, to, who, reason, true);
}

enum outcome
order_move_untold(struct act *act, struct record **o, enum order_state to,
    enum order_who who)
{
	return move(act, o, to, who, NULL, false);
}
