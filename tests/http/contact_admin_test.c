/* SPDX-License-Identifier: ISC */
/* The messages of the contact form, as the staff read and answer them. */
#include "tests/http/contact.h"
#include "tests/http/job.h"

/* Its id, kept. */
static const char *
contact_new(const char *name, const char *email, const char *message)
{
	static char	 ids[16][64];
	static int	 turn;
	char		*id = ids[turn++ % 16], path[200];
	struct answer	*a;

	contacts_unlimited();
	want(contact_post(anyone, name, email, message, ",\"subject\":\"Sujet\""),
	    201);
	snprintf(path, sizeof(path), CONTACTS "?q=%s", email);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.0.id"));
	snprintf(id, sizeof(ids[0]), "%s", answer_at(a, "data.0.id"));
	return id;
}

START_TEST(s3_db_13_a_message_goes_through_its_statuses)
{
	static const char *const	 all[] = { "READ", "REPLIED",
					    "ARCHIVED", "NEW" };
	const char	*id = contact_new("Ali", "ali@home.test", "Bonjour");
	struct answer	*a = client_get(owner, path_of(CONTACTS, id, ""));

	want(a, 200);
	want_at(a, "data.status", "NEW");
	want_at(a, "data.notes", "null");
	for (size_t i = 0; i < COUNT(all); i++) {
		a = client_json(manager, "PATCH", path_of(CONTACTS, id, ""),
		    "{\"status\":\"%s\"}", all[i]);
		want(a, 200);
		want_at(a, "data.status", all[i]);
	}
	a = client_json(owner, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"notes\":\"Rappeler\\nlundi\"}");
	want_at(a, "data.notes", "Rappeler\nlundi");
	want(client_json(owner, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"status\":\"DONE\"}"), 400);
	want(client_json(owner, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"name\":\"x\"}"), 400);
}
END_TEST

START_TEST(s3_db_07_only_those_who_may_see_a_message)
{
	const char	*id = contact_new("Zoé", "zoe@home.test", "Secret");

	want(client_get(anyone, CONTACTS), 401);
	want(client_get(reader, CONTACTS), 403);
	want(client_get(reader, path_of(CONTACTS, id, "")), 403);
	want(client_get(stranger, path_of(CONTACTS, id, "")), 403);
	want(client_json(stranger, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"status\":\"READ\"}"), 403);
	want(client_json(stranger, "POST", path_of(CONTACTS, id, "/reply"),
	    "{\"text\":\"x\"}"), 403);
	want(client_send(stranger, "DELETE", path_of(CONTACTS, id, ""), NULL,
	    NULL, 0), 403);
	want_at(client_get(stranger, CONTACTS), "pagination.total", "0");
	want(client_get(owner, path_of(CONTACTS,
	    "contact_01h455vb4pex5vsknk084sn02q", "")), 404);
	want(client_get(manager, path_of(CONTACTS, id, "")), 200);
}
END_TEST

START_TEST(s3_api_10_messages_are_listed_by_status_words_and_page)
{
	const char	*id = contact_new("Karim", "karim@home.test",
			    "Une théière 100% bleue");
	struct answer	*a;

	contact_new("Karim", "karim2@home.test", "Autre chose");
	want(client_json(owner, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"status\":\"ARCHIVED\"}"), 200);
	a = client_get(owner, CONTACTS "?status=ARCHIVED&q=karim");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.id", id);
	want_at(client_get(owner, CONTACTS "?q=100%25"), "pagination.total",
	    "1");
	want_at(client_get(owner, CONTACTS "?q=100%25_rouge"),
	    "pagination.total", "0");
	a = client_get(owner, CONTACTS "?q=KARIM&limit=1");
	want_at(a, "pagination.total", "2");
	ck_assert_ptr_nonnull(answer_at(a, "pagination.nextCursor"));
	want(client_get(owner, CONTACTS "?status=new"), 400);
}
END_TEST

/* By mail, and in the conversation; the same key is the same answer. */
START_TEST(s3_api_11_an_answer_goes_by_mail_once_and_stands_in_the_talk)
{
	const char	*id = contact_new("Léa", "lea@home.test",
			    "Ouvert dimanche ?\\nMerci");
	char		 path[200], talk[64];
	struct answer	*a;
	struct mail	*m;

	a = client_get(owner, path_of(CONTACTS, id, ""));
	snprintf(talk, sizeof(talk), "%s", answer_at(a,
	    "data.conversationId"));
	for (int i = 0; i < 2; i++) {
		a = client_json(owner, "POST", path_of(CONTACTS, id, "/reply"),
		    "{\"text\":\"Oui,\\n<b>10 h</b>.\",\"clientKey\":\"k1\"}");
		want(a, 201);
		want_at(a, "data.status", "REPLIED");
		want_at(a, "data.overdue", "false");
	}
	m = mailbox_await("lea@home.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"), "Sujet"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "<b>10 h</b>."));
	ck_assert_ptr_null(strstr(mail_text(m, "html"), "<b>10 h"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "> Ouvert dimanche ?\n> Merci"));
	ck_assert_int_eq(rows_of("SELECT count(*) FROM mail"
	    " WHERE template = 'contact_reply'"), 1);
	snprintf(path, sizeof(path), "/api/conversations/%s/messages", talk);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.direction", "out");
	want_at(a, "data.0.text", "Oui,\n<b>10 h</b>.");
	for (int64_t end = now_ms() + SOON_MS; strcmp(answer_at(
	    a = client_get(owner, path), "data.0.state"), "sent") != 0;
	    pause_ms(50))
		ck_assert_msg(now_ms() < end, "%s", a->body);
	want(client_json(owner, "POST", path_of(CONTACTS, id, "/reply"),
	    "{\"text\":\"\"}"), 400);
	want(client_json(owner, "POST", path_of(CONTACTS, id, "/reply"),
	    "{}"), 400);
}
END_TEST

/* Either way of answering is the same. */
START_TEST(s3_com_01_an_answer_in_the_inbox_is_an_answer_by_mail)
{
	const char	*id = contact_new("Max", "max@home.test", "Allô ?");
	char		 path[200];
	struct answer	*a = client_get(owner, path_of(CONTACTS, id, ""));

	snprintf(path, sizeof(path), "/api/conversations/%s/messages",
	    answer_at(a, "data.conversationId"));
	want(client_json(owner, "POST", path, "{\"text\":\"Oui.\"}"), 201);
	mailbox_await("max@home.test");
	want_at(client_get(owner, path_of(CONTACTS, id, "")), "data.status",
	    "REPLIED");
}
END_TEST

START_TEST(s3_api_10_a_spreadsheet_runs_nothing_of_theirs)
{
	struct answer	*a;

	contact_new("=HYPERLINK(1)", "formula@home.test", "@SUM(1)\\n\\\"x\\\"");
	a = client_get(owner, CONTACTS "/export?q=formula");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
	    "text/csv"));
	ck_assert_ptr_nonnull(strstr(a->body, "'=HYPERLINK(1)"));
	ck_assert_ptr_nonnull(strstr(a->body, "\"'@SUM(1)\n\"\"x\"\"\""));
	want(client_get(reader, CONTACTS "/export"), 403);
	want(client_get(owner, CONTACTS "/export?separator=x"), 400);
}
END_TEST

/* With all that belongs to it. */
START_TEST(s3_api_11_what_is_deleted_is_gone)
{
	const char	*id = contact_new("Spam", "spam@web.test", "Pilules");
	char		 query[300];

	want(client_send(owner, "DELETE", path_of(CONTACTS, id, ""), NULL,
	    NULL, 0), 200);
	want(client_get(owner, path_of(CONTACTS, id, "")), 404);
	want(client_send(owner, "DELETE", path_of(CONTACTS, id, ""), NULL,
	    NULL, 0), 404);
	snprintf(query, sizeof(query), "SELECT (SELECT count(*) FROM message"
	    " WHERE text = 'Pilules') + (SELECT count(*) FROM prospect WHERE"
	    " email = 'spam@web.test') + (SELECT count(*) FROM audit_log"
	    " WHERE changes LIKE '%%pam%%web.test%%')");
	ck_assert_int_eq(rows_of(query), 0);
	want_at(client_get(owner, "/api/conversations?q=Pilules"),
	    "pagination.total", "0");
}
END_TEST

START_TEST(s4_sup_03_whoever_waits_for_a_day_is_told_of_once)
{
	const char	*id = contact_new("Attend", "attend@home.test", "?");
	char		 query[300];

	want(client_json(owner, "PATCH", path_of(CONTACTS, id, ""),
	    "{\"status\":\"READ\"}"), 200);
	free(shop_sql("UPDATE conversation SET warned_at = 1"
	    " WHERE waiting_since IS NOT NULL"));
	job_ran("inbox.warn");
	ck_assert_int_eq(rows_of("SELECT count(*) FROM notice"
	    " WHERE template = 'contact_waits'"), 0);
	snprintf(query, sizeof(query), "UPDATE conversation SET warned_at ="
	    " NULL, waiting_since = waiting_since - 90000000 WHERE id ="
	    " (SELECT conversation_id FROM contact_message WHERE id = '%s')",
	    id);
	free(shop_sql(query));
	snprintf(query, sizeof(query), "UPDATE contact_message SET created_at"
	    " = created_at - 90000000 WHERE id = '%s'", id);
	free(shop_sql(query));
	want_at(client_get(owner, path_of(CONTACTS, id, "")), "data.overdue",
	    "true");
	job_ran("inbox.warn");
	ck_assert_int_ge(rows_of("SELECT count(*) FROM notice"
	    " WHERE template = 'contact_waits'"), 1);
	snprintf(query, sizeof(query), "%d", rows_of("SELECT count(*)"
	    " FROM notice WHERE template = 'contact_waits'"));
	job_ran("inbox.warn");
	ck_assert_int_eq(rows_of("SELECT count(*) FROM notice"
	    " WHERE template = 'contact_waits'"), atoi(query));
	want(client_json(owner, "POST", path_of(CONTACTS, id, "/reply"),
	    "{\"text\":\"Pardon !\"}"), 201);
	want_at(client_get(owner, path_of(CONTACTS, id, "")), "data.overdue",
	    "false");
}
END_TEST

MAILBOX_MAIN("contact messages",
    s3_db_13_a_message_goes_through_its_statuses,
    s3_db_07_only_those_who_may_see_a_message,
    s3_api_10_messages_are_listed_by_status_words_and_page,
    s3_api_11_an_answer_goes_by_mail_once_and_stands_in_the_talk,
    s3_com_01_an_answer_in_the_inbox_is_an_answer_by_mail,
    s3_api_10_a_spreadsheet_runs_nothing_of_theirs,
    s3_api_11_what_is_deleted_is_gone,
    s4_sup_03_whoever_waits_for_a_day_is_told_of_once)
