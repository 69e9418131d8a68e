/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_CONNECTION_H
#define SOUK_DB_CONNECTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "lib/db/db.h"

/*
 * What the files of lib/db share and nobody else sees.
 */
#define COMPOSED_BUCKETS	64
#define COMPOSED_MAX		256
#define AROUND_COMMIT_MAX	4
#define SOUK_APPLICATION	0x736f756b	/* 'souk', in the file */

enum bind_kind { BIND_NULL, BIND_INT, BIND_TEXT, BIND_KIND__MAX };

struct parameter {
	const char	*name;		/* with its colon, behind the last */
	int		 nth;		/* what was bound nth last time */
	enum bind_kind	 kind;		/* of the present value */
};

/*
 * A prepared statement.  raw is NULL when it could not be prepared; sticky
 * then says why.
 */
struct stmt {
	struct db		*db;
	sqlite3_stmt		*raw;
	enum outcome		 sticky;
	bool			 reads_only;
	bool			 active;	/* has a row; in db->active */
	struct stmt		*next_active, **link_active;
	struct stmt		*next_composed;
	char			*text;		/* composed: its own copy */
	uint64_t		 used;		/* composed: when last asked */
	int			 recorded;	/* kinds known; -1: never */
	int			 bound;		/* how many since db_sql() */
	int64_t			 spent_ns, rows;	/* of this use */
	int			 count;
	struct parameter	 parameters[];
};

/* What constant statements are found by: open addressing, a power of two. */
struct statement_slot { const char *sql; struct stmt *stmt; };

struct db {
	sqlite3			*raw;
	char			*path;
	bool			 create;
	pid_t			 pid;		/* who opened it */

	enum tx_state { TX_NONE, TX_READING, TX_WRITING } tx;
	enum outcome		 failed;	/* BUSY or INTERNAL inside it */
	bool			 joined;	/* db_join() */
	int			 tries;		/* open savepoints */
	bool			 discard;	/* reopen before the next one */
	bool			 full;		/* no space to write it to */
	sqlite3_stmt		*begin_read, *begin_write, *commit, *rollback;

	int			 lock_fd;
	bool			 locked;
	timer_t			 lock_timer;
	bool			 has_timer;

	struct statement_slot	*slots;
	size_t			 slot_count, slots_used;
	struct stmt		*composed[COMPOSED_BUCKETS];
	int			 composed_count;
	uint64_t		 asked;		/* db_sql_composed() calls */
	struct stmt		*active;
	struct stmt		 broken;	/* no memory for a better one */
	uint64_t		 statements;

	struct around { const struct db_around *calls; void *arg; }
				 around[AROUND_COMMIT_MAX];
	int			 around_count;
	int			 around_begun;	/* whose before() was called */
	int			 wal_pages;	/* after the last commit */
	int64_t			 wal_bytes, cache_bytes;	/* db_open's */
	int			 checkpoint_at;	/* pages; see checkpoint.c */
	db_slow_fn		*slow;		/* NULL: nobody asks */
	void			*slow_arg;
	int64_t			 slow_ns;
	int			 record_fd;	/* -1: statements not recorded */
};

/* sqlite_error.c */
enum outcome	 sqlite_rc(int rc);
/* What a result code means to the caller; logs what the operator must know,
 * and a transaction remembers that it failed. */
enum outcome	 sqlite_outcome(struct db *, int rc, const char *sql);

/* sqlite.c */
/* One integer or text of a pragma; -1 and "" when it has no row. */
int64_t		 sqlite_pragma_int(struct db *, const char *pragma);
bool		 sqlite_run(struct db *, const char *sql);	/* logged */
/* The connection alone, without a look at the schema. */
enum outcome	 sqlite_connect(struct db *);
void		 sqlite_disconnect(struct db *);

/* statement.c */
void		 statements_reset(struct db *);		/* the active ones */
void		 statements_free(struct db *);
void		 statement_bind_int(struct stmt *, int index, int64_t);
void		 statement_bind_text(struct stmt *, int index, const char *);
void		 statement_bind_null(struct stmt *, int index);

/* lock.c */
bool		 lock_open(struct db *);		/* false: errno */
void		 lock_close(struct db *);
bool		 lock_take(struct db *, int64_t deadline_us);
void		 lock_give(struct db *);
int64_t		 lock_deadline(void);		/* DB_LOCK_MS from now */

/* checkpoint.c */
int		 checkpoint_hook(void *, sqlite3 *, const char *, int pages);
/* After a commit, still under the lock. */
void		 checkpoint_when_due(struct db *);

/* tx.c: BEGIN IMMEDIATE under the lock, for schema.c and migrate.c. */
enum outcome	 tx_begin(struct db *, enum db_mode, int64_t deadline_us);
enum outcome	 tx_commit(struct db *);
void		 tx_rollback(struct db *);

/* schema.c */
bool		 schema_is_empty(struct db *);	/* nothing was ever made */
bool		 schema_is_souk(struct db *);
enum outcome	 schema_ensure(struct db *);	/* makes what is missing */

/* search_sqlite.c */
extern const char	sql_search_tables[], sql_search_said_tables[];
bool		 search_is_missing(struct db *);

/* record.c: what the PostgreSQL gate replays. */
int		 record_open(void);		/* -1: not asked for */
void		 record_statement(struct stmt *);

#endif
