/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "tests/unit/store.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

struct deed { const char *brand, *action, *type, *id; };

static enum outcome
do_deed(struct act *act, void *arg)
{
	const struct deed	*deed = arg;

	act->actor.brand_id = deed->brand;
	act->now++;
	return audit_write(act, &(struct audit){ .action = deed->action,
		.entity_type = deed->type, .entity_id = deed->id });
}

/* Brand a, oldest first: A B C D; and something of brand b in between. */
static void
do_deeds(void)
{
	static const struct deed	deeds[] = {
		{ "brand_a", "create", "Product", "A" },
		{ "brand_a", "create", "User", "B" },
		{ "brand_b", "create", "Product", "X" },
		{ "brand_a", "update", "Product", "C" },
		{ "brand_a", "create", "Product", "D" },
	};

	for (size_t i = 0; i < COUNT(deeds); i++)
		ck_assert_int_eq(db_tx(&store, DB_WRITE, do_deed,
		    (void *)(uintptr_t)&deeds[i]), SOUK_OK);
	store.actor.brand_id = "brand_a";
}

/* The ids of the things on one page, and the cursor behind it. */
static const char *
page_of(const struct record *filter, struct list_query *query,
    int64_t *total)
{
	struct record		*entry = record_new(store.arena, &audit_fields);
	struct rows	 list;
	char			*ids = arena_copy(store.arena, "");
	enum outcome		 e;

	ck_assert_int_eq(audit_list(&store, filter, query, &list), SOUK_OK);
	while ((e = rows_next(&list, store.arena, entry)) == SOUK_OK)
		ids = arena_printf(store.arena, "%s%s", ids,
		    entry->values[AUDIT_ENTITY_ID].text);
	ck_assert_int_eq(e, SOUK_NOT_FOUND);
	*total = list.total;
	query->cursor = audit_list_cursor(&store, &list, entry);
	return ids;
}

START_TEST(a_brand_reads_its_own_newest_first_page_by_page)
{
	struct record		*all = record_new(store.arena, &audit_filters);
	struct list_query	 query = { .page = 1, .limit = 2 };
	int64_t			 total;

	do_deeds();
	ck_assert_str_eq(page_of(all, &query, &total), "DC");
	ck_assert_int_eq(total, 4);
	ck_assert_ptr_nonnull(query.cursor);
	ck_assert_str_eq(page_of(all, &query, &total), "BA");
	ck_assert_ptr_null(query.cursor);
	query.page = 2;
	ck_assert_str_eq(page_of(all, &query, &total), "BA");
	query.page = 3;
	ck_assert_str_eq(page_of(all, &query, &total), "");
}
END_TEST

START_TEST(each_filter_narrows_and_all_of_them_count)
{
	static const struct {
		const char	*user, *action, *type, *entity, *ids;
	} t[] = {
		{ NULL, "create", NULL, NULL, "DBA" },
		{ NULL, "create", "Product", NULL, "DA" },
		{ NULL, NULL, NULL, "C", "C" },
		{ NULL, NULL, NULL, "X", "" },
		{ "user_none", NULL, NULL, NULL, "" },
		{ NULL, "' OR 1=1 --", NULL, NULL, "" },
	};
	struct list_query	 query = { .page = 1, .limit = 20 };
	struct record		*filter;
	int64_t			 total;

	do_deeds();
	for (size_t i = 0; i < COUNT(t); i++) {
		filter = record_new(store.arena, &audit_filters);
		const char *const values[] = { t[i].user, t[i].action,
			t[i].type, t[i].entity };
		for (int f = 0; f < 4; f++)
			if (values[f] != NULL)
				record_set_text(filter, f, values[f]);
		ck_assert_str_eq(page_of(filter, &query, &total), t[i].ids);
		ck_assert_int_eq(total, (int64_t)strlen(t[i].ids));
	}
}
END_TEST

/* A deed a millisecond, from STORE_NOW + 1 on. */
START_TEST(s4_sec_13_days_narrow_too)
{
	static const struct { int from, to; const char *ids; } t[] = {
		{ 1, 6, "DCBA" }, { 2, 6, "DCB" }, { 1, 5, "CBA" },
		{ 4, 5, "C" }, { 3, 4, "" }, { 6, 9, "" }, { 5, 5, "" },
		{ -1, 0, "" },
	};
	struct list_query	 query = { .page = 1, .limit = 20 };
	struct record		*filter;
	int64_t			 total;

	do_deeds();
	for (size_t i = 0; i < COUNT(t); i++) {
		filter = record_new(store.arena, &audit_filters);
		record_set_int(filter, AUDIT_FROM, STORE_NOW + t[i].from);
		record_set_int(filter, AUDIT_TO, STORE_NOW + t[i].to);
		ck_assert_str_eq(page_of(filter, &query, &total), t[i].ids);
		ck_assert_int_eq(total, (int64_t)strlen(t[i].ids));
	}
}
END_TEST

/* No question reads through the log, whatever is asked for. */
START_TEST(s4_sec_13_a_long_log_is_counted_no_further_than_pages_reach)
{
	struct record		*filter = record_new(store.arena,
				    &audit_filters);
	struct list_query	 query = { .page = 1, .limit = 20 };
	struct rows		 list;
	int64_t			 begun;

	ck_assert_int_eq(store_write("INSERT INTO audit_log (id, brand_id,"
	    " user_id, action, entity_type, created_at)"
	    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 200000) SELECT 'audit_' || printf('%026d', i),"
	    " 'brand_a', 'user_' || (i % 7), CASE i WHEN 1 THEN 'rare' ELSE"
	    " 'often' END, 'Product', i FROM n"), SOUK_OK);
	store.actor.brand_id = "brand_a";
	begun = clock_monotonic_us();
	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(audit_list(&store, filter, &query, &list),
		    SOUK_OK);
		ck_assert_int_eq(list.total, PAGE_REACH + 1);
	}
	record_set_text(filter, AUDIT_OF_ACTION, "rare");
	for (int i = 0; i < 20; i++) {
		ck_assert_int_eq(audit_list(&store, filter, &query, &list),
		    SOUK_OK);
		ck_assert_int_eq(list.total, 1);
	}
	ck_assert_int_lt(clock_monotonic_us() - begun, 40 * 20000);
}
END_TEST

START_TEST(a_cursor_of_another_filter_is_refused)
{
	struct record		*all = record_new(store.arena, &audit_filters);
	struct record		*some = record_new(store.arena, &audit_filters);
	struct list_query	 query = { .page = 1, .limit = 2 };
	struct rows	 list;
	int64_t			 total;

	do_deeds();
	record_set_text(some, AUDIT_OF_ACTION, "create");
	page_of(all, &query, &total);
	ck_assert_int_eq(audit_list(&store, some, &query, &list),
	    SOUK_INVALID);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_brand_reads_its_own_newest_first_page_by_page,
		each_filter_narrows_and_all_of_them_count,
		s4_sec_13_days_narrow_too,
		s4_sec_13_a_long_log_is_counted_no_further_than_pages_reach,
		a_cursor_of_another_filter_is_refused,
	};

	return store_run("audit list", tests, COUNT(tests));
}
