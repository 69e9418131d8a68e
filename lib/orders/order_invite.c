/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* The link to pay what was sent to its buyer, once more. */
static const struct field asked[] = {
	[ORDER_LINK_MAIL] = { .name = "mail", .type = FIELD_BOOLEAN,
	    .initial = "false", .help = "To the buyer, too" },
};
static_assert(COUNT(asked) == ORDER_LINK__MAX, "a row for each field");
const struct fieldset order_link_fields = FIELDSET("OrderLink", NULL, asked);

static const struct field told[] = {
	[ORDER_LINK_URL] = { .name = "url", .type = FIELD_URL,
	    .help = "Whoever has it sees the order and may pay it" },
};
static_assert(COUNT(told) == ORDER_LINK_TOLD__MAX, "a row for each field");
const struct fieldset order_link_told_fields =
    FIELDSET("OrderPayLink", NULL, told);

static enum outcome
mail_again(struct act *act, const struct record *o)
{
	if (record_text(o, ORDER_EMAIL) == NULL)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NEEDS_EMAIL]);
	return order_tell(act, record_text(o, ORDER_ID), TALE_INVITED, NULL,
	    0);
}

enum outcome
order_invite(struct act *act, const char *id, const struct record *in,
    struct record **link)
{
	const bool	 mail = in->values[ORDER_LINK_MAIL].num == 1;
	struct record	*o;
	enum outcome	 e;

	if ((e = order_row_staff(act, id, &o)) != SOUK_OK)
		return e;
	order_follow(act, o);
	if (order_num(o, ORDER_DUE) == 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NOTHING_LEFT]);
	if (mail && (e = mail_again(act, o)) != SOUK_OK)
		return e;
	if ((e = order_event(act, id, &(struct order_news){
	    .kind = "link", .to = mail ? "mail" : NULL })) != SOUK_OK ||
	    (e = order_audit(act, "invite_order", o, NULL)) != SOUK_OK)
		return e;
	*link = record_new(act->arena, &order_link_told_fields);
	record_set_text(*link, ORDER_LINK_URL, order_link(act, id));
	return SOUK_OK;
}
