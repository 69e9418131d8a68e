/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WHATSAPP_EVENT_H
#define SOUK_WHATSAPP_EVENT_H

#include "lib/db/rows.h"
#include "lib/whatsapp/whatsapp.h"

/*
 * What Meta told, as the office sees it, the newest first: SETTINGS_EDIT, of
 * the actor's brand.  What is nobody's is shown to whoever had the first shop
 * here, and is theirs to apply again once the number is known.
 */
enum wa_event_field { WA_EVENT_ID, WA_EVENT_BRAND, WA_EVENT_KIND,
	WA_EVENT_FIELD, WA_EVENT_TYPE, WA_EVENT_OUTCOME, WA_EVENT_PROBLEM,
	WA_EVENT_NUMBER, WA_EVENT_PERSON, WA_EVENT_MADE_AT,
	WA_EVENT_RECEIVED_AT, WA_EVENT__MAX };
extern const struct fieldset	wa_event_fields;	/* "WhatsAppEvent" */
/* The same, and what it says. */
enum { WA_EVENT_BODY = WA_EVENT__MAX, WA_EVENT_FULL__MAX };
extern const struct fieldset	wa_event_full_fields;	/* "WhatsAppEventBody" */

enum wa_event_filter { WA_EVENTS_OF_OUTCOME, WA_EVENTS_OF_KIND,
	WA_EVENTS_OF__MAX };
extern const struct fieldset	wa_event_filters;

enum outcome	 wa_event_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*wa_event_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 wa_event_read(struct act *, const char *id,
		    struct record **);
/* Applied once more, as if it came now.  CONFLICT: it was applied, or nobody
 * can read it. */
enum outcome	 wa_event_replay(struct act *, const char *id,
		    struct record **);

#endif
