/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/payments/parts.h"
#include "lib/payments/refund_stuck.h"
#include "lib/payments/stripe_amount.h"

static const char sql_find[] =
    "SELECT " REFUND_COLUMNS " WHERE r.id = :id";
static const char sql_by_cause[] =
    "SELECT " REFUND_COLUMNS " WHERE r.payment_id = :id AND r.cause = :cause";
/* The one place where a refund may come to be: never more than came. */
static const char sql_take[] =
    "UPDATE payment SET refunded = refunded + :n, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND refunded + :n <= received";
static const char sql_put[] =
    "INSERT INTO payment_refund (id, payment_id, amount, state, cause,"
    " reason, note, user_id, created_at, updated_at) VALUES (:id, :payment,"
    " :amount, :state, :cause, :reason, :note, :user, :now, :now)";
static const char sql_last_first[] =
    "SELECT id, provider, received - refunded, currency FROM payment"
    " WHERE subject = :subject AND subject_id = :id AND refunded < received"
    " ORDER BY CASE WHEN provider = 'gift_card' THEN 0 ELSE 1 END, id DESC";

static enum outcome
refund_step(struct act *act, struct stmt *s, struct record **refund)
{
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK) {
		*refund = record_new(act->arena, &refund_fields);
		compose_row(s, 0, act->arena, *refund);
	}
	db_done(s);
	return e;
}

enum outcome
refund_find(struct act *act, const char *id, struct record **refund)
{
	struct stmt	*s = db_sql(act->db, sql_find);

	db_bind_text(s, ":id", id);
	return refund_step(act, s, refund);
}

static enum outcome
by_cause(struct act *act, const struct refund_ask *ask,
    struct record **refund)
{
	struct stmt	*s = db_sql(act->db, sql_by_cause);

	db_bind_text(s, ":id", ask->payment_id);
	db_bind_text(s, ":cause", ask->cause);
	return refund_step(act, s, refund);
}

/* ---- one more ------------------------------------------------------------------ */

static enum outcome
take(struct act *act, const struct record *payment, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, sql_take);
	enum outcome	 e;

	db_bind_text(s, ":id", payment_text(payment, PAYMENT_ID));
	db_bind_int(s, ":n", amount);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_NOT_FOUND)
		return e;
	return act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_REFUND_TOO_MUCH]);
}

static enum outcome
put(struct act *act, const struct refund_ask *ask, enum refund_state state,
    struct record **refund)
{
	const char	*id = typeid_new(act->arena, "refund", act->now);
	struct stmt	*s = db_sql(act->db, sql_put);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":payment", ask->payment_id);
	db_bind_int(s, ":amount", ask->amount);
	db_bind_text(s, ":state", refund_states[state]);
	db_bind_text(s, ":cause", ask->cause);
	db_bind_text(s, ":reason", ask->reason);
	db_bind_text(s, ":note", ask->note);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_int(s, ":now", act->now);
	return (e = db_run(s)) != SOUK_OK ? e : refund_find(act, id, refund);
}

/* Counted, in the books, and known to whom it was paid for. */
static enum outcome
enter(struct act *act, const struct record *payment,
    const struct refund_ask *ask, enum refund_state state,
    struct record **refund)
{
	struct record	*after;
	enum outcome	 e;

	if ((e = take(act, payment, ask->amount)) != SOUK_OK ||
	    (e = put(act, ask, state, refund)) != SOUK_OK ||
	    (e = payment_find(act, ask->payment_id, &after)) != SOUK_OK)
		return e;
	return payment_back(act, after, *refund);
}

enum outcome
refund_enter(struct act *act, const struct record *payment,
    const struct refund_ask *ask, struct record **refund)
{
	enum outcome	 e = by_cause(act, ask, refund);

	return e != SOUK_NOT_FOUND ? e :
	    enter(act, payment, ask, REFUND_SENT, refund);
}

/* What brings it back: a job, a gift card at once, else somebody's hand. */
static enum outcome
bring(struct act *act, const struct record *payment,
    const struct record *refund)
{
	const char	*job;

	switch (payment_provider_of(payment)) {
	case PROVIDER_STRIPE:
		return refund_send(act, payment_text(refund, REFUND_ID),
		    &job);
	case PROVIDER_GIFT_CARD:
		return gift_card_give_back(act,
		    payment_text(payment, PAYMENT_GIFT_CARD),
		    payment_number(refund, REFUND_AMOUNT));
	case PROVIDER_CASH:
	case PROVIDER_TRANSFER:
	case PROVIDER__MAX:
		break;
	}
	return SOUK_OK;
}

static enum outcome
ask_new(struct act *act, const struct record *payment,
    const struct refund_ask *asked, struct record **refund)
{
	struct refund_ask	 ask = *asked;
	const bool		 at_once = payment_provider_of(payment) ==
				    PROVIDER_GIFT_CARD;
	enum outcome		 e;
	int64_t			 theirs;

	if (ask.amount == 0)
		ask.amount = payment_number(payment, PAYMENT_RECEIVED) -
		    payment_number(payment, PAYMENT_REFUNDED);
	if (ask.amount <= 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_NOTHING_LEFT]);
	if (payment_provider_of(payment) == PROVIDER_STRIPE &&
	    !stripe_amount_out(ask.amount,
	    payment_text(payment, PAYMENT_CURRENCY), &theirs))
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_BAD_AMOUNT]);
	e = enter(act, payment, &ask, at_once ? REFUND_SUCCEEDED :
	    REFUND_WAITING, refund);
	return e != SOUK_OK ? e : bring(act, payment, *refund);
}

enum outcome
refund_ask(struct act *act, const struct refund_ask *ask,
    struct record **refund)
{
	struct record	*payment;
	enum outcome	 e;

	e = act->actor.brand_id == NULL ?
	    payment_find(act, ask->payment_id, &payment) :
	    payment_find_own(act, ask->payment_id, &payment);
	if (e != SOUK_OK || (e = by_cause(act, ask, refund)) !=
	    SOUK_NOT_FOUND)
		return e;
	return ask_new(act, payment, ask, refund);
}

/* ---- of all that was paid for something ------------------------------------------ */

struct left { const char *id, *currency; int64_t amount; bool by_card; };
#define PARTS_MAX	64	/* payments of one subject */

static enum outcome
left_read(struct act *act, const char *subject, const char *id,
    struct left *left, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_last_first);
	enum outcome	 e = SOUK_OK;

	db_bind_text(s, ":subject", subject);
	db_bind_text(s, ":id", id);
	for (*count = 0; *count < PARTS_MAX && (e = db_step(s)) == SOUK_OK;
	    ++*count)
		left[*count] = (struct left){
			.id = db_copy(s, 0, act->arena),
			.by_card = text_equal(db_text(s, 1, NULL),
			    payment_providers[PROVIDER_STRIPE]),
			.amount = db_int(s, 2),
			.currency = db_copy(s, 3, act->arena) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What that cause has given back of it already. */
static enum outcome
given_before(struct act *act, const char *subject, const char *id,
    const char *cause, int64_t *amount)
{
	struct record	*list, *refund;
	enum outcome	 e;
	size_t		 n;

	*amount = 0;
	if ((e = payment_list_of(act, subject, id, &list, &n)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		e = by_cause(act, &(struct refund_ask){
			.payment_id = payment_text(&list[i], PAYMENT_ID),
			.cause = cause }, &refund);
		if (e == SOUK_OK)
			*amount += payment_number(refund, REFUND_AMOUNT);
		else if (e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}

/* What one payment gives of it. */
static int64_t
part_of(const struct left *left, int64_t amount)
{
	if (left->by_card)
		amount = stripe_amount_up(amount, left->currency);
	return amount < left->amount ? amount : left->amount;
}

enum outcome
refund_subject(struct act *act, const char *subject, const char *id,
    int64_t amount, const char *cause, int64_t *given)
{
	struct left	 left[PARTS_MAX];
	struct record	*refund;
	enum outcome	 e;
	int64_t		 part;
	size_t		 n;

	if ((e = given_before(act, subject, id, cause, given)) != SOUK_OK ||
	    *given > 0)
		return e;
	if ((e = left_read(act, subject, id, left, &n)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < n && *given < amount; i++) {
		part = part_of(&left[i], amount - *given);
		if ((e = refund_ask(act, &(struct refund_ask){
		    .payment_id = left[i].id, .amount = part,
		    .cause = cause }, &refund)) != SOUK_OK)
			return e;
		*given += part;
	}
	return *given >= amount ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_REFUND_TOO_MUCH]);
}
