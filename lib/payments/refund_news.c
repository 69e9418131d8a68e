/* SPDX-License-Identifier: ISC */
/*
 * What Stripe says of refunds.  One that it tells before the payment, or that
 * is more than is left until another is known to have failed, is held: kept
 * with its state, and counted, booked and told when it can be.
 */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/news.h"
#include "lib/payments/parts.h"
#include "lib/queue/queue.h"

static const char sql_by_ref[] =
    "SELECT r.id, r.payment_id, r.held FROM payment_refund r"
    " WHERE r.provider_ref = :ref";
static const char sql_by_id[] =
    "SELECT r.id, r.payment_id, r.held FROM payment_refund r"
    " JOIN payment p ON p.id = r.payment_id"
    " WHERE r.id = :id AND r.provider_ref IS NULL AND p.provider = 'stripe'"
    " AND (p.intent_ref = :intent OR p.charge_ref = :charge)";
static const char sql_hold[] =
    "INSERT INTO payment_refund (id, payment_id, amount, state, cause,"
    " provider_ref, error_code, held, news_at, created_at, updated_at)"
    " VALUES (:id, :payment, :amount, :state, :cause, :ref, :error, 1, :at,"
    " :now, :now)";
/* The state of one that is held only moves on, too. */
static const char sql_move_held[] =
    "UPDATE payment_refund SET state = :state,"
    " error_code = coalesce(:error, error_code),"
    " news_at = CASE WHEN :at > news_at THEN :at ELSE news_at END,"
    " updated_at = :now WHERE id = :id AND CASE state"
    "  WHEN 'waiting' THEN 0 WHEN 'sent' THEN 1 WHEN 'succeeded' THEN 2"
    "  ELSE 3 END < :rank";
static const char sql_held[] =
    "SELECT id FROM payment_refund WHERE payment_id = :payment AND held = 1"
    " AND id > :after ORDER BY id LIMIT 1";
static const char sql_count[] =
    "UPDATE payment SET refunded = refunded + :n, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND refunded + :n <= received";
static const char sql_release[] =
    "UPDATE payment_refund SET held = 0 WHERE id = :id";
static const char sql_unflag[] =
    "UPDATE payment SET flag = NULL WHERE id = :id AND flag = 'refunds'";
static const char sql_sum[] =
    "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM payment_refund"
    " WHERE payment_id = :payment AND state NOT IN ('failed', 'cancelled')";

static bool
is_over(const struct record *refund)
{
	const char	*state = payment_text(refund, REFUND_STATE);

	return text_equal(state, refund_states[REFUND_FAILED]) ||
	    text_equal(state, refund_states[REFUND_CANCELLED]);
}

/* ---- what is held ------------------------------------------------------------------ */

/* It went and came back before anybody could be told. */
static enum outcome
there_and_back(struct act *act, const struct record *payment,
    const struct record *refund)
{
	struct value	*refunded = &payment->values[PAYMENT_REFUNDED];
	const int64_t	 amount = payment_number(refund, REFUND_AMOUNT);
	enum outcome	 e;

	refunded->num += amount;
	e = payment_back(act, payment, refund);
	refunded->num -= amount;
	return e != SOUK_OK ? e : payment_not_back(act, payment, refund);
}

/* CONFLICT: more than is left. */
static enum outcome
count_in(struct act *act, const char *payment_id, const struct record *refund)
{
	struct stmt	*s = db_sql(act->db, sql_count);
	struct record	*payment;
	enum outcome	 e;

	db_bind_int(s, ":n", payment_number(refund, REFUND_AMOUNT));
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", payment_id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_CONFLICT : e;
	if ((e = payment_find(act, payment_id, &payment)) != SOUK_OK)
		return e;
	return payment_back(act, payment, refund);
}

static enum outcome
run_for(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

static enum outcome
take_up(struct act *act, const char *payment_id, const char *id)
{
	struct record	*payment, *refund;
	enum outcome	 e;

	if ((e = payment_find(act, payment_id, &payment)) != SOUK_OK ||
	    (e = refund_find(act, id, &refund)) != SOUK_OK)
		return e;
	e = is_over(refund) ? there_and_back(act, payment, refund) :
	    count_in(act, payment_id, refund);
	return e != SOUK_OK ? e : run_for(act, sql_release, id);
}

static enum outcome
held_next(struct act *act, const char *payment_id, const char **after)
{
	struct stmt	*s = db_sql(act->db, sql_held);
	enum outcome	 e;

	db_bind_text(s, ":payment", payment_id);
	db_bind_text(s, ":after", *after);
	if ((e = db_step(s)) == SOUK_OK)
		*after = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

enum outcome
refunds_take_up(struct act *act, const struct record *payment)
{
	const char	*id = payment_text(payment, PAYMENT_ID), *after = "";
	bool		 too_much = false;
	enum outcome	 e;

	if (payment_number(payment, PAYMENT_RECEIVED) == 0)
		return SOUK_OK;
	while ((e = held_next(act, id, &after)) == SOUK_OK) {
		if ((e = take_up(act, id, after)) == SOUK_CONFLICT)
			too_much = true;
		else if (e != SOUK_OK)
			return e;
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	return too_much ? payment_flag_set(act, payment, FLAG_REFUNDS) :
	    run_for(act, sql_unflag, id);
}

/* ---- one refund ------------------------------------------------------------------------ */

struct known { const char *id, *payment_id; bool held; };

static enum outcome
known_step(struct act *act, struct stmt *s, struct known *known)
{
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK)
		*known = (struct known){ .id = db_copy(s, 0, act->arena),
			.payment_id = db_copy(s, 1, act->arena),
			.held = db_int(s, 2) != 0 };
	db_done(s);
	return e;
}

static enum outcome
known_find(struct act *act, const struct refund_news *news,
    struct known *known)
{
	struct stmt	*s = db_sql(act->db, sql_by_ref);
	enum outcome	 e;

	db_bind_text(s, ":ref", news->provider_ref);
	if ((e = known_step(act, s, known)) != SOUK_NOT_FOUND ||
	    news->refund_id == NULL)
		return e;
	s = db_sql(act->db, sql_by_id);
	db_bind_text(s, ":id", news->refund_id);
	db_bind_text(s, ":intent", news->intent_ref);
	db_bind_text(s, ":charge", news->charge_ref);
	return known_step(act, s, known);
}

/* Made at Stripe by hand. */
static enum outcome
hold(struct act *act, const struct refund_news *news, const char *payment_id)
{
	struct stmt	*s = db_sql(act->db, sql_hold);

	db_bind_text(s, ":id", typeid_new(act->arena, "refund", act->now));
	db_bind_text(s, ":payment", payment_id);
	db_bind_int(s, ":amount", news->amount);
	db_bind_text(s, ":state", refund_states[news->state]);
	db_bind_text(s, ":cause", arena_printf(act->arena, "stripe:%s",
	    news->provider_ref));
	db_bind_text(s, ":ref", news->provider_ref);
	db_bind_text(s, ":error", news->error_code);
	db_bind_int(s, ":at", news->at);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
move_held(struct act *act, const struct refund_news *news, const char *id,
    bool *changed)
{
	struct stmt	*s = db_sql(act->db, sql_move_held);
	enum outcome	 e;

	db_bind_text(s, ":state", refund_states[news->state]);
	db_bind_text(s, ":error", news->error_code);
	db_bind_int(s, ":at", news->at);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":rank", news->state < REFUND_FAILED ?
	    (int)news->state : 3);
	e = db_run_changed(s);
	*changed = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
move(struct act *act, const struct refund_news *news,
    const struct known *known, bool *changed)
{
	return known->held ? move_held(act, news, known->id, changed) :
	    refund_settle(act, known->id, &(struct refund_end){
		.state = news->state, .provider_ref = news->provider_ref,
		.error_code = news->error_code, .at = news->at }, changed);
}

/* ---- taking it ------------------------------------------------------------------------------ */

static enum outcome
payment_of(struct act *act, const struct refund_news *news,
    const struct known *known, struct stripe_taken *taken)
{
	const struct payment_refs	 refs = { .intent = news->intent_ref,
		.charge = news->charge_ref };
	int64_t				 news_at;

	taken->payment_id = known->payment_id;
	return known->id != NULL ? SOUK_OK : payment_by_refs(act, &refs,
	    &taken->payment_id, &news_at);
}

static bool
fits(const struct record *payment, const struct record *refund,
    const struct refund_news *news)
{
	return text_equal(payment_text(payment, PAYMENT_CURRENCY),
	    news->currency) && (refund == NULL ||
	    payment_number(refund, REFUND_AMOUNT) == news->amount);
}

static enum outcome
take(struct act *act, const struct refund_news *news, struct known *known,
    struct record *payment, struct stripe_taken *taken)
{
	struct record	*refund = NULL;
	enum outcome	 e = SOUK_OK;

	if (known->id != NULL)
		e = refund_find(act, known->id, &refund);
	if (e != SOUK_OK)
		return e;
	if (!fits(payment, refund, news)) {
		taken->problem = "refund";
		return payment_flag_set(act, payment, FLAG_AMOUNT);
	}
	taken->changed = true;
	e = refund == NULL ? hold(act, news, taken->payment_id) :
	    move(act, news, known, &taken->changed);
	if (e != SOUK_OK || !taken->changed ||
	    (e = payment_find(act, taken->payment_id, &payment)) != SOUK_OK)
		return e;
	return refunds_take_up(act, payment);
}

enum outcome
refund_news_take(struct act *act, const struct refund_news *news,
    struct stripe_taken *taken)
{
	const char	*brand = act->actor.brand_id;
	struct known	 known = { .id = NULL };
	struct record	*payment;
	enum outcome	 e = known_find(act, news, &known);

	if ((e != SOUK_OK && e != SOUK_NOT_FOUND) ||
	    (e = payment_of(act, news, &known, taken)) != SOUK_OK ||
	    (e = payment_find(act, taken->payment_id, &payment)) != SOUK_OK)
		return e;
	act->actor.brand_id = payment_text(payment, PAYMENT_BRAND);
	e = take(act, news, &known, payment, taken);
	act->actor.brand_id = brand;
	return e;
}

enum outcome
refund_news(struct act *act, const struct refund_news *news, bool *changed)
{
	struct stripe_taken	 taken = { .known = false };
	const enum outcome	 e = refund_news_take(act, news, &taken);

	*changed = taken.changed;
	return e;
}

enum outcome
refund_sum_take(struct act *act, const char *payment_id, int64_t total)
{
	struct stmt	*s = db_sql(act->db, sql_sum);
	int64_t		 known;
	enum outcome	 e;

	db_bind_text(s, ":payment", payment_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	known = db_int(s, 0);
	db_done(s);
	if (total <= known)
		return SOUK_OK;
	return queue_put(act, &(struct job_new){ .kind = "payments.refunds_of",
		.unique_key = arena_printf(act->arena, "refunds:%s",
		payment_id), .payload = arena_printf(act->arena,
		"{\"payment\":\"%s\"}", payment_id) }, NULL);
}
