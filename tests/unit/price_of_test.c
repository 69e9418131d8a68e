/* SPDX-License-Identifier: ISC */
/*
 * What a variation costs: the rule against a table that states it and against
 * a naive model of the same shop, and what is derived from it.
 */
#include "lib/catalog/internal.h"
#include "tests/unit/catalog_shop.h"

#define NOW	INT64_C(4000000000000)	/* after any clock that runs this */

/* ---- a shop in plain arrays ------------------------------------------------ */

#define PRODUCTS	3
#define VARIATIONS	7
#define LISTS		9
#define CURRENCIES	3
#define NONE		INT64_C(-1)

static const char *const currencies[CURRENCIES] = { "EUR", "KWD", "JPY" };

static struct {
	int64_t	 base[PRODUCTS][CURRENCIES], base_was[PRODUCTS][CURRENCIES];
	struct {
		int	 product;
		bool	 active;
		int64_t	 own[CURRENCIES], was[CURRENCIES];
	}	 variations[VARIATIONS];
	struct {
		int	 currency, group;	/* group -1: everybody */
		int64_t	 starts, ends;		/* NONE: none */
		int64_t	 priority;
		bool	 active;
		int64_t	 prices[VARIATIONS];
	}	 lists[LISTS];
	int	 list_count;
} model;

static unsigned	seed;

static int
pick(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int)((seed >> 16) % (unsigned)n);
}

/* Often none; few values, so that equal ones meet. */
static int64_t
pick_amount(int of_ten)
{
	return pick(10) < of_ten ? pick(8) : NONE;
}

static int64_t
pick_was(int64_t amount)
{
	return amount != NONE && pick(3) == 0 ? amount + 1 + pick(4) : NONE;
}

static int64_t
pick_time(void)
{
	return pick(3) == 0 ? NONE : NOW - 20 + 10 * pick(5);
}

static void
model_make(void)
{
	memset(&model, 0, sizeof(model));
	for (int p = 0; p < PRODUCTS; p++)
		for (int c = 0; c < CURRENCIES; c++) {
			model.base[p][c] = pick_amount(7);
			model.base_was[p][c] = pick_was(model.base[p][c]);
		}
	for (int v = 0; v < VARIATIONS; v++) {
		model.variations[v].product = v % PRODUCTS;
		model.variations[v].active = pick(5) > 0;
		for (int c = 0; c < CURRENCIES; c++) {
			model.variations[v].own[c] = pick_amount(4);
			model.variations[v].was[c] =
			    pick_was(model.variations[v].own[c]);
		}
	}
	model.list_count = pick(LISTS + 1);
	for (int l = 0; l < model.list_count; l++) {
		model.lists[l].currency = pick(CURRENCIES);
		model.lists[l].group = pick(4) - 1;
		model.lists[l].priority = pick(3);
		model.lists[l].active = pick(4) > 0;
		do {
			model.lists[l].starts = pick_time();
			model.lists[l].ends = pick_time();
		} while (model.lists[l].starts != NONE &&
		    model.lists[l].ends != NONE &&
		    model.lists[l].ends <= model.lists[l].starts);
		for (int v = 0; v < VARIATIONS; v++)
			model.lists[l].prices[v] = pick_amount(6);
	}
}

/* ---- the same in the database ------------------------------------------------ */

static const char *
id_of(const char *prefix, int n)
{
	return arena_printf(store.arena, "%s_%026d", prefix, n);
}

static const char *
or_null(int64_t n)
{
	return n == NONE ? "NULL" : arena_printf(store.arena, "%lld",
	    (long long)n);
}

static void
shop_base(void)
{
	as_brand(OURS);
	shop_sql("INSERT INTO category (id, brand_id, created_at, updated_at)"
	    " VALUES ('cat', '" OURS "', 1, 1)");
	for (int g = 0; g < 3; g++)
		shop_sql("INSERT INTO customer_group (id, brand_id, name,"
		    " created_at, updated_at) VALUES ('%s', '" OURS "', 'g%d',"
		    " 1, 1)", id_of("group", g), g);
	store.now = NOW;
}

static void
price_row(const char *table, const char *column, const char *id, int c,
    int64_t amount, int64_t was)
{
	if (amount != NONE)
		shop_sql("INSERT INTO %s (%s, currency, amount, compare_at)"
		    " VALUES ('%s', '%s', %lld, %s)", table, column, id,
		    currencies[c], (long long)amount, or_null(was));
}

static void
list_row(int l)
{
	shop_sql("INSERT INTO price_list (id, brand_id, name, currency,"
	    " group_id, starts_at, ends_at, priority, is_active, created_at,"
	    " updated_at) VALUES ('%s', '" OURS "', 'l', '%s', %s, %s, %s,"
	    " %lld, %d, 1, 1)", id_of("plist", l),
	    currencies[model.lists[l].currency], model.lists[l].group < 0 ?
	    "NULL" : arena_printf(store.arena, "'%s'",
	    id_of("group", model.lists[l].group)),
	    or_null(model.lists[l].starts), or_null(model.lists[l].ends),
	    (long long)model.lists[l].priority, model.lists[l].active);
	for (int v = 0; v < VARIATIONS; v++)
		if (model.lists[l].prices[v] != NONE)
			shop_sql("INSERT INTO price_list_price VALUES"
			    " ('%s', '%s', %lld)", id_of("plist", l),
			    id_of("var", v),
			    (long long)model.lists[l].prices[v]);
}

static void
model_store(void)
{
	shop_sql("DELETE FROM product");
	shop_sql("DELETE FROM price_list");
	for (int p = 0; p < PRODUCTS; p++) {
		shop_sql("INSERT INTO product (id, brand_id, category_id,"
		    " created_at, updated_at) VALUES ('%s', '" OURS "', 'cat',"
		    " 1, 1)", id_of("prod", p));
		for (int c = 0; c < CURRENCIES; c++)
			price_row("product_price", "product_id",
			    id_of("prod", p), c, model.base[p][c],
			    model.base_was[p][c]);
	}
	for (int v = 0; v < VARIATIONS; v++) {
		shop_sql("INSERT INTO product_variation (id, brand_id,"
		    " product_id, position, options, is_active, created_at)"
		    " VALUES ('%s', '" OURS "', '%s', %d, '%d', %d, 1)",
		    id_of("var", v),
		    id_of("prod", model.variations[v].product), v, v,
		    model.variations[v].active);
		for (int c = 0; c < CURRENCIES; c++)
			price_row("variation_price", "variation_id",
			    id_of("var", v), c, model.variations[v].own[c],
			    model.variations[v].was[c]);
	}
	for (int l = 0; l < model.list_count; l++)
		list_row(l);
}

/* ---- the rule, naively --------------------------------------------------------- */

static bool
list_applies(int l, int c, unsigned groups, int64_t now)
{
	return model.lists[l].active && model.lists[l].currency == c &&
	    (model.lists[l].group < 0 ||
	    (groups >> model.lists[l].group & 1) != 0) &&
	    (model.lists[l].starts == NONE || now >= model.lists[l].starts) &&
	    (model.lists[l].ends == NONE || now < model.lists[l].ends);
}

/* Which of two lists decides: lower is stronger. */
static bool
is_stronger(int a, int b, int v)
{
	if (model.lists[a].priority != model.lists[b].priority)
		return model.lists[a].priority > model.lists[b].priority;
	return model.lists[a].prices[v] < model.lists[b].prices[v];
}

struct expected { int64_t amount, usual, compare; int list; };

static struct expected
expect(int v, int c, unsigned groups, int64_t now)
{
	const int	 p = model.variations[v].product;
	const bool	 own = model.variations[v].own[c] != NONE;
	struct expected	 x = { .list = -1,
		.usual = own ? model.variations[v].own[c] : model.base[p][c],
		.compare = own ? model.variations[v].was[c] :
		    model.base_was[p][c] };

	for (int l = 0; l < model.list_count; l++)
		if (model.lists[l].prices[v] != NONE &&
		    list_applies(l, c, groups, now) &&
		    (x.list < 0 || is_stronger(l, x.list, v)))
			x.list = l;
	x.amount = x.list < 0 ? x.usual : model.lists[x.list].prices[v];
	if (x.compare == NONE || x.compare <= x.amount)
		x.compare = x.usual > x.amount ? x.usual : NONE;
	if (x.amount == NONE)
		x.compare = NONE;
	return x;
}

/* ---- the question ------------------------------------------------------------- */

struct question {
	const char		*ids[300];
	size_t			 n;
	struct price_terms	 terms;
	struct price_now	 out[300];
};

static enum outcome
question_step(struct act *act, void *arg)
{
	struct question	*q = arg;

	return price_of(act, q->ids, q->n, &q->terms, q->out);
}

static void
ask(struct question *q)
{
	ck_assert_int_eq(db_tx(&store, DB_READ, question_step, q), SOUK_OK);
}

static const char *
groups_text(unsigned groups)
{
	return arena_printf(store.arena, "%s\n%s\n%s\n",
	    groups & 1 ? id_of("group", 0) : "",
	    groups & 2 ? id_of("group", 1) : "",
	    groups & 4 ? id_of("group", 2) : "");
}

static int64_t
given(bool has, int64_t n)
{
	return has ? n : NONE;
}

static void
answer_check(const struct price_now *p, const struct expected *x)
{
	ck_assert_int_eq(given(p->has, p->amount), x->amount);
	ck_assert_int_eq(given(p->has_usual, p->usual), x->usual);
	ck_assert_int_eq(given(p->has_compare, p->compare_at), x->compare);
	ck_assert_int_eq(p->list_id != NULL, x->list >= 0);
	if (x->list < 0)
		return;
	/* Of two equal ones either may be named. */
	ck_assert_int_eq(p->until != 0 ? p->until : NONE,
	    model.lists[atoi(p->list_id + 6)].ends);
	ck_assert_int_eq(model.lists[x->list].priority,
	    model.lists[atoi(p->list_id + 6)].priority);
}

static void
everything_check(int c, unsigned groups, int64_t now)
{
	static struct question	 q;

	q = (struct question){ .terms = { currencies[c], groups_text(groups),
	    now } };
	for (int i = 0; i < 2 * VARIATIONS + 1; i++)
		q.ids[q.n++] = i == 3 ? id_of("var", 999) :
		    id_of("var", i * 3 % VARIATIONS);
	ask(&q);
	for (int i = 0; i < 2 * VARIATIONS + 1; i++) {
		const struct expected	 x = expect(i * 3 % VARIATIONS, c,
					    groups, now);

		if (i == 3)
			ck_assert(!q.out[i].has && !q.out[i].has_usual);
		else
			answer_check(&q.out[i], &x);
	}
}

/* ---- what is derived -------------------------------------------------------------- */

static enum outcome
refresh_step(struct act *act, void *arg)
{
	enum outcome	 e = SOUK_OK;

	(void)arg;
	for (int p = 0; p < PRODUCTS && e == SOUK_OK; p++)
		e = product_refresh(act, id_of("prod", p));
	return e;
}

/* The lowest of the active ones for everybody in the shop's currency. */
static void
derived_check(int p)
{
	int64_t		 from = NONE, was = NONE;
	bool		 usual = false;
	struct expected	 x;

	for (int v = p; v < VARIATIONS; v += PRODUCTS) {
		x = expect(v, 0, 0, NOW);
		if (!model.variations[v].active || x.amount == NONE)
			continue;
		usual |= x.usual != NONE;
		if (from == NONE || x.amount < from) {
			from = x.amount;
			was = x.compare;
		}
	}
	if (!usual)
		from = was = NONE;
	ck_assert_int_eq(shop_sql("SELECT coalesce(price_from, -1) FROM"
	    " product WHERE id = '%s'", id_of("prod", p)).number, from);
	ck_assert_int_eq(shop_sql("SELECT coalesce(compare_at, -1) FROM"
	    " product WHERE id = '%s'", id_of("prod", p)).number, was);
}

/* ---- tests ------------------------------------------------------------------------- */

START_TEST(target_05_a_price_is_what_a_naive_model_says)
{
	shop_base();
	for (seed = 1; seed < 60; seed++) {
		unsigned	 round = seed;

		model_make();
		model_store();
		for (int i = 0; i < 6; i++)
			everything_check(pick(CURRENCIES), (unsigned)pick(8),
			    NOW - 25 + 5 * pick(11));
		ck_assert_int_eq(db_tx(&store, DB_WRITE, refresh_step, NULL),
		    SOUK_OK);
		for (int p = 0; p < PRODUCTS; p++)
			derived_check(p);
		seed = round;
	}
}
END_TEST

/*
 * One variation of 100 (crossed out by 150), its own 90 or none, and two
 * lists; every case stands for itself.
 */
static const struct rule {
	const char	*what;
	const char	*lists;		/* rows, '|' between */
	int64_t		 amount, compare;
} rules[] = {
	/* priority, amount, group, starts, ends, active, currency */
	{ "no list", "", 100, 150 },
	{ "a list lowers", "0 80 - - - 1 EUR", 80, 150 },
	{ "a list raises", "0 120 - - - 1 EUR", 120, 150 },
	{ "beyond what was crossed out", "0 160 - - - 1 EUR", 160, -1 },
	{ "free of charge", "0 0 - - - 1 EUR", 0, 150 },
	{ "inactive", "0 80 - - - 0 EUR", 100, 150 },
	{ "another currency", "0 80 - - - 1 JPY", 100, 150 },
	{ "my group", "0 80 0 - - 1 EUR", 80, 150 },
	{ "another group", "0 80 1 - - 1 EUR", 100, 150 },
	{ "starts this instant", "0 80 - 0 - 1 EUR", 80, 150 },
	{ "starts in a millisecond", "0 80 - 1 - 1 EUR", 100, 150 },
	{ "ends this instant", "0 80 - - 0 1 EUR", 100, 150 },
	{ "ends in a millisecond", "0 80 - - 1 1 EUR", 80, 150 },
	{ "between", "0 80 - -5 5 1 EUR", 80, 150 },
	{ "over", "0 80 - -5 -1 1 EUR", 100, 150 },
	{ "the higher priority, though dearer",
	    "1 95 - - - 1 EUR|0 80 - - - 1 EUR", 95, 150 },
	{ "the lower amount of equal priorities",
	    "3 95 - - - 1 EUR|3 80 - - - 1 EUR", 80, 150 },
	{ "a strong list that is not mine",
	    "9 10 1 - - 1 EUR|0 80 - - - 1 EUR", 80, 150 },
	{ "a strong list that is over",
	    "9 10 - - 0 1 EUR|0 80 - - - 1 EUR", 80, 150 },
	{ "a group's list is no stronger by itself",
	    "0 90 0 - - 1 EUR|0 80 - - - 1 EUR", 80, 150 },
	{ "a group's list with priority",
	    "1 90 0 - - 1 EUR|0 80 - - - 1 EUR", 90, 150 },
};

static void
rule_list(int l, const char *row)
{
	char	 group[8], starts[8], ends[8], currency[8];
	int	 priority, amount, active;

	ck_assert_int_eq(sscanf(row, "%d %d %7s %7s %7s %d %3s", &priority,
	    &amount, group, starts, ends, &active, currency), 7);
	memset(&model.lists[l], 0, sizeof(model.lists[l]));
	for (int v = 0; v < VARIATIONS; v++)
		model.lists[l].prices[v] = NONE;
	model.lists[l].prices[0] = amount;
	model.lists[l].priority = priority;
	model.lists[l].group = *group == '-' ? -1 : atoi(group);
	model.lists[l].starts = strcmp(starts, "-") == 0 ? NONE :
	    NOW + atoi(starts);
	model.lists[l].ends = strcmp(ends, "-") == 0 ? NONE :
	    NOW + atoi(ends);
	model.lists[l].active = active != 0;
	model.lists[l].currency = strcmp(currency, "EUR") == 0 ? 0 : 2;
}

static void
rule_shop(const char *lists, bool has_own)
{
	memset(&model, 0, sizeof(model));
	for (int p = 0; p < PRODUCTS; p++)
		for (int c = 0; c < CURRENCIES; c++)
			model.base[p][c] = model.base_was[p][c] = NONE;
	for (int v = 0; v < VARIATIONS; v++) {
		model.variations[v].product = v % PRODUCTS;
		model.variations[v].active = true;
		for (int c = 0; c < CURRENCIES; c++)
			model.variations[v].own[c] =
			    model.variations[v].was[c] = NONE;
	}
	model.base[0][0] = has_own ? 7 : 100;
	model.base_was[0][0] = has_own ? 9 : 150;
	if (has_own) {
		model.variations[0].own[0] = 100;
		model.variations[0].was[0] = 150;
	}
	while (*lists != '\0') {
		rule_list(model.list_count++, lists);
		lists += strcspn(lists, "|");
		lists += *lists == '|';
	}
}

START_TEST(target_05_every_rule_of_a_list_holds_at_its_edges)
{
	static struct question	 q;

	shop_base();
	for (size_t i = 0; i < 2 * COUNT(rules); i++) {
		const struct rule	*r = &rules[i / 2];

		rule_shop(r->lists, i % 2 == 1);
		model_store();
		q = (struct question){ .n = 1, .ids = { id_of("var", 0) },
		    .terms = { "EUR", groups_text(1), NOW } };
		ask(&q);
		ck_assert_msg(given(q.out[0].has, q.out[0].amount) ==
		    r->amount, "%s: %lld", r->what,
		    (long long)q.out[0].amount);
		ck_assert_msg(given(q.out[0].has_compare,
		    q.out[0].compare_at) == r->compare, "%s: %lld", r->what,
		    (long long)q.out[0].compare_at);
		ck_assert_int_eq(q.out[0].usual, 100);
	}
}
END_TEST

START_TEST(target_05_without_a_set_one_the_usual_price_is_crossed_out)
{
	static struct question	 q;

	shop_base();
	rule_shop("0 80 - - 7 1 EUR", false);
	model.base_was[0][0] = NONE;
	model_store();
	q = (struct question){ .n = 1, .ids = { id_of("var", 0) },
	    .terms = { "EUR", "", NOW } };
	ask(&q);
	ck_assert(q.out[0].has_compare);
	ck_assert_int_eq(q.out[0].compare_at, 100);
	ck_assert_int_eq(q.out[0].until, NOW + 7);
	ck_assert_str_eq(q.out[0].list_id, id_of("plist", 0));
}
END_TEST

START_TEST(target_05_a_cart_of_two_hundred_lines_is_one_statement)
{
	static struct question	 q;
	uint64_t		 before;

	shop_base();
	rule_shop("", false);
	model_store();
	q = (struct question){ .n = 200, .terms = { "EUR", "", NOW } };
	for (size_t i = 0; i < 300; i++)
		q.ids[i] = id_of("var", i % 50 == 0 ? 0 : (int)i + 100);
	before = db_statements(store.db);
	ask(&q);
	/* With BEGIN and COMMIT. */
	ck_assert_uint_le(db_statements(store.db) - before, 3);
	ck_assert_int_eq(q.out[150].amount, 100);
	q.n = 300;
	ask(&q);
	for (size_t i = 0; i < 300; i++)
		ck_assert_int_eq(q.out[i].has, i % 50 == 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_05_a_price_is_what_a_naive_model_says,
		target_05_every_rule_of_a_list_holds_at_its_edges,
		target_05_without_a_set_one_the_usual_price_is_crossed_out,
		target_05_a_cart_of_two_hundred_lines_is_one_statement,
	};

	return catalog_run("price of", tests, COUNT(tests));
}
