/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/json_out.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/inbox/chat_order.h"
#include "lib/inbox/parts.h"
#include "lib/orders/order_parts.h"
#include "lib/settings/settings.h"
#include "lib/whatsapp/whatsapp.h"

#define BODY_MOST	1000	/* bytes of what stands above the button */

/* What is said to a buyer, and around it. */
static const struct words {
	const char	*order, *kept, *missing, *instead, *more, *nothing,
			*pay;
} words[LOCALE__MAX] = {
	[LOCALE_FR] = { "Commande n° %lld : %s %s, hors livraison.",
	    "Nous gardons ces articles %lld minutes pour vous.",
	    "Indisponible : ", "%s (%lld au lieu de %lld)",
	    "… et %zu autres", "Aucun de ces articles n’est disponible.",
	    "Voir et payer" },
	[LOCALE_EN] = { "Order %lld: %s %s, without shipping.",
	    "We keep these for you for %lld minutes.",
	    "Not available: ", "%s (%lld instead of %lld)",
	    "… and %zu more", "None of these can be had.",
	    "See and pay" },
	[LOCALE_AR] = { "الطلب رقم %lld: %s %s دون الشحن.",
	    "نحتفظ بهذه المنتجات لكم مدة %lld دقيقة.",
	    "غير متوفر: ", "%s (%lld بدلًا من %lld)",
	    "… و%zu أخرى", "لا يتوفر أي من هذه المنتجات.",
	    "عرض ودفع" },
};

static const char *
called(const struct chat_item *i)
{
	return i->name != NULL ? i->name : i->said;
}

static const char *
reason_of(const struct chat_item *i)
{
	if (i->asked == 0)
		return "quantity";
	if (i->variation_id == NULL)
		return "unknown";
	return i->given > 0 ? "short" : "unavailable";
}

const char *
chat_order_problem(struct act *act, const struct chat_order *c)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };
	bool		 any = false;

	buf_init(&b, act->arena, 256);
	json_open_list(&json, NULL);
	for (size_t i = 0; i < c->count; i++) {
		const struct chat_item	*item = &c->items[i];

		if (!chat_item_is_short(item))
			continue;
		any = true;
		json_open(&json, NULL);
		json_text(&json, "retailerId", item->said);
		json_text(&json, "name", item->name);
		json_int(&json, "asked", item->asked);
		json_int(&json, "given", item->given);
		json_text(&json, "reason", reason_of(item));
		json_close(&json);
	}
	json_close_list(&json);
	return any ? b.p : NULL;
}

/* ---- in words ------------------------------------------------------------------ */

static void
missing_put(struct buf *b, const struct words *w, const struct chat_item *i)
{
	if (i->given > 0)
		buf_printf(b, w->instead, called(i), (long long)i->given,
		    (long long)i->asked);
	else
		buf_puts(b, called(i));
}

/* As many as fit, and how many more. */
static void
list_put(struct buf *b, const struct words *w, const struct chat_order *c)
{
	size_t	 left = 0;
	bool	 first = true;

	for (size_t i = 0; i < c->count; i++) {
		if (!chat_item_is_short(&c->items[i]))
			continue;
		if (b->len > BODY_MOST - 250) {
			left++;
			continue;
		}
		buf_puts(b, first ? w->missing : ", ");
		missing_put(b, w, &c->items[i]);
		first = false;
	}
	if (left > 0) {
		buf_putc(b, ' ');
		buf_printf(b, w->more, left);
	}
}

static const char *
total_of(struct act *act, const struct record *o)
{
	struct buf	 b;

	buf_init(&b, act->arena, 32);
	money_put(&b, order_num(o, ORDER_TOTAL),
	    money_decimals(record_text(o, ORDER_CURRENCY)));
	return b.p;
}

static const char *
text_of(struct act *act, const struct chat_order *c, enum locale locale)
{
	const struct words	*w = &words[locale];
	struct buf		 b;

	buf_init(&b, act->arena, BODY_MOST);
	if (c->order == NULL)
		buf_puts(&b, w->nothing);
	else {
		buf_printf(&b, w->order,
		    (long long)order_num(c->order, ORDER_NUMBER),
		    total_of(act, c->order),
		    record_text(c->order, ORDER_CURRENCY));
		buf_putc(&b, '\n');
		buf_printf(&b, w->kept, (long long)settings_int(act->settings,
		    &inbox_settings, INBOX_ORDER_MINUTES));
	}
	buf_putc(&b, '\n');
	list_put(&b, w, c);
	while (b.len > 0 && b.p[b.len - 1] == '\n')
		b.p[--b.len] = '\0';
	return b.p;
}

/* ---- to them ---------------------------------------------------------------------- */

static const char *
button_body(struct act *act, const struct chat_order *c, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 1024);
	json_open(&json, NULL);
	json_text(&json, "type", "cta_url");
	json_open(&json, "body");
	json_text(&json, "text", text);
	json_close(&json);
	json_open(&json, "action");
	json_text(&json, "name", "cta_url");
	json_open(&json, "parameters");
	json_text(&json, "display_text", words[c->locale].pay);
	json_text(&json, "url", order_link(act, record_text(c->order,
	    ORDER_ID)));
	json_close(&json);
	json_close(&json);
	json_close(&json);
	return b.p;
}

static const char *
plain_body(struct act *act, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 1024);
	json_open(&json, NULL);
	json_text(&json, "body", text);
	json_close(&json);
	return b.p;
}

/* What cannot go, after a day without a word of theirs, is for the staff to
 * see. */
enum outcome
chat_order_answer(struct act *act, const struct chat_order *c)
{
	const char		*text = text_of(act, c, c->locale);
	const bool		 button = c->order != NULL;
	struct wa_send_new	 send = { .brand_id = c->brand_id,
		.number_id = c->number_id, .person_id = c->person_id,
		.kind = button ? "interactive" : "text",
		.reply_ref = c->ref, .subject = "message",
		.client_key = arena_printf(act->arena, "order:%s",
		    c->message_id) };
	struct message_row	 m = { .brand_id = c->brand_id,
		.conversation_id = c->conversation_id, .direction = "out",
		.kind = send.kind, .text = text, .state = "waiting",
		.reply_to = c->message_id, .made_at = act->now };
	enum outcome		 e;

	m.id = send.subject_id = typeid_new(act->arena, "msg", act->now);
	send.body = button ? button_body(act, c, text) :
	    plain_body(act, text);
	m.body = button ? send.body : NULL;
	e = wa_send_put(act, &send, &m.send_id);
	if (e == SOUK_CONFLICT || e == SOUK_INVALID) {
		m.direction = "note";
		m.state = "noted";
	} else if (e != SOUK_OK)
		return e;
	return message_insert(act, &m, NULL);
}

/* ---- to the shop --------------------------------------------------------------------- */

enum outcome
chat_order_tell(struct act *act, const struct chat_order *c)
{
	const enum locale	 locale = settings_locale(act->settings);
	const char		*path = conversation_path(act->arena,
				    c->conversation_id);
	const struct mail_field	 fields[] = {
		{ "order", c->order == NULL ? "–" : arena_printf(act->arena,
		    "%lld", (long long)order_num(c->order, ORDER_NUMBER)) },
		{ "text", text_of(act, c, locale) },
		{ "link", arena_printf(act->arena, "%s%s",
		    act->config->base_url, path) },
		{ NULL, NULL } };

	if (act->souk->notice_staff == NULL)
		return SOUK_OK;
	return act->souk->notice_staff(act, &(struct notice_new){
		.topic = "orders", .template = MAIL_SHOP_ORDER,
		.brand_id = c->brand_id, .locale = locale,
		.subject = "message", .subject_id = c->message_id,
		.link = path, .fields = fields }, MESSAGE_MANAGE);
}
