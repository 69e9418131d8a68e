/* SPDX-License-Identifier: ISC */
/*
 * One worker: JSON API and pages.  SOUK_POOL=login makes it the worker of the
 * routes that hash, SOUK_POOL=upload of those that take pictures,
 * SOUK_POOL=write of those which change something.  Ends by itself after SOUK_MAX_REQUESTS and on SIGTERM.
 */
#include <stdlib.h>
#include <sys/resource.h>

#include "fcgi/programs/worker.h"
#include "lib/base/text.h"

/* Of 19, see setpriority(2): a third of a reader's share.  Further behind, a hash
 * outlasts its request on a busy machine, and everybody waits for its writes. */
#define BEHIND	5

int
main(int argc, char **argv)
{
	const char		*pool = getenv("SOUK_POOL");
	struct worker_kind	 kind = { .name = "souk-web",
		.pool = POOL_WEB, .groups = text_equal(pool, "write") };

	if (text_equal(pool, "login"))
		kind.pool = POOL_LOGIN;
	else if (text_equal(pool, "upload"))
		kind.pool = POOL_UPLOAD;
	/* Who waits for a hash or a picture waits anyway: readers first. */
	if (kind.pool != POOL_WEB)
		setpriority(PRIO_PROCESS, 0, BEHIND);
	return worker_main(&kind, argc, argv);
}
