/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_PROGRAMS_START_H
#define SOUK_FCGI_PROGRAMS_START_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"

/*
 * What every program does first: configuration, log, the shared file.  And
 * what all but the web worker need: a database and an act of their own.
 */
#define EXIT_CONFIG	78	/* sysexits.h: the configuration is at fault */

struct process {
	struct config	 config;
	struct arena	*kept;		/* as long as the process */
	struct arena	*arena;		/* of the present piece of work */
	struct shared	*shared;
	struct db	*db;
	struct settings	*settings;
	int		 file;		/* that a command reads or writes */
	struct act	 act;
};

/*
 * With --self-attack as its word a program enters its sandbox, tries what
 * must not be possible, says so and ends.
 */
bool	process_attacks(int argc, char **argv, bool network, int *status);
/* 0, or the exit status; the faults were printed. */
int	process_start(struct process *, const char *name);
/* Opens the database; prints and returns false otherwise. */
bool	process_database(struct process *, const struct db_open *);
/* A fresh act: empty arena, present time, current settings. */
struct act	*process_act(struct process *);
void	process_end(struct process *);

#endif
