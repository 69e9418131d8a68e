/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/orders/promotions.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

const char *const promotion_kinds[] = {
	[PROMOTION_PERCENT] = "percent", [PROMOTION_AMOUNT] = "amount",
	[PROMOTION_FREE_SHIPPING] = "free_shipping",
	[PROMOTION_BUY_GET] = "buy_get", NULL
};
static_assert(COUNT(promotion_kinds) == PROMOTION_KIND__MAX + 1,
    "a name for each");

const char *const promotion_scopes[] = {
	[SCOPE_ALL] = "all", [SCOPE_PRODUCTS] = "products",
	[SCOPE_CATEGORIES] = "categories",
	[SCOPE_COLLECTIONS] = "collections", NULL
};
static_assert(COUNT(promotion_scopes) == SCOPE__MAX + 1, "a name for each");

enum promotion_kind
promotion_kind_from(const char *name)
{
	int	 i;

	for (i = 0; i < PROMOTION_KIND__MAX; i++)
		if (text_equal(promotion_kinds[i], name))
			return (enum promotion_kind)i;
	return PROMOTION_KIND__MAX;
}

const char *
promotion_code_fold(struct arena *arena, const char *code)
{
	return text_fold(arena, code, strlen(code));
}
