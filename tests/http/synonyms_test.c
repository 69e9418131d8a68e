/* SPDX-License-Identifier: ISC */
/*
 * Synonyms through the whole shop: what is edited is what the next search
 * finds, and what is refused is named.
 */
#include "tests/http/catalog.h"

#define SYNONYMS	"/api/admin/search-synonyms"

/* Two chairs, of which no word of one is in the other. */
static void
chairs_new(void)
{
	static const char	*category;

	clients_open();
	if (category != NULL)
		return;
	category = category_new(owner, "Mobilier", NULL);
	product_new("Canapé bleu", category, ACTIVE ",\"basePrice\":100");
	product_new("Machine à café rouge", category, ACTIVE
	    ",\"basePrice\":90");
}

static const char *
group_new(struct client *c, const char *json)
{
	struct answer	*a = client_json(c, "POST", SYNONYMS, "%s", json);

	want(a, 201);
	return id_kept(a);
}

static void
found(const char *q, const char *total)
{
	char	 path[300];

	snprintf(path, sizeof(path), PUBLIC "/search?q=%s", q);
	want_at(client_get(anyone, path), "pagination.total", total);
	snprintf(path, sizeof(path), PUBLIC "?q=%s", q);
	want_at(client_get(anyone, path), "pagination.total", total);
}

START_TEST(target_03_an_edit_of_synonyms_is_seen_by_the_next_search)
{
	struct answer	*a;
	const char	*id;

	chairs_new();
	found("divan", "0");
	id = group_new(manager,
	    "{\"words\":[\"canapé\",\"Divan\",\"sofa\"]}");
	found("divan", "1");
	found("SOFA%20bleu", "1");
	found("sofa%20rouge", "0");
	ck_assert_ptr_nonnull(strstr(client_get(anyone,
	    "/recherche?q=divan")->body, "Canapé bleu"));
	a = client_json(owner, "PATCH", path_of(SYNONYMS, id, ""),
	    "{\"words\":[\"canapé\"],\"typed\":[\"banquette\"]}");
	want(a, 200);
	want_at(a, "data.version", "2");
	found("divan", "0");
	found("banquette", "1");
	want(client_json(owner, "PUT", path_of(SYNONYMS, id, ""),
	    "{\"typed\":[],\"words\":[\"canapé\",\"divan\"]}"), 200);
	found("divan", "1");
	found("banquette", "0");
	want(client_send(owner, "DELETE", path_of(SYNONYMS, id, ""), NULL,
	    NULL, 0), 200);
	found("divan", "0");
	want(client_get(owner, path_of(SYNONYMS, id, "")), 404);
	ck_assert_str_eq(shop_sql("SELECT group_concat(action, ' ') FROM"
	    " (SELECT action FROM audit_log WHERE entity_type = 'Synonym'"
	    " ORDER BY created_at, id)"), "create_synonym update_synonym"
	    " update_synonym delete_synonym");
}
END_TEST

START_TEST(target_03_synonyms_are_phrases_and_words_in_other_scripts)
{
	const char	*id;

	chairs_new();
	id = group_new(owner, "{\"words\":[\"machine à café\",\"cafetière\","
	    "\"آلة القهوة\"]}");
	found("cafetiere", "1");
	found("%D8%A2%D9%84%D8%A9%20%D8%A7%D9%84%D9%82%D9%87%D9%88%D8%A9",
	    "1");
	/* with an error, though no product has the word */
	found("machine%20a%20cafe%20rouge", "1");
	want_at(client_get(anyone, PUBLIC "/search?q=cafeteire"),
	    "pagination.total", "1");
	want_at(client_get(anyone, PUBLIC "/suggest?q=cafetiere"),
	    "data.0.name", "Machine à café rouge");
	/* so do the lists of who keeps the shop */
	want_at(client_get(owner, PRODUCTS "?q=cafetiere"),
	    "pagination.total", "1");
	want(client_send(owner, "DELETE", path_of(SYNONYMS, id, ""), NULL,
	    NULL, 0), 200);
}
END_TEST

START_TEST(target_03_synonyms_are_listed_by_page_and_have_a_version)
{
	struct answer	*a;
	const char	*first, *tag;
	char		 line[100];

	chairs_new();
	first = group_new(owner, "{\"words\":[\"l1\",\"l2\"]}");
	group_new(owner, "{\"words\":[\"l3\"],\"typed\":[\"l4\"]}");
	a = client_get(reader, SYNONYMS "?limit=1");
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.words.1", "l2");
	ck_assert_ptr_nonnull(answer_at(a, "pagination.nextCursor"));
	a = client_get(reader, SYNONYMS "?page=2&limit=1");
	want_at(a, "data.0.typed.0", "l4");
	a = client_get(owner, path_of(SYNONYMS, first, ""));
	want(a, 200);
	tag = answer_header(a, "ETag");
	ck_assert_ptr_nonnull(tag);
	snprintf(line, sizeof(line), "If-Match: %s", tag);
	client_header(owner, line);
	want(client_json(owner, "PATCH", path_of(SYNONYMS, first, ""),
	    "{\"words\":[\"l1\",\"l5\"]}"), 200);
	want(client_json(owner, "PATCH", path_of(SYNONYMS, first, ""),
	    "{\"words\":[\"l1\",\"l6\"]}"), 412);
	client_header(owner, NULL);
}
END_TEST

static const struct { const char *json, *field; int status; } refusals[] = {
	{ "{}", "words", 400 },
	{ "{\"words\":[\"seul\"]}", "words", 400 },
	{ "{\"words\":[\"tv\",\"\\\"*-\"]}", "words[1]", 400 },
	{ "{\"words\":[\"tv\",\"TV\"]}", "words[1]", 400 },
	{ "{\"words\":[\"tv\"],\"typed\":[\"a b c d e\"]}", "typed[0]", 400 },
	{ "{\"words\":[\"tv\\u0007\",\"x\"]}", "words[0]", 400 },
	{ "{\"words\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\","
	    "\"9\"]}", "words", 400 },
};

START_TEST(target_03_refused_synonyms_name_their_field)
{
	const char	*id;
	char		*long_word = calloc(1, 11000), at[80];
	struct answer	*a;

	chairs_new();
	for (size_t i = 0; i < COUNT(refusals); i++) {
		a = client_json(owner, "POST", SYNONYMS, "%s",
		    refusals[i].json);
		want(a, refusals[i].status);
		snprintf(at, sizeof(at), "error.details.%s",
		    refusals[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    refusals[i].json, a->body);
	}
	want(client_json(owner, "POST", SYNONYMS,
	    "{\"words\":[\"tv\\u0000x\",\"x\"]}"), 400);
	memset(long_word, 'a', 10000);
	a = client_json(owner, "POST", SYNONYMS,
	    "{\"words\":[\"tv\",\"%s\"]}", long_word);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.words[1]"));
	free(long_word);
	want(client_json(anyone, "POST", SYNONYMS,
	    "{\"words\":[\"a\",\"b\"]}"), 401);
	want(client_json(reader, "POST", SYNONYMS,
	    "{\"words\":[\"a\",\"b\"]}"), 403);
	id = group_new(owner, "{\"words\":[\"r1\",\"r2\"]}");
	want(client_get(stranger, path_of(SYNONYMS, id, "")), 403);
	want(client_json(stranger, "PATCH", path_of(SYNONYMS, id, ""),
	    "{\"words\":[\"a\",\"b\"]}"), 403);
	want(client_send(stranger, "DELETE", path_of(SYNONYMS, id, ""), NULL,
	    NULL, 0), 403);
	want_at(client_get(stranger, SYNONYMS), "pagination.total", "0");
}
END_TEST

SUITE_MAIN("synonyms",
    target_03_an_edit_of_synonyms_is_seen_by_the_next_search,
    target_03_synonyms_are_phrases_and_words_in_other_scripts,
    target_03_synonyms_are_listed_by_page_and_have_a_version,
    target_03_refused_synonyms_name_their_field)
