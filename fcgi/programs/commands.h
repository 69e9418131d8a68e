/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_PROGRAMS_COMMANDS_H
#define SOUK_FCGI_PROGRAMS_COMMANDS_H

#include "fcgi/programs/start.h"

/*
 * What the owner types.  Each takes the words behind its name and returns
 * the exit status: 0 done, 1 failed, EXIT_USAGE, EXIT_CONFIG.
 */
#define EXIT_USAGE	2

struct command {
	const char	*name, *words, *help;
	int		(*run)(struct process *, int argc, char **argv);
	int		 least, most;		/* words */
	bool		 reads;			/* the file that word 0 names */
	bool		 writes;		/* the file that the last names */
	bool		 as_root;		/* root stays root */
	enum { NEEDS_CONFIG, NEEDS_DATABASE, NEEDS_NOTHING } needs;
};

int	command_init(struct process *, int, char **);
int	command_run(struct process *, int, char **);
int	command_doctor(struct process *, int, char **);
int	command_create_admin(struct process *, int, char **);
int	command_import(struct process *, int, char **);
int	command_export(struct process *, int, char **);
int	command_demo(struct process *, int, char **);
int	command_migrate(struct process *, int, char **);
int	command_certificate(struct process *, int, char **);
int	command_upgrade(struct process *, int, char **);
int	command_rollback(struct process *, int, char **);
int	command_copy(struct process *, int, char **);
int	command_ask(struct process *, int, char **);
int	command_changes(struct process *, int, char **);
int	command_version(struct process *, int, char **);
int	command_routes(struct process *, int, char **);
int	command_logs(struct process *, int, char **);
int	command_media_restore(struct process *, int, char **);
int	command_revoke_all(struct process *, int, char **);
int	command_backup(struct process *, int, char **);
int	command_backups(struct process *, int, char **);
int	command_restore(struct process *, int, char **);

/* The folders of a home, where they are not; false: why was printed. */
bool	home_folders_make(const char *home);

/* Prints why in the shop's language, field by field; returns 1. */
int	command_refused(struct act *, enum outcome);

#endif
