/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"

/*
 * Answers of ROUTE_CACHED rows, which are the same for all who read the same
 * language, are kept twice.
 *
 * In memory, by each worker for itself: by language, path and query, under
 * the pair of generations of catalogue and settings that were read before
 * the snapshot it was made from.  Nothing is invalidated one by one: a commit
 * moves a generation, and what was kept under another is dropped when it is
 * met (lib/base/shared.h: why that is never stale).  At most HTTP_CACHE bytes
 * a worker, each entry at most ENTRY_MAX; least recently used goes first.
 *
 * In a file, for nginx, once a page is asked for a second time
 * (page_file.c): from then on until the next commit no worker is asked.
 */
#define BUCKETS		1024
#define ENTRY_MAX	((size_t)256 << 10)

struct entry {
	struct entry	*next_in_bucket, *newer, *older;
	uint64_t	 hash;
	uint64_t	 generations[GENERATION__MAX];
	char		*key, *body, *view_id;
	const char	*content_type;	/* constant text of its handler */
	enum locale	 locale;	/* of the answer: ?lang= may choose */
	bool		 filed;		/* or it cannot be */
	size_t		 len, data_at, size;
	char		 etag[40];
};

/* The latest page that was too big for memory, in its file. */
struct big {
	char		 key[200];
	int		 fd;		/* not above 0: none */
	size_t		 total;
	uint64_t	 generations[GENERATION__MAX];
	const char	*content_type;
	char		 etag[40];
};

struct cache {
	struct big	 big;
	struct entry	*buckets[BUCKETS];
	struct entry	*newest, *oldest;
	size_t		 size, limit;
};

struct cache *
cache_new(size_t limit)
{
	struct cache	*c = calloc(1, sizeof(*c));

	if (c != NULL)
		c->limit = limit;
	return c;
}

/* ---- the list and the table ------------------------------------------------ */

static void
list_take(struct cache *c, struct entry *e)
{
	if (e->newer != NULL)
		e->newer->older = e->older;
	else
		c->newest = e->older;
	if (e->older != NULL)
		e->older->newer = e->newer;
	else
		c->oldest = e->newer;
}

static void
list_put(struct cache *c, struct entry *e)
{
	e->newer = NULL;
	if ((e->older = c->newest) != NULL)
		e->older->newer = e;
	else
		c->oldest = e;
	c->newest = e;
}

static void
entry_free(struct entry *e)
{
	free(e->key);
	free(e->body);
	free(e->view_id);
	free(e);
}

static void
entry_drop(struct cache *c, struct entry *e)
{
	struct entry	**at = &c->buckets[e->hash % BUCKETS];

	while (*at != e)
		at = &(*at)->next_in_bucket;
	*at = e->next_in_bucket;
	list_take(c, e);
	c->size -= e->size;
	entry_free(e);
}

/* From the oldest on, until `need` more fits. */
static void
cache_evict(struct cache *c, size_t need)
{
	struct entry	*e, *newer;

	for (e = c->oldest; e != NULL && c->size + need > c->limit; e = newer) {
		newer = e->newer;
		entry_drop(c, e);
	}
}

static void
big_drop(struct big *b)
{
	if (b->fd > 0)
		close(b->fd);
	b->fd = -1;
}

void
cache_free(struct cache *c)
{
	if (c == NULL)
		return;
	big_drop(&c->big);
	cache_evict(c, c->limit + 1);
	free(c);
}

static uint64_t
hash_of(const char *key)
{
	uint64_t	 h = 0xcbf29ce484222325u;

	for (; *key != '\0'; key++)
		h = (h ^ (unsigned char)*key) * 0x100000001b3u;
	return h;
}

static struct entry *
entry_find(struct cache *c, const char *key)
{
	uint64_t	 hash = hash_of(key);
	struct entry	*e = c->buckets[hash % BUCKETS];

	while (e != NULL && (e->hash != hash || strcmp(e->key, key) != 0))
		e = e->next_in_bucket;
	return e;
}

/* ---- reading ------------------------------------------------------------------ */

static void
answer_from(struct exchange *x, const struct entry *e)
{
	struct res	*res = &x->res;

	reply_begin(x);
	buf_put(&res->body, e->body, e->len);
	res->content_type = e->content_type;
	res->enveloped = true;
	res->data_at = e->data_at;
	res->data_end = e->data_at;	/* what is lifted was kept too */
	res->json.comma = true;
	if (e->view_id != NULL)
		res->view_id = arena_copy(x->req.act.arena, e->view_id);
	memcpy(res->etag, e->etag, sizeof(res->etag));
	reply_close(x);
	x->answered = true;
}

/* The file is shared with the next request that asks for it. */
static bool
answer_big(struct exchange *x, const struct big *b)
{
	struct res	*res = &x->res;
	int		 fd;

	if (b->fd <= 0 || strcmp(b->key, x->cache_key) != 0 ||
	    memcmp(b->generations, x->generations, sizeof(b->generations)) !=
	    0 || (fd = fcntl(b->fd, F_DUPFD_CLOEXEC, 0)) == -1)
		return false;
	reply_begin(x);
	x->room->spill_fd = fd;
	res->body.total = b->total;
	res->content_type = b->content_type;
	memcpy(res->etag, b->etag, sizeof(res->etag));
	reply_close(x);
	x->answered = true;
	return true;
}

/* Those in customer groups may see prices of their own. */
static bool
is_for_all(struct exchange *x)
{
	const char	*groups;

	x->is_private = x->req.act.actor.user_id != NULL &&
	    (actor_groups(&x->req.act, &groups) != SOUK_OK ||
	    *groups != '\0');
	return !x->is_private;
}

/* Once; its own language is the one that its key begins with. */
static void
page_file(struct exchange *x, struct entry *e)
{
	if (!e->filed && is_page(x) && e->locale == x->req.act.locale)
		page_file_write(x, e->body, e->len);
	e->filed = true;
}

/* False: something is under way, or the settings could not be read anew. */
static bool
generations_read(struct exchange *x)
{
	const struct shared	*shared = x->req.act.shared;
	uint64_t		*now = x->generations;

	/* Of the settings that this answer is made by, not of newer ones. */
	now[GENERATION_SETTINGS] = x->server->settings_at;
	now[GENERATION_CATALOG] = shared_generation(shared,
	    GENERATION_CATALOG);
	return shared_is_even(now[GENERATION_CATALOG]) &&
	    shared_is_even(now[GENERATION_SETTINGS]) &&
	    now[GENERATION_SETTINGS] ==
	    shared_generation(shared, GENERATION_SETTINGS);
}

enum outcome
gate_cache(struct exchange *x)
{
	struct cache	*c = x->server->cache;
	struct act	*act = &x->req.act;
	struct entry	*e;

	if (!(x->req.route->flags & ROUTE_CACHED) || !is_safe(x) ||
	    !is_for_all(x) || !generations_read(x))
		return SOUK_OK;
	x->cache_key = arena_printf(act->arena, "%s %s?%s",
	    locale_tag(act->locale), x->req.path, x->query);
	if (answer_big(x, &c->big) ||
	    (e = entry_find(c, x->cache_key)) == NULL)
		return SOUK_OK;
	if (memcmp(e->generations, x->generations, sizeof(e->generations)) !=
	    0) {
		entry_drop(c, e);
		return SOUK_OK;
	}
	list_take(c, e);
	list_put(c, e);
	answer_from(x, e);
	page_file(x, e);
	x->req.act.locale = e->locale;
	return SOUK_OK;
}

/* ---- keeping ------------------------------------------------------------------- */

static struct entry *
entry_new(const struct exchange *x)
{
	const struct res	*res = &x->res;
	struct entry		*e = calloc(1, sizeof(*e));

	if (e == NULL)
		return NULL;
	e->key = strdup(x->cache_key);
	e->body = malloc(x->meta_at + 1);
	e->view_id = res->view_id == NULL ? NULL : strdup(res->view_id);
	if (e->key == NULL || e->body == NULL ||
	    (e->view_id == NULL) != (res->view_id == NULL)) {
		entry_free(e);
		return NULL;
	}
	memcpy(e->body, res->body.p, x->meta_at);
	memcpy(e->etag, res->etag, sizeof(e->etag));
	memcpy(e->generations, x->generations, sizeof(e->generations));
	e->len = x->meta_at;
	e->data_at = res->data_at;
	e->content_type = res->content_type;
	e->locale = x->req.act.locale;
	e->hash = hash_of(e->key);
	e->size = sizeof(*e) + strlen(e->key) + e->len;
	return e;
}

/* The whole of it goes into its file, which stays open. */
static void
big_keep(struct cache *c, struct exchange *x)
{
	struct res	*res = &x->res;
	struct big	*b = &c->big;

	res->body.spill(&res->body);
	res->body.len = 0;
	big_drop(b);
	snprintf(b->key, sizeof(b->key), "%s", x->cache_key);
	b->fd = fcntl(x->room->spill_fd, F_DUPFD_CLOEXEC, 0);
	b->total = res->body.total;
	b->content_type = res->content_type;
	memcpy(b->generations, x->generations, sizeof(b->generations));
	memcpy(b->etag, res->etag, sizeof(b->etag));
}

void
cache_keep(struct exchange *x)
{
	struct cache	*c = x->server->cache;
	struct entry	*e;

	if (x->cache_key == NULL || x->res.status != 200 ||
	    x->res.head.len > 0)
		return;
	if (x->res.body.total != x->res.body.len) {
		if (is_page(x) && strlen(x->cache_key) < sizeof(c->big.key))
			big_keep(c, x);
		return;
	}
	if (x->meta_at > ENTRY_MAX || (e = entry_new(x)) == NULL)
		return;
	cache_evict(c, e->size);
	e->next_in_bucket = c->buckets[e->hash % BUCKETS];
	c->buckets[e->hash % BUCKETS] = e;
	list_put(c, e);
	c->size += e->size;
}
