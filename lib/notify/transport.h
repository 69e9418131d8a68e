/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_TRANSPORT_H
#define SOUK_NOTIFY_TRANSPORT_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/notify/message.h"

/*
 * Ways out of the shop.  Which one is configuration: Resend if there is a key
 * for it, else SMTP if there is a server, else files below home/mail, so that
 * a shop without either works too.
 */
enum mail_fate {
	MAIL_WENT,		/* taken over by the other side */
	MAIL_AGAIN,		/* did not go, or may not have */
	MAIL_LATER,		/* not now; counts as no attempt */
	MAIL_NEVER,		/* refused for good */
};

struct mail_reply {
	const char	*text;		/* one line, for the owner */
	int64_t		 wait;		/* LATER: so many ms */
};

struct mail_transport {
	const char	*name;		/* in the database and the API */
	bool		 has_quota;
	/* Outside of any transaction. */
	enum mail_fate	(*send)(struct act *, const struct mail_message *,
			    struct mail_reply *);
};

const struct mail_transport	*mail_transport(const struct config *);
extern const struct mail_transport	mail_by_file, mail_by_resend,
					mail_by_smtp;
/* Where a mail stands that went into a file. */
char		*mail_file(struct act *, const char *id);

#endif
