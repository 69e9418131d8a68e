/* SPDX-License-Identifier: ISC */
/*
 * Binding by name.  A statement is nearly always bound in the same order, so
 * each remembers which parameter was bound first, second … last time: then a
 * name costs one short comparison.
 */
#include <stdio.h>
#include <string.h>

#include "lib/base/log.h"
#include "lib/db/connection.h"
#include "lib/db/many.h"

/* The index of a parameter from 1; 0: no such name, which sticks. */
static int
index_find(struct stmt *s, const char *name)
{
	int	 index;

	if (s->bound < s->count) {
		index = s->parameters[s->bound].nth;
		if (index > 0 &&
		    strcmp(s->parameters[index - 1].name, name) == 0)
			return index;
	}
	if ((index = sqlite3_bind_parameter_index(s->raw, name)) == 0) {
		log_line(LOG_ERROR, "no such parameter", "name", name, "sql",
		    sqlite3_sql(s->raw), NULL);
		s->sticky = SOUK_INTERNAL;
	} else if (s->bound < s->count) {
		s->parameters[s->bound].nth = index;
	}
	return index;
}

static int
bind_start(struct stmt *s, const char *name)
{
	if (s->sticky != SOUK_OK)
		return 0;
	return index_find(s, name);
}

static void
bind_end(struct stmt *s, int index, enum bind_kind kind, int rc)
{
	s->bound++;
	s->parameters[index - 1].kind = kind;
	if (rc != SQLITE_OK)
		s->sticky = sqlite_outcome(s->db, rc, sqlite3_sql(s->raw));
}

void
statement_bind_int(struct stmt *s, int index, int64_t value)
{
	if (s->sticky == SOUK_OK)
		bind_end(s, index, BIND_INT,
		    sqlite3_bind_int64(s->raw, index, value));
}

void
statement_bind_text(struct stmt *s, int index, const char *text)
{
	if (text == NULL)
		statement_bind_null(s, index);
	else if (s->sticky == SOUK_OK)
		bind_end(s, index, BIND_TEXT, sqlite3_bind_text(s->raw, index,
		    text, -1, SQLITE_TRANSIENT));
}

void
statement_bind_null(struct stmt *s, int index)
{
	if (s->sticky == SOUK_OK)
		bind_end(s, index, BIND_NULL,
		    sqlite3_bind_null(s->raw, index));
}

void
db_bind_int(struct stmt *s, const char *name, int64_t value)
{
	int	 index = bind_start(s, name);

	if (index > 0)
		statement_bind_int(s, index, value);
}

void
db_bind_text(struct stmt *s, const char *name, const char *text)
{
	int	 index = bind_start(s, name);

	if (index > 0)
		statement_bind_text(s, index, text);
}

void
db_bind_null_int(struct stmt *s, const char *name)
{
	int	 index = bind_start(s, name);

	if (index > 0)
		statement_bind_null(s, index);
}

void
db_bind_many(struct stmt *s, const char *const *texts, size_t n, size_t room)
{
	char	 name[8];
	size_t	 i;

	for (i = 0; i < room; i++) {
		snprintf(name, sizeof(name), ":p%03zu", i % 1000);
		db_bind_text(s, name, i < n ? texts[i] : NULL);
	}
}
