/* SPDX-License-Identifier: ISC */
/* Many products at once, over HTTP: S3-BULK-02 and S3-BULK-03. */
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/http/catalog.h"

#define EDIT	"/api/admin/products/bulk-edit"
#define EDITS	"/api/admin/bulk-edits"
#define EXPORT	"/api/admin/products/export"
#define CHANGES	"\"changes\":[{\"field\":\"basePrice\"," \
	"\"operation\":\"multiply\",\"value\":90,\"ending\":\".90\"}]"

static const char	*corner, *first, *second, *bare;

/* A corner of the catalogue with three products. */
static void
corner_make(const char *name)
{
	char	 text[64];

	clients_open();
	corner = category_new(owner, name, NULL);
	snprintf(text, sizeof(text), "%s un", name);
	first = product_new(text, corner, ",\"basePrice\":20");
	snprintf(text, sizeof(text), "%s deux", name);
	second = product_new(text, corner, ",\"basePrice\":40");
	snprintf(text, sizeof(text), "%s nu", name);
	bare = product_new(text, corner, "");
}

static struct answer *
edit_wait(const char *id, const char *status)
{
	const time_t	 end = time(NULL) + 60;
	struct answer	*a;

	for (;;) {
		a = client_get(owner, path_of(EDITS, id, ""));
		want(a, 200);
		if (strcmp(answer_at(a, "data.status"), status) == 0)
			return a;
		ck_assert_msg(time(NULL) < end, "the edit never ends");
		poll(NULL, 0, 10);
	}
}

static const char *
price_of(const char *id)
{
	struct answer	*a = client_get(owner, path_of(PRODUCTS, id, ""));

	want(a, 200);
	return answer_at(a, "data.basePrice");
}

START_TEST(s3_bulk_02_a_preview_an_edit_and_its_undoing)
{
	struct answer	*a;
	const char	*id;
	char		 location[128];

	corner_make("Lot");
	a = client_json(owner, "POST", EDIT,
	    "{\"filter\":{\"category\":\"%s\"},\"dryRun\":true," CHANGES "}",
	    corner);
	want(a, 200);
	want_at(a, "data.total", "3");
	want_at(a, "data.changed", "2");
	want_at(a, "data.rejected", "1");
	ck_assert_ptr_nonnull(answer_at(a, "data.items.2.state"));
	ck_assert_ptr_nonnull(strstr(a->body, "\"after\":{\"basePrice\":17.90}"));
	ck_assert_ptr_nonnull(strstr(a->body, "NEEDS_PRICE"));
	ck_assert_str_eq(price_of(first), "20.00");

	a = client_json(owner, "POST", EDIT,
	    "{\"filter\":{\"category\":\"%s\"}," CHANGES "}", corner);
	want(a, 202);
	id = id_kept(a);
	snprintf(location, sizeof(location), EDITS "/%s", id);
	ck_assert_str_eq(answer_header(a, "Location"), location);
	a = edit_wait(id, "done");
	want_at(a, "data.changed", "2");
	want_at(a, "data.rejected", "1");
	ck_assert_str_eq(price_of(first), "17.90");
	ck_assert_str_eq(price_of(second), "35.90");
	a = client_get(owner, path_of(EDITS, id, "/items?state=rejected"));
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.productId", bare);
	want_at(a, "data.0.name", "Lot nu");
	want_at(a, "data.0.field", "basePrice");
	want_at(a, "data.0.code", "NEEDS_PRICE");
	a = client_get(owner, path_of(EDITS, id, "/items?limit=2"));
	want_at(a, "pagination.hasNext", "true");
	a = client_get(owner, EDITS "?limit=1");
	want(a, 200);
	want_at(a, "data.0.id", id);

	want(client_json(owner, "PATCH", path_of(PRODUCTS, second, ""),
	    "{\"isNew\":true}"), 200);
	want(client_json(owner, "POST", path_of(EDITS, id, "/undo"), "{}"),
	    202);
	a = edit_wait(id, "undone");
	want_at(a, "data.undone", "1");
	want_at(a, "data.kept", "1");
	ck_assert_str_eq(price_of(first), "20.00");
	ck_assert_str_eq(price_of(second), "35.90");
	a = client_json(owner, "POST", path_of(EDITS, id, "/undo"), "{}");
	want(a, 409);
	want_at(a, "error.code", "BULK_STATE");
}
END_TEST

START_TEST(s3_bulk_02_bad_requests_are_told_in_the_callers_language)
{
	struct answer	*a;

	corner_make("Refus");
	client_header(owner, "Accept-Language: ar");
	a = client_json(owner, "POST", EDIT, "{" CHANGES "}");
	client_header(owner, NULL);
	want(a, 400);
	want_at(a, "error.details.ids", "حدّد إما منتجات أو عامل تصفية.");
	a = client_json(owner, "POST", EDIT, "{\"ids\":[\"%s\"],\"changes\":["
	    "{\"field\":\"status\",\"operation\":\"set\",\"value\":\"SOLD\"},"
	    "{\"field\":\"stock\",\"operation\":\"multiply\",\"value\":2}]}",
	    first);
	want(a, 400);
	ck_assert_ptr_nonnull(strstr(a->body, "changes[0].value"));
	ck_assert_ptr_nonnull(strstr(a->body, "changes[1].operation"));
	want(client_json(owner, "POST", EDIT, "{\"ids\":[]," CHANGES "}"),
	    400);
	want(client_json(reader, "POST", EDIT, "{\"ids\":[\"%s\"]," CHANGES
	    "}", first), 403);
	want(client_json(anyone, "POST", EDIT, "{}"), 401);
	want(client_json(stranger, "POST", EDIT, "{\"ids\":[\"%s\"]," CHANGES
	    "}", first), 403);
	want(client_get(owner, EDITS "/bulk_01h455vb4pex5vsknk084sn02q"), 404);
	want(client_get(owner, EDITS "/bulk_01h455vb4pex5vsknk084sn02q/items"),
	    404);
	want(client_get(owner, EDITS "?limit=101"), 400);
}
END_TEST

START_TEST(another_brand_sees_no_edit_of_ours)
{
	struct answer	*a;
	const char	*id;

	corner_make("Voisin");
	a = client_json(manager, "POST", EDIT, "{\"ids\":[\"%s\",\"%s\"],"
	    CHANGES "}", first, first);
	want(a, 202);
	want_at(a, "data.total", "1");
	id = id_kept(a);
	want(client_get(stranger, path_of(EDITS, id, "")), 403);
	want(client_get(stranger, path_of(EDITS, id, "/items")), 403);
	want(client_json(stranger, "POST", path_of(EDITS, id, "/undo"), "{}"),
	    403);
	want(client_json(reader, "POST", path_of(EDITS, id, "/undo"), "{}"),
	    403);
	want(client_get(reader, path_of(EDITS, id, "")), 200);
	edit_wait(id, "done");
}
END_TEST

/* The same key and body twice is one edit. */
START_TEST(s3_bulk_02_an_edit_sent_twice_is_done_once)
{
	struct answer	*a;
	const char	*id;

	corner_make("Double");
	client_header(owner, "Idempotency-Key: bulk-edit-1");
	a = client_json(owner, "POST", EDIT, "{\"ids\":[\"%s\"]," CHANGES "}",
	    first);
	want(a, 202);
	id = id_kept(a);
	a = client_json(owner, "POST", EDIT, "{\"ids\":[\"%s\"]," CHANGES "}",
	    first);
	client_header(owner, NULL);
	want(a, 202);
	want_at(a, "data.id", id);
	edit_wait(id, "done");
	ck_assert_str_eq(price_of(first), "17.90");
}
END_TEST

/* ---- export ------------------------------------------------------------- */

START_TEST(s3_bulk_03_an_export_is_a_file_with_a_name)
{
	static const struct { const char *query, *type, *end, *begins; } t[] = {
		{ "", "text/csv; charset=utf-8", ".csv\"", "slug," },
		{ "?format=csv&separator=%3B&bom=true",
		  "text/csv; charset=utf-8", ".csv\"", "\xef\xbb\xbfslug;" },
		{ "?format=xlsx", "application/vnd.openxmlformats-officedocument"
		  ".spreadsheetml.sheet", ".xlsx\"", "PK\3\4" },
		{ "?format=json", "application/json; charset=utf-8",
		  ".json\"", "{\"generator\":\"souk\",\"currency\":" },
	};
	struct answer	*a;
	const char	*name;
	char		 path[128];
	size_t		 i;

	corner_make("Sortie");
	for (i = 0; i < COUNT(t); i++) {
		snprintf(path, sizeof(path), EXPORT "%s", t[i].query);
		a = client_get(reader, path);
		want(a, 200);
		ck_assert_str_eq(answer_header(a, "Content-Type"), t[i].type);
		name = answer_header(a, "Content-Disposition");
		ck_assert_ptr_nonnull(name);
		ck_assert_int_eq(strncmp(name,
		    "attachment; filename=\"products-20", 32), 0);
		ck_assert_str_eq(name + strlen(name) - strlen(t[i].end),
		    t[i].end);
		ck_assert_uint_gt(a->len, 500);
		ck_assert_int_eq(memcmp(a->body, t[i].begins,
		    strlen(t[i].begins)), 0);
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "no-store");
	}
}
END_TEST

START_TEST(s3_bulk_03_an_export_has_what_its_filter_shows_and_is_guarded)
{
	struct answer	*a;
	char		 path[160];

	corner_make("Filtre");
	snprintf(path, sizeof(path), EXPORT "?category=%s", corner);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "\r\nfiltre-un,"));
	ck_assert_ptr_null(strstr(a->body, "\r\nsortie-un,"));
	snprintf(path, sizeof(path), EXPORT "?q=filtre&status=ACTIVE");
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "\r\nfiltre-un,"));
	want(client_get(owner, EXPORT "?format=pdf"), 400);
	want(client_get(owner, EXPORT "?separator=%09"), 400);
	want(client_get(owner, EXPORT "?category=nowhere"), 400);
	want(client_get(owner, EXPORT "?unknown=1"), 400);
	want(client_get(anyone, EXPORT), 401);
	a = client_get(stranger, EXPORT);
	want(a, 200);
	ck_assert_ptr_null(strstr(a->body, "filtre-un"));
	snprintf(path, sizeof(path), EXPORT "?category=%s", corner);
	want(client_get(stranger, path), 403);
}
END_TEST

/* What came out goes in again and changes nothing. */
START_TEST(s3_bulk_03_an_export_imported_again_changes_nothing)
{
	struct answer	*a;
	char		*bytes, query[200];
	const time_t	 end = time(NULL) + 60;

	corner_make("Retour");
	a = client_get(owner, EXPORT);
	want(a, 200);
	bytes = strndup(a->body, a->len);
	a = client_send(owner, "POST", "/api/admin/products/bulk", "text/csv",
	    bytes, strlen(bytes));
	want(a, 202);
	snprintf(query, sizeof(query), "SELECT changed + created + rejected"
	    " FROM catalog_import WHERE id = '%s' AND status = 'done'",
	    id_kept(a));
	while (shop_sql(query)[0] == '\0') {
		ck_assert_msg(time(NULL) < end, "the import never ends");
		poll(NULL, 0, 20);
	}
	ck_assert_str_eq(shop_sql(query), "0");
	free(bytes);
}
END_TEST

/* ---- on the command line ------------------------------------------------ */

START_TEST(s3_bulk_03_souk_export_writes_what_the_route_does)
{
	struct answer	*a;
	struct stat	 st;
	char		*out, *json, path[256];

	corner_make("Commande");
	ck_assert_int_eq(shop_command(NULL, &out, "export", NULL), 0);
	a = client_get(owner, EXPORT);
	ck_assert_str_eq(out, a->body);
	snprintf(path, sizeof(path), "%s/out.json", shop_home());
	ck_assert_int_eq(shop_command(NULL, &json, "export", "--format",
	    "json", path, NULL), 0);
	ck_assert_int_eq(stat(path, &st), 0);
	a = client_get(owner, EXPORT "?format=json");
	ck_assert_int_eq(st.st_size, (off_t)a->len);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(shop_command(NULL, &json, "export", "--format",
	    "pdf", NULL), 2);
	ck_assert_int_eq(shop_command(NULL, &json, "export", "a", "b", NULL),
	    2);
	ck_assert_int_ne(shop_command(NULL, &json, "export",
	    "/nowhere/at/all.csv", NULL), 0);
	free(out);
}
END_TEST

SUITE_MAIN("bulk edit",
    s3_bulk_02_a_preview_an_edit_and_its_undoing,
    s3_bulk_02_bad_requests_are_told_in_the_callers_language,
    another_brand_sees_no_edit_of_ours,
    s3_bulk_02_an_edit_sent_twice_is_done_once,
    s3_bulk_03_an_export_is_a_file_with_a_name,
    s3_bulk_03_an_export_has_what_its_filter_shows_and_is_guarded,
    s3_bulk_03_an_export_imported_again_changes_nothing,
    s3_bulk_03_souk_export_writes_what_the_route_does)
