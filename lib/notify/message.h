/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_MESSAGE_H
#define SOUK_NOTIFY_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * A mail as it goes over the wire (RFC 5322, 2045, 2047): text and HTML, to
 * one address.  Whatever the texts hold, a line is at most 76 characters and
 * ends with CRLF, none begins with a dot, and no value adds a header.
 */
struct mail_message {
	const char	*id;		/* of the row: letters, digits, '_' */
	int64_t		 date;		/* ms */
	const char	*from_name, *from;
	const char	*reply_to;	/* NULL: none */
	const char	*to;		/* bare addresses, all three */
	const char	*subject;
	const char	*text, *html;	/* lines end with '\n' */
};

char		*mail_message(struct arena *, const struct mail_message *,
		    size_t *len);
/* One line of it: controls and bidi overrides become a blank. */
char		*mail_line(struct arena *, const char *);
/* "<id@domain of from>", the same for every delivery. */
char		*mail_message_id(struct arena *, const char *id,
		    const char *from);

#endif
