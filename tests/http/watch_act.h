/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_WATCH_ACT_H
#define SOUK_TESTS_HTTP_WATCH_ACT_H

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/queue/queue_row.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"
#include "lib/watch/watch.h"
#include "tests/http/mail_rows.h"

/*
 * The shop's own jobs, run by the test at a time of its own choosing in the
 * shop's database; watch_hold() takes one away from it for as long as the test runs.
 */
#define WATCH_NEVER	INT64_C(32503680000000)
#define WATCH_WORKER	"test"

static inline void
watch_take(const char *kind)
{
	char	 sql[512];

	snprintf(sql, sizeof(sql), "INSERT INTO job (id, kind, lane, payload,"
	    " state, due_at, attempts, lease_until, worker, unique_key,"
	    " created_at) VALUES ('job_%s', '%s', 'keep', '{}', 'running', 1,"
	    " 1, %lld, '" WATCH_WORKER "', '%s', 1) ON CONFLICT DO NOTHING",
	    kind, kind, (long long)WATCH_NEVER, kind);
	free(shop_sql(sql));
}

static inline void
watch_hold(const char *kind)
{
	char	 sql[256];

	watch_take(kind);
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM job WHERE kind ="
	    " '%s' AND coalesce(worker, '') <> '" WATCH_WORKER "'", kind);
	sql_soon("0", sql);
	watch_take(kind);
}

static inline enum outcome
watch_settings_read(struct act *act, void *settings)
{
	return settings_load(settings, act, true);
}

typedef enum outcome watch_call(struct act *, void *);

/* Something of the shop's, in this process, at that time. */
static inline enum outcome
watch_act(int64_t now, watch_call *call, void *arg)
{
	struct arena		*arena = arena_new((size_t)64 << 20);
	struct settings		*settings = settings_new(souk.settings);
	struct config		 config;
	struct buf		 faults;
	const char		*why = "";
	char			 path[256];
	struct act		 act = { .arena = arena, .souk = &souk,
		.config = &config, .settings = settings, .now = now,
		.request_id = "" };
	enum outcome		 e;

	ck_assert_ptr_nonnull(arena);
	buf_init(&faults, arena, 64);
	ck_assert_msg(config_load(&config, &faults), "%s", faults.p);
	snprintf(path, sizeof(path), "%s/run/shared", config.home);
	ck_assert_ptr_nonnull(act.shared = shared_open(path));
	act.db = db_open(arena, &(struct db_open){ .path = config.database },
	    &why);
	ck_assert_msg(act.db != NULL, "%s", why);
	ck_assert_int_eq(db_tx(&act, DB_READ, watch_settings_read, settings),
	    SOUK_OK);
	act.locale = settings_locale(settings);
	e = call(&act, arg);
	db_close(act.db);
	shared_close(act.shared);
	settings_free(settings);
	config_free(&config);
	arena_free(arena);
	return e;
}

static inline enum outcome
watch_kind_call(struct act *act, void *arg)
{
	const struct job_kind	*kind = arg;
	const struct queue_runner	 runner = { .worker = WATCH_WORKER };
	struct running			 r = { .kind = kind,
		.runner = &runner, .start = clock_now() + CLOCK_DAY,
		.start_us = clock_monotonic_us(), .job = {
		.kind = kind->name, .payload = "{}", .attempts = 1 } };

	snprintf(r.id, sizeof(r.id), "job_%s", kind->name);
	r.job.id = r.id;
	return kind->run(act, &r.job);
}

static inline void
watch_run(const struct job_kind *kind, int64_t now)
{
	ck_assert_int_eq(watch_act(now, watch_kind_call,
	    (void *)(uintptr_t)kind), SOUK_OK);
}

#endif
