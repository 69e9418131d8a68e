/* SPDX-License-Identifier: ISC */
/*
 * One worker: JSON API and pages.  SOUK_POOL=login makes it the worker of the
 * routes that hash; SOUK_POOL=write that of those which change something.
 * Ends by itself after SOUK_MAX_REQUESTS and on SIGTERM.
 */
#include <stdlib.h>
#include <string.h>

#include "fcgi/pages/pages.h"
#include "fcgi/programs/start.h"
#include "fcgi/programs/worker.h"

static int
refuse_start(const char *why)
{
	log_line(LOG_ERROR, "cannot start", "why",
	    why == NULL ? "out of memory" : why, NULL);
	return 1;
}

int
main(int argc, char **argv)
{
	struct process		 p = { .file = -1 };
	struct server_new	 how = { .souk = &souk,
		.tables = route_tables, .pool = POOL_WEB };
	static struct worker	 w;
	const char		*pool = getenv("SOUK_POOL"), *why = "";
	int			 status;

	w.signals = worker_signals();
	if (process_attacks(argc, argv, false, &status))
		return status;
	if ((status = process_start(&p, "souk-web")) != 0)
		return status;
	if (pool != NULL && strcmp(pool, "login") == 0)
		how.pool = POOL_LOGIN;
	w.groups = pool != NULL && strcmp(pool, "write") == 0;
	how.config = &p.config;
	how.shared = p.shared;
	http_error_page = error_page;
	if ((w.server = server_new(&how, &why)) == NULL)
		return refuse_start(why);
	if ((why = worker_run(&w, p.config.max_requests)) != NULL)
		return refuse_start(why);
	server_free(w.server);
	process_end(&p);
	return 0;
}
