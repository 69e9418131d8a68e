/* SPDX-License-Identifier: ISC */
/* Lists with filters: which rows a page has, and where the next one begins. */
#include "tests/unit/store.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/db/listed.h"

static const char *const colours[] = { "red", "green", NULL };

enum thing_field { THING_ID, THING_AT, THING__MAX };
static const struct field thing_rows[] = {
	[THING_ID] = { .name = "id", .column = "id", .type = FIELD_ID },
	[THING_AT] = { .name = "at", .column = "made_at",
	    .type = FIELD_TIME },
};
static const struct fieldset thing = FIELDSET("Thing", "thing", thing_rows);

/* What a query may say besides is no filter. */
enum filter { OF_COLOUR, OF_ON, OF_FLAGGED, OF_FROM, OF_NAME, OF__MAX,
	OF_BOM = OF__MAX };
static const struct field filter_rows[] = {
	[OF_COLOUR] = { .name = "colour", .type = FIELD_ENUM,
	    .choices = colours },
	[OF_ON] = { .name = "on", .type = FIELD_BOOLEAN },
	[OF_FLAGGED] = { .name = "flagged", .type = FIELD_BOOLEAN },
	[OF_FROM] = { .name = "from", .type = FIELD_TIME },
	[OF_NAME] = { .name = "name", .type = FIELD_TEXT },
	[OF_BOM] = { .name = "bom", .type = FIELD_BOOLEAN },
};
static const struct fieldset of = FIELDSET("ThingFilter", NULL, filter_rows);

static const struct listed_filter conditions[OF__MAX] = {
	[OF_COLOUR] = { "colour = :colour", ":colour", NULL },
	[OF_ON] = { "is_on = 1", NULL, "is_on = 0" },
	[OF_FLAGGED] = { "colour IS NULL", NULL, NULL },
	[OF_FROM] = { "made_at >= :from", ":from", NULL },
	/* [OF_NAME]: name_add() */
};

static void
name_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	if (!record_has(filter, OF_NAME))
		return;
	listed_if(w, "title LIKE :name ESCAPE '\\'");
	listed_text(w, ":name", listed_like(act->arena, "",
	    filter->values[OF_NAME].text));
}

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM thing WHERE brand_id = :brand";
static const char sql_all[] =
    "SELECT count(*) FROM thing WHERE brand_id = :brand";
static const char sql_page[] =
    "SELECT id, made_at FROM thing WHERE brand_id = :brand";

static const struct listed by_id = {
	.name = "things", LISTED_FILTERS(conditions), .more = name_add,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};
static const struct listed by_time = {
	.name = "things by time", LISTED_FILTERS(conditions),
	.more = name_add, .count = sql_all, .counts_all = true,
	.page = sql_page, .after = "(made_at, id) < (:key, :id)",
	.by_time = true, .order = "ORDER BY made_at DESC, id DESC"
	    " LIMIT :limit OFFSET :offset",
};

static const char sql_table[] =
    "CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY,"
    " brand_id TEXT NOT NULL, title TEXT, is_on INTEGER, made_at INTEGER,"
    " colour TEXT) STRICT";
static const char sql_rows[] =
    "INSERT INTO thing VALUES ('a', 'one', '50 % off', 1, 3, 'red'),"
    " ('b', 'one', '50 of them', 0, 2, 'green'),"
    " ('c', 'one', 'a_b', 1, 2, NULL), ('d', 'one', 'axb', 0, 2, 'red'),"
    " ('e', 'one', 'c\\d', 1, 1, 'green'), ('f', 'two', 'x', 1, 9, 'red')";

static enum outcome
things_step(struct act *act, void *arg)
{
	(void)act;
	(void)arg;
	ck_assert_int_eq(db_run(store_sql(sql_table)), SOUK_OK);
	return db_run(store_sql(sql_rows));
}

static void
things(void)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, things_step, NULL), SOUK_OK);
	store.actor.brand_id = "one";
}

struct asked {
	const struct listed	*list;
	struct record		*filter;
	int64_t			 limit;
	const char		*cursor;
	bool			 on;		/* without its total */
	/* What came of it. */
	const char		*ids, *next;
	int64_t			 total;
};

static enum outcome
ask_step(struct act *act, void *arg)
{
	struct asked		*a = arg;
	const struct list_query	 query = { .page = 1, .limit = a->limit,
		.cursor = a->cursor };
	struct record		*r = record_new(act->arena, &thing);
	struct cursor		 last = { .id = NULL };
	struct rows		 rows;
	struct buf		 b;
	enum outcome		 e;

	e = a->on ? listed_open_on(act, a->list, a->filter, &query, &rows) :
	    listed_open(act, a->list, a->filter, &query, &rows);
	if (e != SOUK_OK)
		return e;
	buf_init(&b, act->arena, 32);
	buf_puts(&b, "");
	while ((e = rows_next(&rows, act->arena, r)) == SOUK_OK) {
		buf_puts(&b, r->values[THING_ID].text);
		last = (struct cursor){ .num = r->values[THING_AT].num,
			.id = r->values[THING_ID].text };
	}
	a->ids = b.p;
	a->total = rows.total;
	a->next = rows_cursor(act, &rows, &last);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
ask(struct asked *a)
{
	memset(&store.problem, 0, sizeof(store.problem));
	return db_tx(&store, DB_READ, ask_step, a);
}

/* The list, a page after the other: "edc|ba". */
static const char *
pages(const struct listed *list, struct record *filter, int64_t limit)
{
	struct asked	 a = { .list = list, .filter = filter,
			    .limit = limit };
	struct buf	 b;

	buf_init(&b, store.arena, 32);
	do {
		ck_assert_int_eq(ask(&a), SOUK_OK);
		buf_printf(&b, "%s%s", a.cursor == NULL ? "" : "|", a.ids);
		a.cursor = a.next;
	} while (a.next != NULL);
	return b.p;
}

static struct record *
filter_of(int field, const char *text, int64_t num)
{
	struct record	*r = record_new(store.arena, &of);

	if (text != NULL)
		record_set_text(r, field, text);
	else if (field < OF__MAX)
		record_set_int(r, field, num);
	return r;
}

static const struct {
	int		 field;
	const char	*text;
	int64_t		 num;
	const char	*by_id, *by_time;
} filters[] = {
	{ OF__MAX, NULL, 0, "edcba", "adcbe" },
	{ OF_COLOUR, "red", 0, "da", "ad" },
	{ OF_COLOUR, "blue'; DROP TABLE thing", 0, "", "" },
	{ OF_ON, NULL, 1, "eca", "ace" },
	{ OF_ON, NULL, 0, "db", "db" },
	{ OF_FLAGGED, NULL, 1, "c", "c" },
	{ OF_FLAGGED, NULL, 0, "edcba", "adcbe" },
	{ OF_FROM, NULL, 2, "dcba", "adcb" },
	{ OF_NAME, "50 %", 0, "a", "a" },
	{ OF_NAME, "a_b", 0, "c", "c" },
	{ OF_NAME, "\\", 0, "e", "e" },
	{ OF_NAME, "%", 0, "a", "a" },
	{ OF_NAME, "", 0, "edcba", "adcbe" },
};

START_TEST(a_filter_that_is_given_narrows_the_list_and_its_total)
{
	struct asked	 a;

	things();
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		a = (struct asked){ .list = &by_id, .limit = 20,
			.filter = filter_of(filters[i].field, filters[i].text,
			filters[i].num) };
		ck_assert_int_eq(ask(&a), SOUK_OK);
		ck_assert_msg(strcmp(a.ids, filters[i].by_id) == 0,
		    "row %zu: %s", i, a.ids);
		ck_assert_int_eq(a.total, (int64_t)strlen(a.ids));
		a.list = &by_time;
		ck_assert_int_eq(ask(&a), SOUK_OK);
		ck_assert_msg(strcmp(a.ids, filters[i].by_time) == 0,
		    "row %zu: %s", i, a.ids);
		ck_assert_int_eq(a.total, (int64_t)strlen(a.ids));
		a.on = true;
		ck_assert_int_eq(ask(&a), SOUK_OK);
		ck_assert_int_eq(a.total, 0);
	}
}
END_TEST

START_TEST(pages_follow_each_other_without_a_gap)
{
	struct record	*all = filter_of(OF__MAX, NULL, 0);

	things();
	ck_assert_str_eq(pages(&by_id, all, 2), "ed|cb|a");
	ck_assert_str_eq(pages(&by_id, all, 5), "edcba");
	ck_assert_str_eq(pages(&by_id, filter_of(OF_ON, NULL, 1), 1),
	    "e|c|a");
	/* Three of one moment. */
	ck_assert_str_eq(pages(&by_time, all, 1), "a|d|c|b|e");
	ck_assert_str_eq(pages(&by_time, all, 2), "ad|cb|e");
}
END_TEST

START_TEST(a_cursor_is_of_its_list_its_filters_and_its_brand)
{
	struct asked	 a = { .list = &by_id, .limit = 1 };

	things();
	a.filter = filter_of(OF_COLOUR, "red", 0);
	ck_assert_int_eq(ask(&a), SOUK_OK);
	a.cursor = a.next;
	ck_assert_int_eq(ask(&a), SOUK_OK);
	ck_assert_str_eq(a.ids, "a");
	a.filter = filter_of(OF_COLOUR, "green", 0);
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	a.filter = filter_of(OF__MAX, NULL, 0);
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	/* The same words in another field. */
	a.filter = filter_of(OF_NAME, "red", 0);
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	a.filter = filter_of(OF_COLOUR, "red", 0);
	a.list = &by_time;
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	a.list = &by_id;
	store.actor.brand_id = "two";
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	a.cursor = "bm9uZQ";
	ck_assert_int_eq(ask(&a), SOUK_INVALID);
	a.cursor = NULL;
	ck_assert_int_eq(ask(&a), SOUK_OK);
	ck_assert_str_eq(a.ids, "f");
	/* Whoever is of no brand has nothing. */
	store.actor.brand_id = NULL;
	a.filter = filter_of(OF__MAX, NULL, 0);
	ck_assert_int_eq(ask(&a), SOUK_OK);
	ck_assert_str_eq(a.ids, "");
}
END_TEST

START_TEST(letters_are_looked_for_as_they_are)
{
	ck_assert_str_eq(listed_like(store.arena, "", "a%b_c\\d"),
	    "%a\\%b\\_c\\\\d%");
	ck_assert_str_eq(listed_like(store.arena, "\n", "vip"), "%\nvip\n%");
	ck_assert_str_eq(listed_like(store.arena, "", ""), "%%");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_filter_that_is_given_narrows_the_list_and_its_total,
		pages_follow_each_other_without_a_gap,
		a_cursor_is_of_its_list_its_filters_and_its_brand,
		letters_are_looked_for_as_they_are,
	};

	store_keep_private();
	return store_run("lists with filters", tests,
	    sizeof(tests) / sizeof(tests[0]));
}
