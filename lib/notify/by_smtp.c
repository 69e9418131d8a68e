/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "lib/notify/transport.h"

/*
 * A reply to the mail itself is a word about it: 5xx is for good.  What went
 * wrong before that is nobody's fault who gets mail.
 */
static enum mail_fate
fate(enum net_result result, int code)
{
	switch (result) {
	case NET_REFUSED:
		return MAIL_NEVER;
	case NET_UNREACHED:
	case NET_UNKNOWN:
		return MAIL_AGAIN;
	case NET_OK:
		break;
	}
	return code < 400 ? MAIL_WENT : code < 500 ? MAIL_AGAIN : MAIL_NEVER;
}

static enum mail_fate
smtp_send(struct act *act, const struct mail_message *m,
    struct mail_reply *reply)
{
	const struct config	*c = act->config;
	struct net_mail		 mail = {
		.url = c->smtp_url,
		.user = c->smtp_user,
		.password = c->smtp_password,
		.name = text_url_host(act->arena, c->base_url),
		.from = m->from,
		.to = m->to,
	};
	struct net_delivery	 delivery;
	enum net_result		 result;

	mail.message = mail_message(act->arena, m, &mail.len);
	if (mail.name[0] == '[')	/* an IPv6 address */
		mail.name = "localhost";
	result = net_mail(act, &mail, &delivery);
	reply->text = result == NET_OK ? delivery.text :
	    arena_printf(act->arena, "%s: %s", net_result_name(result),
	    delivery.text);
	return fate(result, delivery.code);
}

const struct mail_transport mail_by_smtp = {
	.name = "smtp",
	.send = smtp_send,
};
