/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/catalog/group.h"
#include "lib/catalog/stock_parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define BATCH	100

static const char sql_all[] =
    "SELECT p.id FROM product p WHERE p.id > :after"
    " ORDER BY p.id LIMIT :limit";
static const char sql_of_category[] =
    "SELECT p.id FROM product p"
    " WHERE p.category_id = :category AND p.id > :after"
    " ORDER BY p.id LIMIT :limit";

/* The products behind `after`, of a category or (NULL) all. */
struct batch {
	const char	*category, *after;
	const char	*ids[BATCH];
	int		 count;
};

/* Without a unique key: a job that already runs may have read what this one
 * is about.  Ids are TypeIDs, so they need no escape in JSON. */
static enum outcome
refresh_put(struct act *act, const struct batch *from)
{
	const struct job_new	 job = {
		.kind = "catalog.refresh",
		.payload = from->category == NULL ?
		    arena_printf(act->arena, "{\"after\":\"%s\"}",
		    from->after) :
		    arena_printf(act->arena,
		    "{\"category\":\"%s\",\"after\":\"%s\"}",
		    from->category, from->after),
	};

	return queue_put(act, &job, NULL);
}

enum outcome
catalog_refresh_later(struct act *act, const char *category_id)
{
	const struct batch	 from = { .category = category_id,
				    .after = "" };

	return refresh_put(act, &from);
}

static enum outcome
batch_read(struct act *act, struct batch *b)
{
	struct stmt	*s = db_sql(act->db,
			    b->category == NULL ? sql_all : sql_of_category);
	enum outcome	 e;

	if (b->category != NULL)
		db_bind_text(s, ":category", b->category);
	db_bind_text(s, ":after", b->after);
	db_bind_int(s, ":limit", BATCH);
	b->count = 0;
	while ((e = db_step(s)) == SOUK_OK)
		b->ids[b->count++] = db_copy(s, 0, act->arena);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
refresh_one(struct act *act, const char *id)
{
	struct record	*product;
	enum outcome	 e;

	if ((e = product_refresh(act, id)) != SOUK_OK ||
	    (e = product_row(act, id, &product)) != SOUK_OK ||
	    (e = product_parts(act, settings_locale(act->settings),
	    product)) != SOUK_OK ||
	    (e = facets_renew(act, product)) != SOUK_OK ||
	    (e = members_match(act, id)) != SOUK_OK)
		return e;
	return product_index(act, product);
}

/* A batch and, if there may be more, the job for the next, as one. */
static enum outcome
refresh_batch(struct act *act, void *arg)
{
	struct batch	*b = arg, next;
	enum outcome	 e;
	int		 i;

	if ((e = batch_read(act, b)) != SOUK_OK)
		return e;
	for (i = 0; i < b->count; i++)
		if ((e = refresh_one(act, b->ids[i])) != SOUK_OK)
			return e;
	catalog_moved(act);
	if (b->count < BATCH)
		return SOUK_OK;
	next = (struct batch){ .category = b->category,
	    .after = b->ids[b->count - 1] };
	return refresh_put(act, &next);
}

static enum outcome
refresh_run(struct act *act, const struct job *job)
{
	struct json_in	*payload;
	struct batch	 b = { .after = "" };
	const char	*name;
	size_t		 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK)
		return SOUK_INTERNAL;
	b.category = json_text_member(payload, "category");
	if (json_text_member(payload, "after") != NULL)
		b.after = json_text_member(payload, "after");
	return db_tx(act, DB_WRITE, refresh_batch, &b);
}

/* One module's part of settings; NULL if it is not among them. */
static const struct record *
settings_part(const struct record *settings, const struct fieldset *part)
{
	for (size_t i = 0; i < settings->set->count; i++)
		if (settings->set->fields[i].of == part)
			return settings->values[i].items;
	return NULL;
}

enum outcome
catalog_settings_changed(struct act *act, const struct record *before,
    const struct record *change)
{
	static const int	 followed[] = { SHOP_CURRENCY, SHOP_LOCALE };
	const struct record	*old = settings_part(before, &shop_settings);
	const struct record	*new = settings_part(change, &shop_settings);
	const struct record	*own = settings_part(change,
				    &catalog_settings);
	enum outcome		 e;

	if (own != NULL && record_has(own, CATALOG_LOW_STOCK) &&
	    (e = notice_shop_threshold_changed(act,
	    own->values[CATALOG_LOW_STOCK].num)) != SOUK_OK)
		return e;

	for (size_t i = 0; old != NULL && new != NULL &&
	    i < sizeof(followed) / sizeof(followed[0]); i++)
		if (record_has(new, followed[i]) &&
		    !text_equal(record_text(old, followed[i]),
		    record_text(new, followed[i])))
			return catalog_refresh_later(act, NULL);
	return SOUK_OK;
}

const struct job_kind catalog_refresh = {
	.name = "catalog.refresh",
	.run = refresh_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
