/* SPDX-License-Identifier: ISC */
/*
 * Notices by WhatsApp.  While the person's window is open the mail's own words
 * go as a text; else a template that Meta approved, named "souk_" and the
 * mail's name, whose n-th variable is the n-th thing that mail is told
 * (template.c lists them: "name order text link").
 */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/render.h"
#include "lib/whatsapp/whatsapp.h"

#define TEXT_MOST	4096		/* letters of a text there */
#define VALUES_MOST	16

bool
notice_wa_is_on(struct act *act, const char *brand_id)
{
	const char	*brand = act->actor.brand_id;
	bool		 on;

	act->actor.brand_id = brand_id;
	on = wa_is_on(act);
	act->actor.brand_id = brand;
	return on;
}

/* ---- what it says ------------------------------------------------------- */

static const char *
first_letters(struct arena *arena, const char *text, int most)
{
	const char	*p = text, *end = text + strlen(text);

	while (p < end && most-- > 0)
		utf8_next(&p, end);
	return arena_text(arena, text, (size_t)(p - text));
}

static const char *
text_body(struct act *act, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 512);
	json_open(&json, NULL);
	json_bool(&json, "preview_url", false);
	json_text(&json, "body", first_letters(act->arena, text, TEXT_MOST));
	json_close(&json);
	return b.p;
}

/* What the mail is told, in the order in which it is; "–" for nothing, since
 * Meta takes no empty value. */
static size_t
values_of(struct act *act, const struct notice *n,
    const char *values[VALUES_MOST])
{
	const char	*names = mail_templates[n->template].fields, *value;
	size_t		 count = 0, len;

	for (; *names != '\0' && count < VALUES_MOST;
	    names += len + (names[len] == ' ')) {
		len = strcspn(names, " ");
		value = mail_field_text(n->fields, arena_text(act->arena,
		    names, len));
		values[count++] = value == NULL || *value == '\0' ? "–" :
		    value;
	}
	return count;
}

static enum outcome
by_template(struct act *act, const struct notice *n, struct wa_send_new *new,
    struct notice_begun *out)
{
	const char	*values[VALUES_MOST];
	struct record	*template;
	size_t		 wanted;
	enum outcome	 e;

	out->reason = "no_template";
	e = wa_template_find(act, n->brand_id, arena_printf(act->arena,
	    "souk_%s", mail_templates[n->template].name), n->locale,
	    &template);
	if (e != SOUK_OK)
		return e;
	wanted = (size_t)template->values[WA_TEMPLATE_VARIABLES].num;
	if (wanted > values_of(act, n, values))
		return SOUK_NOT_FOUND;
	new->kind = "template";
	return wa_template_body(act, template, values, wanted, &new->body);
}

static enum outcome
by_text(struct act *act, const struct notice *n, struct wa_send_new *new)
{
	struct mail_rendered	 mail;
	enum outcome		 e;

	if ((e = notice_render(act, n, &mail)) != SOUK_OK)
		return e;
	new->kind = "text";
	new->body = text_body(act, mail.plain);
	return SOUK_OK;
}

enum outcome
notice_by_whatsapp(struct act *act, const struct notice *n,
    struct notice_begun *out)
{
	struct wa_send_new	 new = { .brand_id = n->brand_id,
		.subject = "notice", .subject_id = n->id };
	int64_t			 closes;
	bool			 may;
	enum outcome		 e;

	out->reason = n->phone == NULL ? "no_phone" : "off";
	if (n->phone == NULL || !notice_wa_is_on(act, n->brand_id))
		return SOUK_INVALID;
	out->reason = "no_phone";
	if ((e = wa_person_by_phone(act, n->brand_id, n->phone,
	    &new.person_id)) != SOUK_OK ||
	    (e = wa_may(act, new.person_id, WA_SERVICE, &may)) != SOUK_OK ||
	    (e = wa_window(act, NULL, new.person_id, &closes)) != SOUK_OK)
		return e;
	out->reason = "not_wanted";
	if (!may)
		return SOUK_CONFLICT;
	e = closes > act->now ? by_text(act, n, &new) :
	    by_template(act, n, &new, out);
	if (e != SOUK_OK)
		return e;
	out->reason = "refused";
	return wa_send_put(act, &new, &out->ref);
}

/* ---- what became of it -------------------------------------------------- */

static enum outcome
told(struct act *act, const struct wa_told *t)
{
	const char	*state = t->state, *reason = NULL;

	if (!text_equal(t->subject, "notice"))
		return SOUK_OK;
	if (text_equal(state, "played"))
		state = "read";
	if (text_equal(state, "dropped"))
		state = "failed";
	if (t->error_code != 0)
		reason = arena_printf(act->arena, "meta_%lld",
		    (long long)t->error_code);
	return notice_fate(act, t->send_id, state, reason);
}

const struct wa_user notice_wa_user = { .told = told };

/*
 * A message that has not left yet is let go, by the shop itself; *held: it will
 * not go.  One that may have left is not.
 */
enum outcome
notice_wa_hold(struct act *act, const struct notice *n, const char *ref,
    bool *held)
{
	const struct actor	 was = act->actor;
	struct record		*send;
	enum outcome		 e;

	act->actor = (struct actor){ .brand_id = n->brand_id,
		.permissions = MESSAGE_MANAGE };
	e = wa_send_read(act, ref, &send);
	*held = e == SOUK_OK && text_equal(
	    send->values[WA_SEND_STATE].text, "waiting");
	if (*held)
		e = wa_send_drop(act, ref, &send);
	act->actor = was;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
