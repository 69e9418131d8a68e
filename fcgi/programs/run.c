/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fcgi/http/http.h"
#include "fcgi/programs/commands.h"
#include "lib/base/buf.h"
#include "lib/ops/ops.h"

/*
 * Which processes make a shop.  What changes something has a worker of its
 * own (nginx tells by the method), so that none of those who read waits behind
 * it.  One, unless SOUK_WRITERS says more: they could but take turns at the
 * write lock, and each would find its pages out of date whenever another had
 * written.  So it is with those who take what Stripe tells, where orders that
 * are paid together are told of together.
 */

/* One of them may copy the shop for minutes; the other looks at it. */
#define KEEPERS	2

/* Who asks another service waits for it; a second such person must not. */
#define REMOTES	2

/* One opens a picture while the next is ready, whatever that one comes to. */
#define MEDIAS	2
/* The last programs of the table. */
#define JOBS_AND_NGINX	8

static const char *const argv_remote[] = { "bin/souk-remote", NULL };
static const char *const argv_stripe[] = { "bin/souk-stripe", NULL };
static const char *const argv_meta[] = { "bin/souk-meta", NULL };
static const char *const argv_web[] = { "bin/souk-web", NULL };
static const char *const files_nginx[] = { "etc/nginx.conf",
    "etc/locations.conf", "etc/errors.conf", "etc/errors_server.conf",
    "etc/fastcgi_souk.conf", "etc/mime.types", "etc/tls.crt", "etc/tls.key",
    NULL };
static const char *const argv_media[] = { "bin/souk-media", NULL };
static const char *const argv_jobs[] = { "bin/souk-jobs", NULL };

/* nginx's configuration is made anew at each start: it follows the variables
 * and the route rows. */
static bool
nginx_prepare(struct process *p)
{
	struct buf	 locations;
	const char	*why = "";

	buf_init(&locations, p->arena, 0);
	nginx_locations_write(&locations, route_tables);
	if (p->config.page_cache)
		nginx_pages_write(&locations, route_tables);
	if (nginx_write(p->arena, &p->config, &locations, &why))
		return true;
	fprintf(stderr, "souk: %s\n", why);
	return false;
}

/* For a front of the system's, and for a rehearsal, which must not send mail. */
static bool
is_off(const char *variable)
{
	const char	*value = getenv(variable);

	return value != NULL && strcmp(value, "0") == 0;
}

/* Pages of an earlier run may be old: whatever wrote since knew no link. */
static bool
pages_prepare(struct process *p)
{
	if (shared_pages_begin(p->shared, p->config.page_cache))
		return true;
	fprintf(stderr, "souk: run/cache: %s\n", strerror(errno));
	return false;
}

int
command_run(struct process *p, int argc, char **argv)
{
	const char *const	 argv_nginx[] = { "/usr/sbin/nginx", "-p",
	    p->config.home, "-c", "etc/nginx.conf", "-g", "daemon off;",
	    "-e", "stderr", NULL };
	const struct program	 programs[] = {
		{ .name = "web", .argv = argv_web, .socket = "run/web.sock",
		  .pool = "web", .count = (int)p->config.workers,
		  .stop_signal = SIGTERM },
		{ .name = "write", .argv = argv_web,
		  .socket = "run/write.sock", .pool = "write",
		  .count = (int)p->config.writers,
		  .stop_signal = SIGTERM },
		{ .name = "login", .argv = argv_web,
		  .socket = "run/login.sock", .pool = "login", .count = 1,
		  .stop_signal = SIGTERM },
		{ .name = "upload", .argv = argv_web,
		  .socket = "run/upload.sock", .pool = "upload", .count = 1,
		  .stop_signal = SIGTERM },
		{ .name = "media", .argv = argv_media,
		  .socket = "run/media.sock", .count = MEDIAS,
		  .stop_signal = SIGTERM, .one_job = true },
		{ .name = "remote", .argv = argv_remote,
		  .socket = "run/remote.sock", .pool = "remote",
		  .count = REMOTES, .stop_signal = SIGTERM },
		{ .name = "stripe", .argv = argv_stripe,
		  .socket = "run/stripe.sock", .pool = "stripe",
		  .count = (int)p->config.writers,
		  .stop_signal = SIGTERM },
		{ .name = "meta", .argv = argv_meta,
		  .socket = "run/meta.sock", .pool = "meta",
		  .count = (int)p->config.writers,
		  .stop_signal = SIGTERM },
		{ .name = "send", .argv = argv_jobs, .pool = "send",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "call", .argv = argv_jobs, .pool = "call",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "chat", .argv = argv_jobs, .pool = "chat",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "text", .argv = argv_jobs, .pool = "text",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "file", .argv = argv_jobs, .pool = "file",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "keep", .argv = argv_jobs, .pool = "keep",
		  .count = KEEPERS, .stop_signal = SIGTERM },
		{ .name = "work", .argv = argv_jobs, .pool = "work",
		  .count = 1, .stop_signal = SIGTERM },
		{ .name = "nginx", .argv = argv_nginx, .count = 1,
		  .stop_signal = SIGQUIT, .reload_signal = SIGHUP,
		  .reload_files = files_nginx, .front = true },
	};
	int			 count = sizeof(programs) / sizeof(programs[0]);

	(void)argc;
	(void)argv;
	if (!nginx_prepare(p) || !pages_prepare(p))
		return 1;
	if (is_off("SOUK_JOBS"))
		return supervise(&p->config, programs, count - JOBS_AND_NGINX);
	return supervise(&p->config, programs, count - is_off("SOUK_NGINX"));
}
