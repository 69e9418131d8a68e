/* SPDX-License-Identifier: ISC */
#include "lib/accounts/mailed.h"
#include "lib/accounts/totp.h"
#include "lib/base/crypto.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define HOME		"192.0.2.1"
#define STEP		(30 * CLOCK_SECOND)

static struct login_result	 result;
static struct record		*codes;		/* recovery codes */
static uint8_t			 key[TOTP_BYTES];
static const char		*owner;

/* ---- the app ------------------------------------------------------------- */

/* RFC 6238, appendix B: SHA-1, eight digits. */
START_TEST(s3_auth_14_codes_are_those_of_rfc_6238)
{
	static const struct { int64_t seconds; uint32_t code; } t[] = {
		{ 59, 94287082 }, { 1111111109, 7081804 },
		{ 1111111111, 14050471 }, { 1234567890, 89005924 },
		{ 2000000000, 69279037 }, { INT64_C(20000000000), 65353130 },
	};
	static const char	seed[] = "12345678901234567890";

	for (size_t i = 0; i < COUNT(t); i++)
		ck_assert_uint_eq(totp_value((const uint8_t *)seed, 20,
		    totp_step(t[i].seconds * CLOCK_SECOND), 8), t[i].code);
}
END_TEST

START_TEST(a_secret_is_read_as_it_was_written)
{
	static const char *const	bad[] = { "", "A",
		"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
		"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1" };
	char				*secret;
	uint8_t				 again[TOTP_BYTES];

	/* RFC 4648: "12345678901234567890" */
	ck_assert(totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", again));
	ck_assert_mem_eq(again, "12345678901234567890", TOTP_BYTES);
	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert(!totp_secret_read(bad[i], again));
	secret = totp_secret(store.arena);
	ck_assert_uint_eq(strlen(secret), 32);
	ck_assert_str_ne(secret, totp_secret(store.arena));
	ck_assert(totp_secret_read(secret, again));
	ck_assert_str_eq(totp_uri(store.arena, "Le Souk", "a&b", "ABC"),
	    "otpauth://totp/Le%20Souk:a%26b?secret=ABC&issuer=Le%20Souk");
}
END_TEST

static char *
code_at(int64_t ms)
{
	return arena_printf(store.arena, "%06u",
	    totp_value(key, TOTP_BYTES, totp_step(ms), TOTP_DIGITS));
}

static struct record *
proof_of(const char *password, const char *code, const char *recovery)
{
	struct record	*in = record_new(store.arena, &factor_proof_fields);

	if (password != NULL)
		record_set_text(in, FACTOR_PROOF_PASSWORD, password);
	if (code != NULL)
		record_set_text(in, FACTOR_PROOF_CODE, code);
	if (recovery != NULL)
		record_set_text(in, FACTOR_PROOF_RECOVERY, recovery);
	memset(&store.problem, 0, sizeof(store.problem));
	return in;
}

static enum outcome
confirm(const char *code)
{
	struct record	*in = record_new(store.arena, &factor_code_fields);

	record_set_text(in, FACTOR_CODE, code);
	memset(&store.problem, 0, sizeof(store.problem));
	return second_factor_confirm(&store, in, &codes);
}

static enum outcome
begin(const char *password)
{
	struct record	*in = record_new(store.arena, &factor_begin_fields);
	struct record	*secret;
	enum outcome	 e;

	if (password != NULL)
		record_set_text(in, FACTOR_BEGIN_PASSWORD, password);
	memset(&store.problem, 0, sizeof(store.problem));
	if ((e = second_factor_begin(&store, in, &secret)) == SOUK_OK)
		ck_assert(totp_secret_read(
		    secret->values[FACTOR_SECRET].text, key));
	return e;
}

/* The owner has one, set up a minute ago. */
static void
turn_on(void)
{
	owner = shop_user("owner", "SUPER_ADMIN", "brand_a");
	shop_as(owner);
	store.actor.address = HOME;
	store.now = STORE_NOW - CLOCK_MINUTE;
	ck_assert_int_eq(begin(SHOP_PASSWORD), SOUK_OK);
	ck_assert_int_eq(confirm(code_at(store.now)), SOUK_OK);
	store.now = STORE_NOW;
}

static const char *
recovery(int i)
{
	return codes->values[FACTOR_RECOVERY_CODES].texts[i];
}

/* The password is said, from there. */
static enum outcome
password_from(const char *address)
{
	shop_nobody(address);
	return shop_login("owner", SHOP_PASSWORD, false, &result);
}

static enum outcome
answer_challenge(const char *challenge, const char *code, const char *backup)
{
	struct record	*in = record_new(store.arena, &login_step_fields);

	record_set_text(in, LOGIN_STEP_CHALLENGE, challenge);
	if (code != NULL)
		record_set_text(in, LOGIN_STEP_CODE, code);
	if (backup != NULL)
		record_set_text(in, LOGIN_STEP_RECOVERY, backup);
	memset(&store.problem, 0, sizeof(store.problem));
	return login_step(&store, in, &result);
}

/* ---- turning it on and off ----------------------------------------------- */

START_TEST(s3_auth_14_it_is_on_once_a_code_confirms_it)
{
	struct record	*state;

	owner = shop_user("owner", "SUPER_ADMIN", "brand_a");
	shop_as(owner);
	ck_assert_int_eq(begin(NULL), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "currentPassword");
	ck_assert_int_eq(begin("wrong"), SOUK_INVALID);
	ck_assert_int_eq(confirm("000000"), SOUK_CONFLICT);
	ck_assert_int_eq(begin(SHOP_PASSWORD), SOUK_OK);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_ptr_null(result.challenge);
	shop_as(owner);
	ck_assert_int_eq(confirm("12345"), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "code");
	ck_assert_int_eq(confirm(code_at(store.now)), SOUK_OK);
	ck_assert_uint_eq(codes->values[FACTOR_RECOVERY_CODES].count, 10);
	ck_assert_int_eq(begin(SHOP_PASSWORD), SOUK_CONFLICT);
	ck_assert_int_eq(confirm(code_at(store.now + STEP)), SOUK_CONFLICT);
	ck_assert_int_eq(second_factor_read(&store, &state), SOUK_OK);
	ck_assert_int_eq(state->values[FACTOR_ENABLED].num, 1);
	ck_assert_int_eq(state->values[FACTOR_RECOVERY_LEFT].num, 10);
	/* The session that was there before it is over. */
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM session"
	    " WHERE ended_at IS NULL").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail"
	    " WHERE template = 'second_factor_on'").number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'second_factor_on' AND entity_id = '%s'",
	    owner).number, 1);
}
END_TEST

START_TEST(the_database_holds_no_secret_and_no_recovery_code)
{
	char	letters[17];
	int	i, n = 0;

	turn_on();
	for (i = 0; recovery(0)[i] != '\0'; i++)
		if (recovery(0)[i] != '-')
			letters[n++] = recovery(0)[i];
	letters[n] = '\0';
	ck_assert_int_eq(n, 16);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM recovery_code"
	    " WHERE code_hash = '%s'",
	    crypto_sha256_hex(store.arena, letters)).number, 1);
	ck_assert_ptr_nonnull(crypto_unseal(store.arena, &shop_config,
	    arena_printf(store.arena, "totp:%s", owner),
	    shop_sql("SELECT sealed FROM user_totp").text));
	ck_assert_ptr_null(crypto_unseal(store.arena, &shop_config,
	    "totp:user_other", shop_sql("SELECT sealed FROM user_totp").text));
}
END_TEST

START_TEST(turning_it_off_needs_the_password_and_a_code)
{
	static const struct { const char *password; int code; } t[] = {
		{ NULL, 1 }, { "wrong", 1 }, { SHOP_PASSWORD, 0 },
		{ SHOP_PASSWORD, -1 },
	};
	size_t	i;

	turn_on();
	shop_as(owner);
	for (i = 0; i < COUNT(t); i++)
		ck_assert_msg(second_factor_end(&store, proof_of(t[i].password,
		    t[i].code == 0 ? NULL : t[i].code < 0 ? "000000" :
		    code_at(store.now), NULL)) == SOUK_INVALID, "row %zu", i);
	store.actor.key_id = "key_x";
	ck_assert_int_eq(second_factor_end(&store, proof_of(SHOP_PASSWORD,
	    code_at(store.now), NULL)), SOUK_DENIED);
	store.actor.key_id = NULL;
	ck_assert_int_eq(second_factor_end(&store, proof_of(SHOP_PASSWORD,
	    code_at(store.now), NULL)), SOUK_OK);
	ck_assert_int_eq(second_factor_end(&store, proof_of(SHOP_PASSWORD,
	    code_at(store.now + STEP), NULL)), SOUK_CONFLICT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM recovery_code").number,
	    0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail"
	    " WHERE template = 'second_factor_off'").number, 1);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_ptr_null(result.challenge);
}
END_TEST

START_TEST(new_recovery_codes_take_the_place_of_the_old)
{
	const char	*old;
	struct record	*again;

	turn_on();
	shop_as(owner);
	old = recovery(0);
	ck_assert_int_eq(second_factor_renew(&store, proof_of(SHOP_PASSWORD,
	    NULL, recovery(1)), &again), SOUK_OK);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge, NULL, old),
	    SOUK_UNAUTHENTICATED);
	codes = again;
	ck_assert_int_eq(answer_challenge(result.challenge, NULL,
	    recovery(0)), SOUK_OK);
}
END_TEST

/* Who signs in by an identity has no password to say. */
START_TEST(an_account_without_a_password_needs_a_fresh_session)
{
	turn_on();
	shop_sql("UPDATE users SET password_hash = '' WHERE id = '%s'", owner);
	shop_sql("INSERT INTO session (id, user_id, token_hash, remember,"
	    " created_at, last_seen_at, expires_at) VALUES ('sess_x', '%s',"
	    " 'x', 0, %lld, 1, 1)", owner,
	    (long long)(STORE_NOW - 10 * CLOCK_MINUTE));
	shop_as(owner);
	store.actor.session_id = "sess_x";
	ck_assert_int_eq(second_factor_end(&store, proof_of(NULL,
	    code_at(store.now), NULL)), SOUK_DENIED);
	ck_assert_str_eq(shop_code(), "SIGN_IN_AGAIN");
	store.now -= CLOCK_SECOND;
	ck_assert_int_eq(second_factor_end(&store, proof_of(NULL,
	    code_at(store.now), NULL)), SOUK_OK);
}
END_TEST

static enum outcome
remove_from(const char *id)
{
	return second_factor_remove(&store, id);
}

START_TEST(an_owner_helps_staff_of_the_own_brand_who_lost_their_app)
{
	const char	*boss, *stranger, *manager;

	turn_on();
	boss = shop_user("boss", "SUPER_ADMIN", "brand_a");
	manager = shop_user("manager", "ADMIN", "brand_a");
	stranger = shop_user("stranger", "SUPER_ADMIN", "brand_b");
	shop_as(manager);
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, owner), SOUK_DENIED);
	shop_as(stranger);
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, owner), SOUK_DENIED);
	shop_as(owner);
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, owner), SOUK_CONFLICT);
	shop_as(boss);
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, manager),
	    SOUK_NOT_FOUND);
	store.actor.key_id = "key_x";
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, owner), SOUK_DENIED);
	store.actor.key_id = NULL;
	ck_assert_int_eq(shop_in(DB_WRITE, remove_from, owner), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'second_factor_off' AND entity_id = '%s'"
	    " AND user_id = '%s'", owner, boss).number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail"
	    " WHERE template = 'second_factor_off' AND user_id = '%s'",
	    owner).number, 1);
}
END_TEST

/* ---- signing in ---------------------------------------------------------- */

START_TEST(a07_a_password_alone_gives_no_session)
{
	turn_on();
	shop_sql("DELETE FROM session");
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_ptr_nonnull(result.challenge);
	ck_assert_int_eq(result.second_factor, SECOND_FACTOR_REQUIRED);
	ck_assert_ptr_null(result.session_token);
	ck_assert_ptr_null(result.access_token);
	ck_assert_ptr_null(result.user);
	ck_assert_ptr_null(store.actor.user_id);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM session").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM login_challenge"
	    " WHERE token_hash = '%s'", crypto_sha256_hex(store.arena,
	    result.challenge)).number, 1);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_OK);
	ck_assert_str_eq(store.actor.username, "owner");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM login_challenge")
	    .number, 0);
}
END_TEST

START_TEST(a07_a_code_works_once_and_half_a_minute_around)
{
	enum { OK = SOUK_OK, NO = SOUK_UNAUTHENTICATED };
	static const struct { int at, code, outcome; } t[] = {
		{ 0, 2, NO }, { 0, -2, NO },
		{ 0, -1, OK },			/* a step late */
		{ 0, -1, NO },			/* once */
		{ 0, 1, OK },			/* a step early */
		{ 0, 1, NO }, { 0, 0, NO },	/* older than one that was used */
		{ 1, 1, NO }, { 2, 2, OK },
		/* the clock was set back a day: nobody is kept out, and
		 * still nothing works twice */
		{ -2880, -2880, OK }, { -2880, -2880, NO },
		{ -2880, -2879, OK }, { -2879, -2879, NO },
	};
	size_t	i;

	turn_on();
	for (i = 0; i < COUNT(t); i++) {
		shop_sql("DELETE FROM login_failure");
		store.now = STORE_NOW + t[i].at * STEP;
		ck_assert_int_eq(password_from(HOME), SOUK_OK);
		ck_assert_msg((int)answer_challenge(result.challenge,
		    code_at(STORE_NOW + t[i].code * STEP), NULL) ==
		    t[i].outcome, "row %zu", i);
	}
}
END_TEST

START_TEST(a_recovery_code_works_once_however_it_is_typed)
{
	char	*shouted;

	turn_on();
	shouted = arena_copy(store.arena, recovery(3));
	for (char *p = shouted; *p != '\0'; p++)
		*p = *p == '-' ? ' ' : *p >= 'a' ? (char)(*p - 32) : *p;
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge, NULL, shouted),
	    SOUK_OK);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge, NULL, recovery(3)),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(answer_challenge(result.challenge, NULL, recovery(4)),
	    SOUK_OK);
}
END_TEST

START_TEST(a_challenge_has_five_minutes_five_tries_and_one_use)
{
	const char	*challenge;
	int		 i;

	turn_on();
	ck_assert_int_eq(answer_challenge("", code_at(store.now), NULL),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(answer_challenge("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	    "AAAAAAAA", code_at(store.now), NULL), SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	challenge = result.challenge;
	ck_assert_int_eq(answer_challenge(challenge, NULL, NULL),
	    SOUK_INVALID);
	ck_assert_int_eq(answer_challenge(challenge, "1", "2"), SOUK_INVALID);
	store.now += 5 * CLOCK_MINUTE;
	ck_assert_int_eq(answer_challenge(challenge, code_at(store.now), NULL),
	    SOUK_UNAUTHENTICATED);
	ck_assert_str_eq(shop_code(), "CHALLENGE_OVER");
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	challenge = result.challenge;
	for (i = 0; i < 5; i++) {
		shop_sql("DELETE FROM login_failure");
		ck_assert_int_eq(answer_challenge(challenge, "000000", NULL),
		    SOUK_UNAUTHENTICATED);
		ck_assert_str_eq(shop_code(), "CODE_WRONG");
	}
	shop_sql("DELETE FROM login_failure");
	ck_assert_int_eq(answer_challenge(challenge, code_at(store.now), NULL),
	    SOUK_UNAUTHENTICATED);
	ck_assert_str_eq(shop_code(), "CHALLENGE_OVER");
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	challenge = result.challenge;
	ck_assert_int_eq(answer_challenge(challenge, code_at(store.now), NULL),
	    SOUK_OK);
	ck_assert_int_eq(answer_challenge(challenge,
	    code_at(store.now + STEP), NULL), SOUK_UNAUTHENTICATED);
	ck_assert_str_eq(shop_code(), "CHALLENGE_OVER");
}
END_TEST

static enum outcome
end_all(const char *id)
{
	return session_end_all(&store, id, NULL);
}

/* What a new password or a disabled account ends. */
START_TEST(a_challenge_ends_with_the_sessions_of_its_account)
{
	turn_on();
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, end_all, owner), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	shop_sql("UPDATE users SET is_active = 0");
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_UNAUTHENTICATED);
	ck_assert_ptr_null(store.actor.user_id);
}
END_TEST

/*
 * A07: who has the password and all addresses they like says it again and
 * again, and tries codes for a day.  10^6 would take them 137 years.
 */
START_TEST(a07_a_million_tries_are_not_possible)
{
	int	 i, k, judged = 0;

	turn_on();
	for (i = 0; i < 200; i++) {
		store.now = STORE_NOW + i * 7 * CLOCK_MINUTE;
		if (password_from(arena_printf(store.arena, "198.51.%d.%d",
		    i / 100, i % 100)) != SOUK_OK)
			continue;
		for (k = 0; k < 5; k++)
			judged += answer_challenge(result.challenge, "000000",
			    NULL) == SOUK_UNAUTHENTICATED;
	}
	ck_assert_int_eq(judged, 20);
	/* The same code would be right now, and is not looked at. */
	ck_assert_int_eq(password_from("198.51.100.200"), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_LIMITED);
	/* Nobody who knows the password keeps the owner out. */
	ck_assert_int_eq(answer_challenge(result.challenge, NULL,
	    recovery(0)), SOUK_OK);
}
END_TEST

/* A right password must not wipe the guesses at codes from its address. */
START_TEST(a07_saying_the_password_again_gives_no_more_tries)
{
	int	 i, judged = 0;

	turn_on();
	for (i = 0; i < 12; i++) {
		if (password_from(HOME) != SOUK_OK)
			break;
		judged += answer_challenge(result.challenge, "000000", NULL) ==
		    SOUK_UNAUTHENTICATED;
	}
	ck_assert_int_eq(judged, 5);
	/* By a session neither. */
	shop_sql("DELETE FROM login_failure");
	shop_as(owner);
	for (i = judged = 0; i < 12; i++)
		judged += second_factor_end(&store, proof_of(SHOP_PASSWORD,
		    "000000", NULL)) == SOUK_INVALID;
	ck_assert_int_eq(judged, 5);
}
END_TEST

static bool
code_is_taken(void)
{
	return answer_challenge(result.challenge, code_at(store.now), NULL) ==
	    SOUK_OK;
}

START_TEST(a07_of_ten_uses_of_a_code_at_once_one_works)
{
	turn_on();
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(shop_at_once(10, code_is_taken), 1);
}
END_TEST

/* ---- a new password -------------------------------------------------------- */

static const char	*reset_token;

static enum outcome
reset_ask(const char *email)
{
	return mailed_token_new(&store, owner, MAILED_RESET, email,
	    &reset_token);
}

/* It neither signs in nor takes the second factor away. */
START_TEST(a09_a_reset_password_still_owes_the_code)
{
	static const char	 better[] = "seventeen blue umbrellas";
	struct record		*in = record_new(store.arena, &proof_fields);

	turn_on();
	shop_nobody(HOME);
	ck_assert_int_eq(shop_in(DB_WRITE, reset_ask, "owner@shop.test"),
	    SOUK_OK);
	record_set_text(in, PROOF_TOKEN, reset_token);
	record_set_text(in, PROOF_PASSWORD, better);
	ck_assert_int_eq(password_reset(&store, in), SOUK_OK);
	ck_assert_ptr_null(store.actor.user_id);
	ck_assert_int_eq(shop_login("owner", better, false, &result), SOUK_OK);
	ck_assert_int_eq(result.second_factor, SECOND_FACTOR_REQUIRED);
	ck_assert_ptr_null(result.session_token);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_OK);
}
END_TEST

/* ---- staff who must have one ---------------------------------------------- */

static enum outcome
ask_of_staff(const char *unused)
{
	struct record	*all = record_new(store.arena, &souk_settings);
	struct record	*own = record_new(store.arena, &accounts_settings);

	(void)unused;
	record_set_int(own, ACCOUNTS_STAFF_SECOND_FACTOR, 1);
	all->values[SOUK_SETTINGS_ACCOUNTS] = (struct value){
		.state = VALUE_SET, .items = own, .count = 1 };
	return settings_change(&store, all, false);
}

static enum outcome
reload_settings(const char *unused)
{
	(void)unused;
	return settings_load(shop_set, &store, true);
}

START_TEST(s3_auth_14_staff_are_led_to_set_one_up_where_the_shop_asks)
{
	owner = shop_user("owner", "SUPER_ADMIN", "brand_a");
	shop_user("customer", "CUSTOMER", "brand_a");
	shop_as(owner);
	ck_assert_int_eq(shop_in(DB_WRITE, ask_of_staff, NULL), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_READ, reload_settings, NULL), SOUK_OK);
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("customer", SHOP_PASSWORD, false, &result),
	    SOUK_OK);
	ck_assert_ptr_null(result.challenge);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(result.second_factor, SECOND_FACTOR_ENROLL);
	ck_assert(totp_secret_read(
	    result.secret->values[FACTOR_SECRET].text, key));
	ck_assert_int_eq(answer_challenge(result.challenge, "000000", NULL),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_OK);
	ck_assert_str_eq(store.actor.username, "owner");
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(result.second_factor, SECOND_FACTOR_REQUIRED);
	ck_assert_ptr_null(result.secret);
}
END_TEST

/* ---- a word to the owner --------------------------------------------------- */

static int
notices(void)
{
	int	n = (int)shop_sql("SELECT count(*) FROM mail"
		    " WHERE template = 'new_sign_in'").number;

	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'suspicious_sign_in'").number, n);
	return n;
}

START_TEST(s4_sec_13_a_sign_in_from_a_new_address_is_told)
{
	static const struct { const char *address; int told; } t[] = {
		{ HOME, 0 },			/* the first one ever */
		{ HOME, 0 }, { "192.0.2.77", 1 }, { "192.0.2.77", 1 },
		{ "2001:db8::1", 2 }, { "2001:db8::2", 2 }, { HOME, 2 },
	};
	size_t	i;

	shop_user("owner", "SUPER_ADMIN", "brand_a");
	for (i = 0; i < COUNT(t); i++) {
		ck_assert_int_eq(password_from(t[i].address), SOUK_OK);
		ck_assert_msg(notices() == t[i].told, "row %zu", i);
	}
}
END_TEST

START_TEST(s4_sec_13_a_sign_in_after_many_guesses_is_told)
{
	int	i;

	shop_user("owner", "SUPER_ADMIN", "brand_a");
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	for (i = 0; i < 9; i++) {
		shop_nobody(arena_printf(store.arena, "198.51.100.%d", i));
		ck_assert_int_eq(shop_login("owner", "guess", false, &result),
		    SOUK_UNAUTHENTICATED);
	}
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(notices(), 0);
	shop_nobody("198.51.100.99");
	ck_assert_int_eq(shop_login("owner", "guess", false, &result),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(notices(), 1);
}
END_TEST

/* Guesses at the code count as well, and the notice comes with the session. */
START_TEST(s4_sec_13_the_second_step_is_watched_too)
{
	turn_on();
	ck_assert_int_eq(password_from(HOME), SOUK_OK);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now), NULL), SOUK_OK);
	ck_assert_int_eq(password_from("192.0.2.77"), SOUK_OK);
	ck_assert_int_eq(notices(), 0);
	ck_assert_int_eq(answer_challenge(result.challenge,
	    code_at(store.now + STEP), NULL), SOUK_OK);
	ck_assert_int_eq(notices(), 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s3_auth_14_codes_are_those_of_rfc_6238,
		a_secret_is_read_as_it_was_written,
		s3_auth_14_it_is_on_once_a_code_confirms_it,
		the_database_holds_no_secret_and_no_recovery_code,
		turning_it_off_needs_the_password_and_a_code,
		new_recovery_codes_take_the_place_of_the_old,
		an_account_without_a_password_needs_a_fresh_session,
		an_owner_helps_staff_of_the_own_brand_who_lost_their_app,
		a07_a_password_alone_gives_no_session,
		a07_a_code_works_once_and_half_a_minute_around,
		a_recovery_code_works_once_however_it_is_typed,
		a_challenge_has_five_minutes_five_tries_and_one_use,
		a_challenge_ends_with_the_sessions_of_its_account,
		a07_a_million_tries_are_not_possible,
		a07_saying_the_password_again_gives_no_more_tries,
		a07_of_ten_uses_of_a_code_at_once_one_works,
		a09_a_reset_password_still_owes_the_code,
		s3_auth_14_staff_are_led_to_set_one_up_where_the_shop_asks,
		s4_sec_13_a_sign_in_from_a_new_address_is_told,
		s4_sec_13_a_sign_in_after_many_guesses_is_told,
		s4_sec_13_the_second_step_is_watched_too,
	};

	return shop_run("second factor", tests, COUNT(tests));
}
