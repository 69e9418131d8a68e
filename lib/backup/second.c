/* SPDX-License-Identifier: ISC */
/*
 * The second place gets what the home's own has: chunks first, then the list
 * that needs them.  What its last copy has need not be asked for again.
 */
#include <string.h>

#include "lib/backup/copy.h"

/* Does the list before name it? */
static bool
list_names(const struct list *l, const char *name)
{
	return l->len > 0 && memmem(l->p, l->len, name, NAME_HEX) != NULL;
}

static bool
chunk_send(struct work *w, const char *name)
{
	enum found	 found = chunk_has(w, &w->second, name);
	char		 as[NAME_HEX + 16];
	size_t		 n;

	if (found != FOUND_NOT)
		return found == FOUND;
	if (chunk_stored(w, &w->home, name, &n) != FOUND)
		return false;
	snprintf(as, sizeof(as), "objects/%s", name);
	return w->second.kind->put(&w->second, as, w->stored, n) ||
	    work_fails(w, "%s", w->second.why);
}

static bool
entry_send(struct work *w, const struct entry *e)
{
	chunk_name	 name;

	for (int i = 0; entry_chunk(e, i, name); i++)
		if (!list_names(&w->part_before, name) &&
		    !chunk_send(w, name))
			return false;
	return work_goes_on(w);
}

/* The list goes last, so whoever has it has all that is in it. */
static bool
part_send(struct work *w, const char *folder, const char *name)
{
	struct entry	 e;
	chunk_name	 before;
	size_t		 at = 0;

	if (list_names(&w->copy_before, name))
		return true;
	w->part_before.len = 0;
	if (list_find_part(&w->copy_before, folder, before) &&
	    list_get(w, &w->second, before, &w->part_before) != FOUND)
		w->part_before.len = 0;
	w->why[0] = '\0';
	if (list_get(w, &w->home, name, &w->part) != FOUND)
		return false;
	while (list_entry(&w->part, &at, &e))
		if (!entry_send(w, &e))
			return false;
	return chunk_send(w, name);
}

static bool
line_send(struct work *w, const char *line)
{
	char		 folder[ENTRY_PATH];
	chunk_name	 name;

	if (line_part(line, folder, name))
		return part_send(w, folder, name);
	if (!line_chunk(line, name) || list_names(&w->copy_before, name))
		return true;
	return chunk_send(w, name) && work_goes_on(w);
}

/* As the home has it, byte by byte. */
static bool
list_send(struct work *w, const char *copy)
{
	struct place	*to = &w->second;
	char		 as[COPY_NAME + 8];
	size_t		 n;

	snprintf(as, sizeof(as), "copies/%s", copy);
	if (w->home.kind->get(&w->home, as, w->stored, STORED_MAX, &n) !=
	    FOUND)
		return work_fails(w, "%s", w->home.why);
	return (to->kind->settle(to) &&
	    to->kind->put(to, as, w->stored, n) && to->kind->settle(to)) ||
	    work_fails(w, "%s", to->why);
}

bool
second_put(struct work *w, const char *copy)
{
	char	 before[COPY_NAME], line[LIST_LINE];
	size_t	 at = 0;

	if (!place_tidy(&w->second))
		return work_fails(w, "%s", w->second.why);
	copies_newest(w, &w->second, &w->copy_before, before);
	w->why[0] = '\0';
	while (list_line(&w->copy, &at, line, sizeof(line)))
		if (!line_send(w, line))
			return false;
	return list_send(w, copy);
}
