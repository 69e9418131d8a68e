/* SPDX-License-Identifier: ISC */
/* The API document says what the rows say, of every row that is public. */
#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The document has more values than json_in.h takes of a stranger. */
#define json_bool	json_c_bool
#include <json-c/json.h>
#undef json_bool

#include "tests/suite.h"

#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"

#define METHODS	7

static const char *const methods[METHODS] = { "", "get", "post", "put",
	"patch", "delete", "options" };

static struct arena		*arena;
static struct buf		 text;
static struct json_object	*document;

static void
setup(void)
{
	struct json_tokener	*strict = json_tokener_new();

	arena = arena_new(16 << 20);
	buf_init(&text, arena, 1 << 16);
	openapi_write(&text, route_tables, "https://shop.test", "Shop");
	json_tokener_set_flags(strict, JSON_TOKENER_STRICT |
	    JSON_TOKENER_VALIDATE_UTF8);
	document = json_tokener_parse_ex(strict, text.p, (int)text.len + 1);
	ck_assert_int_eq(json_tokener_get_error(strict),
	    json_tokener_success);
	json_tokener_free(strict);
}

static void
teardown(void)
{
	json_object_put(document);
	arena_free(arena);
}

static struct json_object *
at(struct json_object *o, const char *name)
{
	struct json_object	*member = NULL;

	if (o == NULL || !json_object_object_get_ex(o, name, &member))
		return NULL;
	return member;
}

static const char *
text_at(struct json_object *o, const char *name)
{
	const char	*s = json_object_get_string(at(o, name));

	return s == NULL ? "" : s;
}

static bool
is_public(const struct route *r)
{
	return !(r->flags & (ROUTE_HIDDEN | ROUTE_PAGE));
}

/* Calls fn for every row of the product with its operation, if it has one. */
static int
each_row(void (*fn)(const struct route *, struct json_object *))
{
	int	 operations = 0;

	for (size_t t = 0; route_tables[t] != NULL; t++)
		for (size_t i = 0; i < route_tables[t]->count; i++) {
			const struct route	*r =
			    &route_tables[t]->routes[i];
			struct json_object	*o = at(at(at(document,
			    "paths"), r->path), methods[r->method]);

			operations += o != NULL;
			fn(r, o);
		}
	return operations;
}

static void
check_presence(const struct route *r, struct json_object *o)
{
	ck_assert_msg((o != NULL) == is_public(r), "%s %s",
	    methods[r->method], r->path);
	if (o == NULL)
		return;
	ck_assert_str_eq(text_at(o, "summary"), r->summary);
	ck_assert_msg(strlen(r->summary) > 0 && strlen(r->tag) > 0, "%s",
	    r->path);
}

START_TEST(every_public_row_is_in_it_and_no_other)
{
	int	 rows = each_row(check_presence), operations = 0;

	json_object_object_foreach(at(document, "paths"), path, o) {
		ck_assert_int_eq(path[0], '/');
		operations += json_object_object_length(o);
	}
	ck_assert_int_eq(operations, rows);
	ck_assert_int_gt(operations, 30);
}
END_TEST

static struct json_object	*ids;

static void
check_id(const struct route *r, struct json_object *o)
{
	const char	*id = text_at(o, "operationId");

	if (o == NULL)
		return;
	ck_assert_msg(*id != '\0', "%s", r->path);
	for (const char *p = id; *p != '\0'; p++)
		ck_assert_msg(isalnum((unsigned char)*p), "%s", id);
	ck_assert_msg(at(ids, id) == NULL, "%s is there twice", id);
	json_object_object_add(ids, id, json_object_new_boolean(true));
}

START_TEST(operation_ids_are_words_and_unique)
{
	ids = json_object_new_object();
	each_row(check_id);
	json_object_put(ids);
}
END_TEST

static void
check_parameters(const struct route *r, struct json_object *o)
{
	struct json_object	*list = at(o, "parameters"), *p;
	char			*name;
	size_t			 found = 0, wanted = 0;

	for (size_t i = 0; o != NULL && i < json_object_array_length(list);
	    i++) {
		p = json_object_array_get_idx(list, i);
		if (strcmp(text_at(p, "in"), "path") != 0)
			continue;
		found++;
		name = arena_alloc(arena, 200);
		strncat(name, "{", 2);
		strncat(name, text_at(p, "name"), 100);
		strncat(name, "}", 2);
		ck_assert_msg(strstr(r->path, name) != NULL, "%s %s",
		    r->path, name);
		ck_assert(json_object_get_boolean(at(p, "required")));
	}
	for (const char *c = r->path; *c != '\0'; c++)
		wanted += *c == '{';
	ck_assert_msg(o == NULL || found == wanted, "%s", r->path);
}

START_TEST(each_name_in_a_path_is_a_parameter)
{
	each_row(check_parameters);
}
END_TEST

/* W07, S-rows of access: what asks for somebody says so. */
static void
check_security(const struct route *r, struct json_object *o)
{
	bool	asks = r->who == FOR_SIGNED_IN || r->who == FOR_PERMITTED;
	size_t	n;

	if (o == NULL)
		return;
	n = json_object_array_length(at(o, "security"));
	ck_assert_msg((n > 0) == asks, "%s", r->path);
	ck_assert_msg((at(o, "x-permissions") != NULL) ==
	    (r->permission != 0), "%s", r->path);
	ck_assert_msg((at(at(o, "responses"), "401") != NULL) || !asks, "%s",
	    r->path);
	ck_assert_msg((at(o, "requestBody") != NULL) == (r->body != NULL ||
	    r->flags & ROUTE_UPLOAD), "%s", r->path);
}

START_TEST(a_row_for_somebody_says_so)
{
	each_row(check_security);
}
END_TEST

/* Walks everything; every $ref must lead somewhere. */
static int
check_refs(struct json_object *o)
{
	struct json_object	*to = document;
	char			*way, *name, *rest = NULL;
	int			 n = 0;

	if (json_object_is_type(o, json_type_array))
		for (size_t i = 0; i < json_object_array_length(o); i++)
			n += check_refs(json_object_array_get_idx(o, i));
	if (!json_object_is_type(o, json_type_object))
		return n;
	json_object_object_foreach(o, key, value) {
		n += check_refs(value);
		if (strcmp(key, "$ref") != 0)
			continue;
		way = arena_copy(arena, json_object_get_string(value));
		ck_assert(text_starts(way, "#/"));
		for (name = strtok_r(way + 2, "/", &rest); name != NULL;
		    name = strtok_r(NULL, "/", &rest))
			to = at(to, name);
		ck_assert_msg(to != NULL, "%s",
		    json_object_get_string(value));
		to = document;
		n++;
	}
	return n;
}

START_TEST(every_reference_leads_somewhere)
{
	ck_assert_int_gt(check_refs(document), 100);
	ck_assert_str_eq(text_at(document, "openapi"), "3.1.0");
	ck_assert_str_eq(text_at(at(document, "info"), "title"), "Shop");
}
END_TEST

/* E14 */
START_TEST(e14_no_schema_of_an_answer_has_a_secret)
{
	static const char *const	secrets[] = { "hash", "secret",
	    "passwordHash", "tokenHash" };
	/* For an authenticator app, and for a receiver, to who sets it up. */
	static const char *const	shown_once[] = { "SecondFactorSecret",
	    "Webhook" };

	json_object_object_foreach(at(at(document, "components"),
	    "schemas"), name, schema)
		for (size_t i = 0; i < 4; i++)
			ck_assert_msg(at(at(schema, "properties"),
			    secrets[i]) == NULL ||
			    strcmp(name, shown_once[0]) == 0 ||
			    strcmp(name, shown_once[1]) == 0, "%s.%s", name,
			    secrets[i]);
	ck_assert_ptr_null(at(at(at(at(at(document, "components"),
	    "schemas"), "User"), "properties"), "password"));
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		every_public_row_is_in_it_and_no_other,
		operation_ids_are_words_and_unique,
		each_name_in_a_path_is_a_parameter,
		a_row_for_somebody_says_so,
		every_reference_leads_somewhere,
		e14_no_schema_of_an_answer_has_a_secret,
	};
	const struct suite	 suite = { "openapi", setup, teardown, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
