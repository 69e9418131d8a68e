/* SPDX-License-Identifier: ISC */
#include "lib/accounts/oauth_parts.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- which account (A13) -------------------------------------------------- */

/* All of it once more, in other words than oauth_choose() has. */
static enum oauth_way
expected(const struct oauth_facts *f)
{
	if (f->known)
		return OAUTH_SIGN_IN;
	if (!f->verified)
		return OAUTH_ASK_SIGN_UP;
	if (f->has_account && f->runs_address && f->account_verified &&
	    !f->account_staff)
		return OAUTH_LINK;
	return f->has_account ? OAUTH_ASK_SIGN_IN : OAUTH_CREATE;
}

START_TEST(a13_the_truth_table_of_linking)
{
	int	links = 0, makes = 0;

	for (int bits = 0; bits < 64; bits++) {
		const struct oauth_facts	f = {
			.known = bits & 1, .verified = bits & 2,
			.runs_address = bits & 4, .has_account = bits & 8,
			.account_verified = bits & 16,
			.account_staff = bits & 32,
		};

		ck_assert_msg(oauth_choose(&f) == expected(&f), "%#x", bits);
		links += oauth_choose(&f) == OAUTH_LINK;
		makes += oauth_choose(&f) == OAUTH_CREATE;
	}
	ck_assert_int_eq(links, 1);
	ck_assert_int_eq(makes, 8);
}
END_TEST

/* ---- state (A14) ------------------------------------------------------------ */

static struct oauth_secrets	secrets;
static struct oauth_state	taken;
static bool			late;

static enum outcome
put(const char *to)
{
	return oauth_state_put(&store, OAUTH_GOOGLE, &secrets, to, NULL);
}

static void
state_begin(void)
{
	oauth_secrets_make(&store, NULL, &secrets);
	ck_assert_int_eq(shop_in(DB_WRITE, put, "/x"), SOUK_OK);
}

static struct oauth_back	back;

static enum outcome
take(const char *unused)
{
	(void)unused;
	return oauth_state_take(&store, &back, &taken, &late);
}

static enum outcome
take_with(enum oauth_provider provider, const char *state,
    const char *cookie)
{
	back = (struct oauth_back){ .provider = provider, .state = state,
	    .cookie = cookie };
	return shop_in(DB_WRITE, take, NULL);
}

START_TEST(a14_a_state_is_one_browsers_one_providers_and_for_once)
{
	char	*other;

	state_begin();
	other = arena_copy(store.arena, secrets.state);
	other[0] = other[0] == 'A' ? 'B' : 'A';
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, other, secrets.cookie),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state, NULL),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state, ""),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state,
	    crypto_token(store.arena, 32)), SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, NULL, secrets.cookie),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_FACEBOOK, secrets.state,
	    secrets.cookie), SOUK_NOT_FOUND);
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state,
	    secrets.cookie), SOUK_OK);
	ck_assert(!late);
	ck_assert_str_eq(taken.to, "/x");
	ck_assert_ptr_null(taken.session_id);
	ck_assert_str_eq(taken.verifier, secrets.verifier);
	ck_assert_str_eq(taken.nonce_hash, crypto_sha256_hex(store.arena,
	    secrets.nonce));
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state,
	    secrets.cookie), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(a14_a_state_lives_ten_minutes_by_any_clock)
{
	static const struct { int64_t ms; bool late; } rows[] = {
		{ 0, false }, { 600 * CLOCK_SECOND - 1, false },
		{ 600 * CLOCK_SECOND, true }, { CLOCK_DAY, true },
		{ -CLOCK_MINUTE, false }, { -CLOCK_MINUTE - 1, true },
		{ -CLOCK_DAY, true },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		store.now = STORE_NOW;
		state_begin();
		store.now += rows[i].ms;
		ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state,
		    secrets.cookie), SOUK_OK);
		ck_assert_msg(late == rows[i].late, "row %zu", i);
	}
}
END_TEST

START_TEST(a14_secrets_are_long_and_the_cookie_is_kept)
{
	struct oauth_secrets	again;

	oauth_secrets_make(&store, NULL, &secrets);
	ck_assert_uint_eq(strlen(secrets.state), 43);
	ck_assert_uint_ge(strlen(secrets.verifier), 43);
	oauth_secrets_make(&store, secrets.cookie, &again);
	ck_assert_str_eq(again.cookie, secrets.cookie);
	ck_assert_str_ne(again.state, secrets.state);
	ck_assert_str_ne(again.nonce, secrets.nonce);
	ck_assert_str_ne(again.verifier, secrets.verifier);
	oauth_secrets_make(&store, "short", &again);
	ck_assert_uint_eq(strlen(again.cookie), 43);
}
END_TEST

/* A verifier that cannot be opened any more is one that is too late. */
START_TEST(a_new_secret_of_the_shop_ends_what_was_begun)
{
	const struct config	before = shop_config;

	state_begin();
	shop_config.secret = "another secret of thirty-two bytes";
	ck_assert_int_eq(take_with(OAUTH_GOOGLE, secrets.state,
	    secrets.cookie), SOUK_OK);
	ck_assert(late);
	shop_config = before;
}
END_TEST

/* ---- id_token (A12) ------------------------------------------------------------ */

static const struct json_in *
parsed(const char *text)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	ck_assert_msg(json_parse(store.arena, text, strlen(text), &json, &at,
	    &name) == JSON_OK, "%s", text);
	return json;
}

/* STORE_NOW is 1790000000 s. */
#define CLAIMS(ISS, AUD, IAT, EXP, MORE) "{\"iss\":\"" ISS "\",\"aud\":" AUD \
	",\"iat\":" IAT ",\"exp\":" EXP ",\"sub\":\"1\",\"nonce\":\"n\"" \
	MORE "}"
#define IAT	"1790000000"
#define EXP	"1790003600"
#define ISS	"https://accounts.google.com"

START_TEST(a12_each_claim_counts)
{
	static const struct { const char *claims; bool holds; } rows[] = {
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ""), true },
		{ CLAIMS("accounts.google.com", "\"us\"", IAT, EXP, ""),
		  true },
		{ CLAIMS("https://accounts.google.com/", "\"us\"", IAT, EXP,
		  ""), false },
		{ CLAIMS("HTTPS://accounts.google.com", "\"us\"", IAT, EXP,
		  ""), false },
		{ CLAIMS("", "\"us\"", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "\"them\"", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "\"\"", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "null", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "[]", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "[\"us\"]", IAT, EXP, ""), true },
		{ CLAIMS(ISS, "[\"them\"]", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "[\"us\",\"them\"]", IAT, EXP, ""), false },
		{ CLAIMS(ISS, "[\"us\",7]", IAT, EXP, ",\"azp\":\"us\""),
		  false },
		{ CLAIMS(ISS, "[\"us\",\"them\"]", IAT, EXP,
		  ",\"azp\":\"us\""), true },
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ",\"azp\":\"them\""),
		  false },
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ",\"azp\":7"), false },
		{ CLAIMS(ISS, "\"us\"", IAT, "1789999941", ""), true },
		{ CLAIMS(ISS, "\"us\"", IAT, "1789999940", ""), false },
		{ CLAIMS(ISS, "\"us\"", IAT, "1790000000.5", ""), false },
		{ CLAIMS(ISS, "\"us\"", IAT, "\"1790003600\"", ""), false },
		{ CLAIMS(ISS, "\"us\"", "1790000060", EXP, ""), true },
		{ CLAIMS(ISS, "\"us\"", "1790000061", EXP, ""), false },
		{ CLAIMS(ISS, "\"us\"", "1789996400", EXP, ""), true },
		{ CLAIMS(ISS, "\"us\"", "1789996399", EXP, ""), false },
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ",\"nbf\":1790000060"),
		  true },
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ",\"nbf\":1790000061"),
		  false },
		{ CLAIMS(ISS, "\"us\"", IAT, EXP, ",\"nbf\":\"0\""), false },
		{ "{}", false }, { "[]", false }, { "7", false },
		{ "{\"iss\":\"" ISS "\",\"aud\":\"us\",\"iat\":" IAT
		  ",\"exp\":" EXP ",\"sub\":\"1\"}", false },
		{ "{\"iss\":\"" ISS "\",\"aud\":\"us\",\"iat\":" IAT
		  ",\"exp\":" EXP ",\"sub\":\"1\",\"nonce\":\"m\"}", false },
		{ "{\"iss\":\"" ISS "\",\"aud\":\"us\",\"iat\":" IAT
		  ",\"exp\":" EXP ",\"nonce\":\"n\"}", false },
	};
	struct id_token_rules	 rules = { .issuer = ISS,
		.other_issuer = "accounts.google.com", .client_id = "us",
		.nonce_hash = crypto_sha256_hex(store.arena, "n"),
		.now = STORE_NOW };

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(id_token_holds(store.arena,
		    parsed(rows[i].claims), &rules) == rows[i].holds,
		    "row %zu: %s", i, rows[i].claims);
	rules.other_issuer = NULL;
	ck_assert(!id_token_holds(store.arena, parsed(rows[1].claims),
	    &rules));
	rules.client_id = "";
	ck_assert(!id_token_holds(store.arena, parsed(CLAIMS(ISS, "\"\"", IAT,
	    EXP, "")), &rules));
}
END_TEST

START_TEST(a13_whose_address_it_is)
{
	static const struct {
		const char	*claims;
		bool		 verified, runs;
	} rows[] = {
		{ "{\"email\":\"a@gmail.com\",\"email_verified\":true}", true,
		  true },
		{ "{\"email\":\"A@GMAIL.COM\",\"email_verified\":true}", true,
		  true },
		{ "{\"email\":\"a@gmail.com\",\"email_verified\":false}",
		  false, false },
		{ "{\"email\":\"a@gmail.com\"}", false, false },
		{ "{\"email\":\"a@gmail.com.evil.test\",\"email_verified\":"
		  "true}", true, false },
		{ "{\"email\":\"a@notgmail.com\",\"email_verified\":true}",
		  true, false },
		{ "{\"email\":\"a@x.test\",\"email_verified\":true,"
		  "\"hd\":\"x.test\"}", true, true },
		{ "{\"email\":\"a@x.test\",\"email_verified\":true,"
		  "\"hd\":\"\"}", true, false },
		{ "{\"email\":\"a@x.test\",\"email_verified\":true,"
		  "\"hd\":true}", true, false },
		{ "{\"email\":\"a b@gmail.com\",\"email_verified\":true}",
		  false, false },
		{ "{\"email\":[\"a@gmail.com\"],\"email_verified\":true}",
		  false, false },
		{ "{\"email_verified\":true,\"hd\":\"x.test\"}", false,
		  false },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct oauth_claims	c = { .issuer = ISS };

		id_token_claims(parsed(rows[i].claims), &c);
		ck_assert_msg(c.verified == rows[i].verified, "row %zu", i);
		ck_assert_msg(c.runs_address == rows[i].runs, "row %zu", i);
	}
}
END_TEST

/* ---- small things ------------------------------------------------------------- */

START_TEST(paths_of_this_site_only)
{
	static const char *const	 own[] = { "/", "/a?b=c#d", "/é" },
		*const foreign[] = { "", "a", "//a", "/\\a", "/ a", "/\ta",
		"/a\nb", "https://a", "\\/a", " /a" };

	for (size_t i = 0; i < COUNT(own); i++)
		ck_assert_msg(text_is_own_path(own[i]), "%s", own[i]);
	for (size_t i = 0; i < COUNT(foreign); i++)
		ck_assert_msg(!text_is_own_path(foreign[i]), "%s",
		    foreign[i]);
	ck_assert(!text_is_own_path(NULL));
}
END_TEST

/* What others are told by a page is one of a few texts. */
START_TEST(a_problem_is_one_that_there_is)
{
	ck_assert_ptr_eq(oauth_problem("OAUTH_FAILED"),
	    &oauth_messages[OAUTH_FAILED]);
	ck_assert_ptr_null(oauth_problem(NULL));
	ck_assert_ptr_null(oauth_problem(""));
	ck_assert_ptr_null(oauth_problem("<script>"));
	ck_assert_ptr_null(oauth_problem("OAUTH_LAST"));
}
END_TEST

START_TEST(a_form_is_encoded)
{
	const struct oauth_pair	pairs[] = { { "a", "b c&d=é" }, { "e", "" },
		{ NULL, NULL } };

	ck_assert_str_eq(oauth_form(&store, pairs),
	    "a=b%20c%26d%3D%C3%A9&e=");
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		a13_the_truth_table_of_linking,
		a14_a_state_is_one_browsers_one_providers_and_for_once,
		a14_a_state_lives_ten_minutes_by_any_clock,
		a14_secrets_are_long_and_the_cookie_is_kept,
		a_new_secret_of_the_shop_ends_what_was_begun,
		a12_each_claim_counts,
		a13_whose_address_it_is,
		paths_of_this_site_only,
		a_problem_is_one_that_there_is,
		a_form_is_encoded,
	};

	return shop_run("oauth", tests, COUNT(tests));
}
