/* SPDX-License-Identifier: ISC */
/* Numbers as Meta tells them. */
#include <string.h>

#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_put[] =
    "INSERT INTO wa_number (id, brand_id, meta_id, account_id, phone, name,"
    " is_default, coexists, quality, per_second, per_day, synced_at,"
    " created_at, updated_at)"
    " SELECT :id, b.id, :meta, :account, :phone, :name,"
    " CASE WHEN EXISTS (SELECT 1 FROM wa_number d WHERE d.brand_id = b.id"
    "  AND d.is_default = 1) THEN 0 ELSE 1 END,"
    " :coexists, :quality, :per_second, :per_day, :now, :now, :now"
    " FROM brand b WHERE b.id = :brand"
    " ON CONFLICT (meta_id) DO UPDATE SET account_id = excluded.account_id,"
    " phone = excluded.phone, quality = excluded.quality,"
    " coexists = CASE WHEN excluded.coexists = 1 THEN 1"
    "  ELSE wa_number.coexists END,"
    " name = COALESCE(wa_number.name, excluded.name),"
    " synced_at = excluded.synced_at";

int64_t
wa_tier(const char *text)
{
	static const struct { const char *name; int64_t n; }	 tiers[] = {
		{ "TIER_UNLIMITED", 0 }, { "UNLIMITED", 0 },
		{ "TIER_NOT_SET", 250 } };
	int64_t		 n;
	size_t		 digits;

	if (text == NULL)
		return -1;
	for (size_t i = 0; i < COUNT(tiers); i++)
		if (strcmp(tiers[i].name, text) == 0)
			return tiers[i].n;
	if (text_starts(text, "TIER_"))
		text += strlen("TIER_");
	digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9)
		return -1;
	n = 0;
	for (size_t i = 0; i < digits; i++)
		n = 10 * n + (text[i] - '0');
	if (strcmp(text + digits, "K") == 0)
		n *= 1000;
	else if (text[digits] != '\0')
		return -1;
	return n > 0 ? n : -1;
}

static int64_t
per_second_of(const struct json_in *number)
{
	return text_equal(wa_text(wa_object(number, "throughput"), "level"),
	    "HIGH") ? 1000 : 80;
}

static bool
is_true(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_BOOL && m->boolean;
}

/* What is no number is passed over. */
enum outcome
wa_number_store(struct act *act, const char *brand, const struct json_in *n)
{
	const int64_t	 per_day = wa_tier(wa_text(n, "messaging_limit_tier"));
	const char	*meta, *phone;
	struct stmt	*s;
	enum outcome	 e;

	if (n->type != JSON_OBJECT ||
	    (meta = wa_text(n, "id")) == NULL ||
	    !wa_is_digits(phone = wa_name(act->arena, wa_text(n,
	    "display_phone_number"))))
		return SOUK_OK;
	if ((e = wa_number_back(act, meta)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", typeid_new(act->arena, "wanum", act->now));
	db_bind_text(s, ":brand", brand);
	db_bind_text(s, ":meta", meta);
	db_bind_text(s, ":account", act->config->meta_account);
	db_bind_text(s, ":phone", phone);
	db_bind_text(s, ":name", wa_text(n, "verified_name"));
	db_bind_int(s, ":coexists", is_true(n, "is_on_biz_app"));
	db_bind_text(s, ":quality", wa_text(n, "quality_rating"));
	db_bind_int(s, ":per_second", per_second_of(n));
	if (per_day > 0)
		db_bind_int(s, ":per_day", per_day);
	else
		db_bind_null_int(s, ":per_day");
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}
