/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/ops/doctor.h"
#include "lib/ops/ops.h"
#include "lib/queue/queue.h"

/* ---- the machine and the database ------------------------------------------ */

static int
check_health(struct act *act, struct buf *out)
{
	static const char *const	 todo[] = {
	    "see log/souk.log", "make room, or a larger disk",
	    "see /admin/taches" };
	struct health			 checks[HEALTH_MAX];
	int				 count = health_check(act, checks);
	int				 n = 0;

	for (int i = 0; i < count; i++)
		if (!checks[i].ok)
			n += finding(out, checks[i].name,
			    checks[i].detail[0] != '\0' ? checks[i].detail :
			    "is nearly full", i < 3 ? todo[i] :
			    "see log/souk.log");
	return n;
}

int
doctor_database(struct act *act, struct buf *out)
{
	const char	*why = "";
	enum outcome	 e;

	e = db_check(act->db, act->arena, &why);
	if (act->shared != NULL)
		shared_set_damaged(act->shared, e == SOUK_INTERNAL);
	return e == SOUK_OK ? 0 : finding(out, "database", why,
	    "stop the shop and `souk restore`");
}

static int
check_schema(struct act *act, struct buf *out)
{
	const int64_t	 file = db_file_version(act->db),
			 own = db_schema_version();

	if (file == own)
		return 0;
	return finding(out, "schema", arena_printf(act->arena,
	    "the database has %lld, this program speaks %lld",
	    (long long)file, (long long)own), file < own ? "`souk migrate`" :
	    "use the program that made it, or `souk rollback`");
}

#define WAL_HUGE	(INT64_C(256) << 20)

static int
check_wal(struct act *act, struct buf *out)
{
	return db_wal_bytes(act->db) < WAL_HUGE ? 0 : finding(out,
	    "db/souk.db-wal", "is huge, so somebody reads for ever or nothing "
	    "writes it back", "end what holds it (fuser), restart the shop");
}

static enum outcome
count_dead(struct act *act, void *arg)
{
	int64_t	 waiting, running;

	return queue_counts(act, &waiting, &running, arg);
}

static int
check_dead(struct act *act, struct buf *out)
{
	int64_t	 dead = 0;

	if (db_tx(act, DB_READ, count_dead, &dead) != SOUK_OK || dead == 0)
		return 0;
	return finding(out, "jobs", arena_printf(act->arena,
	    "%lld were given up", (long long)dead),
	    "see why at /admin/taches, then try them again");
}

/* ---- the configuration ------------------------------------------------------ */

/* A secret of a sample, or one that somebody typed. */
#define SECRET_LETTERS	12	/* different ones, at least */

static int
check_secret(struct act *act, struct buf *out)
{
	static const char *const	 weak[] = { "change", "secret",
	    "password", "example", "default", "0123456789" };
	const char			*secret = act->config->secret;
	bool				 seen[256] = { false }, bad;
	int				 letters = 0;

	for (const char *p = secret; *p != '\0'; p++)
		if (!seen[(unsigned char)*p]) {
			seen[(unsigned char)*p] = true;
			letters++;
		}
	bad = letters < SECRET_LETTERS;
	for (size_t i = 0; i < sizeof(weak) / sizeof(weak[0]); i++)
		bad |= strcasestr(secret, weak[i]) != NULL;
	return !bad ? 0 : finding(out, "SOUK_SECRET", "can be guessed, and so "
	    "who is signed in", "`openssl rand -hex 32` makes a good one");
}

static int
check_address(struct act *act, struct buf *out)
{
	if (!finding_is_public(act->config))
		return 0;
	if (strncmp(act->config->base_url, "http://", 7) == 0)
		return finding(out, "SOUK_BASE_URL", "is http, so links in "
		    "mails lead to a refusal", "write https");
	return 0;
}

static int
check_copies(struct act *act, struct buf *out)
{
	const struct config	*c = act->config;

	return c->backup_place[0] == '\0' || c->backup_key[0] != '\0' ? 0 :
	    finding(out, "SOUK_BACKUP_PLACE", "copies go there that are not "
	    "encrypted", "set SOUK_BACKUP_KEY, and keep it elsewhere too");
}

/* ---- all of them --------------------------------------------------------------- */

/* What a database that cannot be read makes pointless comes behind it. */
static int	(*const checks[])(struct act *, struct buf *) = {
	check_health,
	doctor_database,
	check_schema,
	check_wal,
	check_dead,
	check_files,
	check_owner,
	check_leftovers,
	check_clock,
	check_certificate,
	check_nginx,
	check_port,
	check_secret,
	check_address,
	check_copies,
};

int
doctor(struct act *act, struct buf *out)
{
	int	 n = 0;

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		n += checks[i](act, out);
	return n;
}
