/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* GET /admin/prospects: who may buy, or did. */

const struct choice prospect_states[PROSPECT_STATUSES] = {
	{ "new", UI_PROSPECT_IS_NEW },
	{ "contacted", UI_PROSPECT_IS_CONTACTED },
	{ "qualified", UI_PROSPECT_IS_QUALIFIED },
	{ "converted", UI_PROSPECT_IS_CONVERTED },
	{ "lost", UI_PROSPECT_IS_LOST },
};
const struct choice prospect_ways[PROSPECT_SOURCES] = {
	{ "whatsapp", UI_TALK_WHATSAPP },
	{ "contact", UI_TALK_CONTACT },
	{ "staff", UI_PROSPECT_BY_STAFF },
	{ "import", UI_PROSPECT_BY_IMPORT },
};

static void
any_put(const struct page *p, enum ui_text label, const char *name)
{
	html(p->body, "<label>%s <select name=\"%s\"><option value=\"\">%s"
	    "</option>\n", page_text(p, label), name,
	    page_text(p, UI_ORDERS_ANY));
}

static void
filters_put(const struct page *p, const struct staff *staff)
{
	html(p->body, "<form class=\"filters\" role=\"search\" action=\""
	    PROSPECTS_HERE "\">\n<label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"100\" dir=\"auto\"", page_text(p, UI_PROSPECTS_Q));
	html_attr(p->body, "value", page_query(p, "q"));
	html_raw(p->body, "></label>\n");
	any_put(p, UI_STATUS, "status");
	choice_options(p, prospect_states, PROSPECT_STATUSES,
	    page_query(p, "status"));
	html_raw(p->body, "</select></label>\n");
	any_put(p, UI_PROSPECT_SOURCE, "source");
	choice_options(p, prospect_ways, PROSPECT_SOURCES,
	    page_query(p, "source"));
	html_raw(p->body, "</select></label>\n");
	any_put(p, UI_PROSPECT_OWNER, "owner");
	staff_options(p, staff, page_query(p, "owner"));
	html(p->body, "</select></label>\n<label>%s <input name=\"tag\" "
	    "maxlength=\"40\" dir=\"auto\"", page_text(p, UI_TAG));
	html_attr(p->body, "value", page_query(p, "tag"));
	html(p->body, "></label>\n<button class=\"button\">%s</button>\n<a "
	    "href=\"" PROSPECTS_HERE "\">%s</a></form>\n",
	    page_text(p, UI_APPLY), page_text(p, UI_CLEAR));
}

static const char *
text_or_nothing(const struct record *r, int field)
{
	const char	*text = text_of(r, field);

	return text == NULL ? "" : text;
}

static void
tags_put(const struct page *p, const struct value *tags)
{
	for (size_t i = 0; i < tags->count; i++)
		html(p->body, "%s<bdi>%s</bdi>", i == 0 ? "" : " · ",
		    tags->texts[i]);
}

static void
row_put(const struct page *p, const struct record *who,
    const struct staff *staff)
{
	const struct value	*v = who->values;

	html(p->body, "<tr><td><a href=\"" PROSPECTS_HERE "/%s\"><bdi>%s"
	    "</bdi></a><small><bdi>%s</bdi></small></td><td><bdi>%s</bdi>"
	    "<small><bdi>%s</bdi></small></td>", v[PROSPECT_ID].text,
	    v[PROSPECT_NAME].text, text_or_nothing(who, PROSPECT_COMPANY),
	    text_or_nothing(who, PROSPECT_PHONE),
	    text_or_nothing(who, PROSPECT_EMAIL));
	html(p->body, "<td>%s</td><td>%s</td><td><bdi>%s</bdi></td><td>",
	    choice_text(p, prospect_states, PROSPECT_STATUSES,
	    v[PROSPECT_STATUS].text), choice_text(p, prospect_ways,
	    PROSPECT_SOURCES, v[PROSPECT_SOURCE].text), staff_name(staff,
	    text_of(who, PROSPECT_OWNER)));
	tags_put(p, &v[PROSPECT_TAGS]);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
rows_put(const struct page *p, struct rows *rows, const struct staff *staff)
{
	static const enum ui_text	 heads[] = { UI_NAME,
		UI_CONTACT_DETAILS, UI_STATUS, UI_PROSPECT_SOURCE,
		UI_PROSPECT_OWNER, UI_TAGS };
	struct record			*who = record_new(p->act->arena,
					    &prospect_fields);
	enum outcome			 e;

	if (rows->total == 0) {
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_PROSPECTS_NONE));
		return SOUK_OK;
	}
	table_open(p, "prospects", UI_PROSPECTS, heads, 6);
	while ((e = prospect_next(p->act, rows, who)) == SOUK_OK)
		row_put(p, who, staff);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
export_link(const struct page *p)
{
	html_raw(p->body, "<p class=\"export\"><a download");
	html_url(p->body, "href", filter_path(p, PROSPECTS_API
	    "/export?bom=true", &prospect_filters));
	html(p->body, ">%s</a></p>\n", page_text(p, UI_PROSPECTS_EXPORT));
}

enum outcome
admin_prospects_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct staff	 staff;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PROSPECTS)) != SOUK_OK ||
	    (e = staff_load(&p, &staff)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
	    .path = filter_path(&p, PROSPECTS_HERE, &prospect_filters) };
	e = prospect_list(p.act, filter_of(&p, &prospect_filters), &paging.at,
	    &rows);
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_PROSPECTS_TEXT));
	filters_put(&p, &staff);
	if ((e = rows_put(&p, &rows, &staff)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	if (rows.total > 0)
		export_link(&p);
	html(p.body, "<h2>%s</h2>\n", page_text(&p, UI_PROSPECT_NEW));
	prospect_form(&p, NULL, &staff);
	page_close(&p);
	return SOUK_OK;
}
