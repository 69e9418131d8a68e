/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/settings/settings.h"

/* Oldest first: of two with one name it is the one found. */
static const char sql_names[] =
    "SELECT c.id, t.name, c.kind FROM collection c"
    " JOIN collection_text t ON t.collection_id = c.id"
    " WHERE c.brand_id = :brand AND t.locale = :locale"
    " ORDER BY c.created_at, c.id";
static const char sql_member[] =
    "SELECT m.collection_id FROM collection_product m"
    " JOIN collection c ON c.id = m.collection_id"
    " WHERE m.product_id = :id AND c.kind = 'manual'";

/* What names of collections are remembered as. */
#define BY_HAND		"collection"
#define BY_RULES	"collection by rules"

static enum outcome
collections_read(struct import *im)
{
	struct stmt	*s = db_sql(im->act.db, sql_names);
	enum outcome	 e;

	db_bind_text(s, ":brand", im->act.actor.brand_id);
	db_bind_text(s, ":locale",
	    locale_tag(settings_locale(im->act.settings)));
	while ((e = db_step(s)) == SOUK_OK)
		import_name_remember(im, text_equal(db_text(s, 2, NULL),
		    "manual") ? BY_HAND : BY_RULES, db_text(s, 1, NULL),
		    db_text(s, 0, NULL));
	im->collections_read = e == SOUK_NOT_FOUND;
	return im->collections_read ? SOUK_OK : e;
}

static enum outcome
refuse(struct import *im, enum catalog_message message)
{
	return act_bad_field(&im->act, "collections",
	    &catalog_messages[message]);
}

/* By hand, as one that is made in the admin. */
static enum outcome
collection_make(struct import *im, const char *name, const char **id)
{
	struct record	*in = record_new(im->act.arena, &collection_fields);
	struct record	*made;
	enum outcome	 e;

	if (utf8_length(name, strlen(name)) >
	    (size_t)collection_fields.fields[COLLECTION_NAME].max ||
	    text_has_control(name, strlen(name), false))
		return refuse(im, CATALOG_NO_COLLECTION);
	record_set_text(in, COLLECTION_NAME, name);
	record_set_text(in, COLLECTION_KIND, "manual");
	record_set_text(in, COLLECTION_MATCHING, "all");
	record_set_int(in, COLLECTION_POSITION, 0);
	record_set_int(in, COLLECTION_ACTIVE, 1);
	if ((e = collection_create(&im->act, in, &made)) != SOUK_OK)
		return e;
	*id = record_text(made, COLLECTION_ID);
	import_name_remember(im, BY_HAND, name, *id);
	im->names_new = true;
	return SOUK_OK;
}

/* One that goes by rules takes nobody in. */
static enum outcome
collection_of(struct import *im, const char *name, const char **id)
{
	enum outcome	 e;

	if (!im->collections_read && (e = collections_read(im)) != SOUK_OK)
		return e;
	if ((*id = import_name_find(im, BY_HAND, name)) != NULL)
		return SOUK_OK;
	if (import_name_find(im, BY_RULES, name) != NULL)
		return refuse(im, CATALOG_COLLECTION_BY_RULES);
	return collection_make(im, name, id);
}

/* ---- where it is, and where it shall be ------------------------------------ */

struct places { const char **ids; size_t count; };

static bool
is_among(const struct places *p, const char *id)
{
	size_t	 i;

	for (i = 0; i < p->count; i++)
		if (text_equal(p->ids[i], id))
			return true;
	return false;
}

static void
place_add(struct import *im, struct places *p, const char *id)
{
	p->ids = arena_more(im->act.arena, p->ids, p->count,
	    sizeof(*p->ids));
	p->ids[p->count++] = arena_copy(im->act.arena, id);
}

static enum outcome
places_read(struct import *im, const char *product_id, struct places *is)
{
	struct stmt	*s = db_sql(im->act.db, sql_member);
	enum outcome	 e;

	db_bind_text(s, ":id", product_id);
	while ((e = db_step(s)) == SOUK_OK)
		place_add(im, is, db_text(s, 0, NULL));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
places_want(struct import *im, const char *names, struct places *wanted)
{
	const char	*end, *id;
	enum outcome	 e = SOUK_OK;

	for (; *names != '\0' && e == SOUK_OK; names = end + (*end != '\0')) {
		end = names + strcspn(names, "\n");
		e = collection_of(im, arena_text(im->act.arena, names,
		    (size_t)(end - names)), &id);
		if (e == SOUK_OK)
			place_add(im, wanted, id);
	}
	return e;
}

/* The refusal is about the column, whatever it says of ids. */
static enum outcome
product_join(struct import *im, const char *id, const char *product_id)
{
	struct record	*members = record_new(im->act.arena, &members_fields);
	struct record	*out;
	const char	*ids[] = { product_id };
	enum outcome	 e;

	members->values[0] = (struct value){ .state = VALUE_SET, .count = 1,
	    .texts = ids };
	e = collection_add_products(&im->act, id, members, &out);
	if (e == SOUK_INVALID && im->act.problem.count > 0)
		im->act.problem.fields[0].name = "collections";
	return e;
}

enum outcome
import_collections(struct import *im, const char *product_id,
    const char *names, bool *changed)
{
	struct places	 is = { 0 }, wanted = { 0 };
	struct record	*out;
	enum outcome	 e;
	size_t		 i;

	if ((e = places_want(im, names, &wanted)) != SOUK_OK ||
	    (e = places_read(im, product_id, &is)) != SOUK_OK)
		return e;
	for (i = 0; i < wanted.count && e == SOUK_OK; i++)
		if (!is_among(&is, wanted.ids[i])) {
			*changed = true;
			e = product_join(im, wanted.ids[i], product_id);
		}
	for (i = 0; i < is.count && e == SOUK_OK; i++)
		if (!is_among(&wanted, is.ids[i])) {
			*changed = true;
			e = collection_drop_product(&im->act, is.ids[i],
			    product_id, &out);
		}
	return e;
}
