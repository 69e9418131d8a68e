/* SPDX-License-Identifier: ISC */
/* Releases: which one this is, taking over another, going back.  The work is
 * done by scripts/release.sh with the small commands that stand here too. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/programs/commands.h"
#include "lib/audit/audit.h"
#include "lib/base/buf.h"
#include "lib/db/copy.h"
#include "lib/ops/ops.h"

int
command_version(struct process *p, int argc, char **argv)
{
	(void)p;
	(void)argc;
	(void)argv;
	printf("souk %s, schema %lld\n", SOUK_VERSION,
	    (long long)db_schema_version());
	return 0;
}

/* ---- upgrade, rollback --------------------------------------------------- */

/*
 * Where this release lies: the folder of the program, or what it was installed
 * below.  False: this is the one that a home runs.
 */
static bool
release_find(char from[PATH_MAX], const char *name, char script[PATH_MAX])
{
	char	 folder[PATH_MAX - 64];
	ssize_t	 n = readlink("/proc/self/exe", folder, sizeof(folder) - 1);

	if (n <= 0)
		return false;
	folder[n] = '\0';
	*strrchr(folder, '/') = '\0';
	snprintf(from, PATH_MAX, "%s/..", folder);
	snprintf(script, PATH_MAX, "%s/../lib/souk/%s", folder, name);
	if (access(script, R_OK) == 0)
		return true;
	snprintf(script, PATH_MAX, "%s/%s", folder, name);
	return false;
}

static int
script_run(const char *script, const char *const words[3])
{
	execl("/bin/sh", "sh", script, words[0], words[1], words[2], NULL);
	fprintf(stderr, "souk: /bin/sh: %s\n", strerror(errno));
	return 1;
}

static int
release_do(const char *what, int argc, char **argv)
{
	char		 from[PATH_MAX], script[PATH_MAX];
	const bool	 is_new = release_find(from, "release.sh", script);

	if (!is_new && strcmp(what, "upgrade") == 0) {
		fprintf(stderr, "souk: this is what the shop runs; "
		    "upgrade with the souk of the new release\n");
		return 1;
	}
	return script_run(script, (const char *const[]){ what, from,
	    argc > 0 ? argv[0] : NULL });
}

int
command_certificate(struct process *p, int argc, char **argv)
{
	char	 from[PATH_MAX], script[PATH_MAX];

	(void)p;
	(void)argc;
	release_find(from, "certificate.sh", script);
	return script_run(script, (const char *const[]){ argv[0], NULL,
	    NULL });
}

int
command_upgrade(struct process *p, int argc, char **argv)
{
	(void)p;
	return release_do("upgrade", argc, argv);
}

int
command_rollback(struct process *p, int argc, char **argv)
{
	(void)p;
	return release_do("rollback", argc, argv);
}

/* ---- what the script asks for --------------------------------------------- */

static bool
database_any(struct process *p)
{
	const char	*why = "";
	struct db_open	 how = { .path = p->config.database,
		.any_version = true };

	if ((p->db = db_open(p->kept, &how, &why)) != NULL)
		return true;
	fprintf(stderr, "souk: %s\n", why);
	return false;
}

int
command_copy(struct process *p, int argc, char **argv)
{
	char	 why[DB_COPY_WHY] = "";

	(void)argc;
	if (!database_any(p))
		return 1;
	if (db_copy_to(p->db, argv[0], NULL, why) == SOUK_OK)
		return 0;
	fprintf(stderr, "souk: %s: %s\n", argv[0], why);
	return 1;
}

int
command_ask(struct process *p, int argc, char **argv)
{
	struct buf	 out;
	int		 status;

	(void)argc;
	buf_init(&out, p->arena, 0);
	status = ops_ask(p->arena, p->config.home, argv[0], &out);
	if (status == 0)
		fprintf(stderr, "souk: no worker answers\n");
	fwrite(out.p, 1, out.len, stdout);
	return status != 0 && status < 400 ? 0 : 1;
}

/* Without a word where the log of changes ends; else what came behind that. */
int
command_changes(struct process *p, int argc, char **argv)
{
	struct buf	 out;
	struct act	*act;
	enum outcome	 e;

	if (!database_any(p))
		return 1;
	if ((p->settings = settings_new(souk.settings)) == NULL)
		return 1;
	act = process_act(p);
	buf_init(&out, act->arena, 0);
	e = argc == 0 ? audit_newest(act, &out) :
	    audit_behind(act, argv[0], &out);
	if (e != SOUK_OK)
		return command_refused(act, e);
	fwrite(out.p, 1, out.len, stdout);
	return 0;
}
