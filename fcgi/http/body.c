/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"

/* What a client sends behind its head, into memory. */

size_t
body_limit(const struct route *route)
{
	return route->max_body > 0 ? route->max_body : HTTP_BODY;
}

/* Is the media type one of a comma list?  Parameters do not matter. */
bool
media_is(const struct exchange *x, const char *types)
{
	const char	*sent = x->req.head->content_type;
	size_t		 len, n;

	if (sent == NULL)
		return false;
	len = strcspn(sent, "; \t");
	for (const char *p = types; *p != '\0'; p += n + (p[n] == ',')) {
		p += strspn(p, " ");
		n = strcspn(p, ",");
		if (n == len && strncasecmp(p, sent, len) == 0)
			return true;
	}
	return false;
}

enum outcome
gate_size(struct exchange *x)
{
	int64_t	 length = x->req.head->content_length;

	if (length > 0 && (uint64_t)length > body_limit(x->req.route))
		return SOUK_TOO_LARGE;
	return SOUK_OK;
}

enum outcome
body_broken(struct exchange *x)
{
	return act_bad_field(&x->req.act, "body",
	    &http_messages[HTTP_BODY_BROKEN]);
}

/* A full block unless the body ends; -1 when it broke off. */
long
body_block(const struct request_head *head, char *p, size_t size)
{
	size_t	 got = 0;
	long	 n;

	while (got < size) {
		if ((n = head->read(head->io, p + got, size - got)) < 0)
			return -1;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (long)got;
}

/* The announced length, where there is one, must be what came. */
enum outcome
body_length_check(struct exchange *x, size_t got)
{
	int64_t	 length = x->req.head->content_length;

	if (got > body_limit(x->req.route))
		return SOUK_TOO_LARGE;
	return length >= 0 && (uint64_t)length != got ? body_broken(x) : SOUK_OK;
}

static enum outcome
into_memory(struct exchange *x)
{
	const struct request_head	*head = x->req.head;
	size_t				 room = body_limit(x->req.route) + 1;
	long				 n;

	if (head->content_length >= 0)
		room = (size_t)head->content_length + 1;
	x->body = arena_alloc(x->req.act.arena, room + 1);
	if ((n = body_block(head, x->body, room)) < 0)
		return body_broken(x);
	x->body_len = (size_t)n;
	x->body[n] = '\0';
	return body_length_check(x, x->body_len);
}

/* A NUL would end it early. */
static enum outcome
form_split(struct exchange *x)
{
	if (memchr(x->body, '\0', x->body_len) != NULL)
		return act_bad_field(&x->req.act, "body",
		    &base_messages[BASE_BAD_ENCODING]);
	return pairs_split(x, x->body, "body", &x->form, &x->form_count);
}

enum outcome
body_read(struct exchange *x)
{
	enum outcome	 e;

	if (x->body_taken)
		return SOUK_OK;
	x->body_taken = true;
	if (x->req.route->flags & ROUTE_UPLOAD)
		return upload_read(x);
	if ((e = into_memory(x)) != SOUK_OK)
		return e;
	return x->req.route->flags & ROUTE_FORM ? form_split(x) : SOUK_OK;
}
