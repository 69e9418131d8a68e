/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/shared.h"
#include "lib/watch/sample.h"

#define STEPS	12	/* of the histogram */

/* All that was counted since the shared file was made. */
struct traffic { int64_t requests, errors, slow, le[STEPS]; };
#define NUMBERS	((int)(sizeof(struct traffic) / sizeof(int64_t)))

static void
traffic_now(const struct shared *shared, struct traffic *t)
{
	struct shared_route	 r;

	*t = (struct traffic){ .slow = (int64_t)shared_slow(shared) };
	for (int i = 0; i < SHARED_ROUTES; i++) {
		shared_route(shared, i, &r);
		for (int class = 0; class < 6; class++)
			t->requests += (int64_t)r.by_class[class];
		t->errors += (int64_t)r.by_class[5];
		for (int k = 0; k < STEPS; k++)
			t->le[k] += (int64_t)r.us_le[k];
	}
}

static void
numbers_of(const struct traffic *t, int64_t n[NUMBERS])
{
	memcpy(n, t, sizeof(*t));
}

/* A counter that went back was begun anew. */
static void
traffic_since(struct traffic *now, const struct traffic *before)
{
	int64_t	 a[NUMBERS], b[NUMBERS];

	numbers_of(now, a);
	numbers_of(before, b);
	for (int i = 0; i < NUMBERS; i++)
		if (a[i] >= b[i])
			a[i] -= b[i];
	memcpy(now, a, sizeof(*now));
}

/* Where in its step of the histogram the part lies, as if all in it were
 * spread evenly; the last step has no end, so its beginning. */
static int64_t
percentile_ms(const struct traffic *t, int percent)
{
	int64_t	 total = 0, before = 0, from = 0, rank;

	for (int k = 0; k < STEPS; k++)
		total += t->le[k];
	rank = (total * percent + 99) / 100;
	for (int k = 0; k < STEPS - 1; k++) {
		if (before + t->le[k] >= rank)
			return (from + (shared_le_us[k] - from) *
			    (rank - before) / (t->le[k] > 0 ? t->le[k] : 1) +
			    500) / 1000;
		before += t->le[k];
		from = shared_le_us[k];
	}
	return from / 1000;
}

static void
traffic_put(struct record *sample, const struct traffic *t)
{
	record_set_int(sample, SAMPLE_REQUESTS, t->requests);
	record_set_int(sample, SAMPLE_ERRORS, t->errors);
	record_set_int(sample, SAMPLE_SLOW, t->slow);
	if (t->requests == 0)
		return;
	record_set_int(sample, SAMPLE_P50, percentile_ms(t, 50));
	record_set_int(sample, SAMPLE_P95, percentile_ms(t, 95));
	record_set_int(sample, SAMPLE_P99, percentile_ms(t, 99));
}

enum outcome
traffic_sample(struct act *act, struct record *sample)
{
	struct traffic	 now, before;
	int64_t		 n[NUMBERS];
	const char	*text;
	struct buf	 b;
	enum outcome	 e;

	if ((e = state_read(act, "traffic", &text)) != SOUK_OK)
		return e;
	traffic_now(act->shared, &now);
	buf_init(&b, act->arena, 256);
	numbers_of(&now, n);
	for (int i = 0; i < NUMBERS; i++)
		buf_printf(&b, "%" PRId64 " ", n[i]);
	if (state_numbers(text, n, NUMBERS) == NUMBERS) {
		memcpy(&before, n, sizeof(before));
		traffic_since(&now, &before);
		traffic_put(sample, &now);
	}
	return state_write(act, "traffic", b.p);
}
