/* SPDX-License-Identifier: ISC */
/* run/cache: pages in files, a folder a pair of generations (shared.h). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/shared_layout.h"
#include "lib/base/text.h"

#define OPEN_FOLDERS	8

void
shared_pages_folder(const struct shared *s,
    const uint64_t generations[GENERATION__MAX], char *path, size_t size)
{
	snprintf(path, size, "%s/cache/g/%" PRIu64 "-%" PRIu64, s->folder,
	    generations[GENERATION_CATALOG], generations[GENERATION_SETTINGS]);
}

/* What is counted for a page that then cannot be written stays counted. */
bool
shared_pages_room(struct shared *s, size_t bytes, bool has_query)
{
	const uint64_t	 most = has_query ? SHARED_PAGES_QUERY : SHARED_PAGES;

	if (atomic_fetch_add(&s->map->page_files, 1) >= most) {
		atomic_fetch_sub(&s->map->page_files, 1);
		return false;
	}
	if (atomic_fetch_add(&s->map->page_bytes, bytes) + bytes <=
	    SHARED_PAGES_BYTES)
		return true;
	atomic_fetch_sub(&s->map->page_bytes, bytes);
	return false;
}

/* ---- removing ----------------------------------------------------------- */

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	remove(path);		/* another's new file: the next time */
	return 0;
}

/* A link is removed and not followed. */
static void
tree_remove(const char *path)
{
	nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}

bool
shared_pages_begin(struct shared *s, bool on)
{
	char	 path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/cache/live", s->folder);
	if (unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
		return false;
	snprintf(path, sizeof(path), "%s/cache", s->folder);
	tree_remove(path);
	if (!on)
		return true;
	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return false;
	snprintf(path, sizeof(path), "%s/cache/g", s->folder);
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Neither of this pair nor of a later one, which may just have begun. */
static bool
is_past(const char *name, const uint64_t now[GENERATION__MAX])
{
	uint64_t	 catalog, settings;
	char		*end;

	catalog = strtoull(name, &end, 10);
	if (*end != '-')
		return true;
	settings = strtoull(end + 1, &end, 10);
	if (*end != '\0')
		return true;
	return catalog < now[GENERATION_CATALOG] ||
	    settings < now[GENERATION_SETTINGS];
}

void
shared_pages_sweep(struct shared *s)
{
	uint64_t	 now[GENERATION__MAX];
	char		 path[PATH_MAX];
	size_t		 len;
	struct dirent	*e;
	DIR		*d;

	for (int g = 0; g < GENERATION__MAX; g++)
		now[g] = shared_generation(s, (enum generation)g);
	snprintf(path, sizeof(path), "%s/cache/g/", s->folder);
	len = strlen(path);
	if ((d = opendir(path)) == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		if (text_equal(e->d_name, ".") || text_equal(e->d_name, "..") ||
		    !is_past(e->d_name, now))
			continue;
		snprintf(path + len, sizeof(path) - len, "%s", e->d_name);
		tree_remove(path);
	}
	closedir(d);
}

/* ---- views that nginx counted --------------------------------------------- */

int
shared_views_open(const struct shared *s)
{
	char	 path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/views.log", s->folder);
	return open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
}

uint64_t
shared_views_read(const struct shared *s)
{
	return atomic_load(&s->map->page_views_read);
}

void
shared_views_set_read(struct shared *s, uint64_t at)
{
	atomic_store(&s->map->page_views_read, at);
}
