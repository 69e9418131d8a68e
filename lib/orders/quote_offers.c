/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/accounts/groups.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/db/many.h"
#include "lib/orders/promotions.h"
#include "lib/orders/quote_parts.h"

#define OFFER_COLUMNS \
    "id, code, name, scope, group_id, currency, priority," \
    " usage_limit, customer_limit, used, starts_at, ends_at, is_active," \
    " kind, rate, amount, buy_quantity, get_quantity, minimum, stacks" \
    " FROM promotion"
#define OFFERS	DB_MANY	/* that hold by themselves at once */
static_assert(OFFERS == 100 && QUOTE_CODES == 10, "as the statements say");

static const char sql_automatic[] =
    "SELECT " OFFER_COLUMNS " WHERE brand_id = :brand AND code IS NULL"
    " AND is_active = 1 AND (starts_at IS NULL OR starts_at <= :now)"
    " AND (ends_at IS NULL OR ends_at > :now)"
    " AND (usage_limit IS NULL OR used < usage_limit)"
    " ORDER BY priority DESC, id LIMIT 100";
static const char sql_by_code[] =
    "SELECT " OFFER_COLUMNS " WHERE brand_id = :brand AND code IN ("
    DB_TEN("p00") ")";
static const char sql_uses[] =
    "SELECT promotion_id, count(*) FROM promotion_use"
    " WHERE customer = :customer AND promotion_id IN ("
    DB_HUNDRED("p0") "," DB_TEN("p10") ")"
    " GROUP BY promotion_id";

/* ---- reading --------------------------------------------------------------- */

static int64_t
int_or_0(struct stmt *s, int column)
{
	return db_is_null(s, column) ? 0 : db_int(s, column);
}

static void
offer_read(struct act *act, struct stmt *s, struct offer *o)
{
	*o = (struct offer){
		.id = db_copy(s, 0, act->arena),
		.code = db_copy(s, 1, act->arena),
		.label = db_copy(s, 2, act->arena),
		.scope = db_copy(s, 3, act->arena),
		.group_id = db_copy(s, 4, act->arena),
		.currency = db_copy(s, 5, act->arena),
		.priority = db_int(s, 6), .usage_limit = int_or_0(s, 7),
		.customer_limit = int_or_0(s, 8), .used = db_int(s, 9),
		.starts = int_or_0(s, 10), .ends = int_or_0(s, 11),
		.active = db_int(s, 12) == 1,
		.sum = { .kind = promotion_kind_from(db_text(s, 13, NULL)),
			.rate = int_or_0(s, 14), .amount = int_or_0(s, 15),
			.buy = int_or_0(s, 16), .get = int_or_0(s, 17),
			.minimum = int_or_0(s, 18),
			.alone = db_int(s, 19) == 0 },
	};
}

static enum outcome
offers_read(struct quote_work *w, struct stmt *s)
{
	enum outcome	 e;

	db_bind_text(s, ":brand", w->ask->brand_id);
	while ((e = db_step(s)) == SOUK_OK)
		offer_read(w->act, s, &w->offers[w->offer_count++]);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* By priority, of equal ones the first made; as sql_automatic has it. */
static int
offer_compare(const void *a, const void *b)
{
	const struct offer	*x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* ---- codes ------------------------------------------------------------------ */

static bool
is_given(const struct quote *q, const char *code)
{
	size_t	 i;

	for (i = 0; i < q->code_count; i++)
		if (strcmp(q->codes[i].code, code) == 0)
			return true;
	return false;
}

static enum outcome
codes_fold(struct quote_work *w)
{
	struct quote	*q = w->quote;
	const char	*code;
	size_t		 i;

	if (w->ask->code_count > QUOTE_CODES)
		return act_bad_number(w->act, "codes",
		    &base_messages[BASE_TOO_MANY], QUOTE_CODES, 0);
	for (i = 0; i < w->ask->code_count; i++) {
		code = promotion_code_fold(w->act->arena, w->ask->codes[i]);
		if (!is_given(q, code))
			q->codes[q->code_count++] = (struct quote_code){
				code, &quote_messages[CODE_UNKNOWN] };
	}
	return SOUK_OK;
}

static enum outcome
codes_read(struct quote_work *w)
{
	const char	*codes[QUOTE_CODES];
	struct stmt	*s;
	size_t		 i;

	if (w->quote->code_count == 0)
		return SOUK_OK;
	for (i = 0; i < w->quote->code_count; i++)
		codes[i] = w->quote->codes[i].code;
	s = db_sql(w->act->db, sql_by_code);
	db_bind_many(s, codes, i, QUOTE_CODES);
	return offers_read(w, s);
}

/* ---- do they count? ----------------------------------------------------------- */

static bool
is_of_group(const char *groups, const char *id)
{
	return id == NULL || strstr(groups, id) != NULL;
}

static const struct message *
offer_problem(const struct quote_work *w, const struct offer *o)
{
	const int64_t	 now = w->terms.now;

	if (!o->active)
		return &quote_messages[CODE_UNKNOWN];
	if (o->starts != 0 && o->starts > now)
		return &quote_messages[CODE_NOT_YET];
	if (o->ends != 0 && o->ends <= now)
		return &quote_messages[CODE_OVER];
	if (o->usage_limit != 0 && o->used >= o->usage_limit)
		return &quote_messages[CODE_USED_UP];
	if (!is_of_group(w->terms.groups, o->group_id))
		return &quote_messages[CODE_FOR_OTHERS];
	if (o->currency != NULL &&
	    strcmp(o->currency, w->quote->currency) != 0)
		return &quote_messages[CODE_CURRENCY];
	return NULL;
}

static void
use_count(struct quote_work *w, const char *id, int64_t uses)
{
	size_t	 i;

	for (i = 0; i < w->offer_count; i++) {
		struct offer	*o = &w->offers[i];

		if (strcmp(o->id, id) == 0 && o->problem == NULL &&
		    o->customer_limit != 0 && uses >= o->customer_limit)
			o->problem = &quote_messages[CODE_USED_BY_YOU];
	}
}

/* How often this customer used those that have a limit for each. */
static enum outcome
uses_read(struct quote_work *w)
{
	const char	*ids[OFFERS + QUOTE_CODES];
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i, n = 0;

	for (i = 0; i < w->offer_count; i++)
		if (w->offers[i].customer_limit != 0)
			ids[n++] = w->offers[i].id;
	if (n == 0 || w->ask->customer == NULL)
		return SOUK_OK;
	s = db_sql(w->act->db, sql_uses);
	db_bind_text(s, ":customer", w->ask->customer);
	db_bind_many(s, ids, n, OFFERS + QUOTE_CODES);
	while ((e = db_step(s)) == SOUK_OK)
		use_count(w, db_text(s, 0, NULL), db_int(s, 1));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
quote_offers(struct quote_work *w)
{
	struct stmt	*s = db_sql(w->act->db, sql_automatic);
	enum outcome	 e;
	size_t		 i;

	w->offers = arena_array(w->act->arena, OFFERS + QUOTE_CODES,
	    sizeof(*w->offers));
	db_bind_int(s, ":now", w->terms.now);
	if ((e = codes_fold(w)) != SOUK_OK ||
	    (e = offers_read(w, s)) != SOUK_OK ||
	    (e = codes_read(w)) != SOUK_OK)
		return e;
	qsort(w->offers, w->offer_count, sizeof(*w->offers), offer_compare);
	for (i = 0; i < w->offer_count; i++)
		w->offers[i].problem = offer_problem(w, &w->offers[i]);
	return uses_read(w);
}
