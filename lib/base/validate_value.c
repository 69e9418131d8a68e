/* SPDX-License-Identifier: ISC */
#include "lib/base/validate_value.h"

#include <assert.h>
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/json_out.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"

#define TEXTS_ITEM_MAX	200
#define LINES_MAX	20000
#define INTEGER_MAX	(INT64_C(1) << 53)	/* what JavaScript counts to */

typedef bool reader(const struct spot *, const struct field *,
    const struct json_in *, struct value *);

static reader	read_text, read_id, read_password, read_enum, read_integer,
		read_boolean, read_money, read_time, read_object, read_list,
		read_texts, read_json;

static bool
is_locale(const char *text)
{
	return locale_from_tag(text) != LOCALE__MAX;
}

static bool
is_currency(const char *text)
{
	return money_decimals(text) >= 0;
}

static const struct type {
	reader			*read;
	int64_t			 min, max;	/* as in struct field */
	bool			(*is)(const char *);
	enum base_message	 if_not;
} types[] = {
	[FIELD_TEXT] = { read_text, 1, 200 },
	[FIELD_EMAIL] = { read_text, 1, 254, text_is_email, BASE_BAD_EMAIL },
	[FIELD_URL] = { read_text, 1, 2048, text_is_http_url, BASE_BAD_URL },
	[FIELD_SLUG] = { read_text, 1, 200, text_is_slug, BASE_BAD_SLUG },
	[FIELD_ID] = { read_id, 1, 64 },
	[FIELD_PHONE] = { read_text, 1, 16, text_is_phone, BASE_BAD_PHONE },
	[FIELD_LOCALE] = { read_text, 1, 8, is_locale, BASE_BAD_LOCALE },
	[FIELD_CURRENCY] = { read_text, 1, 3, is_currency, BASE_BAD_CURRENCY },
	[FIELD_ZONE] = { read_text, 1, 64, clock_is_zone, BASE_BAD_ZONE },
	[FIELD_PASSWORD] = { read_password, 1, 256 },
	[FIELD_ENUM] = { read_enum },
	[FIELD_INTEGER] = { read_integer, -INTEGER_MAX, INTEGER_MAX },
	[FIELD_BOOLEAN] = { read_boolean },
	[FIELD_MONEY] = { read_money, 0, MONEY_MAX },
	[FIELD_TIME] = { read_time, INT64_MIN, INT64_MAX },
	[FIELD_OBJECT] = { read_object },
	[FIELD_LIST] = { read_list, 0, 100 },
	[FIELD_TEXTS] = { read_texts, 0, 50 },
	[FIELD_JSON] = { read_json, 0, 20000 },
};
static_assert(sizeof(types) / sizeof(types[0]) == FIELD_TYPE__MAX,
    "every field_type is read");

void
field_bounds(const struct field *f, int64_t *min, int64_t *max)
{
	*min = f->min;
	*max = f->max;
	if (f->min != 0 || f->max != 0)
		return;
	*min = types[f->type].min;
	*max = types[f->type].max;
	if (f->type == FIELD_TEXT && f->flags & FIELD_LINES) {
		*min = 0;
		*max = LINES_MAX;
	}
}

/* Is n within the field's bounds?  Says which one it is not within. */
static bool
check_bounds(const struct spot *at, const struct field *f, int64_t n,
    enum base_message below, enum base_message above)
{
	int64_t	 min, max;

	field_bounds(f, &min, &max);
	if (n < min)
		return spot_bad(at, below, min);
	return n <= max || spot_bad(at, above, max);
}

/* Text without control characters, of a length within bounds. */
static bool
read_text(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	const struct type	*type = &types[f->type];

	if (in->type != JSON_STRING)
		return spot_bad(at, BASE_NOT_TEXT, 0);
	if (text_has_control(in->text, in->len, f->flags & FIELD_LINES))
		return spot_bad(at, BASE_CONTROL, 0);
	if (!check_bounds(at, f, (int64_t)utf8_length(in->text, in->len),
	    BASE_TOO_SHORT, BASE_TOO_LONG))
		return false;
	if (type->is != NULL && !type->is(in->text))
		return spot_bad(at, type->if_not, 0);
	v->text = in->text;
	v->len = in->len;
	return true;
}

static bool
read_id(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	return read_text(at, f, in, v) && (typeid_valid(v->text, f->prefix) ||
	    spot_bad(at, BASE_BAD_ID, 0));
}

/* Any characters at all, counted in bytes. */
static bool
read_password(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	if (in->type != JSON_STRING)
		return spot_bad(at, BASE_NOT_TEXT, 0);
	v->text = in->text;
	v->len = in->len;
	return check_bounds(at, f, (int64_t)in->len, BASE_TOO_SHORT,
	    BASE_TOO_LONG);
}

static bool
read_enum(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	if (in->type != JSON_STRING)
		return spot_bad(at, BASE_NOT_TEXT, 0);
	for (int64_t i = 0; f->choices[i] != NULL; i++)
		if (strcmp(f->choices[i], in->text) == 0) {
			v->text = f->choices[i];
			v->len = in->len;
			v->num = i;
			return true;
		}
	return spot_bad(at, BASE_NOT_A_CHOICE, 0);
}

static bool
read_integer(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	if (in->type != JSON_NUMBER || !in->is_integer)
		return spot_bad(at, BASE_NOT_AN_INTEGER, 0);
	v->num = in->integer;
	return check_bounds(at, f, v->num, BASE_TOO_SMALL, BASE_TOO_BIG);
}

static bool
read_boolean(const struct spot *at,
    const struct field *f __attribute__((unused)),
    const struct json_in *in, struct value *v)
{
	if (in->type != JSON_BOOL)
		return spot_bad(at, BASE_NOT_BOOLEAN, 0);
	v->num = in->boolean;
	return true;
}

/* A number, or a string of one: never by way of a double. */
static bool
read_money(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	int	 decimals = money_decimals(at->currency);

	if (in->type != JSON_NUMBER && in->type != JSON_STRING)
		return spot_bad(at, BASE_NOT_A_NUMBER, 0);
	if (f->flags & FIELD_AS_GIVEN) {
		v->text = in->text;
		return true;
	}
	if (decimals < 0 || !money_parse(in->text, decimals, &v->num))
		return spot_bad(at, BASE_BAD_MONEY, decimals);
	return check_bounds(at, f, v->num, BASE_TOO_LOW, BASE_TOO_HIGH);
}

static bool
read_time(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	if (in->type != JSON_STRING || !clock_parse(in->text, &v->num))
		return spot_bad(at, BASE_BAD_TIME, 0);
	return check_bounds(at, f, v->num, BASE_TOO_LOW, BASE_TOO_HIGH);
}

static bool
read_object(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	v->items = record_new(at->act->arena, f->of);
	v->count = 1;
	return record_read(at, f->of, in, v->items);
}

static bool
check_list(const struct spot *at, const struct field *f,
    const struct json_in *in)
{
	if (in->type != JSON_ARRAY)
		return spot_bad(at, BASE_NOT_A_LIST, 0);
	return check_bounds(at, f, (int64_t)in->count, BASE_TOO_FEW,
	    BASE_TOO_MANY);
}

/* A list replaces the one before it, so that its items are always whole. */
static bool
read_list(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	struct spot	 item = *at;
	bool		 ok = true;

	if (!check_list(at, f, in))
		return false;
	item.up = at;
	item.name = NULL;
	item.mode = VALIDATE_CREATE;
	v->count = in->count;
	v->items = arena_array(at->act->arena, in->count, sizeof(*v->items));
	for (item.index = 0; item.index < in->count; item.index++) {
		v->items[item.index] = *record_new(at->act->arena, f->of);
		ok &= record_read(&item, f->of, &in->items[item.index],
		    &v->items[item.index]);
	}
	return ok;
}

static bool
read_texts(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	static const struct field	 item_field = {
		.type = FIELD_TEXT, .min = 1, .max = TEXTS_ITEM_MAX
	};
	struct spot	 item = *at;
	struct value	 text = { .text = NULL };
	bool		 ok = true;

	if (!check_list(at, f, in))
		return false;
	item.up = at;
	item.name = NULL;
	v->count = in->count;
	v->texts = arena_array(at->act->arena, in->count, sizeof(*v->texts));
	for (item.index = 0; item.index < in->count; item.index++) {
		ok &= read_text(&item, &item_field, &in->items[item.index],
		    &text);
		v->texts[item.index] = text.text;
	}
	return ok;
}

static bool
read_json(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	struct buf	 source;
	struct json_out	 out = { .buf = &source };

	buf_init(&source, at->act->arena, 0);
	json_copy(&out, NULL, in);
	v->text = source.p;
	v->len = source.len;
	return check_bounds(at, f, (int64_t)source.len, BASE_TOO_SHORT,
	    BASE_TOO_MANY_BYTES);
}

bool
value_read(const struct spot *at, const struct field *f,
    const struct json_in *in, struct value *v)
{
	struct value	 read = { .state = VALUE_SET };

	if (!types[f->type].read(at, f, in, &read))
		return false;
	*v = read;
	return true;
}
