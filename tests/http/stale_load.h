/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_STALE_LOAD_H
#define SOUK_TESTS_HTTP_STALE_LOAD_H

#include <pthread.h>
#include <stdatomic.h>

#include "tests/http/pages_kept.h"

/*
 * Editors change price, stock and name of a product each, and one the shop's
 * own words; after each edit that was acknowledged the very next read of
 * every kind, over connections of its own, must show it.  Meanwhile others
 * ask for the same pages, so that every cache is full of what was before.
 * Nothing in a thread asserts: what is old is counted.
 */
#define EDITORS		4	/* the last one edits the settings */
#define CROWD		3
#define CONNECTIONS	3
#define LOOKS		8

struct editor {
	pthread_t	 thread;
	struct client	*owner, *readers[CONNECTIONS];
	int		 number, serial;
	int		 price, stock, name;
	char		 id[64], slug[32], category[64];
	char		 tag[64];	/* of the page before the edit */
	int64_t		 edits, reads, stale, refused, alone, known;
	char		 why[600];	/* the last thing that was old */
};

static struct {
	struct editor	 editors[EDITORS];
	pthread_t	 crowd[CROWD];
	atomic_bool	 stop;
	atomic_llong	 reads, crowd_reads;
	int64_t		 enough;	/* edits, or … */
	int64_t		 enough_reads;	/* … reads */
	bool		 killing;	/* a request may fail */
} stale;

/* ---- what must be seen ---------------------------------------------------------- */

static inline void
stale_note(struct editor *e, const struct answer *a, const char *path,
    const char *want)
{
	e->stale++;
	snprintf(e->why, sizeof(e->why), "%s: no %s (%s, edit %d): %d %.200s",
	    path, want, by_nginx(a) ? "nginx" : "worker", e->serial,
	    a->status, a->body);
}

/* One read, which has to show each of the texts. */
static inline struct answer *
stale_read(struct editor *e, int connection, const char *path,
    const char *const *want)
{
	struct client	*c = e->readers[connection % CONNECTIONS];
	struct answer	*a = client_get(c, path);

	if (a->status != 200 && stale.killing) {
		e->refused++;
		return a;
	}
	e->reads++;
	atomic_fetch_add(&stale.reads, 1);
	for (; *want != NULL; want++)
		if (a->status != 200 || strstr(a->body, *want) == NULL) {
			stale_note(e, a, path, *want);
			break;
		}
	return a;
}

/* With the tag of the page before: 304 would be wrong. */
static inline void
stale_read_again(struct editor *e, const char *path)
{
	struct client	*c = e->readers[1];
	struct answer	*a;
	char		 line[100];

	if (e->tag[0] == '\0')
		return;
	snprintf(line, sizeof(line), "If-None-Match: %s", e->tag);
	client_header(c, line);
	a = client_get(c, path);
	client_header(c, NULL);
	if (a->status != 200 && a->status != 304 && stale.killing)
		return;
	e->reads++;
	atomic_fetch_add(&stale.reads, 1);
	if (a->status != 200)
		stale_note(e, a, path, "200 for the tag of before");
}

/* The page as it is, so that its tag is known, and mostly until nginx has
 * it: the others' edits take it away again. */
static inline void
stale_look(struct editor *e, const char *path)
{
	struct answer	*a = client_get(e->readers[0], path);
	const char	*tag;

	for (int i = 0; i < LOOKS && e->serial % 4 != 0 && !by_nginx(a); i++)
		a = client_get(e->readers[0], path);
	tag = answer_header(a, "ETag");
	snprintf(e->tag, sizeof(e->tag), "%s", tag == NULL ? "" : tag);
	e->known += tag != NULL;
	e->alone += by_nginx(a);
}

/* ---- editing --------------------------------------------------------------------- */

/* Until it is acknowledged: what was refused may have been made or not. */
static inline bool
stale_patch(struct editor *e, const char *path, const char *json)
{
	struct answer	*a;

	for (int i = 0; i < 200 && !atomic_load(&stale.stop); i++) {
		a = client_json(e->owner, "PATCH", path, "%s", json);
		if (a->status == 200)
			return true;
		if (!stale.killing) {
			stale_note(e, a, path, "edit");
			return false;
		}
		pause_ms(10);
	}
	return false;
}

static inline bool
stale_edit(struct editor *e)
{
	char	 json[160], path[120];

	e->serial++;
	snprintf(path, sizeof(path), PRODUCTS "/%s", e->id);
	switch (e->serial % 3) {
	case 0:
		e->price = 100 + e->serial % 900;
		snprintf(json, sizeof(json), "{\"basePrice\":%d}", e->price);
		break;
	case 1:
		e->stock = e->stock > 0 ? 0 : 1 + e->serial;
		snprintf(json, sizeof(json), "{\"variations\":[{\"sku\":"
		    "\"PERIME-%d\",\"stock\":%d}]}", e->number, e->stock);
		break;
	default:
		e->name = e->serial;
		snprintf(json, sizeof(json), "{\"name\":\"Vase%d numero%d\"}",
		    e->number, e->name);
	}
	return stale_patch(e, path, json);
}

static inline void
stale_turn(struct editor *e)
{
	char		 name[40], price[20], stock[24], shown[20];
	char		 page[80], path[160];
	const char	*api[] = { name, price, stock, NULL };
	const char	*html[] = { name, shown, NULL, NULL };

	snprintf(page, sizeof(page), "/produit/%s", e->slug);
	stale_look(e, page);
	if (!stale_edit(e))
		return;
	e->edits++;
	snprintf(name, sizeof(name), "Vase%d numero%d", e->number, e->name);
	snprintf(price, sizeof(price), ":%d.00", e->price);
	snprintf(stock, sizeof(stock), "\"stock\":%d", e->stock);
	snprintf(shown, sizeof(shown), "%d,00", e->price);
	html[2] = e->stock > 0 ? "/InStock" : "/OutOfStock";
	stale_read(e, e->serial, page, html);
	stale_read_again(e, page);
	snprintf(path, sizeof(path), PUBLIC "/%s", e->slug);
	stale_read(e, e->serial + 1, path, api);
	snprintf(path, sizeof(path), PUBLIC "?category=%s", e->category);
	stale_read(e, e->serial + 2, path, api);
	snprintf(path, sizeof(path), PUBLIC "/search?q=vase%d", e->number);
	stale_read(e, e->serial, path, api);
	html[2] = NULL;
	snprintf(path, sizeof(path), "/catalogue/perime%d", e->number);
	stale_read(e, e->serial + 1, path, html);
	stale_read(e, e->serial + 2, page, html);
}

/* The shop's own words stand at the foot of every page. */
static inline void
stale_turn_settings(struct editor *e)
{
	char		 json[100], words[40];
	const char	*html[] = { words, NULL };

	stale_look(e, "/catalogue");
	snprintf(words, sizeof(words), "Devise numero%d.", ++e->serial);
	snprintf(json, sizeof(json), "{\"shop\":{\"description\":\"%s\"}}",
	    words);
	if (!stale_patch(e, "/api/admin/settings", json))
		return;
	e->edits++;
	stale_read(e, e->serial, "/catalogue", html);
	stale_read_again(e, "/catalogue");
	stale_read(e, e->serial + 1, "/", html);
	stale_read(e, e->serial + 2, "/produit/perime0", html);
}

static inline void *
stale_run(void *arg)
{
	struct editor	*e = arg;

	while (!atomic_load(&stale.stop) && e->stale == 0 &&
	    (e->edits < stale.enough ||
	    atomic_load(&stale.reads) < stale.enough_reads)) {
		if (e->number == EDITORS - 1)
			stale_turn_settings(e);
		else
			stale_turn(e);
	}
	return NULL;
}

/* Fills every cache, as visitors do. */
static inline void *
stale_crowd(void *arg)
{
	struct client	*c = client_new();
	unsigned	 seed = (unsigned)(uintptr_t)arg + 1;
	char		 path[80];
	int		 n;

	while (!atomic_load(&stale.stop)) {
		n = rand_r(&seed) % (EDITORS - 1);
		switch (rand_r(&seed) % 5) {
		case 0:
			snprintf(path, sizeof(path), "/catalogue");
			break;
		case 1:
			snprintf(path, sizeof(path), "/catalogue/perime%d", n);
			break;
		case 2:
			snprintf(path, sizeof(path), PUBLIC "/perime%d", n);
			break;
		default:
			snprintf(path, sizeof(path), "/produit/perime%d", n);
		}
		if (client_get(c, path)->status == 200)
			atomic_fetch_add(&stale.crowd_reads, 1);
	}
	client_free(c);
	return NULL;
}

/* ---- all of it ------------------------------------------------------------------- */

static inline void
stale_editor_make(struct editor *e, int number)
{
	char	 name[40], more[160];

	*e = (struct editor){ .number = number, .price = 100, .stock = 5 };
	e->owner = client_login("owner");
	for (int i = 0; i < CONNECTIONS; i++)
		e->readers[i] = client_new();
	if (number == EDITORS - 1)
		return;
	snprintf(name, sizeof(name), "Perime%d", number);
	snprintf(e->category, sizeof(e->category), "%s",
	    category_new(owner, name, NULL));
	snprintf(e->slug, sizeof(e->slug), "perime%d", number);
	snprintf(name, sizeof(name), "Vase%d numero0", number);
	snprintf(more, sizeof(more), ",\"slug\":\"%s\",\"basePrice\":100,"
	    "\"variations\":[{\"sku\":\"PERIME-%d\",\"stock\":5}]" ACTIVE,
	    e->slug, number);
	snprintf(e->id, sizeof(e->id), "%s", product_new(name, e->category,
	    more));
}

static inline void
stale_start(int64_t edits, int64_t reads, bool killing)
{
	memset(&stale, 0, sizeof(stale));
	stale.enough = edits / EDITORS;
	stale.enough_reads = reads;
	stale.killing = killing;
	for (int i = 0; i < EDITORS; i++)
		stale_editor_make(&stale.editors[i], i);
	for (int i = 0; i < CROWD; i++)
		ck_assert_int_eq(pthread_create(&stale.crowd[i], NULL,
		    stale_crowd, (void *)(uintptr_t)i), 0);
	for (int i = 0; i < EDITORS; i++)
		ck_assert_int_eq(pthread_create(&stale.editors[i].thread, NULL,
		    stale_run, &stale.editors[i]), 0);
}

struct stale_sum { int64_t edits, reads, alone, refused; };

/* Waits for the editors; what they saw must have been new. */
static inline struct stale_sum
stale_end(void)
{
	struct stale_sum	 sum = { 0 };

	for (int i = 0; i < EDITORS; i++)
		pthread_join(stale.editors[i].thread, NULL);
	atomic_store(&stale.stop, true);
	for (int i = 0; i < CROWD; i++)
		pthread_join(stale.crowd[i], NULL);
	for (int i = 0; i < EDITORS; i++) {
		struct editor	*e = &stale.editors[i];

		ck_assert_msg(e->stale == 0, "editor %d: %s", i, e->why);
		sum.edits += e->edits;
		sum.reads += e->reads;
		sum.alone += e->alone;
		sum.refused += e->refused;
		client_free(e->owner);
		for (int k = 0; k < CONNECTIONS; k++)
			client_free(e->readers[k]);
	}
	return sum;
}

#endif
