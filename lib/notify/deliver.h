/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_DELIVER_H
#define SOUK_NOTIFY_DELIVER_H

#include "lib/notify/template.h"
#include "lib/notify/transport.h"

/* A mail whose words and facts are all there. */
struct mail_letter {
	const char		*id, *to;
	const struct mail_text	*text;
	enum locale		 locale;
	const struct mail_field	*fields;
};

/* Renders it and hands it over.  Outside of any transaction. */
enum mail_fate	 mail_deliver(struct act *, const struct mail_transport *,
		    const struct mail_letter *, struct mail_reply *);

#endif
