/* SPDX-License-Identifier: ISC */
#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/ops/limits.h"
#include "lib/settings/settings.h"

#define QUARTER	(15 * CLOCK_MINUTE)

/* Which limit counts for a class, and whether a signed-in user has another. */
static const struct {
	const char	*name;
	int		 limit, limit_of_user;
	int64_t		 window;
	bool		 by_network;	/* whoever is signed in there */
} classes[RATE__MAX] = {
	[RATE_READ] = { "read", LIMITS_READ, LIMITS_USER, QUARTER, false },
	[RATE_WRITE] = { "write", LIMITS_WRITE, LIMITS_USER, QUARTER, false },
	[RATE_SUGGEST] = { "suggest", LIMITS_SUGGEST, LIMITS_SUGGEST, QUARTER,
	    false },
	[RATE_CREDENTIAL] = { "credential", LIMITS_CREDENTIAL,
	    LIMITS_CREDENTIAL, QUARTER, true },
	[RATE_SIGNUP] = { "signup", LIMITS_SIGNUP, LIMITS_SIGNUP, QUARTER,
	    true },
	[RATE_RESET] = { "reset", LIMITS_RESET, LIMITS_RESET, CLOCK_HOUR,
	    true },
	[RATE_CONTACT] = { "contact", LIMITS_CONTACT, LIMITS_CONTACT,
	    CLOCK_HOUR, true },
};

const char *
caller_network(struct exchange *x)
{
	return address_group(x->req.act.arena, x->req.head->address);
}

/* A person is counted once, wherever they are; a stranger by address. */
static uint64_t
counted_as(struct exchange *x, enum rate_class class, int *limit)
{
	const char	*user = x->req.act.actor.user_id;

	*limit = classes[class].limit;
	if (user == NULL || classes[class].by_network)
		return shared_key(classes[class].name, caller_network(x));
	*limit = classes[class].limit_of_user;
	return shared_key(classes[class].name, user);
}

/* Takes one; what is told is of the bucket that is nearest to empty. */
static enum outcome
bucket_take(struct exchange *x, uint64_t key, int limit, int64_t window)
{
	struct act	*act = &x->req.act;
	int64_t		 most = settings_int(act->settings, &limits_settings,
			    limit);
	int64_t		 retry = 0, reset = 0;
	uint32_t	 left = 0;
	bool		 taken;

	/* By a clock that nobody sets. */
	taken = shared_take(act->shared, key, (uint32_t)most, window,
	    clock_monotonic_us() / 1000, &left, &retry, &reset);
	if (!x->counted || left < x->rate_left) {
		x->rate_limit = most;
		x->rate_left = left;
		x->rate_reset = reset;
	}
	x->counted = true;
	if (taken)
		return SOUK_OK;
	act->problem.retry_after = (retry + 999) / 1000;
	return SOUK_LIMITED;
}

/* An API key has a bucket of its own: one program that runs wild leaves its
 * user the rest of theirs. */
enum outcome
gate_rate(struct exchange *x)
{
	const enum rate_class	 class = x->req.route->rate;
	const char		*api_key = x->req.act.actor.key_id;
	enum outcome		 e = SOUK_OK;
	uint64_t		 key;
	int			 limit;

	if (class == RATE_NONE)
		return SOUK_OK;
	if (api_key != NULL)
		e = bucket_take(x, shared_key("key", api_key), LIMITS_KEY,
		    QUARTER);
	key = counted_as(x, class, &limit);
	return e == SOUK_OK ?
	    bucket_take(x, key, limit, classes[class].window) : e;
}

/* draft-ietf-httpapi-ratelimit-headers-06: seconds until it is full again. */
void
rate_put(const struct exchange *x, struct buf *b)
{
	if (!x->counted)
		return;
	buf_printf(b, "RateLimit-Limit: %lld\r\nRateLimit-Remaining: %lld\r\n"
	    "RateLimit-Reset: %lld\r\n", (long long)x->rate_limit,
	    (long long)x->rate_left, (long long)((x->rate_reset + 999) / 1000));
}
