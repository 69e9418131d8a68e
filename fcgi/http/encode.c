/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

/* From a record to JSON, one field after the other, by its type. */

/* The currency of the amounts in a record, and in those inside it that do
 * not name one: its own, if it has one. */
static const char *
currency_of(const struct record *record, const char *currency)
{
	const struct fieldset	*set = record->set;

	for (size_t i = 0; i < set->count; i++)
		if (set->fields[i].type == FIELD_CURRENCY &&
		    record->values[i].state == VALUE_SET)
			currency = record->values[i].text;
	return currency;
}

static void
put_list(struct json_out *j, const char *name, const struct value *v,
    const char *currency)
{
	json_open_list(j, name);
	for (size_t i = 0; i < v->count; i++) {
		json_open(j, NULL);
		json_record(j, &v->items[i], currency);
		json_close(j);
	}
	json_close_list(j);
}

static void
put_texts(struct json_out *j, const char *name, const struct value *v)
{
	json_open_list(j, name);
	for (size_t i = 0; i < v->count; i++)
		json_text(j, NULL, v->texts[i]);
	json_close_list(j);
}

static void
put_object(struct json_out *j, const char *name, const struct value *v,
    const char *currency)
{
	json_open(j, name);
	if (v->items != NULL)
		json_record(j, v->items, currency);
	json_close(j);
}

static void
put_value(struct json_out *j, const struct field *f, const struct value *v,
    const char *currency, int decimals)
{
	switch (f->type) {
	case FIELD_INTEGER:
		json_int(j, f->name, v->num);
		break;
	case FIELD_BOOLEAN:
		json_bool(j, f->name, v->num != 0);
		break;
	case FIELD_MONEY:
		json_money(j, f->name, v->num, decimals);
		break;
	case FIELD_TIME:
		json_time(j, f->name, v->num);
		break;
	case FIELD_OBJECT:
		put_object(j, f->name, v, currency);
		break;
	case FIELD_LIST:
		put_list(j, f->name, v, currency);
		break;
	case FIELD_TEXTS:
		put_texts(j, f->name, v);
		break;
	case FIELD_JSON:
		json_raw(j, f->name, v->text);
		break;
	default:
		json_text(j, f->name, v->text);
	}
}

void
json_record(struct json_out *j, const struct record *record,
    const char *currency)
{
	const struct fieldset	*set = record->set;
	int			 decimals;

	currency = currency_of(record, currency);
	decimals = money_decimals(currency);
	for (size_t i = 0; i < set->count; i++) {
		const struct field	*f = &set->fields[i];
		const struct value	*v = &record->values[i];

		if (f->flags & (FIELD_SECRET | FIELD_HIDDEN))
			continue;
		if (v->state == VALUE_NULL)
			json_null(j, f->name);
		else if (v->state == VALUE_SET)
			put_value(j, f, v, currency, decimals);
	}
}
