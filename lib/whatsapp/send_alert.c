/* SPDX-License-Identifier: ISC */
/* What only a person can settle: the staff hear of it. */
#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"
#include "lib/whatsapp/send.h"

#define PAGE		"/admin/whatsapp"
#define DOUBT_LASTS	(4 * CLOCK_HOUR)	/* a status may still come */

static const char sql_doubts[] =
    "SELECT count(*) FROM (SELECT 1 FROM wa_send WHERE brand_id = :brand"
    " AND state = 'doubt' LIMIT 1000) s";

static enum outcome
tell(struct act *act, const char *brand_id, const char *subject_id,
    const char *text, uint64_t permission)
{
	char			 time[CLOCK_TEXT];
	const struct mail_field	 fields[] = { { "alert", "WhatsApp" },
		{ "time", time }, { "text", text },
		{ "link", arena_printf(act->arena, "%s" PAGE,
		    act->config->base_url) }, { NULL, NULL } };

	if (act->souk->notice_staff == NULL)
		return SOUK_OK;
	clock_text(act->now, time);
	return act->souk->notice_staff(act, &(struct notice_new){
		.topic = "shop", .template = MAIL_ALERT,
		.brand_id = brand_id, .link = PAGE,
		.locale = settings_locale(act->settings),
		.subject = "WhatsApp", .subject_id = subject_id,
		.fields = fields }, permission);
}

enum outcome
wa_alert_held(struct act *act, const struct wa_number *number,
    const char *problem)
{
	return tell(act, number->brand_id, number->id, problem,
	    SETTINGS_EDIT);
}

enum outcome
wa_alert_gone(struct act *act, const char *brand_id, const char *number_id,
    const char *phone)
{
	return tell(act, brand_id, number_id, arena_printf(act->arena,
	    "+%s: %s", phone, wa_messages[WA_NUMBER_GONE_NOW].text[
	    settings_locale(act->settings)]), SETTINGS_EDIT);
}

/* ---- what stays in doubt ------------------------------------------------- */

enum outcome
wa_alert_doubt(struct act *act, const char *brand_id)
{
	return queue_put(act, &(struct job_new){ .kind = wa_doubt_job.name,
		.due = act->now + DOUBT_LASTS, .payload = arena_printf(
		act->arena, "{\"brand\":\"%s\"}", brand_id),
		.unique_key = arena_printf(act->arena, "%s:%s",
		wa_doubt_job.name, brand_id) }, NULL);
}

static enum outcome
doubts_count(struct act *act, const char *brand_id, int64_t *n)
{
	struct stmt	*s = db_sql(act->db, sql_doubts);
	enum outcome	 e;

	db_bind_text(s, ":brand", brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*n = db_int(s, 0);
	db_done(s);
	return e;
}

static enum outcome
doubt_run(struct act *act, const struct job *job)
{
	const char	*brand_id = job_text(act, job, "brand");
	int64_t		 numbers[MESSAGE_NUMBERS] = { 0 };
	struct buf	 text;
	enum outcome	 e;

	if (brand_id == NULL)
		return SOUK_INVALID;
	if ((e = doubts_count(act, brand_id, &numbers[0])) != SOUK_OK ||
	    numbers[0] == 0)
		return e;
	buf_init(&text, act->arena, 128);
	message_put(&text, &wa_messages[WA_DOUBTS],
	    settings_locale(act->settings), numbers);
	return tell(act, brand_id, job->id, text.p, MESSAGE_MANAGE);
}

const struct job_kind wa_doubt_job = {
	.name = "whatsapp.doubt",
	.shown = (const char *const[]){ "brand", NULL },
	.lane = LANE_WORK,
	.tx = true,
	.run = doubt_run,
	.max_attempts = 8,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
