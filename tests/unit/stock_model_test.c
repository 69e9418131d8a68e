/* SPDX-License-Identifier: ISC */
/* Random moves beside a model that knows nothing of the database. */
#include "tests/unit/stock_shop.h"

#define OPERATIONS	20000
#define A_TRANSACTION	250
#define VARIATIONS	6
#define PLACES		3
#define LINES_MAX	3
#define THRESHOLD	2

static const char	*variations[VARIATIONS], *places[PLACES];
static int64_t		 level[VARIATIONS][PLACES];	/* the model */
static bool		 noticed[VARIATIONS];
static int64_t		 closed_place;	/* -1: none */
static unsigned		 seed;
static int		 refused, done;

static int
any(int n)
{
	return (int)((unsigned)rand_r(&seed) % (unsigned)n);
}

static int64_t
total(int64_t of[VARIATIONS][PLACES], int v)
{
	int64_t	 n = 0;

	for (int p = 0; p < PLACES; p++)
		n += of[v][p];
	return n;
}

/* Places in the order in which they are sold from: open ones first. */
static int
selling(int i)
{
	const int	 closed = (int)closed_place;

	if (closed_place < 1 || i == 0)
		return i;
	if (i == PLACES - 1)
		return closed;
	return i < closed ? i : i + 1;
}

struct line { int v, p; int64_t change; };	/* p -1: anywhere */

/* What the lines should make of the model; false: they are refused. */
static bool
model_apply(int64_t to[VARIATIONS][PLACES], const struct line *lines, int n)
{
	int64_t	 sums[VARIATIONS][PLACES + 1] = { { 0 } };

	for (int i = 0; i < n; i++)
		sums[lines[i].v][lines[i].p < 0 ? PLACES : lines[i].p] +=
		    lines[i].change;
	for (int v = 0; v < VARIATIONS; v++) {
		int64_t	*free = &sums[v][PLACES];

		for (int p = 0; p < PLACES; p++) {
			if (sums[v][p] > 0 && p == closed_place)
				return false;
			if ((to[v][p] += sums[v][p]) < 0)
				return false;
		}
		if (*free > 0)
			to[v][0] += *free;
		for (int i = 0; i < PLACES && *free < 0; i++) {
			int64_t	*here = &to[v][selling(i)];
			int64_t	 one = *here < -*free ? *here : -*free;

			*here -= one;
			*free += one;
		}
		if (*free < 0)
			return false;
	}
	return true;
}

static void
model_notice(int64_t was[VARIATIONS][PLACES])
{
	for (int v = 0; v < VARIATIONS; v++) {
		const int64_t	 before = total(was, v), n = total(level, v);

		if (n < before && n <= THRESHOLD)
			noticed[v] = true;
		else if (n > before && n > THRESHOLD)
			noticed[v] = false;
	}
}

static enum outcome
operation(struct act *act)
{
	int64_t			 after[VARIATIONS][PLACES], was[VARIATIONS]
				    [PLACES];
	struct line		 lines[LINES_MAX];
	struct stock_line	 real[LINES_MAX];
	struct stock_move	 m = { .reason = "correction", .lines = real };
	const int		 n = 1 + any(LINES_MAX);
	bool			 fine;
	enum outcome		 e;

	for (int i = 0; i < n; i++) {
		lines[i] = (struct line){ any(VARIATIONS), any(PLACES + 1) - 1,
		    any(9) - 4 };
		real[i] = (struct stock_line){ variations[lines[i].v],
		    lines[i].p < 0 ? NULL : places[lines[i].p],
		    lines[i].change };
	}
	m.count = (size_t)n;
	memcpy(after, level, sizeof(after));
	memcpy(was, level, sizeof(was));
	fine = model_apply(after, lines, n);
	e = stock_move(act, &m, NULL);
	ck_assert_int_eq(e, fine ? SOUK_OK : SOUK_CONFLICT);
	refused += !fine;
	done += fine;
	if (!fine)
		return SOUK_OK;
	memcpy(level, after, sizeof(level));
	model_notice(was);
	return SOUK_OK;
}

static enum outcome
operations(struct act *act, void *arg)
{
	(void)arg;
	for (int i = 0; i < A_TRANSACTION; i++)
		operation(act);
	return SOUK_OK;
}

static void
compare(void)
{
	for (int v = 0; v < VARIATIONS; v++) {
		for (int p = 0; p < PLACES; p++) {
			int64_t	 n = level_of(variations[v], places[p]);

			ck_assert_int_eq(n < 0 ? 0 : n, level[v][p]);
		}
		ck_assert_int_eq(stock_of(variations[v]), total(level, v));
		ck_assert_int_eq(open_notices(variations[v]), noticed[v]);
	}
}

/* One place in turn is closed, but never the default one. */
static void
place_turn(void)
{
	if (closed_place > 0)
		ck_assert_int_eq(place_edit(places[closed_place], NULL,
		    PLACE_ACTIVE, 1), SOUK_OK);
	closed_place = any(PLACES);
	if (closed_place == 0)
		closed_place = -1;
	else
		ck_assert_int_eq(place_edit(places[closed_place], NULL,
		    PLACE_ACTIVE, 0), SOUK_OK);
}

START_TEST(target_08_a_hundred_thousand_random_moves_agree_with_a_model)
{
	struct act	 act = store;

	act.arena = arena_new((size_t)64 << 20);
	seed = (unsigned)clock_now();
	printf("seed %u\n", seed);
	closed_place = -1;
	places[0] = default_place();
	places[1] = place_new("Cave");
	ck_assert_int_eq(place_add("Marché", PLACE_POSITION, 2), SOUK_OK);
	places[2] = text_at(got, PLACE_ID);
	for (int v = 0; v < VARIATIONS; v++) {
		level[v][0] = any(8);
		variations[v] = piece_new("Vase", (int)level[v][0]);
	}
	for (int i = 0; i < OPERATIONS / A_TRANSACTION; i++) {
		ck_assert_int_eq(db_tx(&act, DB_WRITE, operations, NULL),
		    SOUK_OK);
		arena_reset(act.arena);
		if (i % 20 == 0) {
			compare();
			place_turn();
		}
	}
	compare();
	stock_is_sound();
	arena_free(act.arena);
	printf("%d moved, %d refused, %lld movements\n", done, refused,
	    (long long)shop_sql("SELECT count(*) FROM stock_movement")
	    .number);
	ck_assert_int_gt(done, OPERATIONS / 10);
	ck_assert_int_gt(refused, OPERATIONS / 10);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_08_a_hundred_thousand_random_moves_agree_with_a_model,
	};

	return catalog_run("stock model", tests, COUNT(tests));
}
