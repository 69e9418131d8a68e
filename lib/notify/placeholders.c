/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/notify/messages.h"
#include "lib/notify/template.h"

/* Too long for one line, or not to be shown before the mail is opened. */
static const char *const	not_in_subject[] = { "link", "text", NULL };
/* Without these a mail is pointless. */
static const char *const	needed[] = { "link", "text", "newEmail", "key",
    NULL };

static bool
is_among(const char *const *names, const char *p, size_t len)
{
	for (; *names != NULL; names++)
		if (strlen(*names) == len && memcmp(*names, p, len) == 0)
			return true;
	return false;
}

/* The next name of a kind's fields; "" at the end. */
static const char *
field_next(struct arena *arena, const char **fields)
{
	const char	*p = *fields + strspn(*fields, " ");
	size_t		 len = strcspn(p, " ");

	*fields = p + len;
	return arena_text(arena, p, len);
}

static bool
is_told(const struct mail_kind *kind, const char *p, size_t len)
{
	const char	*fields = kind->fields;
	size_t		 n;

	for (; *fields != '\0'; fields += n + (fields[n] == ' ')) {
		n = strcspn(fields, " ");
		if (n == len && memcmp(fields, p, len) == 0)
			return true;
	}
	return len == 4 && memcmp(p, "shop", len) == 0;
}

static bool
source_has(const char *source, const char *name)
{
	const char		*end = source + strlen(source);
	struct mail_piece	 piece;

	while (mail_piece_next(&source, end, &piece))
		if (piece.is_field && strlen(name) == piece.len &&
		    memcmp(piece.p, name, piece.len) == 0)
			return true;
	return false;
}

/* A brace that begins no placeholder is a slip of the hand. */
static enum outcome
placeholders_check(struct act *act, const char *field,
    const struct mail_kind *kind, const char *source, bool subject)
{
	const char		*end = source + strlen(source);
	struct mail_piece	 piece;

	while (mail_piece_next(&source, end, &piece)) {
		if (piece.is_field ? !is_told(kind, piece.p, piece.len) :
		    memchr(piece.p, '{', piece.len) != NULL)
			return act_bad_field(act, field,
			    &notify_messages[NOTIFY_UNKNOWN_PLACEHOLDER]);
		if (piece.is_field && subject &&
		    is_among(not_in_subject, piece.p, piece.len))
			return act_bad_field(act, field,
			    &notify_messages[NOTIFY_NOT_IN_SUBJECT]);
	}
	return SOUK_OK;
}

static enum outcome
needed_check(struct act *act, const struct mail_kind *kind, const char *body)
{
	for (const char *const *n = needed; *n != NULL; n++)
		if (is_told(kind, *n, strlen(*n)) && !source_has(body, *n))
			return act_bad_field(act, "body",
			    &notify_messages[NOTIFY_NEEDED_PLACEHOLDER]);
	return SOUK_OK;
}

enum outcome
mail_text_check(struct act *act, enum mail_template template,
    const struct mail_text *text)
{
	const struct mail_kind	*kind = &mail_templates[template];
	enum outcome		 subject, body;

	subject = placeholders_check(act, "subject", kind, text->subject,
	    true);
	body = placeholders_check(act, "body", kind, text->body, false);
	if (body == SOUK_OK)
		body = needed_check(act, kind, text->body);
	return subject != SOUK_OK ? subject : body;
}

void
mail_text_names(struct arena *arena, struct value *v, const struct mail_kind *kind,
    bool only_needed)
{
	const char	*fields = kind->fields, *name;

	v->state = VALUE_SET;
	v->texts = arena_array(arena, strlen(fields) + 2, sizeof(*v->texts));
	while (*(name = field_next(arena, &fields)) != '\0')
		if (!only_needed || is_among(needed, name, strlen(name)))
			v->texts[v->count++] = name;
	if (!only_needed && strstr(kind->fields, "shop") == NULL)
		v->texts[v->count++] = "shop";
}
