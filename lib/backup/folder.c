/* SPDX-License-Identifier: ISC */
/* A place that is a folder. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/place.h"

#define NEW	".new"		/* what no listing shows */

bool
place_fails(struct place *p, const char *name, int error)
{
	snprintf(p->why, sizeof(p->why), "%.200s/%.200s: %s", p->called, name,
	    strerror(error));
	return false;
}

static int
fan_of(const char *hex)
{
	const char	 two[] = { hex[0], hex[1], '\0' };

	return (int)strtol(two, NULL, 16);
}

/*
 * "objects/ab…" is kept in objects/ab/, so that no folder becomes long.
 * *fan is that folder's number, -1 where there is none.
 */
static void
path_of(const struct place *p, const char *name, const char *end,
    char path[PLACE_PATH], int *fan)
{
	const char	*slash = strchr(name, '/');

	*fan = -1;
	if (slash == NULL || strncmp(name, "copies/", 7) == 0 ||
	    strspn(slash + 1, "0123456789abcdef") < 2) {
		snprintf(path, PLACE_PATH, "%s/%.200s%s", p->folder, name,
		    end);
		return;
	}
	*fan = fan_of(slash + 1);
	snprintf(path, PLACE_PATH, "%s/%.*s/%.2s/%.200s%s", p->folder,
	    (int)(slash - name), name, slash + 1, slash + 3, end);
}

static bool
parents_make(const struct place *p, char path[PLACE_PATH])
{
	char	*at = path + strlen(p->folder) + 1;

	while ((at = strchr(at, '/')) != NULL) {
		*at = '\0';
		if (mkdir(path, 0700) == -1 && errno != EEXIST)
			return false;
		*at++ = '/';
	}
	return true;
}

static int
file_create(const struct place *p, char path[PLACE_PATH])
{
	const int	 how = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
	    O_NOFOLLOW;
	int		 fd = open(path, how, 0600);

	if (fd == -1 && errno == ENOENT && parents_make(p, path))
		fd = open(path, how, 0600);
	return fd;
}

static bool
write_all(int fd, const uint8_t *bytes, size_t n)
{
	ssize_t	 w;

	while (n > 0) {
		if ((w = write(fd, bytes, n)) == -1 && errno == EINTR)
			continue;
		if (w <= 0)
			return false;
		bytes += w;
		n -= (size_t)w;
	}
	return true;
}

static bool
folder_sync(const char *path)
{
	int	 fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool	 ok = fd != -1 && fsync(fd) == 0;

	if (fd != -1)
		close(fd);
	return ok;
}

static void
touch(struct place *p, const char *name, int fan)
{
	if (fan >= 0)
		p->touched[fan][name[0] == 'm'] = true;
}

/* What is synced gets its name. */
static bool
unsynced_end(struct place *p, const struct unsynced *u)
{
	char	 path[PLACE_PATH], new[PLACE_PATH];
	bool	 ok;
	int	 fan;

	path_of(p, u->name, "", path, &fan);
	path_of(p, u->name, NEW, new, &fan);
	ok = fsync(u->fd) == 0;
	ok = close(u->fd) == 0 && ok && rename(new, path) == 0;
	if (!ok) {
		place_fails(p, u->name, errno);
		unlink(new);
		return false;
	}
	touch(p, u->name, fan);
	return true;
}

/*
 * Together, since the first sync writes the file system's journal for all of
 * them: a file at a time would wait for the disk at each.
 */
static bool
batch_end(struct place *p)
{
	bool	 ok = true;

	for (int i = 0; i < p->batched; i++)
		ok &= unsynced_end(p, &p->batch[i]);
	p->batched = 0;
	return ok;
}

static bool
put(struct place *p, const char *name, const void *bytes, size_t n)
{
	struct unsynced	*u = &p->batch[p->batched];
	char		 new[PLACE_PATH];
	int		 fan;

	path_of(p, name, NEW, new, &fan);
	snprintf(u->name, sizeof(u->name), "%s", name);
	if ((u->fd = file_create(p, new)) == -1)
		return place_fails(p, name, errno);
	if (!write_all(u->fd, bytes, n)) {
		place_fails(p, name, errno);
		close(u->fd);
		unlink(new);
		return false;
	}
	sync_file_range(u->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	return ++p->batched < PLACE_BATCH || batch_end(p);
}

static bool
is_batched(const struct place *p, const char *name)
{
	for (int i = 0; i < p->batched; i++)
		if (strcmp(p->batch[i].name, name) == 0)
			return true;
	return false;
}

bool
place_link(struct place *p, const char *name, const char *from)
{
	char	 path[PLACE_PATH];
	int	 fan;

	path_of(p, name, "", path, &fan);
	if (link(from, path) == -1 && errno != EEXIST &&
	    (errno != ENOENT || !parents_make(p, path) ||
	    link(from, path) == -1))
		return false;
	touch(p, name, fan);
	return true;
}

/* The names of what was put, and of the folders they are in. */
static bool
settle(struct place *p)
{
	static const char *const	 tops[] = { "objects", "media" };
	char				 path[PLACE_PATH];

	if (!batch_end(p))
		return false;
	for (int i = 0; i < 256; i++)
		for (int k = 0; k < 2; k++) {
			if (!p->touched[i][k])
				continue;
			snprintf(path, sizeof(path), "%s/%s/%02x", p->folder,
			    tops[k], (unsigned)i);
			if (!folder_sync(path))
				return place_fails(p, tops[k], errno);
			p->touched[i][k] = false;
		}
	for (int k = 0; k < 3; k++) {
		snprintf(path, sizeof(path), "%s/%s", p->folder, k < 2 ?
		    tops[k] : "copies");
		if (!folder_sync(path) && errno != ENOENT)
			return place_fails(p, path, errno);
	}
	return folder_sync(p->folder) || place_fails(p, "", errno);
}

static enum found
read_all(struct place *p, const char *name, int fd, uint8_t *bytes,
    size_t room, size_t *len)
{
	ssize_t	 n;

	*len = 0;
	while ((n = read(fd, bytes + *len, room - *len)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1) {
			place_fails(p, name, errno);
			return FOUND_FAULT;
		}
		*len += (size_t)n;
		if (*len == room) {
			place_fails(p, name, EFBIG);
			return FOUND_FAULT;
		}
	}
	return FOUND;
}

static enum found
get(struct place *p, const char *name, uint8_t *bytes, size_t room,
    size_t *len)
{
	char		 path[PLACE_PATH];
	enum found	 found;
	int		 fan, fd, error;

	if (is_batched(p, name) && !batch_end(p))
		return FOUND_FAULT;
	path_of(p, name, "", path, &fan);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) == -1) {
		error = errno;
		place_fails(p, name, error);
		return error == ENOENT ? FOUND_NOT : FOUND_FAULT;
	}
	found = read_all(p, name, fd, bytes, room, len);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
	return found;
}

static enum found
has(struct place *p, const char *name)
{
	char	 path[PLACE_PATH];
	int	 fan;

	path_of(p, name, "", path, &fan);
	if (is_batched(p, name) || access(path, F_OK) == 0)
		return FOUND;
	if (errno == ENOENT)
		return FOUND_NOT;
	place_fails(p, name, errno);
	return FOUND_FAULT;
}

static bool
remove_it(struct place *p, const char *name)
{
	char	 path[PLACE_PATH];
	int	 fan;

	path_of(p, name, "", path, &fan);
	return unlink(path) == 0 || errno == ENOENT ||
	    place_fails(p, name, errno);
}

/* What a process that was killed left half is removed on the way. */
static bool
list_folder(struct place *p, const char *path, const char *start, place_fn *fn,
    void *arg)
{
	const size_t	 tail = sizeof(NEW) - 1;
	struct dirent	*e;
	char		 name[PLACE_PATH];
	DIR		*dir = opendir(path);
	bool		 ok = true;
	size_t		 n;

	if (dir == NULL)
		return errno == ENOENT || place_fails(p, start, errno);
	while (ok && (e = readdir(dir)) != NULL) {
		n = strlen(e->d_name);
		if (e->d_name[0] == '.')
			continue;
		if (n > tail && strcmp(e->d_name + n - tail, NEW) == 0) {
			unlinkat(dirfd(dir), e->d_name, 0);
			continue;
		}
		snprintf(name, sizeof(name), "%s%s", start, e->d_name);
		ok = fn(arg, name);
	}
	closedir(dir);
	return ok;
}

static bool
list(struct place *p, const char *folder, place_fn *fn, void *arg)
{
	char	 path[PLACE_PATH], start[64];
	bool	 ok = true;

	snprintf(path, sizeof(path), "%s/%.60s", p->folder, folder);
	snprintf(start, sizeof(start), "%.60s/", folder);
	if (strcmp(folder, "copies") == 0)
		return list_folder(p, path, start, fn, arg);
	for (unsigned i = 0; i < 256 && ok; i++) {
		snprintf(path, sizeof(path), "%s/%.60s/%02x", p->folder,
		    folder, i);
		snprintf(start, sizeof(start), "%.60s/%02x", folder, i);
		ok = list_folder(p, path, start, fn, arg);
	}
	return ok;
}

const struct place_kind place_folder = {
	.put = put,
	.settle = settle,
	.get = get,
	.has = has,
	.remove = remove_it,
	.list = list,
};
