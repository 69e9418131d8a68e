/* SPDX-License-Identifier: ISC */
/*
 * Copies that nobody needs any more, and then the chunks that no copy names.
 * Unless every list can be read, no chunk is removed.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"

#define ENOUGH	8	/* to be worth reading all lists */

/* Of each name the first 64 bits: two that agree both stay. */
struct marks {
	struct work	*w;
	struct place	*place;
	uint64_t	*slots;
	size_t		 mask, count;
	bool		 full;
};

static uint64_t
mark_of(const char *name)
{
	char		 text[17];
	uint64_t	 n;

	memcpy(text, name, 16);
	text[16] = '\0';
	n = strtoull(text, NULL, 16);
	return n == 0 ? 1 : n;
}

/* Where it is, or would be. */
static uint64_t *
slot_of(const struct marks *m, uint64_t mark)
{
	size_t	 i = mark & m->mask;

	while (m->slots[i] != 0 && m->slots[i] != mark)
		i = (i + 1) & m->mask;
	return &m->slots[i];
}

/* True: it is new. */
static bool
mark_put(struct marks *m, const char *name)
{
	const uint64_t	 mark = mark_of(name);
	uint64_t	*slot = slot_of(m, mark);

	if (*slot == mark)
		return false;
	if (m->count * 2 > m->mask) {
		m->full = true;
		return false;
	}
	*slot = mark;
	m->count++;
	return true;
}

/* ---- mark -------------------------------------------------------------- */

static bool
part_mark(struct marks *m, const char *name)
{
	struct work	*w = m->w;
	struct entry	 e;
	chunk_name	 chunk;
	size_t		 at = 0;

	if (!mark_put(m, name))
		return true;
	if (list_get(w, m->place, name, &w->part_before) != FOUND)
		return false;
	while (list_entry(&w->part_before, &at, &e))
		for (int i = 0; entry_chunk(&e, i, chunk); i++)
			mark_put(m, chunk);
	return at == w->part_before.len ||
	    work_fails(w, "a part's list cannot be read");
}

static bool
copy_mark(struct marks *m, const char *copy)
{
	struct work	*w = m->w;
	char		 line[LIST_LINE], folder[ENTRY_PATH];
	chunk_name	 name;
	size_t		 at = 0;

	if (!copy_get(w, m->place, copy, &w->copy_before))
		return false;
	while (list_line(&w->copy_before, &at, line, sizeof(line)))
		if (line_chunk(line, name))
			mark_put(m, name);
		else if (line_part(line, folder, name) && !part_mark(m, name))
			return false;
	return !m->full || work_fails(w, "more chunks than were counted");
}

/* ---- sweep ----------------------------------------------------------------- */

static bool
count_one(void *arg, const char *name)
{
	(void)name;
	++*(size_t *)arg;
	return true;
}

static bool
sweep_one(void *arg, const char *as)
{
	struct marks	*m = arg;
	const char	*name = strchr(as, '/') + 1;

	if (!chunk_is_name(name) || *slot_of(m, mark_of(name)) != 0)
		return true;
	return (m->place->kind->remove(m->place, as) ||
	    work_fails(m->w, "%s", m->place->why)) && work_goes_on(m->w);
}

static bool
chunks_sweep(struct work *w, struct place *place, const char **names,
    int count)
{
	struct marks	 m = { .w = w, .place = place };
	size_t		 n = 0, room = 1024;

	if (!place->kind->list(place, "objects", count_one, &n) ||
	    !place->kind->list(place, "media", count_one, &n))
		return work_fails(w, "%s", place->why);
	while (room < 4 * n)
		room *= 2;
	m.slots = arena_array(w->act->arena, room, sizeof(*m.slots));
	m.mask = room - 1;
	for (int i = 0; i < count; i++)
		if (!copy_mark(&m, names[i]))
			return false;
	return place->kind->list(place, "objects", sweep_one, &m) &&
	    (!place->links || place->kind->list(place, "media", sweep_one,
	    &m));
}

/* Keeps the names of what stays. */
static int
copies_drop(struct work *w, struct place *place, const char **names,
    int count, const bool *keep)
{
	char	 as[COPY_NAME + 8];
	int	 left = 0;

	for (int i = 0; i < count; i++) {
		if (keep[i]) {
			names[left++] = names[i];
			continue;
		}
		snprintf(as, sizeof(as), "copies/%s", names[i]);
		if (!place->kind->remove(place, as)) {
			work_fails(w, "%s", place->why);
			return -1;
		}
	}
	return left;
}

bool
place_sweep(struct work *w, struct place *place, const struct keep_how *how)
{
	const char	**names;
	int64_t		*at;
	bool		*keep;
	int		 count, old = 0;

	if ((count = copies_list(w, place, &names)) == -1)
		return false;
	at = arena_array(w->act->arena, (size_t)count + 1, sizeof(*at));
	keep = arena_array(w->act->arena, (size_t)count + 1, sizeof(*keep));
	for (int i = 0; i < count; i++)
		copy_name_read(names[i], &at[i]);
	keep_choose(at, count, clock_now(), how, keep);
	for (int i = 0; i < count; i++)
		old += !keep[i];
	if (old < ENOUGH)
		return true;
	return (count = copies_drop(w, place, names, count, keep)) != -1 &&
	    place->kind->settle(place) &&
	    chunks_sweep(w, place, names, count);
}
