/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/page.h"

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
	if (r->act.actor.user_id != NULL)
		return res_redirect(out, 303, *to != '\0' ? to :
		    r->act.actor.permissions & PRODUCT_VIEW ? "/admin" :
		    "/compte");
	p.title = page_text(&p, UI_SIGN_IN);
	page_open(&p);
	html(p.body, "<div class=\"narrow\">\n<h1>%s</h1>\n<p>%s</p>\n",
	    p.title, page_text(&p, UI_SIGN_IN_TEXT));
	form_put(&p, to);
	html(p.body, "<p><a href=\"/mot-de-passe\">%s</a></p>\n"
	    "<p><a href=\"/inscription\">%s</a></p>\n",
	    page_text(&p, UI_FORGOT), page_text(&p, UI_SIGN_UP));
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}
