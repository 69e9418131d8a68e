/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/office.h"
#include "fcgi/pages/ops.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/watch/logs.h"
#include "lib/watch/watch.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LINES	50
#define LISTED	10

/* ---- what the log was made into ------------------------------------------------ */

static void
list_row(const struct page *p, const struct watch_listed *row)
{
	const struct value	 at = { .state = VALUE_SET, .num = row->at };

	html(p->body, "<tr><td class=\"code\"><bdi>%s</bdi></td><td "
	    "class=\"number\">%lld</td><td class=\"number\">", row->text,
	    (long long)row->times);
	if (row->worst_ms >= 0)
		html(p->body, "<bdi>%lld ms</bdi>", (long long)row->worst_ms);
	html_raw(p->body, "</td><td>");
	time_put(p, &at);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
list_put(const struct page *p, const char *id, enum ui_text title,
    enum watch_list which)
{
	static const enum ui_text	 heads[] = { UI_OPS_WHAT, UI_OPS_TIMES,
		UI_OPS_WORST, UI_OPS_LAST };
	struct watch_listed		 rows[LISTED];
	int				 n;
	enum outcome			 e = watch_listed(p->act, which, rows,
					    LISTED, &n);

	if (e != SOUK_OK || n == 0)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, title));
	table_open(p, id, title, heads, 4);
	for (int i = 0; i < n; i++)
		list_row(p, &rows[i]);
	table_close(p);
	return SOUK_OK;
}

enum outcome
ops_lists_put(const struct page *p)
{
	enum outcome	 e = list_put(p, "slow", UI_OPS_SLOW, WATCH_SLOW);

	return e == SOUK_OK ? list_put(p, "errors", UI_OPS_SAID_ERRORS,
	    WATCH_SAID_ERRORS) : e;
}

/* ---- the log ---------------------------------------------------------------------- */

static const char *const	levels[] = { "error", "warn", "info" };

/* Texts of the query that the search takes; the filter of each. */
static const struct { const char *name; int filter; enum ui_text label; }
    words[] = {
	{ "message", LOG_OF_MESSAGE, UI_OPS_WORDS },
	{ "user", LOG_OF_USER, UI_OPS_USER },
	{ "request", LOG_OF_REQUEST, UI_OPS_REQUEST },
};

/* What the query says; false: no search was asked for. */
static bool
filters_read(const struct page *p, struct record *filters)
{
	const char	*level = page_query(p, "level"), *text;
	bool		 is_asked = false;

	for (size_t i = 0; i < COUNT(levels); i++)
		if (text_equal(levels[i], level)) {
			record_set_text(filters, LOG_OF_LEVEL, levels[i]);
			filters->values[LOG_OF_LEVEL].num = (int64_t)i;
			is_asked = true;
		}
	for (size_t i = 0; i < COUNT(words); i++) {
		text = page_query(p, words[i].name);
		if (text == NULL || *text == '\0')
			continue;
		record_set_text(filters, words[i].filter, text);
		is_asked = true;
	}
	text = page_query(p, "cursor");
	if (text != NULL && *text != '\0')
		record_set_text(filters, LOG_OF_CURSOR, text);
	record_set_int(filters, LOG_OF_LIMIT, LINES);
	return is_asked;
}

static void
search_put(const struct page *p, const char *path)
{
	const char	*level = page_query(p, "level");

	html(p->body, "<h2 id=\"log\">%s</h2>\n<form class=\"filters\" "
	    "action=\"%s#log\">\n<label>%s <select name=\"level\">\n"
	    "<option value=\"info\">%s</option>\n", page_text(p, UI_OPS_LOG),
	    path, page_text(p, UI_OPS_LEVEL), page_text(p, UI_OPS_ALL));
	for (size_t i = 0; i < 2; i++) {
		html(p->body, "<option value=\"%s\"", levels[i]);
		html_flag(p->body, "selected", text_equal(levels[i], level));
		html(p->body, ">%s</option>\n", page_text(p, i == 0 ?
		    UI_OPS_ERROR : UI_OPS_WARN));
	}
	html_raw(p->body, "</select></label>\n");
	for (size_t i = 0; i < COUNT(words); i++) {
		html(p->body, "<label>%s <input name=\"%s\" maxlength=\"100\""
		    " dir=\"ltr\"", page_text(p, words[i].label),
		    words[i].name);
		html_attr(p->body, "value", page_query(p, words[i].name));
		html_raw(p->body, "></label>\n");
	}
	html(p->body, "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, UI_APPLY));
}

static const char *
member(const struct json_in *line, const char *name)
{
	const struct json_in	*m = json_member(line, name);

	return m != NULL && m->type == JSON_STRING ? m->text : "";
}

/* What is not in a column of its own. */
static void
rest_put(const struct page *p, const struct json_in *line)
{
	static const char *const	 own[] = { "time", "level", "message",
					    "pid" };
	bool				 is_own;

	html_raw(p->body, "<small><bdi>");
	for (size_t i = 0; i < line->count; i++) {
		is_own = false;
		for (size_t k = 0; k < COUNT(own); k++)
			is_own |= strcmp(line->names[i], own[k]) == 0;
		if (!is_own && line->items[i].text != NULL &&
		    *line->items[i].text != '\0')
			html(p->body, "%s=%s ", line->names[i],
			    line->items[i].text);
	}
	html_raw(p->body, "</bdi></small>");
}

static void
line_row(const struct page *p, const char *text)
{
	const char	*name = NULL;
	struct json_in	*line;
	size_t		 at = 0;

	if (json_parse(p->act->arena, text, strlen(text), &line, &at,
	    &name) != JSON_OK)
		return;
	html(p->body, "<tr><td class=\"when\"><bdi>%s</bdi></td><td><span class=\"status "
	    "%s\">%s</span></td><td class=\"code\"><bdi>%s</bdi>",
	    member(line, "time"), text_equal(member(line, "level"), "error") ?
	    "low" : "", member(line, "level"), member(line, "message"));
	rest_put(p, line);
	html_raw(p->body, "</td></tr>\n");
}

static void
older_put(const struct page *p, const char *path, const char *cursor)
{
	path = path_with(p, path, "level", page_query(p, "level"));
	for (size_t i = 0; i < COUNT(words); i++)
		path = path_with(p, path, words[i].name,
		    page_query(p, words[i].name));
	html_raw(p->body, "<p><a class=\"button\" id=\"older\"");
	html_url(p->body, "href", arena_printf(p->act->arena, "%s#log",
	    path_with(p, path, "cursor", cursor)));
	html(p->body, ">%s</a></p>\n", page_text(p, UI_OPS_OLDER));
}

enum outcome
ops_log_put(const struct page *p, const char *path)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_OPS_LEVEL, UI_OPS_WHAT };
	struct record	*filters = record_new(p->act->arena, &log_filters);
	const char	*lines[LOG_LINES_MAX], *cursor;
	int		 count;
	enum outcome	 e;

	search_put(p, path);
	if (!filters_read(p, filters))
		return SOUK_OK;
	if ((e = log_find(p->act, filters, lines, &count, &cursor)) !=
	    SOUK_OK)
		return e;
	if (count == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
	else
		table_open(p, "log-lines", UI_OPS_LOG, heads, 3);
	for (int i = 0; i < count; i++)
		line_row(p, lines[i]);
	if (count > 0)
		table_close(p);
	if (cursor != NULL)
		older_put(p, path, cursor);
	return SOUK_OK;
}
