/* SPDX-License-Identifier: ISC */
/* To everybody who takes part, in their order, until one refuses. */
#include "lib/souk.h"
#include "lib/whatsapp/whatsapp.h"

enum outcome
wa_tell_came(struct act *act, const struct wa_inbound *message)
{
	const struct wa_user *const	*u = act->souk->wa_users;
	enum outcome			 e = SOUK_OK;

	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->came != NULL)
			e = (*u)->came(act, message);
	return e;
}

enum outcome
wa_tell(struct act *act, const struct wa_told *told)
{
	const struct wa_user *const	*u = act->souk->wa_users;
	enum outcome			 e = SOUK_OK;

	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->told != NULL)
			e = (*u)->told(act, told);
	return e;
}

enum outcome
wa_tell_changed(struct act *act, const struct wa_change *change)
{
	const struct wa_user *const	*u = act->souk->wa_users;
	enum outcome			 e = SOUK_OK;

	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->changed != NULL)
			e = (*u)->changed(act, change);
	return e;
}

enum outcome
wa_tell_merged(struct act *act, const char *from, const char *into)
{
	const struct wa_user *const	*u = act->souk->wa_users;
	enum outcome			 e = SOUK_OK;

	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->merged != NULL)
			e = (*u)->merged(act, from, into);
	return e;
}

enum outcome
wa_tell_forget(struct act *act, const char *person_id)
{
	const struct wa_user *const	*u = act->souk->wa_users;
	enum outcome			 e = SOUK_OK;

	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->forget != NULL)
			e = (*u)->forget(act, person_id);
	return e;
}
