/* SPDX-License-Identifier: ISC */
/*
 * Signing in with Google and Facebook in a browser: there by a button, and
 * back by the provider, with the cookies that a browser really sends.
 */
#include "tests/browser/visit.h"
#include "tests/http/oauth.h"

static void
setup(void)
{
	oauth_setup();
	b = browser_start();
}

static void
want_path(const char *path)
{
	browser_wait(b, "location.pathname === '%s'", path);
}

static void
press(const char *provider_name)
{
	char	 selector[96];

	snprintf(selector, sizeof(selector),
	    "a[href^='/api/auth/oauth/%s']", provider_name);
	browser_click(b, selector);
}

/* S4-AUTH-06 */
START_TEST(s4_auth_06_a_button_leads_to_google_and_back)
{
	provider_is("{" LINA "}");
	browser_visit(b, "/connexion?to=/compte");
	press("google");
	want_path("/compte");
	ck_assert_str_eq(browser_script(b, "return await fetch("
	    "'/api/auth/me').then(r => r.json()).then(j => j.data.email)"),
	    "lina.haddad@gmail.com");
	/* No script sees the cookies. */
	ck_assert_ptr_null(strstr(browser_script(b,
	    "return document.cookie"), "__Host"));
	ck_assert_ptr_null(strstr(browser_script(b,
	    "return location.href + document.referrer"), "code="));
}
END_TEST

START_TEST(who_comes_back_empty_handed_is_told_why)
{
	static const struct { const char *lang, *text; } rows[] = {
		{ "fr", "annulé" }, { "en", "cancelled" }, { "ar", "ألغيت" },
	};
	char	 path[96], name[32];

	provider_is("{" LINA ",\"deny\":true}");
	browser_script(b, "await fetch('/api/auth/session').then(r =>"
	    " r.json()).then(j => fetch('/api/auth/logout', {method: 'POST',"
	    " headers: {'X-CSRF-Token': j.data.csrfToken}})); return 1");
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "/locale/%s?to=/connexion",
		    rows[i].lang);
		browser_visit(b, path);
		press("facebook");
		browser_wait(b, "document.querySelector('.problem[role=alert]"
		    ":not([hidden])') !== null");
		ck_assert_msg(strstr(browser_text(b,
		    ".narrow > .problem"), rows[i].text) != NULL, "%s",
		    browser_text(b, ".narrow > .problem"));
		snprintf(name, sizeof(name), "sign-in-others-%s",
		    rows[i].lang);
		browser_picture(b, name);
		browser_size(b, 390, 844);
		snprintf(name, sizeof(name), "sign-in-others-%s-phone",
		    rows[i].lang);
		browser_picture(b, name);
		want_no_sideways();
		browser_size(b, 1280, 900);
	}
}
END_TEST

START_TEST(facebook_without_an_account_is_told_what_to_do)
{
	provider_is("{\"sub\":\"10150000000000000\",\"name\":\"A Buyer\","
	    "\"email\":\"buyer@gmail.com\"}");
	browser_visit(b, "/locale/fr?to=/connexion");
	press("facebook");
	browser_wait(b, "location.search.includes('OAUTH_NO_ADDRESS')");
	ck_assert(browser_has(b, "a[href='/inscription']"));
	browser_picture(b, "sign-in-others-facebook");
}
END_TEST

/* A customer made by Google links Facebook besides, and takes it back. */
START_TEST(a13_an_account_is_linked_by_who_is_signed_in)
{
	provider_is("{" LINA "}");
	browser_visit(b, "/connexion?to=/compte");
	press("google");
	want_path("/compte");
	ck_assert_int_eq(atoi(browser_script(b, "return document"
	    ".querySelectorAll('#identities li').length")), 1);
	/* Without a password there is only this way in: it stays. */
	browser_script(b, "window.alert = text => document.title = text");
	browser_click(b, "#identities [data-unlink]");
	browser_wait(b, "!document.title.startsWith('Compte')");
	browser_picture(b, "account-links");
	provider_is("{\"sub\":\"10150000000000001\",\"name\":\"Lina\"}");
	browser_click(b, "#link-facebook button");
	browser_wait(b, "document.querySelectorAll('#identities li').length"
	    " === 2");
	want_path("/compte");
	browser_click(b, "#identities li:last-child [data-unlink]");
	browser_wait(b, "document.querySelectorAll('#identities li').length"
	    " === 1");
}
END_TEST

VISIT_MAIN("oauth", setup, visit_stop,
    s4_auth_06_a_button_leads_to_google_and_back,
    who_comes_back_empty_handed_is_told_why,
    facebook_without_an_account_is_told_what_to_do,
    a13_an_account_is_linked_by_who_is_signed_in)
