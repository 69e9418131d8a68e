/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/backup/backup.h"

#define NUMBER(NAME, MIN, MAX, INITIAL, HELP) \
	{ .name = (NAME), .type = FIELD_INTEGER, .min = (MIN), .max = (MAX), \
	  .initial = (INITIAL), .help = (HELP) }

static const struct field fields[] = {
	[BACKUP_EVERY] = NUMBER("everyMinutes", 5, 1440, "15",
	    "How often the shop is copied"),
	[BACKUP_ALL_HOURS] = NUMBER("allHours", 1, 720, "24",
	    "For so long every copy is kept"),
	[BACKUP_DAILY_DAYS] = NUMBER("dailyDays", 7, 365, "30",
	    "For so long one a day"),
	[BACKUP_WEEKLY_DAYS] = NUMBER("weeklyDays", 7, 3650, "90",
	    "For so long one a week; then all is gone, also what was erased"),
};
static_assert(sizeof(fields) / sizeof(fields[0]) == BACKUP_SETTING__MAX,
    "a row for each setting");

const struct fieldset backup_settings =
    FIELDSET("BackupSettings", NULL, fields);
