/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/suite.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static char *
copy(const char *text)
{
	char	*p = strdup(text == NULL ? "" : text);

	ck_assert_ptr_nonnull(p);
	return p;
}

static struct answer *
login_as(struct client *c, const char *name, const char *password)
{
	return client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"%s\",\"password\":\"%s\"}", name, password);
}

static struct answer *
post(struct client *c, const char *path)
{
	return client_send(c, "POST", path, NULL, NULL, 0);
}

/* The Set-Cookie line of that cookie; "" if there is none. */
static char *
cookie_line(const struct answer *a, const char *name)
{
	const char	*p = a->head;
	size_t		 n = strlen(name);
	char		*line;

	while ((p = strcasestr(p, "\nset-cookie: ")) != NULL) {
		p += strlen("\nset-cookie: ");
		if (strncmp(p, name, n) == 0 && p[n] == '=') {
			line = strndup(p, strcspn(p, "\r\n"));
			ck_assert_ptr_nonnull(line);
			return line;
		}
	}
	return copy("");
}

static void
want_cookie(const struct answer *a, const char *name,
    const char *const *attributes)
{
	char	*line = cookie_line(a, name);

	ck_assert_msg(*line != '\0', "no cookie %s", name);
	for (; *attributes != NULL; attributes++)
		ck_assert_msg(strstr(line, *attributes) != NULL, "%s: %s",
		    *attributes, line);
	ck_assert_ptr_null(strcasestr(line, "domain"));
	free(line);
}

static int
status_with_bearer(const char *token)
{
	struct client	*c = client_new();
	char		*line;
	int		 status;

	ck_assert_int_gt(asprintf(&line, "Authorization: Bearer %s", token),
	    0);
	client_header(c, line);
	status = client_get(c, "/api/auth/me")->status;
	client_free(c);
	free(line);
	return status;
}

/* ---- signing in -------------------------------------------------------- */

/* C-12: every figure is a setting; these tests sign in more than people do. */
START_TEST(the_owner_may_allow_more_sign_ins)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":1000}}"), 200);
	client_free(c);
}
END_TEST

/* S1-AUTH-02, S4-AUTH-01 */
START_TEST(s3_api_01_a_login_answers_who_and_with_which_tokens)
{
	struct client	*c = client_new();
	struct answer	*a = login_as(c, "owner", shop_password);

	want(a, 200);
	want_at(a, "success", "true");
	want_at(a, "data.user.username", "owner");
	want_at(a, "data.user.role", "SUPER_ADMIN");
	want_at(a, "data.user.subscription", "free");
	ck_assert_ptr_nonnull(answer_at(a, "data.user.id"));
	ck_assert_ptr_nonnull(answer_at(a, "data.user.email"));
	ck_assert_ptr_nonnull(answer_at(a, "data.user.brandId"));
	ck_assert_ptr_nonnull(answer_at(a, "data.user.permissions.10"));
	ck_assert_ptr_nonnull(answer_at(a, "data.csrfToken"));
	ck_assert_ptr_nonnull(answer_at(a, "data.expiresAt"));
	want_at(a, "data.expiresIn", "900");
	ck_assert_ptr_null(strstr(a->body, "argon2"));
	ck_assert_ptr_null(strstr(a->body, shop_password));
	client_free(c);
}
END_TEST

/* S2-AUTH-01, C-01, C-03, C-16: the alias, by e-mail, members at the top */
START_TEST(s2_auth_01_signin_takes_an_e_mail_and_answers_flat)
{
	struct client	*c = client_new();
	char		*email = shop_sql("SELECT email FROM users"
			    " WHERE username = 'manager'");
	struct answer	*a;

	a = client_json(c, "POST", "/api/auth/signin",
	    "{\"email\":\"%s\",\"password\":\"%s\"}", email, shop_password);
	want(a, 200);
	want_at(a, "user.email", email);
	want_at(a, "user.subscription", "free");
	ck_assert_str_eq(answer_at(a, "accessToken"),
	    answer_at(a, "data.accessToken"));
	client_free(c);
}
END_TEST

/* S3-AUTH-02, S3-AUTH-08, S2-AUTH-03, C-06, C-07 */
START_TEST(s3_auth_08_cookies_are_bound_to_the_host_and_to_https)
{
	static const struct { const char *remember, *age; } t[] = {
		{ "false", "Max-Age=86400" }, { "true", "Max-Age=2592000" },
	};
	struct client	*c;
	struct answer	*a;
	size_t		 i;

	for (i = 0; i < COUNT(t); i++) {
		c = client_new();
		a = client_json(c, "POST", "/api/auth/login",
		    "{\"username\":\"reader\",\"password\":\"%s\","
		    "\"rememberMe\":%s}", shop_password, t[i].remember);
		want(a, 200);
		want_cookie(a, "__Host-session", (const char *const[]){
		    "Path=/;", "Secure", "HttpOnly", "SameSite=Lax", t[i].age,
		    NULL });
		want_cookie(a, "__Secure-refresh", (const char *const[]){
		    "Path=/api/auth;", "Secure", "HttpOnly", "SameSite=Strict",
		    t[i].age, NULL });
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "no-store");
		client_free(c);
	}
}
END_TEST

/* S3-AUTH-07: nothing but the times and the request tells them apart */
START_TEST(s3_auth_07_unknown_and_wrong_are_answered_alike)
{
	static const char *const names[] = { "reader", "nobody-of-that-name" };
	struct client	*c = client_new();
	struct answer	*a;
	char		*body[2];
	size_t		 i;

	for (i = 0; i < COUNT(names); i++) {
		a = login_as(c, names[i], "not the password");
		want(a, 401);
		want_at(a, "error.code", "INVALID_CREDENTIALS");
		ck_assert_ptr_null(strcasestr(a->head, "set-cookie"));
		body[i] = copy(a->body);
		ck_assert_ptr_nonnull(strstr(body[i], "\"meta\""));
		*strstr(body[i], "\"meta\"") = '\0';
	}
	ck_assert_str_eq(body[0], body[1]);
	free(body[0]);
	free(body[1]);
	want(login_as(c, "reader", shop_password), 200);
	client_free(c);
}
END_TEST

START_TEST(a_login_takes_its_own_fields_only)
{
	static const char *const bodies[] = {
		"{}",
		"{\"username\":\"owner\"}",
		"{\"password\":\"x\"}",
		"{\"username\":17,\"password\":\"x\"}",
		"{\"username\":\"owner\",\"password\":[\"x\"]}",
		"{\"username\":{\"$ne\":null},\"password\":\"x\"}",
		"{\"username\":\"owner\",\"password\":\"x\",\"role\":\"ADMIN\"}",
		"{\"username\":\"a\",\"username\":\"b\",\"password\":\"x\"}",
		"{\"email\":\"no address\",\"password\":\"x\"}",
		"{\"username\":\"owner\",\"password\":\"x\","
		    "\"rememberMe\":\"yes\"}",
		"[]",
		"not json",
	};
	struct client	*c = client_new();
	size_t		 i;

	for (i = 0; i < COUNT(bodies); i++)
		ck_assert_msg(client_json(c, "POST", "/api/auth/login", "%s",
		    bodies[i])->status == 400, "%s", bodies[i]);
	want(client_get(c, "/api/auth/login"), 405);
	client_free(c);
}
END_TEST

/* S02, S3-AUTH-01 */
START_TEST(s02_a_session_planted_before_the_login_is_worth_nothing)
{
	struct client	*planted = client_new(), *c = client_login("reader");
	char		*line;
	struct answer	*a;

	client_header(planted, "Cookie: __Host-session="
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	a = login_as(planted, "reader", shop_password);
	want(a, 200);
	line = cookie_line(a, "__Host-session");
	ck_assert_ptr_null(strstr(line, "AAAAAAAAAAAAAAAAAAAA"));
	free(line);
	client_free(planted);

	want(login_as(c, "reader", shop_password), 200);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM session"
	    " WHERE ended_at IS NOT NULL"), "1");
	client_free(c);
}
END_TEST

/* ---- the session ------------------------------------------------------- */

/* S3-API-03, S4-AUTH-05, C-04, S3-AUTH-11, S0-GEN-04 */
START_TEST(s3_api_03_session_and_me_say_who_or_401)
{
	struct client	*c = client_login("manager"), *anyone = client_new();
	struct answer	*a = client_get(c, "/api/auth/session");

	want(a, 200);
	want_at(a, "data.user.username", "manager");
	want_at(a, "data.user.role", "ADMIN");
	ck_assert_ptr_nonnull(answer_at(a, "data.session.expiresAt"));
	ck_assert_ptr_nonnull(answer_at(a, "data.csrfToken"));
	a = client_get(c, "/api/auth/me");
	want(a, 200);
	want_at(a, "data.username", "manager");
	a = client_get(anyone, "/api/auth/session");
	want(a, 401);
	want_at(a, "error.code", "UNAUTHORIZED");
	client_header(anyone, "Accept-Language: fr");
	a = client_get(anyone, "/api/auth/me");
	want(a, 401);
	want_at(a, "error.message", "Non authentifié");
	client_free(c);
	client_free(anyone);
}
END_TEST

/* S2-AUTH-06, S2-AUTH-07, S4-AUTH-03, S04: both credentials end together */
START_TEST(s3_api_02_a_logout_ends_cookie_and_bearer_alike)
{
	struct client	*c = client_login("reader");
	struct answer	*a = post(c, "/api/auth/refresh");
	char		*token;

	want(a, 200);
	token = copy(answer_at(a, "accessToken"));
	ck_assert_int_eq(status_with_bearer(token), 200);
	a = post(c, "/api/auth/logout");
	want(a, 200);
	want_cookie(a, "__Host-session", (const char *const[]){
	    "__Host-session=;", "Path=/;", "Secure", "Max-Age=0", NULL });
	want_cookie(a, "__Secure-refresh", (const char *const[]){
	    "__Secure-refresh=;", "Path=/api/auth;", "Max-Age=0", NULL });
	ck_assert_int_eq(status_with_bearer(token), 401);
	want(client_get(c, "/api/auth/session"), 401);
	want(post(c, "/api/auth/logout"), 200);
	client_free(c);
	free(token);
}
END_TEST

/* ---- refresh ----------------------------------------------------------- */

/* S1-AUTH-01, S2-AUTH-05, S4-AUTH-04 */
START_TEST(s2_auth_05_a_refresh_rotates_and_works_for_the_cookie_only)
{
	struct client	*c = client_login("reader"), *anyone = client_new();
	struct answer	*a;
	char		*first, *second;

	a = post(c, "/api/auth/refresh");
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.csrfToken"));
	ck_assert_ptr_null(answer_at(a, "data.refreshToken"));
	first = cookie_line(a, "__Secure-refresh");
	a = post(c, "/api/auth/refresh");
	want(a, 200);
	second = cookie_line(a, "__Secure-refresh");
	ck_assert_str_ne(first, second);
	want(post(anyone, "/api/auth/refresh"), 401);
	client_header(c, "Origin: https://evil.example");
	want(post(c, "/api/auth/refresh"), 403);
	client_free(c);
	client_free(anyone);
	free(first);
	free(second);
}
END_TEST

/* S08 */
START_TEST(s08_of_a_hundred_uses_of_one_refresh_token_one_works)
{
	struct client	*c = client_login("reader");
	struct burst	 b = { { 0 }, 0 };

	want(client_get(c, "/api/auth/session"), 200);
	client_burst(c, 100, "POST", "/api/auth/refresh", NULL, &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[200], 1);
	ck_assert_int_eq(b.by_status[200] + b.by_status[401] +
	    b.by_status[429], 100);
	want(client_get(c, "/api/auth/session"), 401);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM session WHERE"
	    " ended_at IS NULL AND id = (SELECT session_id FROM refresh_token"
	    " ORDER BY created_at DESC, used_at IS NULL DESC LIMIT 1)"), "0");
	client_free(c);
}
END_TEST

/* ---- forged access tokens ---------------------------------------------- */

/* In place of {"alg":"HS256","typ":"JWT"}. */
static const char *const headers[] = {
	"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0",	/* alg none */
	"eyJhbGciOiJOb25lIiwidHlwIjoiSldUIn0",	/* None */
	"eyJhbGciOiJOT05FIn0",			/* NONE, no typ */
	"eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9",	/* HS512 */
	"eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9",	/* HS384 */
	"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9",	/* RS256 */
	"eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9",	/* ES256 */
	/* kid, a path */
	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Ii4uLy4uL2V0Yy9zb3VrLmVudi"
	    "J9",
	/* jku */
	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImprdSI6Imh0dHBzOi8vZXZpbC5leGFtcG"
	    "xlL2sifQ",
	/* jwk */
	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImp3ayI6eyJrdHkiOiJvY3QiLCJrIjoiQU"
	    "EifX0",
	/* x5u */
	"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsIng1dSI6Imh0dHBzOi8vZXZpbC5leGFtcG"
	    "xlL2MifQ",
	"eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9",	/* the same, turned round */
	"eyJhbGciOiJIUzI1NiJ9",			/* no typ */
	"",
};

/* What the three parts of a good token are put together to. */
static const char *const shapes[] = {
	"%1$s.%2$s.",			/* no signature */
	"%1$s.%2$s",			/* nor its dot */
	"%1$s.%2$s.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	"%1$s.%2$s.%%00",
	"%1$s..",
	"%1$s",
	".%2$s.%3$s",
	"%1$s..%3$s",
	"%1$s.%2$s.%3$sA",		/* longer */
	"%1$s.%2$s.%3$s.%3$s",		/* a fourth part */
	"%1$s.%2$s.%3$s=",		/* padded */
	"%1$s.%3$s.%2$s",		/* swapped */
	"%1$s.e30.%3$s",		/* other claims, same signature */
};

struct token { char *header, *claims, *signature; };

static struct token
token_split(const char *token)
{
	struct token	t = { .header = copy(token) };

	t.claims = strchr(t.header, '.');
	*t.claims++ = '\0';
	t.signature = strchr(t.claims, '.');
	*t.signature++ = '\0';
	return t;
}

static void
want_refused(char *token)
{
	ck_assert_msg(status_with_bearer(token) == 401, "%s", token);
	free(token);
}

/* S4-AUTH-07, S06 */
START_TEST(s06_twenty_five_forged_tokens_are_refused)
{
	struct client	*c = client_login("owner");
	struct answer	*a = post(c, "/api/auth/refresh");
	struct token	 t;
	char		*forged;
	size_t		 i;

	want(a, 200);
	ck_assert_int_eq(status_with_bearer(answer_at(a, "accessToken")), 200);
	t = token_split(answer_at(a, "accessToken"));
	for (i = 0; i < COUNT(headers); i++) {
		ck_assert_int_gt(asprintf(&forged, "%s.%s.%s", headers[i],
		    t.claims, t.signature), 0);
		want_refused(forged);
	}
	for (i = 0; i < COUNT(shapes); i++) {
		ck_assert_int_gt(asprintf(&forged, shapes[i], t.header,
		    t.claims, t.signature), 0);
		want_refused(forged);
	}
	ck_assert_uint_ge(COUNT(headers) + COUNT(shapes), 25);
	free(t.header);
	client_free(c);
}
END_TEST

/* ---- one's own account ------------------------------------------------- */

/* A03, S05 */
START_TEST(a_new_password_needs_the_old_one_and_ends_other_sessions)
{
	static const char	 better[] = "a fresh pair of winter boots";
	struct client		*here = client_login("reader");
	struct client		*there = client_login("reader");

	want(client_json(here, "PATCH", "/api/auth/me",
	    "{\"newPassword\":\"%s\"}", better), 400);
	want(client_json(here, "PATCH", "/api/auth/me",
	    "{\"role\":\"SUPER_ADMIN\"}"), 400);
	want(client_json(here, "PATCH", "/api/auth/me",
	    "{\"name\":\"A Reader\",\"locale\":\"ar\"}"), 200);
	want(client_json(here, "PATCH", "/api/auth/me",
	    "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}",
	    shop_password, better), 200);
	want(client_get(here, "/api/auth/me"), 200);
	want(client_get(there, "/api/auth/me"), 401);
	want(client_json(here, "PATCH", "/api/auth/me",
	    "{\"currentPassword\":\"%s\",\"newPassword\":\"%s\"}", better,
	    shop_password), 200);
	client_free(here);
	client_free(there);
}
END_TEST

SUITE_MAIN("auth",
    the_owner_may_allow_more_sign_ins,
    s3_api_01_a_login_answers_who_and_with_which_tokens,
    s2_auth_01_signin_takes_an_e_mail_and_answers_flat,
    s3_auth_08_cookies_are_bound_to_the_host_and_to_https,
    s3_auth_07_unknown_and_wrong_are_answered_alike,
    a_login_takes_its_own_fields_only,
    s02_a_session_planted_before_the_login_is_worth_nothing,
    s3_api_03_session_and_me_say_who_or_401,
    s3_api_02_a_logout_ends_cookie_and_bearer_alike,
    s2_auth_05_a_refresh_rotates_and_works_for_the_cookie_only,
    s08_of_a_hundred_uses_of_one_refresh_token_one_works,
    s06_twenty_five_forged_tokens_are_refused,
    a_new_password_needs_the_old_one_and_ends_other_sessions)
