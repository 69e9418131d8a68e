/* SPDX-License-Identifier: ISC */
/* What of a home lies wrong: modes, owners, what was left, what comes from
 * the future. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/ops/doctor.h"

/* What must be private: path below home, and the modes it may not have. */
static const struct { const char *path; mode_t refused; bool needed; }
    privacy[] = {
	{ "etc/souk.env", 0077, false },
	{ "etc/tls.key", 0077, false },
	{ "db", 0077, true },
	{ "media", 0007, true },
	{ "run", 0007, true },
	{ "log", 0007, true },
	{ "backup", 0077, true },
	{ "mail", 0077, false },
	{ "www", 0022, true },
	{ "bin", 0022, true },
};

static const char *
path_of(struct act *act, const char *below)
{
	return arena_printf(act->arena, "%s/%s", act->config->home, below);
}

int
check_files(struct act *act, struct buf *out)
{
	struct stat	 st;
	const char	*path;
	int		 n = 0;

	for (size_t i = 0; i < sizeof(privacy) / sizeof(privacy[0]); i++) {
		path = path_of(act, privacy[i].path);
		if (stat(path, &st) != 0) {
			if (privacy[i].needed)
				n += finding(out, path, "is not there",
				    "`souk init` makes it");
		} else if (st.st_mode & privacy[i].refused)
			n += finding(out, path, privacy[i].refused == 0022 ?
			    "can be written by others" :
			    "can be read by others", "chmod go-rwx it");
	}
	return n;
}

/* Workers run as whom the home belongs to. */
int
check_owner(struct act *act, struct buf *out)
{
	static const char *const	 parts[] = { "etc/souk.env", "db",
	    "db/souk.db", "media", "run", "log", "etc/tls.key", NULL };
	struct stat			 home, st;
	const char			*path;
	int				 n = 0;

	if (stat(act->config->home, &home) != 0)
		return 0;
	for (int i = 0; parts[i] != NULL; i++) {
		path = path_of(act, parts[i]);
		if (stat(path, &st) == 0 && st.st_uid != home.st_uid)
			n += finding(out, path, "belongs to somebody else "
			    "than the home", "chown it");
	}
	return n;
}

/* What came in and was never taken up; a job takes these away. */
#define LEFT_SECONDS	(2 * 86400)

int
check_leftovers(struct act *act, struct buf *out)
{
	const char	*folder = path_of(act, "run");
	DIR		*d = opendir(folder);
	struct dirent	*entry;
	struct stat	 st;
	int		 n = 0;

	if (d == NULL)
		return 0;
	while ((entry = readdir(d)) != NULL)
		n += strncmp(entry->d_name, "upload-", 7) == 0 &&
		    stat(arena_printf(act->arena, "%s/%s", folder,
		    entry->d_name), &st) == 0 &&
		    st.st_mtime < time(NULL) - LEFT_SECONDS;
	closedir(d);
	return n == 0 ? 0 : finding(out, folder,
	    "uploads of days ago were left there", "remove run/upload-*");
}

#define FUTURE_SECONDS	3600

int
check_clock(struct act *act, struct buf *out)
{
	struct stat	 st;

	if (stat(act->config->database, &st) != 0 ||
	    st.st_mtime < time(NULL) + FUTURE_SECONDS)
		return 0;
	return finding(out, "clock", "the database was written in the future, "
	    "so the clock is or was wrong", "set it; see `timedatectl`");
}
