/* SPDX-License-Identifier: ISC */
/* How long sessions live, and what their tokens are made of. */
#include <math.h>

#include "lib/accounts/account.h"
#include "lib/base/crypto.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define HOME		"192.0.2.1"

static struct login_result	result;
static bool			touch;

static void
sign_in(bool remember)
{
	shop_nobody(HOME);
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, remember,
	    &result), SOUK_OK);
}

static struct { int field; int64_t value; }	chosen[2];

static enum outcome
set_chosen(const char *unused)
{
	struct record	*all = record_new(store.arena, &souk_settings);
	struct record	*own = record_new(store.arena, &accounts_settings);

	(void)unused;
	for (size_t i = 0; i < COUNT(chosen); i++)
		record_set_int(own, chosen[i].field, chosen[i].value);
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

/* Two settings of accounts. */
static void
choose(int a, int64_t of_a, int b, int64_t of_b)
{
	chosen[0].field = a;
	chosen[0].value = of_a;
	chosen[1].field = b;
	chosen[1].value = of_b;
	ck_assert_int_eq(shop_in(DB_WRITE, set_chosen, NULL), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_READ, reload_settings, NULL), SOUK_OK);
}

static enum outcome
touch_session(const char *unused)
{
	(void)unused;
	return session_touch(&store);
}

/* S03 */
START_TEST(s03_an_idle_session_ends_if_the_shop_wants_it)
{
	shop_user("reader", "VIEWER", "brand_a");
	choose(ACCOUNTS_IDLE_MINUTES, 30, ACCOUNTS_STAFF_IDLE_MINUTES, 0);
	sign_in(false);
	store.now += 29 * CLOCK_MINUTE;
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_OK);
	ck_assert(touch);
	ck_assert_int_eq(shop_in(DB_WRITE, touch_session, NULL), SOUK_OK);
	store.now += 29 * CLOCK_MINUTE;
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_OK);
	store.now += CLOCK_MINUTE;
	ck_assert_int_eq(session_by_token(&store, result.session_token, &touch),
	    SOUK_UNAUTHENTICATED);
}
END_TEST

/* Staff's own are the shorter, customers keep theirs. */
START_TEST(s03_staff_may_have_shorter_sessions_than_customers)
{
	static const struct {
		const char	*role;
		int64_t		 hours, idle;	/* of staff */
		bool		 remember;
		int64_t		 lives, rests;	/* minutes */
	} t[] = {
		{ "ADMIN", 0, 0, false, 24 * 60, 0 },
		{ "ADMIN", 12, 30, false, 12 * 60, 30 },
		{ "ADMIN", 12, 30, true, 12 * 60, 30 },
		{ "ADMIN", 90, 30, false, 24 * 60, 30 },
		{ "VIEWER", 12, 30, true, 12 * 60, 30 },
		{ "CUSTOMER", 12, 30, false, 24 * 60, 0 },
		{ "CUSTOMER", 12, 30, true, 30 * 24 * 60, 0 },
	};
	int64_t	start, rest;
	char	*name;

	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	for (size_t i = 0; i < COUNT(t); i++) {
		store.now = start = STORE_NOW;
		choose(ACCOUNTS_STAFF_HOURS, t[i].hours,
		    ACCOUNTS_STAFF_IDLE_MINUTES, t[i].idle);
		name = arena_printf(store.arena, "person%zu", i);
		shop_user(name, t[i].role, "brand_a");
		shop_nobody(HOME);
		ck_assert_int_eq(shop_login(name, SHOP_PASSWORD, t[i].remember,
		    &result), SOUK_OK);
		ck_assert_msg(result.expires_at == start + t[i].lives *
		    CLOCK_MINUTE, "row %zu", i);
		rest = t[i].rests == 0 ? t[i].lives : t[i].rests;
		store.now = start + rest * CLOCK_MINUTE - 1;
		ck_assert_int_eq(session_by_token(&store,
		    result.session_token, &touch), SOUK_OK);
		store.now++;
		ck_assert_int_eq(session_by_token(&store,
		    result.session_token, &touch), SOUK_UNAUTHENTICATED);
		shop_as(shop_sql("SELECT id FROM users"
		    " WHERE username = 'owner'").text);
	}
}
END_TEST

#define TOKENS	100000

static int
by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, TOKEN_BYTES);
}

/* Shannon's, of single bytes: 8 where all are as frequent. */
static double
entropy_of(const uint8_t *bytes, size_t len)
{
	size_t	count[256] = { 0 };
	double	bits = 0, p;

	for (size_t i = 0; i < len; i++)
		count[bytes[i]]++;
	for (int i = 0; i < 256; i++) {
		p = (double)count[i] / (double)len;
		bits -= p > 0 ? p * log2(p) : 0;
	}
	return bits;
}

START_TEST(s01_of_a_hundred_thousand_tokens_none_is_like_another)
{
	uint8_t	*all = malloc((size_t)TOKENS * TOKEN_BYTES), *bytes;
	char	*token;
	size_t	 len;

	ck_assert_ptr_nonnull(all);
	for (size_t i = 0; i < TOKENS; i++) {
		token = crypto_token(store.arena, TOKEN_BYTES);
		ck_assert_uint_eq(strlen(token), TOKEN_TEXT);
		ck_assert(crypto_base64url_decode(store.arena, token,
		    TOKEN_TEXT, &bytes, &len) && len == TOKEN_BYTES);
		memcpy(all + i * TOKEN_BYTES, bytes, TOKEN_BYTES);
		if (i % 1000 == 0)
			arena_reset(store.arena);
	}
	ck_assert(entropy_of(all, (size_t)TOKENS * TOKEN_BYTES) > 7.9999);
	qsort(all, TOKENS, TOKEN_BYTES, by_bytes);
	for (size_t i = 1; i < TOKENS; i++)
		ck_assert_int_ne(by_bytes(all + (i - 1) * TOKEN_BYTES,
		    all + i * TOKEN_BYTES), 0);
	free(all);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s03_an_idle_session_ends_if_the_shop_wants_it,
		s03_staff_may_have_shorter_sessions_than_customers,
		s01_of_a_hundred_thousand_tokens_none_is_like_another,
	};

	return shop_run("limits of sessions", tests, COUNT(tests));
}
