/* SPDX-License-Identifier: ISC */
#include "lib/accounts/api_key.h"

#include <string.h>

#include "lib/accounts/mailed.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"

#define PREFIX_BYTES	6	/* 8 characters */
#define PREFIX_TEXT	8
#define USED_EVERY	(5 * CLOCK_MINUTE)

static const char sql_count[] =
    "SELECT count(*) FROM api_key WHERE user_id = :user"
    " AND revoked_at IS NULL";

static const char sql_enter[] =
    "SELECT k.id, k.scopes, k.last_used_at, u.id, u.brand_id, u.username,"
    " u.role FROM api_key k JOIN users u ON u.id = k.user_id"
    " WHERE k.key_hash = :hash AND k.revoked_at IS NULL"
    " AND (k.expires_at IS NULL OR k.expires_at > :now)"
    " AND u.is_active = 1 AND u.role <> 'CUSTOMER'";

static const char sql_touch[] =
    "UPDATE api_key SET last_used_at = :now WHERE id = :id";

/* ---- scopes --------------------------------------------------------------- */

/* 0: there is no such permission. */
static uint64_t
scope_read(const char *name, size_t len)
{
	const char	*label;
	int		 bit;

	for (bit = 0; (label = permission_label(bit)) != NULL; bit++)
		if (strlen(label) == len && memcmp(label, name, len) == 0)
			return UINT64_C(1) << bit;
	return 0;
}

/* Of what is stored, one a line; what is no permission any more is none. */
static uint64_t
scopes_read(const char *stored)
{
	uint64_t	all = 0;
	size_t		n;

	for (; *stored != '\0'; stored += n + strspn(stored + n, "\n")) {
		n = strcspn(stored, "\n");
		all |= scope_read(stored, n);
	}
	return all;
}

static enum outcome
input_check(struct act *act, const struct record *in)
{
	const struct value	*scopes = &in->values[API_KEY_NEW_SCOPES];
	const struct value	*end = &in->values[API_KEY_NEW_EXPIRES_AT];
	enum outcome		 e = SOUK_OK;
	uint64_t		 scope;

	for (size_t i = 0; i < scopes->count; i++) {
		scope = scope_read(scopes->texts[i], strlen(scopes->texts[i]));
		if (scope == 0 || (act->actor.permissions & scope) == 0)
			e = act_bad_field(act, "scopes",
			    &api_key_messages[API_KEY_NO_SCOPE]);
	}
	if (end->state == VALUE_SET && end->num <= act->now)
		e = act_bad_field(act, "expiresAt",
		    &api_key_messages[API_KEY_PAST]);
	return e;
}

/* ---- making one ------------------------------------------------------------ */

struct key_work {
	struct own_proof	 proof;
	const struct record	*in;
	struct record		*key;
};

static enum outcome
has_room(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_count);
	int64_t		 count;
	enum outcome	 e;

	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	count = db_int(s, 0);
	db_done(s);
	if (count < API_KEYS_MAX)
		return SOUK_OK;
	act->problem.numbers[0] = API_KEYS_MAX;
	return act_refuse(act, SOUK_CONFLICT, &api_key_messages[API_KEY_MANY]);
}

/* The row as it is told; the secret only now. */
static struct record *
key_record(struct act *act, const struct record *in)
{
	struct record	*key = record_new(act->arena, &api_key_fields);
	const char	*prefix = crypto_token(act->arena, PREFIX_BYTES);

	record_set_text(key, API_KEY_ID,
	    typeid_new(act->arena, "key", act->now));
	record_set_text(key, API_KEY_USER, act->actor.user_id);
	key->values[API_KEY_NAME] = in->values[API_KEY_NEW_NAME];
	record_set_text(key, API_KEY_PREFIX, prefix);
	key->values[API_KEY_SCOPES] = in->values[API_KEY_NEW_SCOPES];
	record_set_int(key, API_KEY_CREATED_AT, act->now);
	key->values[API_KEY_LAST_USED_AT].state = VALUE_NULL;
	key->values[API_KEY_EXPIRES_AT] =
	    in->values[API_KEY_NEW_EXPIRES_AT];
	if (key->values[API_KEY_EXPIRES_AT].state != VALUE_SET)
		key->values[API_KEY_EXPIRES_AT].state = VALUE_NULL;
	key->values[API_KEY_REVOKED_AT].state = VALUE_NULL;
	return key;
}

static enum outcome
key_tell(struct act *act, const struct record *key)
{
	enum outcome	e;

	e = audit_write(act, &(struct audit){ .action = "create_api_key",
		.entity_type = "User", .entity_id = act->actor.user_id,
		.after = key });
	return e != SOUK_OK ? e : mailed_tell(act, &(struct notice){
		.template = MAIL_API_KEY_MADE,
		.user_id = act->actor.user_id,
		.more = { { "key", arena_printf(act->arena, "%s (%s%s…)",
		    key->values[API_KEY_NAME].text, API_KEY_START,
		    key->values[API_KEY_PREFIX].text) } } });
}

static enum outcome
step_create(struct act *act, void *arg)
{
	struct key_work		*work = arg;
	struct record		*key;
	const char		*secret;
	enum outcome		 e;

	if ((e = own_settle(act, &work->proof)) != SOUK_OK ||
	    (e = has_room(act)) != SOUK_OK)
		return e;
	work->key = key = key_record(act, work->in);
	secret = arena_printf(act->arena, API_KEY_START "%s_%s",
	    key->values[API_KEY_PREFIX].text,
	    crypto_token(act->arena, TOKEN_BYTES));
	if ((e = compose_insert(act->db, key, (struct column_value[]){
	    { .column = "brand_id", .text = act->actor.brand_id },
	    { .column = "key_hash",
	      .text = crypto_sha256_hex(act->arena, secret) },
	    }, 2)) != SOUK_OK || (e = key_tell(act, key)) != SOUK_OK)
		return e;
	record_set_text(key, API_KEY_SECRET, secret);
	return SOUK_OK;
}

enum outcome
api_key_create(struct act *act, const struct record *in, struct record **key)
{
	struct key_work	work = { .in = in };
	enum outcome	e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (act->actor.role == ROLE_CUSTOMER || act->actor.key_id != NULL)
		return SOUK_DENIED;
	if ((e = input_check(act, in)) != SOUK_OK ||
	    (e = own_prove(act, &work.proof,
	    &in->values[API_KEY_NEW_PASSWORD])) != SOUK_OK)
		return e;
	e = db_tx(act, DB_WRITE, step_create, &work);
	*key = work.key;
	return e;
}

/* ---- a caller -------------------------------------------------------------- */

/* "souk_", prefix, '_', secret: nothing shorter or longer is looked for. */
static bool
is_shaped(const char *bearer)
{
	const size_t	start = strlen(API_KEY_START);

	return bearer != NULL && strlen(bearer) == start + PREFIX_TEXT + 1 +
	    TOKEN_TEXT && strncmp(bearer, API_KEY_START, start) == 0;
}

static void
actor_fill(struct act *act, struct stmt *s)
{
	enum role	role = role_from_name(db_text(s, 6, NULL));

	act->actor = (struct actor){
		.key_id = db_copy(s, 0, act->arena),
		.user_id = db_copy(s, 3, act->arena),
		.brand_id = db_copy(s, 4, act->arena),
		.username = db_copy(s, 5, act->arena),
		.role = role,
		.permissions = role_permissions(role) &
		    scopes_read(db_text(s, 1, NULL)),
		.address = act->actor.address,
		.user_agent = act->actor.user_agent,
	};
}

enum outcome
api_key_enter(struct act *act, const char *bearer, bool *touch)
{
	struct stmt	*s;
	enum outcome	 e;

	*touch = false;
	if (!is_shaped(bearer))
		return SOUK_UNAUTHENTICATED;
	s = db_sql(act->db, sql_enter);
	db_bind_text(s, ":hash", crypto_sha256_hex(act->arena, bearer));
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	*touch = db_is_null(s, 2) || db_int(s, 2) + USED_EVERY <= act->now ||
	    db_int(s, 2) > act->now;
	actor_fill(act, s);
	db_done(s);
	return SOUK_OK;
}

enum outcome
api_key_touch(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_touch);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", act->actor.key_id);
	return db_run(s);
}
