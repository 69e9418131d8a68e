/* SPDX-License-Identifier: ISC */
/* Bundles: what they are counted from, how they move, what they refuse. */
#include "lib/catalog/bundle_parts.h"
#include "tests/unit/stock_shop.h"

static void
bundle_close(void)
{
	stock_is_sound();
	shop_close();
}

static struct record	*bundle;

/* ---- deeds ---------------------------------------------------------------- */

struct part { const char *variation; int64_t quantity; };
struct remake { const char *product, *variation; const struct part *parts; };

static const char *
product_of(const char *variation)
{
	return shop_sql("SELECT product_id FROM product_variation"
	    " WHERE id = '%s'", variation).text;
}

static enum outcome
remake_step(struct act *act, void *arg)
{
	const struct remake	*m = arg;
	struct record		*in = record_new(act->arena, &bundle_fields),
				*part;

	memset(&act->problem, 0, sizeof(act->problem));
	in->values[BUNDLE_LIST].state = VALUE_SET;
	for (const struct part *p = m->parts; p->variation != NULL; p++) {
		part = list_add(act->arena, &in->values[BUNDLE_LIST],
		    &bundle_part_fields);
		record_set_text(part, BUNDLE_PART_VARIATION, p->variation);
		record_set_int(part, BUNDLE_PART_QUANTITY, p->quantity);
	}
	return bundle_replace(act, m->product, m->variation, in, &bundle);
}

/* Pairs of a part and how many. */
#define makes(VARIATION, ...) \
	db_tx(&store, DB_WRITE, remake_step, &(struct remake){ \
	    product_of(VARIATION), VARIATION, \
	    (const struct part []){ __VA_ARGS__ { NULL, 0 } } })

static const char *
bundle_of(const char *name, const char *one, int n, const char *two, int m)
{
	const char	*v = piece_new(name, 0);

	ck_assert_int_eq(two == NULL ? makes(v, { one, n },) :
	    makes(v, { one, n }, { two, m },), SOUK_OK);
	return v;
}

/* ---- counted --------------------------------------------------------------- */

START_TEST(target_7_a_bundle_is_the_least_of_what_its_parts_make)
{
	static const struct { int a, n, b, m; int64_t makes; } rows[] = {
		{ 0, 1, 0, 1, 0 }, { 10, 1, 10, 1, 10 }, { 10, 4, 3, 1, 2 },
		{ 3, 4, 900, 1, 0 }, { 4, 4, 1, 1, 1 }, { 4, 4, 0, 1, 0 },
		{ 999, 1000, 5, 1, 0 }, { 1000, 1000, 5, 1, 1 },
		{ 1999, 1000, 5, 1, 1 }, { 1000000000, 1, 7, 2, 3 },
	};
	const char	*a, *b;

	for (size_t i = 0; i < COUNT(rows); i++) {
		a = piece_new("Tasse", rows[i].a);
		b = piece_new("Pot", rows[i].b);
		bundle_of("Lot", a, rows[i].n, b, rows[i].m);
		ck_assert_msg(num_at(bundle, BUNDLE_STOCK) == rows[i].makes,
		    "row %zu: %lld", i, (long long)num_at(bundle,
		    BUNDLE_STOCK));
	}
}
END_TEST

START_TEST(target_7_lines_of_bundles_and_parts_are_one_sum)
{
	const char	*cup = piece_new("Tasse", 10), *pot = piece_new("Pot", 5);
	const char	*set = bundle_of("Service", cup, 4, pot, 1);
	const char	*pair = bundle_of("Paire", cup, 2, NULL, 0);
	const struct {
		int64_t	 cups, sets, pairs;
		bool	 fits;
	} rows[] = {
		{ 10, 0, 0, true }, { 11, 0, 0, false }, { 2, 2, 0, true },
		{ 3, 2, 0, false }, { 0, 2, 1, true }, { 1, 2, 1, false },
		{ 0, 1, 3, true }, { 0, 1, 4, false }, { 4, 1, 1, true },
		{ 5, 1, 1, false }, { 0, 3, 0, false }, { 0, 0, 5, true },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct stock_line	 lines[] = {
			{ set, NULL, -rows[i].sets },
			{ cup, NULL, -rows[i].cups },
			{ pair, NULL, -rows[i].pairs },
		};
		const struct stock_line	 back[] = {
			{ pair, NULL, rows[i].pairs },
			{ set, NULL, rows[i].sets },
			{ cup, NULL, rows[i].cups },
		};

		ck_assert_msg(lines_move("sold", lines, 3) == (rows[i].fits ?
		    SOUK_OK : SOUK_CONFLICT), "row %zu", i);
		if (rows[i].fits)
			ck_assert_int_eq(lines_move("returned", back, 3),
			    SOUK_OK);
		else
			ck_assert_str_eq(shortage.variation_id, cup);
		ck_assert_int_eq(stock_of(cup), 10);
		ck_assert_int_eq(stock_of(set), 2);
		ck_assert_int_eq(stock_of(pair), 5);
	}
	/* Nothing of it lies as a bundle. */
	ck_assert_int_eq(moved(set, "sold"), 0);
	ck_assert_int_eq(moved(pot, "sold"), -moved(pot, "returned"));
}
END_TEST

START_TEST(target_7_bundles_follow_every_way_that_stock_moves)
{
	const char	*cup = piece_new("Tasse", 8), *p = default_place();
	const char	*other = place_new("Cave");
	const char	*set = bundle_of("Quatre", cup, 4, NULL, 0);
	struct stock_line	 carry[] = { { cup, p, -8 }, { cup, other, 8 } };

	ck_assert_int_eq(stock_of(set), 2);
	ck_assert_int_eq(lines_move("transfer", carry, 2), SOUK_OK);
	ck_assert_int_eq(stock_of(set), 2);
	ck_assert_int_eq(sell(set, NULL, 1), SOUK_OK);	/* of the other one */
	ck_assert_int_eq(level_of(cup, other), 4);
	ck_assert_int_eq(receive(cup, p, 7), SOUK_OK);
	ck_assert_int_eq(stock_of(set), 2);
	deed_ok(PRODUCT_CHANGES, product_of(cup),
	    "{'variations':[{'id':'%s','stock':21}]}", cup);
	ck_assert_int_eq(stock_of(set), 5);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product WHERE id = '%s'",
	    product_of(set)).number, 5);
	/* A price does not touch it. */
	deed_ok(PRODUCT_CHANGES, product_of(set), "{'basePrice':7}");
	ck_assert_int_eq(stock_of(set), 5);
	ck_assert_int_eq(sell(set, NULL, 6), SOUK_CONFLICT);
	ck_assert_int_eq(shortage.left, 21);
	ck_assert_int_eq(sell(set, NULL, STOCK_MAX), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "TOO_MUCH_STOCK");
	ck_assert_int_eq(sell(set, p, 1), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "BUNDLE_COUNTED");
	ck_assert_int_eq(stock_of(cup), 21);
}
END_TEST

/* Six of one beside the one, of one product. */
START_TEST(target_7_a_pack_stands_beside_its_own_piece)
{
	const char	*product = product_new("Bol", category_new("C", NULL),
			    ",'basePrice':5,'variations':[{'name':'Lot',"
			    "'value':'Un','stock':13},{'name':'Lot','value':"
			    "'Six'}]");
	const char	*one = variation_of(0), *six = variation_of(1);

	ck_assert_int_eq(makes(six, { one, 6 },), SOUK_OK);
	ck_assert_int_eq(stock_of(six), 2);
	deed_ok(PRODUCT_CHANGES, product, "{'variations':[{'id':'%s',"
	    "'stock':20},{'id':'%s'}]}", one, six);
	ck_assert_int_eq(stock_of(six), 3);
	ck_assert_int_eq(num_at(got, PRODUCT_VERSION), 3);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 23);
	ck_assert_int_eq(sell(six, NULL, 3), SOUK_OK);
	ck_assert_int_eq(stock_of(one), 2);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 2);
	/* Both go at once. */
	deed_ok(PRODUCT_DELETES, product, "{}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM bundle_part").number,
	    0);
}
END_TEST

START_TEST(target_7_notices_of_bundles_come_and_go)
{
	const char	*cup = piece_new("Tasse", 40);
	const char	*set = bundle_of("Quatre", cup, 4, NULL, 0);

	ck_assert_int_eq(open_notices(set), 0);
	ck_assert_int_eq(sell(set, NULL, 8), SOUK_OK);
	ck_assert_int_eq(stock_of(set), 2);
	ck_assert_int_eq(open_notices(set), 1);
	ck_assert_int_eq(sell(cup, NULL, 1), SOUK_OK);
	ck_assert_int_eq(open_notices(set), 1);
	ck_assert_int_eq(receive(cup, NULL, 9), SOUK_OK);
	ck_assert_int_eq(stock_of(set), 4);
	ck_assert_int_eq(open_notices(set), 0);
	/* Less by what it is made of. */
	ck_assert_int_eq(makes(set, { cup, 9 },), SOUK_OK);
	ck_assert_int_eq(stock_of(set), 1);
	ck_assert_int_eq(open_notices(set), 1);
	ck_assert_int_eq(makes(set, { cup, 1 },), SOUK_OK);
	ck_assert_int_eq(open_notices(set), 0);
}
END_TEST

/* ---- refused ----------------------------------------------------------------- */

START_TEST(target_7_what_a_bundle_may_be_made_of)
{
	const char	*cup = piece_new("Tasse", 8), *pot = piece_new("Pot", 2);
	const char	*set = bundle_of("Service", cup, 4, NULL, 0);
	const char	*new = piece_new("Nouveau", 0);
	const struct {
		const char	*variation, *one, *two, *code, *field;
		enum outcome	 outcome;
	} rows[] = {
		{ new, new, NULL, "BUNDLE_ITSELF", "parts[0].variationId",
		    SOUK_INVALID },
		{ new, cup, set, "BUNDLE_NESTED", "parts[1].variationId",
		    SOUK_INVALID },
		{ set, cup, set, "BUNDLE_ITSELF", "parts[1].variationId",
		    SOUK_INVALID },
		{ new, cup, cup, "BUNDLE_TWICE", "parts[1].variationId",
		    SOUK_INVALID },
		{ new, "var_00000000000000000000000000", NULL, "NO_VARIATION",
		    "parts[0].variationId", SOUK_INVALID },
		{ cup, pot, NULL, "BUNDLE_IS_PART", "", SOUK_CONFLICT },
		{ pot, cup, NULL, "BUNDLE_HAS_STOCK", "", SOUK_CONFLICT },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg((rows[i].two == NULL ? makes(rows[i].variation,
		    { rows[i].one, 1 },) : makes(rows[i].variation,
		    { rows[i].one, 1 }, { rows[i].two, 1 },)) ==
		    rows[i].outcome, "row %zu", i);
		ck_assert_str_eq(problem_field(0), rows[i].field);
		ck_assert_str_eq(store.problem.count > 0 ?
		    store.problem.fields[0].message->code : shop_code(),
		    rows[i].code);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM bundle_part")
		    .number, 1);
	}
	ck_assert_int_eq(sell(pot, NULL, 2), SOUK_OK);
	ck_assert_int_eq(makes(pot, { cup, 1 },), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "BUNDLE_WAS_SOLD");
	as_brand(THEIRS);
	ck_assert_int_eq(makes(set, { cup, 1 },), SOUK_DENIED);
}
END_TEST

START_TEST(target_7_an_import_says_nothing_of_a_bundles_stock)
{
	const char	*cup = piece_new("Tasse", 8);
	const char	*set = bundle_of("Service", cup, 4, NULL, 0);

	store.origin = "import_01h455vb4pex5vsknk084sn02q";
	deed_ok(PRODUCT_CHANGES, product_of(set),
	    "{'variations':[{'id':'%s','stock':99,'sku':'SET'}]}", set);
	store.origin = NULL;
	ck_assert_int_eq(stock_of(set), 2);
	deed_refused(SOUK_CONFLICT, "variations[0].stock", PRODUCT_CHANGES,
	    product_of(set), "{'variations':[{'id':'%s','stock':99}]}", set);
	deed_refused(SOUK_CONFLICT, "", PRODUCT_DELETES, product_of(cup),
	    "{}");
	ck_assert_str_eq(shop_code(), "PART_OF_BUNDLE");
	deed_refused(SOUK_INVALID, "taxClass", PRODUCT_CHANGES,
	    product_of(cup), "{'taxClass':'reduced'}");
	deed_refused(SOUK_INVALID, "taxClass", PRODUCT_CHANGES,
	    product_of(set), "{'taxClass':'reduced'}");
}
END_TEST

/* ---- at random, beside a model ------------------------------------------------ */

#define PIECES	4
#define SETS	3
#define MOVES	600

static const int	 holds[SETS][PIECES] = { { 4, 1, 0, 0 },
	{ 0, 2, 3, 0 }, { 1, 1, 1, 1 } };

/* What the lines take of each piece; false: more than there is. */
static bool
model_take(const int64_t has[PIECES], const int64_t lines[PIECES + SETS],
    int64_t to[PIECES])
{
	for (int i = 0; i < PIECES; i++) {
		to[i] = has[i] + lines[i];
		for (int k = 0; k < SETS; k++)
			to[i] += lines[PIECES + k] * holds[k][i];
		if (to[i] < 0)
			return false;
	}
	return true;
}

static int64_t
model_makes(const int64_t has[PIECES], int set)
{
	int64_t	 least = STOCK_MAX;

	for (int i = 0; i < PIECES; i++)
		if (holds[set][i] > 0 && has[i] / holds[set][i] < least)
			least = has[i] / holds[set][i];
	return least;
}

static void
model_bundles(const char *v[PIECES + SETS])
{
	struct part	 parts[PIECES + 1];
	size_t		 n;

	for (int i = 0; i < PIECES; i++)
		v[i] = piece_new("Pièce", 20);
	for (int k = 0; k < SETS; k++) {
		v[PIECES + k] = piece_new("Lot", 0);
		n = 0;
		for (int i = 0; i < PIECES; i++)
			if (holds[k][i] > 0)
				parts[n++] = (struct part){ v[i],
				    holds[k][i] };
		parts[n].variation = NULL;
		ck_assert_int_eq(db_tx(&store, DB_WRITE, remake_step,
		    &(struct remake){ product_of(v[PIECES + k]),
		    v[PIECES + k], parts }), SOUK_OK);
	}
}

START_TEST(target_7_any_moves_of_bundles_are_what_a_model_says)
{
	int64_t			 has[PIECES] = { 20, 20, 20, 20 };
	int64_t			 to[PIECES], sums[PIECES + SETS];
	const char		*v[PIECES + SETS];
	struct stock_line	 lines[4];
	unsigned		 seed = 7;
	int			 refused = 0;

	model_bundles(v);
	for (int n = 0; n < MOVES; n++) {
		const int	 sign = rand_r(&seed) % 3 == 0 ? 1 : -1;
		bool		 fits;

		memset(sums, 0, sizeof(sums));
		for (int i = 0; i < 4; i++) {
			const int	 at = rand_r(&seed) % (PIECES + SETS);
			const int64_t	 by = sign * (1 + rand_r(&seed) % 3);

			lines[i] = (struct stock_line){ v[at], NULL, by };
			sums[at] += by;
		}
		fits = model_take(has, sums, to);
		ck_assert_msg(lines_move(sign > 0 ? "received" : "sold",
		    lines, 4) == (fits ? SOUK_OK : SOUK_CONFLICT), "move %d",
		    n);
		refused += !fits;
		if (fits)
			memcpy(has, to, sizeof(has));
		for (int i = 0; i < PIECES; i++)
			ck_assert_int_eq(stock_of(v[i]), has[i]);
		for (int k = 0; k < SETS; k++)
			ck_assert_int_eq(stock_of(v[PIECES + k]),
			    model_makes(has, k));
	}
	ck_assert_int_gt(refused, MOVES / 20);
	ck_assert_int_lt(refused, MOVES * 19 / 20);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_7_a_bundle_is_the_least_of_what_its_parts_make,
		target_7_lines_of_bundles_and_parts_are_one_sum,
		target_7_bundles_follow_every_way_that_stock_moves,
		target_7_a_pack_stands_beside_its_own_piece,
		target_7_notices_of_bundles_come_and_go,
		target_7_what_a_bundle_may_be_made_of,
		target_7_an_import_says_nothing_of_a_bundles_stock,
		target_7_any_moves_of_bundles_are_what_a_model_says,
	};

	return catalog_run_closing("bundle", tests, COUNT(tests),
	    bundle_close);
}
