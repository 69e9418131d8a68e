/* SPDX-License-Identifier: ISC */
#include "lib/payments/refund_stuck.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/news.h"
#include "lib/payments/parts.h"
#include "lib/payments/shop.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define AGAIN_MOST	500	/* a night */

static const char sql_stuck[] =
    "UPDATE payment_refund SET stuck_at = :now, updated_at = :now"
    " WHERE id = :id AND state = 'waiting' AND stuck_at IS NULL";
static const char sql_unstuck[] =
    "UPDATE payment_refund SET stuck_at = NULL, updated_at = :now"
    " WHERE id = :id";
/* Unless another one of that payment is stuck. */
static const char sql_unflag[] =
    "UPDATE payment SET flag = NULL WHERE flag = 'stuck' AND id ="
    " (SELECT r.payment_id FROM payment_refund r WHERE r.id = :id)"
    " AND NOT EXISTS (SELECT 1 FROM payment_refund r"
    "  WHERE r.payment_id = payment.id AND r.stuck_at IS NOT NULL)";
static const char sql_waiting[] =
    "SELECT r.id FROM payment_refund r WHERE r.state = 'waiting'"
    " AND r.id > :after AND r.id < :before AND EXISTS (SELECT 1"
    "  FROM payment p WHERE p.id = r.payment_id AND p.provider = 'stripe'"
    "  AND p.brand_id = :brand) ORDER BY r.id LIMIT 1";

enum outcome
refund_send(struct act *act, const char *id, const char **job)
{
	*job = NULL;
	return queue_put(act, &(struct job_new){ .kind = "payments.refund",
		.unique_key = id, .payload = arena_printf(act->arena,
		"{\"refund\":\"%s\"}", id) }, job);
}

static enum outcome
mark(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

enum outcome
refund_unflag(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_unflag);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

/* ---- given up ---------------------------------------------------------------------- */

static enum outcome
mail(struct act *act, const struct record *refund)
{
	struct buf	 amount;

	buf_init(&amount, act->arena, 32);
	money_show(&amount, payment_number(refund, REFUND_AMOUNT),
	    payment_text(refund, REFUND_CURRENCY),
	    (int)settings_locale(act->settings));
	return payments_tell_shop(act, MAIL_REFUND_STUCK,
	    (const struct mail_field[]){
		{ "amount", amount.p },
		{ "reference", payment_text(refund, REFUND_ID) },
		{ "link", arena_printf(act->arena, "%s/admin/paiements/%s",
		    act->config->base_url,
		    payment_text(refund, REFUND_PAYMENT)) },
		{ NULL, NULL } });
}

static enum outcome
tell(struct act *act, const char *id)
{
	const char	*brand = act->actor.brand_id;
	struct record	*refund, *payment;
	enum outcome	 e;

	if ((e = refund_find(act, id, &refund)) != SOUK_OK ||
	    (e = payment_find(act, payment_text(refund, REFUND_PAYMENT),
	    &payment)) != SOUK_OK ||
	    (e = payment_flag_set(act, payment, FLAG_STUCK)) != SOUK_OK)
		return e;
	act->actor.brand_id = payment_text(payment, PAYMENT_BRAND);
	e = mail(act, refund);
	act->actor.brand_id = brand;
	return e;
}

enum outcome
refund_stuck_set(struct act *act, const char *id)
{
	const enum outcome	 e = mark(act, sql_stuck, id);

	return e == SOUK_OK ? tell(act, id) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- again --------------------------------------------------------------------------- */

/* Of the actor's brand, and one that a job sends. */
static enum outcome
retry_find(struct act *act, const char *id, struct record **refund)
{
	struct record	*payment;
	enum outcome	 e;

	if ((e = refund_find(act, id, refund)) != SOUK_OK ||
	    (e = payment_find_own(act, payment_text(*refund, REFUND_PAYMENT),
	    &payment)) != SOUK_OK)
		return e;
	if (payment_provider_of(payment) == PROVIDER_STRIPE &&
	    text_equal(payment_text(*refund, REFUND_STATE),
	    refund_states[REFUND_WAITING]))
		return SOUK_OK;
	return act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_NOT_WAITING]);
}

enum outcome
refund_retry(struct act *act, const char *id, struct record **refund)
{
	struct record	*before;
	const char	*job;
	enum outcome	 e;

	if ((e = retry_find(act, id, &before)) != SOUK_OK ||
	    (e = refund_send(act, id, &job)) != SOUK_OK ||
	    (e = mark(act, sql_unstuck, id)) != SOUK_OK ||
	    (e = refund_unflag(act, id)) != SOUK_OK ||
	    (e = refund_find(act, id, refund)) != SOUK_OK)
		return e;
	return payment_audit(act, "retry_refund", "Refund", id, before,
	    *refund);
}

static enum outcome
waiting_next(struct act *act, const char *brand_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_waiting);
	enum outcome	 e;

	db_bind_text(s, ":after", *id);
	db_bind_text(s, ":before", typeid_first(act->arena, "refund",
	    act->now - CLOCK_DAY));
	db_bind_text(s, ":brand", brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

enum outcome
refunds_again(struct act *act, const char *brand_id)
{
	const char	*id = "", *job;
	enum outcome	 e = SOUK_OK;

	for (int n = 0; n < AGAIN_MOST && e == SOUK_OK; n++) {
		if ((e = waiting_next(act, brand_id, &id)) != SOUK_OK ||
		    (e = refund_send(act, id, &job)) != SOUK_OK)
			break;
		if (job != NULL)
			e = refund_stuck_set(act, id);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
