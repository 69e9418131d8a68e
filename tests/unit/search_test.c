/* SPDX-License-Identifier: ISC */
/* Finding what people type, in three languages, and surviving the rest. */
#include "tests/unit/store.h"

#include "lib/base/buf.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"

static const struct search_doc docs[] = {
	{ "product", "dress", LOCALE_FR, "Robe d'été légère",
	    "Élégante, à l'œuvre dès les beaux jours.", "SKU-100" },
	{ "product", "dress", LOCALE_EN, "Light summer dress",
	    "Elegant, for warm days.", "SKU-100" },
	{ "product", "shoe", LOCALE_AR, "حِذَاءٌ رياضيّ",
	    "حذاء خفيف للجري وَالمشي", NULL },
	{ "product", "shoe", LOCALE_FR, "Chaussure de sport",
	    "Se porte avec une robe.", "SKU-200" },
	{ "category", "robes", LOCALE_FR, "Robes", NULL, NULL },
};
#define DOCS	(sizeof(docs) / sizeof(docs[0]))

static enum outcome
put_docs(struct act *act, void *arg)
{
	enum outcome	 e = SOUK_OK;

	(void)arg;
	for (size_t i = 0; i < DOCS && e == SOUK_OK; i++)
		e = search_put(act->db, act->arena, &docs[i]);
	return e;
}

static const char *
match_of(const char *typed)
{
	struct search_words	 words;

	ck_assert_int_eq(search_words(store.db, store.arena, typed, &words),
	    SOUK_OK);
	return words.match;
}

/* "dress/fr shoe/fr", best first; "-" when there is nothing to look for. */
static const char *
found(const char *typed)
{
	const char	*match = match_of(typed);
	struct buf	 ids;
	struct stmt	*s;
	enum outcome	 e;

	if (match == NULL)
		return "-";
	buf_init(&ids, store.arena, 128);
	s = db_sql_composed(store.db, arena_printf(store.arena,
	    "SELECT d.id, d.locale FROM %s WHERE d.kind = 'product' AND %s"
	    " ORDER BY %s, d.id", search_from, search_where, search_rank));
	db_bind_text(s, ":match", match);
	while ((e = db_step(s)) == SOUK_OK)
		buf_printf(&ids, "%s%s/%s", ids.len > 0 ? " " : "",
		    db_text(s, 0, NULL), db_text(s, 1, NULL));
	ck_assert_msg(e == SOUK_NOT_FOUND, "\"%s\" as %s: %s", typed, match,
	    outcome_name(e));
	return ids.len > 0 ? ids.p : "";
}

static const struct { const char *typed, *want; } queries[] = {
	{ "robe",		"dress/fr shoe/fr" },	/* title above body */
	{ "ROBE",		"dress/fr shoe/fr" },
	{ "ete",		"dress/fr" },
	{ "été",		"dress/fr" },
	{ "elegante",		"dress/fr" },
	{ "Élégante",		"dress/fr" },
	{ "oeuvre",		"dress/fr" },
	{ "œuv",		"dress/fr" },
	{ "lég",		"dress/fr" },
	{ "sum dress",		"" },		/* only the last is a prefix */
	{ "summer dre",		"dress/en" },
	{ "dress summer",	"dress/en" },
	{ "robe chaussure",	"shoe/fr" },	/* every word */
	{ "robe velours",	"" },
	{ "sku-100",		"dress/en dress/fr" },
	{ "حذاء",		"shoe/ar" },
	{ "حِذَاء",			"shoe/ar" },
	{ "والمشي",		"shoe/ar" },
	{ "رياضي",		"shoe/ar" },
	{ "ريا",			"shoe/ar" },
	{ "",			"-" },
	{ "  \t ",		"-" },
	{ "!?*\"",		"-" },
};

START_TEST(words_are_found_as_people_write_them)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
		ck_assert_msg(strcmp(found(queries[i].typed),
		    queries[i].want) == 0, "%s: \"%s\"", queries[i].typed,
		    found(queries[i].typed));
}
END_TEST

static const char *const hostile[] = {
	"\"*( NEAR OR -", "NEAR(a b, 3)", "a AND", "OR", "NOT NOT", "AND",
	"title:robe", "{title body}:x", "^robe", "robe*", "\"", "\"\"", "*",
	"(((", "a\"b", "' OR 1=1 --", "robe + chaussure", "-robe", "\\",
	"a:b:c", "NEAR/5", "\xff\xfe", "\xc3", "robe\x01\x02", "🥻👟", "َُ",
	"\xef\xbf\xbd", "%s%n", "𝕣obe", "ﷺ", "a b c d e f g h i j k l m n o p",
};

START_TEST(nothing_that_is_typed_is_an_error)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		found(hostile[i]);
	for (int c = 1; c < 256; c++) {
		char	 typed[] = { 'a', ' ', (char)c, 'b', '\0' };

		found(typed);
	}
}
END_TEST

START_TEST(a_match_has_at_most_twelve_words)
{
	const char	*match;
	int		 words = 0;

	match = match_of("a b c d e f g h i j k l m n");
	for (const char *p = match; (p = strstr(p, "AND")) != NULL; p++)
		words++;
	ck_assert_int_eq(words, 11);
	ck_assert_str_eq(match_of("Robe d'été"),
	    "\"robe\" AND \"d\" AND \"ete\"*");
}
END_TEST

/* ---- the best ---------------------------------------------------------- */

#define MANY	300

/* Words and locales by a number, so that scores differ and many are equal. */
static enum outcome
put_many(struct act *act, void *arg)
{
	static const char *const	words[] = { "lamp", "red lamp",
	    "lamp of red brass", "a tray", "red", "lamp lamp lamp" };
	struct search_doc		 doc;
	enum outcome			 e = SOUK_OK;

	(void)arg;
	for (int i = 0; i < MANY && e == SOUK_OK; i++)
		for (int l = 0; l <= i % 3 && e == SOUK_OK; l++) {
			doc = (struct search_doc){
				.kind = i % 7 == 0 ? "draft" : "product",
				.id = arena_printf(act->arena, "p%03d",
				    i * 89 % MANY),
				.locale = (enum locale)l,
				.title = words[(i + l) % 6],
				.body = words[i / 4 % 6],
				.extra = i % 5 == 0 ? "red lamp" : NULL,
			};
			e = search_put(act->db, act->arena, &doc);
		}
	return e;
}

/* What SQL says of the same: every id by its best rank, then by itself. */
static const char *
by_sql(const char *match, int64_t offset, int64_t limit)
{
	struct buf	 ids;
	struct stmt	*s = db_sql_composed(store.db, arena_printf(
	    store.arena, "WITH hit(id, score) AS MATERIALIZED (SELECT d.id, %s"
	    " FROM %s WHERE %s AND d.kind = 'product'),"
	    " best(id, score) AS MATERIALIZED ("
	    " SELECT id, min(score) FROM hit GROUP BY id)"
	    " SELECT id, (SELECT count(*) FROM best) FROM best"
	    " ORDER BY score, id LIMIT %d OFFSET %d", search_rank,
	    search_from, search_where, (int)limit, (int)offset));

	buf_init(&ids, store.arena, 128);
	db_bind_text(s, ":match", match);
	while (db_step(s) == SOUK_OK)
		buf_printf(&ids, "%s ", db_text(s, 0, NULL));
	return ids.p;
}

static const char *
by_heap(const char *match, int64_t offset, int64_t limit, int64_t *total)
{
	struct search_found	 f;
	struct buf		 ids;

	ck_assert_int_eq(search_best(store.db, store.arena, "product",
	    &(struct search_words){ .match = match },
	    offset, limit, &f), SOUK_OK);
	buf_init(&ids, store.arena, 128);
	for (int64_t i = 0; i < f.count; i++)
		buf_printf(&ids, "%s ", f.ids[i]);
	*total = f.total;
	return ids.p;
}

START_TEST(s3_obj_15_the_best_are_those_that_sql_would_sort_first)
{
	static const char *const	typed[] = { "lamp", "red", "red lamp",
	    "tray", "br", "l", "nothing" };
	static const struct { int64_t offset, limit; } pages[] = {
		{ 0, 20 }, { 20, 20 }, { 0, 1 }, { 1, 1 }, { 7, 3 },
		{ 0, 1000 }, { 100, 100 }, { 9990, 10 },
	};
	const char	*match, *want;
	int64_t		 total;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_many, NULL), SOUK_OK);
	for (size_t t = 0; t < sizeof(typed) / sizeof(typed[0]); t++) {
		match = match_of(typed[t]);
		want = by_sql(match, 0, 10000);
		by_heap(match, 0, 1, &total);
		ck_assert_int_eq(total, strlen(want) / strlen("p000 "));
		for (size_t p = 0; p < sizeof(pages) / sizeof(pages[0]); p++)
			ck_assert_str_eq(by_heap(match, pages[p].offset,
			    pages[p].limit, &total), by_sql(match,
			    pages[p].offset, pages[p].limit));
	}
}
END_TEST

static enum outcome
rename_dress(struct act *act, void *arg)
{
	const struct search_doc	 doc = { "product", "dress", LOCALE_FR,
	    "Jupe", NULL, NULL };

	(void)arg;
	return search_put(act->db, act->arena, &doc);
}

static enum outcome
drop_dress(struct act *act, void *arg)
{
	(void)arg;
	return search_drop(act->db, "product", "dress");
}

START_TEST(an_edit_replaces_and_a_drop_removes_every_locale)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	ck_assert_str_eq(found("robe"), "dress/fr shoe/fr");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, rename_dress, NULL),
	    SOUK_OK);
	ck_assert_str_eq(found("robe"), "shoe/fr");
	ck_assert_str_eq(found("jupe"), "dress/fr");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, drop_dress, NULL), SOUK_OK);
	ck_assert_str_eq(found("jupe"), "");
	ck_assert_str_eq(found("summer"), "");
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM search_index"),
	    3);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM search_doc"), 3);
}
END_TEST

START_TEST(the_index_is_made_again_when_it_is_missing)
{
	db_close(store.db);
	store.db = NULL;
	store_reopen();
	ck_assert_int_eq(store_write("DROP TABLE search_index"), SOUK_OK);
	ck_assert_int_eq(store_write("DROP TABLE search_doc"), SOUK_OK);
	db_close(store.db);
	store_reopen();
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	ck_assert_str_eq(found("summer"), "dress/en");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		words_are_found_as_people_write_them,
		nothing_that_is_typed_is_an_error,
		a_match_has_at_most_twelve_words,
		s3_obj_15_the_best_are_those_that_sql_would_sort_first,
		an_edit_replaces_and_a_drop_removes_every_locale,
		the_index_is_made_again_when_it_is_missing,
	};

	store_keep_private();
	return store_run("search", tests, sizeof(tests) / sizeof(tests[0]));
}
