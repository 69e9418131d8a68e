/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/ops/jobs.h"
#include "lib/queue/queue.h"

#define STATES	3

static const struct choice states[STATES] = {
	{ "dead", UI_JOB_DEAD }, { "waiting", UI_JOB_WAITING },
	{ "running", UI_JOB_RUNNING },
};

/* How many there are of each, as links to them. */
static enum outcome
tiles_put(const struct page *p)
{
	int64_t		 n[STATES];
	enum outcome	 e = queue_counts(p->act, &n[1], &n[2], &n[0]);

	if (e != SOUK_OK)
		return e;
	html_raw(p->body, "<ul class=\"tiles\">\n");
	for (int i = 0; i < STATES; i++)
		html(p->body, "<li><a href=\"/admin/taches?state=%s\">"
		    "<b>%lld</b> %s</a></li>\n", states[i].value,
		    (long long)n[i], page_text(p, states[i].text));
	html_raw(p->body, "</ul>\n");
	return SOUK_OK;
}

static void
filter_put(const struct page *p)
{
	html(p->body, "<form class=\"filters\" action=\"/admin/taches\">\n"
	    "<label>%s <select name=\"state\">\n<option value=\"\">%s</option>"
	    "\n", page_text(p, UI_STATUS), page_text(p, UI_STATUS_ANY));
	choice_options(p, states, STATES, page_query(p, "state"));
	html(p->body, "</select></label>\n<label>%s <input name=\"kind\" "
	    "maxlength=\"100\" dir=\"ltr\"", page_text(p, UI_JOB_KIND));
	html_attr(p->body, "value", page_query(p, "kind"));
	html(p->body, "></label>\n<button class=\"button\">%s</button>\n"
	    "</form>\n", page_text(p, UI_APPLY));
}

static void
job_row(const struct page *p, const struct value *v)
{
	const char	*state = v[JOB_STATE].text, *id = v[JOB_ID].text;

	html_raw(p->body, "<tr><td>");
	time_put(p, &v[JOB_CREATED_AT]);
	html(p->body, "</td><td><bdi>%s</bdi>", v[JOB_KIND].text);
	if (!text_equal(v[JOB_PAYLOAD].text, "{}"))
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[JOB_PAYLOAD].text);
	html(p->body, "</td><td><span class=\"status %s\">%s</span>", state,
	    choice_text(p, states, STATES, state));
	if (v[JOB_ERROR].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[JOB_ERROR].text);
	html(p->body, "</td><td class=\"number\">%lld</td><td>",
	    (long long)v[JOB_ATTEMPTS].num);
	time_put(p, &v[JOB_DUE]);
	html_raw(p->body, "</td><td>");
	if (text_equal(state, "dead"))
		html(p->body, "<button type=\"button\" class=\"quiet\" "
		    "data-post=\"/api/admin/jobs/%s/retry\">%s</button>\n"
		    "<button type=\"button\" class=\"quiet\" "
		    "data-end=\"/api/admin/jobs/%s\">%s</button>", id,
		    page_text(p, UI_MAIL_RETRY), id,
		    page_text(p, UI_MAIL_DROP));
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
jobs_table(const struct page *p, struct rows *rows)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_JOB_KIND,
		UI_STATUS, UI_JOB_ATTEMPTS, UI_JOB_DUE, UI_TEXT__MAX };
	struct record			*job = record_new(p->act->arena,
					    &job_fields);
	enum outcome			 e;

	table_open(p, "jobs", UI_JOBS, heads, 6);
	while ((e = job_list_next(p->act, rows, job)) == SOUK_OK)
		job_row(p, job->values);
	table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static struct record *
filter_read(const struct page *p)
{
	struct record	*filter = record_new(p->act->arena, &job_filters);
	const char	*kind = page_query(p, "kind");

	for (int i = 0; i < STATES; i++)
		if (text_equal(states[i].value, page_query(p, "state")))
			record_set_text(filter, JOB_OF_STATE, states[i].value);
	if (kind != NULL && *kind != '\0')
		record_set_text(filter, JOB_OF_KIND, kind);
	return filter;
}

/* GET /admin/taches: what waits, runs or was given up. */
enum outcome
admin_jobs_page(struct req *r, struct res *out)
{
	struct paging	 paging;
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_JOBS)) != SOUK_OK)
		return e;
	paging = (struct paging){ .at = paging_query(&p), .path = path_with(&p,
	    path_with(&p, "/admin/taches", "state", page_query(&p, "state")),
	    "kind", page_query(&p, "kind")) };
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_JOBS_TEXT));
	if ((e = tiles_put(&p)) != SOUK_OK || (e = job_list(p.act,
	    filter_read(&p), &paging.at, &rows)) != SOUK_OK)
		return e;
	paging.total = rows.total > PAGE_REACH ? PAGE_REACH : rows.total;
	filter_put(&p);
	problem_put(&p);
	if (rows.total == 0)
		html(p.body, "<p>%s</p>\n", page_text(&p, UI_NOTHING));
	else if ((e = jobs_table(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
