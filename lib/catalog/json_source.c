/* SPDX-License-Identifier: ISC */
#include "lib/catalog/json_source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

struct json_source {
	struct source		*source;
	struct arena		*arena;
	struct json_text	 text;
	size_t			 size;
	struct json_tree	*tree;
	const char		*products;	/* in the array; NULL: none */
	bool			 headed;	/* the header has been read */
	bool			 tree_over, over;
	int64_t			 base;		/* records of the tree */

	/* The product being handed out. */
	const char		*cells[JSON_COLUMN__MAX];
	const char		*own[JSON_COLUMN__MAX];	/* and its variation's */
	const struct json_in	*variations;
	size_t			 next;
	int64_t			 line;
};

static bool
refuse(struct json_source *j)
{
	if (j->source->why.message == NULL)
		j->source->why = (struct source_why){
			&catalog_messages[CATALOG_IMPORT_JSON],
			json_line(&j->text, j->text.p), ""
		};
	return false;
}

/* ---- one element of an array --------------------------------------------- */

enum step { STEP_ELEMENT, STEP_END, STEP_BROKEN };

/* The bytes of the next; the opening bracket has been taken. */
static enum step
element_next(struct json_text *t, bool first, const char **p, size_t *len)
{
	if (json_take(t, ']'))
		return STEP_END;
	if (!first && !json_take(t, ','))
		return STEP_BROKEN;
	return json_pass(t, p, len) ? STEP_ELEMENT : STEP_BROKEN;
}

/* NULL: *fault says what is wrong with it. */
static struct json_in *
element_parse(struct json_source *j, const char *p, size_t len,
    enum csv_fault *fault)
{
	struct json_in	*object;
	const char	*name;
	size_t		 at;

	*fault = CSV_CELL;
	if (len > CSV_RECORD_MAX)
		return NULL;
	switch (json_parse(j->arena, p, len, &object, &at, &name)) {
	case JSON_OK:
		*fault = object->type == JSON_OBJECT ? CSV_FINE : CSV_JSON;
		return object->type == JSON_OBJECT ? object : NULL;
	case JSON_TOO_MANY:
		return NULL;
	case JSON_UTF8:
		*fault = CSV_ENCODING;
		return NULL;
	default:
		*fault = CSV_JSON;
		return NULL;
	}
}

/* ---- the file as a whole ------------------------------------------------- */

/* Into the tree, all of them; p stands behind the opening bracket. */
static bool
categories_read(struct json_source *j)
{
	struct json_in	*object;
	enum csv_fault	 fault;
	enum step	 step;
	const char	*p;
	size_t		 len;
	bool		 first = true;

	while ((step = element_next(&j->text, first, &p, &len)) ==
	    STEP_ELEMENT) {
		first = false;
		arena_reset(j->arena);
		object = element_parse(j, p, len, &fault);
		if (object == NULL)
			return refuse(j);
		if (json_tree_add(j->tree, j->arena, object,
		    json_line(&j->text, p)))
			continue;
		j->source->why = (struct source_why){
			&catalog_messages[CATALOG_IMPORT_TOO_LONG],
			JSON_CATEGORIES_MAX, "categories"
		};
		return false;
	}
	return step == STEP_END || refuse(j);
}

static bool
is_named(const char *p, size_t len, const char *name)
{
	return len == strlen(name) + 2 && memcmp(p + 1, name, len - 2) == 0;
}

/* One member of the object around it all. */
static bool
member_read(struct json_source *j)
{
	struct json_text	*t = &j->text;
	const char		*name, *p;
	size_t			 len, n;

	json_blanks(t);
	if (t->p == t->end || *t->p != '"' || !json_pass(t, &name, &len) ||
	    !json_take(t, ':'))
		return refuse(j);
	json_blanks(t);
	if (is_named(name, len, "categories") && json_take(t, '['))
		return categories_read(j);
	p = t->p;
	if (!json_pass(t, &p, &n))
		return refuse(j);
	if (is_named(name, len, "products") && *p == '[')
		j->products = p + 1;
	return true;
}

static bool
object_read(struct json_source *j)
{
	struct json_text	*t = &j->text;

	if (json_take(t, '}'))
		return true;
	do {
		if (!member_read(j))
			return false;
	} while (json_take(t, ','));
	return json_take(t, '}') || refuse(j);
}

/* Where the products stand, and all categories. */
static bool
text_survey(struct json_source *j)
{
	struct json_text	*t = &j->text;

	if (j->size >= 3 && memcmp(t->p, "\xef\xbb\xbf", 3) == 0)
		t->p += 3;
	if (json_take(t, '[')) {
		j->products = t->p;
		return true;
	}
	if (!json_take(t, '{') || !object_read(j))
		return refuse(j);
	json_blanks(t);
	if (t->p < t->end)
		return refuse(j);
	json_tree_sort(j->tree);
	return true;
}

/* ---- records ------------------------------------------------------------- */

static void
record_of(struct json_source *j, const char *const *cells,
    struct csv_record *r)
{
	*r = (struct csv_record){
		.line = j->line, .end = j->base + (j->text.p - j->text.base),
		.count = JSON_COLUMN__MAX, .cells = cells,
	};
}

/* A variation says what its product says, but for what it says itself. */
static bool
variation_next(struct json_source *j, struct csv_record *r)
{
	static const enum json_column	 own[] = {
		JSON_PRICE, JSON_COMPARE_AT
	};
	const struct json_in		*v;
	size_t				 i;

	if (j->variations == NULL || j->next == j->variations->count)
		return false;
	v = &j->variations->items[j->next++];
	for (i = 0; i < JSON_COLUMN__MAX; i++)
		j->own[i] = "";
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		j->own[own[i]] = j->cells[own[i]];
	j->own[JSON_KIND] = "variation";
	j->own[JSON_SLUG] = j->cells[JSON_SLUG];
	j->own[JSON_NAME] = j->cells[JSON_NAME];
	if (v->type == JSON_OBJECT)
		json_element(j->arena, v, j->own);
	j->own[JSON_SLUG] = j->cells[JSON_SLUG];
	j->own[JSON_NAME] = j->cells[JSON_NAME];
	record_of(j, j->own, r);
	return true;
}

static void
product_open(struct json_source *j, const struct json_in *object)
{
	size_t	 i;

	for (i = 0; i < JSON_COLUMN__MAX; i++)
		j->cells[i] = "";
	j->cells[JSON_KIND] = "product";
	json_element(j->arena, object, j->cells);
	j->cells[JSON_CATEGORY] = json_tree_slug(j->tree,
	    j->cells[JSON_CATEGORY]);
	j->variations = json_variations(object);
	j->next = 0;
}

static bool
product_next(struct json_source *j, struct csv_record *r)
{
	struct json_in	*object;
	enum csv_fault	 fault;
	enum step	 step;
	const char	*p;
	size_t		 len;

	step = element_next(&j->text, j->text.p == j->products, &p, &len);
	j->over = step != STEP_ELEMENT;
	if (step == STEP_BROKEN)
		return refuse(j);
	if (step == STEP_END)
		return false;
	arena_reset(j->arena);
	j->variations = NULL;
	j->line = json_line(&j->text, p);
	object = element_parse(j, p, len, &fault);
	if (object != NULL)
		product_open(j, object);
	record_of(j, j->cells, r);
	r->fault = fault;
	if (fault != CSV_FINE)
		r->count = 0;
	return true;
}

/* Past the tree, to the products. */
static bool
tree_end(struct json_source *j)
{
	j->tree_over = true;
	j->base = JSON_CATEGORIES_MAX;
	j->over = j->products == NULL;
	if (j->products != NULL)
		j->text.p = j->products;
	return !j->over;
}

static bool
next_json(void *reader, struct csv_record *r)
{
	struct json_source	*j = reader;

	if (j->source->why.message != NULL)
		return false;
	if (!j->headed) {
		j->headed = true;
		*r = (struct csv_record){
			.line = 1, .count = JSON_COLUMN__MAX,
			.cells = json_columns,
		};
		return true;
	}
	if (!j->tree_over && json_tree_next(j->tree, r))
		return true;
	if (!j->tree_over && !tree_end(j))
		return false;
	return !j->over && (variation_next(j, r) || product_next(j, r));
}

static bool
never_broken(const void *reader)
{
	(void)reader;
	return false;
}

static void
close_json(void *reader)
{
	struct json_source	*j = reader;

	if (j == NULL)
		return;
	if (j->text.base != NULL)
		munmap((void *)(uintptr_t)j->text.base, j->size);
	json_tree_free(j->tree);
	free(j);
}

static const struct source_ops ops = { next_json, never_broken, close_json };

static bool
text_map(struct json_source *j, int fd)
{
	struct stat	 st;
	void		*p;

	if (fstat(fd, &st) != 0 || st.st_size <= 0)
		return false;
	j->size = (size_t)st.st_size;
	p = mmap(NULL, j->size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return false;
	j->text = (struct json_text){
		.base = p, .p = p, .end = (char *)p + j->size, .counted = p,
		.line = 1
	};
	return true;
}

bool
json_source_open(struct source *s, const struct source_from *from, int fd)
{
	struct json_source	*j = calloc(1, sizeof(*j));
	bool			 ok;

	s->kind = "json";
	s->encoding = "UTF-8";
	s->ops = &ops;
	s->reader = j;
	ok = j != NULL && text_map(j, fd);
	close(fd);
	if (!ok || (j->tree = json_tree_new()) == NULL)
		return false;
	j->source = s;
	j->arena = from->arena;
	return text_survey(j);
}
