/* SPDX-License-Identifier: ISC */
#include "lib/orders/demo.h"

#include "lib/catalog/internal.h"
#include "lib/orders/promotions.h"
#include "lib/orders/shipping.h"
#include "lib/orders/vat_rates.h"
#include "lib/orders/zone_start.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define DEMO_STEPS	3

/* By locale, as the shop speaks. */
struct demo_words { const char *in[LOCALE__MAX]; };
#define WORDS(FR, EN, AR) \
	{ { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

enum demo_zone { DEMO_FRANCE, DEMO_UNION, DEMO_ZONE__MAX };
static const struct demo_words zones[] = {
	[DEMO_FRANCE] = WORDS("France", "France", "فرنسا"),
	[DEMO_UNION] = WORDS("Union européenne", "European Union",
	    "الاتحاد الأوروبي"),
};

static const struct demo_way {
	enum shipping_kind	 kind;
	enum demo_zone		 zone;
	struct demo_words	 name;
	int			 days_min, days_max;
	struct { int64_t from_amount, from_weight, amount; }
				 steps[DEMO_STEPS];
	int			 step_count;
} ways[] = {
	{ SHIPPING_CARRIER, DEMO_FRANCE, WORDS("Colissimo", "Colissimo",
	    "كوليسيمو"), 2, 3,
	    { { 0, 0, 590 }, { 0, 5000, 990 }, { 8000, 0, 0 } }, 3 },
	{ SHIPPING_CARRIER, DEMO_FRANCE, WORDS("Express avant 13 h",
	    "Express before 1 p.m.", "سريع قبل الواحدة ظهرًا"), 1, 1,
	    { { 0, 0, 1490 } }, 1 },
	{ SHIPPING_CARRIER, DEMO_UNION, WORDS("Colis Europe",
	    "Europe parcel", "طرد أوروبا"), 4, 7,
	    { { 0, 0, 1290 }, { 0, 5000, 2490 } }, 2 },
	{ SHIPPING_PICKUP, DEMO_FRANCE, WORDS("Retrait en boutique",
	    "Pickup at the shop", "الاستلام من المتجر"), 0, 1,
	    { { 0, 0, 0 } }, 1 },
};

struct demo { struct act *act; enum locale shop; const char *zones[
	DEMO_ZONE__MAX]; };

static enum outcome
zone_load(struct demo *d, enum demo_zone which)
{
	static const char *const	 france[] = { "FR", "MC" };
	struct zone_draft		 draft = {
		.name = zones[which].in[d->shop], .countries = france,
		.country_count = COUNT(france),
		.reverse_charge = which == DEMO_UNION };
	struct record			*out;
	enum outcome			 e;

	if (which == DEMO_UNION)
		draft.country_count = union_but(d->act->arena, "FR",
		    &draft.countries);
	draft_rates(d->act->arena, vat_member_of("FR"), d->shop, &draft);
	if ((e = zone_draft_create(d->act, &draft, &out)) == SOUK_OK)
		d->zones[which] = record_text(out, ZONE_ID);
	return e;
}

static enum outcome
way_load(struct demo *d, const struct demo_way *way, int position)
{
	struct arena	*arena = d->act->arena;
	struct record	*in = record_new(arena, &shipping_fields), *step, *out;
	int		 i;

	record_set_text(in, SHIPPING_KIND, shipping_kinds[way->kind]);
	if (way->kind != SHIPPING_PICKUP)
		record_set_text(in, SHIPPING_ZONE, d->zones[way->zone]);
	record_set_text(in, SHIPPING_NAME, way->name.in[d->shop]);
	record_set_int(in, SHIPPING_DAYS_MIN, way->days_min);
	record_set_int(in, SHIPPING_DAYS_MAX, way->days_max);
	record_set_int(in, SHIPPING_POSITION, position);
	for (i = 0; i < way->step_count; i++) {
		step = list_add(arena, &in->values[SHIPPING_RATES],
		    &shipping_rate_fields);
		record_set_text(step, STEP_CURRENCY,
		    settings_currency(d->act->settings));
		record_set_int(step, STEP_FROM_AMOUNT,
		    way->steps[i].from_amount);
		record_set_int(step, STEP_FROM_WEIGHT,
		    way->steps[i].from_weight);
		record_set_int(step, STEP_AMOUNT, way->steps[i].amount);
	}
	return shipping_create(d->act, in, &out);
}

static enum outcome
code_load(struct demo *d)
{
	static const struct demo_words	 name = WORDS("Bienvenue : -10 %",
	    "Welcome: 10% off", "أهلًا: خصم 10 %");
	struct record			*in = record_new(d->act->arena,
					    &promotion_fields), *out;

	record_set_text(in, PROMOTION_NAME, name.in[d->shop]);
	record_set_text(in, PROMOTION_CODE, "BIENVENUE");
	record_set_text(in, PROMOTION_KIND,
	    promotion_kinds[PROMOTION_PERCENT]);
	record_set_int(in, PROMOTION_RATE, 100000);
	record_set_text(in, PROMOTION_SCOPE, promotion_scopes[SCOPE_ALL]);
	return promotion_create(d->act, in, &out);
}

static enum outcome
all_load(struct demo *d)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < COUNT(zones) && e == SOUK_OK; i++)
		e = zone_load(d, (enum demo_zone)i);
	for (i = 0; i < COUNT(ways) && e == SOUK_OK; i++)
		e = way_load(d, &ways[i], (int)i + 1);
	return e != SOUK_OK ? e : code_load(d);
}

enum outcome
orders_demo_load(struct act *act)
{
	struct demo	 d = {
		.act = act, .shop = settings_locale(act->settings)
	};
	enum outcome	 e;
	bool		 there;

	e = zones_are_there(act, &there);
	return e != SOUK_OK || there ? e : all_load(&d);
}
