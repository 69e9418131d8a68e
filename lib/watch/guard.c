/* SPDX-License-Identifier: ISC */
#include "lib/watch/guard.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"
#include "lib/watch/rule.h"
#include "lib/watch/sample.h"

#define BAD_MINUTES	2

/* Who is told, as of the last time that could be read. */
static char	known[1024];

static enum outcome
write_something(struct act *act, void *arg)
{
	(void)arg;
	return state_write(act, "guard", arena_printf(act->arena, "%" PRId64,
	    act->now));
}

static enum outcome
owners_keep(struct act *act, void *arg)
{
	char		*all = arg;
	enum outcome	 e = brand_ensure(act, &act->actor.brand_id);

	return e == SOUK_OK ? watch_owners(act, all, sizeof(known)) : e;
}

/* As good as can be: the settings, else the owners, else those of before. */
static void
addresses_learn(struct act *act)
{
	const char	*set = settings_text(act->settings, &watch_settings,
			    WATCH_EMAILS);
	char		 all[sizeof(known)] = "";

	if (*set != '\0')
		snprintf(known, sizeof(known), "%s", set);
	else if (db_tx(act, DB_READ, owners_keep, all) == SOUK_OK &&
	    *all != '\0')
		memcpy(known, all, sizeof(known));
}

/*
 * The hour is that of a file that is there already, since on a full disk there
 * may be no other; whoever holds it first tells.
 */
static bool
hour_is_free(struct act *act)
{
	const char	*path = arena_printf(act->arena, "%s/run/told",
			    act->config->home);
	const int	 fd = open(path, O_RDWR | O_CLOEXEC);
	struct stat	 st;
	bool		 is_free;

	if (fd == -1)
		return true;
	is_free = flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
	    (int64_t)st.st_mtime * CLOCK_SECOND + CLOCK_HOUR <= clock_now() &&
	    futimens(fd, NULL) == 0;
	close(fd);
	return is_free;
}

/* While all is well: as if it had been told long ago. */
static void
hour_prepare(struct act *act)
{
	const struct timespec	 never[2] = { { 1, 0 }, { 1, 0 } };
	const int		 fd = open(arena_printf(act->arena,
				    "%s/run/told", act->config->home),
				    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
				    0600);

	if (fd == -1)
		return;
	futimens(fd, never);
	close(fd);
}

static void
tell(struct act *act)
{
	const char		*list = known, *to;
	const enum locale	 locale = settings_locale(act->settings);
	static const char *const words[LOCALE__MAX] = {
		[LOCALE_FR] = "Rien ne peut être enregistré",
		[LOCALE_EN] = "Nothing can be stored",
		[LOCALE_AR] = "لا يمكن حفظ أي شيء" };
	char			 time[CLOCK_TEXT];
	const struct mail_field	 fields[] = { { "alert", words[locale] },
		{ "time", time }, { "text", act->config->base_url },
		{ "link", arena_printf(act->arena, "%s/admin/exploitation",
		    act->config->base_url) }, { NULL, NULL } };
	struct mail_new		 mail = { .template = MAIL_ALERT,
		.locale = locale, .fields = fields };

	clock_text(act->now, time);
	while ((to = watch_address_next(act, &list)) != NULL) {
		mail.to = to;
		log_line(act->souk->mail_now(act, &mail) ? LOG_INFO :
		    LOG_ERROR, "a mail went past the queue: nothing can be "
		    "stored", NULL);
	}
}

void
watch_guard(struct act *act)
{
	static int	 bad;

	addresses_learn(act);
	if (db_tx(act, DB_WRITE, write_something, NULL) == SOUK_OK) {
		bad = 0;
		hour_prepare(act);
		return;
	}
	if (++bad < BAD_MINUTES)
		return;
	log_line(LOG_ERROR, "nothing can be stored", NULL);
	if (hour_is_free(act))
		tell(act);
}
