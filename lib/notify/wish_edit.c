/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"

/* Of the topics, the first ones are a customer's. */
#define OF_CUSTOMERS	3

static const char sql_person[] =
    "SELECT phone, role FROM users WHERE id = :id";
static const char sql_put[] =
    "INSERT INTO notice_wish (user_id, topic, ways, updated_at)"
    " VALUES (:user, :topic, :ways, :now)"
    " ON CONFLICT (user_id, topic) DO UPDATE SET ways = excluded.ways,"
    " updated_at = excluded.updated_at";

/* ---- as they are -------------------------------------------------------- */

static void
topic_put(struct act *act, struct record *item, int topic,
    const struct notice_plan *plan)
{
	struct value	*ways = &item->values[WISH_WAYS];

	record_set_text(item, WISH_TOPIC, notice_topics[topic]);
	item->values[WISH_TOPIC].num = topic;
	ways->state = VALUE_SET;
	ways->texts = arena_array(act->arena, plan->count + 1,
	    sizeof(*ways->texts));
	for (ways->count = 0; ways->count < plan->count; ways->count++)
		ways->texts[ways->count] =
		    notice_ways[plan->ways[ways->count]];
}

struct person { const char *phone; bool is_staff; };

static enum outcome
person_load(struct act *act, struct person *p)
{
	struct stmt	*s;
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	s = db_sql(act->db, sql_person);
	db_bind_text(s, ":id", act->actor.user_id);
	if ((e = db_step(s)) == SOUK_OK) {
		p->phone = db_copy(s, 0, act->arena);
		p->is_staff = role_from_name(db_text(s, 1, NULL)) !=
		    ROLE_CUSTOMER;
	}
	db_done(s);
	return e;
}

enum outcome
wish_read(struct act *act, struct record **wishes)
{
	struct record		*r = record_new(act->arena, &wish_fields);
	struct value		*list = &r->values[WISH_TOPICS];
	struct notice_plan	 plan;
	struct person		 person;
	int			 count;
	enum outcome		 e;

	if ((e = person_load(act, &person)) != SOUK_OK)
		return e;
	count = person.is_staff ? NOTICE_TOPIC__MAX : OF_CUSTOMERS;
	list->state = VALUE_SET;
	list->items = arena_array(act->arena, (size_t)count,
	    sizeof(*list->items));
	for (int i = 0; i < count; i++) {
		if ((e = wish_plan(act, act->actor.user_id,
		    notice_topics[i], &plan)) != SOUK_OK)
			return e;
		list->items[i] = *record_new(act->arena, &wish_topic_fields);
		topic_put(act, &list->items[list->count++], i, &plan);
	}
	*wishes = r;
	return quiet_read(act, r);
}

/* ---- as they will be ---------------------------------------------------- */

static bool
can_reach(struct act *act, const struct person *p, enum notice_way way)
{
	switch (way) {
	case NOTICE_BY_WHATSAPP:
	case NOTICE_BY_SMS:
		return p->phone != NULL && notice_way_is_on(act,
		    act->actor.brand_id, way);
	case NOTICE_BY_EMAIL:
	case NOTICE_IN_APP:
		return true;
	case NOTICE_WAY__MAX:
		break;
	}
	return false;
}

/* Every bad one is named. */
static enum outcome
ways_check(struct act *act, const struct person *p, size_t at,
    const struct value *ways, struct notice_plan *plan)
{
	enum outcome	 e = SOUK_OK;

	plan->count = 0;
	for (size_t i = 0; i < ways->count; i++) {
		const enum notice_way	 way = notice_way_find(ways->texts[i]);
		const char		*name = arena_printf(act->arena,
					    "topics[%zu].ways[%zu]", at, i);

		if (way == NOTICE_WAY__MAX)
			e = act_bad_field(act, name,
			    &base_messages[BASE_NOT_A_CHOICE]);
		else if (plan_has(plan, way))
			e = act_bad_field(act, name,
			    &notice_messages[NOTICE_TWICE]);
		else if (!can_reach(act, p, way))
			e = act_bad_field(act, name,
			    &notice_messages[NOTICE_NO_WAY]);
		else
			plan_add(plan, way);
	}
	return e;
}

static enum outcome
topic_check(struct act *act, const struct person *p, size_t at,
    const struct record *item, struct notice_plan *plan)
{
	const int64_t	 topic = item->values[WISH_TOPIC].num;
	enum outcome	 e;

	if (!p->is_staff && topic >= OF_CUSTOMERS)
		return act_bad_field(act, arena_printf(act->arena,
		    "topics[%zu].topic", at),
		    &base_messages[BASE_NOT_A_CHOICE]);
	e = ways_check(act, p, at, &item->values[WISH_WAYS], plan);
	if (e == SOUK_OK && topic < OF_CUSTOMERS && (plan->count == 0 ||
	    (plan->count == 1 && plan_has(plan, NOTICE_IN_APP))))
		e = act_bad_field(act, arena_printf(act->arena,
		    "topics[%zu].ways", at),
		    &notice_messages[NOTICE_NEEDS_WAY]);
	return e;
}

static enum outcome
topic_store(struct act *act, const struct record *item,
    const struct notice_plan *plan)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_text(s, ":topic", item->values[WISH_TOPIC].text);
	db_bind_text(s, ":ways", plan_text(act->arena, plan));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
topics_change(struct act *act, const struct person *p,
    const struct value *list)
{
	struct notice_plan	 plans[NOTICE_TOPIC__MAX];
	unsigned		 seen = 0;
	enum outcome		 one, e = SOUK_OK;

	for (size_t i = 0; i < list->count; i++) {
		const struct record	*item = &list->items[i];
		const int64_t		 topic = item->values[WISH_TOPIC].num;

		one = seen >> topic & 1 ? act_bad_field(act, arena_printf(
		    act->arena, "topics[%zu].topic", i),
		    &notice_messages[NOTICE_TWICE]) :
		    topic_check(act, p, i, item, &plans[i]);
		seen |= 1U << topic;
		if (one != SOUK_OK)
			e = one;
	}
	if (e == SOUK_OK)
		e = wish_agree(act, p->phone, list, plans);
	for (size_t i = 0; e == SOUK_OK && i < list->count; i++)
		e = topic_store(act, &list->items[i], &plans[i]);
	return e;
}

enum outcome
wish_change(struct act *act, const struct record *in, struct record **wishes)
{
	struct person	 person;
	enum outcome	 e, f = SOUK_OK;

	if ((e = person_load(act, &person)) != SOUK_OK)
		return e;
	if (record_has(in, WISH_TOPICS))
		e = topics_change(act, &person, &in->values[WISH_TOPICS]);
	if (e == SOUK_OK || e == SOUK_INVALID)
		f = quiet_change(act, in);
	if (e != SOUK_OK || f != SOUK_OK)
		return e != SOUK_OK ? e : f;
	if ((e = audit_write(act, &(struct audit){
	    .action = "update_notice_wishes", .entity_type = "User",
	    .entity_id = act->actor.user_id })) != SOUK_OK)
		return e;
	return wish_read(act, wishes);
}
