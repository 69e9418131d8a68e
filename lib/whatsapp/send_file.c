/* SPDX-License-Identifier: ISC */
/*
 * A file of ours that goes along: brought to Meta before its message is under
 * way, so that whoever is killed meanwhile leaves nothing in doubt.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define KEPT_THERE	(29 * CLOCK_DAY)	/* Meta says 30 */
#define SPARE		CLOCK_DAY		/* it may wait here so long */
#define UPLOAD_MS	50000			/* within the job's lease */
#define BLOCK		65536
#define MIB		(INT64_C(1) << 20)

static const char sql_known[] =
    "SELECT meta_id FROM wa_upload WHERE number_id = :number"
    " AND sha256 = :sha AND expires_at > :until";
static const char sql_keep[] =
    "INSERT INTO wa_upload (number_id, sha256, meta_id, expires_at)"
    " VALUES (:number, :sha, :meta, :expires)"
    " ON CONFLICT (number_id, sha256) DO UPDATE"
    " SET meta_id = excluded.meta_id, expires_at = excluded.expires_at";
static const char sql_body[] =
    "UPDATE wa_send SET body = :body WHERE id = :id AND state = 'waiting'"
    " AND body <> ''";

/* What Meta takes of each kind. */
static const struct { const char *kind; int64_t most; } sizes[] = {
	{ "image", 5 * MIB }, { "video", 16 * MIB }, { "audio", 16 * MIB },
	{ "document", 100 * MIB }, { "sticker", 500 << 10 },
};

/* The file in hand. */
struct bring {
	struct wa_round	*b;
	const char	*path, *type, *name;	/* of ours */
	const char	*sha, *meta_id;		/* NULL: not known yet */
	int		 fd;
	int64_t		 size;
	bool		 fresh;			/* brought just now */
};

bool
wa_row_has_file(const struct wa_row *r)
{
	return strstr(r->body, "\"" WA_FILE_MEMBER "\":") != NULL;
}

static void
refuse(struct bring *x, const char *why)
{
	x->b->file_answer = (struct graph_answer){ .end = GRAPH_REFUSED,
		.error = why };
}

/* ---- what it is ---------------------------------------------------------- */

static const struct json_in *
body_read(struct act *act, const struct wa_row *r)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	return json_parse(act->arena, r->body, strlen(r->body), &json, &at,
	    &name) == JSON_OK && json->type == JSON_OBJECT ? json : NULL;
}

static int64_t
most_of(const char *kind)
{
	for (size_t i = 0; i < COUNT(sizes); i++)
		if (text_equal(sizes[i].kind, kind))
			return sizes[i].most;
	return 0;
}

static bool
is_below(const char *path)
{
	return path != NULL && *path != '/' && *path != '\0' &&
	    strstr(path, "..") == NULL;
}

/* An open file of a size that Meta takes. */
static bool
file_open(struct act *act, struct bring *x)
{
	const char	*path = arena_printf(act->arena, "%s/%s",
			    act->config->home, x->path);
	uint8_t		 hash[CRYPTO_HASH];
	struct stat	 st;

	if ((x->fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) == -1 ||
	    fstat(x->fd, &st) == -1 || !S_ISREG(st.st_mode)) {
		refuse(x, "the file is not there any more");
		return false;
	}
	x->size = st.st_size;
	if (x->size == 0 || x->size > most_of(x->b->file.kind)) {
		refuse(x, "the file is larger than WhatsApp takes");
		return false;
	}
	if (!crypto_sha256_file(x->fd, hash)) {
		refuse(x, "the file cannot be read");
		return false;
	}
	x->sha = crypto_hex(act->arena, hash, sizeof(hash));
	return true;
}

static enum outcome
known_find(struct act *act, void *arg)
{
	struct bring	*x = arg;
	struct stmt	*s = db_sql(act->db, sql_known);
	enum outcome	 e;

	db_bind_text(s, ":number", x->b->number.id);
	db_bind_text(s, ":sha", x->sha);
	db_bind_int(s, ":until", act->now + SPARE);
	if ((e = db_step(s)) == SOUK_OK)
		x->meta_id = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- there --------------------------------------------------------------- */

static bool
all_write(int fd, const char *p, size_t len)
{
	ssize_t	n;

	for (; len > 0; p += n, len -= (size_t)n)
		if ((n = write(fd, p, len)) <= 0) {
			if (n == -1 && errno == EINTR)
				n = 0;
			else
				return false;
		}
	return true;
}

static bool
file_copy(struct bring *x, int to)
{
	char	 block[BLOCK];
	ssize_t	 n;
	int64_t	 at = 0;

	while ((n = pread(x->fd, block, sizeof(block), at)) > 0 &&
	    all_write(to, block, (size_t)n))
		at += n;
	return n == 0 && at == x->size;
}

/* What may stand between quotes of a header. */
static const char *
quoted(struct act *act, const char *name)
{
	char	*copy = arena_copy(act->arena, name != NULL ? name : "file");

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ')
			*p = '_';
	return copy;
}

/* The whole form as a file without a name; -1. */
static int
form_make(struct act *act, struct bring *x, const char *boundary,
    int64_t *size)
{
	const char	*head, *tail;
	int		 fd = open(arena_printf(act->arena, "%s/run",
			    act->config->home),
			    O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	head = arena_printf(act->arena, "--%s\r\n"
	    "Content-Disposition: form-data; name=\"messaging_product\"\r\n"
	    "\r\nwhatsapp\r\n--%s\r\n"
	    "Content-Disposition: form-data; name=\"type\"\r\n\r\n%s\r\n"
	    "--%s\r\nContent-Disposition: form-data; name=\"file\";"
	    " filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", boundary,
	    boundary, x->type, boundary, quoted(act, x->name), x->type);
	tail = arena_printf(act->arena, "\r\n--%s--\r\n", boundary);
	if (fd == -1 || !all_write(fd, head, strlen(head)) ||
	    !file_copy(x, fd) || !all_write(fd, tail, strlen(tail))) {
		log_line(LOG_ERROR, "no room for a file that goes out", NULL);
		if (fd != -1)
			close(fd);
		return -1;
	}
	*size = (int64_t)strlen(head) + x->size + (int64_t)strlen(tail);
	return fd;
}

static void
form_send(struct act *act, struct bring *x, const char *token, int fd,
    int64_t size, const char *boundary)
{
	struct graph_answer	*answer = &x->b->file_answer;
	const char		*id;
	struct net_request	 request;
	struct net_answer	 in;
	enum net_result		 result;

	graph_request(act, &(struct graph_call){ .token = token,
	    .method = "POST", .path = arena_printf(act->arena, "/%s/media",
	    x->b->number.meta_id), .type = arena_printf(act->arena,
	    "multipart/form-data; boundary=%s", boundary) }, &request);
	request.from_fd = fd;
	request.size = size;
	request.timeout_ms = UPLOAD_MS;
	result = net_http(act, &request, &in);
	graph_read(act, result, &in, answer);
	graph_told(act, answer);
	id = answer->json != NULL ? wa_text(answer->json, "id") : NULL;
	if (id != NULL && *id != '\0') {
		x->meta_id = id;
		x->fresh = true;
	} else if (answer->end == GRAPH_TAKEN)
		answer->end = GRAPH_ILL;
}

static void
upload(struct act *act, struct bring *x)
{
	const char	*token = wa_number_token(act, &x->b->number);
	const char	*boundary = arena_printf(act->arena, "souk%s",
			    crypto_token(act->arena, 18));
	int64_t		 size;
	int		 fd;

	if (token == NULL) {
		x->b->file_answer = (struct graph_answer){ .end = GRAPH_HELD,
			.error = "no token" };
		return;
	}
	if (!graph_lets(act) ||
	    (fd = form_make(act, x, boundary, &size)) == -1) {
		x->b->file_answer = (struct graph_answer){
			.end = GRAPH_UNSENT, .error = "" };
		return;
	}
	if (queue_extend(act, x->b->job) == SOUK_OK)
		form_send(act, x, token, fd, size, boundary);
	close(fd);
}

/* ---- what goes instead --------------------------------------------------- */

/* The object with Meta's name for the file, and no path of ours. */
static const char *
body_without(struct act *act, const struct wa_row *r, const char *meta_id)
{
	const struct json_in	*json = body_read(act, r);
	const struct json_in	*object = json_member(json, r->kind);
	struct buf		 b;
	struct json_out		 out = { .buf = &b };

	buf_init(&b, act->arena, strlen(r->body) + 64);
	json_open(&out, NULL);
	json_open(&out, r->kind);
	json_text(&out, "id", meta_id);
	for (size_t i = 0; object != NULL && i < object->count; i++)
		json_copy(&out, object->names[i], &object->items[i]);
	json_close(&out);
	for (size_t i = 0; json != NULL && i < json->count; i++)
		if (strcmp(json->names[i], r->kind) != 0 &&
		    strcmp(json->names[i], WA_FILE_MEMBER) != 0)
			json_copy(&out, json->names[i], &json->items[i]);
	json_close(&out);
	return b.p;
}

static void
bring(struct act *act, struct bring *x)
{
	if (!file_open(act, x))
		return;
	if (db_tx(act, DB_READ, known_find, x) != SOUK_OK)
		x->b->file_answer = (struct graph_answer){
			.end = GRAPH_UNSENT, .error = "" };
	else if (x->meta_id == NULL)
		upload(act, x);
}

void
wa_row_bring(struct act *act, struct wa_round *b)
{
	const struct json_in	*json = body_read(act, &b->file), *file;
	struct bring		 x = { .b = b, .fd = -1 };

	b->file_answer = (struct graph_answer){ .end = GRAPH_TAKEN,
		.error = "" };
	file = json != NULL ? json_member(json, WA_FILE_MEMBER) : NULL;
	x.path = wa_text(file, "path");
	x.type = wa_text(file, "type");
	x.name = wa_text(file, "name");
	if (!is_below(x.path) || x.type == NULL)
		refuse(&x, "no such file");
	else
		bring(act, &x);
	if (x.fd != -1)
		close(x.fd);
	if (x.meta_id == NULL)
		return;
	b->file_body = body_without(act, &b->file, x.meta_id);
	b->file_sha = x.fresh ? x.sha : NULL;
	b->file_id = x.meta_id;
}

static enum outcome
upload_keep(struct act *act, const struct wa_round *b)
{
	struct stmt	*s = db_sql(act->db, sql_keep);

	db_bind_text(s, ":number", b->number.id);
	db_bind_text(s, ":sha", b->file_sha);
	db_bind_text(s, ":meta", b->file_id);
	db_bind_int(s, ":expires", act->now + KEPT_THERE);
	return db_run(s);
}

/* What the row's own call would have come to; nobody heard of the message. */
static enum outcome
failed(struct act *act, struct wa_round *b)
{
	enum outcome	 e;

	if (b->file_answer.end == GRAPH_UNSURE)
		b->file_answer.end = GRAPH_ILL;
	e = wa_row_mark(act, &b->file);
	return e == SOUK_OK ? wa_answer_take(act, b, &b->file,
	    &b->file_answer) : e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
wa_file_record(struct act *act, struct wa_round *b)
{
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;

	if (b->file_body == NULL)
		return failed(act, b);
	if (b->file_sha != NULL)
		e = upload_keep(act, b);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_body);
	db_bind_text(s, ":id", b->file.id);
	db_bind_text(s, ":body", b->file_body);
	return db_run(s);
}
