/* SPDX-License-Identifier: ISC */
/* For who is not signed in: sign-up, its confirmation, a lost password. */
#include "fcgi/pages/account.h"
#include "fcgi/pages/pages.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define INPUTS(TABLE)	.inputs = (TABLE), .count = COUNT(TABLE)
#define EMAIL	{ "email", "email", "email", UI_EMAIL, 254, true }
#define NEW_PASSWORD \
	{ "password", "password", "new-password", UI_PASSWORD_NEW, 256, true }

static const struct account_input sign_up_inputs[] = {
	{ "name", "text", "name", UI_YOUR_NAME, 100, true },
	EMAIL,
	{ "password", "password", "new-password", UI_PASSWORD, 256, true },
	{ "acceptTerms", "checkbox", NULL, UI_ACCEPT_TERMS, 0, true },
};
static const struct account_input email_inputs[] = { EMAIL };
static const struct account_input chosen_inputs[] = {
	{ "password", "password", "current-password", UI_PASSWORD_CHOSEN, 256,
	  true },
};
static const struct account_input new_inputs[] = { NEW_PASSWORD };

static const struct account_form sign_up = {
	.id = "sign-up", .send = "POST /api/auth/register",
	INPUTS(sign_up_inputs), .submit = UI_SIGN_UP };
static const struct account_form confirm = {
	.id = "confirm", .send = "POST /api/auth/verify-email",
	.to = "/compte", INPUTS(chosen_inputs), .submit = UI_CONFIRM,
	.token = true };
static const struct account_form resend = {
	.id = "resend", .send = "POST /api/auth/resend-verification",
	INPUTS(email_inputs), .submit = UI_SEND_AGAIN };
static const struct account_form forgot = {
	.id = "forgot", .send = "POST /api/auth/forgot-password",
	INPUTS(email_inputs), .submit = UI_SEND_LINK };
static const struct account_form reset = {
	.id = "reset", .send = "POST /api/auth/reset-password",
	.to = "/connexion", INPUTS(new_inputs), .submit = UI_PASSWORD_SET,
	.token = true };

static enum outcome
door_start(struct page *p, struct req *r, struct res *out, enum ui_text title,
    enum ui_text text)
{
	enum outcome	 e = page_start(p, r, out);

	if (e != SOUK_OK)
		return e;
	p->title = page_text(p, title);
	p->account = true;
	page_open(p);
	html(p->body, "<div class=\"narrow\">\n<h1>%s</h1>\n<p>%s</p>\n",
	    p->title, page_text(p, text));
	return SOUK_OK;
}

static enum outcome
door_end(struct page *p)
{
	html_raw(p->body, "</div>\n");
	page_close(p);
	return SOUK_OK;
}

static void
door_link(const struct page *p, const char *path, enum ui_text text)
{
	html(p->body, "<p><a href=\"%s\">%s</a></p>\n", path,
	    page_text(p, text));
}

/* GET /inscription */
enum outcome
sign_up_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	e = door_start(&p, r, out, UI_SIGN_UP, UI_SIGN_UP_TEXT);
	if (e != SOUK_OK)
		return e;
	account_form_put(&p, &sign_up, NULL);
	door_link(&p, "/connexion", UI_HAVE_ACCOUNT);
	return door_end(&p);
}

/* GET /inscription/confirmer: changes nothing, whoever follows the link. */
enum outcome
confirm_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	e = door_start(&p, r, out, UI_CONFIRM_TITLE, UI_CONFIRM_TEXT);
	if (e != SOUK_OK)
		return e;
	account_form_put(&p, &confirm, NULL);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_SEND_AGAIN_TITLE));
	account_form_put(&p, &resend, NULL);
	return door_end(&p);
}

/* GET /mot-de-passe */
enum outcome
forgot_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	e = door_start(&p, r, out, UI_FORGOT, UI_FORGOT_TEXT);
	if (e != SOUK_OK)
		return e;
	account_form_put(&p, &forgot, NULL);
	door_link(&p, "/connexion", UI_SIGN_IN);
	return door_end(&p);
}

/* GET /mot-de-passe/nouveau */
enum outcome
reset_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	e = door_start(&p, r, out, UI_RESET_TITLE, UI_RESET_TEXT);
	if (e != SOUK_OK)
		return e;
	account_form_put(&p, &reset, NULL);
	door_link(&p, "/mot-de-passe", UI_FORGOT_AGAIN);
	return door_end(&p);
}
