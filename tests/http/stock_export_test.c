/* SPDX-License-Identifier: ISC */
#include "tests/http/stock.h"

/* Stock goes out as files that a spreadsheet may open. */
#define LEVELS		STOCK "/levels/export"
#define LEDGER		MOVEMENTS "/export"
#define LEVELS_HEAD	"variation id,product,variation,sku,place id,place," \
	"quantity,stock,threshold,low,active\r\n"
#define LEDGER_HEAD	"id,time,variation id,product,variation,sku," \
	"place id,place,change,quantity,reason,reference,note,user\r\n"

#define NOBODYS		"01jbzzzzzzzzzzzzzzzzzzzzzz"

static const char	*piece, *cellar;

static void
stock_open(void)
{
	struct answer	*a;

	clients_open();
	if (piece != NULL)
		return;
	piece = piece_new("=1+1", 5);
	piece_new("PLAIN", 0);
	cellar = place_new("-Cave; \\\"2\\\"");
	a = client_json(owner, "POST", TRANSFERS, "{\"variationId\":\"%s\","
	    "\"fromPlaceId\":\"%s\",\"toPlaceId\":\"%s\",\"quantity\":2,"
	    "\"note\":\"@SUM(A1)\"}", piece,
	    kept(client_get(owner, PLACES), "data.0.id"), cellar);
	want(a, 201);
}

static void
file_is(struct answer *a, const char *name)
{
	const char	*said;

	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"),
	    "text/csv; charset=utf-8");
	ck_assert_str_eq(answer_header(a, "Cache-Control"), "no-store");
	said = answer_header(a, "Content-Disposition");
	ck_assert_ptr_nonnull(said);
	ck_assert_ptr_nonnull(strstr(said, name));
	ck_assert_str_eq(said + strlen(said) - 5, ".csv\"");
}

START_TEST(target_08_levels_go_out_as_csv_without_formulas)
{
	struct answer	*a;
	char		 want_[600];

	stock_open();
	a = client_get(reader, LEVELS);
	file_is(a, "attachment; filename=\"stock-20");
	ck_assert_int_eq(strncmp(a->body, LEVELS_HEAD, strlen(LEVELS_HEAD)),
	    0);
	snprintf(want_, sizeof(want_), "\r\n%s,'=1+1,,'=1+1,%s,"
	    "\"'-Cave; \"\"2\"\"\",2,5,2,false,true\r\n", piece, cellar);
	ck_assert_msg(strstr(a->body, want_) != NULL, "%s: %s", want_,
	    a->body);
	ck_assert_ptr_nonnull(strstr(a->body, ",PLAIN,,,0,0,2,true,true\r\n"));
	ck_assert_ptr_null(strstr(a->body, ",="));
}
END_TEST

START_TEST(target_08_levels_go_out_as_the_list_is_filtered)
{
	struct answer	*a;
	char		 path[300];

	stock_open();
	snprintf(path, sizeof(path), LEVELS "?placeId=%s&bom=true&separator="
	    "%%3B", cellar);
	a = client_get(owner, path);
	file_is(a, "stock-20");
	ck_assert_int_eq(strncmp(a->body, "\xef\xbb\xbfvariation id;", 16), 0);
	ck_assert_ptr_nonnull(strstr(a->body, cellar));
	ck_assert_ptr_null(strstr(a->body, "PLAIN"));
	ck_assert_ptr_null(strstr(a->body, ";Boutique;"));
	a = client_get(owner, LEVELS "?low=true");
	ck_assert_ptr_nonnull(strstr(a->body, "PLAIN"));
	ck_assert_ptr_null(strstr(a->body, "=1+1"));
	a = client_get(owner, LEVELS "?q=nothinglikeit");
	want(a, 200);
	ck_assert_str_eq(a->body, LEVELS_HEAD);
	want(client_get(stranger, path), 403);
	want(client_get(anyone, LEVELS), 401);
	want(client_get(owner, LEVELS "?placeId=place_" NOBODYS), 400);
	want(client_get(owner, LEVELS "?separator=%09"), 400);
	want(client_get(owner, LEVELS "?format=xlsx"), 400);
	a = client_get(stranger, LEVELS);
	want(a, 200);
	ck_assert_str_eq(a->body, LEVELS_HEAD);
}
END_TEST

START_TEST(target_08_the_ledger_goes_out_as_csv)
{
	struct answer	*a;
	char		 path[300];

	stock_open();
	a = client_get(reader, LEDGER);
	file_is(a, "movements-20");
	ck_assert_int_eq(strncmp(a->body, LEDGER_HEAD, strlen(LEDGER_HEAD)),
	    0);
	ck_assert_ptr_nonnull(strstr(a->body, ",-2,3,"));
	ck_assert_ptr_nonnull(strstr(a->body, ",2,2,"));
	ck_assert_ptr_nonnull(strstr(a->body, ",'@SUM(A1),owner\r\n"));
	ck_assert_ptr_null(strstr(a->body, ",@SUM"));
	snprintf(path, sizeof(path), LEDGER "?placeId=%s", cellar);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, ",2,2,"));
	ck_assert_ptr_null(strstr(a->body, ",-2,3,"));
	a = client_get(owner, LEDGER "?to=2001-01-01T00:00:00Z");
	want(a, 200);
	ck_assert_str_eq(a->body, LEDGER_HEAD);
	want(client_get(owner, LEDGER "?reason=gift"), 400);
	want(client_get(anyone, LEDGER), 401);
	a = client_get(stranger, LEDGER);
	want(a, 200);
	ck_assert_str_eq(a->body, LEDGER_HEAD);
}
END_TEST

SUITE_MAIN("stock export",
    target_08_levels_go_out_as_csv_without_formulas,
    target_08_levels_go_out_as_the_list_is_filtered,
    target_08_the_ledger_goes_out_as_csv)
