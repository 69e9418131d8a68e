/* SPDX-License-Identifier: ISC */
#include "lib/base/json_scan.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#define EXPONENT_MAX	308	/* what a double holds */
#define FEW		16	/* first size of a table, a power of 2 */
#define NAME_MAX_SHOWN	100	/* no field has a longer name */

/* A key of one object; name NULL: the slot is free. */
struct json_key {
	const char	*name;
	size_t		 len;
	size_t		 object;
};

static enum json_fault	scan_value(struct json_scan *);

static enum json_fault
fault_at(struct json_scan *s, const char *p, enum json_fault fault)
{
	s->at = (size_t)(p - s->begin);
	return fault;
}

static enum json_fault
fault(struct json_scan *s, enum json_fault f)
{
	return fault_at(s, s->p, f);
}

static void
skip_blanks(struct json_scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' ||
	    *s->p == '\n' || *s->p == '\r'))
		s->p++;
}

static bool
take(struct json_scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

/* Four hex digits; -1: they are not. */
static int32_t
take_hex(struct json_scan *s)
{
	int32_t	 c = 0;

	for (int i = 0; i < 4; i++, s->p++) {
		if (s->p == s->end)
			return -1;
		if (*s->p >= '0' && *s->p <= '9')
			c = c << 4 | (*s->p - '0');
		else if ((*s->p | 0x20) >= 'a' && (*s->p | 0x20) <= 'f')
			c = c << 4 | ((*s->p | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return c;
}

/* Behind "\u": a code point, in two escapes if it needs them, but not NUL. */
static enum json_fault
scan_unicode(struct json_scan *s, int32_t *c)
{
	const char	*from = s->p;
	int32_t		 low;

	if ((*c = take_hex(s)) < 0)
		return fault(s, JSON_SYNTAX);
	if (*c == 0 || (*c >= 0xdc00 && *c <= 0xdfff))
		return fault_at(s, from, JSON_UTF8);
	if (*c < 0xd800 || *c > 0xdbff)
		return JSON_OK;
	if (!take(s, '\\') || !take(s, 'u'))
		return fault_at(s, from, JSON_UTF8);
	if ((low = take_hex(s)) < 0)
		return fault(s, JSON_SYNTAX);
	if (low < 0xdc00 || low > 0xdfff)
		return fault_at(s, from, JSON_UTF8);
	*c = 0x10000 + ((*c - 0xd800) << 10 | (low - 0xdc00));
	return JSON_OK;
}

/* Behind a backslash. */
static enum json_fault
scan_escape(struct json_scan *s, int32_t *c)
{
	static const char	 letters[] = "\"\\/bfnrt";
	static const char	 meant[] = "\"\\/\b\f\n\r\t";
	const char		*letter;

	if (take(s, 'u'))
		return scan_unicode(s, c);
	if (s->p == s->end || *s->p == '\0' ||
	    (letter = strchr(letters, *s->p)) == NULL)
		return fault(s, JSON_SYNTAX);
	s->p++;
	*c = (unsigned char)meant[letter - letters];
	return JSON_OK;
}

/* A string, its opening quote taken; what it says goes to decoded, if any. */
static enum json_fault
scan_string(struct json_scan *s, struct buf *decoded)
{
	const char	*from;
	enum json_fault	 f;
	int32_t		 c;

	while (!take(s, '"')) {
		from = s->p;
		if (s->p == s->end || (unsigned char)*s->p < 0x20)
			return fault(s, JSON_SYNTAX);
		if (take(s, '\\')) {
			if ((f = scan_escape(s, &c)) != JSON_OK)
				return f;
		} else if ((c = utf8_next(&s->p, s->end)) < 0)
			return fault_at(s, from, JSON_UTF8);
		if (decoded != NULL)
			utf8_put(decoded, c);
	}
	return JSON_OK;
}

static size_t
hash_key(const struct json_key *k)
{
	uint64_t	 h = UINT64_C(0xcbf29ce484222325) ^ k->object;

	for (size_t i = 0; i < k->len; i++)
		h = (h ^ (unsigned char)k->name[i]) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* The slot of an equal key, or the free one where it belongs. */
static struct json_key *
key_slot(const struct json_scan *s, const struct json_key *key)
{
	size_t		 i = hash_key(key) & (s->key_slots - 1);
	struct json_key	*k;

	for (; (k = &s->keys[i])->name != NULL;
	    i = (i + 1) & (s->key_slots - 1))
		if (k->object == key->object && k->len == key->len &&
		    memcmp(k->name, key->name, k->len) == 0)
			break;
	return k;
}

/* Double the table, so that it is never more than half full. */
static void
keys_grow(struct json_scan *s)
{
	struct json_key	*old = s->keys;
	size_t		 slots = s->key_slots;

	s->key_slots = slots == 0 ? FEW : 2 * slots;
	s->keys = arena_array(s->arena, s->key_slots, sizeof(*s->keys));
	for (size_t i = 0; i < slots; i++)
		if (old[i].name != NULL)
			*key_slot(s, &old[i]) = old[i];
}

/* Remember the key; false: its object has it already. */
static bool
key_add(struct json_scan *s, const struct json_key *key)
{
	struct json_key	*k;

	if (2 * ++s->members > s->key_slots)
		keys_grow(s);
	if ((k = key_slot(s, key))->name != NULL)
		return false;
	*k = *key;
	return true;
}

/* A key and its colon.  Keys are compared as what they say. */
static enum json_fault
scan_key(struct json_scan *s, struct json_key *key)
{
	const char	*from = s->p;
	struct buf	 decoded;
	enum json_fault	 f;

	key->name = from + 1;
	key->len = 0;
	if (!take(s, '"'))
		return fault(s, JSON_SYNTAX);
	if ((f = scan_string(s, NULL)) != JSON_OK)
		return f;
	key->len = (size_t)(s->p - 1 - key->name);
	if (memchr(key->name, '\\', key->len) != NULL) {
		buf_init(&decoded, s->arena, key->len);
		s->p = key->name;
		scan_string(s, &decoded);
		key->name = decoded.p;
		key->len = decoded.len;
	}
	if (!key_add(s, key))
		return fault_at(s, from, JSON_DUPLICATE);
	skip_blanks(s);
	return take(s, ':') ? JSON_OK : fault(s, JSON_SYNTAX);
}

/*
 * On the way back from a fault, "key." or "[2]" is put before the path to it.
 * What is wrong with the text as a whole has no path.
 */
static void
fault_within(struct json_scan *s, const struct json_key *key, size_t index,
    enum json_fault f)
{
	const char	*rest = s->name == NULL ? "" : s->name;
	const char	*dot = *rest == '\0' || *rest == '[' ? "" : ".";

	if (f == JSON_SYNTAX || f == JSON_TOO_DEEP || f == JSON_TOO_MANY)
		return;
	if (key->object == 0)
		s->name = arena_printf(s->arena, "[%zu]%s%s", index, dot,
		    rest);
	else if (key->len == 0 || key->len > NAME_MAX_SHOWN)
		s->name = NULL;
	else
		s->name = arena_printf(s->arena, "%.*s%s%s", (int)key->len,
		    key->name, dot, rest);
}

/* An array (object 0) or an object, its opening bracket taken. */
static enum json_fault
scan_items(struct json_scan *s, char closing, size_t object)
{
	struct json_key	 key = { .object = object };
	size_t		 index = 0;
	enum json_fault	 f;

	if (++s->depth > JSON_DEPTH)
		return fault_at(s, s->p - 1, JSON_TOO_DEEP);
	skip_blanks(s);
	if (take(s, closing)) {
		s->depth--;
		return JSON_OK;
	}
	do {
		skip_blanks(s);
		f = object == 0 ? JSON_OK : scan_key(s, &key);
		if (f == JSON_OK)
			f = scan_value(s);
		if (f != JSON_OK) {
			fault_within(s, &key, index, f);
			return f;
		}
		index++;
		skip_blanks(s);
	} while (take(s, ','));
	s->depth--;
	return take(s, closing) ? JSON_OK : fault(s, JSON_SYNTAX);
}

static void
number_add(struct json_scan *s, struct span token)
{
	struct span	*old = s->numbers;

	if (s->number_count == s->number_room) {
		s->number_room = s->number_room == 0 ? FEW :
		    2 * s->number_room;
		s->numbers = arena_array(s->arena, s->number_room,
		    sizeof(*old));
		if (old != NULL)
			memcpy(s->numbers, old,
			    s->number_count * sizeof(*old));
	}
	s->numbers[s->number_count++] = token;
}

static size_t
take_digits(struct json_scan *s)
{
	const char	*from = s->p;

	while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	return (size_t)(s->p - from);
}

/* Has the integer token a value within int64? */
static bool
within_int64(const struct span *token)
{
	char	 text[24];
	int64_t	 n;

	if (token->len >= sizeof(text))
		return false;
	memcpy(text, token->p, token->len);
	text[token->len] = '\0';
	return text_to_int(text, &n);
}

static enum json_fault
scan_number(struct json_scan *s)
{
	struct span	 token = { .p = s->p };
	size_t		 whole, exponent = 0;
	bool		 plain = true;
	const char	*from;

	take(s, '-');
	from = s->p;
	if ((whole = take_digits(s)) == 0 || (whole > 1 && *from == '0'))
		return fault_at(s, from, JSON_SYNTAX);
	if (take(s, '.')) {
		plain = false;
		if (take_digits(s) == 0)
			return fault(s, JSON_SYNTAX);
	}
	if (take(s, 'e') || take(s, 'E')) {
		plain = false;
		if (!take(s, '-'))
			take(s, '+');
		while (s->p + 1 < s->end && *s->p == '0' && s->p[1] >= '0' &&
		    s->p[1] <= '9')
			s->p++;
		from = s->p;
		if (take_digits(s) == 0)
			return fault(s, JSON_SYNTAX);
		for (; from < s->p && exponent <= EXPONENT_MAX; from++)
			exponent = exponent * 10 + (size_t)(*from - '0');
	}
	token.len = (size_t)(s->p - token.p);
	if (plain ? !within_int64(&token) : whole + exponent > EXPONENT_MAX)
		return fault_at(s, token.p, JSON_RANGE);
	number_add(s, token);
	return JSON_OK;
}

static enum json_fault
scan_word(struct json_scan *s)
{
	static const char *const	 words[] = { "true", "false", "null" };
	size_t				 len;

	for (int i = 0; i < 3; i++) {
		len = strlen(words[i]);
		if ((size_t)(s->end - s->p) >= len &&
		    memcmp(s->p, words[i], len) == 0) {
			s->p += len;
			s->nulls += i == 2;
			return JSON_OK;
		}
	}
	return fault(s, JSON_SYNTAX);
}

static enum json_fault
scan_value(struct json_scan *s)
{
	skip_blanks(s);
	if (s->p == s->end)
		return fault(s, JSON_SYNTAX);
	if (++s->values > s->most)
		return fault(s, JSON_TOO_MANY);
	if (take(s, '{'))
		return scan_items(s, '}', ++s->objects);
	if (take(s, '['))
		return scan_items(s, ']', 0);
	if (take(s, '"'))
		return scan_string(s, NULL);
	if (*s->p == '-' || (*s->p >= '0' && *s->p <= '9'))
		return scan_number(s);
	return scan_word(s);
}

enum json_fault
json_scan(struct json_scan *s, struct arena *arena, const char *p, size_t len,
    size_t most)
{
	enum json_fault	 f;

	*s = (struct json_scan){
		.arena = arena, .begin = p, .p = p, .end = p + len,
		.most = most,
	};
	if ((f = scan_value(s)) != JSON_OK)
		return f;
	skip_blanks(s);
	return s->p == s->end ? JSON_OK : fault(s, JSON_SYNTAX);
}
