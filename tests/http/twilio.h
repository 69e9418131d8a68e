/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_TWILIO_H
#define SOUK_TESTS_HTTP_TWILIO_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/process.h"
#include "tests/http/said.h"
#include "tests/http/server.h"
#include "tests/http/shop.h"

/*
 * Twilio (tests/servers/twilio.py) for one test program: texts that the shop
 * sends, what is told of them, and texts that come.  twilio_start() is a
 * shop_home_made; once the shop runs, twilio_hooks() says how things are told.
 * What goes wrong is told to server_says(&twilio, "…"):
 *
 *	server_says(&twilio, "code:21610 to=send/33612345678\n");
 *
 * twilio_ask() is POST /test/NAME of that file; its answer's members by
 * twilio_at("said.0") until the next is asked for.
 */
#define TWILIO_ACCOUNT	"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define TWILIO_TOKEN	"12345678901234567890123456789012"
#define TWILIO_FROM	"+15005550006"
#define TWILIO_TEXT	"/webhooks/twilio/text"

static struct server	 twilio;
static char		 twilio_url[64];
static struct said	 twilio_said;

static inline void
twilio_end(void)
{
	server_end(&twilio);
	said_end(&twilio_said);
}

static inline void
twilio_run(void)
{
	server_run(&twilio, "tests/servers/twilio.py");
	snprintf(twilio_url, sizeof(twilio_url), "http://127.0.0.1:%d",
	    twilio.port);
	atexit(twilio_end);
}

static inline void
twilio_start(const char *home)
{
	(void)home;
	twilio_run();
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_TWILIO_URL", twilio_url, 1);
	setenv("SOUK_TWILIO_ACCOUNT", TWILIO_ACCOUNT, 1);
	setenv("SOUK_TWILIO_TOKEN", TWILIO_TOKEN, 1);
	setenv("SOUK_TWILIO_FROM", TWILIO_FROM, 1);
}

#define twilio_ask(NAME, ...) \
	said_ask(&twilio_said, twilio_url, NAME, __VA_ARGS__)

static inline const char *
twilio_at(const char *path)
{
	return said_at(&twilio_said, path);
}

/* As whoever has "ACCOUNT:TOKEN"; form NULL is a GET. */
static inline int
twilio_call(const char *path, const char *who, const char *form)
{
	char	url[1024];

	snprintf(url, sizeof(url), "%s%s", twilio_url, path);
	said_call(&twilio_said, url, who, form, NULL);
	if (twilio_said.text[0] == '{')
		said_parse(&twilio_said);
	return twilio_said.status;
}

/* way as meta_hooks() has it. */
static inline void
twilio_hooks(const char *way)
{
	twilio_ask("hook", "base=%s&token=%s&way=%s", shop_url(),
	    TWILIO_TOKEN, way);
}

/* A text that comes, from +…; its sid until the next is asked for. */
static inline const char *
twilio_say(const char *from, const char *text)
{
	char	*who = curl_easy_escape(NULL, from, 0),
		*plain = curl_easy_escape(NULL, text, 0);

	twilio_ask("say", "path=%s&from=%s&text=%s", TWILIO_TEXT, who, plain);
	curl_free(who);
	curl_free(plain);
	return twilio_at("sid");
}

static inline void
twilio_wait(void)
{
	twilio_ask("wait", "seconds=60");
	ck_assert_str_eq(twilio_at("left"), "0");
}

/* "sent", "twice" … of one telephone; of all for NULL. */
static inline long
twilio_books(const char *to, const char *what)
{
	char	*who = curl_easy_escape(NULL, to != NULL ? to : "", 0);

	twilio_ask("books", "%s%s", to != NULL ? "to=" : "", who);
	curl_free(who);
	return said_long(&twilio_said, what);
}

/* Texts to so many people from the first on, asked for by the staff. */
static inline void
texts_to(struct client *staff, int first, int count)
{
	for (int i = first; i < first + count; i++)
		want(client_json(staff, "POST", "/api/admin/sms/test",
		    "{\"to\":\"+336%08d\"}", i), 201);
}

/* Until so many texts to them are at Twilio; then data.0 … are theirs. */
static inline void
twilio_await_sent(const char *to, long count)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*who = curl_easy_escape(NULL, to, 0);
	long		 found;

	while ((found = twilio_books(to, "sent")) < count && now_ms() < end)
		pause_ms(20);
	ck_assert_msg(found == count, "%s: %ld sent, not %ld", to, found,
	    count);
	twilio_ask("sent", "to=%s", who);
	curl_free(who);
}

#endif
