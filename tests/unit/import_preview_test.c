/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "tests/unit/import_book.h"
#include "tests/suite.h"

struct looking { struct import_new new; struct record *out; };

static enum outcome
look_step(struct act *act, void *arg)
{
	struct looking	*l = arg;

	return import_preview(act, &l->new, &l->out);
}

static enum outcome
look_try(const void *bytes, size_t len, const struct value **v)
{
	struct looking	 l = { .new = sending };
	enum outcome	 e;

	l.new.path = home_path("/upload");
	file_write(l.new.path, bytes, len);
	store.problem = (struct problem){ .message = NULL };
	e = db_tx(&store, DB_WRITE, look_step, &l);
	unlink(l.new.path);
	if (e == SOUK_OK)
		*v = l.out->values;
	return e;
}

static const struct value *
look(const char *text)
{
	const struct value	*v = NULL;

	ck_assert_int_eq(look_try(text, strlen(text), &v), SOUK_OK);
	return v;
}

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET && v->text != NULL ? v->text : "-";
}

/* "column=cell(sample) …" */
static const char *
columns(const struct value *v)
{
	const struct value	*list = &v[PREVIEW_COLUMNS], *c;
	const char		*text = "";
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		c = list->items[i].values;
		text = arena_printf(store.arena, "%s%s%s=%s(%s)", text,
		    i == 0 ? "" : " ", text_of(&c[0]), text_of(&c[1]),
		    text_of(&c[2]));
	}
	return text;
}

/* "line effect slug status price, …" */
static const char *
products(const struct value *v)
{
	const struct value	*list = &v[PREVIEW_PRODUCTS], *p;
	const char		*text = "";
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		p = list->items[i].values;
		text = arena_printf(store.arena, "%s%s%d %s %s %s %d", text,
		    i == 0 ? "" : ", ", (int)p[0].num, text_of(&p[1]),
		    text_of(&p[2]), text_of(&p[4]),
		    p[6].state == VALUE_SET ? (int)p[6].num : -1);
	}
	return text;
}

static const char *
faults(const struct value *v)
{
	const struct value	*list = &v[PREVIEW_ERRORS], *e;
	const char		*text = "";
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		e = list->items[i].values;
		text = arena_printf(store.arena, "%s%s%d %s %s", text,
		    i == 0 ? "" : ", ", (int)e[0].num, e[1].text, e[2].text);
	}
	return text;
}

#define ROWS	"SELECT (SELECT count(*) FROM product) || '/' ||" \
	" (SELECT count(*) FROM category) || '/' ||" \
	" (SELECT count(*) FROM audit_log) || '/' ||" \
	" (SELECT count(*) FROM catalog_import) || '/' ||" \
	" (SELECT coalesce(sum(version), 0) FROM product)"

START_TEST(a_preview_tells_what_would_become_and_leaves_all_as_it_was)
{
	const struct value	*v;
	const char		*before;

	text_import("slug,name,price\nold,Old,1\nsame,Same,2\n");
	before = sql(ROWS);
	v = look("\xef\xbb\xbfslug;name;price;stock;category\n"
	    "new;New one;12,50;3;Tea\nold;Old;7;;\nsame;Same;2;;\n"
	    "bad;Bad;x;;\n");
	ck_assert_str_eq(text_of(&v[PREVIEW_KIND]), "csv");
	ck_assert_str_eq(text_of(&v[PREVIEW_FORMAT]), "souk");
	ck_assert_str_eq(text_of(&v[PREVIEW_ENCODING]), "UTF-8");
	ck_assert_str_eq(text_of(&v[PREVIEW_SEPARATOR]), ";");
	ck_assert_str_eq(columns(v), "slug=slug(new) name=name(New one)"
	    " price=price(12,50) stock=stock(3) category=category(Tea)");
	ck_assert_str_eq(products(v), "2 create new DRAFT 1250,"
	    " 3 change old - 700, 4 none same - 200, 5 reject - - -1");
	ck_assert_str_eq(faults(v), "5 price IMPORT_PRICE");
	ck_assert_int_eq(v[PREVIEW_LINES].num, 4);
	ck_assert_int_eq(v[PREVIEW_MORE].num, 0);
	ck_assert_str_eq(sql(ROWS), before);
}
END_TEST

START_TEST(unknown_columns_are_guessed_and_told)
{
	const struct value	*v = look("Title,Costs,Variant SKU,Shelf\n"
				    "Tea pot,7,T1,R3\n");

	ck_assert_str_eq(text_of(&v[PREVIEW_FORMAT]), "-");
	ck_assert_str_eq(columns(v), "Title=name(Tea pot) Costs=-(7)"
	    " Variant SKU=sku(T1) Shelf=-(R3)");
	ck_assert_str_eq(products(v), "2 create tea-pot DRAFT -1");
	ck_assert_uint_eq(v[PREVIEW_DIFFERENCES].count, 2);
	ck_assert_uint_gt(v[PREVIEW_CELLS].count, 20);
	sending.mapping = "{\"Costs\":\"price\",\"Variant SKU\":\"\"}";
	v = look("Title,Costs,Variant SKU,Shelf\nTea pot,7,T1,R3\n");
	ck_assert_str_eq(text_of(&v[PREVIEW_FORMAT]), "custom");
	ck_assert_str_eq(columns(v), "Title=name(Tea pot) Costs=price(7)"
	    " Variant SKU=-(T1) Shelf=-(R3)");
	ck_assert_str_eq(products(v), "2 create tea-pot DRAFT 700");
	v = look("foo,bar\n1,2\n");
	ck_assert_str_eq(columns(v), "foo=-(-) bar=-(-)");
	ck_assert_str_eq(faults(v), "1 name IMPORT_COLUMNS");
}
END_TEST

START_TEST(a_preview_reads_twenty_products_of_however_many)
{
	const char		*text = "slug,name,price\n";
	const struct value	*v;
	struct bytes		 b;
	int			 i;

	for (i = 0; i < 500; i++)
		text = arena_printf(store.arena, "%sp-%d,Product %d,%d\n",
		    text, i, i, i + 1);
	v = look(text);
	ck_assert_uint_eq(v[PREVIEW_PRODUCTS].count, 20);
	ck_assert_int_eq(v[PREVIEW_LINES].num, 20);
	ck_assert_int_eq(v[PREVIEW_MORE].num, 1);
	b = book_of(text);
	ck_assert_int_eq(look_try(b.p, b.len, &v), SOUK_OK);
	ck_assert_str_eq(text_of(&v[PREVIEW_KIND]), "xlsx");
	ck_assert_str_eq(text_of(&v[PREVIEW_ENCODING]), "-");
	ck_assert_uint_eq(v[PREVIEW_PRODUCTS].count, 20);
	ck_assert_int_eq(v[PREVIEW_MORE].num, 1);
}
END_TEST

START_TEST(a_preview_of_what_cannot_be_read_says_why)
{
	const struct value	*v = look("");

	ck_assert_str_eq(faults(v), "1  IMPORT_EMPTY");
	v = look("{\"products\": [");
	ck_assert_str_eq(faults(v), "1  IMPORT_JSON");
	v = look("slug,name,price,what\na,Name,1,2\n");
	ck_assert_str_eq(faults(v), "1 what IMPORT_COLUMNS");
	ck_assert_int_eq(look_try("\x89PNG\r\n", 6, &v), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, "file");
}
END_TEST

static const struct { const char *mapping, *field; } bad[] = {
	{ "{\"a\":\"colour\"}", "mapping.a" }, { "{\"a\":7}", "mapping.a" },
	{ "[\"a\"]", "mapping" }, { "{\"a\":", "mapping" },
	{ "{\"a\":{\"b\":\"name\"}}", "mapping.a" },
};

START_TEST(a_mapping_that_is_none_is_refused_by_its_column)
{
	const struct value	*v;
	struct begin		 b;

	sending.mapping = bad[_i].mapping;
	ck_assert_int_eq(look_try("a,b\n1,2\n", 8, &v), SOUK_INVALID);
	ck_assert_str_eq(store.problem.fields[0].name, bad[_i].field);
	b = (struct begin){ .new = sending };
	b.new.path = home_path("/upload");
	file_write(b.new.path, "a,b\n", 4);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, begin_step, &b),
	    SOUK_INVALID);
	unlink(b.new.path);
}
END_TEST

/* ---- the report ------------------------------------------------------------- */

struct reporting { const char *id; struct buf out; };

static enum outcome
write_step(struct act *act, void *arg)
{
	struct reporting	*r = arg;

	buf_init(&r->out, act->arena, 256);
	return import_report(act, r->id, &r->out);
}

START_TEST(s3_bulk_01_the_report_names_line_field_and_reason_and_is_safe)
{
	static const char	 file[] =
	    "slug,name,price,=cmd|'x'\n\"a\",Name,x,1\nb,,2,\n";
	struct reporting	 r;

	sending.mapping = "{}";
	r.id = begin(file, strlen(file), false);
	ck_assert_int_eq(import_run(&store, r.id), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_READ, write_step, &r), SOUK_OK);
	ck_assert_str_eq(r.out.p, "\xef\xbb\xbfline,field,code,message\r\n"
	    "2,price,IMPORT_PRICE,This price is not valid in the"
	    " shop's currency.\r\n"
	    "3,name,IMPORT_NO_NAME,This line has no product name.\r\n"
	    ",'=cmd|'x',IMPORT_LEFT,1 line says something here that"
	    " souk does not take over.\r\n");
	as_brand(THEIRS);
	ck_assert_int_eq(db_tx(&store, DB_READ, write_step, &r), SOUK_DENIED);
	r.id = "import_00000000000000000000000000";
	ck_assert_int_eq(db_tx(&store, DB_READ, write_step, &r),
	    SOUK_NOT_FOUND);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ a_preview_tells_what_would_become_and_leaves_all_as_it_was,
		    1 },
		{ unknown_columns_are_guessed_and_told, 1 },
		{ a_preview_reads_twenty_products_of_however_many, 1 },
		{ a_preview_of_what_cannot_be_read_says_why, 1 },
		{ a_mapping_that_is_none_is_refused_by_its_column, COUNT(bad) },
		{ s3_bulk_01_the_report_names_line_field_and_reason_and_is_safe,
		    1 },
	};
	const struct suite	 suite = { "import preview", import_shop_open,
	    import_shop_close, true, 60 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
