/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_WEBHOOK_PARTS_H
#define SOUK_NOTIFY_WEBHOOK_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/notify/webhook.h"

/* Private to lib/notify: the parts of webhooks. */

#define WEBHOOK_KEPT	(30 * CLOCK_DAY)
#define WEBHOOK_ALL	"*"
#define WEBHOOK_PING	"ping"

/* ---- webhook_event.c ---------------------------------------------------- */
/* "product.create"; NULL: nobody outside is told of that. */
const char	*webhook_event_name(const char *action, const char *type);
/* The name of an event, or "*"? */
bool		 webhook_is_event(const char *);

/* What happened to what. */
struct webhook_news {
	const char	*event, *entity_type, *entity_id;
};
/* A delivery and its job, in the caller's transaction; its id if asked. */
enum outcome	 webhook_put(struct act *, const char *endpoint,
		    const struct webhook_news *, const char **id);
/* The job of a delivery; *queued: false when one waits or runs already. */
enum outcome	 webhook_queue(struct act *, const char *delivery,
		    bool *queued);

/* ---- webhook_sign.c ----------------------------------------------------- */
/* "whsec_" and 32 random bytes in base64. */
const char	*webhook_secret_new(struct arena *);
/* "v1,…"; NULL: the secret is none. */
const char	*webhook_sign(struct arena *, const char *secret,
		    const char *id, int64_t timestamp, const char *body);
char		*webhook_seal(struct act *, const char *id,
		    const char *secret);
/* NULL: sealed under another SOUK_SECRET. */
char		*webhook_unseal(struct act *, const char *id,
		    const char *sealed);

#endif
