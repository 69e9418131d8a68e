/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_META_H
#define SOUK_TESTS_HTTP_META_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/process.h"
#include "tests/http/said.h"
#include "tests/http/server.h"
#include "tests/http/shop.h"

/*
 * WhatsApp at Meta (tests/servers/meta.py) for one test program: its API, and
 * what it tells.  meta_start() is a shop_home_made; once the shop runs,
 * meta_number_put() makes the one number known there and meta_hooks() says how
 * things are told.  What goes wrong is told to server_says(&meta, "…") in that
 * file's words:
 *
 *	server_says(&meta, "code:131056 to=send/33612345678 times=2\n");
 *
 * meta_ask() is POST /test/NAME of that file; its answer's members by
 * meta_at("said.0") until the next is asked for.
 */
#define META_TOKEN	"EAA_TEST_TOKEN"
#define META_SECRET	"souk_app_secret"
#define META_OLD	"souk_app_secret_of_before"
#define META_VERIFY	"souk_verify_token"
#define META_ACCOUNT	"102290129340398"
#define META_NUMBER	"106540352242922"
#define META_PHONE	"15550783881"
#define META_HOOK	"/webhooks/meta"

static struct server	 meta;
static char		 meta_url[64];
static struct said	 meta_said;

static inline void
meta_end(void)
{
	server_end(&meta);
	said_end(&meta_said);
}

static inline void
meta_run(void)
{
	server_run(&meta, "tests/servers/meta.py");
	snprintf(meta_url, sizeof(meta_url), "http://127.0.0.1:%d",
	    meta.port);
	atexit(meta_end);
}

static inline void
meta_start(const char *home)
{
	(void)home;
	meta_run();
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_META_URL", meta_url, 1);
	setenv("SOUK_META_TOKEN", META_TOKEN, 1);
	setenv("SOUK_META_APP_SECRETS", META_SECRET "," META_OLD, 1);
	setenv("SOUK_META_VERIFY_TOKEN", META_VERIFY, 1);
	setenv("SOUK_META_ACCOUNT", META_ACCOUNT, 1);
}

/* ---- asking it ----------------------------------------------------------- */

#define meta_ask(NAME, ...) \
	said_ask(&meta_said, meta_url, NAME, __VA_ARGS__)

static inline const char *
meta_at(const char *path)
{
	return said_at(&meta_said, path);
}

static inline long
meta_long(const char *path)
{
	return said_long(&meta_said, path);
}

/* As whoever has a token: body NULL is a GET.  Its answer by meta_at(). */
static inline int
meta_call(const char *path, const char *token, const char *json)
{
	struct curl_slist	*head = NULL;
	char			 url[1024], line[256];

	snprintf(url, sizeof(url), "%s%s", path[0] == '/' ? meta_url : "",
	    path);
	if (token != NULL) {
		snprintf(line, sizeof(line), "Authorization: Bearer %s",
		    token);
		head = curl_slist_append(head, line);
	}
	head = curl_slist_append(head, "Content-Type: application/json");
	said_call(&meta_said, url, NULL, json, head);
	curl_slist_free_all(head);
	if (meta_said.text[0] == '{')
		said_parse(&meta_said);
	return meta_said.status;
}

/* ---- in short ------------------------------------------------------------ */

/* The shop knows the number, as after a synchronisation; if there was one
 * already, it may have been given to the tests' other brand. */
static inline void
meta_number_put(void)
{
	char	*sql;

	ck_assert_int_ge(asprintf(&sql, "INSERT INTO wa_number (id, brand_id,"
	    " meta_id, account_id, phone, name, is_default, created_at,"
	    " updated_at) SELECT 'wanum_01h455vb4pex5vsknk084sn02q',"
	    " brand_id, '%s', '%s', '%s', 'Souk', 1, 1, 1 FROM users WHERE"
	    " username = 'owner' ON CONFLICT (meta_id) DO UPDATE SET"
	    " brand_id = excluded.brand_id, is_default = 1", META_NUMBER,
	    META_ACCOUNT, META_PHONE), 0);
	free(shop_sql(sql));
	free(sql);
	free(shop_sql("UPDATE wa_template SET brand_id = (SELECT brand_id FROM"
	    " users WHERE username = 'owner')"));
}

/* way: "now", "hold", "never", "shuffle", "twice", "many=50", "late=1". */
static inline void
meta_hooks(const char *way)
{
	meta_ask("hook", "url=%s%s&secrets=%s,%s&verify=%s&way=%s",
	    shop_url(), META_HOOK, META_SECRET, META_OLD, META_VERIFY, way);
}

/* The same, and the shop knows the number: what a setup ends with. */
static inline void
meta_begin(void)
{
	meta_number_put();
	meta_hooks("now");
}

/* Somebody writes, by a telephone (digits); the wamid until the next. */
static inline const char *
meta_say(const char *from, const char *text)
{
	static char	 wamid[192];
	char		*plain = curl_easy_escape(NULL, text, 0);

	meta_ask("say", "from=%s&text=%s", from, plain);
	curl_free(plain);
	snprintf(wamid, sizeof(wamid), "%s", meta_at("id"));
	return wamid;
}

/* The same with any message, as Meta writes it: {"type":"order",…}. */
static inline const char *
meta_message(const char *from, const char *json)
{
	static char	 wamid[192];
	char		*plain = curl_easy_escape(NULL, json, 0);

	meta_ask("say", "from=%s&message=%s", from, plain);
	curl_free(plain);
	snprintf(wamid, sizeof(wamid), "%s", meta_at("id"));
	return wamid;
}

/* A file of that name below the shop's home, to be sent; its path until the
 * next. */
static inline const char *
file_made(const char *name, const void *bytes, size_t len)
{
	static char	 path[300];
	FILE		*f;

	snprintf(path, sizeof(path), "%s/%s", shop_home(), name);
	ck_assert_ptr_nonnull(f = fopen(path, "we"));
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

/* Somebody sends a file of ours; type as "image/jpeg". */
static inline const char *
meta_file(const char *from, const char *path, const char *type,
    const char *caption)
{
	static char	 wamid[192];
	char		*plain = curl_easy_escape(NULL, caption, 0);

	meta_ask("file", "from=%s&file=%s&type=%s&caption=%s", from, path,
	    type, plain);
	curl_free(plain);
	snprintf(wamid, sizeof(wamid), "%s", meta_at("id"));
	return wamid;
}

/* Until all that is to be told was taken by the shop. */
static inline void
meta_wait_for(int seconds)
{
	meta_ask("wait", "seconds=%d", seconds);
	ck_assert_str_eq(meta_at("left"), "0");
}

static inline void
meta_wait(void)
{
	meta_wait_for(60);
}

/* "sent", "keys", "twice", "failed", "read", "fastest" … (test_books()), of
 * one person; of all for NULL. */
static inline long
meta_books(const char *to, const char *what)
{
	if (to != NULL)
		meta_ask("books", "to=%s", to);
	else
		meta_ask("books", "%s", "");
	return meta_long(what);
}

/* Until so many messages to them are at Meta; then data.0 … are theirs. */
static inline void
meta_await_sent(const char *to, long count)
{
	const int64_t	 end = now_ms() + SOON_MS;
	long		 found;

	while ((found = meta_books(to, "sent")) < count && now_ms() < end)
		pause_ms(20);
	ck_assert_msg(found == count, "%s: %ld sent, not %ld", to, found,
	    count);
	meta_ask("sent", "to=%s", to);
}

/* Meta's clock, so many seconds on. */
static inline void
meta_later(long seconds)
{
	meta_ask("clock", "seconds=%ld", seconds);
}

#endif
