/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/media/parts.h"

#define FOLDER_MODE	0750
#define OPEN_FOLDER	(O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

int
media_open_root(struct act *act)
{
	char	 path[PATH_MAX];
	int	 n = snprintf(path, sizeof(path), "%s/media",
		    act->config->home);

	if (n < 0 || n >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (mkdir(path, FOLDER_MODE) != 0 && errno != EEXIST)
		return -1;
	return open(path, OPEN_FOLDER);
}

void
media_folder_path(char path[MEDIA_FOLDER], bool is_private, const char *name)
{
	snprintf(path, MEDIA_FOLDER, "%s/%s",
	    is_private ? "private" : "public", name);
}

int
media_folder_new(struct act *act, char path[MEDIA_FOLDER])
{
	int	 root, fd = -1;

	snprintf(path, MEDIA_FOLDER, "new-%s", crypto_token(act->arena, 16));
	if ((root = media_open_root(act)) == -1)
		return -1;
	if (mkdirat(root, path, FOLDER_MODE) == 0)
		fd = openat(root, path, OPEN_FOLDER);
	close(root);
	return fd;
}

static bool
folder_sync(int root, const char *path)
{
	const int	 fd = openat(root, path, OPEN_FOLDER);
	const bool	 done = fd != -1 && fsync(fd) == 0;

	if (fd != -1)
		close(fd);
	return done;
}

/* "public/ab/…": "public" and "public/ab" are there, and stay. */
static bool
parents_make(int root, const char *path)
{
	char	 parent[MEDIA_FOLDER];

	for (const char *p = strchr(path, '/'); p != NULL;
	    p = strchr(p + 1, '/')) {
		snprintf(parent, sizeof(parent), "%.*s", (int)(p - path), path);
		if (mkdirat(root, parent, FOLDER_MODE) != 0 && errno != EEXIST)
			return false;
	}
	return true;
}

/* The new name, and every folder on the way to it. */
static bool
parents_sync(int root, const char *path)
{
	char	 parent[MEDIA_FOLDER];

	for (const char *p = strchr(path, '/'); p != NULL;
	    p = strchr(p + 1, '/')) {
		snprintf(parent, sizeof(parent), "%.*s", (int)(p - path), path);
		if (!folder_sync(root, parent))
			return false;
	}
	return fsync(root) == 0;
}

/* A folder is replaced by rename(2) only where it is empty, and ours never
 * are: whoever was first has put the same there. */
bool
media_folder_place(struct act *act, const char *from, const char *to)
{
	const int	 root = media_open_root(act);
	bool		 done;
	int		 error;

	if (root == -1)
		return false;
	done = parents_make(root, to) &&
	    (renameat(root, from, root, to) == 0 || errno == ENOTEMPTY ||
	    errno == EEXIST) && parents_sync(root, to);
	error = errno;
	close(root);
	errno = error;
	return done;
}

bool
media_folder_is(struct act *act, const char *path)
{
	const int	 root = media_open_root(act);
	struct stat	 st;
	bool		 is;

	if (root == -1)
		return false;
	is = fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode);
	close(root);
	return is;
}

static void
files_remove(DIR *dir)
{
	struct dirent	*e;

	while ((e = readdir(dir)) != NULL)
		if (e->d_name[0] != '.')
			unlinkat(dirfd(dir), e->d_name, 0);
}

void
media_folder_remove(struct act *act, const char *path)
{
	const int	 root = media_open_root(act);
	int		 fd;
	DIR		*dir;

	if (root == -1)
		return;
	if ((fd = openat(root, path, OPEN_FOLDER)) != -1) {
		if ((dir = fdopendir(fd)) != NULL) {
			files_remove(dir);
			closedir(dir);
		} else
			close(fd);
		unlinkat(root, path, AT_REMOVEDIR);
	}
	close(root);
}
