/* SPDX-License-Identifier: ISC */
/*
 * A place in a store that speaks S3: the bucket of the pictures, below
 * "backup/".  Each call has memory of its own, since there are many.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "lib/backup/place.h"
#include "lib/base/arena.h"
#include "lib/net/s3.h"

#define BELOW		"backup/"
#define TYPE		"application/octet-stream"
#define ROOM		((size_t)16 << 20)
#define TRIES		3
#define PAUSE_MS	500

struct call {
	struct place	*place;
	char		 key[S3_KEY_BYTES + 1];
	int		 fd;
	int64_t		 size;
	s3_list_fn	*list;		/* what of a page */
	void		*list_arg;
	const char	*after;
	int		 status;
};
typedef enum net_result call_fn(struct act *, struct call *);

/* ---- one call, or three ---------------------------------------------------- */

/* As long as the process: what is in it is of the present call only. */
static struct arena	*room;

static enum net_result
call_once(struct call *c, call_fn *fn)
{
	struct act	 act = *c->place->act;
	jmp_buf		 out;
	enum net_result	 result;

	arena_reset(room);
	act.arena = room;
	c->status = 0;
	if (setjmp(out) != 0) {
		arena_guard(room, NULL);
		return NET_REFUSED;
	}
	arena_guard(room, &out);
	result = fn(&act, c);
	arena_guard(room, NULL);
	return result;
}

static bool
is_worth_another(enum net_result result, int status)
{
	return result == NET_UNREACHED || result == NET_UNKNOWN ||
	    status == 429 || status >= 500;
}

/* False: place->why.  404 is an answer. */
static bool
call(struct call *c, call_fn *fn)
{
	const struct timespec	 pause = { 0, PAUSE_MS * 1000000L };
	enum net_result		 result = NET_REFUSED;

	if (room == NULL && (room = arena_new(ROOM)) == NULL)
		return place_fails(c->place, c->key, ENOMEM);
	for (int i = 0; i < TRIES; i++) {
		if (i > 0)
			nanosleep(&pause, NULL);
		result = call_once(c, fn);
		if (!is_worth_another(result, c->status))
			break;
	}
	if (result == NET_OK && (c->status / 100 == 2 || c->status == 404))
		return true;
	snprintf(c->place->why, sizeof(c->place->why), "s3/%.200s: %s, status %d",
	    c->key, net_result_name(result), c->status);
	return false;
}

static void
call_begin(struct call *c, struct place *p, const char *name)
{
	*c = (struct call){ .place = p, .fd = -1 };
	snprintf(c->key, sizeof(c->key), BELOW "%.200s", name);
}

/* What is sent or comes in stands in memory. */
static bool
call_file(struct call *c)
{
	c->fd = memfd_create("souk", MFD_CLOEXEC);
	return c->fd != -1 || place_fails(c->place, c->key, errno);
}

/* ---- what a place can ---------------------------------------------------- */

static enum net_result
do_put(struct act *act, struct call *c)
{
	return s3_put(act, c->key, c->fd, c->size, TYPE, &c->status);
}

static bool
put(struct place *p, const char *name, const void *bytes, size_t n)
{
	struct call	 c;
	bool		 ok;

	call_begin(&c, p, name);
	if (!call_file(&c))
		return false;
	c.size = (int64_t)n;
	ok = write(c.fd, bytes, n) == (ssize_t)n ? call(&c, do_put) :
	    place_fails(p, name, ENOSPC);
	close(c.fd);
	if (ok && c.status == 404)
		ok = place_fails(p, name, ENOENT);	/* no such bucket */
	return ok;
}

static bool
settle(struct place *p)
{
	(void)p;
	return true;
}

static enum net_result
do_get(struct act *act, struct call *c)
{
	if (ftruncate(c->fd, 0) == -1 || lseek(c->fd, 0, SEEK_SET) == -1)
		return NET_REFUSED;
	return s3_get(act, c->key, c->fd, c->size, &c->status);
}

static enum found
get(struct place *p, const char *name, uint8_t *bytes, size_t size,
    size_t *len)
{
	struct call	 c;
	ssize_t		 n = -1;

	call_begin(&c, p, name);
	if (!call_file(&c))
		return FOUND_FAULT;
	c.size = (int64_t)size;
	if (call(&c, do_get) && c.status != 404 &&
	    (n = pread(c.fd, bytes, size, 0)) == -1)
		place_fails(p, name, errno);
	close(c.fd);
	*len = n < 0 ? 0 : (size_t)n;
	return n >= 0 ? FOUND : c.status == 404 ? FOUND_NOT : FOUND_FAULT;
}

static enum net_result
do_head(struct act *act, struct call *c)
{
	return s3_head(act, c->key, &c->size, &c->status);
}

static enum found
has(struct place *p, const char *name)
{
	struct call	 c;

	call_begin(&c, p, name);
	if (!call(&c, do_head))
		return FOUND_FAULT;
	return c.status == 404 ? FOUND_NOT : FOUND;
}

static enum net_result
do_remove(struct act *act, struct call *c)
{
	return s3_delete(act, c->key, &c->status);
}

static bool
remove_it(struct place *p, const char *name)
{
	struct call	 c;

	call_begin(&c, p, name);
	return call(&c, do_remove);
}

/* ---- listing: a page is gathered before its names are told --------------------- */

struct page {
	char	 names[S3_PAGE][100];
	int	 count;
	char	 last[S3_KEY_BYTES + 1];
};

static void
page_one(void *arg, const struct s3_object *o)
{
	struct page	*page = arg;

	snprintf(page->last, sizeof(page->last), "%s", o->key);
	if (page->count < S3_PAGE && strlen(o->key) < sizeof(page->names[0]))
		snprintf(page->names[page->count++], sizeof(page->names[0]),
		    "%s", o->key + sizeof(BELOW) - 1);
}

static enum net_result
do_list(struct act *act, struct call *c)
{
	struct page	*page = c->list_arg;

	page->count = 0;
	page->last[0] = '\0';
	return s3_list(act, c->key, c->after, c->list, page, &c->status);
}

static bool
list(struct place *p, const char *folder, place_fn *fn, void *arg)
{
	static struct page	 page;
	char			 after[S3_KEY_BYTES + 1] = "", start[80];
	struct call		 c;

	snprintf(start, sizeof(start), "%.60s/", folder);
	call_begin(&c, p, start);
	c.list = page_one;
	c.list_arg = &page;
	c.after = after;
	do {
		if (!call(&c, do_list))
			return false;
		for (int i = 0; i < page.count; i++)
			if (!fn(arg, page.names[i]))
				return false;
		memcpy(after, page.last, sizeof(after));
	} while (after[0] != '\0');
	return true;
}

const struct place_kind place_s3 = {
	.put = put,
	.settle = settle,
	.get = get,
	.has = has,
	.remove = remove_it,
	.list = list,
};
