/* SPDX-License-Identifier: ISC */
#include "tests/unit/catalog_shop.h"

static const char	*named, *described;

static void
stock_up(void)
{
	const char	*cat = category_new("Cuisine", NULL);

	deed_ok(PRODUCT_CREATES, NULL, "{'name':'Bol émaillé','description':"
	    "'Va très bien avec la théière.','categoryId':'%s',"
	    "'status':'ACTIVE','basePrice':5,'images':[{'url':'/1'}]}", cat);
	described = text_at(got, PRODUCT_ID);
	deed_ok(PRODUCT_CREATES, NULL, "{'name':'Théière en fonte',"
	    "'description':'Pour le thé à la menthe.','categoryId':'%s',"
	    "'status':'ACTIVE','basePrice':5,'images':[{'url':'/1'}],"
	    "'variations':[{'sku':'TH-1'}],'translations':["
	    "{'locale':'en','name':'Iron teapot','description':"
	    "'A kettle for tea.'},{'locale':'ar','name':'إبريق الشاي',"
	    "'description':'إبريق من الحديد'}]}", cat);
	named = text_at(got, PRODUCT_ID);
	deed_ok(PRODUCT_CREATES, NULL, "{'name':'Théière brouillon',"
	    "'description':'Pas encore en vente.','categoryId':'%s'}", cat);
}

/* S3-SRCH-01, S3-DB-14 too */
START_TEST(s3_api_18_words_are_found_whatever_their_accents_and_script)
{
	static const struct { const char *words; int64_t total; } t[] = {
		{ "théière", 2 }, { "THEIERE", 2 }, { "theie", 2 },
		{ "emaille theiere", 1 }, { "إبريق", 1 }, { "ابريق", 1 },
		{ "الشاى", 1 }, { "kettle", 1 }, { "TH-1", 1 },
		{ "cuisine", 2 }, { "brouillon", 0 }, { "xyz", 0 },
		{ "\" OR title:", 0 }, { "*", 0 }, { "NOT bol", 0 },
	};

	stock_up();
	for (size_t i = 0; i < COUNT(t); i++) {
		struct page	 p = { .search = t[i].words };

		ck_assert_int_eq(page_try(&p), SOUK_OK);
		ck_assert_msg(p.total == t[i].total, "%s: %ld", t[i].words,
		    (long)p.total);
		ck_assert_int_eq(p.count, t[i].total);
		ck_assert_ptr_null(p.next);
	}
}
END_TEST

START_TEST(s3_srch_01_a_name_ranks_above_a_description)
{
	struct page	 p = { .search = "théière" };

	stock_up();
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_str_eq(p.ids[0], named);
	ck_assert_str_eq(p.ids[1], described);
	p.query = (struct list_query){ .page = 2, .limit = 1 };
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 2);
	ck_assert_str_eq(p.ids[0], described);
	p.query.page = 9;
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 2);
	ck_assert_uint_eq(p.count, 0);
}
END_TEST

START_TEST(target_03_a_search_with_an_error_finds_what_was_meant)
{
	static const struct { const char *words; int64_t total; } t[] = {
		{ "theeire", 2 }, { "Théeire fonte", 1 }, { "ابيرق", 1 },
		{ "emailée theeire", 1 }, { "ketle", 1 }, { "bpl", 0 },
		{ "cuisnie", 2 }, { "thxixre", 0 }, { "theeire xyz", 0 },
		{ "brouilon", 0 },
	};
	struct page	 p;

	stock_up();
	for (size_t i = 0; i < COUNT(t); i++) {
		p = (struct page){ .search = t[i].words };
		ck_assert_int_eq(page_try(&p), SOUK_OK);
		ck_assert_msg(p.total == t[i].total, "%s: %ld", t[i].words,
		    (long)p.total);
		ck_assert_int_eq(p.count, t[i].total);
	}
	p = (struct page){ .search = "theeire" };
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_str_eq(p.ids[0], named);
	p.query = (struct list_query){ .page = 2, .limit = 1 };
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_str_eq(p.ids[0], described);
}
END_TEST

static int
statements_of(const char *words, int64_t page)
{
	struct page	 p = { .search = words, .query = { .page = page,
			    .limit = 20 } };
	uint64_t	 before;

	before = db_statements(store.db);
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	return (int)(db_statements(store.db) - before);
}

START_TEST(target_03_a_search_that_finds_does_not_pay_for_it)
{
	stock_up();
	statements_of("theiere", 1);	/* and what is read once a process */
	/* one of them asks for synonyms */
	ck_assert_int_eq(statements_of("theiere", 1), 1 + 1 + 2);
	ck_assert_int_eq(statements_of("theiere fonte", 9), 1 + 1);
	ck_assert_int_eq(statements_of("xyz", 1), 1 + 1 + 1 + 1);
	/* near ones: is it known, four walks through terms and synonyms,
	 * and the synonyms of what is near */
	ck_assert_int_eq(statements_of("theeire", 1),
	    1 + 1 + 1 + 1 + 4 * 2 + 1 + 1 + 2);
}
END_TEST

START_TEST(an_edit_is_found_at_once_and_a_deleted_product_no_more)
{
	struct page	 p = { .search = "cafetière" };

	stock_up();
	deed_ok(PRODUCT_CHANGES, named, "{'name':'Cafetière'}");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 1);
	p.search = "fonte";
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 0);
	deed_ok(PRODUCT_CHANGES, named, "{'translations':[]}");
	p.search = "kettle";
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 0);
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, named, NULL), SOUK_OK);
	p.search = "cafetière";
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 0);
}
END_TEST

START_TEST(an_edit_of_anything_searched_is_found)
{
	static const struct { const char *edit, *words; int64_t total; } t[] = {
		{ "{'basePrice':6}", "TH-1", 1 },
		{ "{'variations':[{'sku':'TH-2'}]}", "TH-2", 1 },
		{ "{'variations':[{'sku':'TH-3'}]}", "TH-2", 0 },
		{ "{'description':'Une théière en acier.'}", "acier", 1 },
		{ "{'translations':[{'locale':'en','name':'Pot',"
		    "'description':'A teapot of steel.'}]}", "steel", 1 },
		{ "{'status':'DRAFT'}", "acier", 0 },
		{ "{'status':'ACTIVE'}", "acier", 1 },
	};

	stock_up();
	for (size_t i = 0; i < COUNT(t); i++) {
		struct page	 p = { .search = t[i].words };

		deed_ok(PRODUCT_CHANGES, named, "%s", t[i].edit);
		ck_assert_int_eq(page_try(&p), SOUK_OK);
		ck_assert_msg(p.total == t[i].total, "%s: %ld", t[i].edit,
		    (long)p.total);
	}
}
END_TEST

struct typed { const char *q; struct suggestion found[8]; int count; };

static enum outcome
suggest_step(struct act *act, void *arg)
{
	struct typed	*t = arg;

	return product_suggest(act, t->q, t->found, 8, &t->count);
}

START_TEST(s3_srch_02_suggestions_follow_what_is_typed)
{
	static const struct { const char *q; int count; const char *slug; }
	    t[] = {
		{ "t", 2, NULL }, { "the", 2, NULL },
		{ "theiere f", 1, "theiere-en-fonte" },
		{ "bol", 1, "bol-emaille" },
		{ "إبر", 1, "theiere-en-fonte" },
		{ "brouillon", 0, NULL }, { "zz", 0, NULL }, { "?", 0, NULL },
	};

	stock_up();
	for (size_t i = 0; i < COUNT(t); i++) {
		struct typed	 typed = { .q = t[i].q };

		ck_assert_int_eq(db_tx(&store, DB_READ, suggest_step, &typed),
		    SOUK_OK);
		ck_assert_msg(typed.count == t[i].count, "%s: %d", t[i].q,
		    typed.count);
		if (t[i].slug != NULL)
			ck_assert_str_eq(typed.found[0].slug, t[i].slug);
	}
	for (int i = 0; i < 12; i++)
		product_new("Bolide", text_at(got, PRODUCT_CATEGORY),
		    ",'status':'ACTIVE','basePrice':1,"
		    "'images':[{'url':'/1'}]");
	{
		struct typed	 typed = { .q = "bol" };

		ck_assert_int_eq(db_tx(&store, DB_READ, suggest_step, &typed),
		    SOUK_OK);
		ck_assert_int_eq(typed.count, 8);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		s3_api_18_words_are_found_whatever_their_accents_and_script,
		s3_srch_01_a_name_ranks_above_a_description,
		target_03_a_search_with_an_error_finds_what_was_meant,
		target_03_a_search_that_finds_does_not_pay_for_it,
		an_edit_is_found_at_once_and_a_deleted_product_no_more,
		an_edit_of_anything_searched_is_found,
		s3_srch_02_suggestions_follow_what_is_typed,
	};

	return catalog_run("catalog search", tests, COUNT(tests));
}
