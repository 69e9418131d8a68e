/* SPDX-License-Identifier: ISC */
#include "lib/backup/put_back.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"

#define NEW	"restore.new"

static const char *
home_of(const struct put_back *r)
{
	return r->w->act->config->home;
}

/* ---- the folder of what was read ------------------------------------------ */

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static bool
new_remove(const struct put_back *r)
{
	char	 path[PLACE_PATH];

	snprintf(path, sizeof(path), "%s/" NEW, home_of(r));
	return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0 ||
	    errno == ENOENT;
}

bool
put_back_begin(struct put_back *r)
{
	char	 path[PLACE_PATH], text[CLOCK_TEXT];

	clock_text(clock_now(), text);
	for (char *c = text; *c != '\0'; c++)
		if (*c == ':' || *c == '.')
			*c = '-';
	snprintf(r->aside, sizeof(r->aside), "before-%.19s", text);
	snprintf(path, sizeof(path), "%s/" NEW, home_of(r));
	if (!new_remove(r) || mkdir(path, 0700) == -1)
		return work_fails(r->w, "%s: %s", path, strerror(errno));
	return true;
}

void
put_back_end(struct put_back *r)
{
	if (r->aside[0] != '\0')
		new_remove(r);
}

/* Folders as `souk init` makes them: nginx reads media by its group. */
static bool
parents_make(char *path, size_t from)
{
	char	*at = path + from;

	while ((at = strchr(at, '/')) != NULL) {
		*at = '\0';
		if (mkdir(path, strstr(path, "/db") != NULL ? 0700 : 0750) ==
		    -1 && errno != EEXIST)
			return false;
		*at++ = '/';
	}
	return true;
}

int
put_back_create(struct put_back *r, const char *below, mode_t mode)
{
	const int	 how = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
	    O_NOFOLLOW;
	char		 path[PLACE_PATH + 2 * ENTRY_PATH];
	int		 n, fd;

	n = snprintf(path, sizeof(path), "%s/" NEW "/", home_of(r));
	snprintf(path + n, sizeof(path) - (size_t)n, "%s", below);
	fd = open(path, how, mode);
	if (fd == -1 && errno == ENOENT && parents_make(path, (size_t)n))
		fd = open(path, how, mode);
	if (fd == -1 || fchmod(fd, mode) == -1)
		work_fails(r->w, "%s: %s", path, strerror(errno));
	return fd;
}

bool
put_back_write(struct put_back *r, int fd, const uint8_t *p, size_t n)
{
	ssize_t	 w;

	while (n > 0) {
		if ((w = write(fd, p, n)) == -1 && errno == EINTR)
			continue;
		if (w <= 0)
			return work_fails(r->w, "%s", strerror(errno));
		p += w;
		n -= (size_t)w;
	}
	return true;
}

/* ---- into place -------------------------------------------------------------- */

static struct put_back	*walked;	/* nftw() takes no argument */
static size_t		 walked_from;

/* What the shop's secrets and its data hang on is the copy's. */
static bool
is_replaced(const char *below)
{
	return strcmp(below, "etc/souk.env") == 0 ||
	    strcmp(below, "etc/tls.crt") == 0 ||
	    strcmp(below, "etc/tls.key") == 0 ||
	    strncmp(below, "media/", 6) == 0;
}

/* The old one of etc/ stays beside it under another name. */
static bool
old_keep(const struct put_back *r, const char *path)
{
	char	 old[PLACE_PATH + 64];

	snprintf(old, sizeof(old), "%s.%s", path, r->aside);
	return link(path, old) == 0 || errno == ENOENT || errno == EEXIST;
}

static int
place_one(const char *new, const struct stat *st, int type, struct FTW *at)
{
	struct put_back	*r = walked;
	const char	*below = new + walked_from;
	char		 path[PLACE_PATH];

	(void)at;
	if (strlen(new) <= walked_from || strcmp(below, "db") == 0 ||
	    strncmp(below, "db/", 3) == 0)
		return 0;
	snprintf(path, sizeof(path), "%s/%s", home_of(r), below);
	if (type == FTW_D)
		return mkdir(path, st->st_mode & 0777) == -1 &&
		    errno != EEXIST;
	if (!is_replaced(below) && access(path, F_OK) == 0)
		return 0;
	return (strncmp(below, "etc/", 4) == 0 && !old_keep(r, path)) ||
	    rename(new, path) == -1;
}

static bool
files_place(struct put_back *r)
{
	char	 path[PLACE_PATH];

	walked = r;
	walked_from = (size_t)snprintf(path, sizeof(path), "%s/" NEW "/",
	    home_of(r));
	path[walked_from - 1] = '\0';
	if (nftw(path, place_one, 16, FTW_PHYS) == 0)
		return true;
	return work_fails(r->w, "a file cannot be put in place: %s",
	    strerror(errno));
}

/*
 * The folder with its journal and all, so that no journal of the old one can
 * be taken for one of the new.
 */
static bool
database_place(struct put_back *r)
{
	char	 old[PLACE_PATH], new[PLACE_PATH], aside[PLACE_PATH];

	snprintf(old, sizeof(old), "%s/db", home_of(r));
	snprintf(new, sizeof(new), "%s/" NEW "/db", home_of(r));
	snprintf(aside, sizeof(aside), "%s/db.%s", home_of(r), r->aside);
	if (rmdir(old) == 0 || errno == ENOENT)
		return rename(new, old) == 0;
	return renameat2(AT_FDCWD, new, AT_FDCWD, old, RENAME_EXCHANGE) == 0 &&
	    rename(new, aside) == 0;
}

static bool
home_sync(const struct put_back *r)
{
	int	 fd = open(home_of(r), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool	 ok = fd != -1 && syncfs(fd) == 0;

	if (fd != -1)
		close(fd);
	return ok;
}

/* All of it is on the disk before any of it counts. */
bool
put_back_switch(struct put_back *r)
{
	if (!home_sync(r) || !files_place(r))
		return false;
	return (home_sync(r) && database_place(r) && home_sync(r)) ||
	    work_fails(r->w, "the database cannot be put in place: %s",
	    strerror(errno));
}
