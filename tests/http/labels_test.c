/* SPDX-License-Identifier: ISC */
/* What talks are sorted by, and what is said often. */
#include "tests/http/catalog.h"

#define LABELS	"/api/labels"
#define CANNED	"/api/canned-replies"

static const char *
made(const char *all, const char *json)
{
	struct answer	*a = client_json(owner, "POST", all, "%s", json);

	want(a, 201);
	return id_kept(a);
}

START_TEST(target_48_labels_are_made_changed_and_deleted)
{
	struct answer	*a;
	const char	*id;
	char		 next[300];

	clients_open();
	id = made(LABELS, "{\"name\":\"Réclamation\",\"color\":\"#ff0000\"}");
	a = client_get(manager, path_of(LABELS, id, ""));
	want(a, 200);
	want_at(a, "data.color", "#ff0000");
	want_at(a, "data.version", "1");
	a = client_json(manager, "PATCH", path_of(LABELS, id, ""),
	    "{\"name\":\"Urgent\"}");
	want(a, 200);
	want_at(a, "data.name", "Urgent");
	/* the old name is free again */
	made(LABELS, "{\"name\":\"reclamation\"}");
	a = client_get(owner, LABELS "?limit=1");
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.name", "reclamation");
	snprintf(next, sizeof(next), LABELS "?limit=1&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	want_at(client_get(owner, next), "data.0.name", "Urgent");
	want(client_send(owner, "DELETE", path_of(LABELS, id, ""), NULL, NULL,
	    0), 200);
	want(client_get(owner, path_of(LABELS, id, "")), 404);
}
END_TEST

START_TEST(target_48_canned_replies_are_listed_by_their_shortcuts)
{
	struct answer	*a;
	char		 next[300];

	clients_open();
	made(CANNED, "{\"shortcut\":\"merci\",\"title\":\"Merci\","
	    "\"text\":\"Merci {name} !\\n{agent}, {shop}\"}");
	made(CANNED, "{\"shortcut\":\"bonjour\",\"title\":\"Salut\","
	    "\"text\":\"Bonjour\"}");
	a = client_get(manager, CANNED "?limit=1");
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.shortcut", "bonjour");
	snprintf(next, sizeof(next), CANNED "?limit=1&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	want_at(client_get(manager, next), "data.0.shortcut", "merci");
}
END_TEST

static const struct {
	const char *all, *json, *field;
	int status;
} refusals[] = {
	{ LABELS, "{}", "name", 400 },
	{ LABELS, "{\"name\":\"\"}", "name", 400 },
	{ LABELS, "{\"name\":\"!?\"}", "name", 400 },
	{ LABELS, "{\"name\":\"a\\u202eb\"}", "name", 400 },
	{ LABELS, "{\"name\":\"Rouge\",\"color\":\"rouge\"}", "color", 400 },
	{ LABELS, "{\"name\":\"Rouge\",\"color\":\"#12345g\"}", "color",
	    400 },
	{ LABELS, "{\"name\":\"PRIS\"}", NULL, 409 },
	{ CANNED, "{\"shortcut\":\"x\",\"title\":\"X\"}", "text", 400 },
	{ CANNED, "{\"shortcut\":\"Un Mot\",\"title\":\"X\","
	    "\"text\":\"X\"}", "shortcut", 400 },
	{ CANNED, "{\"shortcut\":\"pris\",\"title\":\"X\",\"text\":\"X\"}",
	    NULL, 409 },
};

START_TEST(target_48_refused_labels_and_replies_name_their_field)
{
	struct answer	*a;
	char		 at[80];

	clients_open();
	made(LABELS, "{\"name\":\"Pris\"}");
	made(CANNED,
	    "{\"shortcut\":\"pris\",\"title\":\"P\",\"text\":\"P\"}");
	for (size_t i = 0; i < COUNT(refusals); i++) {
		a = client_json(owner, "POST", refusals[i].all, "%s",
		    refusals[i].json);
		ck_assert_msg(a->status == refusals[i].status, "%s: %d %s",
		    refusals[i].json, a->status, a->body);
		if (refusals[i].field == NULL)
			continue;
		snprintf(at, sizeof(at), "error.details.%s",
		    refusals[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    refusals[i].json, a->body);
	}
	ck_assert_str_eq(answer_at(client_json(owner, "POST", CANNED,
	    "{\"shortcut\":\"pris\",\"title\":\"X\",\"text\":\"X\"}"),
	    "error.code"), "SHORTCUT_TAKEN");
}
END_TEST

START_TEST(target_48_labels_and_replies_are_the_shops_own)
{
	static const struct { const char *all, *json; } of[] = {
		{ LABELS, "{\"name\":\"À nous\"}" },
		{ CANNED, "{\"shortcut\":\"a-nous\",\"title\":\"N\","
		    "\"text\":\"N\"}" },
	};
	const char	*id;

	clients_open();
	for (size_t i = 0; i < COUNT(of); i++) {
		want(client_json(anyone, "POST", of[i].all, "%s",
		    of[i].json), 401);
		want(client_json(reader, "POST", of[i].all, "%s",
		    of[i].json), 403);
		id = made(of[i].all, of[i].json);
		want(client_get(reader, path_of(of[i].all, id, "")), 403);
		want(client_get(stranger, path_of(of[i].all, id, "")), 403);
		want(client_json(stranger, "PATCH", path_of(of[i].all, id,
		    ""), "{}"), 403);
		want(client_send(stranger, "DELETE", path_of(of[i].all, id,
		    ""), NULL, NULL, 0), 403);
		want_at(client_get(stranger, of[i].all), "pagination.total",
		    "0");
		client_header(owner, "If-Match: \"v7\"");
		want(client_send(owner, "DELETE", path_of(of[i].all, id, ""),
		    NULL, NULL, 0), 412);
		client_header(owner, NULL);
	}
}
END_TEST

SUITE_MAIN("labels",
    target_48_labels_are_made_changed_and_deleted,
    target_48_canned_replies_are_listed_by_their_shortcuts,
    target_48_refused_labels_and_replies_name_their_field,
    target_48_labels_and_replies_are_the_shops_own)
