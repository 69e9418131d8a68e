/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/queued.h"

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

/* ---- how each begins --------------------------------------------------------- */

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

const struct notice_path notice_paths[NOTICE_WAY__MAX] = {
	[NOTICE_BY_EMAIL] = { by_email, false },
	[NOTICE_BY_WHATSAPP] = { NULL, true },
	[NOTICE_BY_SMS] = { NULL, true },
	[NOTICE_IN_APP] = { NULL, false },	/* rang beside the others */
};
