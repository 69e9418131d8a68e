/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/profile.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/notify/notify.h"
#include "lib/orders/cart_parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

/*
 * The job orders.carts: one mail about a cart that was left, to who agreed to
 * hear of it, and forgets carts that nobody touched for long.  A cart is marked
 * by the transaction that puts its mail, so that it is told of once whoever is
 * killed; one that is ordered is gone, and is told of no more.  What nobody
 * wants to hear of is marked too (0), until it is touched again.
 */
#define AT_ONCE		20	/* carts of one transaction */
#define LATEST		(7 * CLOCK_DAY)	/* what is older has been let go */
#define NAMED		5	/* articles of a mail */

static const char sql_take[] =
    "UPDATE cart SET reminded_at = 0 WHERE id IN (SELECT c.id FROM cart c"
    " WHERE c.reminded_at IS NULL AND c.updated_at <= :before"
    " ORDER BY c.updated_at, c.id LIMIT :rows)"
    " RETURNING id, updated_at, user_id, guest, email, news, locale, brand_id";
static const char sql_told[] =
    "UPDATE cart SET reminded_at = :now WHERE id = :cart";
static const char sql_user[] =
    "SELECT email, locale FROM users WHERE id = :user AND is_active = 1";
static const char sql_sweep[] =
    "DELETE FROM cart WHERE id IN (SELECT c.id FROM cart c"
    " WHERE c.updated_at <= :before ORDER BY c.updated_at, c.id LIMIT :rows)"
    " RETURNING 1";

struct left {
	const char	*id, *user_id, *guest, *email, *locale, *brand_id;
	int64_t		 updated_at;
	bool		 news;
};

struct round { int64_t before; size_t taken; };

/* ---- whom ------------------------------------------------------------------- */

static enum outcome
carts_take(struct act *act, struct round *r, struct left *left)
{
	struct stmt	*s = db_sql(act->db, sql_take);
	enum outcome	 e;

	r->taken = 0;
	db_bind_int(s, ":before", r->before);
	db_bind_int(s, ":rows", AT_ONCE);
	while ((e = db_step(s)) == SOUK_OK)
		left[r->taken++] = (struct left){
			.id = db_copy(s, 0, act->arena),
			.updated_at = db_int(s, 1),
			.user_id = db_copy(s, 2, act->arena),
			.guest = db_copy(s, 3, act->arena),
			.email = db_copy(s, 4, act->arena),
			.news = db_int(s, 5) == 1,
			.locale = db_copy(s, 6, act->arena),
			.brand_id = db_copy(s, 7, act->arena),
		};
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A customer's address and consent are the account's. */
static enum outcome
customer_ask(struct act *act, struct left *left)
{
	struct stmt	*s = db_sql(act->db, sql_user);
	enum outcome	 e;

	left->news = false;
	db_bind_text(s, ":user", left->user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	left->email = db_copy(s, 0, act->arena);
	if (!db_is_null(s, 1))
		left->locale = db_copy(s, 1, act->arena);
	db_done(s);
	return consent_holds(act, left->user_id, "newsletter", &left->news);
}

/* ---- what ------------------------------------------------------------------- */

static const char *
lines_tell(struct act *act, const struct quote *q)
{
	struct buf	 text;
	size_t		 i, n = 0;

	buf_init(&text, act->arena, 256);
	for (i = 0; i < q->line_count && n < NAMED; i++) {
		if (q->lines[i].problem != NULL)
			continue;
		if (n++ > 0)
			buf_puts(&text, ", ");
		buf_puts(&text, arena_printf(act->arena, "%lld × %s",
		    (long long)q->lines[i].quantity, q->lines[i].name));
	}
	return n == 0 ? NULL : text.p;
}

static enum outcome
mail_put_for(struct act *act, const struct left *left, const char *lines)
{
	/* A guest's is found in any browser; a customer signs in. */
	const char		*link = left->user_id != NULL ?
				    arena_printf(act->arena, "%s/panier",
				    act->config->base_url) :
				    arena_printf(act->arena,
				    "%s/panier#panier=%s",
				    act->config->base_url,
				    cart_pass(act, left->id));
	const struct mail_field	 fields[] = {
		{ "text", lines }, { "link", link }, { NULL, NULL } };
	struct stmt		*s;
	enum outcome		 e;

	e = mail_put(act, &(struct mail_new){ .template = MAIL_CART_LEFT,
		.brand_id = left->brand_id, .user_id = left->user_id,
		.to = left->email, .locale = act->locale, .fields = fields });
	if (e != SOUK_OK)	/* no address that a mail can carry */
		return e == SOUK_INVALID ? SOUK_OK : e;
	s = db_sql(act->db, sql_told);
	db_bind_text(s, ":cart", left->id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* In the eyes of its owner: what can still be bought of it. */
static enum outcome
cart_tell(struct act *act, const struct left *left)
{
	const char	*lines;
	struct quote	*quote;
	struct cart	 cart;
	enum outcome	 e;

	act->actor = (struct actor){ .user_id = left->user_id,
		.brand_id = left->brand_id, .guest = left->guest };
	act->locale = locale_from_tag(left->locale);
	if (act->locale == LOCALE__MAX)
		act->locale = settings_locale(act->settings);
	if ((e = cart_read(act, &cart)) != SOUK_OK || cart.count == 0)
		return e;
	e = cart_quote(act, &cart, &quote);
	if (e == SOUK_INVALID) {
		memset(&act->problem, 0, sizeof(act->problem));
		return SOUK_OK;
	}
	if (e != SOUK_OK || (lines = lines_tell(act, quote)) == NULL)
		return e;
	return mail_put_for(act, left, lines);
}

static enum outcome
round_step(struct act *act, void *arg)
{
	const struct actor	 before = act->actor;
	const enum locale	 locale = act->locale;
	struct round		*r = arg;
	struct left		*left = arena_array(act->arena, AT_ONCE,
				    sizeof(*left));
	enum outcome		 e = carts_take(act, r, left);
	size_t			 i;

	for (i = 0; i < r->taken && e == SOUK_OK; i++) {
		if (left[i].updated_at < r->before - LATEST)
			continue;
		if (left[i].user_id != NULL)
			e = customer_ask(act, &left[i]);
		if (e == SOUK_OK && left[i].news && left[i].email != NULL)
			e = cart_tell(act, &left[i]);
	}
	act->actor = before;
	act->locale = locale;
	return e;
}

/* ---- the job ------------------------------------------------------------------ */

static enum outcome
remind(struct act *act, const struct job *job, int64_t hours)
{
	struct round	 r = { .before = act->now - hours * CLOCK_HOUR };
	enum outcome	 e;

	do {
		if ((e = db_tx(act, DB_WRITE, round_step, &r)) != SOUK_OK ||
		    (e = queue_extend(act, job)) != SOUK_OK)
			return e;
	} while (r.taken == AT_ONCE);
	return SOUK_OK;
}

static enum outcome
carts_run(struct act *act, const struct job *job)
{
	const int64_t		 hours = settings_int(act->settings,
				    &orders_settings, ORDERS_CART_HOURS);
	const struct queue_kept	 kept[] = {
		{ sql_sweep, settings_int(act->settings, &orders_settings,
		    ORDERS_CART_DAYS) * CLOCK_DAY },
		{ NULL, 0 },
	};
	enum outcome		 e;

	if (hours > 0 && (e = remind(act, job, hours)) != SOUK_OK)
		return e;
	return queue_sweep(act, job, kept);
}

const struct job_kind orders_carts = {
	.name = "orders.carts", .lane = LANE_WORK, .run = carts_run,
	.max_attempts = 5, .lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
