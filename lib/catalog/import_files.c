/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/queue/queue.h"

/*
 * A file is there before the row that speaks of it, and stays when that was
 * never committed.  Whoever starts an import holds the lock meanwhile, so
 * under the lock a file without a row is nobody's.
 */
#define ENDING	".csv"

static const char sql_known[] = "SELECT 1 FROM catalog_import WHERE id = :id";

static enum outcome
file_look(struct act *act, int directory, const char *name)
{
	const size_t	 len = strlen(name), ending = sizeof(ENDING) - 1;
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;

	if (len <= ending || !text_equal(name + len - ending, ENDING))
		return SOUK_OK;
	db_bind_text(s, ":id", arena_text(act->arena, name, len - ending));
	e = db_step(s);
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		unlinkat(directory, name, 0);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
files_look(struct act *act, void *arg)
{
	enum outcome	 e = SOUK_OK;
	struct dirent	*entry;
	DIR		*d;

	(void)arg;
	d = opendir(arena_printf(act->arena, "%s/db/import",
	    act->config->home));
	if (d == NULL)
		return SOUK_OK;
	while (e == SOUK_OK && (entry = readdir(d)) != NULL)
		e = file_look(act, dirfd(d), entry->d_name);
	closedir(d);
	return e;
}

static enum outcome
files_run(struct act *act, const struct job *job)
{
	(void)job;
	return db_tx(act, DB_WRITE, files_look, NULL);
}

const struct job_kind catalog_import_files = {
	.name = "catalog.import_files",
	.run = files_run,
	.max_attempts = 3,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
