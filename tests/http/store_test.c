/* SPDX-License-Identifier: ISC */
/* The second copy of pictures, in a store that speaks S3. */
#include <dirent.h>

#include "tests/http/bucket.h"
#include "tests/http/catalog.h"
#include "tests/http/picture.h"
#include "tests/http/process.h"

#define UPLOAD	"/api/upload/image"
#define ADMIN	"/api/admin/media"

static char	photo[64], url[200];

static int
objects(const char *prefix)
{
	char		 path[96];
	struct dirent	*e;
	DIR		*dir;
	int		 n = 0;

	snprintf(path, sizeof(path), "%s/objects", bucket.folder);
	ck_assert_ptr_nonnull(dir = opendir(path));
	while ((e = readdir(dir)) != NULL)
		if (strncmp(e->d_name, prefix, strlen(prefix)) == 0 &&
		    strstr(e->d_name, ".told") == NULL &&
		    strstr(e->d_name, ".new") == NULL)
			n++;
	closedir(dir);
	return n;
}

/* A number that the database tells, in a while. */
static void
soon(const char *sql, const char *what)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*is;

	while (strcmp(is = shop_sql(sql), what) != 0) {
		ck_assert_msg(now_ms() < end, "%s: %s, want %s", sql, is,
		    what);
		free(is);
		free(shop_sql("UPDATE job SET due_at = 1 WHERE state ="
		    " 'waiting' AND kind LIKE 'media.%'"));
		pause_ms(50);
	}
	free(is);
}

static struct answer *
photo_send(struct client *c, const char *path, int w, int h)
{
	struct file	 f = jpeg_draw(w, h, (struct jpeg_how){ 0 });
	struct answer	*a = client_send(c, "POST", path, "image/jpeg",
			    (const char *)f.p, f.len);

	file_free(&f);
	want(a, 201);
	snprintf(photo, sizeof(photo), "%s", answer_at(a, "data.id"));
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	return a;
}

#define STORED	"SELECT count(*) FROM media WHERE stored_at IS NOT NULL"

START_TEST(s0_int_02_every_file_of_a_picture_goes_there_too)
{
	char	 path[300], key[200], *told;
	size_t	 n = 0;

	clients_open();
	/* Not at once, and not at the first try. */
	server_says(&bucket, "503 to=PUT times=2\n");
	photo_send(owner, UPLOAD, 700, 500);
	soon(STORED, "1");
	ck_assert_int_eq(objects("media%2F"), 8);
	for (const char *p = url + 1; *p != '\0' && n < sizeof(key) - 4; p++)
		if (*p == '/')
			n += (size_t)sprintf(key + n, "%%2F");
		else
			key[n++] = *p;
	key[n] = '\0';
	snprintf(path, sizeof(path), "%s/objects/%s.told", bucket.folder,
	    key);
	told = file_read(path);
	ck_assert_ptr_nonnull(strstr(told, "\"image/jpeg\""));
	ck_assert_ptr_nonnull(strstr(told, "immutable"));
	free(told);
}
END_TEST

START_TEST(s0_int_02_what_is_lost_is_brought_back)
{
	struct answer	*a = client_get(anyone, url);
	char		*before, *out, path[300];
	size_t		 len = a->len;

	want(a, 200);
	before = malloc(len);
	memcpy(before, a->body, len);
	snprintf(path, sizeof(path), "%s/media/public", shop_home());
	ck_assert_int_eq(nftw(path, server_remove, 8, FTW_DEPTH | FTW_PHYS),
	    0);
	want(client_get(anyone, url), 404);
	server_says(&bucket, "503 to=GET times=1\n");
	ck_assert_int_eq(shop_command(NULL, &out, "media-restore", NULL), 1);
	ck_assert_ptr_nonnull(strstr(out, "1 pictures, 0 brought back, 1 "));
	free(out);
	want(client_get(anyone, url), 404);
	ck_assert_int_eq(shop_command(NULL, &out, "media-restore", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "1 pictures, 1 brought back, 0 "));
	free(out);
	a = client_get(anyone, url);
	want(a, 200);
	ck_assert_uint_eq(a->len, len);
	ck_assert_mem_eq(a->body, before, len);
	free(before);
	ck_assert_int_eq(shop_command(NULL, &out, "media-restore", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "1 pictures, 0 brought back, 0 "));
	free(out);
}
END_TEST

/* Put in before there was a store, or while it was away for days. */
START_TEST(s0_int_02_what_is_not_there_yet_follows_within_a_day)
{
	char	 path[160];

	free(shop_sql("UPDATE media SET stored_at = NULL"));
	snprintf(path, sizeof(path), "%s/objects", bucket.folder);
	ck_assert_int_eq(nftw(path, server_remove, 8, FTW_DEPTH | FTW_PHYS),
	    0);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state,"
	    " due_at, created_at) VALUES ('job_of_a_test', 'media.store',"
	    " 'call', '{}', 'waiting', 1, 1)"));
	soon(STORED, "1");
	ck_assert_int_eq(objects("media%2F"), 8);
}
END_TEST

START_TEST(s0_int_02_what_nobody_has_any_more_goes_from_there)
{
	char	 path[160];

	snprintf(path, sizeof(path), ADMIN "/%.60s", photo);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 200);
	ck_assert_int_eq(objects("media%2F"), 8);
	free(shop_sql("UPDATE media SET deleted_at = 1"));
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state,"
	    " due_at, created_at) VALUES ('job_of_a_sweep', 'media.sweep',"
	    " 'work', '{}', 'waiting', 1, 1)"));
	soon("SELECT count(*) FROM media", "0");
	soon("SELECT count(*) FROM job WHERE kind LIKE 'media.%'", "0");
	ck_assert_int_eq(objects("media%2F"), 0);
	want(client_get(anyone, url), 404);
}
END_TEST

int
main(void)
{
	shop_home_made = bucket_start;
	return suite_run("store", (const TTest *const[]){
	    s0_int_02_every_file_of_a_picture_goes_there_too,
	    s0_int_02_what_is_lost_is_brought_back,
	    s0_int_02_what_is_not_there_yet_follows_within_a_day,
	    s0_int_02_what_nobody_has_any_more_goes_from_there }, 4);
}
