/* SPDX-License-Identifier: ISC */
/* Mail that arrives: what is put into the queue reaches a real server. */
#include "tests/http/mail_put.h"

/* S4-NOT-04 */
START_TEST(s4_not_01_a_mail_goes_out_by_smtp_in_the_language_asked_for)
{
	struct mail	*m;

	mail_put_to(MAIL_CONFIRM_ADDRESS, LOCALE_FR, "lina@shop.test", "Lina",
	    NULL);
	m = mailbox_await("lina@shop.test");
	ck_assert_str_eq(mail_text(m, "subject"),
	    "Confirmez votre adresse e-mail");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "text"), "Bonjour Lina,"));
	ck_assert_str_eq(mail_link(m, 0), "https://shop.test/x#token=abc");
}
END_TEST

MAILBOX_MAIN("mail",
    s4_not_01_a_mail_goes_out_by_smtp_in_the_language_asked_for)
