/* SPDX-License-Identifier: ISC */
/* /compte: what people say of themselves, agree to, take along and erase. */
#include "fcgi/pages/account.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/oauth.h"
#include "lib/base/arena.h"
#include "lib/db/rows.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define INPUTS(TABLE)	.inputs = (TABLE), .count = COUNT(TABLE)
#define ME	"/api/users/me"
#define CURRENT	{ "currentPassword", "password", "current-password", \
	UI_PASSWORD_CURRENT, 256, true }

/* The fields of user_fields that stand in the form, in order. */
static const int profile_fields[] = { USER_NAME, USER_USERNAME, USER_PHONE,
	USER_BUSINESS };
static const struct account_input profile_inputs[] = {
	{ "name", "text", "name", UI_YOUR_NAME, 100, false },
	{ "username", "text", "username", UI_USERNAME, 40, true },
	{ "phone", "tel", "tel", UI_PHONE, 20, false },
	{ "businessName", "text", "organization", UI_BUSINESS, 100, false },
};
static const struct account_input email_inputs[] = {
	{ "email", "email", "email", UI_EMAIL_NEW, 254, true },
	CURRENT,
};
static const struct account_input password_inputs[] = {
	{ "newPassword", "password", "new-password", UI_PASSWORD_NEW, 256,
	  true },
	CURRENT,
};
static const struct account_input preference_inputs[] = {
	{ "orderMail", "checkbox", NULL, UI_ORDER_MAIL, 0, false },
	{ "reminderMail", "checkbox", NULL, UI_REMINDER_MAIL, 0, false },
};
static const struct account_input erase_inputs[] = { CURRENT };

static const struct account_form profile = {
	.id = "profile", .send = "PATCH " ME, INPUTS(profile_inputs),
	.submit = UI_SAVE, .done = UI_SAVED, .partial = true };
static const struct account_form email = {
	.id = "email", .send = "PATCH " ME, INPUTS(email_inputs),
	.submit = UI_EMAIL_CHANGE, .done = UI_EMAIL_WAITS };
static const struct account_form password = {
	.id = "password", .send = "PATCH " ME, INPUTS(password_inputs),
	.submit = UI_PASSWORD_SET, .done = UI_PASSWORD_DONE };
static const struct account_form preferences = {
	.id = "preferences", .send = "PATCH " ME "/preferences",
	INPUTS(preference_inputs), .submit = UI_SAVE, .done = UI_SAVED };
static const struct account_form erase = {
	.id = "erase", .send = "POST " ME "/erase", .to = "/",
	INPUTS(erase_inputs), .submit = UI_ERASE };
static const struct account_form address = {
	.id = "address", .send = "POST " ME "/email", .to = "/compte",
	.submit = UI_CONFIRM, .token = true };

/* Sent as soon as it is chosen (account.js); one elsewhere is not shown. */
static void
avatar_put(const struct page *p, const struct value *url)
{
	const struct picture	 picture = { .url = url->text, .size = 160,
		.sizes = "6rem", .eager = true };

	html(p->body, "<h2>%s</h2>\n<div class=\"avatar\" data-problem=\"%s\">"
	    "\n", page_text(p, UI_AVATAR), page_text(p, UI_FAILED));
	picture_put(p, &picture);
	html(p->body, "<label class=\"button\">%s <input type=\"file\" "
	    "accept=\"image/jpeg,image/png,image/webp\"></label>\n"
	    "<button type=\"button\" class=\"button\"", page_text(p,
	    UI_PICTURE_CHOOSE));
	html_flag(p->body, "hidden", url->state != VALUE_SET);
	html(p->body, ">%s</button>\n<p class=\"problem\" role=\"alert\" "
	    "hidden></p>\n</div>\n", page_text(p, UI_PICTURE_REMOVE));
}

static enum outcome
profile_put(const struct page *p)
{
	const char	*values[COUNT(profile_fields)], *pending;
	struct record	*user;
	int64_t		 expires_at;
	enum outcome	 e;

	if ((e = session_read(p->act, &expires_at, &user)) != SOUK_OK ||
	    (e = new_address_pending(p->act, &pending)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < COUNT(profile_fields); i++)
		values[i] = user->values[profile_fields[i]].text;
	account_form_put(p, &profile, values);
	avatar_put(p, &user->values[USER_AVATAR]);
	html(p->body, "<h2>%s</h2>\n<p><bdi>%s</bdi></p>\n",
	    page_text(p, UI_EMAIL), user->values[USER_EMAIL].text);
	if (pending != NULL)
		html(p->body, "<p class=\"soft\">%s <bdi>%s</bdi></p>\n",
		    page_text(p, UI_EMAIL_PENDING), pending);
	return SOUK_OK;
}

/* Who has no password gets one by mail first. */
static void
proofs_put(const struct page *p, bool has_password)
{
	if (has_password)
		account_form_put(p, &email, NULL);
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_PASSWORD));
	if (has_password)
		account_form_put(p, &password, NULL);
	else
		html(p->body, "<p><a href=\"/mot-de-passe\">%s</a></p>\n",
		    page_text(p, UI_PASSWORD_MAKE));
}

static enum outcome
preferences_put(const struct page *p)
{
	const char	*values[COUNT(preference_inputs)];
	struct record	*r;
	enum outcome	 e = preference_read(p->act, &r);

	if (e != SOUK_OK)
		return e;
	values[0] = r->values[PREFERENCE_ORDER_MAIL].num == 1 ? "1" : NULL;
	values[1] = r->values[PREFERENCE_REMINDER_MAIL].num == 1 ? "1" : NULL;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_PREFERENCES));
	account_form_put(p, &preferences, values);
	return SOUK_OK;
}

/* A box for each purpose but the terms, which were a condition. */
static enum outcome
consents_put(const struct page *p)
{
	static const enum ui_text	 labels[CONSENT_PURPOSES] = {
		0, UI_CONSENT_NEWSLETTER, UI_CONSENT_ANALYTICS,
		UI_CONSENT_PERSONAL };
	struct record			*consents[CONSENT_PURPOSES];
	enum outcome			 e = consent_read(p->act, consents);

	if (e != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<form id=\"consents\" class=\"stack\" "
	    "data-problem=\"%s\" data-done=\"%s\">\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n",
	    page_text(p, UI_CONSENTS), page_text(p, UI_FAILED),
	    page_text(p, UI_SAVED));
	for (int i = 1; i < CONSENT_PURPOSES; i++)
		account_input_put(p, &(struct account_input){
			.name = consents[i]->values[CONSENT_PURPOSE].text,
			.type = "checkbox", .label = labels[i] },
		    consents[i]->values[CONSENT_GRANTED].num == 1 ? "1" :
		    NULL);
	html_raw(p->body, "<output></output>\n</form>\n");
	return SOUK_OK;
}

/* What one's account is linked with, and what it may be linked with. */
static enum outcome
identities_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = 20 };
	struct record		*r = record_new(p->act->arena,
				    &identity_fields);
	struct rows		 rows;
	enum outcome		 e = identity_list(p->act, &first, &rows);

	if (e != SOUK_OK)
		return e;
	html_raw(p->body, "<ul class=\"rows\" id=\"identities\">\n");
	while ((e = rows_next(&rows, p->act->arena, r)) == SOUK_OK)
		html(p->body, "<li><bdi>%s %s</bdi> <button class=\"button\" "
		    "data-unlink=\"%s\">%s</button></li>\n",
		    r->values[IDENTITY_PROVIDER].text,
		    r->values[IDENTITY_EMAIL].text == NULL ? "" :
		    r->values[IDENTITY_EMAIL].text,
		    r->values[IDENTITY_ID].text, page_text(p, UI_REMOVE));
	html_raw(p->body, "</ul>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
link_put(const struct page *p, enum oauth_provider provider,
    enum ui_text text, bool has_password)
{
	const struct account_input	 current[] = { CURRENT };
	struct account_form		 form = { .inputs = current,
					    .count = has_password,
					    .submit = text };

	if (!oauth_is_on(p->act->config, provider))
		return;
	form.id = arena_printf(p->act->arena, "link-%s",
	    oauth_name(provider));
	form.send = arena_printf(p->act->arena,
	    "POST /api/auth/oauth/%s/link", oauth_name(provider));
	account_form_put(p, &form, NULL);
}

/* Nothing at all where the shop has no such sign-in. */
static enum outcome
links_put(const struct page *p, bool has_password)
{
	const struct message	*problem;
	enum outcome		 e;

	if (!oauth_is_on(p->act->config, OAUTH_GOOGLE) &&
	    !oauth_is_on(p->act->config, OAUTH_FACEBOOK))
		return SOUK_OK;
	html(p->body, "<h2 id=\"links\">%s</h2>\n", page_text(p, UI_LINKS));
	if ((problem = oauth_problem(page_query(p, "problem"))) != NULL)
		html(p->body, "<p class=\"problem\" role=\"alert\">%s</p>\n",
		    problem->text[p->locale]);
	if ((e = identities_put(p)) != SOUK_OK)
		return e;
	link_put(p, OAUTH_GOOGLE, UI_WITH_GOOGLE, has_password);
	link_put(p, OAUTH_FACEBOOK, UI_WITH_FACEBOOK, has_password);
	return SOUK_OK;
}

static void
privacy_put(const struct page *p, bool has_password)
{
	struct account_form	 form = erase;

	form.count = has_password;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n<p><a class=\"button\" "
	    "href=\"" ME "/export\" download>%s</a></p>\n"
	    "<details class=\"danger\">\n<summary>%s</summary>\n<p>%s</p>\n",
	    page_text(p, UI_PRIVACY), page_text(p, UI_EXPORT_TEXT),
	    page_text(p, UI_EXPORT_OWN), page_text(p, UI_ERASE),
	    page_text(p, UI_ERASE_TEXT));
	account_form_put(p, &form, NULL);
	html_raw(p->body, "</details>\n");
}

/* GET /compte */
enum outcome
account_page(struct req *r, struct res *out)
{
	struct page	 p;
	bool		 has_password;
	enum outcome	 e;

	if ((e = account_start(&p, r, out, UI_ACCOUNT)) != SOUK_OK ||
	    (e = own_has_password(&r->act, &has_password)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = profile_put(&p)) != SOUK_OK)
		return e;
	proofs_put(&p, has_password);
	if ((e = links_put(&p, has_password)) != SOUK_OK ||
	    (e = preferences_put(&p)) != SOUK_OK ||
	    (e = consents_put(&p)) != SOUK_OK)
		return e;
	privacy_put(&p, has_password);
	page_close(&p);
	return SOUK_OK;
}

/* GET /compte/adresse: where the mail to a new address leads. */
enum outcome
account_address_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = account_start(&p, r, out, UI_CONFIRM_TITLE)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"narrow\">\n<h1>%s</h1>\n<p>%s</p>\n",
	    p.title, page_text(&p, UI_ADDRESS_TEXT));
	account_form_put(&p, &address, NULL);
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}
