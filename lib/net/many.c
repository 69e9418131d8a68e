/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/net/call.h"

#define LOOK_MS	1000

/* Those under way; of each, how far it came. */
struct many {
	struct act		*act;
	const struct net_gate	*gate;
	const struct net_one	*ones;
	struct net_exchange	*exchanges;
	enum net_result		*results;
	size_t			 count, begun;
	CURLM			*multi;
	int64_t			 start;		/* monotonic */
};

/*
 * Over a connection of its own: libcurl repeats by itself what was sent over
 * one that was used before and then found closed, and somebody may have heard
 * it twice.
 */
static bool
one_begin(struct many *m, size_t i)
{
	struct net_exchange	*x = &m->exchanges[i];

	if (!net_begin(m->act, x))
		return false;
	net_set(&x->call, CURLOPT_FRESH_CONNECT, 1L);
	net_set(&x->call, CURLOPT_FORBID_REUSE, 1L);
	net_set(&x->call, CURLOPT_PRIVATE, (char *)x);
	return !x->call.failed &&
	    curl_multi_add_handle(m->multi, x->call.curl) == CURLM_OK;
}

/* They keep their distances. */
static bool
one_may(struct many *m, size_t i)
{
	const int64_t	 before = clock_monotonic_us();
	const bool	 may = m->gate->may(m->gate->arg, i);

	m->start += clock_monotonic_us() - before;
	return may;
}

/* Those whose time has come; returns how long until the next one's, ms. */
static int
begin_due(struct many *m)
{
	const int64_t	 now = clock_monotonic_us() - m->start;
	int64_t		 wait;

	for (; m->begun < m->count &&
	    m->ones[m->begun].after_us <= now; m->begun++)
		if (!one_may(m, m->begun) || !one_begin(m, m->begun))
			m->results[m->begun] = net_finish(
			    &m->exchanges[m->begun], NET_REFUSED);
	if (m->begun == m->count)
		return LOOK_MS;
	wait = (m->ones[m->begun].after_us - now + 999) / 1000;
	return wait < LOOK_MS ? (int)wait : LOOK_MS;
}

static void
end_done(struct many *m)
{
	struct net_exchange	*x;
	CURLMsg			*said;
	CURLcode		 code;
	char			*private;
	int			 left;

	while ((said = curl_multi_info_read(m->multi, &left)) != NULL) {
		if (said->msg != CURLMSG_DONE)
			continue;
		code = said->data.result;
		curl_easy_getinfo(said->easy_handle, CURLINFO_PRIVATE,
		    &private);
		x = (struct net_exchange *)(void *)private;
		curl_multi_remove_handle(m->multi, x->call.curl);
		m->results[x - m->exchanges] = net_finish(x,
		    net_judge(&x->call, code));
	}
}

static void
all_do(struct many *m)
{
	int	 running = 1, wait;

	while (running > 0 || m->begun < m->count) {
		wait = begin_due(m);
		if (curl_multi_perform(m->multi, &running) != CURLM_OK)
			break;
		end_done(m);
		if (running > 0 || m->begun < m->count)
			curl_multi_poll(m->multi, NULL, 0, wait, NULL);
	}
}

/* Where libcurl gave up: nobody knows of those under way. */
static void
left_end(struct many *m)
{
	for (size_t i = 0; i < m->begun; i++)
		if (m->exchanges[i].call.curl != NULL) {
			curl_multi_remove_handle(m->multi,
			    m->exchanges[i].call.curl);
			m->results[i] = net_finish(&m->exchanges[i],
			    NET_UNKNOWN);
		}
}

void
net_http_many(struct act *act, const struct net_gate *gate,
    const struct net_one *ones, size_t count, struct net_answer *answers,
    enum net_result *results)
{
	struct many	 m = { .act = act, .gate = gate, .ones = ones,
		.results = results,
		.exchanges = arena_array(act->arena, count + 1,
		    sizeof(*m.exchanges)), .count = count,
		.start = clock_monotonic_us() };

	for (size_t i = 0; i < count; i++) {
		results[i] = NET_REFUSED;
		net_prepare(act, &ones[i].request, &answers[i],
		    &m.exchanges[i]);
	}
	if ((m.multi = curl_multi_init()) == NULL)
		return;
	all_do(&m);
	left_end(&m);
	curl_multi_cleanup(m.multi);
}
