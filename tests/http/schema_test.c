/* SPDX-License-Identifier: ISC */
/*
 * What the running shop's database is made of: relations, indexes, words that
 * a column takes, what it refuses by itself, how secrets lie in it, and the
 * work that is done on it by itself.
 */
#include "tests/http/catalog.h"
#include "tests/http/process.h"


static void
want_sql(const char *query, const char *text)
{
	char	*value = shop_sql(query);

	ck_assert_msg(strcmp(value, text) == 0, "%s: %s, want %s", query,
	    value, text);
	free(value);
}

/* ---- tables ------------------------------------------------------------- */

/* What the foundation has of the modules that were asked for; every table
 * keeps to the types of its columns and has a key. */
START_TEST(s1_gen_02_each_module_of_the_foundation_has_its_tables)
{
	static const char *const tables[] = { "job", "schedule", "setting",
		"audit_log", "brand", "users", "session", "refresh_token",
		"login_failure", "idempotency", "category", "category_text",
		"product", "product_text", "product_price", "product_image",
		"product_variation", "variation_price", "catalog_import" };
	char	query[128];

	for (size_t i = 0; i < COUNT(tables); i++) {
		snprintf(query, sizeof(query), "SELECT strict FROM"
		    " pragma_table_list WHERE name = '%s'", tables[i]);
		want_sql(query, "1");
		snprintf(query, sizeof(query), "SELECT count(*) > 0 FROM"
		    " pragma_table_info('%s') WHERE pk > 0"
		    " AND \"notnull\" = 1", tables[i]);
		want_sql(query, "1");
	}
}
END_TEST

/* ---- relations ---------------------------------------------------------- */

/* S1-GEN-09, S4-DB-07: and every connection of the shop enforces them. */
START_TEST(s3_db_15_rows_refer_to_rows_that_exist)
{
	static const struct { const char *table, *column, *to, *gone; } t[] = {
		{ "users", "brand_id", "brand", "NO ACTION" },
		{ "session", "user_id", "users", "CASCADE" },
		{ "refresh_token", "session_id", "session", "CASCADE" },
		{ "category", "parent_id", "category", "NO ACTION" },
		{ "category", "brand_id", "brand", "NO ACTION" },
		{ "category_text", "category_id", "category", "CASCADE" },
		{ "product", "category_id", "category", "NO ACTION" },
		{ "product", "brand_id", "brand", "NO ACTION" },
		{ "product_text", "product_id", "product", "CASCADE" },
		{ "product_price", "product_id", "product", "CASCADE" },
		{ "product_image", "product_id", "product", "CASCADE" },
		{ "product_variation", "product_id", "product", "CASCADE" },
		{ "variation_price", "variation_id", "product_variation",
		    "CASCADE" },
	};
	char		 query[256];
	struct answer	*a;

	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(query, sizeof(query), "SELECT on_delete FROM"
		    " pragma_foreign_key_list('%s') WHERE \"from\" = '%s'"
		    " AND \"table\" = '%s'", t[i].table, t[i].column, t[i].to);
		want_sql(query, t[i].gone);
	}
	clients_open();
	a = product_post(owner, "Orphelin", "cat_01h455vb4pex5vsknk084sn02q",
	    "");
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.categoryId"));
	want_sql("SELECT count(*) FROM pragma_foreign_key_check", "0");
}
END_TEST

/* S3-DB-05, S3-DB-06, S3-DB-15: what is of a product goes with it. */
START_TEST(s3_db_15_parts_go_with_their_product)
{
	static const char *const tables[] = { "product_text", "product_price",
		"product_image", "product_variation" };
	char		 query[256];
	const char	*id;

	clients_open();
	id = product_new("Passager", category_new(owner, "Passage", NULL),
	    ",\"basePrice\":7" ACTIVE);
	for (int gone = 0; gone < 2; gone++) {
		for (size_t i = 0; i < COUNT(tables); i++) {
			snprintf(query, sizeof(query), "SELECT count(*) > 0"
			    " FROM %s WHERE product_id = '%s'", tables[i], id);
			want_sql(query, gone ? "0" : "1");
		}
		want(client_send(owner, "DELETE", path_of(PRODUCTS, id, ""),
		    NULL, NULL, 0), gone ? 404 : 200);
	}
}
END_TEST

/* ---- what the database refuses by itself -------------------------------- */

/* S3-DB-11, S3-DB-12, S3-DB-05: each statement would break a rule. */
START_TEST(s4_db_07_the_database_refuses_what_must_never_be)
{
	static const char *const statements[] = {
		"UPDATE OR IGNORE users SET role = 'ROOT'",
		"UPDATE OR IGNORE users SET username_key = 'owner'"
		    " WHERE username = 'reader'",
		"UPDATE OR IGNORE users SET email_key = 'owner@example.com'"
		    " WHERE username = 'reader'",
		"UPDATE OR IGNORE users SET password_hash = NULL",
		"UPDATE OR IGNORE product SET status = 'SOLD'",
		"UPDATE OR IGNORE product SET stock = -1",
		"UPDATE OR IGNORE product SET category_id = NULL",
		"UPDATE OR IGNORE product_variation SET stock = -1",
		"UPDATE OR IGNORE product_price SET amount = -1",
		"UPDATE OR IGNORE product_image SET is_primary = 1"
		    " WHERE is_primary = 0",
		"UPDATE OR IGNORE product_text SET slug = 'regle'"
		    " WHERE locale = 'fr' AND slug <> 'regle'",
		"UPDATE OR IGNORE product_variation SET sku = 'RULE-1'"
		    " WHERE sku <> 'RULE-1'",
		"UPDATE OR IGNORE category SET parent_id = id",
		"UPDATE OR IGNORE category_text SET locale = 'de'",
	};
	char		 query[256];
	const char	*category;

	clients_open();
	category = category_new(owner, "Règles", NULL);
	product_new("Règle", category, ",\"basePrice\":7,\"slug\":\"regle\","
	    "\"status\":\"ACTIVE\",\"images\":[{\"url\":\"/1\"},"
	    "{\"url\":\"/2\"}],\"variations\":[{\"sku\":\"RULE-1\"}]");
	product_new("Autre", category, ",\"basePrice\":7,\"variations\":"
	    "[{\"sku\":\"RULE-2\"}]");
	for (size_t i = 0; i < COUNT(statements); i++) {
		snprintf(query, sizeof(query), "%s RETURNING 'changed'",
		    statements[i]);
		want_sql(query, "");
	}
}
END_TEST

/* S3-DB-12: the four words, and no other. */
START_TEST(s3_db_12_a_product_is_draft_active_inactive_or_archived)
{
	static const struct { const char *status; int answer; } t[] = {
		{ "ACTIVE", 200 }, { "INACTIVE", 200 }, { "ARCHIVED", 200 },
		{ "DRAFT", 200 }, { "SOLD", 400 }, { "draft", 400 },
		{ "", 400 },
	};
	const char	*id;
	struct answer	*a;

	clients_open();
	id = product_new("États", category_new(owner, "États", NULL),
	    ",\"basePrice\":7," IMAGES);
	want_at(client_get(owner, path_of(PRODUCTS, id, "")), "data.status",
	    "DRAFT");
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
		    "{\"status\":\"%s\"}", t[i].status);
		want(a, t[i].answer);
		if (a->status == 200)
			want_at(a, "data.status", t[i].status);
	}
}
END_TEST

/* ---- indexes ------------------------------------------------------------ */

/* S1-PERF-04, S3-STK-05, S4-DB-07: what lists and searches walk along; ids of
 * the audit are in order of time. */
START_TEST(s3_db_14_what_is_looked_for_has_an_index)
{
	static const struct { const char *index, *columns; } t[] = {
		{ "product_category", "category_id,status,created_at,id" },
		{ "product_created", "status,created_at,id,stock" },
		{ "product_featured", "status,is_featured,created_at,id" },
		{ "product_text_slug", "slug" },
		{ "audit_log_user", "brand_id,user_id,id" },
		{ "audit_log_entity", "brand_id,entity_id,id" },
		{ "category_parent", "parent_id,position" },
		{ "session_by_user", "user_id,id" },
		{ "job_due", "lane,state,due_at,id" },
	};
	char	query[256];

	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(query, sizeof(query), "SELECT group_concat(name) FROM"
		    " (SELECT name FROM pragma_index_info('%s')"
		    " ORDER BY seqno)", t[i].index);
		want_sql(query, t[i].columns);
	}
	want_sql("SELECT count(*) > 0 FROM sqlite_master"
	    " WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'", "1");
}
END_TEST

/* ---- secrets and sessions ----------------------------------------------- */

/* S4-DB-09, S3-AUTH-01: sessions are rows, their tokens only digests. */
START_TEST(s3_db_02_a_session_is_a_row_without_its_secret)
{
	struct client	*c;
	struct answer	*a;
	char		*query, *token;

	clients_open();
	c = client_new();
	client_header(c, "User-Agent: a browser of 1999");
	a = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"reader\",\"password\":\"%s\"}", shop_password);
	want(a, 200);
	token = strstr(a->head, "__Host-session=");
	ck_assert_ptr_nonnull(token);
	token += strlen("__Host-session=");
	ck_assert_int_gt(asprintf(&query, "SELECT count(*) FROM session WHERE"
	    " token_hash LIKE '%%%.*s%%'", (int)strcspn(token, ";"), token), 0);
	want_sql(query, "0");
	free(query);
	want_sql("SELECT s.ip_address || ' ' || s.user_agent || ' '"
	    " || (s.expires_at - s.created_at) FROM session s JOIN users u"
	    " ON u.id = s.user_id WHERE u.username = 'reader'"
	    " ORDER BY s.created_at DESC LIMIT 1",
	    "127.0.0.1 a browser of 1999 86400000");
	want(client_get(c, "/api/auth/session"), 200);
	want_sql("UPDATE session SET expires_at = 2000 WHERE user_agent LIKE"
	    " 'a browser of%' RETURNING 'ended'", "ended");
	want(client_get(c, "/api/auth/session"), 401);
	client_free(c);
}
END_TEST

#define OUTDATED "$argon2id$v=19$m=4096,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$" \
	"NK7ikQltod2RqHzlke7/nRTcm6ccC3FEobVqsACk+aA"	/* shop_password */

/* S3-AUTH-04: 19 MiB, two passes, one lane; an older hash is made anew. */
START_TEST(s3_auth_05_a_sign_in_renews_an_outdated_hash)
{
	static const char	 parameters[] = "SELECT substr(password_hash,"
	    " 1, 31) FROM users WHERE username = 'reader'";
	static const char	 wanted[] = "$argon2id$v=19$m=19456,t=2,p=1$";
	char			*before;

	want_sql(parameters, wanted);
	want_sql("SELECT count(DISTINCT password_hash) FROM users"
	    " WHERE username IN ('owner', 'manager')", "1");
	want_sql("UPDATE users SET password_hash = '" OUTDATED "' WHERE"
	    " username = 'reader' RETURNING 'set'", "set");
	client_free(client_login("reader"));
	want_sql(parameters, wanted);
	before = shop_sql("SELECT password_hash FROM users"
	    " WHERE username = 'reader'");
	client_free(client_login("reader"));
	want_sql("SELECT password_hash FROM users WHERE username = 'reader'",
	    before);
	free(before);
}
END_TEST

/* ---- done by itself ----------------------------------------------------- */

/* The schedule is made to believe that a week has passed. */
START_TEST(s3_auth_03_old_sessions_are_deleted_every_week)
{
	static const char	 left[] = "SELECT count(*) FROM session"
	    " WHERE expires_at = 1000";
	int64_t			 end;
	char			*count;

	client_free(client_login("reader"));
	want_sql("UPDATE session SET expires_at = 1000 WHERE id = (SELECT id"
	    " FROM session ORDER BY created_at DESC LIMIT 1)"
	    " RETURNING 'old'", "old");
	want_sql("UPDATE schedule SET last_at = last_at - 604801000"
	    " WHERE kind = 'accounts.sweep' RETURNING 'due'", "due");
	end = now_ms() + SOON_MS;
	while (strcmp(count = shop_sql(left), "0") != 0) {
		free(count);
		ck_assert_int_lt(now_ms(), end);
		pause_ms(50);
	}
	free(count);
	want_sql("SELECT count(*) > 0 FROM session", "1");
	want_sql("SELECT last_at > 1700000000000 FROM schedule"
	    " WHERE kind = 'accounts.sweep'", "1");
}
END_TEST

/* S1-GEN-11, S4-DB-08: an empty shop, while it runs. */
START_TEST(s3_db_17_the_demo_is_sold_at_once)
{
	struct answer	*a;
	char		*out = NULL, *total;

	clients_open();
	want_at(client_get(anyone, PUBLIC), "pagination.total", "0");
	ck_assert_msg(shop_command(NULL, &out, "demo", NULL) == 0, "%s", out);
	free(out);
	a = client_get(anyone, PUBLIC "?limit=1");
	want(a, 200);
	total = shop_sql("SELECT count(*) FROM product"
	    " WHERE status = 'ACTIVE'");
	want_at(a, "pagination.total", total);
	ck_assert_int_ge(atol(total), 10);
	free(total);
	a = client_get(anyone, "/api/public/categories");
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.1.children"));
	want_sql("SELECT count(*) FROM users WHERE role = 'SUPER_ADMIN'"
	    " AND username = 'owner'", "1");
}
END_TEST

/* S1-GEN-10, S4-DB-08: forward only, never from the future. */
START_TEST(s3_db_16_a_schema_has_a_version_and_steps_forward_only)
{
	char	*out = NULL, *version, *set;

	version = shop_sql("PRAGMA user_version");
	ck_assert_int_ge(atol(version), 1);
	ck_assert_msg(shop_command(NULL, &out, "migrate", NULL) == 0, "%s",
	    out);
	free(out);
	want_sql("PRAGMA user_version", version);
	free(shop_sql("PRAGMA user_version = 999"));
	ck_assert_int_ne(shop_command(NULL, &out, "migrate", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "999"));
	free(out);
	ck_assert_int_ne(shop_command(NULL, &out, "demo", NULL), 0);
	free(out);
	want_sql("PRAGMA user_version", "999");
	ck_assert_int_gt(asprintf(&set, "PRAGMA user_version = %s", version),
	    0);
	free(shop_sql(set));
	free(set);
	free(version);
	ck_assert_msg(shop_command(NULL, &out, "doctor", NULL) == 0, "%s",
	    out);
	free(out);
	want(client_get(anyone, "/ready"), 200);
}
END_TEST

SUITE_MAIN("schema",
    s3_db_17_the_demo_is_sold_at_once,
    s3_db_15_rows_refer_to_rows_that_exist,
    s3_db_15_parts_go_with_their_product,
    s4_db_07_the_database_refuses_what_must_never_be,
    s3_db_12_a_product_is_draft_active_inactive_or_archived,
    s3_db_14_what_is_looked_for_has_an_index,
    s3_db_02_a_session_is_a_row_without_its_secret,
    s3_auth_05_a_sign_in_renews_an_outdated_hash,
    s3_auth_03_old_sessions_are_deleted_every_week,
    s1_gen_02_each_module_of_the_foundation_has_its_tables,
    s3_db_16_a_schema_has_a_version_and_steps_forward_only)
