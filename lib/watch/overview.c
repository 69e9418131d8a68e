/* SPDX-License-Identifier: ISC */
#include "lib/watch/watch.h"

#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/ops/ops.h"

#define SAMPLES	60

static void
health_put(struct act *act, struct json_out *json)
{
	struct health	 checks[HEALTH_MAX];
	const int	 n = health_check(act, checks);

	json_open_list(json, "checks");
	for (int i = 0; i < n; i++) {
		json_open(json, NULL);
		json_text(json, "name", checks[i].name);
		json_text(json, "status", checks[i].ok ? "ok" : "fail");
		json_close(json);
	}
	json_close_list(json);
}

static enum outcome
availability_put(struct act *act, struct json_out *json)
{
	static const struct { const char *name; int days; }	 spans[] = {
		{ "day", 1 }, { "week", 7 }, { "month", 30 },
		{ "quarter", 90 } };
	struct watch_availability	 a;
	enum outcome			 e;

	json_open(json, "availability");
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		if ((e = watch_availability(act, spans[i].days, &a)) !=
		    SOUK_OK)
			return e;
		json_open(json, spans[i].name);
		json_int(json, "minutes", a.minutes);
		json_int(json, "upMinutes", a.up);
		if (a.millionths < 0)
			json_null(json, "millionths");
		else
			json_int(json, "millionths", a.millionths);
		json_close(json);
	}
	json_close(json);
	return SOUK_OK;
}

static void
sample_put(struct json_out *json, const struct record *sample)
{
	const struct field	*f = sample->set->fields;

	json_open(json, NULL);
	for (size_t i = 0; i < sample->set->count; i++)
		if (sample->values[i].state != VALUE_SET)
			json_null(json, f[i].name);
		else if (f[i].type == FIELD_TIME)
			json_time(json, f[i].name, sample->values[i].num);
		else if (f[i].type == FIELD_BOOLEAN)
			json_bool(json, f[i].name,
			    sample->values[i].num != 0);
		else
			json_int(json, f[i].name, sample->values[i].num);
	json_close(json);
}

static enum outcome
samples_put(struct act *act, struct json_out *json)
{
	struct record	*samples[SAMPLES];
	int		 count;
	enum outcome	 e = watch_samples(act, SAMPLES, samples, &count);

	json_open_list(json, "samples");
	for (int i = 0; i < count; i++)
		sample_put(json, samples[i]);
	json_close_list(json);
	return e;
}

static enum outcome
rows_put(struct act *act, void *arg)
{
	struct json_out	*json = arg;
	enum outcome	 e = availability_put(act, json);

	return e == SOUK_OK ? samples_put(act, json) : e;
}

enum outcome
watch_overview(struct act *act, struct json_out *json)
{
	health_put(act, json);
	return db_tx(act, DB_READ, rows_put, json);
}
