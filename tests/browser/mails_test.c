/* SPDX-License-Identifier: ISC */
/*
 * A shopkeeper looks at what was mailed, tries again what was given up, and
 * has a mail say something else, in French and in Arabic.
 */
#include "tests/browser/visit.h"
#include "tests/http/mail_rows.h"

static void
setup(void)
{
	shop_home_made = mailbox_start;
	visit_start();
}

START_TEST(s4_not_03_a_shopkeeper_sees_what_was_given_up_and_tries_again)
{
	mailbox_fail("rcpt 550-5.1.1-no_such_user to=gone@shop.test\n");
	put("lina@shop.test");
	put("gone@shop.test");
	mailbox_await("lina@shop.test");
	row_soon("lina@shop.test", "state", "sent");
	row_soon("gone@shop.test", "state", "dead");
	sign_in_to("owner", "/admin/mails");
	browser_visit(b, "/locale/fr?to=/admin/mails");
	ck_assert_ptr_nonnull(strstr(browser_text(b, "#outbox"),
	    "550 5.1.1 no such user"));
	browser_picture(b, "mails-fr");
	mailbox_fail("");
	browser_click(b, "[data-mail$=retry]");
	mailbox_await("gone@shop.test");
	row_soon("gone@shop.test", "state", "sent");
	browser_script(b, "document.querySelector('#texts')"
	    ".scrollIntoView()");
	browser_picture(b, "mails-texts-fr");
	browser_visit(b, "/admin/mails?state=dead");
	ck_assert(!browser_has(b, "#outbox"));
	browser_visit(b, "/locale/ar?to=/admin/mails");
	browser_picture(b, "mails-ar");
	browser_size(b, 390, 844);
	browser_picture(b, "mails-ar-phone");
	want_no_sideways();
	browser_size(b, 1280, 900);
	want_no_errors();
}
END_TEST

#define SHADOW	"document.querySelector('#mail-html').shadowRoot"

START_TEST(s4_not_02_a_text_is_edited_looked_at_and_put_back)
{
	visit_office("/locale/fr?to=/admin/mails/reset_password/fr");
	browser_picture(b, "mail-editor-fr");
	browser_script(b, "document.querySelector('[name=body]').value ="
	    " 'Bonjour {name},\\n\\n<script>alert(1)</script>"
	    " <img src=x>\\n\\n[Par ici]({link})'");
	browser_click(b, "#mail-preview");
	browser_wait(b, "!document.querySelector('#mail-shown').hidden");
	ck_assert_str_eq(browser_script(b, "return " SHADOW
	    ".querySelectorAll('script, img, [href], [onerror]').length"),
	    "0");
	ck_assert_ptr_nonnull(strstr(browser_script(b, "return " SHADOW
	    ".textContent"), "Bonjour Lina,"));
	/* Its own colours, and not those of the page around it. */
	ck_assert_str_eq(browser_script(b, "return getComputedStyle(" SHADOW
	    ".querySelector('a')).backgroundColor"), "rgb(163, 66, 29)");
	browser_picture(b, "mail-preview-fr");
	want_no_errors();
	browser_script(b, "document.querySelector('[name=body]').value ="
	    " 'Bonjour {nmae}, {link}'");
	browser_click(b, "#mail-text button.primary");
	browser_wait(b, "document.querySelector('.problem.field') !== null");
	browser_script(b, "document.querySelector('[name=body]').value ="
	    " 'Allô {name}, {link}'");
	browser_click(b, "#mail-text button.primary");
	browser_wait(b, "document.querySelector('output').textContent !== ''");
	mail_put_to(MAIL_RESET_PASSWORD, LOCALE_FR, "zoe@shop.test", "Zoë",
	    NULL);
	ck_assert_ptr_nonnull(strstr(mail_text(mailbox_await("zoe@shop.test"),
	    "text"), "Allô Zoë, https://"));
	browser_click(b, "#mail-restore");
	browser_wait(b, "document.querySelector('[name=body]')?.value"
	    ".includes('{minutes}') && document.querySelector("
	    "'#mail-restore').hidden");
}
END_TEST

START_TEST(s4_not_02_arabic_reads_from_the_right)
{
	browser_errors(b);	/* what was refused on purpose */
	visit_office("/locale/ar?to=/admin/mails/confirm_address/ar");
	browser_click(b, "#mail-preview");
	browser_wait(b, "!document.querySelector('#mail-shown').hidden");
	ck_assert_str_eq(browser_script(b, "return getComputedStyle(" SHADOW
	    ".querySelector('p')).direction"), "rtl");
	browser_picture(b, "mail-preview-ar");
	browser_size(b, 390, 844);
	browser_picture(b, "mail-preview-ar-phone");
	want_no_sideways();
	browser_size(b, 1280, 900);
	want_no_errors();
}
END_TEST

VISIT_MAIN("mails", setup, visit_stop,
    s4_not_03_a_shopkeeper_sees_what_was_given_up_and_tries_again,
    s4_not_02_a_text_is_edited_looked_at_and_put_back,
    s4_not_02_arabic_reads_from_the_right)
