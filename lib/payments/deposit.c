/* SPDX-License-Identifier: ISC */
#include "lib/base/money.h"
#include "lib/payments/payments.h"

#define MILLION	INT64_C(1000000)

const char *const deposit_kinds[] = {
	[DEPOSIT_NONE] = "none", [DEPOSIT_PERCENT] = "percent",
	[DEPOSIT_FIXED] = "fixed", [DEPOSIT_PER_PERSON] = "per_person",
	[DEPOSIT__MAX] = NULL
};

/* Half away from 0; whole millions apart, so that nothing overflows. */
static bool
percent(int64_t total, int64_t rate, int64_t *amount)
{
	int64_t	whole, part;

	if (total < 0 || total > MONEY_MAX || rate < 0 || rate > MILLION ||
	    !money_multiply(total / MILLION, rate, &whole))
		return false;
	part = (total % MILLION * rate + MILLION / 2) / MILLION;
	return money_add(whole, part, amount);
}

static bool
of_kind(const struct deposit_rule *rule, int64_t total, int64_t people,
    int64_t *amount)
{
	switch (rule->kind) {
	case DEPOSIT_PERCENT:
		return percent(total, rule->value, amount);
	case DEPOSIT_FIXED:
		*amount = rule->value;
		return rule->value >= 0 && rule->value <= MONEY_MAX;
	case DEPOSIT_PER_PERSON:
		return people >= 0 && rule->value >= 0 &&
		    money_multiply(rule->value, people, amount);
	case DEPOSIT_NONE:
	case DEPOSIT__MAX:
		break;
	}
	*amount = 0;
	return true;
}

bool
deposit_of(const struct deposit_rule *rule, int64_t total, int64_t people,
    int64_t *amount)
{
	if (!of_kind(rule, total, people, amount))
		return false;
	if (people < rule->from_people || rule->kind == DEPOSIT_NONE) {
		*amount = 0;
		return true;
	}
	if (*amount < rule->least)
		*amount = rule->least;
	if (rule->most > 0 && *amount > rule->most)
		*amount = rule->most;
	if (total > 0 && *amount > total)
		*amount = total;
	return true;
}
