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

/* What stands on each page: a title, a word, forms, and a way on. */
static const struct door {
	enum ui_text			 title, text;
	const struct account_form	*form;
	enum ui_text			 else_title;	/* with else_form */
	const struct account_form	*else_form;	/* NULL: none */
	const char			*link;		/* NULL: none */
	enum ui_text			 link_text;
} doors[] = {
	{ UI_SIGN_UP, UI_SIGN_UP_TEXT, &sign_up, 0, NULL, "/connexion",
	  UI_HAVE_ACCOUNT },
	{ UI_CONFIRM_TITLE, UI_CONFIRM_TEXT, &confirm, UI_SEND_AGAIN_TITLE,
	  &resend, NULL, 0 },
	{ UI_FORGOT, UI_FORGOT_TEXT, &forgot, 0, NULL, "/connexion",
	  UI_SIGN_IN },
	{ UI_RESET_TITLE, UI_RESET_TEXT, &reset, 0, NULL, "/mot-de-passe",
	  UI_FORGOT_AGAIN },
};
enum { DOOR_SIGN_UP, DOOR_CONFIRM, DOOR_FORGOT, DOOR_RESET };

static enum outcome
door_page(struct req *r, struct res *out, const struct door *door)
{
	struct page	 p;
	enum outcome	 e = page_start(&p, r, out);

	if (e != SOUK_OK)
		return e;
	p.title = page_text(&p, door->title);
	p.account = true;
	page_open(&p);
	html(p.body, "<div class=\"narrow\">\n<h1>%s</h1>\n<p>%s</p>\n",
	    p.title, page_text(&p, door->text));
	account_form_put(&p, door->form, NULL);
	if (door->else_form != NULL) {
		html(p.body, "<h2>%s</h2>\n",
		    page_text(&p, door->else_title));
		account_form_put(&p, door->else_form, NULL);
	}
	if (door->link != NULL)
		html(p.body, "<p><a href=\"%s\">%s</a></p>\n", door->link,
		    page_text(&p, door->link_text));
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}

/* GET /inscription */
enum outcome
sign_up_page(struct req *r, struct res *out)
{
	return door_page(r, out, &doors[DOOR_SIGN_UP]);
}

/* GET /inscription/confirmer: changes nothing, whoever follows the link. */
enum outcome
confirm_page(struct req *r, struct res *out)
{
	return door_page(r, out, &doors[DOOR_CONFIRM]);
}

/* GET /mot-de-passe */
enum outcome
forgot_page(struct req *r, struct res *out)
{
	return door_page(r, out, &doors[DOOR_FORGOT]);
}

/* GET /mot-de-passe/nouveau */
enum outcome
reset_page(struct req *r, struct res *out)
{
	return door_page(r, out, &doors[DOOR_RESET]);
}
