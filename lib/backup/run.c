/* SPDX-License-Identifier: ISC */
/* What was copied when: a row each, for people and for who watches. */
#include <assert.h>
#include <string.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define COLUMN(NAME, COLUMN_NAME, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN_NAME), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field fields[] = {
	[BACKUP_ID] = COLUMN("id", "id", FIELD_ID, "In order of time"),
	[BACKUP_KIND] = COLUMN("kind", "kind", FIELD_TEXT,
	    "auto, asked, upgrade"),
	[BACKUP_STARTED] = COLUMN("startedAt", "started_at", FIELD_TIME,
	    "All that was acknowledged before is in it"),
	[BACKUP_ENDED] = COLUMN("endedAt", "ended_at", FIELD_TIME, NULL),
	[BACKUP_STATUS] = COLUMN("status", "status", FIELD_TEXT,
	    "running, good: made and checked, failed"),
	[BACKUP_NAME] = COLUMN("name", "name", FIELD_TEXT,
	    "What souk restore calls it"),
	[BACKUP_BYTES] = COLUMN("bytes", "bytes", FIELD_INTEGER,
	    "Of all that is in it"),
	[BACKUP_NEW_BYTES] = COLUMN("newBytes", "new_bytes", FIELD_INTEGER,
	    "What it took on the disk beyond the copies before"),
	[BACKUP_FILES] = COLUMN("files", "files", FIELD_INTEGER,
	    "Besides the database"),
	[BACKUP_SECOND] = COLUMN("secondAt", "second_at", FIELD_TIME,
	    "Since when the second place has it"),
	[BACKUP_ERROR] = COLUMN("error", "error", FIELD_TEXT,
	    "Why it failed, or why the second place does not have it"),
};
static_assert(COUNT(fields) == BACKUP__MAX, "a row for each field");
const struct fieldset backup_fields =
    FIELDSET("Backup", "backup_run", fields);

/* ---- writing ------------------------------------------------------------ */

static const char sql_interrupted[] =
    "UPDATE backup_run SET status = 'failed', ended_at = :now,"
    " error = 'interrupted' WHERE status = 'running'";
static const char sql_begin[] =
    "INSERT INTO backup_run (id, kind, started_at, status)"
    " VALUES (:id, :kind, :now, 'running')";
static const char sql_end[] =
    "UPDATE backup_run SET status = :status, ended_at = :now, name = :name,"
    " bytes = :bytes, new_bytes = :new_bytes, files = :files,"
    " second_at = :second, error = :error WHERE id = :id";

struct run {
	struct backup	*b;
	enum outcome	 outcome;
	int64_t		 now;
};

/* Who holds the lock is alone: nobody else's is running. */
static enum outcome
begin(struct act *act, void *arg)
{
	struct run	*r = arg;
	struct stmt	*s = db_sql(act->db, sql_interrupted);
	enum outcome	 e;

	db_bind_int(s, ":now", r->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_begin);
	db_bind_text(s, ":id", r->b->id);
	db_bind_text(s, ":kind", r->b->kind);
	db_bind_int(s, ":now", r->now);
	return db_run(s);
}

enum outcome
run_begin(struct work *w, struct backup *b)
{
	struct run	 r = { .b = b, .now = clock_now() };
	enum outcome	 e;

	b->id = typeid_new(w->act->arena, "backup", r.now);
	if ((e = db_tx(w->act, DB_WRITE, begin, &r)) != SOUK_OK)
		snprintf(b->why, sizeof(b->why),
		    "the database cannot be written");
	return e;
}

static enum outcome
end(struct act *act, void *arg)
{
	const struct run	*r = arg;
	const struct backup	*b = r->b;
	const bool		 good = r->outcome == SOUK_OK;
	struct stmt		*s = db_sql(act->db, sql_end);

	db_bind_text(s, ":id", b->id);
	db_bind_text(s, ":status", good ? "good" : "failed");
	db_bind_int(s, ":now", r->now);
	db_bind_text(s, ":name", good ? b->name : NULL);
	db_bind_int(s, ":bytes", b->bytes);
	db_bind_int(s, ":new_bytes", b->new_bytes);
	db_bind_int(s, ":files", b->files);
	if (b->in_second)
		db_bind_int(s, ":second", r->now);
	else
		db_bind_null_int(s, ":second");
	db_bind_text(s, ":error", b->why[0] != '\0' ? b->why : NULL);
	return db_run(s);
}

/* If not even that can be written, the next copy says so. */
void
run_end(struct work *w, struct backup *b, enum outcome e)
{
	struct run	 r = { .b = b, .outcome = e, .now = clock_now() };

	if (e != SOUK_OK)
		log_line(LOG_ERROR, "a copy failed", "why", b->why, NULL);
	else
		log_line(LOG_INFO, "copied", "name", b->name, NULL);
	if (db_tx(w->act, DB_WRITE, end, &r) != SOUK_OK)
		log_line(LOG_WARN, "a copy's end is not noted", NULL);
}

/* ---- reading ------------------------------------------------------------- */

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM backup_run LIMIT :reach) c";
static const char sql_page[] =
    "SELECT id, kind, started_at, ended_at, status, name, bytes, new_bytes,"
    " files, second_at, error FROM backup_run WHERE id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";

enum outcome
backup_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	struct cursor	 after = { .id = "backup_z" };
	struct stmt	*s;
	enum outcome	 e;

	rows->filters = "backups";
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	if ((e = rows_count_reach(rows, db_sql(act->db, sql_count))) !=
	    SOUK_OK)
		return e;
	s = db_sql(act->db, sql_page);
	db_bind_text(s, ":id", after.id);
	rows_open(rows, s, query);
	return SOUK_OK;
}

const char *
backup_list_cursor(struct act *act, const struct rows *rows,
    const struct record *run)
{
	return rows_cursor_by_id(act, rows,
	    run->values[BACKUP_ID].text);
}
