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
#include "lib/catalog/kind.h"
#include "lib/db/compose.h"
#include "lib/queue/queue.h"

/* ---- taking over the file ---------------------------------------------- */

/* Leaves errno as it is. */
static bool
file_complain(const char *what)
{
	const int	 error = errno;

	log_line(LOG_ERROR, "import file", "step", what, "error",
	    strerror(error), NULL);
	errno = error;
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
file_take(struct act *act, const char *from, const char *directory,
    const char *to)
{
	if (mkdir(directory, 0700) != 0 && errno != EEXIST)
		return file_complain("mkdir");
	if (link(from, to) != 0 && !file_copy(from, to))
		return false;
	/* Whoever made the folder may have died before its name was synced. */
	return path_sync(to) && path_sync(directory) &&
	    path_sync(arena_printf(act->arena, "%s/..", directory));
}

/* ---- starting ---------------------------------------------------------- */

static enum outcome
import_insert(struct act *act, const char *id, const char *path,
    const struct import_new *new)
{
	struct record		*row = record_new(act->arena,
				    &import_fields);
	struct column_value	 extra[5] = {
		{ "brand_id", act->actor.brand_id, 0 },
		{ "path", path, 0 },
	};
	size_t			 count = 2;

	if (act->actor.user_id != NULL)
		extra[count++] = (struct column_value){ "user_id",
		    act->actor.user_id, 0 };
	if (new->sheet != NULL)
		extra[count++] = (struct column_value){ "sheet", new->sheet,
		    0 };
	if (new->mapping != NULL)
		extra[count++] = (struct column_value){ "mapping",
		    new->mapping, 0 };
	record_set_text(row, IMPORT_ID, id);
	record_set_text(row, IMPORT_STATUS, "waiting");
	record_set_int(row, IMPORT_DRY_RUN, new->dry_run);
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

/* "image/png"; what a client sends is not trusted to be one. */
static const char *
type_clean(struct act *act, const char *type)
{
	const size_t	 len = type == NULL ? 0 : strspn(type,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "/.+-");

	return len == 0 || len > 100 ? "?" : arena_text(act->arena, type,
	    len);
}

/* A message with names in it, which messages of the table have not. */
static enum outcome
kind_refuse(struct act *act, const char *is, const char *said)
{
	static const char *const	 as[LOCALE__MAX] = {
		[LOCALE_FR] = "%s (%s, envoyé comme %s)",
		[LOCALE_EN] = "%s (%s, sent as %s)",
		[LOCALE_AR] = "%s (%s، مُرسَل على أنه %s)",
	};
	const struct message	*m = &catalog_messages[CATALOG_IMPORT_KIND];
	struct message		*named = arena_alloc(act->arena,
				    sizeof(*named));
	int			 locale;

	named->code = m->code;
	for (locale = 0; locale < LOCALE__MAX; locale++)
		named->text[locale] = arena_printf(act->arena, as[locale],
		    m->text[locale], is, said);
	return act_bad_field(act, "file", named);
}

enum outcome
import_check(struct act *act, const struct import_new *new)
{
	const struct json_in	*mapping;
	const char		*type;
	const int		 fd = open(new->path, O_RDONLY | O_CLOEXEC);
	enum kind		 kind;

	if (fd < 0) {
		file_complain("open");
		return SOUK_INTERNAL;
	}
	kind = kind_of(fd, &type);
	close(fd);
	if (kind == KIND_OTHER)
		return kind_refuse(act, type, type_clean(act, new->type));
	return import_mapping_read(act, new->mapping, &mapping);
}

enum outcome
import_start(struct act *act, const struct import_new *new,
    struct record **import)
{
	const char	*id = typeid_new(act->arena, "import", act->now);
	const char	*directory = arena_printf(act->arena, "%s/db/import",
	    act->config->home);
	const char	*to = arena_printf(act->arena, "%s/%s.csv", directory,
	    id);
	enum outcome	 e;

	if ((e = import_check(act, new)) != SOUK_OK)
		return e;
	if (!file_take(act, new->path, directory, to))
		e = act_refuse_errno(act, errno);
	else if ((e = import_insert(act, id, to, new)) == SOUK_OK &&
	    (e = import_enqueue(act, id)) == SOUK_OK &&
	    (e = import_read(act, id, import)) == SOUK_OK)
		e = import_audit(act, id, *import);
	if (e != SOUK_OK)
		unlink(to);
	return e;
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
	.shown = (const char *const[]){ "import", NULL },
	.run = import_job,
	.max_attempts = 20,
	.lease = 20 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};
