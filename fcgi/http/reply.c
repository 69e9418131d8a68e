/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"

/*
 * The envelope, written in one pass: {"success":true,"data":…,
 * "pagination":…,"meta":…}.  Nothing is sent before the outcome is known;
 * what exceeds HTTP_SPILL waits in an unnamed file.
 */
#define BEFORE_DATA	(sizeof(",\"data\":") - 1)

static void
spill(struct buf *b)
{
	struct exchange	*x = b->spill_arg;
	struct room	*room = x->room;
	const char	*p = b->p;
	size_t		 left = b->len;
	ssize_t		 n;

	if (room->spill_fd == -1)
		room->spill_fd = open(arena_printf(b->arena, "%s/run",
		    x->server->config->home), O_TMPFILE | O_RDWR | O_CLOEXEC,
		    0600);
	if (is_page(x))
		etag_part(x, p, left);
	for (; left > 0; p += n, left -= (size_t)n)
		if ((n = write(room->spill_fd, p, left)) <= 0)
			arena_give_up(b->arena);
}

/* An empty answer; called again when the handler runs once more. */
void
reply_begin(struct exchange *x)
{
	struct res	*res = &x->res;

	if (x->room->spill_fd != -1)
		close(x->room->spill_fd);
	x->room->spill_fd = -1;
	*res = (struct res){
		.req = &x->req,
		.content_type = is_page(x) ? "text/html; charset=utf-8" :
		    "application/json; charset=utf-8",
	};
	buf_init(&res->head, x->req.act.arena, 512);
	buf_init(&res->body, x->req.act.arena, 4096);
	res->body.spill = spill;
	res->body.spill_arg = x;
	res->body.spill_at = HTTP_SPILL;
	res->json.buf = &res->body;
	x->closed = x->answered = false;
	x->meta_at = 0;
	memset(x->spilled, 0, sizeof(x->spilled));
}

static void
put_meta(struct exchange *x)
{
	struct json_out	*j = &x->res.json;

	x->meta_at = x->res.body.total;
	json_open(j, "meta");
	json_time(j, "timestamp", x->req.act.now);
	json_text(j, "requestId", x->req.act.request_id);
	json_int(j, "duration", (clock_monotonic_us() - x->started_us) / 1000);
	json_close(j);
	json_close(j);
}

/* The members of data once more, at the top level. */
static void
lift_data(struct exchange *x)
{
	struct res	*res = &x->res;
	size_t		 at = res->data_at, len = res->data_end - at;
	char		*data;

	if (res->body.total != res->body.len || len <= 2 ||
	    res->body.p[at] != '{')
		return;
	data = arena_text(x->req.act.arena, res->body.p + at + 1, len - 2);
	buf_putc(&res->body, ',');
	buf_put(&res->body, data, len - 2);
}

/* Ends the envelope of a handler that was successful. */
void
reply_close(struct exchange *x)
{
	struct res	*res = &x->res;
	unsigned	 flags = x->req.route->flags;

	if (x->closed)
		return;
	x->closed = true;
	if (res->status == 0)
		res->status = flags & ROUTE_CREATES ? 201 :
		    flags & ROUTE_ACCEPTED ? 202 : 200;
	x->meta_at = res->body.total;
	if (flags & (ROUTE_BARE | ROUTE_PAGE) || res->status / 100 == 3 ||
	    res->status == 204)
		return;
	if (!res->enveloped)
		json_null(res_data(res), "data");
	if (res->data_end == 0)
		res->data_end = res->body.total;
	if (flags & ROUTE_FLAT)
		lift_data(x);
	put_meta(x);
}

struct json_out *
res_data(struct res *res)
{
	if (!res->enveloped) {
		res->enveloped = true;
		/* What is lifted or kept for its key stays whole. */
		if (res->req->route->flags & (ROUTE_FLAT | ROUTE_CREATES |
		    ROUTE_ACCEPTED))
			res->body.spill_at = 0;
		json_open(&res->json, NULL);
		json_bool(&res->json, "success", true);
		res->data_at = res->body.total + BEFORE_DATA;
	}
	return &res->json;
}

void
res_record(struct res *res, const struct record *record)
{
	struct json_out	*j = res_data(res);

	json_open(j, "data");
	json_record(j, record, settings_currency(res->req->act.settings));
	json_close(j);
}

void
res_file(struct res *res, int fd)
{
	struct room	*room = exchange_of(res->req)->room;
	const off_t	 size = lseek(fd, 0, SEEK_END);

	if (room->spill_fd != -1)
		close(room->spill_fd);
	room->spill_fd = fd;
	res->body.total = size > 0 ? (size_t)size : 0;
}

struct json_out *
res_list(struct res *res)
{
	struct json_out	*j = res_data(res);

	json_open_list(j, "data");
	return j;
}

void
res_list_end(struct res *res, int64_t total, const char *next_cursor)
{
	const struct list_query	*list = res->req->list;
	struct json_out		*j = &res->json;

	json_close_list(j);
	res->data_end = res->body.total;
	if (list == NULL)
		return;
	json_open(j, "pagination");
	json_int(j, "page", list->page);
	json_int(j, "limit", list->limit);
	json_int(j, "pageSize", list->limit);
	json_int(j, "total", total);
	json_int(j, "totalPages", (total + list->limit - 1) / list->limit);
	json_bool(j, "hasNext", list->cursor != NULL ? next_cursor != NULL :
	    list->page * list->limit < total);
	json_bool(j, "hasPrev", list->cursor != NULL || list->page > 1);
	json_text(j, "nextCursor", next_cursor);
	json_close(j);
}

/* ---- refusals -------------------------------------------------------- */

static const char *
message_text(struct act *act, const struct message *m, const int64_t *numbers)
{
	struct buf	 b;

	buf_init(&b, act->arena, 0);
	message_put(&b, m, act->locale, numbers);
	return b.p;
}

static bool
named_before(const struct problem *p, int i)
{
	for (int k = 0; k < i; k++)
		if (strcmp(p->fields[k].name, p->fields[i].name) == 0)
			return true;
	return false;
}

/* One text a field: {"name":"…"}. */
static void
put_details(struct json_out *j, struct act *act)
{
	const struct problem	*p = &act->problem;

	json_open(j, "details");
	for (int i = 0; i < p->count; i++)
		if (!named_before(p, i))
			json_text(j, p->fields[i].name, message_text(act,
			    p->fields[i].message, p->fields[i].numbers));
	json_close(j);
}

static void
refuse_json(struct exchange *x, const struct message *m, const char *text)
{
	struct json_out	*j = &x->res.json;

	json_open(j, NULL);
	json_bool(j, "success", false);
	json_open(j, "error");
	json_text(j, "code", m->code);
	json_text(j, "message", text);
	put_details(j, &x->req.act);
	json_close(j);
	put_meta(x);
}

/* Does a person look at this, with a browser? */
static bool
wants_page(const struct exchange *x)
{
	const char	*accept = req_header(&x->req, "HTTP_ACCEPT");
	const char	*path = x->req.path;

	if (http_error_page == NULL)
		return false;
	if (x->req.route != NULL)
		return is_page(x);
	return accept != NULL && strstr(accept, "text/html") != NULL &&
	    !text_starts(path, "/api/") && !text_equal(path, "/health") &&
	    !text_equal(path, "/ready");
}

static void
refuse_head(struct exchange *x, enum outcome e)
{
	struct buf	*head = &x->res.head;
	int64_t		 wait = x->req.act.problem.retry_after;

	if (e == SOUK_METHOD && x->node != NULL)
		allow_put(head, x->node);
	if (e == SOUK_UNAUTHENTICATED && !is_page(x))
		res_header(&x->res, "WWW-Authenticate", "Bearer");
	if (e == SOUK_BUSY || e == SOUK_LIMITED)
		buf_printf(head, "Retry-After: %lld\r\n",
		    (long long)(wait > 0 ? wait : 1));
}

/* Whatever was written so far is forgotten; the problem is told instead. */
void
reply_refuse(struct exchange *x, enum outcome e)
{
	struct act		*act = &x->req.act;
	const struct message	*m = act->problem.message;
	const char		*text;
	int			 status = outcome_status(e);

	if (m == NULL || e == SOUK_INTERNAL)
		m = http_outcome_message(e);
	text = message_text(act, m, act->problem.numbers);
	reply_begin(x);
	x->cache_key = NULL;
	x->closed = true;
	refuse_head(x, e);
	if (wants_page(x)) {
		x->res.content_type = "text/html; charset=utf-8";
		http_error_page(&x->req, &x->res, status, text);
	} else {
		x->res.content_type = "application/json; charset=utf-8";
		refuse_json(x, m, text);
	}
	if (x->res.status == 0)
		x->res.status = status;
}
