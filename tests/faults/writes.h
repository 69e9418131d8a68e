/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FAULTS_WRITES_H
#define SOUK_TESTS_FAULTS_WRITES_H

#include <unistd.h>

#include "tests/faults/faults.h"

/*
 * Writes of every kind, each with a look whether it is there: what is refused
 * must say why, what is acknowledged must be there.
 */
#define RECOVERY_MS	10000
#define UPLOAD_BYTES	(3 << 20)

static char	 category[64], product[64];
static int	 serial;

/* ---- who writes ----------------------------------------------------------------- */

static inline struct answer *
write_login(struct client *c, int n)
{
	(void)n;
	return client_json(c, "POST", "/api/auth/login", "{\"username\":"
	    "\"reader\",\"password\":\"%s\"}", shop_password);
}

static inline bool
login_done(struct client *c, int n)
{
	(void)n;
	return client_get(c, "/api/auth/session")->status == 200;
}

/* A description that nginx keeps in a file while it comes in. */
static inline struct answer *
write_create(struct client *c, int n)
{
	static char	 json[40000];
	int		 len;

	(void)c;
	len = snprintf(json, sizeof(json), "{\"name\":\"Plein %d\",\"slug\":"
	    "\"plein-%d-x\",\"basePrice\":5,\"categoryId\":\"%s\",\"description\":\"", n, n,
	    category);
	memset(json + len, 'e', n % 2 == 0 ? 18000 : 30);
	strcpy(json + len + (n % 2 == 0 ? 18000 : 30), "\"" ACTIVE "}");
	return client_send(owner, "POST", PRODUCTS, NULL, json, strlen(json));
}

static inline bool
sql_is(const char *value, const char *format, int n)
{
	char	 query[160], *found;
	bool	 is;

	snprintf(query, sizeof(query), format, n);
	found = shop_sql(query);
	is = strcmp(found, value) == 0;
	free(found);
	return is;
}

static inline bool
create_done(struct client *c, int n)
{
	(void)c;
	return sql_is("1", "SELECT count(*) FROM product_text"
	    " WHERE slug = 'plein-%d-x'", n);
}

static inline struct answer *
write_edit(struct client *c, int n)
{
	(void)c;
	return client_json(owner, "PATCH", path_of(PRODUCTS, product, ""),
	    "{\"seoTitle\":\"fois %d\"}", n);
}

static inline bool
edit_done(struct client *c, int n)
{
	(void)c;
	return sql_is("1", "SELECT count(*) FROM product_text"
	    " WHERE seo_title = 'fois %d'", n);
}

/* Lines that the job refuses, after one that it takes. */
static inline struct answer *
upload(int n, int bytes)
{
	static char	 csv[UPLOAD_BYTES + 200];
	int		 len;

	len = snprintf(csv, sizeof(csv), "slug,name,price,stock\n"
	    "pleini-%d-x,Importé,3.50,2\n", n);
	for (; len < bytes; len += 64) {
		memset(csv + len, 'x', 63);
		csv[len + 63] = '\n';
	}
	return client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    (size_t)len);
}

static inline struct answer *
write_import(struct client *c, int n)
{
	(void)c;
	return upload(n, n % 2 == 0 ? 500000 : 100);
}

static inline bool
import_done(struct client *c, int n)
{
	int64_t	 end = now_ms() + RECOVERY_MS;

	(void)c;
	while (!sql_is("1", "SELECT count(*) FROM product_text"
	    " WHERE slug = 'pleini-%d-x'", n)) {
		if (now_ms() > end)
			return false;
		pause_ms(20);
	}
	return true;
}

static inline struct answer *
write_picture(struct client *c, int n)
{
	char	 name[32];

	(void)c;
	snprintf(name, sizeof(name), "plein-%d", n);
	return small_picture_send(owner, name, n);
}

/* The row, and the file that is written last. */
static inline bool
picture_done(struct client *c, int n)
{
	char	 query[120], path[300], *folder;
	bool	 is;

	(void)c;
	snprintf(query, sizeof(query), "SELECT name FROM media"
	    " WHERE file_name = 'plein-%d.png'", n);
	folder = shop_sql(query);
	snprintf(path, sizeof(path), "%s/media/public/%s/160.jpg",
	    shop_home(), folder);
	is = *folder != '\0' && access(path, R_OK) == 0;
	free(folder);
	return is;
}

static const struct writing {
	const char	*name;
	struct answer	*(*try)(struct client *, int n);
	bool		(*done)(struct client *, int n);
	bool		 late;		/* done by a job, which waits too */
} writings[] = {
	{ "login", write_login, login_done, false },
	{ "create", write_create, create_done, false },
	{ "edit", write_edit, edit_done, false },
	{ "import", write_import, import_done, true },
	{ "picture", write_picture, picture_done, false },
};

struct counts { int refused, made; };

/* Refused with a reason, or made. */
static inline void
want_refused_or_made(const struct writing *w, struct counts *n)
{
	struct client	*c = client_new();
	struct answer	*a = w->try(c, ++serial);
	const char	*code;

	if (a->status / 100 == 2) {
		n->made++;
		ck_assert_msg(w->late || w->done(c, serial),
		    "%s %d was acknowledged and is not there", w->name,
		    serial);
	} else {
		n->refused++;
		ck_assert_msg(a->status == 503 || a->status == 507,
		    "%s: %d %.300s", w->name, a->status, a->body);
		ck_assert_ptr_nonnull(answer_header(a, "Retry-After"));
		code = answer_at(a, "error.code");
		ck_assert_msg(code != NULL && (strcmp(code, "STORAGE_FULL") ==
		    0 || strcmp(code, "BUSY") == 0), "%s: %s", w->name,
		    a->body);
	}
	client_free(c);
}

/* What needs room to be answered is whole or refused. */
static inline void
want_export(const char *format)
{
	struct answer	*a;
	char		 path[64];

	snprintf(path, sizeof(path), PRODUCTS "/export?format=%s", format);
	a = client_get(owner, path);
	ck_assert_msg(a->status == 503 || (a->status == 200 && a->len > 400),
	    "%s: %d, %zu bytes", path, a->status, a->len);
}

static inline void
want_readable(void)
{
	const char *const	 paths[] = { PUBLIC "?limit=20",
		"/api/public/products/plein-0-x", "/", "/produit/plein-0-x",
		PUBLIC "/search?q=plein", "/recherche?q=plein", "/health" };
	char			 path[64];

	for (size_t i = 0; i < COUNT(paths); i++)
		want(client_get(anyone, paths[i]), 200);
	snprintf(path, sizeof(path), "/?page=%d", ++serial);
	want(client_get(anyone, path), 200);	/* nobody has kept this one */
	want(client_get(owner, PRODUCTS "?limit=20"), 200);
	want(client_get(owner, path_of(PRODUCTS, product, "")), 200);
	want(client_get(owner, "/api/auth/session"), 200);
	want_export("csv");
	want_export("xlsx");
	want_sql("PRAGMA integrity_check", "ok");
}

/* How long it takes until all of them are made again. */
static inline int64_t
recovery(void)
{
	int64_t		 began = now_ms();
	struct client	*c;
	struct answer	*a;

	for (size_t i = 0; i < COUNT(writings); i++) {
		c = client_new();
		while ((a = writings[i].try(c, ++serial))->status / 100 != 2) {
			ck_assert_msg(now_ms() - began < RECOVERY_MS,
			    "%s is refused still: %d %.300s",
			    writings[i].name, a->status, a->body);
			pause_ms(20);
		}
		ck_assert_msg(writings[i].done(c, serial), "%s",
		    writings[i].name);
		client_free(c);
	}
	ck_assert_int_le(now_ms() - began, RECOVERY_MS);
	return now_ms() - began;
}

static inline struct workers
shop_prepare(void)
{
	limits_raise();
	if (category[0] == '\0') {
		want(client_json(owner, "PATCH", "/api/admin/settings",
		    "{\"accounts\":{\"addressFailures\":1000,"
		    "\"accountFailures\":10000}}"), 200);
		snprintf(category, sizeof(category), "%s",
		    category_new(owner, "Plein", NULL));
		snprintf(product, sizeof(product), "%s", product_new("Plein",
		    category, ",\"basePrice\":5,\"slug\":\"plein-0-x\"" ACTIVE));
	}
	return workers_look("souk-web");
}

#endif
