/* SPDX-License-Identifier: ISC */
/* Somebody asks what is kept of them, and to be forgotten: all that was said
 * and told goes, and what others said stays. */
#include "tests/http/contact.h"
#include "tests/http/inbox.h"
#include "tests/http/job.h"

#define ID		"01h455vb4pex5vsknk084sn0b1"
#define LINA		"user_" ID
#define CUSTOMER	"/api/admin/customers/" LINA
#define PHONE		"33677770001"
#define OTHER		"33677770002"

static void
want_rows(const char *query, int count)
{
	const int	 n = rows_of(query);

	ck_assert_msg(n == count, "%s: %d", query, n);
}

/* On WhatsApp, by the form with and without an account; and what is not hers
 * to take along: a note of the staff's, somebody else's words, and whoever
 * writes her telephone into a form. */
static void
said_all(void)
{
	struct client	*lina;
	const char	*prospect;

	contacts_unlimited();
	lina = customer_login(ID, "lina");
	meta_ask("person", "wa_id=" PHONE "&name=Lina canari");
	said_by(PHONE, "canari un");
	prospect = answer_at(talk_get(PHONE), "data.prospectId");
	want(client_json(owner, "PATCH", path_of(PROSPECTS, prospect, ""),
	    "{\"customerId\":\"" LINA "\",\"tags\":[\"canari\"]}"), 200);
	want(answer_post(PHONE, "{\"text\":\"canari deux\"}"), 201);
	want(answer_post(PHONE,
	    "{\"kind\":\"note\",\"text\":\"canari secret\"}"), 201);
	want(contact_post(lina, "Lina canari", "autre@home.test",
	    "canari trois", ""), 201);
	want(contact_post(anyone, "Lina canari", "LINA@mail.test",
	    "canari quatre", ""), 201);
	said_by(OTHER, "voisin un");
	want(contact_post(anyone, "Faux", "faux@home.test", "voisin deux",
	    ",\"phone\":\"+" PHONE "\""), 201);
	client_free(lina);
}

/* Whose talk it is, who waits and for how long, is told to the staff. */
static void
told_all(void)
{
	char	*who = shop_sql("SELECT id FROM users WHERE username ="
		    " 'manager'");

	want(client_json(owner, "PATCH", path_of(TALKS, talk_with(PHONE), ""),
	    "{\"assigneeId\":\"%s\"}", who), 200);
	free(who);
	said_by(PHONE, "canari cinq");
	free(shop_sql("UPDATE conversation SET waiting_since = 1 WHERE"
	    " waiting_since IS NOT NULL"));
	job_ran("inbox.warn");
	ck_assert_int_gt(rows_of("SELECT count(*) FROM bell WHERE fields"
	    " LIKE '%canari%' AND template = 'contact_waits'"), 0);
	ck_assert_int_gt(rows_of("SELECT count(*) FROM bell WHERE fields"
	    " LIKE '%canari%' AND template = 'talk_given'"), 0);
	ck_assert_int_gt(rows_of("SELECT count(*) FROM bell WHERE fields"
	    " LIKE '%canari%' AND template = 'contact'"), 0);
}

START_TEST(s3_gdpr_02_people_see_what_they_said_and_nothing_of_others)
{
	static const char *const	 theirs[] = { "canari un",
		"canari deux", "canari trois", "canari quatre",
		"\"prospects\"" };
	static const char *const	 others[] = { "canari secret",
		"voisin un", "voisin deux" };
	struct answer			*a;

	said_all();
	a = client_json(owner, "POST", CUSTOMER "/export", "{}");
	want(a, 200);
	for (size_t i = 0; i < COUNT(theirs); i++)
		ck_assert_msg(strstr(a->body, theirs[i]) != NULL, "%s",
		    theirs[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		ck_assert_msg(strstr(a->body, others[i]) == NULL, "%s",
		    others[i]);
}
END_TEST

START_TEST(s3_gdpr_02_who_is_forgotten_is_forgotten_in_every_talk)
{
	static const char *const	 gone[] = {
		"SELECT count(*) FROM message WHERE text LIKE '%canari%'",
		"SELECT count(*) FROM conversation WHERE excerpt LIKE"
		    " '%canari%'",
		"SELECT count(*) FROM prospect WHERE name LIKE '%canari%'"
		    " OR tags LIKE '%canari%' OR email = 'lina@mail.test'"
		    " OR customer_id = '" LINA "'",
		"SELECT count(*) FROM contact_message WHERE message LIKE"
		    " '%canari%' OR email = 'lina@mail.test'",
		"SELECT count(*) FROM wa_person WHERE wa_id = '" PHONE "'",
		"SELECT count(*) FROM bell WHERE fields LIKE '%canari%'",
		"SELECT count(*) FROM audit_log WHERE changes LIKE"
		    " '%canari%'",
	};

	told_all();
	want(client_json(manager, "POST", CUSTOMER "/erase", "{}"), 403);
	want_rows(gone[0], 6);
	want(client_json(owner, "POST", CUSTOMER "/erase", "{}"), 200);
	for (size_t i = 0; i < COUNT(gone); i++)
		want_rows(gone[i], 0);
	want_at(client_get(owner, TALKS "?q=canari"), "pagination.total",
	    "0");
	want_at(client_get(owner, PROSPECTS "?q=canari"), "pagination.total",
	    "0");
	/* What is others' stays, though one gave her telephone for theirs. */
	want_at(client_get(owner, TALKS "?q=voisin"), "pagination.total",
	    "2");
	want_rows("SELECT count(*) FROM contact_message WHERE email ="
	    " 'faux@home.test'", 1);
	/* Whoever writes again is somebody new. */
	said_by(PHONE, "encore moi");
	want_at(talk_messages(PHONE), "pagination.total", "1");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_gdpr_02_people_see_what_they_said_and_nothing_of_others,
		s3_gdpr_02_who_is_forgotten_is_forgotten_in_every_talk,
	};

	return suite_run_with("the inbox forgets", inbox_start, tests,
	    COUNT(tests));
}
