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

static enum outcome
agreed(struct act *act, const struct order_new *n, const char *person,
    enum wa_source source, const char *evidence)
{
	return wa_consent_put(act, &(struct wa_consent){
		.brand_id = n->brand_id, .person_id = person,
		.purpose = WA_SERVICE, .granted = true, .source = source,
		.evidence = evidence });
}

static enum outcome
person_of(struct act *act, const struct order_new *n, const char **person)
{
	*person = NULL;
	return way_of(n->told_by) != NOTICE_BY_WHATSAPP ? SOUK_OK :
	    wa_person_by_phone(act, n->brand_id, n->phone, person);
}

/* What the form says is kept with it: the proof that they agreed. */
enum outcome
order_told_agreed(struct act *act, const struct order_new *n)
{
	const char	*person;
	enum outcome	 e = person_of(act, n, &person);

	return e != SOUK_OK || person == NULL ? e : agreed(act, n, person,
	    WA_AT_CHECKOUT, order_messages[ORDER_TOLD_WHATSAPP].text[
	    n->locale]);
}

enum outcome
order_told_noted(struct act *act, const struct order_new *n)
{
	const char	*person;
	enum outcome	 e = person_of(act, n, &person);
	bool		 may;

	if (e != SOUK_OK || person == NULL ||
	    (e = wa_may(act, person, WA_SERVICE, &may)) != SOUK_OK || !may)
		return e;
	return agreed(act, n, person, WA_BY_STAFF, n->id);
}
