/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/page.h"
#include "lib/accounts/oauth.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"

/* Links, not forms: the way leads to another site. */
static void
other_put(const struct page *p, enum oauth_provider provider, const char *to)
{
	static const enum ui_text	 labels[] = {
		[OAUTH_GOOGLE] = UI_WITH_GOOGLE,
		[OAUTH_FACEBOOK] = UI_WITH_FACEBOOK,
	};
	struct buf			 path;

	buf_init(&path, p->act->arena, 128);
	buf_printf(&path, "/api/auth/oauth/%s", oauth_name(provider));
	if (*to != '\0') {
		buf_puts(&path, "?to=");
		text_url_encode(&path, to);
	}
	html_raw(p->body, "<a class=\"button\" rel=\"nofollow\"");
	html_url(p->body, "href", path.p);
	html(p->body, ">%s</a>\n", page_text(p, labels[provider]));
}

/* Those that the shop's owner has set up; often none. */
static void
others_put(const struct page *p, const char *to)
{
	const struct config	*config = p->act->config;
	bool			 any = false;

	for (int i = 0; i < OAUTH__MAX; i++) {
		if (!oauth_is_on(config, (enum oauth_provider)i) ||
		    !feature_is_on(p->act, FEATURE_SOCIAL_SIGN_IN))
			continue;
		if (!any)
			html(p->body, "<div class=\"others\">\n<p>%s</p>\n",
			    page_text(p, UI_OR));
		any = true;
		other_put(p, (enum oauth_provider)i, to);
	}
	if (any)
		html_raw(p->body, "</div>\n");
}

/* Of another provider, from which the browser comes back. */
static const struct message *
problem_of(const struct page *p)
{
	return oauth_problem(page_query(p, "problem"));
}

static void
problem_put(const struct page *p)
{
	const struct message	*m = problem_of(p);

	if (m != NULL)
		html(p->body, "<p class=\"problem\" role=\"alert\">%s</p>\n",
		    m->text[p->locale]);
}

static void
form_put(const struct page *p, const char *to)
{
	html(p->body, "<form id=\"sign-in\" class=\"stack\" method=\"post\" "
	    "action=\"/api/auth/login\" data-failed=\"%s\"",
	    page_text(p, UI_FAILED));
	html_attr(p->body, "data-to", to);
	html(p->body, " novalidate>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<label>%s <input name=\"username\" autocomplete=\"username\" "
	    "autocapitalize=\"none\" spellcheck=\"false\" required "
	    "maxlength=\"254\" autofocus></label>\n"
	    "<label>%s <input name=\"password\" type=\"password\" "
	    "autocomplete=\"current-password\" required maxlength=\"256\">"
	    "</label>\n"
	    "<label class=\"check\"><input name=\"rememberMe\" "
	    "type=\"checkbox\"> %s</label>\n"
	    "<button class=\"button primary\">%s</button>\n"
	    "<noscript><p class=\"problem\">%s</p></noscript>\n</form>\n",
	    page_text(p, UI_LOGIN_NAME), page_text(p, UI_PASSWORD),
	    page_text(p, UI_REMEMBER), page_text(p, UI_SIGN_IN_SUBMIT),
	    page_text(p, UI_NEEDS_SCRIPT));
}

/* Shown by second_step.js once the password was right. */
static void
second_step_put(const struct page *p)
{
	html(p->body, "<form id=\"second-step\" class=\"stack\" "
	    "data-failed=\"%s\" novalidate hidden>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<p class=\"ask\">%s</p>\n<div class=\"enroll stack\" hidden>\n"
	    "<p>%s %s</p>\n<div class=\"qr\" role=\"img\" aria-label=\"%s\">"
	    "</div>\n<p>%s <code class=\"secret\" dir=\"ltr\"></code></p>\n"
	    "</div>\n", page_text(p, UI_FAILED), page_text(p, UI_CODE_TEXT),
	    page_text(p, UI_ENROLL_TEXT), page_text(p, UI_FACTOR_SCAN),
	    page_text(p, UI_FACTOR_QR), page_text(p, UI_FACTOR_TYPE));
	html(p->body, "<label>%s <input name=\"code\" "
	    "autocomplete=\"one-time-code\" autocapitalize=\"none\" "
	    "spellcheck=\"false\" required maxlength=\"40\" dir=\"ltr\">"
	    "</label>\n<button class=\"button primary\">%s</button>\n</form>\n",
	    page_text(p, UI_CODE), page_text(p, UI_SIGN_IN_SUBMIT));
	html(p->body, "<div id=\"recovery\" class=\"stack\" tabindex=\"-1\" "
	    "hidden>\n<h2>%s</h2>\n<p>%s</p>\n<ol class=\"codes\" "
	    "dir=\"ltr\"></ol>\n<p><a class=\"button primary\">%s</a></p>\n"
	    "</div>\n", page_text(p, UI_RECOVERY),
	    page_text(p, UI_RECOVERY_TEXT), page_text(p, UI_CONTINUE));
}

/*
 * GET /connexion?to=: the form; who is signed in already goes on to `to`,
 * which is a path of this site, or else to where they are at home.
 */
enum outcome
sign_in_page(struct req *r, struct res *out)
{
	struct page	 p;
	const char	*to;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	to = page_query(&p, "to");
	if (!html_is_own_path(to))
		to = "";
	if (r->act.actor.user_id != NULL && problem_of(&p) == NULL)
		return res_redirect(out, 303, *to != '\0' ? to :
		    r->act.actor.permissions & PRODUCT_VIEW ? "/admin" :
		    "/compte");
	p.title = page_text(&p, UI_SIGN_IN);
	page_open(&p);
	html(p.body, "<div class=\"narrow\">\n<h1>%s</h1>\n<p>%s</p>\n",
	    p.title, page_text(&p, UI_SIGN_IN_TEXT));
	problem_put(&p);
	form_put(&p, to);
	second_step_put(&p);
	others_put(&p, to);
	html(p.body, "<p><a href=\"/mot-de-passe\">%s</a></p>\n",
	    page_text(&p, UI_FORGOT));
	if (feature_is_on(p.act, FEATURE_SIGN_UP))
		html(p.body, "<p><a href=\"/inscription\">%s</a></p>\n",
		    page_text(&p, UI_SIGN_UP));
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}
