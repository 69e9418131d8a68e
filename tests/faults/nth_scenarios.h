/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_NTH_SCENARIOS_H
#define SOUK_TESTS_FAULTS_NTH_SCENARIOS_H

#include <sys/file.h>

#include "tests/faults/steered.h"

/*
 * What is tried while a call fails, and whether it is there: the same serial
 * is the same request, so that it can be sent again.
 */
static char		 category[64];

struct tried { int status; bool done; char body[300]; };

static inline void
once(struct tried *t, const struct answer *a, int good)
{
	t->status = a->status;
	snprintf(t->body, sizeof(t->body), "%s", a->body);
	t->done = a->status == good;
}

static inline struct tried
login_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 json[160];

	(void)serial;
	snprintf(json, sizeof(json), "{\"username\":\"reader\","
	    "\"password\":\"%s\"}", shop_password);
	once(&t, client_send(c, "POST", "/api/auth/login", NULL, json,
	    strlen(json)), 200);
	return t;
}

/* Acknowledged: the cookie is worth something. */
static inline void
login_check(int serial, struct client *c)
{
	(void)serial;
	want(client_get(c, "/api/auth/session"), 200);
}

static inline struct tried
create_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 line[64], json[600];

	(void)c;
	snprintf(line, sizeof(line), "Idempotency-Key: nth-%d", serial);
	snprintf(json, sizeof(json), "{\"name\":\"Nième %d\",\"slug\":"
	    "\"nth-%d-x\",\"description\":\"" TEXT "\",\"categoryId\":\"%s\","
	    "\"basePrice\":12.50,\"variations\":[{\"sku\":\"NTH-%d\","
	    "\"stock\":4}]" ACTIVE "}", serial, serial, category, serial);
	client_header(owner, line);
	once(&t, client_send(owner, "POST", PRODUCTS, NULL, json,
	    strlen(json)), 201);
	client_header(owner, NULL);
	return t;
}

static inline void
want_count(const char *format, int serial)
{
	char	 query[200];

	snprintf(query, sizeof(query), format, serial);
	want_sql(query, "1");
}

static inline void
create_check(int serial, struct client *c)
{
	(void)c;
	want_count("SELECT count(*) FROM product_text t JOIN"
	    " product_variation v ON v.product_id = t.product_id AND v.sku ="
	    " 'NTH-' || substr(t.slug, 5, length(t.slug) - 6)"
	    " WHERE t.slug = 'nth-%d-x'", serial);
}

static inline struct tried
import_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 line[64], csv[200];

	(void)c;
	snprintf(line, sizeof(line), "Idempotency-Key: nthi-%d", serial);
	snprintf(csv, sizeof(csv), "slug,name,price,stock\n"
	    "nthi-%d-x,Importé %d,3.50,2\n", serial, serial);
	client_header(owner, line);
	once(&t, client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    strlen(csv)), 202);
	client_header(owner, NULL);
	return t;
}

/* Nobody has to wait for a pause, or for the lease of who gave up, to pass. */
static inline void
jobs_hurry(void)
{
	char	 path[160];
	int	 fd;

	snprintf(path, sizeof(path), "%s/db/souk.db.lock", shop_home());
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (flock(fd, LOCK_EX) == 0) {
		free(shop_sql("UPDATE job SET due_at = 1"
		    " WHERE state = 'waiting' AND attempts > 0"));
		free(shop_sql("UPDATE job SET lease_until = 1"
		    " WHERE state = 'running'"));
	}
	close(fd);
}

/* Taken on: it will be there, once; how soon is another test's matter. */
static inline void
import_check(int serial, struct client *c)
{
	char	 query[160], *found;
	int64_t	 end = now_ms() + IMPORT_MS, hurry = now_ms() + 300;
	bool	 there;

	(void)c;
	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug = 'nthi-%d-x'", serial);
	do {
		found = shop_sql(query);
		there = strcmp(found, "1") == 0;
		free(found);
		if (!there && now_ms() > hurry) {
			jobs_hurry();
			hurry = now_ms() + 300;
		}
		if (!there)
			pause_ms(20);
	} while (!there && now_ms() < end);
	want_sql(query, "1");
}

/* The door says the same to everybody; what it leaves is a job. */
static inline struct tried
sign_up_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 json[200];

	snprintf(json, sizeof(json), "{\"email\":\"nth-%d@mail.test\","
	    "\"password\":\"%s\",\"name\":\"Nième\",\"acceptTerms\":true}", serial,
	    shop_password);
	once(&t, client_send(c, "POST", "/api/auth/register", NULL, json,
	    strlen(json)), 201);
	return t;
}

static inline void
sign_up_check(int serial, struct client *c)
{
	char	 query[200], *found;
	int64_t	 end = now_ms() + IMPORT_MS;
	bool	 there;

	(void)c;
	snprintf(query, sizeof(query), "SELECT count(*) > 0 FROM mail"
	    " WHERE recipient = 'nth-%d@mail.test'", serial);
	do {
		found = shop_sql(query);
		there = strcmp(found, "1") == 0;
		free(found);
		if (!there)
			pause_ms(20);
	} while (!there && now_ms() < end);
	want_sql(query, "1");
}

static inline struct tried
picture_try(int serial, struct client *c)
{
	struct tried	 t;
	char		 name[32];

	(void)c;
	snprintf(name, sizeof(name), "nth-%d", serial);
	once(&t, small_picture_send(owner, name, 700000 + serial), 201);
	return t;
}

static inline void
picture_check(int serial, struct client *c)
{
	char	 name[32];

	(void)c;
	snprintf(name, sizeof(name), "nth-%d", serial);
	want_whole_picture(name);
}

static inline int
lines_of(const char *const *argv)
{
	char	*out = NULL;
	int	 n = 0;

	ck_assert_int_eq(command_run(NULL, &out, argv), 0);
	for (const char *p = out; *p != '\0'; p++)
		n += *p == '\n';
	free(out);
	return n;
}

/* Two days later: of pictures only what a row knows is left. */
static inline void
want_swept(void)
{
	static char	 media[100], run[100];
	const char	*aged[] = { "find", media, "-type", "d", "-exec",
		"touch", "-d", "2 days ago", "{}", ";", NULL };
	const char	*halves[] = { "find", media, "-name", "new-*", NULL };
	const char	*uploads[] = { "find", run, "-name", "upload-*", NULL };
	const char	*folders[] = { "find", media, "-mindepth", "3",
		"-maxdepth", "3", "-type", "d", NULL };
	char		 rows[16];
	int64_t		 end = now_ms() + IMPORT_MS;

	snprintf(media, sizeof(media), "%s/media", shop_home());
	snprintf(run, sizeof(run), "%s/run", shop_home());
	lines_of(aged);
	free(shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_sweep', 'media.sweep', '{}', 'waiting',"
	    " 1, 1)"));
	while (strcmp(shop_sql("SELECT count(*) FROM job WHERE id ="
	    " 'job_sweep'"), "0") != 0 && now_ms() < end)
		pause_ms(20);
	ck_assert_int_eq(lines_of(halves), 0);
	ck_assert_int_eq(lines_of(uploads), 0);
	snprintf(rows, sizeof(rows), "%d", lines_of(folders));
	want_sql("SELECT count(*) FROM media", rows);
}

#endif
