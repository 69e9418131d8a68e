/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/messages.h"
#include "lib/base/multipart.h"
#include "lib/base/text.h"

/* A body that goes into a file: as it stands, or as the file of a form. */

#define BLOCK		65536
#define FIELD_BYTES	65536	/* of a field beside a file */
#define RESERVE_MAX	((int64_t)1 << 30)

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

/* By errno. */
static enum outcome
upload_failed(struct exchange *x)
{
	const int	 error = errno;

	log_line(LOG_ERROR, "upload cannot be kept", "error", strerror(error),
	    NULL);
	act_refuse_errno(&x->req.act, error);
	return SOUK_BUSY;
}

/* Where the bytes of an upload come from: 0 at the end, -1 broken off. */
typedef long	reader(void *, char *, size_t);

static long
read_body(void *head, char *p, size_t size)
{
	return body_block(head, p, size);
}

static long
read_part(void *multipart, char *p, size_t size)
{
	return multipart_read(multipart, p, size);
}

static enum outcome
copy_blocks(struct exchange *x, reader *read, void *from, int fd,
    struct chain *c, size_t *got)
{
	long	 n;

	while ((n = read(from, (char *)c->p + CRYPTO_HASH, BLOCK)) > 0) {
		if ((*got += (size_t)n) > body_limit(x->req.route))
			return SOUK_TOO_LARGE;
		if (!write_all(fd, c->p + CRYPTO_HASH, (size_t)n))
			return upload_failed(x);
		crypto_sha256(c->p, CRYPTO_HASH + (size_t)n, c->p);
	}
	return n < 0 ? body_broken(x) : SOUK_OK;
}

/* ---- uploads in a form: one file, and fields that join the query --------- */

struct form {
	struct exchange	*x;
	size_t		 got;		/* bytes of the whole body */
};

static long
read_counted(void *arg, char *p, size_t size)
{
	struct form	*form = arg;
	long		 n = form->x->req.head->read(form->x->req.head->io, p,
			    size);

	if (n > 0)
		form->got += (size_t)n;
	return form->got > body_limit(form->x->req.route) + BLOCK ? -1 : n;
}

/* A field is part of what was sent, as far as a repeated key goes. */
static void
chain_add(struct chain *c, struct arena *arena, const char *name,
    const char *value)
{
	const char	*field = arena_printf(arena, "%s=%s", name, value);

	crypto_sha256(field, strlen(field), c->p + CRYPTO_HASH);
	crypto_sha256(c->p, 2 * (size_t)CRYPTO_HASH, c->p);
}

static enum outcome
field_take(struct exchange *x, struct multipart *m, const char *name,
    struct chain *c)
{
	char	*value = arena_alloc(x->req.act.arena, FIELD_BYTES + 1);
	size_t	 len = 0;
	long	 n;

	while (len < FIELD_BYTES && (n = multipart_read(m, value + len,
	    FIELD_BYTES - len)) != 0) {
		if (n < 0)
			return body_broken(x);
		len += (size_t)n;
	}
	if (len == FIELD_BYTES)
		return SOUK_TOO_LARGE;
	if (memchr(value, '\0', len) != NULL || !utf8_valid(value, len))
		return act_bad_field(&x->req.act, name,
		    &base_messages[BASE_BAD_ENCODING]);
	if (x->form_count == HTTP_NAMES)
		return act_bad_field(&x->req.act, "body",
		    &http_messages[HTTP_NAMES_TOO_MANY]);
	chain_add(c, x->req.act.arena, name, value);
	x->form[x->form_count++] = (struct text_pair){ name, value };
	return SOUK_OK;
}

static enum outcome
part_take(struct exchange *x, struct multipart *m,
    const struct multipart_part *part, int fd, struct chain *c)
{
	size_t	 got = 0;

	if (part->filename == NULL)
		return field_take(x, m, part->name, c);
	if (x->req.upload_type != NULL)
		return act_bad_field(&x->req.act, part->name,
		    &http_messages[HTTP_ONE_FILE]);
	x->req.upload_type = part->type == NULL ? "" : part->type;
	x->req.upload_name = text_file_name(x->req.act.arena, part->filename);
	return copy_blocks(x, read_part, m, fd, c, &got);
}

static enum outcome
form_copy(struct exchange *x, const char *boundary, int fd, struct chain *c)
{
	struct arena		*arena = x->req.act.arena;
	struct form		 form = { .x = x };
	struct multipart	*m = multipart_new(arena, boundary,
				    read_counted, &form);
	struct multipart_part	 part;
	enum multipart_state	 state;
	enum outcome		 e;
	char			 rest[1024];

	x->form = arena_array(arena, HTTP_NAMES, sizeof(*x->form));
	while ((state = multipart_next(m, &part)) == MULTIPART_PART)
		if ((e = part_take(x, m, &part, fd, c)) != SOUK_OK)
			return e;
	while (state == MULTIPART_END &&
	    read_counted(&form, rest, sizeof(rest)) > 0)
		continue;
	if ((e = body_length_check(x, form.got)) != SOUK_OK)
		return e;
	if (state == MULTIPART_BAD)
		return body_broken(x);
	return x->req.upload_type != NULL ? SOUK_OK : act_bad_field(
	    &x->req.act, "file", &http_messages[HTTP_ONE_FILE]);
}

static enum outcome
bare_copy(struct exchange *x, int fd, struct chain *c)
{
	size_t		 got = 0;
	enum outcome	 e;

	x->req.upload_type = x->req.head->content_type;
	e = copy_blocks(x, read_body, (void *)(uintptr_t)x->req.head, fd, c,
	    &got);
	return e != SOUK_OK ? e : body_length_check(x, got);
}

/* Removed before the answer goes out, or by room_clear(), whatever happens;
 * who wants it takes a link. */
static int
upload_open(struct exchange *x)
{
	struct room	*room = x->room;
	int		 fd = -1, n;

	n = snprintf(room->upload, sizeof(room->upload), "%s/run/upload-%s",
	    x->server->config->home, x->req.act.request_id);
	if (n > 0 && n < (int)sizeof(room->upload))
		fd = open(room->upload, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
		    O_NOFOLLOW, 0600);
	if (fd == -1)
		room->upload[0] = '\0';
	return fd;
}

/*
 * Files stop before the last of the space is gone: a tenth of the disk, or
 * 1 GiB of a big one, is left to what the database writes.
 */
static bool
has_room(const struct exchange *x)
{
	const int64_t	 length = x->req.head->content_length;
	int64_t		 left, reserve;
	struct statvfs	 st;

	if (statvfs(x->server->config->home, &st) != 0)
		return true;
	left = (int64_t)(st.f_bavail * st.f_frsize);
	reserve = (int64_t)(st.f_blocks * st.f_frsize) / 10;
	if (reserve > RESERVE_MAX)
		reserve = RESERVE_MAX;
	errno = ENOSPC;
	return left - (length > 0 ? length : 0) >= reserve;
}

enum outcome
upload_read(struct exchange *x)
{
	struct arena	*arena = x->req.act.arena;
	struct chain	*c = arena_alloc(arena, sizeof(*c));
	const char	*type = x->req.head->content_type;
	const char	*boundary = multipart_boundary(arena, type);
	enum outcome	 e;
	int		 fd;

	if (!has_room(x) || (fd = upload_open(x)) == -1)
		return upload_failed(x);
	e = boundary != NULL ? form_copy(x, boundary, fd, c) :
	    bare_copy(x, fd, c);
	close(fd);
	x->req.upload = x->room->upload;
	x->body_hash = crypto_base64url(arena, c->p, CRYPTO_HASH);
	return e;
}
