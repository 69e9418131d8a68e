/* SPDX-License-Identifier: ISC */
/* The staff answer: what goes out, once, and what may go when. */
#include "tests/http/inbox.h"

#define DAY	86400L

/* Until their newest message of ours has that state. */
static void
state_awaited(const char *phone, const char *state)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 sql[300], *found;
	bool		 there;

	snprintf(sql, sizeof(sql), "SELECT state FROM message"
	    " WHERE direction = 'out' AND conversation_id = '%s'"
	    " ORDER BY made_at DESC, id DESC", talk_with(phone));
	do {
		found = shop_sql(sql);
		there = strcmp(found, state) == 0;
		ck_assert_msg(there || now_ms() < end, "not %s in time: %s",
		    state, found);
		free(found);
		if (!there)
			pause_ms(20);
	} while (!there);
}

START_TEST(s1_cnv_01_an_answer_goes_out_and_is_read)
{
	struct answer	*a;
	char		 path[120];

	said_by("33622220001", "Bonjour");
	a = answer_post("33622220001", "{\"text\":\"Bonjour <b> & vous\"}");
	want(a, 201);
	want_at(a, "data.direction", "out");
	want_at(a, "data.text", "Bonjour <b> & vous");
	ck_assert_ptr_nonnull(answer_at(a, "data.authorId"));
	meta_await_sent("33622220001", 1);
	ck_assert_ptr_nonnull(strstr(meta_said.text, "Bonjour <b>"));
	state_awaited("33622220001", "delivered");
	a = talk_messages("33622220001");
	ck_assert_int_eq(strncmp(answer_at(a, "data.0.ref"), "wamid.", 6),
	    0);
	a = talk_get("33622220001");
	ck_assert_str_eq(answer_at(a, "data.waitingSince") != NULL ?
	    answer_at(a, "data.waitingSince") : "null", "null");
	snprintf(path, sizeof(path), PROSPECTS "/%s",
	    answer_at(a, "data.prospectId"));
	want_at(client_get(owner, path), "data.status", "contacted");
}
END_TEST

START_TEST(target_52_the_same_key_is_the_same_message)
{
	struct burst	 b;
	struct answer	*a;
	char		 id[64];

	said_by("33622220002", "Bonjour");
	a = answer_post("33622220002",
	    "{\"text\":\"Une fois\",\"clientKey\":\"k1\"}");
	want(a, 201);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	a = answer_post("33622220002",
	    "{\"text\":\"Une fois\",\"clientKey\":\"k1\"}");
	want(a, 201);
	want_at(a, "data.id", id);
	client_burst(manager, 8, "POST", path_of(TALKS,
	    talk_with("33622220002"), "/messages"),
	    "{\"text\":\"Une fois\",\"clientKey\":\"k2\"}", &b);
	ck_assert_int_eq(b.by_status[201], 8);
	a = answer_post("33622220002",
	    "{\"kind\":\"note\",\"text\":\"entre nous\",\"clientKey\":"
	    "\"k3\"}");
	want(a, 201);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	want_at(answer_post("33622220002", "{\"kind\":\"note\",\"text\":"
	    "\"entre nous\",\"clientKey\":\"k3\"}"), "data.id", id);
	want_at(talk_messages("33622220002"), "pagination.total", "4");
	meta_await_sent("33622220002", 2);
	/* another talk's key is another key */
	said_by("33622220003", "Bonjour");
	want(answer_post("33622220003",
	    "{\"text\":\"Autre\",\"clientKey\":\"k1\"}"), 201);
	want_at(talk_messages("33622220003"), "pagination.total", "2");
}
END_TEST

START_TEST(target_48_a_note_stays_between_the_staff)
{
	struct answer	*a;

	said_by("33622220004", "Bonjour");
	a = answer_post("33622220004",
	    "{\"kind\":\"note\",\"text\":\"Client difficile\"}");
	want(a, 201);
	want_at(a, "data.direction", "note");
	want_at(a, "data.state", "noted");
	/* who wrote still waits */
	ck_assert_ptr_nonnull(answer_at(talk_get("33622220004"),
	    "data.waitingSince"));
	ck_assert_int_eq(meta_books("33622220004", "sent"), 0);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM wa_send WHERE body"
	    " LIKE '%difficile%'"), "0");
}
END_TEST

START_TEST(target_48_a_canned_reply_names_who_writes_to_whom)
{
	struct answer	*a;
	char		 json[120];

	meta_ask("person", "wa_id=33622220005&name=Karim");
	said_by("33622220005", "Bonjour");
	a = client_json(owner, "POST", "/api/canned-replies",
	    "{\"shortcut\":\"oui\",\"title\":\"Oui\",\"text\":"
	    "\"Oui {name}. {agent} {inconnu}\"}");
	want(a, 201);
	snprintf(json, sizeof(json), "{\"cannedId\":\"%s\"}",
	    answer_at(a, "data.id"));
	a = answer_post("33622220005", json);
	want(a, 201);
	ck_assert_int_eq(strncmp(answer_at(a, "data.text"), "Oui Karim. ",
	    11), 0);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.text"),
	    "{inconnu}"));
	ck_assert_ptr_null(strstr(answer_at(a, "data.text"), "{agent}"));
	want(answer_post("33622220005", "{\"cannedId\":"
	    "\"canned_01h455vb4pex5vsknk084sn02q\"}"), 400);
}
END_TEST

START_TEST(target_48_an_answer_quotes_and_a_reaction_points)
{
	struct answer	*a;
	char		 id[64], json[200];

	said_by("33622220006", "Lequel ?");
	snprintf(id, sizeof(id), "%s", answer_at(talk_messages("33622220006"),
	    "data.0.id"));
	snprintf(json, sizeof(json), "{\"text\":\"Celui-ci\",\"replyTo\":"
	    "\"%s\"}", id);
	a = answer_post("33622220006", json);
	want(a, 201);
	want_at(a, "data.replyTo", id);
	meta_await_sent("33622220006", 1);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM wa_send WHERE body"
	    " LIKE '%Celui-ci%\"context\":{\"message_id\":\"wamid.%'"),
	    "1");
	snprintf(json, sizeof(json), "{\"kind\":\"reaction\",\"emoji\":"
	    "\"👍\",\"replyTo\":\"%s\"}", id);
	want(answer_post("33622220006", json), 201);
	said_by("33622220007", "Autre");
	/* a message of another talk is none to answer here */
	want(answer_post("33622220007", json), 400);
}
END_TEST

static const struct { const char *json, *field; } bad[] = {
	{ "{}", "text" },
	{ "{\"text\":\"\"}", "text" },
	{ "{\"text\":\"a\\u0000\"}", "text" },
	{ "{\"kind\":\"fax\",\"text\":\"x\"}", "kind" },
	{ "{\"kind\":\"note\"}", "text" },
	{ "{\"kind\":\"template\"}", "template" },
	{ "{\"kind\":\"template\",\"template\":\"none_such\"}", "template" },
	{ "{\"kind\":\"interactive\"}", "interactive" },
	{ "{\"kind\":\"file\"}", "fileId" },
	{ "{\"kind\":\"file\",\"fileId\":\"file_01h455vb4pex5vsknk084sn02q\"}",
	    "fileId" },
	{ "{\"kind\":\"reaction\",\"emoji\":\"x\"}", "replyTo" },
	{ "{\"text\":\"x\",\"replyTo\":\"msg_01h455vb4pex5vsknk084sn02q\"}",
	    "replyTo" },
	{ "{\"text\":\"x\",\"clientKey\":\"\"}", "clientKey" },
	{ "{\"text\":\"x\",\"state\":\"sent\"}", "state" },
};

START_TEST(s1_cnv_01_refused_answers_name_their_field)
{
	struct answer	*a;
	char		 at[64];

	said_by("33622220008", "Bonjour");
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = answer_post("33622220008", bad[i].json);
		ck_assert_msg(a->status == 400, "%s: %d %s", bad[i].json,
		    a->status, a->body);
		snprintf(at, sizeof(at), "error.details.%s", bad[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    bad[i].json, a->body);
	}
	want_at(talk_messages("33622220008"), "pagination.total", "1");
}
END_TEST

/* What Meta has is here. */
static void
templates_synced(void)
{
	const int64_t	 end = now_ms() + SOON_MS;

	want(client_json(owner, "POST", "/api/admin/whatsapp/sync", "{}"),
	    202);
	while (strcmp(shop_sql("SELECT count(*) FROM wa_template"), "3") < 0) {
		ck_assert_msg(now_ms() < end, "templates are not here");
		pause_ms(20);
	}
}

START_TEST(target_49_after_a_day_only_templates_go)
{
	struct answer	*a;
	const char	*all, *offer;

	meta_ask("template", "name=retour&language=en&body=Hello {{1}}");
	meta_ask("template", "name=retour&language=fr&body=Bonjour {{1}}");
	meta_ask("template", "name=pause&language=fr&body=Non&status=PAUSED");
	templates_synced();
	said_by("33622220009", "Bonjour");
	window_since("33622220009", DAY - 60);
	want(answer_post("33622220009", "{\"text\":\"À temps\"}"), 201);
	window_since("33622220009", DAY + 60);
	a = answer_post("33622220009", "{\"text\":\"Trop tard\"}");
	want(a, 409);
	want_at(a, "error.code", "WHATSAPP_WINDOW_CLOSED");
	/* What may go is named, theirs first. */
	offer = answer_at(a, "error.details.template");
	ck_assert_ptr_nonnull(strstr(offer, " retour (fr)"));
	ck_assert_ptr_nonnull(strstr(strstr(offer, " retour (fr)"),
	    " retour (en)"));
	ck_assert_ptr_null(strstr(offer, "pause"));
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM message WHERE text"
	    " = 'Trop tard'"), "0");
	all = path_of(TALKS, talk_with("33622220009"), "/templates");
	a = client_get(manager, all);
	want(a, 200);
	want_at(a, "data.0.name", "retour");
	want_at(a, "data.0.language", "fr");
	ck_assert_ptr_null(strstr(a->body, "pause"));
	a = answer_post("33622220009", "{\"kind\":\"template\",\"template\":"
	    "\"retour\",\"values\":[\"Sam\"]}");
	want(a, 201);
	want_at(a, "data.text", "Bonjour Sam");
	want(answer_post("33622220009", "{\"kind\":\"template\","
	    "\"template\":\"pause\"}"), 400);
	want(answer_post("33622220009", "{\"kind\":\"template\","
	    "\"template\":\"retour\",\"values\":[]}"), 400);
	a = answer_post("33622220009", "{\"kind\":\"template\",\"template\":"
	    "\"retour\",\"language\":\"en\",\"values\":[\"Sam\"]}");
	want(a, 201);
	want_at(a, "data.text", "Hello Sam");
	free(shop_sql("UPDATE wa_template SET status = 'PAUSED'"));
	a = answer_post("33622220009", "{\"text\":\"Trop tard\"}");
	want(a, 409);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "error.details.template"),
	    "Aucun modèle"));
}
END_TEST

START_TEST(s1_cnv_01_one_that_failed_goes_again_when_asked)
{
	struct answer	*a;
	char		 path[120];

	said_by("33622220010", "Bonjour");
	server_says(&meta, "code:131026 to=send/33622220010 times=1\n");
	a = answer_post("33622220010", "{\"text\":\"Encore\"}");
	want(a, 201);
	snprintf(path, sizeof(path), "/api/messages/%s/again",
	    answer_at(a, "data.id"));
	state_awaited("33622220010", "failed");
	want_at(talk_messages("33622220010"), "data.0.errorCode", "131026");
	want(client_json(stranger, "POST", path, "{}"), 403);
	want(client_json(manager, "POST", path, "{}"), 200);
	state_awaited("33622220010", "delivered");
	want(client_json(manager, "POST", path, "{}"), 409);
	meta_await_sent("33622220010", 1);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_cnv_01_an_answer_goes_out_and_is_read,
		target_52_the_same_key_is_the_same_message,
		target_48_a_note_stays_between_the_staff,
		target_48_a_canned_reply_names_who_writes_to_whom,
		target_48_an_answer_quotes_and_a_reaction_points,
		s1_cnv_01_refused_answers_name_their_field,
		target_49_after_a_day_only_templates_go,
		s1_cnv_01_one_that_failed_goes_again_when_asked,
	};

	return suite_run_with("inbox answers", inbox_start, tests,
	    COUNT(tests));
}
