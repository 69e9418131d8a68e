/* SPDX-License-Identifier: ISC */
/*
 * A member of staff turns a second factor on, signs in by it, makes an API
 * key and ends a session, in a browser; the app is oathtool.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"
#include "tests/http/authenticator.h"

static char		 secret[64], spare[32];

static void
owner_sets(const char *settings)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "PATCH", "/api/admin/settings", "%s", settings),
	    200);
	client_free(c);
}

static void
setup(void)
{
	visit_start();
	owner_sets("{\"limits\":{\"credential\":1000},"
	    "\"accounts\":{\"addressFailures\":1000}}");
	browser_size(b, 1280, 900);
}

static void
click(const char *form)
{
	char	 selector[64];

	snprintf(selector, sizeof(selector), "#%s button", form);
	browser_click(b, selector);
}

static void
password_step(const char *path)
{
	browser_visit(b, path);
	sign_in_form("manager", shop_password);
}

static void
shown(const char *selector)
{
	browser_wait(b, "document.querySelector('%s')"
	    "?.getBoundingClientRect().height > 0", selector);
}

/* The key that the page shows for typing, without its blanks. */
static void
secret_read(const char *place)
{
	snprintf(secret, sizeof(secret), "%s", browser_script(b,
	    "return document.querySelector('%s .secret').textContent"
	    ".replaceAll(' ', '')", place));
	ck_assert_uint_eq(strlen(secret), 32);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'%s .qr svg').viewBox.baseVal.width > 20", place), "true");
}

static void
picture_in(const char *path, const char *lang, const char *name)
{
	char	 to[160], file[64];

	snprintf(to, sizeof(to), "%s?lang=%s", path, lang);
	browser_visit(b, to);
	snprintf(file, sizeof(file), "%s-%s", name, lang);
	browser_picture(b, file);
}

START_TEST(s3_auth_14_a_second_factor_is_turned_on_by_an_app)
{
	password_step("/connexion?to=/compte/securite");
	browser_wait(b, "location.pathname === '/compte/securite'");
	browser_type(b, "#factor-begin [name=currentPassword]", "wrong");
	click("factor-begin");
	browser_wait(b, "document.querySelector('#factor-begin"
	    " [aria-invalid]')");
	browser_errors(b);	/* the refusal is one */
	browser_type(b, "#factor-begin [name=currentPassword]",
	    shop_password);
	click("factor-begin");
	shown("#enroll .qr svg");
	secret_read("#enroll");
	browser_picture(b, "security-enroll");
	browser_type(b, "#factor-confirm [name=code]", app_code(secret, -1));
	click("factor-confirm");
	shown("#recovery");
	ck_assert_str_eq(browser_script(b, "return document.querySelectorAll("
	    "'#recovery li').length"), "10");
	snprintf(spare, sizeof(spare), "%s", browser_script(b,
	    "return document.querySelector('#recovery li').textContent"));
	browser_picture(b, "security-recovery");
	want_no_errors();
}
END_TEST

START_TEST(s3_auth_14_the_next_sign_in_asks_for_a_code)
{
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
	password_step("/connexion?to=/compte/securite");
	shown("#second-step [name=code]");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'#second-step .enroll').hidden"), "true");
	browser_picture(b, "sign-in-code");
	browser_type(b, "#second-step [name=code]", "000 000");
	click("second-step");
	shown("#second-step [role=alert]");
	browser_errors(b);
	browser_type(b, "#second-step [name=code]", app_code(secret, 0));
	click("second-step");
	browser_wait(b, "location.pathname === '/compte/securite'");
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
	password_step("/connexion");
	shown("#second-step [name=code]");
	browser_type(b, "#second-step [name=code]", spare);
	click("second-step");
	browser_wait(b, "location.pathname === '/admin'");
	want_no_errors();
}
END_TEST

START_TEST(s10_a_key_is_made_shown_once_and_revoked)
{
	browser_visit(b, "/compte/securite");
	browser_script(b, "document.querySelector('#key-new')"
	    ".closest('details').open = true");
	browser_type(b, "#key-new [name=name]", "Caisse");
	browser_type(b, "#key-new [name=currentPassword]", shop_password);
	browser_click(b, "#key-new [value=PRODUCT_VIEW]");
	browser_picture(b, "security-key-new");
	click("key-new");
	shown("#key-made");
	ck_assert_int_eq(strncmp(browser_text(b, "#key-made .secret"),
	    "souk_", 5), 0);
	browser_picture(b, "security-key-made");
	browser_visit(b, "/compte/securite");
	ck_assert(!browser_has(b, "#key-made:not([hidden])"));
	browser_click(b, "#keys [data-delete]");
	browser_wait(b, "!document.querySelector('#keys [data-delete]')");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM api_key"
	    " WHERE revoked_at IS NULL"), "0");
	want_no_errors();
}
END_TEST

START_TEST(s05_other_sessions_are_listed_and_ended)
{
	free(shop_sql("INSERT INTO session (id, user_id, token_hash,"
	    " remember, ip_address, user_agent, created_at, last_seen_at,"
	    " expires_at) SELECT 'sess_01h455vb4pex5vsknk084sn02q', id, 'x',"
	    " 0, '2001:db8::7', 'Mozilla/5.0 (iPhone; CPU) Version/17"
	    " Safari/604', 1, 1, 99999999999999 FROM users"
	    " WHERE username = 'manager'"));
	browser_visit(b, "/compte/securite");
	browser_picture(b, "security");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#sessions"),
	    "Safari, iPhone"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#sessions"),
	    "2001:db8"));
	browser_click(b, "#sessions [data-delete$=sess_01h455vb4pex5vsknk084"
	    "sn02q]");
	browser_wait(b, "!document.querySelector('#sessions [data-delete$="
	    "sess_01h455vb4pex5vsknk084sn02q]')");
	ck_assert_str_eq(shop_sql("SELECT ended_at IS NULL FROM session"
	    " WHERE token_hash = 'x'"), "0");
	browser_click(b, "#sessions-end");
	browser_wait(b, "!document.querySelector('#sessions [data-delete]')");
	browser_size(b, 390, 844);
	picture_in("/compte/securite", "ar", "security-phone");
	picture_in("/compte/securite", "fr", "security-phone");
	browser_size(b, 1280, 900);
	want_no_errors();
}
END_TEST

START_TEST(it_is_turned_off_again)
{
	browser_visit(b, "/compte/securite");
	browser_click(b, ".danger summary");
	browser_type(b, "#factor-off [name=currentPassword]", shop_password);
	browser_type(b, "#factor-off [name=code]", app_code(secret, 1));
	click("factor-off");
	shown("#factor-begin");
	want_no_errors();
}
END_TEST

START_TEST(s3_auth_14_staff_set_it_up_while_they_sign_in)
{
	owner_sets("{\"accounts\":{\"staffSecondFactor\":true}}");
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
	browser_size(b, 390, 844);
	browser_visit(b, "/locale/ar?to=/connexion");
	password_step("/connexion");
	shown("#second-step .qr svg");
	secret_read("#second-step");
	browser_picture(b, "sign-in-enroll-phone-ar");
	browser_type(b, "#second-step [name=code]", app_code(secret, 0));
	click("second-step");
	shown("#recovery");
	browser_picture(b, "sign-in-recovery-phone-ar");
	browser_click(b, "#recovery a");
	browser_wait(b, "location.pathname === '/admin'");
	want_no_errors();
}
END_TEST

VISIT_MAIN("security", setup, visit_stop,
    s3_auth_14_a_second_factor_is_turned_on_by_an_app,
    s3_auth_14_the_next_sign_in_asks_for_a_code,
    s10_a_key_is_made_shown_once_and_revoked,
    s05_other_sessions_are_listed_and_ended,
    it_is_turned_off_again,
    s3_auth_14_staff_set_it_up_while_they_sign_in)
