/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send.h"

static const char sql_load[] =
    "SELECT id, brand_id, meta_id, account_id, sealed, is_active, coexists,"
    " per_second, per_day, free_at, held_until, synced_at, problem, gone_at"
    " FROM wa_number WHERE id = :id";
static const char sql_default[] =
    "SELECT id FROM wa_number WHERE brand_id = :brand AND is_default = 1";
static const char sql_any[] =
    "SELECT 1 FROM wa_number WHERE brand_id = :brand AND is_active = 1"
    " AND gone_at IS NULL LIMIT 1";
static const char sql_hold[] =
    "UPDATE wa_number SET held_until = :until,"
    " problem = COALESCE(:problem, problem) WHERE id = :id";
static const char sql_free[] =
    "UPDATE wa_number SET free_at = :free WHERE id = :id";
static const char sql_well[] =
    "UPDATE wa_number SET held_until = NULL, problem = NULL WHERE id = :id"
    " AND (held_until IS NOT NULL OR problem IS NOT NULL)";

static int64_t
per_second_of(struct stmt *s)
{
	const int64_t	 most = db_int(s, 7);

	return db_int(s, 6) != 0 && most > WA_COEXIST ? WA_COEXIST : most;
}

enum outcome
wa_number_load(struct act *act, const char *id, struct wa_number *n)
{
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*n = (struct wa_number){
		.id = db_copy(s, 0, act->arena),
		.brand_id = db_copy(s, 1, act->arena),
		.meta_id = db_copy(s, 2, act->arena),
		.account_id = db_copy(s, 3, act->arena),
		.sealed = db_copy(s, 4, act->arena),
		.is_active = db_int(s, 5) != 0 && db_is_null(s, 13),
		.per_second = per_second_of(s),
		.per_day = db_int(s, 8),
		.free_at = db_int(s, 9),
		.held_until = db_int(s, 10),
		.synced_at = db_int(s, 11),
		.has_problem = !db_is_null(s, 12),
	};
	db_done(s);
	return SOUK_OK;
}

static enum outcome
default_find(struct act *act, const char *brand_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_default);
	enum outcome	 e;

	db_bind_text(s, ":brand", brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

enum outcome
wa_number_of(struct act *act, const char *brand_id, const char *id,
    struct wa_number *n)
{
	enum outcome	 e = SOUK_OK;

	if (id == NULL)
		e = default_find(act, brand_id, &id);
	if (e == SOUK_OK)
		e = wa_number_load(act, id, n);
	if (e == SOUK_NOT_FOUND || (e == SOUK_OK && (!n->is_active ||
	    !text_equal(n->brand_id, brand_id))))
		return act_refuse(act, SOUK_CONFLICT,
		    &wa_messages[WA_NO_NUMBER]);
	return e;
}

const char *
wa_number_label(struct act *act, const char *id)
{
	return arena_printf(act->arena, "wa_number:%s", id);
}

const char *
wa_number_token(struct act *act, const struct wa_number *n)
{
	if (n->sealed != NULL)
		return crypto_unseal(act->arena, act->config,
		    wa_number_label(act, n->id), n->sealed);
	return *act->config->meta_token != '\0' ? act->config->meta_token :
	    NULL;
}

bool
wa_is_on(const struct act *act)
{
	struct stmt	*s;
	bool		 any;

	if (*act->config->meta_token == '\0' || act->actor.brand_id == NULL)
		return false;
	s = db_sql(act->db, sql_any);
	db_bind_text(s, ":brand", act->actor.brand_id);
	any = db_step(s) == SOUK_OK;
	db_done(s);
	return any;
}

enum outcome
wa_number_hold(struct act *act, const char *id, int64_t until,
    const char *problem)
{
	struct stmt	*s = db_sql(act->db, sql_hold);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":until", until);
	db_bind_text(s, ":problem", problem);
	return db_run(s);
}

enum outcome
wa_number_free(struct act *act, const char *id, int64_t free_at)
{
	struct stmt	*s = db_sql(act->db, sql_free);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":free", free_at);
	return db_run(s);
}

enum outcome
wa_number_well(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_well);

	db_bind_text(s, ":id", id);
	return db_run(s);
}
