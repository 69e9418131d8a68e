/* SPDX-License-Identifier: ISC */
/* How the shop runs: what is wrong, the last hour, copies, the log. */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/ops.h"
#include "fcgi/pages/pages.h"
#include "lib/accounts/accounts.h"
#include "lib/backup/backup.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/watch/watch.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OPS		"/admin/exploitation"
#define SAMPLES		60
#define SHOWN		10	/* alerts, copies */

/* ---- numbers ------------------------------------------------------------------- */

static void
tile_open(const struct page *p, enum ui_text name)
{
	html(p->body, "<div><dt>%s</dt><dd><bdi dir=\"ltr\">",
	    page_text(p, name));
}

static void
tile_close(const struct page *p)
{
	html_raw(p->body, "</bdi></dd></div>\n");
}

static void
tile_number(const struct page *p, enum ui_text name, const struct value *v,
    const char *unit)
{
	tile_open(p, name);
	if (v->state == VALUE_SET)
		html(p->body, "%lld%s", (long long)v->num, unit);
	else
		html_raw(p->body, "–");
	tile_close(p);
}

/* "99.98 %": two decimals, and never rounded up. */
static enum outcome
tile_availability(const struct page *p, enum ui_text name, int days)
{
	struct watch_availability	 a;
	enum outcome			 e = watch_availability(p->act, days,
					    &a);

	if (e != SOUK_OK)
		return e;
	tile_open(p, name);
	if (a.millionths < 0)
		html_raw(p->body, "–");
	else
		html(p->body, "%s %%", arena_printf(p->act->arena,
		    "%d.%02d", (int)(a.millionths / 10000),
		    (int)(a.millionths / 100 % 100)));
	tile_close(p);
	return SOUK_OK;
}

static enum outcome
tiles_put(const struct page *p, const struct record *last)
{
	enum outcome	 e;

	html_raw(p->body, "<dl class=\"tiles\" id=\"ops-now\">\n");
	if (last != NULL) {
		tile_open(p, UI_OPS_NOW);
		html(p->body, "%s", page_text(p,
		    last->values[SAMPLE_UP].num != 0 ? UI_OPS_UP :
		    UI_OPS_DOWN));
		tile_close(p);
	}
	if ((e = tile_availability(p, UI_OPS_DAY, 1)) != SOUK_OK ||
	    (e = tile_availability(p, UI_OPS_MONTH, 30)) != SOUK_OK)
		return e;
	if (last != NULL) {
		tile_number(p, UI_OPS_DISK, &last->values[
		    SAMPLE_DISK_PERCENT], " %");
		tile_number(p, UI_OPS_CERTIFICATE, &last->values[
		    SAMPLE_CERTIFICATE], "");
		tile_number(p, UI_OPS_WAITING, &last->values[SAMPLE_WAITING],
		    "");
		tile_number(p, UI_OPS_MAIL, &last->values[SAMPLE_MAIL],
		    " %");
		tile_number(p, UI_OPS_PICTURES, &last->values[
		    SAMPLE_PICTURES], " %");
	}
	html_raw(p->body, "</dl>\n");
	return SOUK_OK;
}

/* ---- alerts -------------------------------------------------------------------- */

static void
alert_row(const struct page *p, const struct value *v)
{
	const bool	 is_open = v[ALERT_CLOSED_AT].state != VALUE_SET;

	html(p->body, "<tr><td><b>%s</b><small><bdi dir=\"ltr\">%s</bdi></small>"
	    "</td><td>", watch_rule_title(v[ALERT_RULE].text, p->locale),
	    watch_rule_text(p->act, v[ALERT_RULE].text, v[ALERT_WORST].num,
	    v[ALERT_THRESHOLD].num));
	time_put(p, &v[ALERT_OPENED_AT]);
	html_raw(p->body, "</td><td>");
	if (!is_open)
		time_put(p, &v[ALERT_CLOSED_AT]);
	else if (v[ALERT_ACKNOWLEDGED_AT].state == VALUE_SET)
		html(p->body, "<span class=\"status\">%s</span>",
		    page_text(p, UI_OPS_TAKEN));
	else
		html(p->body, "<span class=\"status low\">%s</span> <button "
		    "type=\"button\" class=\"quiet\" data-post=\""
		    "/api/admin/ops/alerts/%s/acknowledge\">%s</button>",
		    page_text(p, UI_OPS_OPEN), v[ALERT_ID].text,
		    page_text(p, UI_OPS_TAKE));
	html_raw(p->body, "</td></tr>\n");
}

static enum outcome
alerts_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_OPS_WHAT, UI_OPS_SINCE,
		UI_OPS_UNTIL };
	const struct list_query	 query = { .page = 1, .limit = SHOWN };
	struct record		*alert = record_new(p->act->arena,
				    &watch_alert_fields);
	struct rows		 rows;
	enum outcome		 e = watch_alert_list(p->act, &query, &rows);

	if (e != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_OPS_ALERTS));
	if (rows.total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_OPS_QUIET));
	else
		table_open(p, "alerts", UI_OPS_ALERTS, heads, 3);
	while ((e = rows_next(&rows, p->act->arena, alert)) == SOUK_OK)
		alert_row(p, alert->values);
	if (rows.total > 0)
		table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- the last hour ---------------------------------------------------------------- */

#define WIDTH	240
#define HEIGHT	60

static int64_t
most_of(struct record *const *samples, int n, int field)
{
	int64_t	 most = 1;

	for (int i = 0; i < n; i++)
		if (samples[i]->values[field].num > most)
			most = samples[i]->values[field].num;
	return most;
}

/* A line from the left to the right, also where people read the other way. */
static void
chart_put(const struct page *p, struct record *const *samples, int n,
    const struct chart *chart)
{
	const int64_t	 most = most_of(samples, n, chart->field);
	struct buf	 points;

	buf_init(&points, p->act->arena, 1024);
	for (int i = 0; i < n; i++)
		buf_printf(&points, "%d,%d ", n == 1 ? 0 :
		    i * WIDTH / (n - 1), HEIGHT - (int)(samples[i]->values[
		    chart->field].num * (HEIGHT - 4) / most) - 2);
	html(p->body, "<figure class=\"chart\"><figcaption>%s <bdi dir=\"ltr\">%lld%s"
	    "</bdi></figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" "
	    "preserveAspectRatio=\"none\"><title>%s</title><polyline "
	    "points=\"%s\"/></svg></figure>\n", page_text(p, chart->name),
	    (long long)samples[n - 1]->values[chart->field].num, chart->unit,
	    WIDTH, HEIGHT, page_text(p, chart->name), points.p);
}

static void
charts_put(const struct page *p, struct record *const *samples, int n)
{
	static const struct chart	 charts[] = {
		{ SAMPLE_REQUESTS, UI_OPS_REQUESTS, "" },
		{ SAMPLE_P95, UI_OPS_P95, " ms" },
		{ SAMPLE_ERRORS, UI_OPS_ERRORS, "" },
		{ SAMPLE_MEMORY, UI_OPS_MEMORY, " MB" },
		{ SAMPLE_LOAD, UI_OPS_LOAD, " %" },
		{ SAMPLE_ANSWER, UI_OPS_ANSWER, " ms" },
	};

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_OPS_HOUR));
	if (n == 0) {
		html(p->body, "<p>%s</p>\n", page_text(p, UI_NOTHING));
		return;
	}
	html_raw(p->body, "<div class=\"charts\">\n");
	for (size_t i = 0; i < COUNT(charts); i++)
		chart_put(p, samples, n, &charts[i]);
	html_raw(p->body, "</div>\n");
}

/* ---- copies ----------------------------------------------------------------------- */

static void
copy_row(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td>");
	time_put(p, &v[BACKUP_STARTED]);
	html(p->body, "</td><td><span class=\"status\">%s</span>",
	    page_text(p, text_equal(v[BACKUP_STATUS].text, "good") ?
	    UI_OPS_GOOD : text_equal(v[BACKUP_STATUS].text, "failed") ?
	    UI_OPS_FAILED : UI_JOB_RUNNING));
	if (v[BACKUP_ERROR].state == VALUE_SET)
		html(p->body, "<small><bdi>%s</bdi></small>",
		    v[BACKUP_ERROR].text);
	html(p->body, "</td><td class=\"number\"><bdi>%lld MB</bdi></td>"
	    "</tr>\n", (long long)(v[BACKUP_BYTES].num >> 20));
}

static enum outcome
copies_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_STATUS,
		UI_OPS_SIZE };
	const struct list_query	 query = { .page = 1, .limit = SHOWN };
	struct record		*run = record_new(p->act->arena,
				    &backup_fields);
	struct rows		 rows;
	enum outcome		 e;

	if ((p->act->actor.permissions & SETTINGS_EDIT) == 0)
		return SOUK_OK;
	if ((e = backup_list(p->act, &query, &rows)) != SOUK_OK)
		return e;
	html(p->body, "<h2>%s</h2>\n<p><button type=\"button\" "
	    "class=\"button\" data-post=\"/api/admin/ops/backups\">%s"
	    "</button></p>\n", page_text(p, UI_OPS_COPIES),
	    page_text(p, UI_OPS_COPY_NOW));
	if (rows.total > 0)
		table_open(p, "copies", UI_OPS_COPIES, heads, 3);
	while ((e = rows_next(&rows, p->act->arena, run)) == SOUK_OK)
		copy_row(p, run->values);
	if (rows.total > 0)
		table_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /admin/exploitation: how the shop runs. */
enum outcome
admin_ops_page(struct req *r, struct res *out)
{
	struct record	*samples[SAMPLES];
	int		 n;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_OPS)) != SOUK_OK ||
	    (e = watch_samples(p.act, SAMPLES, samples, &n)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"lead\">%s</p>\n", p.title,
	    page_text(&p, UI_OPS_TEXT));
	problem_put(&p);
	if ((e = tiles_put(&p, n > 0 ? samples[n - 1] : NULL)) != SOUK_OK ||
	    (e = alerts_put(&p)) != SOUK_OK)
		return e;
	charts_put(&p, samples, n);
	if ((e = copies_put(&p)) != SOUK_OK ||
	    (e = ops_lists_put(&p)) != SOUK_OK ||
	    (e = ops_log_put(&p, OPS)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
