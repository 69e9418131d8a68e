/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_TEMPLATE_H
#define SOUK_NOTIFY_TEMPLATE_H

#include "lib/souk.h"

/* Private to lib/notify: what the mails are called. */
struct mail_kind {
	const char	*name;		/* in the database and the API */
	const char	*fields;	/* what it is told, a blank between */
};

extern const struct mail_kind	mail_templates[MAIL_TEMPLATE__MAX];

#endif
