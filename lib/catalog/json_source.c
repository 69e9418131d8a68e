/* SPDX-License-Identifier: ISC */
#include "lib/catalog/json_source.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/grow.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/* Of one member: a hundred variations with all they can have. */
#define VALUES_MAX	65536

/* What is handed out, one after another. */
enum pass { PASS_HEADER, PASS_TREE, PASS_PRODUCTS, PASS_RELATED,
	PASS_COLLECTIONS, PASS_OVER };

/* A product that says what stands beside it: its bytes. */
struct beside { size_t at, len; int64_t line; };

struct json_source {
	struct source		*source;
	struct arena		*arena;
	struct json_text	 text;
	size_t			 size;
	struct json_tree	*tree;
	const char		*products;	/* in the array; NULL: none */
	const char		*collections;	/* the same */
	char			 locale[8];	/* of the file, or "" */
	enum pass		 pass;
	int64_t			 base;		/* records of passes before */
	int64_t			 line;
	struct json_product	 product;	/* being handed out */
	struct beside		*beside;
	size_t			 beside_count, beside_room, beside_at;
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
	switch (json_parse_most(j->arena, p, len, VALUES_MAX, &object, &at,
	    &name)) {
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
		    json_line(&j->text, p), j->product.own))
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

/* Whose file it is, and in which language, stands before all else. */
static void
value_take(struct json_source *j, const char *name, size_t name_len,
    const char *p, size_t len)
{
	if (is_named(name, name_len, "generator"))
		j->product.own = is_named(p, len, "souk");
	else if (is_named(name, name_len, "locale") && *p == '"' &&
	    len - 2 < sizeof(j->locale))
		memcpy(j->locale, p + 1, len - 2);
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
	else if (is_named(name, len, "collections") && *p == '[')
		j->collections = p + 1;
	else
		value_take(j, name, len, p, n);
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

/* at: how far the file has been read, in this pass. */
static void
record_of(struct json_source *j, const char *const *cells, int64_t at,
    struct csv_record *r)
{
	*r = (struct csv_record){
		.line = j->line, .end = j->base + at,
		.count = JSON_COLUMN__MAX, .cells = cells,
	};
}

static int64_t
text_at(const struct json_source *j)
{
	return j->text.p - j->text.base;
}

/* The next of an array that starts at `from`; false: no more. */
static bool
array_next(struct json_source *j, const char *from, struct json_in **object,
    struct csv_record *r)
{
	enum csv_fault	 fault;
	enum step	 step;
	const char	*p;
	size_t		 len;

	if (from == NULL)
		return false;
	step = element_next(&j->text, j->text.p == from, &p, &len);
	if (step == STEP_BROKEN)
		return refuse(j);
	if (step == STEP_END)
		return false;
	arena_reset(j->arena);
	j->line = json_line(&j->text, p);
	*object = element_parse(j, p, len, &fault);
	record_of(j, j->product.cells, text_at(j), r);
	r->fault = fault;
	if (fault != CSV_FINE)
		r->count = 0;
	return true;
}

/* ---- products ------------------------------------------------------------ */

/* It may name one further down, so this is said behind them all. */
static bool
beside_keep(struct json_source *j, const struct json_in *object, size_t len)
{
	const struct json_in	*list = json_member(object, "relatedIds");
	const size_t		 room = j->beside_room == 0 ? 64 :
				    2 * j->beside_room;
	struct beside		*more;

	if (!j->product.own || list == NULL || list->count == 0)
		return true;
	if (j->beside_count == j->beside_room) {
		more = grow(j->beside, room, sizeof(*more));
		if (more == NULL)
			return false;
		j->beside = more;
		j->beside_room = room;
	}
	j->beside[j->beside_count++] = (struct beside){
		.at = (size_t)text_at(j) - len, .len = len, .line = j->line
	};
	return true;
}

static bool
products_next(struct json_source *j, struct csv_record *r)
{
	const char *const	*cells = json_product_next(&j->product);
	struct json_in		*object;
	const char		*before = j->text.p;

	if (cells != NULL) {
		record_of(j, cells, text_at(j), r);
		return true;
	}
	if (!array_next(j, j->products, &object, r))
		return false;
	if (object == NULL)
		return true;
	if (!beside_keep(j, object, (size_t)(j->text.p - before)))
		return refuse(j);
	json_product_open(&j->product, object);
	return true;
}

/* ---- what stands beside which -------------------------------------------- */

static bool
related_next(struct json_source *j, struct csv_record *r)
{
	const struct beside	*b;
	struct json_in		*object;
	enum csv_fault		 fault;
	size_t			 blank;

	while (j->beside_at < j->beside_count) {
		b = &j->beside[j->beside_at++];
		blank = strspn(j->text.base + b->at, ", \t\r\n");
		arena_reset(j->arena);
		object = element_parse(j, j->text.base + b->at + blank,
		    b->len - blank, &fault);
		j->line = b->line;
		if (object == NULL ||
		    !json_product_related(&j->product, object))
			continue;
		record_of(j, j->product.cells, (int64_t)(b->at + b->len), r);
		return true;
	}
	return false;
}

/* ---- collections --------------------------------------------------------- */

static bool
collections_next(struct json_source *j, struct csv_record *r)
{
	struct json_in	*object;
	struct buf	 body;
	struct json_out	 json = { .buf = &body };

	if (!j->product.own || !array_next(j, j->collections, &object, r))
		return false;
	if (object == NULL)
		return true;
	buf_init(&body, j->arena, 1024);
	json_copy(&json, NULL, object);
	json_cells(j->product.cells, "collection", true);
	json_element(j->arena, object, j->product.cells);
	j->product.cells[JSON_KIND] = "collection";
	j->product.cells[JSON_BODY] = body.p;
	return true;
}

/* ---- one pass after another ---------------------------------------------- */

static bool
header_next(struct json_source *j, struct csv_record *r)
{
	j->pass = PASS_TREE;
	*r = (struct csv_record){
		.line = 1, .count = JSON_COLUMN__MAX, .cells = json_columns,
	};
	return true;
}

static bool
pass_next(struct json_source *j, struct csv_record *r)
{
	switch (j->pass) {
	case PASS_HEADER:
		return header_next(j, r);
	case PASS_TREE:
		return json_tree_next(j->tree, r);
	case PASS_PRODUCTS:
		return products_next(j, r);
	case PASS_RELATED:
		return related_next(j, r);
	case PASS_COLLECTIONS:
		return collections_next(j, r);
	case PASS_OVER:
		break;
	}
	return false;
}

/* Each pass goes over the file again, so `end` goes on behind it. */
static void
pass_end(struct json_source *j)
{
	j->base = j->pass == PASS_TREE ? JSON_NODES_MAX :
	    j->base + (int64_t)j->size;
	j->pass++;
	if (j->pass == PASS_PRODUCTS && j->products != NULL)
		j->text.p = j->products;
	else if (j->pass == PASS_COLLECTIONS && j->collections != NULL)
		j->text.p = j->collections;
}

static bool
next_json(void *reader, struct csv_record *r)
{
	struct json_source	*j = reader;

	while (j->source->why.message == NULL && j->pass != PASS_OVER) {
		if (pass_next(j, r))
			return true;
		pass_end(j);
	}
	return false;
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
	free(j->beside);
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
	j->product.arena = from->arena;
	j->product.tree = j->tree;
	j->product.locale = j->locale;
	return text_survey(j);
}
