/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/money.h"
#include "lib/orders/quote.h"

#define MILLION	1000000

/* a × b / c, half away from 0; no product of two amounts is beyond 128 bits. */
static __int128
portion(int64_t a, int64_t b, int64_t c)
{
	const __int128	 n = (__int128)a * b;
	const __int128	 half = c / 2;

	assert(c > 0);
	return n < 0 ? -((-n + half) / c) : (n + half) / c;
}

static bool
within(__int128 n, int64_t *out)
{
	if (n < -MONEY_MAX || n > MONEY_MAX)
		return false;
	*out = (int64_t)n;
	return true;
}

bool
quote_percent(int64_t amount, int64_t rate, int64_t *part)
{
	return within(portion(amount, rate, MILLION), part);
}

bool
quote_tax_in(int64_t amount, int64_t rate, int64_t *tax)
{
	if (rate < 0 || rate > INT64_MAX - MILLION)
		return false;
	return within(portion(amount, rate, MILLION + rate), tax);
}

void
quote_share(int64_t amount, const int64_t *parts, size_t n, int64_t *shares)
{
	int64_t	 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += parts[i];
	for (size_t i = 0; i < n; i++) {
		shares[i] = quote_part(parts[i], amount, sum);
		amount -= shares[i];
		sum -= parts[i];
	}
}

int64_t
quote_part(int64_t left, int64_t pieces, int64_t pieces_left)
{
	if (pieces <= 0)
		return 0;
	if (pieces >= pieces_left)
		return left;
	return (int64_t)portion(left, pieces, pieces_left);
}
