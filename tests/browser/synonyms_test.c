/* SPDX-License-Identifier: ISC */
/*
 * Whoever keeps the shop says which words are the same, and a shopper finds by
 * one what is called by the other.
 */
#include "tests/browser/visit.h"

static void
setup(void)
{
	struct client	*c;
	struct answer	*a;
	char		 category[64];

	visit_start();
	c = client_login("owner");
	a = client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"Salon\"}");
	want(a, 201);
	snprintf(category, sizeof(category), "%s", answer_at(a, "data.id"));
	want(client_json(c, "POST", "/api/admin/products", "{\"name\":"
	    "\"Canapé de velours\",\"description\":\"Trois places, bleu nuit."
	    "\",\"categoryId\":\"%s\",\"status\":\"ACTIVE\",\"basePrice\":900,"
	    "\"images\":[{\"url\":\"/assets/icon.svg\"}]}", category), 201);
	client_free(c);
	sign_in_to("owner", "/admin/synonymes");
}

/* ---- helpers -------------------------------------------------------------- */

#define ALERT	"!document.querySelector('.selling [role=alert]').hidden"
#define SAID	"document.querySelector('.selling output').textContent !== ''"
#define SEND	".selling button.primary"

static void
finds(const char *word, bool sofa)
{
	char	 path[120];

	snprintf(path, sizeof(path), "/recherche?q=%s", word);
	browser_visit(b, path);
	ck_assert_msg(strcmp(browser_script(b, "return document.querySelector("
	    "'main').textContent.includes('Canapé')"), sofa ? "true" :
	    "false") == 0, "%s", word);
}

/* ---- tests ------------------------------------------------------------------- */

START_TEST(target_03_a_group_of_synonyms_is_made_by_hand)
{
	finds("divan", false);
	visit_office("/admin/synonymes");
	ck_assert(browser_has(b, ".menu a[href='/admin/synonymes']"));
	browser_type(b, "[name=words]", "canapé\n - !");
	browser_click(b, SEND);
	browser_wait(b, ALERT);
	ck_assert(browser_has(b, "[name=words][aria-invalid]"));
	browser_picture(b, "synonymes-refus");
	browser_errors(b);	/* the refusal itself */
	browser_type(b, "[name=words]", "canapé\n\n divan \nsofa de salon");
	browser_click(b, SEND);
	browser_wait(b, "location.pathname.startsWith('/admin/synonymes/')");
	browser_wait(b, OFFICE_READY);
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'[name=words]').value"), "canapé\ndivan\nsofa de salon\n");
	finds("divan", true);
	finds("sofa+de+salon", true);
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_03_a_group_of_synonyms_is_changed_and_deleted_by_hand)
{
	visit_office("/admin/synonymes");
	browser_click(b, "#synonyms a");
	browser_wait(b, "location.pathname.startsWith('/admin/synonymes/')");
	browser_wait(b, OFFICE_READY);
	browser_type(b, "[name=words]", "canapé");
	browser_type(b, "[name=typed]", "banquette\nméridienne");
	browser_click(b, SEND);
	browser_wait(b, SAID);
	finds("divan", false);
	finds("meridienne", true);
	visit_office("/admin/synonymes");
	browser_click(b, "#synonyms a");
	browser_wait(b, "location.pathname.startsWith('/admin/synonymes/')");
	browser_wait(b, OFFICE_READY);
	browser_click(b, ".selling [data-remove]");
	browser_wait(b, "location.pathname === '/admin/synonymes'");
	finds("meridienne", false);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM synonym"), "0");
	ck_assert_str_eq(browser_errors(b), "");
}
END_TEST

START_TEST(target_03_synonyms_are_legible_in_both_directions)
{
	struct client	*c = client_login("owner");

	want(client_json(c, "POST", "/api/admin/search-synonyms",
	    "{\"words\":[\"télé\",\"téléviseur\",\"tv\"]}"), 201);
	want(client_json(c, "POST", "/api/admin/search-synonyms",
	    "{\"words\":[\"smartphone\",\"téléphone portable\"],"
	    "\"typed\":[\"iphone\"]}"), 201);
	want(client_json(c, "POST", "/api/admin/search-synonyms",
	    "{\"words\":[\"هاتف\",\"جوال\",\"موبايل\"]}"), 201);
	client_free(c);
	pictures_of_office("/admin/synonymes", "synonymes");
}
END_TEST

VISIT_MAIN("synonyms", setup, visit_stop,
    target_03_a_group_of_synonyms_is_made_by_hand,
    target_03_a_group_of_synonyms_is_changed_and_deleted_by_hand,
    target_03_synonyms_are_legible_in_both_directions)
