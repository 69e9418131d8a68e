/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/backup/backup.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"
#include "lib/watch/rule.h"

#define SOME_TRAFFIC	20	/* requests in a minute */

static const char sql_streak[] =
    "SELECT bad, good FROM watch_rule WHERE rule = :rule";
static const char sql_streak_put[] =
    "INSERT INTO watch_rule (rule, value, bad, good)"
    " VALUES (:rule, :value, :bad, :good)"
    " ON CONFLICT (rule) DO UPDATE SET value = excluded.value,"
    " bad = excluded.bad, good = excluded.good";
static const char sql_open[] =
    "SELECT id, value, worst, threshold, opened_at, told_at, escalated_at,"
    " acknowledged_at FROM watch_alert"
    " WHERE rule = :rule AND closed_at IS NULL";
static const char sql_new[] =
    "INSERT INTO watch_alert (id, rule, severity, value, worst, threshold,"
    " opened_at) VALUES (:id, :rule, :severity, :value, :value, :threshold,"
    " :now)";
static const char sql_worst[] =
    "UPDATE watch_alert SET worst = :worst WHERE id = :id";
static const char sql_told[] =
    "UPDATE watch_alert SET told_at = :now WHERE id = :id";
static const char sql_escalated[] =
    "UPDATE watch_alert SET escalated_at = :now WHERE id = :id";
static const char sql_close[] =
    "UPDATE watch_alert SET closed_at = :now WHERE id = :id";

/* A rule at work on one sample. */
struct work {
	const struct watch_rule	*rule;
	struct watch_streak	 streak;
	bool			 is_open;
	struct watch_alert	 alert;		/* if one is open */
	int64_t			 worst;
	bool			 told, escalated, acknowledged;
	bool			 known;
	int64_t			 value, threshold;
};

/* ---- what is -------------------------------------------------------------------- */

static void
value_take(const struct record *sample, struct work *w)
{
	const struct watch_rule	*rule = w->rule;
	const struct value	*v = &sample->values[rule->measure];
	const struct value	*requests = &sample->values[SAMPLE_REQUESTS];

	w->known = v->state == VALUE_SET;
	w->value = v->num;
	if (!rule->by_traffic || requests->state != VALUE_SET)
		return;
	w->known = true;
	if (requests->num < SOME_TRAFFIC)
		w->value = 0;
	else if (rule->of_requests)
		w->value = v->num * 100 / requests->num;
}

static enum outcome
streak_read(struct act *act, struct work *w)
{
	struct stmt	*s = db_sql(act->db, sql_streak);
	enum outcome	 e;

	db_bind_text(s, ":rule", w->rule->name);
	if ((e = db_step(s)) == SOUK_OK)
		w->streak = (struct watch_streak){ db_int(s, 0),
			db_int(s, 1) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
alert_read(struct act *act, struct work *w)
{
	struct stmt	*s = db_sql(act->db, sql_open);
	enum outcome	 e;

	db_bind_text(s, ":rule", w->rule->name);
	if ((e = db_step(s)) == SOUK_OK) {
		w->is_open = true;
		w->alert = (struct watch_alert){
			.id = db_copy(s, 0, act->arena),
			.rule = w->rule->name, .value = db_int(s, 1),
			.threshold = db_int(s, 3), .opened_at = db_int(s, 4) };
		w->worst = db_int(s, 2);
		w->told = !db_is_null(s, 5);
		w->escalated = !db_is_null(s, 6);
		w->acknowledged = !db_is_null(s, 7);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
streak_write(struct act *act, const struct work *w)
{
	struct stmt	*s = db_sql(act->db, sql_streak_put);

	db_bind_text(s, ":rule", w->rule->name);
	if (w->known)
		db_bind_int(s, ":value", w->value);
	else
		db_bind_null_int(s, ":value");
	db_bind_int(s, ":bad", w->streak.bad);
	db_bind_int(s, ":good", w->streak.good);
	return db_run(s);
}

/* ---- what follows ----------------------------------------------------------------- */

static enum outcome
mark(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
tell_opened(struct act *act, const struct watch_alert *alert)
{
	bool		 told;
	enum outcome	 e = watch_tell(act, alert, MAIL_ALERT, settings_text(
			    act->settings, &watch_settings, WATCH_EMAILS),
			    &told);

	return e == SOUK_OK && told ? mark(act, sql_told, alert->id) : e;
}

static enum outcome
alert_open(struct act *act, struct work *w)
{
	struct stmt	*s = db_sql(act->db, sql_new);
	enum outcome	 e;

	w->alert = (struct watch_alert){
		.id = typeid_new(act->arena, "alert", act->now),
		.rule = w->rule->name, .value = w->value,
		.threshold = w->threshold, .opened_at = act->now };
	db_bind_text(s, ":id", w->alert.id);
	db_bind_text(s, ":rule", w->rule->name);
	db_bind_text(s, ":severity", w->rule->critical ? "critical" :
	    "warning");
	db_bind_int(s, ":value", w->value);
	db_bind_int(s, ":threshold", w->threshold);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK || (e = audit_write(act,
	    &(struct audit){ .action = "open_alert", .entity_type = "Alert",
	    .entity_id = w->alert.id })) != SOUK_OK)
		return e;
	log_line(LOG_WARN, "alert opened", "rule", w->rule->name, NULL);
	return tell_opened(act, &w->alert);
}

static enum outcome
alert_close(struct act *act, struct work *w)
{
	bool		 told;
	enum outcome	 e;

	if ((e = mark(act, sql_close, w->alert.id)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){ .action = "close_alert",
	    .entity_type = "Alert", .entity_id = w->alert.id })) != SOUK_OK)
		return e;
	log_line(LOG_INFO, "alert closed", "rule", w->rule->name, NULL);
	w->alert.opened_at = act->now;
	w->alert.value = w->value;
	e = w->told ? watch_tell(act, &w->alert, MAIL_ALERT_CLOSED,
	    settings_text(act->settings, &watch_settings, WATCH_EMAILS),
	    &told) : SOUK_OK;
	if (e == SOUK_OK && w->escalated)
		e = watch_tell(act, &w->alert, MAIL_ALERT_CLOSED,
		    settings_text(act->settings, &watch_settings,
		    WATCH_ESCALATION_EMAILS), &told);
	return e;
}

/* Nobody said that they look after it, so others are asked; once. */
static enum outcome
alert_escalate(struct act *act, struct work *w)
{
	const char	*to = settings_text(act->settings, &watch_settings,
			    WATCH_ESCALATION_EMAILS);
	const int64_t	 after = settings_int(act->settings, &watch_settings,
			    WATCH_ESCALATE_MINUTES) * CLOCK_MINUTE;
	bool		 told;
	enum outcome	 e;

	if (w->acknowledged || w->escalated || *to == '\0' ||
	    act->now - w->alert.opened_at < after)
		return SOUK_OK;
	e = watch_tell(act, &w->alert, MAIL_ALERT, to, &told);
	return e == SOUK_OK && told ? mark(act, sql_escalated, w->alert.id) :
	    e;
}

/* It goes on. */
static enum outcome
alert_keep(struct act *act, struct work *w)
{
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;

	if (w->known && watch_is_worse(w->rule, w->value, w->worst)) {
		s = db_sql(act->db, sql_worst);
		db_bind_text(s, ":id", w->alert.id);
		db_bind_int(s, ":worst", w->value);
		e = db_run(s);
	}
	if (e == SOUK_OK && !w->told)
		e = tell_opened(act, &w->alert);
	return e == SOUK_OK ? alert_escalate(act, w) : e;
}

/* Copies that the owner wants seldom are not late sooner than that. */
static int64_t
threshold_of(struct act *act, const struct watch_rule *rule)
{
	int64_t	 threshold, every;

	if (rule->setting == -1)
		return rule->fixed;
	threshold = settings_int(act->settings, &watch_settings,
	    rule->setting);
	every = settings_int(act->settings, &backup_settings, BACKUP_EVERY);
	return rule->setting == WATCH_MAX_BACKUP && threshold < 2 * every ?
	    2 * every : threshold;
}

static enum outcome
rule_work(struct act *act, const struct record *sample, int64_t gap,
    struct work *w)
{
	enum watch_turn	 turn;
	enum outcome	 e;

	value_take(sample, w);
	w->threshold = threshold_of(act, w->rule);
	if ((e = streak_read(act, w)) != SOUK_OK ||
	    (e = alert_read(act, w)) != SOUK_OK)
		return e;
	turn = watch_judge(w->rule, &w->streak, w->is_open,
	    w->known ? &w->value : NULL, w->threshold, gap);
	if ((e = streak_write(act, w)) != SOUK_OK)
		return e;
	if (turn == TURN_OPENS)
		return alert_open(act, w);
	if (turn == TURN_CLOSES)
		return alert_close(act, w);
	return w->is_open ? alert_keep(act, w) : SOUK_OK;
}

enum outcome
watch_evaluate(struct act *act, const struct record *sample, int64_t gap)
{
	const struct watch_rule	*rule;
	enum outcome		 e = SOUK_OK;

	for (rule = watch_rules; rule->name != NULL && e == SOUK_OK; rule++) {
		struct work	 w = { .rule = rule };

		e = rule_work(act, sample, gap, &w);
	}
	return e;
}
