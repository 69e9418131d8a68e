/* SPDX-License-Identifier: ISC */
#include "lib/catalog/bulk_plan.h"

#include <assert.h>
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

const char *const bulk_operation_names[] = {
	[BULK_SET] = "set", [BULK_CLEAR] = "clear", [BULK_ADD] = "add",
	[BULK_SUBTRACT] = "subtract", [BULK_MULTIPLY] = "multiply",
	[BULK_REMOVE] = "remove", [BULK_OPERATION__MAX] = NULL
};

const char *const bulk_field_names[] = {
	[BULK_PRICE] = "price", [BULK_BASE_PRICE] = "basePrice",
	[BULK_COMPARE_AT] = "compareAtPrice", [BULK_STOCK] = "stock",
	[BULK_STATUS] = "status", [BULK_CATEGORY] = "categoryId",
	[BULK_FEATURED] = "isFeatured", [BULK_NEW] = "isNew",
	[BULK_VENDOR] = "vendor", [BULK_TAX_CLASS] = "taxClass",
	[BULK_TAGS] = "tags", [BULK_FIELD__MAX] = NULL
};

#define SETS	(1 << BULK_SET)
#define CLEARS	(1 << BULK_CLEAR)
#define COUNTS	(1 << BULK_ADD | 1 << BULK_SUBTRACT)
#define AMOUNT	(SETS | COUNTS | 1 << BULK_MULTIPLY)

/* What a field takes, and whose bounds its values have. */
static const struct {
	const struct fieldset	*set;
	int			 field;
	unsigned		 operations;
} fields[] = {
	[BULK_PRICE] = { &product_fields, PRODUCT_BASE_PRICE, AMOUNT },
	[BULK_BASE_PRICE] = { &product_fields, PRODUCT_BASE_PRICE,
		AMOUNT | CLEARS },
	[BULK_COMPARE_AT] = { &product_fields, PRODUCT_COMPARE_AT,
		AMOUNT | CLEARS },
	[BULK_STOCK] = { &variation_fields, VARIATION_STOCK, SETS | COUNTS },
	[BULK_STATUS] = { &product_fields, PRODUCT_STATUS, SETS },
	[BULK_CATEGORY] = { &product_fields, PRODUCT_CATEGORY, SETS },
	[BULK_FEATURED] = { &product_fields, PRODUCT_FEATURED, SETS },
	[BULK_NEW] = { &product_fields, PRODUCT_NEW, SETS },
	[BULK_VENDOR] = { &product_fields, PRODUCT_VENDOR, SETS | CLEARS },
	[BULK_TAX_CLASS] = { &product_fields, PRODUCT_TAX_CLASS, SETS },
	[BULK_TAGS] = { &product_fields, PRODUCT_TAGS, SETS | CLEARS |
		1 << BULK_ADD | 1 << BULK_REMOVE },
};
static_assert(COUNT(fields) == BULK_FIELD__MAX, "a row for each field");

int
bulk_product_field(enum bulk_field field)
{
	return fields[field].set == &product_fields ? fields[field].field : -1;
}

bool
bulk_edit_takes(enum bulk_field field, enum bulk_operation operation)
{
	return (fields[field].operations & 1U << operation) != 0;
}

/* ---- values ------------------------------------------------------------- */

/* 12.5 or "12.5": 125000; more than nothing, at most a hundredfold. */
static enum outcome
percent_read(struct act *act, const char *json, struct bulk_change *c)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	if (json_parse(act->arena, json, strlen(json), &in, &at, &name) ==
	    JSON_OK && (in->type == JSON_NUMBER || in->type == JSON_STRING) &&
	    money_parse(in->text, 4, &c->percent) && c->percent > 0 &&
	    c->percent <= INT64_C(100000000))
		return SOUK_OK;
	return act_bad_field(act, c->value_name,
	    &catalog_messages[CATALOG_BULK_PERCENT]);
}

/* What was said of the field is said of the change. */
static void
problem_rename(struct act *act, int from, const char *name)
{
	for (; from < act->problem.count; from++)
		act->problem.fields[from].name = name;
}

/* As if it came in for a product; one tag is a list of one. */
static enum outcome
value_read(struct act *act, const char *json, struct bulk_change *c)
{
	const struct field	*f =
	    &fields[c->field].set->fields[fields[c->field].field];
	const bool		 one = f->type == FIELD_TEXTS && *json == '"';
	const int		 problems = act->problem.count;
	struct record		*record;
	struct json_in		*in;
	const char		*text, *name;
	size_t			 at;

	text = arena_printf(act->arena, "{\"%s\":%s%s%s}", f->name,
	    one ? "[" : "", json, one ? "]" : "");
	if (json_parse(act->arena, text, strlen(text), &in, &at, &name) !=
	    JSON_OK || validate_json(act, fields[c->field].set,
	    VALIDATE_CHANGE, in, settings_currency(act->settings), &record) !=
	    SOUK_OK) {
		problem_rename(act, problems, c->value_name);
		return SOUK_INVALID;
	}
	c->value = record->values[fields[c->field].field];
	if (c->value.state == VALUE_SET)
		return SOUK_OK;
	return act_bad_field(act, c->value_name,
	    &base_messages[BASE_REQUIRED]);
}

/* ---- changes ------------------------------------------------------------ */

static const char *
change_name(struct act *act, size_t i, int field)
{
	static const char *const	 members[] = {
		[BULK_CHANGE_FIELD] = "field",
		[BULK_CHANGE_OPERATION] = "operation",
		[BULK_CHANGE_VALUE] = "value",
		[BULK_CHANGE_ENDING] = "ending",
	};

	return item_name(act, "changes", i, members[field]);
}

static enum outcome
ending_read(struct act *act, const char *text, size_t i, struct bulk_change *c)
{
	const int	 decimals =
	    money_decimals(settings_currency(act->settings));
	const bool	 amount = c->field <= BULK_COMPARE_AT &&
	    c->operation != BULK_CLEAR;

	if (text == NULL || (amount &&
	    bulk_ending_parse(text, decimals, &c->ending, &c->modulus)))
		return SOUK_OK;
	return act_bad_field(act, change_name(act, i, BULK_CHANGE_ENDING),
	    &catalog_messages[CATALOG_BULK_ENDING]);
}

static enum outcome
change_read(struct act *act, const struct record *in, size_t i,
    struct bulk_change *c)
{
	const char	*json = record_text(in, BULK_CHANGE_VALUE);
	enum outcome	 e;

	*c = (struct bulk_change){
		.field = (enum bulk_field)in->values[BULK_CHANGE_FIELD].num,
		.operation = (enum bulk_operation)
		    in->values[BULK_CHANGE_OPERATION].num,
		.value_name = change_name(act, i, BULK_CHANGE_VALUE),
	};
	if (!bulk_edit_takes(c->field, c->operation))
		return act_bad_field(act,
		    change_name(act, i, BULK_CHANGE_OPERATION),
		    &catalog_messages[CATALOG_BULK_OPERATION]);
	e = ending_read(act, record_text(in, BULK_CHANGE_ENDING), i, c);
	if (e != SOUK_OK || c->operation == BULK_CLEAR)
		return e;
	if (json == NULL)
		return act_bad_field(act, c->value_name,
		    &base_messages[BASE_REQUIRED]);
	e = c->operation == BULK_MULTIPLY ? percent_read(act, json, c) :
	    value_read(act, json, c);
	if (e == SOUK_OK && c->field == BULK_CATEGORY)
		e = category_check(act, c->value_name, c->value.text);
	return e;
}

/* All bad ones are told; what is not INVALID ends it. */
enum outcome
bulk_plan_make(struct act *act, const struct record *request,
    struct bulk_plan *plan)
{
	const struct value	*list =
	    &request->values[BULK_REQUEST_CHANGES];
	enum outcome		 e, all = SOUK_OK;
	size_t			 i;

	plan->count = list->count;
	plan->changes = arena_array(act->arena, list->count,
	    sizeof(*plan->changes));
	for (i = 0; i < list->count; i++) {
		e = change_read(act, &list->items[i], i, &plan->changes[i]);
		if (e != SOUK_OK && e != SOUK_INVALID)
			return e;
		if (e == SOUK_INVALID)
			all = e;
	}
	return all;
}
