/* SPDX-License-Identifier: ISC */
#include "lib/notify/template.h"

#include <assert.h>
#include <string.h>

#include "lib/base/text.h"

const struct mail_kind mail_templates[MAIL_TEMPLATE__MAX] = {
	[MAIL_CONFIRM_ADDRESS] = { "confirm_address", "name link minutes" },
	[MAIL_ADDRESS_KNOWN] = { "address_known", "name link" },
	[MAIL_RESET_PASSWORD] = { "reset_password", "name link minutes" },
	[MAIL_PASSWORD_CHANGED] = { "password_changed", "name time address" },
	[MAIL_CONFIRM_CHANGE] = { "confirm_change", "name link minutes" },
	[MAIL_ADDRESS_CHANGED] = { "address_changed", "name newEmail time" },
	[MAIL_NEW_SIGN_IN] = { "new_sign_in", "name time address device" },
	[MAIL_SECOND_FACTOR_ON] = { "second_factor_on", "name time" },
	[MAIL_SECOND_FACTOR_OFF] = { "second_factor_off", "name time" },
	[MAIL_IDENTITY_LINKED] = { "identity_linked", "name provider time" },
	[MAIL_API_KEY_MADE] = { "api_key_made", "name key time" },
	[MAIL_WELCOME] = { "welcome", "name link" },
	[MAIL_EXPORT_READY] = { "export_ready", "name link" },
	[MAIL_ERASED] = { "erased", "name" },
	[MAIL_INCIDENT] = { "incident", "name text" },
	[MAIL_CONTACT] = { "contact", "name email phone subject text" },
	[MAIL_CONTACT_RECEIVED] = { "contact_received", "name text" },
	[MAIL_CONTACT_REPLY] = { "contact_reply", "name subject text" },
	[MAIL_CONTACT_WAITS] = { "contact_waits", "count text link" },
	[MAIL_TALK_GIVEN] = { "talk_given", "name text link" },
	[MAIL_NEWSLETTER] = { "newsletter", "name text link" },
	[MAIL_CART_LEFT] = { "cart_left", "text link" },
	[MAIL_BOOKING_CONFIRMED] = { "booking_confirmed",
	    "name shop time people link" },
	[MAIL_BOOKING_CHANGED] = { "booking_changed",
	    "name shop time people link" },
	[MAIL_BOOKING_CANCELLED] = { "booking_cancelled",
	    "name shop time people link" },
	[MAIL_BOOKING_REMINDER] = { "booking_reminder",
	    "name shop time people link" },
	[MAIL_TEST] = { "test", "time" },
	[MAIL_ALERT] = { "alert", "alert time text link" },
	[MAIL_ALERT_CLOSED] = { "alert_closed", "alert time text link" },
	[MAIL_DISPUTE] = { "dispute", "amount reason reference link" },
	[MAIL_DISPUTE_DUE] = { "dispute_due",
	    "amount reason reference time link" },
	[MAIL_REFUND_STUCK] = { "refund_stuck", "amount reference link" },
	[MAIL_RECONCILE] = { "reconcile", "count text link" },
	[MAIL_ORDER_PLACED] = { "order_placed", "name order text link" },
	[MAIL_ORDER_CONFIRMED] = { "order_confirmed", "name order text link" },
	[MAIL_ORDER_SHIPPED] = { "order_shipped", "name order text link" },
	[MAIL_ORDER_DELIVERED] = { "order_delivered", "name order text link" },
	[MAIL_ORDER_CANCELLED] = { "order_cancelled", "name order text link" },
	[MAIL_ORDER_REFUNDED] = { "order_refunded", "name order text link" },
	[MAIL_ORDER_PAYMENT_FAILED] = { "order_payment_failed",
	    "name order text link" },
	[MAIL_ORDER_RETURN] = { "order_return", "name order text link" },
	[MAIL_ORDER_OFFER] = { "order_offer", "name order text link" },
	[MAIL_ORDER_INVITED] = { "order_invited", "name order text link" },
	[MAIL_SHOP_ORDER] = { "shop_order", "order text link" },
	[MAIL_SHOP_SHORT] = { "shop_short", "order text link" },
	[MAIL_SHOP_RETURN] = { "shop_return", "order text link" },
	[MAIL_STOCK_LOW] = { "stock_low", "text link" },
};

enum mail_template
mail_template_find(const char *name)
{
	int	 i;

	for (i = 0; i < MAIL_TEMPLATE__MAX; i++)
		if (text_equal(mail_templates[i].name, name))
			break;
	return (enum mail_template)i;
}

const struct mail_text *
mail_builtin(enum mail_template template, enum locale locale)
{
	static const struct mail_group *const	 groups[] = {
		&mail_texts_account, &mail_texts_security, &mail_texts_shop,
		&mail_texts_booking, &mail_texts_orders };
	static const struct mail_text		 none = { "", "" };

	for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++)
		for (size_t i = 0; i < groups[g]->count; i++)
			if (groups[g]->mails[i].template == template)
				return &groups[g]->mails[i].text[locale];
	assert(!"a template without a text");
	return &none;
}

static size_t
name_length(const char *p, const char *end)
{
	const char	*from = p;

	while (p < end && ((*p >= 'a' && *p <= 'z') ||
	    (*p >= 'A' && *p <= 'Z')))
		p++;
	return (size_t)(p - from);
}

bool
mail_piece_next(const char **source, const char *end,
    struct mail_piece *piece)
{
	const char	*p = *source, *from = p;
	size_t		 len;

	if (p >= end)
		return false;
	for (; p < end; p++) {
		if (*p != '{')
			continue;
		len = name_length(p + 1, end);
		if (len == 0 || p + len + 1 >= end || p[len + 1] != '}')
			continue;
		if (p > from)
			break;
		*piece = (struct mail_piece){ p + 1, len, true };
		*source = p + len + 2;
		return true;
	}
	*piece = (struct mail_piece){ from, (size_t)(p - from), false };
	*source = p;
	return true;
}
