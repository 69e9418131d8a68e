/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_whatsapp.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* What Meta may say besides stands as it came. */
static const struct choice qualities[] = {
	{ "GREEN", UI_WA_GREEN }, { "YELLOW", UI_WA_YELLOW },
	{ "RED", UI_WA_RED }, { "UNKNOWN", UI_WA_UNKNOWN },
	{ "NA", UI_WA_UNKNOWN },
};

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
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
	html(p->body, "<tr><td><a href=\"" WA_PAGE "/%s\"><bdi dir=\"ltr\">+%s"
	    "</bdi></a>", v[WA_NUMBER_ID].text, v[WA_NUMBER_PHONE].text);
	if (v[WA_NUMBER_DEFAULT].num != 0)
		html(p->body, "<small>%s</small>",
		    page_text(p, UI_WA_DEFAULT));
	html_raw(p->body, "</td>");
	html(p->body, "<td><bdi>%s</bdi></td>", text_of(&v[WA_NUMBER_NAME]));
	number_state(p, v);
	html(p->body, "<td><bdi>%s</bdi></td>", choice_text(p, qualities,
	    COUNT(qualities), text_of(&v[WA_NUMBER_QUALITY])));
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

enum outcome
admin_wa_numbers_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = WA_SHOWN };
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
		    "data-post=\"" WA_API "/sync\">%s</button></p>\n",
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

/* ---- GET /admin/whatsapp/{id} -------------------------------------------- */

/* Most shops have one brand, and nothing to choose. */
static enum outcome
brand_put(const struct page *p, const char *chosen)
{
	struct brand	 brands[WA_SHOWN];
	size_t		 count;
	enum outcome	 e = brand_all(p->act, brands, WA_SHOWN, &count);

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
	const struct sell_form	 f = { .api = WA_API "/numbers",
		.page = WA_PAGE, .id = v[WA_NUMBER_ID].text,
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
	    "</h1>\n<a href=\"" WA_PAGE "\">%s</a></div>\n",
	    number->values[WA_NUMBER_PHONE].text, page_text(&p, UI_WA));
	numbers_open(&p);
	number_row(&p, number->values);
	table_close(&p);
	if ((e = number_form(&p, number->values)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
