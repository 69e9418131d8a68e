/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"

#define BEHIND	"\xf4\x8f\xbf\xbf"	/* the last code point there is */

static const struct field filters[] = {
	[CUSTOMER_OF_Q] = { .name = "q", .type = FIELD_TEXT, .min = 1,
	    .max = 100, .help = "How an e-mail or a name begins" },
};
const struct fieldset customer_filters =
    FIELDSET("CustomerFilter", NULL, filters);

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM users"
    " WHERE brand_id = :brand AND role = 'CUSTOMER'";
static const char sql_counted[] = "LIMIT :reach) c";

/* In the order of user_fields. */
static const char sql_page[] =
    "SELECT id, username, email, name, role, brand_id, locale, is_active,"
    " created_at, updated_at, version, phone, business_name, avatar_url,"
    " subscription, email_verified_at, terms_accepted_at FROM users"
    " WHERE brand_id = :brand AND role = 'CUSTOMER'";
static const char sql_tail[] =
    "ORDER BY id DESC LIMIT :limit OFFSET :offset";

static const char of_q[] =
    "((email_key >= :email AND email_key < :email_end)"
    " OR (lower(name) >= :name AND lower(name) < :name_end)"
    " OR (lower(name) >= :other AND lower(name) < :other_end))";

/* "élodie" as "Élodie" and the other way round: Latin letters with marks. */
static const char *
other_case(struct arena *arena, const char *text)
{
	const unsigned char	 second = (unsigned char)text[1];
	char			*copy;

	if ((unsigned char)text[0] != 0xc3 || (second & 0x9f) == 0x97)
		return text;	/* × and ÷ are no letters */
	copy = arena_copy(arena, text);
	copy[1] = (char)(second ^ 0x20);
	return copy;
}

static void
bind_range(struct act *act, struct stmt *s, const char *from, const char *to,
    const char *begins)
{
	db_bind_text(s, from, begins);
	db_bind_text(s, to, arena_printf(act->arena, "%s%s", begins, BEHIND));
}

static struct stmt *
filtered(struct act *act, const char *q, struct compose_select *sql,
    const char *after)
{
	const char	*where[3] = { NULL }, *name;
	struct stmt	*s;
	size_t		 n = 0;

	if (q != NULL)
		where[n++] = of_q;
	if (after != NULL)
		where[n++] = "id < :after";
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	sql->where = NULL;
	if (q != NULL) {
		/* Lower case of ASCII only, as lower() of SQL. */
		name = email_key(act->arena, q);
		bind_range(act, s, ":email", ":email_end", name);
		bind_range(act, s, ":name", ":name_end", name);
		bind_range(act, s, ":other", ":other_end",
		    other_case(act->arena, name));
	}
	if (after != NULL)
		db_bind_text(s, ":after", after);
	db_bind_text(s, ":brand", act->actor.brand_id);
	return s;
}

enum outcome
customer_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	const char		*q = record_has(filter, CUSTOMER_OF_Q) ?
				    filter->values[CUSTOMER_OF_Q].text : NULL;
	struct compose_select	 count = { .select = sql_count,
		.tail = sql_counted };
	struct compose_select	 page = { .select = sql_page,
		.tail = sql_tail };
	struct cursor		 after = { 0 };
	enum outcome		 e;

	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	rows->filters = arena_printf(act->arena, "customers %s %s",
	    act->actor.brand_id, q == NULL ? "" : q);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	e = rows_count_reach(rows, filtered(act, q, &count, NULL));
	if (e != SOUK_OK)
		return e;
	rows_open(rows, filtered(act, q, &page, after.id), query);
	return SOUK_OK;
}

const char *
customer_list_cursor(struct act *act, const struct rows *rows,
    const struct record *user)
{
	return rows_cursor_by_id(act, rows,
	    user->values[USER_ID].text);
}

enum outcome
customer_read(struct act *act, const char *id, struct record **user)
{
	enum outcome	 e = user_read(act, id, user);

	if (e == SOUK_OK && !text_equal((*user)->values[USER_ROLE].text,
	    role_name(ROLE_CUSTOMER)))
		return SOUK_NOT_FOUND;
	return e;
}
