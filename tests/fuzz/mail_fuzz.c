/* SPDX-License-Identifier: ISC */
/*
 * A mail of any subject, text and value: what goes over the wire keeps its
 * lines and headers, and its HTML holds our elements and no others.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/notify/message.h"
#include "lib/notify/render.h"
#include "lib/settings/settings.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* "subject\0body\0value", as it comes. */
static const char *
part(struct arena *arena, const uint8_t **p, size_t *len)
{
	const uint8_t	*end = *len > 0 ? memchr(*p, '\0', *len) : NULL;
	size_t		 n = end == NULL ? *len : (size_t)(end - *p);
	const char	*text = arena_text(arena, (const char *)*p, n);

	n += end != NULL;
	*p += n;
	*len -= n;
	return text;
}

static void
wire_check(const char *wire)
{
	const char	*end = strstr(wire, "\r\n\r\n"), *p;
	size_t		 n;
	int		 headers = 0;

	if (end == NULL)
		abort();
	for (p = wire; *p != '\0'; p += n + 2) {
		n = strcspn(p, "\r\n");
		if (n > 78 || *p == '.' || p[n] != '\r' || p[n + 1] != '\n')
			abort();
		for (size_t i = 0; i < n; i++)
			if (p[i] < ' ' || p[i] > '~')
				abort();
		headers += p < end && *p != ' ';
	}
	if (headers != 8)
		abort();
}

static void
html_check(const char *html)
{
	static const char *const	 ours[] = { "!doctype ", "html ",
		"/html>", "head>", "/head>", "meta ", "title>", "/title>",
		"body ", "/body>", "table ", "/table>", "tr>", "/tr>", "td ",
		"/td>", "p ", "/p>", "a ", "/a>", "br>", "bdi>", "/bdi>" };
	size_t				 i;

	while ((html = strchr(html, '<')) != NULL) {
		html++;
		for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
			if (text_starts(html, ours[i]))
				break;
		if (i == sizeof(ours) / sizeof(ours[0]))
			abort();
	}
}

static void
mail_make(struct act *act, const struct mail_text *text, const char *value,
    enum locale locale)
{
	const struct mail_field	 fields[] = { { "name", value },
		{ "link", value }, { "text", value }, { "time", value },
		{ NULL, NULL } };
	struct mail_rendered	 out;
	struct mail_message	 m = { .id = "mail_1", .from_name = value,
		.from = "a@b.test", .to = "c@d.test" };
	size_t			 len;

	mail_render(act, &(struct mail_content){ .text = text,
	    .locale = locale, .fields = fields }, &out);
	html_check(out.html);
	m.subject = out.subject;
	m.text = out.plain;
	m.html = out.html;
	wire_check(mail_message(act->arena, &m, &len));
	m.subject = text->subject;
	m.text = m.html = value;
	wire_check(mail_message(act->arena, &m, &len));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct config	 config = { .base_url = "https://a.test" };
	static struct settings	*settings;
	struct act		 act = { .config = &config };
	struct mail_text	 text;

	if (settings == NULL)
		settings = settings_new(&souk_settings);
	act.settings = settings;
	if (len > 16384 || (act.arena = arena_new((size_t)64 << 20)) == NULL)
		return 0;
	text.subject = part(act.arena, &bytes, &len);
	text.body = part(act.arena, &bytes, &len);
	mail_make(&act, &text, part(act.arena, &bytes, &len),
	    (enum locale)(strlen(text.body) % LOCALE__MAX));
	for (int t = 0; t < MAIL_TEMPLATE__MAX; t++) {
		act.problem.count = 0;
		mail_text_check(&act, (enum mail_template)t, &text);
	}
	arena_free(act.arena);
	return 0;
}
