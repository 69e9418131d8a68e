/* SPDX-License-Identifier: ISC */
/*
 * An owner looks at what was given up, at who changed what, at staff and at
 * customers, in French and in Arabic, at a desk and on a telephone.
 */

#include "tests/browser/visit.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"

static void
sql(const char *statement)
{
	free(shop_sql(statement));
}

static void
want_sql(const char *want, const char *query)
{
	char	*is = shop_sql(query);

	ck_assert_msg(strcmp(is, want) == 0, "%s: %s, not %s", query, is, want);
	free(is);
}

/* As whoever comes first. */
static void
sign_in(void)
{
	static bool	 done;

	if (done)
		return;
	done = true;
	sign_in_to("owner", "/admin");
}

/* The page fits, whatever the language and the width. */
START_TEST(s1_perf_02_an_owner_retries_and_drops_what_was_given_up)
{
	sign_in();
	sql("INSERT INTO job (id, kind, payload, state, due_at, attempts,"
	    " last_error, created_at) VALUES ('job_a', 'test.later', '{}',"
	    " 'dead', 1790000000000, 3, 'UPSTREAM', 1790000000000),"
	    " ('job_b', 'catalog.import', '{\"import\":\"imp_7\",\"t\":\"x\"}',"
	    " 'dead', 1790000000000, 3, '<b>no</b>', 1790000000000)");
	visit_office("/admin/taches?state=dead");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#jobs"), "imp_7"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#jobs"), "<b>no</b>"));
	pictures_of_office("/admin/taches", "taches");
	visit_office("/admin/taches?state=dead");
	browser_click(b, "[data-post='/api/admin/jobs/job_a/retry']");
	browser_wait(b, "!document.querySelector('[data-post*=job_a]')");
	browser_click(b, "[data-end='/api/admin/jobs/job_b']");
	browser_wait(b, "!document.querySelector('[data-end*=job_b]')");
	want_sql("0", "SELECT count(*) FROM job WHERE id = 'job_b'");
	want_sql("0", "SELECT count(*) FROM job WHERE state = 'dead'");
	want_no_errors();
}
END_TEST

START_TEST(s1_perf_02_what_is_refused_is_said)
{
	sign_in();
	sql("INSERT INTO job (id, kind, payload, state, due_at, attempts,"
	    " created_at) VALUES ('job_c', 'test.later', '{}', 'dead', 5, 3,"
	    " 5)");
	visit_office("/admin/taches?state=dead");
	sql("DELETE FROM job WHERE id = 'job_c'");
	browser_click(b, "[data-end='/api/admin/jobs/job_c']");
	browser_wait(b, "!document.querySelector('#office-problem').hidden");
	ck_assert_str_ne(browser_text(b, "#office-problem"), "");
	browser_errors(b);	/* the 404 itself */
}
END_TEST

START_TEST(s3_auth_15_an_owner_adds_suspends_and_removes_staff)
{
	char	 path[200];

	sign_in();
	visit_office("/admin/equipe");
	browser_type(b, "[name=username]", "nadia");
	browser_type(b, "[name=email]", "nadia@shop.test");
	browser_type(b, "[name=password]", "court");
	browser_click(b, "#member-of-staff button.primary");
	browser_wait(b, "document.querySelector('[name=password]')"
	    ".getAttribute('aria-invalid') === 'true'");
	browser_errors(b);	/* the 400 itself */
	browser_type(b, "[name=password]", "quinze lettres au moins ici");
	browser_script(b, "document.querySelector('[name=role]').value ="
	    " 'VIEWER'");
	browser_click(b, "#member-of-staff button.primary");
	browser_wait(b, "document.querySelector('#staff').textContent"
	    ".includes('nadia@shop.test')");
	want_sql("VIEWER", "SELECT role FROM users WHERE username = 'nadia'");
	pictures_of_office("/admin/equipe", "equipe");
	snprintf(path, sizeof(path), "/admin/equipe/%s", shop_sql("SELECT id"
	    " FROM users WHERE username = 'nadia'"));
	pictures_of_office(path, "equipe-un");
	visit_office(path);
	browser_script(b, "document.querySelector('[name=role]').value ="
	    " 'ADMIN'");
	browser_click(b, "[name=isActive]");
	browser_click(b, "#member-of-staff button.primary");
	browser_wait(b, "document.querySelector('output').textContent !== ''");
	want_sql("ADMIN 0", "SELECT role || ' ' || is_active FROM users"
	    " WHERE username = 'nadia'");
	/* A second factor that is not there cannot be switched off. */
	browser_click(b, ".danger ~ .danger summary");
	browser_click(b, "[data-end$='second-factor']");
	browser_wait(b, "!document.querySelector('#office-problem').hidden");
	browser_errors(b);	/* the 404 itself */
	browser_click(b, ".danger summary");
	browser_click(b, "[data-end]");
	browser_wait(b, "location.pathname === '/admin/equipe'");
	want_sql("0", "SELECT count(*) FROM users WHERE username = 'nadia'");
	want_no_errors();
}
END_TEST

START_TEST(s4_sec_13_an_owner_reads_who_changed_what)
{
	struct client	*c = client_login("owner");

	sign_in();
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"shop\":{\"name\":\"Chez <i>Nour</i>\",\"phone\":"
	    "\"+33612345678\"}}"), 200);
	client_free(c);
	visit_office("/admin/journal");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#audit"), "owner"));
	browser_script(b, "document.querySelectorAll('#audit details')"
	    ".forEach(d => d.open = true)");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#audit"),
	    "Chez <i>Nour</i>"));
	browser_picture(b, "journal-ouvert");
	browser_type(b, "[name=action]", "nothing_like_it");
	browser_click(b, ".filters button");
	browser_wait(b, "location.search.includes('nothing_like_it')");
	ck_assert(!browser_has(b, "#audit"));
	visit_office("/admin/journal?to=2020-01-01");
	ck_assert(!browser_has(b, "#audit"));
	visit_office("/admin/journal?from=2020-01-01&to=2099-12-31");
	ck_assert(browser_has(b, "#audit"));
	visit_office("/admin/journal?from=nonsense");
	ck_assert(browser_has(b, "#audit"));
	pictures_of_office("/admin/journal", "journal");
}
END_TEST

START_TEST(s3_auth_15_an_owner_finds_exports_and_erases_a_customer)
{
	sign_in();
	sql("INSERT INTO users (id, brand_id, username, username_key, email,"
	    " email_key, name, password_hash, role, phone, created_at,"
	    " updated_at, email_verified_at) SELECT"
	    " 'user_01m3250v00egvrc2767g070ejt', brand_id, 'lina', 'lina',"
	    " 'lina@mail.test', 'lina@mail.test', 'لينا <Haddad>', '',"
	    " 'CUSTOMER', '+212600000000', 1790000000000, 1790000000000,"
	    " 1790000000000 FROM users WHERE username = 'owner'");
	visit_office("/admin/clients");
	pictures_of_office("/admin/clients", "clients");
	browser_type(b, "[name=q]", "lina@");
	browser_click(b, ".filters button");
	browser_wait(b, "location.search.includes('lina')");
	browser_click(b, "#customers a");
	browser_wait(b, "location.pathname.startsWith('/admin/clients/user_')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".facts"),
	    "+212600000000"));
	pictures_of_office("/admin/clients/user_01m3250v00egvrc2767g070ejt", "client");
	visit_office("/admin/clients/user_01m3250v00egvrc2767g070ejt");
	browser_click(b, "[data-export]");
	browser_wait(b, "!document.querySelector('[data-export]').disabled &&"
	    " document.querySelector('#office-problem').hidden");
	browser_click(b, ".danger summary");
	browser_click(b, ".danger button");
	browser_wait(b, "location.pathname === '/admin/clients'");
	want_sql("0", "SELECT count(*) FROM users WHERE email_key ="
	    " 'lina@mail.test'");
	want_no_errors();
}
END_TEST

VISIT_MAIN("office", visit_start, visit_stop,
    s1_perf_02_an_owner_retries_and_drops_what_was_given_up,
    s1_perf_02_what_is_refused_is_said,
    s3_auth_15_an_owner_adds_suspends_and_removes_staff,
    s4_sec_13_an_owner_reads_who_changed_what,
    s3_auth_15_an_owner_finds_exports_and_erases_a_customer)
