/* SPDX-License-Identifier: ISC */
/* Files of the log that are full: compressed, and in the end removed. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/ops/ops.h"
#include "lib/settings/settings.h"
#include "lib/watch/logs.h"
#include "lib/watch/watch.h"

#define BYTES		((size_t)1 << 18)
#define EXTEND_BYTES	((int64_t)8 << 20)	/* the lease, at least */
#define YOUNG		(10 * CLOCK_MINUTE)	/* log_scan.c may read it yet */
#define MIB		(INT64_C(1) << 20)

/* False: it is left as it is, for the next time. */
static bool
bytes_copy(struct act *act, const struct job *job, int from, gzFile to)
{
	char	*bytes = arena_alloc(act->arena, BYTES);
	int64_t	 since = 0;
	ssize_t	 n;

	while ((n = read(from, bytes, BYTES)) > 0) {
		if (gzwrite(to, bytes, (unsigned)n) != n)
			return false;
		if ((since += n) < EXTEND_BYTES)
			continue;
		since = 0;
		if (queue_extend(act, job) != SOUK_OK)
			return false;
	}
	return n == 0;
}

static bool
whole_copy(struct act *act, const struct job *job, const char *path,
    const char *beside)
{
	const int	 from = open(path, O_RDONLY | O_CLOEXEC);
	int		 to = open(beside, O_WRONLY | O_CREAT | O_TRUNC |
			    O_CLOEXEC, 0640);
	gzFile		 gz = from == -1 || to == -1 ? NULL :
			    gzdopen(to, "wb6");
	bool		 whole;

	if (gz == NULL) {
		if (from != -1)
			close(from);
		if (to != -1)
			close(to);
		return false;
	}
	whole = bytes_copy(act, job, from, gz);
	close(from);
	return gzclose(gz) == Z_OK && whole;
}

/* The age of a log is that of its last line. */
static bool
compress_one(struct act *act, const struct job *job,
    const struct log_file *f)
{
	const char	*path = log_path(act, f->name);
	const char	*gz = arena_printf(act->arena, "%s.gz", path);
	const char	*beside = arena_printf(act->arena, "%s.new", gz);
	const struct timespec	 times[2] = {
		{ f->mtime / CLOCK_SECOND, 0 }, { f->mtime / CLOCK_SECOND, 0 } };

	if (whole_copy(act, job, path, beside) &&
	    utimensat(AT_FDCWD, beside, times, 0) == 0 &&
	    rename(beside, gz) == 0)
		return unlink(path) == 0;
	unlink(beside);
	log_line(LOG_WARN, "a log could not be compressed", "file", f->name,
	    NULL);
	return false;
}

static void
compress_all(struct act *act, const struct job *job)
{
	struct log_file	*files;
	const int	 n = log_files(act, &files);

	for (int i = 0; i < n; i++)
		if (!files[i].is_current && !files[i].is_gz &&
		    files[i].mtime < act->now - YOUNG)
			compress_one(act, job, &files[i]);
}

/* The newest are kept, as far as the room goes. */
static void
end_old(struct act *act)
{
	const int64_t	 most = settings_int(act->settings, &watch_settings,
			    WATCH_LOG_MEGABYTES) * MIB;
	struct log_file	*files;
	const int	 n = log_files(act, &files);
	int64_t		 bytes = 0;
	bool		 young;

	for (int i = 0; i < n; i++) {
		bytes += files[i].bytes;
		if (files[i].is_current)
			continue;
		young = files[i].day >= act->now / CLOCK_DAY - ROTATE_DAYS;
		if (young && bytes <= most)
			continue;
		if (young)
			log_line(LOG_WARN, "a log is removed before its time "
			    "for want of room", "file", files[i].name, NULL);
		bytes -= files[i].bytes;
		unlink(log_path(act, files[i].name));
	}
}

static enum outcome
logs_run(struct act *act, const struct job *job)
{
	compress_all(act, job);
	end_old(act);
	return SOUK_OK;
}

const struct job_kind watch_logs = {
	.name = "watch.logs",
	.lane = LANE_KEEP,
	.run = logs_run,
	.max_attempts = 2,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
