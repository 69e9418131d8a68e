/* SPDX-License-Identifier: ISC */
#include <expat.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/net/s3.h"

/*
 * ListBucketResult with its Contents.  expat's memory is freed by hand, so
 * nothing here comes from an arena.
 */
#define DEPTH		8
#define VALUE_BYTES	(3 * S3_KEY_BYTES + 1)	/* of a key as it is sent */

struct listing {
	XML_Parser		 parser;
	struct s3_object	*objects;
	int			 count, depth;
	bool			 failed, is_list, in_object;
	char			 value[VALUE_BYTES];
	size_t			 len;
};

static void
refuse(struct listing *l)
{
	l->failed = true;
	XML_StopParser(l->parser, XML_FALSE);
}

static const char *
local_name(const char *name)
{
	const char	*colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

static void
on_start(void *arg, const char *name, const char **attrs)
{
	struct listing	*l = arg;

	(void)attrs;
	name = local_name(name);
	l->len = 0;
	if (++l->depth == 1)
		l->is_list = strcmp(name, "ListBucketResult") == 0;
	if (l->depth > DEPTH || !l->is_list) {
		refuse(l);
		return;
	}
	if (l->depth != 2 || strcmp(name, "Contents") != 0)
		return;
	if (l->count == S3_PAGE) {
		refuse(l);
		return;
	}
	l->in_object = true;
	l->objects[l->count] = (struct s3_object){ .size = -1 };
}

static void
on_text(void *arg, const char *text, int len)
{
	struct listing	*l = arg;

	if (l->len + (size_t)len >= sizeof(l->value)) {
		refuse(l);
		return;
	}
	memcpy(l->value + l->len, text, (size_t)len);
	l->len += (size_t)len;
}

static int
hex_of(char c)
{
	const char	*digits = "0123456789abcdef";
	const char	*at = c == '\0' ? NULL : strchr(digits,
			    c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);

	return at == NULL ? -1 : (int)(at - digits);
}

/* Asked for with encoding-type=url; a blank may come as '+'. */
static bool
key_decode(const char *p, char key[S3_KEY_BYTES + 1])
{
	int	 n = 0, high, low;

	for (; *p != '\0'; p++) {
		if (n == S3_KEY_BYTES)
			return false;
		key[n] = *p == '+' ? ' ' : *p;
		if (*p == '%') {
			if ((high = hex_of(p[1])) == -1 ||
			    (low = hex_of(p[2])) == -1 || high + low == 0)
				return false;
			key[n] = (char)(high << 4 | low);
			p += 2;
		}
		n++;
	}
	key[n] = '\0';
	return n > 0;
}

/* A member of an object. */
static bool
member_take(struct listing *l, const char *name)
{
	struct s3_object	*object = &l->objects[l->count];

	l->value[l->len] = '\0';
	if (strcmp(name, "Key") == 0)
		return key_decode(l->value, object->key);
	if (strcmp(name, "Size") == 0)
		return text_to_int(l->value, &object->size) &&
		    object->size >= 0;
	if (strcmp(name, "LastModified") == 0)
		return clock_parse(l->value, &object->modified);
	return true;
}

static void
on_end(void *arg, const char *name)
{
	struct listing	*l = arg;

	name = local_name(name);
	if (l->in_object && l->depth == 3 && !member_take(l, name))
		refuse(l);
	if (l->in_object && l->depth == 2) {
		l->in_object = false;
		if (*l->objects[l->count].key == '\0' ||
		    l->objects[l->count].size < 0)
			refuse(l);
		l->count++;
	}
	l->depth--;
	l->len = 0;
}

/* There is none, and without one there are no entities. */
static void
on_doctype(void *arg, const char *name, const char *system,
    const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(arg);
}

int
s3_list_parse(const char *xml, size_t len, struct s3_object *objects)
{
	struct listing	 l = { .objects = objects };
	bool		 whole;

	if (len > INT32_MAX || (l.parser = XML_ParserCreate(NULL)) == NULL)
		return -1;
	XML_SetUserData(l.parser, &l);
	XML_SetElementHandler(l.parser, on_start, on_end);
	XML_SetCharacterDataHandler(l.parser, on_text);
	XML_SetStartDoctypeDeclHandler(l.parser, on_doctype);
	whole = XML_Parse(l.parser, xml, (int)len, 1) == XML_STATUS_OK;
	XML_ParserFree(l.parser);
	return whole && !l.failed ? l.count : -1;
}
