/* SPDX-License-Identifier: ISC */
/*
 * The list of statements that a run of the test suite leaves for the
 * PostgreSQL gate: with SOUK_TEST_SQL naming a file, one JSON line a
 * statement, {"sql":…,"binds":{"name":"text"|"int"|"null"}}, and another when
 * more of its types are known.  What a test asks for itself begins with a
 * comment and is left out.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/db/connection.h"

#define MEMORY	(1 << 20)

static const char *const kinds[] = {
	[BIND_NULL]	= "null",
	[BIND_INT]	= "int",
	[BIND_TEXT]	= "text",
};
static_assert(sizeof(kinds) / sizeof(kinds[0]) == BIND_KIND__MAX,
    "every kind has a name");

int
record_open(void)
{
	const char	*path = getenv("SOUK_TEST_SQL");

	if (path == NULL || *path == '\0')
		return -1;
	return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void
record_line(const struct stmt *s, struct arena *arena)
{
	struct buf	 line;
	struct json_out	 json = { .buf = &line };
	ssize_t		 written;

	buf_init(&line, arena, 1024);
	json_open(&json, NULL);
	json_text(&json, "sql", sqlite3_sql(s->raw));
	json_open(&json, "binds");
	for (int i = 0; i < s->count; i++)
		json_text(&json, s->parameters[i].name + 1,
		    kinds[s->parameters[i].kind]);
	json_close(&json);
	json_close(&json);
	buf_putc(&line, '\n');
	written = write(s->db->record_fd, line.p, line.len);
	(void)written;		/* a short list fails the gate */
}

/* Search is the one thing that each engine does its own way. */
static bool
is_recorded(const char *sql)
{
	return strncmp(sql, "/*", 2) != 0 &&
	    strstr(sql, "search_doc") == NULL &&
	    strstr(sql, "search_index") == NULL &&
	    strstr(sql, "search_said") == NULL &&
	    strstr(sql, "search_terms") == NULL;
}

void
record_statement(struct stmt *s)
{
	struct arena	*arena;
	int		 known = 0;

	for (int i = 0; i < s->count; i++)
		known += s->parameters[i].kind != BIND_NULL;
	if (known <= s->recorded)
		return;
	s->recorded = known;
	if (!is_recorded(sqlite3_sql(s->raw)) ||
	    (arena = arena_new(MEMORY)) == NULL)
		return;
	record_line(s, arena);
	arena_free(arena);
}
