/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_DB_H
#define SOUK_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/outcome.h"

/*
 * The database: one SQLite file, one connection a process, opened after
 * fork.
 *
 * Every connection is WAL, synchronous=FULL, foreign keys on, no automatic
 * checkpoint, DEFENSIVE; read back at open, which refuses anything else.
 * Every write transaction and every checkpoint holds one flock(2) on
 * <file>.lock, waited for at most DB_LOCK_MS: SQLite before 3.51.3 can lose
 * an acknowledged commit when a checkpoint resets the WAL beside a commit
 * (sqlite.org/wal.html#walresetbug), and the lock is fair where SQLite's own
 * busy handler is not.
 *
 * Domain functions never begin, commit or roll back: the dispatcher, jobs
 * and commands do, through db_tx().
 */
struct act;
struct arena;
struct db;
struct stmt;

#define DB_LOCK_MS	2000
#define DB_WAL_BYTES	(16 << 20)	/* checkpoint beyond this */

struct db_open {
	const char	*path;
	bool		 create;	/* apply schema.sql to an empty file */
	bool		 any_version;	/* for migrate and doctor only */
	/*
	 * A commit checkpoints beyond this; 0: twice DB_WAL_BYTES.  Who
	 * answers people takes less, often, so that nobody waits for long;
	 * who writes much takes more, since pages then come together.
	 */
	int64_t		 wal_bytes;
	int64_t		 cache_bytes;	/* pages kept; 0: SQLite's own 2 MiB */
};

/* NULL: *why says it for the operator (static or in the arena). */
struct db	*db_open(struct arena *, const struct db_open *,
		    const char **why);
void		 db_close(struct db *);
/* Frees the pages that are kept between statements; they are read again. */
void		 db_rest(struct db *);

/*
 * A named constant statement, prepared once a connection (cached by the
 * address of its text).  Binding and stepping errors stick: they are
 * reported by db_step()/db_run() once.  Names are ":name".  Texts are copied.
 * One use at a time: asking again for one that still has rows ends that use,
 * and so does the end of the transaction.
 */
struct stmt	*db_sql(struct db *, const char *constant_sql);
/* For compose.c and search only: cached by its text, at most 256 kept. */
struct stmt	*db_sql_composed(struct db *, const char *sql);

void		 db_bind_text(struct stmt *, const char *name, const char *);
		    /* NULL binds NULL */
void		 db_bind_int(struct stmt *, const char *name, int64_t);
void		 db_bind_null_int(struct stmt *, const char *name);

/*
 * OK: a row.  NOT_FOUND: no (more) rows; the statement is reset.  CONFLICT:
 * unique, foreign key or check refused it.  BUSY, INTERNAL (logged).
 */
enum outcome	 db_step(struct stmt *);
/* Step to the end and reset: for statements whose rows do not matter. */
enum outcome	 db_run(struct stmt *);
/* db_run(), and NOT_FOUND when no row was changed. */
enum outcome	 db_run_changed(struct stmt *);
void		 db_done(struct stmt *);	/* reset; safe at any time, also for NULL */

int		 db_columns(const struct stmt *);
bool		 db_is_null(struct stmt *, int column);
int64_t		 db_int(struct stmt *, int column);
/* In place, until the next step; NULL for NULL.  len may be NULL. */
const char	*db_text(struct stmt *, int column, size_t *len);
char		*db_copy(struct stmt *, int column, struct arena *);

/*
 * Transactions.  READ: one snapshot in which writing is impossible, as it is
 * outside of any (db_step() refuses; PRAGMA query_only would make SQLite
 * prepare every statement again).  WRITE: the lock, then BEGIN IMMEDIATE.
 * fn's OK commits, all else rolls back.  BUSY: rolled back and run again, at
 * most three times in all, with the arena as it stands, so fn must be
 * repeatable.  A statement that ended with BUSY or INTERNAL ends the
 * transaction with it, whatever fn returns.  Nesting is INTERNAL.
 */
enum db_mode { DB_READ, DB_WRITE };

typedef enum outcome db_fn(struct act *, void *);
enum outcome	 db_tx(struct act *, enum db_mode, db_fn *, void *);
/* Inside a WRITE transaction: what fn did stays only if it returns OK, and
 * the transaction goes on either way.  May be nested. */
enum outcome	 db_try(struct act *, db_fn *, void *);
/* Where a jump left fn in the middle: undoes what every open try did. */
void		 db_try_end(struct db *);

/*
 * While joined, db_tx() inside a WRITE transaction is a part of it: WRITE is
 * a db_try(), READ only reads.  For whoever commits several acts at once.
 */
void		 db_join(struct db *, bool joined);
bool		 db_in_tx(const struct db *);
/* What the dispatcher does after a jump out of an arena: reset statements,
 * roll back, give the lock back. */
void		 db_abandon(struct db *);
/*
 * Called once around the COMMIT of the present WRITE transaction, both while
 * the write lock is held: before() just before it, and false there refuses
 * the commit (INTERNAL); after() when SQLite is done, whatever came of it,
 * if before() was called.  A transaction that rolls back without trying to
 * commit calls neither.  arg outlives the transaction, and its arena.
 */
struct db_around { bool (*before)(void *); void (*after)(void *); };
void		 db_around_commit(struct db *, const struct db_around *,
		    void *arg);

/* Checkpoint under the lock when the WAL is beyond limit bytes. */
enum outcome	 db_checkpoint(struct db *, int64_t beyond);
int64_t		 db_wal_bytes(const struct db *);
/* integrity_check and foreign_key_check; *why in the arena unless OK. */
enum outcome	 db_check(struct db *, struct arena *, const char **why);
/*
 * Tells of each statement in which SQLite spent so many ms or more, from its
 * first step to its reset, without what the caller did between its rows.
 */
typedef void	 db_slow_fn(void *arg, const char *sql, int64_t ms,
		    int64_t rows);
void		 db_watch_slow(struct db *, int64_t ms, db_slow_fn *,
		    void *arg);
/* For tests and metrics: statements run and VDBE steps since open. */
uint64_t	 db_statements(const struct db *);

/* lib/db/migrate.c: the version of the schema that this program speaks. */
int64_t		 db_schema_version(void);
int64_t		 db_file_version(struct db *);	/* of the file that is open */
enum outcome	 db_migrate(struct db *, struct arena *, const char **why);

#endif
