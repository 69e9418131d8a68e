/* SPDX-License-Identifier: ISC */
#ifndef SOUK_SETTINGS_SNAPSHOT_H
#define SOUK_SETTINGS_SNAPSHOT_H

#include "lib/settings/settings.h"

struct arena;

struct settings {
	struct arena	*arena;		/* its own; of the record */
	struct record	*record;	/* of `all`, complete */
	uint64_t	 generation;
	bool		 loaded;	/* from rows, not only initial values */
};

/* Initial values overlaid with the rows, in any arena. */
struct record	*snapshot_initial(struct arena *, const struct fieldset *all);
enum outcome	 snapshot_read(struct act *, struct arena *,
		    const struct fieldset *all, struct record **);
/* A module's member of a record of `all`; NULL: absent. */
struct record	*snapshot_part(const struct record *,
		    const struct fieldset *);
int		 snapshot_decimals(const struct record *);

#endif
