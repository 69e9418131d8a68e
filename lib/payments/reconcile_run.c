/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/money.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/reconcile.h"
#include "lib/payments/reconcile_parts.h"
#include "lib/payments/refund_stuck.h"
#include "lib/payments/shop.h"
#include "lib/settings/settings.h"

#define MARGIN		CLOCK_HOUR	/* to either end: clocks differ */
#define MAIL_LINES	20

static const char sql_left[] =
    "UPDATE reconcile_run SET state = 'failed', error = 'not finished',"
    " finished_at = :now WHERE brand_id = :brand AND state = 'running'";
static const char sql_begin[] =
    "INSERT INTO reconcile_run (id, brand_id, provider, since, until, state,"
    " created_at) VALUES (:id, :brand, 'stripe', :since, :now, 'running',"
    " :now)";
static const char sql_find[] =
    "SELECT brand_id, since, until, created_at FROM reconcile_run"
    " WHERE id = :id AND state = 'running'";
static const char sql_count[] =
    "UPDATE reconcile_run SET seen = seen + :seen,"
    " matched = matched + :matched WHERE id = :id";
static const char sql_note[] =
    "INSERT INTO reconcile_difference (id, run_id, kind, object_ref,"
    " payment_id, ours, theirs, currency, mended) VALUES (:id, :run, :kind,"
    " :ref, :payment, :ours, :theirs, :currency, :mended)";
static const char sql_more[] =
    "UPDATE reconcile_run SET differences = differences + 1 WHERE id = :id";
static const char sql_end[] =
    "UPDATE reconcile_run SET state = 'done', finished_at = :now"
    " WHERE id = :id AND state = 'running'";
/* What came by Stripe and is not in its list. */
static const char sql_only_ours[] =
    "SELECT id, intent_ref, received, currency FROM payment"
    " WHERE brand_id = :brand AND id > :after AND id < :before"
    " AND provider = 'stripe' AND received > 0"
    " AND (checked_at IS NULL OR checked_at < :begun)"
    " ORDER BY id LIMIT 1";
static const char sql_refund_only_ours[] =
    "SELECT r.id, r.provider_ref, r.payment_id, r.amount, p.currency"
    " FROM payment p JOIN payment_refund r ON r.payment_id = p.id"
    " WHERE p.brand_id = :brand AND p.id > :from AND p.provider = 'stripe'"
    " AND r.state IN ('waiting', 'sent', 'succeeded') AND r.id > :after"
    " AND r.id < :before AND r.created_at > :since"
    " AND (r.checked_at IS NULL OR r.checked_at < :begun)"
    " ORDER BY r.id LIMIT 1";
static const char sql_open[] =
    "SELECT kind, object_ref, ours, theirs, currency"
    " FROM reconcile_difference WHERE run_id = :run AND mended = 0"
    " ORDER BY id LIMIT :most";
static const char sql_open_count[] =
    "SELECT COUNT(*) FROM reconcile_difference WHERE run_id = :run"
    " AND mended = 0";

/* ---- begin -------------------------------------------------------------------------- */

enum outcome
reconcile_begin(struct act *act, struct reconcile_run *run)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = brand_ensure(act, &run->brand_id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_left);
	db_bind_text(s, ":brand", run->brand_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	run->id = typeid_new(act->arena, "rec", act->now);
	run->since = act->now - RECONCILE_DAYS * CLOCK_DAY;
	run->until = run->begun = act->now;
	s = db_sql(act->db, sql_begin);
	db_bind_text(s, ":id", run->id);
	db_bind_text(s, ":brand", run->brand_id);
	db_bind_int(s, ":since", run->since);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
reconcile_find(struct act *act, const char *id, struct reconcile_run *run)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		*run = (struct reconcile_run){ .id = id,
			.brand_id = db_copy(s, 0, act->arena),
			.since = db_int(s, 1), .until = db_int(s, 2),
			.begun = db_int(s, 3) };
	db_done(s);
	return e;
}

/* ---- in the middle --------------------------------------------------------------------- */

enum outcome
reconcile_count(struct act *act, const struct reconcile_run *run,
    int64_t seen, int64_t matched)
{
	struct stmt	*s = db_sql(act->db, sql_count);

	db_bind_int(s, ":seen", seen);
	db_bind_int(s, ":matched", matched);
	db_bind_text(s, ":id", run->id);
	return db_run(s);
}

enum outcome
reconcile_note(struct act *act, const struct reconcile_run *run,
    const struct difference *d)
{
	struct stmt	*s = db_sql(act->db, sql_note);
	enum outcome	 e;

	db_bind_text(s, ":id", typeid_new(act->arena, "diff", act->now));
	db_bind_text(s, ":run", run->id);
	db_bind_text(s, ":kind", d->kind);
	db_bind_text(s, ":ref", d->ref);
	db_bind_text(s, ":payment", d->payment_id);
	db_bind_int(s, ":ours", d->ours);
	db_bind_int(s, ":theirs", d->theirs);
	db_bind_text(s, ":currency", d->currency);
	db_bind_int(s, ":mended", d->mended);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_more);
	db_bind_text(s, ":id", run->id);
	return db_run(s);
}

/* ---- the end ------------------------------------------------------------------------------ */

static enum outcome
only_ours_next(struct act *act, const struct reconcile_run *run,
    struct difference *d)
{
	struct stmt	*s = db_sql(act->db, sql_only_ours);
	enum outcome	 e;

	db_bind_text(s, ":brand", run->brand_id);
	db_bind_text(s, ":after", d->payment_id);
	db_bind_text(s, ":before", typeid_first(act->arena, "pay",
	    run->until - MARGIN));
	db_bind_int(s, ":begun", run->begun);
	if ((e = db_step(s)) == SOUK_OK)
		*d = (struct difference){ .kind = "only_ours",
			.payment_id = db_copy(s, 0, act->arena),
			.ref = db_is_null(s, 1) ? db_copy(s, 0, act->arena) :
			    db_copy(s, 1, act->arena),
			.ours = db_int(s, 2),
			.currency = db_copy(s, 3, act->arena) };
	db_done(s);
	return e;
}

static enum outcome
only_ours(struct act *act, const struct reconcile_run *run)
{
	struct difference	 d = { .payment_id = typeid_first(act->arena,
				    "pay", run->since + MARGIN) };
	enum outcome		 e;

	while ((e = only_ours_next(act, run, &d)) == SOUK_OK)
		if ((e = reconcile_note(act, run, &d)) != SOUK_OK)
			return e;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
refund_next(struct act *act, const struct reconcile_run *run,
    const char **after, struct difference *d)
{
	struct stmt	*s = db_sql(act->db, sql_refund_only_ours);
	enum outcome	 e;

	db_bind_text(s, ":brand", run->brand_id);
	db_bind_text(s, ":from", typeid_first(act->arena, "pay", run->since -
	    365 * CLOCK_DAY));
	db_bind_text(s, ":after", *after);
	db_bind_text(s, ":before", typeid_first(act->arena, "refund",
	    run->until - CLOCK_DAY));
	db_bind_int(s, ":since", run->since + MARGIN);
	db_bind_int(s, ":begun", run->begun);
	if ((e = db_step(s)) == SOUK_OK) {
		*after = db_copy(s, 0, act->arena);
		*d = (struct difference){ .kind = "refund",
			.ref = db_is_null(s, 1) ? *after :
			    db_copy(s, 1, act->arena),
			.payment_id = db_copy(s, 2, act->arena),
			.ours = db_int(s, 3),
			.currency = db_copy(s, 4, act->arena) };
	}
	db_done(s);
	return e;
}

/* Also those that were asked for a day ago and have not reached Stripe. */
static enum outcome
refunds_only_ours(struct act *act, const struct reconcile_run *run)
{
	const char		*after = typeid_first(act->arena, "refund",
				    run->since);
	struct difference	 d;
	enum outcome		 e;

	while ((e = refund_next(act, run, &after, &d)) == SOUK_OK)
		if ((e = reconcile_note(act, run, &d)) != SOUK_OK)
			return e;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- told ------------------------------------------------------------------------------------ */

/* "state pi_…: 0,00 € / 23,90 €" a line: ours, then theirs. */
static enum outcome
lines_write(struct act *act, const struct reconcile_run *run, struct buf *b)
{
	const int	 locale = (int)settings_locale(act->settings);
	struct stmt	*s = db_sql(act->db, sql_open);
	const char	*currency;
	enum outcome	 e;

	db_bind_text(s, ":run", run->id);
	db_bind_int(s, ":most", MAIL_LINES);
	while ((e = db_step(s)) == SOUK_OK) {
		currency = db_is_null(s, 4) ? settings_currency(
		    act->settings) : db_text(s, 4, NULL);
		buf_printf(b, "%s %s: ", db_text(s, 0, NULL),
		    db_text(s, 1, NULL));
		money_show(b, db_int(s, 2), currency, locale);
		buf_puts(b, " / ");
		money_show(b, db_int(s, 3), currency, locale);
		buf_putc(b, '\n');
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
tell(struct act *act, const struct reconcile_run *run)
{
	struct stmt		*s = db_sql(act->db, sql_open_count);
	struct mail_field	 fields[] = { { "count", NULL },
		{ "text", NULL }, { "link", arena_printf(act->arena,
		"%s/admin/rapprochements", act->config->base_url) },
		{ NULL, NULL } };
	struct buf		 b;
	int64_t			 count;
	enum outcome		 e;

	db_bind_text(s, ":run", run->id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	count = db_int(s, 0);
	db_done(s);
	if (count == 0)
		return SOUK_OK;
	buf_init(&b, act->arena, 512);
	if ((e = lines_write(act, run, &b)) != SOUK_OK)
		return e;
	fields[0].text = arena_printf(act->arena, "%lld", (long long)count);
	fields[1].text = b.p;
	return payments_tell_shop(act, MAIL_RECONCILE, fields);
}

enum outcome
reconcile_end(struct act *act, const struct reconcile_run *run)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = only_ours(act, run)) != SOUK_OK ||
	    (e = refunds_only_ours(act, run)) != SOUK_OK ||
	    (e = refunds_again(act, run->brand_id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_end);
	db_bind_text(s, ":id", run->id);
	db_bind_int(s, ":now", act->now);
	return (e = db_run(s)) != SOUK_OK ? e : tell(act, run);
}
