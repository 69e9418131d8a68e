/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/catalog/group.h"

/*
 * No level is read to be written: each takes its change by one conditional
 * statement.  Lines are sorted, so that whoever moves several variations at
 * once does so in one order; a variation's levels come before its sum, so
 * that a transfer does not seem to run low half-way.
 */
static const char sql_variation[] =
    "SELECT brand_id, EXISTS (SELECT 1 FROM bundle_part b"
    "  WHERE b.bundle_id = v.id) FROM product_variation v WHERE v.id = :id";
static const char sql_place[] =
    "SELECT is_active FROM place WHERE id = :id AND brand_id = :brand";
static const char sql_put[] =
    "INSERT INTO stock_level (variation_id, place_id, quantity)"
    " VALUES (:variation, :place, :change)"
    " ON CONFLICT (variation_id, place_id)"
    " DO UPDATE SET quantity = stock_level.quantity + excluded.quantity"
    " RETURNING quantity";
static const char sql_take[] =
    "UPDATE stock_level SET quantity = quantity + :change"
    " WHERE variation_id = :variation AND place_id = :place"
    " AND quantity + :change >= 0 RETURNING quantity";
static const char sql_left[] =
    "SELECT quantity FROM stock_level"
    " WHERE variation_id = :variation AND place_id = :place";
static const char sql_movement[] =
    "INSERT INTO stock_movement (id, brand_id, variation_id, place_id,"
    " change, quantity, reason, reference, note, user_id, created_at)"
    " VALUES (:id, :brand, :variation, :place, :change, :quantity, :reason,"
    " :reference, :note, :user, :now)";
static const char sql_sum[] =
    "UPDATE product_variation SET stock = stock + :change"
    " WHERE id = :id AND stock + :change >= 0 AND stock + :change <= :most"
    " RETURNING stock, product_id, low_stock_at, EXISTS (SELECT 1"
    "  FROM bundle_part b WHERE b.variation_id = product_variation.id)";
static const char sql_product[] =
    "UPDATE product SET stock ="
    " (SELECT CAST(coalesce(sum(v.stock), 0) AS BIGINT)"
    "  FROM product_variation v"
    "  WHERE v.product_id = :id AND v.is_active = 1)"
    " WHERE id = :id";
/* Where it may be taken from, in this order. */
static const char sql_lies[] =
    "SELECT l.place_id, l.quantity FROM stock_level l"
    " JOIN place p ON p.id = l.place_id"
    " WHERE l.variation_id = :id AND l.quantity > 0"
    " ORDER BY p.is_default DESC, p.is_active DESC, p.position, p.id";

const char *const stock_reasons[] = {
	"opening", "edit", "import", "count", "received", "sold", "returned",
	"damaged", "transfer", "correction", "released", NULL
};

/* One variation's part of a move. */
struct part {
	const struct stock_move	*move;
	struct stock_short	*shortage;
	const char		*brand_id, *variation_id;
	int64_t			 sum;		/* of what its levels took */
	const char		*product;
	bool			 in_bundles;
};

/* ---- the ledger --------------------------------------------------------- */

enum outcome
movement_write(struct act *act, const struct movement *m, const char **id)
{
	const char	*new_id = typeid_new(act->arena, "move", act->now);
	struct stmt	*s = db_sql(act->db, sql_movement);

	if (id != NULL)
		*id = new_id;
	db_bind_text(s, ":id", new_id);
	db_bind_text(s, ":brand", m->brand_id);
	db_bind_text(s, ":variation", m->variation_id);
	db_bind_text(s, ":place", m->place_id);
	db_bind_int(s, ":change", m->change);
	db_bind_int(s, ":quantity", m->quantity);
	db_bind_text(s, ":reason", m->reason);
	db_bind_text(s, ":reference", m->reference);
	db_bind_text(s, ":note", m->note);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* ---- one level ---------------------------------------------------------- */

static enum outcome
short_of(struct act *act, const struct part *p, int64_t left)
{
	if (p->shortage != NULL)
		*p->shortage = (struct stock_short){ p->variation_id, left };
	act->problem.numbers[0] = left;
	return act_refuse(act, SOUK_CONFLICT, &stock_messages[STOCK_OUT]);
}

static struct stmt *
level_sql(struct act *act, const char *sql, const struct part *p,
    const char *place)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":variation", p->variation_id);
	db_bind_text(s, ":place", place);
	return s;
}

static enum outcome
level_short(struct act *act, const struct part *p, const char *place)
{
	struct stmt	*s = level_sql(act, sql_left, p, place);
	int64_t		 left = 0;
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK)
		left = db_int(s, 0);
	db_done(s);
	return e != SOUK_OK && e != SOUK_NOT_FOUND ? e :
	    short_of(act, p, left);
}

/* Is there such a place, and may it be given more? */
static enum outcome
level_place(struct act *act, const struct part *p, const char *place,
    int64_t change)
{
	struct stmt	*s = db_sql(act->db, sql_place);
	bool		 open = false;
	enum outcome	 e;

	db_bind_text(s, ":id", place);
	db_bind_text(s, ":brand", p->brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		open = db_int(s, 0) == 1;
	db_done(s);
	if (e != SOUK_OK || open || change < 0)
		return e;
	return act_refuse(act, SOUK_CONFLICT,
	    &stock_messages[STOCK_PLACE_INACTIVE]);
}

static enum outcome
level_change(struct act *act, struct part *p, const char *place,
    int64_t change)
{
	struct movement	 m = {
		.brand_id = p->brand_id, .variation_id = p->variation_id,
		.place_id = place, .change = change,
		.reason = p->move->reason, .reference = p->move->reference,
		.note = p->move->note,
	};
	struct stmt	*s;
	enum outcome	 e;

	if ((e = level_place(act, p, place, change)) != SOUK_OK)
		return e;
	s = level_sql(act, change > 0 ? sql_put : sql_take, p, place);
	db_bind_int(s, ":change", change);
	if ((e = db_step(s)) == SOUK_OK)
		m.quantity = db_int(s, 0);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? level_short(act, p, place) : e;
	p->sum += change;
	return movement_write(act, &m, p->move->last);
}

/* ---- wherever it lies --------------------------------------------------- */

struct lying { const char *place; int64_t quantity; };

static enum outcome
lying_read(struct act *act, const char *variation, struct lying **list,
    size_t *n)
{
	struct stmt	*s = db_sql(act->db, sql_lies);
	enum outcome	 e;

	*list = NULL;
	*n = 0;
	db_bind_text(s, ":id", variation);
	while ((e = db_step(s)) == SOUK_OK) {
		*list = arena_more(act->arena, *list, *n, sizeof(**list));
		(*list)[(*n)++] = (struct lying){
		    db_copy(s, 0, act->arena), db_int(s, 1) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
anywhere_take(struct act *act, struct part *p, int64_t wanted)
{
	struct lying	*list;
	int64_t		 all = 0, one;
	enum outcome	 e;
	size_t		 i, n;

	if ((e = lying_read(act, p->variation_id, &list, &n)) != SOUK_OK)
		return e;
	for (i = 0; i < n; i++)
		all += list[i].quantity;
	if (all < wanted)
		return short_of(act, p, all);
	for (i = 0; i < n && wanted > 0; i++) {
		one = list[i].quantity < wanted ? list[i].quantity : wanted;
		e = level_change(act, p, list[i].place, -one);
		if (e != SOUK_OK)
			return e;
		wanted -= one;
	}
	return SOUK_OK;
}

static enum outcome
anywhere_change(struct act *act, struct part *p, int64_t change)
{
	const char	*place;
	enum outcome	 e;

	if (change < 0)
		return anywhere_take(act, p, -change);
	e = place_default_of(act, p->brand_id, &place);
	return e != SOUK_OK ? e : level_change(act, p, place, change);
}

/* ---- one variation ------------------------------------------------------ */

static enum outcome
part_start(struct act *act, struct part *p)
{
	struct stmt	*s = db_sql(act->db, sql_variation);
	bool		 made = false;
	enum outcome	 e;

	db_bind_text(s, ":id", p->variation_id);
	if ((e = db_step(s)) == SOUK_OK) {
		p->brand_id = db_copy(s, 0, act->arena);
		made = db_int(s, 1) == 1;
	}
	db_done(s);
	return made ? act_refuse(act, SOUK_CONFLICT,
	    &bundle_messages[BUNDLE_COUNTED]) : e;
}

enum outcome
product_sum(struct act *act, const char *product)
{
	struct stmt	*s = db_sql(act->db, sql_product);

	db_bind_text(s, ":id", product);
	return db_run(s);
}

static enum outcome
part_sum(struct act *act, struct part *p)
{
	struct stock_state	 state = { p->brand_id, p->variation_id, 0, 0 };
	struct stmt		*s = db_sql(act->db, sql_sum);
	const char		*product = NULL;
	enum outcome		 e;

	db_bind_text(s, ":id", p->variation_id);
	db_bind_int(s, ":change", p->sum);
	db_bind_int(s, ":most", STOCK_MAX);
	if ((e = db_step(s)) == SOUK_OK) {
		state.stock = db_int(s, 0);
		product = db_copy(s, 1, act->arena);
		state.threshold = db_is_null(s, 2) ? stock_threshold(act) :
		    db_int(s, 2);
		p->product = product;
		p->in_bundles = db_int(s, 3) == 1;
	}
	db_done(s);
	if (e == SOUK_NOT_FOUND) {
		act->problem.numbers[0] = STOCK_MAX;
		return act_refuse(act, SOUK_CONFLICT,
		    &stock_messages[STOCK_TOO_MUCH]);
	}
	if (e != SOUK_OK || (e = product_sum(act, product)) != SOUK_OK ||
	    (!p->move->in_edit &&
	    (e = members_match(act, product)) != SOUK_OK))
		return e;
	return notice_check(act, &state, p->sum < 0);
}

/* Lines of one variation, those of no certain place last. */
static enum outcome
part_move(struct act *act, struct part *p, const struct stock_line *lines,
    size_t n)
{
	enum outcome	 e;
	size_t		 i;

	p->variation_id = lines[0].variation_id;
	if ((e = part_start(act, p)) != SOUK_OK)
		return e;
	for (i = 0; i < n; i++) {
		if (lines[i].change == 0)
			continue;
		e = lines[i].place_id != NULL ?
		    level_change(act, p, lines[i].place_id, lines[i].change) :
		    anywhere_change(act, p, lines[i].change);
		if (e != SOUK_OK)
			return e;
	}
	return p->sum == 0 ? SOUK_OK : part_sum(act, p);
}

/* ---- all of it ---------------------------------------------------------- */

struct all {
	const struct stock_move	*move;
	struct stock_line	*lines;		/* sorted and summed */
	size_t			 count;
	struct stock_short	*shortage;
	int			*follow;	/* which way bundles of it go */
	const char		*edited;	/* product: sees to itself */
};

static int
line_compare(const void *a, const void *b)
{
	const struct stock_line	*x = a, *y = b;
	const int		 c = strcmp(x->variation_id, y->variation_id);

	if (c != 0)
		return c;
	if (x->place_id == NULL || y->place_id == NULL)
		return (x->place_id == NULL) - (y->place_id == NULL);
	return strcmp(x->place_id, y->place_id);
}

/* false: a sum beyond all bounds. */
static bool
lines_sum(struct all *a)
{
	struct stock_line	*lines = a->lines, *to;
	const size_t		 n = a->count;
	size_t			 i;

	qsort(lines, n, sizeof(*lines), line_compare);
	a->count = 0;
	for (i = 0; i < n; i++) {
		to = a->count == 0 ? NULL : &lines[a->count - 1];
		if (to == NULL || line_compare(to, &lines[i]) != 0)
			lines[a->count++] = lines[i];
		else if (__builtin_add_overflow(to->change, lines[i].change,
		    &to->change))
			return false;
	}
	return true;
}

/* Bundles come behind all that they are made of. */
static enum outcome
all_follow(struct act *act, const struct all *a)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < a->count && e == SOUK_OK; i++)
		if (a->follow[i] != 0)
			e = bundles_follow(act, a->lines[i].variation_id,
			    a->follow[i] < 0, a->edited);
	return e;
}

static enum outcome
all_move(struct act *act, void *arg)
{
	struct all	*a = arg;
	enum outcome	 e = SOUK_OK;
	size_t		 i, n;

	a->follow = arena_array(act->arena, a->count, sizeof(*a->follow));
	for (i = 0; i < a->count && e == SOUK_OK; i += n) {
		struct part	 p = { .move = a->move,
				    .shortage = a->shortage };

		for (n = 1; i + n < a->count && text_equal(
		    a->lines[i].variation_id, a->lines[i + n].variation_id);
		    n++)
			continue;
		e = part_move(act, &p, &a->lines[i], n);
		a->follow[i] = !p.in_bundles ? 0 : p.sum < 0 ? -1 : 1;
		if (a->move->in_edit)
			a->edited = p.product;
	}
	return e != SOUK_OK ? e : all_follow(act, a);
}

enum outcome
stock_move(struct act *act, const struct stock_move *move,
    struct stock_short *shortage)
{
	struct all	 a = { .move = move, .shortage = shortage };
	enum outcome	 e;

	if (move->count == 0)
		return SOUK_OK;
	if ((e = bundle_lines(act, move, &a.lines, &a.count)) != SOUK_OK)
		return e;
	if (!lines_sum(&a)) {
		act->problem.numbers[0] = STOCK_MAX;
		return act_refuse(act, SOUK_CONFLICT,
		    &stock_messages[STOCK_TOO_MUCH]);
	}
	if ((e = db_try(act, all_move, &a)) == SOUK_OK)
		catalog_moved(act);
	return e;
}
