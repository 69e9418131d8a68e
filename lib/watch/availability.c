/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/compose.h"
#include "lib/watch/watch.h"

static const char sql_up[] =
    "SELECT MIN(at), CAST(coalesce(sum(up), 0) AS BIGINT) FROM watch_sample"
    " WHERE at >= :from AND at < :to";
static const char sql_before[] =
    "SELECT 1 FROM watch_sample WHERE at < :from LIMIT 1";

/* The columns of the fields, in their order. */
static const char sql_samples[] =
    "SELECT at, up, answer_ms, requests, errors, p50_ms, p95_ms, p99_ms, slow,"
    " waiting, oldest_min, dead, disk_bytes, disk_percent, wal_mb, cpu_ms,"
    " memory_mb, growth_mb, load_percent, connections, certificate_days,"
    " mail_percent, pictures_percent, backup_min, backup_failed, clock_s"
    " FROM watch_sample WHERE at > :from ORDER BY at DESC LIMIT :rows";

struct watch_availability
watch_availability_of(int64_t from, int64_t to, int64_t up)
{
	struct watch_availability	 a = {
		.minutes = to > from ? (to - from) / CLOCK_MINUTE : 0,
		.up = up, .millionths = -1 };

	if (a.minutes > 0)
		a.millionths = up >= a.minutes ? 1000000 :
		    up * 1000000 / a.minutes;
	return a;
}

/* Has anybody looked before? */
static enum outcome
is_before(struct act *act, int64_t from, bool *is)
{
	struct stmt	*s = db_sql(act->db, sql_before);
	enum outcome	 e;

	db_bind_int(s, ":from", from);
	e = db_step(s);
	db_done(s);
	*is = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Not the minute that goes on, of which there may be no row yet. */
enum outcome
watch_availability(struct act *act, int days, struct watch_availability *a)
{
	const int64_t	 to = act->now - act->now % CLOCK_MINUTE;
	int64_t		 from = to - days * CLOCK_DAY, first, up;
	struct stmt	*s = db_sql(act->db, sql_up);
	bool		 before;
	enum outcome	 e;

	db_bind_int(s, ":from", from);
	db_bind_int(s, ":to", to);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	first = db_is_null(s, 0) ? to : db_int(s, 0);
	up = db_int(s, 1);
	db_done(s);
	if ((e = is_before(act, from, &before)) != SOUK_OK)
		return e;
	*a = watch_availability_of(before ? from : first, to, up);
	return SOUK_OK;
}

enum outcome
watch_samples(struct act *act, int n, struct record **samples, int *count)
{
	struct stmt	*s = db_sql(act->db, sql_samples);
	enum outcome	 e;

	*count = 0;
	db_bind_int(s, ":from", act->now - CLOCK_DAY);
	db_bind_int(s, ":rows", n);
	while ((e = db_step(s)) == SOUK_OK && *count < n) {
		samples[*count] = record_new(act->arena,
		    &watch_sample_fields);
		compose_row(s, 0, act->arena, samples[(*count)++]);
	}
	db_done(s);
	for (int i = 0; i < *count / 2; i++) {
		struct record	*swap = samples[i];

		samples[i] = samples[*count - 1 - i];
		samples[*count - 1 - i] = swap;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
