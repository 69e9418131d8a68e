/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/ops/ops.h"

#define SQL_BYTES	200

/* The statement's own text: values are bound, so none is in it. */
static void
slow_note(void *shared, const char *sql, int64_t ms, int64_t rows)
{
	char	 text[SQL_BYTES + 1], ms_text[24], rows_text[24];

	snprintf(text, sizeof(text), "%s", sql);
	snprintf(ms_text, sizeof(ms_text), "%lld", (long long)ms);
	snprintf(rows_text, sizeof(rows_text), "%lld", (long long)rows);
	log_line(LOG_WARN, "slow statement", "ms", ms_text, "rows", rows_text,
	    "sql", text, NULL);
	shared_count_slow(shared);
}

void
slow_watch(struct db *db, const struct config *config, struct shared *shared)
{
	if (config->slow_ms > 0)
		db_watch_slow(db, config->slow_ms, slow_note, shared);
}
