/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/template.h"

#include <string.h>
#include <strings.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/settings/settings.h"
#include "lib/whatsapp/graph.h"
#include "lib/whatsapp/template_parts.h"
#include "lib/whatsapp/told.h"

/* In the order of wa_template_fields. */
#define COLUMNS \
    "id, brand_id, name, language, category, status, components, variables," \
    " quality, reason, synced_at"
#define APPROVED	"APPROVED"

static const char sql_category[] =
    "SELECT category FROM wa_template WHERE brand_id = :brand"
    " AND name = :name AND language = :language AND status = '" APPROVED "'"
    " LIMIT 1";
static const char sql_named[] =
    "SELECT " COLUMNS " FROM wa_template WHERE brand_id = :brand"
    " AND name = :name AND status = '" APPROVED "'"
    " ORDER BY language, id LIMIT 100";
static const char sql_count[] =
    "SELECT count(*) FROM wa_template WHERE brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM wa_template WHERE brand_id = :brand";

/* ---- finding one --------------------------------------------------------- */

/* One of those that Meta bills by; another is none. */
static const char *
category_of(const char *text)
{
	static const char *const	 known[] = { "marketing", "utility",
	    "authentication" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (text_equal(known[i], text))
			return known[i];
	return NULL;
}

enum outcome
wa_template_category(struct act *act, const char *brand_id, const char *kind,
    const struct json_in *object, const char **category)
{
	struct stmt	*s;
	enum outcome	 e;

	*category = NULL;
	if (strcmp(kind, "template") != 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_category);
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":name", wa_text(object, "name"));
	db_bind_text(s, ":language", wa_text(wa_object(object,
	    "language"), "code"));
	if ((e = db_step(s)) == SOUK_OK)
		*category = category_of(db_text(s, 0, NULL));
	db_done(s);
	return e != SOUK_NOT_FOUND ? e : act_refuse(act, SOUK_CONFLICT,
	    &wa_messages[WA_NO_TEMPLATE]);
}

/* "fr" is that of "fr" and, less so, of "fr_FR"; 3: exactly. */
static int
fits(const char *language, const char *tag)
{
	const size_t	 n = strlen(tag);

	if (strncasecmp(language, tag, n) != 0)
		return 0;
	return language[n] == '\0' ? 3 : language[n] == '_' ? 2 : 0;
}

static int
rank(const struct act *act, const char *language, enum locale locale)
{
	const int	 own = fits(language, locale_tag(locale));

	return own > 0 ? 10 + own : fits(language,
	    locale_tag(settings_locale(act->settings)));
}

enum outcome
wa_template_find(struct act *act, const char *brand_id, const char *name,
    enum locale locale, struct record **template)
{
	struct stmt	*s = db_sql(act->db, sql_named);
	struct record	*r;
	int		 best = -1, n;
	enum outcome	 e;

	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":name", name);
	while ((e = db_step(s)) == SOUK_OK) {
		r = record_new(act->arena, &wa_template_fields);
		compose_row(s, 0, act->arena, r);
		n = rank(act, r->values[WA_TEMPLATE_LANGUAGE].text, locale);
		if (n > best) {
			best = n;
			*template = r;
		}
	}
	return e == SOUK_NOT_FOUND && best >= 0 ? SOUK_OK : e;
}

/* ---- the list ------------------------------------------------------------ */

static const struct listed_filter filters[WA_TEMPLATES_OF__MAX] = {
	[WA_TEMPLATES_OF_STATUS] = { "status = :status", ":status", NULL },
	[WA_TEMPLATES_OF_NAME] = { "name = :name", ":name", NULL },
};

static const struct listed listed = {
	.name = "whatsapp templates", LISTED_FILTERS(filters),
	.count = sql_count, .page = sql_page, .counts_all = true,
	.after = "id > :id", .order = "ORDER BY id LIMIT :limit OFFSET :offset",
};

enum outcome
wa_template_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & MESSAGE_MANAGE) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

const char *
wa_template_cursor(struct act *act, const struct rows *rows,
    const struct record *template)
{
	return rows_cursor_by_id(act, rows,
	    template->values[WA_TEMPLATE_ID].text);
}
