/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_RENDER_H
#define SOUK_NOTIFY_RENDER_H

#include "lib/notify/template.h"

/* What makes a mail of a source. */
struct mail_content {
	const struct mail_text	*text;
	enum locale		 locale;
	const struct mail_field	*fields;	/* ends with name NULL */
};
struct mail_rendered {
	const char	*subject;		/* one line */
	const char	*plain, *html;
};

/* With the shop's name, address and mail as they are now. */
void	mail_render(struct act *, const struct mail_content *,
	    struct mail_rendered *);

#endif
