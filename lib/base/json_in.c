/* SPDX-License-Identifier: ISC */
#include "lib/base/json_in.h"

#include <json-c/json.h>
#include <limits.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_scan.h"

/*
 * The memory of a tree, all of it taken from the arena before json-c has
 * anything that a jump out of the arena would leave behind.
 */
struct pool {
	struct json_in		*items;
	const char		**names;
	char			*text;
	const struct span	*numbers;	/* in the order of the document */
	size_t			 nulls;
};

static const char *
pool_text(struct pool *pool, const char *p, size_t len)
{
	char	*text = memcpy(pool->text, p, len);

	text[len] = '\0';
	pool->text += len + 1;
	return text;
}

static void	copy_value(struct pool *, struct json_object *,
		    struct json_in *);

static void
copy_number(struct pool *pool, struct json_object *from, struct json_in *to)
{
	const struct span	*token = pool->numbers++;

	to->type = JSON_NUMBER;
	to->text = pool_text(pool, token->p, token->len);
	to->len = token->len;
	to->is_integer = json_object_is_type(from, json_type_int) &&
	    !text_equal(to->text, "-0");
	if (to->is_integer)
		to->integer = json_object_get_int64(from);
}

static void
copy_array(struct pool *pool, struct json_object *from, struct json_in *to)
{
	to->type = JSON_ARRAY;
	to->count = json_object_array_length(from);
	to->items = pool->items;
	pool->items += to->count;
	for (size_t i = 0; i < to->count; i++)
		copy_value(pool, json_object_array_get_idx(from, i),
		    &to->items[i]);
}

/* json-c keeps members in the order of the document. */
static void
copy_object(struct pool *pool, struct json_object *from, struct json_in *to)
{
	size_t	 i = 0;

	to->type = JSON_OBJECT;
	to->count = (size_t)json_object_object_length(from);
	to->items = pool->items;
	to->names = pool->names;
	pool->items += to->count;
	pool->names += to->count;
	json_object_object_foreach(from, name, value) {
		to->names[i] = pool_text(pool, name, strlen(name));
		copy_value(pool, value, &to->items[i++]);
	}
}

static void
copy_value(struct pool *pool, struct json_object *from, struct json_in *to)
{
	switch (json_object_get_type(from)) {
	case json_type_null:
		to->type = JSON_NULL;
		pool->nulls++;
		break;
	case json_type_boolean:
		to->type = JSON_BOOL;
		to->boolean = json_object_get_boolean(from);
		break;
	case json_type_int:
	case json_type_double:
		copy_number(pool, from, to);
		break;
	case json_type_string:
		to->type = JSON_STRING;
		to->len = (size_t)json_object_get_string_len(from);
		to->text = pool_text(pool, json_object_get_string(from),
		    to->len);
		break;
	case json_type_array:
		copy_array(pool, from, to);
		break;
	case json_type_object:
		copy_object(pool, from, to);
		break;
	}
}

/* json-c's tree of a document that passed the check; NULL: no memory. */
static struct json_object *
tree_parse(const char *source, size_t len)
{
	struct json_tokener	*tokener;
	struct json_object	*tree;

	/* json-c counts a scalar as a level too. */
	if ((tokener = json_tokener_new_ex(JSON_DEPTH + 2)) == NULL)
		return NULL;
	json_tokener_set_flags(tokener,
	    JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	/* With its NUL, without which a bare number never ends. */
	tree = json_tokener_parse_ex(tokener, source, (int)len + 1);
	if (json_tokener_get_error(tokener) != json_tokener_success) {
		json_object_put(tree);
		tree = NULL;
	}
	json_tokener_free(tokener);
	return tree;
}

/* json-c that gets no memory may drop a member, or put null for a value. */
static bool
is_whole(const struct json_scan *scan, const struct json_in *root,
    const struct pool *pool, const char **names)
{
	return (size_t)(pool->items - root) == scan->values &&
	    (size_t)(pool->names - names) == scan->members &&
	    pool->nulls == scan->nulls;
}

enum json_fault
json_parse(struct arena *arena, const char *p, size_t len,
    struct json_in **out, size_t *at, const char **name)
{
	return json_parse_most(arena, p, len, JSON_VALUES, out, at, name);
}

enum json_fault
json_parse_most(struct arena *arena, const char *p, size_t len, size_t most,
    struct json_in **out, size_t *at, const char **name)
{
	struct json_scan	 scan;
	struct json_object	*tree;
	struct json_in		*root;
	struct pool		 pool;
	const char		*source, **names;
	enum json_fault		 f;

	if (len >= INT_MAX) {
		*at = INT_MAX;
		return JSON_TOO_MANY;
	}
	if ((f = json_scan(&scan, arena, p, len, most)) != JSON_OK) {
		*at = scan.at;
		*name = scan.name;
		return f;
	}
	source = arena_text(arena, p, len);
	pool = (struct pool){
		.items = arena_array(arena, scan.values, sizeof(*pool.items)),
		.names = arena_array(arena, scan.members,
		    sizeof(*pool.names)),
		.text = arena_alloc(arena, len + scan.values + scan.members),
		.numbers = scan.numbers,
	};
	root = pool.items++;
	names = pool.names;
	tree = tree_parse(source, len);
	if (tree == NULL && strncmp(source + strspn(source, " \t\r\n"), "null",
	    4) != 0)
		arena_give_up(arena);
	copy_value(&pool, tree, root);
	json_object_put(tree);
	if (!is_whole(&scan, root, &pool, names))
		arena_give_up(arena);
	*out = root;
	return JSON_OK;
}

const struct json_in *
json_member(const struct json_in *object, const char *name)
{
	if (object->type == JSON_OBJECT)
		for (size_t i = 0; i < object->count; i++)
			if (strcmp(object->names[i], name) == 0)
				return &object->items[i];
	return NULL;
}
