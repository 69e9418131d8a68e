/* SPDX-License-Identifier: ISC */
#include "fcgi/http/server.h"
#include "lib/settings/settings.h"

/*
 * The language of an answer: what the visitor chose (cookie), else what the
 * user's account says, else what the browser asks for, else the shop's.
 */
void
locale_choose(struct exchange *x)
{
	const char	*chosen = req_cookie(&x->req, "locale");
	enum locale	 locale = LOCALE__MAX;

	if (chosen != NULL)
		locale = locale_from_tag(chosen);
	if (locale == LOCALE__MAX && x->session_locale != NULL)
		locale = locale_from_tag(x->session_locale);
	if (locale == LOCALE__MAX)
		locale = locale_negotiate(
		    req_header(&x->req, "HTTP_ACCEPT_LANGUAGE"),
		    settings_locale(x->server->settings));
	x->req.act.locale = locale;
}
