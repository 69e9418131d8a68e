/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/listed.h"

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

/* In the order of user_fields. */
static const char sql_page[] =
    "SELECT id, username, email, name, role, brand_id, locale, is_active,"
    " created_at, updated_at, version, phone, business_name, avatar_url,"
    " subscription, email_verified_at, terms_accepted_at FROM users"
    " WHERE brand_id = :brand AND role = 'CUSTOMER'";

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
range_add(struct act *act, struct listed_where *w, const char *from,
    const char *to, const char *begins)
{
	listed_text(w, from, begins);
	listed_text(w, to, arena_printf(act->arena, "%s%s", begins, BEHIND));
}

static void
begins_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	const char	*name;

	if (!record_has(filter, CUSTOMER_OF_Q))
		return;
	/* Lower case of ASCII only, as lower() of SQL. */
	name = email_key(act->arena, filter->values[CUSTOMER_OF_Q].text);
	listed_if(w, of_q);
	range_add(act, w, ":email", ":email_end", name);
	range_add(act, w, ":name", ":name_end", name);
	range_add(act, w, ":other", ":other_end",
	    other_case(act->arena, name));
}

static const struct listed_filter conditions[CUSTOMER_OF__MAX] = {
	[CUSTOMER_OF_Q] = { NULL, NULL, NULL },	/* begins_add() */
};

static const struct listed listed = {
	.name = "customers", LISTED_FILTERS(conditions), .more = begins_add,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};

enum outcome
customer_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & USER_MANAGE) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
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
