/* SPDX-License-Identifier: ISC */
/* Text that means something elsewhere: here it is text, in and out. */
#include "tests/http/hostile.h"

static const char	*category, *product;

/* Said to a query, each finds what a word that nobody wrote finds. */
static const char *const injections[] = {
	"zzq' OR '1'='1", "zzq' OR 1=1 --", "zzq'; DROP TABLE product; --",
	"zzq' UNION SELECT password_hash FROM users --",
	"zzq') OR ('a'='a", "zzq\" OR \"\"=\"", "zzq`; SELECT 1", "zzq\\' OR 1",
	"zzq%' AND 1=0 UNION ALL SELECT NULL, NULL --", "zzq/**/OR/**/1=1",
	"zzq' AND (SELECT count(*) FROM product, product, product) > 0 --",
	"zzq' AND randomblob(1000000000) --", "zzq';SELECT pg_sleep(9)--",
	"zzq* NEAR(x)", "zzq AND NOT (\"", "zzq\"*", "zzq OR title:*",
	"zzq ^ - + : ( )", "{\"$gt\":\"\"}zzq", "[$ne]=zzq",
	"zzq';return true;var x='", "{\"$where\":\"sleep(9)\"}zzq",
	"*)(uid=*))(|(uid=zzq", "zzq)(&(password=*))", "zzq*)(objectClass=*",
	"zzq%s%n%x", "${7*7}zzq", "{{7*7}}zzq", "#{7*7}zzq", "<%= 7*7 %>zzq",
	"zzq|id", "zzq;id", "$(id)zzq", "`id`zzq", "../../../../etc/passwdzzq",
	"%2e%2e%2fzzq", "zzq_%", ":id", "?1zzq", "$1zzq", "@zzq", "zzq\xc2\xa0",
	"\xe2\x80\x99 OR 1=1 zzq", "\xef\xbc\x87 OR 1=1 zzq",
};

START_TEST(limits_are_raised_and_the_workers_looked_at)
{
	hostile_begin();
	category = category_new(owner, "Cible", NULL);
	product = product_new("Vase bleu", category, ",\"slug\":\"cible\","
	    "\"basePrice\":5" ACTIVE);
}
END_TEST

static void
escaped_url(const char *text, char *out)
{
	for (; *text != '\0'; text++, out += 3)
		snprintf(out, 4, "%%%02X", (unsigned char)*text);
}

/* As a member's value; text without its quotes. */
static void
escaped_json(const char *text, char *out)
{
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			*out++ = '\\';
		*out++ = *text;
	}
	*out = '\0';
}

/* What a query says, but for when. */
static void
signature(struct client *c, const char *before, const char *text, char *out,
    size_t size)
{
	char		 path[1200], escaped[900];
	const char	*total;
	struct answer	*a;
	int64_t		 began = now_ms();

	escaped_url(text, escaped);
	snprintf(path, sizeof(path), "%s%s", before, escaped);
	a = client_get(c, path);
	ck_assert_msg(now_ms() - began < SOON_MS, "%s took long", path);
	total = answer_at(a, "pagination.total");
	/* What cannot be a path is told so by nginx; there is nothing there. */
	snprintf(out, size, "%d %s", a->status == 400 &&
	    before[strlen(before) - 1] == '/' ? 404 : a->status,
	    total == NULL ? "" : total);
}

/* S4-SEC-09, E04: never a failure, never a difference. */
START_TEST(s4_sec_09_an_injection_in_a_query_is_a_word_like_another)
{
	const struct { struct client *as; const char *before; } t[] = {
		{ anyone, PUBLIC "?q=" }, { anyone, PUBLIC "?category=" },
		{ anyone, PUBLIC "?sort=" }, { anyone, PUBLIC "?cursor=" },
		{ anyone, PUBLIC "?minPrice=" }, { anyone, PUBLIC "?page=" },
		{ anyone, PUBLIC "?featured=" }, { anyone, PUBLIC "/" },
		{ anyone, PUBLIC "/search?q=" },
		{ anyone, PUBLIC "/suggest?q=" },
		{ owner, PRODUCTS "?q=" }, { owner, PRODUCTS "?sku=" },
		{ owner, PRODUCTS "?category=" }, { owner, PRODUCTS "?status=" },
		{ owner, PRODUCTS "/" }, { owner, CATEGORIES "/" },
		{ owner, "/api/admin/users/" },
		{ owner, "/api/admin/imports/" },
		{ owner, "/api/admin/audit?action=" },
		{ owner, "/api/admin/audit?userId=" },
		{ anyone, "/produit/" }, { anyone, "/catalogue/" },
		{ anyone, "/recherche?q=" },
		{ owner, "/admin/produits?q=" }, { owner, "/admin/produits/" },
	};
	char	 plain[64], found[64], *before = stored();

	for (size_t i = 0; i < COUNT(t); i++) {
		signature(t[i].as, t[i].before, "zzqxx", plain,
		    sizeof(plain));
		for (size_t k = 0; k < COUNT(injections); k++) {
			signature(t[i].as, t[i].before, injections[k], found,
			    sizeof(found));
			ck_assert_msg(strcmp(plain, found) == 0,
			    "%s%s: %s, else %s", t[i].before, injections[k],
			    found, plain);
		}
	}
	want_stored(before);
}
END_TEST

START_TEST(s4_sec_09_an_injection_signs_nobody_in)
{
	static const char sessions[] = "SELECT count(*) FROM session";
	char		 text[400];
	struct answer	*a;
	char		*before = shop_sql(sessions);
	char		*after;

	for (size_t i = 0; i < COUNT(injections); i++) {
		escaped_json(injections[i], text);
		a = client_json(anyone, "POST", "/api/auth/login",
		    "{\"username\":\"%s\",\"password\":\"%s\"}", text, text);
		want(a, 401);
		a = client_json(anyone, "POST", "/api/auth/login",
		    "{\"username\":\"owner\",\"password\":\"%s\"}", text);
		want(a, 401);
	}
	after = shop_sql(sessions);
	ck_assert_str_eq(after, before);
	free(before);
	free(after);
}
END_TEST

/* Each in every field of text; what is kept is what was sent. */
START_TEST(s4_sec_09_an_injection_in_a_field_is_kept_as_it_is)
{
	static const struct { const char *field, *row; } columns[] = {
		{ "name", "name" }, { "description", "description" },
		{ "seoTitle", "seo_title" },
		{ "seoDescription", "seo_description" },
	};
	char		 text[400], query[160], *kept;
	struct answer	*a;

	for (size_t i = 0; i < COUNT(injections); i++) {
		escaped_json(injections[i], text);
		a = client_json(owner, "PATCH", path_of(PRODUCTS, product, ""),
		    "{\"name\":\"%s\",\"description\":\"%s description\","
		    "\"seoTitle\":\"%s\",\"seoDescription\":\"%s\","
		    "\"variations\":[{\"sku\":\"%s\"}],\"images\":"
		    "[{\"url\":\"/media/a.webp\",\"altText\":\"%s\"}]}", text,
		    text, text, text, text, text);
		want(a, 200);
		want_at(a, "data.variations.0.sku", injections[i]);
		want_at(a, "data.images.0.altText", injections[i]);
		for (size_t k = 0; k < COUNT(columns); k++) {
			snprintf(query, sizeof(query), "SELECT %s FROM"
			    " product_text WHERE product_id = '%s'",
			    columns[k].row, product);
			kept = shop_sql(query);
			ck_assert(strncmp(kept, injections[i],
			    strlen(injections[i])) == 0);
			free(kept);
		}
		a = client_json(owner, "PATCH", path_of(CATEGORIES, category,
		    ""), "{\"name\":\"%s\",\"description\":\"%s\","
		    "\"icon\":\"%s\"}", text, text, text);
		want(a, 200);
		want_at(a, "data.icon", injections[i]);
		want(client_get(anyone, "/produit/cible"), 200);
	}
}
END_TEST

/* ---- markup ------------------------------------------------------------------- */

/* E02; each begins with a mark by which it is found again. */
#define M	"zqm"
static const char *const markers[] = {
	M "<script>alert(1)</script>", M "\"><script>alert(1)</script>",
	M "'><script>alert(1)</script>", M "</title><script>alert(1)</script>",
	M "</textarea><script>alert(1)</script>", M "</script><svg onload=a()>",
	M "\"><svg/onload=alert(1)>", M "'><svg/onload=alert(1)>",
	M "<svg><script>alert(1)</script></svg>", M "<img src=x onerror=a()>",
	M "\"><img src=x onerror=alert(1)>", M "\" onmouseover=\"alert(1)",
	M "' onmouseover='alert(1)", M "\" autofocus onfocus=\"alert(1)",
	M "' autofocus onfocus='a()'", M "<body onload=alert(1)>",
	M "<iframe src=javascript:alert(1)>", M "<iframe srcdoc='<b>'>",
	M "<object data=javascript:alert(1)>", M "<embed src=javascript:a()>",
	M "<a href=javascript:alert(1)>x</a>", M "<a href='javascript:a()'>x",
	M "<form action=javascript:alert(1)>", M "<input onfocus=a() autofocus>",
	M "<button formaction=javascript:a()>", M "<details open ontoggle=a()>",
	M "<video src onerror=alert(1)>", M "<audio src=x onerror=alert(1)>",
	M "<marquee onstart=alert(1)>", M "<select onfocus=a() autofocus>",
	M "<math><mi xlink:href=javascript:a()>", M "<base href=//evil.test>",
	M "<meta http-equiv=refresh content=0>", M "<link rel=import href=x>",
	M "<style>@import'//evil.test'</style>", M "<!--<script>-->",
	M "<![CDATA[<script>a()</script>]]>", M "<?xml version='1.0'?>",
	M "<scr<script>ipt>alert(1)</script>", M "<ScRiPt>alert(1)</sCrIpT>",
	M "<script/src=//evil.test>", M "<script\xc2\xa0>alert(1)</script>",
	M "<svg><a><rect></a><animate onbegin=a()>", M "<x onclick=a()>x</x>",
	M "&lt;script&gt;alert(1)", M "&#60;script&#62;a()", M "&quot;&amp;&",
	M "\\\"><script>a()</script>", M "\\u003cscript\\u003e<b>",
	M "]]><script>a()</script>", M "--><script>a()</script>",
	M "*/</style><script>a()</script>", M "</noscript><img src=x>",
	M "${alert(1)}<b>", M "{{constructor.constructor('a')()}}<i>",
	M "`<b>${a()}`", M "\xe2\x80\xa8<b>a()\xe2\x80\xa9</b>",
	M "\xef\xbc\x9cscript\xef\xbc\x9e<b>", M "<xss style=animation-name:x>",
	M "<b>\xf0\x9f\x92\xa5\xcc\xb7</b>", M "javascript:alert(1)//<b>",
};

/* Stands it there unescaped?  A ' is harmless: no attribute begins with it. */
static bool
is_raw(const struct answer *a, const char *marker)
{
	return strstr(a->body, "='" M) != NULL ||
	    (strpbrk(marker, "<>\"&") != NULL &&
	    strstr(a->body, marker) != NULL);
}

static void
marker_store(const char *marker)
{
	char	 text[300];

	escaped_json(marker, text);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, product, ""),
	    "{\"name\":\"%s\",\"description\":\"%s\\n%s\",\"seoTitle\":\"%s\","
	    "\"seoDescription\":\"%s\",\"isFeatured\":true,\"translations\":"
	    "[{\"locale\":\"en\",\"name\":\"%s\",\"description\":\"%s long"
	    "\"}],\"variations\":[{\"sku\":\"%s\",\"stock\":3,\"options\":"
	    "[{\"name\":\"%s\",\"value\":\"%s\"}]},{\"stock\":2,\"options\":"
	    "[{\"name\":\"%s\",\"value\":\"x\"}]}],\"images\":[{\"url\":"
	    "\"/media/a.webp\",\"altText\":\"%s\"}]}", text, text, text, text,
	    text, text, text, text, text, text, text, text), 200);
	want(client_json(owner, "PATCH", path_of(CATEGORIES, category, ""),
	    "{\"name\":\"%s\",\"description\":\"%s\",\"icon\":\"%s\"}", text,
	    text, text), 200);
}

static void
marker_shown(const char *marker, const char *page)
{
	struct answer	*a = client_get(owner, page);

	want(a, 200);
	ck_assert_msg(strstr(a->body, M) != NULL, "%s without %s", page,
	    marker);
	ck_assert_msg(!is_raw(a, marker), "%s shows %s", page, marker);
}

static void
marker_searched(const char *marker)
{
	static const char *const pages[] = { "/recherche?q=",
	    "/admin/produits?q=", "/connexion?to=/", "/catalogue?minPrice=",
	    "/?lang=", "/produit/", "/catalogue/", "/x", PUBLIC "?",
	    PUBLIC "?q=", PUBLIC "?sort=" };
	char		 path[700], escaped[600];
	struct answer	*a;

	escaped_url(marker, escaped);
	for (size_t i = 0; i < COUNT(pages); i++) {
		snprintf(path, sizeof(path), "%s%s", pages[i], escaped);
		a = client_get(anyone, path);
		ck_assert_msg(a->status < 500, "%s: %d", path, a->status);
		ck_assert_msg(strstr(a->head, "text/html") == NULL ||
		    !is_raw(a, marker), "%s shows %s", path, marker);
	}
}

/* E02: stored, given back whole, shown as text. */
START_TEST(e02_sixty_markers_are_text_in_json_and_html)
{
	char		 admin[120], path[160];
	const char	*pages[] = { "/", "/catalogue", "/catalogue/cible",
	    "/produit/cible", "/produit/cible?lang=en", "/recherche?q=" M,
	    "/admin/produits", admin };
	struct answer	*a;

	ck_assert_uint_ge(COUNT(markers), 60);
	snprintf(admin, sizeof(admin), "/admin/produits/%s", product);
	snprintf(path, sizeof(path), PRODUCTS "/%s", product);
	for (size_t i = 0; i < COUNT(markers); i++) {
		marker_store(markers[i]);
		a = client_get(anyone, PUBLIC "/cible");
		want(a, 200);
		want_at(a, "data.name", markers[i]);
		want_at(a, "data.images.0.altText", markers[i]);
		want_at(a, "data.variations.0.sku", markers[i]);
		ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
		    "application/json"));
		ck_assert_str_eq(answer_header(a, "X-Content-Type-Options"),
		    "nosniff");
		want_at(client_get(owner, path), "data.seoTitle", markers[i]);
		for (size_t k = 0; k < COUNT(pages); k++)
			marker_shown(markers[i], pages[k]);
		marker_searched(markers[i]);
	}
}
END_TEST

START_TEST(no_worker_ended_or_grew)
{
	hostile_end();
}
END_TEST

SUITE_MAIN("hostile text",
    limits_are_raised_and_the_workers_looked_at,
    s4_sec_09_an_injection_in_a_query_is_a_word_like_another,
    s4_sec_09_an_injection_signs_nobody_in,
    s4_sec_09_an_injection_in_a_field_is_kept_as_it_is,
    e02_sixty_markers_are_text_in_json_and_html,
    no_worker_ended_or_grew)
