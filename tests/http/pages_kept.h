/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PAGES_KEPT_H
#define SOUK_TESTS_HTTP_PAGES_KEPT_H

#include "tests/http/catalog.h"
#include "tests/http/process.h"

/* Who answered: nginx by itself, or a worker. */

/* nginx makes its tags of time and size, a worker of 22 base64 digits. */
static inline bool
by_nginx(const struct answer *a)
{
	const char	*tag = answer_header(a, "ETag");
	size_t		 n;

	if (tag == NULL || strlen(tag) >= 22)
		return false;
	tag += strncmp(tag, "W/", 2) == 0 ? 2 : 0;
	n = strspn(tag + 1, "0123456789abcdef");
	return *tag == '"' && n > 0 && tag[1 + n] == '-';
}

/* Asks until nginx answers by itself. */
static inline struct answer *
warm(struct client *c, const char *path)
{
	int64_t		 end = now_ms() + SOON_MS;
	struct answer	*a;

	do {
		a = client_get(c, path);
		want(a, 200);
	} while (!by_nginx(a) && now_ms() < end);
	ck_assert_msg(by_nginx(a), "%s: nginx asks a worker", path);
	return a;
}

/* A request with these lines, and none of them afterwards. */
static inline struct answer *
ask_with(struct client *c, const char *method, const char *path,
    const char *const *lines)
{
	struct answer	*a;

	for (; *lines != NULL; lines++)
		client_header(c, *lines);
	a = client_send(c, method, path, NULL, NULL, 0);
	client_header(c, NULL);
	return a;
}
#define LINES(...)	((const char *const []){ __VA_ARGS__ __VA_OPT__(,) NULL })

/* The same request, which a worker answers: it has a cookie. */
#define FROM_WORKER	"Cookie: theme=dark"

#endif
