/* SPDX-License-Identifier: ISC */
/* Words that the index lacks, and what is looked for in their place. */
#include "tests/unit/store.h"

#include "lib/base/buf.h"
#include "lib/db/search.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct search_doc docs[] = {
	{ "product", "pot", LOCALE_FR, "Théière en fonte", "Pour le thé.",
	    "TH-10" },
	{ "product", "lamp", LOCALE_FR, "Lanterne marocaine", "Bougie.",
	    "123456 ref12345" },
	{ "product", "bowl", LOCALE_FR, "Bol", "Avec la théière, la table.",
	    NULL },
	{ "product", "table", LOCALE_FR, "Table basse", "En cèdre.", NULL },
	{ "product", "pot", LOCALE_AR, "إبريق الشاي", "من الحديد", NULL },
	{ "product", "w1", LOCALE_EN, "bark", "barn", "bare barge" },
	{ "product", "w2", LOCALE_EN, "barn", "bare", NULL },
	{ "product", "w3", LOCALE_EN, "barn bars", NULL, NULL },
};

static enum outcome
put_docs(struct act *act, void *arg)
{
	enum outcome	 e = SOUK_OK;

	(void)arg;
	for (size_t i = 0; i < COUNT(docs) && e == SOUK_OK; i++)
		e = search_put(act->db, act->arena, &docs[i]);
	return e;
}

static const char *
near_to(const char *typed)
{
	struct search_words	 words;

	ck_assert_int_eq(search_near(store.db, store.arena, typed, &words),
	    SOUK_OK);
	return words.match == NULL ? "-" : words.match;
}

#define TEAPOT	"(\"theiere\")"

static const struct { const char *typed, *want; } errors[] = {
	{ "theeire",		TEAPOT },		/* swapped */
	{ "THÉEIRE",		TEAPOT },
	{ "theire",		TEAPOT },		/* one too few */
	{ "theieere",		TEAPOT },		/* one too many */
	{ "thaiere",		TEAPOT },		/* one wrong */
	{ "hteiere",		TEAPOT },		/* the first two */
	{ "theieres",		TEAPOT },
	{ "lantrene",		"(\"lanterne\")" },
	{ "lamterme",		"(\"lanterne\")" },	/* two, in eight */
	{ "lanternees",		"(\"lanterne\")" },
	{ "tabel",		"(\"table\")" },
	{ "toble",		"(\"table\")" },	/* before "to" */
	{ "tbeiere",		TEAPOT },		/* behind "tb" */
	{ "bbougie",		"(\"bougie\")" },
	{ "ابيرق",		"(\"ابريق\")" },
	{ "اشاي",		"(\"الشاي\")" },
	/* two words, one of them wrong; the last may have been begun only */
	{ "theeire fonte",	TEAPOT " AND \"fonte\"*" },
	{ "fonte theeire",	"\"fonte\" AND " TEAPOT },
	{ "theeire fon",	TEAPOT " AND \"fon\"*" },
	{ "lantrene tabel",	"(\"lanterne\") AND (\"table\")" },
	/* the nearest by their number of documents, at most three */
	{ "bard",		"(\"barn\" OR \"bare\" OR \"bark\")" },
	{ "bargee",		"(\"barge\")" },
};

START_TEST(target_03_a_word_with_an_error_is_the_nearest_of_the_index)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	for (size_t i = 0; i < COUNT(errors); i++)
		ck_assert_msg(strcmp(near_to(errors[i].typed),
		    errors[i].want) == 0, "%s: %s", errors[i].typed,
		    near_to(errors[i].typed));
}
END_TEST

static const char *const left[] = {
	"theiere", "fonte", "fon", "theiere lanterne",	/* as they are */
	"bpl", "bo", "b", "bls",			/* short */
	"teire", "thxixre",				/* two in seven */
	"lxntxrnx", "lanternessss",			/* three in eight */
	"xheiere", "eiere",				/* the first letter */
	"theeire velours", "velours theeire",		/* no help for one */
	"theeire bpl",
	"123465", "ref12354", "th-11",			/* numbers */
	"ابقير", "", " ", "!?", "\"*(", "\xff\xfe", "\xc3",
	"theeiretheeiretheeiretheeiretheeiretheeiretheeire",
};

START_TEST(target_03_what_is_right_short_or_too_far_is_left_alone)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	for (size_t i = 0; i < COUNT(left); i++)
		ck_assert_msg(strcmp(near_to(left[i]), "-") == 0, "%s: %s",
		    left[i], near_to(left[i]));
}
END_TEST

START_TEST(target_03_an_empty_index_and_any_bytes_are_no_error)
{
	char	 typed[64];

	ck_assert_str_eq(near_to("theeire"), "-");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	for (int c = 1; c < 256; c++) {
		snprintf(typed, sizeof(typed), "theei%cre %cabcde", c, c);
		near_to(typed);
	}
	ck_assert_str_eq(near_to("theeire theeire theeire theeire theeire"
	    " theeire theeire theeire theeire theeire theeire theeire xxxx"),
	    TEAPOT " AND " TEAPOT " AND " TEAPOT " AND " TEAPOT " AND " TEAPOT
	    " AND " TEAPOT " AND " TEAPOT " AND " TEAPOT " AND " TEAPOT
	    " AND " TEAPOT " AND " TEAPOT " AND " TEAPOT);
}
END_TEST

/* A document of 35,000 words that begin so. */
static enum outcome
put_crowd(struct act *act, void *begins)
{
	struct search_doc	 doc = { "product", begins, LOCALE_FR, "Mots",
				    NULL, NULL };
	struct buf		 b;

	buf_init(&b, act->arena, 1 << 18);
	for (int i = 0; i < 35000; i++)
		buf_printf(&b, "%s%c%c%c%c ", (const char *)begins,
		    'a' + i / 26 / 26 / 26 % 26, 'a' + i / 26 / 26 % 26,
		    'a' + i / 26 % 26, 'a' + i % 26);
	doc.body = b.p;
	return search_put(act->db, act->arena, &doc);
}

START_TEST(target_03_the_work_for_one_search_has_an_end)
{
	char	 lz[] = "lz", la[] = "la";

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_crowd, lz), SOUK_OK);
	ck_assert_str_eq(near_to("lantrene tabel"),
	    "(\"lanterne\") AND (\"table\")");	/* each has its share */
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_crowd, la), SOUK_OK);
	ck_assert_str_eq(near_to("lantrene"), "-");
}
END_TEST

START_TEST(target_03_a_file_of_an_older_program_gets_the_terms_at_open)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_docs, NULL), SOUK_OK);
	db_close(store.db);
	store.db = NULL;
	store_reopen();
	ck_assert_int_eq(store_write("DROP TABLE search_terms"), SOUK_OK);
	db_close(store.db);
	store_reopen();
	ck_assert_str_eq(near_to("theeire"), TEAPOT);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
	    target_03_a_word_with_an_error_is_the_nearest_of_the_index,
	    target_03_what_is_right_short_or_too_far_is_left_alone,
	    target_03_an_empty_index_and_any_bytes_are_no_error,
	    target_03_the_work_for_one_search_has_an_end,
	    target_03_a_file_of_an_older_program_gets_the_terms_at_open,
	};

	store_keep_private();
	return store_run("search near", tests, COUNT(tests));
}
