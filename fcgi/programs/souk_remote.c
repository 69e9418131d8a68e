/* SPDX-License-Identifier: ISC */
/*
 * A worker of the routes that ask a service outside while somebody waits.
 * The only one behind nginx with a network; nobody else waits for it.
 */
#include "fcgi/programs/worker.h"

int
main(int argc, char **argv)
{
	const struct worker_kind	kind = { .name = "souk-remote",
		.pool = POOL_REMOTE, .network = true };

	return worker_main(&kind, argc, argv);
}
