/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_IMPORT_SHOP_H
#define SOUK_TESTS_IMPORT_SHOP_H

#include <fcntl.h>
#include <sys/stat.h>

#include "tests/unit/catalog_shop.h"

/*
 * The shop of catalog_shop.h that files can be imported into; each test
 * starts with an empty one.
 */
#define SOUK_HEAD	"slug,name,description,category,status,price," \
	"currency,option1 name,option1 value,sku,stock," \
	"image 1,locale,featured\n"

/* How the next file is sent; forgotten with each shop. */
static struct import_new	sending;

static inline char *
home_path(const char *name)
{
	return arena_printf(store.arena, "%s%s", store_dir, name);
}

static void
import_shop_open(void)
{
	catalog_open();
	shop_config.home = store_dir;
	ck_assert_int_eq(mkdir(home_path("/db"), 0700), 0);
	store.locale = LOCALE_EN;
	sending = (struct import_new){ .path = NULL };
}

static void
import_shop_close(void)
{
	rmdir(home_path("/db/import"));
	rmdir(home_path("/db"));
	shop_close();
}

/* The first value of a constant query, as text. */
static inline const char *
sql(const char *query)
{
	struct shop_sql	 q = { .sql = query };

	ck_assert_int_eq(db_tx(&store, DB_READ, shop_sql_step, &q), SOUK_OK);
	return q.text == NULL ? "" : q.text;
}

static inline void
file_write(const char *path, const void *bytes, size_t len)
{
	const int	 fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	close(fd);
}

static inline char *
file_read(const char *path, size_t *len)
{
	const int	 fd = open(path, O_RDONLY);
	struct stat	 st;
	char		*bytes;

	ck_assert_msg(fd >= 0, "%s is not there", path);
	ck_assert_int_eq(fstat(fd, &st), 0);
	bytes = arena_alloc(store.arena, (size_t)st.st_size + 1);
	ck_assert_int_eq(read(fd, bytes, (size_t)st.st_size), st.st_size);
	close(fd);
	*len = (size_t)st.st_size;
	return bytes;
}

struct begin { struct import_new new; struct record *import; };

static inline enum outcome
begin_step(struct act *act, void *arg)
{
	struct begin	*b = arg;

	return import_start(act, &b->new, &b->import);
}

/* The id of an import that waits. */
static inline const char *
begin(const void *bytes, size_t len, bool dry_run)
{
	struct begin	 b = { .new = sending };

	b.new.dry_run = dry_run;
	b.new.path = home_path("/upload");
	file_write(b.new.path, bytes, len);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, begin_step, &b), SOUK_OK);
	unlink(b.new.path);
	return b.import->values[IMPORT_ID].text;
}

struct reading { const char *id; struct record *import; };

static inline enum outcome
report_step(struct act *act, void *arg)
{
	struct reading	*r = arg;

	return import_read(act, r->id, &r->import);
}

static inline const struct value *
report(const char *id)
{
	struct reading	 r = { .id = id };

	ck_assert_int_eq(db_tx(&store, DB_READ, report_step, &r), SOUK_OK);
	return r.import->values;
}

static inline const struct value *
bytes_import(const void *bytes, size_t len, bool dry_run)
{
	const char	*id = begin(bytes, len, dry_run);

	ck_assert_int_eq(import_run(&store, id), SOUK_OK);
	return report(id);
}

static inline const struct value *
text_import(const char *text)
{
	return bytes_import(text, strlen(text), false);
}

static inline const struct value *
fixture_import(const char *name, bool dry_run)
{
	size_t	 len;
	char	*bytes = file_read(arena_printf(store.arena,
	    "tests/fixtures/catalog/%s.csv", name), &len);

	return bytes_import(bytes, len, dry_run);
}

/* "status lines/created/changed/unchanged/rejected" */
static inline const char *
tally(const struct value *v)
{
	return arena_printf(store.arena, "%s %d/%d/%d/%d/%d",
	    v[IMPORT_STATUS].text, (int)v[IMPORT_LINES].num,
	    (int)v[IMPORT_CREATED].num, (int)v[IMPORT_CHANGED].num,
	    (int)v[IMPORT_UNCHANGED].num, (int)v[IMPORT_REJECTED].num);
}

/* "line field CODE, …" */
static inline const char *
errors(const struct value *v)
{
	const struct value	*list = &v[IMPORT_ERRORS], *e;
	const char		*text = "";
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		e = list->items[i].values;
		text = arena_printf(store.arena, "%s%s%d %s %s", text,
		    i == 0 ? "" : ", ", (int)e[0].num, e[1].text, e[2].text);
		ck_assert_uint_gt(e[3].len, 5);
	}
	return text;
}

#define want_tally(v, text)	ck_assert_str_eq(tally(v), text)
#define want_errors(v, text)	ck_assert_str_eq(errors(v), text)
#define want_sql(query, text)	ck_assert_str_eq(sql(query), text)

#endif
