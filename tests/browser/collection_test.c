/* SPDX-License-Identifier: ISC */
/*
 * A visitor narrows the shop down by links alone; a shopkeeper makes a
 * collection by rules and one by hand, puts it in order by buttons, and the
 * visitor sees it so; in French and Arabic, on a desk and on a phone.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

/* ---- a shop with something in it ---------------------------------------- */

static char *
category_make(struct client *owner, const char *name, const char *arabic)
{
	struct answer	*a = client_json(owner, "POST",
			    "/api/admin/categories", "{\"name\":\"%s\","
			    "\"translations\":[{\"locale\":\"ar\",\"name\":"
			    "\"%s\"}]}", name, arabic);

	want(a, 201);
	return strdup(answer_at(a, "data.id"));
}

static void
product_make(struct client *owner, const char *category, const char *name,
    int price, const char *rest)
{
	want(client_json(owner, "POST", "/api/admin/products",
	    "{\"name\":\"%s\",\"description\":\"%s, fait à la main.\","
	    "\"categoryId\":\"%s\",\"basePrice\":%d,\"status\":\"ACTIVE\","
	    "\"images\":[{\"url\":\"/assets/icon.svg\",\"altText\":\"\"}]%s}",
	    name, name, category, price, rest), 201);
}

static void
shop_fill(void)
{
	struct client	*owner = client_login("owner");
	char		*pots = category_make(owner, "Céramique", "خزفيات");
	char		*wood = category_make(owner, "Bois", "خشب");
	char		 rest[300];

	for (int i = 0; i < 14; i++) {
		snprintf(rest, sizeof(rest), ",\"vendor\":\"%s %c\","
		    "\"tags\":[\"%s\"],\"isNew\":%s,\"variations\":[{"
		    "\"stock\":%d,\"options\":[{\"name\":\"Taille\","
		    "\"value\":\"%s\"}]}]", i % 2 ? "Atelier" : "Maison",
		    'A' + i % 12, i % 3 ? "cadeau" : "soldes",
		    i % 5 ? "false" : "true", i % 4, i % 2 ? "Grand" :
		    "Petit");
		product_make(owner, i % 3 ? pots : wood, i % 3 ? "Bol" :
		    "Plateau", 10 + i * 7, rest);
	}
	free(pots);
	free(wood);
	client_free(owner);
}

static void
setup(void)
{
	visit_start();
	shop_fill();
}

/* ---- helpers ------------------------------------------------------------ */

static void
speak(const char *tag)
{
	char	*path;

	ck_assert_int_ge(asprintf(&path, "/locale/%s?to=/", tag), 0);
	browser_visit(b, path);
	free(path);
}

static int
cards(void)
{
	return atoi(browser_script(b,
	    "return '' + document.querySelectorAll('.card').length"));
}

/* The link of the side bar with this text. */
static void
narrow(const char *text)
{
	browser_script(b, "const a = [...document.querySelectorAll("
	    "'.sift section a')].find(x => x.querySelector('bdi')"
	    ".textContent === '%s'); a.id = 'chosen-one'; return ''", text);
	browser_script(b, "document.querySelectorAll('.sift details')"
	    ".forEach(d => { d.open = true }); return ''");
	browser_click(b, "#chosen-one");
	browser_wait(b, "document.readyState === 'complete' &&"
	    " !document.querySelector('#chosen-one')");
}

static void
wider_than_the_screen_is_nothing(void)
{
	ck_assert_str_eq(browser_script(b, "return '' +"
	    " (document.documentElement.scrollWidth <= innerWidth)"), "true");
}

/* ---- a visitor ------------------------------------------------------------ */

START_TEST(target_02_a_visitor_narrows_the_list_down_and_back)
{
	int	 all, soldes;

	browser_size(b, 1280, 900);
	speak("fr");
	browser_errors(b);
	browser_visit(b, "/catalogue");
	all = cards();
	ck_assert_int_eq(all, 14);
	browser_picture(b, "narrow-fr");
	narrow("soldes");
	ck_assert_ptr_nonnull(strstr(browser_script(b,
	    "return location.search"), "tag=soldes"));
	soldes = cards();
	ck_assert_int_eq(soldes, 5);
	ck_assert(browser_has(b, ".sift a[aria-current=true]"));
	narrow("Petit");
	ck_assert_int_lt(cards(), soldes);
	/* the number beside a value is what one gets with it */
	ck_assert_str_eq(browser_script(b, "const n = +document.querySelector("
	    "'.sift a[aria-current] .count').textContent; return '' +"
	    " (n >= document.querySelectorAll('.card').length)"), "true");
	browser_picture(b, "narrow-fr-chosen");
	/* order goes along with what was chosen */
	browser_script(b, "document.querySelector('[name=sort]').value ="
	    " 'price_desc'; return ''");
	browser_click(b, ".filters button");
	browser_wait(b, "location.search.includes('price_desc') &&"
	    " location.search.includes('tag=soldes')");
	/* chosen values are taken away one by one */
	browser_click(b, ".chosen a");
	browser_wait(b, "!location.search.includes('tag=')");
	ck_assert_ptr_nonnull(strstr(browser_script(b,
	    "return location.search"), "options="));
	browser_click(b, ".filters > a");
	browser_wait(b, "location.search === ''");
	ck_assert_int_eq(cards(), all);
	want_no_errors();
}
END_TEST

START_TEST(target_02_on_a_phone_the_choices_are_folded)
{
	speak("ar");
	browser_size(b, 390, 844);
	browser_visit(b, "/catalogue");
	ck_assert(browser_has(b, ".groups > summary"));
	ck_assert_str_eq(browser_script(b, "return '' + (document"
	    ".querySelector('.groups section').checkVisibility({"
	    "contentVisibilityAuto: true }))"), "false");
	wider_than_the_screen_is_nothing();
	browser_picture(b, "narrow-ar-phone");
	browser_click(b, ".groups > summary");
	browser_picture(b, "narrow-ar-phone-open");
	narrow("Petit");
	ck_assert_int_lt(cards(), 14);
	wider_than_the_screen_is_nothing();
	browser_size(b, 1280, 900);
	browser_picture(b, "narrow-ar");
}
END_TEST

/* ---- a shopkeeper ----------------------------------------------------------- */

static void
collection_new(const char *name, const char *kind)
{
	browser_visit(b, "/admin/collections");
	browser_click(b, ".heading .button");
	browser_wait(b, "document.querySelector('#collection')");
	browser_type(b, "[name=name]", name);
	browser_script(b, "document.querySelector('[name=kind]').value = '%s';"
	    " return ''", kind);
	browser_click(b, ".save button");
	browser_wait(b, "location.pathname.startsWith("
	    "'/admin/collections/coll_')");
}

static void
choose(const char *name, const char *value)
{
	browser_script(b, "const s = document.querySelector('[name=\"%s\"]');"
	    " s.value = '%s'; s.dispatchEvent(new Event('change',"
	    " { bubbles: true })); return ''", name, value);
}

static void
save(void)
{
	browser_script(b, "document.querySelector('#collection output')"
	    ".textContent = ''; return ''");
	browser_click(b, ".save button");
	browser_wait(b, "document.querySelector('#collection output')"
	    ".textContent !== ''");
}

START_TEST(target_02_a_shopkeeper_makes_a_collection_by_rules)
{
	browser_size(b, 1280, 900);
	speak("fr");
	sign_in_to("manager", "/admin");
	browser_errors(b);
	collection_new("Petites soldes", "rules");
	browser_click(b, "#rules [data-act=add]");
	choose("rules[0].field", "tag");
	browser_type(b, "[name='rules[0].value']", "soldes");
	browser_click(b, "#rules > p [data-act=add]");
	choose("rules[1].field", "price");
	choose("rules[1].relation", "less");
	browser_type(b, "[name='rules[1].value']", "cher");
	browser_click(b, "#rules > p [data-act=add]");
	choose("rules[2].field", "category");
	browser_picture(b, "rules-fr");
	browser_click(b, ".save button");
	/* what the API refuses is told beside its input */
	browser_wait(b, "document.querySelector("
	    "'[name=\"rules[1].value\"][aria-invalid] + .problem')");
	browser_picture(b, "rules-fr-problem");
	browser_errors(b);		/* the 400 */
	browser_type(b, "[name='rules[1].value']", "50");
	browser_click(b, "#rules li:nth-child(3) [data-act=remove]");
	save();
	browser_visit(b, "/collections/petites-soldes");
	ck_assert_int_eq(cards(), 2);
	ck_assert_str_eq(browser_text(b, "h1"), "Petites soldes");
	/* a category of its own page narrows a collection by the query */
	ck_assert(browser_has(b, ".sift a[href*='category=bois']"));
	browser_visit(b, "/catalogue");
	ck_assert(browser_has(b, "a[href='/collections/petites-soldes']"));
	want_no_errors();
}
END_TEST

START_TEST(target_02_a_shopkeeper_orders_a_collection_by_buttons)
{
	browser_size(b, 1280, 900);
	speak("fr");
	browser_errors(b);
	collection_new("Coups de cœur", "manual");
	for (int i = 0; i < 3; i++) {
		browser_type(b, "#beside input[type=search]", "bol");
		browser_wait(b, "document.querySelector("
		    "'#beside ul [data-act=add]')");
		browser_click(b, "#beside ul [data-act=add]");
		browser_wait(b, "document.querySelectorAll('#beside ol li')"
		    ".length === %d", i + 1);
	}
	browser_script(b, "window.want = [...document.querySelectorAll("
	    "'#beside ol li')].map(li => li.dataset.related); return ''");
	browser_click(b, "#beside ol li:last-child [data-act=up]");
	browser_click(b, "#beside ol li:nth-child(2) [data-act=up]");
	browser_picture(b, "members-fr");
	save();
	ck_assert_str_eq(browser_script(b, "const [a, c, d] = window.want;"
	    " return '' + (JSON.stringify([...document.querySelectorAll("
	    "'#beside ol li')].map(li => li.dataset.related)) ==="
	    " JSON.stringify([d, a, c]))"), "true");
	browser_script(b, "sessionStorage.first = document.querySelector("
	    "'#beside ol li').dataset.related; location.reload();"
	    " return ''");
	browser_wait(b, "document.readyState === 'complete' && document"
	    ".querySelector('#beside ol li')?.dataset.related ==="
	    " sessionStorage.first");
	/* a name in Arabic, and a new address that the old one leads to */
	browser_script(b, "document.querySelector('#collection details').open"
	    " = true; return ''");
	browser_type(b, "[data-translation=ar] input", "المفضلة");
	save();
	speak("ar");
	browser_visit(b, "/collections/coups-de-coeur");
	ck_assert_str_eq(browser_text(b, "h1"), "المفضلة");
	ck_assert_int_eq(cards(), 3);
	browser_picture(b, "collection-ar");
	browser_visit(b, "/admin/collections");
	browser_picture(b, "collections-ar");
	browser_click(b, "tbody a");
	browser_wait(b, "document.querySelector('#collection')");
	browser_size(b, 390, 844);
	wider_than_the_screen_is_nothing();
	browser_picture(b, "collection-form-ar-phone");
	want_no_errors();
}
END_TEST

START_TEST(target_02_a_renamed_collection_is_found_by_its_old_address)
{
	struct client	*owner = client_login("owner");
	struct answer	*a = client_get(owner, "/api/admin/collections");
	char		*path;

	want(a, 200);
	ck_assert_int_ge(asprintf(&path, "/api/admin/collections/%s",
	    answer_at(a, "data.0.id")), 0);
	want(client_json(owner, "PATCH", path, "{\"slug\":\"nouvelle\"}"),
	    200);
	a = client_get(owner, "/collections/petites-soldes");
	want(a, 301);
	ck_assert_str_eq(answer_header(a, "Location"),
	    "/collections/nouvelle");
	want(client_get(owner, "/api/public/collections/petites-soldes"),
	    301);
	a = client_get(owner, "/sitemap.xml");
	ck_assert_ptr_nonnull(strstr(a->body, "/collections/nouvelle<"));
	free(path);
	client_free(owner);
}
END_TEST

START_TEST(target_02_a_reader_may_look_but_not_change)
{
	browser_size(b, 1280, 900);
	speak("fr");
	browser_visit(b, "/admin");
	browser_click(b, "#sign-out");
	browser_wait(b, "location.pathname === '/'");
	sign_in_to("reader", "/admin");
	browser_visit(b, "/admin/collections");
	ck_assert(!browser_has(b, ".heading .button"));
	browser_click(b, "tbody a");
	browser_wait(b, "document.querySelector('#collection fieldset"
	    "[disabled]')");
	browser_visit(b, "/admin/collections/nouvelle");
	ck_assert_str_eq(browser_text(b, ".error .code"), "403");
}
END_TEST

VISIT_MAIN("collections", setup, visit_stop,
    target_02_a_visitor_narrows_the_list_down_and_back,
    target_02_on_a_phone_the_choices_are_folded,
    target_02_a_shopkeeper_makes_a_collection_by_rules,
    target_02_a_shopkeeper_orders_a_collection_by_buttons,
    target_02_a_renamed_collection_is_found_by_its_old_address,
    target_02_a_reader_may_look_but_not_change)
