/* SPDX-License-Identifier: ISC */
/* The owner's commands; the supervisor is one of them. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/programs/commands.h"
#include "lib/ops/ops.h"

static const struct command commands[] = {
	{ .name = "run", .run = command_run,
	  .help = "run the shop until SIGTERM; SIGHUP replaces the workers" },
	{ .name = "init", .run = command_init, .needs = NEEDS_NOTHING,
	  .help = "make SOUK_HOME: folders, etc/souk.env, an empty database" },
	{ .name = "create-admin", .words = "NAME E-MAIL", .least = 2,
	  .most = 2, .run = command_create_admin, .needs = NEEDS_DATABASE,
	  .help = "make an owner; the password is read from standard input" },
	{ .name = "import", .words = "FILE [--dry-run] [--sheet NAME] "
	  "[--mapping JSON]", .least = 1, .most = 6,
	  .run = command_import, .needs = NEEDS_DATABASE, .reads = true,
	  .help = "read a product file, Shopify's export or souk's own" },
	{ .name = "export", .words = "[--format csv|xlsx|json] [FILE]",
	  .most = 3, .run = command_export, .needs = NEEDS_DATABASE,
	  .writes = true,
	  .help = "write all products, to take them elsewhere" },
	{ .name = "demo", .run = command_demo, .needs = NEEDS_DATABASE,
	  .help = "fill an empty shop with a demo catalogue and logins" },
	{ .name = "doctor", .words = "[--database | --stripe | "
	  "--whatsapp | --mail ADDRESS]", .most = 2, .run = command_doctor,
	  .help = "check everything, a line a finding; ask Stripe or Meta; try "
	  "to send mail" },
	{ .name = "logs", .words = "[--level L] [--since 1h] [--user ID] "
	  "[--request ID] [--grep TEXT] [--follow]", .most = 11,
	  .run = command_logs,
	  .help = "what the log says, newest last" },
	{ .name = "migrate", .run = command_migrate,
	  .help = "bring the database to this program's schema" },
	{ .name = "backup", .words = "[--to PLACE] [--verify [COPY]]",
	  .most = 4, .run = command_backup, .needs = NEEDS_DATABASE,
	  .help = "copy the shop now, or read copies back and check them" },
	{ .name = "backups", .words = "[--from PLACE]", .most = 2,
	  .run = command_backups, .needs = NEEDS_NOTHING,
	  .help = "list the copies there are" },
	{ .name = "restore", .words = "[--from PLACE] [--replace] [COPY]",
	  .most = 4, .run = command_restore, .needs = NEEDS_NOTHING,
	  .help = "make the shop what a copy says; the newest, if none is "
	  "named" },
	{ .name = "revoke-all", .words = "[--notify TEXT]", .most = 2,
	  .run = command_revoke_all, .needs = NEEDS_DATABASE,
	  .help = "after a breach: end every session, key and token" },
	{ .name = "certificate", .words = "DIR", .least = 1, .most = 1,
	  .run = command_certificate, .needs = NEEDS_NOTHING, .as_root = true,
	  .help = "take over DIR's fullchain.pem and privkey.pem" },
	{ .name = "upgrade", .run = command_upgrade, .needs = NEEDS_NOTHING,
	  .help = "try this release on a copy, then let the shop run it" },
	{ .name = "rollback", .words = "[--yes]", .most = 1,
	  .run = command_rollback, .needs = NEEDS_NOTHING,
	  .help = "back to what the shop ran before; says what is lost" },
	{ .name = "copy", .words = "FILE", .least = 1, .most = 1,
	  .run = command_copy,
	  .help = "the database as it is now, into a new file" },
	{ .name = "ask", .words = "PATH", .least = 1, .most = 1,
	  .run = command_ask,
	  .help = "what a worker answers to GET, past nginx" },
	{ .name = "changes", .words = "[ID]", .most = 1,
	  .run = command_changes,
	  .help = "where the log of changes ends, or what came after ID" },
	{ .name = "media-restore", .run = command_media_restore,
	  .needs = NEEDS_DATABASE,
	  .help = "bring pictures that are missing back from SOUK_S3_URL" },
	{ .name = "version", .run = command_version, .needs = NEEDS_NOTHING,
	  .help = "which release this is" },
	{ .name = "routes", .words = "[--nginx]", .most = 1,
	  .run = command_routes, .needs = NEEDS_NOTHING,
	  .help = "print every route as JSON, or nginx's locations" },
};
#define COUNT (sizeof(commands) / sizeof(commands[0]))

static int
usage(FILE *to, int status)
{
	fprintf(to, "usage: souk COMMAND, of the shop in SOUK_HOME,"
	    " else in /var/lib/souk\n\n");
	for (size_t i = 0; i < COUNT; i++) {
		int	 n = fprintf(to, "  %s %s", commands[i].name,
		    commands[i].words == NULL ? "" : commands[i].words);

		fprintf(to, "%*s%s\n", n < 32 ? 32 - n : 1, "",
		    commands[i].help);
	}
	fprintf(to, "\nexit status: 0 done, 1 failed, %d usage, %d"
	    " configuration\n", EXIT_USAGE, EXIT_CONFIG);
	return status;
}

/* Words come in pairs, so a word that is left over is a file; else what is
 * written goes to standard output. */
static int
file_open(const struct command *c, struct process *p, int argc, char **argv)
{
	const bool	 writes = c->writes && argc % 2 == 1;
	const char	*file = argc == 0 ? "" : argv[writes ? argc - 1 : 0];

	p->file = STDOUT_FILENO;
	if (!writes && !c->reads)
		return 0;
	p->file = open(file, writes ? O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC :
	    O_RDONLY | O_CLOEXEC, 0600);
	if (p->file != -1)
		return 0;
	fprintf(stderr, "souk: %s: %s\n", file, strerror(errno));
	return 1;
}

/*
 * Root becomes whom the home belongs to, but first opens the file that
 * perhaps only root may read or write.
 */
static int
privileges_drop(const struct command *c, struct process *p, int argc,
    char **argv)
{
	const char	*home = getenv("SOUK_HOME"), *why = "";
	int		 status;

	if ((status = file_open(c, p, argc, argv)) != 0)
		return status;
	if (home == NULL || c->as_root || owner_become(home, &why))
		return 0;
	fprintf(stderr, "souk: %s\n", why);
	return EXIT_CONFIG;
}

static int
process_prepare(const struct command *c, struct process *p)
{
	struct db_open	 how = { 0 };
	int		 status;

	if (c->needs == NEEDS_NOTHING)
		return 0;
	if ((status = process_start(p, "souk")) != 0)
		return status;
	if (c->needs == NEEDS_CONFIG)
		return 0;
	how.path = p->config.database;
	return process_database(p, &how) ? 0 : 1;
}

static int
command_do(const struct command *c, int argc, char **argv)
{
	static struct process	 p;
	int			 status;

	if (argc < c->least || argc > c->most)
		return usage(stderr, EXIT_USAGE);
	if ((status = privileges_drop(c, &p, argc, argv)) == 0 &&
	    (status = process_prepare(c, &p)) == 0)
		status = c->run(&p, argc, argv);
	process_end(&p);
	return status;
}

int
main(int argc, char **argv)
{
	setenv("SOUK_HOME", "/var/lib/souk", 0);
	if (argc < 2)
		return usage(stderr, EXIT_USAGE);
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return usage(stdout, 0);
	for (size_t i = 0; i < COUNT; i++)
		if (strcmp(commands[i].name, argv[1]) == 0)
			return command_do(&commands[i], argc - 2, argv + 2);
	return usage(stderr, EXIT_USAGE);
}
