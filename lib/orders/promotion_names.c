/* SPDX-License-Identifier: ISC */
#include "lib/db/db.h"
#include "lib/orders/promotions.h"
#include "lib/settings/settings.h"

static const char sql_names[] =
    "SELECT t.target_id, coalesce(p.name, c.name, l.name, t.target_id)"
    " FROM promotion_target t"
    " LEFT JOIN product_text p ON p.product_id = t.target_id"
    "  AND p.locale = :locale"
    " LEFT JOIN category_text c ON c.category_id = t.target_id"
    "  AND c.locale = :locale"
    " LEFT JOIN collection_text l ON l.collection_id = t.target_id"
    "  AND l.locale = :locale"
    " WHERE t.promotion_id = :id ORDER BY 2, 1";

struct stmt *
promotion_target_names(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_names);

	db_bind_text(s, ":locale", locale_tag(settings_locale(act->settings)));
	db_bind_text(s, ":id", id);
	return s;
}
