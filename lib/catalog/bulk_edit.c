/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/typeid.h"
#include "lib/catalog/bulk_run.h"
#include "lib/catalog/listing.h"
#include "lib/db/compose.h"
#include "lib/queue/queue.h"

static const char sql_product_brand[] =
    "SELECT brand_id FROM product WHERE id = :id";
static const char sql_item[] =
    "INSERT INTO bulk_edit_item (edit_id, product_id, state)"
    " VALUES (:edit, :id, 'waiting')"
    " ON CONFLICT (edit_id, product_id) DO NOTHING";
static const char sql_items[] =
    "INSERT INTO bulk_edit_item (edit_id, product_id, state)"
    " SELECT :edit, p.id, 'waiting' FROM product p WHERE 1 = 1";
static const char sql_total[] =
    "UPDATE bulk_edit SET total = (SELECT count(*) FROM bulk_edit_item i"
    " WHERE i.edit_id = :id) WHERE id = :id";
static const char sql_undo[] =
    "UPDATE bulk_edit SET status = 'undoing', updated_at = :now"
    " WHERE id = :id AND status = 'done'";

/* ---- what is asked for -------------------------------------------------- */

/* One that is gone is refused when its turn comes, as the others go on. */
static enum outcome
ids_check(struct act *act, const struct value *ids)
{
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < ids->count; i++) {
		s = db_sql(act->db, sql_product_brand);
		db_bind_text(s, ":id", ids->texts[i]);
		if ((e = db_step(s)) == SOUK_OK)
			e = catalog_brand(act, db_text(s, 0, NULL));
		db_done(s);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}

enum outcome
bulk_request_check(struct act *act, const struct record *request,
    struct bulk_plan *plan)
{
	const struct value	*ids = &request->values[BULK_REQUEST_IDS];
	const bool		 listed = ids->state == VALUE_SET;
	const bool		 filtered = record_has(request,
				    BULK_REQUEST_FILTER);
	enum outcome		 e;

	e = bulk_plan_make(act, request, plan);
	if (e != SOUK_OK && e != SOUK_INVALID)
		return e;
	if (listed == filtered)
		return act_bad_field(act, "ids",
		    &catalog_messages[CATALOG_BULK_WHICH]);
	return e == SOUK_OK && listed ? ids_check(act, ids) : e;
}

/* ---- starting ----------------------------------------------------------- */

static enum outcome
edit_insert(struct act *act, const char *id, const struct record *request)
{
	struct record			*row = record_new(act->arena,
					    &bulk_edit_fields);
	struct record			*kept = record_copy(act->arena,
					    request);
	const struct column_value	 extra[] = {
		{ "brand_id", act->actor.brand_id, 0 },
		{ "user_id", act->actor.user_id, 0 },
	};

	kept->values[BULK_REQUEST_IDS].state = VALUE_ABSENT;
	kept->values[BULK_REQUEST_DRY_RUN].state = VALUE_ABSENT;
	record_set_text(row, BULK_EDIT_ID, id);
	record_set_text(row, BULK_EDIT_STATUS, "waiting");
	record_set_text(row, BULK_EDIT_REQUEST, bulk_json(act, kept));
	record_set_int(row, BULK_EDIT_CREATED_AT, act->now);
	record_set_int(row, BULK_EDIT_UPDATED_AT, act->now);
	return compose_insert(act->db, row, extra,
	    act->actor.user_id == NULL ? 1 : 2);
}

static enum outcome
items_insert_ids(struct act *act, const char *edit, const struct value *ids)
{
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < ids->count && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_item);
		db_bind_text(s, ":edit", edit);
		db_bind_text(s, ":id", ids->texts[i]);
		e = db_run(s);
	}
	return e;
}

static enum outcome
items_insert_filter(struct act *act, const char *edit,
    const struct record *filter)
{
	struct listing	 l;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = listing_make(act, filter, false, &l)) != SOUK_OK || l.empty)
		return e;
	s = listing_sql(act, &l, sql_items, NULL, NULL);
	db_bind_text(s, ":edit", edit);
	return db_run(s);
}

static enum outcome
items_insert(struct act *act, const char *edit, const struct record *request)
{
	const struct value	*ids = &request->values[BULK_REQUEST_IDS];
	struct stmt		*s;
	enum outcome		 e;

	e = ids->state == VALUE_SET ? items_insert_ids(act, edit, ids) :
	    items_insert_filter(act, edit,
	    request->values[BULK_REQUEST_FILTER].items);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_total);
	db_bind_text(s, ":id", edit);
	return db_run(s);
}

/* The job that edits may still be ending when the one that undoes is put. */
static enum outcome
edit_enqueue(struct act *act, const char *id, const char *what)
{
	const struct job_new	 job = {
		.kind = catalog_bulk_edit.name,
		.payload = arena_printf(act->arena, "{\"edit\":\"%s\"}", id),
		.unique_key = arena_printf(act->arena, "%s-%s", id, what),
	};

	return queue_put(act, &job, NULL);
}

static enum outcome
edit_audit(struct act *act, const char *action, const char *id,
    const struct record *after)
{
	const struct audit	 a = {
		.action = action, .entity_type = "BulkEdit",
		.entity_id = id, .after = after,
	};

	return audit_write(act, &a);
}

enum outcome
bulk_edit_start(struct act *act, const struct record *request,
    struct record **edit)
{
	const char		*id = typeid_new(act->arena, "bulk", act->now);
	struct bulk_plan	 plan;
	enum outcome		 e;

	if ((e = bulk_request_check(act, request, &plan)) != SOUK_OK ||
	    (e = edit_insert(act, id, request)) != SOUK_OK ||
	    (e = items_insert(act, id, request)) != SOUK_OK ||
	    (e = edit_enqueue(act, id, "edit")) != SOUK_OK ||
	    (e = bulk_edit_read(act, id, edit)) != SOUK_OK)
		return e;
	return edit_audit(act, "bulk_edit_products", id, *edit);
}

enum outcome
bulk_edit_undo(struct act *act, const char *id, struct record **edit)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = bulk_edit_read(act, id, edit)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_undo);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &catalog_messages[CATALOG_BULK_STATE]);
	if (e != SOUK_OK || (e = edit_enqueue(act, id, "undo")) != SOUK_OK ||
	    (e = bulk_edit_read(act, id, edit)) != SOUK_OK)
		return e;
	return edit_audit(act, "undo_bulk_edit", id, *edit);
}

/* ---- running ------------------------------------------------------------ */

enum outcome
bulk_edit_run(struct act *act, const char *id)
{
	return bulk_work(act, id, NULL);
}

/* A job of an edit that is gone or over is done. */
static enum outcome
bulk_edit_job(struct act *act, const struct job *job)
{
	struct json_in		*payload;
	const struct json_in	*id;
	const char		*name;
	enum outcome		 e;
	size_t			 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK ||
	    (id = json_member(payload, "edit")) == NULL ||
	    id->type != JSON_STRING)
		return SOUK_INVALID;
	e = bulk_work(act, id->text, job);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct job_kind catalog_bulk_edit = {
	.name = "catalog.bulk_edit",
	.shown = (const char *const[]){ "edit", NULL },
	.run = bulk_edit_job,
	.max_attempts = 20,
	.lease = 20 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};
