/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/bulk_plan.h"

#define WHOLE	INT64_C(1000000)	/* 100 %, in 1/10,000 % */

static bool
is_amount(int64_t n)
{
	return n >= 0 && n <= MONEY_MAX;
}

/* Half up.  What does not fit 63 bits is far above any amount. */
static bool
amount_percent(int64_t percent, int64_t *amount)
{
	int64_t	 n;

	if (__builtin_mul_overflow(*amount, percent, &n) ||
	    __builtin_add_overflow(n, WHOLE / 2, &n))
		return false;
	*amount = n / WHOLE;
	return true;
}

/* The nearest that ends so, of two as near the higher; never below it. */
static int64_t
amount_ending(int64_t amount, int64_t ending, int64_t modulus)
{
	int64_t	 low = amount - amount % modulus + ending;

	if (low > amount)
		low -= modulus;
	if (low < ending || low == 0)
		return ending > 0 ? ending : modulus;
	return amount - low < low + modulus - amount ? low : low + modulus;
}

bool
bulk_amount(const struct bulk_change *c, int64_t *amount)
{
	bool	 ok = true;

	switch (c->operation) {
	case BULK_SET:
		*amount = c->value.num;
		break;
	case BULK_ADD:
		ok = money_add(*amount, c->value.num, amount);
		break;
	case BULK_SUBTRACT:
		ok = money_add(*amount, -c->value.num, amount);
		break;
	case BULK_MULTIPLY:
		ok = amount_percent(c->percent, amount);
		break;
	default:
		return false;
	}
	if (ok && is_amount(*amount) && c->modulus > 0)
		*amount = amount_ending(*amount, c->ending, c->modulus);
	return ok && is_amount(*amount);
}

/* A zero before the point is there for the eye. */
bool
bulk_ending_parse(const char *text, int decimals, int64_t *ending,
    int64_t *modulus)
{
	const char	*point = strpbrk(text, ".,");
	int		 digits = 0;

	if (point == text + 1 && *text == '0')
		text++;
	if (point == NULL ? decimals > 0 :
	    (int)strlen(point + 1) != decimals || decimals == 0)
		return false;
	*ending = 0;
	*modulus = 1;
	for (; *text != '\0'; text++) {
		if (text == point)
			continue;
		if (*text < '0' || *text > '9' || ++digits > 9)
			return false;
		*ending = *ending * 10 + *text - '0';
		*modulus *= 10;
	}
	return digits > 0;
}
