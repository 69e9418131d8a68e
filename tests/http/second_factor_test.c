/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/authenticator.h"
#include "tests/http/suite.h"

#define OWN	"/api/users/me/second-factor"

static char	 secret[64], spare[2][32];

static struct answer *
password(struct client *c, const char *name)
{
	return client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"%s\",\"password\":\"%s\"}", name, shop_password);
}

static void
keep(char *to, size_t size, const char *text)
{
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_lt(strlen(text), size);
	snprintf(to, size, "%s", text);
}

/* The first step, and the challenge that it answers. */
static void
first_step(struct client *c, const char *owed, char challenge[64])
{
	struct answer	*a = password(c, "manager");

	want(a, 200);
	want_at(a, "data.secondFactor", owed);
	want_at(a, "secondFactor", owed);
	keep(challenge, 64, answer_at(a, "data.challenge"));
	ck_assert_ptr_null(answer_at(a, "data.accessToken"));
	ck_assert_ptr_null(answer_at(a, "data.user"));
	ck_assert_ptr_null(strcasestr(a->head, "set-cookie"));
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-store");
	want(client_get(c, "/api/auth/me"), 401);
}

static struct answer *
second_step(struct client *c, const char *challenge, const char *name,
    const char *code)
{
	return client_json(c, "POST", "/api/auth/login/second-factor",
	    "{\"challenge\":\"%s\",\"%s\":\"%s\"}", challenge, name, code);
}

/* The owner may allow more sign-ins and proofs than these tests need. */
static void
limits_raise(void)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":1000},"
	    "\"accounts\":{\"addressFailures\":1000}}"), 200);
	client_free(c);
}

/* By an app that shares no code with the shop. */
START_TEST(s3_auth_14_an_app_is_set_up_and_asked_for_at_the_next_sign_in)
{
	struct client	*c = client_login("manager"), *next = client_new();
	struct answer	*a;
	char		 challenge[64];

	limits_raise();
	want_at(client_get(c, OWN), "data.enabled", "false");
	a = client_json(c, "POST", OWN, "{\"currentPassword\":\"wrong\"}");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.currentPassword"));
	a = client_json(c, "POST", OWN, "{\"currentPassword\":\"%s\"}",
	    shop_password);
	want(a, 200);
	keep(secret, sizeof(secret), answer_at(a, "data.secret"));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.uri"), secret));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.qr"), "<svg"));
	want(client_json(c, "POST", OWN "/confirm", "{\"code\":\"000000\"}"),
	    400);
	want(client_json(c, "POST", OWN "/confirm", "{}"), 400);
	a = client_json(c, "POST", OWN "/confirm", "{\"code\":\"%s\"}",
	    app_code(secret, -1));
	want(a, 200);
	keep(spare[0], sizeof(spare[0]), answer_at(a, "data.recoveryCodes.0"));
	keep(spare[1], sizeof(spare[1]), answer_at(a, "data.recoveryCodes.9"));
	ck_assert_ptr_null(answer_at(a, "data.recoveryCodes.10"));
	a = client_get(c, OWN);
	want_at(a, "data.enabled", "true");
	want_at(a, "data.recoveryCodesLeft", "10");
	ck_assert_ptr_null(strstr(a->body, secret));

	first_step(next, "required", challenge);
	want(second_step(next, challenge, "code", "000000"), 401);
	a = second_step(next, challenge, "code", app_code(secret, 0));
	want(a, 200);
	want_at(a, "data.user.username", "manager");
	ck_assert_ptr_nonnull(answer_at(a, "data.accessToken"));
	want(client_get(next, "/api/auth/me"), 200);
	client_free(c);
	client_free(next);
}
END_TEST

/* Somebody new comes with the password and a code. */
static void
sign_in(const char *name, const char *code, int status)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 challenge[64];

	first_step(c, "required", challenge);
	a = second_step(c, challenge, name, code);
	want(a, status);
	if (status == 401)
		want_at(a, "error.code", "CODE_WRONG");
	client_free(c);
}

START_TEST(a07_no_code_works_twice)
{
	struct client	*c = client_new();
	char		 challenge[64], code[8];

	keep(code, sizeof(code), app_code(secret, 1));
	sign_in("code", code, 200);
	sign_in("code", code, 401);
	sign_in("recoveryCode", spare[0], 200);
	sign_in("recoveryCode", spare[0], 401);
	first_step(c, "required", challenge);
	want(second_step(c, "x", "code", code), 401);
	want(second_step(c, challenge, "nothing", code), 400);
	want(client_json(c, "POST", "/api/auth/login/second-factor",
	    "{\"challenge\":\"%s\"}", challenge), 400);
	client_free(c);
}
END_TEST

/* A page that was sent here with a challenge alone learns what it is for. */
START_TEST(a_challenge_says_what_it_asks_for)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 challenge[64];

	first_step(c, "required", challenge);
	a = client_json(c, "POST", "/api/auth/login/second-factor/begin",
	    "{\"challenge\":\"%s\"}", challenge);
	want(a, 200);
	want_at(a, "data.secondFactor", "required");
	ck_assert_ptr_null(answer_at(a, "data.enrollment"));
	want(client_json(c, "POST", "/api/auth/login/second-factor/begin",
	    "{\"challenge\":\"nobody's\"}"), 401);
	client_free(c);
}
END_TEST

START_TEST(it_is_turned_off_by_password_and_code_or_by_the_owner)
{
	struct client	*c = client_new(), *owner = client_login("owner");
	struct answer	*a;
	char		*id = shop_sql("SELECT id FROM users"
			    " WHERE username = 'manager'");
	char		 challenge[64], path[128];

	first_step(c, "required", challenge);
	a = second_step(c, challenge, "recoveryCode", spare[1]);
	want(a, 200);
	snprintf(path, sizeof(path), "/api/admin/users/%s/second-factor", id);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 200);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 404);
	want(password(client_new(), "manager"), 200);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM mail"
	    " WHERE template LIKE 'second_factor%'"), "2");
	client_free(c);
	client_free(owner);
	free(id);
}
END_TEST

START_TEST(s3_auth_14_staff_enrol_at_the_sign_in_where_the_shop_asks)
{
	struct client	*c = client_new(), *owner = client_login("owner");
	struct answer	*a;
	char		 challenge[64];

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"staffSecondFactor\":true}}"), 200);
	first_step(c, "enroll", challenge);
	a = password(c, "manager");
	keep(secret, sizeof(secret), answer_at(a, "data.enrollment.secret"));
	/* The later secret counts, whichever challenge it came with. */
	a = client_json(c, "POST", "/api/auth/login/second-factor/begin",
	    "{\"challenge\":\"%s\"}", challenge);
	want(a, 200);
	ck_assert_str_ne(answer_at(a, "data.enrollment.secret"), secret);
	keep(secret, sizeof(secret), answer_at(a, "data.enrollment.secret"));
	want(client_get(c, "/api/auth/me"), 401);
	a = second_step(c, challenge, "code", app_code(secret, 0));
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.recoveryCodes.9"));
	want(client_get(c, "/api/auth/me"), 200);
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"staffSecondFactor\":false}}"), 200);
	client_free(c);
	client_free(owner);
}
END_TEST

SUITE_MAIN("second factor",
    s3_auth_14_an_app_is_set_up_and_asked_for_at_the_next_sign_in,
    a07_no_code_works_twice,
    a_challenge_says_what_it_asks_for,
    it_is_turned_off_by_password_and_code_or_by_the_owner,
    s3_auth_14_staff_enrol_at_the_sign_in_where_the_shop_asks)
