/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_HOSTILE_H
#define SOUK_TESTS_HTTP_HOSTILE_H

#include "tests/http/catalog.h"
#include "tests/http/workers.h"

/*
 * What all hostile suites share: they begin by raising the limits and looking
 * at the workers, and end by looking again.
 */
#define GROWTH_MAX	(8L << 10)	/* KiB */

/* What is freed goes back at once, also where a sanitizer would keep it. */
__attribute__((constructor)) static void
sanitizer_hold_back(void)
{
	setenv("ASAN_OPTIONS", "quarantine_size_mb=0:"
	    "thread_local_quarantine_size_kb=0", 0);
}

static struct workers	 watched;

static inline void
hostile_begin(void)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":1000000,"
	    "\"write\":1000000,\"suggest\":1000000,\"user\":1000000},"
	    "\"accounts\":{\"addressFailures\":1000,"
	    "\"accountFailures\":10000}}"), 200);
	/* Whoever has served nothing yet has not grown to its size. */
	for (int i = 0; i < 60; i++) {
		client_get(anyone, PUBLIC "?q=chaud");
		client_get(owner, PRODUCTS);
	}
	watched = workers_look("souk-web");
	ck_assert_int_ge(watched.count, 3);
}

/* The same processes, hardly bigger. */
static inline void
hostile_end(void)
{
	for (int i = 0; i < watched.count; i++) {
		long	 now = worker_resident(watched.list[i].pid);

		ck_assert_msg(now > 0, "worker %d ended",
		    watched.list[i].pid);
		ck_assert_msg(now - watched.list[i].resident <= GROWTH_MAX,
		    "worker %d grew from %ld to %ld KiB",
		    watched.list[i].pid, watched.list[i].resident, now);
	}
	want(client_get(anyone, "/ready"), 200);
}

/* What is stored, in one line: rows and versions. */
static inline char *
stored(void)
{
	return shop_sql("SELECT (SELECT count(*) || '.' ||"
	    " coalesce(sum(version), 0) FROM product)"
	    " || ' ' || (SELECT count(*) || '.' || coalesce(sum(version), 0)"
	    " FROM category)"
	    " || ' ' || (SELECT count(*) || '.' || coalesce(sum(version), 0)"
	    " FROM users)"
	    " || ' ' || (SELECT count(*) FROM product_text)"
	    " || ' ' || (SELECT count(*) FROM category_text)"
	    " || ' ' || (SELECT count(*) FROM product_image)"
	    " || ' ' || (SELECT count(*) FROM product_variation)"
	    " || ' ' || (SELECT count(*) FROM product_price)"
	    " || ' ' || (SELECT count(*) FROM variation_price)"
	    " || ' ' || (SELECT count(*) FROM catalog_import)"
	    " || ' ' || (SELECT count(*) FROM setting)"
	    " || ' ' || (SELECT count(*) FROM session)"
	    " || ' ' || (SELECT count(*) FROM idempotency)"
	    " || ' ' || (SELECT count(*) FROM audit_log)");
}

static inline void
want_stored(char *before)
{
	char	*after = stored();

	ck_assert_str_eq(after, before);
	free(before);
	free(after);
}

/* "name":"text" of the details; "" if that field is not among them. */
static inline void
detail(const struct answer *a, const char *field, char *text, size_t size)
{
	const char	*p = strstr(a->body, "\"details\":{");
	char		 key[160];

	*text = '\0';
	snprintf(key, sizeof(key), "\"%s\":\"", field);
	if (p == NULL || (p = strstr(p, key)) == NULL)
		return;
	snprintf(text, size, "%.*s", (int)strcspn(p + strlen(key), "\""),
	    p + strlen(key));
}

/* 400 with its code, the field named, said in the language asked for. */
static inline void
want_refused(struct client *c, const char *method, const char *path,
    const char *body, size_t len, const char *field)
{
	static const char *const languages[] = { "fr", "en", "ar" };
	char			 said[3][512], line[64];
	struct answer		*a;

	for (size_t i = 0; i < COUNT(languages); i++) {
		snprintf(line, sizeof(line), "Accept-Language: %s",
		    languages[i]);
		client_header(c, line);
		a = client_send(c, method, path, NULL, body, len);
		client_header(c, NULL);
		ck_assert_msg(a->status == 400, "%s %s %.120s: %d %.300s",
		    method, path, body == NULL ? "" : body, a->status,
		    a->body);
		want_at(a, "error.code", "VALIDATION_ERROR");
		detail(a, field, said[i], sizeof(said[i]));
		ck_assert_msg(said[i][0] != '\0', "%.120s: %s not named: %s",
		    body == NULL ? path : body, field, a->body);
	}
	ck_assert_str_ne(said[0], said[1]);
	ck_assert_str_ne(said[1], said[2]);
}

static inline void
want_refused_text(const char *method, const char *path, const char *body,
    const char *field)
{
	want_refused(owner, method, path, body,
	    body == NULL ? 0 : strlen(body), field);
}

#endif
