/* SPDX-License-Identifier: ISC */
/* Who chooses WhatsApp agrees to be written to there. */
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/whatsapp/whatsapp.h"

/* Of a topic, for the first time or again. */
static enum outcome
is_new(struct act *act, const char *topic, const struct notice_plan *plan,
    bool *chosen)
{
	struct notice_plan	 before;
	enum outcome		 e;

	if (!plan_has(plan, NOTICE_BY_WHATSAPP))
		return SOUK_OK;
	e = wish_plan(act, act->actor.user_id, topic, &before);
	*chosen |= e == SOUK_OK && !plan_has(&before, NOTICE_BY_WHATSAPP);
	return e;
}

/* What the page says is kept with it: the proof that they agreed.  A form that
 * was only sent again says nothing, lest it undo a STOP. */
enum outcome
wish_agree(struct act *act, const char *phone, const struct value *topics,
    const struct notice_plan *plans)
{
	const char	*person;
	bool		 chosen = false;
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < topics->count && e == SOUK_OK; i++)
		e = is_new(act, topics->items[i].values[WISH_TOPIC].text,
		    &plans[i], &chosen);
	if (e != SOUK_OK || !chosen)
		return e;
	e = wa_person_by_phone(act, act->actor.brand_id, phone, &person);
	return e != SOUK_OK ? e : wa_consent_put(act, &(struct wa_consent){
		.brand_id = act->actor.brand_id, .person_id = person,
		.purpose = WA_SERVICE, .granted = true,
		.source = WA_IN_ACCOUNT,
		.evidence = notice_messages[NOTICE_AGREED].text[
		act->locale] });
}
