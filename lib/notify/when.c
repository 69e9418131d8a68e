/* SPDX-License-Identifier: ISC */
#include "lib/notify/when.h"

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/zone.h"
#include "lib/notify/message.h"
#include "lib/settings/settings.h"

static const char *const	months[LOCALE__MAX][12] = {
	[LOCALE_FR] = { "janvier", "février", "mars", "avril", "mai", "juin",
	    "juillet", "août", "septembre", "octobre", "novembre",
	    "décembre" },
	[LOCALE_EN] = { "January", "February", "March", "April", "May",
	    "June", "July", "August", "September", "October", "November",
	    "December" },
	[LOCALE_AR] = { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
};

static const char *const	forms[LOCALE__MAX] = {
	[LOCALE_FR] = "%d %s %d à %02d:%02d (%s)",
	[LOCALE_EN] = "%d %s %d, %02d:%02d (%s)",
	[LOCALE_AR] = "%d %s %d، %02d:%02d (%s)",
};

const char *
mail_time(struct act *act, enum locale locale, const char *text)
{
	struct tm	 tm;
	int64_t		 ms;

	if (!clock_parse(text, &ms))
		return mail_line(act->arena, text);
	zone_wall(settings_text(act->settings, &shop_settings, SHOP_ZONE),
	    ms, &tm);
	return arena_printf(act->arena, forms[locale], tm.tm_mday,
	    months[locale][tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
	    tm.tm_min, tm.tm_zone);
}
