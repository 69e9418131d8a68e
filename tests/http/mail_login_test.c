/* SPDX-License-Identifier: ISC */
/* A mail server that wants to know who sends, and must be who it says. */
#include "tests/http/mail_rows.h"

#define LOGIN	"souk:s3cret-pass"

/* The shop's own certificate serves: it is for 127.0.0.1. */
static void
certificate(char crt[128], char key[128])
{
	snprintf(crt, 128, "%s/etc/tls.crt", shop_home());
	snprintf(key, 128, "%s/etc/tls.key", shop_home());
}

enum kind { PLAIN, STARTTLS, IMPLICIT };

static void
server_be(enum kind kind)
{
	char		 crt[128], key[128];
	const char	*words[] = { "--login", LOGIN, "--cert", crt, "--key",
		key, "--implicit", NULL };

	certificate(crt, key);
	if (kind == PLAIN)
		words[2] = NULL;
	else if (kind == STARTTLS)
		words[6] = NULL;
	mailbox_stop();
	mailbox_run(words);
}

/* The shop with these settings; trusting: it knows the certificate. */
static void
shop_be(const char *scheme, const char *password, bool trusting)
{
	char	 url[64], crt[128], key[128];

	shop_stop();
	certificate(crt, key);
	snprintf(url, sizeof(url), "%s://127.0.0.1:%d", scheme, mailbox.port);
	setenv("SOUK_SMTP_URL", url, 1);
	setenv("SOUK_SMTP_USER", "souk", 1);
	setenv("SOUK_SMTP_PASSWORD", password, 1);
	setenv("SOUK_CA_FILE", trusting ? crt : "", 1);
	shop_start();
}

static bool
is_true(const struct mail *m, const char *name)
{
	const struct json_in	*v = json_member(m->json, name);

	return v != NULL && v->type == JSON_BOOL && v->boolean;
}

static void
arrives_known(const char *to)
{
	const struct mail	*m = mailbox_await(to);

	ck_assert(is_true(m, "tls"));
	ck_assert(is_true(m, "login"));
	row_soon(to, "state", "sent");
}

START_TEST(s4_not_01_with_a_user_mail_goes_by_tls_and_login)
{
	server_be(STARTTLS);
	shop_be("smtp", "s3cret-pass", true);
	put("known@shop.test");
	arrives_known("known@shop.test");
	ck_assert_int_ge(mailbox_events("auth PLAIN tls right"), 1);
	server_be(IMPLICIT);
	shop_be("smtps", "s3cret-pass", true);
	put("implicit@shop.test");
	arrives_known("implicit@shop.test");
}
END_TEST

/* SOUK_LOOPBACK=1 and 127.0.0.1, and yet. */
START_TEST(s4_not_01_a_server_without_tls_gets_no_password_and_no_mail)
{
	const int	 before = mailbox_events("auth");

	server_be(PLAIN);
	shop_be("smtp", "s3cret-pass", true);
	put("bare@shop.test");
	reply_soon("bare@shop.test", "unreached");
	ck_assert_int_eq(mailbox_events("auth"), before);
	ck_assert_int_eq(mailbox_events("rcpt bare@shop.test"), 0);
	ck_assert_str_eq(row("bare@shop.test", "state"), "waiting");
	server_be(STARTTLS);
	shop_be("smtp", "s3cret-pass", true);
	pauses_over();
	arrives_known("bare@shop.test");
}
END_TEST

START_TEST(s4_not_01_a_certificate_that_nobody_vouches_for_is_refused)
{
	const int	 before = mailbox_events("auth");

	server_be(STARTTLS);
	shop_be("smtp", "s3cret-pass", false);
	put("untrusted@shop.test");
	reply_soon("untrusted@shop.test", "certificate");
	ck_assert_int_eq(mailbox_events("auth"), before);
	ck_assert_str_eq(row("untrusted@shop.test", "state"), "waiting");
	shop_be("smtp", "s3cret-pass", true);
	pauses_over();
	arrives_known("untrusted@shop.test");
}
END_TEST

/* 535 is 5xx, but not about this mail. */
START_TEST(s4_not_03_a_refused_login_loses_no_mail)
{
	server_be(STARTTLS);
	shop_be("smtp", "wrong-pass", true);
	put("denied@shop.test");
	reply_soon("denied@shop.test", "535");
	ck_assert_str_eq(row("denied@shop.test", "state"), "waiting");
	ck_assert_int_ge(mailbox_events("auth PLAIN tls wrong"), 1);
	ck_assert_int_eq(mailbox_events("rcpt denied@shop.test"), 0);
	shop_be("smtp", "s3cret-pass", true);
	pauses_over();
	arrives_known("denied@shop.test");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM mail WHERE reply LIKE"
	    " '%-pass%'"), "0");
}
END_TEST

MAILBOX_MAIN("mail_login",
    s4_not_01_with_a_user_mail_goes_by_tls_and_login,
    s4_not_01_a_server_without_tls_gets_no_password_and_no_mail,
    s4_not_01_a_certificate_that_nobody_vouches_for_is_refused,
    s4_not_03_a_refused_login_loses_no_mail)
