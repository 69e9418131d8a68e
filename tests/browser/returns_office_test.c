/* SPDX-License-Identifier: ISC */
/*
 * What comes back, on the shop's pages: found, agreed to, received with or
 * without selling it again, paid back or refused with a reason; and the page of
 * an order to which much has happened.
 */
#include "tests/browser/office_orders.h"

#define LINES	30
#define LAST_OF(COLUMN)	"SELECT " COLUMN " FROM order_return" \
	" ORDER BY id DESC LIMIT 1"

static char	 big[80], small[80];

/* By cash and delivered, with so many pieces of the rug. */
static void
small_make(void)
{
	char	*variation = shop_sql("SELECT id FROM product_variation");
	char	 json[300], path[160];

	snprintf(json, sizeof(json), "{\"lines\":[{\"variationId\":\"%s\","
	    "\"quantity\":3}],\"name\":\"Nadia Benali\",\"email\":"
	    "\"nadia@example.com\",\"shippingAmount\":\"4.90\"}", variation);
	free(variation);
	snprintf(small, sizeof(small), "%s", office_made("/api/admin/orders",
	    json));
	snprintf(path, sizeof(path), "/api/admin/orders/%s/paid", small);
	want(client_json(owner, "POST", path, "{\"paymentMethod\":\"cash\"}"),
	    200);
	snprintf(path, sizeof(path), "/api/admin/orders/%s", small);
	want(client_json(owner, "PATCH", path, "{\"state\":\"shipped\"}"),
	    200);
	want(client_json(owner, "PATCH", path, "{\"state\":\"delivered\"}"),
	    200);
}

static void
return_make(const char *reason)
{
	char	*line, query[200], path[160];

	snprintf(query, sizeof(query), "SELECT id FROM order_line WHERE"
	    " order_id = '%s'", small);
	line = shop_sql(query);
	snprintf(path, sizeof(path), "/api/admin/orders/%s/returns", small);
	want(client_json(owner, "POST", path, "{\"reason\":\"%s\",\"note\":"
	    "\"Il est beau, mais le salon est plus petit que je croyais.\","
	    "\"lines\":[{\"lineId\":\"%s\",\"quantity\":1}]}", reason, line),
	    201);
	free(line);
}

/* A page of the return that was entered last. */
static void
return_shown(void)
{
	char	 path[160];
	char	*id = shop_sql(LAST_OF("id"));

	snprintf(path, sizeof(path), "/admin/retours/%s", id);
	free(id);
	visit_office(path);
}

#define STEP(STATE)	"form:has([value=" STATE "])"

static void
step(const char *button, const char *badge)
{
	browser_click(b, button);
	browser_wait(b, "document.querySelector('.badge').textContent ==="
	    " '%s' && " OFFICE_READY, badge);
}

START_TEST(target_23_a_return_is_agreed_to_received_and_paid_back)
{
	small_make();
	return_make("Trop grand");
	return_shown();
	browser_picture(b, "retour-demande");
	browser_type(b, STEP("approved") " [name=answer]",
	    "Renvoyez-le dans son rouleau.");
	step(STEP("approved") " .button", "Accepté");
	browser_click(b, STEP("received") " [name=restock]");	/* not again */
	step(STEP("received") " .button", "Reçu");
	want_value(LAST_OF("restock || ' ' || answer"),
	    "0 Renvoyez-le dans son rouleau.");
	want_value("SELECT stock FROM product_variation", "6");
	browser_click(b, STEP("refunded") " [name=shipping]");
	step(STEP("refunded") " .button", "Remboursé");
	want_value(LAST_OF("amount"), "32490");
	ck_assert(!browser_has(b, "#return-steps form"));
	browser_picture(b, "retour-rembourse");
	/* And one that is sold again. */
	return_make("Couleur");
	return_shown();
	step(STEP("received") " .button", "Reçu");
	want_value("SELECT stock FROM product_variation", "7");
	want_no_errors();
}
END_TEST

START_TEST(target_23_a_return_is_refused_with_a_reason)
{
	return_make("Porté");
	return_shown();
	browser_type(b, STEP("refused") " [name=answer]", "Il a servi.");
	step(STEP("refused") " .button", "Refusé");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".facts"),
	    "Il a servi."));
	want_value(LAST_OF("state || answer"), "refusedIl a servi.");
	want_no_errors();
}
END_TEST

/* Somebody else answered in the meantime. */
START_TEST(target_23_what_was_answered_meanwhile_is_told)
{
	char	 path[160];
	char	*id;

	return_make("Défaut");
	return_shown();
	id = shop_sql(LAST_OF("id"));
	snprintf(path, sizeof(path), "/api/admin/returns/%s", id);
	free(id);
	want(client_json(owner, "PATCH", path, "{\"state\":\"approved\"}"),
	    200);
	browser_type(b, STEP("refused") " [name=answer]", "Non.");
	browser_click(b, STEP("refused") " .button");
	browser_wait(b, "document.querySelector(\"" STEP("refused")
	    " [role=alert]\").textContent.includes('entre-temps')");
	browser_errors(b);	/* the refusal itself */
	want_value(LAST_OF("state"), "approved");
}
END_TEST

START_TEST(target_23_returns_are_found_in_the_list)
{
	char	 path[100], *number;

	visit_office("/admin/retours?open=1");
	ck_assert_str_eq(browser_script(b, "return String(document."
	    "querySelectorAll('#returns tbody tr').length)"), "2");
	browser_script(b, "document.querySelector('[name=state]').value ="
	    " 'refused'; document.querySelector('[name=open]').value = ''");
	browser_click(b, ".filters .button");
	browser_wait(b, "location.search.includes('refused') && " OFFICE_READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#returns"), "Porté"));
	ck_assert_ptr_null(strstr(browser_text(b, "#returns"), "Couleur"));
	number = shop_sql("SELECT number FROM orders");
	snprintf(path, sizeof(path), "/admin/retours?number=%s", number);
	free(number);
	visit_office(path);
	ck_assert_str_eq(browser_script(b, "return String(document."
	    "querySelectorAll('#returns tbody tr').length)"), "4");
	visit_office("/admin/retours?number=abc");
	ck_assert(!browser_has(b, "#returns"));
	want_no_errors();
}
END_TEST

/* ---- an order to which much has happened ------------------------------------------ */

static void
big_make(void)
{
	static char	 json[9000];
	char		 path[160];
	size_t		 n;

	n = (size_t)snprintf(json, sizeof(json), "{\"name\":\"Marie-"
	    "Bénédicte de la Rochefoucauld-Montmorency\",\"email\":"
	    "\"marie.benedicte.de.la.rochefoucauld@example.com\","
	    "\"shippingAddress\":{\"name\":\"Marie\",\"line1\":\"144 boulevard"
	    " du Maréchal-de-Lattre-de-Tassigny\",\"postcode\":\"13001\","
	    "\"city\":\"Marseille\",\"country\":\"FR\"},\"shippingAmount\":"
	    "\"12.00\",\"lines\":[");
	for (int i = 0; i < LINES; i++)
		n += (size_t)snprintf(json + n, sizeof(json) - n, "%s{"
		    "\"name\":\"Lanterne d’Essaouira en laiton ciselé à la "
		    "main, numéro %d, avec verre soufflé bleu nuit et chaîne"
		    "\",\"unitPrice\":\"%d.90\",\"quantity\":%d}",
		    i > 0 ? "," : "", i + 1, 20 + i, 1 + i % 4);
	snprintf(json + n, sizeof(json) - n, "]}");
	snprintf(big, sizeof(big), "%s", office_made("/api/admin/orders",
	    json));
	snprintf(path, sizeof(path), "/api/admin/orders/%s/paid", big);
	want(client_json(owner, "POST", path, "{\"paymentMethod\":"
	    "\"transfer\"}"), 200);
}

/* Some pieces of the line at a place, by a path below the order. */
static void
some(const char *below, int line, int pieces, const char *more)
{
	char	 query[200], path[160], *id;

	snprintf(query, sizeof(query), "SELECT id FROM order_line WHERE"
	    " order_id = '%s' ORDER BY position LIMIT 1 OFFSET %d", big, line);
	id = shop_sql(query);
	snprintf(path, sizeof(path), "/api/admin/orders/%s%s", big, below);
	want(client_json(owner, "POST", path, "{\"lines\":[{\"lineId\":"
	    "\"%s\",\"quantity\":%d}]%s}", id, pieces, more), 201);
	free(id);
}

static void
big_live(void)
{
	char	 sql[900];

	for (int i = 0; i < 3; i++)
		some("/fulfilments", 3 + i * 4, 2, ",\"carrier\":\"Colissimo\""
		    ",\"trackingNumber\":\"8R1234567890\",\"trackingUrl\":"
		    "\"https://suivi.example/8R1234567890\"");
	some("/refunds", 0, 1, ",\"note\":\"Verre fêlé\"");
	some("/refunds", 3, 2, "");
	snprintf(sql, sizeof(sql), "INSERT INTO payment_dispute (id, brand_id,"
	    " payment_id, provider_ref, amount, currency, reason, state,"
	    " due_at, created_at) SELECT 'dispute_1', brand_id, id, 'dp_1',"
	    " 1000, 'EUR', 'fraudulent', 'needs_response', 1799000000000,"
	    " 1790000000000 FROM payment WHERE subject_id = '%s'", big);
	free(shop_sql(sql));
}

START_TEST(s1_ord_01_an_order_says_what_is_owed_and_what_comes_next)
{
	big_make();
	order_shown(big);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#order-owed"),
	    "Payée"));
	ck_assert_str_eq(browser_text(b, "#order-next > :first-child"),
	    "Expédier un colis");
	big_live();
	order_shown(big);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'.problem a').getAttribute('href')"), "/admin/litiges");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#order-parcels"),
	    "2 × Lanterne"));
	/* What is left of each line, in pieces and in money. */
	browser_click(b, "#order-refund summary");
	ck_assert_str_eq(browser_script(b, "return [...document."
	    "querySelectorAll('#order-refund li')].find(li =>"
	    " li.textContent.includes('numéro 4,')).querySelector("
	    "'small:last-of-type').textContent.replace(/\\s/g, ' ')"),
	    "reste 2 · 47,80 €");
	ck_assert(browser_has(b, "#order-payments a[href^="
	    "'/admin/paiements/']"));
	browser_size(b, 1280, 3200);
	browser_picture(b, "grande-entiere");
	browser_size(b, 390, 6000);
	browser_picture(b, "grande-entiere-tel");
	browser_size(b, 1280, 900);
	want_named();
	want_no_errors();
}
END_TEST

START_TEST(s1_ord_01_the_pages_fit_a_phone_with_long_names)
{
	char	 path[160];
	char	*id = shop_sql(LAST_OF("id"));

	snprintf(path, sizeof(path), "/admin/commandes/%s", big);
	pictures_of_office(path, "grande");
	snprintf(path, sizeof(path), "/admin/commandes/%s", small);
	pictures_of_office(path, "rendue");
	snprintf(path, sizeof(path), "/admin/retours/%s", id);
	pictures_of_office(path, "retour");
	pictures_of_office("/admin/retours", "retours");
	free(id);
}
END_TEST

VISIT_MAIN("returns in the browser", office_orders_start, office_orders_stop,
    target_23_a_return_is_agreed_to_received_and_paid_back,
    target_23_a_return_is_refused_with_a_reason,
    target_23_what_was_answered_meanwhile_is_told,
    target_23_returns_are_found_in_the_list,
    s1_ord_01_an_order_says_what_is_owed_and_what_comes_next,
    s1_ord_01_the_pages_fit_a_phone_with_long_names)
