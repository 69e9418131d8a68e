/* SPDX-License-Identifier: ISC */
/*
 * What holds of every route of the API, tried on every route: the envelope,
 * the words of a refusal, CSRF, unknown names, pages, the document.
 */
#include "tests/http/catalog.h"
#include "tests/http/routes.h"

#define EACH_API_ROUTE(ROUTE) \
	(const struct json_in *ROUTE = routes->items; \
	    ROUTE < routes->items + routes->count; ROUTE++) \
		if (is_page(ROUTE) || has_flag(ROUTE, "page")) \
			continue; \
		else

static char	 path[512];

static const char *
path_filled(const struct json_in *route)
{
	fill_path(text_of(route, "path"), path, sizeof(path));
	return path;
}

static bool
is_get(const struct json_in *route)
{
	return strcmp(text_of(route, "method"), "GET") == 0;
}

static void
contract_open(void)
{
	clients_open();
	if (routes == NULL)
		routes_load();
}

/* ---- the envelope ------------------------------------------------------- */

static void
want_envelope(const struct answer *a, const char *where)
{
	const char	*success = answer_at(a, "success");
	const char	*id = answer_at(a, "meta.requestId");
	const char	*time = answer_at(a, "meta.timestamp");

	ck_assert_msg(success != NULL && id != NULL && time != NULL &&
	    answer_at(a, "meta.duration") != NULL, "%s: %s", where, a->body);
	ck_assert_str_eq(success, a->status < 400 ? "true" : "false");
	ck_assert_str_eq(id, answer_header(a, "X-Request-Id"));
	ck_assert_msg(strlen(time) == 24 && time[10] == 'T' &&
	    time[23] == 'Z', "%s", time);
	if (a->status < 400) {
		ck_assert_ptr_nonnull(answer_at(a, "data"));
		ck_assert_ptr_null(answer_at(a, "error"));
		return;
	}
	ck_assert_ptr_null(answer_at(a, "data"));
	ck_assert_ptr_nonnull(answer_at(a, "error.code"));
	ck_assert_ptr_nonnull(answer_at(a, "error.message"));
	ck_assert_msg(answer_at(a, "error.details")[0] == '{', "%s", a->body);
}

/* S3-API-24, S3-API-25, S1-GEN-05, S2-UTIL-01, C-16, C-51 */
START_TEST(s0_gen_03_every_route_answers_in_one_envelope)
{
	struct client	*bearer;
	struct answer	*a;
	int		 good = 0, bad = 0;

	contract_open();
	bearer = client_bearer("owner");
	for EACH_API_ROUTE(route) {
		if (has_flag(route, "bare") ||
		    ends_session(text_of(route, "path")))
			continue;
		a = route_send(bearer, text_of(route, "method"),
		    path_filled(route));
		ck_assert_int_lt(a->status, 500);
		want_envelope(a, path);
		*(a->status < 400 ? &good : &bad) += 1;
	}
	ck_assert_int_ge(good, 10);
	ck_assert_int_ge(bad, 15);
	want_envelope(client_get(anyone, "/api/no/such/route"), "404");
	want_envelope(client_json(anyone, "DELETE", PUBLIC, NULL), "405");
	client_free(bearer);
}
END_TEST

/* ---- refusals ----------------------------------------------------------- */

/* S3-AUTH-11, C-18 */
START_TEST(s0_gen_04_every_guarded_route_says_non_authentifie)
{
	struct client	*c = client_new();
	struct answer	*a;
	int		 guarded = 0;

	contract_open();
	client_header(c, "Accept-Language: fr");
	for EACH_API_ROUTE(route) {
		if (is_for_anyone(route))
			continue;
		a = route_send(c, text_of(route, "method"),
		    path_filled(route));
		want(a, 401);
		want_at(a, "error.code", "UNAUTHORIZED");
		want_at(a, "error.message", "Non authentifié");
		ck_assert_ptr_nonnull(answer_header(a, "WWW-Authenticate"));
		guarded++;
	}
	ck_assert_int_gt(guarded, 20);
	client_free(c);
}
END_TEST

/* A browser's session whose pages hold no CSRF token. */
static struct client *
client_without_token(void)
{
	struct client	*c = client_new();

	want(client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}", shop_password),
	    200);
	return c;
}

/* As the route takes it: what is of another type is refused before. */
static struct answer *
typed_send(struct client *c, const struct json_in *route, const char *to)
{
	if (!has_flag(route, "form"))
		return route_send(c, text_of(route, "method"), to);
	return client_send(c, text_of(route, "method"), to,
	    "application/x-www-form-urlencoded", "a=b", 3);
}

/* S4-SEC-07: a cookie alone changes nothing, neither bare nor forged. */
START_TEST(s3_sec_02_no_route_changes_anything_without_a_csrf_token)
{
	struct client	*bare = client_without_token();
	struct client	*forged = client_without_token();
	struct answer	*a;
	int		 guarded = 0;

	contract_open();
	client_header(forged, "X-CSRF-Token: "
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	for EACH_API_ROUTE(route) {
		if (is_get(route) || has_flag(route, "upload") ||
		    ends_session(text_of(route, "path")))
			continue;
		a = typed_send(bare, route, path_filled(route));
		want(a, 403);
		want_at(a, "error.code", "CSRF_INVALID");
		want(typed_send(forged, route, path), 403);
		guarded++;
	}
	ck_assert_int_gt(guarded, 10);
	want(client_send(bare, "POST", PRODUCTS "/bulk", "text/csv", "a\n", 2),
	    403);
	want(client_send(bare, "POST", "/api/auth/logout", NULL, NULL, 0),
	    403);
	want(client_get(bare, "/api/auth/session"), 200);
	client_free(bare);
	client_free(forged);
}
END_TEST

/* S1-GEN-07, S2-VAL-01: the query of every route is declared. */
START_TEST(s3_sec_16_no_route_takes_a_name_it_does_not_know)
{
	struct client	*bearer;
	struct answer	*a;
	char		 asked[sizeof(path) + 16];

	contract_open();
	bearer = client_bearer("owner");
	client_header(bearer, "Accept-Language: en");
	for EACH_API_ROUTE(route) {
		if (!is_get(route))
			continue;
		snprintf(asked, sizeof(asked), "%s?nobody=1",
		    path_filled(route));
		a = client_get(bearer, asked);
		ck_assert_msg(a->status == 400, "%s: %d", asked, a->status);
		want_at(a, "error.code", "VALIDATION_ERROR");
		ck_assert_ptr_nonnull(answer_at(a, "error.details.nobody"));
	}
	client_free(bearer);
}
END_TEST

/* ---- pages, codes, the document ----------------------------------------- */

static struct answer *
list_get(const struct json_in *route, int limit)
{
	const char	*last = strrchr(text_of(route, "path"), '/');
	char		 asked[sizeof(path) + 32];

	snprintf(asked, sizeof(asked), "%s?limit=%d%s", path_filled(route),
	    limit, strcmp(last, "/search") == 0 ? "&q=a" : "");
	return client_get(owner, asked);
}

/* S1-PERF-03, S3-API-26, S4-PERF-06, C-17 */
START_TEST(s0_gen_07_every_list_tells_where_it_stands)
{
	static const char *const members[] = { "page", "limit", "pageSize",
		"total", "totalPages", "hasNext", "hasPrev", "nextCursor" };
	struct answer	*a;
	char		 at[64];
	int		 lists = 0;

	contract_open();
	for EACH_API_ROUTE(route) {
		if (!has_flag(route, "paged"))
			continue;
		want(list_get(route, 101), 400);
		a = list_get(route, 1);
		if (strchr(text_of(route, "path"), '{') != NULL) {
			want(a, 404);	/* of something that is not there */
			continue;
		}
		want(a, 200);
		for (size_t i = 0; i < COUNT(members); i++) {
			snprintf(at, sizeof(at), "pagination.%s", members[i]);
			ck_assert_msg(answer_at(a, at) != NULL, "%s: %s", path,
			    at);
		}
		want_at(a, "pagination.pageSize", "1");
		lists++;
	}
	ck_assert_int_ge(lists, 6);
}
END_TEST

/* S3-API-25, S2-VAL-01: the texts of the seeds, and the code of each. */
START_TEST(s3_api_27_each_refusal_has_its_code_and_words)
{
	static const struct {
		const char	*method, *path, *language, *body;
		int		 status;
		const char	*code, *message;
	} t[] = {
		{ "GET", "/api/auth/me", "en", NULL, 401, "UNAUTHORIZED",
		    "Not authenticated" },
		{ "GET", "/api/auth/me", "fr", NULL, 401, "UNAUTHORIZED",
		    "Non authentifié" },
		{ "GET", "/api/auth/me", "ar", NULL, 401, "UNAUTHORIZED",
		    "لم يتم تسجيل الدخول" },
		{ "GET", "/api/auth/me", "de", NULL, 401, "UNAUTHORIZED",
		    "Non authentifié" },
		{ "GET", PUBLIC "?page=0", "fr", NULL, 400,
		    "VALIDATION_ERROR", NULL },
		{ "GET", PUBLIC "/nothing", "fr", NULL, 404, "NOT_FOUND",
		    NULL },
		{ "GET", "/api/nothing", "fr", NULL, 404, "NOT_FOUND", NULL },
		{ "PATCH", PUBLIC, "fr", NULL, 405, "METHOD_NOT_ALLOWED",
		    "Méthode non autorisée" },
		{ "POST", "/api/auth/login", "fr", "{", 400,
		    "VALIDATION_ERROR", NULL },
		{ "POST", "/api/auth/login", "fr",
		    "{\"username\":\"nobody\",\"password\":\"x\"}", 401,
		    "INVALID_CREDENTIALS", NULL },
	};
	struct client	*c;
	struct answer	*a;
	char		 line[64];

	for (size_t i = 0; i < COUNT(t); i++) {
		c = client_new();
		snprintf(line, sizeof(line), "Accept-Language: %s",
		    t[i].language);
		client_header(c, line);
		a = client_send(c, t[i].method, t[i].path, NULL, t[i].body,
		    t[i].body == NULL ? 0 : strlen(t[i].body));
		want(a, t[i].status);
		want_at(a, "error.code", t[i].code);
		if (t[i].message != NULL)
			want_at(a, "error.message", t[i].message);
		client_free(c);
	}
}
END_TEST

static void
method_lower(const struct json_in *route, char *method, size_t size)
{
	snprintf(method, size, "%s", text_of(route, "method"));
	for (; *method != '\0'; method++)
		*method |= 0x20;
}

/* S0-Q-08, S1-GEN-01, S1-GEN-12: in its own words, with what it answers. */
START_TEST(s3_doc_01_the_document_describes_every_route)
{
	struct answer	*a;
	char		 at[256], method[8];
	int		 described = 0;

	contract_open();
	a = client_get(anyone, "/api/openapi.json");
	for EACH_API_ROUTE(route) {
		if (has_flag(route, "hidden") ||
		    strchr(text_of(route, "path"), '.') != NULL)
			continue;
		method_lower(route, method, sizeof(method));
		snprintf(at, sizeof(at), "paths.%s.%s.summary",
		    text_of(route, "path"), method);
		want_at(a, at, text_of(route, "summary"));
		snprintf(at, sizeof(at), "paths.%s.%s.responses",
		    text_of(route, "path"), method);
		ck_assert_msg(answer_at(a, at) != NULL, "%s", at);
		described++;
	}
	ck_assert_int_gt(described, 30);
}
END_TEST

/* NULL: it leads nowhere.  Its parts are names, without "~". */
static const struct json_in *
led_to(const struct json_in *document, const char *ref)
{
	const struct json_in	*to = document;
	char			 name[128];
	size_t			 n;

	for (ref += strcspn(ref, "/"); to != NULL && *ref == '/'; ref += n) {
		n = strcspn(++ref, "/");
		snprintf(name, sizeof(name), "%.*s", (int)n, ref);
		to = to->type == JSON_OBJECT ? json_member(to, name) : NULL;
	}
	return to;
}

/* How many, in all that is in there. */
static int
refs_look(const struct json_in *document, const struct json_in *in)
{
	const struct json_in	*ref = in->type == JSON_OBJECT ?
				    json_member(in, "$ref") : NULL;
	int			 n = ref != NULL;

	if (ref != NULL)
		ck_assert_msg(strncmp(ref->text, "#/", 2) == 0 &&
		    led_to(document, ref->text) != NULL, "%s", ref->text);
	for (size_t i = 0; (in->type == JSON_OBJECT ||
	    in->type == JSON_ARRAY) && i < in->count; i++)
		n += refs_look(document, &in->items[i]);
	return n;
}

START_TEST(s3_doc_01_every_reference_of_the_document_leads_somewhere)
{
	const struct answer	*a = client_get(anyone, "/api/openapi.json");
	struct arena		*arena = arena_new(64 << 20);
	struct json_in		*document;
	const char		*name;
	size_t			 at;

	want(a, 200);
	ck_assert_int_eq(json_parse_most(arena, a->body, a->len,
	    256 * JSON_VALUES, &document, &at, &name), JSON_OK);
	ck_assert_int_gt(refs_look(document, document), 300);
	ck_assert_ptr_nonnull(led_to(document, "#/components/schemas/WhatsAppNumber"));
	ck_assert_ptr_null(led_to(document, "#/components/schemas/Nothing"));
	arena_free(arena);
}
END_TEST

/* What people write, how it is answered, and how they are told. */
START_TEST(s3_api_10_every_route_of_talking_is_there_and_described)
{
	static const struct { const char *methods, *path; } rows[] = {
		{ "get post", "/webhooks/meta" },
		{ "post", "/webhooks/twilio/status" },
		{ "post", "/webhooks/twilio/text" },
		{ "get", "/api/admin/whatsapp/numbers" },
		{ "get patch", "/api/admin/whatsapp/numbers/{id}" },
		{ "post", "/api/admin/whatsapp/sync" },
		{ "get", "/api/admin/whatsapp/templates" },
		{ "get", "/api/admin/whatsapp/sends" },
		{ "get", "/api/admin/whatsapp/sends/{id}" },
		{ "post", "/api/admin/whatsapp/sends/{id}/retry" },
		{ "post", "/api/admin/whatsapp/sends/{id}/drop" },
		{ "get", "/api/admin/whatsapp/events" },
		{ "get", "/api/admin/whatsapp/events/{id}" },
		{ "post", "/api/admin/whatsapp/events/{id}/replay" },
		{ "get post", "/api/prospects" },
		{ "get patch", "/api/prospects/{id}" },
		{ "get", "/api/conversations" },
		{ "get patch", "/api/conversations/{id}" },
		{ "get post", "/api/conversations/{id}/messages" },
		{ "get post", "/api/labels" },
		{ "get post", "/api/canned-replies" },
		{ "get", "/api/admin/messages" },
		{ "get patch", "/api/admin/messages/{id}" },
		{ "post", "/api/admin/messages/{id}/reply" },
		{ "post", "/api/public/contact" },
		{ "get", "/api/notifications" },
		{ "get put", "/api/users/me/notices" },
		{ "get", "/api/admin/notices" },
		{ "get", "/api/admin/sms" },
	};
	struct answer	*a = client_get(anyone, "/api/openapi.json");
	char		 at[160];

	for (size_t i = 0; i < COUNT(rows); i++)
		for (const char *m = rows[i].methods; *m != '\0';) {
			const int	 n = (int)strcspn(m, " ");

			snprintf(at, sizeof(at), "paths.%s.%.*s.responses",
			    rows[i].path, n, m);
			ck_assert_msg(answer_at(a, at) != NULL, "%s", at);
			m += n + (m[n] == ' ');
		}
}
END_TEST

/* Each area that the foundation has answers under its own path. */
START_TEST(s1_gen_03_every_area_of_the_foundation_has_its_routes)
{
	static const struct { const char *area, *path; } areas[] = {
		{ "auth", "/api/auth/" }, { "users", "/api/admin/users" },
		{ "products", "/api/admin/products" },
		{ "products", "/api/admin/categories" },
		{ "products", "/api/public/products" },
		{ "common", "/api/admin/settings" },
		{ "common", "/api/admin/audit" },
		{ "common", "/api/admin/imports" },
		{ "common", "/api/health" }, { "common", "/api/metrics" },
	};
	int	found;

	contract_open();
	for (size_t i = 0; i < COUNT(areas); i++) {
		found = 0;
		for EACH_API_ROUTE(route)
			found += strncmp(text_of(route, "path"),
			    areas[i].path, strlen(areas[i].path)) == 0;
		ck_assert_msg(found > 0, "%s: %s", areas[i].area,
		    areas[i].path);
	}
}
END_TEST

SUITE_MAIN("contract",
    s0_gen_03_every_route_answers_in_one_envelope,
    s0_gen_04_every_guarded_route_says_non_authentifie,
    s3_sec_02_no_route_changes_anything_without_a_csrf_token,
    s3_sec_16_no_route_takes_a_name_it_does_not_know,
    s0_gen_07_every_list_tells_where_it_stands,
    s3_api_27_each_refusal_has_its_code_and_words,
    s3_doc_01_the_document_describes_every_route,
    s3_doc_01_every_reference_of_the_document_leads_somewhere,
    s3_api_10_every_route_of_talking_is_there_and_described,
    s1_gen_03_every_area_of_the_foundation_has_its_routes)
