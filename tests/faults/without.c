/* SPDX-License-Identifier: ISC */
/* Guards that are left out of a shop's programs; see without.h. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/without.h"

#define STATEMENT_MAX	8192
#define WITHOUT_WAIT_NS	20000000

const char	*sqlite3_sql(void *);
int		 sqlite3_step(void *);

static struct without	*without;

#define REAL(NAME) ((__typeof__(&NAME))dlsym(RTLD_NEXT, #NAME))

__attribute__((constructor)) static void
without_open(void)
{
	const char	*path = getenv("SOUK_WITHOUT");
	int		 fd = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void		*p;

	if (fd == -1)
		return;
	p = mmap(NULL, sizeof(*without), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fd, 0);
	close(fd);
	if (p != MAP_FAILED)
		without = p;
}

/* ---- statements ------------------------------------------------------------------ */

static bool
is_loose(void)
{
	return without != NULL && atomic_load(&without->loose) != 0;
}

/* What begins, ends or parts a transaction does nothing. */
static bool
is_of_transactions(const char *sql)
{
	static const char *const	 words[] = { "BEGIN", "COMMIT",
	    "ROLLBACK", "SAVEPOINT", "RELEASE" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(sql, words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* In place; false: it does not stand there. */
static bool
swap(char sql[STATEMENT_MAX], const struct without_swap *s)
{
	const size_t	 from = strlen(s->from), to = strlen(s->to);
	char		*at = strstr(sql, s->from);

	if (at == NULL || strlen(sql) + to >= STATEMENT_MAX)
		return false;
	memmove(at + to, at + from, strlen(at + from) + 1);
	memcpy(at, s->to, to);
	return true;
}

/* The statement itself, or what is prepared in its place. */
static const char *
prepared_as(const char *sql, char room[STATEMENT_MAX])
{
	bool	 any = false;

	if (is_loose() && is_of_transactions(sql))
		return "SELECT 1 WHERE 1 = 0";
	if (without == NULL || strlen(sql) >= STATEMENT_MAX)
		return sql;
	strcpy(room, sql);
	for (int i = 0; i < atomic_load(&without->count); i++)
		any = swap(room, &without->swaps[i]) || any;
	if (any)
		atomic_fetch_add(&without->swapped, 1);
	return any ? room : sql;
}

int
sqlite3_prepare_v3(void *db, const char *sql, int len, unsigned flags,
    void **statement, const char **tail)
{
	char	 room[STATEMENT_MAX];

	return REAL(sqlite3_prepare_v3)(db, prepared_as(sql, room), len,
	    flags, statement, tail);
}

int
sqlite3_exec(void *db, const char *sql, void *callback, void *arg,
    char **error)
{
	if (is_loose() && is_of_transactions(sql))
		return 0;
	if (without != NULL && atomic_load(&without->unchecked) != 0 &&
	    strcmp(sql, "PRAGMA foreign_keys=ON") == 0)
		REAL(sqlite3_exec)(db, "PRAGMA ignore_check_constraints=ON",
		    NULL, NULL, NULL);
	return REAL(sqlite3_exec)(db, sql, callback, arg, error);
}

/* Whoever has looked waits for others to look, before anything is changed. */
int
sqlite3_step(void *statement)
{
	const char	*sql = is_loose() ? REAL(sqlite3_sql)(statement) : NULL;

	if (sql != NULL && without->held[0] != '\0' &&
	    strncmp(sql, without->held, strlen(without->held)) == 0)
		nanosleep(&(struct timespec){ .tv_nsec = WITHOUT_WAIT_NS },
		    NULL);
	return REAL(sqlite3_step)(statement);
}

int
flock(int fd, int how)
{
	return is_loose() ? 0 : REAL(flock)(fd, how);
}
