/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/orders/order_mail.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * Who hears what of an order: by a job, which writes the texts from what is
 * stored, so that whoever orders does not wait for it.
 */
static const struct tale {
	const char		*name;		/* in the job */
	enum mail_template	 buyer, shop;	/* MAIL_TEMPLATE__MAX: not */
	bool			 wished;	/* only who wants each step */
} tales[] = {
	[TALE_PLACED] = { "placed", MAIL_ORDER_PLACED, MAIL_SHOP_ORDER,
	    false },
	[TALE_CONFIRMED] = { "confirmed", MAIL_ORDER_CONFIRMED,
	    MAIL_TEMPLATE__MAX, true },
	[TALE_PARCEL] = { "parcel", MAIL_ORDER_SHIPPED, MAIL_TEMPLATE__MAX,
	    true },
	[TALE_DELIVERED] = { "delivered", MAIL_ORDER_DELIVERED,
	    MAIL_TEMPLATE__MAX, true },
	[TALE_CANCELLED] = { "cancelled", MAIL_ORDER_CANCELLED,
	    MAIL_TEMPLATE__MAX, false },
	[TALE_REFUNDED] = { "refunded", MAIL_ORDER_REFUNDED,
	    MAIL_TEMPLATE__MAX, false },
	[TALE_PAYMENT_FAILED] = { "payment_failed",
	    MAIL_ORDER_PAYMENT_FAILED, MAIL_TEMPLATE__MAX, false },
	[TALE_RETURN] = { "return", MAIL_ORDER_RETURN, MAIL_TEMPLATE__MAX,
	    false },
	[TALE_RETURN_ASKED] = { "return_asked", MAIL_ORDER_RETURN,
	    MAIL_SHOP_RETURN, false },
	[TALE_OFFER] = { "offer", MAIL_ORDER_OFFER, MAIL_SHOP_SHORT, false },
	[TALE_SHORT] = { "short", MAIL_TEMPLATE__MAX, MAIL_SHOP_SHORT,
	    false },
	[TALE_INVITED] = { "invited", MAIL_ORDER_INVITED,
	    MAIL_TEMPLATE__MAX, false },
};
static_assert(COUNT(tales) == TALE__MAX, "a row for each tale");

static const char sql_unwished[] =
    "SELECT 1 FROM preference WHERE user_id = :user AND order_mail = 0";

enum outcome
order_tell(struct act *act, const char *id, enum order_tale tale,
    const char *what, int64_t amount)
{
	return queue_put(act, &(struct job_new){ .kind = "orders.tell",
		.payload = arena_printf(act->arena, "{\"order\":\"%s\","
		"\"tale\":\"%s\",\"what\":\"%s\",\"amount\":\"%lld\"}", id,
		tales[tale].name, what != NULL ? what : "",
		(long long)amount) }, NULL);
}

/* ---- to the buyer ---------------------------------------------------------------- */

static enum outcome
is_wished(struct act *act, const struct telling *t, bool *wished)
{
	struct stmt	*s;
	enum outcome	 e;

	*wished = true;
	if (!tales[t->tale].wished || record_text(t->o, ORDER_USER) == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_unwished);
	db_bind_text(s, ":user", record_text(t->o, ORDER_USER));
	e = db_step(s);
	db_done(s);
	*wished = e == SOUK_NOT_FOUND;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const char *
order_link(struct act *act, const char *id)
{
	return arena_printf(act->arena, "%s" ORDER_PAGE "%s#pass=%s",
	    act->config->base_url, id, order_pass(act, id));
}

static enum outcome
put(struct act *act, const struct telling *t, enum mail_template template,
    const char *to, const char *link)
{
	const struct mail_field	 fields[] = {
		{ "name", record_text(t->o, ORDER_NAME) },
		{ "order", arena_printf(act->arena, "%lld",
		    (long long)order_num(t->o, ORDER_NUMBER)) },
		{ "text", order_mail_text(act, t) },
		{ "link", link },
		{ NULL, NULL },
	};
	enum outcome		 e;

	e = act->souk->mail(act, &(struct mail_new){ .template = template,
		.brand_id = record_text(t->o, ORDER_BRAND),
		.user_id = record_text(t->o, ORDER_USER), .to = to,
		.locale = t->locale, .fields = fields });
	/* An address that no mail can go to is nothing to try again. */
	return e == SOUK_INVALID ? SOUK_OK : e;
}

static enum outcome
tell_buyer(struct act *act, struct telling *t)
{
	const char	*to = record_text(t->o, ORDER_EMAIL);
	enum outcome	 e;
	bool		 wished;

	if (tales[t->tale].buyer == MAIL_TEMPLATE__MAX || to == NULL)
		return SOUK_OK;
	if ((e = is_wished(act, t, &wished)) != SOUK_OK || !wished)
		return e;
	t->locale = locale_from_tag(record_text(t->o, ORDER_LOCALE));
	if (t->locale == LOCALE__MAX)
		t->locale = settings_locale(act->settings);
	return put(act, t, tales[t->tale].buyer, to,
	    order_link(act, record_text(t->o, ORDER_ID)));
}

static enum outcome
tell_shop(struct act *act, struct telling *t)
{
	const char	*to = settings_text(act->settings, &shop_settings,
			    SHOP_EMAIL);

	if (tales[t->tale].shop == MAIL_TEMPLATE__MAX || to == NULL ||
	    *to == '\0')
		return SOUK_OK;
	t->locale = settings_locale(act->settings);
	return put(act, t, tales[t->tale].shop, to, arena_printf(act->arena,
	    "%s/admin/commandes/%s", act->config->base_url,
	    record_text(t->o, ORDER_ID)));
}

static enum order_tale
tale_find(const char *name)
{
	int	 i;

	for (i = 0; i < TALE__MAX; i++)
		if (text_equal(tales[i].name, name))
			break;
	return (enum order_tale)i;
}

static enum outcome
run(struct act *act, const struct job *job)
{
	const char	*amount = job_text(act, job, "amount");
	struct telling	 t = { .tale = tale_find(job_text(act, job, "tale")),
			    .what = job_text(act, job, "what") };
	enum outcome	 e;

	if (t.tale == TALE__MAX)
		return SOUK_INVALID;
	if (amount == NULL || !text_to_int(amount, &t.amount))
		t.amount = 0;
	e = order_row(act, job_text(act, job, "order"), &t.o);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if ((e = order_parts(act, t.o, false)) != SOUK_OK ||
	    (e = tell_buyer(act, &t)) != SOUK_OK)
		return e;
	return tell_shop(act, &t);
}

static const char *const shown[] = { "order", "tale", NULL };

const struct job_kind orders_tell = {
	.name = "orders.tell",
	.lane = LANE_WORK,
	.tx = true,
	.run = run,
	.max_attempts = 5,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
	.shown = shown,
};
