/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/list_export.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/inbox/contact_parts.h"
#include "lib/inbox/parts.h"
#include "lib/settings/settings.h"

/* What came by the contact form, for the staff. */

/* In the order of contact_fields. */
#define CONTACT_COLUMNS \
    "c.id, c.brand_id, c.conversation_id, c.name, c.email, c.phone," \
    " c.subject, c.message, c.locale, c.status, c.notes, c.replied_at," \
    " c.created_at, c.updated_at, c.version FROM contact_message c"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM contact_message c"
    " WHERE c.brand_id = :brand";
static const char sql_page[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.brand_id = :brand";
static const char sql_one[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.id = :id";

static const char sql_of_talk[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.conversation_id = :id";

static const char of_q[] =
    "(lower(c.name) LIKE :q ESCAPE '\\' OR c.email LIKE :q ESCAPE '\\'"
    " OR lower(c.subject) LIKE :q ESCAPE '\\'"
    " OR lower(c.message) LIKE :q ESCAPE '\\')";

static const struct listed_filter filters[CONTACTS_OF__MAX] = {
	[CONTACTS_OF_STATUS] = { "c.status = :status", ":status", NULL },
	/* [CONTACTS_OF_Q]: words_add() */
};

static void
words_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	const char	*q = record_text(filter, CONTACTS_OF_Q);

	if (q == NULL)
		return;
	listed_if(w, of_q);
	listed_text(w, ":q", listed_like(act->arena, "",
	    text_lower(act->arena, q)));
}

static const struct listed listed = {
	.name = "contact", LISTED_FILTERS(filters), .more = words_add,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("c.id"),
};

enum outcome
contact_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

/* Whom nobody has answered, after so many hours. */
static void
follow(struct act *act, struct record *contact)
{
	const struct value	*v = contact->values;
	const int64_t		 hours = settings_int(act->settings,
				    &inbox_settings, INBOX_WARN_HOURS);

	record_set_int(contact, CONTACT_OVERDUE,
	    v[CONTACT_STATUS].num < CONTACT_IS_REPLIED &&
	    v[CONTACT_CREATED_AT].num <= act->now - hours * CLOCK_HOUR);
}

enum outcome
contact_next(struct act *act, struct rows *rows, struct record *contact)
{
	enum outcome	 e = rows_next(rows, act->arena, contact);

	if (e == SOUK_OK)
		follow(act, contact);
	return e;
}

const char *
contact_cursor(struct act *act, const struct rows *rows,
    const struct record *contact)
{
	return rows_cursor_by_id(act, rows, record_text(contact, CONTACT_ID));
}

/* The one of a statement that takes :id. */
static enum outcome
one_read(struct act *act, struct stmt *s, const char *id, struct record **out)
{
	struct record	*r = record_new(act->arena, &contact_fields);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, r);
	db_done(s);
	if (e != SOUK_OK ||
	    (e = inbox_brand(act, record_text(r, CONTACT_BRAND))) != SOUK_OK)
		return e;
	follow(act, r);
	*out = r;
	return SOUK_OK;
}

enum outcome
contact_read(struct act *act, const char *id, struct record **out)
{
	return one_read(act, db_sql(act->db, sql_one), id, out);
}

enum outcome
contact_of(struct act *act, const char *conversation, struct record **out)
{
	return one_read(act, db_sql(act->db, sql_of_talk), conversation, out);
}

/* ---- for a spreadsheet -------------------------------------------------------- */

static const char *const heads[] = { "time", "status", "name", "email",
	"phone", "subject", "message", "notes", "replied", "id", NULL };

static void
time_put(struct csv_out *out, const struct value *v)
{
	char	 time[CLOCK_TEXT];

	if (v->state == VALUE_SET)
		clock_text(v->num, time);
	csv_put(out, v->state == VALUE_SET ? time : NULL);
}

static void
row_put(struct csv_out *out, const struct record *filter,
    const struct record *contact)
{
	static const int	 texts[] = { CONTACT_STATUS, CONTACT_NAME,
				    CONTACT_EMAIL, CONTACT_PHONE,
				    CONTACT_SUBJECT, CONTACT_MESSAGE,
				    CONTACT_NOTES };

	(void)filter;
	time_put(out, &contact->values[CONTACT_CREATED_AT]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		csv_put(out, record_text(contact, texts[i]));
	time_put(out, &contact->values[CONTACT_REPLIED_AT]);
	csv_put(out, record_text(contact, CONTACT_ID));
	csv_put_end(out);
}

enum outcome
contact_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct list_export	 contacts = {
		&contact_fields, heads, contact_list, contact_next,
		contact_cursor, row_put
	};

	return list_export(act, &contacts, filter, how, fd);
}
