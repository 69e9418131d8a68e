/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_FUZZ_WORKER_H
#define SOUK_TESTS_FUZZ_WORKER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fcgi/http/http.h"
#include "fcgi/pages/pages.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/catalog/catalog.h"
#include "lib/db/db.h"
#include "lib/souk.h"

/*
 * A worker with all routes of the product over the demo's schema, in a
 * directory of its own that ends with the process.
 */
static char		 fuzz_dir[64], fuzz_path[96];
static struct config	 fuzz_config = {
	.home = fuzz_dir, .database = fuzz_path,
	.base_url = "https://shop.test", .origins = "", .metrics_token = "",
	.secret = "a secret of thirty-two bytes or more", .api_docs = true,
};

static void
fuzz_remove(void)
{
	static const char *const	 names[] = { "souk.db", "souk.db-wal",
	    "souk.db-shm", "souk.db.lock", "shared" };
	char				 path[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", fuzz_dir, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/run", fuzz_dir);
	rmdir(path);
	rmdir(fuzz_dir);
}

static inline void
fuzz_need(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	abort();
}

static inline struct server *
fuzz_worker(void)
{
	struct arena		*arena = arena_new((size_t)16 << 20);
	struct server_new	 how = { .config = &fuzz_config,
				    .souk = &souk, .tables = route_tables };
	struct server		*server;
	const char		*why = "";
	char			 path[128];

	snprintf(fuzz_dir, sizeof(fuzz_dir), "/tmp/souk-fuzz-XXXXXX");
	fuzz_need(mkdtemp(fuzz_dir) != NULL, "no directory");
	atexit(fuzz_remove);
	log_open("fuzz", LOG_ERROR);
	snprintf(fuzz_path, sizeof(fuzz_path), "%s/souk.db", fuzz_dir);
	snprintf(path, sizeof(path), "%s/run", fuzz_dir);
	fuzz_need(mkdir(path, 0700) == 0, "no run directory");
	db_close(db_open(arena, &(struct db_open){ .path = fuzz_path,
	    .create = true }, &why));
	snprintf(path, sizeof(path), "%s/shared", fuzz_dir);
	how.shared = shared_open(path);
	http_error_page = error_page;
	server = server_new(&how, &why);
	fuzz_need(server != NULL, why);
	arena_free(arena);
	return server;
}

/* What holds of every answer, whatever was asked. */
static inline void
fuzz_check(const struct reply *r)
{
	struct arena	*arena;
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	fuzz_need(r->status >= 200 && (r->status < 500 || r->status == 503),
	    r->head.p);
	if (strstr(r->head.p, "application/json") == NULL || r->len == 0 ||
	    r->body_fd != -1)
		return;
	fuzz_need((arena = arena_new((size_t)64 << 20)) != NULL, "memory");
	fuzz_need(json_parse(arena, r->body, r->len, &in, &at, &name) ==
	    JSON_OK, "an answer that is not JSON");
	arena_free(arena);
}

#endif
