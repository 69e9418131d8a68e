/* SPDX-License-Identifier: ISC */
#include "lib/db/db.h"
#include "lib/payments/parts.h"

static const char sql_give_back[] =
    "UPDATE gift_card SET balance = balance + :n, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND balance + :n <= initial";

enum outcome
gift_card_give_back(struct act *act, const char *id, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, sql_give_back);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":n", amount);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}
