/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_inbox.h"
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"

/* GET /admin/prospects/{id}: what is known of somebody, to edit. */

#define TALKS	20	/* conversations that are shown */

/* ---- the form --------------------------------------------------------------------- */

static const char *
known(const struct record *who, int field)
{
	return who == NULL ? NULL : text_of(who, field);
}

static void
inputs_put(const struct page *p, const struct record *who)
{
	static const struct {
		enum ui_text	 label;
		const char	*name, *as;
		int		 field, max;
	} inputs[] = {
		{ UI_NAME, "name", "text", PROSPECT_NAME, 100 },
		{ UI_PHONE, "phone", "orNull", PROSPECT_PHONE, 40 },
		{ UI_EMAIL, "email", "orNull", PROSPECT_EMAIL, 254 },
		{ UI_PROSPECT_COMPANY, "company", "orNull", PROSPECT_COMPANY,
		    100 },
	};

	html_raw(p->body, "<div class=\"pair\">\n");
	for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
		sell_input(p, &(struct sell_input){
			.label = inputs[i].label, .name = inputs[i].name,
			.as = inputs[i].as, .max = inputs[i].max,
			.required = i == 0,
			.value = known(who, inputs[i].field) });
	html_raw(p->body, "</div>\n");
}

static void
chosen_put(const struct page *p, const struct record *who,
    const struct staff *staff)
{
	html_raw(p->body, "<div class=\"pair\">\n");
	sell_select(p, UI_STATUS, "status", prospect_states,
	    PROSPECT_STATUSES, known(who, PROSPECT_STATUS));
	html(p->body, "<label>%s <select name=\"ownerId\" data-as=\"orNull\">"
	    "<option value=\"\">%s</option>\n",
	    page_text(p, UI_PROSPECT_OWNER), page_text(p, UI_PROSPECT_NOBODY));
	staff_options(p, staff, known(who, PROSPECT_OWNER));
	html_raw(p->body, "</select></label>\n</div>\n");
}

static const char *
tag_lines(const struct page *p, const struct record *who)
{
	struct buf	 text;

	buf_init(&text, p->act->arena, 64);
	for (size_t i = 0; who != NULL &&
	    i < who->values[PROSPECT_TAGS].count; i++)
		buf_printf(&text, "%s\n",
		    who->values[PROSPECT_TAGS].texts[i]);
	return text.p == NULL ? "" : text.p;
}

void
prospect_form(const struct page *p, const struct record *who,
    const struct staff *staff)
{
	const struct sell_form	 f = { .api = PROSPECTS_API,
		.page = PROSPECTS_HERE, .id = known(who, PROSPECT_ID),
		.version = who == NULL ? 0 :
		    who->values[PROSPECT_VERSION].num };

	sell_form_open(p, &f);
	inputs_put(p, who);
	chosen_put(p, who, staff);
	sell_lines(p, &(struct sell_lines){ .label = UI_PROSPECT_TAGS,
	    .hint = UI_PROSPECT_TAGS_HINT, .name = "tags", .as = "lines",
	    .text = tag_lines(p, who), .rows = 3 });
	html(p->body, "<label>%s <textarea name=\"notes\" data-as=\"orNull\" "
	    "rows=\"4\" maxlength=\"5000\" dir=\"auto\">\n%s</textarea>"
	    "</label>\n", page_text(p, UI_PROSPECT_NOTES),
	    known(who, PROSPECT_NOTES) == NULL ? "" :
	    known(who, PROSPECT_NOTES));
	sell_form_close(p, &f);
}

/* ---- what else there is ------------------------------------------------------------- */

static enum outcome
talks_of(const struct page *p, const struct record *who,
    const struct staff *staff)
{
	struct record	*filter = record_new(p->act->arena,
			    &conversation_filters);
	struct paging	 paging = { .at = { .page = 1, .limit = TALKS } };

	record_set_text(filter, CONVERSATIONS_OF_PROSPECT,
	    text_of(who, PROSPECT_ID));
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_PROSPECT_TALKS));
	return talks_put(p, filter, staff, NULL, &paging);
}

/* Of an account: what it is, and what they ordered. */
static void
account_put(const struct page *p, const struct record *who)
{
	const uint64_t	 may = p->act->actor.permissions;
	const char	*id = text_of(who, PROSPECT_CUSTOMER);

	if (id == NULL)
		return;
	html_raw(p->body, "<p class=\"deeds\">\n");
	if (may & USER_MANAGE)
		html(p->body, "<a class=\"button\" href=\"/admin/clients/%s\">"
		    "%s</a>\n", id, page_text(p, UI_PROSPECT_ACCOUNT));
	if (may & ORDER_VIEW)
		html(p->body, "<a class=\"button\" href=\"" ORDERS_HERE
		    "?client=%s\">%s</a>\n", id,
		    page_text(p, UI_ORDERS_OF_BUYER));
	html_raw(p->body, "</p>\n");
}

static void
merge_put(const struct page *p, const struct record *who)
{
	html(p->body, "<details class=\"danger\" id=\"prospect-merge\" "
	    "data-api=\"" PROSPECTS_API "\" data-id=\"%s\" data-none=\"%s\">"
	    "<summary>%s</summary>\n<p>%s</p>\n<form class=\"filters\">"
	    "<label>%s <input name=\"q\" type=\"search\" maxlength=\"100\" "
	    "dir=\"auto\"></label>\n<button class=\"button\">%s</button>"
	    "</form>\n<ul class=\"rows\" aria-live=\"polite\" "
	    "data-merge=\"%s\"></ul>\n</details>\n",
	    text_of(who, PROSPECT_ID), page_text(p, UI_PROSPECT_MERGE_NONE),
	    page_text(p, UI_PROSPECT_MERGE),
	    page_text(p, UI_PROSPECT_MERGE_TEXT),
	    page_text(p, UI_PROSPECT_MERGE_FIND), page_text(p, UI_SEARCH),
	    page_text(p, UI_PROSPECT_MERGE));
}

static void
merged_put(const struct page *p, const struct record *who)
{
	html(p->body, "<p>%s <a href=\"" PROSPECTS_HERE "/%s\">%s</a></p>\n",
	    page_text(p, UI_PROSPECT_MERGED),
	    text_of(who, PROSPECT_MERGED_INTO), page_text(p, UI_PROSPECT));
}

static enum outcome
all_put(const struct page *p, const struct record *who)
{
	struct staff	 staff;
	enum outcome	 e;

	if ((e = staff_load(p, &staff)) != SOUK_OK)
		return e;
	account_put(p, who);
	prospect_form(p, who, &staff);
	if ((e = talks_of(p, who, &staff)) != SOUK_OK)
		return e;
	merge_put(p, who);
	danger_put(p, UI_PROSPECT_ERASE, UI_PROSPECT_ERASE_TEXT, "data-end",
	    path_of(p->act->arena, PROSPECTS_API "/",
	    text_of(who, PROSPECT_ID)), PROSPECTS_HERE);
	return SOUK_OK;
}

/* GET /admin/prospects/{id}: 403, 404. */
enum outcome
admin_prospect_page(struct req *r, struct res *out)
{
	struct record	*who;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PROSPECT)) != SOUK_OK ||
	    (e = prospect_read(p.act, req_param(r, 0), &who)) != SOUK_OK)
		return e;
	p.title = text_of(who, PROSPECT_NAME);
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n<a "
	    "href=\"" PROSPECTS_HERE "\">%s</a></div>\n", p.title,
	    page_text(&p, UI_PROSPECTS));
	problem_put(&p);
	if (text_of(who, PROSPECT_MERGED_INTO) != NULL)
		merged_put(&p, who);
	else if ((e = all_put(&p, who)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
