/* SPDX-License-Identifier: ISC */
/* What may still be said when the window is closed. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
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
    " WHEN t.language LIKE :dialect ESCAPE '\\' THEN 1 ELSE 2 END, t.name,"
    " t.language LIMIT :limit OFFSET :offset";

static struct stmt *
bound(struct act *act, const char *sql, const struct template_scope *of)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":number", of->number_id);
	db_bind_text(s, ":brand", of->brand_id);
	return s;
}

/* Limit and offset are still to be bound. */
static struct stmt *
page_of(struct act *act, const struct template_scope *of)
{
	const char	*tag = locale_tag(prospect_locale(act,
			    of->prospect_id));
	struct stmt	*s = bound(act, sql_page, of);

	db_bind_text(s, ":locale", tag);
	db_bind_text(s, ":dialect", arena_printf(act->arena, "%s\\_%%", tag));
	return s;
}

enum outcome
conversation_templates(struct act *act, const char *id,
    const struct list_query *query, struct rows *rows)
{
	struct template_scope	 of;
	struct record		*c;
	enum outcome		 e = conversation_read(act, id, &c);

	if (e != SOUK_OK)
		return e;
	of = (struct template_scope){
		.number_id = record_text(c, CONVERSATION_NUMBER),
		.brand_id = record_text(c, CONVERSATION_BRAND),
		.prospect_id = record_text(c, CONVERSATION_PROSPECT) };
	if ((e = rows_count(rows, bound(act, sql_count, &of))) != SOUK_OK)
		return e;
	rows->filters = "templates";
	rows_open(rows, page_of(act, &of), query);
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

/* ---- named where something else was refused -------------------------------------- */

#define NAMED	10	/* of them */

/* As Meta allows them, since a "|" or a brace would mean something here. */
static bool
is_plain(const char *name)
{
	return *name != '\0' && name[strspn(name,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_-")] == '\0';
}

/* "retour (fr), retour (en)"; "" if there are none. */
static const char *
names_of(struct act *act, struct stmt *s, enum outcome *e)
{
	struct buf	 b;

	buf_init(&b, act->arena, 128);
	while ((*e = db_step(s)) == SOUK_OK) {
		const char	*name = db_text(s, 2, NULL);
		const char	*language = db_text(s, 3, NULL);

		if (is_plain(name) && is_plain(language))
			buf_printf(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
			    name, language);
	}
	if (*e == SOUK_NOT_FOUND)
		*e = SOUK_OK;
	return b.p;
}

static const struct message *
offer_of(struct act *act, const char *names)
{
	const struct message	*are = &inbox_messages[INBOX_TEMPLATES];
	struct message		*m;

	if (*names == '\0')
		return &inbox_messages[INBOX_NO_TEMPLATES];
	m = arena_alloc(act->arena, sizeof(*m));
	m->code = are->code;
	for (int i = 0; i < LOCALE__MAX; i++)
		m->text[i] = arena_printf(act->arena, "%s %s", are->text[i],
		    names);
	return m;
}

enum outcome
templates_offer(struct act *act, const struct template_scope *of)
{
	struct stmt	*s = page_of(act, of);
	const char	*names;
	enum outcome	 e;

	db_bind_int(s, ":limit", NAMED);
	db_bind_int(s, ":offset", 0);
	names = names_of(act, s, &e);
	if (e == SOUK_OK)
		act_bad_field(act, "template", offer_of(act, names));
	return e;
}
