/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"

/* The header lines of an answer, and what the program sends. */

static const struct { int status; const char *text; } reasons[] = {
	{ 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
	{ 204, "No Content" }, { 301, "Moved Permanently" },
	{ 302, "Found" }, { 303, "See Other" }, { 304, "Not Modified" },
	{ 307, "Temporary Redirect" }, { 308, "Permanent Redirect" },
	{ 400, "Bad Request" }, { 401, "Unauthorized" },
	{ 403, "Forbidden" }, { 404, "Not Found" },
	{ 405, "Method Not Allowed" }, { 409, "Conflict" }, { 410, "Gone" },
	{ 412, "Precondition Failed" }, { 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" }, { 429, "Too Many Requests" },
	{ 500, "Internal Server Error" }, { 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
};

static const char *
reason(int status)
{
	for (size_t i = 0; i < COUNT(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].text;
	return "Other";
}

/* A value never ends its line: what would is left out. */
void
res_header(struct res *res, const char *name, const char *value)
{
	buf_puts(&res->head, name);
	buf_puts(&res->head, ": ");
	for (; *value != '\0'; value++)
		if ((unsigned char)*value >= ' ' && *value != 0x7f)
			buf_putc(&res->head, *value);
	buf_puts(&res->head, "\r\n");
}

void
res_cookie(struct res *res, const char *name, const char *value,
    const char *attributes)
{
	struct buf	 line;

	buf_init(&line, res->req->act.arena, 0);
	buf_printf(&line, "%s=%s; %s", name, value, attributes);
	res_header(res, "Set-Cookie", line.p);
}

/* What browsers and caches in between carry of an address. */
#define LONGEST	2000

static bool
is_own_path(const char *path)
{
	return text_is_own_path(path) && strlen(path) <= LONGEST;
}

enum outcome
res_redirect(struct res *res, int status, const char *own_path)
{
	if (!is_own_path(own_path))
		return act_refuse(&res->req->act, SOUK_INVALID,
		    &http_messages[HTTP_REDIRECT]);
	res->status = status;
	res_header(res, "Location", own_path);
	return SOUK_OK;
}

enum outcome
res_away(struct res *res, const char *url)
{
	if (!text_is_http_url(url) || text_has_control(url, strlen(url),
	    false))
		return SOUK_INTERNAL;
	res->status = 303;
	res_header(res, "Location", url);
	return SOUK_OK;
}

enum outcome
res_moved(struct res *res, const char *own_path)
{
	const char	*query = strchr(res->req->head->uri, '?');
	const char	*with = query == NULL ? own_path :
			    arena_printf(res->req->act.arena, "%s%s",
			    own_path, query);

	return res_redirect(res, 301, is_own_path(with) ? with : own_path);
}

static bool
has_line(const struct buf *head, const char *name)
{
	const char	*p = head->p;
	size_t		 len = strlen(name);

	for (; p != NULL && *p != '\0'; p = strstr(p, "\r\n") + 2)
		if (strncasecmp(p, name, len) == 0 && p[len] == ':')
			return true;
	return false;
}

static void
put_cache(const struct exchange *x, struct buf *b)
{
	const struct route	*route = x->req.route;
	bool			 public;

	if (has_line(&x->res.head, "Cache-Control"))
		return;
	public = route != NULL && route->flags & ROUTE_CACHED &&
	    !(route->flags & ROUTE_NO_STORE) &&
	    (x->res.status == 200 || x->res.status == 304);
	buf_printf(b, "Cache-Control: %s\r\n", !public ? "no-store" :
	    x->is_private ? "private, no-cache" : "no-cache");
}

static bool
has_body(const struct exchange *x)
{
	return x->res.status != 204 && x->res.status != 304;
}

static void
put_body_lines(const struct exchange *x, struct buf *b)
{
	const struct res	*res = &x->res;

	if (!has_body(x))
		return;
	buf_printf(b, "Content-Type: %s\r\n", res->content_type);
	if (!x->is_head)
		buf_printf(b, "Content-Length: %zu\r\n", res->body.total);
	if (!text_starts(res->content_type, "text/html"))
		buf_puts(b, "Content-Security-Policy: default-src 'none';"
		    " frame-ancestors 'none'\r\n");
}

static void
head_write(const struct exchange *x, struct buf *b)
{
	const struct act	*act = &x->req.act;

	buf_printf(b, "Status: %d %s\r\n", x->res.status,
	    reason(x->res.status));
	put_body_lines(x, b);
	put_cache(x, b);
	buf_printf(b, "Vary: Accept-Language, Cookie%s\r\n",
	    is_page(x) ? "" : ", Origin");
	buf_printf(b, "Content-Language: %s\r\n", locale_tag(act->locale));
	buf_printf(b, "X-Request-Id: %s\r\n", act->request_id);
	if (x->res.etag[0] != '\0')
		buf_printf(b, "ETag: %s\r\n", x->res.etag);
	rate_put(x, b);
	cors_put(x, b);
	buf_put(b, x->res.head.p, x->res.head.len);
	buf_puts(b, "\r\n");
}

void
reply_write(struct exchange *x, struct reply *reply)
{
	const int	 spilled = x->room->spill_fd;
	bool		 sent = has_body(x) && !x->is_head;

	*reply = (struct reply){ .status = x->res.status, .body = "",
	    .body_fd = -1 };
	buf_init(&reply->head, x->req.act.arena, 1024);
	head_write(x, &reply->head);
	if (!sent)
		return;
	reply->body = x->res.body.p;
	reply->len = x->res.body.len;
	if (spilled != -1) {
		lseek(spilled, 0, SEEK_SET);
		reply->body_fd = spilled;
	}
}

/* When memory has run out for the refusal too. */
void
reply_exhausted(struct reply *reply)
{
	static const char	 head[] =
	    "Status: 503 Service Unavailable\r\n"
	    "Content-Type: application/json; charset=utf-8\r\n"
	    "Cache-Control: no-store\r\nRetry-After: 1\r\n\r\n";
	static const char	 body[] =
	    "{\"success\":false,\"error\":{\"code\":\"BUSY\","
	    "\"message\":\"Busy\",\"details\":{}},\"meta\":{}}";

	*reply = (struct reply){
		.status = 503,
		.head = { .p = (char *)(uintptr_t)head,
		    .len = sizeof(head) - 1 },
		.body = body, .len = sizeof(body) - 1, .body_fd = -1,
	};
}
