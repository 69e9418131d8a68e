/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/office.h"

#include <string.h>

#include "fcgi/pages/cards.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/base/zone.h"

const char *
choice_text(const struct page *p, const struct choice *choices, int n,
    const char *value)
{
	for (int i = 0; i < n; i++)
		if (text_equal(choices[i].value, value))
			return page_text(p, choices[i].text);
	return value;
}

void
choice_options(const struct page *p, const struct choice *choices, int n,
    const char *chosen)
{
	for (int i = 0; i < n; i++) {
		html(p->body, "<option value=\"%s\"", choices[i].value);
		html_flag(p->body, "selected",
		    text_equal(chosen, choices[i].value));
		html(p->body, ">%s</option>\n", page_text(p, choices[i].text));
	}
}

const char *
choice_asked(const struct page *p, const char *name,
    const struct choice *choices, int n)
{
	for (int i = 0; i < n; i++)
		if (text_equal(choices[i].value, page_query(p, name)))
			return choices[i].value;
	return NULL;
}

void
choosing_put(const struct page *p, const struct choosing *c)
{
	html(p->body, "<label>%s <select name=\"%s\"><option value=\"\">%s"
	    "</option>\n", page_text(p, c->label), c->name,
	    page_text(p, c->any));
	choice_options(p, c->choices, c->n, page_query(p, c->name));
	html_raw(p->body, "</select></label>\n");
}

void
state_filter_put(const struct page *p, const char *path,
    const struct choice *states, int n)
{
	html(p->body, "<form class=\"filters\" action=\"%s\">\n", path);
	choosing_put(p, &(struct choosing){ UI_STATUS, UI_STATUS_ANY,
	    "state", states, n });
	html(p->body, "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, UI_APPLY));
}

void
post_put(const struct page *p, const char *api, const char *id,
    const char *deed, enum ui_text text)
{
	html(p->body, "<button type=\"button\" class=\"quiet\" "
	    "data-post=\"%s/%s/%s\">%s</button>\n", api, id, deed,
	    page_text(p, text));
}

void
time_put(const struct page *p, const struct value *v)
{
	char	 text[CLOCK_TEXT];

	if (v->state != VALUE_SET)
		return;
	clock_text(v->num, text);
	html(p->body, "<time datetime=\"%s\">%s</time>", text, text);
}

void
problem_put(const struct page *p)
{
	html(p->body, "<p class=\"problem\" id=\"office-problem\" "
	    "role=\"alert\" data-problem=\"%s\" hidden></p>\n",
	    page_text(p, UI_FAILED));
}

void
table_open(const struct page *p, const char *id, enum ui_text name,
    const enum ui_text *heads, int n)
{
	html(p->body, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table id=\"%s\">\n<thead><tr>",
	    page_text(p, name), id);
	for (int i = 0; i < n; i++)
		if (heads[i] == UI_TEXT__MAX)
			html_raw(p->body, "<td></td>");
		else
			html(p->body, "<th>%s</th>", page_text(p, heads[i]));
	html_raw(p->body, "</tr></thead>\n<tbody>\n");
}

void
table_close(const struct page *p)
{
	html_raw(p->body, "</tbody>\n</table></div>\n");
}

void
danger_put(const struct page *p, enum ui_text name, enum ui_text text,
    const char *attribute, const char *path, const char *next)
{
	html(p->body, "<details class=\"danger\"><summary>%s</summary>\n"
	    "<p>%s</p>\n<button type=\"button\" class=\"button\"",
	    page_text(p, name), page_text(p, text));
	html_attr(p->body, attribute, path);
	html_attr(p->body, "data-next", next);
	html(p->body, ">%s</button>\n</details>\n", page_text(p, name));
}

const char *
path_with(const struct page *p, const char *path, const char *name,
    const char *value)
{
	if (value == NULL || *value == '\0')
		return path;
	return path_of(p->act->arena, arena_printf(p->act->arena, "%s%c%s=",
	    path, strchr(path, '?') == NULL ? '?' : '&', name), value);
}

void
day_set(const struct page *p, struct record *filter, int field,
    const char *day, int later)
{
	int64_t	 ms;

	if (day != NULL && strlen(day) == strlen("2026-01-31") &&
	    clock_parse(arena_printf(p->act->arena, "%sT00:00:00Z", day), &ms))
		record_set_int(filter, field, zone_moment(
		    page_shop(p, SHOP_ZONE), ms / CLOCK_DAY + later, 0));
}

void
day_put(const struct page *p, const char *name, enum ui_text text)
{
	html(p->body, "<label>%s <input type=\"date\" name=\"%s\"",
	    page_text(p, text), name);
	html_attr(p->body, "value", page_query(p, name));
	html_raw(p->body, "></label>\n");
}
