/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/price_of.h"
#include "lib/db/many.h"
#include "lib/settings/settings.h"

#define VARIATIONS_AT_ONCE	200
#define PRODUCTS_AT_ONCE	100	/* PAGE_LIMIT_MAX, a page of them */
static_assert(PRODUCTS_AT_ONCE >= PAGE_LIMIT_MAX, "a page is one statement");

#define PRICE_SQL(WHICH) \
    "SELECT v.id, v.product_id, v.is_active, " PRICE_COLUMNS \
    " FROM product_variation v" PRICE_JOINS " WHERE " WHICH
#define PRICE_AT	3	/* where PRICE_COLUMNS begin */

static const char sql_of_product[] =
    PRICE_SQL("v.product_id = :product ORDER BY v.position, v.id");
static const char sql_of_products[] =
    PRICE_SQL("v.product_id IN (" DB_HUNDRED("p0") ")"
    " ORDER BY v.product_id, v.position, v.id");
static const char sql_of_variations[] =
    PRICE_SQL("v.id IN (" DB_HUNDRED("p0") "," DB_HUNDRED("p1") ")");

/* ---- one row --------------------------------------------------------------- */

/* An amount of the current row; false: NULL. */
static bool
amount_at(struct stmt *s, int column, int64_t *amount)
{
	if (db_is_null(s, column))
		return false;
	*amount = db_int(s, column);
	return true;
}

/* The usual price and what was set to be crossed out beside it. */
static void
usual_read(struct stmt *s, int at, struct price_now *p)
{
	const int	 usual = amount_at(s, at, &p->usual) ? at : at + 2;

	p->has_base = amount_at(s, at + 2, &p->base);
	p->has_usual = amount_at(s, usual, &p->usual);
	p->has_compare = p->has_usual &&
	    amount_at(s, usual + 1, &p->compare_at);
}

void
price_read(struct stmt *s, int at, struct price_now *p)
{
	*p = (struct price_now){ .list_id = NULL };
	usual_read(s, at, p);
	p->has = amount_at(s, at + 4, &p->amount);
	if (p->has) {
		p->list_id = db_text(s, at + 5, NULL);
		amount_at(s, at + 6, &p->until);
	} else if ((p->has = p->has_usual))
		p->amount = p->usual;
	if (!p->has_compare || p->compare_at <= p->amount) {
		p->has_compare = p->has_usual && p->usual > p->amount;
		p->compare_at = p->has_compare ? p->usual : 0;
	}
}

void
price_row_read(struct stmt *s, struct price_now *p)
{
	price_read(s, PRICE_AT, p);
}

/* ---- statements --------------------------------------------------------- */

void
price_terms_bind(struct stmt *s, const struct price_terms *terms)
{
	db_bind_text(s, ":currency", terms->currency);
	db_bind_text(s, ":groups", terms->groups);
	db_bind_int(s, ":now", terms->now);
}

static struct stmt *
price_sql(struct act *act, const char *sql, const struct price_terms *terms)
{
	struct stmt	*s = db_sql(act->db, sql);

	price_terms_bind(s, terms);
	return s;
}

struct stmt *
prices_of_product(struct act *act, const char *product,
    const struct price_terms *terms)
{
	struct stmt	*s = price_sql(act, sql_of_product, terms);

	db_bind_text(s, ":product", product);
	return s;
}

struct stmt *
prices_of_products(struct act *act, const char *const *products, size_t n,
    const struct price_terms *terms)
{
	struct stmt	*s = price_sql(act, sql_of_products, terms);

	db_bind_many(s, products, n, PRODUCTS_AT_ONCE);
	return s;
}

/* ---- the lowest of a product ----------------------------------------------- */

void
price_from_start(struct price_from *from)
{
	*from = (struct price_from){ .has_usual = false };
}

void
price_from_add(struct price_from *from, struct stmt *s,
    const struct price_now *p)
{
	if (db_int(s, 2) != 1 || !p->has)
		return;
	from->has_usual |= p->has_usual;
	if (from->lowest.has && from->lowest.amount <= p->amount)
		return;
	from->lowest = *p;
}

/* ---- the one question ------------------------------------------------------- */

/* An id of the question and where its answer goes. */
struct asked { const char *id; struct price_now *out; };

static int
asked_compare(const void *a, const void *b)
{
	return strcmp(((const struct asked *)a)->id,
	    ((const struct asked *)b)->id);
}

/* The row's answer to everyone who asked for it. */
static void
answer_put(struct act *act, struct stmt *s, struct asked *asked, size_t n)
{
	const struct asked	 key = { db_text(s, 0, NULL), NULL };
	struct asked		*at, *end = asked + n;
	struct price_now	 price;

	at = bsearch(&key, asked, n, sizeof(*asked), asked_compare);
	if (at == NULL)
		return;
	price_row_read(s, &price);
	price.list_id = arena_copy(act->arena, price.list_id);
	while (at > asked && strcmp(at[-1].id, key.id) == 0)
		at--;
	for (; at < end && strcmp(at->id, key.id) == 0; at++)
		*at->out = price;
}

static enum outcome
price_some(struct act *act, const char *const *ids, size_t n,
    const struct price_terms *terms, struct price_now *out)
{
	struct asked	*asked = arena_array(act->arena, n, sizeof(*asked));
	struct stmt	*s = price_sql(act, sql_of_variations, terms);
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < n; i++) {
		out[i] = (struct price_now){ .list_id = NULL };
		asked[i] = (struct asked){ ids[i], &out[i] };
	}
	qsort(asked, n, sizeof(*asked), asked_compare);
	db_bind_many(s, ids, n, VARIATIONS_AT_ONCE);
	while ((e = db_step(s)) == SOUK_OK)
		answer_put(act, s, asked, n);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
price_of(struct act *act, const char *const *ids, size_t n,
    const struct price_terms *terms, struct price_now *out)
{
	enum outcome	 e;
	size_t		 i, some;

	for (i = 0; i < n; i += some) {
		some = n - i < VARIATIONS_AT_ONCE ? n - i : VARIATIONS_AT_ONCE;
		e = price_some(act, ids + i, some, terms, out + i);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

/* ---- for whom, and when ------------------------------------------------- */

/*
 * An act's own time may be from before it waited for the lock, and what is
 * derived by it would undo what a job did at the start of a list meanwhile.
 */
int64_t
price_moment(const struct act *act)
{
	const int64_t	 now = clock_now();

	return now > act->now ? now : act->now;
}

struct price_terms
price_terms_public(const struct act *act)
{
	return (struct price_terms){
		.currency = settings_currency(act->settings),
		.groups = "",
		.now = price_moment(act),
	};
}

enum outcome
price_terms_of(struct act *act, const char *currency,
    struct price_terms *terms)
{
	*terms = price_terms_public(act);
	if (currency != NULL)
		terms->currency = currency;
	return actor_groups(act, &terms->groups);
}

enum outcome
price_currency_check(struct act *act, const char *currency)
{
	if (currency == NULL || money_decimals(currency) >= 0)
		return SOUK_OK;
	return act_bad_field(act, "currency",
	    &base_messages[BASE_BAD_CURRENCY]);
}
