/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "lib/watch/sample.h"

#define PROBE_MS	5000

/* By the name that people use, on this machine, whatever stands before it. */
void
probe_sample(struct act *act, struct record *sample)
{
	const struct config	*c = act->config;
	const struct net_request request = {
		.method = "GET",
		.base = arena_printf(act->arena, "https://%s:%" PRId64,
		    text_url_host(act->arena, c->base_url), c->port),
		.path = "/ready",
		.at = "127.0.0.1",
		.pinned = arena_printf(act->arena, "%s/etc/tls.crt", c->home),
		.timeout_ms = PROBE_MS,
	};
	const int64_t		 began = clock_monotonic_us();
	struct net_answer	 answer;
	bool			 up;

	up = net_http(act, &request, &answer) == NET_OK &&
	    answer.status == 200;
	record_set_int(sample, SAMPLE_UP, up);
	if (up)
		record_set_int(sample, SAMPLE_ANSWER,
		    (clock_monotonic_us() - began) / 1000);
}
