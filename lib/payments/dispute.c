/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/dispute_mail.h"
#include "lib/payments/news.h"
#include "lib/payments/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_find[] =
    "SELECT id, state, news_at, closed_at, withdrawn, reinstated"
    " FROM payment_dispute WHERE provider_ref = :ref";
static const char sql_put[] =
    "INSERT INTO payment_dispute (id, brand_id, payment_id, provider_ref,"
    " charge_ref, amount, currency, reason, state, withdrawn, reinstated,"
    " due_at, news_at, created_at, closed_at) VALUES (:id, :brand, :payment,"
    " :ref, :charge, :amount, :currency, :reason, :state, :withdrawn,"
    " :reinstated, :due, :at, :now, :closed)";
static const char sql_become[] =
    "UPDATE payment_dispute SET amount = :amount, currency = :currency,"
    " reason = :reason, state = :state, due_at = :due, news_at = :at,"
    " closed_at = :closed WHERE id = :id";
static const char sql_money[] =
    "UPDATE payment_dispute SET"
    " withdrawn = CASE WHEN :withdrawn > withdrawn THEN 1 ELSE withdrawn END,"
    " reinstated = CASE WHEN :reinstated > reinstated THEN 1"
    "  ELSE reinstated END WHERE id = :id";
static const char sql_take_up[] =
    "UPDATE payment_dispute SET payment_id = :payment, brand_id = :brand"
    " WHERE payment_id IS NULL AND charge_ref = :charge";

struct known {
	const char	*id, *state;
	int64_t		 news_at;
	bool		 closed, withdrawn, reinstated;
};

static enum outcome
known_find(struct act *act, const char *ref, struct known *known)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":ref", ref);
	if ((e = db_step(s)) == SOUK_OK)
		*known = (struct known){ .id = db_copy(s, 0, act->arena),
			.state = db_copy(s, 1, act->arena),
			.news_at = db_int(s, 2),
			.closed = !db_is_null(s, 3),
			.withdrawn = db_int(s, 4) != 0,
			.reinstated = db_int(s, 5) != 0 };
	db_done(s);
	return e;
}

/* What ends one stands, whatever else was said when. */
static bool
is_closed(const struct dispute_news *news)
{
	static const char *const	 ends[] = { "won", "lost",
		"warning_closed", "prevented", "charge_refunded" };

	for (size_t i = 0; i < COUNT(ends); i++)
		if (strcmp(ends[i], news->state) == 0)
			return true;
	return news->closed;
}

static bool
is_stronger(const struct dispute_news *news, const struct known *known)
{
	if (is_closed(news) != known->closed)
		return is_closed(news);
	if (news->at != known->news_at)
		return news->at > known->news_at;
	return strcmp(news->state, known->state) > 0;
}

static void
bind_news(struct stmt *s, const struct dispute_news *news)
{
	db_bind_int(s, ":amount", news->amount);
	db_bind_text(s, ":currency", news->currency);
	db_bind_text(s, ":reason", news->reason);
	db_bind_text(s, ":state", news->state);
	db_bind_int(s, ":at", news->at);
	if (news->due_at > 0)
		db_bind_int(s, ":due", news->due_at * CLOCK_SECOND);
	else
		db_bind_null_int(s, ":due");
	if (is_closed(news))
		db_bind_int(s, ":closed", news->at * CLOCK_SECOND);
	else
		db_bind_null_int(s, ":closed");
}

static enum outcome
put(struct act *act, const struct dispute_news *news, const char *payment_id,
    const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	*id = typeid_new(act->arena, "dispute", act->now);
	bind_news(s, news);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":payment", payment_id);
	db_bind_text(s, ":ref", news->provider_ref);
	db_bind_text(s, ":charge", news->charge_ref);
	db_bind_int(s, ":withdrawn", 0);
	db_bind_int(s, ":reinstated", 0);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
become(struct act *act, const struct dispute_news *news, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_become);

	bind_news(s, news);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

/* ---- money ------------------------------------------------------------------------- */

static enum outcome
book(struct act *act, const struct dispute_news *news, const char *id,
    bool back)
{
	return ledger_move(act, act->actor.brand_id, &(struct ledger_move){
		.debit = back ? ACCOUNT_STRIPE : ACCOUNT_DISPUTES,
		.credit = back ? ACCOUNT_DISPUTES : ACCOUNT_STRIPE,
		.amount = news->amount, .currency = news->currency,
		.cause = arena_printf(act->arena, back ? "dispute_back:%s" :
		    "dispute:%s", id), .subject = "dispute",
		.subject_id = id });
}

/* Whoever got it back had it taken before. */
static enum outcome
money(struct act *act, const struct dispute_news *news,
    const struct known *known, bool *changed)
{
	struct stmt	*s;
	enum outcome	 e;

	if (news->withdrawn <= known->withdrawn &&
	    news->reinstated <= known->reinstated)
		return SOUK_OK;
	*changed = true;
	s = db_sql(act->db, sql_money);
	db_bind_int(s, ":withdrawn", news->withdrawn);
	db_bind_int(s, ":reinstated", news->reinstated);
	db_bind_text(s, ":id", known->id);
	if ((e = db_run(s)) != SOUK_OK ||
	    (e = book(act, news, known->id, false)) != SOUK_OK)
		return e;
	return news->reinstated ? book(act, news, known->id, true) : SOUK_OK;
}

/* ---- taking it --------------------------------------------------------------------- */

static enum outcome
take(struct act *act, const struct dispute_news *news,
    const char *payment_id, bool *changed)
{
	struct known	 known = { .id = NULL };
	enum outcome	 e = known_find(act, news->provider_ref, &known);

	if (e == SOUK_NOT_FOUND) {
		*changed = true;
		if ((e = put(act, news, payment_id, &known.id)) != SOUK_OK ||
		    (!is_closed(news) && (e = dispute_tell_begun(act,
		    known.id)) != SOUK_OK))
			return e;
	} else if (e == SOUK_OK && is_stronger(news, &known)) {
		*changed = true;
		e = become(act, news, known.id);
	}
	return e != SOUK_OK ? e : money(act, news, &known, changed);
}

/* One that is about nothing we know is the shop's all the same. */
static enum outcome
brand_of(struct act *act, const struct dispute_news *news,
    const char **payment_id, const char **brand_id)
{
	const struct payment_refs	 refs = { .intent = news->intent_ref,
		.charge = news->charge_ref };
	struct record			*payment;
	int64_t				 news_at;
	enum outcome			 e;

	*payment_id = NULL;
	e = payment_by_refs(act, &refs, payment_id, &news_at);
	if (e == SOUK_NOT_FOUND)
		return brand_ensure(act, brand_id);
	if (e != SOUK_OK ||
	    (e = payment_find(act, *payment_id, &payment)) != SOUK_OK)
		return e;
	*brand_id = payment_text(payment, PAYMENT_BRAND);
	return SOUK_OK;
}

enum outcome
dispute_news(struct act *act, const struct dispute_news *news, bool *changed)
{
	const char	*before = act->actor.brand_id, *payment_id, *brand_id;
	enum outcome	 e;

	if ((e = brand_of(act, news, &payment_id, &brand_id)) != SOUK_OK)
		return e;
	act->actor.brand_id = brand_id;
	e = take(act, news, payment_id, changed);
	act->actor.brand_id = before;
	return e;
}

enum outcome
disputes_take_up(struct act *act, const struct record *payment)
{
	const char	*charge = payment_text(payment, PAYMENT_CHARGE);
	struct stmt	*s;

	if (charge == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_take_up);
	db_bind_text(s, ":payment", payment_text(payment, PAYMENT_ID));
	db_bind_text(s, ":brand", payment_text(payment, PAYMENT_BRAND));
	db_bind_text(s, ":charge", charge);
	return db_run(s);
}
