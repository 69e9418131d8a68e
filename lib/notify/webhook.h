/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_WEBHOOK_H
#define SOUK_NOTIFY_WEBHOOK_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/message.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

/*
 * Webhooks: who asked for it is told of changes by a signed POST, after the
 * commit, at least once, by the Standard Webhooks specification 1.0.0:
 *
 *	webhook-id: delivery_…		the same however often it is sent
 *	webhook-timestamp: 1614265330	of this attempt
 *	webhook-signature: v1,BASE64	HMAC-SHA-256 of "id.timestamp.body"
 *
 * A body names what changed and who did it by ids only, nothing personal: a
 * receiver reads what it may see with an API key.  Deliveries are kept for 30
 * days, so an id of somebody erased is gone by then.
 *
 * All that a person calls asks for SETTINGS_EDIT.
 */
struct job_kind;
struct job;

#define WEBHOOKS_MAX	20	/* of a brand */

event_fn			 webhook_event;	/* webhook_event.c */
extern const struct job_kind	 notify_webhook;	/* webhook_send.c */

enum webhook_field { WEBHOOK_ID, WEBHOOK_BRAND, WEBHOOK_URL, WEBHOOK_EVENTS,
	WEBHOOK_DESCRIPTION, WEBHOOK_IS_ACTIVE, WEBHOOK_CREATED_AT,
	WEBHOOK_UPDATED_AT, WEBHOOK_VERSION, WEBHOOK_SECRET, WEBHOOK__MAX };
extern const struct fieldset	 webhook_fields;	/* "Webhook" */

enum webhook_delivery_field { WEBHOOK_DELIVERY_ID, WEBHOOK_DELIVERY_EVENT,
	WEBHOOK_DELIVERY_BODY, WEBHOOK_DELIVERY_STATE,
	WEBHOOK_DELIVERY_ATTEMPTS, WEBHOOK_DELIVERY_STATUS,
	WEBHOOK_DELIVERY_ANSWER, WEBHOOK_DELIVERY_CREATED_AT,
	WEBHOOK_DELIVERY_DELIVERED_AT, WEBHOOK_DELIVERY__MAX };
extern const struct fieldset	 webhook_delivery_fields;

/* ---- endpoints (webhook.c) ---------------------------------------------- */
/* rows_next() reads them, in order of creation. */
enum outcome	 webhook_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*webhook_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* INVALID: the URL is not for everybody, no such event.  CONFLICT: too many.
 * The secret is told here, and never again. */
enum outcome	 webhook_create(struct act *, const struct record *,
		    struct record **);
/* DENIED: another brand's; so with all below. */
enum outcome	 webhook_read(struct act *, const char *id, struct record **);
enum outcome	 webhook_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* With its deliveries. */
enum outcome	 webhook_delete(struct act *, const char *id);
/* The old one signs nothing from now on. */
enum outcome	 webhook_rotate(struct act *, const char *id,
		    struct record **);

/* ---- deliveries (webhook_delivery.c): newest first ---------------------- */
enum outcome	 webhook_delivery_list(struct act *, const char *webhook,
		    const struct list_query *, struct rows *);
const char	*webhook_delivery_cursor(struct act *, const struct rows *,
		    const struct record *);
/* A "ping".  CONFLICT: the endpoint is not active. */
enum outcome	 webhook_ping(struct act *, const char *id, struct record **);
/* Once more under its id.  CONFLICT: not active; it is under way. */
enum outcome	 webhook_replay(struct act *, const char *webhook,
		    const char *delivery, struct record **);

enum webhook_message { WEBHOOK_BAD_URL, WEBHOOK_BAD_EVENT, WEBHOOK_MANY,
	WEBHOOK_INACTIVE, WEBHOOK_UNDER_WAY, WEBHOOK_FOREIGN,
	WEBHOOK_NOT_DELIVERED, WEBHOOK_MESSAGE__MAX };
extern const struct message	 webhook_messages[WEBHOOK_MESSAGE__MAX];

#endif
