/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_JOB_H
#define SOUK_TESTS_HTTP_JOB_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/process.h"
#include "tests/http/shop.h"

/* A job of the lane "work" whose time has come. */
static inline void
job_put(const char *kind)
{
	static int	 n;
	char		 sql[300];

	snprintf(sql, sizeof(sql), "INSERT INTO job (id, kind, lane, payload,"
	    " state, due_at, created_at) VALUES ('job_test_%d', '%s', 'work',"
	    " '{}', 'waiting', 1, 1)", n++, kind);
	free(shop_sql(sql));
}

/* The same, until none of these is left. */
static inline void
job_ran(const char *kind)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 sql[300], *left;
	bool		 done;

	job_put(kind);
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM job WHERE kind = '%s'"
	    " AND id LIKE 'job_test_%%' AND state IN ('waiting', 'running')",
	    kind);
	do {
		left = shop_sql(sql);
		done = strcmp(left, "0") == 0;
		free(left);
		ck_assert_msg(done || now_ms() < end, "%s does not run", kind);
		if (!done)
			pause_ms(50);
	} while (!done);
}

#endif
