/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/many.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Every beginning of the postcode is looked up by the key, whatever number of
 * areas a country has. */
static const char sql_zone[] =
    "SELECT z.id, z.reverse_charge FROM zone_area a"
    " JOIN zone z ON z.id = a.zone_id"
    " WHERE a.brand_id = :brand AND a.country IN (:country, '*')"
    " AND a.region IN (:region, '')"
    " AND a.postcode IN ('', " DB_TEN("p00") ")"
    " ORDER BY length(a.postcode) DESC,"
    " CASE a.region WHEN '' THEN 1 ELSE 0 END,"
    " CASE a.country WHEN '*' THEN 1 ELSE 0 END, z.created_at, z.id LIMIT 1";
static const char sql_rates[] =
    "SELECT tax_class, rate, name FROM tax_rate WHERE zone_id = :zone";

const char *const tax_classes[] = {
	[TAX_STANDARD] = "standard", [TAX_REDUCED] = "reduced",
	[TAX_SUPER_REDUCED] = "super_reduced", [TAX_ZERO] = "zero",
	[TAX_EXEMPT] = "exempt", NULL
};
static_assert(COUNT(tax_classes) == TAX_CLASS__MAX + 1, "a name for each");

enum tax_class
tax_class_from(const char *name)
{
	int	 i;

	for (i = 0; i < TAX_CLASS__MAX; i++)
		if (text_equal(tax_classes[i], name))
			return (enum tax_class)i;
	return TAX_STANDARD;
}

static void
upper(char *text)
{
	for (; *text != '\0'; text++)
		if (*text >= 'a' && *text <= 'z')
			*text = (char)(*text - 'a' + 'A');
}

const char *
zone_country(struct arena *arena, const char *country)
{
	char	*copy = arena_copy(arena, country);

	if (copy != NULL)
		upper(copy);
	return copy;
}

const char *
zone_region(struct arena *arena, const char *region)
{
	char	*folded;

	if (region == NULL)
		return "";
	folded = text_fold(arena, region, strlen(region));
	upper(folded);
	return folded;
}

const char *
zone_postcode(struct arena *arena, const char *postcode)
{
	char	*folded, *to;
	size_t	 i;

	if (postcode == NULL)
		return "";
	to = folded = text_fold(arena, postcode, strlen(postcode));
	for (i = 0; folded[i] != '\0'; i++)
		if (folded[i] != ' ')
			*to++ = folded[i];
	*to = '\0';
	upper(folded);
	return folded;
}

/* "75011": "7", "75", "750" … */
static size_t
beginnings(struct arena *arena, const char *postcode, const char **out)
{
	size_t	 n;

	for (n = 0; n < ZONE_POSTCODE && postcode[n] != '\0'; n++)
		out[n] = arena_text(arena, postcode, n + 1);
	return n;
}

static enum outcome
zone_find(struct act *act, const char *brand_id, const struct destination *to,
    struct zone_taxes *zone)
{
	const char	*starts[ZONE_POSTCODE];
	struct stmt	*s = db_sql(act->db, sql_zone);
	enum outcome	 e;
	size_t		 n;

	n = beginnings(act->arena, zone_postcode(act->arena, to->postcode),
	    starts);
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":country", zone_country(act->arena, to->country));
	db_bind_text(s, ":region", zone_region(act->arena, to->region));
	db_bind_many(s, starts, n, ZONE_POSTCODE);
	if ((e = db_step(s)) == SOUK_OK) {
		zone->id = db_copy(s, 0, act->arena);
		zone->reverse_charge = db_int(s, 1) == 1;
	}
	db_done(s);
	return e;
}

enum outcome
zone_of(struct act *act, const char *brand_id, const struct destination *to,
    struct zone_taxes *zone)
{
	struct stmt	*s;
	enum tax_class	 c;
	enum outcome	 e;

	memset(zone, 0, sizeof(*zone));
	for (c = 0; c < TAX_CLASS__MAX; c++)
		zone->rates[c].name = "";
	if ((e = zone_find(act, brand_id, to, zone)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	s = db_sql(act->db, sql_rates);
	db_bind_text(s, ":zone", zone->id);
	while ((e = db_step(s)) == SOUK_OK) {
		c = tax_class_from(db_text(s, 0, NULL));
		if (c == TAX_ZERO || c == TAX_EXEMPT)
			continue;
		zone->rates[c].rate = db_int(s, 1);
		zone->rates[c].name = db_copy(s, 2, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
