/* SPDX-License-Identifier: ISC */
/* Stock by place through the API: what it answers and what it refuses. */
#include "tests/http/stock.h"
#include "tests/http/process.h"

#define NOBODYS	"01h455vb4pex5vsknk084sn02q"

static const char	*shop, *cellar;		/* places */

START_TEST(target_08_places_are_made_listed_and_changed)
{
	struct answer	*a;
	const char	*gone;

	clients_open();
	a = client_get(owner, PLACES);
	want(a, 200);
	want_at(a, "pagination.total", "0");
	a = client_json(owner, "POST", PLACES, "{\"name\":\"Boutique\","
	    "\"address\":\"1 rue du Four\\n75006 Paris\"}");
	want(a, 201);
	shop = kept(a, "data.id");
	want_at(a, "data.isDefault", "true");
	want_at(a, "data.isActive", "true");
	ck_assert_str_eq(answer_header(a, "Location"),
	    path_of(PLACES, shop, ""));
	cellar = place_new("Cave");
	want(client_json(owner, "PATCH", path_of(PLACES, cellar, ""),
	    "{\"order\":3}"), 200);
	a = client_get(reader, PLACES "?limit=1");
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.name", "Boutique");
	a = client_get(reader, path_of(PLACES, cellar, ""));
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "ETag"), "\"v2\"");
	client_header(owner, "If-Match: \"v1\"");
	want(client_json(owner, "PUT", path_of(PLACES, cellar, ""),
	    "{\"order\":4}"), 412);
	client_header(owner, NULL);
	gone = place_new("Passage");
	want(client_send(owner, "DELETE", path_of(PLACES, gone, ""), NULL,
	    NULL, 0), 200);
	want(client_get(owner, path_of(PLACES, gone, "")), 404);
}
END_TEST

START_TEST(target_08_places_that_cannot_be_are_refused)
{
	static const struct { const char *json, *field; int status; } t[] = {
		{ "{}", "name", 400 },
		{ "{\"name\":\"\"}", "name", 400 },
		{ "{\"name\":null}", "name", 400 },
		{ "{\"name\":\"Cave\"}", "name", 409 },
		{ "{\"name\":\"X\",\"id\":\"place_" NOBODYS "\"}", "id", 400 },
		{ "{\"name\":\"X\",\"brandId\":\"x\"}", "brandId", 400 },
		{ "{\"name\":\"X\",\"order\":-1}", "order", 400 },
		{ "{\"name\":\"X\",\"isDefault\":true,\"isActive\":false}",
		    NULL, 409 },
	};
	char		 at[80];
	struct answer	*a;

	clients_open();
	for (size_t i = 0; i < COUNT(t); i++) {
		a = client_json(owner, "POST", PLACES, "%s", t[i].json);
		want(a, t[i].status);
		if (t[i].field == NULL)
			continue;
		snprintf(at, sizeof(at), "error.details.%s", t[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s", a->body);
	}
	a = client_json(owner, "PATCH", path_of(PLACES, shop, ""),
	    "{\"isActive\":false}");
	want(a, 409);
	want_at(a, "error.code", "PLACE_DEFAULT");
	want(client_get(stranger, path_of(PLACES, shop, "")), 403);
	want(client_json(stranger, "PATCH", path_of(PLACES, shop, ""),
	    "{\"order\":1}"), 403);
	want(client_send(stranger, "DELETE", path_of(PLACES, cellar, ""),
	    NULL, NULL, 0), 403);
	want(client_json(reader, "POST", PLACES, "{\"name\":\"R\"}"), 403);
	want(client_json(owner, "PATCH", PLACES "/place_" NOBODYS,
	    "{\"order\":1}"), 404);
	stock_is_sound();
}
END_TEST

START_TEST(target_08_a_movement_is_made_once_and_answered)
{
	const char	*v;
	struct answer	*a;

	clients_open();
	v = piece_new("MV-1", 5);
	a = move(manager, "MV-1", -2, "sold", ",\"reference\":\"C-17\","
	    "\"note\":\"au comptoir\"");
	want(a, 201);
	want_at(a, "data.variationId", v);
	want_at(a, "data.placeId", shop);
	want_at(a, "data.place", "Boutique");
	want_at(a, "data.product", "MV-1");
	want_at(a, "data.change", "-2");
	want_at(a, "data.quantity", "3");
	want_at(a, "data.reason", "sold");
	want_at(a, "data.reference", "C-17");
	want_at(a, "data.note", "au comptoir");
	want_at(a, "data.username", "manager");
	client_header(owner, "Idempotency-Key: once-only");
	for (int i = 0; i < 3; i++)
		want(move(owner, "MV-1", 4, "received", ""), 201);
	client_header(owner, NULL);
	a = client_get(owner, path_of(STOCK, v, ""));
	want(a, 200);
	want_at(a, "data.stock", "7");
	want_at(a, "data.places.0.quantity", "7");
	want_at(a, "data.low", "false");
	want_at(a, "data.threshold", "2");
	a = client_json(owner, "POST", MOVEMENTS, "{\"variationId\":\"%s\","
	    "\"placeId\":\"%s\",\"quantity\":4}", v, cellar);
	want(a, 201);
	want_at(a, "data.reason", "count");
	want_at(a, "data.change", "4");
	a = client_json(owner, "POST", MOVEMENTS, "{\"variationId\":\"%s\","
	    "\"placeId\":\"%s\",\"quantity\":4}", v, cellar);
	want(a, 200);
	want_at(a, "data.id", "null");
	want_sql("SELECT count(*) FROM audit_log WHERE action = 'move_stock'",
	    "3");
	stock_is_sound();
}
END_TEST

static const struct { const char *json, *field, *code; int status; }
bad_entries[] = {
	{ "{}", "change", NULL, 400 },
	{ "{\"sku\":\"NO\",\"change\":1,\"reason\":\"sold\"}", "sku",
	    NULL, 400 },
	{ "{\"sku\":\"RF-1\"}", "change", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1}", "reason", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":0,\"reason\":\"sold\"}",
	    "change", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1,\"quantity\":1,"
	    "\"reason\":\"sold\"}", "quantity", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"quantity\":-1}", "quantity", NULL,
	    400 },
	{ "{\"sku\":\"RF-1\",\"quantity\":1000000001}", "quantity",
	    NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1.5,\"reason\":\"sold\"}",
	    "change", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1,\"reason\":\"opening\"}",
	    "reason", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1,\"reason\":\"transfer\"}",
	    "reason", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":1,\"reason\":\"sold\","
	    "\"placeId\":\"place_" NOBODYS "\"}", "placeId", NULL,
	    400 },
	{ "{\"sku\":\"RF-1\",\"change\":1,\"reason\":\"sold\","
	    "\"userId\":\"x\"}", "userId", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"variationId\":\"var_" NOBODYS "\","
	    "\"quantity\":1}", "variationId", NULL, 400 },
	{ "{\"variationId\":\"var_" NOBODYS "\",\"quantity\":1}",
	    "variationId", NULL, 400 },
	{ "{\"sku\":\"RF-1\",\"change\":-6,\"reason\":\"sold\"}",
	    "change", "OUT_OF_STOCK", 409 },
	{ "{\"sku\":\"RF-1\",\"change\":1000000000,"
	    "\"reason\":\"received\"}", "change", "TOO_MUCH_STOCK",
	    409 },
};

START_TEST(target_08_movements_that_cannot_be_are_refused)
{
	char		 at[80];
	const char	*v;
	struct answer	*a;

	clients_open();
	v = piece_new("RF-1", 5);
	for (size_t i = 0; i < COUNT(bad_entries); i++) {
		a = client_json(owner, "POST", MOVEMENTS, "%s", bad_entries[i].json);
		want(a, bad_entries[i].status);
		snprintf(at, sizeof(at), "error.details.%s", bad_entries[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s", a->body);
		if (bad_entries[i].code != NULL)
			want_at(a, "error.code", bad_entries[i].code);
	}
	client_header(owner, "Accept-Language: en");
	a = move(owner, "RF-1", -6, "sold", "");
	client_header(owner, NULL);
	want_at(a, "error.details.change",
	    "Not enough stock: 5 pieces are left.");
	want(client_json(stranger, "POST", MOVEMENTS,
	    "{\"variationId\":\"%s\",\"quantity\":1}", v), 403);
	want(client_get(stranger, path_of(STOCK, v, "")), 403);
	want(client_get(owner, STOCK "/var_" NOBODYS), 404);
	want(move(reader, "RF-1", 1, "received", ""), 403);
	want(move(anyone, "RF-1", 1, "received", ""), 401);
	a = client_get(owner, path_of(STOCK, v, ""));
	want_at(a, "data.stock", "5");
	stock_is_sound();
}
END_TEST

START_TEST(target_08_stock_is_carried_from_place_to_place)
{
	const char	*v;
	struct answer	*a;
	char		 body[300];

	clients_open();
	v = piece_new("TR-1", 5);
	snprintf(body, sizeof(body), "{\"sku\":\"TR-1\",\"fromPlaceId\":"
	    "\"%s\",\"toPlaceId\":\"%s\",\"quantity\":4}", shop, cellar);
	a = client_json(owner, "POST", TRANSFERS, "%s", body);
	want(a, 201);
	want_at(a, "data.variationId", v);
	want_at(a, "data.stock", "5");
	want_at(a, "data.places.0.quantity", "1");
	want_at(a, "data.places.1.quantity", "4");
	a = client_json(owner, "POST", TRANSFERS, "%s", body);
	want(a, 409);
	want_at(a, "error.code", "OUT_OF_STOCK");
	ck_assert_ptr_nonnull(answer_at(a, "error.details.quantity"));
	want(client_json(owner, "PATCH", path_of(PLACES, shop, ""), "{}"),
	    200);
	snprintf(body, sizeof(body), "{\"sku\":\"TR-1\",\"fromPlaceId\":"
	    "\"%s\",\"toPlaceId\":\"%s\",\"quantity\":1}", shop, shop);
	a = client_json(owner, "POST", TRANSFERS, "%s", body);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.toPlaceId"));
	want(client_json(owner, "POST", TRANSFERS, "{\"sku\":\"TR-1\"}"),
	    400);
	stock_is_sound();
}
END_TEST

START_TEST(target_08_the_list_tells_what_lies_where)
{
	struct answer	*a;
	char		 path[200];
	const char	*v;

	clients_open();
	v = piece_new("LI-1", 1);
	piece_new("LI-2", 50);
	a = client_get(reader, STOCK "?sku=LI-1");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.variationId", v);
	want_at(a, "data.0.product", "LI-1");
	want_at(a, "data.0.low", "true");
	want_at(a, "data.0.places.0.place", "Boutique");
	a = client_get(owner, STOCK "?low=true");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "LI-1"));
	ck_assert_ptr_null(strstr(a->body, "LI-2"));
	a = client_get(owner, STOCK "?low=false&q=LI");
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "LI-1"));
	ck_assert_ptr_nonnull(strstr(a->body, "LI-2"));
	snprintf(path, sizeof(path), STOCK "?placeId=%s", cellar);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "LI-1"));
	ck_assert_ptr_nonnull(strstr(a->body, "TR-1"));
	want(client_get(stranger, path), 403);
	want(client_get(owner, STOCK "?placeId=place_" NOBODYS), 400);
	want(client_get(owner, STOCK "?low=perhaps"), 400);
	want(client_get(owner, STOCK "?page=0"), 400);
	a = client_get(stranger, STOCK);
	want(a, 200);
	want_at(a, "pagination.total", "0");
}
END_TEST

/* Every row once, whichever way the pages are walked. */
static int
pages_walked(const char *path, const char *total)
{
	char		 next[900];
	const char	*cursor;
	struct answer	*a;
	int		 rows = 0;

	snprintf(next, sizeof(next), "%s%climit=2", path,
	    strchr(path, '?') != NULL ? '&' : '?');
	for (int pages = 0; pages < 50; pages++) {
		a = client_get(owner, next);
		want(a, 200);
		want_at(a, "pagination.total", total);
		rows += answer_at(a, "data.0") != NULL;
		rows += answer_at(a, "data.1") != NULL;
		if ((cursor = answer_at(a, "pagination.nextCursor")) == NULL ||
		    strcmp(cursor, "null") == 0)
			break;
		snprintf(next, sizeof(next), "%s%climit=2&cursor=%s", path,
		    strchr(path, '?') != NULL ? '&' : '?', cursor);
	}
	return rows;
}

START_TEST(target_08_lists_are_walked_by_cursor)
{
	static const char *const paths[] = { STOCK, STOCK "?low=true",
		STOCK "?low=false", MOVEMENTS, MOVEMENTS "?reason=sold",
		PLACES, STOCK "/notices", STOCK "?q=MV" };
	static const char *const more[] = { "", "&low=true", "&low=false",
		"&q=MV", "&sku=MV-1" };
	char	 place[200], total[32];

	clients_open();
	for (size_t i = 0; i < COUNT(paths) + COUNT(more); i++) {
		const char	*path = i < COUNT(paths) ? paths[i] : place;
		struct answer	*a;

		if (i >= COUNT(paths))
			snprintf(place, sizeof(place), STOCK "?placeId=%s%s",
			    shop, more[i - COUNT(paths)]);
		a = client_get(owner, path);
		want(a, 200);
		snprintf(total, sizeof(total), "%s",
		    answer_at(a, "pagination.total"));
		ck_assert_str_ne(total, "0");
		ck_assert_msg(pages_walked(path, total) ==
		    strtol(total, NULL, 10), "%s: not %s rows", path, total);
	}
}
END_TEST

START_TEST(target_08_the_ledger_is_filtered)
{
	static const char	 future[] = "2099-01-01T00:00:00Z";
	const char		*v;
	struct answer		*a;
	char			 path[300];

	clients_open();
	v = piece_new("LE-1", 5);
	want(move(owner, "LE-1", 3, "received", ""), 201);
	want(move(owner, "LE-1", -1, "damaged", ""), 201);
	snprintf(path, sizeof(path), MOVEMENTS "?variationId=%s", v);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", "3");
	want_at(a, "data.0.reason", "damaged");
	want_at(a, "data.2.reason", "opening");
	snprintf(path, sizeof(path), MOVEMENTS "?variationId=%s&placeId=%s"
	    "&reason=damaged&to=%s", v, shop, future);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", "1");
	snprintf(path, sizeof(path), MOVEMENTS "?from=%s", future);
	a = client_get(owner, path);
	want_at(a, "pagination.total", "0");
	want(client_get(owner, MOVEMENTS "?reason=whim"), 400);
	want(client_get(owner, MOVEMENTS "?from=yesterday"), 400);
	snprintf(path, sizeof(path), MOVEMENTS "?variationId=%s", v);
	a = client_get(stranger, path);
	want(a, 200);
	want_at(a, "pagination.total", "0");
}
END_TEST

/* A sale is no edit: the form stays good, but nobody is told old stock. */
START_TEST(target_08_a_sale_is_seen_at_once_and_spoils_no_form)
{
	const char	*v, *id, *path;
	struct answer	*a;
	char		 body[200];

	clients_open();
	v = piece_new("SE-1", 5);
	id = kept(client_get(owner, path_of(STOCK, v, "")), "data.productId");
	path = path_of(PRODUCTS, id, "");
	a = client_get(owner, path);
	ck_assert_str_eq(answer_header(a, "ETag"), "\"v1\"");
	want(move(owner, "SE-1", -2, "sold", ""), 201);
	client_header(owner, "If-None-Match: \"v1\"");
	a = client_get(owner, path);
	client_header(owner, NULL);
	want(a, 200);
	want_at(a, "data.variations.0.stock", "3");
	a = client_get(anyone, "/api/public/products/se-1");
	want(a, 200);
	want_at(a, "data.variations.0.stock", "3");
	snprintf(body, sizeof(body), "{\"variations\":[{\"id\":\"%s\","
	    "\"price\":7}]}", v);
	client_header(owner, "If-Match: \"v1\"");
	a = client_json(owner, "PATCH", path, "%s", body);
	client_header(owner, NULL);
	want(a, 200);
	want_at(a, "data.variations.0.stock", "3");
}
END_TEST

/* An edit through the product, the import and the ledger agree. */
START_TEST(target_08_product_and_import_write_the_ledger)
{
	static const char	 csv[] = "slug,name,price,sku,stock\n"
	    "im-1,Importe,5,IM-1,7\nle-1,LE-1,5,LE-1,2\n";
	struct answer		*a;
	char			 path[160];
	int64_t			 end = now_ms() + SOON_MS;

	clients_open();
	a = client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    strlen(csv));
	want(a, 202);
	snprintf(path, sizeof(path), "/api/admin/imports/%s",
	    answer_at(a, "data.id"));
	do {
		a = client_get(owner, path);
		want(a, 200);
		ck_assert_int_lt(now_ms(), end);
		pause_ms(50);
	} while (strcmp(answer_at(a, "data.status"), "done") != 0);
	want_at(a, "data.rejected", "0");
	want_sql("SELECT change || reason FROM stock_movement m"
	    " JOIN product_variation v ON v.id = m.variation_id"
	    " WHERE v.sku = 'IM-1' AND reference LIKE 'import_%'", "7import");
	want_sql("SELECT change || reason FROM stock_movement m"
	    " JOIN product_variation v ON v.id = m.variation_id"
	    " WHERE v.sku = 'LE-1' AND reference LIKE 'import_%'",
	    "-5import");
	stock_is_sound();
}
END_TEST

/* ---- low stock ---------------------------------------------------------------- */

static void
told_await(const char *variation)
{
	char	 query[200], *found;
	int64_t	 end = now_ms() + SOON_MS;

	snprintf(query, sizeof(query), "SELECT count(*) FROM stock_notice"
	    " WHERE variation_id = '%s' AND told_at IS NOT NULL", variation);
	for (;;) {
		found = shop_sql(query);
		if (strcmp(found, "1") == 0)
			break;
		free(found);
		ck_assert_int_lt(now_ms(), end);
		pause_ms(20);
	}
	free(found);
}

static int
times_told(const char *variation)
{
	char		 path[200], *text;
	const char	*at;
	int		 n = 0;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	text = file_read(path);
	for (at = text; (at = strstr(at, "\"low stock\"")) != NULL; at++)
		if (strstr(at, variation) != NULL &&
		    strstr(at, variation) < strchrnul(at, '\n'))
			n++;
	free(text);
	return n;
}

START_TEST(target_10_falling_low_opens_one_notice_that_is_told_once)
{
	const char	*v;
	struct answer	*a;

	clients_open();
	v = piece_new("LO-1", 4);
	want(move(owner, "LO-1", -1, "sold", ""), 201);
	a = client_get(owner, STOCK "/notices");
	ck_assert_ptr_null(strstr(a->body, v));
	want(move(owner, "LO-1", -1, "sold", ""), 201);
	want(move(owner, "LO-1", -1, "sold", ""), 201);
	a = client_get(reader, STOCK "/notices");
	want(a, 200);
	want_at(a, "data.0.variationId", v);
	want_at(a, "data.0.stock", "2");
	want_at(a, "data.0.stockNow", "1");
	want_at(a, "data.0.threshold", "2");
	want_at(a, "data.0.closedAt", "null");
	told_await(v);
	for (int64_t end = now_ms() + SOON_MS; times_told(v) == 0 &&
	    now_ms() < end; )
		pause_ms(20);
	ck_assert_int_eq(times_told(v), 1);
	want(move(owner, "LO-1", 1, "received", ""), 201);
	a = client_get(owner, STOCK "/notices");
	want_at(a, "data.0.closedAt", "null");
	want(move(owner, "LO-1", 1, "received", ""), 201);
	want_sql("SELECT count(*) FROM stock_notice WHERE closed_at IS NULL"
	    " AND variation_id = (SELECT id FROM product_variation"
	    " WHERE sku = 'LO-1')", "0");
	stock_is_sound();
}
END_TEST

START_TEST(target_10_thresholds_are_the_variations_or_the_shops)
{
	const char	*v, *id;
	struct answer	*a;
	char		 path[160];

	clients_open();
	v = piece_new("TH-1", 9);
	id = shop_sql("SELECT product_id FROM product_variation"
	    " WHERE sku = 'TH-1'");
	snprintf(path, sizeof(path), PRODUCTS "/%s", id);
	want(client_json(owner, "PATCH", path, "{\"variations\":[{\"id\":"
	    "\"%s\",\"lowStockAt\":9}]}", v), 200);
	a = client_get(owner, STOCK "/notices");
	want_at(a, "data.0.variationId", v);
	want_at(a, "data.0.threshold", "9");
	want(client_json(owner, "PATCH", path, "{\"variations\":[{\"id\":"
	    "\"%s\",\"lowStockAt\":null}]}", v), 200);
	want_sql("SELECT count(*) FROM stock_notice WHERE closed_at IS NULL"
	    " AND threshold = 9", "0");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"catalog\":{\"lowStockAt\":6}}"), 200);
	want(move(owner, "TH-1", -4, "sold", ""), 201);
	a = client_get(owner, STOCK "/notices");
	want_at(a, "data.0.variationId", v);
	want_at(a, "data.0.threshold", "6");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"catalog\":{\"lowStockAt\":2}}"), 200);
	a = client_get(owner, path_of(STOCK, v, ""));
	want_at(a, "data.low", "false");
	want_sql("SELECT count(*) FROM stock_notice WHERE closed_at IS NULL"
	    " AND threshold = 6", "0");
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"catalog\":{\"lowStockAt\":-1}}"), 400);
	stock_is_sound();
}
END_TEST

/* A place that was closed keeps what it has and takes no more. */
START_TEST(target_08_a_closed_place_takes_no_stock)
{
	struct answer	*a;

	clients_open();
	want(client_json(owner, "PATCH", path_of(PLACES, cellar, ""),
	    "{\"isActive\":false}"), 200);
	a = client_json(owner, "POST", MOVEMENTS, "{\"sku\":\"TR-1\","
	    "\"placeId\":\"%s\",\"change\":1,\"reason\":\"received\"}",
	    cellar);
	want(a, 409);
	want_at(a, "error.code", "PLACE_INACTIVE");
	want(client_json(owner, "POST", MOVEMENTS, "{\"sku\":\"TR-1\","
	    "\"placeId\":\"%s\",\"change\":-1,\"reason\":\"damaged\"}",
	    cellar), 201);
	a = client_send(owner, "DELETE", path_of(PLACES, cellar, ""), NULL,
	    NULL, 0);
	want(a, 409);
	want_at(a, "error.code", "PLACE_USED");
	stock_is_sound();
}
END_TEST

SUITE_MAIN("stock",
    target_08_places_are_made_listed_and_changed,
    target_08_places_that_cannot_be_are_refused,
    target_08_a_movement_is_made_once_and_answered,
    target_08_movements_that_cannot_be_are_refused,
    target_08_stock_is_carried_from_place_to_place,
    target_08_the_list_tells_what_lies_where,
    target_08_the_ledger_is_filtered,
    target_08_a_sale_is_seen_at_once_and_spoils_no_form,
    target_08_product_and_import_write_the_ledger,
    target_10_falling_low_opens_one_notice_that_is_told_once,
    target_10_thresholds_are_the_variations_or_the_shops,
    target_08_lists_are_walked_by_cursor,
    target_08_a_closed_place_takes_no_stock)
