/* SPDX-License-Identifier: ISC */
/* What changed since: for who goes back to an earlier copy. */
#include "lib/audit/audit.h"
#include "lib/base/buf.h"
#include "lib/db/db.h"

static const char sql_newest[] = "SELECT id FROM audit_log ORDER BY id DESC"
    " LIMIT 1";
static const char sql_behind[] =
    "SELECT entity_type, count(*) FROM audit_log WHERE id > :id"
    " GROUP BY entity_type ORDER BY entity_type";

static enum outcome
newest(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_newest);
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		buf_printf(arg, "%s\n", db_text(s, 0, NULL));
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

struct behind { const char *id; struct buf *out; };

static enum outcome
behind(struct act *act, void *arg)
{
	struct behind	*b = arg;
	struct stmt	*s = db_sql(act->db, sql_behind);
	enum outcome	 e;

	db_bind_text(s, ":id", b->id);
	while ((e = db_step(s)) == SOUK_OK)
		buf_printf(b->out, "%lld %s\n", (long long)db_int(s, 1),
		    db_text(s, 0, NULL));
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
audit_newest(struct act *act, struct buf *out)
{
	return db_tx(act, DB_READ, newest, out);
}

enum outcome
audit_behind(struct act *act, const char *id, struct buf *out)
{
	struct behind	 b = { id, out };

	return db_tx(act, DB_READ, behind, &b);
}
