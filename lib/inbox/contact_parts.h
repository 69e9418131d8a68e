/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_CONTACT_PARTS_H
#define SOUK_INBOX_CONTACT_PARTS_H

#include "lib/inbox/contact.h"

/* What the files of the contact form share. */

/* contact_stamp.c: what a stamp that came back says. */
enum stamp {
	STAMP_NONE,		/* there is none */
	STAMP_FORGED,		/* or sent back within a moment */
	STAMP_OLD,
	STAMP_BARE,		/* ours, but nobody worked for it */
	STAMP_WORKED,
};
enum stamp	 contact_stamp_look(struct act *, const char *);
/* Without the work behind it. */
size_t		 contact_stamp_length(const char *);

/* contact_mail.c: in the transaction of the message. */
struct contact_words { const char *name, *email, *phone, *subject, *message; };
/* Whoever looks after the shop is told, by mail and by their bells. */
enum outcome	 contact_tell(struct act *, const char *conversation_id,
		    const struct contact_words *);
/* That it came, to who wrote it, where the shop wants that; to an address
 * once a day, for anybody may type in anybody's. */
enum outcome	 contact_acknowledge(struct act *, const char *brand_id,
		    const struct contact_words *);

#endif
