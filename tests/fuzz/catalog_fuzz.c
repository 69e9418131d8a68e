/* SPDX-License-Identifier: ISC */
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/catalog/catalog.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"
#include "tests/fuzz/fuzz_source.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/*
 * A catalogue as JSON all the way: as records, and as what importing it would
 * make of an empty shop, which is always an answer and leaves it empty.
 */
static char			 dir[64], path[96], file[96];
static struct config		 config = { .home = dir };
static struct act		 shop;
static struct settings		*settings;

static void
shop_remove(void)
{
	static const char *const	 names[] = { "souk.db", "souk.db-wal",
	    "souk.db-shm", "souk.db.lock", "shared", "file" };
	char				 name[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(name, sizeof(name), "%s/%s", dir, names[i]);
		unlink(name);
	}
	rmdir(dir);
}

static enum outcome
shop_fill(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, "INSERT INTO brand (id, name,"
			    " created_at) VALUES ('brand_fuzz', 'Fuzz', 1)");

	(void)arg;
	return db_run(s);
}

static enum outcome
settings_read(struct act *act, void *arg)
{
	return settings_load(arg, act, true);
}

static void
shop_open(void)
{
	const char	*why = "";
	char		 shared[96];

	snprintf(dir, sizeof(dir), "/tmp/souk-fuzz-XXXXXX");
	if (mkdtemp(dir) == NULL)
		abort();
	atexit(shop_remove);
	log_open("fuzz", LOG_ERROR);
	snprintf(path, sizeof(path), "%s/souk.db", dir);
	snprintf(file, sizeof(file), "%s/file", dir);
	snprintf(shared, sizeof(shared), "%s/shared", dir);
	shop.arena = arena_new((size_t)256 << 20);
	shop.db = db_open(shop.arena, &(struct db_open){ .path = path,
	    .create = true }, &why);
	shop.shared = shared_open(shared);
	shop.settings = settings = settings_new(&souk_settings);
	shop.souk = &souk;
	shop.config = &config;
	shop.now = INT64_C(1790000000000);
	shop.request_id = "fuzz";
	shop.actor = (struct actor){ .brand_id = "brand_fuzz",
	    .address = "192.0.2.1" };
	if (shop.db == NULL ||
	    db_tx(&shop, DB_WRITE, shop_fill, NULL) != SOUK_OK ||
	    db_tx(&shop, DB_READ, settings_read, settings) != SOUK_OK)
		abort();
}

struct look { const char *path; struct record *out; };

static enum outcome
look_step(struct act *act, void *arg)
{
	struct look			*l = arg;
	const struct import_new		 new = { .path = l->path };

	return import_preview(act, &new, &l->out);
}

static enum outcome
count_step(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, "SELECT (SELECT count(*) FROM"
			    " product) + (SELECT count(*) FROM category) +"
			    " (SELECT count(*) FROM collection)");
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK)
		*(int64_t *)arg = db_int(s, 0);
	db_done(s);
	return e;
}

static void
shop_look(void)
{
	struct look	 l = { .path = file };
	struct arena	*own = shop.arena, *arena;
	enum outcome	 e;
	int64_t		 left = 0;

	if ((arena = shop.arena = arena_new((size_t)64 << 20)) == NULL)
		abort();
	shop.problem = (struct problem){ 0 };
	e = db_tx(&shop, DB_WRITE, look_step, &l);
	if (e != SOUK_OK && e != SOUK_INVALID && e != SOUK_BUSY)
		abort();
	if (db_tx(&shop, DB_READ, count_step, &left) != SOUK_OK || left != 0)
		abort();
	shop.arena = own;
	arena_free(arena);
}

/* A file with a name: texts in UTF-16 get a copy beside it. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	FILE	*out;

	if (shop.db == NULL)
		shop_open();
	if ((out = fopen(file, "w")) == NULL ||
	    fwrite(bytes, 1, len, out) != len || fclose(out) != 0)
		abort();
	fuzz_source(file);
	shop_look();
	return 0;
}
