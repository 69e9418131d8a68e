/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

#define LEAST_CUSTOMER	8
#define LEAST_STAFF	15	/* a VIEWER may become ADMIN any day */
#define MOST_BYTES	256
#define LEAST_OWN	5	/* characters that no list foretells */

/* Folded character by character, so that signs stay as they are. */
static char *
fold_letters(struct arena *arena, const char *plain)
{
	const char	*p = plain, *next = plain;
	const char	*end = plain + strlen(plain), *folded;
	struct buf	 out;

	buf_init(&out, arena, strlen(plain) + 1);
	for (; p < end && utf8_next(&next, end) >= 0; p = next) {
		folded = text_fold(arena, p, (size_t)(next - p));
		if (*folded != '\0')
			buf_puts(&out, folded);
		else
			buf_put(&out, p, (size_t)(next - p));
	}
	return out.p;
}

/* The length of the shop's word of three letters or more at text; 0: none. */
static size_t
shop_word_prefix(const char *shop, const char *text)
{
	const char	*word;
	size_t		 n, longest = 0;

	for (word = shop; *word != '\0'; word += n + strspn(word + n, " ")) {
		n = strcspn(word, " ");
		if (n >= 3 && n > longest && strncmp(text, word, n) == 0)
			longest = n;
	}
	return longest;
}

/* "aaaa", "4567", "dcba": a character that the one before foretells. */
static bool
continues_run(const char *text, size_t at)
{
	int	step = at == 0 ? 2 : text[at] - text[at - 1];

	return step >= -1 && step <= 1;
}

/* How many characters are neither common words, shop words nor runs. */
static size_t
own_characters(struct act *act, const char *plain)
{
	const char	*name, *shop, *text;
	size_t		 at, n, m, own = 0;

	name = settings_text(act->settings, &shop_settings, SHOP_NAME);
	shop = text_fold(act->arena, name, strlen(name));
	text = fold_letters(act->arena, plain);
	for (at = 0; text[at] != '\0'; at += n > 0 ? n : 1) {
		n = common_password_prefix(text + at);
		m = shop_word_prefix(shop, text + at);
		n = m > n ? m : n;
		if (n == 0 && !continues_run(text, at))
			own++;
	}
	return own;
}

enum outcome
password_check(struct act *act, const char *field, const char *plain,
    enum role role)
{
	size_t	least = role == ROLE_CUSTOMER ? LEAST_CUSTOMER : LEAST_STAFF;

	if (strlen(plain) > MOST_BYTES)
		return act_bad_number(act, field,
		    &accounts_messages[ACCOUNTS_PASSWORD_LONG], MOST_BYTES, 0);
	if (utf8_length(plain, strlen(plain)) < least)
		return act_bad_number(act, field,
		    &accounts_messages[ACCOUNTS_PASSWORD_SHORT],
		    (int64_t)least, 0);
	if (own_characters(act, plain) < LEAST_OWN ||
	    common_password_is(fold_letters(act->arena, plain)))
		return act_bad_field(act, field,
		    &accounts_messages[ACCOUNTS_PASSWORD_COMMON]);
	if (password_is_breached(act, plain))
		return act_bad_field(act, field,
		    &accounts_messages[ACCOUNTS_PASSWORD_BREACHED]);
	return SOUK_OK;
}
