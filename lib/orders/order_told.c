/* SPDX-License-Identifier: ISC */
/* How a buyer wants to hear of an order. */
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/notify/notice.h"
#include "lib/orders/order_parts.h"
#include "lib/whatsapp/whatsapp.h"

static const struct { const char *name; enum notice_way way; } ways[] = {
	{ "email", NOTICE_BY_EMAIL }, { "whatsapp", NOTICE_BY_WHATSAPP },
	{ "sms", NOTICE_BY_SMS },
};
const char *const	order_told_ways[] = { "email", "whatsapp", "sms",
    NULL };

static enum notice_way
way_of(const char *name)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (text_equal(ways[i].name, name))
			return ways[i].way;
	return NOTICE_BY_EMAIL;
}

bool
order_told_is_on(struct act *act, const char *brand_id, const char *way)
{
	return notice_way_is_on(act, brand_id, way_of(way));
}

enum outcome
order_told_check(struct act *act, const char *brand_id, const char *way,
    const char *phone)
{
	enum outcome	 e = SOUK_OK;

	if (way_of(way) == NOTICE_BY_EMAIL)
		return SOUK_OK;
	if (!order_told_is_on(act, brand_id, way))
		e = act_bad_field(act, "toldBy",
		    &order_messages[ORDER_TOLD_OFF]);
	if (phone == NULL)
		e = act_bad_field(act, "phone",
		    &base_messages[BASE_REQUIRED]);
	return e;
}

/* What the form says is kept with it: the proof that they agreed. */
enum outcome
order_told_agreed(struct act *act, const struct order_new *n)
{
	const char	*person;
	enum outcome	 e;

	if (way_of(n->told_by) != NOTICE_BY_WHATSAPP)
		return SOUK_OK;
	if ((e = wa_person_by_phone(act, n->brand_id, n->phone, &person)) !=
	    SOUK_OK)
		return e;
	return wa_consent_put(act, &(struct wa_consent){
		.brand_id = n->brand_id, .person_id = person,
		.purpose = WA_SERVICE, .granted = true,
		.source = WA_AT_CHECKOUT,
		.evidence = order_messages[ORDER_TOLD_WHATSAPP].text[
		n->locale] });
}
