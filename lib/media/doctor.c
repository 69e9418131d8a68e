/* SPDX-License-Identifier: ISC */
/* What `souk doctor` says about pictures. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/media/media.h"
#include "lib/base/finding.h"

static const char sql_all[] = "SELECT name, is_private FROM media"
    " ORDER BY id";

#define PATH	4096

struct gone { int64_t count; char first[PATH]; };

static enum outcome
look_for_files(struct act *act, void *arg)
{
	struct gone	*g = arg;
	struct stmt	*s = db_sql(act->db, sql_all);
	struct stat	 st;
	char		 path[PATH];
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK) {
		snprintf(path, sizeof(path), "%s/media/%s/%s",
		    act->config->home, db_int(s, 1) ? "private" : "public",
		    db_text(s, 0, NULL));
		if (stat(path, &st) != 0 && g->count++ == 0)
			memcpy(g->first, path, sizeof(path));
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

int
media_findings(struct act *act, struct buf *out)
{
	struct gone	 g = { .count = 0 };

	if (db_tx(act, DB_READ, look_for_files, &g) != SOUK_OK || g.count == 0)
		return 0;
	return finding(out, g.first, arena_printf(act->arena,
	    "this and %lld more pictures are gone", (long long)g.count - 1),
	    "`souk restore` in a second home, and copy them from there");
}
