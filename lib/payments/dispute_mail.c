/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/money.h"
#include "lib/db/db.h"
#include "lib/payments/dispute.h"
#include "lib/payments/dispute_mail.h"
#include "lib/payments/shop.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

static const char sql_read[] =
    "SELECT brand_id, provider_ref, amount, currency, reason, due_at"
    " FROM payment_dispute WHERE id = :id";
static const char sql_due[] =
    "SELECT id FROM payment_dispute WHERE closed_at IS NULL"
    " AND due_at > :now AND due_at <= :soon AND told_at IS NULL"
    " ORDER BY due_at LIMIT 1";
static const char sql_told[] =
    "UPDATE payment_dispute SET told_at = :now WHERE id = :id"
    " AND told_at IS NULL";

struct told {
	const char	*brand_id, *ref, *reason, *amount;
	int64_t		 due_at;	/* 0: none */
};

static enum outcome
told_read(struct act *act, const char *id, struct told *told)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	struct buf	 b;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	buf_init(&b, act->arena, 32);
	money_show(&b, db_int(s, 2), db_text(s, 3, NULL),
	    (int)settings_locale(act->settings));
	*told = (struct told){ .brand_id = db_copy(s, 0, act->arena),
		.ref = db_copy(s, 1, act->arena), .amount = b.p,
		.reason = db_copy(s, 4, act->arena),
		.due_at = db_is_null(s, 5) ? 0 : db_int(s, 5) };
	db_done(s);
	return SOUK_OK;
}

static enum outcome
mail(struct act *act, const struct told *told)
{
	char			 time[CLOCK_TEXT];
	const struct mail_field	 fields[] = {
		{ "amount", told->amount },
		{ "reason", told->reason },
		{ "reference", told->ref },
		{ "time", time },
		{ "link", arena_printf(act->arena, "%s/admin/litiges",
		    act->config->base_url) },
		{ NULL, NULL } };

	clock_text(told->due_at > 0 ? told->due_at : act->now, time);
	return payments_tell_shop(act, told->due_at > 0 ? MAIL_DISPUTE_DUE :
	    MAIL_DISPUTE, fields);
}

enum outcome
dispute_tell_begun(struct act *act, const char *id)
{
	struct told	 told;
	enum outcome	 e = told_read(act, id, &told);

	return e != SOUK_OK ? e : mail(act, &told);
}

/* ---- before it is due ---------------------------------------------------------- */

static enum outcome
due_next(struct act *act, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_due);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":soon", act->now + DISPUTE_WARN_DAYS * CLOCK_DAY);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static enum outcome
warn_one(struct act *act, void *arg)
{
	const char	*brand = act->actor.brand_id, *id;
	struct told	 told;
	struct stmt	*s;
	enum outcome	 e;

	(void)arg;
	if ((e = due_next(act, &id)) != SOUK_OK ||
	    (e = told_read(act, id, &told)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_told);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	act->actor.brand_id = told.brand_id;
	e = mail(act, &told);
	act->actor.brand_id = brand;
	return e;
}

static enum outcome
warn(struct act *act, const struct job *job)
{
	enum outcome	 e;

	(void)job;
	while ((e = db_tx(act, DB_WRITE, warn_one, NULL)) == SOUK_OK)
		continue;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct job_kind payments_disputes = {
	.name = "payments.disputes", .lane = LANE_WORK, .run = warn,
	.max_attempts = 5, .lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
