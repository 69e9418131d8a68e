/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper enters cash that came, gives some of it back, hands it over,
 * makes a gift card whose code is shown once, and reads the books.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static char		 payment[160], code[64];

static void
setup(void)
{
	struct client	*c, *guest;
	char		 category[64], variation[64];

	visit_start();
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
}

/* ---- helpers ------------------------------------------------------------------ */

#define FORM(END)	"form[data-send$='" END "'] "

/* The page that is there goes, and comes again. */
static void
press(const char *selector)
{
	browser_script(b, "window.before = true");
	browser_click(b, selector);
	browser_wait(b, "window.before === undefined && " OFFICE_READY);
}

/* ---- tests --------------------------------------------------------------------- */

START_TEST(target_36_a_shopkeeper_enters_cash_and_gives_some_back)
{
	sign_in_to("owner", "/admin/paiements");
	browser_wait(b, OFFICE_READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#payments"), "79.90"));
	browser_click(b, "#payments a");
	browser_wait(b, "location.pathname.startsWith('/admin/paiements/')");
	browser_wait(b, OFFICE_READY);
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
	want_no_errors();
}
END_TEST

START_TEST(target_07_the_code_of_a_gift_card_is_shown_once)
{
	visit_office("/admin/cartes-cadeaux");
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
	visit_office("/admin/cartes-cadeaux");
	ck_assert_ptr_null(strstr(browser_text(b, "main"), code));
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#gift-cards"),
	    code + 15));
	press("[data-post$='/deactivate']");
	ck_assert_str_eq(shop_sql("SELECT is_active FROM gift_card"), "0");
	press("[data-post$='/activate']");
	ck_assert_str_eq(shop_sql("SELECT is_active FROM gift_card"), "1");
	want_no_errors();
}
END_TEST

/* A refund that Stripe did not take says so, and goes again by one click. */
START_TEST(s4_pay_03_a_stuck_refund_is_sent_again_by_one_click)
{
	free(shop_sql("UPDATE payment SET provider = 'stripe', flag = 'stuck',"
	    " intent_ref = 'pi_x'"));
	free(shop_sql("INSERT INTO payment_refund (id, payment_id, amount,"
	    " state, cause, note, stuck_at, created_at, updated_at) SELECT"
	    " 'refund_01h455vb4pex5vsknk084sn02q', id, 500, 'waiting',"
	    " 'test', 'Anse cassée', 1, created_at, created_at FROM payment"));
	free(shop_sql("UPDATE payment SET refunded = refunded + 500"));
	pictures_of_office(payment, "stuck");
	visit_office("/admin/litiges");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "main"), "79"));
	visit_office(payment);
	press("[data-post$='/retry']");
	ck_assert(!browser_has(b, "[data-post$='/retry']"));
	ck_assert(!browser_has(b, "#refunds .problem"));
	want_value("SELECT count(*) FROM payment_refund WHERE stuck_at IS NOT"
	    " NULL", "0");
	want_value("SELECT count(*) FROM job WHERE kind = 'payments.refund'",
	    "1");
	want_value("SELECT count(*) FROM payment WHERE flag IS NOT NULL", "0");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_37_the_pages_fit_a_phone_in_every_language)
{
	pictures_of_office("/admin/paiements", "payments");
	pictures_of_office(payment, "payment");
	pictures_of_office("/admin/comptes", "books");
	pictures_of_office("/admin/cartes-cadeaux", "gift-cards");
}
END_TEST

VISIT_MAIN("payments in the browser", setup, visit_stop,
    target_36_a_shopkeeper_enters_cash_and_gives_some_back,
    target_07_the_code_of_a_gift_card_is_shown_once,
    target_37_the_pages_fit_a_phone_in_every_language,
    s4_pay_03_a_stuck_refund_is_sent_again_by_one_click)
