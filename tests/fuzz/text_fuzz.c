/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/message.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Folding and slugs give valid text that they leave as it is. */
static void
check_texts(struct arena *arena, const char *text, size_t len)
{
	char	*folded = text_fold(arena, text, len), *plain, *slug, *url;

	if (!utf8_valid(folded, strlen(folded)) ||
	    strcmp(folded, text_fold(arena, folded, strlen(folded))) != 0)
		abort();
	slug = text_slug(arena, text, 40);
	if (*slug != '\0' && (!text_is_slug(slug) || strlen(slug) > 40))
		abort();
	plain = text_from_html(arena, text, len);
	if (!utf8_valid(plain, strlen(plain)) ||
	    strpbrk(plain, "\x01\x1b\x7f") != NULL)
		abort();
	if (text_url_decode(arena, text, len, true, &url) &&
	    !utf8_valid(url, strlen(url)))
		abort();
}

/* Everything that looks at a text and says yes or no. */
static void
ask_all(struct arena *arena, const char *text)
{
	uint8_t	*bytes;
	size_t	 len;
	int64_t	 n;

	text_is_email(text);
	text_is_phone(text);
	text_is_http_url(text);
	text_to_int(text, &n);
	clock_parse(text, &n);
	typeid_valid(text, NULL);
	locale_negotiate(text, LOCALE_FR);
	for (int decimals = 0; decimals <= 3; decimals++)
		if (money_parse(text, decimals, &n) &&
		    (n > MONEY_MAX || n < -MONEY_MAX))
			abort();
	if (crypto_base64url_decode(arena, text, strlen(text), &bytes,
	    &len) && strcmp(crypto_base64url(arena, bytes, len), text) != 0)
		abort();
	if (crypto_jwt_verify(arena, text, "key", 3) != NULL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)64 << 20);
	const char	*text;

	if (arena == NULL)
		return 0;
	text = arena_text(arena, (const char *)bytes, len);
	check_texts(arena, text, len);
	ask_all(arena, text);
	arena_free(arena);
	return 0;
}
