/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define DAYS_MAX	36500

/* Columns in the order of rule_fields. */
static const char sql_read[] =
    "SELECT field, relation, value FROM collection_rule"
    " WHERE collection_id = :id ORDER BY position";
static const char sql_drop[] =
    "DELETE FROM collection_rule WHERE collection_id = :id";
static const char sql_put[] =
    "INSERT INTO collection_rule (collection_id, position, field, relation,"
    " value) VALUES (:id, :position, :field, :relation, :value)";

/* ---- what goes together ------------------------------------------------ */

/* What a value of a rule is. */
enum kind { KIND_CATEGORY, KIND_TEXT, KIND_OPTION, KIND_MONEY, KIND_COUNT,
	KIND_DAYS, KIND_BOOLEAN, KIND_NOTHING };

#define IS	(1u << RELATION_IS)
#define SAME	(IS | 1u << RELATION_IS_NOT)
#define PARTS	(1u << RELATION_CONTAINS | 1u << RELATION_CONTAINS_NOT | \
		1u << RELATION_STARTS | 1u << RELATION_ENDS)
#define MORE	(1u << RELATION_GREATER | 1u << RELATION_LESS)
#define THERE	(1u << RELATION_SET | 1u << RELATION_NOT_SET)

static const struct { enum kind kind; unsigned relations; } abouts[] = {
	[RULE_CATEGORY] = { KIND_CATEGORY, SAME },
	[RULE_VENDOR] = { KIND_TEXT, SAME | PARTS | THERE },
	[RULE_TAG] = { KIND_TEXT, SAME | PARTS | THERE },
	[RULE_NAME] = { KIND_TEXT, SAME | PARTS },
	[RULE_PRICE] = { KIND_MONEY, SAME | MORE },
	[RULE_COMPARE_AT] = { KIND_NOTHING, THERE },
	[RULE_STOCK] = { KIND_COUNT, SAME | MORE },
	[RULE_NEW] = { KIND_BOOLEAN, IS },
	[RULE_FEATURED] = { KIND_BOOLEAN, IS },
	[RULE_CREATED] = { KIND_DAYS, MORE },
	[RULE_OPTION] = { KIND_OPTION, SAME },
};
static_assert(COUNT(abouts) == RULE__MAX, "a row for each field");

unsigned
rule_relations_of(int about)
{
	return abouts[about].relations;
}

static bool
is_there(enum rule_relation relation)
{
	return relation == RELATION_SET || relation == RELATION_NOT_SET;
}

/* ---- values ----------------------------------------------------------- */

static bool
boolean_parse(const char *text, int64_t *num)
{
	*num = text_equal(text, "true");
	return *num == 1 || text_equal(text, "false");
}

static bool
number_parse(const char *text, int64_t max, int64_t *num)
{
	return text_to_int(text, num) && *num >= 0 && *num <= max;
}

/* The number that a text stands for; true for what is no number at all. */
static bool
value_parse(struct act *act, enum kind kind, const char *text, int64_t *num)
{
	switch (kind) {
	case KIND_MONEY:
		return money_parse(text, settings_decimals(act->settings),
		    num) && *num >= 0;
	case KIND_COUNT:
		return number_parse(text, STOCK_MAX, num);
	case KIND_DAYS:
		return number_parse(text, DAYS_MAX, num);
	case KIND_BOOLEAN:
		return boolean_parse(text, num);
	default:
		return true;
	}
}

static int
word_find(const char *const *words, const char *word)
{
	int	 i;

	for (i = 0; words[i] != NULL; i++)
		if (text_equal(words[i], word))
			break;
	return i;
}

struct rule
rule_of(struct act *act, const char *about, const char *relation,
    const char *value)
{
	struct rule	 r = {
		.about = (enum rule_about)word_find(rule_abouts, about),
		.relation = (enum rule_relation)word_find(rule_relations,
		    relation),
		.text = value,
	};

	if (r.about == RULE__MAX || r.relation == RELATION__MAX)
		return r;
	r.sound = value_parse(act, abouts[r.about].kind, value, &r.num) ||
	    is_there(r.relation);
	if (1u << r.relation & PARTS)
		r.folded = text_fold(act->arena, value, strlen(value));
	if (abouts[r.about].kind == KIND_DAYS)
		r.num *= CLOCK_DAY;
	return r;
}

/* ---- checking what came in ---------------------------------------------- */

static const struct message *
kind_message(enum kind kind)
{
	return kind == KIND_MONEY ? &base_messages[BASE_BAD_MONEY] :
	    kind == KIND_BOOLEAN ? &base_messages[BASE_NOT_BOOLEAN] :
	    &catalog_messages[CATALOG_RULE_NUMBER];
}

static enum outcome
category_settle(struct act *act, struct record *rule, const char *name)
{
	const char	*id, *brand;
	enum outcome	 e;

	e = category_find(act, record_text(rule, RULE_VALUE), &id, &brand);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, name,
		    &catalog_messages[CATALOG_NO_CATEGORY]);
	if (e == SOUK_OK && (e = catalog_brand(act, brand)) == SOUK_OK)
		record_set_text(rule, RULE_VALUE, id);
	return e;
}

/* One option, in the form in which options are compared. */
static enum outcome
option_settle(struct act *act, struct record *rule, const char *name)
{
	struct filter_value	 v[FILTER_VALUES];
	struct buf		 b;
	enum outcome		 e;
	size_t			 n;

	e = filter_values(act, name, record_text(rule, RULE_VALUE), true, v,
	    &n);
	if (e != SOUK_OK)
		return e;
	if (n != 1)
		return act_bad_field(act, name,
		    &catalog_messages[CATALOG_OPTION_FORM]);
	buf_init(&b, act->arena, 64);
	filter_value_put(&b, &v[0]);
	record_set_text(rule, RULE_VALUE, b.p);
	return SOUK_OK;
}

/* Only signs that no search looks at are in no text. */
static enum outcome
part_check(struct act *act, const char *value, const char *name)
{
	if (*text_fold(act->arena, value, strlen(value)) != '\0')
		return SOUK_OK;
	return act_bad_field(act, name,
	    &catalog_messages[CATALOG_RULE_LETTERS]);
}

static enum outcome
value_settle(struct act *act, struct record *rule, enum kind kind,
    enum rule_relation relation, const char *name)
{
	const char	*value = record_text(rule, RULE_VALUE);
	int64_t		 num;

	if (is_there(relation)) {
		record_set_text(rule, RULE_VALUE, "");
		return value == NULL || *value == '\0' ? SOUK_OK :
		    act_bad_field(act, name,
		    &catalog_messages[CATALOG_RULE_VALUE]);
	}
	if (value == NULL || *value == '\0')
		return act_bad_field(act, name,
		    &base_messages[BASE_REQUIRED]);
	if (!value_parse(act, kind, value, &num))
		return act_bad_number(act, name, kind_message(kind),
		    kind == KIND_MONEY ? settings_decimals(act->settings) :
		    kind == KIND_DAYS ? DAYS_MAX : STOCK_MAX, 0);
	if (kind == KIND_CATEGORY)
		return category_settle(act, rule, name);
	if (kind == KIND_OPTION)
		return option_settle(act, rule, name);
	return 1u << relation & PARTS ? part_check(act, value, name) :
	    SOUK_OK;
}

static enum outcome
rule_check(struct act *act, struct record *rule, size_t i)
{
	const int	 about = (int)rule->values[RULE_FIELD].num;
	const int	 relation = (int)rule->values[RULE_RELATION].num;

	if (!(abouts[about].relations & 1u << relation))
		return act_bad_field(act, item_name(act, "rules", i,
		    "relation"), &catalog_messages[CATALOG_RULE_RELATION]);
	return value_settle(act, rule, abouts[about].kind,
	    (enum rule_relation)relation, item_name(act, "rules", i, "value"));
}

/* All that is wrong is told at once; another brand's category is DENIED. */
enum outcome
rules_check(struct act *act, struct value *rules)
{
	enum outcome	 e, worst = SOUK_OK;
	size_t		 i;

	for (i = 0; i < rules->count; i++)
		if ((e = rule_check(act, &rules->items[i], i)) != SOUK_OK &&
		    worst != SOUK_DENIED)
			worst = e;
	return worst;
}

/* ---- stored ------------------------------------------------------------- */

enum outcome
rules_read(struct act *act, const char *collection, struct value *rules)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	*rules = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", collection);
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena,
		    list_add(act->arena, rules, &rule_fields));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
rules_store(struct act *act, const char *collection, const struct value *rules)
{
	struct stmt	*s = db_sql(act->db, sql_drop);
	enum outcome	 e;
	size_t		 i;

	db_bind_text(s, ":id", collection);
	e = db_run(s);
	for (i = 0; i < rules->count && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_put);
		db_bind_text(s, ":id", collection);
		db_bind_int(s, ":position", (int64_t)i);
		db_bind_text(s, ":field",
		    record_text(&rules->items[i], RULE_FIELD));
		db_bind_text(s, ":relation",
		    record_text(&rules->items[i], RULE_RELATION));
		db_bind_text(s, ":value",
		    record_text(&rules->items[i], RULE_VALUE));
		e = db_run(s);
	}
	return e;
}
