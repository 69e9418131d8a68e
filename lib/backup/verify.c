/* SPDX-License-Identifier: ISC */
/* Reading a copy back: every chunk, and whether it is what its name says. */
#include <inttypes.h>
#include <string.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"

struct verify {
	struct work	*w;
	struct place	*place;
	backup_say	*say;
	void		*arg;
	int		 faults;
	bool		 stopped;
	int64_t		 database;	/* bytes seen */
};

static void
fault(struct verify *v, const char *of)
{
	char	 line[BACKUP_WHY + 2 * ENTRY_PATH + 16];

	v->faults++;
	snprintf(line, sizeof(line), "%.900s (of %.500s)", v->w->why, of);
	v->say(v->arg, line);
}

static size_t
chunk_look(struct verify *v, const char *name, const char *of)
{
	size_t	 n = 0;

	if ((v->stopped = v->stopped || !work_goes_on(v->w)))
		return 0;
	if (chunk_get(v->w, v->place, name, v->w->plain, &n) == FOUND)
		return n;
	fault(v, of);
	return 0;
}

static void
entry_look(struct verify *v, const char *folder, const struct entry *e)
{
	char		 of[2 * ENTRY_PATH];
	const int	 before = v->faults;
	chunk_name	 name;
	int64_t		 n = 0;

	snprintf(of, sizeof(of), "%s/%s", folder, e->path);
	for (int i = 0; entry_chunk(e, i, name); i++)
		n += (int64_t)chunk_look(v, name, of);
	if (v->stopped || v->faults > before || n == e->size)
		return;
	work_fails(v->w, "not as long as listed");
	fault(v, of);
}

static void
part_look(struct verify *v, const char *folder, const char *name)
{
	struct work	*w = v->w;
	struct entry	 e;
	size_t		 at = 0;

	if (list_get(w, v->place, name, &w->part) != FOUND) {
		fault(v, folder);
		return;
	}
	while (!v->stopped && list_entry(&w->part, &at, &e))
		entry_look(v, folder, &e);
	if (!v->stopped && at < w->part.len) {
		work_fails(w, "its list cannot be read");
		fault(v, folder);
	}
}

static void
line_look(struct verify *v, const char *line)
{
	char		 folder[ENTRY_PATH];
	chunk_name	 name;

	if (line_part(line, folder, name))
		part_look(v, folder, name);
	else if (line_chunk(line, name))
		v->database += (int64_t)chunk_look(v, name, "the database");
}

int
copy_verify(struct work *w, struct place *place, const char *name,
    backup_say *say, void *arg)
{
	struct verify	 v = { .w = w, .place = place, .say = say,
			    .arg = arg };
	char		 line[LIST_LINE];
	size_t		 at = 0;

	if (!copy_get(w, place, name, &w->copy)) {
		say(arg, w->why);
		return 1;
	}
	while (!v.stopped && list_line(&w->copy, &at, line, sizeof(line)))
		line_look(&v, line);
	if (v.stopped)
		return -1;
	if (v.faults == 0 && v.database != list_number(&w->copy,
	    "database")) {
		work_fails(w, "not as long as listed");
		fault(&v, "the database");
	}
	return v.faults;
}

/* ---- commands --------------------------------------------------------------- */

static const char **
copies_asked(struct work *w, const struct restore *r, struct place *place,
    int *count)
{
	const char	**names = NULL;

	*count = -1;
	if (r->from == NULL ? !place_open_home(place, w->act) :
	    !place_open(place, w->act, r->from, false))
		r->say(r->arg, place->why);
	else if ((*count = copies_list(w, place, &names)) == -1)
		r->say(r->arg, w->why);
	else if (*count == 0)
		r->say(r->arg, "there is no copy");
	return names;
}

enum outcome
backup_verify(struct act *act, const struct restore *r)
{
	struct work	*w = arena_alloc(act->arena, sizeof(*w));
	const char	**names;
	char		 line[COPY_NAME + 32];
	int		 count, n, faults = 0;

	work_open(w, act, NULL);
	names = copies_asked(w, r, &w->home, &count);
	if (count <= 0)
		return SOUK_NOT_FOUND;
	for (int i = 0; i < count; i++) {
		if (r->copy != NULL && strcmp(r->copy, names[i]) != 0)
			continue;
		n = copy_verify(w, &w->home, names[i], r->say, r->arg);
		faults += n != 0;
		snprintf(line, sizeof(line), "%s %s", names[i],
		    n == 0 ? "good" : "damaged");
		r->say(r->arg, line);
	}
	return faults == 0 ? SOUK_OK : SOUK_CONFLICT;
}

static void
copy_print(struct work *w, struct place *place, const char *name,
    const struct restore *r)
{
	char	 line[BACKUP_WHY + COPY_NAME];

	if (copy_get(w, place, name, &w->copy))
		snprintf(line, sizeof(line), "%s  schema %" PRId64
		    ", database %" PRId64 " bytes, %" PRId64 " files", name,
		    list_number(&w->copy, "schema"),
		    list_number(&w->copy, "database"),
		    list_number(&w->copy, "files"));
	else
		snprintf(line, sizeof(line), "%s  %s", name, w->why);
	r->say(r->arg, line);
}

enum outcome
backup_print(struct act *act, const struct restore *r)
{
	struct work	*w = arena_alloc(act->arena, sizeof(*w));
	const char	**names;
	int		 count;

	work_open(w, act, NULL);
	names = copies_asked(w, r, &w->home, &count);
	for (int i = 0; i < count; i++)
		copy_print(w, &w->home, names[i], r);
	return count == -1 ? SOUK_NOT_FOUND : SOUK_OK;
}
