/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/ops/ops.h"

void	(*http_error_page)(struct req *, struct res *, int,
	    const char *);

static enum outcome
load_settings(struct act *act, void *arg)
{
	return settings_load(arg, act, true);
}

/* A worker that cannot read the settings would work by the wrong ones. */
static const char *
first_settings(struct server *s)
{
	struct act	 act = {
		.db = s->db, .arena = s->kept, .souk = s->souk,
		.config = s->config, .shared = s->shared, .now = clock_now(),
	};

	if ((s->settings = settings_new(s->souk->settings)) == NULL)
		return "out of memory";
	act.settings = s->settings;
	s->settings_at = shared_generation(s->shared, GENERATION_SETTINGS);
	if (db_tx(&act, DB_READ, load_settings, s->settings) != SOUK_OK)
		return "the settings cannot be read";
	return NULL;
}

/* What a killed worker left of an upload, once it is an hour old. */
static void
sweep_uploads(const struct server *s)
{
	const char	*dir = arena_printf(s->kept, "%s/run", s->config->home);
	struct dirent	*e;
	struct stat	 st;
	DIR		*d;

	if ((d = opendir(dir)) == NULL)
		return;
	while ((e = readdir(d)) != NULL)
		if (text_starts(e->d_name, "upload-") &&
		    fstatat(dirfd(d), e->d_name, &st, 0) == 0 &&
		    st.st_mtime < time(NULL) - 3600)
			unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
}

static const char *
server_open(struct server *s)
{
	const struct db_open	 how = { .path = s->config->database,
		.wal_bytes = HTTP_WAL, .cache_bytes = HTTP_PAGES };
	const char		*why = NULL;

	if ((s->kept = arena_new((size_t)4 << 20)) == NULL ||
	    !room_open(&s->room) ||
	    (s->cache = cache_new(HTTP_CACHE)) == NULL)
		return "out of memory";
	if ((s->timer = timer_new()) == NULL)
		return "no timer for requests";
	s->root = router_new(s->kept, s->tables);
	if ((s->db = db_open(s->kept, &how, &why)) == NULL)
		return why;
	slow_watch(s->db, s->config, s->shared);
	sweep_uploads(s);
	return first_settings(s);
}

/*
 * The state of one worker, after fork.  NULL: *why says it; its text is
 * malloc'd and the caller's.
 */
struct server *
server_new(const struct server_new *n, const char **why)
{
	struct server	*s;
	const char	*fault;

	if (!tables_verify(n->tables, why))
		return NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL) {
		*why = NULL;
		return NULL;
	}
	*s = (struct server){
		.config = n->config, .souk = n->souk, .tables = n->tables,
		.shared = n->shared, .pool = n->pool,
		.room = { .spill_fd = -1 },
	};
	if ((fault = server_open(s)) == NULL)
		return s;
	*why = strdup(fault);
	server_free(s);
	return NULL;
}

bool
room_open(struct room *room)
{
	*room = (struct room){ .spill_fd = -1 };
	return (room->arena = arena_new(HTTP_ARENA)) != NULL;
}

void
room_upload_remove(struct room *room)
{
	if (room->upload[0] != '\0')
		unlink(room->upload);
	room->upload[0] = '\0';
}

void
room_clear(struct room *room)
{
	if (room->spill_fd != -1)
		close(room->spill_fd);
	room->spill_fd = -1;
	room_upload_remove(room);
	if (room->arena != NULL)
		arena_reset(room->arena);
}

void
room_close(struct room *room)
{
	room_clear(room);
	arena_free(room->arena);
	room->arena = NULL;
}

/* A rush has filled arena and page cache, and malloc() keeps what is freed. */
void
server_rest(struct server *s)
{
	room_clear(&s->room);
	group_rest(s->group);
	db_rest(s->db);
	malloc_trim(0);
}

void
server_free(struct server *s)
{
	if (s == NULL)
		return;
	room_close(&s->room);
	group_free(s->group);
	timer_free(s->timer);
	cache_free(s->cache);
	settings_free(s->settings);
	if (s->db != NULL)
		db_close(s->db);
	arena_free(s->kept);
	free(s);
}
