/* SPDX-License-Identifier: ISC */
/* What may still be said when the window is closed. */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/whatsapp/whatsapp.h"

/* Few: Meta allows 250 of an account, or 6,000; each is one language of one
 * name.  "fr", then "fr_CA", are French. */
#define THOSE_OF \
    " FROM wa_template t JOIN wa_number n ON n.account_id = t.account_id" \
    " WHERE n.id = :number AND t.brand_id = :brand" \
    " AND t.status = 'APPROVED'"
static const char sql_count[] = "SELECT count(*)" THOSE_OF;
static const char sql_page[] =
    "SELECT t.id, t.brand_id, t.name, t.language, t.category, t.status,"
    " t.components, t.variables, t.quality, t.reason, t.synced_at" THOSE_OF
    " ORDER BY CASE WHEN t.language = :locale THEN 0"
    " WHEN t.language LIKE :dialect ESCAPE '\\' THEN 1 ELSE 2 END, t.name, t.language"
    " LIMIT :limit OFFSET :offset";

static struct stmt *
bound(struct act *act, const char *sql, const struct record *c)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":number", record_text(c, CONVERSATION_NUMBER));
	db_bind_text(s, ":brand", record_text(c, CONVERSATION_BRAND));
	return s;
}

enum outcome
conversation_templates(struct act *act, const char *id,
    const struct list_query *query, struct rows *rows)
{
	const char	*tag;
	struct record	*c;
	struct stmt	*s;
	enum outcome	 e = conversation_read(act, id, &c);

	if (e != SOUK_OK || (e = rows_count(rows, bound(act, sql_count,
	    c))) != SOUK_OK)
		return e;
	tag = locale_tag(prospect_locale(act, record_text(c,
	    CONVERSATION_PROSPECT)));
	rows->filters = "templates";
	s = bound(act, sql_page, c);
	db_bind_text(s, ":locale", tag);
	db_bind_text(s, ":dialect", arena_printf(act->arena, "%s\\_%%", tag));
	rows_open(rows, s, query);
	return SOUK_OK;
}

/* By number only. */
const char *
conversation_templates_cursor(struct act *act, const struct rows *rows,
    const struct record *t)
{
	(void)act;
	(void)rows;
	(void)t;
	return NULL;
}
