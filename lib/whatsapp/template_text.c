/* SPDX-License-Identifier: ISC */
/* A template's body: its variables, the object that fills them, how it reads. */
#include <ctype.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/template_parts.h"
#include "lib/whatsapp/told.h"

/* ---- reading ------------------------------------------------------------- */

const char *
wa_body_text(const struct json_in *components)
{
	const char	*text;

	for (size_t i = 0; components != NULL &&
	    components->type == JSON_ARRAY && i < components->count; i++)
		if (text_equal(wa_text(&components->items[i], "type"),
		    "BODY")) {
			text = wa_text(&components->items[i], "text");
			return text != NULL ? text : "";
		}
	return "";
}

const char *
wa_variable_at(struct arena *arena, const char *p, const char **end)
{
	const char	*name;
	size_t		 n;

	if (p[0] != '{' || p[1] != '{')
		return NULL;
	name = p + 2;
	name += strspn(name, " ");
	for (n = 0; isalnum((unsigned char)name[n]) || name[n] == '_'; n++)
		continue;
	p = name + n;
	p += strspn(p, " ");
	if (n == 0 || p[0] != '}' || p[1] != '}')
		return NULL;
	*end = p + 2;
	return arena_text(arena, name, n);
}

static void
variable_add(struct wa_variables *v, const char *name)
{
	for (size_t i = 0; i < v->count; i++)
		if (strcmp(v->names[i], name) == 0)
			return;
	if (v->count < WA_VARIABLES_MAX)
		v->names[v->count++] = name;
}

/* {{1}} to {{3}} are three, also where one does not stand in it. */
static void
numbers_fill(struct arena *arena, struct wa_variables *v)
{
	int64_t	 n, most = 0;

	for (size_t i = 0; i < v->count; i++)
		if (text_to_int(v->names[i], &n) && n > most)
			most = n;
	v->count = most > WA_VARIABLES_MAX ? WA_VARIABLES_MAX : (size_t)most;
	for (size_t i = 0; i < v->count; i++)
		v->names[i] = arena_printf(arena, "%zu", i + 1);
}

void
wa_body_variables(struct arena *arena, const char *text,
    struct wa_variables *v)
{
	const char	*name, *end;

	*v = (struct wa_variables){ .count = 0 };
	while ((text = strstr(text, "{{")) != NULL) {
		name = wa_variable_at(arena, text, &end);
		if (name == NULL) {
			text++;
			continue;
		}
		v->named = v->named || !isdigit((unsigned char)*name);
		variable_add(v, name);
		text = end;
	}
	if (!v->named)
		numbers_fill(arena, v);
}

static const char *
record_body(struct act *act, const struct record *template)
{
	const char	*source =
			    template->values[WA_TEMPLATE_COMPONENTS].text;
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return source != NULL && json_parse(act->arena, source,
	    strlen(source), &json, &at, &name) == JSON_OK ?
	    wa_body_text(json) : "";
}

/* ---- filling ------------------------------------------------------------- */

const char *
wa_value_plain(struct arena *arena, const char *value)
{
	struct buf	 b;
	bool		 blank = false;

	buf_init(&b, arena, strlen(value) + 1);
	for (; *value != '\0'; value++) {
		if (strchr(" \t\n\r", *value) == NULL) {
			buf_putc(&b, *value);
			blank = false;
		} else if (!blank) {
			buf_putc(&b, ' ');
			blank = true;
		}
	}
	return b.p;
}

static void
parameters_put(struct act *act, struct json_out *json,
    const struct wa_variables *v, const char *const *values)
{
	json_open_list(json, "components");
	json_open(json, NULL);
	json_text(json, "type", "body");
	json_open_list(json, "parameters");
	for (size_t i = 0; i < v->count; i++) {
		json_open(json, NULL);
		json_text(json, "type", "text");
		if (v->named)
			json_text(json, "parameter_name", v->names[i]);
		json_text(json, "text", wa_value_plain(act->arena,
		    values[i]));
		json_close(json);
	}
	json_close_list(json);
	json_close(json);
	json_close_list(json);
}

enum outcome
wa_template_body(struct act *act, const struct record *template,
    const char *const *values, size_t count, const char **out)
{
	const struct value	*t = template->values;
	struct wa_variables	 v;
	struct buf		 b;
	struct json_out		 json = { .buf = &b };

	wa_body_variables(act->arena, record_body(act, template), &v);
	if (count != v.count)
		return act_bad_number(act, "values",
		    &wa_messages[WA_VARIABLES], (int64_t)v.count, 0);
	buf_init(&b, act->arena, 512);
	json_open(&json, NULL);
	json_text(&json, "name", t[WA_TEMPLATE_NAME].text);
	json_open(&json, "language");
	json_text(&json, "code", t[WA_TEMPLATE_LANGUAGE].text);
	json_text(&json, "policy", "deterministic");
	json_close(&json);
	if (count > 0)
		parameters_put(act, &json, &v, values);
	json_close(&json);
	*out = b.p;
	return SOUK_OK;
}

static const char *
value_of(const struct wa_variables *v, const char *name,
    const char *const *values, size_t count)
{
	for (size_t i = 0; i < v->count && i < count; i++)
		if (strcmp(v->names[i], name) == 0)
			return values[i];
	return NULL;
}

const char *
wa_template_text(struct act *act, const struct record *template,
    const char *const *values, size_t count)
{
	const char		*p = record_body(act, template), *name, *end;
	const char		*value;
	struct wa_variables	 v;
	struct buf		 b;

	wa_body_variables(act->arena, p, &v);
	buf_init(&b, act->arena, strlen(p) + 128);
	while (*p != '\0') {
		name = wa_variable_at(act->arena, p, &end);
		value = name == NULL ? NULL : value_of(&v, name, values,
		    count);
		if (value == NULL) {
			buf_putc(&b, *p++);
			continue;
		}
		buf_puts(&b, wa_value_plain(act->arena, value));
		p = end;
	}
	return b.p;
}
