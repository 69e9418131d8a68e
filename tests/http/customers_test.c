/* SPDX-License-Identifier: ISC */
/* Customers as their shop sees them; and the audit log by days. */
#include <stdio.h>
#include <string.h>

#include "tests/http/catalog.h"

#define CUSTOMERS	"/api/admin/customers"

/* Of the brand that this member of staff belongs to. */
static void
customer_put(const char *of, int n, const char *email, const char *name)
{
	char	 sql[700];

	snprintf(sql, sizeof(sql), "INSERT INTO users (id, brand_id, username,"
	    " username_key, email, email_key, name, password_hash, role,"
	    " created_at, updated_at) SELECT 'user_0000000000000000000000c%03d',"
	    " brand_id, 'cust%d', 'cust%d', '%s', '%s', '%s', '', 'CUSTOMER',"
	    " 5, 5 FROM users WHERE username = '%s'", n, n, n, email, email,
	    name, of);
	free(shop_sql(sql));
}

static void
customers_put(void)
{
	static const char *const	 people[][2] = {
		{ "anna@mail.test", "Anna Bern" },
		{ "bruno@mail.test", "Élodie Martin" },
		{ "amina@post.test", "أمينة العلوي" },
		{ "zoe@post.test", "anne-lise %_ l''Ours" },
	};

	clients_open();
	if (strcmp(shop_sql("SELECT count(*) FROM users WHERE username ="
	    " 'cust0'"), "1") == 0)
		return;
	for (int i = 0; i < 4; i++)
		customer_put("owner", i, people[i][0], people[i][1]);
	customer_put("stranger", 9, "anna@elsewhere.test", "Anna Foreign");
	for (int i = 100; i < 130; i++) {
		char	 email[64];

		snprintf(email, sizeof(email), "many%d@bulk.test", i);
		customer_put("owner", i, email, "Foule");
	}
}

static void
want_found(const char *q, const char *total, const char *first)
{
	char		 path[300];
	struct answer	*a;

	snprintf(path, sizeof(path), CUSTOMERS "?q=%s", q);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", total);
	if (first != NULL)
		want_at(a, "data.0.email", first);
}

START_TEST(s3_auth_15_customers_are_found_by_how_mail_or_name_begins)
{
	customers_put();
	want_found("anna@mail", "1", "anna@mail.test");
	want_found("ANNA@", "1", "anna@mail.test");
	want_found("ann", "2", "zoe@post.test");
	want_found("ANNE", "1", "zoe@post.test");
	want_found("%C3%A9lodie", "1", "bruno@mail.test");
	want_found("%C3%89LODIE", "1", "bruno@mail.test");
	want_found("%D8%A3%D9%85%D9%8A", "1", "amina@post.test");
	want_found("Martin", "0", NULL);
	want_found("%25", "0", NULL);
	want_found("anne-lise%20%25_%20l'", "1", "zoe@post.test");
	want_found("owner", "0", NULL);
	want_found("nobody", "0", NULL);
}
END_TEST

START_TEST(s3_auth_15_customers_are_listed_page_by_page)
{
	struct answer	*a;
	char		 path[300];

	customers_put();
	a = client_get(owner, CUSTOMERS "?q=many&limit=20");
	want(a, 200);
	want_at(a, "pagination.total", "30");
	want_at(a, "data.0.email", "many129@bulk.test");
	snprintf(path, sizeof(path), CUSTOMERS "?q=many&limit=20&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.email", "many109@bulk.test");
	want_at(a, "pagination.hasNext", "false");
	want_at(client_get(owner, CUSTOMERS "?q="), "pagination.total", "34");
	want(client_get(owner, CUSTOMERS "?role=ADMIN"), 400);
	strstr(path, "many")[0] = 'b';
	want(client_get(owner, path), 400);
}
END_TEST

START_TEST(s3_auth_15_only_who_manages_people_of_their_own_brand)
{
	struct answer	*a;
	char		 path[200];

	customers_put();
	a = client_get(owner, CUSTOMERS "/user_0000000000000000000000c001");
	want(a, 200);
	want_at(a, "data.name", "Élodie Martin");
	ck_assert_ptr_null(strstr(a->body, "assword"));
	want(client_get(owner, CUSTOMERS "/user_0000000000000000000000c009"),
	    403);
	want(client_get(stranger, CUSTOMERS
	    "/user_0000000000000000000000c001"), 403);
	want(client_get(owner, CUSTOMERS "/user_none"), 404);
	snprintf(path, sizeof(path), CUSTOMERS "/%s", shop_sql("SELECT id FROM"
	    " users WHERE username = 'manager'"));
	want(client_get(owner, path), 404);
	want(client_get(manager, CUSTOMERS), 403);
	want(client_get(reader, CUSTOMERS "/user_0000000000000000000000c001"),
	    403);
	want(client_get(anyone, CUSTOMERS), 401);
	a = client_get(stranger, CUSTOMERS "?q=anna");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.email", "anna@elsewhere.test");
}
END_TEST

#define AUDIT	"/api/admin/audit"

START_TEST(s4_sec_13_the_audit_log_narrows_by_days)
{
	struct answer	*a;

	clients_open();
	category_new(owner, "Journal", NULL);
	a = client_get(owner, AUDIT "?action=create_category"
	    "&from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z");
	want(a, 200);
	ck_assert_str_ne(answer_at(a, "pagination.total"), "0");
	a = client_get(owner, AUDIT "?to=2020-01-01T00:00:00Z");
	want(a, 200);
	want_at(a, "pagination.total", "0");
	a = client_get(owner, AUDIT "?from=2100-01-01T00:00:00Z");
	want(a, 200);
	want_at(a, "pagination.total", "0");
	want(client_get(owner, AUDIT "?from=yesterday"), 400);
	want(client_get(owner, AUDIT "?from=2020-13-01T00:00:00Z"), 400);
}
END_TEST

SUITE_MAIN("customers",
    s3_auth_15_customers_are_found_by_how_mail_or_name_begins,
    s3_auth_15_customers_are_listed_page_by_page,
    s3_auth_15_only_who_manages_people_of_their_own_brand,
    s4_sec_13_the_audit_log_narrows_by_days)
