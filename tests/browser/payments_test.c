/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper enters cash that came, gives some of it back, hands it over,
 * makes a gift card whose code is shown once, and reads the books.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/browser/webdriver.h"
#include "tests/http/shop.h"
#include "tests/suite.h"

static struct browser	*b;
static char		 payment[160], code[64];

static void
setup(void)
{
	struct client	*c, *guest;
	char		 category[64], variation[64];

	shop_start();
	c = client_login("owner");
	guest = client_new();
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"cash\":true}}"), 200);
	want(client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Lampes\"}"), 201);
	snprintf(category, sizeof(category), "%s", shop_sql("SELECT id FROM"
	    " category"));
	want(client_json(c, "POST", "/api/admin/products", "{\"name\":"
	    "\"Lanterne ajourée\",\"description\":\"Laiton ciselé.\","
	    "\"categoryId\":\"%s\",\"status\":\"ACTIVE\",\"basePrice\":79.9,"
	    "\"images\":[{\"url\":\"/assets/icon.svg\"}],\"variations\":["
	    "{\"stock\":3}]}", category), 201);
	snprintf(variation, sizeof(variation), "%s", shop_sql("SELECT id FROM"
	    " product_variation"));
	want(client_json(guest, "POST", "/api/cart/items", "{\"variationId\":"
	    "\"%s\",\"quantity\":1}", variation), 201);
	want(client_json(guest, "POST", "/api/orders", "{\"email\":"
	    "\"lina@shop.test\",\"paymentMethod\":\"cash\","
	    "\"shippingAddress\":{\"name\":\"Lina B.\",\"line1\":\"1 rue des "
	    "Lilas\",\"postcode\":\"75011\",\"city\":\"Paris\",\"country\":"
	    "\"FR\"}}"), 201);
	client_free(c);
	client_free(guest);
	b = browser_start();
}

static void
teardown(void)
{
	browser_stop(b);
	shop_stop();
}

/* ---- helpers ------------------------------------------------------------------ */

#define READY	"document.documentElement.dataset.payments === 'ready'"
#define FORM(END)	"form[data-send$='" END "'] "

static void
office(const char *path)
{
	browser_visit(b, path);
	browser_wait(b, READY);
}

/* The page that is there goes, and comes again. */
static void
press(const char *selector)
{
	browser_script(b, "window.before = true");
	browser_click(b, selector);
	browser_wait(b, "window.before === undefined && " READY);
}

/* ---- tests --------------------------------------------------------------------- */

START_TEST(target_36_a_shopkeeper_enters_cash_and_gives_some_back)
{
	browser_visit(b, "/connexion?to=/admin/paiements");
	browser_type(b, "[name=username]", "owner");
	browser_type(b, "[name=password]", shop_password);
	browser_click(b, "form button.primary");
	browser_wait(b, "location.pathname === '/admin/paiements'");
	browser_wait(b, READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#payments"), "79.90"));
	browser_click(b, "#payments a");
	browser_wait(b, "location.pathname.startsWith('/admin/paiements/')");
	browser_wait(b, READY);
	snprintf(payment, sizeof(payment), "%s", browser_script(b,
	    "return location.pathname"));
	browser_type(b, FORM("/receive") "[name=amount]", "80");
	browser_click(b, FORM("/receive") "button");
	browser_wait(b, "document.querySelector('[name=amount]"
	    "[aria-invalid]')");
	browser_picture(b, "paiement-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, FORM("/receive") "[name=amount]", "79,90");
	press(FORM("/receive") "button");
	ck_assert(browser_has(b, ".status.ACTIVE"));
	browser_type(b, FORM("/refund") "[name=amount]", "12,5");
	browser_type(b, FORM("/refund") "[name=note]", "Verre rayé");
	press(FORM("/refund") "button");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#refunds"), "12.50"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#refunds"),
	    "Verre rayé"));
	browser_picture(b, "paiement");
	press("[data-post$='/done']");
	ck_assert(!browser_has(b, "[data-post$='/done']"));
	ck_assert_str_eq(shop_sql("SELECT state FROM payment_refund"),
	    "succeeded");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_07_the_code_of_a_gift_card_is_shown_once)
{
	office("/admin/cartes-cadeaux");
	browser_type(b, FORM("/gift-cards") "[name=amount]", "cent");
	browser_click(b, FORM("/gift-cards") "button");
	browser_wait(b, "document.querySelector('[name=amount]"
	    "[aria-invalid]')");
	browser_errors(b);
	browser_type(b, FORM("/gift-cards") "[name=amount]", "50");
	browser_type(b, FORM("/gift-cards") "[name=note]", "Anniversaire");
	browser_click(b, FORM("/gift-cards") "button");
	browser_wait(b, "document.querySelector('form[data-send] output')"
	    ".textContent !== ''");
	snprintf(code, sizeof(code), "%s", browser_text(b,
	    "form[data-send] output"));
	ck_assert_uint_eq(strlen(code), 19);
	browser_picture(b, "carte-cadeau-code");
	office("/admin/cartes-cadeaux");
	ck_assert_ptr_null(strstr(browser_text(b, "main"), code));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#gift-cards"),
	    code + 15));
	press("[data-post$='/deactivate']");
	ck_assert_str_eq(shop_sql("SELECT is_active FROM gift_card"), "0");
	press("[data-post$='/activate']");
	ck_assert_str_eq(shop_sql("SELECT is_active FROM gift_card"), "1");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_37_the_pages_fit_a_phone_in_every_language)
{
	static const char *const	 locales[] = { "fr", "ar" };
	const char			*pages[] = { "/admin/paiements",
		payment, "/admin/comptes", "/admin/cartes-cadeaux" };
	char				 path[200], name[64];

	for (int i = 0; i < 8; i++) {
		snprintf(path, sizeof(path), "/locale/%s?to=/admin",
		    locales[i % 2]);
		browser_visit(b, path);
		browser_size(b, 390, 844);
		office(pages[i / 2]);
		snprintf(name, sizeof(name), "paiements-tel-%s-%d",
		    locales[i % 2], i / 2);
		browser_picture(b, name);
		ck_assert_str_eq(browser_script(b, "return String(document."
		    "documentElement.scrollWidth <= innerWidth)"), "true");
		browser_size(b, 1200, 900);
		snprintf(name, sizeof(name), "paiements-large-%s-%d",
		    locales[i % 2], i / 2);
		browser_picture(b, name);
	}
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_36_a_shopkeeper_enters_cash_and_gives_some_back,
		target_07_the_code_of_a_gift_card_is_shown_once,
		target_37_the_pages_fit_a_phone_in_every_language,
	};
	const struct suite	 suite = { "payments in the browser", setup,
	    teardown, false, 180 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
