/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/buf.h"
#include "lib/base/crypto.h"
#include "lib/queue/queue.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HOME		"192.0.2.1"

static struct login_result	result;
static bool			touch;

/* ---- login ------------------------------------------------------------- */

/* S3-AUTH-01, S3-AUTH-07, S3-AUTH-09, S2-AUTH-01, C-03 */
START_TEST(a_login_by_name_or_e_mail_makes_a_session)
{
	static const char *const names[] = { "reader", "READER",
		"reader@shop.test", "Reader@Shop.Test" };
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	for (i = 0; i < COUNT(names); i++) {
		shop_nobody(HOME);
		ck_assert_int_eq(shop_login(names[i], SHOP_PASSWORD, false,
		    &result), SOUK_OK);
		ck_assert_str_eq(result.user->values[USER_USERNAME].text,
		    "reader");
		ck_assert_int_eq(session_by_token(&store, result.session_token,
		    &touch), SOUK_OK);
		ck_assert_str_eq(store.actor.username, "reader");
		ck_assert_str_eq(store.actor.brand_id, "brand_a");
		ck_assert_uint_eq(store.actor.permissions,
		    role_permissions(ROLE_VIEWER));
		ck_assert_str_eq(store.actor.address, HOME);
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'user_login' AND ip_address = '" HOME "'").number,
	    (int)COUNT(names));
}
END_TEST

/* S3-AUTH-07: one answer, whatever was wrong */
START_TEST(unknown_wrong_and_disabled_are_refused_alike)
{
	static const struct { const char *name, *password; } t[] = {
		{ "nobody", SHOP_PASSWORD },
		{ "nobody@shop.test", SHOP_PASSWORD },
		{ "not a name", SHOP_PASSWORD },
		{ "reader", "wrong" },
		{ "disabled", SHOP_PASSWORD },
	};
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	shop_sql("UPDATE users SET is_active = 0 WHERE id = '%s'",
	    shop_user("disabled", "VIEWER", "brand_a"));
	for (i = 0; i < COUNT(t); i++) {
		shop_nobody(arena_printf(store.arena, "192.0.2.%zu", i));
		ck_assert_int_eq(shop_login(t[i].name, t[i].password, false,
		    &result), SOUK_UNAUTHENTICATED);
		ck_assert_str_eq(shop_code(), "INVALID_CREDENTIALS");
		ck_assert_int_eq(store.problem.count, 0);
		ck_assert_int_eq(store.problem.retry_after, 0);
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'user_login_failed' AND brand_id = 'brand_a'")
	    .number, (int)COUNT(t));
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE entity_id IS NOT NULL").number, 2);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM login_failure"
	    " WHERE account_key LIKE '%%name%%' OR account_key LIKE"
	    " '%%nobody%%'").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM session").number, 0);
}
END_TEST

START_TEST(a_login_says_who)
{
	struct record	*input = record_new(store.arena, &login_fields);

	shop_nobody(HOME);
	record_set_text(input, LOGIN_PASSWORD, SHOP_PASSWORD);
	ck_assert_int_eq(login(&store, input, &result), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "username");
}
END_TEST

/* S3-AUTH-06, S4-SEC-02, C-12 */
START_TEST(failures_are_limited_by_address_and_account)
{
	enum { OK = SOUK_OK, NO = SOUK_UNAUTHENTICATED, MUCH = SOUK_LIMITED };
	static const struct {
		int		 minute;
		const char	*address, *name, *password;
		int		 outcome;
		int		 retry_minutes;
	} t[] = {
		{ 0, "192.0.2.1", "reader", "1", NO, 0 },
		{ 1, "192.0.2.1", "reader", "2", NO, 0 },
		{ 2, "192.0.2.1", "nobody", "3", NO, 0 },
		{ 3, "192.0.2.1", "owner", "4", NO, 0 },
		{ 4, "192.0.2.1", "reader", "5", NO, 0 },
		{ 5, "192.0.2.1", "reader", SHOP_PASSWORD, MUCH, 10 },
		{ 5, "192.0.2.1", "owner", SHOP_PASSWORD, MUCH, 10 },
		{ 5, "::ffff:192.0.2.1", "owner", SHOP_PASSWORD, MUCH, 10 },
		/* elsewhere the same person is free */
		{ 6, "192.0.2.2", "reader", SHOP_PASSWORD, OK, 0 },
		/* a refused try is not counted; the first failure is past */
		{ 15, "192.0.2.1", "reader", "6", NO, 0 },
		{ 15, "192.0.2.1", "reader", "7", MUCH, 1 },
		/* a success clears its own account's failures there only */
		{ 17, "192.0.2.1", "reader", SHOP_PASSWORD, OK, 0 },
		{ 17, "192.0.2.1", "reader", "8", NO, 0 },
		{ 17, "192.0.2.1", "reader", "9", NO, 0 },
		{ 17, "192.0.2.1", "reader", "a", NO, 0 },
		{ 17, "192.0.2.1", "reader", "b", NO, 0 },
		{ 17, "192.0.2.1", "reader", "c", MUCH, 1 },
		/* IPv6: a whole /64 is one */
		{ 20, "2001:db8::1", "reader", "d", NO, 0 },
		{ 20, "2001:db8::2", "reader", "e", NO, 0 },
		{ 20, "2001:db8::3", "reader", "f", NO, 0 },
		{ 20, "2001:db8::4", "reader", "g", NO, 0 },
		{ 20, "2001:db8::5", "reader", "h", NO, 0 },
		{ 20, "2001:db8::6", "reader", SHOP_PASSWORD, MUCH, 15 },
		{ 20, "2001:db8:0:1::1", "reader", SHOP_PASSWORD, OK, 0 },
		/* F-07: of a later time, once the clock was set back */
		{ -60, "2001:db8::6", "reader", SHOP_PASSWORD, OK, 0 },
	};
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	shop_user("owner", "SUPER_ADMIN", "brand_a");
	for (i = 0; i < COUNT(t); i++) {
		shop_nobody(t[i].address);
		store.now = STORE_NOW + t[i].minute * CLOCK_MINUTE;
		ck_assert_msg((int)shop_login(t[i].name, t[i].password, false,
		    &result) == t[i].outcome, "row %zu: not %d", i,
		    t[i].outcome);
		ck_assert_msg(store.problem.retry_after ==
		    t[i].retry_minutes * 60, "row %zu: %lld", i,
		    (long long)store.problem.retry_after);
	}
}
END_TEST

/* An attacker's account must not wipe the count of guesses at others. */
START_TEST(a_success_does_not_clear_guesses_at_somebody_else)
{
	int	i;

	shop_user("victim", "SUPER_ADMIN", "brand_a");
	shop_user("mallory", "VIEWER", "brand_a");
	for (i = 0; i < 5; i++) {
		shop_nobody(HOME);
		ck_assert_int_eq(shop_login("victim", "guess", false, &result),
		    SOUK_UNAUTHENTICATED);
		shop_nobody(HOME);
		ck_assert_int_eq(shop_login("mallory", SHOP_PASSWORD, false,
		    &result), i < 4 ? SOUK_OK : SOUK_LIMITED);
	}
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("victim", SHOP_PASSWORD, false, &result),
	    SOUK_LIMITED);
}
END_TEST

static bool
guess_is_judged(void)
{
	shop_nobody(HOME);
	return shop_login("reader", "guess", false, &result) ==
	    SOUK_UNAUTHENTICATED;
}

START_TEST(guesses_at_the_same_time_count_each_other)
{
	shop_user("reader", "VIEWER", "brand_a");
	ck_assert_int_eq(shop_at_once(20, guess_is_judged), 5);
}
END_TEST

/* A05: of 10,000 guesses 100 an hour are judged, and the owner gets in. */
START_TEST(a05_many_addresses_do_not_help_or_lock_the_owner_out)
{
	int	i, judged = 0;

	shop_user("reader", "VIEWER", "brand_a");
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
	shop_sql("UPDATE users SET password_hash = '" CHEAP_HASH "'");
	for (i = 0; i < 10000; i++) {
		if (i % 500 == 0)
			arena_reset(store.arena);
		shop_nobody(arena_printf(store.arena, "198.51.%d.%d", i / 100,
		    i % 100));
		judged += shop_login("reader", "guess", false, &result) ==
		    SOUK_UNAUTHENTICATED;
	}
	ck_assert_int_eq(judged, 100);
	shop_nobody("203.0.113.1");
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_LIMITED);
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
}
END_TEST

/* S3-AUTH-05 */
START_TEST(an_outdated_hash_is_renewed_by_the_login)
{
	shop_user("reader", "VIEWER", "brand_a");
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", "wrong", false, &result),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM users"
	    " WHERE password_hash = '" CHEAP_HASH "'").number, 1);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM users WHERE"
	    " password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%%'").number,
	    1);
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
}
END_TEST

/* S02: what was planted before the login is worth nothing after it */
START_TEST(s02_a_login_ends_the_session_that_came_with_it)
{
	char	*before;

	shop_user("reader", "VIEWER", "brand_a");
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
	before = arena_copy(store.arena, result.session_token);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
	ck_assert_str_ne(before, result.session_token);
	shop_nobody(HOME);
	ck_assert_int_eq(session_by_token(&store, before, &touch),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_OK);
}
END_TEST

/* ---- sessions ---------------------------------------------------------- */

static void
sign_in(bool remember)
{
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, remember,
	    &result), SOUK_OK);
}

/* S01, S3-DB-02 */
START_TEST(s01_the_database_holds_no_token)
{
	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	ck_assert_uint_eq(strlen(result.session_token), 43);
	ck_assert_uint_eq(strlen(result.refresh_token), 43);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM session WHERE"
	    " token_hash = '%s'", crypto_sha256_hex(store.arena,
	    result.session_token)).number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM refresh_token WHERE"
	    " token_hash = '%s'", crypto_sha256_hex(store.arena,
	    result.refresh_token)).number, 1);
}
END_TEST

/* S3-AUTH-02, C-06 */
START_TEST(a_session_lives_a_day_or_thirty)
{
	static const int64_t	days[] = { 1, 30 };
	size_t			i;

	shop_user("reader", "VIEWER", "brand_a");
	for (i = 0; i < COUNT(days); i++) {
		store.now = STORE_NOW;
		sign_in(i == 1);
		ck_assert_int_eq(result.expires_at,
		    STORE_NOW + days[i] * CLOCK_DAY);
		store.now = result.expires_at - 1;
		ck_assert_int_eq(session_by_token(&store, result.session_token,
		    &touch), SOUK_OK);
		store.now = result.expires_at;
		ck_assert_int_eq(session_by_token(&store, result.session_token,
		    &touch), SOUK_UNAUTHENTICATED);
	}
}
END_TEST

/* F-07: else it would live as much longer as the clock was set back. */
START_TEST(a_session_of_a_later_time_is_none)
{
	static const struct { int64_t ago; enum outcome e; } t[] = {
		{ CLOCK_MINUTE, SOUK_OK },	/* another clock may be ahead */
		{ CLOCK_MINUTE + 1, SOUK_UNAUTHENTICATED },
		{ CLOCK_DAY, SOUK_UNAUTHENTICATED },
	};

	shop_user("reader", "VIEWER", "brand_a");
	for (int seen = 0; seen < 2; seen++) {
		store.now = STORE_NOW;
		sign_in(true);
		if (seen)
			shop_sql("UPDATE session SET created_at = 1");
		for (size_t i = 0; i < COUNT(t); i++) {
			store.now = STORE_NOW - t[i].ago;
			ck_assert_int_eq(session_by_token(&store,
			    result.session_token, &touch), t[i].e);
		}
	}
}
END_TEST

START_TEST(last_seen_moves_every_five_minutes)
{
	static const struct { int64_t after; bool touch; } t[] = {
		{ 0, false }, { 5 * CLOCK_MINUTE - 1, false },
		{ 5 * CLOCK_MINUTE, true }, { CLOCK_HOUR, true },
	};
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	for (i = 0; i < COUNT(t); i++) {
		store.now = STORE_NOW + t[i].after;
		ck_assert_int_eq(session_by_token(&store, result.session_token,
		    &touch), SOUK_OK);
		ck_assert_int_eq(touch, t[i].touch);
	}
}
END_TEST

/* Z06 */
START_TEST(z06_no_token_is_no_session)
{
	static const char *const tokens[] = { NULL, "", " ", "null", "x",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	shop_nobody(HOME);
	for (i = 0; i < COUNT(tokens); i++) {
		ck_assert_int_eq(session_by_token(&store, tokens[i], &touch),
		    SOUK_UNAUTHENTICATED);
		ck_assert_int_eq(session_by_access_token(&store, tokens[i],
		    &touch), SOUK_UNAUTHENTICATED);
		ck_assert_int_eq(session_refresh(&store, tokens[i], &result),
		    SOUK_UNAUTHENTICATED);
		ck_assert_ptr_null(store.actor.user_id);
	}
}
END_TEST

static enum outcome
end_session(const char *id)
{
	return session_end(&store, id);
}

/* S04, S2-AUTH-06 */
START_TEST(s04_the_end_of_a_session_is_the_end_of_all_its_tokens)
{
	struct login_result	next;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(true);
	ck_assert_int_eq(session_by_access_token(&store, result.access_token,
	    &touch), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, end_session,
	    result.actor.session_id), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, end_session,
	    result.actor.session_id), SOUK_NOT_FOUND);
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_access_token(&store, result.access_token,
	    &touch), SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_refresh(&store, result.refresh_token, &next),
	    SOUK_UNAUTHENTICATED);
}
END_TEST

START_TEST(csrf_tokens_differ_by_session_and_are_stable)
{
	ck_assert_str_eq(session_csrf(&store, "sess_a"),
	    session_csrf(&store, "sess_a"));
	ck_assert_str_ne(session_csrf(&store, "sess_a"),
	    session_csrf(&store, "sess_b"));
	ck_assert_uint_eq(strlen(session_csrf(&store, "sess_a")), 43);
}
END_TEST

/* ---- access tokens ----------------------------------------------------- */

static const char	*label = "access-token";

static char *
signed_with(const char *payload, const char *key_label)
{
	uint8_t	key[32];

	config_key(&shop_config, key_label, key);
	return crypto_jwt_sign(store.arena, payload, key, sizeof(key));
}

/* The claims of a good token but one; text NULL leaves that one out. */
static char *
claims_but(const char *name, const char *text)
{
	const char	*claims[][2] = {
		{ "iss", "\"https://shop.test\"" },
		{ "aud", "\"souk\"" },
		{ "typ", "\"access\"" },
		{ "sub", arena_printf(store.arena, "\"%s\"",
		    result.actor.user_id) },
		{ "sid", arena_printf(store.arena, "\"%s\"",
		    result.actor.session_id) },
		{ "iat", arena_printf(store.arena, "%lld",
		    (long long)(STORE_NOW / 1000)) },
		{ "exp", arena_printf(store.arena, "%lld",
		    (long long)(STORE_NOW / 1000 + 900)) },
	};
	struct buf	out;
	size_t		i;

	buf_init(&out, store.arena, 256);
	for (i = 0; i < COUNT(claims); i++) {
		if (strcmp(claims[i][0], name) == 0)
			claims[i][1] = text;
		if (claims[i][1] != NULL)
			buf_printf(&out, "%s\"%s\":%s", out.len > 0 ? "," : "{",
			    claims[i][0], claims[i][1]);
	}
	buf_putc(&out, '}');
	return out.p;
}

/* S06, S07 */
START_TEST(s07_claims_of_another_kind_time_or_shop_are_refused)
{
	const struct { const char *claim, *text; } t[] = {
		{ "iss", "\"https://other.test\"" }, { "iss", NULL },
		{ "aud", "\"other\"" }, { "aud", "[\"souk\"]" },
		{ "aud", NULL }, { "typ", "\"id\"" }, { "typ", NULL },
		{ "typ", "\"refresh\"" }, { "sub", "\"user_other\"" },
		{ "sub", "\"\"" }, { "sub", NULL }, { "sid", "\"sess_x\"" },
		{ "sid", "17" }, { "sid", NULL }, { "exp", "1" },
		{ "exp", NULL }, { "exp", "\"9999999999\"" },
		{ "exp", "1e10" },
		{ "exp", arena_printf(store.arena, "%lld",
		    (long long)(STORE_NOW / 1000)) },
		{ "iat", "9999999999" }, { "iat", NULL },
	};
	size_t	i;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	shop_nobody(HOME);
	ck_assert_int_eq(session_by_access_token(&store,
	    signed_with(claims_but("", NULL), label), &touch), SOUK_OK);
	for (i = 0; i < COUNT(t); i++)
		ck_assert_msg(session_by_access_token(&store,
		    signed_with(claims_but(t[i].claim, t[i].text), label),
		    &touch) == SOUK_UNAUTHENTICATED, "%s %s", t[i].claim,
		    t[i].text);
	ck_assert_int_eq(session_by_access_token(&store,
	    signed_with(claims_but("", NULL), "csrf"), &touch),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_access_token(&store,
	    signed_with("[]", label), &touch), SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_access_token(&store,
	    signed_with("{", label), &touch), SOUK_UNAUTHENTICATED);
}
END_TEST

/* ---- refresh ----------------------------------------------------------- */

/* S08, S1-AUTH-01, S2-AUTH-05 */
START_TEST(a_refresh_token_works_once_and_gives_the_next)
{
	struct login_result	next;
	int			i;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(true);
	for (i = 0; i < 3; i++) {
		shop_nobody(HOME);
		store.now += 15 * CLOCK_MINUTE;
		ck_assert_int_eq(session_by_access_token(&store,
		    result.access_token, &touch), SOUK_UNAUTHENTICATED);
		ck_assert_int_eq(session_refresh(&store, result.refresh_token,
		    &next), SOUK_OK);
		ck_assert_str_ne(next.refresh_token, result.refresh_token);
		ck_assert_int_eq(next.expires_at, result.expires_at);
		ck_assert(next.remember);
		ck_assert_int_eq(session_by_access_token(&store,
		    next.access_token, &touch), SOUK_OK);
		result.refresh_token = next.refresh_token;
		result.access_token = next.access_token;
	}
}
END_TEST

START_TEST(s08_a_used_refresh_token_ends_the_session_for_good)
{
	struct login_result	next, again;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	ck_assert_int_eq(session_refresh(&store, result.refresh_token, &next),
	    SOUK_OK);
	ck_assert_int_eq(session_refresh(&store, result.refresh_token, &again),
	    SOUK_UNAUTHENTICATED);
	ck_assert_str_eq(shop_code(), "REFRESH_REUSED");
	ck_assert_int_eq(session_refresh(&store, next.refresh_token, &again),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_access_token(&store, next.access_token,
	    &touch), SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'refresh_token_reused'").number, 1);
}
END_TEST

static bool
refresh_works(void)
{
	struct login_result	next;

	return session_refresh(&store, result.refresh_token, &next) == SOUK_OK;
}

/* S08 */
START_TEST(s08_of_refreshes_at_once_one_works_and_then_all_is_over)
{
	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	shop_nobody(HOME);
	ck_assert_int_eq(shop_at_once(20, refresh_works), 1);
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_refresh_does_not_outlive_the_session_or_the_account)
{
	struct login_result	next;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	store.now = result.expires_at;
	ck_assert_int_eq(session_refresh(&store, result.refresh_token, &next),
	    SOUK_UNAUTHENTICATED);
	store.now = STORE_NOW;
	shop_sql("UPDATE users SET is_active = 0");
	ck_assert_int_eq(session_refresh(&store, result.refresh_token, &next),
	    SOUK_UNAUTHENTICATED);
}
END_TEST

/* ---- sweep ------------------------------------------------------------- */

static enum outcome
ask_sweep(const char *unused)
{
	(void)unused;
	return queue_put(&store, &(struct job_new){
		.kind = accounts_sweep.name }, NULL);
}

/* S3-AUTH-03 */
START_TEST(the_sweep_takes_what_is_over_and_nothing_else)
{
	static const struct job_kind *const	kinds[] = { &accounts_sweep,
						    NULL };
	int64_t					next;

	shop_user("reader", "VIEWER", "brand_a");
	sign_in(false);
	ck_assert_int_eq(shop_in(DB_WRITE, end_session,
	    result.actor.session_id), SOUK_OK);
	sign_in(false);
	sign_in(true);
	ck_assert_int_eq(shop_login("reader", "wrong", false, &result),
	    SOUK_UNAUTHENTICATED);
	store.now += 2 * CLOCK_DAY;
	ck_assert_int_eq(shop_in(DB_WRITE, ask_sweep, NULL), SOUK_OK);
	ck_assert_int_eq(queue_run_one(&store, kinds, "test", &next), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM session").number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM refresh_token").number,
	    1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM login_failure").number,
	    0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM login_success").number,
	    1);
}
END_TEST

int
main(void)
{
	const TTest	*tests[] = {
		a_login_by_name_or_e_mail_makes_a_session,
		unknown_wrong_and_disabled_are_refused_alike,
		a_login_says_who,
		failures_are_limited_by_address_and_account,
		a_success_does_not_clear_guesses_at_somebody_else,
		guesses_at_the_same_time_count_each_other,
		a05_many_addresses_do_not_help_or_lock_the_owner_out,
		an_outdated_hash_is_renewed_by_the_login,
		s02_a_login_ends_the_session_that_came_with_it,
		s01_the_database_holds_no_token,
		a_session_lives_a_day_or_thirty,
		a_session_of_a_later_time_is_none,
		last_seen_moves_every_five_minutes,
		z06_no_token_is_no_session,
		s04_the_end_of_a_session_is_the_end_of_all_its_tokens,
		csrf_tokens_differ_by_session_and_are_stable,
		s07_claims_of_another_kind_time_or_shop_are_refused,
		a_refresh_token_works_once_and_gives_the_next,
		s08_a_used_refresh_token_ends_the_session_for_good,
		s08_of_refreshes_at_once_one_works_and_then_all_is_over,
		a_refresh_does_not_outlive_the_session_or_the_account,
		the_sweep_takes_what_is_over_and_nothing_else,
	};

	return shop_run("session", tests, COUNT(tests));
}
