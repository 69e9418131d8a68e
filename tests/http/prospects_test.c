/* SPDX-License-Identifier: ISC */
/* People who may buy, as the staff keep them. */
#include "tests/http/catalog.h"

#define PROSPECTS	"/api/prospects"
#define NOBODY		"prospect_01h455vb4pex5vsknk084sn02q"

static const char *
prospect_new(const char *json)
{
	struct answer	*a = client_json(owner, "POST", PROSPECTS, "%s",
			    json);

	want(a, 201);
	return id_kept(a);
}

static const char *
user_id(const char *username)
{
	static char	 id[64];
	char		 sql[120], *found;

	snprintf(sql, sizeof(sql), "SELECT id FROM users WHERE username ="
	    " '%s'", username);
	found = shop_sql(sql);
	snprintf(id, sizeof(id), "%s", found);
	free(found);
	return id;
}

static void
total(const char *query, const char *count)
{
	char		 path[200];
	struct answer	*a;

	snprintf(path, sizeof(path), PROSPECTS "?%s", query);
	a = client_get(manager, path);
	want(a, 200);
	ck_assert_msg(strcmp(answer_at(a, "pagination.total"), count) == 0,
	    "%s: %s", query, a->body);
}

START_TEST(s1_pro_01_prospects_are_written_down_read_changed_and_deleted)
{
	struct answer	*a;
	const char	*id;

	clients_open();
	id = prospect_new("{\"name\":\"Aïcha Benali\",\"phone\":"
	    "\"+33612345678\",\"email\":\"Aicha@Example.org\","
	    "\"company\":\"Riad\",\"tags\":[\"vip\",\"gros\"],"
	    "\"notes\":\"Rappeler\\nlundi\"}");
	a = client_get(manager, path_of(PROSPECTS, id, ""));
	want(a, 200);
	want_at(a, "data.phone", "+33612345678");
	want_at(a, "data.email", "aicha@example.org");
	want_at(a, "data.status", "new");
	want_at(a, "data.source", "staff");
	want_at(a, "data.tags.1", "gros");
	want_at(a, "data.notes", "Rappeler\nlundi");
	a = client_json(manager, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"status\":\"qualified\",\"ownerId\":\"%s\",\"email\":null}",
	    user_id("manager"));
	want(a, 200);
	want_at(a, "data.status", "qualified");
	want_at(a, "data.ownerId", user_id("manager"));
	want_at(a, "data.version", "2");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " entity_type = 'Prospect' AND (changes LIKE '%Benali%'"
	    " OR changes LIKE '%3361234%')"), "0");
	want(client_send(owner, "DELETE", path_of(PROSPECTS, id, ""), NULL,
	    NULL, 0), 200);
	want(client_get(owner, path_of(PROSPECTS, id, "")), 404);
	total("q=benali", "0");
}
END_TEST

START_TEST(s1_pro_01_prospects_are_found_by_words_and_filters)
{
	clients_open();
	prospect_new("{\"name\":\"Élodie Durand\",\"phone\":"
	    "\"+33698765432\",\"email\":\"elodie@exemple.fr\","
	    "\"tags\":[\"50% %_\",\"pro\"]}");
	prospect_new("{\"name\":\"محمّد العربي\",\"status\":\"lost\","
	    "\"source\":\"import\"}");
	total("q=elodie", "1");
	total("q=DURAND%20ELO", "1");
	total("q=0698765432", "1");
	total("q=%2B33%206%2098%2076%2054%2032", "1");
	total("q=exemple.fr", "1");
	total("q=%D9%85%D8%AD%D9%85%D8%AF", "1");
	total("q=%22%2A%20OR", "0");
	total("q=durand%20absent", "0");
	total("tag=50%25%20%25_", "1");
	total("tag=50", "0");
	total("tag=%25", "0");
	total("status=lost", "1");
	total("source=import&status=new", "0");
	total("owner=me&q=durand", "0");
	total("owner=none&q=durand", "1");
}
END_TEST

static const struct { const char *json, *field; int status; } refusals[] = {
	{ "{}", "name", 400 },
	{ "{\"name\":\"\"}", "name", 400 },
	{ "{\"name\":\"a\\u0000b\"}", "name", 400 },
	{ "{\"name\":\"X\",\"phone\":\"0612345678\"}", "phone", 400 },
	{ "{\"name\":\"X\",\"phone\":\"+33<b>\"}", "phone", 400 },
	{ "{\"name\":\"X\",\"email\":\"x\"}", "email", 400 },
	{ "{\"name\":\"X\",\"status\":\"NEUF\"}", "status", 400 },
	{ "{\"name\":\"X\",\"source\":\"télé\"}", "source", 400 },
	{ "{\"name\":\"X\",\"ownerId\":\"user_1\"}", "ownerId", 400 },
	{ "{\"name\":\"X\",\"ownerId\":\"user_01h455vb4pex5vsknk084sn02q\"}",
	    "ownerId", 400 },
	{ "{\"name\":\"X\",\"customerId\":"
	    "\"user_01h455vb4pex5vsknk084sn02q\"}", "customerId", 400 },
	{ "{\"name\":\"X\",\"personId\":\"waperson_1\"}", "personId", 400 },
	{ "{\"name\":\"X\",\"mergedInto\":null}", "mergedInto", 400 },
	{ "{\"name\":\"X\",\"tags\":[\"a\\nb\"]}", "tags[0]", 400 },
	{ "{\"name\":\"X\",\"phone\":\"+33600000001\"}", "phone", 409 },
	{ "{\"name\":\"X\",\"email\":\"PRIS@exemple.fr\"}", "email", 409 },
};

START_TEST(s1_pro_01_refused_prospects_name_their_field)
{
	struct answer	*a;
	const char	*id;
	char		 at[80];

	clients_open();
	prospect_new("{\"name\":\"Pris\",\"phone\":\"+33600000001\","
	    "\"email\":\"pris@exemple.fr\"}");
	for (size_t i = 0; i < COUNT(refusals); i++) {
		a = client_json(owner, "POST", PROSPECTS, "%s",
		    refusals[i].json);
		ck_assert_msg(a->status == refusals[i].status, "%s: %d %s",
		    refusals[i].json, a->status, a->body);
		snprintf(at, sizeof(at), "error.details.%s",
		    refusals[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    refusals[i].json, a->body);
	}
	/* who is not of the staff that answers owns nobody */
	a = client_json(owner, "POST", PROSPECTS,
	    "{\"name\":\"X\",\"ownerId\":\"%s\"}", user_id("reader"));
	want(a, 400);
	a = client_json(owner, "POST", PROSPECTS,
	    "{\"name\":\"X\",\"ownerId\":\"%s\"}", user_id("stranger"));
	want(a, 400);
	id = prospect_new("{\"name\":\"Autre\"}");
	a = client_json(owner, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"phone\":\"+33600000001\"}");
	want(a, 409);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.phone"));
	/* its own number is no other's */
	want(client_json(owner, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"phone\":\"+33600000002\"}"), 200);
	want(client_json(owner, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"phone\":\"+33600000002\"}"), 200);
	want(client_json(owner, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"source\":\"import\"}"), 400);
}
END_TEST

START_TEST(s1_pro_01_prospects_are_the_shops_own)
{
	const char	*id;

	clients_open();
	id = prospect_new("{\"name\":\"À nous\"}");
	want(client_get(anyone, PROSPECTS), 401);
	want(client_get(reader, PROSPECTS), 403);
	want(client_get(stranger, path_of(PROSPECTS, id, "")), 403);
	want(client_json(stranger, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"name\":\"À eux\"}"), 403);
	want(client_send(stranger, "DELETE", path_of(PROSPECTS, id, ""),
	    NULL, NULL, 0), 403);
	want(client_json(stranger, "POST", path_of(PROSPECTS, id, "/merge"),
	    "{\"other\":\"prospect_01h455vb4pex5vsknk084sn02q\"}"), 403);
	want_at(client_get(stranger, PROSPECTS), "pagination.total", "0");
	want(client_get(owner, path_of(PROSPECTS,
	    "prospect_01h455vb4pex5vsknk084sn02q", "")), 404);
	client_header(owner, "If-Match: \"v9\"");
	want(client_json(owner, "PATCH", path_of(PROSPECTS, id, ""),
	    "{\"name\":\"Y\"}"), 412);
	client_header(owner, NULL);
}
END_TEST

START_TEST(s1_pro_01_two_prospects_that_were_one_become_one)
{
	struct answer	*a;
	const char	*into, *from, *theirs;

	clients_open();
	into = prospect_new("{\"name\":\"Sara\",\"phone\":\"+33611111111\","
	    "\"tags\":[\"a\"]}");
	from = prospect_new("{\"name\":\"Sara B\",\"email\":"
	    "\"sara@exemple.fr\",\"tags\":[\"b\"]}");
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"%s\"}", into), 409);
	/* With themselves nobody is merged, whoever that would be. */
	want(client_json(owner, "POST", path_of(PROSPECTS, NOBODY, "/merge"),
	    "{\"other\":\"" NOBODY "\"}"), 409);
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"" NOBODY "\"}"), 404);
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"user_1\"}"), 400);
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{}"), 400);
	a = client_json(stranger, "POST", PROSPECTS, "{\"name\":\"Sara\"}");
	want(a, 201);
	theirs = id_kept(a);
	want(client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"%s\"}", theirs), 403);
	want(client_json(owner, "POST", path_of(PROSPECTS, theirs, "/merge"),
	    "{\"other\":\"%s\"}", into), 403);
	want(client_get(stranger, path_of(PROSPECTS, theirs, "")), 200);
	a = client_json(owner, "POST", path_of(PROSPECTS, into, "/merge"),
	    "{\"other\":\"%s\"}", from);
	want(a, 200);
	want_at(a, "data.email", "sara@exemple.fr");
	want_at(a, "data.phone", "+33611111111");
	want_at(a, "data.tags.1", "b");
	a = client_get(owner, path_of(PROSPECTS, from, ""));
	want(a, 200);
	want_at(a, "data.mergedInto", into);
	want(client_json(owner, "PATCH", path_of(PROSPECTS, from, ""),
	    "{\"name\":\"Z\"}"), 409);
	total("q=sara", "1");
}
END_TEST

START_TEST(s1_pro_01_the_export_disarms_formulas)
{
	struct answer	*a;

	clients_open();
	prospect_new("{\"name\":\"=HYPERLINK(\\\"http://x\\\")\","
	    "\"phone\":\"+33677777777\",\"notes\":\"@SUM(1)\"}");
	a = client_get(owner, PROSPECTS "/export?q=hyperlink");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "name,phone,email"));
	ck_assert_ptr_nonnull(strstr(a->body, "'=HYPERLINK"));
	ck_assert_ptr_nonnull(strstr(a->body, "'@SUM"));
	ck_assert_ptr_null(strstr(a->body, "Pris"));
	want(client_get(reader, PROSPECTS "/export"), 403);
}
END_TEST

SUITE_MAIN("prospects",
    s1_pro_01_prospects_are_written_down_read_changed_and_deleted,
    s1_pro_01_prospects_are_found_by_words_and_filters,
    s1_pro_01_refused_prospects_name_their_field,
    s1_pro_01_prospects_are_the_shops_own,
    s1_pro_01_two_prospects_that_were_one_become_one,
    s1_pro_01_the_export_disarms_formulas)
