/* SPDX-License-Identifier: ISC */
#include "lib/payments/stripe_amount.h"

#include <stddef.h>

#include "lib/base/money.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * Where Stripe's units are not what ISO 4217 says: how many decimals they
 * have there, and of what an amount must be a multiple.  All others have
 * their own decimals, and three-decimal ones a 0 at the end.
 */
static const struct { const char *currency; int decimals; int64_t step; }
    special[] = {
	{ "BIF", 0, 1 }, { "CLP", 0, 1 }, { "DJF", 0, 1 }, { "GNF", 0, 1 },
	{ "JPY", 0, 1 }, { "KMF", 0, 1 }, { "KRW", 0, 1 }, { "MGA", 0, 1 },
	{ "PYG", 0, 1 }, { "RWF", 0, 1 }, { "VND", 0, 1 }, { "VUV", 0, 1 },
	{ "XAF", 0, 1 }, { "XOF", 0, 1 }, { "XPF", 0, 1 },
	{ "UGX", 2, 100 }, { "ISK", 2, 100 },
	{ "HUF", 2, 1 }, { "TWD", 2, 1 },	/* only payouts are whole */
	{ "BHD", 3, 10 }, { "JOD", 3, 10 }, { "KWD", 3, 10 },
	{ "OMR", 3, 10 }, { "TND", 3, 10 },
};

static void
units_of(const char *currency, int *decimals, int64_t *step)
{
	*decimals = money_decimals(currency);
	*step = 1;
	for (size_t i = 0; i < COUNT(special); i++)
		if (text_equal(special[i].currency, currency)) {
			*decimals = special[i].decimals;
			*step = special[i].step;
		}
}

/* From one number of decimals to another, exactly. */
static bool
rescale(int64_t amount, int from, int to, int64_t *out)
{
	for (; from < to; from++)
		if (!money_multiply(amount, 10, &amount))
			return false;
	for (; from > to; from--) {
		if (amount % 10 != 0)
			return false;
		amount /= 10;
	}
	*out = amount;
	return true;
}

bool
stripe_amount_out(int64_t minor, const char *currency, int64_t *theirs)
{
	const int	ours = money_decimals(currency);
	int		decimals;
	int64_t		step;

	units_of(currency, &decimals, &step);
	return ours >= 0 && minor > 0 && minor <= MONEY_MAX &&
	    rescale(minor, ours, decimals, theirs) && *theirs % step == 0;
}

bool
stripe_amount_in(int64_t theirs, const char *currency, int64_t *minor)
{
	const int	ours = money_decimals(currency);
	int		decimals;
	int64_t		step;

	units_of(currency, &decimals, &step);
	return ours >= 0 && theirs >= 0 && theirs <= MONEY_MAX &&
	    rescale(theirs, decimals, ours, minor);
}

int64_t
stripe_amount_up(int64_t minor, const char *currency)
{
	const int	ours = money_decimals(currency);
	int		decimals;
	int64_t		step;

	units_of(currency, &decimals, &step);
	for (; decimals < ours; decimals++)
		step *= 10;
	for (; decimals > ours && step % 10 == 0; decimals--)
		step /= 10;
	if (ours < 0 || minor <= 0 || minor > MONEY_MAX - step)
		return minor;
	return (minor + step - 1) / step * step;
}
