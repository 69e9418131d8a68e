/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"

/* GET /admin/messages/reglages: what the contact page shows, and what is done
 * by itself.  inbox.js sends it to the settings. */

static const char *
setting_text(const struct page *p, enum inbox_setting field)
{
	const char	*text = settings_text(p->act->settings,
			    &inbox_settings, (int)field);

	return text == NULL ? "" : text;
}

static void
lines_put(const struct page *p, enum ui_text label, const char *name,
    enum inbox_setting field)
{
	const struct field	*f = &inbox_settings.fields[field];

	html(p->body, "<label>%s <textarea name=\"inbox.%s\" rows=\"3\" "
	    "maxlength=\"%lld\" dir=\"auto\">\n%s</textarea></label>\n",
	    page_text(p, label), name, (long long)f->max,
	    setting_text(p, field));
}

static void
number_put(const struct page *p, enum ui_text label, const char *name,
    enum inbox_setting field)
{
	const struct field	*f = &inbox_settings.fields[field];

	html(p->body, "<label>%s <input type=\"number\" name=\"inbox.%s\" "
	    "min=\"%lld\" max=\"%lld\" value=\"%lld\"></label>\n",
	    page_text(p, label), name, (long long)f->min, (long long)f->max,
	    (long long)settings_int(p->act->settings, &inbox_settings,
	    (int)field));
}

static void
form_put(const struct page *p)
{
	html(p->body, "<form class=\"stack\" id=\"inbox-settings\" "
	    "data-saved=\"%s\" data-problem=\"%s\" novalidate>\n",
	    page_text(p, UI_SAVED), page_text(p, UI_FAILED));
	lines_put(p, UI_INBOX_HOURS, "hours", INBOX_HOURS);
	lines_put(p, UI_INBOX_PLACE, "place", INBOX_PLACE);
	html(p->body, "<small>%s</small>\n<label class=\"check\"><input "
	    "type=\"checkbox\" name=\"inbox.autoReply\"",
	    page_text(p, UI_INBOX_PLACE_HINT));
	html_flag(p->body, "checked", settings_int(p->act->settings,
	    &inbox_settings, INBOX_AUTO_REPLY) == 1);
	html(p->body, "> %s</label>\n", page_text(p, UI_INBOX_AUTO));
	lines_put(p, UI_INBOX_AUTO_TEXT, "autoReplyText",
	    INBOX_AUTO_REPLY_TEXT);
	html_raw(p->body, "<div class=\"pair\">\n");
	number_put(p, UI_INBOX_WARN, "warnHours", INBOX_WARN_HOURS);
	number_put(p, UI_INBOX_FILES, "fileDays", INBOX_FILE_DAYS);
	number_put(p, UI_INBOX_HOLD, "orderMinutes", INBOX_ORDER_MINUTES);
	html(p->body, "</div>\n<p class=\"save\"><button class=\"button "
	    "primary\">%s</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    page_text(p, UI_SAVE));
}

enum outcome
admin_inbox_settings_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_INBOX_SETTINGS)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\"/contact\""
	    ">%s</a></div>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_CONTACT), page_text(&p, UI_INBOX_SETTINGS_TEXT));
	form_put(&p);
	page_close(&p);
	return SOUK_OK;
}
