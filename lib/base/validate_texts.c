/* SPDX-License-Identifier: ISC */
#include "lib/base/validate.h"

#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/validate_value.h"

/*
 * Name and text pairs become the JSON object that they mean by the types of
 * their fields; what does not look like its type stays a string, so that the
 * one validation says what is wrong with it.
 */

static struct json_in
string_of(const char *text, size_t len)
{
	return (struct json_in){ .type = JSON_STRING, .text = text,
	    .len = len };
}

static struct json_in
boolean_of(const char *text)
{
	bool	 yes = text_equal(text, "true") || text_equal(text, "1");

	if (!yes && !text_equal(text, "false") && !text_equal(text, "0"))
		return string_of(text, strlen(text));
	return (struct json_in){ .type = JSON_BOOL, .boolean = yes };
}

static struct json_in
integer_of(const char *text)
{
	struct json_in	 in = { .type = JSON_NUMBER, .is_integer = true,
	    .text = text, .len = strlen(text) };

	return text_to_int(text, &in.integer) ? in :
	    string_of(text, strlen(text));
}

/* The lines that are not empty. */
static struct json_in
lines_of(struct arena *arena, const char *text)
{
	struct json_in	 in = { .type = JSON_ARRAY };
	size_t		 len, room = 1;

	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		room++;
	in.items = arena_array(arena, room, sizeof(*in.items));
	for (;; text += len + 1) {
		len = strcspn(text, "\n");
		room = len - (len > 0 && text[len - 1] == '\r');
		if (room > 0)
			in.items[in.count++] = string_of(
			    arena_text(arena, text, room), room);
		if (text[len] == '\0')
			return in;
	}
}

static bool
json_of(struct act *act, const struct text_pair *pair, struct json_in *in)
{
	struct json_in	*parsed;
	enum json_fault	 fault;
	const char	*name;
	size_t		 at = 0;

	fault = json_parse(act->arena, pair->value, strlen(pair->value),
	    &parsed, &at, &name);
	if (fault != JSON_OK) {
		act_bad_number(act, pair->name, json_fault_message(fault),
		    (int64_t)at, 0);
		return false;
	}
	*in = *parsed;
	return true;
}

static bool
value_of(struct act *act, const struct field *f, const struct text_pair *pair,
    struct json_in *in)
{
	switch (f->type) {
	case FIELD_BOOLEAN:
		*in = boolean_of(pair->value);
		break;
	case FIELD_INTEGER:
		*in = integer_of(pair->value);
		break;
	case FIELD_TEXTS:
		*in = lines_of(act->arena, pair->value);
		break;
	case FIELD_JSON:
		return json_of(act, pair, in);
	default:
		*in = string_of(pair->value, strlen(pair->value));
		break;
	}
	return true;
}

/* May the field hold an empty text, as a value of its own? */
static bool
takes_empty(const struct field *f)
{
	int64_t	 min, max;

	field_bounds(f, &min, &max);
	return f->type == FIELD_TEXTS || (f->type == FIELD_TEXT && min == 0);
}

/*
 * One pair, the next member of object.  An empty text of a field that cannot
 * hold one is null where null is allowed, else as if it had not been sent.
 */
static bool
member_add(struct act *act, const struct fieldset *set,
    const struct text_pair *pair, struct json_in *object)
{
	const struct field	*f = field_find(set, pair->name);
	struct json_in		 in = { .type = JSON_NULL };

	if (!utf8_valid(pair->value, strlen(pair->value))) {
		act_bad_field(act, pair->name,
		    &base_messages[BASE_BAD_ENCODING]);
		return false;
	}
	if (f == NULL)
		in = string_of(pair->value, strlen(pair->value));
	else if (*pair->value == '\0' && !takes_empty(f)) {
		if (f->flags & FIELD_REQUIRED) {
			act_bad_field(act, pair->name,
			    &base_messages[BASE_REQUIRED]);
			return false;
		}
		if (!(f->flags & FIELD_NULLABLE))
			return true;
	} else if (!value_of(act, f, pair, &in))
		return false;
	object->names[object->count] = pair->name;
	object->items[object->count++] = in;
	return true;
}

static bool
is_repeated(const struct text_pair *pairs, size_t i)
{
	for (size_t before = 0; before < i; before++)
		if (strcmp(pairs[before].name, pairs[i].name) == 0)
			return true;
	return false;
}

enum outcome
validate_texts(struct act *act, const struct fieldset *set,
    enum validate_mode mode, const struct text_pair *pairs, size_t n,
    const char *currency, struct record **out)
{
	struct json_in	 object = {
		.type = JSON_OBJECT,
		.names = arena_array(act->arena, n, sizeof(*object.names)),
		.items = arena_array(act->arena, n, sizeof(*object.items)),
	};
	enum outcome	 e;
	bool		 ok = true;

	for (size_t i = 0; i < n; i++)
		if (is_repeated(pairs, i)) {
			act_bad_field(act, pairs[i].name,
			    &base_messages[BASE_REPEATED]);
			ok = false;
		} else
			ok &= member_add(act, set, &pairs[i], &object);
	e = validate_json(act, set, mode, &object, currency, out);
	return ok ? e : SOUK_INVALID;
}
