/* SPDX-License-Identifier: ISC */
/* The address book: one's own, checked, bounded, and gone with its owner. */
#include "tests/http/catalog.h"
#include "tests/http/people.h"

#define BOOK		"/api/users/me/addresses"
#define HOME		"\"name\":\"Lina B.\",\"line1\":\"3 rue des Lilas\"," \
			"\"postcode\":\"75011\",\"city\":\"Paris\"," \
			"\"country\":\"FR\""

static struct client	*lina, *mona;

static void
people(void)
{
	clients_open();
	if (lina != NULL)
		return;
	people_lift_limits();
	lina = people_customer("lina@shop.test");
	mona = people_customer("mona@shop.test");
}

static const char *
address_new(struct client *c, const char *more)
{
	struct answer	*a = client_json(c, "POST", BOOK, "{" HOME "%s}", more);

	want(a, 201);
	return id_kept(a);
}

START_TEST(target_18_an_address_book_has_one_default)
{
	const char	*one, *two, *three;
	struct answer	*a;

	people();
	one = address_new(lina, "");
	two = address_new(lina, ",\"label\":\"Bureau\",\"vatNumber\":"
	    "\"FR40303265045\"");
	three = address_new(lina, ",\"isDefault\":true");
	a = client_get(lina, BOOK);
	want(a, 200);
	want_at(a, "pagination.total", "3");
	want_at(a, "data.0.id", three);
	want_at(a, "data.0.isDefault", "true");
	want_at(a, "data.1.id", one);
	want_at(a, "data.1.isDefault", "false");
	a = client_json(lina, "PATCH", path_of(BOOK, two, ""),
	    "{\"isDefault\":true,\"city\":\"Lyon\",\"postcode\":\"69001\"}");
	want(a, 200);
	want_at(a, "data.city", "Lyon");
	want_at(a, "data.label", "Bureau");
	want_at(a, "data.version", "2");
	want_at(client_get(lina, path_of(BOOK, three, "")), "data.isDefault",
	    "false");
	want(client_json(lina, "PATCH", path_of(BOOK, two, ""),
	    "{\"isDefault\":false}"), 200);
	want_at(client_get(lina, BOOK), "data.0.id", two);
	want(client_json(lina, "DELETE", path_of(BOOK, two, ""), "{}"), 200);
	a = client_get(lina, BOOK);
	want_at(a, "data.0.id", three);
	want_at(a, "data.0.isDefault", "true");
	for (int i = 0; i < 47; i++)
		address_new(lina, "");
	address_new(lina, "");
	a = client_json(lina, "POST", BOOK, "{" HOME "}");
	want(a, 409);
	want_at(a, "error.code", "ADDRESS_BOOK_FULL");
	a = client_get(lina, BOOK "?limit=30");
	want_at(a, "pagination.total", "50");
	want_at(client_get(lina, BOOK "?limit=30&page=2"), "data.19.city",
	    "Paris");
}
END_TEST

/* Invoices may go elsewhere: to one at most, and to none again. */
START_TEST(target_18_one_address_at_most_is_for_invoices)
{
	const char	*home, *firm;
	struct answer	*a;
	struct client	*nora;

	people();
	nora = people_customer("nora@shop.test");
	home = address_new(nora, "");
	firm = address_new(nora, ",\"isBilling\":true");
	a = client_get(nora, BOOK);
	want_at(a, "data.0.id", home);
	want_at(a, "data.0.isBilling", "false");
	want_at(a, "data.1.id", firm);
	want_at(a, "data.1.isBilling", "true");
	want_at(a, "data.1.isDefault", "false");
	want(client_json(nora, "PATCH", path_of(BOOK, home, ""),
	    "{\"isBilling\":true}"), 200);
	want_at(client_get(nora, path_of(BOOK, firm, "")), "data.isBilling",
	    "false");
	a = client_json(nora, "PATCH", path_of(BOOK, home, ""),
	    "{\"isBilling\":false}");
	want(a, 200);
	want_at(a, "data.isBilling", "false");
	want_at(a, "data.isDefault", "true");
	want(client_json(nora, "PATCH", path_of(BOOK, home, ""),
	    "{\"isBilling\":\"yes\"}"), 400);
	want(client_json(nora, "PATCH", path_of(BOOK, home, ""),
	    "{\"isBilling\":null}"), 400);
	want(client_json(nora, "DELETE", path_of(BOOK, home, ""), "{}"), 200);
	want(client_json(nora, "DELETE", path_of(BOOK, firm, ""), "{}"), 200);
	client_free(nora);
}
END_TEST

START_TEST(z03_anothers_address_is_not_there)
{
	const char	*id;
	struct answer	*a;

	people();
	id = address_new(mona, "");
	want(client_get(lina, path_of(BOOK, id, "")), 404);
	want(client_json(lina, "PATCH", path_of(BOOK, id, ""),
	    "{\"city\":\"Nice\"}"), 404);
	want(client_json(lina, "PUT", path_of(BOOK, id, ""),
	    "{\"city\":\"Nice\"}"), 404);
	want(client_json(lina, "DELETE", path_of(BOOK, id, ""), "{}"), 404);
	want(client_get(owner, path_of(BOOK, id, "")), 404);
	want(client_get(anyone, BOOK), 401);
	want(client_json(anyone, "POST", BOOK, "{" HOME "}"), 401);
	a = client_get(mona, path_of(BOOK, id, ""));
	want(a, 200);
	want_at(a, "data.city", "Paris");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Cache-Control"),
	    "no-store"));
}
END_TEST

START_TEST(s1_ord_03_a_bad_address_names_its_field)
{
	static const struct { const char *body, *field; } rows[] = {
		{ "{\"line1\":\"x\",\"city\":\"x\",\"country\":\"FR\"}",
		  "name" },
		{ "{\"name\":\"L\",\"line1\":\"x\",\"city\":\"x\","
		  "\"country\":\"XX\"}", "country" },
		{ "{\"name\":\"L\",\"line1\":\"x\",\"city\":\"x\","
		  "\"country\":\"FR\",\"postcode\":\"7501\"}", "postcode" },
		{ "{\"name\":\"L\",\"line1\":\"x\",\"city\":\"x\","
		  "\"country\":\"FR\"}", "postcode" },
		{ "{" HOME ",\"phone\":\"0102\"}", "phone" },
		{ "{" HOME ",\"userId\":\"user_01h455vb4pex5vsknk084sn02q\"}",
		  "userId" },
		{ "{" HOME ",\"vatNumber\":\"123456789012345678901\"}",
		  "vatNumber" },
	};
	const char	*id;
	struct answer	*a;
	char		 at[80];

	people();
	for (size_t i = 0; i < COUNT(rows); i++) {
		a = client_json(mona, "POST", BOOK, "%s", rows[i].body);
		want(a, 400);
		snprintf(at, sizeof(at), "error.details.%s", rows[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    rows[i].field, a->body);
	}
	id = address_new(mona, "");
	want(client_json(mona, "PATCH", path_of(BOOK, id, ""),
	    "{\"country\":\"GB\"}"), 400);	/* with that postcode */
	want(client_json(mona, "PATCH", path_of(BOOK, id, ""),
	    "{\"country\":\"AE\",\"postcode\":null}"), 200);
	want(client_json(mona, "PATCH", path_of(BOOK, id, ""),
	    "{\"name\":null}"), 400);
	want(client_json(mona, "POST", path_of(BOOK, id, ""), "{}"), 405);
}
END_TEST

START_TEST(s3_gdpr_02_addresses_are_shown_and_forgotten)
{
	struct answer	*a;
	char		*left;

	people();
	a = client_get(mona, "/api/users/me/export");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "3 rue des Lilas"));
	want(client_json(mona, "POST", "/api/users/me/erase",
	    "{\"currentPassword\":\"" PEOPLE_PASSWORD "\"}"), 200);
	left = shop_sql("SELECT count(*) FROM address a JOIN users u"
	    " ON u.id = a.user_id WHERE u.email IS NULL"
	    " OR u.email NOT LIKE 'lina%'");
	ck_assert_str_eq(left, "0");
	free(left);
}
END_TEST

MAILBOX_MAIN("address",
    target_18_an_address_book_has_one_default,
    target_18_one_address_at_most_is_for_invoices,
    z03_anothers_address_is_not_there,
    s1_ord_03_a_bad_address_names_its_field,
    s3_gdpr_02_addresses_are_shown_and_forgotten)
