/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_OAUTH_H
#define SOUK_TESTS_HTTP_OAUTH_H

#include <stdarg.h>

#include "lib/base/arena.h"
#include "tests/http/provider.h"
#include "tests/http/suite.h"

/* For the tests of signing in with others: ways there and back. */
#define GOOGLE		"/api/auth/oauth/google"
#define FACEBOOK	"/api/auth/oauth/facebook"
#define HOME		"/compte"
#define LINA	"\"sub\":\"10769150350006150715\",\"name\":\"Lina Haddad\"," \
	"\"email\":\"lina.haddad@gmail.com\",\"email_verified\":true"

/* Where an answer sends the browser, kept until the next is asked for. */
static inline const char *
location(const struct answer *a)
{
	static char	 kept[4096];
	const char	*to = answer_header(a, "Location");

	want(a, 303);
	ck_assert_ptr_nonnull(to);
	snprintf(kept, sizeof(kept), "%s", to);
	return kept;
}

/* From /api/auth/oauth/… as far as the path that comes back. */
static inline const char *
go(struct client *c, const char *path)
{
	return provider_visit(location(client_get(c, path)));
}

/* All the way: where the shop sends the browser in the end. */
static inline const char *
walk(struct client *c, const char *path)
{
	return location(client_get(c, go(c, path)));
}

static inline const char *
problem(const char *code)
{
	static char	 text[128];

	snprintf(text, sizeof(text), "/connexion?problem=%s", code);
	return text;
}

static inline bool
is_signed_in(struct client *c)
{
	return client_get(c, "/api/auth/me")->status == 200;
}

/* As a page of the shop would: asks for the token of its session. */
static inline void
take_csrf(struct client *c)
{
	struct answer	*a = client_get(c, "/api/auth/session");
	char		 line[160];

	want(a, 200);
	snprintf(line, sizeof(line), "X-CSRF-Token: %s",
	    answer_at(a, "data.csrfToken"));
	client_header(c, NULL);
	client_header(c, line);
}

static inline int
sql_number(const char *query)
{
	char	*text = shop_sql(query);
	int	 n = (int)strtol(text, NULL, 10);

	free(text);
	return n;
}

/* Sign-ins are counted by address, and all of these come from one. */
static inline void
limits_raise(void)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings", "{\"limits\":"
	    "{\"credential\":100000,\"write\":100000,\"read\":100000}}"),
	    200);
	client_free(c);
}

/*
 * Somebody who has an account already; confirmed: the address too.  The
 * password is everybody's.
 */
static inline void
customer_make(const char *name, const char *email, bool confirmed)
{
	char	*sql;

	ck_assert_int_ge(asprintf(&sql, "INSERT INTO users (id, brand_id,"
	    " username, username_key, email, email_key, password_hash, role,"
	    " created_at, updated_at, email_verified_at) SELECT"
	    " 'user_01h455vb4pex5vsknk084s' || substr('%s' || 'xxxx', 1, 4),"
	    " brand_id, '%s', '%s', '%s', '%s', password_hash, 'CUSTOMER',"
	    " created_at, updated_at, %s FROM users WHERE username = 'owner'",
	    name, name, name, email, email, confirmed ? "created_at" :
	    "NULL"), 0);
	free(shop_sql(sql));
	free(sql);
}

static void
oauth_setup(void)
{
	shop_home_made = provider_start;
	shop_start();
	limits_raise();
}

static inline int
oauth_run(const char *subject, const TTest *const *tests, size_t count)
{
	return suite_run_with(subject, oauth_setup, tests, count);
}

#endif
