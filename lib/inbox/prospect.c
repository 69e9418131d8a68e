/* SPDX-License-Identifier: ISC */
/* People who may buy: read, written down and changed by the staff. */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/orders/order_parts.h"

static const char sql_taken_phone[] =
    "SELECT id FROM prospect WHERE brand_id = :brand AND phone = :key"
    " AND merged_into IS NULL AND id <> :id";
static const char sql_taken_email[] =
    "SELECT id FROM prospect WHERE brand_id = :brand AND email = :key"
    " AND merged_into IS NULL AND id <> :id";
static const char sql_customer[] =
    "SELECT 1 FROM users WHERE id = :id AND brand_id = :brand"
    " AND role = 'CUSTOMER'";

/* A number is stored as its digits, and shown as one dials it. */
void
prospect_show(struct act *act, struct record *p)
{
	const char	*phone = record_text(p, PROSPECT_PHONE);

	if (phone != NULL)
		record_set_text(p, PROSPECT_PHONE,
		    arena_printf(act->arena, "+%s", phone));
}

enum outcome
prospect_read(struct act *act, const char *id, struct record **out)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	if ((e = compose_get(act->db, act->arena, &prospect_fields, &key, 1,
	    out)) != SOUK_OK ||
	    (e = inbox_brand(act, record_text(*out, PROSPECT_BRAND))) !=
	    SOUK_OK)
		return e;
	prospect_show(act, *out);
	return SOUK_OK;
}

/* The log of who changed what outlives the person, so it does not name them. */
static struct record *
nameless(struct act *act, const struct record *p)
{
	static const int	 personal[] = { PROSPECT_NAME, PROSPECT_PHONE,
				    PROSPECT_EMAIL, PROSPECT_COMPANY,
				    PROSPECT_TAGS, PROSPECT_NOTES };
	struct record		*r;

	if (p == NULL)
		return NULL;
	r = record_copy(act->arena, p);
	for (size_t i = 0; i < sizeof(personal) / sizeof(personal[0]); i++)
		r->values[personal[i]] = (struct value){ VALUE_ABSENT };
	return r;
}

enum outcome
prospect_audit(struct act *act, const char *action,
    const struct record *before, const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Prospect",
		.entity_id = record_text(before != NULL ? before : after,
		    PROSPECT_ID),
		.before = nameless(act, before),
		.after = nameless(act, after) });
}

/* ---- what came in ------------------------------------------------------------------ */

static enum outcome
taken(struct act *act, const char *sql, const char *id, const char *key,
    const char *field, enum inbox_message why)
{
	struct stmt	*s;
	enum outcome	 e;

	if (key == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":key", key);
	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	act_bad_field(act, field, &inbox_messages[why]);
	return act_refuse(act, SOUK_CONFLICT, &inbox_messages[why]);
}

static enum outcome
people_check(struct act *act, const struct record *in)
{
	const char	*owner = record_text(in, PROSPECT_OWNER);
	const char	*customer = record_text(in, PROSPECT_CUSTOMER);
	enum outcome	 e = SOUK_OK, f = SOUK_OK;
	struct stmt	*s;

	if (owner != NULL)
		e = staff_check(act, "ownerId", owner);
	if (customer != NULL) {
		s = db_sql(act->db, sql_customer);
		db_bind_text(s, ":id", customer);
		db_bind_text(s, ":brand", act->actor.brand_id);
		f = db_step(s);
		db_done(s);
		if (f == SOUK_NOT_FOUND)
			f = act_bad_field(act, "customerId",
			    &base_messages[BASE_BAD_ID]);
	}
	return e != SOUK_OK ? e : f;
}

/* As it is kept; CONFLICT: somebody has that number or address. */
static enum outcome
settle(struct act *act, const char *id, struct record *in)
{
	enum outcome	 e;

	if (record_text(in, PROSPECT_PHONE) != NULL)
		record_set_text(in, PROSPECT_PHONE, phone_digits(act->arena,
		    record_text(in, PROSPECT_PHONE)));
	if (record_text(in, PROSPECT_EMAIL) != NULL)
		record_set_text(in, PROSPECT_EMAIL, order_email(act,
		    record_text(in, PROSPECT_EMAIL)));
	if ((e = people_check(act, in)) != SOUK_OK ||
	    (e = taken(act, sql_taken_phone, id, record_text(in,
	    PROSPECT_PHONE), "phone", INBOX_PHONE_TAKEN)) != SOUK_OK)
		return e;
	return taken(act, sql_taken_email, id, record_text(in,
	    PROSPECT_EMAIL), "email", INBOX_EMAIL_TAKEN);
}

enum outcome
prospect_create(struct act *act, const struct record *given,
    struct record **out)
{
	const char			*id = typeid_new(act->arena,
					    "prospect", act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	struct record			*in = record_copy(act->arena, given);
	enum outcome			 e;

	if ((e = settle(act, id, in)) != SOUK_OK ||
	    (e = compose_insert(act->db, in, extra, 4)) != SOUK_OK ||
	    (e = prospect_find_put(act, id)) != SOUK_OK ||
	    (e = prospect_read(act, id, out)) != SOUK_OK)
		return e;
	return prospect_audit(act, "create_prospect", NULL, *out);
}

static enum outcome
may_change(struct act *act, const char *id, struct record **before)
{
	enum outcome	 e;

	if ((e = prospect_read(act, id, before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    (*before)->values[PROSPECT_VERSION].num)) != SOUK_OK)
		return e;
	return record_text(*before, PROSPECT_MERGED_INTO) == NULL ? SOUK_OK :
	    act_refuse(act, SOUK_CONFLICT, &inbox_messages[INBOX_MERGED]);
}

enum outcome
prospect_change(struct act *act, const char *id, const struct record *given,
    struct record **out)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	struct record			*in, *before;
	enum outcome			 e;

	if ((e = may_change(act, id, &before)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(given) == 0)
		return SOUK_OK;
	in = record_copy(act->arena, given);
	extra[1].num = before->values[PROSPECT_VERSION].num + 1;
	if ((e = settle(act, id, in)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK ||
	    (e = prospect_find_put(act, id)) != SOUK_OK ||
	    (e = prospect_read(act, id, out)) != SOUK_OK)
		return e;
	return prospect_audit(act, "update_prospect", before, *out);
}

/* ---- the first answer ------------------------------------------------------------- */

static const char sql_contacted[] =
    "UPDATE prospect SET status = 'contacted', updated_at = :now,"
    " version = version + 1 WHERE id = :id AND status = 'new'";

enum outcome
prospect_contacted(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_contacted);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}
