/* SPDX-License-Identifier: ISC */
#include "lib/notify/render.h"

#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/notify/letter.h"
#include "lib/notify/message.h"
#include "lib/notify/when.h"
#include "lib/settings/settings.h"

#define NAME_MOST	80

/* Somebody without a name, after a greeting. */
static const char *const	nobody[LOCALE__MAX] = {
	[LOCALE_FR] = "à vous",
	[LOCALE_EN] = "there",
	[LOCALE_AR] = "بك",
};

/*
 * A name that is an advertisement: whoever signs somebody else up could have
 * the shop send it.
 */
static bool
is_name(const char *name)
{
	return *name != '\0' && utf8_length(name, strlen(name)) <= NAME_MOST &&
	    strstr(name, "://") == NULL && strstr(name, "www.") == NULL &&
	    strpbrk(name, "/@") == NULL;
}

static const char *
field_text(const struct mail_content *c, const char *name, size_t len)
{
	const struct mail_field	*f = c->fields;

	for (; f != NULL && f->name != NULL; f++)
		if (strncmp(f->name, name, len) == 0 && f->name[len] == '\0')
			return f->text != NULL ? f->text : "";
	return NULL;
}

/* Lines stay lines; of controls nothing stays. */
static const char *
value_lines(struct arena *arena, const char *text)
{
	struct buf	 b;
	size_t		 n;

	buf_init(&b, arena, strlen(text));
	for (;; text += n + 1) {
		n = strcspn(text, "\n");
		buf_puts(&b, mail_line(arena, arena_text(arena, text, n)));
		if (text[n] == '\0')
			return b.p;
		buf_putc(&b, '\n');
	}
}

/* What a placeholder stands for; "" for what the mail was not told. */
static const char *
value_of(struct act *act, const struct mail_content *c,
    const struct mail_piece *piece)
{
	const char	*name = arena_text(act->arena, piece->p, piece->len);
	const char	*text = field_text(c, piece->p, piece->len);

	if (text == NULL && text_equal(name, "shop"))
		text = settings_text(act->settings, &shop_settings, SHOP_NAME);
	if (text_equal(name, "name") && (text == NULL || !is_name(text)))
		return nobody[c->locale];
	if (text == NULL)
		return "";
	if (text_equal(name, "time"))
		return mail_time(act, c->locale, text);
	return text_equal(name, "text") ? value_lines(act->arena, text) :
	    mail_line(act->arena, text);
}

static const char *
line_render(struct act *act, const struct mail_content *c, const char *source,
    size_t len)
{
	const char		*end = source + len;
	struct mail_piece	 piece;
	struct buf		 b;

	buf_init(&b, act->arena, 128);
	while (mail_piece_next(&source, end, &piece))
		if (piece.is_field)
			buf_puts(&b, value_of(act, c, &piece));
		else
			buf_put(&b, piece.p, piece.len);
	return b.p;
}

static void
paragraph_render(struct act *act, const struct mail_content *c,
    struct letter *l, const char *source, const char *end)
{
	struct mail_piece	 piece;

	letter_paragraph_open(l);
	while (mail_piece_next(&source, end, &piece))
		if (!piece.is_field)
			letter_text(l, arena_text(act->arena, piece.p,
			    piece.len));
		else if (piece.len == 4 && memcmp(piece.p, "link", 4) == 0)
			letter_link(l, value_of(act, c, &piece));
		else
			letter_value(l, value_of(act, c, &piece));
	letter_paragraph_close(l);
}

/* "[words]({link})", all of it. */
static bool
button_render(struct act *act, const struct mail_content *c, struct letter *l,
    const char *source, size_t len)
{
	static const char	 tail[] = "]({link})";
	const size_t		 n = sizeof(tail) - 1;
	const char		*url = field_text(c, "link", 4);

	if (len < n + 2 || *source != '[' ||
	    memcmp(source + len - n, tail, n) != 0 ||
	    memchr(source, '\n', len) != NULL)
		return false;
	letter_button(l, line_render(act, c, source + 1, len - n - 1),
	    url != NULL ? url : "");
	return true;
}

static void
body_render(struct act *act, const struct mail_content *c, struct letter *l)
{
	const char	*p = c->text->body, *end;
	size_t		 len;

	for (p += strspn(p, "\n"); *p != '\0'; p += strspn(p, "\n")) {
		end = strstr(p, "\n\n");
		len = end == NULL ? strlen(p) : (size_t)(end - p);
		while (len > 0 && p[len - 1] == '\n')
			len--;
		if (!button_render(act, c, l, p, len))
			paragraph_render(act, c, l, p, p + len);
		p += len;
	}
}

static const char *
setting(struct act *act, enum shop_setting which)
{
	const char	*text = settings_text(act->settings, &shop_settings,
			    (int)which);

	return text != NULL ? value_lines(act->arena, text) : "";
}

void
mail_render(struct act *act, const struct mail_content *c,
    struct mail_rendered *out)
{
	const struct letter_shop	 shop = {
		.name = setting(act, SHOP_NAME),
		.url = act->config->base_url,
		.address = setting(act, SHOP_ADDRESS),
		.email = setting(act, SHOP_EMAIL),
	};
	struct letter			 l = { .locale = c->locale };

	buf_init(&l.plain, act->arena, 1024);
	buf_init(&l.html, act->arena, 4096);
	out->subject = mail_line(act->arena, line_render(act, c,
	    c->text->subject, strlen(c->text->subject)));
	letter_open(&l, out->subject, &shop);
	body_render(act, c, &l);
	letter_close(&l, &shop);
	out->plain = l.plain.p;
	out->html = l.html.p;
}
