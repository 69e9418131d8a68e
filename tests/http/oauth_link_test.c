/* SPDX-License-Identifier: ISC */
/*
 * Which account an identity opens: A11, A13, and the ways by which somebody
 * prepares an account for another and waits.
 */
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "lib/base/crypto.h"
#include "tests/http/oauth.h"

#define FACEBOOK_LINA	"\"sub\":\"10150000000000000\"," \
	"\"name\":\"A Buyer\",\"email\":\"lina.haddad@gmail.com\""

static int
users_with(const char *email)
{
	char	 sql[256];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM users"
	    " WHERE email_key = '%s'", email);
	return sql_number(sql);
}

static int
identities(void)
{
	return sql_number("SELECT count(*) FROM oauth_identity");
}

/* Google says that this is their address; more: what it says besides. */
static void
google_is(const char *sub, const char *email, const char *more)
{
	char	 person[512];

	snprintf(person, sizeof(person), "{\"sub\":\"%s\",\"email\":\"%s\","
	    "\"email_verified\":true%s}", sub, email, more);
	provider_is(person);
}

static struct client *
sign_in(const char *name)
{
	return client_login(name);
}

/* As a page does: where the browser is sent to, "" unless 200. */
static const char *
link_url(struct client *c, const char *path, const char *password)
{
	static char	 url[4096];
	struct answer	*a;

	a = client_json(c, "POST", path, "{\"currentPassword\":\"%s\","
	    "\"to\":\"/compte\"}", password);
	snprintf(url, sizeof(url), "%s", a->status == 200 ?
	    answer_at(a, "data.url") : "");
	return url;
}

static const char *
link_all(struct client *c, const char *provider_path)
{
	char	 path[96];

	snprintf(path, sizeof(path), "%s/link", provider_path);
	return location(client_get(c, provider_visit(link_url(c, path,
	    shop_password))));
}

/* ---- A11 -------------------------------------------------------------------- */

START_TEST(a11_one_address_at_two_providers_is_two_identities)
{
	struct client	*c = client_new(), *other = client_new();

	provider_is("{" LINA "}");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	ck_assert_int_eq(identities(), 1);
	/* Facebook's word is not enough, neither to find nor to make. */
	provider_is("{" FACEBOOK_LINA "}");
	ck_assert_str_eq(walk(other, FACEBOOK), problem("OAUTH_NO_ADDRESS"));
	ck_assert(!is_signed_in(other));
	ck_assert_int_eq(identities(), 1);
	take_csrf(c);
	ck_assert_str_eq(link_all(c, FACEBOOK), "/compte?linked=facebook");
	ck_assert_int_eq(identities(), 2);
	ck_assert_str_eq(walk(other, FACEBOOK), HOME);
	ck_assert_int_eq(users_with("lina.haddad@gmail.com"), 1);
	client_free(c);
	client_free(other);
}
END_TEST

/* The same person's number at another provider is somebody else. */
START_TEST(a11_a_subject_means_nothing_at_another_provider)
{
	struct client	*c = client_new();

	provider_is("{\"sub\":\"10769150350006150715\"}");
	ck_assert_str_eq(walk(c, FACEBOOK), problem("OAUTH_NO_ADDRESS"));
	provider_is("{\"sub\":\"10150000000000000\"}");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_NO_ADDRESS"));
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(facebook_without_an_address_links_and_signs_in)
{
	struct client	*c;

	customer_make("farid", "farid@shop.test", true);
	c = sign_in("farid");
	provider_is("{\"sub\":\"10150000000000009\",\"name\":\"F\"}");
	ck_assert_str_eq(link_all(c, FACEBOOK), "/compte?linked=facebook");
	client_free(c);
	c = client_new();
	ck_assert_str_eq(walk(c, FACEBOOK), HOME);
	want_at(client_get(c, "/api/auth/me"), "data.username", "farid");
	client_free(c);
}
END_TEST

/* Another app's token, or one that is void, would be anybody's. */
START_TEST(facebook_tokens_that_are_not_for_this_app_are_refused)
{
	static const char *const	 breaks[] = {
		"\"debug\":{\"app_id\":\"999\"}",
		"\"debug\":{\"app_id\":138483919580948}",
		"\"debug\":{\"is_valid\":false}",
		"\"debug\":{\"is_valid\":\"true\"}",
		"\"debug\":{\"user_id\":\"1\"}",
		"\"debug\":{\"user_id\":null}",
		"\"me\":{\"id\":\"1\"}", "\"me\":{\"id\":null}",
		"\"me\":{\"id\":\"../1\"}",
	};
	struct client	*c = client_new();
	char		 person[256];
	const char	*to;

	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		snprintf(person, sizeof(person), "{\"sub\":"
		    "\"10150000000000009\",%s}", breaks[i]);
		provider_is(person);
		to = walk(c, FACEBOOK);
		ck_assert_msg(strcmp(to, problem("OAUTH_FAILED")) == 0,
		    "%s: %s", breaks[i], to);
	}
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

/* ---- A13: accounts that somebody prepared ------------------------------------ */

/* 1: another signed up with the victim's address and waits. */
START_TEST(a13_1_an_account_nobody_confirmed_is_not_linked)
{
	struct client	*victim = client_new(), *attacker;

	customer_make("waits", "victim.one@gmail.com", false);
	attacker = sign_in("waits");
	google_is("901", "victim.one@gmail.com", "");
	ck_assert_str_eq(walk(victim, GOOGLE),
	    problem("OAUTH_SIGN_IN_FIRST"));
	ck_assert(!is_signed_in(victim));
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_identity"
	    " WHERE subject = '901'"), 0);
	ck_assert(is_signed_in(attacker));
	client_free(victim);
	client_free(attacker);
}
END_TEST

/* 2: an address comes from the provider, never with the request. */
START_TEST(a13_2_an_address_in_the_request_is_nobodys)
{
	struct client	*c = client_new();
	char		 back[4096];

	google_is("902", "attacker@gmail.com", "");
	snprintf(back, sizeof(back), "%s&email=owner@example.com&"
	    "email_verified=true&hd=example.com&sub=1", go(c, GOOGLE
	    "?email=owner@example.com&login_hint=owner@example.com"));
	ck_assert_str_eq(location(client_get(c, back)), HOME);
	want_at(client_get(c, "/api/auth/me"), "data.email",
	    "attacker@gmail.com");
	client_free(c);
}
END_TEST

/* 3: with an identity of their own they wait at an account for another. */
START_TEST(a13_3_nobody_links_to_an_address_they_have_not_confirmed)
{
	struct client	*c;

	customer_make("trojan", "victim.three@gmail.com", false);
	c = sign_in("trojan");
	provider_is("{\"sub\":\"903\"}");
	want(client_json(c, "POST", FACEBOOK "/link",
	    "{\"currentPassword\":\"%s\"}", shop_password), 409);
	want(client_json(c, "POST", GOOGLE "/link",
	    "{\"currentPassword\":\"%s\"}", shop_password), 409);
	client_free(c);
	/* And Facebook with the victim's address makes none to wait at. */
	c = client_new();
	provider_is("{\"sub\":\"904\",\"email\":\"victim.four@gmail.com\"}");
	ck_assert_str_eq(walk(c, FACEBOOK), problem("OAUTH_NO_ADDRESS"));
	ck_assert_int_eq(users_with("victim.four@gmail.com"), 0);
	google_is("905", "victim.four@gmail.com", "");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	client_free(c);
}
END_TEST

/* 4: both sides know the address, and then it is linked by itself. */
START_TEST(a13_4_an_address_that_both_sides_know_links)
{
	struct client	*c = client_new();

	customer_make("both", "both@gmail.com", true);
	google_is("906", "Both@Gmail.com", "");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	want_at(client_get(c, "/api/auth/me"), "data.username", "both");
	client_free(c);
	c = client_new();
	customer_make("work", "work@company.example", true);
	google_is("907", "work@company.example",
	    ",\"hd\":\"company.example\"");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	want_at(client_get(c, "/api/auth/me"), "data.username", "work");
	client_free(c);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM mail"
	    " WHERE template = 'identity_linked' AND recipient ="
	    " 'both@gmail.com'"), 1);
	ck_assert_int_ge(sql_number("SELECT count(*) FROM audit_log"
	    " WHERE action = 'oauth_link' AND user_id IS NOT NULL"), 2);
}
END_TEST

/* 5: a provider that does not say so has not looked. */
START_TEST(a13_5_an_address_that_is_not_verified_neither_finds_nor_makes)
{
	static const char *const	 people[] = {
		"{\"sub\":\"908\",\"email\":\"five@gmail.com\"}",
		"{\"sub\":\"908\",\"email\":\"five@gmail.com\","
		"\"email_verified\":false}",
		"{\"sub\":\"908\",\"email\":\"five@gmail.com\","
		"\"email_verified\":\"true\"}",
		"{\"sub\":\"908\",\"email\":\"five@gmail.com\","
		"\"email_verified\":1}",
		"{\"sub\":\"908\",\"email_verified\":true}",
		"{\"sub\":\"908\",\"email\":\"no address\","
		"\"email_verified\":true}",
		"{\"sub\":\"908\",\"email\":\"nobody.has@gmail.com\"}",
	};
	struct client	*c = client_new();

	customer_make("five", "five@gmail.com", true);
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		provider_is(people[i]);
		ck_assert_str_eq(walk(c, GOOGLE),
		    problem("OAUTH_NO_ADDRESS"));
		ck_assert(!is_signed_in(c));
	}
	ck_assert_int_eq(users_with("nobody.has@gmail.com"), 0);
	client_free(c);
}
END_TEST

/* 6: once verified by Google, but the address may have moved on since. */
START_TEST(a13_6_an_address_of_a_third_party_does_not_link)
{
	struct client	*c = client_new();

	customer_make("six", "six@yahoo.example", true);
	google_is("909", "six@yahoo.example", "");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_SIGN_IN_FIRST"));
	google_is("909", "six@yahoo.example", ",\"hd\":\"\"");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_SIGN_IN_FIRST"));
	google_is("909", "six@evil-gmail.com", "");
	customer_make("sixb", "six@evil-gmail.com", true);
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_SIGN_IN_FIRST"));
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

START_TEST(a13_staff_are_never_linked_by_an_address)
{
	struct client	*c = client_new();

	free(shop_sql("UPDATE users SET email_verified_at = 1"
	    " WHERE username = 'manager'"));
	google_is("910", "manager@example.com", ",\"hd\":\"example.com\"");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_SIGN_IN_FIRST"));
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

/* As if a mail had gone to whoever reads that address. */
static void
password_reset(const char *username, const char *password)
{
	struct arena	*arena = arena_new(1 << 20);
	struct client	*c = client_new();
	const char	*token = crypto_token(arena, 32);

	ck_assert_ptr_nonnull(arena);
	free(shop_sql(arena_printf(arena, "INSERT INTO mailed_token"
	    " (token_hash, user_id, purpose, email, created_at, ends_at)"
	    " SELECT '%s', id, 'reset_password', email_key, unixepoch() *"
	    " 1000, unixepoch() * 1000 + 600000 FROM users WHERE username ="
	    " '%s'", crypto_sha256_hex(arena, token), username)));
	want(client_json(c, "POST", "/api/auth/reset-password",
	    "{\"token\":\"%s\",\"password\":\"%s\"}", token, password),
	    200);
	client_free(c);
	arena_free(arena);
}

/* Who is the first to show that they read mail there starts afresh. */
START_TEST(a13_the_first_proof_of_an_address_ends_what_strangers_linked)
{
	struct client	*c = sign_in("manager");

	free(shop_sql("UPDATE users SET email_verified_at = NULL"
	    " WHERE username = 'manager'"));
	provider_is("{\"sub\":\"912\"}");
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?linked=google");
	password_reset("manager", "quite another lantern 4712");
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_NO_ADDRESS"));
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

/* But who forgot the password of a confirmed account keeps the rest. */
START_TEST(a_new_password_keeps_what_was_linked)
{
	struct client	*c;

	customer_make("keeps", "keeps@shop.test", true);
	c = sign_in("keeps");
	provider_is("{\"sub\":\"913\"}");
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?linked=google");
	password_reset("keeps", "quite another lantern 4713");
	ck_assert(!is_signed_in(c));
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	client_free(c);
}
END_TEST

START_TEST(a_disabled_account_is_not_opened)
{
	struct client	*c = client_new();

	google_is("911", "gone@gmail.com", "");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	free(shop_sql("UPDATE users SET is_active = 0"
	    " WHERE email = 'gone@gmail.com'"));
	ck_assert(!is_signed_in(c));
	ck_assert_str_eq(walk(c, GOOGLE), problem("OAUTH_FAILED"));
	client_free(c);
}
END_TEST

/* ---- linking by hand ------------------------------------------------------------ */

START_TEST(a_link_needs_the_password_and_a_session)
{
	struct client	*c = sign_in("reader"), *bare = client_new();

	provider_is("{\"sub\":\"920\"}");
	want(client_json(bare, "POST", GOOGLE "/link", "{}"), 401);
	want(client_json(c, "POST", GOOGLE "/link", "{}"), 400);
	want(client_json(c, "POST", GOOGLE "/link",
	    "{\"currentPassword\":\"wrong wrong wrong\"}"), 400);
	want(client_json(c, "POST", "/api/auth/oauth/other/link", "{}"), 404);
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?linked=google");
	/* Again: it is linked already, and that is fine. */
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?linked=google");
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_identity"
	    " WHERE subject = '920'"), 1);
	client_free(c);
	client_free(bare);
}
END_TEST

START_TEST(a_link_comes_back_to_this_site)
{
	struct client	*c = sign_in("reader");
	struct answer	*a;
	char		 url[4096];

	provider_is("{\"sub\":\"926\"}");
	a = client_json(c, "POST", GOOGLE "/link", "{\"currentPassword\":"
	    "\"%s\",\"to\":\"//evil.example\"}", shop_password);
	want(a, 200);
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	ck_assert_str_eq(location(client_get(c, provider_visit(url))),
	    "/compte?linked=google");
	client_free(c);
}
END_TEST

/* Else a link of the attacker's would put the victim's identity at theirs. */
START_TEST(a_link_ends_in_the_session_that_began_it)
{
	struct client	*c = sign_in("reader"), *other;
	char		 back[4096];

	provider_is("{\"sub\":\"921\"}");
	snprintf(back, sizeof(back), "%s", provider_visit(link_url(c,
	    GOOGLE "/link", shop_password)));
	other = sign_in("stranger");
	ck_assert_str_eq(location(client_get(other, back)),
	    problem("OAUTH_EXPIRED"));
	snprintf(back, sizeof(back), "%s", provider_visit(link_url(c,
	    GOOGLE "/link", shop_password)));
	want(client_json(c, "POST", "/api/auth/logout", NULL), 200);
	ck_assert_str_eq(location(client_get(c, back)),
	    "/compte?problem=OAUTH_EXPIRED");
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_identity"
	    " WHERE subject = '921'"), 0);
	client_free(c);
	client_free(other);
}
END_TEST

START_TEST(an_identity_has_one_account)
{
	struct client	*c = client_new();

	google_is("922", "first@gmail.com", "");
	ck_assert_str_eq(walk(c, GOOGLE), HOME);
	client_free(c);
	c = sign_in("reader");
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?problem=OAUTH_TAKEN");
	client_free(c);
}
END_TEST

START_TEST(the_last_way_in_stays)
{
	struct client	*c = client_new(), *reader = sign_in("reader");
	struct answer	*a;
	char		 google[96], facebook[96];

	google_is("923", "only@gmail.com", "");
	walk(c, GOOGLE);
	take_csrf(c);
	a = client_get(c, "/api/users/me/identities");
	snprintf(google, sizeof(google), "/api/users/me/identities/%s",
	    answer_at(a, "data.0.id"));
	want(client_send(reader, "DELETE", google, NULL, NULL, 0), 404);
	a = client_send(c, "DELETE", google, NULL, NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "OAUTH_LAST");
	provider_is("{\"sub\":\"924\"}");
	ck_assert_str_eq(link_all(c, FACEBOOK), "/compte?linked=facebook");
	a = client_get(c, "/api/users/me/identities?limit=1&page=2");
	want_at(a, "data.0.provider", "facebook");
	snprintf(facebook, sizeof(facebook), "/api/users/me/identities/%s",
	    answer_at(a, "data.0.id"));
	want(client_send(c, "DELETE", google, NULL, NULL, 0), 200);
	want(client_send(c, "DELETE", google, NULL, NULL, 0), 404);
	want(client_send(c, "DELETE", facebook, NULL, NULL, 0), 409);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM audit_log"
	    " WHERE action = 'oauth_unlink'"), 1);
	client_free(c);
	client_free(reader);
}
END_TEST

/* Whoever may link must have signed in just now, without a password. */
START_TEST(an_old_session_without_a_password_links_nothing)
{
	struct client	*c = client_new();

	google_is("925", "old@gmail.com", "");
	walk(c, GOOGLE);
	take_csrf(c);
	free(shop_sql("UPDATE session SET created_at = created_at - 3600000"));
	want(client_json(c, "POST", FACEBOOK "/link", "{}"), 403);
	client_free(c);
}
END_TEST

/* ---- the second factor ------------------------------------------------------------ */

START_TEST(a_second_factor_is_asked_for_all_the_same)
{
	struct client	*c = sign_in("owner");
	const char	*to;

	provider_is("{\"sub\":\"930\"}");
	ck_assert_str_eq(link_all(c, GOOGLE), "/compte?linked=google");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"staffSecondFactor\":true}}"), 200);
	client_free(c);
	c = client_new();
	to = walk(c, GOOGLE "?to=/admin");
	ck_assert_msg(strncmp(to, "/connexion?to=%2Fadmin#challenge=", 33) ==
	    0, "%s", to);
	ck_assert(!is_signed_in(c));
	client_free(c);
}
END_TEST

/* ---- Facebook's data deletion -------------------------------------------------------- */

static char *
base64url(const void *bytes, size_t len)
{
	char	*text = calloc(1, len * 2 + 8), *p;

	ck_assert_ptr_nonnull(text);
	EVP_EncodeBlock((unsigned char *)text, bytes, (int)len);
	for (p = text; *p != '\0'; p++)
		*p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
	text[strcspn(text, "=")] = '\0';
	return text;
}

static struct answer *
deletion_send(struct client *c, const char *secret, const char *json)
{
	unsigned char	 mac[32];
	char		*body = base64url(json, strlen(json)), *signature,
			*form;
	struct answer	*a;

	HMAC(EVP_sha256(), secret, (int)strlen(secret),
	    (unsigned char *)body, strlen(body), mac, NULL);
	signature = base64url(mac, sizeof(mac));
	ck_assert_int_ge(asprintf(&form, "signed_request=%s.%s", signature,
	    body), 0);
	a = client_send(c, "POST", FACEBOOK "/data-deletion",
	    "application/x-www-form-urlencoded", form, strlen(form));
	free(form);
	free(signature);
	free(body);
	return a;
}

START_TEST(facebook_deletes_what_it_told_us)
{
	static const char	 right[] = "{\"algorithm\":\"HMAC-SHA256\","
	    "\"issued_at\":1795000000,\"user_id\":\"940\"}";
	struct client	*c;
	struct answer	*a;

	customer_make("left", "left@shop.test", true);
	c = sign_in("left");
	provider_is("{\"sub\":\"940\"}");
	ck_assert_str_eq(link_all(c, FACEBOOK), "/compte?linked=facebook");
	client_free(c);
	c = client_new();
	want(deletion_send(c, "another secret", right), 400);
	want(deletion_send(c, PROVIDER_SECRET, "{\"user_id\":\"940\"}"), 400);
	want(deletion_send(c, PROVIDER_SECRET, "[]"), 400);
	want(client_send(c, "POST", FACEBOOK "/data-deletion",
	    "application/x-www-form-urlencoded", "signed_request=x", 16),
	    400);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_identity"
	    " WHERE subject = '940'"), 1);
	want(a = deletion_send(c, PROVIDER_SECRET, right), 200);
	ck_assert_uint_eq(strlen(answer_at(a, "confirmation_code")), 16);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "url"),
	    "/connexion?problem=OAUTH_FORGOTTEN"));
	ck_assert_int_eq(sql_number("SELECT count(*) FROM oauth_identity"
	    " WHERE subject = '940'"), 0);
	want(deletion_send(c, PROVIDER_SECRET, right), 200);
	client_free(c);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		a11_one_address_at_two_providers_is_two_identities,
		a11_a_subject_means_nothing_at_another_provider,
		facebook_without_an_address_links_and_signs_in,
		facebook_tokens_that_are_not_for_this_app_are_refused,
		a13_1_an_account_nobody_confirmed_is_not_linked,
		a13_2_an_address_in_the_request_is_nobodys,
		a13_3_nobody_links_to_an_address_they_have_not_confirmed,
		a13_4_an_address_that_both_sides_know_links,
		a13_5_an_address_that_is_not_verified_neither_finds_nor_makes,
		a13_6_an_address_of_a_third_party_does_not_link,
		a13_staff_are_never_linked_by_an_address,
		a13_the_first_proof_of_an_address_ends_what_strangers_linked,
		a_new_password_keeps_what_was_linked,
		a_disabled_account_is_not_opened,
		a_link_needs_the_password_and_a_session,
		a_link_comes_back_to_this_site,
		a_link_ends_in_the_session_that_began_it,
		an_identity_has_one_account,
		the_last_way_in_stays,
		an_old_session_without_a_password_links_nothing,
		facebook_deletes_what_it_told_us,
		a_second_factor_is_asked_for_all_the_same,
	};

	return oauth_run("oauth link", tests, sizeof(tests) /
	    sizeof(tests[0]));
}
