/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_POWER_JUDGE_H
#define SOUK_TESTS_FAULTS_POWER_JUDGE_H

#include "lib/base/arena.h"
#include "lib/db/db.h"
#include "tests/faults/disk_cut.h"
#include "tests/faults/power_ledger.h"
#include "tests/http/stock_invariants.h"

/*
 * A disk after the power went: can the shop open it, is the database sound, is
 * all there that was acknowledged, has every row its files?
 */
static struct disk	*disk;		/* the one that is looked at */
static struct cut	 cut;
static char		 folder[200];	/* where disks are put to be opened */

/* ---- one disk -------------------------------------------------------------------- */

struct verdict { bool corrupt; int lost, halves; char why[300]; };

static inline void
file_put(const char *name, const struct node *n)
{
	char	 path[240];
	int	 fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
	if (n == NULL)
		return;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, n->bytes, n->len),
	    (ssize_t)n->len);
	close(fd);
}

static inline sqlite3 *
copy_open(void)
{
	char	 path[240];
	sqlite3	*db = NULL;

	snprintf(path, sizeof(path), "%s/souk.db", folder);
	sqlite3_open(path, &db);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return db;
}

/* Every row of it is this one, and there are so many. */
static inline bool
answers(sqlite3 *db, const char *sql, const char *want, int rows,
    struct verdict *v)
{
	sqlite3_stmt	*s = NULL;
	int		 rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL), n = 0;
	bool		 ok = rc == SQLITE_OK;

	while (ok && (rc = sqlite3_step(s)) == SQLITE_ROW && n++ <= rows)
		ok = strcmp((const char *)sqlite3_column_text(s, 0), want) ==
		    0;
	ok = ok && rc == SQLITE_DONE && n == rows;
	if (!ok)
		snprintf(v->why, sizeof(v->why), "%.100s: %.150s", sql,
		    rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s,
		    0) : sqlite3_errmsg(db));
	v->why[strcspn(v->why, "\n")] = '\0';
	sqlite3_finalize(s);
	return ok;
}

/* As the shop itself would open it. */
static inline bool
shop_opens(struct verdict *v)
{
	struct arena	*arena = arena_new((size_t)1 << 20);
	const char	*why = NULL;
	char		 path[240];
	struct db	*db;

	snprintf(path, sizeof(path), "%s/souk.db", folder);
	db = db_open(arena, &(struct db_open){ .path = path }, &why);
	if (db == NULL)
		snprintf(v->why, sizeof(v->why), "%s", why);
	db_close(db);
	arena_free(arena);
	return db != NULL;
}

static inline bool
is_sound(sqlite3 *db, struct verdict *v)
{
	bool	 ok = answers(db, "PRAGMA integrity_check", "ok", 1, v) &&
		    answers(db, "PRAGMA foreign_key_check", "", 0, v);

	for (size_t i = 0; ok && i < COUNT(stock_invariants); i++)
		ok = answers(db, stock_invariants[i], "0", 1, v);
	return ok && deeds_look(db);
}

/* What is done to the log besides. */
enum harm { NO_HARM, CUT_SHORT, TURN_A_BIT };

static inline void
harm_do(struct node *log, enum harm harm)
{
	const size_t	 at = log->len == 0 ? 0 : ((size_t)rand_r(&cut.seed) <<
			    8 ^ (size_t)rand_r(&cut.seed)) % log->len;

	if (harm == CUT_SHORT)
		log->len = at;
	else if (harm == TURN_A_BIT && log->len > 0)
		log->bytes[at] ^= (char)(1 << rand_r(&cut.seed) % 8);
}

/* The database of this disk. */
static inline sqlite3 *
copy_put(enum harm harm)
{
	static const char *const	 names[] = { "souk.db", "souk.db-wal" };
	char				 path[40];

	file_put("souk.db-shm", NULL);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct node	*at, n;

		snprintf(path, sizeof(path), "db/%s", names[i]);
		if ((at = cut_find(&cut, path)) == NULL) {
			file_put(names[i], NULL);
			continue;
		}
		n = cut_bytes(&cut, at);
		if (i == 1)
			harm_do(&n, harm);
		file_put(names[i], &n);
		free(n.bytes);
	}
	return copy_open();
}

/* ---- files that rows speak of ------------------------------------------------------ */

/* There, and as long and the same as it is now, or was meant to be. */
static inline bool
file_is_whole(const char *path, const char *known, size_t len)
{
	struct node	*n = cut_find(&cut, path), now;
	bool		 same;

	if (n == NULL || n->is_checked)
		return n != NULL;
	now = cut_bytes(&cut, n);
	same = now.len == len && (len == 0 || memcmp(now.bytes, known, len) ==
	    0);
	n->is_checked = same && n->waits == 0;
	free(now.bytes);
	return same;
}

static inline bool
picture_is_whole(const char *path)
{
	struct node	 real = { 0 };
	char		 full[300];
	struct stat	 st;
	bool		 whole;

	snprintf(full, sizeof(full), "%s/%s", shop_home(), path);
	if (stat(full, &st) != 0)
		return false;
	file_load(&real, full);
	whole = real.len > 0 && file_is_whole(path, real.bytes, real.len);
	free(real.bytes);
	return whole;
}

/* What waits to be imported begins as every file of ours. */
static inline bool
import_is_whole(const char *path)
{
	struct node	*n = cut_find(&cut, path), now;
	bool		 whole;

	if (n == NULL)
		return false;
	now = cut_bytes(&cut, n);
	whole = now.len > 20 && memcmp(now.bytes, "slug,name,price\n", 16) ==
	    0 && now.bytes[now.len - 1] == '\n';
	free(now.bytes);
	return whole;
}

static const char sql_imports[] =
    "SELECT 'db/import/' || id || '.csv' FROM catalog_import"
    " WHERE status IN ('waiting', 'running')";
static const char sql_pictures[] =
    "WITH width (n) AS (VALUES (160), (320), (640), (960), (1280), (1920))"
    " SELECT 'media/' || CASE WHEN is_private = 1 THEN 'private/' ELSE"
    " 'public/' END || name || '/' || n || ending FROM media"
    " JOIN (SELECT n FROM width UNION SELECT largest FROM media)"
    " ON (n IN (SELECT n FROM width) AND n < largest) OR n = largest"
    " JOIN (SELECT '.webp' AS ending UNION ALL SELECT '.jpg')";

static inline void
files_look(sqlite3 *db, const char *sql, bool (*is_whole)(const char *),
    struct verdict *v)
{
	sqlite3_stmt	*s = NULL;

	ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char	*path = (const char *)sqlite3_column_text(s,
				    0);

		if (is_whole(path))
			continue;
		v->halves++;
		snprintf(v->why, sizeof(v->why), "%s is missing or short",
		    path);
	}
	sqlite3_finalize(s);
}

static inline struct verdict
judge(sqlite3 *db, bool files)
{
	struct verdict	 v = { 0 };

	v.corrupt = !shop_opens(&v) || !is_sound(db, &v);
	if (v.corrupt)
		return v;
	v.lost = deeds_lost(disk->at, v.why);
	if (files)
		files_look(db, sql_imports, import_is_whole, &v);
	if (files)
		files_look(db, sql_pictures, picture_is_whole, &v);
	return v;
}

#endif
