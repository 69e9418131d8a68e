/* SPDX-License-Identifier: ISC */
/* What `souk doctor` says about owners. */
#include "lib/accounts/accounts.h"
#include "lib/db/db.h"
#include "lib/base/finding.h"

static const char sql_owners[] =
    "SELECT count(*), count(CASE WHEN user_totp.confirmed_at IS NULL THEN 1"
    " END) FROM users LEFT JOIN user_totp ON user_totp.user_id = users.id"
    " WHERE role = 'SUPER_ADMIN' AND is_active = 1";

struct owners { int64_t all, bare; };

static enum outcome
count_owners(struct act *act, void *arg)
{
	struct owners	*o = arg;
	struct stmt	*s = db_sql(act->db, sql_owners);
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*o = (struct owners){ db_int(s, 0), db_int(s, 1) };
	db_done(s);
	return e;
}

int
accounts_findings(struct act *act, struct buf *out)
{
	struct owners	 o = { 0, 0 };

	if (db_tx(act, DB_READ, count_owners, &o) != SOUK_OK)
		return 0;
	if (o.all == 0)
		return finding(out, "accounts", "nobody owns the shop",
		    "`souk create-admin NAME E-MAIL`");
	if (o.bare > 0 && finding_is_public(act->config))
		return finding(out, "accounts",
		    "an owner signs in by a password alone",
		    "turn the second factor on at /compte/securite");
	return 0;
}
