/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_ACT_H
#define SOUK_BASE_ACT_H

#include <stdint.h>

#include "lib/base/message.h"
#include "lib/base/outcome.h"

struct arena;
struct config;
struct db;
struct settings;
struct shared;
struct souk;

/* Who acts.  All NULL and 0: an anonymous visitor, or the system itself. */
struct actor {
	const char	*user_id;
	const char	*session_id;
	const char	*key_id;	/* by an API key, without a session */
	const char	*brand_id;
	const char	*username;
	int		 role;		/* enum role, lib/accounts */
	uint64_t	 permissions;	/* enum permission, lib/accounts */
	const char	*groups;	/* ask actor_groups(), lib/accounts */
	const char	*address;	/* of the peer, as nginx saw it */
	const char	*user_agent;
	/* A guest: SHA-256 of the secret in the cart's cookie.  A pass: what a
	 * mailed link carries (X-Order-Pass), as sent.  NULL: none. */
	const char	*guest, *pass;
};

#define PROBLEM_FIELDS	32

/* Why something was refused; meaningless while the outcome is SOUK_OK. */
struct problem {
	const struct message	*message;	/* NULL: the outcome's own */
	int64_t			 numbers[MESSAGE_NUMBERS];
	int64_t			 retry_after;	/* seconds */
	int			 count;
	struct problem_field {
		const char		*name;	/* "variations[0].sku" */
		const struct message	*message;
		int64_t			 numbers[MESSAGE_NUMBERS];
	}			 fields[PROBLEM_FIELDS];
};

/*
 * Everything a domain call needs besides its own arguments.  Made by the
 * dispatcher, the job runner or a command; lives as long as the arena.
 */
struct act {
	struct db		*db;
	struct arena		*arena;
	const struct souk	*souk;		/* the module list: hooks, jobs */
	const struct config	*config;
	const struct settings	*settings;	/* a snapshot */
	struct shared		*shared;
	struct actor		 actor;
	enum locale		 locale;
	int64_t			 now;		/* ms, fixed for the act */
	int64_t			 expected_version;	/* If-Match; 0: none */
	const char		*request_id;
	const char		*origin;	/* what this is part of: the id
						   of an import; NULL */
	struct problem		 problem;
};

/*
 * Refuse: `return act_refuse(act, SOUK_CONFLICT, &message)`.  Returns the
 * outcome it was given.
 */
enum outcome	 act_refuse(struct act *, enum outcome, const struct message *);
/* A system call failed: BUSY and STORAGE_FULL if for want of space, else
 * INTERNAL.  Whoever calls has logged it. */
enum outcome	 act_refuse_errno(struct act *, int error);
/* Note a bad field (its name is kept, not copied) and return INVALID.  The
 * first word about a field stands, and the first PROBLEM_FIELDS fields. */
enum outcome	 act_bad_field(struct act *, const char *field,
		    const struct message *);
enum outcome	 act_bad_number(struct act *, const char *field,
		    const struct message *, int64_t n0, int64_t n1);

#endif
