/* SPDX-License-Identifier: ISC */
#include "lib/base/message.h"
#include "lib/ops/jobs.h"

const struct message ops_messages[OPS_MESSAGE__MAX] = {
	[OPS_JOB_NOT_DEAD] = { .code = "JOB_NOT_DEAD", .text = {
		[LOCALE_FR] = "Cette tâche n’a pas été abandonnée",
		[LOCALE_EN] = "This job was not given up",
		[LOCALE_AR] = "لم يُتخلَّ عن هذه المهمة" } },
	[OPS_JOB_WAITS] = { .code = "JOB_WAITS_ALREADY", .text = {
		[LOCALE_FR] = "La même tâche attend déjà",
		[LOCALE_EN] = "The same job is waiting already",
		[LOCALE_AR] = "المهمة نفسها تنتظر من قبل" } },
};
