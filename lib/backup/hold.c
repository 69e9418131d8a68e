/* SPDX-License-Identifier: ISC */
/*
 * Files that an import waits for (db/import) go when it is done, perhaps
 * between the snapshot of the database, in which it waits, and the files.  So
 * they get a second name before the snapshot, and those that came with it
 * after.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/copy.h"
#include "lib/base/config.h"

static int
folder_open(const struct work *w, const char *below)
{
	char	 path[PLACE_PATH];

	snprintf(path, sizeof(path), "%s/%s", w->act->config->home, below);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool
names_link(struct work *w, DIR *from, int to)
{
	struct dirent	*e;

	while ((e = readdir(from)) != NULL)
		if (e->d_name[0] != '.' && linkat(dirfd(from), e->d_name, to,
		    e->d_name, 0) == -1 && errno != EEXIST && errno != ENOENT)
			return work_fails(w, "db/import/%s: %s", e->d_name,
			    strerror(errno));
	return true;
}

bool
imports_hold(struct work *w)
{
	char	 path[PLACE_PATH];
	int	 to = -1, fd = folder_open(w, "db/import");
	DIR	*from;
	bool	 ok;

	if (fd == -1)
		return errno == ENOENT || work_fails(w, "db/import: %s",
		    strerror(errno));
	snprintf(path, sizeof(path), "%s/" IMPORTS_HELD,
	    w->act->config->home);
	mkdir(path, 0700);
	if ((from = fdopendir(fd)) == NULL ||
	    (to = folder_open(w, IMPORTS_HELD)) == -1)
		ok = work_fails(w, IMPORTS_HELD ": %s", strerror(errno));
	else
		ok = names_link(w, from, to);
	if (to != -1)
		close(to);
	if (from != NULL)
		closedir(from);
	else
		close(fd);
	return ok;
}

/* Also what a process that was killed left. */
void
imports_release(struct work *w)
{
	struct dirent	*e;
	char		 path[PLACE_PATH];
	int		 fd = folder_open(w, IMPORTS_HELD);
	DIR		*dir = fd == -1 ? NULL : fdopendir(fd);

	if (dir == NULL) {
		if (fd != -1)
			close(fd);
		return;
	}
	while ((e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.')
			unlinkat(fd, e->d_name, 0);
	closedir(dir);
	snprintf(path, sizeof(path), "%s/" IMPORTS_HELD,
	    w->act->config->home);
	rmdir(path);
}
