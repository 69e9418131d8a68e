/* SPDX-License-Identifier: ISC */
#include "lib/catalog/synonym.h"

#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/search.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS(FR, EN, AR) \
	.text = { [LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) }
static_assert(SYNONYM_WORDS_MAX <= SEARCH_OTHERS, "no group is cut short");

/* The stored ones of synonym_fields, in order. */
#define SYNONYM_COLUMNS \
    "id, brand_id, words, typed, created_at, updated_at, version FROM synonym"

static const char sql_read[] =
    "SELECT " SYNONYM_COLUMNS " WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM synonym WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " SYNONYM_COLUMNS " WHERE brand_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";
static const char sql_room[] =
    "INSERT INTO synonym (id, brand_id, created_at, updated_at)"
    " SELECT :id, b.id, :now, :now FROM brand b WHERE b.id = :brand"
    " AND (SELECT count(*) FROM synonym s WHERE s.brand_id = :brand) < :most";
static const char sql_delete[] = "DELETE FROM synonym WHERE id = :id";

/* ---- fields ---------------------------------------------------------------- */

static const struct field synonym_table[] = {
	[SYNONYM_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "syn",
		.help = "TypeID" },
	[SYNONYM_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[SYNONYM_WORDS] = {
		.name = "words", .column = "words", .type = FIELD_TEXTS,
		.flags = FIELD_REQUIRED, .min = 1, .max = SYNONYM_WORDS_MAX,
		.help = "Whoever looks for one of them finds the others too; "
		    "each is at most four words" },
	[SYNONYM_TYPED] = {
		.name = "typed", .column = "typed", .type = FIELD_TEXTS,
		.max = SYNONYM_WORDS_MAX, .initial = "[]",
		.help = "One way only: whoever looks for one of these finds "
		    "words too, and not the other way round; empty: both "
		    "ways" },
	[SYNONYM_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[SYNONYM_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[SYNONYM_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; for If-Match" },
};
static_assert(COUNT(synonym_table) == SYNONYM__MAX, "a row for each field");
const struct fieldset synonym_fields =
    FIELDSET("Synonym", "synonym", synonym_table);

enum synonym_message { SYNONYM_EMPTY, SYNONYM_PHRASE, SYNONYM_TWICE,
	SYNONYM_ALONE, SYNONYM_FULL, SYNONYM_MESSAGE__MAX };
static const struct message messages[] = {
	[SYNONYM_EMPTY] = { .code = "SYNONYM_EMPTY", TEXTS(
		"Un synonyme contient des lettres ou des chiffres.",
		"A synonym has letters or digits.",
		"يجب أن يحتوي المرادف على حروف أو أرقام.") },
	[SYNONYM_PHRASE] = { .code = "SYNONYM_TOO_LONG", TEXTS(
		"Un synonyme a au plus {0} mots.",
		"A synonym has at most {0} words.",
		"للمرادف {0} كلمات كحد أقصى.") },
	[SYNONYM_TWICE] = { .code = "SYNONYM_TWICE", TEXTS(
		"Ce mot est déjà dans ce groupe.",
		"This word is already in this group.",
		"هذه الكلمة موجودة بالفعل في هذه المجموعة.") },
	[SYNONYM_ALONE] = { .code = "SYNONYM_ALONE", TEXTS(
		"Indiquez au moins deux mots, ou ce que l'on tape.",
		"Give two words at least, or what is typed.",
		"أدخل كلمتين على الأقل، أو ما يُكتب في البحث.") },
	[SYNONYM_FULL] = { .code = "SYNONYMS_FULL", TEXTS(
		"Il y a déjà {0} groupes de synonymes.",
		"There are {0} groups of synonyms already.",
		"توجد بالفعل {0} مجموعة من المرادفات.") },
};
static_assert(COUNT(messages) == SYNONYM_MESSAGE__MAX,
    "a row for each message");

/* ---- checks ---------------------------------------------------------------- */

/* A group as the search keeps it. */
struct group {
	struct search_synonym	 words[2 * SYNONYM_WORDS_MAX];
	size_t			 count;
};

static int
words_of(const char *folded)
{
	int	 n = 1;

	for (; (folded = strchr(folded, ' ')) != NULL; folded++)
		n++;
	return n;
}

static bool
is_in(const struct group *g, const char *word)
{
	size_t	 i;

	for (i = 0; i < g->count; i++)
		if (text_equal(g->words[i].word, word))
			return true;
	return false;
}

static enum outcome
word_add(struct act *act, const char *list, size_t i, const char *given,
    const struct search_synonym *as, struct group *g)
{
	const char	*name = arena_printf(act->arena, "%s[%zu]", list, i);
	const char	*word = text_fold(act->arena, given, strlen(given));

	if (*word == '\0')
		return act_bad_field(act, name, &messages[SYNONYM_EMPTY]);
	if (utf8_length(given, strlen(given)) > SYNONYM_LETTERS_MAX)
		return act_bad_number(act, name, &base_messages[BASE_TOO_LONG],
		    SYNONYM_LETTERS_MAX, 0);
	if (words_of(word) > SEARCH_PHRASE_WORDS)
		return act_bad_number(act, name, &messages[SYNONYM_PHRASE],
		    SEARCH_PHRASE_WORDS, 0);
	if (is_in(g, word))
		return act_bad_field(act, name, &messages[SYNONYM_TWICE]);
	g->words[g->count] = *as;
	g->words[g->count++].word = word;
	return SOUK_OK;
}

static enum outcome
list_add_all(struct act *act, const char *list, const struct value *v,
    const struct search_synonym *as, struct group *g)
{
	enum outcome	 one, e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < v->count; i++)
		if ((one = word_add(act, list, i, v->texts[i], as, g)) !=
		    SOUK_OK)
			e = one;
	return e;
}

/* Every bad word is named. */
static enum outcome
group_make(struct act *act, const struct record *in, struct group *g)
{
	const struct value		*words = &in->values[SYNONYM_WORDS];
	const struct value		*typed = &in->values[SYNONYM_TYPED];
	const bool			 both = typed->count == 0;
	const struct search_synonym	 found = { NULL, both, true };
	const struct search_synonym	 asked = { NULL, true, false };
	enum outcome			 e, f;

	g->count = 0;
	e = list_add_all(act, "words", words, &found, g);
	f = list_add_all(act, "typed", typed, &asked, g);
	if (e == SOUK_OK && both && words->count < 2)
		e = act_bad_field(act, "words", &messages[SYNONYM_ALONE]);
	return e != SOUK_OK ? e : f;
}

/* Both lists come in then, for what the search keeps is made of both. */
static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	struct group	 g;

	in->values[SYNONYM_WORDS] = *value_merged(in, before, SYNONYM_WORDS);
	in->values[SYNONYM_TYPED] = *value_merged(in, before, SYNONYM_TYPED);
	return group_make(act, in, &g);
}

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	struct group		 g;
	const enum outcome	 e = group_make(act, in, &g);

	if (e != SOUK_OK)
		return e;
	catalog_moved(act);
	return search_synonyms_put(act->db, id, g.words, g.count);
}

static enum outcome
may_go(struct act *act, const char *id)
{
	(void)id;
	catalog_moved(act);
	return SOUK_OK;
}

static const struct resource synonyms = {
	.fields = &synonym_fields, .id = SYNONYM_ID, .brand = SYNONYM_BRAND,
	.version = SYNONYM_VERSION, .prefix = "syn", .type = "Synonym",
	.created = "create_synonym", .updated = "update_synonym",
	.deleted = "delete_synonym", .sql_read = sql_read,
	.sql_delete = sql_delete, .sql_room = sql_room, .most = SYNONYMS_MAX,
	.full = &messages[SYNONYM_FULL], .check = check, .store = store,
	.may_go = may_go,
};

/* ---- what others call ----------------------------------------------------------- */

enum outcome
synonym_create(struct act *act, const struct record *in, struct record **out)
{
	return resource_create(act, &synonyms, in, out);
}

enum outcome
synonym_read(struct act *act, const char *id, struct record **out)
{
	return resource_read(act, &synonyms, id, out);
}

enum outcome
synonym_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	return resource_change(act, &synonyms, id, in, out);
}

enum outcome
synonym_delete(struct act *act, const char *id)
{
	return resource_delete(act, &synonyms, id);
}

static const struct plain_list plain = {
	.name = "synonyms", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "" },
};

enum outcome
synonym_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
synonym_list_cursor(struct act *act, const struct rows *rows,
    const struct record *synonym)
{
	return rows_cursor_by_id(act, rows, record_text(synonym, SYNONYM_ID));
}
