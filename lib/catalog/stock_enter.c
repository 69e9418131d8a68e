/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/stock_parts.h"

static const char sql_level[] =
    "SELECT quantity FROM stock_level"
    " WHERE variation_id = :variation AND place_id = :place";

static enum outcome
stock_audit(struct act *act, const char *variation_id,
    const struct record *after)
{
	const struct audit	 a = {
		.action = "move_stock", .entity_type = "Variation",
		.entity_id = variation_id, .after = after,
	};

	return audit_write(act, &a);
}

/* Names the field of whoever asked for too much. */
static enum outcome
shortage_tell(struct act *act, enum outcome e, const char *field)
{
	const struct message	*message = act->problem.message;

	if (e != SOUK_CONFLICT || (message != &stock_messages[STOCK_OUT] &&
	    message != &stock_messages[STOCK_TOO_MUCH]))
		return e;
	act_bad_number(act, field, message, act->problem.numbers[0], 0);
	return e;
}

static enum outcome
level_read(struct act *act, const char *variation, const char *place,
    int64_t *quantity)
{
	struct stmt	*s = db_sql(act->db, sql_level);
	enum outcome	 e;

	*quantity = 0;
	db_bind_text(s, ":variation", variation);
	db_bind_text(s, ":place", place);
	if ((e = db_step(s)) == SOUK_OK)
		*quantity = db_int(s, 0);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- counting ----------------------------------------------------------- */

/* What a count makes of a level; nobody else writes until it is over. */
static enum outcome
count_change(struct act *act, struct stock_line *line, int64_t quantity)
{
	int64_t		 is;
	enum outcome	 e;

	e = level_read(act, line->variation_id, line->place_id, &is);
	line->change = quantity - is;
	return e;
}

enum outcome
stock_set(struct act *act, const char *variation_id, const char *place_id,
    int64_t quantity)
{
	struct stock_line	 line = { .variation_id = variation_id,
				    .place_id = place_id };
	const struct stock_move	 move = { .reason = "count", .lines = &line,
				    .count = 1 };
	enum outcome		 e;

	if ((place_id == NULL &&
	    (e = place_default(act, &line.place_id)) != SOUK_OK) ||
	    (e = count_change(act, &line, quantity)) != SOUK_OK)
		return e;
	return line.change == 0 ? SOUK_OK : stock_move(act, &move, NULL);
}

/* ---- an entry by hand ---------------------------------------------------- */

/* A change with its reason, or a quantity, which is a count unless said. */
static enum outcome
entry_check(struct act *act, const struct record *in)
{
	const bool	 change = record_has(in, ENTRY_CHANGE);

	if (change == record_has(in, ENTRY_QUANTITY))
		return act_bad_field(act, change ? "quantity" : "change",
		    &stock_messages[STOCK_CHANGE_OR_QUANTITY]);
	if (change && in->values[ENTRY_CHANGE].num == 0)
		return act_bad_field(act, "change",
		    &stock_messages[STOCK_CHANGE_OR_QUANTITY]);
	if (change && !record_has(in, ENTRY_REASON))
		return act_bad_field(act, "reason",
		    &base_messages[BASE_REQUIRED]);
	return SOUK_OK;
}

static enum outcome
entry_line(struct act *act, const struct record *in, struct stock_line *line)
{
	enum outcome	 e;

	if ((e = stock_find(act, in, ENTRY_VARIATION, ENTRY_SKU,
	    &line->variation_id)) != SOUK_OK)
		return e;
	line->place_id = record_text(in, ENTRY_PLACE);
	e = line->place_id == NULL ? place_default(act, &line->place_id) :
	    place_check(act, "placeId", line->place_id);
	if (e != SOUK_OK)
		return e;
	line->change = in->values[ENTRY_CHANGE].num;
	return record_has(in, ENTRY_CHANGE) ? SOUK_OK :
	    count_change(act, line, in->values[ENTRY_QUANTITY].num);
}

/* What a count answers that found what was there. */
static struct record *
as_counted(struct act *act, const struct stock_line *line, int64_t quantity)
{
	struct record	*r = record_new(act->arena, &movement_fields);

	record_set_text(r, MOVEMENT_ID, NULL);
	record_set_text(r, MOVEMENT_VARIATION, line->variation_id);
	record_set_text(r, MOVEMENT_PLACE, line->place_id);
	record_set_int(r, MOVEMENT_CHANGE, 0);
	record_set_int(r, MOVEMENT_QUANTITY, quantity);
	record_set_text(r, MOVEMENT_REASON, "count");
	return r;
}

enum outcome
stock_enter(struct act *act, const struct record *in, struct record **moved)
{
	const char		*id = NULL;
	struct stock_line	 line = { 0 };
	struct stock_move	 move = {
		.reason = record_text(in, ENTRY_REASON),
		.reference = record_text(in, ENTRY_REFERENCE),
		.note = record_text(in, ENTRY_NOTE),
		.lines = &line, .count = 1, .last = &id,
	};
	enum outcome		 e;

	if (move.reason == NULL)
		move.reason = "count";
	if ((e = entry_check(act, in)) != SOUK_OK ||
	    (e = entry_line(act, in, &line)) != SOUK_OK)
		return e;
	if (line.change == 0) {
		*moved = as_counted(act, &line,
		    in->values[ENTRY_QUANTITY].num);
		return SOUK_OK;
	}
	if ((e = stock_move(act, &move, NULL)) != SOUK_OK)
		return shortage_tell(act, e, record_has(in, ENTRY_CHANGE) ?
		    "change" : "quantity");
	if ((e = movement_read(act, id, moved)) != SOUK_OK)
		return e;
	return stock_audit(act, line.variation_id, *moved);
}

/* ---- from place to place ------------------------------------------------ */

enum outcome
stock_transfer(struct act *act, const struct record *in, struct record **item)
{
	const char		*from = record_text(in, TRANSFER_FROM);
	const char		*to = record_text(in, TRANSFER_TO);
	const int64_t		 n = in->values[TRANSFER_QUANTITY].num;
	struct stock_line	 lines[2] = { { .place_id = from,
				    .change = -n }, { .place_id = to,
				    .change = n } };
	const struct stock_move	 move = {
		.reason = "transfer", .lines = lines, .count = 2,
		.reference = record_text(in, TRANSFER_REFERENCE),
		.note = record_text(in, TRANSFER_NOTE),
	};
	enum outcome		 e;

	if (text_equal(from, to))
		return act_bad_field(act, "toPlaceId",
		    &stock_messages[STOCK_SAME_PLACE]);
	if ((e = stock_find(act, in, TRANSFER_VARIATION, TRANSFER_SKU,
	    &lines[0].variation_id)) != SOUK_OK ||
	    (e = place_check(act, "fromPlaceId", from)) != SOUK_OK ||
	    (e = place_check(act, "toPlaceId", to)) != SOUK_OK)
		return e;
	lines[1].variation_id = lines[0].variation_id;
	if ((e = stock_move(act, &move, NULL)) != SOUK_OK)
		return shortage_tell(act, e, "quantity");
	if ((e = stock_item_read(act, lines[0].variation_id, item)) != SOUK_OK)
		return e;
	return stock_audit(act, lines[0].variation_id, *item);
}
