/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

#define ACCOUNT_COLUMNS	"id, brand_id, username, password_hash, role, is_active"

static const char sql_by_username[] =
    "SELECT " ACCOUNT_COLUMNS " FROM users WHERE username_key = :key";

static const char sql_by_email[] =
    "SELECT " ACCOUNT_COLUMNS " FROM users WHERE email_key = :key";

static const char sql_by_id[] =
    "SELECT " ACCOUNT_COLUMNS " FROM users WHERE id = :key";

static enum outcome
account_get(struct act *act, const char *sql, const char *key,
    struct account *account)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":key", key);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*account = (struct account){
		.id = db_copy(s, 0, act->arena),
		.brand_id = db_copy(s, 1, act->arena),
		.username = db_copy(s, 2, act->arena),
		.hash = db_copy(s, 3, act->arena),
		.role = role_from_name(db_text(s, 4, NULL)),
		.active = db_int(s, 5) == 1,
	};
	db_done(s);
	return SOUK_OK;
}

enum outcome
account_by_id(struct act *act, const char *id, struct account *account)
{
	return account_get(act, sql_by_id, id, account);
}

enum outcome
account_by_login(struct act *act, const char *typed, struct account *account)
{
	const char	*key;

	if (strchr(typed, '@') != NULL)
		return account_get(act, sql_by_email,
		    email_key(act->arena, typed), account);
	if ((key = username_key(act->arena, typed)) == NULL)
		return SOUK_NOT_FOUND;
	return account_get(act, sql_by_username, key, account);
}

/* A letter or digit of any script folds to something, all else to nothing. */
static bool
is_name_character(struct arena *arena, const char *p, size_t n)
{
	return (n == 1 && strchr("._-", *p) != NULL) ||
	    *text_fold(arena, p, n) != '\0';
}

char *
username_key(struct arena *arena, const char *name)
{
	const char	*p, *next, *end = name + strlen(name);
	char		*key;

	for (p = next = name; p < end; p = next)
		if (utf8_next(&next, end) < 0 ||
		    !is_name_character(arena, p, (size_t)(next - p)))
			return NULL;
	key = text_fold(arena, name, strlen(name));
	return *key == '\0' ? NULL : key;
}

char *
email_key(struct arena *arena, const char *email)
{
	return text_lower(arena, email);
}
