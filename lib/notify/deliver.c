/* SPDX-License-Identifier: ISC */
#include "lib/notify/deliver.h"

#include "lib/base/config.h"
#include "lib/notify/render.h"
#include "lib/settings/settings.h"

enum mail_fate
mail_deliver(struct act *act, const struct mail_transport *transport,
    const struct mail_letter *letter, struct mail_reply *reply)
{
	const struct settings	*set = act->settings;
	struct mail_message	 m = {
		.id = letter->id,
		.date = act->now,
		.from_name = settings_text(set, &shop_settings, SHOP_NAME),
		.from = act->config->mail_from,
		.reply_to = settings_text(set, &shop_settings, SHOP_EMAIL),
		.to = letter->to,
	};
	struct mail_rendered	 out;

	mail_render(act, &(struct mail_content){ .text = letter->text,
	    .locale = letter->locale, .fields = letter->fields }, &out);
	m.subject = out.subject;
	m.text = out.plain;
	m.html = out.html;
	return transport->send(act, &m, reply);
}
