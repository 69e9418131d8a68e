/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/accounts/mailed.h"
#include "tests/unit/accounts_shop.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SALT_TAG	"$2ZGVz5pK3xG8DOyQmsWoYg$btxOAWK8GKPQbqy8NIIXUg"

/* S3-AUTH-04 */
static bool
is_right(const char *plain, const char *hash, bool *outdated)
{
	bool	 right;

	ck_assert_int_eq(password_verify(plain, hash, &right, outdated),
	    SOUK_OK);
	return right;
}

START_TEST(a_password_is_stored_as_argon2id_with_19_mib_and_its_own_salt)
{
	char	*one, *two;
	bool	 outdated;

	ck_assert_int_eq(password_hash(store.arena, SHOP_PASSWORD, &one), 0);
	ck_assert_int_eq(password_hash(store.arena, SHOP_PASSWORD, &two), 0);
	ck_assert_ptr_eq(strstr(one, "$argon2id$v=19$m=19456,t=2,p=1$"), one);
	ck_assert_str_ne(one, two);
	ck_assert(is_right(SHOP_PASSWORD, one, &outdated));
	ck_assert(!outdated);
	ck_assert(!is_right("correct horse battery ", one, &outdated));
	ck_assert(!is_right("", one, &outdated));
}
END_TEST

/* S3-AUTH-05 */
START_TEST(a_hash_of_other_costs_is_right_but_outdated)
{
	bool	outdated;

	ck_assert(is_right(SHOP_PASSWORD, CHEAP_HASH, &outdated));
	ck_assert(outdated);
}
END_TEST

/* These are right, at the most that is obeyed and just beyond it. */
START_TEST(a_stored_hash_says_what_it_costs_within_bounds)
{
	static const struct { const char *hash; bool right; } t[] = {
		{ "$argon2id$v=19$m=64,t=6,p=4"
		    "$c2l4dGVlbiBieXRlcyBvaw$qWUSxUVxIL9B8uiABL4Krw", true },
		{ "$argon2id$v=19$m=65536,t=1,p=1"
		    "$c2l4dGVlbiBieXRlcyBvaw$+E3E0MJA//j6kFk0/d9BSg", true },
		{ "$argon2id$v=19$m=65537,t=1,p=1"
		    "$c2l4dGVlbiBieXRlcyBvaw$JUMlJkQ3Li76AkmIxgLgdA", false },
		{ "$argon2id$v=19$m=64,t=7,p=1"
		    "$c2l4dGVlbiBieXRlcyBvaw$RPDI0/gxPNF1LEIeqKiKxQ", false },
		{ "$argon2id$v=19$m=64,t=1,p=5"
		    "$c2l4dGVlbiBieXRlcyBvaw$PEa/3gezTyTdwvwVQegF3A", false },
	};
	size_t	i;
	bool	outdated;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_msg(is_right(SHOP_PASSWORD, t[i].hash,
		    &outdated) == t[i].right, "%s", t[i].hash);
}
END_TEST

START_TEST(hostile_stored_parameters_are_not_obeyed)
{
	static const char *const hashes[] = {
		"",
		"$argon2id$",
		"$argon2id$v=19$m=4294967295,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$m=99999999999999999999,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$m=64,t=4294967295,p=1" SALT_TAG,
		"$argon2id$v=20$m=64,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$m=-1,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$m=+64,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$m= 64,t=1,p=1" SALT_TAG,
		"$argon2id$v=19$t=1,m=64,p=1" SALT_TAG,
		"$argon2id$v=19$m=64,t=1,p=1",
		"$argon2id$v=19$m=64,t=1,p=1$$",
		"$argon2i$v=19$m=64,t=2,p=1$2ZGVz5pK3xG8DOyQmsWoYg$"
		    "eLyZGUpr8VY/Lul0sPTqnkmo+K0SQ+MbEWstuFNkrFw",
		SHOP_PASSWORD,
	};
	size_t	i;
	bool	outdated;

	for (i = 0; i < COUNT(hashes); i++)
		ck_assert_msg(!is_right(SHOP_PASSWORD, hashes[i],
		    &outdated), "%s", hashes[i]);
}
END_TEST

START_TEST(a_password_needs_length_and_more_than_common_words)
{
	static const struct {
		const char	*password;
		enum role	 role;
		const char	*code;	/* "": taken */
	} t[] = {
		{ "corrects", ROLE_CUSTOMER, "" },
		{ "seven77", ROLE_CUSTOMER, "PASSWORD_SHORT" },
		{ "corrects", ROLE_VIEWER, "PASSWORD_SHORT" },
		{ "fourteen chars", ROLE_ADMIN, "PASSWORD_SHORT" },
		{ "fifteen charsss", ROLE_ADMIN, "" },
		{ "ثعلبيقفزفوقكلبن", ROLE_ADMIN, "" },
		{ "🦊🦔🦉🐙🦎🦞🦂🦥🦦🦨🦩🦫🦬🦭🪲",
		    ROLE_ADMIN, "" },
		{ "correct horse battery staple", ROLE_SUPER_ADMIN, "" },
		{ "password", ROLE_CUSTOMER, "PASSWORD_COMMON" },
		{ "PassWord1", ROLE_CUSTOMER, "PASSWORD_COMMON" },
		{ "motdepasse2026", ROLE_CUSTOMER, "PASSWORD_COMMON" },
		{ "12345678", ROLE_CUSTOMER, "PASSWORD_COMMON" },
		{ "azertyuiop123456", ROLE_ADMIN, "PASSWORD_COMMON" },
		{ "passwordpassword", ROLE_ADMIN, "PASSWORD_COMMON" },
		{ "aaaaaaaaaaaaaaaaaaaa", ROLE_ADMIN, "PASSWORD_COMMON" },
		{ "abcdefghijklmnopqrst", ROLE_ADMIN, "PASSWORD_COMMON" },
		{ "Administrateur2026!", ROLE_ADMIN, "PASSWORD_COMMON" },
	};
	size_t	i;

	for (i = 0; i < COUNT(t); i++) {
		shop_nobody(NULL);
		if (password_check(&store, "password", t[i].password,
		    t[i].role) == SOUK_OK)
			ck_assert_msg(*t[i].code == '\0', "%s", t[i].password);
		else
			ck_assert_msg(strcmp(t[i].code,
			    store.problem.fields[0].message->code) == 0,
			    "%s: %s", t[i].password,
			    store.problem.fields[0].message->code);
	}
}
END_TEST

/* A01: to 256 bytes and no further, nothing cut off. */
START_TEST(a_long_password_counts_to_its_last_byte)
{
	char	 text[258], *hash;
	bool	 outdated;
	size_t	 i;

	for (i = 0; i < 257; i++)
		text[i] = (char)('!' + i * 7 % 90);
	text[257] = '\0';
	shop_nobody(NULL);
	ck_assert_int_eq(password_check(&store, "password", text, ROLE_ADMIN),
	    SOUK_INVALID);
	text[256] = '\0';
	shop_nobody(NULL);
	ck_assert_int_eq(password_check(&store, "password", text, ROLE_ADMIN),
	    SOUK_OK);
	ck_assert_int_eq(password_hash(store.arena, text, &hash), SOUK_OK);
	ck_assert(is_right(text, hash, &outdated));
	text[255] ^= 1;
	ck_assert(!is_right(text, hash, &outdated));
}
END_TEST

/* A02 */
START_TEST(the_words_of_the_shops_own_name_count_for_nothing)
{
	const char	*name = settings_text(store.settings, &shop_settings,
			    SHOP_NAME);
	char		*password = arena_printf(store.arena, "%s%s-2026%s",
			    name, name, name);

	shop_nobody(NULL);
	ck_assert_int_eq(password_check(&store, "password", password,
	    ROLE_CUSTOMER), SOUK_INVALID);
}
END_TEST

/* S3-AUTH-10, S3-AUTH-12, S3-AUTH-13, C-10, C-11 */
START_TEST(a_role_is_a_set_of_permissions)
{
	static const struct { enum role role; uint64_t permissions; } t[] = {
		{ ROLE_NONE, 0 },
		{ ROLE_CUSTOMER, 0 },
		{ ROLE_VIEWER, PRODUCT_VIEW | ANALYTICS_VIEW },
		{ ROLE_ADMIN, PRODUCT_VIEW | PRODUCT_CREATE | PRODUCT_EDIT |
		    CATEGORY_MANAGE | ANALYTICS_VIEW | MESSAGE_MANAGE |
		    SETTINGS_LIMITED | ORDER_VIEW | ORDER_EDIT |
		    PROMOTION_EDIT | PAYMENT_VIEW | PAYMENT_REFUND },
		{ ROLE_SUPER_ADMIN, (1 << 16) - 1 },
	};
	size_t	i;
	int	bit;

	for (i = 0; i < COUNT(t); i++) {
		ck_assert_uint_eq(role_permissions(t[i].role),
		    t[i].permissions);
		ck_assert_int_eq(role_from_name(role_name(t[i].role)),
		    t[i].role);
	}
	ck_assert_int_eq(role_from_name("super_admin"), ROLE_NONE);
	ck_assert_int_eq(role_from_name(NULL), ROLE_NONE);
	for (bit = 0; permission_label(bit) != NULL; bit++)
		continue;
	ck_assert_int_eq(bit, 16);
}
END_TEST

START_TEST(a_user_name_is_letters_digits_dots_and_dashes)
{
	static const struct { const char *name, *key; } t[] = {
		{ "Amina", "amina" },
		{ "Élodie.Durand", "elodie durand" },
		{ "a_b-c.1", "a b c 1" },
		{ "أمينة", "امينه" },
		{ "...", NULL },
		{ "a b", NULL },
		{ "a@b", NULL },
		{ "a/b", NULL },
		{ "<b>", NULL },
		{ "", NULL },
	};
	const char	*key;
	size_t		 i;

	for (i = 0; i < COUNT(t); i++) {
		key = username_key(store.arena, t[i].name);
		if (t[i].key == NULL)
			ck_assert_msg(key == NULL, "%s", t[i].name);
		else
			ck_assert_pstr_eq(key, t[i].key);
	}
	ck_assert_str_eq(email_key(store.arena, "Me@Shop.Test"),
	    "me@shop.test");
}
END_TEST

START_TEST(an_address_counts_by_what_its_owner_cannot_change)
{
	static const struct { const char *address, *group; } t[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "2001:db8:1:2::9", "2001:db8:1:2::/64" },
		{ "2001:db8:1:3::9", "2001:db8:1:3::/64" },
		{ "::1", "::/64" },
		{ "unix:", "-" },
		{ "", "-" },
		{ NULL, "-" },
	};
	size_t	i;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_str_eq(address_group(store.arena, t[i].address),
		    t[i].group);
}
END_TEST

/* ---- staff ------------------------------------------------------------- */

static struct record	*got;

static enum outcome
read_user(const char *id)
{
	return user_read(&store, id, &got);
}

static enum outcome
delete_user(const char *id)
{
	return user_delete(&store, id);
}

static struct record *
new_user(const char *name, const char *email)
{
	struct record	*input = record_new(store.arena, &user_fields);

	record_set_text(input, USER_USERNAME, name);
	record_set_text(input, USER_EMAIL, email);
	record_set_text(input, USER_PASSWORD, SHOP_PASSWORD);
	record_set_text(input, USER_ROLE, "VIEWER");
	return input;
}

static enum outcome
change_text(const char *id, int field, const char *text)
{
	struct record	*change = record_new(store.arena, &user_fields);

	record_set_text(change, field, text);
	memset(&store.problem, 0, sizeof(store.problem));
	return user_change(&store, id, change, &got);
}

static enum outcome
deactivate(const char *id)
{
	struct record	*change = record_new(store.arena, &user_fields);

	record_set_int(change, USER_ACTIVE, 0);
	memset(&store.problem, 0, sizeof(store.problem));
	return user_change(&store, id, change, &got);
}

/* S3-AUTH-15, S3-DB-01 */
START_TEST(an_owner_adds_staff_to_the_own_brand)
{
	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	ck_assert_int_eq(user_create(&store, new_user("Amina", "a@x.test"),
	    &got), SOUK_OK);
	ck_assert_str_eq(got->values[USER_USERNAME].text, "Amina");
	ck_assert_str_eq(got->values[USER_BRAND].text, "brand_a");
	ck_assert_int_eq(got->values[USER_VERSION].num, 1);
	ck_assert_int_eq(got->values[USER_PASSWORD].state, VALUE_ABSENT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM users WHERE"
	    " username_key = 'amina' AND password_hash LIKE"
	    " '$argon2id$v=19$m=19456,t=2,p=1$%%'").number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'create_user' AND changes NOT LIKE '%%horse%%'").number,
	    1);
}
END_TEST

START_TEST(z05_nobody_else_manages_staff_whatever_the_router_says)
{
	static const char *const roles[] = { "ADMIN", "VIEWER", "CUSTOMER" };
	const char	*id = shop_user("victim", "VIEWER", "brand_a");
	size_t		 i;

	for (i = 0; i < COUNT(roles); i++) {
		shop_as(shop_user(roles[i], roles[i], "brand_a"));
		ck_assert_int_eq(user_create(&store, new_user("Eve", "e@x.test"),
		    &got), SOUK_DENIED);
		ck_assert_int_eq(shop_in(DB_READ, read_user, id), SOUK_DENIED);
		ck_assert_int_eq(change_text(id, USER_ROLE, "SUPER_ADMIN"),
		    SOUK_DENIED);
		ck_assert_int_eq(shop_in(DB_WRITE, delete_user, id),
		    SOUK_DENIED);
	}
	shop_nobody("192.0.2.1");
	ck_assert_int_eq(user_create(&store, new_user("Eve", "e@x.test"), &got),
	    SOUK_DENIED);
}
END_TEST

/* S0-GEN-08 */
START_TEST(another_brands_user_is_refused_in_every_way)
{
	const char	*id = shop_user("stranger", "ADMIN", "brand_b");

	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	ck_assert_int_eq(shop_in(DB_READ, read_user, id), SOUK_DENIED);
	ck_assert_str_eq(shop_code(), "FORBIDDEN");
	ck_assert_int_eq(change_text(id, USER_NAME, "x"), SOUK_DENIED);
	ck_assert_int_eq(deactivate(id), SOUK_DENIED);
	ck_assert_int_eq(shop_in(DB_WRITE, delete_user, id), SOUK_DENIED);
	ck_assert_int_eq(shop_in(DB_READ, read_user, "user_none"),
	    SOUK_NOT_FOUND);
}
END_TEST

START_TEST(a_name_or_e_mail_is_taken_in_any_spelling)
{
	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	shop_user("elodie", "VIEWER", "brand_b");
	ck_assert_int_eq(user_create(&store, new_user("Élodie", "n@x.test"),
	    &got), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "USERNAME_TAKEN");
	ck_assert_int_eq(user_create(&store,
	    new_user("other", "ELODIE@shop.test"), &got), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "EMAIL_TAKEN");
}
END_TEST

START_TEST(the_last_active_owner_of_a_brand_stays)
{
	const char	*owner = shop_user("owner", "SUPER_ADMIN", "brand_a");
	const char	*second = shop_user("second", "SUPER_ADMIN", "brand_a");

	shop_user("stranger", "SUPER_ADMIN", "brand_b");
	shop_as(owner);
	ck_assert_int_eq(deactivate(second), SOUK_OK);
	ck_assert_int_eq(deactivate(owner), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "LAST_OWNER");
	ck_assert_int_eq(change_text(owner, USER_ROLE, "ADMIN"),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "LAST_OWNER");
	ck_assert_int_eq(shop_in(DB_WRITE, delete_user, owner), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "LAST_OWNER");
	ck_assert_int_eq(change_text(owner, USER_NAME, "Owner"), SOUK_OK);
	ck_assert_int_eq(shop_in(DB_WRITE, delete_user, second), SOUK_OK);
}
END_TEST

START_TEST(nobody_removes_themselves_or_skips_the_current_password)
{
	const char	*owner = shop_user("owner", "SUPER_ADMIN", "brand_a");

	shop_user("second", "SUPER_ADMIN", "brand_a");
	shop_as(owner);
	ck_assert_int_eq(shop_in(DB_WRITE, delete_user, owner), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "CURRENT_USER");
	ck_assert_int_eq(change_text(owner, USER_EMAIL, "new@x.test"),
	    SOUK_CONFLICT);
	ck_assert_int_eq(change_text(owner, USER_PASSWORD,
	    "another good password"), SOUK_CONFLICT);
	ck_assert_int_eq(change_text(owner, USER_ROLE, "ADMIN"), SOUK_OK);
}
END_TEST

START_TEST(an_older_version_is_not_overwritten)
{
	const char	*id = shop_user("reader", "VIEWER", "brand_a");

	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	store.expected_version = 1;
	ck_assert_int_eq(change_text(id, USER_NAME, "one"), SOUK_OK);
	ck_assert_int_eq(got->values[USER_VERSION].num, 2);
	ck_assert_int_eq(change_text(id, USER_NAME, "two"), SOUK_STALE);
	ck_assert_int_eq(shop_in(DB_WRITE, delete_user, id), SOUK_STALE);
}
END_TEST

START_TEST(bad_staff_input_is_named_field_by_field)
{
	struct record	*input = new_user("no good", "x@x.test");

	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	record_set_text(input, USER_PASSWORD, "short");
	ck_assert_int_eq(user_create(&store, input, &got), SOUK_INVALID);
	ck_assert_int_eq(store.problem.count, 2);
	ck_assert_str_eq(store.problem.fields[0].name, "username");
	ck_assert_str_eq(store.problem.fields[1].name, "password");
}
END_TEST

START_TEST(the_list_has_the_brands_staff_in_order_and_by_cursor)
{
	static const char *const names[] = { "amir", "lina", "owner", "zoe" };
	struct list_query	 query = { .page = 1, .limit = 3 };
	struct record		*row = record_new(store.arena, &user_fields);
	struct rows	 list;
	enum outcome		 e;
	size_t			 i = 0;

	shop_as(shop_user("owner", "SUPER_ADMIN", "brand_a"));
	shop_user("zoe", "VIEWER", "brand_a");
	shop_user("lina", "ADMIN", "brand_a");
	shop_user("amir", "VIEWER", "brand_a");
	shop_user("buyer", "CUSTOMER", "brand_a");
	shop_user("stranger", "VIEWER", "brand_b");
	do {
		ck_assert_int_eq(user_list(&store, &query, &list), SOUK_OK);
		ck_assert_int_eq(list.total, 4);
		while ((e = rows_next(&list, store.arena, row)) == SOUK_OK)
			ck_assert_str_eq(row->values[USER_USERNAME].text,
			    names[i++]);
		ck_assert_int_eq(e, SOUK_NOT_FOUND);
		query.cursor = user_list_cursor(&store, &list, row);
		ck_assert_int_eq(query.cursor != NULL, i == 3);
	} while (query.cursor != NULL);
	ck_assert_uint_eq(i, COUNT(names));
}
END_TEST

START_TEST(the_machines_owner_makes_the_first_admin_by_the_same_rules)
{
	shop_nobody(NULL);
	ck_assert_int_eq(account_bootstrap(&store, "root", "nonsense",
	    SHOP_PASSWORD, &got), SOUK_INVALID);
	ck_assert_int_eq(account_bootstrap(&store, "root", "root@x.test",
	    "short", &got), SOUK_INVALID);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM users").number, 0);
	ck_assert_int_eq(account_bootstrap(&store, "root", "root@x.test",
	    SHOP_PASSWORD, &got), SOUK_OK);
	ck_assert_str_eq(got->values[USER_ROLE].text, "SUPER_ADMIN");
	ck_assert_int_eq(account_bootstrap(&store, "Root", "r@x.test",
	    SHOP_PASSWORD, &got), SOUK_CONFLICT);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM brand").number, 1);
}
END_TEST

/* ---- one's own account ------------------------------------------------- */

struct own { const char *current, *password, *email, *name; };

static enum outcome
change_own(const struct own *own)
{
	struct record	*input = record_new(store.arena, &own_fields);

	if (own->current != NULL)
		record_set_text(input, OWN_CURRENT_PASSWORD, own->current);
	if (own->password != NULL)
		record_set_text(input, OWN_NEW_PASSWORD, own->password);
	if (own->email != NULL)
		record_set_text(input, OWN_EMAIL, own->email);
	if (own->name != NULL)
		record_set_text(input, OWN_NAME, own->name);
	memset(&store.problem, 0, sizeof(store.problem));
	return own_change(&store, input, &got);
}

static int
new_address_pending_of(struct act *act)
{
	const char	*email = NULL;

	ck_assert_int_eq(new_address_pending(act, &email), SOUK_OK);
	return email != NULL && strcmp(email, "new@x.test") == 0;
}

/* A03 */
START_TEST(a_new_password_or_e_mail_needs_the_current_password)
{
	shop_as(shop_user("reader", "VIEWER", "brand_a"));
	ck_assert_int_eq(change_own(&(struct own){
		.email = "new@x.test" }), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "currentPassword");
	ck_assert_int_eq(change_own(&(struct own){ .current = "wrong",
		.password = "another good password" }), SOUK_INVALID);
	ck_assert_int_eq(change_own(&(struct own){ .name = "Reader" }),
	    SOUK_OK);
	ck_assert_int_eq(change_own(&(struct own){ .current = SHOP_PASSWORD,
		.email = "new@x.test" }), SOUK_OK);
	/* Theirs once it is confirmed. */
	ck_assert_str_eq(got->values[USER_EMAIL].text, "reader@shop.test");
	ck_assert_int_eq(new_address_pending_of(&store), 1);
	ck_assert_int_eq(change_own(&(struct own){ .current = SHOP_PASSWORD,
		.password = "password password" }), SOUK_INVALID);
}
END_TEST

/* S05 */
START_TEST(s05_a_new_password_ends_the_other_sessions_only)
{
	struct login_result	here, there;
	bool			touch;

	shop_user("reader", "VIEWER", "brand_a");
	shop_nobody("192.0.2.1");
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &there),
	    SOUK_OK);
	shop_nobody("192.0.2.2");
	ck_assert_int_eq(shop_login("reader", SHOP_PASSWORD, false, &here),
	    SOUK_OK);
	ck_assert_int_eq(change_own(&(struct own){ .current = SHOP_PASSWORD,
		.password = "another good password" }), SOUK_OK);
	ck_assert_int_eq(session_by_token(&store, here.session_token, &touch),
	    SOUK_OK);
	ck_assert_int_eq(session_by_token(&store, there.session_token, &touch),
	    SOUK_UNAUTHENTICATED);
	ck_assert_int_eq(session_by_access_token(&store, there.access_token,
	    &touch), SOUK_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_stolen_session_cannot_guess_the_password_for_ever)
{
	int	i;

	shop_as(shop_user("reader", "VIEWER", "brand_a"));
	for (i = 0; i < 5; i++)
		ck_assert_int_eq(change_own(&(struct own){ .current = "wrong",
			.email = "new@x.test" }), SOUK_INVALID);
	ck_assert_int_eq(change_own(&(struct own){ .current = SHOP_PASSWORD,
		.email = "new@x.test" }), SOUK_LIMITED);
}
END_TEST

/* What an owner does to a member of staff takes effect at once (S04). */
START_TEST(s04_a_changed_role_password_or_state_ends_sessions)
{
	static const struct { int field; const char *text; } t[] = {
		{ USER_ROLE, "ADMIN" },
		{ USER_PASSWORD, "another good password" },
		{ USER_ACTIVE, NULL },
		{ USER_NAME, "Only a name" },
	};
	const char		*owner, *id;
	struct login_result	 result;
	enum outcome		 e;
	bool			 touch;
	size_t			 i;

	owner = shop_user("owner", "SUPER_ADMIN", "brand_a");
	for (i = 0; i < COUNT(t); i++) {
		id = shop_user(arena_printf(store.arena, "user%zu", i),
		    "VIEWER", "brand_a");
		shop_nobody("192.0.2.1");
		ck_assert_int_eq(shop_login(arena_printf(store.arena, "user%zu",
		    i), SHOP_PASSWORD, false, &result), SOUK_OK);
		shop_as(owner);
		ck_assert_int_eq(t[i].text == NULL ? deactivate(id) :
		    change_text(id, t[i].field, t[i].text), SOUK_OK);
		e = session_by_token(&store, result.session_token, &touch);
		ck_assert_int_eq(e, t[i].field == USER_NAME ? SOUK_OK :
		    SOUK_UNAUTHENTICATED);
	}
}
END_TEST

/* ---- mailed tokens ------------------------------------------------------ */

static enum outcome
token_twice(const char *user_id)
{
	struct mailed_token	 found;
	const char		*token;

	ck_assert_int_eq(mailed_token_new(&store, user_id, MAILED_RESET,
	    "lina@x.test", &token), SOUK_OK);
	ck_assert_int_eq(mailed_token_use(&store, token, MAILED_NEW_ADDRESS,
	    &found), SOUK_INVALID);
	ck_assert_int_eq(mailed_token_use(&store, token, MAILED_RESET,
	    &found), SOUK_OK);
	ck_assert_str_eq(found.user_id, user_id);
	ck_assert_str_eq(found.email, "lina@x.test");
	return mailed_token_use(&store, token, MAILED_RESET, &found);
}

/* A08: by itself, whatever else a reset ends. */
START_TEST(a08_a_mailed_token_is_used_up_and_has_one_purpose)
{
	ck_assert_int_eq(shop_in(DB_WRITE, token_twice,
	    shop_user("reader", "VIEWER", "brand_a")), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "token");
}
END_TEST

int
main(void)
{
	const TTest	*tests[] = {
		a_password_is_stored_as_argon2id_with_19_mib_and_its_own_salt,
		a_hash_of_other_costs_is_right_but_outdated,
		a_stored_hash_says_what_it_costs_within_bounds,
		hostile_stored_parameters_are_not_obeyed,
		a_password_needs_length_and_more_than_common_words,
		a_long_password_counts_to_its_last_byte,
		the_words_of_the_shops_own_name_count_for_nothing,
		a_role_is_a_set_of_permissions,
		a_user_name_is_letters_digits_dots_and_dashes,
		an_address_counts_by_what_its_owner_cannot_change,
		an_owner_adds_staff_to_the_own_brand,
		z05_nobody_else_manages_staff_whatever_the_router_says,
		another_brands_user_is_refused_in_every_way,
		a_name_or_e_mail_is_taken_in_any_spelling,
		the_last_active_owner_of_a_brand_stays,
		nobody_removes_themselves_or_skips_the_current_password,
		an_older_version_is_not_overwritten,
		bad_staff_input_is_named_field_by_field,
		the_list_has_the_brands_staff_in_order_and_by_cursor,
		the_machines_owner_makes_the_first_admin_by_the_same_rules,
		a_new_password_or_e_mail_needs_the_current_password,
		s05_a_new_password_ends_the_other_sessions_only,
		a_stolen_session_cannot_guess_the_password_for_ever,
		s04_a_changed_role_password_or_state_ends_sessions,
		a08_a_mailed_token_is_used_up_and_has_one_purpose,
	};

	return shop_run("accounts", tests, COUNT(tests));
}
