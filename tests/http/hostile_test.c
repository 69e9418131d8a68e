/* SPDX-License-Identifier: ISC */
/* Bodies made to hurt: each is refused by name, whole. */
#include "tests/http/hostile.h"

static const char	*category, *product;

START_TEST(limits_are_raised_and_the_workers_looked_at)
{
	hostile_begin();
	category = category_new(owner, "Cible", NULL);
	product = product_new("Cible", category, ",\"slug\":\"cible\","
	    "\"basePrice\":5,\"variations\":[{\"sku\":\"CIBLE-1\"}]" ACTIVE);
}
END_TEST

/* ---- JSON that is none --------------------------------------------------- */

/* E01, E13, E16: bytes stands for a text that holds NUL. */
START_TEST(e13_what_is_not_sound_json_is_refused_at_its_place)
{
	static const struct { const char *body; size_t len; const char *field; }
	t[] = {
#define BODY(TEXT, FIELD) { TEXT, sizeof(TEXT) - 1, FIELD }
		BODY("", "body"),
		BODY("{", "body"),
		BODY("{}{}", "body"),
		BODY("[]", "body"),
		BODY("null", "body"),
		BODY("\"name\"", "body"),
		BODY("17", "body"),
		BODY("{\"name\":}", "body"),
		BODY("{'name':'x'}", "body"),
		BODY("{name:1}", "body"),
		BODY("{\"name\":\"abc\",}", "body"),
		BODY("{\"name\":\"abc\"}//x", "body"),
		BODY("\xef\xbb\xbf{}", "body"),
		BODY("{\"order\":NaN}", "body"),
		BODY("{\"order\":Infinity}", "body"),
		BODY("{\"order\":-}", "body"),
		BODY("{\"order\":+1}", "body"),
		BODY("{\"order\":01}", "body"),
		BODY("{\"order\":1.}", "body"),
		BODY("{\"order\":.5}", "body"),
		BODY("{\"order\":0x10}", "body"),
		BODY("{\"order\":1e999}", "order"),
		BODY("{\"order\":9223372036854775808}", "order"),
		BODY("{\"order\":-9223372036854775809}", "order"),
		BODY("[9223372036854775808]", "body[0]"),
		BODY("{\"name\":\"aaa\",\"name\":\"bbb\"}", "name"),
		BODY("{\"name\":\"aaa\",\"n\\u0061me\":\"bbb\"}", "name"),
		BODY("{\"name\":\"\\ud800\"}", "name"),
		BODY("{\"name\":\"\\udc00\\ud800\"}", "name"),
		BODY("{\"name\":\"\\ud800\\u0041\"}", "name"),
		BODY("{\"name\":\"\xed\xa0\x80\"}", "name"),
		BODY("{\"name\":\"\xc0\xaf\"}", "name"),
		BODY("{\"name\":\"\xe0\x80\xaf\"}", "name"),
		BODY("{\"name\":\"\xf0\x80\x80\xaf\"}", "name"),
		BODY("{\"name\":\"\xf4\x90\x80\x80\"}", "name"),
		BODY("{\"name\":\"\xff\xfe\"}", "name"),
		BODY("{\"name\":\"\xc3\"}", "name"),
		BODY("{\"name\":\"a\0b\"}", "body"),
		BODY("{\"name\":\"abc\"}\0", "body"),
		BODY("{\"name\":\"a\nb\"}", "body"),
		BODY("{\"name\":\"\\x41\"}", "body"),
		BODY("{\"name\":\"a\\u0000bc\"}", "name"),
		BODY("{\"name\":\"a\\u001bbc\"}", "name"),
		BODY("{\"name\":\"a\\u202ebc\"}", "name"),
		BODY("{\"name\":\"a\\r\\nX-Evil: 1\"}", "name"),
		BODY("{\"\\u0000name\":\"abc\"}", "body"),
	};
	char	*before = stored();

	for (size_t i = 0; i < COUNT(t); i++)
		want_refused(owner, "POST", CATEGORIES, t[i].body, t[i].len,
		    t[i].field);
	want_stored(before);
}
END_TEST

/* One opening n times, behind begin. */
static char *
nested(const char *begin, const char *opening, size_t n)
{
	size_t	 len = strlen(opening), at = strlen(begin);
	char	*body = malloc(at + n * len + 1);

	ck_assert_ptr_nonnull(body);
	memcpy(body, begin, at);
	for (size_t i = 0; i < n; i++)
		memcpy(body + at + i * len, opening, len + 1);
	return body;
}

#define DEEP	"The JSON is nested too deeply."
#define TOO_MANY "The JSON holds too many values."

/* E13: refused quickly, before anything is made of it. */
START_TEST(e13_depth_and_mass_are_bounded)
{
	static const struct { const char *begin, *opening; size_t n;
	    const char *told; } t[] = {
		{ "", "[", 10000, DEEP }, { "", "[", 60000, DEEP },
		{ "", "{\"a\":", 10000, DEEP },
		{ "{\"name\":", "[", 10000, DEEP },
		{ "{\"translations\":[", "0,", 8000, TOO_MANY },
		{ "{\"images\":[", "{},", 15000, TOO_MANY },
	};
	char	*before = stored(), *body, told[128];
	int64_t	 began;

	for (size_t i = 0; i < COUNT(t); i++) {
		body = nested(t[i].begin, t[i].opening, t[i].n);
		began = now_ms();
		want_refused_text("POST", CATEGORIES, body, "body");
		ck_assert_int_lt(now_ms() - began, SOON_MS);
		client_header(owner, "Accept-Language: en");
		detail(client_json(owner, "POST", CATEGORIES, "%s", body),
		    "body", told, sizeof(told));
		client_header(owner, NULL);
		ck_assert_str_eq(told, t[i].told);
		free(body);
	}
	want_stored(before);
}
END_TEST

START_TEST(bodies_over_the_limit_are_413_whoever_asks)
{
	static const char *const paths[] = { CATEGORIES, "/api/auth/login",
	    "/api/auth/me", "/api/admin/users", "/api/admin/settings" };
	char	*before = stored(), *body = nested("", "[", 600000);

	/* A product may hold more than others; its row says how much. */
	want(client_send(owner, "POST", PRODUCTS, NULL, body, strlen(body)),
	    413);
	body[170000] = '\0';
	want_refused_text("POST", PRODUCTS, body, "body");
	for (size_t i = 0; i < COUNT(paths); i++) {
		want(client_send(owner, "POST", paths[i], NULL, body,
		    strlen(body)), 413);
		want(client_send(anyone, "POST", paths[i], NULL, body,
		    strlen(body)), 413);
	}
	body[(64 << 10) + 1] = '\0';
	want(client_send(owner, "POST", CATEGORIES, NULL, body, strlen(body)),
	    413);
	body[64 << 10] = '\0';
	want_refused_text("POST", CATEGORIES, body, "body");
	free(body);
	want_stored(before);
}
END_TEST

/* W07: a form cannot be made to look like JSON. */
START_TEST(other_kinds_of_body_are_415)
{
	static const char *const types[] = { "text/plain", "text/html",
	    "application/x-www-form-urlencoded", "multipart/form-data",
	    "application/jsonx", "application/xml", "x" };
	char	*before = stored();

	for (size_t i = 0; i < COUNT(types); i++)
		want(client_send(owner, "POST", CATEGORIES, types[i],
		    "{\"name\":\"abc\"}", 14), 415);
	want_stored(before);
}
END_TEST

/* ---- values of the wrong type --------------------------------------------- */

enum kind { TEXTUAL, NUMERIC, LOGICAL, AMOUNT, LISTED, CHOSEN, NAMED,
	KIND__MAX };

/* None of these is one; each list ends with NULL. */
static const char *const wrong[KIND__MAX][20] = {
	[TEXTUAL] = { "17", "true", "[]", "{}", "[\"abc\"]", "{\"$ne\":1}" },
	[NUMERIC] = { "\"3\"", "1.5", "true", "[]", "{}", "null", "-1",
	    "9223372036854775807", "9223372036854775808",
	    "-9223372036854775809", "1e300", "18446744073709551616" },
	[LOGICAL] = { "0", "1", "\"true\"", "null", "[]", "{}", "\"\"" },
	[AMOUNT] = { "true", "[]", "{}", "\"\"", "\"abc\"", "\"1.001\"",
	    "1.001", "0.001", "-1", "1e300", "\"9223372036854775808\"",
	    "9223372036854775808", "\" 1\"", "\"1,5\"", "\"0x10\"",
	    "\"NaN\"" },
	[LISTED] = { "17", "\"x\"", "{}", "true", "null", "[17]", "[null]",
	    "[[]]", "[\"x\"]" },
	[CHOSEN] = { "17", "\"nothing\"", "true", "[]", "{}", "null",
	    "\"\"" },
	[NAMED] = { "17", "\"x\"", "true", "[]", "{}", "\"\"",
	    "\"brand_01h455vb4pex5vsknk084sn02q\"",
	    "\"../../etc/passwd\"", "\"' OR 1=1 --\"" },
};

static const struct member { const char *path, *field; enum kind kind; }
members[] = {
	{ PRODUCTS, "name", TEXTUAL }, { PRODUCTS, "slug", TEXTUAL },
	{ PRODUCTS, "description", TEXTUAL },
	{ PRODUCTS, "seoTitle", TEXTUAL },
	{ PRODUCTS, "seoDescription", TEXTUAL },
	{ PRODUCTS, "categoryId", NAMED }, { PRODUCTS, "status", CHOSEN },
	{ PRODUCTS, "basePrice", AMOUNT }, { PRODUCTS, "isNew", LOGICAL },
	{ PRODUCTS, "isFeatured", LOGICAL }, { PRODUCTS, "images", LISTED },
	{ PRODUCTS, "variations", LISTED },
	{ PRODUCTS, "translations", LISTED }, { PRODUCTS, "prices", LISTED },
	{ CATEGORIES, "name", TEXTUAL }, { CATEGORIES, "slug", TEXTUAL },
	{ CATEGORIES, "description", TEXTUAL },
	{ CATEGORIES, "icon", TEXTUAL }, { CATEGORIES, "imageUrl", TEXTUAL },
	{ CATEGORIES, "parentId", NAMED }, { CATEGORIES, "order", NUMERIC },
	{ CATEGORIES, "isActive", LOGICAL },
	{ CATEGORIES, "translations", LISTED },
	{ "/api/admin/users", "username", TEXTUAL },
	{ "/api/admin/users", "email", TEXTUAL },
	{ "/api/admin/users", "password", TEXTUAL },
	{ "/api/admin/users", "role", CHOSEN },
	{ "/api/admin/users", "isActive", LOGICAL },
	{ "/api/admin/users", "locale", TEXTUAL },
	{ "/api/auth/login", "username", TEXTUAL },
	{ "/api/auth/login", "password", TEXTUAL },
	{ "/api/auth/login", "rememberMe", LOGICAL },
};

/* Is the field, or something below it, among the details? */
static void
want_below(const struct answer *a, const char *body, const char *field)
{
	const char	*p = strstr(a->body, "\"details\":{");
	char		 key[2][80];

	ck_assert_msg(a->status == 400, "%s: %d %s", body, a->status, a->body);
	want_at(a, "error.code", "VALIDATION_ERROR");
	snprintf(key[0], sizeof(key[0]), "\"%s\":", field);
	snprintf(key[1], sizeof(key[1]), "\"%s[0]", field);
	ck_assert_msg(p != NULL && (strstr(p, key[0]) != NULL ||
	    strstr(p, key[1]) != NULL),
	    "%s: %s", body, a->body);
}

/* E16 */
START_TEST(e16_no_field_takes_a_value_of_another_type)
{
	char	*before = stored(), body[256];

	for (size_t i = 0; i < COUNT(members); i++) {
		const struct member	*m = &members[i];

		for (const char *const *v = wrong[m->kind]; *v != NULL; v++) {
			snprintf(body, sizeof(body), "{\"%s\":%s}", m->field,
			    *v);
			want_below(client_json(owner, "POST", m->path, "%s",
			    body), body, m->field);
		}
	}
	want_stored(before);
}
END_TEST

/* Inside lists, by index. */
START_TEST(e16_parts_are_named_by_their_place)
{
	static const struct { const char *body, *field; } t[] = {
		{ "{\"variations\":[{\"stock\":9223372036854775808}]}",
		    "variations[0].stock" },
		{ "{\"variations\":[{\"price\":1.999}]}",
		    "variations[0].price" },
		{ "{\"variations\":[{\"priceModifier\":-1.001}]}",
		    "variations[0].priceModifier" },
		{ "{\"variations\":[{\"options\":[{\"name\":\"a\"}]}]}",
		    "variations[0].options[0].value" },
		{ "{\"variations\":[{\"sku\":\"\\u0000\"}]}",
		    "variations[0].sku" },
		{ "{\"variations\":[{\"productId\":\"x\"}]}",
		    "variations[0].productId" },
		{ "{\"variations\":[{\"brandId\":\"x\"}]}",
		    "variations[0].brandId" },
		{ "{\"prices\":[{\"currency\":\"XXX\",\"amount\":1}]}",
		    "prices[0].currency" },
		{ "{\"prices\":[{\"currency\":\"USD\",\"amount\":1.001}]}",
		    "prices[0].amount" },
		{ "{\"images\":[{\"url\":\"javascript:alert(1)\"}]}",
		    "images[0].url" },
		{ "{\"images\":[{\"url\":\"data:text/html,x\"}]}",
		    "images[0].url" },
		{ "{\"images\":[{\"url\":\"//evil.test/x\"}]}",
		    "images[0].url" },
		{ "{\"images\":[{\"url\":\"/media/../../etc/passwd\"}]}",
		    "images[0].url" },
		{ "{\"images\":[{\"url\":\"/a\",\"productId\":\"x\"}]}",
		    "images[0].productId" },
		{ "{\"translations\":[{\"locale\":\"xx\",\"name\":\"abc\","
		    "\"description\":\"" TEXT "\"}]}",
		    "translations[0].locale" },
		{ "{\"translations\":[{\"locale\":\"en\",\"name\":\"abc\","
		    "\"description\":\"" TEXT "\",\"productId\":1}]}",
		    "translations[0].productId" },
	};
	char	*before = stored();

	for (size_t i = 0; i < COUNT(t); i++)
		want_refused_text("PATCH", path_of(PRODUCTS, product, ""),
		    t[i].body, t[i].field);
	want_stored(before);
}
END_TEST

/* ---- mass assignment --------------------------------------------------------- */

/* "is_primary" is "isPrimary". */
static void
camel(const char *column, char name[64])
{
	size_t	 n = 0;

	for (; *column != '\0' && n < 63; column++) {
		if (*column == '_' && column[1] != '\0')
			name[n++] = (char)(*++column - 32);
		else
			name[n++] = *column;
	}
	name[n] = '\0';
}

static void
want_column_refused(const char *method, const char *path, const char *name,
    const char *writable)
{
	char	 body[256], word[80];

	snprintf(word, sizeof(word), " %s ", name);
	if (strstr(writable, word) != NULL)
		return;
	snprintf(body, sizeof(body), "{\"%s\":1}", name);
	want_refused_text(method, path, body, name);
}

/* E15: every column of the table, by its own name and by the API's. */
START_TEST(e15_no_column_is_assigned_that_is_not_offered)
{
	const struct { const char *method, *path, *table, *writable; } t[] = {
		{ "POST", PRODUCTS, "product", " status isFeatured isNew "
		    "categoryId " },
		{ "PATCH", path_of(PRODUCTS, product, ""), "product",
		    " status isFeatured isNew categoryId " },
		{ "POST", CATEGORIES, "category", " parentId imageUrl icon "
		    "isActive " },
		{ "PATCH", path_of(CATEGORIES, category, ""), "category",
		    " parentId imageUrl icon isActive " },
		{ "POST", "/api/admin/users", "users", " username email name "
		    "role locale isActive " },
		{ "PATCH", "/api/auth/me", "users", " email name locale " },
		{ "POST", "/api/auth/login", "users", " username email " },
		{ "POST", "/api/auth/login", "session", " " },
		{ "PATCH", "/api/admin/settings", "setting", " " },
	};
	char	*before = stored(), *columns, *rest, *column, name[64],
		 query[160];

	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(query, sizeof(query), "SELECT group_concat(name) FROM"
		    " pragma_table_info('%s')", t[i].table);
		rest = columns = shop_sql(query);
		while ((column = strsep(&rest, ",")) != NULL) {
			camel(column, name);
			want_column_refused(t[i].method, t[i].path, column,
			    t[i].writable);
			want_column_refused(t[i].method, t[i].path, name,
			    t[i].writable);
		}
		free(columns);
	}
	want_column_refused("PATCH", "/api/auth/me", "__proto__", "");
	want_column_refused("PATCH", "/api/auth/me", "permissions", "");
	want_stored(before);
}
END_TEST

/* ---- another brand's ---------------------------------------------------------- */

/* S0-GEN-08: in the path, in the body and in a filter alike. */
START_TEST(s0_gen_08_ids_of_another_brand_are_worth_nothing_anywhere)
{
	char	*before, *variation, *image, body[256], query[128];

	snprintf(query, sizeof(query), "SELECT id FROM product_variation"
	    " WHERE product_id = '%s'", product);
	variation = shop_sql(query);
	snprintf(query, sizeof(query), "SELECT id FROM product_image"
	    " WHERE product_id = '%s'", product);
	image = shop_sql(query);
	const char	*theirs = category_new(stranger, "Ailleurs", NULL);
	struct answer	*a = product_post(stranger, "Ailleurs", theirs, "");

	want(a, 201);
	const char	*their_product = id_kept(a);

	before = stored();
	want(client_get(stranger, path_of(PRODUCTS, product, "")), 403);
	snprintf(query, sizeof(query), PRODUCTS "?category=%s", category);
	want(client_get(stranger, query), 403);
	snprintf(body, sizeof(body), "{\"categoryId\":\"%s\"}", category);
	want(client_json(stranger, "PATCH", path_of(PRODUCTS, their_product,
	    ""), "%s", body), 403);
	snprintf(body, sizeof(body), "{\"parentId\":\"%s\"}", category);
	want(client_json(stranger, "PATCH", path_of(CATEGORIES, theirs, ""),
	    "%s", body), 403);
	snprintf(body, sizeof(body), "{\"variations\":[{\"id\":\"%s\","
	    "\"stock\":7}]}", variation);
	a = client_json(stranger, "PATCH", path_of(PRODUCTS, their_product,
	    ""), "%s", body);
	ck_assert_msg(a->status >= 400 && a->status < 500, "%d", a->status);
	snprintf(body, sizeof(body), "{\"images\":[{\"id\":\"%s\","
	    "\"url\":\"/media/b.webp\"}]}", image);
	a = client_json(stranger, "PATCH", path_of(PRODUCTS, their_product,
	    ""), "%s", body);
	ck_assert_msg(a->status >= 400 && a->status < 500, "%d", a->status);
	want_stored(before);
	free(variation);
	free(image);
}
END_TEST

START_TEST(no_worker_ended_or_grew)
{
	hostile_end();
}
END_TEST

SUITE_MAIN("hostile",
    limits_are_raised_and_the_workers_looked_at,
    e13_what_is_not_sound_json_is_refused_at_its_place,
    e13_depth_and_mass_are_bounded,
    bodies_over_the_limit_are_413_whoever_asks,
    other_kinds_of_body_are_415,
    e16_no_field_takes_a_value_of_another_type,
    e16_parts_are_named_by_their_place,
    e15_no_column_is_assigned_that_is_not_offered,
    s0_gen_08_ids_of_another_brand_are_worth_nothing_anywhere,
    no_worker_ended_or_grew)
