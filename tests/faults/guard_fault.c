/* SPDX-License-Identifier: ISC */
/*
 * F-11 to F-13, the other way round: what keeps each limit is left out, in
 * every combination of its lines of defence, and the same races are run by
 * three writers.
 *
 * What lies in a transaction with its effect (a look at the shelf, the answer
 * of a key) counts as long as one writes at a time; a condition in the statement
 * that changes the row, or a constraint, counts always.  So with transactions
 * any one line is enough, without them any one that counts always; with none,
 * and with looks alone and no transactions, more is sold, used and given back
 * than there is: the races meet where it matters, and would tell.
 */
#include "tests/faults/figure.h"
#include "tests/faults/without_shop.h"
#include "tests/http/buy_many.h"

#define RACERS	48
#define TRIES	8	/* of what happens only when two meet */

/* IN_TURN: counts in a transaction. */
enum line_kind { IN_TURN, ALWAYS, CHECKS };

struct line {
	const char		*name;
	enum line_kind		 kind;
	struct without_swap	 swaps[2];
};
#define LINES	4

struct limit {
	const char	*row, *name;
	const char	*held;		/* what comes behind the looks */
	int		(*beyond)(void);	/* how many more than it says */
	bool		 looks;		/* in a way that stays, IN_TURN */
	struct line	 lines[LINES];
};

/* ---- the races ------------------------------------------------------------------- */

static int	 serial;

static int
stock_beyond(void)
{
	const char	*v;
	struct burst	 b = pieces_run(RACERS, 5, &v);

	return b.by_status[201] - 5;
}

/* An order of five pieces, called off by many clicks. */
static int
back_beyond(void)
{
	const char	*v = good_new("Rappelé", "10.00", 5);
	struct client	*c = guest_with(v, 5);
	struct burst	 b;

	client_burst(c, RACERS, "POST", path_of(ORDERS, order_new(c, "cash"),
	    "/cancel"), "{}", &b);
	client_free(c);
	ck_assert_int_ge(b.by_status[200], 1);
	return (int)stock_of(v) - 5;
}

static int
code_beyond(const char *column, const char *mail)
{
	const char	*v;
	struct burst	 b;
	char		 code[32];

	snprintf(code, sizeof(code), "SANS%d", serial++);
	code_new(code, column, ", 1");
	b = code_run(RACERS, code, mail, &v);
	return b.by_status[201] - 1;
}

static int
once_beyond(void)
{
	return code_beyond(", usage_limit", NULL);
}

static int
customer_beyond(void)
{
	char	mail[32];

	snprintf(mail, sizeof(mail), "@sans%d.test", serial);
	return code_beyond(", customer_limit", mail);
}

static int
card_beyond(void)
{
	char		 card[64];
	struct burst	 b = card_run(RACERS, card);

	ck_assert_int_ge(b.by_status[200] + b.by_status[201], 1);
	return (int)(sql_long("SELECT sum(received) FROM payment WHERE"
	    " gift_card_id = '%s'", card) - 14900);
}

/* Stripe would go on telling of what the books do not allow. */
static int
refund_beyond(void)
{
	char		 path[160];
	struct burst	 b;

	refund_ready(path);
	stripe_hooks("never");
	client_burst(owner, RACERS, "POST", path, "{\"amount\":\"5.00\"}",
	    &b);
	return b.by_status[201] - 2;
}

/* One more piece of something in a cart, asked for with one key. */
static int
key_beyond(void)
{
	const char	*v = good_new("Une clé", "10.00", 1000);
	struct client	*c = guest_with(v, 1);
	struct burst	 b;
	char		 line[64], body[128];
	struct answer	*a;

	snprintf(line, sizeof(line), "Idempotency-Key: sans-%d", serial++);
	snprintf(body, sizeof(body), "{\"variationId\":\"%s\",\"quantity\":1}",
	    v);
	client_header(c, line);
	client_burst(c, RACERS, "POST", ITEMS, body, &b);
	client_header(c, NULL);
	ck_assert_int_ge(b.by_status[201], 1);
	want(a = client_get(c, CART), 200);
	return (int)strtol(answer_at(a, "data.lines.0.quantity"), NULL, 10) -
	    2;
}

/* One cart, ordered by many clicks without a key. */
static int
cart_beyond(void)
{
	const char	*v = good_new("Un panier", "10.00", 1000);
	struct race	 r = race_new(1);
	struct client	*c = client_new();
	struct burst	 b;

	race_cart(&r, 0, &v, 1, 1, NULL, NULL);
	client_header(c, r.lines[0]);
	client_burst(c, RACERS, "POST", ORDERS, r.bodies[0], &b);
	client_free(c);
	race_free(&r);
	return b.by_status[201] - 1;
}

static const struct limit limits[] = {
	{ "F-11", "the pieces on a shelf",
	    "UPDATE stock_level SET quantity", stock_beyond, false, {
		{ "the quote's look", IN_TURN, {
			{ "v.sku, v.stock, v.weight",
			    "v.sku, 1000, v.weight" } } },
		{ "the look at the shelf", IN_TURN, {
			{ "SELECT l.place_id, l.quantity FROM",
			    "SELECT l.place_id, 1000 FROM" },
			{ " AND l.quantity > 0", "" } } },
		{ "what a level takes", ALWAYS, {
			{ " AND quantity + :change >= 0", "" },
			{ " AND stock + :change >= 0", "" } } },
		{ "CHECK of levels and sums", CHECKS, { { "", "" } } } } },
	{ "F-11", "the pieces that come back",
	    "INSERT INTO stock_level", back_beyond, true, {
		{ "the order's state", ALWAYS, {
			{ " WHERE id = :id AND state = :from",
			    " WHERE id = :id AND :from = :from" } } },
		{ "what it holds", ALWAYS, {
			{ " WHERE id = :id AND stock_held = 1",
			    " WHERE id = :id" } } },
		{ "the look at what is out", IN_TURN, {
			{ " WHERE m.reference = :reference",
			    " WHERE m.reference = :reference"
			    " AND m.change < 0" } } } } },
	{ "F-12", "a code of one use",
	    "UPDATE promotion SET used", once_beyond, false, {
		{ "the quote's look", IN_TURN, {
			{ "customer_limit, used, starts_at",
			    "customer_limit, 0, starts_at" } } },
		{ "what a use takes", ALWAYS, {
			{ " AND is_active = 1 AND (usage_limit IS NULL"
			    " OR used < usage_limit)", "" } } },
		{ "CHECK of uses", CHECKS, { { "", "" } } } } },
	{ "F-12", "a code of one use a customer",
	    "INSERT INTO promotion_use", customer_beyond, false, {
		{ "the quote's look", IN_TURN, {
			{ "SELECT promotion_id, count(*) FROM promotion_use",
			    "SELECT promotion_id, 0 FROM promotion_use" } } },
		{ "what a slot takes", ALWAYS, {
			{ " AND (p.customer_limit IS NULL"
			    " OR f.slot <= p.customer_limit)", "" } } } } },
	{ "F-12", "what is on a gift card",
	    "UPDATE gift_card SET balance", card_beyond, false, {
		{ "the look at the card", IN_TURN, {
			{ "SELECT id, currency, balance FROM gift_card",
			    "SELECT id, currency, initial FROM gift_card" }
			} },
		{ "what a payment takes", ALWAYS, {
			{ " AND balance >= :n", "" } } },
		{ "CHECK of balances", CHECKS, { { "", "" } } } } },
	{ "F-12", "what was paid",
	    "UPDATE payment SET refunded", refund_beyond, false, {
		{ "what a refund takes", ALWAYS, {
			{ " AND refunded + :n <= received", "" } } },
		{ "CHECK of payments", CHECKS, { { "", "" } } } } },
	{ "F-13", "one effect of a key",
	    "INSERT INTO idempotency", key_beyond, false, {
		{ "the look for an answer", IN_TURN, {
			{ "FROM idempotency WHERE actor = :actor",
			    "FROM idempotency WHERE 1 = 0 AND actor = :actor"
			    } } },
		{ "the answer's row, in the effect's transaction", IN_TURN, {
			{ " WHERE idempotency.status = 0 AND"
			    " idempotency.request_hash ="
			    " excluded.request_hash", "" } } } } },
	{ "F-13", "one order of a cart",
	    "DELETE FROM cart WHERE id", cart_beyond, false, {
		{ "who takes the cart", ALWAYS, {
			{ "DELETE FROM cart WHERE id = :cart",
			    "UPDATE cart SET version = version"
			    " WHERE :cart = :cart" } } } } },
};

/* ---- with and without ------------------------------------------------------------- */

static unsigned
lines_of(const struct limit *l)
{
	unsigned	 n = 0;

	while (n < LINES && l->lines[n].name != NULL)
		n++;
	return n;
}

static void
line_leave_out(const struct line *l)
{
	if (l->kind == CHECKS)
		atomic_store(&without->unchecked, 1);
	for (size_t i = 0; i < COUNT(l->swaps); i++)
		if (l->swaps[i].from[0] != '\0')
			without_swap(l->swaps[i].from, l->swaps[i].to);
}

/* keep: a bit for each line that stays. */
static void
leave_out(const struct limit *l, unsigned keep, bool loose)
{
	without_nothing();
	for (unsigned i = 0; i < lines_of(l); i++)
		if ((keep >> i & 1) == 0)
			line_leave_out(&l->lines[i]);
	snprintf(without->held, sizeof(without->held), "%s", l->held);
	atomic_store(&without->loose, loose);
	without_restart();
}

static int
beyond(const struct limit *l, unsigned keep, bool loose, int tries)
{
	int	 n = 0;

	leave_out(l, keep, loose);
	while (tries-- > 0 && n <= 0)
		n = l->beyond();
	ck_assert_msg(n >= 0, "%s: %d less than there is", l->name, -n);
	without_nothing();
	return n;
}

static bool
should_hold(const struct limit *l, unsigned keep, bool loose)
{
	if (l->looks && !loose)
		return true;
	for (unsigned i = 0; i < lines_of(l); i++)
		if ((keep >> i & 1) != 0 &&
		    (!loose || l->lines[i].kind != IN_TURN))
			return true;
	return false;
}

/* Every set of lines; none of them and some of them must fail. */
static void
sets_try(const struct limit *l, bool loose)
{
	const unsigned	 sets = 1U << lines_of(l);
	int		 held = 0, failed = 0, n, most = 0;
	bool		 good;

	for (unsigned keep = 0; keep < sets; keep++) {
		good = should_hold(l, keep, loose);
		n = beyond(l, keep, loose, good ? 1 : TRIES);
		ck_assert_msg(good == (n == 0), "%s, lines %#x,"
		    " %s transactions: %d more than there is", l->name, keep,
		    loose ? "without" : "with", n);
		held += good;
		failed += !good;
		most = n > most ? n : most;
	}
	fault_say(l->row, "%s, %s transactions: of %u sets of its %u lines %d"
	    " keep it, %d do not (by up to %d), as they should", l->name,
	    loose ? "without" : "with", sets, lines_of(l), held, failed,
	    most);
}

static void
row_try(const char *row)
{
	for (size_t i = 0; i < COUNT(limits); i++)
		if (strcmp(limits[i].row, row) == 0)
			for (int loose = 0; loose < 2; loose++)
				sets_try(&limits[i], loose == 1);
}

START_TEST(f_11_stock_is_kept_by_any_one_line)
{
	row_try("F-11");
}
END_TEST

START_TEST(f_12_uses_and_money_are_kept_by_any_one_line)
{
	row_try("F-12");
}
END_TEST

START_TEST(f_13_one_effect_is_kept_by_any_one_line)
{
	row_try("F-13");
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_11_stock_is_kept_by_any_one_line,
		f_12_uses_and_money_are_kept_by_any_one_line,
		f_13_one_effect_is_kept_by_any_one_line,
	};

	return suite_run_with("guard", race_start, tests, COUNT(tests));
}
