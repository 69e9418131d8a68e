/* SPDX-License-Identifier: ISC */
/* The copies of a place: their names, and the list of each. */
#include <stdlib.h>
#include <string.h>

#include "lib/backup/copy.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"

#define FIRST_LINE	"souk copy 1\n"
#define FOLDER		"copies/"
#define COPIES_MAX	4096

/* ---- names ------------------------------------------------------------ */

/* "2026-11-21T16-45-00-123Z-auto": a file system's idea of the time. */
void
copy_name_make(int64_t at, const char *kind, char name[COPY_NAME])
{
	char	 text[CLOCK_TEXT];

	clock_text(at, text);
	for (char *c = text; *c != '\0'; c++)
		if (*c == ':' || *c == '.')
			*c = '-';
	snprintf(name, COPY_NAME, "%s-%.20s", text, kind);
}

bool
copy_name_read(const char *name, int64_t *at)
{
	char	 text[CLOCK_TEXT];

	if (strlen(name) < CLOCK_TEXT + 1 || strlen(name) >= COPY_NAME ||
	    name[CLOCK_TEXT - 1] != '-' || strchr(name, '/') != NULL)
		return false;
	memcpy(text, name, CLOCK_TEXT - 1);
	text[CLOCK_TEXT - 1] = '\0';
	text[13] = text[16] = ':';
	text[19] = '.';
	return clock_parse(text, at);
}

/* ---- the list of one ---------------------------------------------------- */

/* The last line is the name of all before it. */
static bool
list_is_signed(const struct work *w, const struct list *l)
{
	static const size_t	 tail = NAME_HEX + 5;	/* "end …\n" */
	const char		*end;
	chunk_name		 name;

	if (l->len < sizeof(FIRST_LINE) + tail ||
	    memcmp(l->p, FIRST_LINE, sizeof(FIRST_LINE) - 1) != 0)
		return false;
	end = l->p + l->len - tail;
	codec_name(&w->codec, l->p, l->len - tail, name);
	return memcmp(end, "end ", 4) == 0 && end[tail - 1] == '\n' &&
	    crypto_equal(end + 4, name, NAME_HEX);
}

bool
copy_put(struct work *w, struct place *place, const char *name)
{
	struct list	*l = &w->copy;
	char		 as[COPY_NAME + 8];
	chunk_name	 end;
	size_t		 n;

	codec_name(&w->codec, l->p, l->len, end);
	list_put(l, "end %s\n", end);
	if (l->full)
		return work_fails(w, "the shop is too large for one list");
	snprintf(as, sizeof(as), FOLDER "%s", name);
	n = codec_encode(&w->codec, as, l->p, l->len, w->stored);
	if (n == 0)
		return work_fails(w, "no memory to encode the list");
	if (!place->kind->settle(place) ||
	    !place->kind->put(place, as, w->stored, n) ||
	    !place->kind->settle(place))
		return work_fails(w, "%s", place->why);
	w->new_bytes += (int64_t)n;
	return true;
}

bool
copy_get(struct work *w, struct place *place, const char *name,
    struct list *list)
{
	char		 as[COPY_NAME + 8];
	const char	*fault;
	enum found	 found;
	size_t		 n;

	*list = (struct list){ .p = list->p };
	snprintf(as, sizeof(as), FOLDER "%s", name);
	found = place->kind->get(place, as, w->stored, STORED_MAX, &n);
	if (found == FOUND_NOT)
		return work_fails(w, "%s/%s is not there", place->called, as);
	if (found == FOUND_FAULT)
		return work_fails(w, "%s", place->why);
	fault = codec_decode(&w->codec, as, w->stored, n,
	    (uint8_t *)list->p, &list->len);
	if (fault == NULL && !list_is_signed(w, list))
		fault = "is damaged";
	return fault == NULL || work_fails(w, "%s/%s %s", place->called, as,
	    fault);
}

/* ---- all of them -------------------------------------------------------- */

struct gather { struct work *w; const char **names; int count; };

static bool
gather_one(void *arg, const char *name)
{
	struct gather	*g = arg;
	int64_t		 at;

	if (strncmp(name, FOLDER, sizeof(FOLDER) - 1) != 0 ||
	    !copy_name_read(name + sizeof(FOLDER) - 1, &at))
		return true;
	if (g->count == COPIES_MAX)
		return work_fails(g->w, "more than %d copies", COPIES_MAX);
	memcpy((char *)(uintptr_t)g->names[g->count++],
	    name + sizeof(FOLDER) - 1, strlen(name) - sizeof(FOLDER) + 2);
	return true;
}

static int
newest_first(const void *a, const void *b)
{
	const char *const	*x = a, *const *y = b;

	return -strcmp(*x, *y);
}

/* Room for all names first: a folder is open while they come. */
int
copies_list(struct work *w, struct place *place, const char ***names)
{
	struct gather	 g = { .w = w };
	char		*room = arena_array(w->act->arena, COPIES_MAX,
			    COPY_NAME);

	g.names = arena_array(w->act->arena, COPIES_MAX, sizeof(*g.names));
	for (int i = 0; i < COPIES_MAX; i++)
		g.names[i] = room + (ptrdiff_t)i * COPY_NAME;
	if (!place->kind->list(place, "copies", gather_one, &g)) {
		if (w->why[0] == '\0')
			work_fails(w, "%s", place->why);
		return -1;
	}
	qsort(g.names, (size_t)g.count, sizeof(*g.names), newest_first);
	*names = g.names;
	return g.count;
}

bool
copies_newest(struct work *w, struct place *place, struct list *list,
    char name[COPY_NAME])
{
	const char	**names;
	int		  count = copies_list(w, place, &names);

	list->len = 0;
	for (int i = 0; i < count; i++)
		if (copy_get(w, place, names[i], list)) {
			snprintf(name, COPY_NAME, "%s", names[i]);
			return true;
		}
	list->len = 0;
	return false;
}
