/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/base/money.h"
#include "lib/catalog/facet.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define BUCKETS		5

static const char sql_prices[] =
    "SELECT (p.price_from - :start) / :step AS n, count(*) FROM product p"
    " WHERE 1 = 1";
static const char sql_prices_tail[] = "GROUP BY n";

/*
 * Five steps of 1, 2 or 5 times a power of ten that begin at a multiple of
 * themselves and reach from the least price to the highest.
 */
static void
steps_find(int64_t least, int64_t most, int64_t *start, int64_t *step)
{
	static const int	 heads[] = { 1, 2, 5 };
	int64_t			 power;
	size_t			 i;

	for (power = 1;; power *= 10)
		for (i = 0; i < COUNT(heads); i++) {
			*step = heads[i] * power;
			*start = least / *step * *step;
			if (*start + BUCKETS * *step > most)
				return;
		}
}

static const char *
amount_text(struct act *act, int64_t minor)
{
	struct buf	 b;

	buf_init(&b, act->arena, 24);
	money_put(&b, minor, settings_decimals(act->settings));
	return b.p;
}

static const char *
amount_shown(struct act *act, int64_t minor)
{
	struct buf	 b;

	buf_init(&b, act->arena, 32);
	money_show(&b, minor, settings_currency(act->settings), act->locale);
	return b.p;
}

static void
bucket_put(struct facet_maker *m, struct record *group, int64_t from,
    int64_t to, int64_t count)
{
	struct act	*act = m->act;
	struct record	*v;

	v = facet_value(m, group, arena_printf(act->arena, "%s-%s",
	    amount_text(act, from), amount_text(act, to)),
	    arena_printf(act->arena, "%s – %s", amount_shown(act, from),
	    amount_shown(act, to)), count);
	if (v == NULL)
		return;
	record_set_int(v, FACET_MIN, from);
	record_set_int(v, FACET_MAX, to);
	record_set_int(v, FACET_SELECTED,
	    facet_is_asked(&m->list, FILTER_MIN_PRICE, from) &&
	    facet_is_asked(&m->list, FILTER_MAX_PRICE, to));
}

/* From the cheapest on. */
enum outcome
facet_prices_put(struct facet_maker *m)
{
	const struct listing	 part = listing_without(&m->list,
				    FILTER_MIN_PRICE, NULL);
	struct record		*group = facet_group(m->act->arena, "price",
				    NULL);
	int64_t			 start, step, counts[BUCKETS] = { 0 };
	struct overview		*o;
	struct stmt		*s;
	enum outcome		 e;
	int			 i;

	if ((e = facet_overview(m, FILTER_MIN_PRICE, &o)) != SOUK_OK ||
	    !o->priced)
		return e;
	steps_find(o->least, o->most, &start, &step);
	s = facet_sql(m->act, &part, sql_prices, NULL, sql_prices_tail);
	db_bind_int(s, ":start", start);
	db_bind_int(s, ":step", step);
	while ((e = db_step(s)) == SOUK_OK)
		if (db_int(s, 0) >= 0 && db_int(s, 0) < BUCKETS)
			counts[db_int(s, 0)] = db_int(s, 1);
	for (i = 0; i < BUCKETS; i++)
		if (counts[i] > 0)
			bucket_put(m, group, start + i * step,
			    start + (i + 1) * step - 1, counts[i]);
	facet_group_put(m, group);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
