/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/news.h"
#include "lib/payments/reconcile_parts.h"
#include "lib/queue/queue.h"

static const char sql_seen[] =
    "UPDATE payment SET checked_at = :at WHERE id = :id";
static const char sql_seen_refund[] =
    "UPDATE payment_refund SET checked_at = :at WHERE provider_ref = :ref";

static enum outcome
mark(struct act *act, const char *sql, const char *name, const char *value)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_int(s, ":at", act->now);
	db_bind_text(s, name, value);
	return db_run(s);
}

/* ---- payments ---------------------------------------------------------------------- */

/* Under way is under way: what it waits for changes by the minute. */
static bool
is_same_state(enum payment_state ours, enum payment_state theirs)
{
	return ours == theirs ||
	    (ours < STATE_AUTHORISED && theirs < STATE_AUTHORISED);
}

/* NULL: they agree. */
static const char *
kind_of(const struct record *payment, const struct payment_news *news)
{
	if (!text_equal(payment_text(payment, PAYMENT_CURRENCY),
	    news->currency))
		return "currency";
	if (payment_number(payment, PAYMENT_AMOUNT) != news->amount)
		return "amount";
	if (!is_same_state(payment_state_of(payment), news->state) ||
	    (news->state == STATE_SUCCEEDED &&
	    payment_number(payment, PAYMENT_RECEIVED) != news->received))
		return "state";
	return NULL;
}

/* Cancelled here and not there: it could still be paid. */
static enum outcome
cancel_again(struct act *act, const char *id)
{
	return queue_put(act, &(struct job_new){ .kind = "payments.cancel",
		.unique_key = id, .payload = arena_printf(act->arena,
		"{\"payment\":\"%s\"}", id) }, NULL);
}

static enum outcome
mend(struct act *act, const struct payment_news *news, const char *id,
    const struct record *before, bool *mended)
{
	struct stripe_taken	 taken = { .known = false };
	struct record		*after;
	enum outcome		 e;

	if (payment_state_of(before) == STATE_CANCELLED &&
	    news->state < STATE_AUTHORISED) {
		*mended = true;
		return cancel_again(act, id);
	}
	if ((e = payment_news_take(act, news, &taken)) != SOUK_OK ||
	    (e = payment_find(act, id, &after)) != SOUK_OK)
		return e;
	*mended = taken.problem == NULL && kind_of(after, news) == NULL;
	return SOUK_OK;
}

/* Paid in our name, and we know nothing of it: no payment, or one that was paid
 * under another name. */
static enum outcome
stray(struct act *act, const struct reconcile_run *run,
    const struct payment_news *news, bool *ours, bool *matched)
{
	*ours = news->payment_id != NULL;
	*matched = !*ours || news->received <= 0;
	return *matched ? SOUK_OK : reconcile_note(act, run,
	    &(struct difference){ .kind = "only_theirs",
		.ref = news->intent_ref, .payment_id = news->payment_id,
		.currency = news->currency, .theirs = news->received });
}

static enum outcome
compare(struct act *act, const struct reconcile_run *run,
    const struct payment_news *news, const char *id, bool *matched)
{
	const char		*known;
	bool			 ours;
	struct difference	 d = { .ref = news->intent_ref,
				    .payment_id = id,
				    .theirs = news->received };
	struct record		*payment;
	enum outcome		 e;

	if ((e = payment_find(act, id, &payment)) != SOUK_OK)
		return e;
	known = payment_text(payment, PAYMENT_INTENT);
	if (known != NULL && !text_equal(known, news->intent_ref))
		return stray(act, run, news, &ours, matched);
	if ((e = mark(act, sql_seen, ":id", id)) != SOUK_OK)
		return e;
	d.kind = kind_of(payment, news);
	d.ours = payment_number(payment, PAYMENT_RECEIVED);
	d.currency = payment_text(payment, PAYMENT_CURRENCY);
	*matched = d.kind == NULL;
	if (*matched)
		return SOUK_OK;
	e = mend(act, news, id, payment, &d.mended);
	return e != SOUK_OK ? e : reconcile_note(act, run, &d);
}

enum outcome
reconcile_intent(struct act *act, const struct reconcile_run *run,
    const struct json_in *in, bool *ours, bool *matched)
{
	const struct json_in	*live = json_member(in, "livemode");
	struct payment_news	 news = { .at = act->now / CLOCK_SECOND };
	struct payment_refs	 refs = { .intent = NULL };
	const char		*id;
	int64_t			 news_at;
	enum outcome		 e;

	*ours = false;
	*matched = true;
	if (in->type != JSON_OBJECT || !stripe_intent_read(act, in, &news))
		return SOUK_OK;
	news.livemode = live != NULL && live->type == JSON_BOOL &&
	    live->boolean;
	refs.intent = news.intent_ref;
	refs.payment_id = news.payment_id;
	e = payment_by_refs(act, &refs, &id, &news_at);
	if (e == SOUK_NOT_FOUND)
		return stray(act, run, &news, ours, matched);
	*ours = true;
	return e != SOUK_OK ? e : compare(act, run, &news, id, matched);
}

/* ---- refunds --------------------------------------------------------------------------- */

enum outcome
reconcile_refund(struct act *act, const struct reconcile_run *run,
    const struct json_in *in, bool *ours, bool *matched)
{
	struct refund_news	 news = { .at = act->now / CLOCK_SECOND };
	struct stripe_taken	 taken = { .known = false };
	enum outcome		 e;

	*ours = false;
	*matched = true;
	if (in->type != JSON_OBJECT || !stripe_refund_read(act, in, &news))
		return SOUK_OK;
	if ((e = refund_news_take(act, &news, &taken)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK || (e = mark(act, sql_seen_refund, ":ref",
	    news.provider_ref)) != SOUK_OK)
		return e;
	*ours = true;
	*matched = !taken.changed && taken.problem == NULL;
	return *matched ? SOUK_OK : reconcile_note(act, run,
	    &(struct difference){ .kind = "refund", .ref = news.provider_ref,
		.payment_id = taken.payment_id, .currency = news.currency,
		.theirs = news.amount, .ours = 0,
		.mended = taken.problem == NULL });
}
