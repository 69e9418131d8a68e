/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_SEND_LIST_H
#define SOUK_WHATSAPP_SEND_LIST_H

#include "lib/db/rows.h"
#include "lib/whatsapp/whatsapp.h"

/* What goes out, as the office sees it, the newest first: MESSAGE_MANAGE. */
enum wa_send_filter { WA_SENDS_OF_STATE, WA_SENDS_OF__MAX };
extern const struct fieldset	wa_send_filters;

enum outcome	 wa_send_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*wa_send_cursor(struct act *, const struct rows *,
		    const struct record *);

#endif
