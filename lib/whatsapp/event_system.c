/* SPDX-License-Identifier: ISC */
/* People whose number or name at Meta is another now. */
#include "lib/base/text.h"
#include "lib/whatsapp/told.h"

static const char *
first_of(const struct json_in *o, const char *a, const char *b)
{
	const char	*text = wa_text(o, a);

	return text != NULL ? text : wa_text(o, b);
}

/* As they were called; the message itself may say less than its system. */
static void
names_before(struct act *act, const struct wa_item *it,
    const struct json_in *system, struct wa_names *names)
{
	const char	*number = wa_text(system, "customer");
	const char	*ref = wa_text(it->item, "from_user_id");

	if (!wa_is_digits(number))
		number = first_of(it->item, "from", "wa_id");
	*names = (struct wa_names){
		.wa_id = wa_name(act->arena, number),
		.user_ref = wa_name(act->arena, ref) };
}

/* One more name of the first is of older versions. */
static bool
is_rename(const char *type)
{
	return text_equal(type, "user_changed_number") ||
	    text_equal(type, "customer_changed_number") ||
	    text_equal(type, "user_changed_user_id");
}

enum outcome
wa_system_apply(struct act *act, struct wa_item *it)
{
	const struct json_in	*system = wa_object(it->item, "system");
	const char		*type = wa_text(system, "type");
	struct wa_names		 before, after = {
		.wa_id = wa_name(act->arena, first_of(system, "new_wa_id",
		    "wa_id")),
		.user_ref = wa_name(act->arena, first_of(system, "user_id",
		    "new_user_id")) };
	enum outcome		 e;

	it->outcome = "nothing";
	names_before(act, it, system, &before);
	e = wa_person_find(act, it->brand_id, &before, &it->person_id);
	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;		/* they never wrote to us */
	if (e != SOUK_OK || !is_rename(type)) {
		if (!text_equal(type, "customer_identity_changed"))
			it->outcome = "unknown";
		return e;
	}
	it->outcome = "applied";
	if (after.wa_id == NULL && after.user_ref == NULL)
		return SOUK_INVALID;
	return wa_person_rename(act, it->brand_id, &it->person_id, &after);
}
