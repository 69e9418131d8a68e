/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "tests/http/catalog.h"

/* What stands beside a product, what it was before, and how it is found. */
static const char *cat;

static void
corner_open(void)
{
	clients_open();
	if (cat == NULL)
		cat = category_new(owner, "Coin voisin", NULL);
}

static const char *
priced(int price, const char *more)
{
	char	 text[600];

	snprintf(text, sizeof(text), ",\"basePrice\":%d" ACTIVE "%s", price,
	    more);
	return product_new("Voisin", cat, text);
}

START_TEST(related_products_are_told_in_public)
{
	const char	*id;
	char		 more[200], path[200];
	struct answer	*a;

	corner_open();
	id = priced(10, "");
	priced(20, "");
	priced(30, "");
	snprintf(more, sizeof(more), ",\"slug\":\"voisin-moi\","
	    "\"relatedIds\":[\"%s\"]", id);
	id = priced(31, more);
	a = client_get(anyone, PUBLIC "/voisin-moi/related");
	want(a, 200);
	want_at(a, "data.0.priceFrom", "10.00");
	want_at(a, "data.1.priceFrom", "30.00");
	want_at(a, "data.2.priceFrom", "20.00");
	ck_assert_ptr_null(answer_at(a, "data.3"));
	ck_assert_ptr_null(answer_at(a, "pagination"));
	a = client_get(anyone, "/produit/voisin-moi");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "class=\"related\""));
	want(client_get(anyone, PUBLIC "/nulle-part/related"), 404);
	want(client_get(anyone, PUBLIC "/voisin-moi/related?limit=3"), 400);
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"slug\":\"voisin-toi\"}"), 200);
	a = client_get(anyone, PUBLIC "/voisin-moi/related");
	want(a, 301);
	ck_assert_str_eq(answer_header(a, "Location"),
	    PUBLIC "/voisin-toi/related");
	/* One alone has nothing beside it, and no heading for it. */
	snprintf(path, sizeof(path), "%s", category_new(owner, "Seul", NULL));
	product_new("Seul", path, ",\"basePrice\":5" ACTIVE
	    ",\"slug\":\"seul-http\"");
	a = client_get(anyone, PUBLIC "/seul-http/related");
	want(a, 200);
	ck_assert_ptr_null(answer_at(a, "data.0"));
	a = client_get(anyone, "/produit/seul-http");
	ck_assert_ptr_null(strstr(a->body, "class=\"related\""));
}
END_TEST

/* The JSON between the tags of the n-th block of a page. */
static struct json_in *
data_of(struct arena *arena, const char *page, const char *type)
{
	static const char	 tag[] = "<script type=\"application/ld+json\"";
	struct json_in		*in;
	const char		*p = page, *end, *name;
	size_t			 at;

	while ((p = strstr(p, tag)) != NULL) {
		p = strchr(p, '>') + 1;
		end = strstr(p, "</script>");
		ck_assert_ptr_nonnull(end);
		ck_assert_int_eq(json_parse(arena, p, (size_t)(end - p), &in,
		    &at, &name), JSON_OK);
		if (strcmp(json_member(in, "@type")->text, type) == 0)
			return in;
	}
	ck_abort_msg("no %s", type);
}

START_TEST(target_05_what_was_paid_before_is_crossed_out)
{
	struct arena	*arena = arena_new(1 << 20);
	struct json_in	*in;
	struct answer	*a;

	corner_open();
	product_new("Solde", cat, ",\"basePrice\":20,\"compareAtPrice\":30"
	    ACTIVE ",\"slug\":\"solde-http\",\"vendor\":\"L'Atelier <&>\","
	    "\"variations\":[{\"barcode\":\"4006381333931\",\"stock\":1}]");
	a = client_get(anyone, PUBLIC "/solde-http");
	want_at(a, "data.compareAtPrice", "30.00");
	want_at(a, "data.variations.0.compareAtPrice", "30.00");
	want_at(a, "data.taxClass", "standard");
	a = client_get(anyone, "/produit/solde-http");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "<s class=\"was\"><span "
	    "class=\"hidden\">Prix avant : </span><bdi>30,00"));
	in = data_of(arena, a->body, "Product");
	ck_assert_str_eq(json_member(json_member(in, "brand"), "name")->text,
	    "L'Atelier <&>");
	in = &json_member(in, "offers")->items[0];
	ck_assert_str_eq(json_member(in, "gtin")->text, "4006381333931");
	ck_assert_str_eq(json_member(in, "price")->text, "20.00");
	ck_assert_str_eq(json_member(json_member(in, "priceSpecification"),
	    "price")->text, "30.00");
	a = client_get(anyone, "/produit/solde-http?lang=ar");
	ck_assert_ptr_nonnull(strstr(a->body, "<s class=\"was\">"));
	a = client_get(anyone, "/catalogue/coin-voisin");
	ck_assert_ptr_nonnull(strstr(a->body, "<s class=\"was\">"));
	a = client_get(anyone, "/produit/seul-http");
	ck_assert_ptr_null(strstr(a->body, "<s class=\"was\">"));
	arena_free(arena);
}
END_TEST

START_TEST(target_04_a_product_is_looked_up_by_sku_and_barcode)
{
	static const struct { const char *query; int status; const char *n; }
	t[] = {
		{ "?sku=LOOK-1", 200, "1" }, { "?sku=look-1", 200, "0" },
		{ "?barcode=96385074", 200, "1" },
		{ "?barcode=9638%205074", 200, "1" },
		{ "?barcode=96385074&sku=LOOK-1", 200, "1" },
		{ "?barcode=4006381333931&sku=LOOK-1", 200, "0" },
		{ "?barcode=1", 200, "0" }, { "?barcode=%00", 400, NULL },
	};
	char		 path[120];
	struct answer	*a;

	corner_open();
	product_new("Cherche", cat, ",\"variations\":[{\"sku\":\"LOOK-1\","
	    "\"barcode\":\"96385074\"}]");
	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), PRODUCTS "%s", t[i].query);
		a = client_get(owner, path);
		want(a, t[i].status);
		if (t[i].n != NULL)
			want_at(a, "pagination.total", t[i].n);
	}
	a = product_post(owner, "Faux", cat,
	    ",\"variations\":[{\"barcode\":\"96385075\"}]");
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "variations[0].barcode"));
	want_at(client_get(stranger, PRODUCTS "?sku=LOOK-1"),
	    "pagination.total", "0");
	want(client_get(anyone, PUBLIC "?barcode=96385074"), 400);
}
END_TEST

SUITE_MAIN("related",
    related_products_are_told_in_public,
    target_05_what_was_paid_before_is_crossed_out,
    target_04_a_product_is_looked_up_by_sku_and_barcode)
