/* SPDX-License-Identifier: ISC */
#include "lib/catalog/redirect.h"
#include "tests/unit/catalog_shop.h"

/* Where old slugs lead: beside a model that knows it by itself. */
#define ACTIVE ",'status':'ACTIVE','images':[{'url':'/media/a.webp'}]," \
    "'basePrice':20"
#define THINGS	6
#define SLUGS	9
#define STEPS	600

static struct thing { const char *id; bool active; int slug[LOCALE__MAX]; }
		 things[THINGS];	/* id NULL: there is none */
static int	 led[LOCALE__MAX][SLUGS];	/* to which thing; -1: none */
static const char *cat;

static const char *
slug_text(int slug)
{
	return arena_printf(store.arena, "slug-%d", slug);
}

static int
user_of(enum locale l, int slug)
{
	for (int i = 0; i < THINGS; i++)
		if (things[i].id != NULL && things[i].slug[l] == slug)
			return i;
	return -1;
}

/* A thing gets (or, -1, loses) a slug in a language. */
static void
model_move(int i, enum locale l, int slug)
{
	if (things[i].slug[l] >= 0 && things[i].slug[l] != slug)
		led[l][things[i].slug[l]] = i;
	if (slug >= 0)
		led[l][slug] = -1;
	things[i].slug[l] = slug;
}

static const char *
translations(const int slug[LOCALE__MAX])
{
	const char	*list = "";
	enum locale	 l;

	for (l = 0; l < LOCALE__MAX; l++)
		if (l != LOCALE_FR && slug[l] >= 0)
			list = arena_printf(store.arena, "%s%s{'locale':'%s',"
			    "'slug':'slug-%d','name':'Nom','description':'"
			    TEXT "'}", list, *list == '\0' ? "" : ",",
			    locale_tag(l), slug[l]);
	return list;
}

static void
step_create(int i, int slug)
{
	if (user_of(LOCALE_FR, slug) >= 0)
		return;
	things[i] = (struct thing){ .slug = { -1, -1, -1 },
	    .active = rand() % 4 > 0 };
	deed_ok(PRODUCT_CREATES, NULL, "{'name':'Nom','description':'" TEXT
	    "','categoryId':'%s','slug':'slug-%d'%s}", cat, slug,
	    things[i].active ? ACTIVE : "");
	things[i].id = text_at(got, PRODUCT_ID);
	model_move(i, LOCALE_FR, slug);
}

static void
step_delete(int i)
{
	deed_ok(PRODUCT_DELETES, things[i].id, "{}");
	things[i].id = NULL;
	for (int l = 0; l < LOCALE__MAX; l++)
		for (int s = 0; s < SLUGS; s++)
			if (led[l][s] == i)
				led[l][s] = -1;
}

static void
step_rename(int i, enum locale l, int slug)
{
	int	 slugs[LOCALE__MAX], user = slug < 0 ? -1 : user_of(l, slug);

	memcpy(slugs, things[i].slug, sizeof(slugs));
	slugs[l] = slug;
	if (user >= 0 && user != i)
		ck_assert_int_eq(deed_try(PRODUCT_CHANGES, things[i].id,
		    l == LOCALE_FR ?
		    arena_printf(store.arena, "{'slug':'slug-%d'}", slug) :
		    arena_printf(store.arena, "{'translations':[%s]}",
		    translations(slugs))), SOUK_CONFLICT);
	else {
		if (l == LOCALE_FR)
			deed_ok(PRODUCT_CHANGES, things[i].id,
			    "{'slug':'slug-%d'}", slug);
		else
			deed_ok(PRODUCT_CHANGES, things[i].id,
			    "{'translations':[%s]}", translations(slugs));
		model_move(i, l, slug);
	}
}

static int
slug_shown(const struct thing *t, enum locale reader)
{
	static const enum locale	 by_tag[] = { LOCALE_AR, LOCALE_EN,
					    LOCALE_FR };

	if (t->slug[reader] >= 0)
		return t->slug[reader];
	if (t->slug[LOCALE_FR] >= 0)
		return t->slug[LOCALE_FR];
	for (int i = 0; i < 3; i++)
		if (t->slug[by_tag[i]] >= 0)
			return t->slug[by_tag[i]];
	return -1;
}

/* By the model; -1: nowhere. */
static int
leads_to(int slug, enum locale reader)
{
	const enum locale	 order[] = { reader, LOCALE_FR, LOCALE_AR,
				    LOCALE_EN, LOCALE_FR };

	for (int i = 0; i < 5; i++) {
		int	 to = led[order[i]][slug];

		if (to >= 0 && things[to].active)
			return slug_shown(&things[to], reader) == slug ? -1 :
			    slug_shown(&things[to], reader);
	}
	return -1;
}

struct look { const char *slug, *current; };

static enum outcome
look_step(struct act *act, void *arg)
{
	struct look	*look = arg;

	return product_moved(act, look->slug, &look->current);
}

/* Every slug, for every reader: found at once, after one step, or nowhere. */
static void
all_hold(void)
{
	struct look	 look;
	enum outcome	 e;

	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect r"
	    " JOIN product_text t ON t.locale = r.locale AND t.slug = r.slug")
	    .number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect r WHERE"
	    " NOT EXISTS (SELECT 1 FROM product p WHERE p.id = r.target_id)")
	    .number, 0);
	for (int slug = 0; slug < SLUGS; slug++)
		for (int l = 0; l < LOCALE__MAX; l++) {
			int	 to = leads_to(slug, (enum locale)l);

			store.locale = (enum locale)l;
			look = (struct look){ .slug = slug_text(slug) };
			e = db_tx(&store, DB_READ, look_step, &look);
			ck_assert_int_eq(e, to < 0 ? SOUK_NOT_FOUND : SOUK_OK);
			if (to < 0)
				continue;
			ck_assert_str_eq(look.current, slug_text(to));
			deed_ok(PRODUCT_BY_SLUG, look.current, "{}");
		}
	store.locale = LOCALE_FR;
}

START_TEST(target_16_random_renames_never_lead_in_a_circle)
{
	int	 i, l;

	srand(16 + (unsigned)_i);
	memset(things, 0, sizeof(things));
	memset(led, -1, sizeof(led));
	cat = category_new("C", NULL);
	for (int step = 0; step < STEPS; step++) {
		store.now++;
		i = rand() % THINGS;
		l = rand() % LOCALE__MAX;
		if (things[i].id == NULL)
			step_create(i, rand() % SLUGS);
		else if (rand() % 12 == 0)
			step_delete(i);
		else if (rand() % 6 == 0 && l != LOCALE_FR)
			step_rename(i, (enum locale)l, -1);
		else
			step_rename(i, (enum locale)l, rand() % SLUGS);
		if (step % 4 == 0)
			all_hold();
	}
	all_hold();
}
END_TEST

START_TEST(target_16_the_latest_fifty_are_kept)
{
	const char	*id = product_new("Vase", category_new("C", NULL),
			    ACTIVE ",'slug':'s-0'");
	struct look	 look = { .slug = "s-9" };

	for (int i = 1; i <= 60; i++) {
		store.now++;
		deed_ok(PRODUCT_CHANGES, id, "{'slug':'s-%d'}", i);
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect")
	    .number, REDIRECTS_KEPT);
	ck_assert_int_eq(db_tx(&store, DB_READ, look_step, &look),
	    SOUK_NOT_FOUND);
	look.slug = "s-10";
	ck_assert_int_eq(db_tx(&store, DB_READ, look_step, &look), SOUK_OK);
	ck_assert_str_eq(look.current, "s-60");
	/* A change of something else leaves no trace here. */
	deed_ok(PRODUCT_CHANGES, id, "{'name':'Grand vase'}");
	deed_ok(PRODUCT_CHANGES, id, "{'slug':'s-60'}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect"
	    " WHERE slug = 's-60'").number, 0);
	deed_ok(PRODUCT_CHANGES, id, "{'status':'INACTIVE'}");
	ck_assert_int_eq(db_tx(&store, DB_READ, look_step, &look),
	    SOUK_NOT_FOUND);
	deed_ok(PRODUCT_DELETES, id, "{}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect")
	    .number, 0);
}
END_TEST

static enum outcome
category_step(struct act *act, void *arg)
{
	struct look	*look = arg;

	return category_moved(act, look->slug, &look->current);
}

START_TEST(target_16_a_category_leaves_its_old_slugs_too)
{
	const char	*a = category_new("Vases", NULL), *b;
	struct look	 look = { .slug = "vases" };

	deed_ok(CATEGORY_CHANGES, a, "{'slug':'pots','translations':["
	    "{'locale':'en','name':'Jars','slug':'jars'}]}");
	ck_assert_int_eq(db_tx(&store, DB_READ, category_step, &look),
	    SOUK_OK);
	ck_assert_str_eq(look.current, "pots");
	store.locale = LOCALE_EN;
	ck_assert_int_eq(db_tx(&store, DB_READ, category_step, &look),
	    SOUK_OK);
	ck_assert_str_eq(look.current, "jars");
	/* A product of the same slug is another matter. */
	ck_assert_int_eq(db_tx(&store, DB_READ, look_step, &look),
	    SOUK_NOT_FOUND);
	product_new("Vases", a, ",'slug':'vases'");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect")
	    .number, 1);
	/* Taken by another: it leads nowhere any more. */
	b = category_new("Vases", NULL);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM slug_redirect")
	    .number, 0);
	deed_ok(CATEGORY_CHANGES, b, "{'slug':'coupes'}");
	deed_ok(CATEGORY_DELETES, b, "{}");
	ck_assert_int_eq(db_tx(&store, DB_READ, category_step, &look),
	    SOUK_NOT_FOUND);
}
END_TEST

/* One that is hidden does not stand before one that is shown. */
START_TEST(target_16_a_hidden_category_hides_no_other)
{
	const char	*id;

	deed_ok(CATEGORY_CREATES, NULL, "{'name':'Vases','slug':'x'}");
	id = text_at(got, CATEGORY_ID);
	deed_ok(CATEGORY_CREATES, NULL, "{'name':'Autre','isActive':false,"
	    "'translations':[{'locale':'en','name':'Other','slug':'x'}]}");
	store.locale = LOCALE_EN;
	deed_ok(CATEGORY_BY_SLUG, "x", "{}");
	ck_assert_str_eq(text_at(got, CATEGORY_ID), id);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ target_16_random_renames_never_lead_in_a_circle, 5 },
		{ target_16_the_latest_fifty_are_kept, 1 },
		{ target_16_a_category_leaves_its_old_slugs_too, 1 },
		{ target_16_a_hidden_category_hides_no_other, 1 },
	};
	const struct suite	 suite = { "renames", catalog_open, shop_close,
	    true, 120 };

	return suite_rows(&suite, tests, COUNT(tests));
}
