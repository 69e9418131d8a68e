/* SPDX-License-Identifier: ISC */
/* The first zones of a shop, and the rates that they begin with. */
#include "tests/unit/catalog_shop.h"

#include <ctype.h>

#include "lib/base/buf.h"
#include "lib/orders/country.h"
#include "lib/orders/quote.h"
#include "lib/orders/vat_rates.h"
#include "lib/orders/zone_start.h"

START_TEST(target_19_rates_of_the_union_are_well_formed)
{
	const struct vat_member	*m;
	int			 n = 0;

	for (m = vat_members; m->country != NULL; m++, n++) {
		ck_assert_msg(country_is(m->country), "%s", m->country);
		if (n > 0)
			ck_assert_msg(strcmp(m[-1].country, m->country) < 0,
			    "%s", m->country);
		/* directive 2006/112/EC, art. 97 to 98 */
		ck_assert_msg(m->standard >= 150000 && m->standard <= 270000,
		    "%s", m->country);
		ck_assert_msg(m->reduced == 0 || (m->reduced >= 50000 &&
		    m->reduced < m->standard), "%s", m->country);
		ck_assert_msg(m->super_reduced == 0 || (m->reduced > 0 &&
		    m->super_reduced < 50000), "%s", m->country);
		ck_assert_int_eq(m->standard % 5000, 0);
		ck_assert_ptr_eq(vat_member_of(m->country), m);
	}
	ck_assert_int_eq(n, 27);
	ck_assert_ptr_null(vat_member_of("CH"));
	ck_assert_ptr_null(vat_member_of("MA"));
	ck_assert_ptr_null(vat_member_of(""));
}
END_TEST

/* ---- the act ----------------------------------------------------------------- */

static enum outcome
start_step(struct act *act, void *arg)
{
	struct record	*in = record_new(act->arena, &zone_start_fields);

	memset(&act->problem, 0, sizeof(act->problem));
	if (arg != NULL)
		record_set_text(in, START_COUNTRY, arg);
	return zone_start(act, in, &got);
}

static enum outcome
start_in(const char *country)
{
	return db_tx(&store, DB_WRITE, start_step,
	    country == NULL ? NULL : arena_copy(store.arena, country));
}

/* "20 5.5 2.1" of an address, "-" where there is no zone. */
struct asked { const char *country; struct zone_taxes taxes; };

static enum outcome
taxes_step(struct act *act, void *arg)
{
	struct asked	*a = arg;

	return zone_of(act, OURS, &(struct destination){
	    .country = a->country }, &a->taxes);
}

static const char *
taxes_in(const char *country)
{
	struct asked	 a = { .country = country };
	struct buf	 b;

	ck_assert_int_eq(db_tx(&store, DB_READ, taxes_step, &a), SOUK_OK);
	if (a.taxes.id == NULL)
		return "-";
	buf_init(&b, store.arena, 64);
	for (int c = 0; c <= TAX_SUPER_REDUCED; c++)
		buf_printf(&b, "%lld ", (long long)a.taxes.rates[c].rate);
	buf_printf(&b, "%s%s", a.taxes.reverse_charge ? "reverse " : "",
	    a.taxes.rates[0].name);
	return b.p;
}

static const struct {
	const char	*country;
	int		 zones;
	const char	*home, *union_, *world;
} starts[] = {
	{ NULL, 3, "200000 55000 21000 TVA 20 %",
	    "200000 55000 21000 reverse TVA 20 %", "0 0 0 " },
	{ "FR", 3, "200000 55000 21000 TVA 20 %",
	    "200000 55000 21000 reverse TVA 20 %", "0 0 0 " },
	{ "FI", 3, "255000 0 0 TVA 25,5 %",
	    "255000 0 0 reverse TVA 25,5 %", "0 0 0 " },
	{ "be", 3, "210000 0 0 TVA 21 %",
	    "210000 0 0 reverse TVA 21 %", "0 0 0 " },
	{ "MA", 2, "0 0 0 ", "0 0 0 ", "0 0 0 " },
	{ "CH", 2, "0 0 0 ", "0 0 0 ", "0 0 0 " },
};

START_TEST(target_19_a_country_gives_its_zones_and_taxes)
{
	for (size_t i = 0; i < COUNT(starts); i++) {
		const char	*home = starts[i].country == NULL ? "FR" :
				    starts[i].country;

		ck_assert_int_eq(start_in(starts[i].country), SOUK_OK);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM zone").number,
		    starts[i].zones);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM"
		    " shipping_method WHERE is_active = 0").number,
		    starts[i].zones);
		ck_assert_str_eq(taxes_in(home), starts[i].home);
		ck_assert_str_eq(taxes_in("DE"), starts[i].union_);
		ck_assert_str_eq(taxes_in("US"), starts[i].world);
		ck_assert_str_eq(taxes_in("MC"), strcmp(home, "FR") == 0 ?
		    starts[i].home : starts[i].world);
		shop_sql("DELETE FROM shipping_method");
		shop_sql("DELETE FROM zone");
	}
	ck_assert_str_eq(shop_sql("SELECT value FROM setting WHERE name ="
	    " 'orders.country'").text, "\"CH\"");
}
END_TEST

START_TEST(target_19_what_is_there_is_never_replaced)
{
	ck_assert_int_eq(start_in("XX"), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "country");
	ck_assert_int_eq(start_in("*"), SOUK_INVALID);
	ck_assert_int_eq(start_in("FR"), SOUK_OK);
	ck_assert_int_eq(start_in("BE"), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "ZONES_EXIST");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM zone").number, 3);
	/* nor where only a pickup is there; and each brand begins by itself */
	shop_sql("DELETE FROM shipping_method");
	shop_sql("DELETE FROM zone");
	shop_sql("INSERT INTO shipping_method (id, brand_id, kind, name,"
	    " created_at, updated_at) VALUES ('ship_1', '" OURS "', 'pickup',"
	    " 'Retrait', 1, 1)");
	ck_assert_int_eq(start_in("BE"), SOUK_CONFLICT);
	ck_assert_str_eq(shop_sql("SELECT value FROM setting WHERE name ="
	    " 'orders.country'").text, "");
	as_brand(THEIRS);
	ck_assert_int_eq(start_in("DE"), SOUK_OK);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_19_rates_of_the_union_are_well_formed,
		target_19_a_country_gives_its_zones_and_taxes,
		target_19_what_is_there_is_never_replaced,
	};

	return catalog_run("zone start", tests, COUNT(tests));
}
