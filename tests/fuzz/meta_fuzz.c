/* SPDX-License-Identifier: ISC */
/* What Meta tells, behind its signature: a delivery in its parts, each as an
 * item that is kept and read again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/whatsapp/told.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define SECRET	"a secret that nobody guesses by chance"
#define NOW	(INT64_C(1790000000) * 1000)
#define SHOWN	64

#define want(GOOD) do {							\
	if (!(GOOD)) {							\
		fprintf(stderr, "not so: %s\n", #GOOD);			\
		abort();						\
	}								\
} while (0)

/* ---- the signature ----------------------------------------------------- */

/* A good header with some bytes changed: taken only if none was. */
static void
header_check(struct act *act, const uint8_t *bytes, size_t len)
{
	uint8_t		 mac[CRYPTO_HASH];
	const char	*good;
	char		*header;
	size_t		 n;

	crypto_hmac(SECRET, strlen(SECRET), bytes, len, mac);
	good = arena_printf(act->arena, "sha256=%s", crypto_hex(act->arena,
	    mac, sizeof(mac)));
	header = arena_copy(act->arena, good);
	n = strlen(header);
	for (size_t i = 0; i + 1 < len && i < 8; i += 2)
		if (bytes[i + 1] != '\0')
			header[bytes[i] % n] = (char)bytes[i + 1];
	want(wa_is_signed(act, header, (const char *)bytes, len) ==
	    (strcmp(header, good) == 0));
	want(!wa_is_signed(act, arena_text(act->arena, (const char *)bytes,
	    len), (const char *)bytes, len));
}

/* ---- parts ------------------------------------------------------------- */

static bool
is_within(struct span all, struct span part)
{
	return part.len == 0 || (part.p >= all.p &&
	    part.p + part.len <= all.p + all.len);
}

static void
item_check(struct act *act, const char *body)
{
	struct wa_item	 it, again;
	bool		 read = wa_item_read(act, body, &it);

	want(it.key != NULL && *it.key != '\0' && it.kind != NULL &&
	    it.field != NULL && strlen(it.field) <= SHOWN);
	want(!text_has_control(it.field, strlen(it.field), false));
	want(it.type == NULL || (strlen(it.type) <= SHOWN &&
	    !text_has_control(it.type, strlen(it.type), false)));
	want(it.made_at > 0 && it.made_at <= NOW);
	want(wa_item_read(act, body, &again) == read &&
	    strcmp(again.key, it.key) == 0);
}

static enum outcome
part_check(struct act *act, const struct wa_part *part, void *arg)
{
	const struct span	 all = *(struct span *)arg;
	struct buf		 b;

	want(is_within(all, part->item) && is_within(all, part->contact) &&
	    is_within(all, part->field) && is_within(all, part->account) &&
	    is_within(all, part->metadata) && part->item.len > 0);
	buf_init(&b, act->arena, 0);
	wa_item_write(&b, part);
	want(utf8_valid(b.p, b.len) && strlen(b.p) == b.len);
	item_check(act, b.p);
	return SOUK_OK;
}

/* What is JSON, with a list of entries, has parts. */
static void
delivery_check(struct act *act, struct span all)
{
	const enum outcome	 looked = wa_split(act, all, NULL, NULL);
	const char		*name;
	struct json_in		*in;
	size_t			 at;
	const bool		 json = json_parse_most(act->arena, all.p,
	    all.len, 100000, &in, &at, &name) == JSON_OK;
	const struct json_in	*entry;

	if (json && in->type == JSON_OBJECT &&
	    (entry = json_member(in, "entry")) != NULL &&
	    entry->type == JSON_ARRAY)
		want(looked == SOUK_OK);
	if (looked == SOUK_OK)
		want(wa_split(act, all, part_check, &all) == SOUK_OK);
}

static void
words_check(struct act *act, const char *text)
{
	const char	*clean = wa_clean(act->arena, text, 200, false),
			*name = wa_name(act->arena, text);

	want(clean == NULL || (strlen(clean) <= 200 && *clean != '\0' &&
	    utf8_valid(clean, strlen(clean)) &&
	    !text_has_control(clean, strlen(clean), false)));
	want(*text == '\0' || name == NULL || (*name != '\0' &&
	    strlen(name) <= WA_NAME_MAX));
	wa_word(act->arena, text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const struct config	 config = { .meta_secrets = "old,"
	    SECRET };
	struct act			 act = { .arena = arena_new(
	    (size_t)128 << 20), .now = NOW, .config = &config };
	char				*text;

	if (act.arena == NULL)
		return 0;
	text = arena_text(act.arena, (const char *)bytes, len);
	delivery_check(&act, (struct span){ text, len });
	words_check(&act, text);
	header_check(&act, bytes, len);
	arena_free(act.arena);
	return 0;
}
