/* SPDX-License-Identifier: ISC */
/*
 * A visitor in a real browser: finds a product in each language by clicking,
 * by searching and by keyboard alone, on a desk and on a phone, by day and by
 * night; and nothing that a product's text says is ever obeyed.
 */
#include <stdlib.h>

#include "tests/browser/visit.h"

#define MARKER	"</script><img src=x onerror=alert(1)><script>alert(2)" \
		"</script>\\\" onfocus=alert(3) autofocus x=\\\""

/* What a visitor reads, by language. */
static const struct tongue {
	const char	*tag, *dir, *category, *product, *word, *none;
} tongues[] = {
	{ "fr", "ltr", "Céramique", "Théière d’essai", "theiere",
	  "Page introuvable" },
	{ "en", "ltr", "Pottery", "Trial teapot", "teapot",
	  "Page not found" },
	{ "ar", "rtl", "خزفيات", "إبريق تجريبي", "ابريق",
	  "الصفحة غير موجودة" },
};
#define TONGUES	(sizeof(tongues) / sizeof(tongues[0]))

/* ---- a shop with something in it ---------------------------------------- */

static void
product_make(struct client *owner, const char *category, const char *name,
    const char *rest)
{
	want(client_json(owner, "POST", "/api/admin/products",
	    "{\"name\":\"%s\",\"description\":\"%s, faite à la main.\","
	    "\"categoryId\":\"%s\",\"basePrice\":48.5,\"status\":\"ACTIVE\","
	    "\"isFeatured\":true,\"images\":[{\"url\":\"%s/assets/icon.svg\","
	    "\"altText\":\"%s\"}]%s}", name, name, category, shop_url(), name,
	    rest), 201);
}

static void
shop_fill(void)
{
	struct client	*owner = client_login("owner");
	struct answer	*a;
	char		*category;

	a = client_json(owner, "POST", "/api/admin/categories",
	    "{\"name\":\"Céramique\",\"translations\":["
	    "{\"locale\":\"en\",\"name\":\"Pottery\"},"
	    "{\"locale\":\"ar\",\"name\":\"خزفيات\"}]}");
	want(a, 201);
	category = strdup(answer_at(a, "data.id"));
	product_make(owner, category, "Théière d’essai",
	    ",\"variations\":["
	    "{\"name\":\"Contenance\",\"value\":\"60 cl\",\"stock\":12},"
	    "{\"name\":\"Contenance\",\"value\":\"80 cl\",\"stock\":2,"
	    "\"price\":58.5}],\"translations\":["
	    "{\"locale\":\"en\",\"name\":\"Trial teapot\","
	    "\"description\":\"A teapot for trials.\"},"
	    "{\"locale\":\"ar\",\"name\":\"إبريق تجريبي\","
	    "\"description\":\"إبريق للتجربة فقط.\"}]");
	product_make(owner, category, MARKER, ",\"slug\":\"marker\"");
	free(category);
	client_free(owner);
}

static void
setup(void)
{
	visit_start();
	shop_fill();
}

/* ---- helpers ------------------------------------------------------------ */

/* A desk, by day, in French, with nothing said before. */
static void
fresh(void)
{
	browser_size(b, 1280, 900);
	browser_dark(b, false);
	browser_visit(b, "/locale/fr?to=/");
	browser_errors(b);
}

static void
speak(const char *tag)
{
	char	*link;

	browser_visit(b, "/");
	ck_assert_int_ge(asprintf(&link, ".languages [lang=%s]", tag), 0);
	browser_click(b, link);
	browser_wait(b, "document.documentElement.lang === '%s'", tag);
	free(link);
}

static void
in_each_tongue(void (*visit)(const struct tongue *))
{
	for (size_t i = 0; i < TONGUES; i++)
		visit(&tongues[i]);
}

/* ---- finding a product -------------------------------------------------- */

/* S3-UI-12 S4-I18N-01 S4-I18N-02 */
static void
goes_by_category(const struct tongue *t)
{
	fresh();
	speak(t->tag);
	ck_assert_str_eq(browser_attribute(b, "html", "dir"),
	    t->dir);
	browser_wait(b, "[...document.querySelectorAll('.menu a')].find(a =>"
	    " a.textContent === '%s')", t->category);
	browser_script(b, "[...document.querySelectorAll('.menu a')].find(a =>"
	    " a.textContent === '%s').click()", t->category);
	browser_wait(b, "document.querySelector('h1')?.textContent === '%s'",
	    t->category);
	browser_script(b, "[...document.querySelectorAll('.card a')].find(a =>"
	    " a.textContent.includes('%s')).click()", t->product);
	browser_wait(b, "location.pathname.startsWith('/produit/') &&"
	    " document.querySelector('h1')?.textContent === '%s'",
	    t->product);
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "48"));
	want_no_errors();
}

START_TEST(s3_ui_12_a_visitor_goes_from_home_by_category_to_a_product)
{
	in_each_tongue(goes_by_category);
}
END_TEST

static void
finds_by_searching(const struct tongue *t)
{
	fresh();
	speak(t->tag);
	browser_type(b, "#q", t->word);
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "location.pathname === '/recherche' &&"
	    " document.querySelector('.card a')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".cards"),
	    t->product));
	browser_click(b, ".card a");
	browser_wait(b, "document.querySelector('h1').textContent === '%s'",
	    t->product);
	want_no_errors();
}

START_TEST(s3_ui_12_a_visitor_finds_a_product_by_searching)
{
	in_each_tongue(finds_by_searching);
}
END_TEST

START_TEST(a_search_without_results_shows_ways_on)
{
	fresh();
	browser_visit(b, "/recherche?q=zzzzzz");
	ck_assert(browser_has(b, ".empty a[href='/catalogue']"));
	ck_assert(!browser_has(b, ".card"));
	browser_visit(b, "/recherche");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "h1"), "cherchez"));
}
END_TEST

START_TEST(choosing_a_variation_shows_its_price_and_stock)
{
	fresh();
	browser_visit(b, "/produit/theiere-d-essai");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "48,50"));
	browser_click(b, ".choice:nth-of-type(2)");
	browser_wait(b, "document.querySelector('.offer').textContent"
	    ".includes('58,50')");
	ck_assert_ptr_nonnull(strstr(browser_text(b, ".offer"), "2"));
}
END_TEST

/* ---- keyboard, phone, night --------------------------------------------- */

START_TEST(the_keyboard_alone_leads_to_a_product)
{
	fresh();
	browser_visit(b, "/");
	browser_keys(b, KEY_TAB);
	ck_assert_str_eq(browser_script(b,
	    "return document.activeElement.className"), "skip");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "location.hash === '#main'");
	browser_visit(b, "/");
	browser_keys(b, KEY_TAB KEY_TAB);
	browser_keys(b, KEY_TAB);
	browser_wait(b, "document.activeElement.id === 'q'");
	browser_keys(b, "thei");
	browser_wait(b, "document.querySelector('.suggestions li')");
	browser_keys(b, KEY_DOWN);
	browser_wait(b, "document.querySelector('#q')"
	    ".getAttribute('aria-activedescendant')");
	browser_keys(b, KEY_ENTER);
	browser_wait(b, "location.pathname === '/produit/theiere-d-essai'");
}
END_TEST

/* Everything that takes the focus shows that it has it. */
START_TEST(the_focus_is_visible_on_every_stop)
{
	int	 i;

	fresh();
	browser_visit(b, "/produit/theiere-d-essai");
	for (i = 0; i < 20; i++) {
		browser_keys(b, KEY_TAB);
		browser_wait(b, "(e => e === document.body || "
		    "[e, e.closest('label')].some(x => x && "
		    "getComputedStyle(x).outlineStyle !== 'none'))"
		    "(document.activeElement)");
	}
}
END_TEST

static const char *const	paths[] = {
	"/", "/catalogue", "/catalogue/ceramique", "/produit/theiere-d-essai",
	"/produit/marker", "/recherche?q=theiere", "/connexion", "/api/docs",
	"/nowhere",
};
#define PATHS	(sizeof(paths) / sizeof(paths[0]))

static void
fits_a_phone(const struct tongue *t)
{
	size_t	 i;
	char	 name[64];

	fresh();
	browser_size(b, 375, 800);
	speak(t->tag);
	for (i = 0; i < PATHS; i++) {
		browser_visit(b, paths[i]);
		ck_assert_msg(strcmp(browser_script(b, "return "
		    "document.documentElement.scrollWidth <= 375"), "true") ==
		    0, "%s is wider", paths[i]);
		snprintf(name, sizeof(name), "phone-%s-%zu", t->tag,
		    i);
		browser_picture(b, name);
	}
}

START_TEST(no_page_is_wider_than_a_phone)
{
	in_each_tongue(fits_a_phone);
}
END_TEST

START_TEST(what_a_thumb_touches_is_large_enough)
{
	fresh();
	browser_size(b, 375, 800);
	browser_visit(b, "/");
	ck_assert_str_eq(browser_script(b, "return [...document"
	    ".querySelectorAll('.button, .languages a, .account, .menu a, "
	    "#q, .card a')].filter(e => e.getBoundingClientRect().height < "
	    "43.9).map(e => e.className + e.textContent).join()"), "");
}
END_TEST

START_TEST(the_night_is_dark_and_the_day_is_light)
{
	static const char	 light[] = "return getComputedStyle(document"
	    ".body).backgroundColor.match(/\\d+/g).every(c => c %s 128)";
	size_t			 i;
	char			 name[64];

	fresh();
	for (i = 0; i < PATHS; i++) {
		browser_visit(b, paths[i]);
		ck_assert_str_eq(browser_script(b, light, ">"), "true");
		snprintf(name, sizeof(name), "desk-light-%zu", i);
		browser_picture(b, name);
		browser_dark(b, true);
		ck_assert_str_eq(browser_script(b, light, "<"), "true");
		snprintf(name, sizeof(name), "desk-dark-%zu", i);
		browser_picture(b, name);
		browser_dark(b, false);
	}
}
END_TEST

/* ---- what must not happen ----------------------------------------------- */

/* S4-SEC-12 */
static void
misses_a_page(const struct tongue *t)
{
	fresh();
	speak(t->tag);
	browser_visit(b, "/produit/there-is-no-such-thing");
	ck_assert_str_eq(browser_text(b, "h1"), t->none);
	ck_assert(browser_has(b, "#q"));
	browser_click(b, "main a[href='/']");
	browser_wait(b, "location.pathname === '/' &&"
	    " document.querySelector('.card')");
}

START_TEST(s4_sec_12_a_missing_page_says_so_and_leads_back)
{
	in_each_tongue(misses_a_page);
}
END_TEST

START_TEST(no_page_breaks_its_own_policy)
{
	size_t	 i;
	char	*log;

	fresh();
	for (i = 0; i < PATHS; i++) {
		browser_visit(b, paths[i]);
		browser_wait(b, "document.readyState === 'complete'");
		log = strdup(browser_errors(b));
		if (strcmp(paths[i], "/nowhere") != 0)
			ck_assert_msg(*log == '\0', "%s: %s", paths[i], log);
		ck_assert_ptr_null(strstr(log, "Content Security"));
		free(log);
	}
	/* The policy is there, or nothing was proved. */
	ck_assert_str_eq(browser_script(b, "const s = document.createElement("
	    "'script'); s.textContent = 'window.obeyed = 1';"
	    "document.body.append(s); return window.obeyed === 1"), "false");
}
END_TEST

/* S3-SEC-04 S4-SEC-07 */
START_TEST(s3_sec_04_what_a_product_says_is_shown_and_never_obeyed)
{
	static const char *const	 where[] = { "/produit/marker", "/",
		"/catalogue/ceramique", "/catalogue",
		"/recherche?q=onerror",
		"/recherche?q=%3C/title%3E%3Cimg%20src%3Dx%20onerror=a()%3E",
		"/recherche?q=%22%20autofocus%20onfocus%3Dalert(1)%20" };
	size_t	 i;

	fresh();
	for (i = 0; i < sizeof(where) / sizeof(where[0]); i++) {
		browser_visit(b, where[i]);
		/* An open dialog would fail this call. */
		ck_assert_str_eq(browser_script(b, "return document"
		    ".querySelectorAll('[onerror], [onfocus], "
		    "[src=x], script:not([src]):not([type])').length"), "0");
	}
	browser_visit(b, "/produit/marker");
	ck_assert_str_eq(browser_script(b, "return document.querySelector("
	    "'h1').textContent === '</script><img src=x onerror=alert(1)>"
	    "<script>alert(2)</script>\" onfocus=alert(3) autofocus x=\"'"),
	    "true");
	ck_assert_str_eq(browser_script(b, "return [...document"
	    ".querySelectorAll('script[type]')].filter(s => s.type.endsWith("
	    "'ld+json')).map(s => JSON.parse(s.textContent)['@type']).sort()"
	    ".join()"), "BreadcrumbList,Product");
}
END_TEST

VISIT_MAIN("storefront", setup, visit_stop,
    s3_ui_12_a_visitor_goes_from_home_by_category_to_a_product,
    s3_ui_12_a_visitor_finds_a_product_by_searching,
    a_search_without_results_shows_ways_on,
    choosing_a_variation_shows_its_price_and_stock,
    the_keyboard_alone_leads_to_a_product,
    the_focus_is_visible_on_every_stop,
    no_page_is_wider_than_a_phone,
    what_a_thumb_touches_is_large_enough,
    the_night_is_dark_and_the_day_is_light,
    s4_sec_12_a_missing_page_says_so_and_leads_back,
    no_page_breaks_its_own_policy,
    s3_sec_04_what_a_product_says_is_shown_and_never_obeyed)
