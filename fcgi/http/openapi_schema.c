/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "fcgi/http/server.h"

/*
 * JSON Schema (2020-12, as OpenAPI 3.1 takes it) from field tables.  A set
 * has up to three schemas: what is answered, what a POST takes, what a PATCH
 * takes.
 */
static const char *const suffixes[VARIANT__MAX] = {
	[VARIANT_ANSWER] = "", [VARIANT_CREATE] = "Create",
	[VARIANT_CHANGE] = "Change",
};

/* How each type stands in JSON. */
static const struct { const char *type, *format; } shapes[] = {
	[FIELD_TEXT] = { "string", NULL },
	[FIELD_EMAIL] = { "string", "email" },
	[FIELD_URL] = { "string", "uri" },
	[FIELD_SLUG] = { "string", NULL },
	[FIELD_ID] = { "string", NULL },
	[FIELD_PHONE] = { "string", NULL },
	[FIELD_LOCALE] = { "string", NULL },
	[FIELD_CURRENCY] = { "string", NULL },
	[FIELD_ZONE] = { "string", NULL },
	[FIELD_PASSWORD] = { "string", "password" },
	[FIELD_ENUM] = { "string", NULL },
	[FIELD_INTEGER] = { "integer", "int64" },
	[FIELD_BOOLEAN] = { "boolean", NULL },
	[FIELD_MONEY] = { "number", "decimal" },
	[FIELD_TIME] = { "string", "date-time" },
	[FIELD_OBJECT] = { "object", NULL },
	[FIELD_LIST] = { "array", NULL },
	[FIELD_TEXTS] = { "array", NULL },
	[FIELD_JSON] = { NULL, NULL },
};

enum variant
body_variant(const struct route *route)
{
	return route->method == METHOD_POST ? VARIANT_CREATE : VARIANT_CHANGE;
}

/* Is the field there at all for this reader or writer? */
static bool
is_shown(const struct field *f, enum variant variant)
{
	if (variant == VARIANT_ANSWER)
		return !(f->flags & (FIELD_SECRET | FIELD_HIDDEN));
	if (f->flags & FIELD_READ_ONLY)
		return false;
	return variant == VARIANT_CREATE || !(f->flags & FIELD_CREATE_ONLY);
}

/* The items of a list that comes in are whole. */
static enum variant
variant_below(enum variant variant)
{
	return variant == VARIANT_CHANGE ? VARIANT_CREATE : variant;
}

/* ---- which schemas there are ------------------------------------------------ */

static void
collect(struct schemas *s, const struct fieldset *set, enum variant variant)
{
	if (set == NULL || s->count == SCHEMAS_MAX)
		return;
	for (int i = 0; i < s->count; i++)
		if (s->uses[i].set == set && s->uses[i].variant == variant)
			return;
	s->uses[s->count++] = (struct schema_use){ set, variant };
	for (size_t i = 0; i < set->count; i++)
		if (is_shown(&set->fields[i], variant))
			collect(s, set->fields[i].of, set->fields[i].type ==
			    FIELD_LIST ? variant_below(variant) : variant);
}

void
schemas_collect(struct schemas *s, const struct route_table *const *tables)
{
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*r = &(*tables)->routes[i];

			if (r->flags & (ROUTE_HIDDEN | ROUTE_PAGE))
				continue;
			collect(s, r->answer, VARIANT_ANSWER);
			collect(s, r->body, body_variant(r));
		}
}

void
schema_ref(struct json_out *j, const char *name, const struct fieldset *set,
    enum variant variant)
{
	char	 ref[160];

	snprintf(ref, sizeof(ref), "#/components/schemas/%s%s", set->name,
	    suffixes[variant]);
	json_open(j, name);
	json_text(j, "$ref", ref);
	json_close(j);
}

/* ---- one field ------------------------------------------------------------------ */

static void
put_type(struct json_out *j, const struct field *f)
{
	const char	*type = shapes[f->type].type;

	if (type == NULL)
		return;
	if (f->flags & FIELD_NULLABLE) {
		json_open_list(j, "type");
		json_text(j, NULL, type);
		json_text(j, NULL, "null");
		json_close_list(j);
	} else
		json_text(j, "type", type);
	if (shapes[f->type].format != NULL)
		json_text(j, "format", shapes[f->type].format);
}

static void
put_choices(struct json_out *j, const struct field *f)
{
	if (f->type != FIELD_ENUM || f->choices == NULL)
		return;
	json_open_list(j, "enum");
	for (const char *const *c = f->choices; *c != NULL; c++)
		json_text(j, NULL, *c);
	if (f->flags & FIELD_NULLABLE)
		json_null(j, NULL);
	json_close_list(j);
}

static void
put_bounds(struct json_out *j, const struct field *f)
{
	const char	*type = shapes[f->type].type;
	bool		 number, list;

	if ((f->min == 0 && f->max == 0) || type == NULL ||
	    f->type == FIELD_MONEY || f->type == FIELD_TIME ||
	    f->type == FIELD_ENUM)
		return;
	number = strcmp(type, "integer") == 0;
	list = strcmp(type, "array") == 0;
	json_int(j, number ? "minimum" : list ? "minItems" : "minLength",
	    f->min);
	json_int(j, number ? "maximum" : list ? "maxItems" : "maxLength",
	    f->max);
}

void
schema_field(struct json_out *j, const char *name, const struct field *f,
    enum variant variant)
{
	if (f->type == FIELD_OBJECT && f->of != NULL) {
		schema_ref(j, name, f->of, variant);
		return;
	}
	json_open(j, name);
	put_type(j, f);
	put_choices(j, f);
	put_bounds(j, f);
	if (f->type == FIELD_LIST && f->of != NULL)
		schema_ref(j, "items", f->of, variant_below(variant));
	if (f->type == FIELD_TEXTS) {
		json_open(j, "items");
		json_text(j, "type", "string");
		json_close(j);
	}
	if (f->initial != NULL && variant == VARIANT_CREATE)
		json_raw(j, "default", f->initial);
	if (f->help != NULL)
		json_text(j, "description", f->help);
	json_close(j);
}

/* ---- one schema --------------------------------------------------------------- */

static void
put_required(struct json_out *j, const struct fieldset *set)
{
	size_t	 n = 0;

	for (size_t i = 0; i < set->count; i++)
		n += set->fields[i].flags & FIELD_REQUIRED ? 1 : 0;
	if (n == 0)
		return;
	json_open_list(j, "required");
	for (size_t i = 0; i < set->count; i++)
		if (set->fields[i].flags & FIELD_REQUIRED &&
		    is_shown(&set->fields[i], VARIANT_CREATE))
			json_text(j, NULL, set->fields[i].name);
	json_close_list(j);
}

static void
schema_write(struct json_out *j, const struct schema_use *use)
{
	char	 name[128];

	snprintf(name, sizeof(name), "%s%s", use->set->name,
	    suffixes[use->variant]);
	json_open(j, name);
	json_text(j, "type", "object");
	if (use->variant != VARIANT_ANSWER)
		json_bool(j, "additionalProperties", false);
	if (use->variant == VARIANT_CREATE)
		put_required(j, use->set);
	json_open(j, "properties");
	for (size_t i = 0; i < use->set->count; i++)
		if (is_shown(&use->set->fields[i], use->variant))
			schema_field(j, use->set->fields[i].name,
			    &use->set->fields[i], use->variant);
	json_close(j);
	json_close(j);
}

void
schemas_write(struct json_out *j, const struct schemas *s)
{
	for (int i = 0; i < s->count; i++)
		schema_write(j, &s->uses[i]);
}
