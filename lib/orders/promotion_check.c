/* SPDX-License-Identifier: ISC */
/* What a promotion has to say of itself. */
#include "lib/accounts/groups.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/promotion_check.h"
#include "lib/settings/settings.h"

static const char sql_product[] =
    "SELECT brand_id FROM product WHERE id = :id";
static const char sql_category[] =
    "SELECT brand_id FROM category WHERE id = :id";
static const char sql_collection[] =
    "SELECT brand_id FROM collection WHERE id = :id";

static enum outcome
code_settle(struct act *act, struct record *in)
{
	const char	*code = record_text(in, PROMOTION_CODE);

	if (code == NULL)
		return SOUK_OK;
	code = promotion_code_fold(act->arena, code);
	record_set_text(in, PROMOTION_CODE, code);
	return *code != '\0' ? SOUK_OK :
	    act_bad_field(act, "code", &admin_messages[CODE_EMPTY]);
}

/* What a kind cannot do without. */
static const int	needs[PROMOTION_KIND__MAX][2] = {
	[PROMOTION_PERCENT] = { PROMOTION_RATE, -1 },
	[PROMOTION_AMOUNT] = { PROMOTION_AMOUNT_OFF, -1 },
	[PROMOTION_FREE_SHIPPING] = { -1, -1 },
	[PROMOTION_BUY_GET] = { PROMOTION_BUY, PROMOTION_GET },
};

static enum outcome
needs_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const enum promotion_kind	 kind = promotion_kind_from(
	    value_merged(in, before, PROMOTION_KIND)->text);
	enum outcome			 e = SOUK_OK;
	int				 i;

	for (i = 0; i < 2 && needs[kind][i] >= 0; i++)
		if (value_merged(in, before, needs[kind][i])->state !=
		    VALUE_SET)
			e = act_bad_field(act,
			    promotion_fields.fields[needs[kind][i]].name,
			    &admin_messages[OFF_NEEDS]);
	return e;
}

static enum outcome
amount_settle(struct act *act, struct record *in, const struct record *before,
    int field)
{
	const char	*shop = settings_currency(act->settings);
	const char	*was = before == NULL ? NULL :
			    record_text(before, PROMOTION_CURRENCY);
	const bool	 stays = was != NULL && !record_has(in, field) &&
			    before->values[field].state == VALUE_SET;

	if (in->values[field].state == VALUE_SET &&
	    record_text(in, PROMOTION_CURRENCY) == NULL) {
		if (was != NULL && !text_equal(was, shop))
			return act_bad_field(act, "currency",
			    &base_messages[BASE_REQUIRED]);
		record_set_text(in, PROMOTION_CURRENCY, shop);
	}
	if (stays && record_has(in, PROMOTION_CURRENCY) &&
	    !text_equal(record_text(in, PROMOTION_CURRENCY), was))
		return act_bad_field(act, promotion_fields.fields[field].name,
		    &base_messages[BASE_REQUIRED]);
	return SOUK_OK;
}

/*
 * An amount that comes without its currency was read as one of the shop's; one
 * that stays would be another in another currency.
 */
static enum outcome
currency_settle(struct act *act, struct record *in,
    const struct record *before)
{
	const enum outcome	 e = amount_settle(act, in, before,
				    PROMOTION_AMOUNT_OFF);

	return e != SOUK_OK ? e : amount_settle(act, in, before,
	    PROMOTION_MINIMUM);
}

static enum outcome
bounds_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const struct value	*starts = value_merged(in, before,
				    PROMOTION_STARTS);
	const struct value	*ends = value_merged(in, before,
				    PROMOTION_ENDS);
	const struct value	*limit = &in->values[PROMOTION_LIMIT];
	const int64_t		 used = before == NULL ? 0 :
				    before->values[PROMOTION_USED].num;

	if (starts->state == VALUE_SET && ends->state == VALUE_SET &&
	    ends->num <= starts->num)
		return act_bad_field(act, "endsAt",
		    &catalog_messages[CATALOG_LIST_DATES]);
	if (limit->state == VALUE_SET && limit->num < used)
		return act_bad_number(act, "usageLimit",
		    &base_messages[BASE_TOO_SMALL], used, 0);
	return SOUK_OK;
}

/* ---- targets ------------------------------------------------------------------ */

static enum outcome
target_check(struct act *act, const char *sql, const char *id, size_t i)
{
	struct stmt	*s = db_sql(act->db, sql);
	const char	*brand = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		brand = db_copy(s, 0, act->arena);
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, arena_printf(act->arena,
		    "targetIds[%zu]", i), &admin_messages[OFF_TARGET]);
	return e != SOUK_OK ? e : catalog_brand(act, brand);
}

/* Every one of them, so that all that are not there are named. */
static enum outcome
each_check(struct act *act, const struct value *targets, const char *sql)
{
	enum outcome	 e = SOUK_OK, one;

	for (size_t i = 0; i < targets->count && (e == SOUK_OK ||
	    e == SOUK_INVALID); i++) {
		one = target_check(act, sql, targets->texts[i], i);
		e = one == SOUK_OK ? e : one;
	}
	return e;
}

static enum outcome
targets_check(struct act *act, struct record *in, const struct record *before)
{
	static const char *const	 sqls[] = { [SCOPE_ALL] = NULL,
		[SCOPE_PRODUCTS] = sql_product,
		[SCOPE_CATEGORIES] = sql_category,
		[SCOPE_COLLECTIONS] = sql_collection };
	struct value			*targets =
	    &in->values[PROMOTION_TARGETS];
	const bool			 given = targets->state == VALUE_SET;
	const char			*scope = value_merged(in, before,
					    PROMOTION_SCOPE)->text;
	int				 which = SCOPE_ALL;

	while (!text_equal(promotion_scopes[which], scope))
		which++;
	if (which == SCOPE_ALL) {
		*targets = (struct value){ .state = VALUE_SET };
		return SOUK_OK;
	}
	if ((given && targets->count == 0) || (!given && (before == NULL ||
	    !record_is(before, PROMOTION_SCOPE, scope))))
		return act_bad_field(act, "targetIds",
		    &base_messages[BASE_REQUIRED]);
	return each_check(act, targets, sqls[which]);
}

enum outcome
promotion_check(struct act *act, struct record *in, const struct record *before)
{
	const char	*group = record_text(in, PROMOTION_GROUP);
	enum outcome	 e;

	if ((e = code_settle(act, in)) != SOUK_OK ||
	    (e = needs_check(act, in, before)) != SOUK_OK ||
	    (e = currency_settle(act, in, before)) != SOUK_OK ||
	    (e = bounds_check(act, in, before)) != SOUK_OK ||
	    (e = targets_check(act, in, before)) != SOUK_OK)
		return e;
	return group == NULL ? SOUK_OK : group_check(act, "groupId", group);
}
