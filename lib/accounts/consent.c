/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/base/typeid.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_newest[] =
    "SELECT granted, created_at FROM consent"
    " WHERE user_id = :user AND purpose = :purpose"
    " ORDER BY id DESC LIMIT 1";

static const char sql_give[] =
    "INSERT INTO consent (id, user_id, purpose, granted, ip_address,"
    " created_at) VALUES (:id, :user, :purpose, :granted, :address, :now)";

static const char *const purposes[] = { "terms", "newsletter", "analytics",
    "personalisation", NULL };
static_assert(COUNT(purposes) == CONSENT_PURPOSES + 1, "ends with NULL");

static const struct field consent_table[] = {
	[CONSENT_PURPOSE] = {
		.name = "purpose", .type = FIELD_ENUM, .choices = purposes,
		.flags = FIELD_REQUIRED },
	[CONSENT_GRANTED] = {
		.name = "granted", .type = FIELD_BOOLEAN,
		.flags = FIELD_REQUIRED },
	[CONSENT_CREATED_AT] = {
		.name = "createdAt", .type = FIELD_TIME,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "Null: was never asked" },
};
static_assert(COUNT(consent_table) == CONSENT__MAX, "a row for each field");

const struct fieldset consent_fields =
    FIELDSET("Consent", NULL, consent_table);

/* *at 0: never asked. */
static enum outcome
consent_newest(struct act *act, const char *user_id, const char *purpose,
    bool *granted, int64_t *at)
{
	struct stmt	*s = db_sql(act->db, sql_newest);
	enum outcome	 e;

	*granted = false;
	*at = 0;
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":purpose", purpose);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	*granted = db_int(s, 0) == 1;
	*at = db_int(s, 1);
	db_done(s);
	return SOUK_OK;
}

enum outcome
consent_holds(struct act *act, const char *user_id, const char *purpose,
    bool *granted)
{
	int64_t	 at;

	return consent_newest(act, user_id, purpose, granted, &at);
}

static struct record *
consent_record(struct act *act, const char *purpose, bool granted, int64_t at)
{
	struct record	*r = record_new(act->arena, &consent_fields);

	record_set_text(r, CONSENT_PURPOSE, purpose);
	record_set_int(r, CONSENT_GRANTED, granted);
	if (at == 0)
		r->values[CONSENT_CREATED_AT].state = VALUE_NULL;
	else
		record_set_int(r, CONSENT_CREATED_AT, at);
	return r;
}

enum outcome
consent_read(struct act *act, struct record *consents[CONSENT_PURPOSES])
{
	enum outcome	 e = SOUK_OK;
	int64_t		 at;
	bool		 granted;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	for (int i = 0; i < CONSENT_PURPOSES && e == SOUK_OK; i++) {
		e = consent_newest(act, act->actor.user_id, purposes[i],
		    &granted, &at);
		consents[i] = consent_record(act, purposes[i], granted, at);
	}
	return e;
}

static enum outcome
consent_insert(struct act *act, const struct record *in)
{
	struct stmt	*s = db_sql(act->db, sql_give);

	db_bind_text(s, ":id", typeid_new(act->arena, "consent", act->now));
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_text(s, ":purpose", in->values[CONSENT_PURPOSE].text);
	db_bind_int(s, ":granted", in->values[CONSENT_GRANTED].num);
	db_bind_text(s, ":address", act->actor.address);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
consent_give(struct act *act, const struct record *in)
{
	const bool	 wanted = in->values[CONSENT_GRANTED].num == 1;
	enum outcome	 e;
	int64_t		 at;
	bool		 granted;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = consent_newest(act, act->actor.user_id,
	    in->values[CONSENT_PURPOSE].text, &granted, &at);
	if (e != SOUK_OK || (at != 0 && granted == wanted))
		return e;
	if ((e = consent_insert(act, in)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "give_consent",
		.entity_type = "User", .entity_id = act->actor.user_id,
		.after = in });
}
