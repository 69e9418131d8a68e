/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/settings/settings.h"

static const char sql_person[] =
    "SELECT email, phone FROM users WHERE id = :id AND is_active = 1";
/* More than that work in no small shop. */
static const char sql_staff[] =
    "SELECT id, role, locale, email FROM users WHERE brand_id = :brand"
    " AND is_active = 1 AND role <> 'CUSTOMER' ORDER BY username_key"
    " LIMIT 200";

/* What is not known of somebody with an account is what the account says. */
static enum outcome
person_fill(struct act *act, struct notice *n)
{
	struct stmt	*s;
	enum outcome	 e;

	if (n->user_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_person);
	db_bind_text(s, ":id", n->user_id);
	if ((e = db_step(s)) == SOUK_OK) {
		if (n->email == NULL)
			n->email = db_copy(s, 0, act->arena);
		if (n->phone == NULL)
			n->phone = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The way that was asked for, then theirs; of who can only be called, those
 * that ring. */
static enum outcome
plan_make(struct act *act, const struct notice_new *new, struct notice *n)
{
	struct notice_plan	 theirs;
	enum outcome		 e;

	if ((e = wish_plan(act, n->user_id, n->topic, &theirs)) != SOUK_OK)
		return e;
	plan_add(&n->plan, notice_way_find(new->way));
	for (size_t i = 0; i < theirs.count; i++)
		plan_add(&n->plan, theirs.ways[i]);
	if (n->email == NULL && n->phone != NULL && n->user_id == NULL) {
		plan_add(&n->plan, NOTICE_BY_WHATSAPP);
		plan_add(&n->plan, NOTICE_BY_SMS);
	}
	return SOUK_OK;
}

static enum outcome
ring(struct act *act, struct notice *n, const char *link)
{
	enum outcome	 e;

	if (n->user_id == NULL || !plan_has(&n->plan, NOTICE_IN_APP))
		return SOUK_OK;
	if ((e = bell_put(act, n, link)) != SOUK_OK)
		return e;
	return notice_try_put(act, n, &(struct notice_try){ NOTICE_IN_APP,
	    "delivered", NULL, NULL });
}

static struct notice
notice_of(struct act *act, const struct notice_new *new)
{
	return (struct notice){ .id = typeid_new(act->arena, "ntc", act->now),
		.brand_id = new->brand_id, .user_id = new->user_id,
		.topic = new->topic, .template = new->template,
		.subject = new->subject, .subject_id = new->subject_id,
		.locale = new->locale, .email = new->email,
		.phone = new->phone, .fields = new->fields };
}

enum outcome
notice_put(struct act *act, const struct notice_new *new)
{
	struct notice	 n = notice_of(act, new);
	enum outcome	 e;

	if ((e = person_fill(act, &n)) != SOUK_OK ||
	    (e = plan_make(act, new, &n)) != SOUK_OK || n.plan.count == 0)
		return e;
	if ((e = notice_insert(act, &n)) != SOUK_OK ||
	    (e = ring(act, &n, new->link)) != SOUK_OK)
		return e;
	return notice_go(act, n.id);
}

/* ---- to the staff ------------------------------------------------------- */

struct member { const char *id, *email; enum role role; enum locale locale; };

static enum outcome
staff_load(struct act *act, const char *brand, struct member **out,
    size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_staff);
	enum outcome	 e;

	*count = 0;
	*out = NULL;
	db_bind_text(s, ":brand", brand);
	while ((e = db_step(s)) == SOUK_OK) {
		*out = arena_more(act->arena, *out, *count, sizeof(**out));
		(*out)[(*count)++] = (struct member){
			db_copy(s, 0, act->arena), db_copy(s, 3, act->arena),
			role_from_name(db_text(s, 1, NULL)),
			locale_from_tag(db_text(s, 2, NULL)) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
notice_staff(struct act *act, const struct notice_new *new,
    uint64_t permission)
{
	struct notice_new	 one = *new;
	struct member		*staff;
	size_t			 count;
	enum outcome		 e;

	e = staff_load(act, new->brand_id, &staff, &count);
	for (size_t i = 0; e == SOUK_OK && i < count; i++) {
		if ((role_permissions(staff[i].role) & permission) !=
		    permission)
			continue;
		one.user_id = staff[i].id;
		one.locale = staff[i].locale != LOCALE__MAX ?
		    staff[i].locale : settings_locale(act->settings);
		e = notice_put(act, &one);
	}
	return e;
}
