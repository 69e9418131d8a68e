/* SPDX-License-Identifier: ISC */
/* Chunks in a place: put once, found by their name, checked when read. */
#include <string.h>

#include "lib/backup/copy.h"

#define STORED_AS	80

static void
stored_as(const char *folder, const char *name, char as[STORED_AS])
{
	snprintf(as, STORED_AS, "%s/%s", folder, name);
}

enum found
chunk_has(struct work *w, struct place *place, const char *name)
{
	char		 as[STORED_AS];
	enum found	 found = FOUND_NOT;

	if (place->links) {
		stored_as("media", name, as);
		found = place->kind->has(place, as);
	}
	if (found == FOUND_NOT) {
		stored_as("objects", name, as);
		found = place->kind->has(place, as);
	}
	if (found == FOUND_FAULT)
		work_fails(w, "%s", place->why);
	return found;
}

static bool
chunk_write(struct work *w, struct place *place, const void *bytes, size_t len,
    const char *name)
{
	char	 as[STORED_AS];
	size_t	 n;

	stored_as("objects", name, as);
	if ((n = codec_encode(&w->codec, as, bytes, len, w->stored)) == 0)
		return work_fails(w, "no memory to encode a chunk");
	if (!place->kind->put(place, as, w->stored, n))
		return work_fails(w, "%s", place->why);
	w->new_bytes += (int64_t)n;
	return true;
}

bool
chunk_put(struct work *w, struct place *place, const void *bytes, size_t len,
    chunk_name name)
{
	enum found	 found;

	codec_name(&w->codec, bytes, len, name);
	if ((found = chunk_has(w, place, name)) != FOUND_NOT)
		return found == FOUND;
	return chunk_write(w, place, bytes, len, name);
}

bool
chunk_put_file(struct work *w, const char *path, const void *bytes, size_t len,
    chunk_name name)
{
	char		 as[STORED_AS];
	enum found	 found;

	codec_name(&w->codec, bytes, len, name);
	if ((found = chunk_has(w, &w->home, name)) != FOUND_NOT)
		return found == FOUND;
	stored_as("media", name, as);
	return place_link(&w->home, as, path) ||
	    chunk_write(w, &w->home, bytes, len, name);
}

/* ---- reading --------------------------------------------------------- */

/* A second name of a picture: its bytes as they are. */
static enum found
link_get(struct work *w, struct place *place, const char *name, uint8_t *plain,
    size_t *len)
{
	char		 as[STORED_AS];
	enum found	 found;

	if (!place->links)
		return FOUND_NOT;
	stored_as("media", name, as);
	found = place->kind->get(place, as, w->stored, STORED_MAX, len);
	if (found != FOUND)
		return found;
	if (*len > CHUNK_MAX) {
		work_fails(w, "%s/%s is damaged", place->called, as);
		return FOUND_FAULT;
	}
	memcpy(plain, w->stored, *len);
	return FOUND;
}

static enum found
object_get(struct work *w, struct place *place, const char *name,
    uint8_t *plain, size_t *len)
{
	char		 as[STORED_AS];
	const char	*fault;
	enum found	 found;
	size_t		 n;

	stored_as("objects", name, as);
	found = place->kind->get(place, as, w->stored, STORED_MAX, &n);
	if (found == FOUND_NOT)
		work_fails(w, "%s/%s is missing", place->called, as);
	else if (found == FOUND_FAULT)
		work_fails(w, "%s", place->why);
	if (found != FOUND)
		return found;
	fault = codec_decode(&w->codec, as, w->stored, n, plain, len);
	if (fault == NULL)
		return FOUND;
	work_fails(w, "%s/%s %s", place->called, as, fault);
	return FOUND_FAULT;
}

enum found
chunk_get(struct work *w, struct place *place, const char *name,
    uint8_t *plain, size_t *len)
{
	enum found	 found = link_get(w, place, name, plain, len);
	chunk_name	 is;

	if (found == FOUND_NOT)
		found = object_get(w, place, name, plain, len);
	if (found != FOUND)
		return found;
	codec_name(&w->codec, plain, *len, is);
	if (strcmp(is, name) == 0)
		return FOUND;
	work_fails(w, "%s: %s is damaged", place->called, name);
	return FOUND_FAULT;
}

enum found
chunk_stored(struct work *w, struct place *place, const char *name,
    size_t *len)
{
	char		 as[STORED_AS];
	enum found	 found;

	if ((found = chunk_get(w, place, name, w->plain, len)) != FOUND)
		return found;
	stored_as("objects", name, as);
	*len = codec_encode(&w->codec, as, w->plain, *len, w->stored);
	if (*len > 0)
		return FOUND;
	work_fails(w, "no memory to encode a chunk");
	return FOUND_FAULT;
}

enum found
list_get(struct work *w, struct place *place, const char *name,
    struct list *list)
{
	list->full = false;
	return chunk_get(w, place, name, (uint8_t *)list->p, &list->len);
}
