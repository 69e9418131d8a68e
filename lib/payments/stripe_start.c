/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/jobs.h"
#include "lib/payments/stripe_start.h"

#define ROUNDS	2

static const char sql_name[] =
    "UPDATE payment SET intent_ref = coalesce(intent_ref, :intent),"
    " session_ref = coalesce(session_ref, :session), updated_at = :now,"
    " version = version + 1 WHERE id = :id";

void
stripe_put_metadata(struct act *act, struct stripe_form *form,
    const char *where, const struct record *payment)
{
	static const struct { const char *name; int field; } names[] = {
		{ STRIPE_NOTE_PAYMENT, PAYMENT_ID },
		{ "souk_subject", PAYMENT_SUBJECT },
		{ STRIPE_NOTE_SUBJECT, PAYMENT_SUBJECT_ID },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		stripe_put(form, arena_printf(act->arena, "%s[%s]", where,
		    names[i].name), payment_text(payment, names[i].field));
}

/* ---- our side ---------------------------------------------------------------------- */

/* One under way whose other name Stripe has must not be paid as well. */
struct open { struct start *start; const struct start_way *way; bool anew; };

static enum outcome
open_step(struct act *act, void *arg)
{
	struct open			*o = arg;
	struct start			*st = o->start;
	const struct payment_ask	 ask = { st->subject, st->subject_id,
					    PROVIDER_STRIPE };
	enum outcome			 e;

	e = payment_open_due(act, &ask, &st->due, &st->payment);
	if (e != SOUK_OK || (!o->anew &&
	    payment_text(st->payment, o->way->other) == NULL))
		return e;
	if ((e = payment_close(act, st->payment)) != SOUK_OK)
		return e;
	return payment_open_due(act, &ask, &st->due, &st->payment);
}

struct name { const struct start_way *way; const char *id, *ref; };

static enum outcome
name_step(struct act *act, void *arg)
{
	const struct name	*n = arg;
	const bool		 intent = n->way->ref == PAYMENT_INTENT;
	struct stmt		*s = db_sql(act->db, sql_name);

	db_bind_text(s, ":id", n->id);
	db_bind_text(s, ":intent", intent ? n->ref : NULL);
	db_bind_text(s, ":session", intent ? NULL : n->ref);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

/* Paid or nearly, and nobody told us yet. */
static enum outcome
fetch_step(struct act *act, void *arg)
{
	const struct name	*n = arg;

	return payment_fetch_put(act, n->id);
}

/* ---- theirs -------------------------------------------------------------------------- */

static const char *
path_of(struct act *act, const struct start_way *way, const char *ref)
{
	struct buf	b;

	buf_init(&b, act->arena, 128);
	buf_printf(&b, "%s/", way->path);
	text_url_encode(&b, ref);
	return b.p;
}

/* False: its amount cannot be said there. */
static bool
ask(struct act *act, const struct start_way *way, const struct start *st,
    struct stripe_answer *answer)
{
	const char		*ref = payment_text(st->payment, way->ref);
	struct stripe_form	 form;

	if (ref != NULL) {
		stripe_ask(act, &(struct stripe_call){
		    .path = path_of(act, way, ref) }, answer);
		return true;
	}
	stripe_form_init(&form, act->arena);
	if (!way->form(act, st, &form))
		return false;
	stripe_ask(act, &(struct stripe_call){ .path = way->path,
		.form = form.text.p, .key = arena_printf(act->arena,
		"souk:%s:%s", payment_text(st->payment, PAYMENT_ID),
		way->suffix) }, answer);
	return true;
}

/*
 * It can no longer be paid under that name, but under another: also where
 * Stripe failed once and says so again, as long as it keeps the key.  Whatever
 * the first came to, nobody was shown where to pay it.
 */
static bool
needs_another(const struct start_way *way, const struct stripe_answer *answer)
{
	if (answer->end == STRIPE_TAKEN)
		return text_equal(stripe_text(answer->json, "status"),
		    way->gone);
	if (answer->end == STRIPE_UNSURE && answer->replayed)
		return answer->status / 100 == 5;
	return answer->end == STRIPE_REFUSED &&
	    (text_equal(answer->type, "idempotency_error") ||
	    text_equal(answer->param, "expires_at") ||
	    answer->status == 404);
}

static enum outcome
answer_take(struct act *act, const struct start_way *way,
    const struct start *st, const struct stripe_answer *answer,
    struct payment_start *out)
{
	const struct record		*payment = st->payment;
	const struct stripe_expected	 x = { .object = way->object,
		.amount_name = way->amount_name,
		.minor = payment_number(payment, PAYMENT_AMOUNT),
		.currency = payment_text(payment, PAYMENT_CURRENCY),
		.payment_id = payment_text(payment, PAYMENT_ID),
		.live = payment_number(payment, PAYMENT_LIVEMODE) != 0 };
	struct name			 name = { way, x.payment_id, NULL };
	enum outcome			 e;

	if ((e = stripe_outcome(act, answer)) != SOUK_OK)
		return e;
	if (!stripe_is_expected(act, answer->json, &x))
		return act_refuse(act, SOUK_UPSTREAM,
		    &payments_messages[PAYMENTS_DOWN]);
	name.ref = stripe_text(answer->json, "id");
	if (payment_text(payment, way->ref) == NULL &&
	    (e = db_tx(act, DB_WRITE, name_step, &name)) != SOUK_OK)
		return e;
	out->payment = st->payment;
	if (way->read(answer->json, out))
		return SOUK_OK;
	if ((e = db_tx(act, DB_WRITE, fetch_step, &name)) != SOUK_OK)
		return e;
	return act_refuse(act, SOUK_CONFLICT,
	    &payments_messages[PAYMENTS_UNDER_WAY]);
}

static enum outcome
start(struct act *act, const struct start_way *way, const char *subject,
    const char *subject_id, struct payment_start *out)
{
	struct start		 st = { .subject = subject,
				    .subject_id = subject_id };
	struct open		 open = { &st, way, false };
	struct stripe_answer	 answer;
	enum outcome		 e;

	*out = (struct payment_start){ .payment = NULL };
	for (int i = 0; i < ROUNDS; i++) {
		if ((e = db_tx(act, DB_WRITE, open_step, &open)) != SOUK_OK)
			return e;
		if (!ask(act, way, &st, &answer))
			return act_refuse(act, SOUK_CONFLICT,
			    &payments_messages[PAYMENTS_BAD_AMOUNT]);
		open.anew = needs_another(way, &answer);
		if (!open.anew)
			break;
	}
	return answer_take(act, way, &st, &answer, out);
}

enum outcome
payment_intent_start(struct act *act, const char *subject,
    const char *subject_id, struct payment_start *out)
{
	return start(act, &stripe_intent_way, subject, subject_id, out);
}

enum outcome
payment_session_start(struct act *act, const char *subject,
    const char *subject_id, struct payment_start *out)
{
	return start(act, &stripe_session_way, subject, subject_id, out);
}
