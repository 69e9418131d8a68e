/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/json_out.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const tales[] = {
	[TALE_PLACED] = "placed", [TALE_CONFIRMED] = "confirmed",
	[TALE_PARCEL] = "parcel", [TALE_DELIVERED] = "delivered",
	[TALE_CANCELLED] = "cancelled", [TALE_REFUNDED] = "refunded",
	[TALE_PAYMENT_FAILED] = "payment_failed", [TALE_RETURN] = "return",
	[TALE_OFFER] = "offer", [TALE_INVITED] = "invited",
};
static_assert(COUNT(tales) == TALE__MAX, "a name for each tale");

enum outcome
order_tell(struct act *act, const char *id, enum order_tale tale,
    const char *what, int64_t amount)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 128);
	json_open(&json, NULL);
	json_text(&json, "order", id);
	json_text(&json, "tale", tales[tale]);
	json_text(&json, "what", what);
	json_int(&json, "amount", amount);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = "orders.tell",
		.payload = b.p }, NULL);
}

static enum outcome
run(struct act *act, const struct job *job)
{
	(void)act;
	(void)job;
	return SOUK_OK;
}

static const char *const shown[] = { "order", "tale", NULL };

const struct job_kind orders_tell = {
	.name = "orders.tell",
	.lane = LANE_WORK,
	.tx = true,
	.run = run,
	.max_attempts = 5,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
	.shown = shown,
};
