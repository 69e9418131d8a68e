/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/page.h"

static const struct {
	int		 status;
	enum ui_text	 title;
} errors[] = {
	{ 403, UI_ERROR_403 },
	{ 404, UI_ERROR_404 },
	{ 405, UI_ERROR_405 },
	{ 410, UI_ERROR_410 },
	{ 429, UI_ERROR_429 },
	{ 500, UI_ERROR_500 },
	{ 503, UI_ERROR_503 },
};

static enum ui_text
error_title(int status)
{
	size_t	 i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].status == status)
			return errors[i].title;
	return UI_ERROR_OTHER;
}

/*
 * What went wrong, in the visitor's words, with ways on: the search box of
 * the frame and the home page.  Works without the database.  Who is not
 * signed in is sent to the form, which leads back here.
 */
void
error_page(struct req *r, struct res *out, int status, const char *message)
{
	struct page	 p;

	page_start_bare(&p, r, out);
	if (status == 401) {
		res_redirect(out, 303, path_of(p.act->arena,
		    "/connexion?to=", r->path));
		return;
	}
	p.title = page_text(&p, error_title(status));
	page_open(&p);
	html(p.body, "<div class=\"narrow error\">\n"
	    "<p class=\"code\" aria-hidden=\"true\">%d</p>\n<h1>%s</h1>\n",
	    status, p.title);
	if (message != NULL)
		html(p.body, "<p>%s</p>\n", message);
	html(p.body, "<p><a class=\"button\" href=\"/\">%s</a></p>\n",
	    page_text(&p, UI_BACK_HOME));
	if (status >= 500 && r->act.request_id != NULL)
		html(p.body, "<p class=\"count\">%s <code>%s</code></p>\n",
		    page_text(&p, UI_REQUEST_ID), r->act.request_id);
	html_raw(p.body, "</div>\n");
	page_close(&p);
}
