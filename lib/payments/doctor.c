/* SPDX-License-Identifier: ISC */
/* What needs no network; see doctor_stripe.c. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/doctor.h"
#include "lib/payments/event.h"

static const char sql_flagged[] =
    "SELECT COUNT(*) FROM payment WHERE flag IS NOT NULL";
static const char sql_due[] =
    "SELECT COUNT(*) FROM payment_dispute WHERE closed_at IS NULL"
    " AND due_at > :now";
static const char sql_read[] =
    "SELECT updated_at FROM payment_pull WHERE provider = 'stripe'";

#define LATE	CLOCK_DAY

struct seen { int64_t flagged, due, read_at; };

static enum outcome
number(struct act *act, struct stmt *s, int64_t *n)
{
	enum outcome	 e = db_step(s);

	(void)act;
	*n = e == SOUK_OK ? db_int(s, 0) : 0;
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
look(struct act *act, void *arg)
{
	struct seen	*seen = arg;
	struct stmt	*s;
	enum outcome	 e;

	e = number(act, db_sql(act->db, sql_flagged), &seen->flagged);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_due);
	db_bind_int(s, ":now", act->now);
	if ((e = number(act, s, &seen->due)) != SOUK_OK)
		return e;
	return number(act, db_sql(act->db, sql_read), &seen->read_at);
}

/* ---- what is configured ---------------------------------------------------------- */

static int
check_live(struct act *act, struct buf *out)
{
	const struct config	*c = act->config;

	if (!stripe_is_live(act))
		return 0;
	if (!finding_is_public(c) || !text_starts(c->base_url, "https://"))
		return finding(out, "SOUK_STRIPE_KEY", "takes real money, and "
		    "Stripe cannot reach SOUK_BASE_URL", "use a key of "
		    "Stripe's test mode, or an https address");
	if (!text_starts(c->stripe_url, "https://"))
		return finding(out, "SOUK_STRIPE_URL", "is not Stripe, and "
		    "the key takes real money", "use a key of the test mode");
	return 0;
}

static int
check_public(struct act *act, struct buf *out)
{
	const char	*key = act->config->stripe_public;

	if (*key == '\0' || *act->config->stripe_key == '\0' ||
	    text_starts(key, "pk_live_") == stripe_is_live(act))
		return 0;
	return finding(out, "SOUK_STRIPE_PUBLIC_KEY", "is of the other mode "
	    "than SOUK_STRIPE_KEY", "copy both of the same mode");
}

/* ---- what is stored --------------------------------------------------------------- */

static int
check_rows(struct act *act, struct buf *out)
{
	struct seen	 seen = { .flagged = 0 };

	if (db_tx(act, DB_READ, look, &seen) != SOUK_OK)
		return 0;		/* its schema is told of already */
	if (seen.flagged > 0)
		buf_printf(out, "payments: %" PRId64 " need a look; see "
		    "/admin/paiements\n", seen.flagged);
	if (seen.due > 0)
		buf_printf(out, "payments: %" PRId64 " disputed, and evidence "
		    "is awaited; see /admin/litiges\n", seen.due);
	if (*act->config->stripe_key == '\0' || seen.read_at == 0 ||
	    seen.read_at > act->now - LATE)
		return 0;
	return finding(out, "payments", "Stripe's list of events was not read "
	    "for a day", "see /admin/taches, and `souk doctor --stripe`");
}

int
payments_findings(struct act *act, struct buf *out)
{
	int	 n = check_live(act, out);

	n += check_public(act, out);
	return n + check_rows(act, out);
}
