/* SPDX-License-Identifier: ISC */
/* The generations, and the link by which nginx follows them (shared.h). */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/shared_layout.h"

/* A file that others have left for one of another layout tells nothing. */
static bool
is_abandoned(const struct shared *s)
{
	return atomic_load(&s->map->magic) != SHARED_MAGIC;
}

uint64_t
shared_generation(const struct shared *s, enum generation g)
{
	return atomic_load(&s->map->generations[g]) | is_abandoned(s);
}

bool
shared_moving(struct shared *s, enum generation g)
{
	char	 live[PATH_MAX];

	atomic_fetch_or(&s->map->generations[g], 1);
	snprintf(live, sizeof(live), "%s/cache/live", s->folder);
	return unlink(live) == 0 || errno == ENOENT || errno == ENOTDIR;
}

/* "g/C-S"; false: one of them is odd. */
static bool
target_of(const struct shared *s, char target[SHARED_TARGET])
{
	const uint64_t	 catalog = shared_generation(s, GENERATION_CATALOG);
	const uint64_t	 settings = shared_generation(s, GENERATION_SETTINGS);

	snprintf(target, SHARED_TARGET, "g/%" PRIu64 "-%" PRIu64, catalog,
	    settings);
	return shared_is_even(catalog) && shared_is_even(settings);
}

/*
 * By another name first: `live` is never there and something else.  It may
 * point to a folder that the first page will make.  Without run/cache, or
 * when this fails, nginx asks the workers.
 */
static void
live_link(const struct shared *s)
{
	char	 target[SHARED_TARGET], fresh[PATH_MAX], live[PATH_MAX];

	if (!target_of(s, target))
		return;
	snprintf(fresh, sizeof(fresh), "%s/cache/live.new", s->folder);
	snprintf(live, sizeof(live), "%s/cache/live", s->folder);
	unlink(fresh);
	if (symlink(target, fresh) == 0 && rename(fresh, live) != 0)
		unlink(fresh);
}

void
shared_settle(struct shared *s)
{
	uint64_t	 now;
	bool		 moved = false;

	for (int g = 0; g < GENERATION__MAX; g++)
		moved = moved ||
		    !shared_is_even(atomic_load(&s->map->generations[g]));
	if (moved) {
		atomic_store(&s->map->page_files, 0);
		atomic_store(&s->map->page_bytes, 0);
	}
	for (int g = 0; g < GENERATION__MAX; g++) {
		now = atomic_load(&s->map->generations[g]);
		if (!shared_is_even(now))
			atomic_store(&s->map->generations[g], now + 1);
	}
	live_link(s);
}

bool
shared_is_settled(const struct shared *s)
{
	char	 target[SHARED_TARGET], path[PATH_MAX], now[SHARED_TARGET];
	ssize_t	 len;

	if (is_abandoned(s))
		return true;
	if (!target_of(s, target))
		return false;
	snprintf(path, sizeof(path), "%s/cache/live", s->folder);
	len = readlink(path, now, sizeof(now));
	if (len >= 0)
		return (size_t)len == strlen(target) &&
		    memcmp(now, target, (size_t)len) == 0;
	snprintf(path, sizeof(path), "%s/cache", s->folder);
	return access(path, F_OK) != 0;
}
