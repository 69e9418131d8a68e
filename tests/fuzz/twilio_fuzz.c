/* SPDX-License-Identifier: ISC */
/* What Twilio tells: a form, what it is signed by, and a text's parts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/notify/sms_parts.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define PARAMS	200
#define URL	"https://shop.example/webhooks/twilio/status"

#define want(GOOD) do {							\
	if (!(GOOD)) {							\
		fprintf(stderr, "not so: %s\n", #GOOD);			\
		abort();						\
	}								\
} while (0)

/* The same params, the last one first. */
static const char *
backwards(struct arena *arena, const struct sms_form *form)
{
	struct buf	 b;

	buf_init(&b, arena, 0);
	for (size_t i = form->count; i-- > 0; ) {
		if (b.len > 0)
			buf_putc(&b, '&');
		text_url_encode(&b, form->params[i].name);
		buf_putc(&b, '=');
		text_url_encode(&b, form->params[i].value);
	}
	return b.p;
}

/* The order in which they stand changes nothing, another value does. */
static void
signature_check(struct arena *arena, struct sms_form *form)
{
	const char	*text = backwards(arena, form);
	const char	*mac = sms_signature(arena, "token", URL, form);
	struct sms_form	 other;

	want(strlen(mac) == 28);
	want(sms_form_read(arena, text, strlen(text), &other));
	want(other.count == form->count);
	want(strcmp(sms_signature(arena, "token", URL, &other), mac) == 0);
	want(strcmp(sms_signature(arena, "other", URL, form), mac) != 0);
	want(strcmp(sms_signature(arena, "token", URL "?", form), mac) != 0);
	if (form->count == 0)
		return;
	other.params[0].value = arena_printf(arena, "%s.",
	    other.params[0].value);
	want(strcmp(sms_signature(arena, "token", URL, &other), mac) != 0);
}

static void
text_check(struct arena *arena, const char *text)
{
	const char	*plain = sms_plain(arena, text);

	want(sms_segments(text) >= 0);
	want(utf8_valid(plain, strlen(plain)));
	want(sms_segments(plain) <= sms_segments(text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)64 << 20);
	struct sms_form	 form;
	const char	*body;

	if (arena == NULL)
		return 0;
	if (sms_form_read(arena, arena_text(arena, (const char *)bytes, len),
	    len, &form)) {
		want(form.count <= PARAMS);
		for (size_t i = 0; i < form.count; i++)
			want(utf8_valid(form.params[i].name,
			    strlen(form.params[i].name)) &&
			    utf8_valid(form.params[i].value,
			    strlen(form.params[i].value)));
		signature_check(arena, &form);
		if ((body = sms_form_value(&form, "Body")) != NULL)
			text_check(arena, body);
	}
	arena_free(arena);
	return 0;
}
