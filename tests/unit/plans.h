/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_PLANS_H
#define SOUK_TESTS_PLANS_H

#include <stdio.h>

#include "tests/unit/catalog_shop.h"

/*
 * The query plans of what the shop runs: plans_begin() opens the database
 * again with a record of its statements, plans_each() shows every step of the
 * plan of each that has `part` in it, plans_end() stops the record.
 */
static char		*plans_path, *plans_old;
/* Of the step that is shown: 0, or the step that it is a part of. */
static int64_t		 plan_parent;

#define PLANS_BYTES	((size_t)32 << 20)	/* of a record, at most */

static inline void
plans_begin(void)
{
	plans_old = getenv("SOUK_TEST_SQL");
	plans_path = arena_printf(store.arena, "%s/sql", store_dir);
	setenv("SOUK_TEST_SQL", plans_path, 1);
	db_close(store.db);
	store_reopen();
}

static inline void
plans_end(void)
{
	unlink(plans_path);
	if (plans_old != NULL)
		setenv("SOUK_TEST_SQL", plans_old, 1);
	else
		unsetenv("SOUK_TEST_SQL");
}

static inline char *
plans_recorded(void)
{
	FILE	*f = fopen(plans_path, "r");
	char	*text = arena_alloc(store.arena, PLANS_BYTES);
	size_t	 n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, PLANS_BYTES - 1, f);
	fclose(f);
	text[n] = '\0';
	return text;
}

static inline void
plan_each(const char *sql, void (*fn)(const char *sql, const char *step,
    void *), void *arg)
{
	struct stmt	*s = db_sql_composed(store.db, arena_printf(
			    store.arena, "EXPLAIN QUERY PLAN %s", sql));
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK) {
		plan_parent = db_int(s, 1);
		fn(sql, db_text(s, 3, NULL), arg);
	}
	ck_assert_int_eq(e, SOUK_NOT_FOUND);
}

/* How many statements there were. */
static inline int
plans_each(const char *part, void (*fn)(const char *sql, const char *step,
    void *), void *arg)
{
	char		*line, *rest = plans_recorded();
	struct json_in	*in;
	const char	*name, *sql;
	size_t		 at;
	int		 n = 0;

	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		ck_assert(json_parse(store.arena, line, strlen(line), &in, &at,
		    &name) == JSON_OK);
		sql = json_member(in, "sql")->text;
		if (strstr(sql, part) == NULL || strncmp(sql, "EXPLAIN", 7) ==
		    0)
			continue;
		plan_each(sql, fn, arg);
		n++;
	}
	return n;
}

#endif
