/* SPDX-License-Identifier: ISC */
/* What people need the shop for, from the first sign-in to the last word of
 * the audit; and what it makes of people who try other things. */
#include "tests/http/catalog.h"
#include "tests/http/process.h"

#define AUDIT		"/api/admin/audit"
#define SETTINGS	"/api/admin/settings"

/* ---- a person's share --------------------------------------------------- */

/* C-12: counted by user, and the owner sets the figure. */
START_TEST(s2_auth_08_a_signed_in_user_is_limited_for_themselves)
{
	const int64_t	 began = now_ms(), end = began + SOON_MS;
	struct answer	*a;
	int		 good = 0;

	clients_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"user\":10}}"), 200);
	while ((a = client_get(reader, PRODUCTS))->status == 200 && good < 50)
		good++;
	want(a, 429);
	/* One more for each six seconds that the ten took. */
	ck_assert_int_ge(good, 10);
	ck_assert_int_le(good, 10 + (int)(now_ms() - began) / 6000);
	want_at(a, "error.code", "RATE_LIMITED");
	ck_assert_str_eq(answer_header(a, "RateLimit-Limit"), "10");
	ck_assert_str_eq(answer_header(a, "RateLimit-Remaining"), "0");
	ck_assert_int_gt(atol(answer_header(a, "Retry-After")), 0);
	want(client_get(manager, PRODUCTS), 200);
	want(client_get(anyone, PUBLIC), 200);
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"user\":100000}}"), 200);
	/* Of those there is one every 9 ms. */
	while ((a = client_get(reader, PRODUCTS))->status == 429 &&
	    now_ms() < end)
		pause_ms(5);
	want(a, 200);
}
END_TEST

/* ---- the story of the first phase --------------------------------------- */

/* The newest entry about that object is this action by that user. */
static void
want_audited(const char *action, const char *type, const char *id,
    const char *who)
{
	struct answer	*a;
	char		*path, *user, *query;

	ck_assert_int_gt(asprintf(&path, AUDIT "?entityId=%s&limit=1", id), 0);
	ck_assert_int_gt(asprintf(&query, "SELECT id FROM users WHERE"
	    " username = '%s'", who), 0);
	user = shop_sql(query);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.action", action);
	want_at(a, "data.0.entityType", type);
	want_at(a, "data.0.userId", user);
	want_at(a, "data.0.ipAddress", "127.0.0.1");
	free(path);
	free(query);
	free(user);
}

static const char *
story_create(const char *category)
{
	struct answer	*a;
	const char	*id;

	a = product_post(manager, "Tapis de Taznakht", category,
	    ",\"basePrice\":\"450.00\"" ACTIVE);
	want(a, 201);
	id = id_kept(a);
	want_audited("create_product", "Product", id, "manager");
	a = client_json(manager, "POST", path_of(PRODUCTS, id, "/images"),
	    "{\"images\":[{\"url\":\"/media/tapis.webp\","
	    "\"altText\":\"Un tapis\"}]}");
	want(a, 201);
	want_at(a, "data.images.1.altText", "Un tapis");
	return id;
}

static void
story_change(const char *id)
{
	struct answer	*a;

	a = client_json(manager, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"basePrice\":\"399.90\",\"isFeatured\":true}");
	want(a, 200);
	want_audited("update_product", "Product", id, "manager");
	a = client_get(anyone, PUBLIC "/tapis-de-taznakht");
	want(a, 200);
	want_at(a, "data.priceFrom", "399.90");
	want(client_json(manager, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"status\":\"ARCHIVED\"}"), 200);
	want(client_get(anyone, PUBLIC "/tapis-de-taznakht"), 404);
	want(client_send(manager, "DELETE", path_of(PRODUCTS, id, ""), NULL,
	    NULL, 0), 403);
}

/* S1-AUTH-05, S3-DB-10, S3-AUTH-12, S4-AUTH-01, S4-AUTH-03, S4-SEC-10 */
START_TEST(s3_api_30_an_admin_signs_in_and_keeps_the_catalogue)
{
	struct answer	*a;
	const char	*category, *id;

	clients_open();
	client_free(manager);
	manager = client_login("manager");
	category = category_new(manager, "Tapis", NULL);
	want_audited("create_category", "Category", category, "manager");
	id = story_create(category);
	story_change(id);
	want(client_send(owner, "DELETE", path_of(PRODUCTS, id, ""), NULL,
	    NULL, 0), 200);
	want_audited("delete_product", "Product", id, "owner");
	a = client_get(owner, AUDIT "?action=delete_product&limit=1");
	want_at(a, "data.0.changes.before.name", "Tapis de Taznakht");
	want_at(a, "data.0.changes.after", "null");
	want(client_send(manager, "DELETE", path_of(CATEGORIES, category, ""),
	    NULL, NULL, 0), 200);
	want_audited("delete_category", "Category", category, "manager");
	want(client_send(manager, "POST", "/api/auth/logout", NULL, NULL, 0),
	    200);
	want(client_get(manager, PRODUCTS), 401);
	manager = client_login("manager");
}
END_TEST

/* ---- who may do what ---------------------------------------------------- */

/* S3-DB-11, S3-AUTH-10, C-11: the session tells exactly what a role may. */
START_TEST(s3_auth_13_a_role_is_its_permissions)
{
	static const struct { const char *role, *permissions; } t[] = {
		{ "SUPER_ADMIN", "[\"PRODUCT_VIEW\",\"PRODUCT_CREATE\","
		    "\"PRODUCT_EDIT\",\"PRODUCT_DELETE\",\"CATEGORY_MANAGE\","
		    "\"USER_MANAGE\",\"SETTINGS_EDIT\",\"SETTINGS_LIMITED\","
		    "\"ANALYTICS_VIEW\",\"MESSAGE_MANAGE\",\"AUDIT_VIEW\","
		    "\"ORDER_VIEW\",\"ORDER_EDIT\","
		    "\"PROMOTION_EDIT\",\"PAYMENT_VIEW\","
		    "\"PAYMENT_REFUND\"]" },
		{ "ADMIN", "[\"PRODUCT_VIEW\",\"PRODUCT_CREATE\","
		    "\"PRODUCT_EDIT\",\"CATEGORY_MANAGE\","
		    "\"SETTINGS_LIMITED\",\"ANALYTICS_VIEW\","
		    "\"MESSAGE_MANAGE\",\"ORDER_VIEW\",\"ORDER_EDIT\","
		    "\"PROMOTION_EDIT\",\"PAYMENT_VIEW\","
		    "\"PAYMENT_REFUND\"]" },
		{ "VIEWER", "[\"PRODUCT_VIEW\",\"ANALYTICS_VIEW\"]" },
	};
	struct client	*who[COUNT(t)];
	struct answer	*a;

	clients_open();
	who[0] = owner;
	who[1] = manager;
	who[2] = reader;
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_get(who[i], "/api/auth/session");
		want(a, 200);
		want_at(a, "data.user.role", t[i].role);
		want_at(a, "data.user.permissions", t[i].permissions);
	}
	want(client_json(owner, "POST", "/api/admin/users", "{\"username\":"
	    "\"root\",\"email\":\"root@staff.test\",\"password\":\"%s\","
	    "\"role\":\"ROOT\"}", shop_password), 400);
}
END_TEST

/* ---- language ----------------------------------------------------------- */

/* The cookie, else what the account says, else the browser, else the shop. */
START_TEST(s4_i18n_02_the_api_speaks_the_language_a_user_chose)
{
	struct client	*c;
	struct answer	*a;

	clients_open();
	c = client_login("reader");
	client_header(c, "Accept-Language: en");
	want_at(client_get(c, AUDIT), "error.message",
	    "You do not have permission");
	want(client_json(c, "PATCH", "/api/auth/me", "{\"locale\":\"ar\"}"),
	    200);
	a = client_get(c, AUDIT);
	want_at(a, "error.message", "ليست لديك صلاحية");
	ck_assert_str_eq(answer_header(a, "Content-Language"), "ar");
	want(client_get(c, "/locale/fr?to=/"), 303);
	want_at(client_get(c, AUDIT), "error.message",
	    "Vous n'avez pas la permission");
	want(client_json(c, "PATCH", "/api/auth/me", "{\"locale\":null}"),
	    200);
	want(client_json(c, "PATCH", "/api/auth/me", "{\"locale\":\"de\"}"),
	    400);
	client_free(c);
}
END_TEST

START_TEST(s4_i18n_02_what_is_not_translated_falls_back_to_the_shops_language)
{
	struct client	*c = client_new();
	struct answer	*a;

	clients_open();
	product_new("Sans traduction", category_new(owner, "Langues", NULL),
	    ",\"basePrice\":7" ACTIVE);
	client_header(c, "Accept-Language: ar");
	a = client_get(c, PUBLIC "/sans-traduction");
	want(a, 200);
	want_at(a, "data.name", "Sans traduction");
	client_free(c);
}
END_TEST

/* A word in a name is worth more than one in a description, though newer. */
START_TEST(s3_srch_01_results_come_best_first)
{
	const char	*category;
	struct answer	*a;

	clients_open();
	category = category_new(owner, "Recherches", NULL);
	product_new("Fibule", category, ",\"basePrice\":7" ACTIVE);
	want(client_json(owner, "POST", PRODUCTS, "{\"name\":\"Coffret\","
	    "\"description\":\"Un écrin fait pour une fibule ancienne.\","
	    "\"categoryId\":\"%s\",\"basePrice\":7" ACTIVE "}", category),
	    201);
	a = client_get(anyone, PUBLIC "/search?q=fibule");
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.name", "Fibule");
	want_at(a, "data.1.name", "Coffret");
}
END_TEST

/* ---- what is typed in --------------------------------------------------- */

/* S4-SEC-08: e-mail addresses and telephone numbers have a form. */
START_TEST(s4_sec_08_formats_are_checked)
{
	static const struct { const char *field, *value; int status; } t[] = {
		{ "email", "contact@boutique.example", 200 },
		{ "email", "a.b+c@mail.boutique.example", 200 },
		{ "email", "contact", 400 }, { "email", "@boutique", 400 },
		{ "email", "a b@boutique.example", 400 },
		{ "email", "a@b@boutique.example", 400 },
		{ "email", "a@boutique.example\\r\\nBcc: x@y.example", 400 },
		{ "phone", "+212524882000", 200 },
		{ "phone", "0524882000", 400 }, { "phone", "+21252", 400 },
		{ "phone", "+2125248820001234567", 400 },
		{ "phone", "+212abc882000", 400 },
	};
	struct answer	*a;

	clients_open();
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(owner, "PATCH", SETTINGS,
		    "{\"shop\":{\"%s\":\"%s\"}}", t[i].field, t[i].value);
		ck_assert_msg(a->status == t[i].status, "%s: %d %s",
		    t[i].value, a->status, a->body);
	}
}
END_TEST

/* A text of n characters, two bytes each. */
static const char *
characters(int n)
{
	static char	 text[2][1024];
	static int	 turn;
	char		*p = text[turn++ % 2];

	for (int i = 0; i < n; i++)
		memcpy(p + 2 * i, "é", 2);
	p[2 * n] = '\0';
	return p;
}

/* S3-API-28: lengths are of characters, and hold to the last one. */
START_TEST(s4_sec_11_lengths_hold_at_their_bounds)
{
	static const struct { int name, description, status; } t[] = {
		{ 2, 10, 400 }, { 3, 10, 201 }, { 200, 10, 201 },
		{ 201, 10, 400 }, { 3, 9, 400 }, { 3, 300, 201 },
	};
	const char	*category;
	struct answer	*a;

	clients_open();
	category = category_new(owner, "Bornes", NULL);
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(owner, "POST", PRODUCTS, "{\"name\":\"%s\","
		    "\"description\":\"%s\",\"categoryId\":\"%s\"}",
		    characters(t[i].name), characters(t[i].description),
		    category);
		ck_assert_msg(a->status == t[i].status, "%d, %d: %d %s",
		    t[i].name, t[i].description, a->status, a->body);
	}
}
END_TEST

/* S3-SEC-04: a product may be called anything, and is found by its slug. */
START_TEST(s3_sec_03_sql_and_markup_in_a_name_are_a_name)
{
	static const char *const texts[] = {
		"Robert'); DROP TABLE product;--", "x' OR 1=1 --",
		"<script>alert(1)</script>", "{$ne: null} [$gt]",
		"%s%n ${7*7} {{7*7}}", ":brand ?1 @p $x",
	};
	const char	*category;
	struct answer	*a;
	char		 path[256], id[64];

	clients_open();
	category = category_new(owner, "Textes", NULL);
	for (size_t i = 0; i < COUNT(texts); i++) {
		a = product_post(owner, texts[i], category,
		    ",\"basePrice\":7" ACTIVE);
		want(a, 201);
		snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
		snprintf(path, sizeof(path), "/produit/%s",
		    answer_at(a, "data.slug"));
		want_at(client_get(owner, path_of(PRODUCTS, id, "")),
		    "data.name", texts[i]);
		a = client_get(anyone, path);
		want(a, 200);
		ck_assert_ptr_null(strstr(a->body, "<script>alert"));
	}
}
END_TEST

SUITE_MAIN("requirements",
    s2_auth_08_a_signed_in_user_is_limited_for_themselves,
    s3_api_30_an_admin_signs_in_and_keeps_the_catalogue,
    s3_auth_13_a_role_is_its_permissions,
    s4_i18n_02_the_api_speaks_the_language_a_user_chose,
    s4_i18n_02_what_is_not_translated_falls_back_to_the_shops_language,
    s3_srch_01_results_come_best_first,
    s4_sec_08_formats_are_checked,
    s4_sec_11_lengths_hold_at_their_bounds,
    s3_sec_03_sql_and_markup_in_a_name_are_a_name)
