/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/group.h"
#include "lib/catalog/pictures.h"
#include "lib/catalog/redirect.h"
#include "lib/db/compose.h"

static const char sql_by_rules[] =
    "SELECT count(*) FROM collection c"
    " WHERE c.brand_id = :brand AND c.kind = 'rules'";
static const char sql_delete[] = "DELETE FROM collection WHERE id = :id";

/* ---- checks -------------------------------------------------------------- */

/* A brand has so many by rules that each product edit can look at all. */
static enum outcome
room_check(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_by_rules);
	int64_t		 count = 0;
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		count = db_int(s, 0);
	db_done(s);
	if (e != SOUK_OK || count < RULE_COLLECTIONS_MAX)
		return e;
	act->problem.numbers[0] = RULE_COLLECTIONS_MAX;
	return act_refuse(act, SOUK_CONFLICT,
	    &catalog_messages[CATALOG_COLLECTIONS_MANY]);
}

static enum outcome
body_check(struct act *act, const struct record **in, bool by_rules)
{
	struct value	*rules = &(*in)->values[COLLECTION_RULES];
	enum outcome	 e;

	if ((e = picture_take_in(act, in, COLLECTION_IMAGE)) != SOUK_OK)
		return e;
	if (rules->count > 0 && !by_rules)
		return act_bad_field(act, "rules",
		    &catalog_messages[CATALOG_RULES_MANUAL]);
	return rules_check(act, rules);
}

/* ---- writing ------------------------------------------------------------- */

static enum outcome
collection_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	const struct audit	 a = {
		.action = action, .entity_type = "Collection",
		.entity_id = id, .before = before, .after = after,
	};

	catalog_moved(act);
	return audit_write(act, &a);
}

enum outcome
collection_create(struct act *act, const struct record *in,
    struct record **out)
{
	const char			*id = typeid_new(act->arena, "coll",
					    act->now);
	const bool			 by_rules = record_is(in,
					    COLLECTION_KIND, "rules");
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if ((e = body_check(act, &in, by_rules)) != SOUK_OK ||
	    (by_rules && (e = room_check(act)) != SOUK_OK) ||
	    (e = compose_insert(act->db, in, extra, 4)) != SOUK_OK ||
	    (e = texts_write(act, &collection_texts, id, in, NULL)) !=
	    SOUK_OK ||
	    (e = rules_store(act, id, &in->values[COLLECTION_RULES])) !=
	    SOUK_OK)
		return e;
	if ((by_rules && (e = collection_build(act, id)) != SOUK_OK) ||
	    (e = collection_read(act, id, out)) != SOUK_OK)
		return e;
	return collection_audit(act, "create_collection", id, NULL, *out);
}

/* The collection's own row: a new version with what else came in. */
static enum outcome
row_update(struct act *act, const char *id, const struct record *in,
    const struct record *before)
{
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL,
		  before->values[COLLECTION_VERSION].num + 1 },
	};
	const struct column_value	 key = { "id", id, 0 };

	return compose_update(act->db, in, extra, 2, &key, 1);
}

static enum outcome
collection_update(struct act *act, const char *id, const struct record *in,
    const struct record *before)
{
	const bool	 by_rules = record_is(before, COLLECTION_KIND,
			    "rules");
	enum outcome	 e;

	if ((e = body_check(act, &in, by_rules)) != SOUK_OK ||
	    (e = row_update(act, id, in, before)) != SOUK_OK ||
	    (e = texts_write(act, &collection_texts, id, in, before)) !=
	    SOUK_OK)
		return e;
	if (record_has(in, COLLECTION_RULES) && (e = rules_store(act, id,
	    &in->values[COLLECTION_RULES])) != SOUK_OK)
		return e;
	if (!by_rules || (!record_has(in, COLLECTION_RULES) &&
	    !record_has(in, COLLECTION_MATCHING)))
		return SOUK_OK;
	return collection_build(act, id);
}

/* As it is edited: of the actor's brand, in the version that is meant. */
static enum outcome
before_read(struct act *act, const char *id, struct record **before)
{
	enum outcome	 e;

	if ((e = collection_read(act, id, before)) != SOUK_OK)
		return e;
	return catalog_version(act, (*before)->values[COLLECTION_VERSION].num);
}

enum outcome
collection_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = before_read(act, id, &before)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	if ((e = collection_update(act, id, in, before)) != SOUK_OK ||
	    (e = collection_read(act, id, out)) != SOUK_OK)
		return e;
	return collection_audit(act, "update_collection", id, before, *out);
}

enum outcome
collection_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = before_read(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = redirect_drop(act, &collection_redirects, id)) != SOUK_OK)
		return e;
	return collection_audit(act, "delete_collection", id, before, NULL);
}

/* ---- members by hand ----------------------------------------------------- */

enum outcome
collection_edit(struct act *act, const char *id, collection_step *step,
    const struct record *members, struct record **out)
{
	struct record	*before, *nothing;
	enum outcome	 e;

	if ((e = before_read(act, id, &before)) != SOUK_OK)
		return e;
	if (!record_is(before, COLLECTION_KIND, "manual"))
		return act_refuse(act, SOUK_CONFLICT,
		    &catalog_messages[CATALOG_COLLECTION_BY_RULES]);
	nothing = record_new(act->arena, &collection_fields);
	if ((e = step(act, id, members)) != SOUK_OK ||
	    (e = row_update(act, id, nothing, before)) != SOUK_OK ||
	    (e = collection_read(act, id, out)) != SOUK_OK)
		return e;
	return collection_audit(act, "update_collection_products", id, before,
	    *out);
}
