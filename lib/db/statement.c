/* SPDX-License-Identifier: ISC */
/*
 * Prepared statements: found again by the address of their constant text, or
 * by their text when compose.c made it.  One use at a time: asking again for
 * a statement that still has rows ends that use.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

#define SLOTS_FIRST	256	/* a power of two */

/* ---- preparing ------------------------------------------------------ */

/* A statement without a text of its own, for what memory did not allow. */
static struct stmt *
statement_broken(struct db *db, enum outcome e)
{
	db->broken = (struct stmt){ .db = db, .sticky = e };
	return &db->broken;
}

/*
 * Names of our own, in one block behind the parameters: SQLite's move when it
 * prepares a statement again, as it does after a change of the schema.
 */
static struct stmt *
statement_alloc(sqlite3_stmt *raw)
{
	const int	 count = sqlite3_bind_parameter_count(raw);
	const size_t	 names = sizeof(struct stmt) +
			    (size_t)count * sizeof(struct parameter);
	struct stmt	*s;
	size_t		 len, size = names;
	char		*p;

	for (int i = 1; i <= count; i++)
		size += strlen(sqlite3_bind_parameter_name(raw, i)) + 1;
	if ((s = calloc(1, size)) == NULL)
		return NULL;
	s->count = count;
	p = (char *)s + names;
	for (int i = 1; i <= count; i++, p += len) {
		len = strlen(sqlite3_bind_parameter_name(raw, i)) + 1;
		memcpy(p, sqlite3_bind_parameter_name(raw, i), len);
		s->parameters[i - 1].name = p;
	}
	return s;
}

static struct stmt *
statement_new(struct db *db, const char *sql)
{
	struct stmt	*s;
	sqlite3_stmt	*raw = NULL;
	int		 rc;

	if (db->raw == NULL)
		return statement_broken(db, SOUK_BUSY);
	rc = sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &raw, NULL);
	if (rc != SQLITE_OK)
		return statement_broken(db, sqlite_outcome(db, rc, sql));
	if ((s = statement_alloc(raw)) == NULL) {
		sqlite3_finalize(raw);
		return statement_broken(db, SOUK_BUSY);
	}
	s->db = db;
	s->raw = raw;
	s->reads_only = sqlite3_stmt_readonly(raw);
	s->recorded = -1;
	return s;
}

static void
statement_free(struct stmt *s)
{
	db_done(s);
	sqlite3_finalize(s->raw);
	free(s->text);
	free(s);
}

/* Ready to be bound: no rows, no values, no errors. */
static struct stmt *
statement_fresh(struct stmt *s)
{
	if (s->raw == NULL)
		return s;
	db_done(s);
	if (s->bound > 0)
		sqlite3_clear_bindings(s->raw);
	for (int i = 0; s->bound > 0 && i < s->count; i++)
		s->parameters[i].kind = BIND_NULL;
	s->bound = 0;
	s->sticky = SOUK_OK;
	return s;
}

/* ---- found by address ----------------------------------------------- */

static struct statement_slot *
slot_find(struct statement_slot *slots, size_t count, const char *sql)
{
	size_t	 i = ((uintptr_t)sql >> 3) * 0x9e3779b97f4a7c15u >> 32;

	for (i &= count - 1; slots[i].sql != NULL && slots[i].sql != sql;)
		i = (i + 1) & (count - 1);
	return &slots[i];
}

/* At most half of the slots are taken, so that a search is short. */
static bool
slots_grow(struct db *db)
{
	size_t			 count = db->slot_count * 2;
	struct statement_slot	*slots;

	if (db->slots_used * 2 < db->slot_count)
		return true;
	if (count == 0)
		count = SLOTS_FIRST;
	if ((slots = calloc(count, sizeof(*slots))) == NULL)
		return false;
	for (size_t i = 0; i < db->slot_count; i++)
		if (db->slots[i].sql != NULL)
			*slot_find(slots, count, db->slots[i].sql) =
			    db->slots[i];
	free(db->slots);
	db->slots = slots;
	db->slot_count = count;
	return true;
}

struct stmt *
db_sql(struct db *db, const char *sql)
{
	struct statement_slot	*slot;
	struct stmt		*s;

	if (!slots_grow(db))
		return statement_broken(db, SOUK_BUSY);
	slot = slot_find(db->slots, db->slot_count, sql);
	if (slot->sql != NULL)
		return statement_fresh(slot->stmt);
	if ((s = statement_new(db, sql))->raw != NULL) {
		*slot = (struct statement_slot){ .sql = sql, .stmt = s };
		db->slots_used++;
	}
	return s;
}

/* ---- found by text -------------------------------------------------- */

static struct stmt **
composed_bucket(struct db *db, const char *sql)
{
	uint64_t	 hash = 0xcbf29ce484222325u;

	for (const char *p = sql; *p != '\0'; p++)
		hash = (hash ^ (unsigned char)*p) * 0x100000001b3u;
	return &db->composed[hash % COMPOSED_BUCKETS];
}

/* Make room: drop the one that was asked for least recently. */
static void
composed_evict(struct db *db)
{
	struct stmt	**oldest = NULL, *victim;

	for (size_t i = 0; i < COMPOSED_BUCKETS; i++)
		for (struct stmt **at = &db->composed[i]; *at != NULL;
		    at = &(*at)->next_composed)
			if (oldest == NULL || (*at)->used < (*oldest)->used)
				oldest = at;
	if (oldest == NULL)
		return;
	victim = *oldest;
	*oldest = victim->next_composed;
	statement_free(victim);
	db->composed_count--;
}

static struct stmt *
composed_new(struct db *db, const char *sql)
{
	struct stmt	*s, **bucket;

	if (db->composed_count == COMPOSED_MAX)
		composed_evict(db);
	if ((s = statement_new(db, sql))->raw == NULL)
		return s;
	if ((s->text = strdup(sql)) == NULL) {
		statement_free(s);
		return statement_broken(db, SOUK_BUSY);
	}
	bucket = composed_bucket(db, sql);
	s->next_composed = *bucket;
	*bucket = s;
	db->composed_count++;
	return s;
}

struct stmt *
db_sql_composed(struct db *db, const char *sql)
{
	struct stmt	*s;

	for (s = *composed_bucket(db, sql); s != NULL; s = s->next_composed)
		if (strcmp(s->text, sql) == 0)
			break;
	s = s == NULL ? composed_new(db, sql) : statement_fresh(s);
	s->used = ++db->asked;
	return s;
}

void
statements_free(struct db *db)
{
	for (size_t i = 0; i < db->slot_count; i++)
		if (db->slots[i].sql != NULL)
			statement_free(db->slots[i].stmt);
	free(db->slots);
	db->slots = NULL;
	db->slot_count = db->slots_used = 0;
	while (db->composed_count > 0)
		composed_evict(db);
}

/* ---- stepping ------------------------------------------------------- */

static void
active_add(struct stmt *s)
{
	struct db	*db = s->db;

	s->active = true;
	s->link_active = &db->active;
	if ((s->next_active = db->active) != NULL)
		s->next_active->link_active = &s->next_active;
	db->active = s;
}

/* Its ticks are milliseconds long, and asking costs next to nothing: right
 * for what takes many of them. */
static int64_t
coarse_ns(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int
step_timed(struct stmt *s)
{
	int64_t	 began;
	int	 rc;

	if (s->db->slow == NULL)
		return sqlite3_step(s->raw);
	began = coarse_ns();
	rc = sqlite3_step(s->raw);
	s->spent_ns += coarse_ns() - began;
	s->rows += rc == SQLITE_ROW;
	return rc;
}

/* Once a use. */
static void
slow_tell(struct stmt *s)
{
	const struct db	*db = s->db;

	if (db->slow != NULL && s->spent_ns >= db->slow_ns)
		db->slow(db->slow_arg, sqlite3_sql(s->raw),
		    s->spent_ns / 1000000, s->rows);
}

void
db_watch_slow(struct db *db, int64_t ms, db_slow_fn *slow, void *arg)
{
	db->slow = slow;
	db->slow_arg = arg;
	db->slow_ns = ms * 1000000;
}

void
db_done(struct stmt *s)
{
	if (s == NULL || !s->active)
		return;
	slow_tell(s);
	s->active = false;
	if ((*s->link_active = s->next_active) != NULL)
		s->next_active->link_active = s->link_active;
	sqlite3_reset(s->raw);
}

void
statements_reset(struct db *db)
{
	while (db->active != NULL)
		db_done(db->active);
}

/* May it run at all?  Writing needs the lock, so a WRITE transaction. */
static enum outcome
step_check(struct stmt *s)
{
	struct db	*db = s->db;

	if (s->sticky != SOUK_OK) {
		if (db->tx != TX_NONE && db->failed == SOUK_OK &&
		    s->sticky != SOUK_CONFLICT)
			db->failed = s->sticky;
		return s->sticky;
	}
	if (db->failed != SOUK_OK)
		return db->failed;
	if (s->reads_only || db->tx == TX_WRITING)
		return SOUK_OK;
	log_line(LOG_ERROR, "write outside a write transaction", "sql",
	    sqlite3_sql(s->raw), NULL);
	if (db->tx != TX_NONE)
		db->failed = SOUK_INTERNAL;
	return SOUK_INTERNAL;
}

static enum outcome
step_begin(struct stmt *s)
{
	enum outcome	 e = step_check(s);

	if (e != SOUK_OK)
		return e;
	s->db->statements++;
	s->spent_ns = s->rows = 0;
	if (s->db->record_fd != -1)
		record_statement(s);
	return SOUK_OK;
}

enum outcome
db_step(struct stmt *s)
{
	enum outcome	 e;
	int		 rc;

	if (!s->active && (e = step_begin(s)) != SOUK_OK)
		return e;
	if ((rc = step_timed(s)) == SQLITE_ROW) {
		if (!s->active)
			active_add(s);
		return SOUK_OK;
	}
	e = rc == SQLITE_DONE ? SOUK_NOT_FOUND :
	    sqlite_outcome(s->db, rc, sqlite3_sql(s->raw));
	if (s->active)
		db_done(s);
	else {
		slow_tell(s);
		sqlite3_reset(s->raw);
	}
	return e;
}

enum outcome
db_run(struct stmt *s)
{
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK)
		continue;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
db_run_changed(struct stmt *s)
{
	enum outcome	 e = db_run(s);

	if (e == SOUK_OK && sqlite3_changes(s->db->raw) == 0)
		return SOUK_NOT_FOUND;
	return e;
}

uint64_t
db_statements(const struct db *db)
{
	return db->statements;
}

/* ---- columns -------------------------------------------------------- */

int
db_columns(const struct stmt *s)
{
	return sqlite3_column_count(s->raw);
}

bool
db_is_null(struct stmt *s, int column)
{
	return sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

int64_t
db_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->raw, column);
}

const char *
db_text(struct stmt *s, int column, size_t *len)
{
	const char	*text;

	text = (const char *)sqlite3_column_text(s->raw, column);
	if (len != NULL)
		*len = text == NULL ? 0 :
		    (size_t)sqlite3_column_bytes(s->raw, column);
	return text;
}

char *
db_copy(struct stmt *s, int column, struct arena *arena)
{
	size_t		 len;
	const char	*text = db_text(s, column, &len);

	return text == NULL ? NULL : arena_text(arena, text, len);
}
