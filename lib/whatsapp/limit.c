/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/limit.h"

#include "lib/base/clock.h"
#include "lib/base/crypto.h"

#define SECOND_US	INT64_C(1000000)
#define DEBT_US		((WA_PAIR_BURST - 1) * WA_PAIR_US)
#define PAUSE_MOST	CLOCK_HOUR
/* Beyond it no bucket of ours is ever filled. */
#define PAIR_MOST_US	(DEBT_US + WA_PAIR_US + PAUSE_MOST * 1000)

bool
wa_rate_take(int64_t *free_at, int64_t per_second, int64_t now_us,
    int64_t *at)
{
	/* A little more, for how long each takes to get there differs. */
	const int64_t	 interval = SECOND_US * 51 / 50 / (per_second < 1 ?
			    1 : per_second);
	int64_t		 next = *free_at;

	if (next < now_us || next > now_us + WA_SPAN_US + 2 * interval)
		next = now_us;
	*at = next;
	if (next > now_us + WA_SPAN_US)
		return false;
	*free_at = next + interval;
	return true;
}

bool
wa_pair_take(int64_t *free_at, int64_t now_us, int64_t *at)
{
	int64_t	 next = *free_at;

	if (next < now_us || next > now_us + PAIR_MOST_US)
		next = now_us;
	*at = next - DEBT_US > now_us ? next - DEBT_US : now_us;
	if (*at > now_us)
		return false;
	*free_at = next + WA_PAIR_US;
	return true;
}

int64_t
wa_pair_until(int64_t until_us)
{
	return until_us + DEBT_US;
}

static int64_t
pause_of(int64_t first, int64_t times, int64_t n)
{
	int64_t	 pause = first;

	for (; n > 1 && pause < PAUSE_MOST; n--)
		pause *= times;
	return pause < PAUSE_MOST ? pause : PAUSE_MOST;
}

int64_t
wa_pause(int64_t n)
{
	return pause_of(CLOCK_SECOND, 2, n);
}

int64_t
wa_pair_pause(int64_t n)
{
	return pause_of(4 * CLOCK_SECOND, 4, n);
}

int64_t
wa_jitter(int64_t pause)
{
	uint32_t	 chance = 0;

	if (!crypto_random(&chance, sizeof(chance)))
		return pause;
	return pause + chance % (pause / 4 + 1);
}
