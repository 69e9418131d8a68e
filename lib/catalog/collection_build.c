/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"
#include "lib/queue/queue.h"

/* So many are looked at while the shopkeeper waits, and by a job at once. */
#define BATCH_NOW	200
#define BATCH		500

static const char sql_begin[] =
    "UPDATE collection SET build = build + 1, is_building = 1"
    " WHERE id = :id RETURNING build";
static const char sql_end[] =
    "UPDATE collection SET is_building = 0 WHERE id = :id AND build = :build";
/* NULL where the collection has no rule. */
static const char sql_rules[] =
    "SELECT c.brand_id, c.build, c.matching, r.field, r.relation, r.value"
    " FROM collection c"
    " LEFT JOIN collection_rule r ON r.collection_id = c.id"
    " WHERE c.id = :id AND c.kind = 'rules'"
    " ORDER BY r.position NULLS FIRST";
/* In order of ids, which no index of the brand has. */
static const char sql_products[] =
    "SELECT p.id, m.product_id FROM product p"
    " LEFT JOIN collection_product m"
    "  ON m.product_id = p.id AND m.collection_id = :collection"
    " WHERE p.id > :after AND p.brand_id || '' = :brand"
    " ORDER BY p.id LIMIT :limit";
static const char sql_of_brand[] =
    "SELECT c.id FROM collection c"
    " WHERE c.brand_id = :brand AND c.kind = 'rules' AND EXISTS"
    " (SELECT 1 FROM collection_rule r WHERE r.collection_id = c.id"
    "  AND r.field = :field) ORDER BY c.id";
static const char sql_by_age[] =
    "SELECT c.id, c.build FROM collection c"
    " WHERE c.kind = 'rules' AND EXISTS"
    " (SELECT 1 FROM collection_rule r WHERE r.collection_id = c.id"
    "  AND r.field = 'createdAt') ORDER BY c.id";

/* A collection on its way through the products of its brand. */
struct build {
	const char	*collection, *after;
	int64_t		 number;	/* newer rules end it */
	const char	*brand;
	struct ruleset	 set;
	unsigned	 about;
	const char	*ids[BATCH];
	bool		 members[BATCH];
	int		 count;
};

static enum outcome
build_put(struct act *act, const char *collection, int64_t number,
    const char *after)
{
	const struct job_new	 job = {
		.kind = "catalog.collection",
		.payload = arena_printf(act->arena, "{\"collection\":\"%s\","
		    "\"build\":%lld,\"after\":\"%s\"}", collection,
		    (long long)number, after),
	};

	return queue_put(act, &job, NULL);
}

/* NOT_FOUND: the collection is gone, or has newer rules. */
static enum outcome
build_read(struct act *act, struct build *b)
{
	struct stmt	*s = db_sql(act->db, sql_rules);
	struct rule	*r;
	enum outcome	 e;
	bool		 found = false;

	b->set = (struct ruleset){ .collection = b->collection,
	    .rules = arena_array(act->arena, RULES_MAX,
	    sizeof(*b->set.rules)) };
	b->about = 0;
	db_bind_text(s, ":id", b->collection);
	while ((e = db_step(s)) == SOUK_OK) {
		found = db_int(s, 1) == b->number;
		b->brand = db_copy(s, 0, act->arena);
		b->set.any = text_equal(db_text(s, 2, NULL), "any");
		if (db_is_null(s, 3) || b->set.count == RULES_MAX)
			continue;
		r = &b->set.rules[b->set.count++];
		*r = rule_of(act, db_text(s, 3, NULL), db_text(s, 4, NULL),
		    db_copy(s, 5, act->arena));
		b->about |= 1u << r->about;
	}
	return e != SOUK_NOT_FOUND || !found ? e : SOUK_OK;
}

static enum outcome
batch_read(struct act *act, struct build *b, int limit)
{
	struct stmt	*s = db_sql(act->db, sql_products);
	enum outcome	 e;

	db_bind_text(s, ":collection", b->collection);
	db_bind_text(s, ":brand", b->brand);
	db_bind_text(s, ":after", b->after);
	db_bind_int(s, ":limit", limit);
	for (b->count = 0; (e = db_step(s)) == SOUK_OK; b->count++) {
		b->ids[b->count] = db_copy(s, 0, act->arena);
		b->members[b->count] = !db_is_null(s, 1);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
product_judge(struct act *act, const struct build *b, int i)
{
	struct facts	*facts;
	enum outcome	 e;
	bool		 in;

	e = facts_read(act, b->ids[i], b->about, &facts);
	if (e != SOUK_OK)
		return e;
	in = ruleset_holds(&b->set, facts, act->now, act->arena);
	return in == b->members[i] ? SOUK_OK : member_set(act, b->collection,
	    b->ids[i], 0, in, facts_are_active(facts));
}

static enum outcome
build_end(struct act *act, const struct build *b)
{
	struct stmt	*s = db_sql(act->db, sql_end);

	db_bind_text(s, ":id", b->collection);
	db_bind_int(s, ":build", b->number);
	return db_run(s);
}

/* So many products on, and then the job for the rest or the end, as one. */
static enum outcome
build_step(struct act *act, struct build *b, int limit)
{
	enum outcome	 e;
	int		 i;

	if ((e = build_read(act, b)) != SOUK_OK ||
	    (e = batch_read(act, b, limit)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	for (i = 0; i < b->count && e == SOUK_OK; i++)
		e = product_judge(act, b, i);
	if (e != SOUK_OK)
		return e;
	catalog_moved(act);
	if (b->count < limit)
		return build_end(act, b);
	return build_put(act, b->collection, b->number,
	    b->ids[b->count - 1]);
}

enum outcome
collection_build(struct act *act, const char *id)
{
	struct build	*b = arena_alloc(act->arena, sizeof(*b));
	struct stmt	*s = db_sql(act->db, sql_begin);
	enum outcome	 e;

	b->collection = id;
	b->after = "";
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	b->number = db_int(s, 0);
	e = db_run(s);
	return e != SOUK_OK ? e : build_step(act, b, BATCH_NOW);
}

/* ids of a statement's rows; a brand has a bounded number of them. */
static enum outcome
ids_read(struct act *act, struct stmt *s, const char *ids[], int *count,
    int max)
{
	enum outcome	 e = SOUK_OK;

	for (*count = 0; *count < max && (e = db_step(s)) == SOUK_OK;)
		ids[(*count)++] = db_copy(s, 0, act->arena);
	db_done(s);
	return *count == max || e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
collections_rebuild(struct act *act, enum rule_about about)
{
	const char	*ids[RULE_COLLECTIONS_MAX];
	struct stmt	*s = db_sql(act->db, sql_of_brand);
	enum outcome	 e;
	int		 i, n;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":field", rule_abouts[about]);
	e = ids_read(act, s, ids, &n, RULE_COLLECTIONS_MAX);
	for (i = 0; i < n && e == SOUK_OK; i++)
		e = collection_build(act, ids[i]);
	return e;
}

/* ---- jobs --------------------------------------------------------------- */

static enum outcome
job_step(struct act *act, void *arg)
{
	return build_step(act, arg, BATCH);
}

static enum outcome
build_run(struct act *act, const struct job *job)
{
	struct build		*b = arena_alloc(act->arena, sizeof(*b));
	const struct json_in	*number;
	struct json_in		*payload;
	const char		*name;
	size_t			 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK ||
	    (number = json_member(payload, "build")) == NULL)
		return SOUK_INTERNAL;
	b->collection = json_member(payload, "collection")->text;
	b->after = json_member(payload, "after")->text;
	b->number = number->integer;
	return db_tx(act, DB_WRITE, job_step, b);
}

/* Products grow older: collections by age are gone through again. */
static enum outcome
ages_step(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_by_age);
	enum outcome	 e;

	(void)arg;
	while ((e = db_step(s)) == SOUK_OK)
		if ((e = build_put(act, db_copy(s, 0, act->arena),
		    db_int(s, 1), "")) != SOUK_OK)
			return e;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
ages_run(struct act *act, const struct job *job)
{
	(void)job;
	return db_tx(act, DB_WRITE, ages_step, NULL);
}

const struct job_kind catalog_collection = {
	.name = "catalog.collection",
	.shown = (const char *const[]){ "collection", NULL },
	.run = build_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};

const struct job_kind catalog_collections = {
	.name = "catalog.collections",
	.run = ages_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
