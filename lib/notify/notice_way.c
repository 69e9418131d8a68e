/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/queued.h"
#include "lib/notify/render.h"
#include "lib/notify/sms_parts.h"

const char *const	notice_ways[] = {
	[NOTICE_BY_EMAIL] = "email",
	[NOTICE_BY_WHATSAPP] = "whatsapp",
	[NOTICE_BY_SMS] = "sms",
	[NOTICE_IN_APP] = "app",
	[NOTICE_WAY__MAX] = NULL,
};

const char *const	notice_topics[] = {
	[NOTICE_ORDERS] = "orders",
	[NOTICE_RETURNS] = "returns",
	[NOTICE_PAYMENTS] = "payments",
	[NOTICE_STOCK] = "stock",
	[NOTICE_MESSAGES] = "messages",
	[NOTICE_SHOP] = "shop",
	[NOTICE_TOPIC__MAX] = NULL,
};

bool
notice_way_is_on(struct act *act, const char *brand_id, enum notice_way way)
{
	switch (way) {
	case NOTICE_BY_SMS:
		return sms_is_on(act);
	case NOTICE_BY_WHATSAPP:
		return notice_wa_is_on(act, brand_id);
	case NOTICE_BY_EMAIL:
	case NOTICE_IN_APP:
		return true;
	case NOTICE_WAY__MAX:
		break;
	}
	return false;
}

enum notice_way
notice_way_find(const char *name)
{
	int	 i;

	for (i = 0; i < NOTICE_WAY__MAX; i++)
		if (text_equal(notice_ways[i], name))
			break;
	return (enum notice_way)i;
}

bool
plan_has(const struct notice_plan *plan, enum notice_way way)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->ways[i] == way)
			return true;
	return false;
}

void
plan_add(struct notice_plan *plan, enum notice_way way)
{
	if (way != NOTICE_WAY__MAX && !plan_has(plan, way))
		plan->ways[plan->count++] = way;
}

const char *
plan_text(struct arena *arena, const struct notice_plan *plan)
{
	struct buf	 b;

	buf_init(&b, arena, 32);
	for (size_t i = 0; i < plan->count; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : "\n",
		    notice_ways[plan->ways[i]]);
	return b.p;
}

void
plan_read(struct arena *arena, const char *text, struct notice_plan *plan)
{
	size_t	 n;

	plan->count = 0;
	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		plan_add(plan, notice_way_find(arena_text(arena, text, n)));
	}
}

/* ---- how each begins ---------------------------------------------------- */

static enum outcome
by_email(struct act *act, const struct notice *n, struct notice_begun *out)
{
	out->reason = "no_address";
	return n->email == NULL ? SOUK_INVALID : mail_put_as(act,
	    &(struct mail_new){ .template = n->template,
		.brand_id = n->brand_id, .user_id = n->user_id,
		.to = n->email, .locale = n->locale, .fields = n->fields },
	    &out->ref);
}

enum outcome
notice_render(struct act *act, const struct notice *n,
    struct mail_rendered *out)
{
	const struct mail_which	 which = { n->template, n->locale };
	struct mail_text	 text;
	int64_t			 version;
	enum outcome		 e;

	e = mail_text_load(act, n->brand_id, &which, &text, &version);
	if (e == SOUK_OK)
		mail_render(act, &(struct mail_content){ .text = &text,
		    .locale = n->locale, .fields = n->fields }, out);
	return e;
}

const char *
mail_field_text(const struct mail_field *fields, const char *name)
{
	for (; fields != NULL && fields->name != NULL; fields++)
		if (text_equal(fields->name, name))
			return fields->text;
	return NULL;
}

/* What it is about, and where the rest stands: a text is paid by the part. */
static enum outcome
by_sms(struct act *act, const struct notice *n, struct notice_begun *out)
{
	const char		*link = mail_field_text(n->fields, "link");
	struct mail_rendered	 mail;
	enum outcome		 e;

	out->reason = n->phone == NULL ? "no_phone" : !sms_is_on(act) ?
	    "off" : "refused";
	if (n->phone == NULL || !sms_is_on(act))
		return SOUK_INVALID;
	if ((e = notice_render(act, n, &mail)) != SOUK_OK)
		return e;
	e = sms_put(act, &(struct sms_new){ .brand_id = n->brand_id,
	    .user_id = n->user_id, .to = n->phone, .subject = "notice",
	    .subject_id = n->id, .text = link == NULL ? sms_plain(act->arena,
	    mail.subject) : arena_printf(act->arena, "%s\n%s",
	    sms_plain(act->arena, mail.subject), link) }, &out->ref);
	if (e == SOUK_CONFLICT)
		out->reason = "not_wanted";
	if (e == SOUK_INVALID)
		out->reason = "no_phone";
	return e;
}

const struct notice_path notice_paths[NOTICE_WAY__MAX] = {
	[NOTICE_BY_EMAIL] = { by_email, false },
	[NOTICE_BY_WHATSAPP] = { notice_by_whatsapp, true },
	[NOTICE_BY_SMS] = { by_sms, true },
	[NOTICE_IN_APP] = { NULL, false },	/* rang beside the others */
};
