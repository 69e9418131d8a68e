/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_LETTER_H
#define SOUK_NOTIFY_LETTER_H

#include "lib/base/buf.h"
#include "lib/base/message.h"

/*
 * The two forms of a mail, written side by side.  HTML as mail programs read
 * it: tables and styles on the elements, no classes, nothing to fetch.
 */
struct letter {
	struct buf	 plain, html;
	enum locale	 locale;
};
struct letter_shop {
	const char	*name, *url;
	const char	*address, *email;	/* "": none */
};

void	letter_open(struct letter *, const char *subject,
	    const struct letter_shop *);
/* A paragraph; its lines stay lines.  Both are written into it between. */
void	letter_paragraph_open(struct letter *);
void	letter_text(struct letter *, const char *);
/* From outside: kept apart from the direction of what is around it. */
void	letter_value(struct letter *, const char *);
void	letter_link(struct letter *, const char *url);
void	letter_paragraph_close(struct letter *);
/* A url is http or https, else only the words are shown. */
void	letter_button(struct letter *, const char *words, const char *url);
void	letter_close(struct letter *, const struct letter_shop *);

#endif
