/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/contact.h"
#include "fcgi/pages/pages.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- what pages take: nothing a visitor can type makes them fail -------- */

#define LANG { .name = "lang", .type = FIELD_TEXT, .max = 40, \
	.help = "fr, en or ar, for this page only" }
#define PAGE { .name = "page", .type = FIELD_TEXT, .max = 20, \
	.help = "Which page of the list" }

static const struct field lang_fields[] = { LANG };
static const struct fieldset lang = FIELDSET("PageQuery", NULL, lang_fields);

static const struct field list_fields[] = {
	LANG,
	PAGE,
	{ .name = "sort", .type = FIELD_TEXT, .max = 40,
	  .help = "newest, featured, price_asc or price_desc" },
	{ .name = "minPrice", .type = FIELD_TEXT, .max = 40,
	  .help = "Costs this or more" },
	{ .name = "maxPrice", .type = FIELD_TEXT, .max = 40,
	  .help = "Costs this or less" },
	{ .name = "vendor", .type = FIELD_TEXT, .max = 1000,
	  .help = "As the API's" },
	{ .name = "tag", .type = FIELD_TEXT, .max = 1000,
	  .help = "As the API's" },
	{ .name = "options", .type = FIELD_TEXT, .max = 1000,
	  .help = "As the API's" },
	{ .name = "category", .type = FIELD_TEXT, .max = 200,
	  .help = "Of a collection only these" },
	{ .name = "inStock", .type = FIELD_TEXT, .max = 20,
	  .help = "true or false" },
	{ .name = "new", .type = FIELD_TEXT, .max = 20,
	  .help = "true or false" },
	{ .name = "featured", .type = FIELD_TEXT, .max = 20,
	  .help = "true or false" },
};
static const struct fieldset list = FIELDSET("ListQuery", NULL, list_fields);

static const struct field search_fields[] = {
	LANG,
	PAGE,
	{ .name = "q", .type = FIELD_TEXT, .max = 200,
	  .help = "Words to look for" },
};
static const struct fieldset search =
    FIELDSET("SearchQuery", NULL, search_fields);

static const struct field feed_fields[] = {
	{ .name = "locale", .type = FIELD_LOCALE,
	  .help = "fr, en or ar, else the shop's language" },
};
static const struct fieldset feed = FIELDSET("FeedQuery", NULL, feed_fields);

static const struct field to_fields[] = {
	{ .name = "to", .type = FIELD_TEXT, .max = 2000,
	  .help = "A path of this site to go on to" },
};
static const struct fieldset to = FIELDSET("ToQuery", NULL, to_fields);

static const struct field sign_in_fields[] = {
	LANG,
	{ .name = "to", .type = FIELD_TEXT, .max = 2000,
	  .help = "A path of this site to go on to" },
	{ .name = "problem", .type = FIELD_TEXT, .max = 60,
	  .help = "What went wrong at another provider" },
};
static const struct fieldset sign_in =
    FIELDSET("SignInQuery", NULL, sign_in_fields);

static const struct field numbered_fields[] = { LANG, PAGE };
static const struct fieldset numbered =
    FIELDSET("NumberedQuery", NULL, numbered_fields);

static const struct field thanks_fields[] = {
	LANG,
	{ .name = "merci", .type = FIELD_TEXT, .max = 20,
	  .help = "It was placed just now" },
	{ .name = "payment", .type = FIELD_TEXT, .max = 20,
	  .help = "Back from paying: done or back" },
};
static const struct fieldset thanks =
    FIELDSET("OrderQuery", NULL, thanks_fields);

static const struct field contact_fields[] = {
	LANG,
	{ .name = "merci", .type = FIELD_TEXT, .max = 20,
	  .help = "A message came just now" },
};
static const struct fieldset contact =
    FIELDSET("ContactQuery", NULL, contact_fields);

static const struct field slug_fields[] = {
	{ .name = "slug", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED, .help = "In any language" },
};
static const struct fieldset slug = FIELDSET("SlugParam", NULL, slug_fields);

static const struct field tag_fields[] = {
	{ .name = "tag", .type = FIELD_TEXT, .max = 40,
	  .flags = FIELD_REQUIRED, .help = "fr, en or ar" },
};
static const struct fieldset tag = FIELDSET("TagParam", NULL, tag_fields);

/* ---- the rows ----------------------------------------------------------- */

#define PUBLIC_PAGE .method = METHOD_GET, .who = FOR_ANYONE, .tx = TX_READ, \
	.tag = "pages"

#define DOOR_PAGE PUBLIC_PAGE, .query = &lang, \
	.flags = ROUTE_PAGE | ROUTE_NO_STORE
#define BUY_PAGE PUBLIC_PAGE, .feature = FEATURE_CART, \
	.flags = ROUTE_PAGE | ROUTE_NO_STORE
#define OWN_PAGE .method = METHOD_GET, .who = FOR_SIGNED_IN, .tx = TX_READ, \
	.flags = ROUTE_PAGE | ROUTE_NO_STORE, .tag = "pages"

static const struct route rows[] = {
	{ PUBLIC_PAGE, .path = "/", .run = home_page, .query = &lang,
	  .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "Home: featured and newest products" },
	{ PUBLIC_PAGE, .path = "/catalogue", .run = catalogue_page,
	  .query = &list, .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "All products" },
	{ PUBLIC_PAGE, .path = "/catalogue/{slug}", .run = category_page,
	  .params = &slug, .query = &list, .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "A category" },
	{ PUBLIC_PAGE, .path = "/collections/{slug}", .run = collection_page,
	  .params = &slug, .query = &list, .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "A collection" },
	{ PUBLIC_PAGE, .path = "/produit/{slug}", .run = product_page,
	  .params = &slug, .query = &lang, .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "A product" },
	{ PUBLIC_PAGE, .path = "/recherche", .run = search_page,
	  .query = &search, .flags = ROUTE_PAGE,
	  .summary = "Search results" },
	{ PUBLIC_PAGE, .path = "/connexion", .run = sign_in_page,
	  .query = &sign_in, .flags = ROUTE_PAGE | ROUTE_NO_STORE,
	  .summary = "Sign-in form" },
	{ DOOR_PAGE, .path = "/inscription",
	  .feature = FEATURE_SIGN_UP, .run = sign_up_page,
	  .summary = "Sign-up form" },
	{ DOOR_PAGE, .path = "/inscription/confirmer",
	  .feature = FEATURE_SIGN_UP, .run = confirm_page,
	  .summary = "Where the confirming mail leads" },
	{ DOOR_PAGE, .path = "/mot-de-passe", .run = forgot_page,
	  .summary = "For a forgotten password" },
	{ DOOR_PAGE, .path = "/mot-de-passe/nouveau", .run = reset_page,
	  .summary = "Where the mail for a new password leads" },
	{ OWN_PAGE, .path = "/compte", .run = account_page,
	  .query = &sign_in,
	  .summary = "One's own account" },
	{ OWN_PAGE, .path = "/compte/adresse", .run = account_address_page,
	  .query = &lang,
	  .summary = "Where the mail to a new address leads" },
	{ OWN_PAGE, .path = "/compte/avis", .run = account_notices_page,
	  .query = &lang, .summary = "What one was told, and how to be" },
	{ OWN_PAGE, .path = "/compte/securite", .run = account_security_page,
	  .query = &lang,
	  .summary = "Second factor, sessions, API keys, what happened" },
	{ OWN_PAGE, .path = "/compte/adresses", .run = account_book_page,
	  .query = &lang, .feature = FEATURE_CART,
	  .summary = "One's address book" },
	{ OWN_PAGE, .path = "/compte/adresses/nouvelle",
	  .run = account_book_new_page, .query = &lang,
	  .feature = FEATURE_CART, .summary = "Add an address" },
	{ OWN_PAGE, .path = "/compte/adresses/{id}",
	  .run = account_book_entry_page, .query = &lang,
	  .feature = FEATURE_CART, .summary = "Change an address" },
	{ BUY_PAGE, .path = "/panier", .run = cart_page,
	  .query = &lang,
	  .summary = "The cart" },
	{ BUY_PAGE, .path = "/commander", .run = checkout_page,
	  .query = &lang,
	  .summary = "Check out" },
	{ BUY_PAGE, .path = "/commande/{id}", .run = order_page,
	  .query = &thanks, .summary = "An order, for who placed it" },
	{ BUY_PAGE, .path = "/mes-commandes", .run = orders_page,
	  .query = &numbered, .summary = "One's own orders" },
	{ PUBLIC_PAGE, .path = "/contact", .run = contact_page,
	  .query = &contact, .flags = ROUTE_PAGE | ROUTE_NO_STORE,
	  .summary = "Where the shop is, and a form to write to it" },
	{ .method = METHOD_POST, .path = "/contact", .run = contact_post,
	  .who = FOR_ANYONE, .tx = TX_WRITE, .rate = RATE_CONTACT,
	  .query = &contact, .body = &contact_form_fields,
	  .flags = ROUTE_PAGE | ROUTE_FORM | ROUTE_NO_STORE, .tag = "pages",
	  .summary = "Write to the shop, from its page" },
	{ PUBLIC_PAGE, .path = "/sitemap.xml", .run = sitemap_file,
	  .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "Addresses for search engines" },
	{ PUBLIC_PAGE, .path = "/feed.xml",
	  .feature = FEATURE_FEED, .run = feed_file,
	  .query = &feed, .rate = RATE_READ, .time_limit_ms = 30000,
	  .flags = ROUTE_PAGE | ROUTE_CACHED,
	  .summary = "All products for Google Merchant and the like" },
	{ .method = METHOD_GET, .path = "/robots.txt", .run = robots_file,
	  .who = FOR_ANYONE, .flags = ROUTE_PAGE, .tag = "pages",
	  .summary = "Rules for search engines" },
	{ .method = METHOD_GET, .path = "/locale/{tag}", .run = language_choose,
	  .who = FOR_ANYONE, .params = &tag, .query = &to,
	  .flags = ROUTE_PAGE | ROUTE_NO_STORE, .tag = "pages",
	  .summary = "Keep a language and go back" },
};

const struct route_table page_routes = { rows, COUNT(rows) };
