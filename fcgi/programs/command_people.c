/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "fcgi/programs/commands.h"
#include "lib/accounts/accounts.h"
#include "lib/db/db.h"

#define TEXT_MOST	2000

struct revocation { const char *text; int64_t sessions; };

static enum outcome
step_revoke(struct act *act, void *arg)
{
	struct revocation	*r = arg;
	enum outcome		 e;

	if ((e = brand_ensure(act, &act->actor.brand_id)) != SOUK_OK ||
	    (e = revoke_all(act, &r->sessions)) != SOUK_OK)
		return e;
	return r->text == NULL ? SOUK_OK : incident_tell(act, r->text);
}

/* souk revoke-all [--notify TEXT] */
int
command_revoke_all(struct process *p, int argc, char **argv)
{
	struct act		*act = process_act(p);
	struct revocation	 r = { .text = argc == 2 ? argv[1] : NULL };
	enum outcome		 e;

	if (argc == 1 || (argc == 2 && (strcmp(argv[0], "--notify") != 0 ||
	    strlen(argv[1]) > TEXT_MOST || *argv[1] == '\0'))) {
		fprintf(stderr, "souk: revoke-all [--notify TEXT], of %d bytes"
		    " at most\n", TEXT_MOST);
		return EXIT_USAGE;
	}
	if ((e = db_tx(act, DB_WRITE, step_revoke, &r)) != SOUK_OK)
		return command_refused(act, e);
	printf("%lld sessions ended%s\n", (long long)r.sessions,
	    r.text == NULL ? "" : "; everybody will be told by mail");
	return 0;
}
