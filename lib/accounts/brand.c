/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/typeid.h"
#include "lib/settings/settings.h"

static const char sql_first[] =
    "SELECT id FROM brand ORDER BY created_at, id LIMIT 1";

static const char sql_new[] =
    "INSERT INTO brand (id, name, created_at) VALUES (:id, :name, :now)";

static enum outcome
brand_new(struct act *act, const char **brand_id)
{
	struct stmt	*s = db_sql(act->db, sql_new);

	*brand_id = typeid_new(act->arena, "brand", act->now);
	db_bind_text(s, ":id", *brand_id);
	db_bind_text(s, ":name",
	    settings_text(act->settings, &shop_settings, SHOP_NAME));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
brand_ensure(struct act *act, const char **brand_id)
{
	struct stmt	*s = db_sql(act->db, sql_first);
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return brand_new(act, brand_id);
	if (e != SOUK_OK)
		return e;
	*brand_id = db_copy(s, 0, act->arena);
	db_done(s);
	return SOUK_OK;
}

static const char sql_all[] =
    "SELECT id, name FROM brand ORDER BY created_at, id LIMIT :most";

enum outcome
brand_all(struct act *act, struct brand *brands, size_t most, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_all);
	enum outcome	 e;

	*count = 0;
	db_bind_int(s, ":most", (int64_t)most);
	while ((e = db_step(s)) == SOUK_OK)
		brands[(*count)++] = (struct brand){
			db_copy(s, 0, act->arena), db_copy(s, 1, act->arena) };
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
