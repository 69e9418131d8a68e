/* SPDX-License-Identifier: ISC */
/* Words that searches take for one another: kept, and put into what is asked. */
#include "tests/unit/catalog_shop.h"

#include "lib/base/buf.h"
#include "lib/catalog/synonym.h"
#include "lib/db/search.h"

/* ---- helpers -------------------------------------------------------------- */

struct edit { const char *id; struct record *in; bool drops; };

static enum outcome
edit_step(struct act *act, void *arg)
{
	const struct edit	*e = arg;

	got = NULL;
	memset(&act->problem, 0, sizeof(act->problem));
	if (e->drops)
		return synonym_delete(act, e->id);
	return e->id == NULL ? synonym_create(act, e->in, &got) :
	    synonym_change(act, e->id, e->in, &got);
}

/* json with ' for "; id NULL: a new group. */
static enum outcome
edit_try(const char *id, const char *json)
{
	struct edit	 edit = { .id = id };
	struct json_in	*in;
	char		*text = arena_copy(store.arena, json);
	const char	*name;
	size_t		 at;
	enum outcome	 e;

	memset(&store.problem, 0, sizeof(store.problem));
	for (char *p = text; *p != '\0'; p++)
		if (*p == '\'')
			*p = '"';
	ck_assert_msg(json_parse(store.arena, text, strlen(text), &in, &at,
	    &name) == JSON_OK, "%s", text);
	e = validate_json(&store, &synonym_fields, id == NULL ?
	    VALIDATE_CREATE : VALIDATE_CHANGE, in, "EUR", &edit.in);
	return e != SOUK_OK ? e : db_tx(&store, DB_WRITE, edit_step, &edit);
}

/* Its id. */
static const char *
group_new(const char *json)
{
	enum outcome	 e;

	store.now++;
	e = edit_try(NULL, json);
	ck_assert_msg(e == SOUK_OK, "%s: %s %s", json, outcome_name(e),
	    problem_field(0));
	return text_at(got, SYNONYM_ID);
}

static const char *
match_of(const char *typed)
{
	struct search_words	 words;

	ck_assert_int_eq(search_words(store.db, store.arena, typed, &words),
	    SOUK_OK);
	return words.match == NULL ? "-" : words.match;
}

static enum outcome
docs_put(struct act *act, void *arg)
{
	const struct search_doc	*doc = arg;
	enum outcome		 e = SOUK_OK;

	for (; doc->kind != NULL && e == SOUK_OK; doc++)
		e = search_put(act->db, act->arena, doc);
	return e;
}

/* "a b c", best first, as a shopper finds them. */
static const char *
found_by(const char *typed)
{
	struct search_words	 words;
	struct search_found	 found = { .total = 0 };
	struct buf		 ids;

	ck_assert_int_eq(search_words(store.db, store.arena, typed, &words),
	    SOUK_OK);
	if (words.match != NULL)
		ck_assert_int_eq(search_best(store.db, store.arena, "product",
		    &words, 0, 20, &found), SOUK_OK);
	if (found.total == 0) {
		ck_assert_int_eq(search_near(store.db, store.arena, typed,
		    &words), SOUK_OK);
		if (words.match != NULL)
			ck_assert_int_eq(search_best(store.db, store.arena,
			    "product", &words, 0, 20, &found), SOUK_OK);
	}
	buf_init(&ids, store.arena, 64);
	for (int64_t i = 0; i < found.count; i++)
		buf_printf(&ids, "%s%s", i > 0 ? " " : "", found.ids[i]);
	return ids.len > 0 ? ids.p : "";
}

/* ---- what is asked --------------------------------------------------------- */

static void
groups_put(void)
{
	group_new("{'words':['Télé','TÉLÉVISEUR',' tv ']}");
	group_new("{'words':['Machine à café','cafetière']}");
	group_new("{'words':['machine','appareil']}");
	group_new("{'words':['smartphone'],'typed':['iPhone','i-phone']}");
	group_new("{'words':['souris','mulot']}");
	group_new("{'words':['souris','pointeur sans fil']}");
	group_new("{'words':['هَاتِف','جوّال']}");
	group_new("{'words':['b1','b2','b3','b4','b5','b6','b7','b8']}");
	group_new("{'words':['b1','c2','c3','c4','c5','c6','c7','c8']}");
	group_new("{'words':['d1','d2','d3'],'typed':['e1']}");
	group_new("{'words':['d1','f1']}");
}

#define TELE	"(\"tele\" OR \"televiseur\" OR \"tv\")"

static const struct { const char *typed, *want; } matches[] = {
	/* both ways, whatever the case and the accents; the last a prefix */
	{ "télé", "(\"tele\"* OR \"televiseur\" OR \"tv\")" },
	{ "TELEVISEUR", "(\"televiseur\"* OR \"tele\" OR \"tv\")" },
	{ "Tv Samsung", "(\"tv\" OR \"tele\" OR \"televiseur\") AND"
	    " \"samsung\"*" },
	{ "samsung tele", "\"samsung\" AND"
	    " (\"tele\"* OR \"televiseur\" OR \"tv\")" },
	{ "tele tele x", TELE " AND " TELE " AND \"x\"*" },
	{ "جَوَّالٌ", "(\"جوال\"* OR \"هاتف\")" },
	/* only whole words have synonyms */
	{ "telev", "\"telev\"*" },
	{ "televiseurs", "\"televiseurs\"*" },
	/* phrases, the longest first, and their words in any row */
	{ "cafetière", "(\"cafetiere\"* OR \"machine a cafe\")" },
	{ "machine à café", "((\"machine\" AND \"a\" AND \"cafe\"*)"
	    " OR \"cafetiere\")" },
	{ "la machine à café noire", "\"la\" AND ((\"machine\" AND \"a\""
	    " AND \"cafe\") OR \"cafetiere\") AND \"noire\"*" },
	{ "machine à laver", "(\"machine\" OR \"appareil\") AND \"a\" AND"
	    " \"laver\"*" },
	{ "café à machine", "\"cafe\" AND \"a\" AND"
	    " (\"machine\"* OR \"appareil\")" },
	{ "pointeur sans fil", "((\"pointeur\" AND \"sans\" AND \"fil\"*)"
	    " OR \"souris\")" },
	{ "pointeur sans", "\"pointeur\" AND \"sans\"*" },
	/* one way */
	{ "iphone 15", "(\"iphone\" OR \"smartphone\") AND \"15\"*" },
	{ "i phone", "((\"i\" AND \"phone\"*) OR \"smartphone\")" },
	{ "smartphone", "\"smartphone\"*" },
	/* two meanings of one word, not joined by it */
	{ "souris", "(\"souris\"* OR \"mulot\" OR \"pointeur sans fil\")" },
	{ "mulot", "(\"mulot\"* OR \"souris\")" },
	{ "e1", "(\"e1\"* OR \"d1\" OR \"d2\" OR \"d3\")" },
	{ "d1", "(\"d1\"* OR \"f1\")" },
	/* no more than eight */
	{ "b1", "(\"b1\"* OR \"b2\" OR \"b3\" OR \"b4\" OR \"b5\" OR \"b6\""
	    " OR \"b7\" OR \"b8\" OR \"c2\")" },
	{ "c2", "(\"c2\"* OR \"b1\" OR \"c3\" OR \"c4\" OR \"c5\" OR \"c6\""
	    " OR \"c7\" OR \"c8\")" },
	/* none */
	{ "robe d'été", "\"robe\" AND \"d\" AND \"ete\"*" },
	{ "", "-" }, { " * \" ", "-" },
	/* of what is typed, twelve words are read */
	{ "a b c d e f g h i j k tele x", "\"a\" AND \"b\" AND \"c\" AND"
	    " \"d\" AND \"e\" AND \"f\" AND \"g\" AND \"h\" AND \"i\" AND"
	    " \"j\" AND \"k\" AND (\"tele\"* OR \"televiseur\" OR \"tv\")" },
	{ "a b c d e f g h i j k l tele", "\"a\" AND \"b\" AND \"c\" AND"
	    " \"d\" AND \"e\" AND \"f\" AND \"g\" AND \"h\" AND \"i\" AND"
	    " \"j\" AND \"k\" AND \"l\"*" },
};

START_TEST(target_03_a_word_is_itself_or_one_of_its_synonyms)
{
	groups_put();
	for (size_t i = 0; i < COUNT(matches); i++)
		ck_assert_msg(strcmp(match_of(matches[i].typed),
		    matches[i].want) == 0, "%s: %s", matches[i].typed,
		    match_of(matches[i].typed));
}
END_TEST

START_TEST(target_03_an_edit_of_synonyms_is_what_the_next_search_asks)
{
	const char	*id = group_new("{'words':['canapé','sofa']}");

	ck_assert_str_eq(match_of("sofa"), "(\"sofa\"* OR \"canape\")");
	ck_assert_int_eq(edit_try(id, "{'typed':['divan']}"), SOUK_OK);
	ck_assert_str_eq(match_of("sofa"), "\"sofa\"*");
	ck_assert_str_eq(match_of("divan"),
	    "(\"divan\"* OR \"canape\" OR \"sofa\")");
	ck_assert_int_eq(edit_try(id, "{'words':['banquette']}"), SOUK_OK);
	ck_assert_str_eq(match_of("divan"),
	    "(\"divan\"* OR \"banquette\")");
	/* the one word alone leads nowhere */
	ck_assert_int_eq(edit_try(id, "{'typed':[]}"), SOUK_INVALID);
	ck_assert_str_eq(match_of("divan"),
	    "(\"divan\"* OR \"banquette\")");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, edit_step,
	    &(struct edit){ .id = id, .drops = true }), SOUK_OK);
	ck_assert_str_eq(match_of("divan"), "\"divan\"*");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM synonym_word").number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " entity_type = 'Synonym'").number, 4);
}
END_TEST

/* ---- what is found ----------------------------------------------------------- */

static const struct search_doc docs[] = {
	{ "product", "set", LOCALE_FR, "Téléviseur 32 pouces", "Image nette.",
	    NULL },
	{ "product", "stand", LOCALE_FR, "Meuble", "Un meuble où poser une tv,"
	    " et beaucoup d'autres choses de la maison.", NULL },
	{ "product", "pot", LOCALE_FR, "Cafetière italienne", NULL, NULL },
	{ "product", "maker", LOCALE_FR, "Machine à café expresso", NULL,
	    NULL },
	{ "product", "beans", LOCALE_FR, "Café à moudre à la machine", NULL,
	    NULL },
	{ "product", "phone", LOCALE_FR, "Smartphone solide", NULL, NULL },
	{ "product", "mouse", LOCALE_AR, "هاتف محمول", NULL, NULL },
	{ NULL, NULL, LOCALE_FR, NULL, NULL, NULL },
};

static const struct { const char *typed, *want; } finds[] = {
	/* the very word first, though it is only in the text */
	{ "tv", "stand set" }, { "téléviseur", "set stand" },
	{ "télé", "set stand" }, { "tele pouces", "set" },
	/* a phrase that is a synonym is a phrase */
	{ "cafetière", "pot maker" },
	{ "iphone", "phone" }, { "جوال", "mouse" },
	/* with an error: of a synonym no product has, and beside one */
	{ "ihpone", "phone" }, { "iphnoe solide", "phone" },
	{ "televisuer", "set stand" }, { "tele puoces", "set" },
	{ "iphone soldie", "phone" }, { "xyz", "" }, { "tele xyz", "" },
	{ "iphx", "" },
};

START_TEST(target_03_synonyms_are_found_behind_the_word_itself)
{
	groups_put();
	ck_assert_int_eq(db_tx(&store, DB_WRITE, docs_put,
	    (void *)(uintptr_t)docs), SOUK_OK);
	for (size_t i = 0; i < COUNT(finds); i++)
		ck_assert_msg(strcmp(found_by(finds[i].typed),
		    finds[i].want) == 0, "%s: \"%s\"", finds[i].typed,
		    found_by(finds[i].typed));
	ck_assert_str_eq(found_by("machine a cafe"), "maker beans pot");
}
END_TEST

/* ---- hostile ----------------------------------------------------------------- */

START_TEST(target_03_nothing_a_synonym_says_is_an_error_of_a_search)
{
	static const char *const	 words[] = { "a\\\" OR \\\"b",
	    "NEAR(a b, 3)", "x AND y", "NOT", "OR", "title:x", "^robe",
	    "robe*", "-robe", "x OR 1=1 --", "a\\\\b", "(((x", "x\\u0301y",
	    "%s%n", "𝕣obe", "ﷺ", "a:b", "*x*", "NEAR/5" };
	struct search_words		 asked;
	struct search_found		 found;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, docs_put,
	    (void *)(uintptr_t)docs), SOUK_OK);
	for (size_t i = 0; i < COUNT(words); i++) {
		char	*json = arena_printf(store.arena,
			    "{\"words\":[\"%s\",\"cible\"]}", words[i]);

		if (edit_try(NULL, json) != SOUK_OK)
			continue;
		ck_assert_int_eq(search_words(store.db, store.arena, "cible",
		    &asked), SOUK_OK);
		ck_assert_ptr_nonnull(strstr(asked.match, " OR \""));
		ck_assert_msg(search_best(store.db, store.arena, "product",
		    &asked, 0, 20, &found) == SOUK_OK, "%s: %s", words[i],
		    asked.match);
		ck_assert_int_eq(db_tx(&store, DB_WRITE, edit_step,
		    &(struct edit){ .id = text_at(got, SYNONYM_ID),
		    .drops = true }), SOUK_OK);
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'create_synonym'").number, COUNT(words));
}
END_TEST

/* ---- refusals ---------------------------------------------------------------- */

#define LONG	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct { const char *json, *field; } refusals[] = {
	{ "{}", "words" }, { "{'words':[]}", "words" },
	{ "{'words':['seul']}", "words" },
	{ "{'words':'tv'}", "words" },
	{ "{'words':['tv',3]}", "words[1]" },
	{ "{'words':['tv','']}", "words[1]" },
	{ "{'words':['tv','* - !']}", "words[1]" },
	{ "{'words':['tv','un deux trois quatre cinq']}", "words[1]" },
	{ "{'words':['" LONG "','tv']}", "words[0]" },
	{ "{'words':['Télé','tv','TELE']}", "words[2]" },
	{ "{'words':['tv'],'typed':['tele','Tv']}", "typed[1]" },
	{ "{'words':['tv'],'typed':['?!']}", "typed[0]" },
	{ "{'words':['1','2','3','4','5','6','7','8','9']}", "words" },
	{ "{'words':['z'],'typed':['1','2','3','4','5','6','7','8','9']}",
	    "typed" },
	{ "{'words':['tv','tele'],'id':'syn_1'}", "id" },
	{ "{'words':['tv','tele'],'mots':1}", "mots" },
};

START_TEST(target_03_what_is_wrong_with_synonyms_is_named)
{
	for (size_t i = 0; i < COUNT(refusals); i++) {
		ck_assert_msg(edit_try(NULL, refusals[i].json) ==
		    SOUK_INVALID, "%s", refusals[i].json);
		ck_assert_msg(strcmp(problem_field(0), refusals[i].field) ==
		    0, "%s: %s", refusals[i].json, problem_field(0));
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM synonym").number, 0);
}
END_TEST

START_TEST(target_03_a_brand_has_so_many_groups_and_its_own)
{
	const char	*id = group_new("{'words':['tv','tele']}");

	shop_sql("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1"
	    " FROM n WHERE i < %d) INSERT INTO synonym (id, brand_id,"
	    " created_at, updated_at) SELECT 'syn_' || i, '" OURS "', 1, 1"
	    " FROM n", SYNONYMS_MAX);
	ck_assert_int_eq(edit_try(NULL, "{'words':['a','b']}"),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "SYNONYMS_FULL");
	ck_assert_int_eq(edit_try(id, "{'words':['a','b']}"), SOUK_OK);
	as_brand(THEIRS);
	ck_assert_int_eq(edit_try(id, "{'words':['c','d']}"), SOUK_DENIED);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, edit_step,
	    &(struct edit){ .id = id, .drops = true }), SOUK_DENIED);
	group_new("{'words':['a','b']}");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_03_a_word_is_itself_or_one_of_its_synonyms,
		target_03_an_edit_of_synonyms_is_what_the_next_search_asks,
		target_03_synonyms_are_found_behind_the_word_itself,
		target_03_nothing_a_synonym_says_is_an_error_of_a_search,
		target_03_what_is_wrong_with_synonyms_is_named,
		target_03_a_brand_has_so_many_groups_and_its_own,
	};

	return catalog_run("synonym", tests, COUNT(tests));
}
