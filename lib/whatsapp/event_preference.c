/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"

/* They told Meta whether they want a shop's offers. */
enum outcome
wa_preference_apply(struct act *act, struct wa_item *it)
{
	const char		*value = wa_text(it->item, "value");
	const bool		 stops = text_equal(value, "stop");
	const struct wa_names	 names = {
		.wa_id = wa_name(act->arena, wa_text(it->item, "wa_id")),
		.user_ref = wa_name(act->arena, wa_text(it->item,
		    "user_id")) };
	struct wa_consent	 c = { .brand_id = it->brand_id,
		.purpose = WA_MARKETING, .granted = !stops,
		.source = WA_BY_META };
	const char		*detail = wa_text(it->item, "detail");
	enum outcome		 e;

	if ((!stops && !text_equal(value, "resume")) ||
	    !text_equal(wa_text(it->item, "category"), "marketing_messages")) {
		it->outcome = "unknown";
		return SOUK_OK;
	}
	e = wa_person_named(act, it->brand_id, &names, &it->person_id);
	if (e != SOUK_OK)
		return e;
	c.person_id = it->person_id;
	c.evidence = detail != NULL ? detail : value;
	return wa_consent_at(act, &c, it->made_at);
}
