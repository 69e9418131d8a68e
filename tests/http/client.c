/* SPDX-License-Identifier: ISC */
#include <check.h>
#include <curl/curl.h>
#include <json-c/json.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tests/http/shop.h"

#define TIMEOUT_MS	30000L
#define TEXTS		64	/* headers handed out of one answer */

struct text { char *p; size_t len, room; };

/* An answer and what was read out of it, taken back by the next request. */
struct received {
	struct answer		 answer;	/* first: an answer is one */
	struct text		 head, body;
	struct json_object	*json;
	char			*texts[TEXTS];
	int			 count;
};

struct client {
	CURL			*easy;
	struct curl_slist	*lines;		/* of the test */
	char			 csrf[128];	/* "": none */
	char			 bearer[2048];
	struct received		 received;
};

/* ---- what comes in ------------------------------------------------------ */

static size_t
text_put(char *p, size_t one, size_t n, void *arg)
{
	struct text	*t = arg;

	if (t->len + n * one >= t->room) {
		t->room = 2 * (t->len + n * one) + 1;
		ck_assert_ptr_nonnull(t->p = realloc(t->p, t->room));
	}
	memcpy(t->p + t->len, p, n * one);
	t->len += n * one;
	t->p[t->len] = '\0';
	return n * one;
}

/* A 1xx answer before the answer is forgotten. */
static size_t
head_put(char *p, size_t one, size_t n, void *arg)
{
	struct text	*t = arg;

	if (n * one > 5 && memcmp(p, "HTTP/", 5) == 0)
		t->len = 0;
	return text_put(p, one, n, arg);
}

static void
received_clear(struct received *r)
{
	for (int i = 0; i < r->count; i++)
		free(r->texts[i]);
	free(r->head.p);
	free(r->body.p);
	json_object_put(r->json);
	memset(r, 0, sizeof(*r));
	text_put((char[]){ "" }, 1, 0, &r->head);
	text_put((char[]){ "" }, 1, 0, &r->body);
}

static const char *
received_keep(const struct answer *a, const char *p, size_t len)
{
	struct received	*r = (struct received *)(uintptr_t)a;

	ck_assert_int_lt(r->count, TEXTS);
	r->texts[r->count] = strndup(p, len);
	return r->texts[r->count++];
}

const char *
answer_header(const struct answer *a, const char *name)
{
	size_t		 len = strlen(name);
	const char	*p = a->head;

	for (; p != NULL && *p != '\0'; p = strchr(p, '\n'), p += p != NULL)
		if (strncasecmp(p, name, len) == 0 && p[len] == ':') {
			p += len + 1;
			p += strspn(p, " ");
			return received_keep(a, p, strcspn(p, "\r\n"));
		}
	return NULL;
}

/* One step down: a member's name or an item's number. */
static struct json_object *
json_step(struct json_object *in, const char *name)
{
	if (json_object_is_type(in, json_type_array))
		return json_object_array_get_idx(in, strtoul(name, NULL, 10));
	return json_object_is_type(in, json_type_object) ?
	    json_object_object_get(in, name) : NULL;
}

static bool
json_has(struct json_object *in, const char *name)
{
	struct json_object	*value;

	if (json_object_is_type(in, json_type_object))
		return json_object_object_get_ex(in, name, &value);
	return json_step(in, name) != NULL;
}

const char *
answer_at(const struct answer *a, const char *path)
{
	struct received		*r = (struct received *)(uintptr_t)a;
	struct json_object	*at;
	char			 steps[256], *name, *rest = steps;

	if (r->json == NULL && (r->json = json_tokener_parse(a->body)) == NULL)
		return NULL;
	at = r->json;
	snprintf(steps, sizeof(steps), "%s", path);
	while ((name = strsep(&rest, ".")) != NULL) {
		if (!json_has(at, name))
			return NULL;
		at = json_step(at, name);
	}
	return json_object_is_type(at, json_type_string) ?
	    json_object_get_string(at) : json_object_to_json_string_ext(at,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}

/* ---- clients --------------------------------------------------------------- */

static void
easy_prepare(CURL *easy)
{
	char	 path[128];

	snprintf(path, sizeof(path), "%s/etc/tls.crt", shop_home());
	curl_easy_setopt(easy, CURLOPT_CAINFO, path);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, TIMEOUT_MS);
	curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, NULL);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, head_put);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, text_put);
}

struct client *
client_new(void)
{
	struct client	*c = calloc(1, sizeof(*c));

	ck_assert_ptr_nonnull(c);
	c->easy = curl_easy_init();
	ck_assert_ptr_nonnull(c->easy);
	easy_prepare(c->easy);
	received_clear(&c->received);
	return c;
}

void
client_free(struct client *c)
{
	if (c == NULL)
		return;
	curl_easy_cleanup(c->easy);
	curl_slist_free_all(c->lines);
	received_clear(&c->received);
	free(c->received.head.p);
	free(c->received.body.p);
	free(c);
}

static struct answer *
log_in(struct client *c, const char *username)
{
	struct answer	*a = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"%s\",\"password\":\"%s\"}", username,
	    shop_password);

	want(a, 200);
	return a;
}

struct client *
client_login(const char *username)
{
	struct client	*c = client_new();
	const char	*token = answer_at(log_in(c, username),
	    "data.csrfToken");

	ck_assert_ptr_nonnull(token);
	snprintf(c->csrf, sizeof(c->csrf), "X-CSRF-Token: %s", token);
	return c;
}

struct client *
client_bearer(const char *username)
{
	struct client	*c = client_new();
	const char	*token = answer_at(log_in(c, username),
	    "data.accessToken");

	ck_assert_ptr_nonnull(token);
	snprintf(c->bearer, sizeof(c->bearer), "Authorization: Bearer %s",
	    token);
	curl_easy_setopt(c->easy, CURLOPT_COOKIELIST, "ALL");
	return c;
}

void
client_header(struct client *c, const char *line)
{
	if (line != NULL) {
		c->lines = curl_slist_append(c->lines, line);
		return;
	}
	curl_slist_free_all(c->lines);
	c->lines = NULL;
}

/* ---- requests ---------------------------------------------------------------- */

static struct curl_slist *
lines_all(const struct client *c, const char *type, bool body)
{
	struct curl_slist	*all = NULL;
	char			 line[256];

	for (const struct curl_slist *l = c->lines; l != NULL; l = l->next)
		all = curl_slist_append(all, l->data);
	if (c->csrf[0] != '\0')
		all = curl_slist_append(all, c->csrf);
	if (c->bearer[0] != '\0')
		all = curl_slist_append(all, c->bearer);
	snprintf(line, sizeof(line), "Content-Type: %s",
	    type == NULL ? "application/json" : type);
	all = curl_slist_append(all, body ? line : "Content-Type:");
	return curl_slist_append(all, "Expect:");
}

static void
easy_request(CURL *easy, const char *method, const char *path,
    const char *body, size_t len)
{
	char	 url[4096 + 64];

	snprintf(url, sizeof(url), "%s%s", shop_url(), path);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(easy, CURLOPT_NOBODY, 0L);
	if (body != NULL) {
		curl_easy_setopt(easy, CURLOPT_POST, 1L);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)len);
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
	}
	if (strcmp(method, "HEAD") == 0)
		curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method);
}

/* Status 0: there was no answer; the body then says why. */
struct answer *
client_send(struct client *c, const char *method, const char *path,
    const char *type, const char *body, size_t len)
{
	struct curl_slist	*lines = lines_all(c, type, body != NULL);
	struct received		*r = &c->received;
	const char		*why;
	CURLcode		 rc;
	long			 status = 0;

	received_clear(r);
	easy_request(c->easy, method, path, body, len);
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, lines);
	curl_easy_setopt(c->easy, CURLOPT_HEADERDATA, &r->head);
	curl_easy_setopt(c->easy, CURLOPT_WRITEDATA, &r->body);
	rc = curl_easy_perform(c->easy);
	if (rc == CURLE_OK)
		curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	else {
		why = curl_easy_strerror(rc);
		text_put((char *)(uintptr_t)why, 1, strlen(why), &r->body);
	}
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(lines);
	r->answer = (struct answer){ .status = (int)status,
		.head = r->head.p, .body = r->body.p, .len = r->body.len };
	return &r->answer;
}

struct answer *
client_get(struct client *c, const char *path)
{
	return client_send(c, "GET", path, NULL, NULL, 0);
}

struct answer *
client_json(struct client *c, const char *method, const char *path,
    const char *json, ...)
{
	struct answer	*a;
	va_list		 ap;
	char		*body = NULL;
	int		 len = 0;

	if (json != NULL) {
		va_start(ap, json);
		len = vasprintf(&body, json, ap);
		va_end(ap);
		ck_assert_int_ge(len, 0);
	}
	a = client_send(c, method, path, NULL, body, (size_t)len);
	free(body);
	return a;
}

/* ---- many at once ------------------------------------------------------------ */

static size_t
body_drop(char *p, size_t one, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return one * n;
}

/* A handle with a connection of its own. */
static CURL *
burst_add(CURLM *multi, struct curl_slist *lines)
{
	CURL	*easy = curl_easy_init();

	ck_assert_ptr_nonnull(easy);
	easy_prepare(easy);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, body_drop);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body_drop);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 4 * TIMEOUT_MS);
	curl_multi_add_handle(multi, easy);
	return easy;
}

static void
cookies_copy(CURL *from, CURL *to)
{
	struct curl_slist	*cookies = NULL;

	curl_easy_getinfo(from, CURLINFO_COOKIELIST, &cookies);
	for (struct curl_slist *l = cookies; l != NULL; l = l->next)
		curl_easy_setopt(to, CURLOPT_COOKIELIST, l->data);
	curl_slist_free_all(cookies);
}

static void
burst_run(CURLM *multi)
{
	int	 running = 1;

	while (running > 0 &&
	    curl_multi_perform(multi, &running) == CURLM_OK)
		if (running > 0)
			curl_multi_poll(multi, NULL, 0, 1000, NULL);
}

static void
burst_count(CURLM *multi, struct burst *out)
{
	CURLMsg	*m;
	int	 left;
	long	 status;

	while ((m = curl_multi_info_read(multi, &left)) != NULL) {
		status = 0;
		curl_easy_getinfo(m->easy_handle, CURLINFO_RESPONSE_CODE,
		    &status);
		if (m->data.result != CURLE_OK || status <= 0 || status >= 600)
			out->failed++;
		else
			out->by_status[status]++;
	}
}

static void
burst_end(CURLM *multi, CURL **easy, int n, struct burst *out)
{
	burst_run(multi);
	burst_count(multi, out);
	for (int i = 0; i < n; i++) {
		curl_multi_remove_handle(multi, easy[i]);
		curl_easy_cleanup(easy[i]);
	}
	free(easy);
	curl_multi_cleanup(multi);
}

static CURLM *
burst_begin(int n, CURL ***easy, struct burst *out)
{
	CURLM	*multi = curl_multi_init();

	memset(out, 0, sizeof(*out));
	*easy = calloc((size_t)n, sizeof(**easy));
	ck_assert_ptr_nonnull(multi);
	ck_assert_ptr_nonnull(*easy);
	curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
	return multi;
}

void
client_burst(struct client *c, int n, const char *method, const char *path,
    const char *json, struct burst *out)
{
	struct curl_slist	*lines = lines_all(c, NULL, json != NULL);
	CURL			**easy;
	CURLM			*multi = burst_begin(n, &easy, out);

	for (int i = 0; i < n; i++) {
		easy[i] = burst_add(multi, lines);
		cookies_copy(c->easy, easy[i]);
		easy_request(easy[i], method, path, json,
		    json == NULL ? 0 : strlen(json));
	}
	burst_end(multi, easy, n, out);
	curl_slist_free_all(lines);
}

void
callers_burst(const struct caller *callers, int n, const char *method,
    const char *path, struct burst *out)
{
	struct curl_slist	**lines = calloc((size_t)n, sizeof(*lines));
	CURL			**easy;
	CURLM			*multi = burst_begin(n, &easy, out);

	ck_assert_ptr_nonnull(lines);
	for (int i = 0; i < n; i++) {
		if (callers[i].line != NULL)
			lines[i] = curl_slist_append(NULL, callers[i].line);
		lines[i] = curl_slist_append(lines[i],
		    "Content-Type: application/json");
		easy[i] = burst_add(multi, lines[i]);
		easy_request(easy[i], method, path, callers[i].json,
		    strlen(callers[i].json));
	}
	burst_end(multi, easy, n, out);
	for (int i = 0; i < n; i++)
		curl_slist_free_all(lines[i]);
	free(lines);
}
