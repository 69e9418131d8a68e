/* SPDX-License-Identifier: ISC */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/http/catalog.h"

#define BULK	"/api/admin/products/bulk"
#define IMPORTS	"/api/admin/imports"
#define CSV	"text/csv"
#define HEAD	"slug,name,price\n"

static struct answer *
csv_post(struct client *c, const char *query, const char *bytes, size_t len)
{
	char	 path[64];

	snprintf(path, sizeof(path), BULK "%s", query);
	return client_send(c, "POST", path, CSV, bytes, len);
}

/* The report once it is over, in a minute at most; asked for once. */
static struct answer *
report_wait(struct client *c, const char *id)
{
	const time_t	 end = time(NULL) + 60;
	char		 query[160];
	struct answer	*a;

	snprintf(query, sizeof(query), "SELECT count(*) FROM catalog_import"
	    " WHERE id = '%s' AND status IN ('done', 'failed')", id);
	while (strcmp(shop_sql(query), "1") != 0) {
		ck_assert_msg(time(NULL) < end, "the import never ends");
		poll(NULL, 0, 10);
	}
	a = client_get(c, path_of(IMPORTS, id, ""));
	want(a, 200);
	return a;
}

static struct answer *
bytes_import(const char *bytes, size_t len)
{
	struct answer	*a;

	clients_open();
	a = csv_post(owner, "", bytes, len);
	want(a, 202);
	return report_wait(owner, id_kept(a));
}

static struct answer *
text_import(const char *text)
{
	return bytes_import(text, strlen(text));
}

#define want_counts(a, LINES, CREATED, REJECTED) do { \
	want_at(a, "data.status", "done"); \
	want_at(a, "data.lines", LINES); \
	want_at(a, "data.created", CREATED); \
	want_at(a, "data.rejected", REJECTED); \
} while (0)

#define want_error(a, N, LINE, FIELD, CODE) do { \
	want_at(a, "data.errors." #N ".line", LINE); \
	want_at(a, "data.errors." #N ".field", FIELD); \
	want_at(a, "data.errors." #N ".code", CODE); \
} while (0)

/* S3-API-07 */
START_TEST(s3_api_07_a_file_is_accepted_and_its_report_names_each_bad_line)
{
	static const char	 text[] = HEAD
	    "http-a,Première,12.50\nhttp-b,,3\nhttp-c,Troisième,douze\n"
	    "http-d,Quatrième,\"1 299,00\"\n";
	struct answer		*a;
	char			 location[128];
	const char		*id;

	clients_open();
	a = csv_post(owner, "", text, strlen(text));
	want(a, 202);
	want_at(a, "success", "true");
	want_at(a, "data.status", "waiting");
	want_at(a, "data.dryRun", "false");
	id = id_kept(a);
	snprintf(location, sizeof(location), IMPORTS "/%s", id);
	ck_assert_str_eq(answer_header(a, "Location"), location);
	client_header(owner, "Accept-Language: en");
	a = report_wait(owner, id);
	client_header(owner, NULL);
	want_counts(a, "4", "2", "2");
	want_at(a, "data.format", "souk");
	want_error(a, 0, "3", "name", "IMPORT_NO_NAME");
	want_error(a, 1, "4", "price", "IMPORT_PRICE");
	want_at(a, "data.errors.0.message", "This line has no product name.");
	ck_assert_str_eq(shop_sql("SELECT price_from FROM product p"
	    " JOIN product_text t ON t.product_id = p.id"
	    " WHERE t.slug = 'http-d'"), "129900");
	a = text_import(text);
	want_at(a, "data.created", "0");
	want_at(a, "data.unchanged", "2");
}
END_TEST

START_TEST(a_dry_run_reports_and_writes_nothing)
{
	static const char	 text[] = HEAD "dry-a,Sèche,1\ndry-b,,1\n";
	struct answer		*a;

	clients_open();
	a = csv_post(owner, "?dryRun=true", text, strlen(text));
	want(a, 202);
	a = report_wait(owner, id_kept(a));
	want_counts(a, "2", "1", "1");
	want_at(a, "data.dryRun", "true");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_text"
	    " WHERE slug LIKE 'dry-%'"), "0");
	want(csv_post(owner, "?dryRun=perhaps", text, strlen(text)), 400);
	want(csv_post(owner, "?dry=true", text, strlen(text)), 400);
}
END_TEST

START_TEST(only_those_who_may_edit_products_import_them)
{
	static const char	 text[] = HEAD "who-a,Qui,1\n";
	struct answer		*a;
	const char		*id;

	clients_open();
	want(csv_post(anyone, "", text, strlen(text)), 401);
	want(csv_post(reader, "", text, strlen(text)), 403);
	want(client_get(anyone, IMPORTS), 401);
	a = csv_post(manager, "", text, strlen(text));
	want(a, 202);
	id = id_kept(a);
	want(client_get(reader, path_of(IMPORTS, id, "")), 200);
	want(client_get(stranger, path_of(IMPORTS, id, "")), 403);
	a = client_get(owner, IMPORTS "/import_01h455vb4pex5vsknk084sn02q");
	want(a, 404);
	report_wait(owner, id);
}
END_TEST

START_TEST(imports_are_listed_newest_first)
{
	char		 newest[64];
	struct answer	*a;

	a = text_import(HEAD "list-a,Liste,1\n");
	snprintf(newest, sizeof(newest), "%s", id_kept(a));
	a = client_get(owner, IMPORTS "?limit=1");
	want(a, 200);
	want_at(a, "data.0.id", newest);
	want_at(a, "data.0.status", "done");
	want_at(a, "pagination.limit", "1");
	want(client_get(owner, IMPORTS "?limit=101"), 400);
	a = client_get(stranger, IMPORTS);
	want(a, 200);
	want_at(a, "pagination.total", "0");
}
END_TEST

/* What is no product file at all fails, with the reason on a line. */
START_TEST(a_file_that_cannot_be_read_says_why)
{
	static const struct { const char *bytes; size_t len; const char *code; }
	    t[] = {
		{ "\0\1\2\3", 4, "IMPORT_ENCODING" },
		{ HEAD, sizeof(HEAD) - 1, "IMPORT_EMPTY" },
		{ "a,b,c\n1,2,3\n", 12, "IMPORT_COLUMNS" },
	};
	struct answer	*a;

	for (size_t i = 0; i < COUNT(t); i++) {
		a = bytes_import(t[i].bytes, t[i].len);
		want_at(a, "data.status", "failed");
		want_at(a, "data.errors.0.line", "1");
		want_at(a, "data.errors.0.code", t[i].code);
	}
	a = csv_post(owner, "", "%PDF-1.4 not a table\n", 21);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "error.details.file"),
	    "application/pdf"));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "error.details.file"),
	    "text/csv"));
	want(client_send(owner, "POST", BULK, "text/html", "{}", 2), 415);
	want(client_send(owner, "POST", BULK, "image/png", "\x89PNG", 4), 415);
}
END_TEST

/* No body: refused at once, or failed as empty; never a product. */
START_TEST(an_empty_file_makes_nothing)
{
	struct answer	*a;

	clients_open();
	a = csv_post(owner, "", "", 0);
	if (a->status == 202) {
		a = report_wait(owner, id_kept(a));
		want_at(a, "data.status", "failed");
		want_at(a, "data.errors.0.code", "IMPORT_EMPTY");
	} else
		want(a, 400);
}
END_TEST

START_TEST(a_cell_of_a_mebibyte_costs_its_line_only)
{
	const size_t	 n = 1 << 20;
	char		*bytes = malloc(n + 128);
	struct answer	*a;
	size_t		 at;

	at = (size_t)snprintf(bytes, 64, HEAD "long-a,\"");
	memset(bytes + at, 'x', n);
	at += n;
	at += (size_t)snprintf(bytes + at, 64,
	    "\",1\nlong-b,Courte,2\n");
	a = bytes_import(bytes, at);
	free(bytes);
	want_counts(a, "2", "1", "1");
	want_error(a, 0, "2", "", "IMPORT_CELL");
}
END_TEST

START_TEST(spreadsheets_of_every_kind_are_understood)
{
	struct answer	*a;

	a = text_import("\xef\xbb\xbfslug;name;price\r\n"
	    "bom-a;Thé;1 299,00\r\n");
	want_counts(a, "1", "1", "0");
	a = text_import("slug\tname\tprice\nlatin-a\tCaf\xe9\t5,50\n");
	want_counts(a, "1", "1", "0");
	ck_assert_str_eq(shop_sql("SELECT name FROM product_text"
	    " WHERE slug = 'latin-a'"), "Café");
	a = text_import("slug,name,description,price\n"
	    "formula-a,=1+1,\"=cmd|' /C calc'!A0\",2\n");
	want_counts(a, "1", "1", "0");
	ck_assert_str_eq(shop_sql("SELECT name || description"
	    " FROM product_text WHERE slug = 'formula-a'"),
	    "=1+1=cmd|' /C calc'!A0");
	a = text_import(HEAD "quote-a,\"Bien\",1\nquote-b,\"Mal\"x,1\n"
	    "quote-c,\"Ouvert,1\nquote-d,Bien aussi,1\n");
	want_counts(a, "4", "2", "2");
	want_error(a, 0, "3", "", "IMPORT_QUOTE");
	want_error(a, 1, "4", "", "IMPORT_QUOTE");
}
END_TEST

/* ---- other files ---------------------------------------------------------- */

#define FORM	"multipart/form-data; boundary=XX"
#define PART(HEAD, BODY) "--XX\r\nContent-Disposition: form-data; " HEAD \
	"\r\n\r\n" BODY "\r\n"
#define TABLE	"Artikel;Bezeichnung;VK\nF1;Kanne;39,90\nF2;Kanne;x\n"

/* As curl -F file=@x.csv -F mapping=… sends it. */
START_TEST(s3_bulk_01_any_columns_come_as_a_form_with_a_mapping)
{
	static const char	 text[] =
	    PART("name=\"mapping\"", "{\"Artikel\":\"sku\",\"Bezeichnung\":"
	    "\"name\",\"VK\":\"price\"}")
	    PART("name=\"file\"; filename=\"x.csv\"\r\n"
	    "Content-Type: text/csv", TABLE) "--XX--\r\n";
	struct answer		*a;
	const char		*id;

	clients_open();
	a = client_send(owner, "POST", BULK "/preview", FORM, text,
	    strlen(text));
	want(a, 200);
	want_at(a, "data.kind", "csv");
	want_at(a, "data.format", "custom");
	want_at(a, "data.separator", ";");
	want_at(a, "data.columns.2.name", "VK");
	want_at(a, "data.columns.2.cell", "price");
	want_at(a, "data.products.0.effect", "create");
	want_at(a, "data.errors.0.field", "VK");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM product_text"
	    " WHERE slug = 'kanne'"), "0");
	a = client_send(owner, "POST", BULK, FORM, text, strlen(text));
	want(a, 202);
	id = id_kept(a);
	a = report_wait(owner, id);
	want_counts(a, "2", "1", "1");
	want_at(a, "data.format", "custom");
	a = client_get(owner, path_of(IMPORTS, id, "/report"));
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
	    "text/csv"));
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    id));
	ck_assert_ptr_nonnull(strstr(a->body,
	    "\r\n3,VK,IMPORT_PRICE,"));
	want(client_get(reader, path_of(IMPORTS, id, "/report")), 200);
	want(client_get(stranger, path_of(IMPORTS, id, "/report")), 403);
	want(client_get(anyone, path_of(IMPORTS, id, "/report")), 401);
	want(client_get(owner,
	    IMPORTS "/import_01h455vb4pex5vsknk084sn02q/report"), 404);
}
END_TEST

START_TEST(a_mapping_or_a_preview_is_refused_by_name)
{
	static const char	 text[] =
	    PART("name=\"mapping\"", "{\"VK\":\"cost\"}")
	    PART("name=\"file\"; filename=\"x.csv\"", TABLE) "--XX--\r\n";
	struct answer		*a;

	clients_open();
	a = client_send(owner, "POST", BULK, FORM, text, strlen(text));
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "\"mapping.VK\":"));
	want(client_send(owner, "POST", BULK "/preview", FORM, text,
	    strlen(text)), 400);
	want(client_send(reader, "POST", BULK "/preview", CSV, TABLE,
	    strlen(TABLE)), 403);
	want(client_send(anyone, "POST", BULK "/preview", CSV, TABLE,
	    strlen(TABLE)), 401);
	want(client_send(owner, "POST", BULK "/preview?dryRun=true", CSV,
	    TABLE, strlen(TABLE)), 400);
	a = client_send(owner, "POST", BULK "/preview", CSV, "\x89PNG", 4);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "error.details.file"),
	    "image/png"));
}
END_TEST

START_TEST(s3_mig_01_json_comes_over_the_wire)
{
	static const char	 text[] = "{\"categories\": [{\"slug\":"
	    " \"wire\", \"name\": \"Wire\"}], \"products\": [{\"slug\":"
	    " \"wired\", \"name\": \"Wired\", \"category\": \"wire\","
	    " \"price\": 5, \"color\": \"red\"}]}";
	struct answer		*a;

	clients_open();
	a = client_send(owner, "POST", BULK, "application/json", text,
	    strlen(text));
	want(a, 202);
	a = report_wait(owner, id_kept(a));
	want_counts(a, "2", "1", "0");
	want_at(a, "data.format", "json");
	want_at(a, "data.differences.0.column", "color");
	want_at(a, "data.differences.0.lines", "1");
}
END_TEST

/* U02 */
START_TEST(ten_gibibytes_are_refused_unread)
{
	clients_open();
	client_header(owner, "Content-Length: 10737418240");
	want(csv_post(owner, "", "slug", 4), 413);
	client_header(owner, NULL);
}
END_TEST

SUITE_MAIN("import",
    s3_api_07_a_file_is_accepted_and_its_report_names_each_bad_line,
    a_dry_run_reports_and_writes_nothing,
    only_those_who_may_edit_products_import_them,
    imports_are_listed_newest_first, a_file_that_cannot_be_read_says_why,
    an_empty_file_makes_nothing, a_cell_of_a_mebibyte_costs_its_line_only,
    spreadsheets_of_every_kind_are_understood,
    s3_bulk_01_any_columns_come_as_a_form_with_a_mapping,
    a_mapping_or_a_preview_is_refused_by_name,
    s3_mig_01_json_comes_over_the_wire,
    ten_gibibytes_are_refused_unread)
