/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/catalog/group.h"

/*
 * How bundles and what they are made of move together.  A bundle's stock is
 * never counted, only made of its parts' by one statement, in the transaction
 * that moved them.
 */
static const char sql_parts[] =
    "SELECT variation_id, quantity FROM bundle_part"
    " WHERE bundle_id = :id ORDER BY variation_id";
#define MAKES \
    "(SELECT min(v.stock / x.quantity) FROM bundle_part x" \
    "  JOIN product_variation v ON v.id = x.variation_id" \
    "  WHERE x.bundle_id = product_variation.id)"
static const char sql_follow[] =
    "UPDATE product_variation SET stock = " MAKES
    " WHERE id IN (SELECT y.bundle_id FROM bundle_part y"
    "  WHERE y.variation_id = :id) AND stock <> " MAKES
    " RETURNING id, brand_id, product_id, stock, low_stock_at";

/* ---- what goes with it ---------------------------------------------------- */

enum outcome
bundle_parts(struct act *act, const char *variation_id,
    struct bundle_part **parts, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_parts);
	enum outcome	 e;

	*parts = NULL;
	*count = 0;
	db_bind_text(s, ":id", variation_id);
	while ((e = db_step(s)) == SOUK_OK) {
		*parts = arena_more(act->arena, *parts, *count,
		    sizeof(**parts));
		(*parts)[(*count)++] = (struct bundle_part){
		    db_copy(s, 0, act->arena), db_int(s, 1) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

struct lines { struct stock_line *at; size_t count; };

static enum outcome
line_put(struct act *act, struct lines *to, const char *variation,
    const char *place, int64_t change)
{
	if (change > STOCK_MAX || change < -STOCK_MAX) {
		act->problem.numbers[0] = STOCK_MAX;
		return act_refuse(act, SOUK_CONFLICT,
		    &stock_messages[STOCK_TOO_MUCH]);
	}
	to->at = arena_more(act->arena, to->at, to->count, sizeof(*to->at));
	to->at[to->count++] = (struct stock_line){ variation, place, change };
	return SOUK_OK;
}

/* The product of two bounded numbers is a number. */
static enum outcome
line_unpack(struct act *act, struct lines *to, const struct stock_line *line)
{
	struct bundle_part	*parts;
	enum outcome		 e = SOUK_OK;
	size_t			 i, n = 0;

	if (line->place_id == NULL && (e = bundle_parts(act,
	    line->variation_id, &parts, &n)) != SOUK_OK)
		return e;
	if (n == 0 || line->change > STOCK_MAX || line->change < -STOCK_MAX)
		return line_put(act, to, line->variation_id, line->place_id,
		    line->change);
	for (i = 0; i < n && e == SOUK_OK; i++)
		e = line_put(act, to, parts[i].variation_id, NULL,
		    line->change * parts[i].quantity);
	return e;
}

enum outcome
bundle_lines(struct act *act, const struct stock_move *move,
    struct stock_line **lines, size_t *count)
{
	struct lines	 to = { NULL, 0 };
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < move->count && e == SOUK_OK; i++)
		e = line_unpack(act, &to, &move->lines[i]);
	*lines = to.at;
	*count = to.count;
	return e;
}

/* ---- what follows from it --------------------------------------------------- */

struct followed {
	struct stock_state	 state;
	const char		*product;
};

static struct followed
followed_read(struct act *act, struct stmt *s)
{
	return (struct followed){ .product = db_copy(s, 2, act->arena),
	    .state = { .variation_id = db_copy(s, 0, act->arena),
		.brand_id = db_copy(s, 1, act->arena),
		.stock = db_int(s, 3),
		.threshold = db_is_null(s, 4) ? stock_threshold(act) :
		    db_int(s, 4) } };
}

enum outcome
bundles_follow(struct act *act, const char *variation_id, bool fell,
    const char *edited)
{
	struct stmt	*s = db_sql(act->db, sql_follow);
	struct followed	*all = NULL;
	enum outcome	 e;
	size_t		 i, n = 0;

	db_bind_text(s, ":id", variation_id);
	while ((e = db_step(s)) == SOUK_OK) {
		all = arena_more(act->arena, all, n, sizeof(*all));
		all[n++] = followed_read(act, s);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	for (i = 0; i < n; i++)
		if ((e = product_sum(act, all[i].product)) != SOUK_OK ||
		    (!text_equal(all[i].product, edited) &&
		    (e = members_match(act, all[i].product)) != SOUK_OK) ||
		    (e = notice_check(act, &all[i].state, fell)) != SOUK_OK)
			return e;
	return SOUK_OK;
}
