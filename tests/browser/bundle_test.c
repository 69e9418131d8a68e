/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper makes a tea set of cups and a pot; a visitor sees what is in it
 * and orders two, and what is packed is on both sides' page of the order.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

static char	category[64], cup[64], set[64], product[64];

static const char *
good(struct client *c, const char *name, const char *rest, char id[64])
{
	struct answer	*a = client_json(c, "POST", "/api/admin/products",
			    "{\"name\":\"%s\",\"description\":\"Tourné et "
			    "peint à la main.\",\"categoryId\":\"%s\","
			    "\"status\":\"ACTIVE\",\"images\":[{\"url\":"
			    "\"/assets/icon.svg\"}],%s}", name, category,
			    rest);

	want(a, 201);
	snprintf(id, 64, "%s", answer_at(a, "data.variations.0.id"));
	return answer_at(a, "data.id");
}

static void
setup(void)
{
	struct client	*c;
	struct answer	*a;
	char		 pot[64];

	visit_start();
	c = client_login("owner");
	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"payments\":{\"cash\":true}}"), 200);
	a = client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Vaisselle\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	good(c, "Tasse de Safi", "\"basePrice\":\"4.50\",\"variations\":["
	    "{\"name\":\"Couleur\",\"value\":\"Bleu\",\"sku\":\"TS-B\","
	    "\"stock\":10},{\"name\":\"Couleur\",\"value\":\"Vert\",\"sku\":"
	    "\"TS-V\",\"stock\":3}]", cup);
	good(c, "Théière ronde", "\"basePrice\":\"23.90\",\"variations\":"
	    "[{\"sku\":\"TH-1\",\"stock\":3}]", pot);
	snprintf(product, sizeof(product), "%s", good(c, "Service à thé",
	    "\"basePrice\":39,\"translations\":[{\"locale\":\"ar\",\"name\":"
	    "\"طقم شاي\",\"description\":\"طقم مصنوع يدويًا.\"}]", set));
	client_free(c);
}

/* ---- helpers -------------------------------------------------------------- */

#define PART(N)	"#bundle-parts tbody tr:nth-child(" #N ")"
#define SAID	"document.querySelector('#bundle output').textContent !== ''"

static const char *
contents(void)
{
	static char	 path[240];

	snprintf(path, sizeof(path), "/admin/produits/%s/contenu/%s", product,
	    set);
	return path;
}

static void
find(const char *words, const char *chip)
{
	browser_type(b, "#bundle-find [name=q]", words);
	browser_click(b, "#bundle-find button");
	browser_wait(b, "[...document.querySelectorAll('#bundle-found "
	    "button')].some(e => e.textContent.includes('%s'))", chip);
	browser_script(b, "[...document.querySelectorAll('#bundle-found "
	    "button')].find(e => e.textContent.includes('%s')).click()",
	    chip);
}

/* ---- tests ------------------------------------------------------------------ */

START_TEST(target_7_a_shopkeeper_puts_a_bundle_together)
{
	char	path[200];

	sign_in_to("owner", "/admin/produits");
	snprintf(path, sizeof(path), "/admin/produits/%s", product);
	visit_office(path);
	browser_click(b, "tr[data-variation] a");
	browser_wait(b, "location.pathname.includes('/contenu/')");
	browser_wait(b, OFFICE_READY);
	find("safi", "TS-B");
	browser_type(b, PART(1) " [data-quantity]", "4");
	find("TH-1", "TH-1");
	browser_picture(b, "lot-cherche");
	browser_click(b, "#bundle button.primary");
	browser_wait(b, SAID);
	ck_assert_str_eq(browser_text(b, "#bundle-stock"), "2");
	browser_type(b, PART(2) " [data-quantity]", "beaucoup");
	browser_click(b, "#bundle button.primary");
	browser_wait(b, "document.querySelector('" PART(2)
	    " [data-quantity][aria-invalid]')");
	browser_picture(b, "lot-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, PART(2) " [data-quantity]", "1");
	browser_click(b, "#bundle button.primary");
	browser_wait(b, SAID);
	/* What is made of others is counted from them. */
	visit_office(path);
	ck_assert(browser_has(b, "[name='variations[0].stock'][disabled]"));
	browser_picture(b, "lot-produit");
	pictures_of_office(contents(), "lot");
}
END_TEST

/* The same is not a part of itself, and nothing found is said. */
START_TEST(target_7_what_is_found_can_be_a_part)
{
	browser_visit(b, "/locale/fr?to=/admin");
	visit_office(contents());
	browser_type(b, "#bundle-find [name=q]", "service");
	browser_click(b, "#bundle-find button");
	browser_wait(b, "document.querySelector('#bundle-found').textContent"
	    " === document.querySelector('#bundle-found').dataset.none");
	find("safi", "TS-B");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'" PART(1) " [data-quantity]').value"), "5");
	browser_click(b, PART(1) " .remove");
	ck_assert_str_eq(browser_script(b, "return String(document."
	    "querySelectorAll('#bundle-parts tbody tr').length)"), "1");
	want_no_errors();
}
END_TEST

#define SHOWN	"document.querySelectorAll('.contains li').length === 2"

START_TEST(target_7_a_visitor_sees_what_is_in_it_and_packs_are_on_the_order)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 path[200];

	sign_out();
	browser_visit(b, "/locale/fr?to=/produit/service-a-the");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".contains"),
	    "Tasse de Safi"));
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".contains"), "4"));
	browser_click(b, ".contains a");
	browser_wait(b, "location.pathname === '/produit/tasse-de-safi'");
	ck_assert(!browser_has(b, ".contains"));
	pictures_of("/produit/service-a-the", "lot-vitrine", SHOWN);
	want(client_json(c, "POST", "/api/cart/items",
	    "{\"variationId\":\"%s\",\"quantity\":2}", set), 201);
	a = client_json(c, "POST", "/api/orders", "{\"email\":\"l@mail.test\","
	    "\"paymentMethod\":\"cash\",\"shippingAddress\":{\"name\":"
	    "\"Lina\",\"line1\":\"1 rue du Four\",\"postcode\":\"75006\","
	    "\"city\":\"Paris\",\"country\":\"FR\"}}");
	want(a, 201);
	snprintf(path, sizeof(path), "/admin/commandes/%s",
	    answer_at(a, "data.id"));
	client_free(c);
	sign_in_anew("owner", "fr", path);
	browser_wait(b, OFFICE_READY);
	ck_assert_ptr_nonnull(strstr(browser_text(b, "ul.contains"), "8"));
	pictures_of_office(path, "lot-commande");
}
END_TEST

VISIT_MAIN("bundle", setup, visit_stop,
    target_7_a_shopkeeper_puts_a_bundle_together,
    target_7_what_is_found_can_be_a_part,
    target_7_a_visitor_sees_what_is_in_it_and_packs_are_on_the_order)
