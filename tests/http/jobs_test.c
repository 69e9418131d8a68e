/* SPDX-License-Identifier: ISC */
/* What runs beside the requests, seen from outside. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/catalog.h"
#include "tests/http/process.h"

#define LINES		20000
#define SOON_MS		10000

static bool
sql_is(const char *want, const char *query)
{
	char	*is = shop_sql(query);
	bool	 same = strcmp(is, want) == 0;

	free(is);
	return same;
}

static void
sql_soon(const char *want, const char *query)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (!sql_is(want, query)) {
		ck_assert_msg(now_ms() < end, "not in time: %s", query);
		pause_ms(20);
	}
}

static char *
long_file(void)
{
	char	*text = malloc(64 * LINES), *p = text;

	ck_assert_ptr_nonnull(text);
	p += sprintf(p, "slug,name,price\n");
	for (int i = 0; i < LINES; i++)
		p += sprintf(p, "lane-%d,Long %d,%d\n", i, i, i % 90 + 1);
	return text;
}

/* ---- lanes -------------------------------------------------------------- */

#define IMPORTING	"SELECT count(*) FROM job WHERE" \
	" kind = 'catalog.import' AND state = 'running'"

START_TEST(s4_not_04_a_mail_does_not_wait_until_an_import_is_through)
{
	char	*text = long_file();

	clients_open();
	want(client_send(owner, "POST", "/api/admin/products/bulk", "text/csv",
	    text, strlen(text)), 202);
	free(text);
	sql_soon("1", IMPORTING);
	free(shop_sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('job_lane', 'notify.mail', 'send', '{}',"
	    " 'waiting', 1, 1)"));
	sql_soon("0", "SELECT count(*) FROM job WHERE id = 'job_lane'"
	    " AND attempts = 0");
	ck_assert(sql_is("1", IMPORTING));
}
END_TEST

SUITE_MAIN("jobs",
    s4_not_04_a_mail_does_not_wait_until_an_import_is_through)
