/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_DURABILITY_LOAD_H
#define SOUK_TESTS_HTTP_DURABILITY_LOAD_H

#include <pthread.h>
#include <stdatomic.h>
#include <signal.h>

#include "tests/http/catalog.h"
#include "tests/http/small_picture.h"
#include "tests/http/workers.h"

/*
 * Threads that write as clients do and keep a ledger of what was acknowledged
 * by a 2xx.  Nothing in a thread asserts: processes are being killed, so any
 * request may fail; what is wrong in an answer that did come is counted.
 */
#define WRITERS		8
#ifndef LEDGER_MAX
#define LEDGER_MAX	2000
#endif
#define TRIES		200	/* of one request, while workers die */
#define TRY_PAUSE_MS	10
#define CSV_LINES	20

struct entry {
	char	 id[64];
	char	 slug[48];
	int	 seen;		/* the last change that was acknowledged */
};

struct writer {
	pthread_t	 thread;
	struct client	*client;	/* signed in before the killing starts */
	int		 number, serial;
	unsigned	 seed;
	char		 category[64];
	struct entry	 products[LEDGER_MAX];
	int		 count;
	char		 imports[64][64];	/* slugs' prefix per import */
	int		 import_count;
	char		 pictures[64][48];	/* names */
	int		 picture_count;
	atomic_int	 acknowledged, wrong;
	char		 why[400];	/* the last thing wrong */
};

struct load {
	struct writer	 writers[WRITERS];
	atomic_bool	 stop;
	char		 prefix[16];
};

static struct load	 load;
static int		 load_pace;	/* ms between two of a writer's turns */

/* No answer, or one that says to come again. */
static inline bool
may_retry(int status)
{
	return status == 0 || status == 429 || (status >= 502 && status <= 504);
}

static inline bool
load_wrong(struct writer *w, const struct answer *a, const char *what)
{
	snprintf(w->why, sizeof(w->why), "%s: %d %.300s", what, a->status,
	    a->body);
	atomic_fetch_add(&w->wrong, 1);
	return false;
}

/* Again and again, with one key (NULL: without), until it is answered; NULL:
 * given up. */
static inline struct answer *
send_bytes(struct writer *w, struct client *c, const char *method,
    const char *path, const char *type, const char *body, size_t len,
    const char *key)
{
	struct answer	*a = NULL;
	char		 line[160];

	snprintf(line, sizeof(line), "Idempotency-Key: %s",
	    key == NULL ? "" : key);
	client_header(c, key == NULL ? NULL : line);
	for (int i = 0; i < TRIES; i++) {
		a = client_send(c, method, path, type, body, len);
		if (!may_retry(a->status))
			break;
		if (atomic_load(&load.stop))
			break;
		pause_ms(TRY_PAUSE_MS);
	}
	client_header(c, NULL);
	if (may_retry(a->status))
		return NULL;
	if (a->status / 100 == 2)
		atomic_fetch_add(&w->acknowledged, 1);
	return a;
}

static inline struct answer *
send_surely(struct writer *w, struct client *c, const char *method,
    const char *path, const char *type, const char *body, const char *key)
{
	return send_bytes(w, c, method, path, type, body,
	    body == NULL ? 0 : strlen(body), key);
}

static inline void
product_write(struct writer *w)
{
	struct entry	*e = &w->products[w->count];
	struct answer	*a;
	char		 body[600];

	snprintf(e->slug, sizeof(e->slug), "%s-%d-%d", load.prefix, w->number,
	    w->serial++);
	snprintf(body, sizeof(body), "{\"name\":\"Produit %s\","
	    "\"description\":\"" TEXT "\",\"categoryId\":\"%s\",\"slug\":"
	    "\"%s\",\"basePrice\":%d.%02d,\"variations\":[{\"sku\":\"%s\","
	    "\"stock\":3}]%s}", e->slug, w->category, e->slug,
	    1 + rand_r(&w->seed) % 90, rand_r(&w->seed) % 100, e->slug,
	    w->serial % 3 ? ACTIVE : "");
	a = send_surely(w, w->client, "POST", PRODUCTS, NULL, body, e->slug);
	if (a == NULL)
		return;
	if (a->status != 201 || answer_at(a, "data.id") == NULL) {
		load_wrong(w, a, e->slug);
		return;
	}
	snprintf(e->id, sizeof(e->id), "%s", answer_at(a, "data.id"));
	e->seen = 0;
	w->count++;
}

/* Changes of one product only grow: what is found may be later, not older. */
static inline void
product_change(struct writer *w)
{
	struct entry	*e;
	struct answer	*a;
	char		 path[160], body[160];

	if (w->count == 0)
		return;
	e = &w->products[(unsigned)rand_r(&w->seed) % (unsigned)w->count];
	snprintf(path, sizeof(path), PRODUCTS "/%s", e->id);
	snprintf(body, sizeof(body), "{\"seoTitle\":\"%d\",\"basePrice\":%d,"
	    "\"isNew\":%s}", w->serial, 1 + w->serial % 70,
	    w->serial % 2 ? "true" : "false");
	a = send_surely(w, w->client, "PATCH", path, NULL, body, "-");
	if (a != NULL && a->status != 200)
		load_wrong(w, a, "change");
	else if (a != NULL)
		e->seen = w->serial;
	w->serial++;
}

/* An acknowledged logout is final, whatever dies around it. */
static inline void
sign_in_and_out(struct writer *w)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 body[160], line[200];

	snprintf(body, sizeof(body), "{\"username\":\"reader\","
	    "\"password\":\"%s\"}", shop_password);
	a = send_surely(w, c, "POST", "/api/auth/login", NULL, body, "-");
	if (a != NULL && a->status != 200)
		load_wrong(w, a, "login");
	if (a == NULL || a->status != 200)
		goto out;
	snprintf(line, sizeof(line), "X-CSRF-Token: %s",
	    answer_at(a, "data.csrfToken"));
	client_header(c, line);
	a = client_send(c, "POST", "/api/auth/logout", NULL, NULL, 0);
	if (a->status == 200) {
		a = client_get(c, "/api/auth/session");
		if (!may_retry(a->status) && a->status != 401)
			load_wrong(w, a, "session after logout");
	}
out:
	client_free(c);
}

static inline void
file_import(struct writer *w)
{
	struct answer	*a;
	char		*prefix = w->imports[w->import_count];
	char		 body[CSV_LINES * 80], key[96];
	int		 n = 0;

	if (w->import_count == 64)
		return;
	snprintf(prefix, 64, "%s-csv%d-%d-", load.prefix, w->number,
	    w->serial++);
	n = snprintf(body, sizeof(body), "slug,name,price\n");
	for (int i = 0; i < CSV_LINES; i++)
		n += snprintf(body + n, sizeof(body) - (size_t)n,
		    "%s%d,Ligne %d,%d.50\n", prefix, i, i, i + 1);
	snprintf(key, sizeof(key), "import-%s", prefix);
	a = send_surely(w, w->client, "POST", PRODUCTS "/bulk", "text/csv",
	    body, key);
	if (a != NULL && a->status != 202)
		load_wrong(w, a, "import");
	else if (a != NULL)
		w->import_count++;
}

/* The same picture is the same by itself; a key would be held for a minute by
 * a worker that is killed. */
static inline void
picture_add(struct writer *w)
{
	char		*name = w->pictures[w->picture_count];
	struct answer	*a;
	char		*body;
	size_t		 len;
	int		 tries = 0;

	if (w->picture_count == 64)
		return;
	snprintf(name, sizeof(w->pictures[0]), "%s-%d-%d", load.prefix,
	    w->number, w->serial++);
	/* Another load has other pictures. */
	body = small_picture_form(name, (int)(crc32(0,
	    (const unsigned char *)name, (unsigned)strlen(name)) & 0xffffff),
	    &len);
	do	/* 400: whoever opened it was killed, as a bad one kills it */
		a = send_bytes(w, w->client, "POST", SMALL_SENT_TO,
		    SMALL_TYPE, body, len, NULL);
	while (a != NULL && a->status == 400 && tries++ < 10);
	free(body);
	if (a != NULL && a->status != 201)
		load_wrong(w, a, "picture");
	else if (a != NULL)
		w->picture_count++;
}

static inline void *
writer_run(void *arg)
{
	struct writer	*w = arg;

	for (int i = 0; !atomic_load(&load.stop) && w->count < LEDGER_MAX - 1;
	    i++) {
		product_write(w);
		product_change(w);
		if (w->number < 2 && i % 4 == 0)
			sign_in_and_out(w);
		if (w->number == WRITERS - 1 && i % 8 == 0)
			file_import(w);
		if (w->number == WRITERS - 2 && i % 4 == 0)
			picture_add(w);
		if (load_pace > 0)
			pause_ms(load_pace);
	}
	return NULL;
}

static inline void
load_start(const char *prefix)
{
	memset(&load, 0, sizeof(load));
	snprintf(load.prefix, sizeof(load.prefix), "%s", prefix);
	for (int i = 0; i < WRITERS; i++) {
		struct writer	*w = &load.writers[i];

		w->number = i;
		w->seed = (unsigned)i + 1;
		w->client = client_login("owner");
		snprintf(w->category, sizeof(w->category), "%s",
		    category_new(owner, prefix, NULL));
	}
	for (int i = 0; i < WRITERS; i++)
		ck_assert_int_eq(pthread_create(&load.writers[i].thread, NULL,
		    writer_run, &load.writers[i]), 0);
}

static inline int
load_acknowledged(void)
{
	int	 n = 0;

	for (int i = 0; i < WRITERS; i++)
		n += atomic_load(&load.writers[i].acknowledged);
	return n;
}

static inline void
load_end(void)
{
	atomic_store(&load.stop, true);
	for (int i = 0; i < WRITERS; i++)
		pthread_join(load.writers[i].thread, NULL);
	for (int i = 0; i < WRITERS; i++)
		client_free(load.writers[i].client);
	for (int i = 0; i < WRITERS; i++)
		ck_assert_msg(atomic_load(&load.writers[i].wrong) == 0,
		    "writer %d: %s", i, load.writers[i].why);
}

#endif
