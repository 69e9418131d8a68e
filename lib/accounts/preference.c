/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* All its columns: what was there before, overlaid with the change. */
static const char sql_store[] =
    "INSERT INTO preference (user_id, theme, time_zone, order_mail,"
    " reminder_mail, updated_at)"
    " VALUES (:user, :theme, :zone, :order, :reminder, :now)"
    " ON CONFLICT (user_id) DO UPDATE SET theme = excluded.theme,"
    " time_zone = excluded.time_zone, order_mail = excluded.order_mail,"
    " reminder_mail = excluded.reminder_mail,"
    " updated_at = excluded.updated_at";

static const char *const themes[] = { "system", "light", "dark", NULL };

static const struct field preference_table[] = {
	[PREFERENCE_THEME] = {
		.name = "theme", .column = "theme", .type = FIELD_ENUM,
		.choices = themes, .initial = "\"system\"" },
	[PREFERENCE_ZONE] = {
		.name = "timeZone", .column = "time_zone", .type = FIELD_ZONE,
		.flags = FIELD_NULLABLE, .help = "Null: the shop's" },
	[PREFERENCE_ORDER_MAIL] = {
		.name = "orderMail", .column = "order_mail",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "A mail at each step of an order" },
	[PREFERENCE_REMINDER_MAIL] = {
		.name = "reminderMail", .column = "reminder_mail",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "A mail before a booking" },
	[PREFERENCE_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY | FIELD_NULLABLE },
};
static_assert(COUNT(preference_table) == PREFERENCE__MAX,
    "a row for each field");

const struct fieldset preference_fields =
    FIELDSET("Preferences", "preference", preference_table);

static struct record *
preference_initial(struct act *act)
{
	struct record	*r = record_new(act->arena, &preference_fields);

	record_set_text(r, PREFERENCE_THEME, themes[0]);
	r->values[PREFERENCE_ZONE].state = VALUE_NULL;
	record_set_int(r, PREFERENCE_ORDER_MAIL, 1);
	record_set_int(r, PREFERENCE_REMINDER_MAIL, 1);
	r->values[PREFERENCE_UPDATED_AT].state = VALUE_NULL;
	return r;
}

enum outcome
preference_read(struct act *act, struct record **preference)
{
	const struct column_value	 key = { .column = "user_id",
					    .text = act->actor.user_id };
	enum outcome			 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = compose_get(act->db, act->arena, &preference_fields, &key, 1,
	    preference);
	if (e != SOUK_NOT_FOUND)
		return e;
	*preference = preference_initial(act);
	return SOUK_OK;
}

static enum outcome
preference_store(struct act *act, const struct record *r)
{
	struct stmt	*s = db_sql(act->db, sql_store);

	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_text(s, ":theme", r->values[PREFERENCE_THEME].text);
	db_bind_text(s, ":zone", r->values[PREFERENCE_ZONE].text);
	db_bind_int(s, ":order", r->values[PREFERENCE_ORDER_MAIL].num);
	db_bind_int(s, ":reminder", r->values[PREFERENCE_REMINDER_MAIL].num);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
preference_change(struct act *act, const struct record *change,
    struct record **preference)
{
	struct record	*before;
	enum outcome	 e = preference_read(act, &before);

	if (e != SOUK_OK)
		return e;
	*preference = record_new(act->arena, &preference_fields);
	for (int i = 0; i < PREFERENCE__MAX; i++)
		(*preference)->values[i] = record_has(change, i) ?
		    change->values[i] : before->values[i];
	record_set_int(*preference, PREFERENCE_UPDATED_AT, act->now);
	if ((e = preference_store(act, *preference)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){
		.action = "update_preferences", .entity_type = "User",
		.entity_id = act->actor.user_id, .before = before,
		.after = *preference });
}
