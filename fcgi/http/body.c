/* SPDX-License-Identifier: ISC */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/messages.h"

/* What a client sends behind its head: into memory, or into a file. */

#define BLOCK	65536

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

static enum outcome
broken(struct exchange *x)
{
	return act_bad_field(&x->req.act, "body",
	    &http_messages[HTTP_BODY_BROKEN]);
}

/* A full block unless the body ends; -1 when it broke off. */
static long
block_read(const struct request_head *head, char *p, size_t size)
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
static enum outcome
length_check(struct exchange *x, size_t got)
{
	int64_t	 length = x->req.head->content_length;

	if (got > body_limit(x->req.route))
		return SOUK_TOO_LARGE;
	return length >= 0 && (uint64_t)length != got ? broken(x) : SOUK_OK;
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
	if ((n = block_read(head, x->body, room)) < 0)
		return broken(x);
	x->body_len = (size_t)n;
	x->body[n] = '\0';
	return length_check(x, x->body_len);
}

/* ---- uploads ------------------------------------------------------------ */

/* The hash of a file read in blocks: each block's with that of those before. */
struct chain { uint8_t p[CRYPTO_HASH + BLOCK]; };

static bool
write_all(int fd, const uint8_t *p, size_t len)
{
	ssize_t	 n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0)
			return false;
	return true;
}

static enum outcome
copy_blocks(struct exchange *x, int fd, struct chain *c)
{
	size_t	 got = 0, limit = body_limit(x->req.route);
	long	 n;

	while ((n = block_read(x->req.head, (char *)c->p + CRYPTO_HASH,
	    BLOCK)) > 0) {
		if ((got += (size_t)n) > limit)
			return SOUK_TOO_LARGE;
		if (!write_all(fd, c->p + CRYPTO_HASH, (size_t)n))
			return SOUK_BUSY;
		crypto_sha256(c->p, CRYPTO_HASH + (size_t)n, c->p);
	}
	return n < 0 ? broken(x) : length_check(x, got);
}

/* Removed by request_end(), whatever happens; who wants it takes a link. */
static int
upload_open(struct exchange *x)
{
	struct server	*s = x->server;
	int		 fd = -1, n;

	n = snprintf(s->upload, sizeof(s->upload), "%s/run/upload-%s",
	    s->config->home, x->req.act.request_id);
	if (n > 0 && n < (int)sizeof(s->upload))
		fd = open(s->upload, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
		    O_NOFOLLOW, 0600);
	if (fd == -1) {
		log_line(LOG_ERROR, "upload cannot be kept", NULL);
		s->upload[0] = '\0';
	}
	return fd;
}

static enum outcome
into_file(struct exchange *x)
{
	struct arena	*arena = x->req.act.arena;
	struct chain	*c = arena_alloc(arena, sizeof(*c));
	enum outcome	 e;
	int		 fd;

	if ((fd = upload_open(x)) == -1)
		return SOUK_BUSY;
	e = copy_blocks(x, fd, c);
	close(fd);
	x->req.upload = x->server->upload;
	x->req.upload_type = x->req.head->content_type;
	x->body_hash = crypto_base64url(arena, c->p, CRYPTO_HASH);
	return e;
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
		return into_file(x);
	if ((e = into_memory(x)) != SOUK_OK)
		return e;
	return x->req.route->flags & ROUTE_FORM ? form_split(x) : SOUK_OK;
}
