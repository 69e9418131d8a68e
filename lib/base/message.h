/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_MESSAGE_H
#define SOUK_BASE_MESSAGE_H

#include <stddef.h>
#include <stdint.h>

struct buf;

enum locale { LOCALE_FR, LOCALE_EN, LOCALE_AR, LOCALE__MAX };

/*
 * One thing souk can say, in every language.  The code is stable (API
 * clients compare it); the texts may change.  "{0}" is the first number.
 * Alternatives separated by '|' are plural forms chosen by the first number:
 * French one|other (0 and 1 are one), English one|other, Arabic
 * zero|one|two|few|many|other (CLDR).
 */
struct message {
	const char	*code;			/* "VALIDATION_ERROR" */
	const char	*text[LOCALE__MAX];
};

#define MESSAGE_NUMBERS	2

void		 message_put(struct buf *, const struct message *, enum locale,
		    const int64_t numbers[MESSAGE_NUMBERS]);
const char	*locale_tag(enum locale);	/* "fr" */
enum locale	 locale_from_tag(const char *);	/* LOCALE__MAX: unknown */
/* Best of an Accept-Language header (RFC 9110 12.5.4), else the fallback. */
enum locale	 locale_negotiate(const char *header, enum locale fallback);

#endif
