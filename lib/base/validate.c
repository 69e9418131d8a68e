/* SPDX-License-Identifier: ISC */
#include "lib/base/validate.h"

#include <assert.h>
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/money.h"
#include "lib/base/validate_value.h"

/* "variations[0].sku"; the whole input is "body". */
static const char *
spot_name(const struct spot *at)
{
	struct arena	*arena = at->act->arena;

	if (at->up == NULL)
		return "body";
	if (at->name == NULL)
		return arena_printf(arena, "%s[%zu]", spot_name(at->up),
		    at->index);
	if (at->up->up == NULL)
		return at->name;
	return arena_printf(arena, "%s.%s", spot_name(at->up), at->name);
}

bool
spot_bad(const struct spot *at, enum base_message m, int64_t n)
{
	act_bad_number(at->act, spot_name(at), &base_messages[m], n, 0);
	return false;
}

const struct field *
field_find(const struct fieldset *set, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->fields[i].name, name) == 0)
			return &set->fields[i];
	return NULL;
}

/* The currency that this object names for its amounts, or the shop's. */
static const char *
currency_of(const struct spot *at, const struct fieldset *set,
    const struct json_in *object)
{
	const struct json_in	*in;

	for (size_t i = 0; i < set->count; i++) {
		if (set->fields[i].type != FIELD_CURRENCY)
			continue;
		in = json_member(object, set->fields[i].name);
		if (in != NULL && in->type == JSON_STRING &&
		    money_decimals(in->text) >= 0)
			return in->text;
	}
	return at->shop_currency;
}

static bool
check_names(const struct spot *within, const struct fieldset *set,
    const struct json_in *object)
{
	struct spot	 at = *within;
	bool		 ok = true;

	at.up = within;
	for (size_t i = 0; i < object->count; i++) {
		at.name = object->names[i];
		if (field_find(set, at.name) == NULL)
			ok = spot_bad(&at, BASE_UNKNOWN_FIELD, 0);
	}
	return ok;
}

/* What stands in the table for a field that was not given. */
static bool
initial_read(const struct spot *at, const struct field *f, struct value *v)
{
	struct json_in	*in;
	enum json_fault	 fault;
	const char	*name;
	size_t		 where;

	fault = json_parse(at->act->arena, f->initial, strlen(f->initial),
	    &in, &where, &name);
	assert(fault == JSON_OK);
	if (in->type != JSON_NULL)
		return value_read(at, f, in, v);
	v->state = VALUE_NULL;
	return true;
}

/* One field: in is NULL when it was not given. */
static bool
field_read(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	bool	 creates = at->mode == VALIDATE_CREATE;

	if (in == NULL) {
		if (creates && f->initial != NULL)
			return initial_read(at, f, v);
		return !creates || !(f->flags & FIELD_REQUIRED) ||
		    spot_bad(at, BASE_REQUIRED, 0);
	}
	if (f->flags & FIELD_READ_ONLY ||
	    (f->flags & FIELD_CREATE_ONLY && !creates))
		return spot_bad(at, BASE_READ_ONLY, 0);
	if (in->type != JSON_NULL)
		return value_read(at, f, in, v);
	v->state = VALUE_NULL;
	return f->flags & FIELD_NULLABLE || spot_bad(at, BASE_NULL, 0);
}

bool
record_read(const struct spot *within, const struct fieldset *set,
    const struct json_in *object, struct record *r)
{
	struct spot	 at = *within;
	bool		 ok;

	if (object->type != JSON_OBJECT)
		return spot_bad(within, BASE_NOT_AN_OBJECT, 0);
	ok = check_names(within, set, object);
	at.up = within;
	at.currency = currency_of(within, set, object);
	for (size_t i = 0; i < set->count; i++) {
		at.name = set->fields[i].name;
		ok &= field_read(&at, &set->fields[i],
		    json_member(object, at.name), &r->values[i]);
	}
	return ok;
}

enum outcome
validate_json(struct act *act, const struct fieldset *set,
    enum validate_mode mode, const struct json_in *object,
    const char *currency, struct record **out)
{
	struct spot	 at = {
		.act = act, .mode = mode, .shop_currency = currency
	};
	struct record	*r = record_new(act->arena, set);

	if (!record_read(&at, set, object, r))
		return SOUK_INVALID;
	*out = r;
	return SOUK_OK;
}
