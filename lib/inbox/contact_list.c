/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/list_export.h"
#include "lib/db/compose.h"
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
static const char sql_counted[] = "LIMIT :reach) n";
static const char sql_page[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.brand_id = :brand";
static const char sql_newest[] =
    "ORDER BY c.id DESC LIMIT :limit OFFSET :offset";
static const char sql_one[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.id = :id";

static const char sql_of_talk[] =
    "SELECT " CONTACT_COLUMNS " WHERE c.conversation_id = :id";

static const char of_status[] = "c.status = :status";
static const char of_q[] =
    "(lower(c.name) LIKE :q ESCAPE '\\' OR c.email LIKE :q ESCAPE '\\'"
    " OR lower(c.subject) LIKE :q ESCAPE '\\'"
    " OR lower(c.message) LIKE :q ESCAPE '\\')";
static const char after_cursor[] = "c.id < :after";

/* Letters as they are, around them anything; ASCII in lower case. */
static const char *
like_of(struct act *act, const char *q)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_putc(&b, '%');
	for (; *q != '\0'; q++) {
		if (*q == '%' || *q == '_' || *q == '\\')
			buf_putc(&b, '\\');
		buf_putc(&b, *q >= 'A' && *q <= 'Z' ? (char)(*q + 32) : *q);
	}
	buf_putc(&b, '%');
	return b.p;
}

static struct stmt *
filtered(struct act *act, const struct record *filter,
    struct compose_select *sql, const char *after)
{
	const char	*where[4] = { NULL };
	const char	*status = record_text(filter, CONTACTS_OF_STATUS);
	const char	*q = record_text(filter, CONTACTS_OF_Q);
	struct stmt	*s;
	size_t		 n = 0;

	if (status != NULL)
		where[n++] = of_status;
	if (q != NULL)
		where[n++] = of_q;
	if (after != NULL)
		where[n] = after_cursor;
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	sql->where = NULL;
	db_bind_text(s, ":brand", act->actor.brand_id);
	if (status != NULL)
		db_bind_text(s, ":status", status);
	if (q != NULL)
		db_bind_text(s, ":q", like_of(act, q));
	if (after != NULL)
		db_bind_text(s, ":after", after);
	return s;
}

enum outcome
contact_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	struct compose_select	 count = { .select = sql_count,
		.tail = sql_counted };
	struct compose_select	 page = { .select = sql_page,
		.tail = sql_newest };
	const char		*q = record_text(filter, CONTACTS_OF_Q);
	const char		*status = record_text(filter,
				    CONTACTS_OF_STATUS);
	struct cursor		 after = { 0 };
	enum outcome		 e;

	rows->filters = arena_printf(act->arena, "contact %s\n%s\n%s",
	    act->actor.brand_id, status != NULL ? status : "",
	    q != NULL ? q : "");
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	e = rows_count_reach(rows, filtered(act, filter, &count, NULL));
	if (e != SOUK_OK)
		return e;
	rows_open(rows, filtered(act, filter, &page, after.id), query);
	return SOUK_OK;
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
