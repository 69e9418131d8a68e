/* SPDX-License-Identifier: ISC */
/* Becoming a customer and getting back in, by mails that a server got. */
#include "tests/http/people.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define VERIFY	"/api/auth/verify-email"
#define FORGOT	"/api/auth/forgot-password"
#define RESET	"/api/auth/reset-password"
#define RESEND	"/api/auth/resend-verification"
#define OTHER_PASSWORD	"un autre mot de passe"

static int
sql_count(const char *query)
{
	char	*text = shop_sql(query);
	int	 n = atoi(text);

	free(text);
	return n;
}

/* Until nothing is left to do that a door asked for. */
static void
jobs_settle(void)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (sql_count("SELECT count(*) FROM job WHERE kind IN"
	    " ('accounts.signup', 'accounts.door', 'notify.mail')") > 0) {
		ck_assert_msg(now_ms() < end, "jobs stay");
		pause_ms(20);
	}
}

START_TEST(the_limits_of_one_address_are_lifted)
{
	people_lift_limits();
}
END_TEST

/* S1-USR-01, S4-AUTH-02, S2-USR-02: an account, from sign-up to sign-in */
START_TEST(s2_auth_04_a_stranger_signs_up_confirms_and_is_in)
{
	struct client	*c = client_new();
	struct answer	*a = people_register(c, "lina@x.test",
			    PEOPLE_PASSWORD);
	struct mail	*m;
	char		*id, *token;

	want(a, 201);
	want_at(a, "user.email", "lina@x.test");
	want_at(a, "user.name", "Lina B.");
	want_at(a, "user.subscription", "free");
	ck_assert_ptr_nonnull(answer_at(a, "message"));
	ck_assert_ptr_nonnull(answer_at(a, "user.createdAt"));
	ck_assert_ptr_null(answer_header(a, "Set-Cookie"));
	ck_assert_ptr_null(strstr(a->body, PEOPLE_PASSWORD));
	id = strdup(answer_at(a, "user.id"));
	/* Not an account yet. */
	want(people_login(c, "lina@x.test", PEOPLE_PASSWORD), 401);
	m = mailbox_await("lina@x.test");
	token = people_token(m);
	ck_assert_uint_eq(strlen(token), 43);
	a = people_prove(c, VERIFY, token, PEOPLE_PASSWORD);
	want(a, 200);
	want_at(a, "data.user.id", id);
	want_at(a, "data.user.role", "CUSTOMER");
	ck_assert_ptr_nonnull(answer_at(a, "data.user.emailVerifiedAt"));
	ck_assert_ptr_nonnull(answer_at(a, "data.accessToken"));
	want(client_get(c, "/api/auth/me"), 200);
	mailbox_await("lina@x.test");		/* welcome */
	ck_assert_int_eq(sql_count("SELECT count(*) FROM signup"), 0);
	ck_assert_int_eq(sql_count("SELECT count(*) FROM users WHERE"
	    " email = 'lina@x.test' AND terms_accepted_at IS NOT NULL"), 1);
	free(id);
	free(token);
	client_free(c);
}
END_TEST

/* S4-AUTH-02: the alias, and each bad field by its name */
START_TEST(s4_auth_02_a_bad_sign_up_names_the_field)
{
	static const struct { const char *body, *field; } t[] = {
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\"}", "error.details.acceptTerms" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":false}",
		  "error.details.acceptTerms" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":\"true\"}",
		  "error.details.acceptTerms" },
		{ "{\"name\":\"\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":true}",
		  "error.details.name" },
		{ "{\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":true}",
		  "error.details.name" },
		{ "{\"name\":\"A\",\"email\":\"a\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":true}",
		  "error.details.email" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\\r\\nBcc: b@x.test\","
		  "\"password\":\"" PEOPLE_PASSWORD "\",\"acceptTerms\":true}",
		  "error.details.email" },
		{ "{\"name\":\"A\\u0000B\",\"email\":\"a@x.test\","
		  "\"password\":\"" PEOPLE_PASSWORD "\",\"acceptTerms\":true}",
		  "error.details.name" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":"
		  "\"short\",\"acceptTerms\":true}",
		  "error.details.password" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":"
		  "\"password\",\"acceptTerms\":true}",
		  "error.details.password" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":true,\"role\":"
		  "\"SUPER_ADMIN\"}", "error.details.role" },
		{ "{\"name\":\"A\",\"email\":\"a@x.test\",\"password\":\""
		  PEOPLE_PASSWORD "\",\"acceptTerms\":true,"
		  "\"subscription\":\"pro\"}", "error.details.subscription" },
	};
	struct client	*c = client_new();
	struct answer	*a;

	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(c, "POST", "/api/auth/signup", "%s",
		    t[i].body);
		ck_assert_msg(a->status == 400, "%zu: %d", i, a->status);
		ck_assert_msg(answer_at(a, t[i].field) != NULL, "%zu: %s", i,
		    a->body);
	}
	ck_assert_int_eq(sql_count("SELECT count(*) FROM signup"), 0);
	client_free(c);
}
END_TEST

/*
 * A10: a known address and an unknown one: the same answer, and no trace that
 * a stranger could see.
 */
START_TEST(a10_sign_up_says_the_same_of_a_known_address)
{
	struct client	*c = client_new();
	struct answer	*a = people_register(c, "owner@example.com",
			    PEOPLE_PASSWORD);
	struct mail	*m;

	want(a, 201);
	want_at(a, "user.email", "owner@example.com");
	ck_assert_ptr_nonnull(answer_at(a, "user.id"));
	m = mailbox_await("owner@example.com");
	ck_assert_ptr_null(strstr(mail_text(m, "text"), "token="));
	jobs_settle();
	ck_assert_int_eq(sql_count("SELECT count(*) FROM signup"), 0);
	ck_assert_int_eq(sql_count("SELECT count(*) FROM users"
	    " WHERE email_key = 'owner@example.com'"), 1);
	want(people_login(c, "owner@example.com", PEOPLE_PASSWORD), 401);
	client_free(c);
}
END_TEST

/*
 * A13, pre-hijack: somebody else signs up with my address and their password.
 * Their mail comes to me; even if I follow it, it wants their password, and my
 * own sign-up is the one that counts.
 */
START_TEST(a13_nobody_can_prepare_an_account_for_my_address)
{
	struct client	*thief = client_new(), *me = client_new();
	char		*theirs, *mine;

	want(people_register(thief, "nora@x.test", OTHER_PASSWORD), 201);
	theirs = people_token(mailbox_await("nora@x.test"));
	want(people_register(me, "nora@x.test", PEOPLE_PASSWORD), 201);
	mine = people_token(mailbox_await("nora@x.test"));
	want(people_prove(me, VERIFY, theirs, PEOPLE_PASSWORD), 400);
	want(people_prove(me, VERIFY, mine, PEOPLE_PASSWORD), 200);
	/* Theirs ended with it, also with their password. */
	want(people_prove(thief, VERIFY, theirs, OTHER_PASSWORD), 400);
	want(people_login(thief, "nora@x.test", OTHER_PASSWORD), 401);
	want(people_login(me, "nora@x.test", PEOPLE_PASSWORD), 200);
	ck_assert_int_eq(sql_count("SELECT count(*) FROM users"
	    " WHERE email = 'nora@x.test'"), 1);
	mailbox_await("nora@x.test");		/* welcome */
	free(theirs);
	free(mine);
	client_free(thief);
	client_free(me);
}
END_TEST

/* S4-AUTH-09: once, for an hour, and the newest only */
START_TEST(s4_auth_09_a_confirmation_works_once_and_can_be_sent_again)
{
	struct client	*c = client_new();
	char		*first, *second;

	want(people_register(c, "sami@x.test", PEOPLE_PASSWORD), 201);
	first = people_token(mailbox_await("sami@x.test"));
	want(client_json(c, "POST", RESEND, "{\"email\":\"SAMI@x.test\"}"),
	    202);
	second = people_token(mailbox_await("sami@x.test"));
	ck_assert_str_ne(first, second);
	want(people_prove(c, VERIFY, first, PEOPLE_PASSWORD), 400);
	want(people_prove(c, VERIFY, second, "not that one at all"), 400);
	free(shop_sql("UPDATE signup SET token_ends_at = 1"
	    " WHERE email = 'sami@x.test'"));
	want(people_prove(c, VERIFY, second, PEOPLE_PASSWORD), 400);
	want(client_json(c, "POST", RESEND, "{\"email\":\"sami@x.test\"}"),
	    202);
	free(second);
	second = people_token(mailbox_await("sami@x.test"));
	want(people_prove(c, VERIFY, second, PEOPLE_PASSWORD), 200);
	want(people_prove(c, VERIFY, second, PEOPLE_PASSWORD), 400);
	mailbox_await("sami@x.test");		/* welcome */
	free(first);
	free(second);
	client_free(c);
}
END_TEST

/* However often a door is knocked at, a mailbox is not flooded. */
START_TEST(a_mailbox_gets_three_mails_an_hour)
{
	struct client	*c = client_new();

	for (int i = 0; i < 6; i++)
		want(people_register(c, "flood@x.test", PEOPLE_PASSWORD), 201);
	for (int i = 0; i < 6; i++)
		want(client_json(c, "POST", RESEND,
		    "{\"email\":\"flood@x.test\"}"), 202);
	jobs_settle();
	ck_assert_int_eq(mailbox_count("flood@x.test"), 3);
	for (int i = 0; i < 6; i++)
		want(client_json(c, "POST", FORGOT,
		    "{\"email\":\"reader@example.com\"}"), 202);
	jobs_settle();
	ck_assert_int_eq(mailbox_count("reader@example.com"), 3);
	client_free(c);
}
END_TEST

/* S4-AUTH-08, A08, A09: a new password by mail, and what it ends */
START_TEST(s4_auth_08_a_forgotten_password_is_set_anew)
{
	struct client	*here = people_customer("rim@x.test");
	struct client	*c = client_new();
	struct answer	*a;
	char		*first, *token;
	struct mail	*m;

	want(client_json(c, "POST", FORGOT, "{\"email\":\"rim@x.test\"}"),
	    202);
	first = people_token(mailbox_await("rim@x.test"));
	want(client_json(c, "POST", FORGOT, "{\"email\":\"rim@x.test\"}"),
	    202);
	token = people_token(mailbox_await("rim@x.test"));
	/* The newest only; not of another purpose; not weak. */
	want(people_prove(c, RESET, first, OTHER_PASSWORD), 400);
	want(people_prove(c, VERIFY, token, PEOPLE_PASSWORD), 400);
	a = people_prove(c, RESET, token, "password");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.password"));
	a = people_prove(c, RESET, token, OTHER_PASSWORD);
	want(a, 200);
	ck_assert_ptr_null(answer_header(a, "Set-Cookie"));
	want(people_prove(c, RESET, token, OTHER_PASSWORD), 400);
	want(client_get(here, "/api/auth/me"), 401);
	want(people_login(c, "rim@x.test", PEOPLE_PASSWORD), 401);
	want(people_login(c, "rim@x.test", OTHER_PASSWORD), 200);
	m = mailbox_await("rim@x.test");	/* the notice */
	ck_assert_ptr_null(strstr(mail_text(m, "text"), "token="));
	ck_assert_int_eq(sql_count("SELECT count(*) FROM audit_log"
	    " WHERE action = 'reset_password'"), 1);
	free(first);
	free(token);
	client_free(here);
	client_free(c);
}
END_TEST

/* A08: every token that does not work is refused alike, and none is stored. */
START_TEST(a08_tokens_that_do_not_work_are_refused_alike)
{
	struct client	*c = people_customer("aya@x.test");
	struct client	*other = people_customer("ali@x.test");
	char		*token, *wrong, *first = NULL, query[256];
	const char	*tokens[6] = { "", " ", "null",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	struct answer	*a;

	want(client_json(c, "POST", FORGOT, "{\"email\":\"aya@x.test\"}"),
	    202);
	token = people_token(mailbox_await("aya@x.test"));
	wrong = strdup(token);
	wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
	tokens[4] = wrong;
	tokens[5] = token;		/* ended */
	free(shop_sql("UPDATE mailed_token SET ends_at = 1"
	    " WHERE ended_at IS NULL"));
	for (size_t i = 3; i < COUNT(tokens); i++) {
		a = people_prove(other, RESET, tokens[i], OTHER_PASSWORD);
		want(a, 400);
		if (first == NULL)
			first = strdup(answer_at(a, "error.details.token"));
		want_at(a, "error.details.token", first);
	}
	for (size_t i = 0; i < 3; i++)
		want(people_prove(other, RESET, tokens[i], OTHER_PASSWORD),
		    400);
	snprintf(query, sizeof(query), "SELECT count(*) FROM mailed_token"
	    " WHERE token_hash = '%s'", token);
	ck_assert_int_eq(sql_count(query), 0);
	ck_assert_int_eq(sql_count("SELECT count(*) FROM mailed_token"
	    " WHERE length(token_hash) <> 64"), 0);
	snprintf(query, sizeof(query), "SELECT count(*) FROM mail"
	    " WHERE sealed LIKE '%%%s%%'", token);
	ck_assert_int_eq(sql_count(query), 0);
	want(people_login(c, "aya@x.test", PEOPLE_PASSWORD), 200);
	free(first);
	free(wrong);
	free(token);
	client_free(c);
	client_free(other);
}
END_TEST

/* A disabled account gets no mail, and the door says what it always says. */
START_TEST(a10_the_forgotten_door_says_the_same_to_all)
{
	static const char *const	 addresses[] = { "nobody@x.test",
	    "disabled@x.test", "owner@example.com", "lina@x.test" };
	struct client			*c = client_new();
	char				*said = NULL;
	struct answer			*a;

	client_free(people_customer("disabled@x.test"));
	free(shop_sql("UPDATE users SET is_active = 0"
	    " WHERE email = 'disabled@x.test'"));
	for (size_t i = 0; i < COUNT(addresses); i++) {
		a = client_json(c, "POST", FORGOT, "{\"email\":\"%s\"}",
		    addresses[i]);
		want(a, 202);
		if (said == NULL)
			said = strdup(answer_at(a, "data.message"));
		want_at(a, "data.message", said);
	}
	jobs_settle();
	ck_assert_int_eq(mailbox_count("nobody@x.test"), 0);
	ck_assert_int_eq(mailbox_count("disabled@x.test"), 2);
	free(said);
	client_free(c);
}
END_TEST

/* Twenty at once with one token: one account, one session. */
START_TEST(a_token_is_used_once_also_in_a_race)
{
	struct client	*c = client_new();
	struct burst	 b = { { 0 }, 0 };
	char		*token, body[256];

	want(people_register(c, "race@x.test", PEOPLE_PASSWORD), 201);
	token = people_token(mailbox_await("race@x.test"));
	snprintf(body, sizeof(body), "{\"token\":\"%s\",\"password\":\"%s\"}",
	    token, PEOPLE_PASSWORD);
	client_burst(c, 20, "POST", VERIFY, body, &b);
	ck_assert_int_eq(b.by_status[200], 1);
	ck_assert_int_eq(b.by_status[400] + b.by_status[503], 19);
	ck_assert_int_eq(b.failed, 0);
	want(client_json(c, "POST", FORGOT, "{\"email\":\"race@x.test\"}"),
	    202);
	free(token);
	mailbox_await("race@x.test");		/* welcome */
	token = people_token(mailbox_await("race@x.test"));
	snprintf(body, sizeof(body), "{\"token\":\"%s\",\"password\":\"%s\"}",
	    token, OTHER_PASSWORD);
	b = (struct burst){ { 0 }, 0 };
	client_burst(c, 20, "POST", RESET, body, &b);
	ck_assert_int_eq(b.by_status[200], 1);
	free(token);
	client_free(c);
}
END_TEST

MAILBOX_MAIN("signup",
    the_limits_of_one_address_are_lifted,
    s2_auth_04_a_stranger_signs_up_confirms_and_is_in,
    s4_auth_02_a_bad_sign_up_names_the_field,
    a10_sign_up_says_the_same_of_a_known_address,
    a13_nobody_can_prepare_an_account_for_my_address,
    s4_auth_09_a_confirmation_works_once_and_can_be_sent_again,
    a_mailbox_gets_three_mails_an_hour,
    s4_auth_08_a_forgotten_password_is_set_anew,
    a08_tokens_that_do_not_work_are_refused_alike,
    a10_the_forgotten_door_says_the_same_to_all,
    a_token_is_used_once_also_in_a_race)
