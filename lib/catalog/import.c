/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/audit/audit.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/catalog/import.h"
#include "lib/db/compose.h"
#include "lib/queue/queue.h"

/* ---- taking over the file ---------------------------------------------- */

static bool
file_complain(const char *what)
{
	log_line(LOG_ERROR, "import file", "step", what, "error",
	    strerror(errno), NULL);
	return false;
}

static bool
descriptor_copy(int from, int to)
{
	ssize_t	 n;

	while ((n = sendfile(to, from, NULL, 1 << 20)) > 0)
		continue;
	return n == 0;
}

/* For a file on another file system. */
static bool
file_copy(const char *from, const char *to)
{
	const int	 in = open(from, O_RDONLY | O_CLOEXEC);
	int		 out;
	bool		 ok;

	if (in < 0)
		return file_complain("open");
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ok = out >= 0 && descriptor_copy(in, out);
	if (!ok)
		file_complain("copy");
	if (out >= 0)
		close(out);
	close(in);
	return ok;
}

static bool
path_sync(const char *path)
{
	const int	 fd = open(path, O_RDONLY | O_CLOEXEC);
	const bool	 ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok || file_complain("fsync");
}

/*
 * A second name for the file, or a copy, on disk before any row speaks of it.
 * The first name is left to whoever made it: should this transaction be run
 * again, it is still there.
 */
static bool
file_take(const char *from, const char *directory, const char *to)
{
	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		return file_complain("mkdir");
	if (link(from, to) != 0 && !file_copy(from, to))
		return false;
	return path_sync(to) && path_sync(directory);
}

/* ---- starting ---------------------------------------------------------- */

static enum outcome
import_insert(struct act *act, const char *id, const char *path, bool dry_run)
{
	struct record			*row = record_new(act->arena,
					    &import_fields);
	const struct column_value	 extra[] = {
		{ "brand_id", act->actor.brand_id, 0 },
		{ "path", path, 0 },
		{ "user_id", act->actor.user_id, 0 },
	};
	const size_t			 count = act->actor.user_id == NULL ?
					    2 : 3;

	record_set_text(row, IMPORT_ID, id);
	record_set_text(row, IMPORT_STATUS, "waiting");
	record_set_int(row, IMPORT_DRY_RUN, dry_run);
	record_set_int(row, IMPORT_CREATED_AT, act->now);
	record_set_int(row, IMPORT_UPDATED_AT, act->now);
	return compose_insert(act->db, row, extra, count);
}

static enum outcome
import_enqueue(struct act *act, const char *id)
{
	const struct job_new	 job = {
		.kind = catalog_import.name,
		.payload = arena_printf(act->arena, "{\"import\":\"%s\"}", id),
		.unique_key = id,
	};

	return queue_put(act, &job, NULL);
}

static enum outcome
import_audit(struct act *act, const char *id, const struct record *after)
{
	const struct audit	 a = {
		.action = "import_products", .entity_type = "Import",
		.entity_id = id, .after = after,
	};

	return audit_write(act, &a);
}

enum outcome
import_start(struct act *act, const char *path, bool dry_run,
    struct record **import)
{
	const char	*id = typeid_new(act->arena, "import", act->now);
	const char	*directory = arena_printf(act->arena, "%s/db/import",
	    act->config->home);
	const char	*to = arena_printf(act->arena, "%s/%s.csv", directory,
	    id);
	enum outcome	 e;

	if (!file_take(path, directory, to))
		return SOUK_INTERNAL;
	if ((e = import_insert(act, id, to, dry_run)) != SOUK_OK ||
	    (e = import_enqueue(act, id)) != SOUK_OK ||
	    (e = import_read(act, id, import)) != SOUK_OK)
		return e;
	return import_audit(act, id, *import);
}

/* ---- running ----------------------------------------------------------- */

enum outcome
import_run(struct act *act, const char *id)
{
	return import_work(act, id, NULL);
}

/* A job of an import that is gone or over is done. */
static enum outcome
import_job(struct act *act, const struct job *job)
{
	struct json_in		*payload;
	const struct json_in	*id;
	const char		*name;
	enum outcome		 e;
	size_t			 at;

	if (json_parse(act->arena, job->payload, strlen(job->payload),
	    &payload, &at, &name) != JSON_OK ||
	    (id = json_member(payload, "import")) == NULL ||
	    id->type != JSON_STRING)
		return SOUK_INVALID;
	e = import_work(act, id->text, job);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct job_kind catalog_import = {
	.name = "catalog.import",
	.run = import_job,
	.max_attempts = 20,
	.lease = 20 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};
