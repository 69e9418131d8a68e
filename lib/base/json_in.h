/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_JSON_IN_H
#define SOUK_BASE_JSON_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * JSON from outside, strictly RFC 8259: the bytes are first checked by hand
 * (grammar, UTF-8, escapes without lone surrogates or NUL, depth, number of
 * values, duplicate keys, integers within int64), only then does json-c
 * build its tree, which is copied into the arena and freed.  The only file
 * that knows json-c.
 */
#define JSON_DEPTH	32
#define JSON_VALUES	4096

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY,
	JSON_OBJECT };		/* json-c has the name json_type */

struct json_in {
	enum json_kind	 type;
	bool		 boolean;
	bool		 is_integer;	/* NUMBER: integer is its value */
	int64_t		 integer;
	const char	*text;		/* STRING; NUMBER: the raw token */
	size_t		 len;
	size_t		 count;		/* ARRAY, OBJECT */
	const char	**names;	/* OBJECT */
	struct json_in	*items;		/* ARRAY, OBJECT */
};

enum json_fault { JSON_OK, JSON_SYNTAX, JSON_UTF8, JSON_TOO_DEEP,
	JSON_TOO_MANY, JSON_DUPLICATE, JSON_RANGE, JSON_FAULT__MAX };

/*
 * On a fault *at is its byte offset; *name the path of the key or value that
 * is wrong ("variations[0].stock"), NULL if it is the text as a whole.
 */
enum json_fault	 json_parse(struct arena *, const char *, size_t,
		    struct json_in **, size_t *at, const char **name);
/* The same with another limit of values, for what is no request. */
enum json_fault	 json_parse_most(struct arena *, const char *, size_t,
		    size_t most, struct json_in **, size_t *at,
		    const char **name);
const struct json_in	*json_member(const struct json_in *, const char *);

#endif
