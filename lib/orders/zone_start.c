/* SPDX-License-Identifier: ISC */
#include "lib/orders/zone_start.h"

#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/country.h"
#include "lib/orders/orders.h"
#include "lib/orders/shipping.h"
#include "lib/orders/vat_rates.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define PERCENT	10000	/* millionths */

static const char sql_any[] =
    "SELECT 1 FROM zone WHERE brand_id = :brand UNION ALL"
    " SELECT 1 FROM shipping_method WHERE brand_id = :brand LIMIT 1";

static const struct field start_table[] = {
	[START_COUNTRY] = {
		.name = "country", .type = FIELD_TEXT, .min = 2, .max = 2,
		.help = "Where the shop is, ISO 3166-1: FR; as the settings "
		    "say unless given" },
};
static_assert(COUNT(start_table) == START__MAX, "a row for each field");
const struct fieldset zone_start_fields =
    FIELDSET("ZoneStart", NULL, start_table);

/* ---- what is made -------------------------------------------------------------- */

#define WORDS(FR, EN, AR) \
	{ [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }

enum part { PART_HOME, PART_UNION, PART_WORLD, PART__MAX };
static const struct {
	const char	*zone[LOCALE__MAX];	/* HOME: %s its country */
	const char	*way[LOCALE__MAX];
} parts[PART__MAX] = {
	[PART_HOME] = { WORDS("National (%s)", "Domestic (%s)", "محلي (%s)"),
	    WORDS("Livraison standard", "Standard shipping",
	    "الشحن العادي") },
	[PART_UNION] = { WORDS("Union européenne", "European Union",
	    "الاتحاد الأوروبي"), WORDS("Livraison en Europe",
	    "Shipping to Europe", "الشحن إلى أوروبا") },
	[PART_WORLD] = { WORDS("Reste du monde", "Rest of the world",
	    "بقية العالم"), WORDS("Livraison internationale",
	    "International shipping", "الشحن الدولي") },
};

static const char *const	vat[LOCALE__MAX] = WORDS("TVA %s %%",
    "VAT %s%%", "ض.ق.م. %s%%");

enum outcome
zones_are_there(struct act *act, bool *there)
{
	struct stmt	*s = db_sql(act->db, sql_any);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	e = db_step(s);
	db_done(s);
	*there = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* "25,5" */
static const char *
percent(struct arena *arena, int64_t rate, enum locale locale)
{
	char	*text = arena_printf(arena, "%lld%c%04lld",
		    (long long)(rate / PERCENT),
		    locale == LOCALE_FR ? ',' : '.',
		    (long long)(rate % PERCENT));
	size_t	 len = strlen(text);

	while (text[len - 1] == '0')
		len--;
	if (text[len - 1] == ',' || text[len - 1] == '.')
		len--;
	text[len] = '\0';
	return text;
}

void
draft_rates(struct arena *arena, const struct vat_member *member,
    enum locale locale, struct zone_draft *draft)
{
	const int64_t	 rates[TAX_CLASS__MAX] = {
		[TAX_STANDARD] = member->standard,
		[TAX_REDUCED] = member->reduced,
		[TAX_SUPER_REDUCED] = member->super_reduced };
	int		 c;

	for (c = 0; c < TAX_CLASS__MAX; c++) {
		if (rates[c] == 0)
			continue;
		draft->rates[c].rate = rates[c];
		draft->rates[c].name = arena_printf(arena, vat[locale],
		    percent(arena, rates[c], locale));
	}
}

size_t
union_but(struct arena *arena, const char *country,
    const char *const **members)
{
	const struct vat_member	*m = vat_members;
	const char		**list;
	size_t			 n = 0;

	while (m->country != NULL)
		m++;
	list = arena_array(arena, (size_t)(m - vat_members), sizeof(*list));
	for (m = vat_members; m->country != NULL; m++)
		if (!text_equal(m->country, country))
			list[n++] = m->country;
	*members = list;
	return n;
}

static void
rates_add(struct arena *arena, const struct zone_draft *draft,
    struct value *list)
{
	struct record	*item;
	int		 c;

	for (c = 0; c < TAX_CLASS__MAX; c++) {
		if (draft->rates[c].rate == 0)
			continue;
		item = list_add(arena, list, &tax_rate_fields);
		record_set_text(item, TAX_RATE_CLASS, tax_classes[c]);
		item->values[TAX_RATE_CLASS].num = c;
		record_set_text(item, TAX_RATE_NAME, draft->rates[c].name);
		record_set_int(item, TAX_RATE_RATE, draft->rates[c].rate);
	}
}

enum outcome
zone_draft_create(struct act *act, const struct zone_draft *draft,
    struct record **zone)
{
	struct arena	*arena = act->arena;
	struct record	*in = record_new(arena, &zone_fields), *item;
	size_t		 i;

	record_set_text(in, ZONE_NAME, draft->name);
	record_set_int(in, ZONE_REVERSE, draft->reverse_charge);
	for (i = 0; i < draft->country_count; i++) {
		item = list_add(arena, &in->values[ZONE_AREAS], &area_fields);
		record_set_text(item, AREA_COUNTRY, draft->countries[i]);
	}
	rates_add(arena, draft, &in->values[ZONE_RATES]);
	return zone_create(act, in, zone);
}

/* ---- the act ---------------------------------------------------------------------- */

struct start {
	struct act			*act;
	enum locale			 locale;
	const char			*country;
	const struct vat_member		*member;	/* NULL: no member */
};

/* Not offered: it has no price yet. */
static enum outcome
way_make(struct start *s, enum part part, const struct record *zone)
{
	struct record	*in = record_new(s->act->arena, &shipping_fields);
	struct record	*out;

	record_set_text(in, SHIPPING_KIND, shipping_kinds[SHIPPING_CARRIER]);
	record_set_text(in, SHIPPING_ZONE, record_text(zone, ZONE_ID));
	record_set_text(in, SHIPPING_NAME, parts[part].way[s->locale]);
	record_set_int(in, SHIPPING_ACTIVE, 0);
	record_set_int(in, SHIPPING_POSITION, part + 1);
	return shipping_create(s->act, in, &out);
}

/* Monaco is France there (directive 2006/112/EC, art. 7). */
static void
countries_of(struct start *s, enum part part, struct zone_draft *draft)
{
	static const char *const	 france[] = { "FR", "MC" };
	static const char *const	 world[] = { "*" };

	draft->country_count = 1;
	if (part == PART_WORLD) {
		draft->countries = world;
	} else if (part == PART_UNION) {
		draft->country_count = union_but(s->act->arena, s->country,
		    &draft->countries);
	} else if (text_equal(s->country, "FR")) {
		draft->countries = france;
		draft->country_count = COUNT(france);
	} else {
		draft->countries = &s->country;
	}
}

static enum outcome
part_make(struct start *s, enum part part, struct record **zone)
{
	struct zone_draft	 draft = {
		.name = parts[part].zone[s->locale],
		.reverse_charge = part == PART_UNION };
	enum outcome		 e;

	if (part == PART_HOME)
		draft.name = arena_printf(s->act->arena, draft.name,
		    s->country);
	countries_of(s, part, &draft);
	if (s->member != NULL && part != PART_WORLD)
		draft_rates(s->act->arena, s->member, s->locale, &draft);
	e = zone_draft_create(s->act, &draft, zone);
	return e != SOUK_OK ? e : way_make(s, part, *zone);
}

static enum outcome
all_make(struct start *s, struct record **home)
{
	struct record	*zone;
	enum outcome	 e;

	e = part_make(s, PART_HOME, home);
	if (e == SOUK_OK && s->member != NULL)
		e = part_make(s, PART_UNION, &zone);
	return e != SOUK_OK ? e : part_make(s, PART_WORLD, &zone);
}

/* What the settings say of where the shop is becomes what is said here. */
static enum outcome
country_keep(struct act *act, const char *country)
{
	struct record	*all = record_new(act->arena, act->souk->settings);
	struct value	*v = &all->values[SOUK_SETTINGS_ORDERS];

	record_set_text(list_add(act->arena, v, &orders_settings),
	    ORDERS_COUNTRY, country);
	return settings_change(act, all, false);
}

enum outcome
zone_start(struct act *act, const struct record *in, struct record **home)
{
	const char	*given = zone_country(act->arena,
			    record_text(in, START_COUNTRY));
	struct start	 s = { .act = act,
		.locale = settings_locale(act->settings),
		.country = given != NULL ? given : settings_text(
		    act->settings, &orders_settings, ORDERS_COUNTRY) };
	enum outcome	 e;
	bool		 there;

	if (!country_is(s.country))
		return act_bad_field(act, "country",
		    &admin_messages[AREA_BAD_COUNTRY]);
	if ((e = zones_are_there(act, &there)) != SOUK_OK)
		return e;
	if (there)
		return act_refuse(act, SOUK_CONFLICT,
		    &admin_messages[ZONES_ARE_THERE]);
	if (given != NULL && (e = country_keep(act, given)) != SOUK_OK)
		return e;
	s.member = vat_member_of(s.country);
	return all_make(&s, home);
}
