/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_WORKER_H
#define SOUK_TESTS_WORKER_H

#include <sys/stat.h>

#include "fcgi/http/http.h"
#include "lib/accounts/account.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "tests/unit/accounts_shop.h"

/*
 * A web worker over route rows of the test's own, fed by hand.  The shop is
 * accounts_shop.h's; each test has a fresh one.
 */
#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define OURS		"https://shop.test"
#define FRIEND		"https://friend.test"
#define FAR_AWAY	"192.0.2.7"
#define JSON_TYPE	"application/json"
#define LENGTH_UNKNOWN	(-1)
#define HEADERS_MAX	6

/* A row, and what else it says. */
#define ROW(METHOD, PATH, RUN, WHO, ...) \
	{ .method = METHOD_##METHOD, .path = (PATH), .run = (RUN), \
	  .who = FOR_##WHO, __VA_ARGS__ }

struct header { const char *name, *value; };

struct ask {
	const char	*method, *uri;	/* NULL: GET */
	const char	*type, *body;
	size_t		 len;		/* of body; 0: a text */
	int64_t		 length;	/* announced; 0: the true one */
	bool		 breaks;	/* the client goes away in the middle */
	const char	*address;
	struct header	 headers[HEADERS_MAX];
	/* private: how much was read */
	size_t		 at;
};

static struct config	 worker_config;
static struct server	*worker;
static struct reply	 answer;
static const struct route_table *const	*worker_tables;

/* ---- a client ---------------------------------------------------------- */

static const char *
ask_header(void *io, const char *name)
{
	const struct ask	*a = io;

	for (int i = 0; i < HEADERS_MAX && a->headers[i].name != NULL; i++)
		if (strcmp(a->headers[i].name, name) == 0)
			return a->headers[i].value;
	return NULL;
}

/* In pieces, as a socket would. */
static long
ask_read(void *io, char *p, size_t size)
{
	struct ask	*a = io;
	size_t		 n = a->len - a->at;

	if (n == 0)
		return a->breaks ? -1 : 0;
	if (n > 1500)
		n = 1500;
	if (n > size)
		n = size;
	memcpy(p, a->body + a->at, n);
	a->at += n;
	return (long)n;
}

/* The status; the answer stays for a look until the next. */
static inline int
ask_of(struct server *server, struct ask a)
{
	struct request_head	 head = {
		.method = a.method == NULL ? "GET" : a.method, .uri = a.uri,
		.content_type = a.type, .request_id = "ask-1",
		.address = a.address == NULL ? FAR_AWAY : a.address,
		.header = ask_header, .read = ask_read, .io = &a,
	};

	if (a.body != NULL && a.len == 0)
		a.len = strlen(a.body);
	head.content_length = a.length == 0 ? (int64_t)a.len : a.length;
	server_handle(server, &head, &answer);
	return answer.status;
}

#define ask(...)	ask_of(worker, (struct ask){ __VA_ARGS__ })
#define get(URI, ...)	ask(.uri = (URI), __VA_ARGS__)
#define post_as(TYPE, URI, BODY, ...) \
	ask(.method = "POST", .type = (TYPE), .uri = (URI), \
	    .body = (BODY), __VA_ARGS__)
#define post(URI, ...)	post_as(JSON_TYPE, URI, __VA_ARGS__)
#define WITH(...)	.headers = { __VA_ARGS__ }

/* A header of the answer; NULL: it has none.  Only one may have the name. */
static inline const char *
answer_header(const char *name)
{
	const char	*p = answer.head.p, *value = NULL;
	size_t		 len = strlen(name), n;

	for (; *p != '\0' && *p != '\r'; p += n + 2) {
		n = strcspn(p, "\r");
		ck_assert_msg(p[n + 1] == '\n', "%s", answer.head.p);
		if (strncasecmp(p, name, len) != 0 || p[len] != ':')
			continue;
		ck_assert_msg(value == NULL, "two of %s", name);
		value = arena_text(store.arena, p + len + 2, n - len - 2);
	}
	return value;
}

/* The whole body; what was spilled comes first. */
static inline const char *
answer_body(size_t *size)
{
	off_t	 spilled = answer.body_fd == -1 ? 0 :
		    lseek(answer.body_fd, 0, SEEK_END);
	char	*p = arena_alloc(store.arena,
		    (size_t)spilled + answer.len + 1);

	if (spilled > 0)
		ck_assert_int_eq(pread(answer.body_fd, p, (size_t)spilled, 0),
		    spilled);
	memcpy(p + spilled, answer.body, answer.len);
	if (size != NULL)
		*size = (size_t)spilled + answer.len;
	return p;
}

/* A member of the answer, by its names; NULL: there is none. */
static inline const struct json_in *
answer_at(const char *first, const char *second, const char *third)
{
	const char *const	 names[] = { first, second, third };
	struct json_in		*in;
	const struct json_in	*m;
	const char		*name = NULL;
	size_t			 at = 0;

	ck_assert_msg(json_parse(store.arena, answer.body, answer.len, &in,
	    &at, &name) == JSON_OK, "at %zu: %s", at, answer.body);
	m = in;
	for (int i = 0; i < 3 && names[i] != NULL && m != NULL; i++)
		m = m->type == JSON_OBJECT ? json_member(m, names[i]) : NULL;
	return m;
}

static inline const char *
answer_text(const char *first, const char *second, const char *third)
{
	const struct json_in	*m = answer_at(first, second, third);

	return m != NULL && m->type == JSON_STRING ? m->text : "";
}

/* What every refusal looks like; "" where the code is another's business. */
static inline void
answer_refuses(int status, const char *code)
{
	ck_assert_msg(answer.status == status, "%d, not %d: %s",
	    answer.status, status, answer.body);
	ck_assert_ptr_nonnull(strstr(answer_header("Content-Type"),
	    "application/json"));
	ck_assert_str_eq(answer_header("Cache-Control"), "no-store");
	ck_assert(!answer_at("success", NULL, NULL)->boolean);
	ck_assert_ptr_null(answer_at("data", NULL, NULL));
	ck_assert_ptr_nonnull(answer_at("error", "details", NULL));
	ck_assert_uint_gt(strlen(answer_text("error", "message", NULL)), 0);
	ck_assert_str_eq(answer_text("meta", "requestId", NULL), "ask-1");
	if (*code != '\0')
		ck_assert_str_eq(answer_text("error", "code", NULL), code);
}

/* Bad input, and the text names this field. */
static inline void
answer_blames(const char *field)
{
	answer_refuses(400, "VALIDATION_ERROR");
	ck_assert_msg(*answer_text("error", "details", field) != '\0',
	    "%s does not name %s", answer.body, field);
}

/* ---- effects ----------------------------------------------------------- */

/* What a handler does that shows. */
static inline enum outcome
effect_make(struct act *act)
{
	static const char	 sql[] = "INSERT INTO brand"
	    " (id, name, created_at) VALUES (:id, 'effect', 1)";
	struct stmt		*s = db_sql(act->db, sql);
	uint64_t		 nth = db_statements(act->db);

	db_bind_text(s, ":id", arena_printf(act->arena, "effect_%d_%llu",
	    (int)getpid(), (unsigned long long)nth ^ (uintptr_t)act->db));
	return db_run(s);
}

static inline int64_t
effects(void)
{
	return store_number("SELECT count(*) FROM brand"
	    " WHERE name = 'effect'");
}

/* ---- people ------------------------------------------------------------ */

struct person {
	const char	*id, *session, *cookie, *bearer, *csrf;
};

static enum outcome
person_session(struct act *act, void *arg)
{
	struct person		*p = arg;
	struct login_result	 r = { 0 };
	const struct account	 a = { .id = p->id, .brand_id = "brand_a",
		.username = "x", .hash = CHEAP_HASH, .active = true };
	enum outcome		 e;

	if ((e = session_start(act, &a, false, &r)) != SOUK_OK)
		return e;
	p->session = r.actor.session_id;
	p->cookie = arena_printf(act->arena, "__Host-session=%s",
	    r.session_token);
	p->bearer = arena_printf(act->arena, "Bearer %s", r.access_token);
	p->csrf = session_csrf(act, p->session);
	return SOUK_OK;
}

/* Another session of that user. */
static inline struct person
person_again(const char *id)
{
	struct person	 p = { .id = id };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, person_session, &p),
	    SOUK_OK);
	return p;
}

static inline struct person
person_new(const char *name, const char *role)
{
	return person_again(shop_user(name, role, "brand_a"));
}

#define COOKIE(PERSON)	{ "HTTP_COOKIE", (PERSON).cookie }
#define BEARER(PERSON)	{ "HTTP_AUTHORIZATION", (PERSON).bearer }
#define CSRF(PERSON)	{ "HTTP_X_CSRF_TOKEN", (PERSON).csrf }

/* ---- the worker -------------------------------------------------------- */

static inline struct server *
worker_new(void)
{
	const struct server_new	 how = { .config = &worker_config,
	    .souk = &souk, .tables = worker_tables, .shared = store.shared };
	const char		*why = NULL;
	struct server		*s = server_new(&how, &why);

	ck_assert_msg(s != NULL, "%s", why);
	return s;
}

static const char *
worker_run_dir(void)
{
	return arena_printf(store.arena, "%s/run", store_dir);
}

static void
worker_open(void)
{
	shop_open();
	log_open("worker", LOG_ERROR);
	store.now = clock_now();
	worker_config = shop_config;
	worker_config.home = store_dir;
	worker_config.database = store_path;
	worker_config.origins = FRIEND ", https://other.test:8443";
	worker_config.metrics_token = "";
	store.config = &worker_config;
	ck_assert_int_eq(mkdir(worker_run_dir(), 0700), 0);
	worker = worker_new();
}

static void
worker_close(void)
{
	server_free(worker);
	ck_assert_int_eq(rmdir(worker_run_dir()), 0);
	shop_close();
}

static inline int
worker_run(const char *name, const struct route_table *const *tables,
    const TTest *const *tests, size_t n)
{
	Suite	*suite = suite_create(name);
	TCase	*tcase = tcase_create(name);
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	worker_tables = tables;
	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, worker_open, worker_close);
	for (size_t i = 0; i < n; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
