/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SAID_H
#define SOUK_TESTS_HTTP_SAID_H

#include <check.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"

/*
 * What a stand-in was asked by a test, and said: it stays until the next is
 * asked for.
 */
struct said {
	char		*text;
	size_t		 len, size;
	struct arena	*arena;
	struct json_in	*json;
	int		 status;
	char		 location[1024];
};

static inline void
said_end(struct said *said)
{
	free(said->text);
	if (said->arena != NULL)
		arena_free(said->arena);
	*said = (struct said){ .text = NULL };
}

static inline size_t
said_take(const char *p, size_t one, size_t n, void *arg)
{
	struct said	*said = arg;

	n *= one;
	if (said->len + n + 1 > said->size) {
		said->size = (said->len + n + 1) * 2;
		said->text = realloc(said->text, said->size);
		ck_assert_ptr_nonnull(said->text);
	}
	memcpy(said->text + said->len, p, n);
	said->text[said->len += n] = '\0';
	return n;
}

/* An exchange: who we are ("NAME:PROOF", NULL), a form or (NULL) a GET, and
 * lines of the head (NULL). */
static inline int
said_call(struct said *said, const char *url, const char *who,
    const char *form, struct curl_slist *head)
{
	CURL	*easy = curl_easy_init();
	char	*to = NULL;
	long	 status = 0;

	said->len = 0;
	said_take("", 1, 0, said);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, 300L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, said_take);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, said);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "souk tests");
	if (who != NULL)
		curl_easy_setopt(easy, CURLOPT_USERPWD, who);
	if (head != NULL)
		curl_easy_setopt(easy, CURLOPT_HTTPHEADER, head);
	if (form != NULL)
		curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, form);
	ck_assert_int_eq(curl_easy_perform(easy), CURLE_OK);
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &to);
	snprintf(said->location, sizeof(said->location), "%s",
	    to != NULL ? to : "");
	curl_easy_cleanup(easy);
	return said->status = (int)status;
}

static inline void
said_parse(struct said *said)
{
	size_t		 at;
	const char	*name;

	if (said->arena != NULL)
		arena_free(said->arena);
	said->arena = arena_new(256 << 20);
	ck_assert_int_eq(json_parse_most(said->arena, said->text, said->len,
	    4000000, &said->json, &at, &name), JSON_OK);
}

/* A member of what it said, "said.0" or "orders.order_x.charged"; NULL. */
static inline const char *
said_at(const struct said *said, const char *path)
{
	const struct json_in *m = said->json;
	char		 part[128];

	while (m != NULL && *path != '\0') {
		size_t	n = strcspn(path, ".");

		snprintf(part, sizeof(part), "%.*s", (int)n, path);
		if (m->type == JSON_ARRAY)
			m = strtoul(part, NULL, 10) < m->count ?
			    &m->items[strtoul(part, NULL, 10)] : NULL;
		else
			m = json_member(m, part);
		path += n + (path[n] == '.');
	}
	if (m == NULL || m->type == JSON_NULL)
		return NULL;
	if (m->type == JSON_BOOL)
		return m->boolean ? "true" : "false";
	return m->text;
}

static inline long
said_long(const struct said *said, const char *path)
{
	const char	*at = said_at(said, path);

	return at != NULL ? strtol(at, NULL, 10) : 0;
}

/* POST /test/NAME of the stand-in at url. */
static inline void
said_steer(struct said *said, const char *url, const char *name,
    const char *form)
{
	char	path[160];

	snprintf(path, sizeof(path), "%s/test/%s", url, name);
	ck_assert_msg(said_call(said, path, NULL, form, NULL) == 200,
	    "%s %s: %d %.300s", name, form, said->status, said->text);
	said_parse(said);
}

/* The same with a form by a printf format. */
#define said_ask(SAID, URL, NAME, ...) do {				\
	char	*form_;							\
									\
	ck_assert_int_ge(asprintf(&form_, __VA_ARGS__), 0);		\
	said_steer(SAID, URL, NAME, form_);				\
	free(form_);							\
} while (0)

#endif
