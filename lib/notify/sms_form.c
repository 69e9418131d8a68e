/* SPDX-License-Identifier: ISC */
/* What Twilio sends, and how it signs it: the URL it called, then each name
 * and value in the order of the names' bytes (its own client's rule). */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/notify/sms_parts.h"

#define PARAMS	200

/* One "name=value"; an empty one is none. */
static bool
param_read(struct arena *arena, const char *p, size_t len,
    struct sms_form *form)
{
	const char		*eq = memchr(p, '=', len);
	const size_t		 n = eq == NULL ? len : (size_t)(eq - p);
	char			*name, *value;

	if (len == 0)
		return true;
	if (form->count == PARAMS ||
	    !text_url_decode(arena, p, n, true, &name) ||
	    !text_url_decode(arena, eq == NULL ? "" : eq + 1,
	    eq == NULL ? 0 : len - n - 1, true, &value))
		return false;
	form->params[form->count++] = (struct sms_param){ name, value };
	return true;
}

bool
sms_form_read(struct arena *arena, const char *text, size_t len,
    struct sms_form *form)
{
	const char	*end = text + len, *amp;

	form->count = 0;
	form->params = arena_array(arena, PARAMS, sizeof(*form->params));
	for (; text < end; text = amp + 1) {
		amp = memchr(text, '&', (size_t)(end - text));
		if (amp == NULL)
			amp = end;
		if (!param_read(arena, text, (size_t)(amp - text), form))
			return false;
	}
	return true;
}

const char *
sms_form_value(const struct sms_form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (strcmp(form->params[i].name, name) == 0)
			return form->params[i].value;
	return NULL;
}

void
sms_form_kept(struct arena *arena, const char *text, struct sms_form *form)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	*form = (struct sms_form){ .count = 0 };
	if (json_parse(arena, text, strlen(text), &json, &at, &name) !=
	    JSON_OK || json->type != JSON_ARRAY)
		return;
	form->params = arena_array(arena, json->count + 1,
	    sizeof(*form->params));
	for (size_t i = 0; i < json->count; i++)
		if (json->items[i].count == 2 &&
		    json->items[i].items[0].type == JSON_STRING &&
		    json->items[i].items[1].type == JSON_STRING)
			form->params[form->count++] = (struct sms_param){
				json->items[i].items[0].text,
				json->items[i].items[1].text };
}

static int
by_name(const void *a, const void *b)
{
	const struct sms_param	*x = a, *y = b;
	const int		 names = strcmp(x->name, y->name);

	return names != 0 ? names : strcmp(x->value, y->value);
}

const char *
sms_signature(struct arena *arena, const char *token, const char *url,
    const struct sms_form *form)
{
	struct sms_param	*sorted = arena_array(arena, form->count + 1,
				    sizeof(*sorted));
	uint8_t			 mac[CRYPTO_SHA1];
	struct buf		 b;

	for (size_t i = 0; i < form->count; i++)
		sorted[i] = form->params[i];
	qsort(sorted, form->count, sizeof(*sorted), by_name);
	buf_init(&b, arena, 512);
	buf_puts(&b, url);
	for (size_t i = 0; i < form->count; i++) {
		buf_puts(&b, sorted[i].name);
		buf_puts(&b, sorted[i].value);
	}
	crypto_hmac_sha1(token, strlen(token), b.p, b.len, mac);
	return crypto_base64(arena, mac, sizeof(mac));
}
