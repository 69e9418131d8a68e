/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_MEDIA_H
#define SOUK_TESTS_HTTP_MEDIA_H

#include <dirent.h>
#include <sys/stat.h>

#include "tests/http/catalog.h"
#include "tests/http/picture_more.h"
#include "tests/http/process.h"

/* Pictures sent to a shop, and what lies on its disk. */
#define UPLOAD	"/api/upload/image"
#define OWN	"/api/library/upload"
#define LIBRARY	"/api/admin/media"

static inline struct answer *
picture_send(struct client *c, const char *path, const char *type,
    const struct file *f)
{
	return client_send(c, "POST", path, type, (const char *)f->p, f->len);
}

/* As a browser's form does. */
static inline struct answer *
picture_send_named(struct client *c, const char *path, const char *type,
    const char *name, const struct file *f)
{
	struct file	 body = { NULL, 0 };
	struct answer	*a;
	char		 head[2048];
	int		 n;

	n = snprintf(head, sizeof(head), "--rand\r\nContent-Disposition: "
	    "form-data; name=\"file\"; filename=\"%s\"\r\n%s%s\r\n\r\n", name,
	    type == NULL ? "" : "Content-Type: ", type == NULL ? "" : type);
	if (type == NULL)
		n -= 2;
	file_put(&body, head, (size_t)n);
	file_put(&body, f->p, f->len);
	file_put(&body, "\r\n--rand--\r\n", 12);
	a = picture_send(c, path, "multipart/form-data; boundary=rand",
	    &body);
	file_free(&body);
	return a;
}

/* ---- the disk ---------------------------------------------------------------- */

static inline const char *
media_path(const char *rest)
{
	static char	 path[300];

	snprintf(path, sizeof(path), "%s/media/%s", shop_home(), rest);
	return path;
}

static inline int
entries_of(const char *folder, const char *begins)
{
	struct dirent	*e;
	DIR		*dir = opendir(folder);
	int		 n = 0;

	while (dir != NULL && (e = readdir(dir)) != NULL)
		n += e->d_name[0] != '.' &&
		    strncmp(e->d_name, begins, strlen(begins)) == 0;
	if (dir != NULL)
		closedir(dir);
	return n;
}

/* Folders of pictures below public/ or private/. */
static inline int
pictures_on_disk(const char *where)
{
	char	 path[300];
	int	 n = 0;

	for (int i = 0; i < 256; i++) {
		snprintf(path, sizeof(path), "%s/media/%s/%02x", shop_home(),
		    where, i);
		n += entries_of(path, "");
	}
	return n;
}

static inline int
halves_on_disk(void)
{
	return entries_of(media_path(""), "new-");
}

static inline int
uploads_on_disk(void)
{
	char	 path[200];

	snprintf(path, sizeof(path), "%s/run", shop_home());
	return entries_of(path, "upload-");
}

static inline int
sql_number(const char *sql)
{
	char		*text = shop_sql(sql);
	const int	 n = (int)strtol(text, NULL, 10);

	free(text);
	return n;
}

/* A job, asked for by hand, until it is through. */
static inline void
sweep_now(void)
{
	const int64_t	 end = now_ms() + SOON_MS;

	free(shop_sql("INSERT INTO job (id, kind, payload, state, due_at,"
	    " created_at) VALUES ('job_sweep', 'media.sweep', '{}', 'waiting',"
	    " 1, 1)"));
	while (sql_number("SELECT count(*) FROM job WHERE id = 'job_sweep'")
	    > 0) {
		ck_assert_int_lt(now_ms(), end);
		pause_ms(20);
	}
}

/* The id of a new account that is nobody's staff. */
static inline struct client *
customer_login(const char *name)
{
	char	 sql[700];

	snprintf(sql, sizeof(sql), "INSERT INTO users (id, brand_id, username,"
	    " username_key, email, email_key, name, password_hash, role,"
	    " created_at, updated_at) SELECT 'user_%s', brand_id, '%s', '%s',"
	    " '%s@mail.test', '%s@mail.test', '%s', password_hash, 'CUSTOMER',"
	    " 5, 5 FROM users WHERE username = 'owner'", name, name, name,
	    name, name, name);
	free(shop_sql(sql));
	return client_login(name);
}

#endif
