/* SPDX-License-Identifier: ISC */
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/notify/deliver.h"
#include "lib/notify/notify.h"
#include "lib/notify/pace.h"
#include "lib/notify/queued.h"

/* souk's own words: the owner's would have to be read. */
bool
mail_now(struct act *act, const struct mail_new *new)
{
	const struct mail_transport	*transport = mail_transport(
					    act->config);
	const struct mail_letter	 letter = { .to = new->to,
		.id = typeid_new(act->arena, "mail", act->now),
		.text = mail_builtin(new->template, new->locale),
		.locale = new->locale, .fields = new->fields };
	struct mail_reply		 reply = { .text = "" };

	if (!mail_is_deliverable(new->to))
		return false;
	if (mail_deliver(act, transport, &letter, &reply) == MAIL_WENT)
		return true;
	log_line(LOG_WARN, "a mail past the queue did not go", "by",
	    transport->name, "reply", reply.text, NULL);
	return false;
}

enum outcome
mail_used(struct act *act, int64_t *used, int64_t *most)
{
	const struct mail_transport	*transport = mail_transport(
					    act->config);
	struct mail_quota		 quota;
	enum outcome			 e;

	*used = *most = 0;
	if (!transport->has_quota)
		return SOUK_OK;
	if ((e = mail_quota(act, transport, &quota)) != SOUK_OK)
		return e;
	*used = quota.used;
	*most = quota.most;
	return SOUK_OK;
}
