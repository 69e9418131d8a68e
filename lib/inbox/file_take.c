/* SPDX-License-Identifier: ISC */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/file.h"
#include "lib/media/media.h"

static const char sql_picture[] =
    "SELECT 1 FROM media WHERE id = :id AND deleted_at IS NULL";
static const char sql_put[] =
    "INSERT INTO message_file (id, brand_id, conversation_id, file_name, type,"
    " sha256, bytes, media_id, state, created_at) VALUES (:id, :brand,"
    " :conversation, :name, :type, :sha256, :bytes, :media, 'ready', :now)";
static const char sql_read[] =
    "SELECT id, file_name, type, bytes, state, error FROM message_file"
    " WHERE id = :id";

static enum outcome
disk_refuse(struct act *act)
{
	const int	 error = errno;

	log_line(LOG_ERROR, "a file of a message cannot be kept", "error",
	    strerror(error), NULL);
	return act_refuse_errno(act, error);
}

static enum outcome
refuse(struct file_taken *t, const struct message *why)
{
	t->why = why;
	return SOUK_INVALID;
}

/* What it says of a picture that it is none of those it takes. */
static enum outcome
picture_keep(struct act *act, const char *name, struct file_taken *t)
{
	const struct problem	*problem = &act->problem;
	struct record		*media;
	enum outcome		 e;

	e = media_accept(act, &(struct media_new){
		.path = arena_printf(act->arena, "%s/" FILES "/new-%s",
		    act->config->home, name), .type = t->type,
		.field = "file", .is_private = true }, &media);
	if (e == SOUK_OK) {
		t->media_id = media->values[MEDIA_ID].text;
		t->type = "image/jpeg";
		t->bytes = media->values[MEDIA_BYTES_ALL].num;
	}
	if (e != SOUK_INVALID && e != SOUK_UNSUPPORTED && e != SOUK_TOO_LARGE)
		return e;
	return refuse(t, problem->count > 0 ? problem->fields[0].message :
	    problem->message != NULL ? problem->message :
	    &file_faults[FILE_KIND]);
}

static enum outcome
file_keep_as(struct act *act, const char *name, int fd, struct file_taken *t)
{
	uint8_t		 hash[CRYPTO_HASH];
	struct stat	 st;

	if (fstat(fd, &st) != 0 || !crypto_sha256_file(fd, hash))
		return disk_refuse(act);
	t->bytes = st.st_size;
	t->sha256 = crypto_hex(act->arena, hash, sizeof(hash));
	return file_place(act, name, fd, t->sha256) ? SOUK_OK :
	    disk_refuse(act);
}

enum outcome
file_keep(struct act *act, const char *name, int fd,
    const struct file_said *said, struct file_taken *t)
{
	const struct file_kind	*kind = NULL;
	enum file_fault		 fault = file_look(fd, said, &kind);
	enum outcome		 e;

	if (fault != FILE_FINE)
		return refuse(t, &file_faults[fault]);
	t->type = kind->type;
	if (!kind->is_picture)
		return file_keep_as(act, name, fd, t);
	e = picture_keep(act, name, t);
	/* A sticker that moves is for browsers alone to open. */
	if (e != SOUK_INVALID || t->why != &media_messages[MEDIA_IS_ANIMATED])
		return e;
	t->why = NULL;
	t->type = kind->type;
	return file_keep_as(act, name, fd, t);
}

enum outcome
file_is_kept(struct act *act, const struct file_taken *t)
{
	struct stmt	*s;
	enum outcome	 e;

	if (t->media_id == NULL)
		return file_is(act, t->sha256) ? SOUK_OK : SOUK_BUSY;
	s = db_sql(act->db, sql_picture);
	db_bind_text(s, ":id", t->media_id);
	e = db_step(s);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_BUSY : e;
}

/* ---- of the staff's, to send -------------------------------------------------- */

struct upload {
	const char		*conversation, *path, *name, *id;
	struct file_taken	 taken;
	struct record		*out;
};

static enum outcome
conversation_look(struct act *act, void *arg)
{
	const struct upload	*u = arg;
	struct record		*c;
	enum outcome		 e = conversation_read(act, u->conversation,
				    &c);

	if (e != SOUK_OK)
		return e;
	return record_is(c, CONVERSATION_CHANNEL, "whatsapp") ? SOUK_OK :
	    act_refuse(act, SOUK_CONFLICT, &inbox_messages[INBOX_KIND]);
}

static bool
copy(int from, int to)
{
	off_t	 at = 0;
	ssize_t	 n;

	while ((n = sendfile(to, from, &at, 1 << 20)) > 0)
		;
	return n == 0;
}

static enum outcome
refuse_upload(struct act *act, const struct message *why)
{
	act_bad_field(act, "file", why);
	return act_refuse(act, why == &file_faults[FILE_KIND] ?
	    SOUK_UNSUPPORTED : why == &file_faults[FILE_LARGE] ?
	    SOUK_TOO_LARGE : SOUK_INVALID, why);
}

/* A picture of the shop's is nobody's own, and counts for nobody. */
static enum outcome
upload_keep(struct act *act, struct upload *u, int from)
{
	const struct file_said	 said = { NULL, NULL, u->name };
	const char		*name = typeid_new(act->arena, "up",
				    act->now);
	const char		*user = act->actor.user_id;
	const int		 fd = file_new(act, name);
	enum outcome		 e;

	if (fd == -1)
		return disk_refuse(act);
	act->actor.user_id = NULL;
	e = copy(from, fd) ? file_keep(act, name, fd, &said, &u->taken) :
	    disk_refuse(act);
	act->actor.user_id = user;
	close(fd);
	file_new_remove(act, name);
	return e == SOUK_INVALID && u->taken.why != NULL ?
	    refuse_upload(act, u->taken.why) : e;
}

static enum outcome
row_put(struct act *act, void *arg)
{
	struct upload	*u = arg;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = file_is_kept(act, &u->taken)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", u->id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":conversation", u->conversation);
	db_bind_text(s, ":name", u->name);
	db_bind_text(s, ":type", u->taken.type);
	db_bind_text(s, ":sha256", u->taken.sha256);
	db_bind_int(s, ":bytes", u->taken.bytes);
	db_bind_text(s, ":media", u->taken.media_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_read);
	db_bind_text(s, ":id", u->id);
	if ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, u->out);
	db_done(s);
	return e;
}

enum outcome
message_file_take(struct act *act, const char *conversation, const char *path,
    const char *name, struct record **message_file)
{
	struct upload	 u = { .conversation = conversation, .path = path,
		.name = name == NULL ? NULL : text_file_name(act->arena,
		    name),
		.id = typeid_new(act->arena, "file", act->now),
		.out = record_new(act->arena, &message_file_fields) };
	enum outcome	 e;
	int		 fd;

	if ((e = db_tx(act, DB_READ, conversation_look, &u)) != SOUK_OK)
		return e;
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) == -1)
		return disk_refuse(act);
	e = upload_keep(act, &u, fd);
	close(fd);
	if (e != SOUK_OK)
		return e;
	*message_file = u.out;
	return db_tx(act, DB_WRITE, row_put, &u);
}
