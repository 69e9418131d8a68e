/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_MESSAGE_WRITE_H
#define SOUK_INBOX_MESSAGE_WRITE_H

#include <stdbool.h>

#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

/* A message while it is written.  Private to message_*.c. */
struct writing {
	const struct record	*in;
	const char		*id;		/* it will have */
	const char		*brand_id, *conversation_id, *prospect_id;
	const char		*number_id, *person_id;	/* on WhatsApp */
	const char		*key;		/* NULL: none was given */
	bool			 whatsapp;
	enum message_in_kind	 kind;
	const char		*text;		/* as it reads; NULL */
	const char		*body;		/* what more of it is kept; NULL */
	struct record		*answered;	/* NULL */
	const char		*object;	/* as Meta takes it */
};

/* Text and object of what goes by WhatsApp. */
enum outcome	 message_shape(struct act *, struct writing *);
/* Into lib/whatsapp's queue; its row is there.  kind: as Meta calls it. */
enum outcome	 message_send(struct act *, const struct writing *,
		    const char **send_id, const char **kind);

#endif
