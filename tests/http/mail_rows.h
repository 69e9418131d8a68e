/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_MAIL_ROWS_H
#define SOUK_TESTS_HTTP_MAIL_ROWS_H

#include "tests/http/mail_put.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define OUTBOX		"/api/admin/mail/outbox"
#define SETTINGS	"/api/admin/settings"

/* What the shop itself knows of a mail, by its recipient. */

static inline const char *
row(const char *to, const char *column)
{
	static char	 value[512];
	char		 query[256], *text;

	snprintf(query, sizeof(query), "SELECT %s FROM mail WHERE"
	    " recipient = '%s' ORDER BY id DESC LIMIT 1", column, to);
	text = shop_sql(query);
	snprintf(value, sizeof(value), "%s", text);
	free(text);
	return value;
}

static inline void
row_soon(const char *to, const char *column, const char *want)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (strcmp(row(to, column), want) != 0) {
		ck_assert_msg(now_ms() < end, "%s of the mail to %s: %s, "
		    "want %s", column, to, row(to, column), want);
		pause_ms(20);
	}
}

/* It was tried, in vain, and its reply has this in it. */
static inline void
reply_soon(const char *to, const char *part)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (strstr(row(to, "coalesce(reply, '')"), part) == NULL) {
		ck_assert_msg(now_ms() < end, "reply: %s, want %s",
		    row(to, "reply"), part);
		pause_ms(20);
	}
}

/* Whoever waits for a pause to pass has waited. */
static inline void
pauses_over(void)
{
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.mail'"));
}

static inline void
put(const char *to)
{
	mail_put_to(MAIL_CONFIRM_ADDRESS, LOCALE_FR, to, "Lina", NULL);
}

/* A statement's one value, until it is this. */
static inline void
sql_soon(const char *want, const char *query)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*is;

	while (strcmp(is = shop_sql(query), want) != 0) {
		ck_assert_msg(now_ms() < end, "%s, want %s: %s", is, want,
		    query);
		free(is);
		pause_ms(20);
	}
	free(is);
}

#endif
