/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/whatsapp/send.h"

/*
 * The stored object has the members that depend on nobody; the rest stands
 * before and behind them.  biz_opaque_callback_data comes back with each
 * status, and so names what Meta may have taken without our hearing of it.
 */
const char *
wa_row_body(struct act *act, const struct wa_row *r)
{
	const size_t	 len = strlen(r->body);
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, len + 512);
	json_open(&json, NULL);
	json_text(&json, "messaging_product", "whatsapp");
	json_text(&json, "recipient_type", "individual");
	if (r->to != NULL)
		json_text(&json, "to", r->to);
	else
		json_text(&json, "recipient", r->recipient);
	json_text(&json, "type", r->kind);
	buf_putc(&b, ',');
	buf_put(&b, r->body + 1, len - 2);
	json_text(&json, "biz_opaque_callback_data", r->id);
	json_close(&json);
	return b.p;
}
