/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send_list.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HERE	"/admin/whatsapp"
#define API	"/api/admin/whatsapp"
#define SHOWN	100	/* numbers, templates; a page is not for more */

static const struct choice states[] = {
	{ "doubt", UI_WA_DOUBT }, { "failed", UI_WA_FAILED },
	{ "waiting", UI_WA_WAITING }, { "sending", UI_WA_SENDING },
	{ "sent", UI_WA_SENT }, { "delivered", UI_WA_DELIVERED },
	{ "read", UI_WA_READ }, { "played", UI_WA_PLAYED },
	{ "dropped", UI_WA_DROPPED },
};

static bool
may_set(const struct page *p)
{
	return p->act->actor.permissions & SETTINGS_EDIT;
}

static void
text_cell(const struct page *p, const struct value *v)
{
	html(p->body, "<td><bdi>%s</bdi></td>", v->state == VALUE_SET ?
	    v->text : "");
}

/* ---- our numbers --------------------------------------------------------- */

static void
number_state(const struct page *p, const struct value *v)
{
	const bool	 gone = v[WA_NUMBER_GONE_AT].state == VALUE_SET;
	const bool	 on = v[WA_NUMBER_ACTIVE].num != 0 && !gone;

	html(p->body, "<td><span class=\"status %s\">%s</span>",
	    on ? "sent" : gone ? "dead" : "dropped",
	    page_text(p, on ? UI_WA_ACTIVE : gone ? UI_WA_GONE :
	    UI_WA_INACTIVE));
	if (v[WA_NUMBER_PROBLEM].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    wa_error_text(p->act, v[WA_NUMBER_PROBLEM].text));
	if (v[WA_NUMBER_HELD_UNTIL].state == VALUE_SET) {
		html(p->body, "<small>%s ", page_text(p, UI_WA_HELD));
		time_put(p, &v[WA_NUMBER_HELD_UNTIL]);
		html_raw(p->body, "</small>");
	}
	html_raw(p->body, "</td>");
}

/* What Meta lets through it: messages a second, people a day. */
static void
pace_cell(const struct page *p, const struct value *v)
{
	html(p->body, "<td><bdi dir=\"ltr\">%lld/s</bdi>",
	    (long long)v[WA_NUMBER_PER_SECOND].num);
	if (v[WA_NUMBER_PER_DAY].state == VALUE_SET)
		html(p->body, "<small><bdi dir=\"ltr\">%lld/24 h</bdi></small>",
		    (long long)v[WA_NUMBER_PER_DAY].num);
	html_raw(p->body, "</td>");
}

static void
number_row(const struct page *p, const struct value *v)
{
	html(p->body, "<tr><td><a href=\"" HERE "/%s\"><bdi dir=\"ltr\">+%s"
	    "</bdi></a>", v[WA_NUMBER_ID].text, v[WA_NUMBER_PHONE].text);
	if (v[WA_NUMBER_DEFAULT].num != 0)
		html(p->body, "<small>%s</small>",
		    page_text(p, UI_WA_DEFAULT));
	html_raw(p->body, "</td>");
	text_cell(p, &v[WA_NUMBER_NAME]);
	number_state(p, v);
	text_cell(p, &v[WA_NUMBER_QUALITY]);
	pace_cell(p, v);
	html_raw(p->body, "</tr>\n");
}

static void
numbers_open(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_WA_NUMBER, UI_WA_NAME,
		UI_STATUS, UI_WA_QUALITY, UI_WA_PACE };

	table_open(p, "numbers", UI_WA_NUMBERS, heads, COUNT(heads));
}

static enum outcome
numbers_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = SHOWN };
	struct record		*number = record_new(p->act->arena,
				    &wa_number_fields);
	struct rows		 rows;
	enum outcome		 e;

	if ((e = wa_number_list(p->act, &first, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_WA_NUMBERS));
	if (*p->act->config->meta_token == '\0')
		html(p->body, "<p>%s</p>\n", page_text(p, UI_WA_OFF));
	else
		html(p->body, "<p><button type=\"button\" class=\"button\" "
		    "data-post=\"" API "/sync\">%s</button></p>\n",
		    page_text(p, UI_WA_SYNC));
	if (rows.total == 0) {
		html(p->body, "<p>%s</p>\n", page_text(p, UI_WA_NO_NUMBER));
		return SOUK_OK;
	}
	numbers_open(p);
	while ((e = rows_next(&rows, p->act->arena, number)) == SOUK_OK)
		number_row(p, number->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- what goes out ------------------------------------------------------- */

static void
deeds_put(const struct page *p, const struct value *v)
{
	const char	*state = v[WA_SEND_STATE].text;
	const char	*id = v[WA_SEND_ID].text;

	if (text_equal(state, "doubt"))
		post_put(p, API "/sends", id, "retry", UI_WA_AGAIN_TWICE);
	else if (wa_may_follow(state, "waiting"))
		post_put(p, API "/sends", id, "retry", UI_WA_AGAIN);
	if (wa_may_follow(state, "dropped"))
		post_put(p, API "/sends", id, "drop", UI_WA_DROP);
}

/* Colours are those of the outbox of mails. */
static const char *
colour_of(const char *state)
{
	return text_equal(state, "failed") || text_equal(state, "doubt") ?
	    "dead" : text_equal(state, "waiting") ||
	    text_equal(state, "sending") ? "waiting" :
	    text_equal(state, "dropped") ? "dropped" : "sent";
}

static void
send_row(const struct page *p, const struct value *v)
{
	const char	*state = v[WA_SEND_STATE].text;

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[WA_SEND_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi><small><bdi>%s</bdi></small>"
	    "</td><td><span class=\"status %s\">%s</span>",
	    v[WA_SEND_KIND].text, v[WA_SEND_SUBJECT].text, colour_of(state),
	    choice_text(p, states, COUNT(states), state));
	if (v[WA_SEND_CODE].state == VALUE_SET)
		html(p->body, "<small>%lld</small>",
		    (long long)v[WA_SEND_CODE].num);
	if (v[WA_SEND_ERROR].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    wa_error_text(p->act, v[WA_SEND_ERROR].text));
	html(p->body, "</td><td class=\"number\">%lld</td><td>",
	    (long long)v[WA_SEND_ATTEMPTS].num);
	if (text_equal(state, "waiting"))
		time_put(p, &v[WA_SEND_DUE_AT]);
	html_raw(p->body, "</td><td>");
	deeds_put(p, v);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
sends_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_WA_KIND, UI_STATUS, UI_JOB_ATTEMPTS, UI_JOB_DUE,
		UI_TEXT__MAX };
	struct record			*send = record_new(p->act->arena,
					    &wa_send_fields);
	enum outcome			 e;

	table_open(p, "sends", UI_WA_SENDS, heads, COUNT(heads));
	while ((e = rows_next(rows, p->act->arena, send)) == SOUK_OK)
		send_row(p, send->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
sends_put(const struct page *p)
{
	const char	*state = choice_asked(p, "state", states,
			    COUNT(states));
	struct record	*filter = record_new(p->act->arena, &wa_send_filters);
	struct paging	 paging = { .at = paging_query(p),
		.path = path_with(p, HERE, "state", state) };
	struct rows	 rows;
	enum outcome	 e;

	if (state != NULL)
		record_set_text(filter, WA_SENDS_OF_STATE, state);
	if ((e = wa_send_list(p->act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p, UI_WA_SENDS),
	    page_text(p, UI_WA_SENDS_TEXT));
	state_filter_put(p, HERE, states, COUNT(states));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
	else if ((e = sends_table(p, &rows)) != SOUK_OK)
		return e;
	paging_put(p, &paging);
	return SOUK_OK;
}

/* ---- templates ----------------------------------------------------------- */

static void
template_row(const struct page *p, const struct record *template)
{
	const struct value	*v = template->values;
	const bool		 ok = text_equal(v[WA_TEMPLATE_STATUS].text,
				    "APPROVED");

	html(p->body, "<tr><td><bdi>%s</bdi></td><td>%s</td><td>%s</td><td>"
	    "<span class=\"status %s\"><bdi>%s</bdi></span>",
	    v[WA_TEMPLATE_NAME].text, v[WA_TEMPLATE_LANGUAGE].text,
	    v[WA_TEMPLATE_CATEGORY].text, ok ? "sent" : "dead",
	    v[WA_TEMPLATE_STATUS].text);
	if (v[WA_TEMPLATE_REASON].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[WA_TEMPLATE_REASON].text);
	html(p->body, "</td><td class=\"number\">%lld</td><td><bdi>%s</bdi>"
	    "</td></tr>\n", (long long)v[WA_TEMPLATE_VARIABLES].num,
	    wa_template_text(p->act, template, NULL, 0));
}

static enum outcome
templates_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_WA_NAME,
		UI_WA_LANGUAGE, UI_WA_CATEGORY, UI_STATUS, UI_WA_VARIABLES,
		UI_WA_BODY };
	const struct list_query		 first = { .page = 1, .limit = SHOWN };
	struct record			*row = record_new(p->act->arena,
					    &wa_template_fields);
	struct rows			 rows;
	enum outcome			 e;

	if ((e = wa_template_list(p->act, record_new(p->act->arena,
	    &wa_template_filters), &first, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<p>%s</p>\n", page_text(p,
	    UI_WA_TEMPLATES), page_text(p, UI_WA_TEMPLATES_TEXT));
	if (rows.total == 0) {
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
		return SOUK_OK;
	}
	table_open(p, "templates", UI_WA_TEMPLATES, heads, COUNT(heads));
	while ((e = rows_next(&rows, p->act->arena, row)) == SOUK_OK)
		template_row(p, row);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/whatsapp?state=&page=. */
enum outcome
admin_whatsapp_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_WA)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_WA_TEXT));
	problem_put(&p);
	if ((may_set(&p) && (e = numbers_put(&p)) != SOUK_OK) ||
	    (e = sends_put(&p)) != SOUK_OK ||
	    (e = templates_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}

/* ---- GET /admin/whatsapp/{id} -------------------------------------------- */

/* Most shops have one brand, and nothing to choose. */
static enum outcome
brand_put(const struct page *p, const char *chosen)
{
	struct brand	 brands[SHOWN];
	size_t		 count;
	enum outcome	 e = brand_all(p->act, brands, SHOWN, &count);

	if (e != SOUK_OK || count < 2)
		return e;
	html(p->body, "<label>%s <select name=\"brandId\" data-as=\"text\">"
	    "\n", page_text(p, UI_WA_BRAND));
	for (size_t i = 0; i < count; i++) {
		html(p->body, "<option value=\"%s\"", brands[i].id);
		html_flag(p->body, "selected", text_equal(brands[i].id,
		    chosen));
		html(p->body, ">%s</option>\n", brands[i].name);
	}
	html(p->body, "</select></label>\n<small>%s</small>\n",
	    page_text(p, UI_WA_BRAND_HINT));
	return SOUK_OK;
}

static enum outcome
number_form(const struct page *p, const struct value *v)
{
	const struct sell_form	 f = { .api = API "/numbers", .page = HERE,
		.id = v[WA_NUMBER_ID].text,
		.version = v[WA_NUMBER_VERSION].num };
	enum outcome		 e;

	sell_form_open(p, &f);
	if ((e = brand_put(p, v[WA_NUMBER_BRAND].text)) != SOUK_OK)
		return e;
	sell_input(p, &(struct sell_input){ .label = UI_WA_NAME,
	    .name = "name", .as = "orNull", .max = 100,
	    .value = v[WA_NUMBER_NAME].text });
	sell_check(p, UI_WA_ACTIVE, "isActive", v[WA_NUMBER_ACTIVE].num != 0);
	sell_check(p, UI_WA_DEFAULT, "isDefault",
	    v[WA_NUMBER_DEFAULT].num != 0);
	sell_check(p, UI_WA_COEXISTS, "coexists",
	    v[WA_NUMBER_COEXISTS].num != 0);
	sell_input(p, &(struct sell_input){ .label = UI_WA_PER_SECOND,
	    .name = "perSecond", .as = "integer", .max = 4, .number = true,
	    .value = sell_integer(p, &v[WA_NUMBER_PER_SECOND]) });
	sell_input(p, &(struct sell_input){ .label = UI_WA_PER_DAY,
	    .name = "perDay", .as = "integerOrNull", .max = 9,
	    .number = true, .value = sell_integer(p,
	    &v[WA_NUMBER_PER_DAY]) });
	sell_input(p, &(struct sell_input){ .label = UI_WA_TOKEN,
	    .name = "token", .as = "secret", .max = 1000 });
	sell_form_close(p, &f);
	return SOUK_OK;
}

/* 403, 404. */
enum outcome
admin_whatsapp_number_page(struct req *r, struct res *out)
{
	struct record	*number;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_WA_NUMBER)) != SOUK_OK ||
	    (e = wa_number_read(p.act, req_param(r, 0), &number)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi dir=\"ltr\">+%s</bdi>"
	    "</h1>\n<a href=\"" HERE "\">%s</a></div>\n",
	    number->values[WA_NUMBER_PHONE].text, page_text(&p, UI_WA));
	numbers_open(&p);
	number_row(&p, number->values);
	table_close(&p);
	if ((e = number_form(&p, number->values)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
