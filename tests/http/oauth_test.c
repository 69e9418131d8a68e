/* SPDX-License-Identifier: ISC */
/*
 * Signing in with Google and Facebook, through nginx and souk-remote, with a
 * provider that is not ours (tests/servers/oidc.py).
 */
#include "tests/http/cart.h"
#include "tests/http/oauth.h"

/* ---- the way that works ------------------------------------------------- */

/* S4-GEN-05, S4-AUTH-06 */
START_TEST(s4_auth_06_google_makes_a_customer_and_knows_them_again)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 id[64];

	provider_is("{" LINA "}");
	ck_assert_str_eq(walk(c, GOOGLE "?to=/catalogue"), "/catalogue");
	want(a = client_get(c, "/api/auth/me"), 200);
	want_at(a, "data.email", "lina.haddad@gmail.com");
	want_at(a, "data.name", "Lina Haddad");
	want_at(a, "data.role", "CUSTOMER");
	ck_assert(strncmp(answer_at(a, "data.username"), "lina-haddad-", 12)
	    == 0);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	client_free(c);

	/* Another name and address there: the same person. */
	c = client_new();
	provider_is("{\"sub\":\"10769150350006150715\",\"name\":\"L.\","
	    "\"email\":\"lina@elsewhere.example\",\"email_verified\":true}");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	want_at(client_get(c, "/api/auth/me"), "data.id", id);
	a = client_get(c, "/api/users/me/identities");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.provider", "google");
	want_at(a, "data.0.email", "lina@elsewhere.example");
	client_free(c);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM users"
	    " WHERE email_verified_at > 0 AND password_hash = ''"), 1);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM audit_log"
	    " WHERE action = 'oauth_login' AND user_id IS NOT NULL"), 2);
}
END_TEST

START_TEST(s4_auth_06_the_request_is_what_the_standards_want)
{
	static const char *const parts[] = { "response_type=code",
		"client_id=client-1", "scope=openid%20email%20profile",
		"code_challenge_method=S256", "code_challenge=", "nonce=",
		"state=", "%2Fapi%2Fauth%2Foauth%2Fgoogle%2Fcallback" };
	struct client	*c = client_new();
	struct answer	*a = client_get(c, GOOGLE);
	const char	*cookie = answer_header(a, "Set-Cookie"), *to;

	ck_assert_ptr_nonnull(cookie);
	ck_assert(strncmp(cookie, "__Host-oauth=", 13) == 0);
	ck_assert_ptr_nonnull(strstr(cookie, "; Path=/; Secure; HttpOnly; "
	    "SameSite=Lax; Max-Age=600"));
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-store");
	to = location(a);
	ck_assert(strncmp(to, provider.url, strlen(provider.url)) == 0);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		ck_assert_msg(strstr(to, parts[i]) != NULL, "%s: %s",
		    parts[i], to);
	client_free(c);
}
END_TEST

/* S02: what a browser had before is nothing to what it has now. */
START_TEST(s02_a_session_from_before_does_not_live_on)
{
	struct client	*c = client_login("reader");

	provider_is("{" LINA "}");
	walk(c, GOOGLE);
	want_at(client_get(c, "/api/auth/me"), "data.role", "CUSTOMER");
	client_free(c);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM session s JOIN"
	    " users u ON u.id = s.user_id WHERE u.username = 'reader'"
	    " AND s.ended_at IS NULL"), 0);
}
END_TEST

START_TEST(a_session_made_so_is_one_like_any_other)
{
	struct client	*c = client_new();

	provider_is("{" LINA "}");
	walk(c, GOOGLE);
	take_csrf(c);
	want(client_json(c, "POST", "/api/auth/refresh", NULL), 200);
	ck_assert(is_signed_in(c));
	want(client_json(c, "POST", "/api/auth/logout", NULL), 200);
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(who_cancels_is_told_so_and_goes_on)
{
	struct client	*c = client_new();

	provider_is("{" LINA ",\"deny\":true}");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_CANCELLED"));
	ck_assert_str_eq(walk(c, FACEBOOK "?to=/catalogue"),
	    "/connexion?to=%2Fcatalogue&problem=OAUTH_CANCELLED");
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(nobody_is_sent_to_another_site)
{
	static const char *const	 tries[] = { "//evil.example",
		"https://evil.example", "/%5Cevil.example", "%2F%2Fevil",
		"/%09/evil.example", "evil.example", "javascript:alert(1)",
		"/%0d%0aLocation:%20//evil", "%20//evil.example", "" };
	struct client	*c = client_new();
	char		 path[256];
	const char	*to;

	provider_is("{" LINA "}");
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct answer	*a;

		snprintf(path, sizeof(path), GOOGLE "?to=%s", tries[i]);
		a = client_get(c, path);
		if (a->status == 400)
			continue;
		to = provider_visit(location(a));
		to = location(client_get(c, to));
		ck_assert_msg(strcmp(to, HOME) == 0, "%s: %s", tries[i], to);
	}
	client_free(c);
}
END_TEST

START_TEST(a_provider_that_is_unknown_is_not_found)
{
	struct client	*c = client_new();

	want(client_get(c, "/api/auth/oauth/microsoft"), 404);
	want(client_get(c, "/api/auth/oauth/microsoft/callback?state=x"), 404);
	want(client_get(c, "/api/auth/oauth/GOOGLE"), 404);
	client_free(c);
}
END_TEST

/* ---- A14: state ------------------------------------------------------------ */

#define FOREIGN	problem("OAUTH_EXPIRED")

START_TEST(a14_a_state_works_in_the_browser_that_began_it_and_once)
{
	struct client	*c = client_new(), *other = client_new();
	char		 back[4096];

	provider_is("{" LINA "}");
	snprintf(back, sizeof(back), "%s", go(c, GOOGLE));
	ck_assert_str_eq(location(client_get(other, back)), FOREIGN);
	go(other, GOOGLE);	/* a cookie of its own */
	ck_assert_str_eq(location(client_get(other, back)), FOREIGN);
	ck_assert(!is_signed_in(other));
	ck_assert_str_eq(location(client_get(c, back)), HOME);
	ck_assert(is_signed_in(c));
	ck_assert_str_eq(location(client_get(c, back)), FOREIGN);
	client_free(c);
	client_free(other);
}
END_TEST

START_TEST(a14_two_tabs_of_one_browser_both_come_back)
{
	struct client	*c = client_new();
	char		 first[4096], second[4096];

	provider_is("{" LINA "}");
	snprintf(first, sizeof(first), "%s", go(c, GOOGLE "?to=/catalogue"));
	snprintf(second, sizeof(second), "%s", go(c, GOOGLE "?to=/recherche"));
	ck_assert_str_eq(location(client_get(c, first)), "/catalogue");
	ck_assert_str_eq(location(client_get(c, second)), "/recherche");
	client_free(c);
}
END_TEST

/* The tokens asked for: none of it reached the provider. */
static int
tokens_asked(void)
{
	char	*command = NULL, *text, line[256];
	FILE	*f;
	int	 n = 0;

	ck_assert_int_ge(asprintf(&command, "/usr/bin/python3 -c 'import sys,"
	    " urllib.request as u; print(u.urlopen(sys.argv[1]).read()"
	    ".decode())' %s/asked", provider.url), 0);
	ck_assert_ptr_nonnull(f = popen(command, "re"));	/* NOLINT */
	while ((text = fgets(line, sizeof(line), f)) != NULL)
		n += strstr(text, "/token") != NULL;
	ck_assert_int_eq(pclose(f), 0);
	free(command);
	return n;
}

START_TEST(a14_a_late_unknown_or_other_state_is_refused_without_the_code)
{
	struct client	*c = client_new();
	char		 back[4096], *code;
	int		 before;

	provider_is("{" LINA "}");
	before = tokens_asked();
	snprintf(back, sizeof(back), "%s", go(c, GOOGLE));
	free(shop_sql("UPDATE oauth_state SET created_at ="
	    " created_at - 600000"));
	ck_assert_str_eq(location(client_get(c, back)), FOREIGN);
	snprintf(back, sizeof(back), "%s", go(c, GOOGLE));
	free(shop_sql("UPDATE oauth_state SET created_at ="
	    " created_at + 3600000"));
	ck_assert_str_eq(location(client_get(c, back)), FOREIGN);
	ck_assert_str_eq(location(client_get(c, GOOGLE "/callback?code=x")),
	    FOREIGN);
	ck_assert_str_eq(location(client_get(c, GOOGLE
	    "/callback?error=access_denied")), FOREIGN);
	ck_assert_str_eq(location(client_get(c, GOOGLE
	    "/callback?code=x&state=")), FOREIGN);
	ck_assert_str_eq(location(client_get(c, GOOGLE "/callback?code=x&"
	    "state=0123456789012345678901234567890123456789012")), FOREIGN);
	/* Mix-up: begun with one, ended with the other. */
	snprintf(back, sizeof(back), "%s", go(c, FACEBOOK));
	ck_assert_ptr_nonnull(code = strstr(back, "/callback"));
	memmove(back + strlen(GOOGLE), code, strlen(code) + 1);
	memcpy(back, GOOGLE, strlen(GOOGLE));
	ck_assert_str_eq(location(client_get(c, back)), FOREIGN);
	ck_assert_int_eq(tokens_asked(), before);
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(a14_an_answer_of_another_issuer_is_refused)
{
	struct client	*c = client_new();
	char		 right[256];

	provider_is("{" LINA ",\"iss\":\"https://evil.example\"}");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_FAILED"));
	snprintf(right, sizeof(right), "{" LINA ",\"iss\":\"%s\"}",
	    provider.url);
	provider_is(right);
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	client_free(c);
}
END_TEST

START_TEST(a14_states_that_nobody_came_back_with_are_swept)
{
	struct client	*c = client_new();

	client_get(c, GOOGLE);
	free(shop_sql("UPDATE oauth_state SET created_at ="
	    " created_at - 3600000"));
	client_get(c, GOOGLE);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_state"), 1);
	client_free(c);
}
END_TEST

START_TEST(a14_nothing_that_is_secret_stands_in_the_database_or_the_log)
{
	struct client	*c = client_new();
	const char	*to = location(client_get(c, GOOGLE));
	char		 state[64], nonce[64], path[128], *row, *log;

	snprintf(state, sizeof(state), "%.43s", strstr(to, "state=") + 6);
	snprintf(nonce, sizeof(nonce), "%.43s", strstr(to, "nonce=") + 6);
	row = shop_sql("SELECT group_concat(state_hash || cookie_hash ||"
	    " nonce_hash || verifier) FROM oauth_state");
	ck_assert_ptr_null(strstr(row, state));
	ck_assert_ptr_null(strstr(row, nonce));
	free(row);
	provider_is("{" LINA "}");
	client_get(c, provider_visit(to));
	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	log = file_read(path);
	ck_assert_ptr_null(strstr(log, state));
	ck_assert_ptr_null(strstr(log, "code="));
	free(log);
	client_free(c);
}
END_TEST

/* ---- A12: id_token ------------------------------------------------------------ */

START_TEST(a12_broken_tokens_are_refused)
{
	static const char *const	 breaks[] = { "alg-none", "alg-None",
		"alg-hs256", "alg-hs256-public", "alg-rs512", "kid-unknown",
		"kid-none", "kid-elliptic", "crit", "impostor", "swapped",
		"cut", "unsigned", "two-parts", "words", "iss", "iss-slash",
		"iss-google", "iss-none", "aud", "aud-many", "aud-none",
		"azp", "azp-many", "expired", "exp-none", "exp-text",
		"iat-future", "iat-old", "nbf", "nonce", "nonce-none",
		"sub-none", "sub-empty", "sub-number" };
	struct client	*c = client_new();
	char		 person[512];
	const char	*to;

	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		snprintf(person, sizeof(person), "{" LINA ",\"break\":\"%s\"}",
		    breaks[i]);
		provider_is(person);
		to = walk(c, GOOGLE);
		ck_assert_msg(strcmp(to, problem("OAUTH_FAILED")) == 0,
		    "%s: %s", breaks[i], to);
		ck_assert(!is_signed_in(c));
	}
	client_free(c);
}
END_TEST

START_TEST(a12_tokens_that_are_right_in_other_words_are_taken)
{
	static const char *const	 breaks[] = { "ok-aud-list", "ok-azp",
		"ok-late" };
	char		 person[512];

	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		struct client	*c = client_new();

		snprintf(person, sizeof(person), "{" LINA ",\"break\":\"%s\"}",
		    breaks[i]);
		provider_is(person);
		ck_assert_str_eq(walk(c, GOOGLE), HOME);
		ck_assert(is_signed_in(c));
		client_free(c);
	}
}
END_TEST

START_TEST(a12_a_new_key_is_fetched_once_it_is_used)
{
	struct client	*c = client_new();
	int64_t		 end = now_ms() + SOON_MS;
	const char	*to;

	provider_is("{" LINA ",\"rotate\":\"key-2\"}");
	while (strcmp(to = walk(c, GOOGLE), HOME) != 0) {
		ck_assert_str_eq(to, problem("OAUTH_FAILED"));
		ck_assert_int_lt(now_ms(), end);
		pause_ms(500);
	}
	client_free(c);
}
END_TEST

/* ---- a provider that fails -------------------------------------------------------- */

/* First of all, while no worker has its discovery document. */
START_TEST(a_provider_without_a_usable_document_is_called_down)
{
	static const char *const	 tries[] = {
		"\"fail\":{\"/.well-known/openid-configuration\":\"503\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":\"garbage\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":\"list\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":\"huge\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":\"refuse\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":"
		"\"redirect\"}",
		"\"fail\":{\"/.well-known/openid-configuration\":\"slow\"}",
		"\"endpoint\":{\"issuer\":\"https://accounts.google.com\"}",
		"\"endpoint\":{\"token_endpoint\":\"https://evil.example/\"}",
		"\"endpoint\":{\"token_endpoint\":\"http://127.0.0.1:1/\"}",
		"\"endpoint\":{\"token_endpoint\":"
		"\"https://oauth2.googleapis.com.evil.example/\"}",
		"\"endpoint\":{\"token_endpoint\":"
		"\"https://oauth2.googleapis.com@evil.example/\"}",
		"\"endpoint\":{\"jwks_uri\":\"file:///etc/passwd\"}",
		"\"endpoint\":{\"jwks_uri\":null}",
		"\"endpoint\":{\"authorization_endpoint\":"
		"\"javascript:alert(1)\"}",
	};
	struct client	*c = client_new();
	char		 person[512];

	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		snprintf(person, sizeof(person), "{" LINA ",%s}", tries[i]);
		provider_is(person);
		ck_assert_msg(strcmp(location(client_get(c, GOOGLE)),
		    problem("OAUTH_UNAVAILABLE")) == 0, "%s", tries[i]);
	}
	client_free(c);
}
END_TEST

START_TEST(a_provider_that_fails_in_the_middle_is_no_error_of_ours)
{
	static const struct { const char *path, *fail, *how, *code; } t[] = {
		{ GOOGLE, "/token", "503", "OAUTH_UNAVAILABLE" },
		{ GOOGLE, "/token", "slow", "OAUTH_UNAVAILABLE" },
		{ GOOGLE, "/token", "garbage", "OAUTH_UNAVAILABLE" },
		{ GOOGLE, "/token", "huge", "OAUTH_UNAVAILABLE" },
		{ GOOGLE, "/token", "list", "OAUTH_UNAVAILABLE" },
		{ GOOGLE, "/token", "refuse", "OAUTH_FAILED" },
		{ GOOGLE, "/token", "redirect", "OAUTH_FAILED" },
		{ FACEBOOK, "/v24.0/oauth/access_token", "503",
		  "OAUTH_UNAVAILABLE" },
		{ FACEBOOK, "/v24.0/oauth/access_token", "refuse",
		  "OAUTH_FAILED" },
		{ FACEBOOK, "/v24.0/debug_token", "garbage",
		  "OAUTH_UNAVAILABLE" },
		{ FACEBOOK, "/v24.0/me", "huge", "OAUTH_UNAVAILABLE" },
	};
	struct client	*c = client_new();
	char		 person[512];
	const char	*to;

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		snprintf(person, sizeof(person), "{" LINA ",\"fail\":"
		    "{\"%s\":\"%s\"}}", t[i].fail, t[i].how);
		provider_is(person);
		to = walk(c, t[i].path);
		ck_assert_msg(strcmp(to, problem(t[i].code)) == 0, "%zu: %s",
		    i, to);
	}
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(a_code_that_is_odd_reaches_nobody)
{
	struct client	*c = client_new();
	char		 back[4096], odd[4096], *state;
	static const char *const	 codes[] = { "", "code=&",
		"code=%20&", "error=server_error&code=x&", "code=a%0d%0ab&" };

	provider_is("{" LINA "}");
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct answer	*a;

		snprintf(back, sizeof(back), "%s", go(c, GOOGLE));
		ck_assert_ptr_nonnull(state = strstr(back, "state="));
		snprintf(odd, sizeof(odd), GOOGLE "/callback?%s%.49s",
		    codes[i], state);
		a = client_get(c, odd);
		if (a->status == 400)
			continue;
		ck_assert_str_eq(location(a), problem("OAUTH_FAILED"));
	}
	client_free(c);
}
END_TEST

START_TEST(target_18_a_guests_cart_follows_from_there_too)
{
	const char	*v = good_new("Plateau", "30.00", 9);
	struct client	*c = client_new();

	want(cart_put(c, v, 2), 201);
	provider_is("{\"sub\":\"20869150350006150716\",\"name\":\"Nour\","
	    "\"email\":\"nour@gmail.com\",\"email_verified\":true}");
	ck_assert_str_eq(walk(c, GOOGLE "?to=/panier"), "/panier");
	want_at(client_get(c, "/api/cart"), "data.itemCount", "2");
	ck_assert_int_eq(sql_number("SELECT count(*) FROM cart c JOIN users u"
	    " ON u.id = c.user_id WHERE u.email = 'nour@gmail.com'"
	    " AND c.guest IS NULL"), 1);
	client_free(c);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		a_provider_without_a_usable_document_is_called_down,
		s4_auth_06_google_makes_a_customer_and_knows_them_again,
		s4_auth_06_the_request_is_what_the_standards_want,
		s02_a_session_from_before_does_not_live_on,
		a_session_made_so_is_one_like_any_other,
		target_18_a_guests_cart_follows_from_there_too,
		who_cancels_is_told_so_and_goes_on,
		nobody_is_sent_to_another_site,
		a_provider_that_is_unknown_is_not_found,
		a14_a_state_works_in_the_browser_that_began_it_and_once,
		a14_two_tabs_of_one_browser_both_come_back,
		a14_a_late_unknown_or_other_state_is_refused_without_the_code,
		a14_an_answer_of_another_issuer_is_refused,
		a14_states_that_nobody_came_back_with_are_swept,
		a14_nothing_that_is_secret_stands_in_the_database_or_the_log,
		a12_broken_tokens_are_refused,
		a12_tokens_that_are_right_in_other_words_are_taken,
		a12_a_new_key_is_fetched_once_it_is_used,
		a_provider_that_fails_in_the_middle_is_no_error_of_ours,
		a_code_that_is_odd_reaches_nobody,
	};

	return oauth_run("oauth", tests, sizeof(tests) / sizeof(tests[0]));
}
