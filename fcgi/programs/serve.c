/* SPDX-License-Identifier: ISC */
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
worker_main(const struct worker_kind *kind, int argc, char **argv)
{
	struct process		 p = { .file = -1 };
	struct server_new	 how = { .souk = &souk,
		.tables = route_tables, .pool = kind->pool };
	static struct worker	 w;
	const char		*why = "";
	int			 status;

	w.signals = worker_signals();
	w.groups = kind->groups;
	w.network = kind->network;
	if (process_attacks(argc, argv, kind->network, &status))
		return status;
	if ((status = process_start(&p, kind->name)) != 0)
		return status;
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
