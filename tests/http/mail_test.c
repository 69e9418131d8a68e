/* SPDX-License-Identifier: ISC */
/* Mail that arrives: what is put into the queue reaches a real server. */
#include "tests/http/mail_rows.h"
#include "tests/suite.h"

static struct client	*owner;

static void
owner_open(void)
{
	if (owner == NULL)
		owner = client_login("owner");
}

/* ---- what arrives ------------------------------------------------------- */

/* S4-NOT-04 */
START_TEST(s4_not_01_a_mail_goes_out_by_smtp_in_the_language_asked_for)
{
	struct mail	*m;

	put("lina@shop.test");
	m = mailbox_await("lina@shop.test");
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Confirmez votre adresse e-mail");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "Bonjour Lina,"));
	ck_assert_str_eq(mail_link(m, 0), "https://shop.test/x#token=abc");
	ck_assert_str_eq(mail_text(m, "type"), "multipart/alternative");
	ck_assert_str_eq(mail_list(m, "parts")->items[1].text, "text/plain");
	ck_assert_str_eq(mail_list(m, "parts")->items[2].text, "text/html");
	ck_assert_str_eq(mail_header(m, "Auto-Submitted"), "auto-generated");
	ck_assert_str_eq(mail_header(m, "To"), "lina@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_header(m, "Date"), "+0000"));
	row_soon("lina@shop.test", "state", "sent");
	ck_assert_str_eq(row("lina@shop.test", "sealed IS NULL"), "1");
	ck_assert_str_eq(row("lina@shop.test", "'<' || id || '@souk.test>'"),
	    mail_text(m, "messageId"));
	ck_assert_str_eq(row("lina@shop.test", "transport"), "smtp");
	/* Its job goes a moment after it. */
	sql_soon("0", "SELECT count(*) FROM job WHERE kind = 'notify.mail'");
}
END_TEST

/* Whole for another reader, whatever the template and the language. */
static void
is_sound(const struct mail *m)
{
	const struct json_in	*defects = mail_list(m, "defects");

	ck_assert_msg(defects->count == 0, "%s", defects->count == 0 ? "" :
	    defects->items[0].text);
	ck_assert_int_eq(json_member(m->json, "bare")->integer, 0);
	ck_assert_int_le(json_member(m->json, "longest")->integer, 78);
	ck_assert_ptr_null(strchr(mail_text(m, "subject"), '{'));
	ck_assert_ptr_null(strchr(mail_text(m, "text"), '{'));
	ck_assert_ptr_null(strchr(mail_text(m, "html"), '{'));
	ck_assert_ptr_null(strstr(mail_text(m, "html"), "<script"));
}

static const struct mail_field	all[] = {
	{ "name", "Zoë" }, { "link", "https://shop.test/x#token=abc" },
	{ "minutes", "30" }, { "time", "2026-07-14T18:05:00.000Z" },
	{ "address", "192.0.2.9" }, { "device", "Firefox" },
	{ "newEmail", "neu@shop.test" }, { "provider", "Google" },
	{ "key", "ERP" }, { "people", "4" }, { "shop", "Chez Zoë" },
	{ "email", "z@shop.test" }, { "phone", "+33123456789" },
	{ "alert", "Disque" }, { "subject", "Ça marche ?" }, { "text", "Un\nDeux" },
	{ NULL, NULL }
};

static void
put_all(enum mail_template template, enum locale locale, char to[64])
{
	snprintf(to, 64, "t%d-%s@all.test", (int)template,
	    locale_tag(locale));
	ck_assert_int_eq(mail_put_new(&(struct mail_new){
	    .template = template, .to = to, .locale = locale,
	    .fields = all }), SOUK_OK);
}

/* S3-COM-07: those of contact, welcome and newsletter among them. */
START_TEST(s4_not_02_every_template_arrives_whole_in_every_language)
{
	static const char *const	 when[LOCALE__MAX] = {
		"14 juillet 2026 à 20:05 (CEST)",
		"14 July 2026, 20:05 (CEST)", "14 يوليو 2026، 20:05 (CEST)" };
	const struct mail		*m;
	char				 to[64];

	owner_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"notify\":{\"perMinute\":100000}}"), 200);
	for (int t = 0; t < MAIL_TEMPLATE__MAX; t++)
		for (int l = 0; l < LOCALE__MAX; l++)
			put_all((enum mail_template)t, (enum locale)l, to);
	for (int t = 0; t < MAIL_TEMPLATE__MAX; t++)
		for (int l = 0; l < LOCALE__MAX; l++) {
			snprintf(to, sizeof(to), "t%d-%s@all.test", t,
			    locale_tag((enum locale)l));
			is_sound(m = mailbox_await(to));
			ck_assert_ptr_nonnull(strstr(mail_text(m, "html"),
			    l == LOCALE_AR ? "<html lang=\"ar\" dir=\"rtl\">" :
			    l == LOCALE_FR ? "<html lang=\"fr\" dir=\"ltr\">" :
			    "<html lang=\"en\" dir=\"ltr\">"));
			if (t == MAIL_NEW_SIGN_IN)
				ck_assert_ptr_nonnull(strstr(
				    mail_text(m, "text"), when[l]));
		}
}
END_TEST

START_TEST(s3_com_07_welcome_contact_and_newsletter_say_what_they_are_for)
{
	const struct mail	*m;
	char			 to[64];

	put_all(MAIL_CONTACT, LOCALE_FR, to);
	m = mailbox_await(to);
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Message de Zoë : Ça marche ?");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"),
	    "E-mail : z@shop.test\nTéléphone : +33123456789\n"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "\nUn\nDeux\n"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"), "Un<br>\nDeux"));
	put_all(MAIL_NEWSLETTER, LOCALE_EN, to);
	m = mailbox_await(to);
	ck_assert_ptr_nonnull(strstr(mail_text(m, "html"),
	    "href=\"https://shop.test/x#token=abc\""));
	put_all(MAIL_WELCOME, LOCALE_AR, to);
	m = mailbox_await(to);
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "مرحبًا Zoë،"));
}
END_TEST

/* ---- values that would be more than values -------------------------------- */

static const char *const	nasty[] = {
	"A\r\nBcc: evil@z.test", "A\nBcc: evil@z.test",
	"A\r\n\r\n<script>alert(1)</script>", "=?UTF-8?B?QmNj?=",
	"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
	"evil@z.test>, <lina@shop.test", "A\xe2\x80\xae" "moc.live",
	"A\xe2\x81\xa6\xe2\x80\xa8" "B\x7f\x01", "{link}", "[x]({link})",
	"\n.\nQUIT\n", ".\r\n..\r\nDATA\r\n", "a\\\"b, c; d: (e)",
	"\xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 "
	    "\xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e"
	    "\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81 \xf0\x9f\x8e\x81",
};

static bool
has_bidi(const char *text)
{
	return strstr(text, "\xe2\x80\xae") != NULL ||
	    strstr(text, "\xe2\x81\xa6") != NULL;
}

static void
is_harmless(const struct mail *m)
{
	const struct json_in	*headers = mail_list(m, "headers");

	ck_assert_uint_eq(headers->count, 8);
	ck_assert_uint_eq(mail_list(m, "envelopeTo")->count, 1);
	ck_assert_uint_eq(mail_list(m, "defects")->count, 0);
	ck_assert_int_eq(json_member(m->json, "bare")->integer, 0);
	ck_assert_uint_eq(mail_list(m, "parts")->count, 3);
	ck_assert_str_eq(mail_header(m, "Bcc"), "");
	ck_assert(!has_bidi(mail_text(m, "subject")));
	ck_assert(!has_bidi(mail_text(m, "text")));
	ck_assert(!has_bidi(mail_text(m, "html")));
	ck_assert_ptr_null(strstr(mail_text(m, "html"), "<script"));
	ck_assert_ptr_null(strstr(mail_text(m, "html"), "<img"));
	ck_assert_ptr_null(strpbrk(mail_text(m, "subject"), "\r\n"));
}

START_TEST(s4_not_01_no_value_becomes_a_header_a_command_or_markup)
{
	struct mail_field	 fields[] = { { "name", NULL },
		{ "subject", NULL }, { "email", NULL }, { "text", NULL },
		{ NULL, NULL } };
	const struct mail	*m;
	char			 to[64];

	for (size_t i = 0; i < COUNT(nasty); i++) {
		for (size_t f = 0; f < 4; f++)
			fields[f].text = nasty[i];
		snprintf(to, sizeof(to), "n%zu@nasty.test", i);
		ck_assert_int_eq(mail_put_new(&(struct mail_new){
		    .template = MAIL_CONTACT, .to = to, .locale = LOCALE_EN,
		    .fields = fields }), SOUK_OK);
		is_harmless(m = mailbox_await(to));
		ck_assert_ptr_null(strstr(mail_text(m, "html"),
		    "href=\"\">"));
	}
	ck_assert_int_eq(mailbox_count("evil@z.test"), 0);
	ck_assert_int_eq(mailbox_events("rcpt evil"), 0);
}
END_TEST

START_TEST(s4_not_01_no_address_ends_a_command)
{
	static const char *const bad[] = { "", "lina", "lina@",
		"a@b.test\r\nRCPT TO:<evil@z.test", "a@b.test>", "<a@b.test>",
		"a b@c.test", "a@b.test,c@d.test", "é@b.test", "a@é.test",
		"\"a\"@b.test", "a@b.test\n", "a@b..test", "a;b@c.test" };

	for (size_t i = 0; i < COUNT(bad); i++)
		ck_assert_msg(mail_put_new(&(struct mail_new){
		    .template = MAIL_ERASED, .to = bad[i],
		    .locale = LOCALE_FR, .fields = all }) == SOUK_INVALID,
		    "%s", bad[i]);
}
END_TEST

/* The shop's own name and address are somebody's words as well. */
START_TEST(s4_not_01_the_shops_name_is_a_name_and_nothing_more)
{
	static const char *const names[] = { "Chez Zoë, \\\"Thé\\\" <x@y>",
		"متجر الشاي والنعناع والفضة والزرابي والزليج والعود والبخور",
		"A & B", "=?UTF-8?Q?x?=" };
	const struct mail	*m;
	char			 to[64];

	for (size_t i = 0; i < COUNT(names); i++) {
		owner_open();
		want(client_json(owner, "PATCH", SETTINGS, "{\"shop\":"
		    "{\"name\":\"%s\",\"email\":\"zoe@shop.test\","
		    "\"address\":\"1 rue <b>\\nParis\"}}", names[i]), 200);
		snprintf(to, sizeof(to), "shop%zu@name.test", i);
		put(to);
		m = mailbox_await(to);
		is_sound(m);
		ck_assert_str_eq(mail_text(m, "replyTo"), "zoe@shop.test");
		ck_assert_ptr_nonnull(strstr(mail_text(m, "from"),
		    "<shop@souk.test>"));
		ck_assert_ptr_nonnull(strstr(mail_text(m, "html"),
		    "1 rue &lt;b&gt;<br>\nParis"));
	}
	ck_assert_str_eq(mail_text(m, "from"),
	    "=?UTF-8?Q?x?= <shop@souk.test>");	/* and not x */
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"shop\":{\"name\":\"souk\"}}"), 200);
}
END_TEST

/* ---- what goes wrong --------------------------------------------------------- */

START_TEST(s3_obj_12_a_mail_outlives_a_server_that_is_down)
{
	mailbox_stop();
	put("down@shop.test");
	put("down2@shop.test");
	reply_soon("down@shop.test", "unreached");
	reply_soon("down2@shop.test", "unreached");
	ck_assert_str_eq(row("down@shop.test", "state"), "waiting");
	ck_assert_str_eq(row("down@shop.test", "sealed IS NULL"), "0");
	shop_stop();
	shop_start();
	mailbox_again();
	pauses_over();
	mailbox_await("down@shop.test");
	mailbox_await("down2@shop.test");
	row_soon("down@shop.test", "state", "sent");
	owner = NULL;
}
END_TEST

static const struct trouble {
	const char	*rule, *reply;
	int		 copies;	/* that arrive in the end */
} troubles[] = {
	{ "connect 421-4.3.2-later", "421 4.3.2 later", 1 },
	{ "connect 554-5.7.1-blocked", "554 5.7.1 blocked", 1 },
	{ "connect drop", "unreached", 1 },
	{ "rcpt 450-4.2.1-greylisted", "450 4.2.1 greylisted", 1 },
	{ "rcpt drop", "unreached", 1 },
	{ "data 451-4.3.0-disk", "451 4.3.0 disk", 1 },
	{ "data drop", "unknown", 1 },
	{ "data lose", "unknown", 2 },
};

START_TEST(s4_not_03_what_is_not_for_good_is_tried_again)
{
	const struct trouble	*t = &troubles[_i];
	char			 to[64], rule[96];
	const struct mail	*first, *second;

	snprintf(to, sizeof(to), "trouble%d@shop.test", _i);
	snprintf(rule, sizeof(rule), "%s times=1\n", t->rule);
	mailbox_fail(rule);
	put(to);
	reply_soon(to, t->reply);
	ck_assert_str_eq(row(to, "state"), "waiting");
	ck_assert_str_eq(row(to, "sealed IS NULL"), "0");
	pauses_over();
	row_soon(to, "state", "sent");
	ck_assert_int_eq(mailbox_count(to), t->copies);
	if (t->copies == 2) {
		first = mailbox_take(to);
		second = mailbox_take(to);
		ck_assert_str_eq(mail_text(first, "messageId"),
		    mail_text(second, "messageId"));
	}
	mailbox_fail("");
}
END_TEST

/* An address that is refused keeps nobody else waiting. */
START_TEST(s4_not_03_what_is_refused_for_good_is_shown_and_retried_by_hand)
{
	struct answer	*a;
	char		 path[128], id[64];

	owner_open();
	mailbox_fail("rcpt 550-5.1.1-<gone@shop.test>:_no_such_user "
	    "to=gone@shop.test\n");
	put("gone@shop.test");
	put("there@shop.test");
	mailbox_await("there@shop.test");
	row_soon("gone@shop.test", "state", "dead");
	ck_assert_str_eq(row("gone@shop.test", "reply"),
	    "550 5.1.1 <…>: no such user");
	ck_assert_str_eq(row("gone@shop.test", "sealed IS NULL"), "0");
	a = client_get(owner, OUTBOX "?state=dead");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	want_at(a, "data.0.recipient", "gone@shop.test");
	want_at(a, "data.0.reply", "550 5.1.1 <…>: no such user");
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.0.id"));
	mailbox_fail("");
	snprintf(path, sizeof(path), OUTBOX "/%s/retry", id);
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.state", "waiting");
	mailbox_await("gone@shop.test");
	row_soon("gone@shop.test", "state", "sent");
	a = client_json(owner, "POST", path, "{}");
	want(a, 409);
	want_at(a, "error.code", "MAIL_NOT_DEAD");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'retry_mail'"), "1");
}
END_TEST

START_TEST(s4_not_03_after_many_tries_in_vain_a_mail_is_dead_and_may_be_dropped)
{
	struct answer	*a;
	char		 path[640];

	owner_open();
	mailbox_fail("rcpt 450-4.2.2-full to=full@shop.test\n");
	put("full@shop.test");
	reply_soon("full@shop.test", "450 4.2.2 full");
	free(shop_sql("UPDATE job SET attempts = 29, due_at = 1 WHERE"
	    " kind = 'notify.mail' AND state = 'waiting'"));
	row_soon("full@shop.test", "state", "dead");
	sql_soon("0", "SELECT count(*) FROM job WHERE kind = 'notify.mail'");
	snprintf(path, sizeof(path), OUTBOX "/%s/drop",
	    row("full@shop.test", "id"));
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.state", "dropped");
	ck_assert_str_eq(row("full@shop.test", "sealed IS NULL"), "1");
	want(client_json(owner, "POST", path, "{}"), 409);
	*strrchr(path, '/') = '\0';
	strcat(path, "/retry");
	want(client_json(owner, "POST", path, "{}"), 409);
	mailbox_fail("");
}
END_TEST

/* The worker that has the mail's job. */
static pid_t
sender(void)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*worker;
	int		 pid = 0;

	while (pid == 0 && now_ms() < end) {
		worker = shop_sql("SELECT worker FROM job WHERE"
		    " kind = 'notify.mail' AND state = 'running'");
		if (strrchr(worker, '-') != NULL)
			pid = (int)strtol(strrchr(worker, '-') + 1, NULL, 10);
		free(worker);
	}
	return (pid_t)pid;
}

/* Accepted over there, not yet known here. */
START_TEST(s4_not_04_a_killed_sender_sends_again_under_the_same_message_id)
{
	const struct mail	*first, *second;
	pid_t			 pid;

	mailbox_fail("data hold times=1\n");
	put("killed@shop.test");
	first = mailbox_await("killed@shop.test");
	ck_assert_int_gt(pid = sender(), 0);
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	free(shop_sql("UPDATE job SET lease_until = 1 WHERE"
	    " kind = 'notify.mail' AND state = 'running'"));
	second = mailbox_await("killed@shop.test");
	ck_assert_str_eq(mail_text(first, "messageId"),
	    mail_text(second, "messageId"));
	row_soon("killed@shop.test", "state", "sent");
	mailbox_fail("");
}
END_TEST

/* ---- how fast ------------------------------------------------------------------ */

START_TEST(s4_not_04_beyond_the_rate_mails_wait_and_lose_no_attempt)
{
	char	 to[64];

	owner_open();
	free(shop_sql("UPDATE mail SET sent_at = 1 WHERE sent_at > 0"));
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"notify\":{\"perMinute\":3}}"), 200);
	for (int i = 0; i < 8; i++) {
		snprintf(to, sizeof(to), "fast%d@shop.test", i);
		put(to);
	}
	sql_soon("3 5", "SELECT (SELECT count(*) FROM mail WHERE"
	    " recipient LIKE 'fast%' AND state = 'sent') || ' ' ||"
	    " (SELECT count(*) FROM job WHERE kind = 'notify.mail' AND"
	    " state = 'waiting' AND attempts = 0 AND due_at > created_at)");
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"notify\":{\"perMinute\":100000}}"), 200);
	pauses_over();
	for (int i = 0; i < 8; i++) {
		snprintf(to, sizeof(to), "fast%d@shop.test", i);
		mailbox_await(to);
	}
}
END_TEST

/* ---- the command ------------------------------------------------------------------ */

static void
doctor_says(int status, const char *part, const char *to)
{
	char	*out;

	ck_assert_msg(shop_command(NULL, &out, "doctor", "--mail", to,
	    NULL) == status, "%s", out);
	ck_assert_msg(strstr(out, part) != NULL, "%s in\n%s", part, out);
	free(out);
}

START_TEST(s4_not_03_the_doctor_sends_a_mail_and_says_what_is_wrong)
{
	const struct mail	*m;

	doctor_says(0, "it went", "doctor@shop.test");
	m = mailbox_await("doctor@shop.test");
	ck_assert_str_eq(mail_text(m, "subject"), "Essai d’envoi de souk");
	mailbox_fail("rcpt 550-5.1.1-unknown to=doctor@shop.test\n");
	doctor_says(1, "550 5.1.1 unknown", "doctor@shop.test");
	mailbox_fail("");
	doctor_says(1, "no address", "doctor@");
	mailbox_stop();
	doctor_says(1, "unreached", "doctor@shop.test");
	mailbox_again();
	doctor_says(0, "it went", "doctor@shop.test");
	ck_assert_int_eq(shop_command(NULL, NULL, "doctor", "--mail", NULL),
	    2);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s4_not_01_a_mail_goes_out_by_smtp_in_the_language_asked_for,
		    1 },
		{ s4_not_02_every_template_arrives_whole_in_every_language, 1 },
		{ s3_com_07_welcome_contact_and_newsletter_say_what_they_are_for,
		    1 },
		{ s4_not_01_no_value_becomes_a_header_a_command_or_markup, 1 },
		{ s4_not_01_no_address_ends_a_command, 1 },
		{ s4_not_01_the_shops_name_is_a_name_and_nothing_more, 1 },
		{ s3_obj_12_a_mail_outlives_a_server_that_is_down, 1 },
		{ s4_not_03_what_is_not_for_good_is_tried_again,
		    COUNT(troubles) },
		{ s4_not_03_what_is_refused_for_good_is_shown_and_retried_by_hand,
		    1 },
		{ s4_not_03_after_many_tries_in_vain_a_mail_is_dead_and_may_be_dropped,
		    1 },
		{ s4_not_04_a_killed_sender_sends_again_under_the_same_message_id,
		    1 },
		{ s4_not_04_beyond_the_rate_mails_wait_and_lose_no_attempt, 1 },
		{ s4_not_03_the_doctor_sends_a_mail_and_says_what_is_wrong, 1 },
	};
	const struct suite	 suite = { "mail", shop_start,
	    shop_stop, false, SUITE_TIMEOUT };

	shop_home_made = mailbox_start;
	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
