/* SPDX-License-Identifier: ISC */
/*
 * The files of the shop, a part of the copy for each folder: etc/, and of
 * media/ one for each folder two levels down, so that a new picture changes
 * one list of many.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/backup/copy.h"
#include "lib/base/config.h"
#include "lib/base/log.h"

#define DEPTH_MAX	8

struct walk {
	struct work	*w;
	char		 root[PLACE_PATH];	/* of the part */
	int		 depth;			/* how far down */
	bool		 fixed;			/* files never change */
	size_t		 before_at;		/* in the list before */
};

/* ---- one file --------------------------------------------------------- */

/* What never changes and is as it was need not be read again. */
static bool
entry_from_before(struct walk *k, const struct stat *st, struct entry *e)
{
	struct entry	 was;
	size_t		 at = k->before_at;
	chunk_name	 name;

	while (list_entry(&k->w->part_before, &at, &was)) {
		if (strcmp(was.path, e->path) != 0)
			continue;
		k->before_at = at;
		if (was.size != st->st_size || was.changed != e->changed)
			return false;
		for (int i = 0; entry_chunk(&was, i, name); i++)
			if (chunk_has(k->w, &k->w->home, name) != FOUND)
				return false;
		memcpy(e->chunks, was.chunks, strlen(was.chunks) + 1);
		e->size = was.size;
		return true;
	}
	return false;
}

static ssize_t
read_full(int fd, uint8_t *p, size_t room)
{
	size_t	 n = 0;
	ssize_t	 r;

	while (n < room && (r = read(fd, p + n, room - n)) != 0) {
		if (r == -1 && errno == EINTR)
			continue;
		if (r == -1)
			return -1;
		n += (size_t)r;
	}
	return (ssize_t)n;
}

/* A file of one chunk that never changes may have a second name. */
static bool
file_chunks(struct walk *k, const char *path, int fd, bool whole,
    struct entry *e)
{
	struct work	*w = k->w;
	chunk_name	 name;
	size_t		 at = 0;
	ssize_t		 n;

	while ((n = read_full(fd, w->plain, CHUNK_MAX)) > 0) {
		if (at + NAME_HEX + 2 > sizeof(e->chunks))
			return work_fails(w, "%s is too large", path);
		if (whole && k->fixed ?
		    !chunk_put_file(w, path, w->plain, (size_t)n, name) :
		    !chunk_put(w, &w->home, w->plain, (size_t)n, name))
			return false;
		at += (size_t)snprintf(e->chunks + at, sizeof(e->chunks) - at,
		    "%s%s", at > 0 ? "," : "", name);
		e->size += n;
	}
	if (at == 0)
		snprintf(e->chunks, sizeof(e->chunks), "-");
	return n == 0 || work_fails(w, "%s: %s", path, strerror(errno));
}

/* Gone since it was listed: nobody misses it who removed it. */
static bool
file_put(struct walk *k, const char *path, const struct stat *st,
    const char *below)
{
	struct entry	 e = { .mode = st->st_mode & 0777 };
	int		 fd;
	bool		 ok;

	e.changed = (int64_t)st->st_mtim.tv_sec * 1000000000 +
	    st->st_mtim.tv_nsec;
	if (strlen(below) >= sizeof(e.path) || strchr(below, '\n') != NULL)
		return work_fails(k->w, "%s: such a name is not copied", path);
	memcpy(e.path, below, strlen(below) + 1);
	if (!k->fixed || !entry_from_before(k, st, &e)) {
		if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
			return errno == ENOENT || work_fails(k->w, "%s: %s",
			    path, strerror(errno));
		ok = file_chunks(k, path, fd, st->st_size <=
		    (off_t)CHUNK_MAX, &e);
		close(fd);
		if (!ok)
			return false;
	}
	list_put_entry(&k->w->part, &e);
	k->w->files++;
	k->w->bytes += e.size;
	return work_goes_on(k->w);
}

/* ---- a folder, and those below ------------------------------------------ */

/* What begins with a dot or is being made is nobody's file yet; nginx.conf is
 * written at each start, for the machine it is on. */
static int
is_wanted(const struct dirent *e)
{
	const char	*dot = strrchr(e->d_name, '.');

	return e->d_name[0] != '.' && strcmp(e->d_name, "nginx.conf") != 0 &&
	    (dot == NULL || strcmp(dot, ".new") != 0) &&
	    strstr(e->d_name, ".before-") == NULL;
}

/* By bytes, whatever the language. */
static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
names_free(struct dirent **names, int n)
{
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

static bool	 walk(struct walk *, const char *below, int depth);

/* What the shop itself cannot read, such as a file that root left in etc/, is
 * none of the shop's. */
static bool
is_foreign(const struct walk *k, const char *path)
{
	if (k->fixed || access(path, R_OK) == 0 || errno != EACCES)
		return false;
	log_line(LOG_WARN, "a file cannot be read, and is not copied", "path",
	    path, NULL);
	return true;
}

static bool
walk_one(struct walk *k, const char *below, int depth)
{
	char		 path[PLACE_PATH + ENTRY_PATH];
	struct stat	 st;

	snprintf(path, sizeof(path), "%s/%s", k->root, below);
	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return depth >= k->depth || walk(k, below, depth + 1);
	if (stat(path, &st) == -1)
		return errno == ENOENT || work_fails(k->w, "%s: %s", path,
		    strerror(errno));
	return !S_ISREG(st.st_mode) || is_foreign(k, path) ||
	    file_put(k, path, &st, below);
}

static bool
walk(struct walk *k, const char *below, int depth)
{
	char		 path[PLACE_PATH + ENTRY_PATH], name[ENTRY_PATH];
	struct dirent	**names;
	bool		 ok = true;
	int		 n, len;

	snprintf(path, sizeof(path), "%s/%s", k->root, below);
	if ((n = scandir(path, &names, is_wanted, by_bytes)) == -1)
		return errno == ENOENT || work_fails(k->w, "%s: %s", path,
		    strerror(errno));
	for (int i = 0; i < n && ok; i++) {
		len = snprintf(name, sizeof(name), "%s%s%s", below,
		    *below == '\0' ? "" : "/", names[i]->d_name);
		ok = (size_t)len < sizeof(name) ? walk_one(k, name, depth) :
		    work_fails(k->w, "%s: its path is too long", name);
	}
	names_free(names, n);
	return ok;
}

/* ---- parts ---------------------------------------------------------------- */

/* The list of this part in the copy before, if that can be read. */
static void
before_read(struct work *w, const char *folder)
{
	chunk_name	 name;

	w->part_before.len = 0;
	if (list_find_part(&w->copy_before, folder, name) &&
	    list_get(w, &w->home, name, &w->part_before) != FOUND)
		w->part_before.len = 0;
	w->why[0] = '\0';
}

/* folder: in the copy; from: in the home, where the same is for now. */
static bool
part_put_from(struct work *w, const char *from, const char *folder, int depth,
    bool fixed)
{
	struct walk	 k = { .w = w, .depth = depth, .fixed = fixed };
	chunk_name	 name;

	w->part.len = 0;
	before_read(w, folder);
	snprintf(k.root, sizeof(k.root), "%s/%.1000s", w->act->config->home,
	    from);
	if (!walk(&k, "", 0))
		return false;
	if (w->part.full)
		return work_fails(w, "%s has too many files", folder);
	if (w->part.len == 0)
		return true;
	if (!chunk_put(w, &w->home, w->part.p, w->part.len, name))
		return false;
	list_put(&w->copy, "part %s %s\n", folder, name);
	return true;
}

static bool
part_put(struct work *w, const char *folder, int depth, bool fixed)
{
	return part_put_from(w, folder, folder, depth, fixed);
}

/* media/public/ab and its like. */
static bool
part_of_each(struct work *w, const char *folder, int levels)
{
	char		 path[PLACE_PATH], name[ENTRY_PATH];
	struct stat	 st;
	struct dirent	**names;
	bool		 ok = true;
	int		 n;

	if (levels == 0)
		return part_put(w, folder, DEPTH_MAX, true);
	snprintf(path, sizeof(path), "%s/%.1000s", w->act->config->home,
	    folder);
	if ((n = scandir(path, &names, is_wanted, by_bytes)) == -1)
		return errno == ENOENT || work_fails(w, "%s: %s", path,
		    strerror(errno));
	for (int i = 0; i < n && ok; i++) {
		snprintf(name, sizeof(name), "%.500s/%.500s", folder,
		    names[i]->d_name);
		snprintf(path, sizeof(path), "%s/%.1000s",
		    w->act->config->home, name);
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			ok = part_of_each(w, name, levels - 1);
	}
	names_free(names, n);
	return ok;
}

bool
parts_put(struct work *w)
{
	return part_put(w, "etc", DEPTH_MAX, false) &&
	    part_put_from(w, IMPORTS_HELD, "db/import", 0, false) &&
	    part_put(w, "media", 1, true) && part_of_each(w, "media", 2);
}
