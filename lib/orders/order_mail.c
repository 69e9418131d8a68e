/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/accounts.h"
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
	const char		*topic;		/* of the buyer's */
} tales[] = {
	[TALE_PLACED] = { "placed", MAIL_ORDER_PLACED, MAIL_SHOP_ORDER,
	    false, "orders" },
	[TALE_CONFIRMED] = { "confirmed", MAIL_ORDER_CONFIRMED,
	    MAIL_TEMPLATE__MAX, true, "orders" },
	[TALE_PARCEL] = { "parcel", MAIL_ORDER_SHIPPED, MAIL_TEMPLATE__MAX,
	    true, "orders" },
	[TALE_DELIVERED] = { "delivered", MAIL_ORDER_DELIVERED,
	    MAIL_TEMPLATE__MAX, true, "orders" },
	[TALE_CANCELLED] = { "cancelled", MAIL_ORDER_CANCELLED,
	    MAIL_TEMPLATE__MAX, false, "orders" },
	[TALE_REFUNDED] = { "refunded", MAIL_ORDER_REFUNDED,
	    MAIL_TEMPLATE__MAX, false, "payments" },
	[TALE_PAYMENT_FAILED] = { "payment_failed",
	    MAIL_ORDER_PAYMENT_FAILED, MAIL_TEMPLATE__MAX, false, "payments" },
	[TALE_RETURN] = { "return", MAIL_ORDER_RETURN, MAIL_TEMPLATE__MAX,
	    false, "returns" },
	[TALE_RETURN_ASKED] = { "return_asked", MAIL_ORDER_RETURN,
	    MAIL_SHOP_RETURN, false, "returns" },
	[TALE_OFFER] = { "offer", MAIL_ORDER_OFFER, MAIL_SHOP_SHORT, false,
	    "orders" },
	[TALE_SHORT] = { "short", MAIL_TEMPLATE__MAX, MAIL_SHOP_SHORT,
	    false, "orders" },
	[TALE_INVITED] = { "invited", MAIL_ORDER_INVITED,
	    MAIL_TEMPLATE__MAX, false, "orders" },
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

/* ---- to the buyer ------------------------------------------------------- */

static enum outcome
is_wished(struct act *act, const struct telling *t, bool *wished)
{
	const char	*way = record_text(t->o, ORDER_TOLD_BY);
	struct stmt	*s;
	enum outcome	 e;

	*wished = true;
	/* Who chose another way for this order did not choose mails. */
	if (!tales[t->tale].wished || record_text(t->o, ORDER_USER) == NULL ||
	    (way != NULL && !text_equal(way, "email")))
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

/* What is said of it, in the language it is told in. */
#define TOLD	5
static void
fields_of(struct act *act, const struct telling *t, const char *link,
    struct mail_field fields[TOLD])
{
	const struct mail_field	 told[TOLD] = {
		{ "name", record_text(t->o, ORDER_NAME) },
		{ "order", arena_printf(act->arena, "%lld",
		    (long long)order_num(t->o, ORDER_NUMBER)) },
		{ "text", order_mail_text(act, t) },
		{ "link", link },
		{ NULL, NULL },
	};

	memcpy(fields, told, sizeof(told));
}

static enum outcome
tell_buyer(struct act *act, struct telling *t)
{
	const char		*id = record_text(t->o, ORDER_ID);
	struct mail_field	 fields[TOLD];
	enum outcome		 e;
	bool			 wished;

	if (tales[t->tale].buyer == MAIL_TEMPLATE__MAX)
		return SOUK_OK;
	if ((e = is_wished(act, t, &wished)) != SOUK_OK || !wished)
		return e;
	t->locale = locale_from_tag(record_text(t->o, ORDER_LOCALE));
	if (t->locale == LOCALE__MAX)
		t->locale = settings_locale(act->settings);
	fields_of(act, t, order_link(act, id), fields);
	return act->souk->notice(act, &(struct notice_new){
		.topic = tales[t->tale].topic,
		.template = tales[t->tale].buyer,
		.brand_id = record_text(t->o, ORDER_BRAND),
		.user_id = record_text(t->o, ORDER_USER),
		.email = record_text(t->o, ORDER_EMAIL),
		.phone = record_text(t->o, ORDER_PHONE),
		.way = record_text(t->o, ORDER_TOLD_BY),
		.locale = t->locale, .subject = "order", .subject_id = id,
		.link = arena_printf(act->arena, ORDER_PAGE "%s", id),
		.fields = fields });
}

/* To the shop's own address, and by a bell to who looks after orders. */
static enum outcome
tell_shop(struct act *act, struct telling *t)
{
	const char		*to = settings_text(act->settings,
				    &shop_settings, SHOP_EMAIL);
	const char		*id = record_text(t->o, ORDER_ID);
	const char		*path = arena_printf(act->arena,
				    "/admin/commandes/%s", id);
	const char		*brand = record_text(t->o, ORDER_BRAND);
	struct mail_field	 fields[TOLD];
	enum outcome		 e = SOUK_OK;

	if (tales[t->tale].shop == MAIL_TEMPLATE__MAX)
		return SOUK_OK;
	t->locale = settings_locale(act->settings);
	fields_of(act, t, arena_printf(act->arena, "%s%s",
	    act->config->base_url, path), fields);
	if (to != NULL && *to != '\0')
		e = act->souk->mail(act, &(struct mail_new){
			.template = tales[t->tale].shop, .brand_id = brand,
			.user_id = record_text(t->o, ORDER_USER), .to = to,
			.locale = t->locale, .fields = fields });
	/* An address that no mail can go to is nothing to try again. */
	if (e != SOUK_OK && e != SOUK_INVALID)
		return e;
	return act->souk->notice_staff(act, &(struct notice_new){
		.topic = "shop", .template = tales[t->tale].shop,
		.brand_id = brand, .subject = "order", .subject_id = id,
		.link = path, .fields = fields }, ORDER_VIEW);
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
