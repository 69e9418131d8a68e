/* SPDX-License-Identifier: ISC */
#include "lib/audit/value.h"

#include "lib/base/json_out.h"
#include "lib/base/money.h"

bool
value_is_secret(const struct field *f)
{
	return f->type == FIELD_PASSWORD ||
	    (f->flags & (FIELD_SECRET | FIELD_HIDDEN)) != 0;
}

/* Of the currency that a record names for its amounts, if it does. */
static int
decimals_within(const struct record *r, int decimals)
{
	for (size_t i = 0; i < r->set->count; i++)
		if (r->set->fields[i].type == FIELD_CURRENCY &&
		    r->values[i].state == VALUE_SET)
			return money_decimals(r->values[i].text);
	return decimals;
}

static void
record_put(struct json_out *json, const char *name, const struct record *r,
    int decimals)
{
	decimals = decimals_within(r, decimals);
	json_open(json, name);
	for (size_t i = 0; i < r->set->count; i++) {
		const struct field	*f = &r->set->fields[i];

		if (r->values[i].state == VALUE_ABSENT)
			continue;
		if (value_is_secret(f))
			json_text(json, f->name, "***");
		else
			value_put(json, f->name, f, &r->values[i], decimals);
	}
	json_close(json);
}

static void
list_put(struct json_out *json, const char *name, const struct value *v,
    int decimals)
{
	json_open_list(json, name);
	for (size_t i = 0; i < v->count; i++)
		if (v->texts != NULL)
			json_text(json, NULL, v->texts[i]);
		else
			record_put(json, NULL, &v->items[i], decimals);
	json_close_list(json);
}

static void
money_value_put(struct json_out *json, const char *name, int64_t minor,
    int decimals)
{
	if (decimals < 0)
		json_int(json, name, minor);
	else
		json_money(json, name, minor, decimals);
}

void
value_put(struct json_out *json, const char *name, const struct field *f,
    const struct value *v, int decimals)
{
	if (v->state != VALUE_SET) {
		json_null(json, name);
		return;
	}
	switch (f->type) {
	case FIELD_INTEGER:
		json_int(json, name, v->num);
		break;
	case FIELD_BOOLEAN:
		json_bool(json, name, v->num != 0);
		break;
	case FIELD_MONEY:
		money_value_put(json, name, v->num, decimals);
		break;
	case FIELD_TIME:
		json_time(json, name, v->num);
		break;
	case FIELD_OBJECT:
		record_put(json, name, v->items, decimals);
		break;
	case FIELD_LIST:
	case FIELD_TEXTS:
		list_put(json, name, v, decimals);
		break;
	case FIELD_JSON:
		json_raw(json, name, v->text);
		break;
	default:
		json_text_n(json, name, v->text, v->len);
		break;
	}
}
