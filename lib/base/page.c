/* SPDX-License-Identifier: ISC */
#include "lib/base/page.h"

#include <inttypes.h>
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"

#define FILTERS_HASH	8	/* bytes of it in a cursor */
#define KEY_NUMBER	'n'
#define KEY_TEXT	't'

enum outcome
page_check(struct act *act, const struct list_query *q)
{
	if (q->cursor != NULL || (q->page >= 1 && q->limit >= 1 &&
	    q->page <= PAGE_REACH / q->limit))
		return SOUK_OK;
	return act_bad_number(act, "page", &base_messages[BASE_PAGE_REACH],
	    PAGE_REACH, 0);
}

int64_t
page_offset(const struct list_query *q)
{
	return q->cursor != NULL ? 0 : (q->page - 1) * q->limit;
}

/* A cursor is: hash of the filters, kind of key, key, NUL, id. */
char *
cursor_write(struct arena *arena, const struct cursor *c, const char *filters)
{
	uint8_t		 hash[CRYPTO_HASH];
	struct buf	 b;

	crypto_sha256(filters, strlen(filters), hash);
	buf_init(&b, arena, 0);
	buf_put(&b, (const char *)hash, FILTERS_HASH);
	if (c->text != NULL) {
		buf_putc(&b, KEY_TEXT);
		buf_puts(&b, c->text);
	} else {
		buf_putc(&b, KEY_NUMBER);
		buf_int(&b, c->num);
	}
	buf_putc(&b, '\0');
	buf_puts(&b, c->id);
	return crypto_base64url(arena, b.p, b.len);
}

/* The text of a cursor, which anyone may have made up. */
static bool
cursor_parse(const char *p, size_t len, struct cursor *c)
{
	const char	*key = p + 1, *nul;

	if (len < 3 || !utf8_valid(p, len) ||
	    (nul = memchr(key, '\0', len - 1)) == NULL)
		return false;
	*c = (struct cursor){ .id = nul + 1 };
	if (*c->id == '\0' || strlen(c->id) != len - (size_t)(c->id - p) ||
	    text_has_control(c->id, strlen(c->id), false))
		return false;
	if (*p == KEY_TEXT)
		c->text = key;
	return *p == KEY_TEXT || (*p == KEY_NUMBER &&
	    text_to_int(key, &c->num));
}

enum outcome
cursor_read(struct act *act, const char *text, const char *filters,
    struct cursor *c)
{
	uint8_t	 hash[CRYPTO_HASH], *bytes;
	char	*p;
	size_t	 len;

	crypto_sha256(filters, strlen(filters), hash);
	if (crypto_base64url_decode(act->arena, text, strlen(text), &bytes,
	    &len) && len > FILTERS_HASH &&
	    memcmp(bytes, hash, FILTERS_HASH) == 0) {
		len -= FILTERS_HASH;
		p = arena_text(act->arena, (char *)bytes + FILTERS_HASH, len);
		if (cursor_parse(p, len, c))
			return SOUK_OK;
	}
	return act_bad_field(act, "cursor", &base_messages[BASE_BAD_CURSOR]);
}
