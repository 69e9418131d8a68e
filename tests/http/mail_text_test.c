/* SPDX-License-Identifier: ISC */
/* What mails say is the owner's word; what became of them, the owner's to see. */
#include "lib/souk.h"
#include "tests/http/mail_rows.h"
#include "tests/suite.h"

#define TEXTS	"/api/admin/mail/templates"
#define RESET	TEXTS "/reset_password/fr"
#define GOOD	"{\"subject\":\"Mot de passe, {name} ({shop})\"," \
	"\"body\":\"Allô {name} !\\r\\n\\r\\n[Par <ici>]({link})\\n\\n" \
	"Ou bien {link} & vite.\"}"

static struct client	*owner, *manager, *stranger;

static void
clients_open(void)
{
	if (owner != NULL)
		return;
	owner = client_login("owner");
	manager = client_login("manager");
	stranger = client_login("stranger");
}

START_TEST(s4_not_02_every_text_is_listed_and_read)
{
	struct answer	*a;
	char		 path[256], total[16];

	clients_open();
	a = client_get(owner, TEXTS);
	want(a, 200);
	snprintf(total, sizeof(total), "%d", MAIL_TEMPLATE__MAX * LOCALE__MAX);
	want_at(a, "pagination.total", total);
	want_at(a, "data.0.name", "confirm_address");
	want_at(a, "data.0.locale", "fr");
	want_at(a, "data.0.isCustom", "false");
	want_at(a, "data.0.needed", "[\"link\"]");
	want_at(a, "data.0.placeholders",
	    "[\"name\",\"link\",\"minutes\",\"shop\"]");
	snprintf(path, sizeof(path), TEXTS "?cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.name", "new_sign_in");
	want_at(a, "data.0.locale", "ar");
	snprintf(path, sizeof(path), TEXTS "?page=%d&limit=1",
	    MAIL_TEST * LOCALE__MAX + LOCALE_AR + 1);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.name", "test");
	want_at(a, "data.0.locale", "ar");
	snprintf(path, sizeof(path), TEXTS "?page=%d&limit=1",
	    MAIL_TEMPLATE__MAX * LOCALE__MAX);
	want_at(client_get(owner, path), "pagination.hasNext", "false");
	a = client_get(owner, RESET);
	want(a, 200);
	want_at(a, "data.subject", "Choisissez un nouveau mot de passe");
	want_at(a, "data.version", "1");
	want(client_get(owner, TEXTS "/reset_password/de"), 404);
	want(client_get(owner, TEXTS "/no_such/fr"), 404);
	want(client_get(manager, RESET), 403);
}
END_TEST

START_TEST(s4_not_02_the_owners_words_go_out_until_souks_own_are_put_back)
{
	const struct mail	*m;
	struct answer		*a;

	clients_open();
	a = client_json(owner, "PUT", RESET, GOOD);
	want(a, 200);
	want_at(a, "data.isCustom", "true");
	want_at(a, "data.version", "2");
	mail_put_to(MAIL_RESET_PASSWORD, LOCALE_FR, "own@shop.test", "Zoë",
	    NULL);
	m = mailbox_await("own@shop.test");
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Mot de passe, Zoë (souk)");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "Allô Zoë !\n\n"
	    "Par <ici>\nhttps://shop.test/x#token=abc\n\nOu bien "
	    "https://shop.test/x#token=abc & vite.\n"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"),
	    "Allô <bdi>Zoë</bdi> !"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"), "Par &lt;ici&gt;"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"), " &amp; vite."));
	/* Another language, another template: as before. */
	mail_put_to(MAIL_RESET_PASSWORD, LOCALE_EN, "own2@shop.test", "Zoë",
	    NULL);
	ck_assert_str_eq(mail_text(mailbox_await("own2@shop.test"),
	    "subject"), "Choose a new password");
	a = client_send(owner, "DELETE", RESET, NULL, NULL, 0);
	want(a, 200);
	want_at(a, "data.isCustom", "false");
	want(client_send(owner, "DELETE", RESET, NULL, NULL, 0), 200);
	mail_put_to(MAIL_RESET_PASSWORD, LOCALE_FR, "own3@shop.test", "Zoë",
	    NULL);
	ck_assert_str_eq(mail_text(mailbox_await("own3@shop.test"),
	    "subject"), "Choisissez un nouveau mot de passe");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action IN ('update_mail_text', 'restore_mail_text') AND"
	    " entity_id = 'reset_password fr'"), "2");
}
END_TEST

/* As somebody else's brand has it is of no matter here. */
START_TEST(s4_not_02_a_text_is_one_brands_own)
{
	const struct mail	*m;

	clients_open();
	want(client_json(stranger, "PUT", RESET, GOOD), 200);
	want_at(client_get(owner, RESET), "data.isCustom", "false");
	mail_put_to(MAIL_RESET_PASSWORD, LOCALE_FR, "own4@shop.test", "Zoë",
	    NULL);
	m = mailbox_await("own4@shop.test");
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Choisissez un nouveau mot de passe");
}
END_TEST

static const struct { const char *subject, *body, *field; } bad[] = {
	{ "S", "no link", "body" },
	{ "S", "{link} {nmae}", "body" },
	{ "S", "{link} { name }", "body" },
	{ "S", "{link} {newEmail}", "body" },
	{ "S", "{link} {", "body" },
	{ "S", "{link} {}", "body" },
	{ "S {link}", "{link}", "subject" },
	{ "S {token}", "{link}", "subject" },
	{ "S\\nBcc: x", "{link}", "subject" },
	{ "S\\u202ex", "{link}", "subject" },
	{ "", "{link}", "subject" },
	{ "S", "", "body" },
};

START_TEST(s4_not_02_a_slip_in_a_text_is_refused_and_named)
{
	char		 path[64];
	struct answer	*a;

	clients_open();
	snprintf(path, sizeof(path), "error.details.%s", bad[_i].field);
	a = client_json(owner, "PUT", RESET, "{\"subject\":\"%s\","
	    "\"body\":\"%s\"}", bad[_i].subject, bad[_i].body);
	want(a, 400);
	ck_assert_msg(answer_at(a, path) != NULL, "%s", a->body);
	a = client_json(owner, "POST", RESET "/preview", "{\"subject\":"
	    "\"%s\",\"body\":\"%s\"}", bad[_i].subject, bad[_i].body);
	want(a, 400);
	ck_assert_msg(answer_at(a, path) != NULL, "%s", a->body);
	want_at(client_get(owner, RESET), "data.isCustom", "false");
}
END_TEST

START_TEST(s4_not_02_a_preview_shows_and_stores_nothing)
{
	struct answer	*a;

	clients_open();
	a = client_json(owner, "POST", RESET "/preview", GOOD);
	want(a, 200);
	want_at(a, "data.subject", "Mot de passe, Lina (souk)");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.html"),
	    "Par &lt;ici&gt;"));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.text"), "/exemple"));
	want_at(client_get(owner, RESET), "data.isCustom", "false");
	want(client_json(manager, "POST", RESET "/preview", GOOD), 403);
	want(client_json(owner, "POST", TEXTS "/no/fr/preview", GOOD), 404);
}
END_TEST

START_TEST(s4_not_02_two_owners_do_not_overwrite_each_other)
{
	clients_open();
	client_header(owner, "If-Match: \"v1\"");
	want(client_json(owner, "PUT", RESET, GOOD), 200);
	want(client_json(owner, "PUT", RESET, GOOD), 412);
	want(client_send(owner, "DELETE", RESET, NULL, NULL, 0), 412);
	client_header(owner, NULL);
	want(client_send(owner, "DELETE", RESET, NULL, NULL, 0), 200);
}
END_TEST

START_TEST(s4_not_04_the_outbox_is_the_brands_own_and_goes_page_by_page)
{
	struct answer	*a;
	char		 path[640];

	clients_open();
	for (int i = 0; i < 5; i++) {
		snprintf(path, sizeof(path), "list%d@shop.test", i);
		put(path);
		mailbox_await(path);
	}
	row_soon("list4@shop.test", "state", "sent");
	a = client_get(owner, OUTBOX "?state=sent&limit=2");
	want(a, 200);
	want_at(a, "data.0.recipient", "list4@shop.test");
	want_at(a, "data.0.template", "confirm_address");
	want_at(a, "data.0.transport", "smtp");
	want_at(a, "data.0.dueAt", "null");
	snprintf(path, sizeof(path), OUTBOX "?state=sent&limit=2&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "data.0.recipient", "list2@shop.test");
	*strstr(path, "sent") = 'S';
	want(client_get(owner, path), 400);
	want_at(client_get(owner, OUTBOX "?state=dead"), "pagination.total",
	    "0");
	want_at(client_get(stranger, OUTBOX), "pagination.total", "0");
	want(client_get(manager, OUTBOX), 403);
	snprintf(path, sizeof(path), OUTBOX "/%s/retry",
	    row("list0@shop.test", "id"));
	want(client_json(stranger, "POST", path, "{}"), 403);
	want(client_json(owner, "POST", path, "{}"), 409);
	want(client_json(owner, "POST", OUTBOX
	    "/mail_01h455vb4pex5vsknk084sn02q/drop", "{}"), 404);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s4_not_02_every_text_is_listed_and_read, 1 },
		{ s4_not_02_the_owners_words_go_out_until_souks_own_are_put_back,
		    1 },
		{ s4_not_02_a_text_is_one_brands_own, 1 },
		{ s4_not_02_a_slip_in_a_text_is_refused_and_named,
		    COUNT(bad) },
		{ s4_not_02_a_preview_shows_and_stores_nothing, 1 },
		{ s4_not_02_two_owners_do_not_overwrite_each_other, 1 },
		{ s4_not_04_the_outbox_is_the_brands_own_and_goes_page_by_page,
		    1 },
	};
	const struct suite	 suite = { "mail_text", shop_start,
	    shop_stop, false, SUITE_TIMEOUT };

	shop_home_made = mailbox_start;
	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
