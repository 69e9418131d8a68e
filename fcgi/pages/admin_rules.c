/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/*
 * The rules of a collection: a line each, of a field, a relation and a value.
 * collection.js shows the relations that go with the field (data-relations) and of
 * the three inputs for values the one that fits (data-kind).
 */

/* In the order of the choices of rule_fields. */
static const enum ui_text field_texts[] = { UI_CATEGORY, UI_VENDOR, UI_TAG,
	UI_NAME, UI_PRICE, UI_COMPARE_AT, UI_STOCK, UI_NEW, UI_FEATURED,
	UI_AGE, UI_OPTION };
static const enum ui_text relation_texts[] = { UI_IS, UI_IS_NOT, UI_CONTAINS,
	UI_CONTAINS_NOT, UI_STARTS, UI_ENDS, UI_GREATER, UI_LESS, UI_SET,
	UI_NOT_SET };

static const char *
value_kind(const char *field)
{
	return text_equal(field, "category") ? "category" :
	    text_equal(field, "isNew") || text_equal(field, "isFeatured") ?
	    "yes" : "text";
}

/* " is is_not " of the bits. */
static const char *
relations_text(const struct page *p, int about)
{
	const char *const	*names = rule_fields.fields[RULE_RELATION].
				    choices;
	const unsigned		 bits = rule_relations_of(about);
	struct buf		 b;
	int			 i;

	buf_init(&b, p->act->arena, 64);
	for (i = 0; names[i] != NULL; i++)
		if (bits & 1u << i)
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "",
			    names[i]);
	return b.p;
}

static void
select_open(const struct page *p, const char *part, enum ui_text label)
{
	html(p->body, "<select data-rule=\"%s\" aria-label=\"%s\">\n", part,
	    page_text(p, label));
}

static void
option_put(const struct page *p, const char *value, const char *text,
    bool chosen)
{
	html(p->body, "<option value=\"%s\"", value);
	html_flag(p->body, "selected", chosen);
	html(p->body, ">%s</option>\n", text);
}

static void
fields_put(const struct page *p, const char *chosen)
{
	const char *const	*names = rule_fields.fields[RULE_FIELD].choices;
	int			 i;

	select_open(p, "field", UI_FIELD);
	for (i = 0; names[i] != NULL; i++) {
		html(p->body, "<option value=\"%s\" data-relations=\"%s\" "
		    "data-kind=\"%s\"", names[i], relations_text(p, i),
		    value_kind(names[i]));
		html_flag(p->body, "selected", text_equal(names[i], chosen));
		html(p->body, ">%s</option>\n", page_text(p, field_texts[i]));
	}
	html_raw(p->body, "</select>\n");
}

static void
relations_put(const struct page *p, const char *chosen)
{
	const char *const	*names = rule_fields.fields[RULE_RELATION].
				    choices;
	int			 i;

	select_open(p, "relation", UI_RELATION);
	for (i = 0; names[i] != NULL; i++)
		option_put(p, names[i], page_text(p, relation_texts[i]),
		    text_equal(names[i], chosen));
	html_raw(p->body, "</select>\n");
}

/* One input for each kind of value; only one of them is shown. */
static void
values_put(const struct page *p, const struct tree *tree, const char *kind,
    const char *value)
{
	size_t	 i;

	html(p->body, "<input data-rule=\"text\" aria-label=\"%s\" "
	    "maxlength=\"200\" dir=\"auto\" autocomplete=\"off\"",
	    page_text(p, UI_VALUE));
	html_attr(p->body, "value", text_equal(kind, "text") ? value : NULL);
	html_raw(p->body, ">\n");
	select_open(p, "category", UI_VALUE);
	for (i = 0; i < tree->count; i++)
		option_put(p, tree->nodes[i].id, tree->nodes[i].name,
		    text_equal(tree->nodes[i].id, value));
	html_raw(p->body, "</select>\n");
	select_open(p, "yes", UI_VALUE);
	option_put(p, "true", page_text(p, UI_YES), true);
	option_put(p, "false", page_text(p, UI_NO),
	    text_equal(value, "false"));
	html_raw(p->body, "</select>\n");
}

static void
rule_put(const struct page *p, const struct tree *tree,
    const struct record *rule)
{
	const struct value	*v = rule->values;

	html_raw(p->body, "<li>\n");
	fields_put(p, v[RULE_FIELD].text);
	relations_put(p, v[RULE_RELATION].text);
	values_put(p, tree, value_kind(v[RULE_FIELD].text),
	    v[RULE_VALUE].text);
	html(p->body, "<button type=\"button\" class=\"button\" "
	    "data-act=\"remove\" aria-label=\"%s\">×</button>\n</li>\n",
	    page_text(p, UI_REMOVE));
}

/* The brand's categories, shown in public or not. */
static enum outcome
categories_read(struct act *act, struct tree *tree)
{
	struct tree_node	*nodes;
	struct stmt		*rows;
	struct record		*row;
	enum outcome		 e;
	size_t			 n = 0;

	nodes = arena_array(act->arena, RULE_CATEGORIES, sizeof(*nodes));
	if ((e = category_list(act, false, &rows)) != SOUK_OK)
		return e;
	for (; n < RULE_CATEGORIES; n++) {
		row = record_new(act->arena, &category_fields);
		if ((e = category_row(act, rows, row)) != SOUK_OK)
			break;
		nodes[n].id = row->values[CATEGORY_ID].text;
		nodes[n].name = row->values[CATEGORY_NAME].text;
	}
	db_done(rows);
	*tree = (struct tree){ .nodes = nodes, .count = n };
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
admin_rules_put(const struct page *p, const struct value *rules)
{
	const struct record	*none = record_new(p->act->arena,
				    &rule_fields);
	struct tree		 tree;
	enum outcome		 e;
	size_t			 i;

	if ((e = categories_read(p->act, &tree)) != SOUK_OK)
		return e;
	html(p->body, "<section id=\"rules\">\n<h2>%s</h2>\n"
	    "<ol class=\"rows\">\n", page_text(p, UI_RULES));
	for (i = 0; i < rules->count; i++)
		rule_put(p, &tree, &rules->items[i]);
	html_raw(p->body, "</ol>\n<template>\n");
	rule_put(p, &tree, none);
	html(p->body, "</template>\n<p><button type=\"button\" "
	    "class=\"button\" data-act=\"add\">%s</button></p>\n"
	    "<p class=\"count\">%s</p>\n</section>\n",
	    page_text(p, UI_RULE_ADD), page_text(p, UI_RULE_HINT));
	return SOUK_OK;
}
