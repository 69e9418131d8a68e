/* SPDX-License-Identifier: ISC */
#include "lib/orders/doctor.h"

#include "lib/db/db.h"
#include "lib/ops/features.h"

/* Of a brand that has something for sale, and lacks. */
#define SELLING_SQL(LACKS) \
    "SELECT 1 FROM brand b WHERE EXISTS (SELECT 1 FROM product p" \
    " WHERE p.brand_id = b.id AND p.status = 'ACTIVE')" \
    " AND NOT EXISTS (SELECT 1 FROM " LACKS ") LIMIT 1"
static const char sql_no_zone[] =
    SELLING_SQL("zone z WHERE z.brand_id = b.id");
static const char sql_no_way[] =
    SELLING_SQL("shipping_method m JOIN shipping_rate r"
    " ON r.method_id = m.id WHERE m.brand_id = b.id AND m.is_active = 1");

struct seen { bool no_zone, no_way; };

static enum outcome
is_so(struct act *act, const char *sql, bool *so)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e = db_step(s);

	db_done(s);
	*so = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
look(struct act *act, void *arg)
{
	struct seen	*seen = arg;
	enum outcome	 e = is_so(act, sql_no_zone, &seen->no_zone);

	return e != SOUK_OK ? e : is_so(act, sql_no_way, &seen->no_way);
}

/* Told, and no fault: a shop may well begin so. */
int
orders_findings(struct act *act, struct buf *out)
{
	struct seen	 seen = { .no_zone = false };

	if (!feature_is_on(act, FEATURE_CART) ||
	    db_tx(act, DB_READ, look, &seen) != SOUK_OK)
		return 0;		/* its schema is told of already */
	if (seen.no_zone)
		buf_puts(out, "zones: there are products for sale and no "
		    "zone, so no taxes and nowhere to send them; "
		    "see /admin/zones\n");
	else if (seen.no_way)
		buf_puts(out, "shipping: there are products for sale and no "
		    "way of shipping with a price is offered; "
		    "see /admin/livraison\n");
	return 0;
}
