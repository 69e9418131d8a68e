/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/notify/notify.h"

/* What may stand in it, each as it is written. */
static void
names_put(const struct page *p, const struct value *names)
{
	html(p->body, "<p class=\"count\">%s", page_text(p, UI_MAIL_NAMES));
	for (size_t i = 0; i < names->count; i++)
		html(p->body, " <code dir=\"ltr\">{%s}</code>",
		    names->texts[i]);
	html_raw(p->body, "</p>\n");
}

static void
buttons_put(const struct page *p, const struct value *v)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button>\n<button type=\"button\" class=\"button\" "
	    "id=\"mail-preview\">%s</button>\n<button type=\"button\" "
	    "class=\"quiet\" id=\"mail-restore\"", page_text(p, UI_SAVE),
	    page_text(p, UI_MAIL_PREVIEW));
	html_flag(p->body, "hidden", v[MAIL_TEXT_CUSTOM].num == 0);
	html(p->body, ">%s</button>\n<output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n",
	    page_text(p, UI_MAIL_RESTORE));
}

static void
form_put(const struct page *p, const struct value *v)
{
	const char	*locale = v[MAIL_TEXT_LOCALE].text;
	const char	*dir = locale_direction(locale_from_tag(locale));

	html(p->body, "<form id=\"mail-text\" class=\"stack\" "
	    "data-path=\"/api/admin/mail/templates/%s/%s\" "
	    "data-version=\"%lld\" data-saved=\"%s\" data-stale=\"%s\" "
	    "data-problem=\"%s\" novalidate>\n", v[MAIL_TEXT_NAME].text,
	    locale, (long long)v[MAIL_TEXT_VERSION].num,
	    page_text(p, UI_SAVED), page_text(p, UI_PRICES_STALE),
	    page_text(p, UI_FAILED));
	html(p->body, "<label>%s <input name=\"subject\" maxlength=\"150\" "
	    "lang=\"%s\" dir=\"%s\" required value=\"%s\"></label>\n"
	    "<label>%s <textarea name=\"body\" rows=\"14\" "
	    "maxlength=\"10000\" lang=\"%s\" dir=\"%s\" required>\n%s"
	    "</textarea></label>\n", page_text(p, UI_MAIL_SUBJECT), locale,
	    dir, v[MAIL_TEXT_SUBJECT].text, page_text(p, UI_MAIL_BODY),
	    locale, dir, v[MAIL_TEXT_BODY].text);
	html(p->body, "<p class=\"count\">%s</p>\n",
	    page_text(p, UI_MAIL_BODY_HINT));
	names_put(p, &v[MAIL_TEXT_PLACEHOLDERS]);
	buttons_put(p, v);
	html_raw(p->body, "</form>\n");
}

/* Filled by mails.js; the mail's own markup never becomes part of the page. */
static void
preview_put(const struct page *p, const struct value *v)
{
	const char	*locale = v[MAIL_TEXT_LOCALE].text;

	html(p->body, "<section id=\"mail-shown\" class=\"stack\" hidden>\n"
	    "<h2>%s</h2>\n<p><b lang=\"%s\"><bdi id=\"mail-subject\"></bdi>"
	    "</b></p>\n<div id=\"mail-html\" lang=\"%s\"></div>\n"
	    "<h3>%s</h3>\n<pre id=\"mail-plain\" lang=\"%s\" dir=\"%s\">"
	    "</pre>\n</section>\n", page_text(p, UI_MAIL_PREVIEW), locale,
	    locale, page_text(p, UI_MAIL_PLAIN), locale,
	    locale_direction(locale_from_tag(locale)));
}

static void
languages_put(const struct page *p, const char *name, const char *chosen)
{
	html_raw(p->body, "<p class=\"choose\">");
	for (int l = 0; l < LOCALE__MAX; l++) {
		html(p->body, "<a href=\"/admin/mails/%s/%s\" lang=\"%s\"",
		    name, locale_tag((enum locale)l),
		    locale_tag((enum locale)l));
		html_attr(p->body, "aria-current", text_equal(chosen,
		    locale_tag((enum locale)l)) ? "true" : NULL);
		html(p->body, ">%s</a>\n", locale_name((enum locale)l));
	}
	html_raw(p->body, "</p>\n");
}

/* GET /admin/mails/{name}/{locale}: 404. */
enum outcome
admin_mail_page(struct req *r, struct res *out)
{
	const char	*name = req_param(r, 0), *locale = req_param(r, 1);
	struct record	*text;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_MAILS)) != SOUK_OK ||
	    (e = mail_text_read(p.act, name, locale, &text)) != SOUK_OK)
		return e;
	p.title = text->values[MAIL_TEXT_SUBJECT].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"/admin/mails\">%s</a></div>\n", p.title,
	    page_text(&p, UI_MAILS));
	languages_put(&p, name, locale);
	form_put(&p, text->values);
	preview_put(&p, text->values);
	page_close(&p);
	return SOUK_OK;
}
