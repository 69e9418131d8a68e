/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/clock.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/base/zone.h"

#define AUDIT		"/admin/journal"
#define STAFF_SHOWN	100

/* ---- what changed -------------------------------------------------------- */

static void
json_words(struct buf *b, const struct json_in *in)
{
	switch (in->type) {
	case JSON_STRING:
	case JSON_NUMBER:
		buf_puts(b, in->text);
		break;
	case JSON_BOOL:
		buf_puts(b, in->boolean ? "✓" : "✗");
		break;
	case JSON_NULL:
		buf_puts(b, "—");
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		for (size_t i = 0; i < in->count; i++) {
			buf_puts(b, i == 0 ? "" : ", ");
			if (in->type == JSON_OBJECT)
				buf_printf(b, "%s: ", in->names[i]);
			json_words(b, &in->items[i]);
		}
		break;
	}
}

static void
side_put(const struct page *p, const struct json_in *side, const char *name)
{
	const struct json_in	*value = side == NULL ? NULL :
				    json_member(side, name);
	struct buf		 words;

	buf_init(&words, p->act->arena, 64);
	if (value != NULL)
		json_words(&words, value);
	html(p->body, "<td><bdi>%s</bdi></td>", words.len == 0 ? "" : words.p);
}

static const struct json_in *
side_of(const struct json_in *changes, const char *name)
{
	const struct json_in	*side = json_member(changes, name);

	return side != NULL && side->type == JSON_OBJECT ? side : NULL;
}

/* Both sides have the same members, or one is not there. */
static void
changes_put(const struct page *p, const struct value *v)
{
	const struct json_in	*before, *after, *any;
	struct json_in		*changes;
	const char		*name;
	size_t			 at;

	if (v->state != VALUE_SET || json_parse(p->act->arena, v->text,
	    strlen(v->text), &changes, &at, &name) != JSON_OK ||
	    changes->type != JSON_OBJECT)
		return;
	before = side_of(changes, "before");
	after = side_of(changes, "after");
	any = after != NULL ? after : before;
	html(p->body, "<details><summary>%s</summary>\n<table class=\"changes"
	    "\"><thead><tr><td></td><th>%s</th><th>%s</th></tr></thead>\n",
	    page_text(p, UI_AUDIT_CHANGES), page_text(p, UI_AUDIT_BEFORE),
	    page_text(p, UI_AUDIT_AFTER));
	for (size_t i = 0; any != NULL && i < any->count; i++) {
		html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi></th>",
		    any->names[i]);
		side_put(p, before, any->names[i]);
		side_put(p, after, any->names[i]);
		html_raw(p->body, "</tr>\n");
	}
	html_raw(p->body, "</table></details>");
}

/* ---- the table ------------------------------------------------------------ */

/* By name, as long as there is an account. */
static void
who_put(const struct page *p, const struct value *user)
{
	struct record	*record;

	if (user->state != VALUE_SET)
		page_say(p, UI_AUDIT_SYSTEM);
	else
		html(p->body, "<bdi>%s</bdi>", user_read(p->act, user->text,
		    &record) == SOUK_OK ?
		    record->values[USER_USERNAME].text : user->text);
}

static void
entry_row(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[AUDIT_CREATED_AT]);
	html_raw(p->body, "</td><td>");
	who_put(p, &v[AUDIT_USER]);
	if (v[AUDIT_ADDRESS].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[AUDIT_ADDRESS].text);
	html(p->body, "</td><td><code>%s</code></td><td>%s",
	    v[AUDIT_ACTION].text, v[AUDIT_ENTITY_TYPE].text);
	if (v[AUDIT_ENTITY_ID].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[AUDIT_ENTITY_ID].text);
	changes_put(p, &v[AUDIT_CHANGES]);
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
entries_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN,
		UI_AUDIT_WHO, UI_AUDIT_DEED, UI_AUDIT_THING };
	struct record			*entry = record_new(p->act->arena,
					    &audit_fields);
	enum outcome			 e;

	table_open(p, "audit", UI_AUDIT, heads, 4);
	while ((e = rows_next(rows, p->act->arena, entry)) == SOUK_OK)
		entry_row(p, entry->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- the filter ------------------------------------------------------------- */

static const struct { const char *name; int field; enum ui_text text; }
    words[] = {
	{ "action", AUDIT_OF_ACTION, UI_AUDIT_DEED },
	{ "type", AUDIT_OF_TYPE, UI_AUDIT_THING },
	{ "id", AUDIT_OF_ENTITY, UI_AUDIT_ID },
};
#define WORDS	(int)(sizeof(words) / sizeof(words[0]))

static struct record *
filter_read(const struct page *p)
{
	struct record	*filter = record_new(p->act->arena, &audit_filters);
	const char	*text = page_query(p, "user");

	if (text != NULL && *text != '\0')
		record_set_text(filter, AUDIT_OF_USER, text);
	for (int i = 0; i < WORDS; i++)
		if ((text = page_query(p, words[i].name)) != NULL &&
		    *text != '\0')
			record_set_text(filter, words[i].field, text);
	day_set(p, filter, AUDIT_FROM, page_query(p, "from"), 0);
	day_set(p, filter, AUDIT_TO, page_query(p, "to"), 1);
	return filter;
}

static const char *
filter_path(const struct page *p)
{
	static const char *const	 names[] = { "user", "action", "type",
		"id", "from", "to" };
	const char			*path = AUDIT;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		path = path_with(p, path, names[i], page_query(p, names[i]));
	return path;
}

/* Staff to choose from, for those who may see them. */
static void
staff_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1, .limit = STAFF_SHOWN };
	struct record		*user = record_new(p->act->arena,
				    &user_fields);
	const char		*chosen = page_query(p, "user");
	struct rows		 rows;

	if (user_list(p->act, &first, &rows) != SOUK_OK)
		return;
	html(p->body, "<label>%s <select name=\"user\">\n<option value=\"\">"
	    "%s</option>\n", page_text(p, UI_AUDIT_WHO),
	    page_text(p, UI_ANYBODY));
	while (rows_next(&rows, p->act->arena, user) == SOUK_OK) {
		html(p->body, "<option value=\"%s\"",
		    user->values[USER_ID].text);
		html_flag(p->body, "selected",
		    text_equal(chosen, user->values[USER_ID].text));
		html(p->body, ">%s</option>\n",
		    user->values[USER_USERNAME].text);
	}
	html_raw(p->body, "</select></label>\n");
}

static void
filter_put(const struct page *p)
{
	html_raw(p->body, "<form class=\"filters\" action=\"" AUDIT "\">\n");
	staff_put(p);
	for (int i = 0; i < WORDS; i++) {
		html(p->body, "<label>%s <input name=\"%s\" maxlength=\"100\" "
		    "dir=\"ltr\"", page_text(p, words[i].text), words[i].name);
		html_attr(p->body, "value", page_query(p, words[i].name));
		html_raw(p->body, "></label>\n");
	}
	day_put(p, "from", UI_DAY_FROM);
	day_put(p, "to", UI_DAY_TO);
	html(p->body, "<button class=\"button\">%s</button>\n<a href=\"" AUDIT
	    "\">%s</a>\n</form>\n", page_text(p, UI_APPLY),
	    page_text(p, UI_CLEAR));
}

/* GET /admin/journal: who changed what. */
enum outcome
admin_audit_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_AUDIT)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p),
		.path = filter_path(&p) };
	if ((e = audit_list(p.act, filter_read(&p), &paging.at, &rows)) !=
	    SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_AUDIT_TEXT));
	filter_put(&p);
	if (rows.total > PAGE_REACH)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_AUDIT_MANY));
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = entries_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
