/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/watch/rule.h"

/* A value that is 0 or 1 has no threshold worth a word. */
#define IS_NOT	.setting = -1, .fixed = 0

const struct watch_rule watch_rules[] = {
	{ .name = "down", .measure = SAMPLE_UP, .bad = TOO_LOW,
	  .setting = -1, .fixed = 1, .open_after = 2, .close_after = 2,
	  .by_gaps = true, .critical = true, .unit = "", .title = {
		"La boutique ne répond pas", "The shop does not answer",
		"المتجر لا يستجيب" } },
	{ .name = "disk_free", .measure = SAMPLE_DISK_PERCENT,
	  .bad = TOO_LOW, .setting = WATCH_MAX_DISK_FREE, .open_after = 3,
	  .close_after = 5, .critical = true, .unit = " %", .title = {
		"Peu d’espace disque libre", "Little free disk space",
		"مساحة القرص الحرة قليلة" } },
	{ .name = "queue_age", .measure = SAMPLE_OLDEST, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_QUEUE, .open_after = 3, .close_after = 3,
	  .unit = " min", .title = {
		"Des tâches attendent trop longtemps",
		"Jobs wait for too long", "مهام تنتظر طويلًا" } },
	{ .name = "jobs_given_up", .measure = SAMPLE_DEAD, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_DEAD, .open_after = 3, .close_after = 3,
	  .unit = "", .title = {
		"Des tâches ont été abandonnées", "Jobs were given up",
		"مهام فشلت نهائيًا" } },
	{ .name = "error_rate", .measure = SAMPLE_ERRORS, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_ERRORS, .by_traffic = true,
	  .of_requests = true, .open_after = 3, .close_after = 5,
	  .critical = true, .unit = " %", .title = {
		"Trop de requêtes échouent", "Too many requests fail",
		"طلبات كثيرة تفشل" } },
	{ .name = "slow_answers", .measure = SAMPLE_P95, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_P95, .by_traffic = true, .open_after = 5, .close_after = 5,
	  .unit = " ms", .title = {
		"Les réponses sont lentes", "Answers are slow",
		"الردود بطيئة" } },
	{ .name = "certificate", .measure = SAMPLE_CERTIFICATE,
	  .bad = TOO_LOW, .setting = WATCH_MAX_CERTIFICATE, .open_after = 3,
	  .close_after = 1, .critical = true, .unit = " d", .title = {
		"Le certificat expire bientôt", "The certificate ends soon",
		"الشهادة توشك على الانتهاء" } },
	{ .name = "backup_age", .measure = SAMPLE_BACKUP_AGE,
	  .bad = TOO_HIGH, .setting = WATCH_MAX_BACKUP, .open_after = 3,
	  .close_after = 1, .critical = true, .unit = " min", .title = {
		"La dernière sauvegarde est trop ancienne",
		"The last backup is too old", "آخر نسخة احتياطية قديمة" } },
	{ .name = "backup_failed", .measure = SAMPLE_BACKUP_FAILED,
	  .bad = TOO_HIGH, IS_NOT, .open_after = 2, .close_after = 1,
	  .critical = true, .unit = "", .title = {
		"La dernière sauvegarde a échoué", "The last backup failed",
		"فشلت آخر نسخة احتياطية" } },
	{ .name = "mail_quota", .measure = SAMPLE_MAIL, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_MAIL, .open_after = 2, .close_after = 5,
	  .unit = " %", .title = {
		"Le quota d’e-mails du mois s’épuise",
		"The month’s mail quota runs out",
		"حصة البريد الشهرية توشك على النفاد" } },
	{ .name = "pictures_quota", .measure = SAMPLE_PICTURES,
	  .bad = TOO_HIGH, .setting = WATCH_MAX_PICTURES, .open_after = 2,
	  .close_after = 5, .unit = " %", .title = {
		"L’espace des photos se remplit",
		"The space for pictures fills up", "مساحة الصور تمتلئ" } },
	{ .name = "memory_growth", .measure = SAMPLE_GROWTH,
	  .bad = TOO_HIGH, .setting = WATCH_MAX_GROWTH, .open_after = 10,
	  .close_after = 5, .unit = " MB/h", .title = {
		"Un processus ne cesse de grossir",
		"A process keeps growing", "عملية لا يتوقف نموها" } },
	{ .name = "slow_statements", .measure = SAMPLE_SLOW,
	  .bad = TOO_HIGH, .setting = WATCH_MAX_SLOW, .open_after = 3,
	  .close_after = 5, .unit = "/min", .title = {
		"Beaucoup d’instructions SQL lentes",
		"Many slow SQL statements", "تعليمات SQL بطيئة كثيرة" } },
	{ .name = "wal_size", .measure = SAMPLE_WAL, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_WAL, .open_after = 5, .close_after = 3,
	  .unit = " MB", .title = {
		"Le journal de la base est long", "The database’s log is long",
		"سجل قاعدة البيانات طويل" } },
	{ .name = "clock_set", .measure = SAMPLE_CLOCK, .bad = TOO_HIGH,
	  .setting = WATCH_MAX_CLOCK, .open_after = 1, .close_after = 5,
	  .unit = " s", .title = {
		"L’horloge de la machine a été changée",
		"The machine’s clock was set", "ضُبطت ساعة الجهاز" } },
	{ .name = NULL }
};

const struct watch_rule *
watch_rule_find(const char *name)
{
	for (const struct watch_rule *r = watch_rules; r->name != NULL; r++)
		if (text_equal(r->name, name))
			return r;
	return NULL;
}

bool
watch_is_worse(const struct watch_rule *rule, int64_t a, int64_t b)
{
	return rule->bad == TOO_HIGH ? a > b : a < b;
}

enum watch_turn
watch_judge(const struct watch_rule *rule, struct watch_streak *streak,
    bool is_open, const int64_t *value, int64_t threshold, int64_t gap)
{
	if (value == NULL)
		return TURN_NONE;
	if (watch_is_worse(rule, *value, threshold)) {
		streak->bad += 1 + (rule->by_gaps ? gap : 0);
		streak->good = 0;
	} else {
		streak->good++;
		streak->bad = 0;
	}
	if (!is_open && streak->bad >= rule->open_after)
		return TURN_OPENS;
	return is_open && streak->good >= rule->close_after ? TURN_CLOSES :
	    TURN_NONE;
}

const char *
watch_rule_title(const char *name, enum locale locale)
{
	const struct watch_rule	*rule = watch_rule_find(name);

	return rule == NULL ? name : rule->title[locale];
}

const char *
watch_rule_text(struct act *act, const char *name, int64_t value,
    int64_t threshold)
{
	const struct watch_rule	*rule = watch_rule_find(name);

	if (rule == NULL || (rule->setting == -1 && *rule->unit == '\0'))
		return act->config->base_url;
	return arena_printf(act->arena, "%" PRId64 "%s (%s %" PRId64 "%s)",
	    value, rule->unit, rule->bad == TOO_HIGH ? ">" : "<", threshold,
	    rule->unit);
}
