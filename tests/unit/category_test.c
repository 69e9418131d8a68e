/* SPDX-License-Identifier: ISC */
#include "tests/unit/catalog_shop.h"

#define ACTIVE ",'status':'ACTIVE','images':[{'url':'/media/a.webp'}]," \
	"'basePrice':20"

/* ---- the tree as it is read ------------------------------------------- */

struct shown { bool public; const char *names; };

/* Names in the order of the list, each behind its number of products. */
static enum outcome
list_step(struct act *act, void *arg)
{
	struct shown	*shown = arg;
	struct record	*row = record_new(act->arena, &category_fields);
	struct stmt	*rows;
	enum outcome	 e;

	shown->names = "";
	if ((e = category_list(act, shown->public, &rows)) != SOUK_OK)
		return e;
	while ((e = category_row(act, rows, row)) == SOUK_OK)
		shown->names = arena_printf(act->arena, "%s %s:%d",
		    shown->names, text_at(row, CATEGORY_NAME),
		    (int)num_at(row, CATEGORY_PRODUCTS));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const char *
tree_shown(bool public)
{
	struct shown	 shown = { .public = public };

	ck_assert_int_eq(db_tx(&store, DB_READ, list_step, &shown), SOUK_OK);
	return shown.names;
}

START_TEST(s3_db_03_a_category_is_read_as_it_was_written)
{
	const char	*top = category_new("Maison", NULL), *id;

	deed_ok(CATEGORY_CREATES, NULL, "{'name':'Vases & pots',"
	    "'description':'Une ligne\\nune autre','parentId':'%s',"
	    "'imageUrl':'/media/v.webp','icon':'vase','order':3,"
	    "'isActive':false,'translations':[{'locale':'ar',"
	    "'name':'مزهريات'}]}", top);
	id = text_at(got, CATEGORY_ID);
	deed_ok(CATEGORY_READS, id, "{}");
	ck_assert_str_eq(text_at(got, CATEGORY_SLUG), "vases-pots");
	ck_assert_str_eq(text_at(got, CATEGORY_PARENT), top);
	ck_assert_str_eq(text_at(got, CATEGORY_IMAGE), "/media/v.webp");
	ck_assert_str_eq(text_at(got, CATEGORY_ICON), "vase");
	ck_assert_int_eq(num_at(got, CATEGORY_POSITION), 3);
	ck_assert_int_eq(num_at(got, CATEGORY_ACTIVE), 0);
	ck_assert_int_eq(num_at(got, CATEGORY_PRODUCTS), 0);
	ck_assert_int_eq(num_at(got, CATEGORY_VERSION), 1);
	ck_assert_str_eq(text_at(item_at(got, CATEGORY_TEXTS, 0), TEXT_SLUG),
	    "مزهريات");
	deed_refused(SOUK_NOT_FOUND, "", CATEGORY_BY_SLUG, "vases-pots", "{}");
	deed_ok(CATEGORY_CHANGES, id, "{'isActive':true,'parentId':null,"
	    "'description':null}");
	store.locale = LOCALE_AR;
	deed_ok(CATEGORY_BY_SLUG, "vases-pots", "{}");
	ck_assert_str_eq(text_at(got, CATEGORY_NAME), "مزهريات");
	ck_assert_int_eq(got->values[CATEGORY_PARENT].state, VALUE_NULL);
}
END_TEST

START_TEST(s3_api_19_the_tree_hides_what_is_inactive_and_all_below_it)
{
	const char	*b = category_new("B", NULL);
	const char	*a = category_new("A", NULL);
	const char	*a1 = category_new("A1", a), *a2;

	a2 = category_new("A2", a);
	product_new("Un vase", a, ACTIVE);
	product_new("Un pot", a1, ACTIVE);
	product_new("Un bol", a1, "");
	product_new("Un plat", category_new("A2x", a2), ACTIVE);
	deed_ok(CATEGORY_CHANGES, a, "{'order':1}");
	deed_ok(CATEGORY_CHANGES, b, "{'order':2}");
	deed_ok(CATEGORY_CHANGES, a1, "{'order':9}");
	ck_assert_str_eq(tree_shown(true), " A:3 A2:1 A2x:1 A1:1 B:0");
	deed_ok(CATEGORY_CHANGES, a2, "{'isActive':false}");
	ck_assert_str_eq(tree_shown(true), " A:3 A1:1 B:0");
	ck_assert_str_eq(tree_shown(false), " A:3 A2:1 A2x:1 A1:1 B:0");
	as_brand(THEIRS);
	ck_assert_str_eq(tree_shown(false), "");
}
END_TEST

/* ---- refusals --------------------------------------------------------- */

START_TEST(a_category_cannot_stand_below_itself)
{
	const char	*a = category_new("A", NULL);
	const char	*b = category_new("B", a);
	const char	*c = category_new("C", b);
	const char *const below[] = { a, b, c };

	for (size_t i = 0; i < 3; i++) {
		deed_refused(SOUK_INVALID, "parentId", CATEGORY_CHANGES, a,
		    "{'parentId':'%s'}", below[i]);
		ck_assert_str_eq(store.problem.fields[0].message->code,
		    "CATEGORY_CYCLE");
	}
	deed_refused(SOUK_INVALID, "parentId", CATEGORY_CHANGES, b,
	    "{'parentId':'%s'}", c);
	deed_ok(CATEGORY_CHANGES, c, "{'parentId':'%s'}", a);
	deed_ok(CATEGORY_CHANGES, b, "{'parentId':'%s'}", c);
}
END_TEST

START_TEST(the_tree_is_at_most_six_deep)
{
	const char	*at = NULL, *third = NULL, *other, *below;

	for (int i = 0; i < CATEGORY_DEPTH; i++) {
		at = category_new("N", at);
		if (i == 2)
			third = at;
	}
	deed_refused(SOUK_INVALID, "parentId", CATEGORY_CREATES, NULL,
	    "{'name':'Sept','parentId':'%s'}", at);
	other = category_new("O", NULL);
	below = category_new("P", category_new("Q", other));
	category_new("R", below);
	deed_refused(SOUK_INVALID, "parentId", CATEGORY_CHANGES, other,
	    "{'parentId':'%s'}", third);
	deed_ok(CATEGORY_CHANGES, below, "{'parentId':'%s'}", third);
}
END_TEST

START_TEST(a_category_in_use_is_not_deleted)
{
	const char	*a = category_new("A", NULL);
	const char	*b = category_new("B", a);
	const char	*p = product_new("Brouillon", b, "");

	ck_assert_int_eq(deed_try(CATEGORY_DELETES, a, NULL), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "CATEGORY_USED");
	ck_assert_int_eq(deed_try(CATEGORY_DELETES, b, NULL), SOUK_CONFLICT);
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, p, NULL), SOUK_OK);
	ck_assert_int_eq(deed_try(CATEGORY_DELETES, b, NULL), SOUK_OK);
	ck_assert_int_eq(deed_try(CATEGORY_DELETES, a, NULL), SOUK_OK);
	ck_assert_int_eq(deed_try(CATEGORY_DELETES, a, NULL), SOUK_NOT_FOUND);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM category_text")
	    .number, 0);
}
END_TEST

START_TEST(bad_bodies_are_refused_by_field)
{
	static const struct { const char *body, *field; } t[] = {
		{ "{}", "name" },
		{ "{'name':''}", "name" },
		{ "{'name':'N','order':-1}", "order" },
		{ "{'name':'N','order':'1'}", "order" },
		{ "{'name':'N','isActive':1}", "isActive" },
		{ "{'name':'N','imageUrl':'data:x'}", "imageUrl" },
		{ "{'name':'N','productCount':3}", "productCount" },
		{ "{'name':'N','children':[]}", "children" },
		{ "{'name':'N','parentId':'cat_1'}", "parentId" },
		{ "{'name':'N','parentId':'cat_00000000000000000000000000'}",
		    "parentId" },
		{ "{'name':'N','translations':[{'locale':'fr','name':'M'}]}",
		    "translations[0].locale" },
	};

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		deed_refused(SOUK_INVALID, t[i].field, CATEGORY_CREATES, NULL,
		    "%s", t[i].body);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM category").number, 0);
}
END_TEST

START_TEST(a_category_of_another_brand_or_version_is_refused)
{
	const char	*ours = category_new("A", NULL), *theirs;

	store.expected_version = 7;
	deed_refused(SOUK_STALE, "", CATEGORY_CHANGES, ours, "{'order':1}");
	store.expected_version = 0;
	as_brand(THEIRS);
	theirs = category_new("B", NULL);
	deed_refused(SOUK_DENIED, "", CATEGORY_READS, ours, "{}");
	deed_refused(SOUK_DENIED, "", CATEGORY_CHANGES, ours, "{'order':1}");
	deed_refused(SOUK_DENIED, "", CATEGORY_DELETES, ours, "{}");
	deed_refused(SOUK_DENIED, "", CATEGORY_CHANGES, theirs,
	    "{'parentId':'%s'}", ours);
	deed_refused(SOUK_DENIED, "", CATEGORY_CREATES, NULL,
	    "{'name':'N','parentId':'%s'}", ours);
	deed_refused(SOUK_CONFLICT, "slug", CATEGORY_CREATES, NULL,
	    "{'name':'N','slug':'a'}");
}
END_TEST

/* ---- counters against a recount --------------------------------------- */

#define CATEGORIES	6
#define PRODUCTS	12

/* Small, repeatable numbers. */
static unsigned
roll(unsigned *seed, unsigned n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % n;
}

static void
tree_holds(void)
{
	ck_assert_int_eq(shop_sql("WITH RECURSIVE down(id) AS ("
	    " SELECT id FROM category WHERE parent_id IS NULL UNION"
	    " SELECT c.id FROM category c JOIN down ON c.parent_id = down.id)"
	    " SELECT count(*) FROM down").number, CATEGORIES);
}

START_TEST(counters_hold_after_any_sequence_of_moves)
{
	static const char *const	 statuses[] = { "DRAFT", "ACTIVE",
					    "INACTIVE", "ARCHIVED" };
	const char			*c[CATEGORIES], *p[PRODUCTS];
	unsigned			 seed = 42, what;
	enum outcome			 e;

	for (int i = 0; i < CATEGORIES; i++)
		c[i] = category_new("C", NULL);
	for (int i = 0; i < PRODUCTS; i++)
		p[i] = product_new("Produit", c[roll(&seed, CATEGORIES)],
		    ACTIVE);
	for (int i = 0; i < 200; i++) {
		what = roll(&seed, PRODUCTS);
		e = deed_try(PRODUCT_CHANGES, p[what], arena_printf(
		    store.arena, "{'status':'%s','categoryId':'%s'}",
		    statuses[roll(&seed, 4)], c[roll(&seed, CATEGORIES)]));
		ck_assert_int_eq(e, SOUK_OK);
		e = deed_try(CATEGORY_CHANGES, c[roll(&seed, CATEGORIES)],
		    arena_printf(store.arena, "{'parentId':'%s'}",
		    c[roll(&seed, CATEGORIES)]));
		ck_assert(e == SOUK_OK || e == SOUK_INVALID);
		if (i % 10 == 0) {
			ck_assert_int_eq(deed_try(PRODUCT_DELETES, p[what],
			    NULL), SOUK_OK);
			p[what] = product_new("Produit",
			    c[roll(&seed, CATEGORIES)], ACTIVE);
		}
		counters_hold();
		tree_holds();
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		s3_db_03_a_category_is_read_as_it_was_written,
		s3_api_19_the_tree_hides_what_is_inactive_and_all_below_it,
		a_category_cannot_stand_below_itself,
		the_tree_is_at_most_six_deep,
		a_category_in_use_is_not_deleted,
		bad_bodies_are_refused_by_field,
		a_category_of_another_brand_or_version_is_refused,
		counters_hold_after_any_sequence_of_moves,
	};

	return catalog_run("category", tests,
	    sizeof(tests) / sizeof(tests[0]));
}
