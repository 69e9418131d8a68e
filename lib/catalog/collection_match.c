/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"

static const char sql_row[] =
    "SELECT p.category_id, p.vendor, p.tags, p.price_from,"
    " coalesce(p.compare_at, 0), p.stock, p.is_new, p.is_featured,"
    " p.created_at, p.status FROM product p WHERE p.id = :id";
static const char sql_names[] =
    "SELECT name FROM product_text WHERE product_id = :id";
static const char sql_options[] =
    "SELECT name, value FROM product_facet"
    " WHERE product_id = :id AND kind = 'option'";
/* A product stands in its category and in all above it. */
static const char sql_above[] =
    "WITH RECURSIVE up(id, parent_id) AS ("
    " SELECT id, parent_id FROM category WHERE id = :id UNION"
    " SELECT c.id, c.parent_id FROM up JOIN category c"
    "  ON c.id = up.parent_id)"
    " SELECT id FROM up";

#define TEXTS_ROOM	512	/* 300 options, 50 tags, a few of the others */

/* A product as rules see it: some texts and one number for each field. */
struct facts {
	const char	*texts[TEXTS_ROOM];
	int		 about[TEXTS_ROOM];	/* which field each is of */
	size_t		 count;
	int64_t		 nums[RULE__MAX];
	bool		 has[RULE__MAX];
	bool		 active;
};

static void
text_add(struct facts *f, enum rule_about about, const char *text)
{
	if (text == NULL || *text == '\0' || f->count == TEXTS_ROOM)
		return;
	f->texts[f->count] = text;
	f->about[f->count++] = (int)about;
	f->has[about] = true;
}

static void
num_set(struct facts *f, enum rule_about about, int64_t num)
{
	f->nums[about] = num;
	f->has[about] = true;
}

/* ---- reading ------------------------------------------------------------ */

static void
tags_add(struct arena *arena, struct facts *f, const char *lines)
{
	size_t	 len;

	for (; *lines != '\0'; lines += len + (lines[len] == '\n')) {
		len = strcspn(lines, "\n");
		text_add(f, RULE_TAG, arena_text(arena, lines, len));
	}
}

static void
row_take(struct act *act, struct stmt *s, struct facts *f)
{
	text_add(f, RULE_CATEGORY, db_copy(s, 0, act->arena));
	text_add(f, RULE_VENDOR, db_copy(s, 1, act->arena));
	tags_add(act->arena, f, db_text(s, 2, NULL));
	if (!db_is_null(s, 3))
		num_set(f, RULE_PRICE, db_int(s, 3));
	f->has[RULE_COMPARE_AT] = db_int(s, 4) != 0;
	num_set(f, RULE_STOCK, db_int(s, 5));
	num_set(f, RULE_NEW, db_int(s, 6));
	num_set(f, RULE_FEATURED, db_int(s, 7));
	num_set(f, RULE_CREATED, db_int(s, 8));
	f->active = text_equal(db_text(s, 9, NULL), "ACTIVE");
}

/* Every row of a statement is a text, or an option's name and value. */
static enum outcome
texts_take(struct act *act, const char *sql, const char *id,
    enum rule_about about, struct facts *f)
{
	struct stmt	*s = db_sql(act->db, sql);
	struct buf	 b;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		if (db_columns(s) == 1) {
			text_add(f, about, db_copy(s, 0, act->arena));
			continue;
		}
		buf_init(&b, act->arena, 64);
		filter_value_put(&b, &(struct filter_value){
		    db_text(s, 0, NULL), db_text(s, 1, NULL) });
		text_add(f, about, b.p);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
facts_read(struct act *act, const char *product, unsigned about,
    struct facts **out)
{
	struct facts	*f = arena_alloc(act->arena, sizeof(*f));
	struct stmt	*s = db_sql(act->db, sql_row);
	enum outcome	 e;

	*out = f;
	db_bind_text(s, ":id", product);
	if ((e = db_step(s)) == SOUK_OK)
		row_take(act, s, f);
	db_done(s);
	if (e == SOUK_OK && about & 1u << RULE_CATEGORY)
		e = texts_take(act, sql_above, f->texts[0], RULE_CATEGORY, f);
	if (e == SOUK_OK && about & 1u << RULE_NAME)
		e = texts_take(act, sql_names, product, RULE_NAME, f);
	if (e == SOUK_OK && about & 1u << RULE_OPTION)
		e = texts_take(act, sql_options, product, RULE_OPTION, f);
	return e;
}

bool
facts_are_active(const struct facts *f)
{
	return f->active;
}

/* ---- judging ------------------------------------------------------------ */

static bool
ends_with(const char *text, const char *end)
{
	const size_t	 len = strlen(text), tail = strlen(end);

	return len >= tail && strcmp(text + len - tail, end) == 0;
}

/* Whole texts are compared as they are, parts of them folded. */
static bool
text_holds(const struct rule *r, const char *text, struct arena *arena)
{
	if (r->folded == NULL)
		return text_equal(text, r->text);
	text = text_fold(arena, text, strlen(text));
	return r->relation == RELATION_STARTS ? text_starts(text, r->folded) :
	    r->relation == RELATION_ENDS ? ends_with(text, r->folded) :
	    strstr(text, r->folded) != NULL;
}

static bool
any_text_holds(const struct rule *r, const struct facts *f,
    struct arena *arena)
{
	size_t	 i;

	for (i = 0; i < f->count; i++)
		if (f->about[i] == (int)r->about &&
		    text_holds(r, f->texts[i], arena))
			return true;
	return false;
}

static bool
is_number(enum rule_about about)
{
	return about == RULE_PRICE || about == RULE_STOCK ||
	    about == RULE_NEW || about == RULE_FEATURED ||
	    about == RULE_CREATED;
}

/* A product without a price is neither above nor below any. */
static bool
number_holds(const struct rule *r, const struct facts *f, int64_t now)
{
	const int64_t	 num = r->about == RULE_CREATED ?
			    now - f->nums[r->about] : f->nums[r->about];
	const bool	 has = f->has[r->about];

	switch (r->relation) {
	case RELATION_GREATER:
		return has && num > r->num;
	case RELATION_LESS:
		return has && num < r->num;
	case RELATION_IS_NOT:
		return !has || num != r->num;
	default:
		return has && num == r->num;
	}
}

static bool
rule_holds(const struct rule *r, const struct facts *f, int64_t now,
    struct arena *arena)
{
	if (!r->sound)
		return false;
	if (r->relation == RELATION_SET || r->relation == RELATION_NOT_SET)
		return f->has[r->about] == (r->relation == RELATION_SET);
	if (is_number(r->about))
		return number_holds(r, f, now);
	return any_text_holds(r, f, arena) !=
	    (r->relation == RELATION_IS_NOT ||
	    r->relation == RELATION_CONTAINS_NOT);
}

bool
ruleset_holds(const struct ruleset *set, const struct facts *f, int64_t now,
    struct arena *arena)
{
	size_t	 i;

	for (i = 0; i < set->count; i++)
		if (rule_holds(&set->rules[i], f, now, arena) == set->any)
			return set->any;
	return set->count > 0 && !set->any;
}
