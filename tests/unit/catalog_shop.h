/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_CATALOG_SHOP_H
#define SOUK_TESTS_CATALOG_SHOP_H

#include "lib/base/json_in.h"
#include "lib/base/validate.h"
#include "lib/catalog/catalog.h"
#include "tests/unit/accounts_shop.h"
#include "tests/suite.h"

/*
 * The shop of accounts_shop.h with a catalogue: JSON goes through the same
 * validation as a request, each call runs in a transaction of its own, and
 * `got` is what it answered.
 */
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OURS	"brand_ours"
#define THEIRS	"brand_theirs"
#define TEXT	"Une description assez longue."


static struct record	*got;

static inline void
as_brand(const char *brand)
{
	shop_nobody("192.0.2.9");
	shop_sql("INSERT INTO brand (id, name, created_at)"
	    " VALUES ('%s', '%s', 1) ON CONFLICT DO NOTHING", brand, brand);
	store.actor.brand_id = brand;
	store.actor.user_id = "user_of_tests";
	store.actor.role = ROLE_SUPER_ADMIN;
}

static void
catalog_open(void)
{
	shop_open();
	arena_free(store.arena);
	store.arena = arena_new((size_t)512 << 20);
	as_brand(OURS);
}

/* ---- calls ------------------------------------------------------------ */

enum deed { PRODUCT_CREATES, PRODUCT_CHANGES, PRODUCT_READS, PRODUCT_DELETES,
	PRODUCT_BY_SLUG, PRODUCT_IMAGES_ADDED, CATEGORY_CREATES,
	CATEGORY_CHANGES, CATEGORY_READS, CATEGORY_DELETES, CATEGORY_BY_SLUG };

struct deed_args { enum deed deed; const char *id; struct record *in; };

static inline enum outcome
deed_step(struct act *act, void *arg)
{
	const struct deed_args	*d = arg;

	got = NULL;
	memset(&act->problem, 0, sizeof(act->problem));
	switch (d->deed) {
	case PRODUCT_CREATES:
		return product_create(act, d->in, &got);
	case PRODUCT_CHANGES:
		return product_change(act, d->id, d->in, &got);
	case PRODUCT_READS:
		return product_read(act, d->id, &got);
	case PRODUCT_DELETES:
		return product_delete(act, d->id);
	case PRODUCT_BY_SLUG:
		return product_by_slug(act, d->id, &got);
	case PRODUCT_IMAGES_ADDED:
		return product_add_images(act, d->id, d->in, &got);
	case CATEGORY_CREATES:
		return category_create(act, d->in, &got);
	case CATEGORY_CHANGES:
		return category_change(act, d->id, d->in, &got);
	case CATEGORY_READS:
		return category_read(act, d->id, &got);
	case CATEGORY_DELETES:
		return category_delete(act, d->id);
	case CATEGORY_BY_SLUG:
		return category_by_slug(act, d->id, &got);
	}
	return SOUK_INTERNAL;
}

static inline const struct fieldset *
deed_fields(enum deed deed)
{
	return deed == PRODUCT_IMAGES_ADDED ? &image_list_fields :
	    deed >= CATEGORY_CREATES ? &category_fields : &product_fields;
}

/* json NULL: nothing comes in.  "'" stands for '"' to keep tests readable. */
static inline enum outcome
deed_try(enum deed deed, const char *id, const char *json)
{
	struct deed_args	 d = { deed, id, NULL };
	struct json_in		*in;
	char			*text;
	const char		*name;
	size_t			 at;
	enum outcome		 e;

	memset(&store.problem, 0, sizeof(store.problem));
	if (json != NULL) {
		text = arena_copy(store.arena, json);
		for (char *p = text; *p != '\0'; p++)
			if (*p == '\'')
				*p = '"';
		ck_assert_msg(json_parse(store.arena, text, strlen(text), &in,
		    &at, &name) == JSON_OK, "%s", text);
		e = validate_json(&store, deed_fields(deed),
		    deed == PRODUCT_CREATES || deed == CATEGORY_CREATES ||
		    deed == PRODUCT_IMAGES_ADDED ?
		    VALIDATE_CREATE : VALIDATE_CHANGE, in,
		    settings_currency(store.settings), &d.in);
		if (e != SOUK_OK)
			return e;
	}
	return db_tx(&store, DB_WRITE, deed_step, &d);
}

static inline const char *
problem_field(int i)
{
	return i < store.problem.count ? store.problem.fields[i].name : "";
}

#define deed_ok(DEED, ID, ...) do { \
	enum outcome e_ = deed_try(DEED, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == SOUK_OK, "line %d: %s %s %s", __LINE__, \
	    outcome_name(e_), shop_code(), problem_field(0)); \
} while (0)

#define deed_refused(OUTCOME, FIELD, DEED, ID, ...) do { \
	enum outcome e_ = deed_try(DEED, ID, arena_printf(store.arena, \
	    __VA_ARGS__)); \
	ck_assert_msg(e_ == (OUTCOME), "line %d: %s, want %s: %s", __LINE__, \
	    outcome_name(e_), outcome_name(OUTCOME), problem_field(0)); \
	ck_assert_str_eq(problem_field(0), FIELD); \
} while (0)

/* ---- what came out ---------------------------------------------------- */

static inline const char *
text_at(const struct record *r, int field)
{
	const struct value	*v = &r->values[field];

	return v->state == VALUE_SET && v->text != NULL ? v->text : "(none)";
}

static inline int64_t
num_at(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].num : -1;
}

static inline const struct record *
item_at(const struct record *r, int field, size_t i)
{
	ck_assert_uint_lt(i, r->values[field].count);
	return &r->values[field].items[i];
}

static inline const char *
category_new(const char *name, const char *parent)
{
	deed_ok(CATEGORY_CREATES, NULL, "{'name':'%s','parentId':%s%s%s}",
	    name, parent == NULL ? "null" : "'",
	    parent == NULL ? "" : parent, parent == NULL ? "" : "'");
	return text_at(got, CATEGORY_ID);
}

/* more: further members, each behind a comma. */
static inline const char *
product_new(const char *name, const char *category, const char *more)
{
	deed_ok(PRODUCT_CREATES, NULL, "{'name':'%s','description':'" TEXT
	    "','categoryId':'%s'%s}", name, category, more);
	return text_at(got, PRODUCT_ID);
}

/* ---- settings --------------------------------------------------------- */

static inline enum outcome
setting_step(struct act *act, void *arg)
{
	return settings_change(act, arg, false);
}

static inline enum outcome
settings_step(struct act *act, void *arg)
{
	return settings_load(arg, act, true);
}

static inline void
shop_setting(int set, int field, const char *text, int64_t num)
{
	struct record	*all = record_new(store.arena, &souk_settings);
	struct record	*one = record_new(store.arena,
			    souk_settings.fields[set].of);

	if (text != NULL)
		record_set_text(one, field, text);
	else
		record_set_int(one, field, num);
	all->values[set] = (struct value){ .state = VALUE_SET, .count = 1,
	    .items = one };
	store.actor.permissions = SETTINGS_EDIT;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, setting_step, all), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_READ, settings_step, shop_set),
	    SOUK_OK);
}

/* ---- lists ------------------------------------------------------------- */

struct page {
	const struct record	*filter;
	struct list_query	 query;
	bool			 public;
	const char		*search;	/* instead of a filter */
	const char		*ids[100];
	size_t			 count;
	int64_t			 total;
	const char		*next;
	struct record		*last;
};

static inline enum outcome
page_step(struct act *act, void *arg)
{
	struct page		*p = arg;
	struct record		*row = record_new(act->arena,
				    &product_summary_fields);
	struct product_list	 list;
	enum outcome		 e;

	p->count = 0;
	e = p->search != NULL ?
	    product_search(act, p->search, &p->query, &list) :
	    product_list(act, p->filter, &p->query, p->public, &list);
	if (e != SOUK_OK)
		return e;
	while ((e = product_list_next(act, &list, row)) == SOUK_OK)
		p->ids[p->count++] = text_at(row, SUMMARY_ID);
	p->total = list.total;
	p->next = product_list_cursor(act, &list, row);
	p->last = row;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static inline enum outcome
page_try(struct page *p)
{
	memset(&store.problem, 0, sizeof(store.problem));
	if (p->query.limit == 0)
		p->query.limit = 20;
	if (p->query.page == 0)
		p->query.page = 1;
	return db_tx(&store, DB_READ, page_step, p);
}

/* ---- counters ----------------------------------------------------------- */

/* Every category counts what a recount finds. */
static inline void
counters_hold(void)
{
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM category c"
	    " WHERE c.products <> (SELECT count(*) FROM product p WHERE"
	    " p.category_id = c.id AND p.status = 'ACTIVE')").number, 0);
}

static inline int
catalog_run_closing(const char *name, const TTest *const *tests, size_t n,
    void (*close_shop)(void))
{
	const struct suite	 suite = { name, catalog_open, close_shop,
	    true, 60 };

	return suite_of(&suite, tests, n);
}

static inline int
catalog_run(const char *name, const TTest *const *tests, size_t n)
{
	return catalog_run_closing(name, tests, n, shop_close);
}

#endif
