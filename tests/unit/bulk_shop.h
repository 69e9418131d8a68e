/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BULK_SHOP_H
#define SOUK_TESTS_BULK_SHOP_H

#include "tests/unit/import_shop.h"

/* A shop of vases and lamps, and how many of them are edited at once. */
static const char		*vases, *lamps;

static inline void
bulk_open(void)
{
	import_shop_open();
	vases = category_new("Vases", NULL);
	lamps = category_new("Lampes", NULL);
}

struct asking {
	struct record	*request, *edit;
	const char	*id;
};

static inline enum outcome
start_step(struct act *act, void *arg)
{
	struct asking	*a = arg;

	return bulk_edit_start(act, a->request, &a->edit);
}

static inline enum outcome
undo_step(struct act *act, void *arg)
{
	struct asking	*a = arg;

	return bulk_edit_undo(act, a->id, &a->edit);
}

static inline enum outcome
read_step(struct act *act, void *arg)
{
	struct asking	*a = arg;

	return bulk_edit_read(act, a->id, &a->edit);
}

/* "'" stands for '"'. */
static inline enum outcome
request_read(const char *json, struct record **request)
{
	char		*text = arena_copy(store.arena, json), *p;
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	for (p = text; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	memset(&store.problem, 0, sizeof(store.problem));
	ck_assert_msg(json_parse(store.arena, text, strlen(text), &in, &at,
	    &name) == JSON_OK, "%s", text);
	return validate_json(&store, &bulk_request_fields, VALIDATE_CREATE,
	    in, "EUR", request);
}

static inline enum outcome
edit_try(const char *json, struct asking *a)
{
	enum outcome	 e = request_read(json, &a->request);

	if (e == SOUK_OK)
		e = db_tx(&store, DB_WRITE, start_step, a);
	if (e == SOUK_OK)
		a->id = a->edit->values[BULK_EDIT_ID].text;
	return e;
}

/* "status total/changed/unchanged/rejected/undone/kept" */
static inline const char *
edit_tally(const char *id)
{
	struct asking		 a = { .id = id };
	const struct value	*v;

	ck_assert_int_eq(db_tx(&store, DB_READ, read_step, &a), SOUK_OK);
	v = a.edit->values;
	return arena_printf(store.arena, "%s %d/%d/%d/%d/%d/%d",
	    v[BULK_EDIT_STATUS].text, (int)v[BULK_EDIT_TOTAL].num,
	    (int)v[BULK_EDIT_CHANGED].num, (int)v[BULK_EDIT_UNCHANGED].num,
	    (int)v[BULK_EDIT_REJECTED].num, (int)v[BULK_EDIT_UNDONE].num,
	    (int)v[BULK_EDIT_KEPT].num);
}

/* Begun and done. */
static inline const char *
edit(const char *json)
{
	struct asking	 a;
	enum outcome	 e = edit_try(json, &a);

	ck_assert_msg(e == SOUK_OK, "%s: %s %s", json, outcome_name(e),
	    problem_field(0));
	ck_assert_int_eq(bulk_edit_run(&store, a.id), SOUK_OK);
	return a.id;
}

static inline const char *
undo(const char *id)
{
	struct asking	 a = { .id = id };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, undo_step, &a), SOUK_OK);
	ck_assert_int_eq(bulk_edit_run(&store, id), SOUK_OK);
	return edit_tally(id);
}

#define CHANGE(FIELD, OPERATION, VALUE) "'filter':{},'changes':[{'field':'" \
	FIELD "','operation':'" OPERATION "','value':" VALUE "}]"

#endif
