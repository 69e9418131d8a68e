/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PEOPLE_H
#define SOUK_TESTS_HTTP_PEOPLE_H

#include "tests/http/mailbox.h"

/*
 * Customers who sign up by mail.  All of them come from 127.0.0.1, so a
 * program lifts the limits first.
 */
#define PEOPLE_PASSWORD	"mille et une nuits"

static inline void
people_lift_limits(void)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"signup\":100000,"
	    "\"reset\":100000,\"write\":100000,\"read\":100000,"
	    "\"user\":100000},"
	    "\"accounts\":{\"addressFailures\":1000},"
	    "\"notify\":{\"perMinute\":100000}}"), 200);
	client_free(c);
}

static inline struct answer *
people_register(struct client *c, const char *email, const char *password)
{
	return client_json(c, "POST", "/api/auth/register",
	    "{\"name\":\"Lina B.\",\"email\":\"%s\",\"password\":\"%s\","
	    "\"acceptTerms\":true}", email, password);
}

/* What stands behind "#token=" in the first link; in memory of its own. */
static inline char *
people_token(const struct mail *m)
{
	const char	*at = strstr(mail_link(m, 0), "#token=");

	ck_assert_msg(at != NULL, "no token in: %s", mail_link(m, 0));
	return strdup(at + strlen("#token="));
}

/* From now on the client sends the CSRF token of that answer. */
static inline void
people_trust(struct client *c, const struct answer *a)
{
	char	 line[128];

	snprintf(line, sizeof(line), "X-CSRF-Token: %s",
	    answer_at(a, "data.csrfToken"));
	client_header(c, line);
}

static inline struct answer *
people_prove(struct client *c, const char *path, const char *token,
    const char *password)
{
	struct answer	*a = client_json(c, "POST", path,
			    "{\"token\":\"%s\",\"password\":\"%s\"}", token,
			    password);

	if (a->status == 200 && answer_at(a, "data.csrfToken") != NULL)
		people_trust(c, a);
	return a;
}

static inline struct answer *
people_login(struct client *c, const char *email, const char *password)
{
	struct answer	*a = client_json(c, "POST", "/api/auth/login",
			    "{\"email\":\"%s\",\"password\":\"%s\"}", email,
			    password);

	if (a->status == 200 && answer_at(a, "data.csrfToken") != NULL)
		people_trust(c, a);
	return a;
}

/* Signed up, confirmed and signed in. */
static inline struct client *
people_customer(const char *email)
{
	struct client	*c = client_new();
	char		*token;

	want(people_register(c, email, PEOPLE_PASSWORD), 201);
	token = people_token(mailbox_await(email));
	want(people_prove(c, "/api/auth/verify-email", token,
	    PEOPLE_PASSWORD), 200);
	mailbox_await(email);		/* the welcome */
	free(token);
	return c;
}

#endif
