/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_TEMPLATE_H
#define SOUK_NOTIFY_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/souk.h"

/*
 * Private to lib/notify: what the mails are called and what they say.
 *
 * A text is one source for both forms of a mail.  Paragraphs stand apart by
 * an empty line; {name} is what the mail is told, {shop} the shop's name; a
 * paragraph "[words]({link})" becomes a button.  Nothing in a value is ever
 * read as such marks.
 */
struct mail_kind {
	const char	*name;		/* in the database and the API */
	const char	*fields;	/* what it is told, a blank between */
};
extern const struct mail_kind	mail_templates[MAIL_TEMPLATE__MAX];
/* MAIL_TEMPLATE__MAX: no such. */
enum mail_template	 mail_template_find(const char *name);

struct mail_text { const char *subject, *body; };
struct mail_which { enum mail_template template; enum locale locale; };

/* What souk says by itself; every template has one in every language. */
const struct mail_text	*mail_builtin(enum mail_template, enum locale);

/* The owner's words, else souk's own, whose version is 1 (text.c). */
enum outcome	 mail_text_load(struct act *, const char *brand,
		    const struct mail_which *, struct mail_text *,
		    int64_t *version);

/*
 * placeholders.c.  INVALID, with every bad field: a name that the mail does
 * not know, one that has no place in a subject, or none of what it is for.
 */
enum outcome	 mail_text_check(struct act *, enum mail_template,
		    const struct mail_text *);
/* What may stand in a text, or what must in its body, into a TEXTS value. */
void		 mail_text_names(struct arena *, struct value *,
		    const struct mail_kind *, bool only_needed);

struct mail_builtin {
	enum mail_template	 template;
	struct mail_text	 text[LOCALE__MAX];
};
struct mail_group { const struct mail_builtin *mails; size_t count; };
extern const struct mail_group	mail_texts_account, mail_texts_security,
				mail_texts_shop, mail_texts_booking,
				mail_texts_orders;

/*
 * A source, piece by piece: a placeholder's name, or what stands between.
 * A brace that begins none is text like any other.
 */
struct mail_piece { const char *p; size_t len; bool is_field; };
bool	mail_piece_next(const char **source, const char *end,
	    struct mail_piece *);

#endif
