/* SPDX-License-Identifier: ISC */
#include "lib/catalog/pictures.h"

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/media/address.h"
#include "lib/media/media.h"
#include "lib/queue/queue.h"

/* ---- what comes in --------------------------------------------------------- */

enum outcome
picture_take(struct act *act, const char *field, const char **url)
{
	const char	*shown;
	enum outcome	 e;

	if ((e = picture_check(act, field, *url)) != SOUK_OK ||
	    (e = media_take_over(act, *url, &shown)) != SOUK_OK)
		return e;
	if (shown != NULL)
		*url = shown;
	return SOUK_OK;
}

enum outcome
picture_take_in(struct act *act, const struct record **in, int field)
{
	const char	*url = record_text(*in, field);
	struct record	*copy;
	enum outcome	 e;

	if (url == NULL)
		return SOUK_OK;
	e = picture_take(act, (*in)->set->fields[field].name, &url);
	if (e != SOUK_OK)
		return e;
	copy = record_copy(act->arena, *in);
	record_set_text(copy, field, url);
	*in = copy;
	return SOUK_OK;
}

enum outcome
picture_known(struct act *act, const char **url)
{
	const char	*shown;
	enum outcome	 e = media_shown(act, *url, &shown);

	if (e == SOUK_OK && shown != NULL)
		*url = shown;
	return e;
}

const char *
picture_in_full(struct act *act, const char *url)
{
	return url == NULL || !media_is_ours(url) ? url :
	    arena_printf(act->arena, "%s%s", act->config->base_url, url);
}

/* ---- for lib/media ---------------------------------------------------------- */

/* Whatever width and kind: from "/media/<name>/" to what follows it. */
static const char sql_used[] =
    "SELECT 1 FROM product_image WHERE url >= :from AND url < :to"
    " UNION ALL SELECT 1 FROM category"
    " WHERE image_url >= :from AND image_url < :to"
    " UNION ALL SELECT 1 FROM collection"
    " WHERE image_url >= :from AND image_url < :to LIMIT 1";

static enum outcome
pictures_uses(struct act *act, const char *url, bool *used)
{
	const char	*name = media_name_of(act->arena, url);
	struct stmt	*s;
	enum outcome	 e;

	*used = false;
	if (name == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_used);
	db_bind_text(s, ":from", arena_printf(act->arena, "/media/%s/",
	    name));
	db_bind_text(s, ":to", arena_printf(act->arena, "/media/%s0", name));
	e = db_step(s);
	*used = e == SOUK_OK;
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const char sql_move_product[] =
    "UPDATE product_image SET url = :to WHERE url = :from AND product_id IN"
    " (SELECT id FROM product WHERE brand_id = :brand)";
static const char sql_move_category[] =
    "UPDATE category SET image_url = :to WHERE image_url = :from"
    " AND brand_id = :brand";
static const char sql_move_collection[] =
    "UPDATE collection SET image_url = :to WHERE image_url = :from"
    " AND brand_id = :brand";

/* Nobody changed anything that a version tells of: what is shown is the same
 * picture. */
static enum outcome
pictures_moved(struct act *act, const char *from, const char *to)
{
	static const char *const	 sql[] = { sql_move_product,
	    sql_move_category, sql_move_collection };
	struct stmt			*s;
	enum outcome			 e;

	for (size_t i = 0; i < sizeof(sql) / sizeof(sql[0]); i++) {
		s = db_sql(act->db, sql[i]);
		db_bind_text(s, ":from", from);
		db_bind_text(s, ":to", to);
		db_bind_text(s, ":brand", act->actor.brand_id);
		e = db_run_changed(s);
		if (e == SOUK_OK)
			catalog_moved(act);
		else if (e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}

const struct media_user catalog_media = {
	.uses = pictures_uses,
	.moved = pictures_moved,
};

/* ---- from before ------------------------------------------------------------ */

#define AT_ONCE	50

static const char sql_elsewhere[] =
    "SELECT i.url, p.brand_id FROM product_image i"
    " JOIN product p ON p.id = i.product_id"
    " WHERE i.url > :after AND i.url < 'httq' ORDER BY i.url LIMIT :rows";
static const char sql_elsewhere_category[] =
    "SELECT image_url, brand_id FROM category"
    " WHERE image_url > :after AND image_url < 'httq'"
    " ORDER BY image_url LIMIT :rows";
static const char sql_elsewhere_collection[] =
    "SELECT image_url, brand_id FROM collection"
    " WHERE image_url > :after AND image_url < 'httq'"
    " ORDER BY image_url LIMIT :rows";

static const char *const sql_lists[] = { sql_elsewhere,
	sql_elsewhere_category, sql_elsewhere_collection };

/* Where the job stands. */
struct round {
	size_t		 list;
	const char	*after;
	size_t		 count;
	const char	*urls[AT_ONCE], *brands[AT_ONCE];
};

static enum outcome
round_read(struct act *act, struct round *r)
{
	struct stmt	*s = db_sql(act->db, sql_lists[r->list]);
	enum outcome	 e;

	r->count = 0;
	db_bind_text(s, ":after", r->after);
	db_bind_int(s, ":rows", AT_ONCE);
	while ((e = db_step(s)) == SOUK_OK && r->count < AT_ONCE) {
		r->urls[r->count] = db_copy(s, 0, act->arena);
		r->brands[r->count++] = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Two brands may show one address: each takes it over. */
static enum outcome
round_take(struct act *act, void *arg)
{
	struct round	*r = arg;
	const char	*shown;
	enum outcome	 e;
	size_t		 i;

	if ((e = round_read(act, r)) != SOUK_OK)
		return e;
	for (i = 0; i < r->count; i++) {
		act->actor.brand_id = r->brands[i];
		e = media_take_over(act, r->urls[i], &shown);
		if (e == SOUK_OK && shown != NULL)
			e = pictures_moved(act, r->urls[i], shown);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

static enum outcome
pictures_run(struct act *act, const struct job *job)
{
	struct round	 r = { .after = "http" };
	enum outcome	 e;

	while (r.list < sizeof(sql_lists) / sizeof(sql_lists[0])) {
		if ((e = db_tx(act, DB_WRITE, round_take, &r)) != SOUK_OK ||
		    (e = queue_extend(act, job)) != SOUK_OK)
			return e;
		if (r.count == AT_ONCE)
			r.after = r.urls[AT_ONCE - 1];
		else {
			r.after = "http";
			r.list++;
		}
	}
	return SOUK_OK;
}

const struct job_kind catalog_pictures = {
	.name = "catalog.pictures",
	.lane = LANE_WORK,
	.run = pictures_run,
	.max_attempts = 8,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
