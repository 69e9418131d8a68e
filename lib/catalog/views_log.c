/* SPDX-License-Identifier: ISC */
/*
 * Views of products whose page nginx handed out by itself: it writes "fr
 * theiere" for each into run/views.log, names spelled as in an address
 * (nginx/pages.conf).
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/settings/settings.h"

#define CHUNK		((size_t)64 << 10)
#define LOG_MAX		((off_t)16 << 20)	/* then begun again */

/* The product that the page showed: see product_by_slug(). */
static const char sql_add[] =
    "UPDATE product SET view_count = view_count + :views WHERE id = ("
    "SELECT p.id FROM product_text t JOIN product p ON p.id = t.product_id"
    " WHERE t.slug = :slug ORDER BY CASE p.status WHEN 'ACTIVE' THEN 0"
    " ELSE 1 END, CASE t.locale WHEN :locale THEN 0 WHEN :shop THEN 1"
    " ELSE 2 END, t.locale LIMIT 1)";

/* Whole lines, in order. */
struct chunk { char **lines; size_t count; };

static enum outcome
views_add(struct act *act, const char *line, int64_t views)
{
	struct stmt	*s;
	const char	*blank = strchr(line, ' ');
	char		*slug;

	if (blank == NULL || !text_url_decode(act->arena, blank + 1,
	    strlen(blank + 1), false, &slug))
		return SOUK_OK;
	s = db_sql(act->db, sql_add);
	db_bind_int(s, ":views", views);
	db_bind_text(s, ":slug", slug);
	db_bind_text(s, ":locale",
	    arena_text(act->arena, line, (size_t)(blank - line)));
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(act->settings)));
	return db_run(s);
}

static enum outcome
chunk_store(struct act *act, void *arg)
{
	const struct chunk	*c = arg;
	enum outcome		 e = SOUK_OK;
	size_t			 i, same;

	for (i = 0; i < c->count && e == SOUK_OK; i += same) {
		same = 1;
		while (i + same < c->count &&
		    strcmp(c->lines[i], c->lines[i + same]) == 0)
			same++;
		e = views_add(act, c->lines[i], (int64_t)same);
	}
	return e;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What was given back to the disk reads as NULs, which are no lines. */
static void
chunk_split(struct arena *arena, char *p, size_t len, struct chunk *c)
{
	char	*end = p + len, *stop;

	*c = (struct chunk){ .lines = arena_array(arena, len / 2 + 1,
	    sizeof(*c->lines)) };
	for (; p < end; p = stop + 1) {
		stop = memchr(p, '\n', (size_t)(end - p));
		*stop = '\0';
		if (stop - p > 1 && *p != '\0')
			c->lines[c->count++] = p;
	}
	qsort(c->lines, c->count, sizeof(*c->lines), by_text);
}

/*
 * *taken: how much of what follows `at` is counted; 0: no whole line does.
 * What is no line at all is passed over.
 */
static enum outcome
chunk_take(struct act *act, int fd, off_t at, size_t *taken)
{
	char		*p = arena_alloc(act->arena, CHUNK), *last;
	ssize_t		 n = pread(fd, p, CHUNK, at);
	struct chunk	 c;

	*taken = 0;
	if (n <= 0)
		return SOUK_OK;
	if ((last = memrchr(p, '\n', (size_t)n)) == NULL) {
		*taken = (size_t)n == CHUNK ? CHUNK : 0;
		return SOUK_OK;
	}
	*taken = (size_t)(last + 1 - p);
	chunk_split(act->arena, p, *taken, &c);
	return c.count == 0 ? SOUK_OK :
	    db_tx(act, DB_WRITE, chunk_store, &c);
}

/*
 * The log begins again when all of it was read; a view that nginx writes in
 * that very moment is lost, once in some hundred thousand.
 */
static void
log_shorten(struct act *act, int fd, off_t at)
{
	struct stat	 st;

	fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, at);
	if (at < LOG_MAX || fstat(fd, &st) != 0 || st.st_size != at ||
	    ftruncate(fd, 0) != 0)
		return;
	shared_views_set_read(act->shared, 0);
}

enum outcome
views_from_log(struct act *act)
{
	const int	 fd = shared_views_open(act->shared);
	off_t		 at = (off_t)shared_views_read(act->shared);
	enum outcome	 e = SOUK_OK;
	struct stat	 st;
	size_t		 taken;

	if (fd == -1)
		return SOUK_OK;
	if (fstat(fd, &st) == 0 && at > st.st_size)
		at = 0;		/* another has begun it again */
	do {
		if ((e = chunk_take(act, fd, at, &taken)) != SOUK_OK)
			break;
		at += (off_t)taken;
		shared_views_set_read(act->shared, (uint64_t)at);
	} while (taken > 0);
	if (e == SOUK_OK && at > 0)
		log_shorten(act, fd, at);
	close(fd);
	return e;
}
