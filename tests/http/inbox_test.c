/* SPDX-License-Identifier: ISC */
/* Who writes on WhatsApp is talked with: once, in order, by the staff. */
#include "tests/http/inbox.h"

START_TEST(s1_wa_03_somebody_unknown_becomes_prospect_and_conversation)
{
	struct answer	*a;
	char		 path[120];

	meta_ask("person", "wa_id=33611110001&name=Nadia%%20%%3Cb%%3E");
	said_by("33611110001", "Bonjour, avez-vous du thé ?");
	a = talk_get("33611110001");
	want(a, 200);
	want_at(a, "data.name", "Nadia <b>");
	want_at(a, "data.channel", "whatsapp");
	want_at(a, "data.state", "open");
	want_at(a, "data.unread", "1");
	want_at(a, "data.overdue", "false");
	want_at(a, "data.excerpt", "Bonjour, avez-vous du thé ?");
	ck_assert_ptr_nonnull(answer_at(a, "data.windowUntil"));
	ck_assert_ptr_nonnull(answer_at(a, "data.waitingSince"));
	snprintf(path, sizeof(path), PROSPECTS "/%s",
	    answer_at(a, "data.prospectId"));
	a = client_get(owner, path);
	want_at(a, "data.status", "new");
	want_at(a, "data.source", "whatsapp");
	want_at(a, "data.phone", "+33611110001");
	a = talk_messages("33611110001");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.direction", "in");
	want_at(a, "data.0.kind", "text");
	want_at(a, "data.0.state", "received");
}
END_TEST

START_TEST(s1_wa_03_what_they_say_in_one_second_stays_in_its_order)
{
	struct answer	*a;
	char		 text[32], at[32];

	meta_hooks("hold");
	for (int i = 0; i < 12; i++) {
		snprintf(text, sizeof(text), "ligne %d", i);
		meta_say("33611110002", text);
	}
	meta_ask("deliver", "batch=12");
	meta_hooks("now");
	a = talk_messages("33611110002");
	want_at(a, "pagination.total", "12");
	for (int i = 0; i < 12; i++) {
		snprintf(text, sizeof(text), "ligne %d", 11 - i);
		snprintf(at, sizeof(at), "data.%d.text", i);
		want_at(a, at, text);
	}
}
END_TEST

START_TEST(target_47_fifty_messages_at_once_are_one_prospect_and_one_talk)
{
	struct answer	*a;
	char		 text[32];

	meta_hooks("hold");
	for (int i = 0; i < 50; i++) {
		snprintf(text, sizeof(text), "n%d", i);
		meta_say("33611110003", text);
	}
	meta_ask("deliver", "order=together&times=2");
	meta_hooks("now");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM prospect"
	    " WHERE phone = '33611110003'"), "1");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM conversation c JOIN"
	    " prospect p ON p.id = c.prospect_id"
	    " WHERE p.phone = '33611110003'"), "1");
	a = talk_messages("33611110003");
	want_at(a, "pagination.total", "50");
	want_at(talk_get("33611110003"), "data.unread", "50");
}
END_TEST

/* A kind, as Meta writes it, and what is read of it. */
static const struct { const char *kind, *json, *text; } kinds[] = {
	{ "location", "{\"type\":\"location\",\"location\":{\"latitude\":"
	    "48.85,\"longitude\":2.35,\"name\":\"Chez moi\"}}",
	    "Chez moi\n48.85, 2.35" },
	{ "contacts", "{\"type\":\"contacts\",\"contacts\":[{\"name\":"
	    "{\"formatted_name\":\"Ali\"},\"phones\":[{\"phone\":"
	    "\"+212600000000\"}]}]}", "Ali\n+212600000000" },
	{ "interactive", "{\"type\":\"interactive\",\"interactive\":{"
	    "\"type\":\"button_reply\",\"button_reply\":{\"id\":\"1\","
	    "\"title\":\"Oui\"}}}", "Oui" },
	{ "button", "{\"type\":\"button\",\"button\":{\"payload\":\"x\","
	    "\"text\":\"Plus tard\"}}", "Plus tard" },
	{ "request_welcome", "{\"type\":\"request_welcome\"}", NULL },
	{ "unsupported", "{\"type\":\"unsupported\",\"errors\":[{\"code\":"
	    "131051}]}", NULL },
	{ "unsupported", "{\"type\":\"hologram\",\"hologram\":{}}", NULL },
};

START_TEST(target_47_every_kind_of_message_can_be_read)
{
	struct answer	*a;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		meta_message("33611110004", kinds[i].json);
		meta_wait();
		a = talk_messages("33611110004");
		want_at(a, "data.0.kind", kinds[i].kind);
		if (kinds[i].text != NULL)
			want_at(a, "data.0.text", kinds[i].text);
		want(talk_get("33611110004"), 200);
	}
	want_at(talk_get("33611110004"), "data.excerpt", "[unsupported]");
}
END_TEST

/* Page by page, the newest first, while more is said: each once. */
START_TEST(s1_cnv_01_what_was_said_is_read_page_by_page)
{
	const char	*phone = "33611110024", *cursor;
	struct answer	*a;
	char		 text[32], path[600], at[32];
	int		 seen = 0;

	meta_hooks("hold");
	for (int i = 0; i < 11; i++) {
		snprintf(text, sizeof(text), "page %d", i);
		meta_say(phone, text);
	}
	meta_ask("deliver", "batch=11");
	meta_hooks("now");
	meta_wait();
	snprintf(path, sizeof(path), "%s?limit=4", path_of(TALKS,
	    talk_with(phone), "/messages"));
	for (int pages = 0; pages < 3; pages++) {
		a = client_get(manager, path);
		want(a, 200);
		for (int i = 0; i < (pages < 2 ? 4 : 3); i++) {
			snprintf(at, sizeof(at), "data.%d.text", i);
			snprintf(text, sizeof(text), "page %d", 10 - seen++);
			want_at(a, at, text);
		}
		cursor = answer_at(a, "pagination.nextCursor");
		if (pages == 2)
			ck_assert_str_eq(cursor == NULL ? "null" : cursor,
			    "null");
		else
			snprintf(path, sizeof(path), "%s?limit=4&cursor=%s",
			    path_of(TALKS, talk_with(phone), "/messages"),
			    cursor);
		said_by(phone, "et encore");
	}
	ck_assert_int_eq(seen, 11);
	snprintf(path, sizeof(path), "%s?cursor=x", path_of(TALKS,
	    talk_with(phone), "/messages"));
	want(client_get(manager, path), 400);
}
END_TEST

START_TEST(s1_cnv_01_a_closed_talk_opens_again_when_they_write)
{
	struct answer	*a;
	const char	*id;

	said_by("33611110005", "Un");
	id = talk_with("33611110005");
	a = client_json(manager, "PATCH", path_of(TALKS, id, ""),
	    "{\"state\":\"closed\"}");
	want(a, 200);
	want_at(a, "data.state", "closed");
	ck_assert_ptr_nonnull(answer_at(a, "data.closedAt"));
	want_at(talk_messages("33611110005"), "data.0.direction", "event");
	want_at(client_get(manager, TALKS "?state=closed"),
	    "pagination.total", "1");
	said_by("33611110005", "Deux");
	a = talk_get("33611110005");
	want_at(a, "data.state", "open");
	want_at(a, "data.unread", "2");
	want_at(client_get(manager, TALKS "?state=closed"),
	    "pagination.total", "0");
}
END_TEST

START_TEST(target_48_talks_are_assigned_labelled_and_named)
{
	struct answer	*a;
	char		*who = shop_sql("SELECT id FROM users WHERE"
			    " username = 'manager'");
	char		 label[64], path[200];
	const char	*id;

	said_by("33611110006", "Bonjour");
	id = talk_with("33611110006");
	a = client_json(owner, "POST", "/api/labels",
	    "{\"name\":\"Urgent\"}");
	want(a, 201);
	snprintf(label, sizeof(label), "%s", answer_at(a, "data.id"));
	a = client_json(owner, "PATCH", path_of(TALKS, id, ""),
	    "{\"assigneeId\":\"%s\",\"labels\":[\"%s\"],\"subject\":\"Thé\","
	    "\"state\":\"handoff\"}", who, label);
	want(a, 200);
	want_at(a, "data.assigneeId", who);
	want_at(a, "data.labels.0.name", "Urgent");
	want_at(a, "data.subject", "Thé");
	want_at(client_get(manager, TALKS "?assignee=me"),
	    "pagination.total", "1");
	want_at(client_get(owner, TALKS "?assignee=me"),
	    "pagination.total", "0");
	snprintf(path, sizeof(path), TALKS "?label=%s&state=handoff", label);
	want_at(client_get(owner, path), "pagination.total", "1");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM message WHERE"
	    " direction = 'event' AND kind IN ('assignee', 'labels',"
	    " 'subject', 'state') AND conversation_id = (SELECT id FROM"
	    " conversation WHERE subject = 'Thé')"), "4");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'update_conversation' AND changes LIKE '%Thé%'"),
	    "1");
	free(who);
}
END_TEST

static const struct { const char *json, *field; } changes[] = {
	{ "{\"state\":\"fini\"}", "state" },
	{ "{\"assigneeId\":\"user_01h455vb4pex5vsknk084sn02q\"}",
	    "assigneeId" },
	{ "{\"labels\":[\"label_01h455vb4pex5vsknk084sn02q\"]}",
	    "labels[0]" },
	{ "{\"subject\":\"a\\u0007\"}", "subject" },
	{ "{\"unread\":0}", "unread" },
};

static void
assigned(struct client *by, const char *talk, const char *to)
{
	want(client_json(by, "PATCH", path_of(TALKS, talk, ""),
	    "{\"assigneeId\":%s%s%s}", to == NULL ? "null" : "\"",
	    to == NULL ? "" : to, to == NULL ? "" : "\""), 200);
}

static void
told_of_it(const char *user, const char *count)
{
	char	 sql[300], *found;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM notice WHERE"
	    " template = 'talk_given' AND user_id = '%s'", user);
	found = shop_sql(sql);
	ck_assert_str_eq(found, count);
	free(found);
}

/* By a bell, and as they wish; what one did oneself is no news. */
START_TEST(s1_not_01_whose_a_talk_is_is_told_by_whoever_gave_it)
{
	char		*who = shop_sql("SELECT id FROM users WHERE"
			    " username = 'manager'");
	char		*boss = shop_sql("SELECT id FROM users WHERE"
			    " username = 'owner'");
	struct answer	*a;
	const char	*id;

	meta_ask("person", "wa_id=33611110023&name=Zineb <i>");
	said_by("33611110023", "Qui me répond ?");
	id = talk_with("33611110023");
	free(shop_sql("DELETE FROM notice WHERE template = 'talk_given'"));
	assigned(manager, id, who);
	told_of_it(who, "0");
	assigned(owner, id, boss);
	told_of_it(boss, "0");
	assigned(owner, id, who);
	told_of_it(who, "1");
	a = client_get(manager, "/api/notifications?limit=1");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.title"),
	    "Zineb <i>"));
	want_at(a, "data.0.text", "Qui me répond ?");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.link"), id));
	/* It stays theirs, and is nobody's then: no news. */
	assigned(owner, id, who);
	assigned(owner, id, NULL);
	told_of_it(who, "1");
	told_of_it(boss, "0");
	/* What is refused is told to nobody. */
	want(client_json(owner, "PATCH", path_of(TALKS, id, ""),
	    "{\"assigneeId\":\"%s\",\"labels\":"
	    "[\"label_01h455vb4pex5vsknk084sn02q\"]}", who), 400);
	told_of_it(who, "1");
	free(who);
	free(boss);
}
END_TEST

START_TEST(s1_cnv_01_refused_changes_name_their_field)
{
	struct answer	*a;
	const char	*id;
	char		 at[64], *who;

	said_by("33611110007", "Bonjour");
	id = talk_with("33611110007");
	for (size_t i = 0; i < COUNT(changes); i++) {
		a = client_json(owner, "PATCH", path_of(TALKS, id, ""), "%s",
		    changes[i].json);
		want(a, 400);
		snprintf(at, sizeof(at), "error.details.%s",
		    changes[i].field);
		ck_assert_msg(answer_at(a, at) != NULL, "%s: %s",
		    changes[i].json, a->body);
	}
	who = shop_sql("SELECT id FROM users WHERE username = 'reader'");
	want(client_json(owner, "PATCH", path_of(TALKS, id, ""),
	    "{\"assigneeId\":\"%s\"}", who), 400);
	free(who);
	want(client_get(anyone, TALKS), 401);
	want(client_get(reader, path_of(TALKS, id, "")), 403);
	want(client_get(stranger, path_of(TALKS, id, "")), 403);
	want(client_get(stranger, path_of(TALKS, id, "/messages")), 403);
	want(client_json(stranger, "PATCH", path_of(TALKS, id, ""),
	    "{\"state\":\"closed\"}"), 403);
	want(client_json(stranger, "POST", path_of(TALKS, id, "/messages"),
	    "{\"text\":\"x\"}"), 403);
	want(client_json(stranger, "POST", path_of(TALKS, id, "/seen"),
	    "{}"), 403);
	want(client_get(owner, TALKS "/conv_01h455vb4pex5vsknk084sn02q"),
	    404);
	want_at(client_get(stranger, TALKS), "pagination.total", "0");
}
END_TEST

static void
found(const char *query, const char *count)
{
	char		 path[300];
	struct answer	*a;

	snprintf(path, sizeof(path), TALKS "?q=%s", query);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_msg(strcmp(answer_at(a, "pagination.total"), count) == 0,
	    "%s: %s", query, a->body);
}

START_TEST(target_48_talks_are_found_by_what_was_said_and_by_whom)
{
	meta_ask("person", "wa_id=33611110008&name=Zo%%C3%%A9");
	said_by("33611110008", "Où est mon colis égaré ?");
	said_by("33611110008", "شكراً جزيلاً");
	said_by("33611110009", "Rien à voir");
	found("egare", "1");
	found("COLIS%20OU", "1");
	found("colis%20absent", "0");
	found("%D8%B4%D9%83%D8%B1%D8%A7", "1");
	found("zoe", "1");
	found("0611110008", "1");
	found("%2B33%206%2011%2011%2000%2008", "1");
	found("%22%20OR%20%22a", "0");
	found("egare&unread=false", "0");
	found("%3F%21", "0");
}
END_TEST

START_TEST(target_48_what_was_seen_is_not_unread)
{
	struct answer	*a;
	const char	*id;

	said_by("33611110010", "Vu ?");
	id = talk_with("33611110010");
	a = client_json(manager, "POST", path_of(TALKS, id, "/seen"), "{}");
	want(a, 200);
	want_at(a, "data.unread", "0");
	/* who has not been answered waits all the same */
	ck_assert_ptr_nonnull(answer_at(a, "data.waitingSince"));
	want(client_json(manager, "POST", path_of(TALKS, id, "/seen"),
	    "{}"), 200);
	found("vu&unread=true", "0");
}
END_TEST

START_TEST(s4_sup_03_who_waits_for_a_day_is_overdue)
{
	said_by("33611110011", "Toujours là ?");
	found("toujours&overdue=true", "0");
	/* As long as a test may take, short of it; then past it. */
	free(shop_sql("UPDATE conversation SET waiting_since ="
	    " waiting_since - 86100000 WHERE excerpt LIKE 'Toujours%'"));
	found("toujours&overdue=true", "0");
	want_at(talk_get("33611110011"), "data.overdue", "false");
	free(shop_sql("UPDATE conversation SET waiting_since ="
	    " waiting_since - 300001 WHERE excerpt LIKE 'Toujours%'"));
	found("toujours&overdue=true", "1");
	found("toujours&overdue=false", "0");
	want_at(talk_get("33611110011"), "data.overdue", "true");
}
END_TEST

START_TEST(target_47_reactions_edits_and_revocations_change_the_message)
{
	struct answer	*a;
	char		 first[192], json[600];

	snprintf(first, sizeof(first), "%s", said_by("33611110012",
	    "Jeudi alors"));
	snprintf(json, sizeof(json), "{\"type\":\"reaction\",\"reaction\":{"
	    "\"message_id\":\"%s\",\"emoji\":\"👍\"}}", first);
	meta_message("33611110012", json);
	meta_wait();
	a = talk_messages("33611110012");
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.reaction", "👍");
	snprintf(json, sizeof(json), "{\"type\":\"edit\",\"edit\":{"
	    "\"original_message_id\":\"%s\",\"message\":{\"type\":\"text\","
	    "\"text\":{\"body\":\"Vendredi alors\"}}}}", first);
	meta_message("33611110012", json);
	meta_wait();
	a = talk_messages("33611110012");
	want_at(a, "data.0.text", "Vendredi alors");
	ck_assert_ptr_nonnull(answer_at(a, "data.0.editedAt"));
	found("jeudi", "0");
	found("vendredi", "1");
	snprintf(json, sizeof(json), "{\"type\":\"revoke\",\"revoke\":{"
	    "\"original_message_id\":\"%s\"}}", first);
	meta_message("33611110012", json);
	meta_wait();
	a = talk_messages("33611110012");
	want_at(a, "pagination.total", "1");
	ck_assert_ptr_nonnull(answer_at(a, "data.0.revokedAt"));
	ck_assert_ptr_null(strstr(a->body, "Vendredi"));
	found("vendredi", "0");
}
END_TEST

START_TEST(target_47_two_people_who_were_one_have_one_talk)
{
	struct answer	*a;

	said_by("33611110021", "Ancien numéro");
	said_by("33611110022", "Nouveau numéro");
	meta_message("33611110021", "{\"type\":\"system\",\"system\":{"
	    "\"type\":\"user_changed_number\",\"customer\":"
	    "\"33611110021\",\"wa_id\":\"33611110022\",\"new_wa_id\":"
	    "\"33611110022\",\"body\":\"User changed\"}}");
	meta_wait();
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM conversation c JOIN"
	    " message m ON m.conversation_id = c.id WHERE m.text LIKE"
	    " '%numéro'"), "2");
	a = talk_messages("33611110022");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "Ancien numéro"));
	ck_assert_ptr_nonnull(strstr(a->body, "Nouveau numéro"));
	want_at(talk_get("33611110022"), "data.unread", "2");
	found("ancien%20numero", "1");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM prospect WHERE"
	    " merged_into IS NULL AND (phone = '33611110021' OR"
	    " phone = '33611110022')"), "1");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wa_03_somebody_unknown_becomes_prospect_and_conversation,
		s1_wa_03_what_they_say_in_one_second_stays_in_its_order,
		target_47_fifty_messages_at_once_are_one_prospect_and_one_talk,
		target_47_every_kind_of_message_can_be_read,
		s1_cnv_01_what_was_said_is_read_page_by_page,
		s1_cnv_01_a_closed_talk_opens_again_when_they_write,
		target_48_talks_are_assigned_labelled_and_named,
		s1_not_01_whose_a_talk_is_is_told_by_whoever_gave_it,
		s1_cnv_01_refused_changes_name_their_field,
		target_48_talks_are_found_by_what_was_said_and_by_whom,
		target_48_what_was_seen_is_not_unread,
		s4_sup_03_who_waits_for_a_day_is_overdue,
		target_47_reactions_edits_and_revocations_change_the_message,
		target_47_two_people_who_were_one_have_one_talk,
	};

	return suite_run_with("inbox", inbox_start, tests, COUNT(tests));
}
