/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/inbox/file.h"
#include "lib/queue/queue.h"

#define FOLDER_MODE	0750	/* nginx reads by its group */
#define FILE_MODE	0640
#define OPEN_FOLDER	(O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define NEW		"new-"
#define LEFT_FOR	CLOCK_DAY	/* what somebody may be at just now */
#define HASH		64

static const char sql_known[] =
    "SELECT 1 FROM message_file WHERE sha256 = :sha256"
    " AND state = 'ready' LIMIT 1";

/* FILES itself, made if need be; -1: errno. */
static int
root_open(struct act *act)
{
	char	 path[PATH_MAX];
	int	 n = snprintf(path, sizeof(path), "%s/" FILES,
		    act->config->home);

	if (n < 0 || n >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
		return -1;
	return open(path, OPEN_FOLDER);
}

static void
close_kept(int fd)
{
	const int	 error = errno;

	close(fd);
	errno = error;
}

void
file_path(char path[FILE_PATH], const char *sha256)
{
	snprintf(path, FILE_PATH, "%.2s/%s", sha256, sha256 + 2);
}

int
file_new(struct act *act, const char *name)
{
	const int	 root = root_open(act);
	char		 path[FILE_PATH];
	int		 fd;

	if (root == -1)
		return -1;
	snprintf(path, sizeof(path), NEW "%s", name);
	fd = openat(root, path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC |
	    O_NOFOLLOW, FILE_MODE);
	close_kept(root);
	return fd;
}

void
file_new_remove(struct act *act, const char *name)
{
	const int	 root = root_open(act);
	char		 path[FILE_PATH];

	if (root == -1)
		return;
	snprintf(path, sizeof(path), NEW "%s", name);
	unlinkat(root, path, 0);
	close(root);
}

static bool
shelf_sync(int root, const char *shelf)
{
	const int	 fd = openat(root, shelf, OPEN_FOLDER);
	bool		 done = fd != -1 && fsync(fd) == 0;

	if (fd != -1)
		close_kept(fd);
	return done && fsync(root) == 0;
}

bool
file_place(struct act *act, const char *name, int fd, const char *sha256)
{
	const int	 root = fsync(fd) == 0 ? root_open(act) : -1;
	char		 from[FILE_PATH], to[FILE_PATH], shelf[3];
	bool		 done;

	if (root == -1)
		return false;
	snprintf(from, sizeof(from), NEW "%s", name);
	snprintf(shelf, sizeof(shelf), "%.2s", sha256);
	file_path(to, sha256);
	done = (mkdirat(root, shelf, FOLDER_MODE) == 0 || errno == EEXIST) &&
	    renameat(root, from, root, to) == 0 && shelf_sync(root, shelf);
	close_kept(root);
	return done;
}

bool
file_is(struct act *act, const char *sha256)
{
	const int	 root = root_open(act);
	char		 path[FILE_PATH];
	struct stat	 st;
	bool		 is;

	if (root == -1)
		return false;
	file_path(path, sha256);
	is = fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode);
	close(root);
	return is;
}

/* Under the write lock, where a row that becomes ready looks for its file. */
static enum outcome
release(struct act *act, void *arg)
{
	const char	*sha256 = arg;
	struct stmt	*s = db_sql(act->db, sql_known);
	char		 path[FILE_PATH];
	enum outcome	 e;
	int		 root;

	db_bind_text(s, ":sha256", sha256);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_NOT_FOUND || (root = root_open(act)) == -1)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	file_path(path, sha256);
	unlinkat(root, path, 0);
	close(root);
	return SOUK_OK;
}

enum outcome
file_release(struct act *act, const char *sha256)
{
	return db_tx(act, DB_WRITE, release, (void *)(uintptr_t)sha256);
}

/* ---- what was left behind ------------------------------------------------------- */

#define NAMES	64	/* at a time: no folder stays open meanwhile */
struct names { char list[NAMES][FILE_PATH]; int count; bool more; };

static bool
is_old(struct act *act, int dir, const char *name)
{
	struct stat	 st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) &&
	    (int64_t)st.st_mtime * CLOCK_SECOND < act->now - LEFT_FOR;
}

/* The old files of a folder, behind so many. */
static void
names_read(struct act *act, const char *folder, int behind, struct names *n)
{
	const int	 root = root_open(act);
	const int	 fd = root == -1 ? -1 : openat(root, folder,
			    OPEN_FOLDER);
	DIR		*dir = fd == -1 ? NULL : fdopendir(fd);
	struct dirent	*e;

	*n = (struct names){ .count = 0 };
	while (dir != NULL && (e = readdir(dir)) != NULL) {
		if (strlen(e->d_name) >= FILE_PATH ||
		    !is_old(act, dirfd(dir), e->d_name) || behind-- > 0)
			continue;
		if ((n->more = n->count == NAMES))
			break;
		memcpy(n->list[n->count++], e->d_name,
		    strlen(e->d_name) + 1);
	}
	if (dir != NULL)
		closedir(dir);
	else if (fd != -1)
		close(fd);
	if (root != -1)
		close(root);
}

static enum outcome
shelf_sweep(struct act *act, unsigned shelf)
{
	char		 two[3];
	struct names	 n;
	enum outcome	 e;
	int		 behind = 0;

	snprintf(two, sizeof(two), "%02x", shelf);
	do {
		names_read(act, two, behind, &n);
		for (int i = 0; i < n.count; i++) {
			const char	*sha256 = arena_printf(act->arena,
					    "%s%s", two, n.list[i]);

			if (strlen(sha256) == HASH && (e = file_release(act,
			    sha256)) != SOUK_OK)
				return e;
			behind += file_is(act, sha256);
		}
	} while (n.more);
	return SOUK_OK;
}

enum outcome
files_sweep(struct act *act, const struct job *job)
{
	struct names	 n;
	enum outcome	 e;

	names_read(act, ".", 0, &n);
	for (int i = 0; i < n.count; i++)
		if (strncmp(n.list[i], NEW, strlen(NEW)) == 0)
			file_new_remove(act, n.list[i] + strlen(NEW));
	for (unsigned shelf = 0; shelf < 256; shelf++)
		if ((e = shelf_sweep(act, shelf)) != SOUK_OK ||
		    (shelf % 64 == 0 &&
		    (e = queue_extend(act, job)) != SOUK_OK))
			return e;
	return SOUK_OK;
}
