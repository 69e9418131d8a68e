/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/docs.h"

#include <assert.h>
#include <string.h>

#include "lib/base/text.h"

#define SCHEMAS_MAX	512

/* What a type is called, and a value that would be taken. */
static const struct {
	const char	*name, *sample;		/* sample is JSON */
} types[] = {
	[FIELD_TEXT] = { "text", "\"Exemple\"" },
	[FIELD_EMAIL] = { "e-mail", "\"amina@example.org\"" },
	[FIELD_URL] = { "URL", "\"https://example.org/photo.jpg\"" },
	[FIELD_SLUG] = { "slug", "\"theiere-bleue\"" },
	[FIELD_ID] = { "id", "\"…\"" },
	[FIELD_PHONE] = { "phone", "\"+213555123456\"" },
	[FIELD_LOCALE] = { "language", "\"fr\"" },
	[FIELD_CURRENCY] = { "currency", "\"EUR\"" },
	[FIELD_ZONE] = { "time zone", "\"Africa/Algiers\"" },
	[FIELD_PASSWORD] = { "password", "\"…\"" },
	[FIELD_ENUM] = { "one of", NULL },
	[FIELD_INTEGER] = { "integer", "1" },
	[FIELD_BOOLEAN] = { "boolean", "true" },
	[FIELD_MONEY] = { "money", "12.50" },
	[FIELD_TIME] = { "time", "\"2026-01-31T12:00:00.000Z\"" },
	[FIELD_OBJECT] = { "object", NULL },
	[FIELD_LIST] = { "list", NULL },
	[FIELD_TEXTS] = { "list of texts", "[\"Exemple\"]" },
	[FIELD_JSON] = { "any JSON", "{}" },
};
static_assert(sizeof(types) / sizeof(types[0]) == FIELD_TYPE__MAX,
    "a row for each type");

/* ---- a table of fields -------------------------------------------------- */

void
docs_schema_link(const struct page *p, const struct fieldset *set)
{
	html(p->body, "<a href=\"#schema-%s\">%s</a>", set->name, set->name);
}

static void
type_put(const struct page *p, const struct field *f)
{
	html_text(p->body, types[f->type].name);
	if (f->type == FIELD_ID && f->prefix != NULL)
		html(p->body, " <code>%s_…</code>", f->prefix);
	if (f->of != NULL) {
		html_raw(p->body, " ");
		docs_schema_link(p, f->of);
	}
}

static void
bounds_put(const struct page *p, const struct field *f)
{
	size_t	 i;

	if (f->flags & FIELD_REQUIRED)
		html(p->body, "<b>%s</b> ", page_text(p, UI_API_REQUIRED));
	if (f->flags & FIELD_READ_ONLY)
		html(p->body, "%s ", page_text(p, UI_API_READ_ONLY));
	if (f->flags & FIELD_NULLABLE)
		html_raw(p->body, "null ");
	for (i = 0; f->choices != NULL && f->choices[i] != NULL; i++)
		html(p->body, "<code>%s</code> ", f->choices[i]);
	if (f->choices == NULL && (f->min != 0 || f->max != 0))
		html(p->body, "<bdi>%lld … %lld</bdi>", (long long)f->min,
		    (long long)f->max);
}

static void
field_put(const struct page *p, const struct field *f)
{
	html(p->body, "<tr><td><code>%s</code></td><td>", f->name);
	type_put(p, f);
	html_raw(p->body, "</td><td>");
	bounds_put(p, f);
	html(p->body, "</td><td>%s</td></tr>\n", f->help);
}

void
docs_fields(const struct page *p, enum ui_text title,
    const struct fieldset *set)
{
	size_t	 i;

	if (set == NULL || set->count == 0)
		return;
	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table>\n<caption>%s</caption>\n"
	    "<thead><tr><th>%s</th><th>%s</th><th>%s</th><th>%s</th></tr>"
	    "</thead>\n<tbody dir=\"ltr\" lang=\"en\">\n", page_text(p, title),
	    page_text(p, title), page_text(p, UI_FIELD),
	    page_text(p, UI_API_TYPE), page_text(p, UI_API_BOUNDS),
	    page_text(p, UI_API_HELP));
	for (i = 0; i < set->count; i++)
		if ((set->fields[i].flags & FIELD_HIDDEN) == 0)
			field_put(p, &set->fields[i]);
	html_raw(p->body, "</tbody>\n</table></div>\n");
}

/* ---- the sets ----------------------------------------------------------- */

struct schemas {
	const struct fieldset	*sets[SCHEMAS_MAX];
	size_t			 count;
};

static void
schema_add(struct schemas *all, const struct fieldset *set)
{
	size_t	 i;

	if (set == NULL)
		return;
	for (i = 0; i < all->count; i++)
		if (strcmp(all->sets[i]->name, set->name) == 0)
			return;
	if (all->count == SCHEMAS_MAX)
		return;
	all->sets[all->count++] = set;
	for (i = 0; i < set->count; i++)
		schema_add(all, set->fields[i].of);
}

static void
schemas_of_fields(struct schemas *all, const struct fieldset *set)
{
	size_t	 i;

	for (i = 0; set != NULL && i < set->count; i++)
		schema_add(all, set->fields[i].of);
}

void
docs_schemas(const struct page *p)
{
	const struct route_table *const	*t;
	struct schemas			 all = { 0 };
	const struct route		*r;
	size_t				 i;

	for (t = route_tables; *t != NULL; t++)
		for (r = (*t)->routes; r < (*t)->routes + (*t)->count; r++) {
			schema_add(&all, r->answer);
			schemas_of_fields(&all, r->query);
			schemas_of_fields(&all, r->body);
		}
	html(p->body, "<section>\n<h2 id=\"schemas\">%s</h2>\n",
	    page_text(p, UI_API_SCHEMAS));
	for (i = 0; i < all.count; i++) {
		html(p->body, "<h3 id=\"schema-%s\">%s</h3>\n",
		    all.sets[i]->name, all.sets[i]->name);
		docs_fields(p, UI_API_SCHEMAS, all.sets[i]);
	}
	html_raw(p->body, "</section>\n");
}

/* ---- examples ----------------------------------------------------------- */

static void
example_field(struct json_out *j, const struct field *f)
{
	switch (f->type) {
	case FIELD_ENUM:
		json_text(j, f->name, f->choices[0]);
		break;
	case FIELD_OBJECT:
		json_open(j, f->name);
		docs_example(j, f->of);
		json_close(j);
		break;
	case FIELD_LIST:
		json_open_list(j, f->name);
		json_open(j, NULL);
		docs_example(j, f->of);
		json_close(j);
		json_close_list(j);
		break;
	default:
		json_raw(j, f->name, types[f->type].sample);
	}
}

/* The required fields; where none is, the first that may be given. */
void
docs_example(struct json_out *j, const struct fieldset *set)
{
	size_t	 i, written = 0;

	for (i = 0; i < set->count; i++)
		if (set->fields[i].flags & FIELD_REQUIRED) {
			example_field(j, &set->fields[i]);
			written++;
		}
	for (i = 0; i < set->count && written == 0; i++)
		if ((set->fields[i].flags & FIELD_READ_ONLY) == 0) {
			example_field(j, &set->fields[i]);
			written++;
		}
}
