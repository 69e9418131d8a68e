/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_ACCOUNTS_SHOP_H
#define SOUK_TESTS_ACCOUNTS_SHOP_H

#include "lib/accounts/accounts.h"
#include "lib/base/config.h"
#include "lib/base/shared.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

/*
 * A shop for unit tests of accounts: the act of store.h with settings, and
 * users whose password costs next to nothing to check.  Fresh for each test.
 */
#define SHOP_PASSWORD	"correct horse battery"
#define CHEAP_HASH	"$argon2id$v=19$m=64,t=1,p=1$" \
	"2ZGVz5pK3xG8DOyQmsWoYg$btxOAWK8GKPQbqy8NIIXUg"

static struct config	 shop_config = {
	.base_url = "https://shop.test",
	.secret = "a secret of thirty-two bytes or more",
};
static struct settings	*shop_set;

/* As a commit does. */
static inline void
generation_move(struct shared *shared, enum generation g)
{
	ck_assert(shared_moving(shared, g));
	shared_settle(shared);
}

static void
shop_open(void)
{
	char	path[128];

	store_open();
	snprintf(path, sizeof(path), "%s/shared", store_dir);
	store.shared = shared_open(path);
	ck_assert_ptr_nonnull(store.shared);
	store.settings = shop_set = settings_new(&souk_settings);
	store.souk = &souk;
	store.config = &shop_config;
}

static void
shop_close(void)
{
	char	path[128];

	shared_close(store.shared);
	settings_free(shop_set);
	snprintf(path, sizeof(path), "%s/shared", store_dir);
	unlink(path);
	store_close();
}

/* Anybody, from an address. */
static inline void
shop_nobody(const char *address)
{
	store.actor = (struct actor){ .address = address };
	memset(&store.problem, 0, sizeof(store.problem));
}

struct shop_sql { const char *sql; int64_t number; const char *text; };

static inline enum outcome
shop_sql_step(struct act *act, void *arg)
{
	struct shop_sql	*q = arg;
	struct stmt	*s = store_sql(q->sql);
	enum outcome	 e = db_step(s);

	q->number = 0;
	q->text = "";
	if (e == SOUK_OK && db_columns(s) > 0) {
		q->number = db_int(s, 0);
		q->text = db_copy(s, 0, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static inline struct shop_sql
shop_sql_run(const char *sql)
{
	struct shop_sql	q = { .sql = sql };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, shop_sql_step, &q), SOUK_OK);
	return q;
}

/* Runs one statement; its first value as a number and as a text. */
#define shop_sql(...) shop_sql_run(arena_printf(store.arena, __VA_ARGS__))

/* Adds a user below the rules of user_create(); returns the id. */
static inline const char *
shop_user(const char *name, const char *role, const char *brand)
{
	char	*id = arena_printf(store.arena, "user_%026d",
		    (int)shop_sql("SELECT count(*) FROM users").number);

	shop_sql("INSERT INTO brand (id, name, created_at)"
	    " VALUES ('%s', '%s', 1) ON CONFLICT DO NOTHING", brand, brand);
	shop_sql("INSERT INTO users (id, brand_id, username, username_key,"
	    " email, email_key, password_hash, role, created_at, updated_at)"
	    " VALUES ('%s', '%s', '%s', '%s', '%s@shop.test',"
	    " '%s@shop.test', '%s', '%s', 1, 1)", id, brand, name, name, name,
	    name, CHEAP_HASH, role);
	return id;
}

/* Acts as that user, without a session. */
static inline void
shop_as(const char *user_id)
{
	enum role	role = role_from_name(shop_sql(
			    "SELECT role FROM users WHERE id = '%s'",
			    user_id).text);

	shop_nobody("192.0.2.9");
	store.actor.user_id = user_id;
	store.actor.brand_id = shop_sql("SELECT brand_id FROM users"
	    " WHERE id = '%s'", user_id).text;
	store.actor.role = role;
	store.actor.permissions = role_permissions(role);
}

static inline enum outcome
shop_login(const char *name, const char *password, bool remember,
    struct login_result *result)
{
	struct record	*input = record_new(store.arena, &login_fields);

	record_set_text(input, strchr(name, '@') == NULL ? LOGIN_USERNAME :
	    LOGIN_EMAIL, name);
	record_set_text(input, LOGIN_PASSWORD, password);
	record_set_int(input, LOGIN_REMEMBER, remember);
	memset(&store.problem, 0, sizeof(store.problem));
	return login(&store, input, result);
}

/* How many of n processes at once, with a connection each, see fn succeed. */
static inline int
shop_at_once(int n, bool (*fn)(void))
{
	int	i, status, successes = 0;
	pid_t	child;

	for (i = 0; i < n; i++) {
		if ((child = fork()) == 0) {
			store_reopen();
			_exit(fn() ? 0 : 1);
		}
		ck_assert_int_gt(child, 0);
	}
	while (wait(&status) > 0)
		successes += status == 0;
	return successes;
}

/* A domain call that wants a transaction around it. */
struct shop_call { enum outcome (*fn)(const char *); const char *arg; };

static inline enum outcome
shop_call_step(struct act *act, void *arg)
{
	struct shop_call	*call = arg;

	(void)act;
	return call->fn(call->arg);
}

static inline enum outcome
shop_in(enum db_mode mode, enum outcome (*fn)(const char *), const char *arg)
{
	struct shop_call	call = { fn, arg };

	memset(&store.problem, 0, sizeof(store.problem));
	return db_tx(&store, mode, shop_call_step, &call);
}

static inline const char *
shop_code(void)
{
	return store.problem.message == NULL ? "" : store.problem.message->code;
}

static inline int
shop_run(const char *name, const TTest *const *tests, size_t n)
{
	const struct suite	 suite = { name, shop_open, shop_close, true,
	    60 };

	return suite_of(&suite, tests, n);
}

#endif
