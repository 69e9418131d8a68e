/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/media/media.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ALL	"/api/admin/media"
#define ONE	ALL "/{id}"
#define TYPES	"image/jpeg, image/png, image/webp, application/octet-stream"
#define PATIENCE_MS	30000	/* a slow disk, and MEDIA_LIMIT_MS */

static enum outcome
upload_take(struct req *r, struct res *out, bool is_private)
{
	const struct media_new	 new = {
		.path = r->upload, .type = r->upload_type,
		.file_name = r->upload_name, .field = "file",
		.is_private = is_private,
	};
	struct record		*media;
	enum outcome		 e;

	if ((e = media_accept(&r->act, &new, &media)) == SOUK_OK)
		res_record(out, media);
	return e;
}

/* POST /api/upload/image: 400, 413, 415, 503. */
static enum outcome
image_post(struct req *r, struct res *out)
{
	return upload_take(r, out, false);
}

/* POST /api/library/upload: who does not make products gets a private one;
 * 409 when theirs take all they may. */
static enum outcome
own_post(struct req *r, struct res *out)
{
	return upload_take(r, out,
	    !(r->act.actor.permissions & PRODUCT_EDIT));
}

/* GET /api/upload/limits: what may be sent. */
static enum outcome
limits_get(struct req *r, struct res *out)
{
	res_record(out, media_limits(&r->act));
	return SOUK_OK;
}

/* GET /api/admin/media: the newest first. */
static enum outcome
all_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = media_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &media_fields,
	    media_list_next, media_list_cursor);
}

/* GET /api/admin/media/{id}: 403, 404. */
static enum outcome
one_get(struct req *r, struct res *out)
{
	struct record	*media;
	enum outcome	 e = media_read(&r->act, req_param(r, 0), &media);

	if (e == SOUK_OK)
		res_record(out, media);
	return e;
}

/* DELETE: into the bin; 403, 404, 409 used. */
static enum outcome
one_delete(struct req *r, struct res *out)
{
	enum outcome	 e = media_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* POST …/restore: 403, 404. */
static enum outcome
restore_post(struct req *r, struct res *out)
{
	enum outcome	 e = media_restore(&r->act, req_param(r, 0));

	return e == SOUK_OK ? one_get(r, out) : e;
}

/* ---- files ---------------------------------------------------------------- */

enum file_query { QUERY_FORMAT };

static const char *const formats[] = { "jpg", "webp", NULL };
static const struct field queries[] = {
	[QUERY_FORMAT] = { .name = "format", .type = FIELD_ENUM,
	    .choices = formats, .initial = "\"jpg\"" },
};
static const struct fieldset file_query =
    FIELDSET("MediaFileQuery", NULL, queries);

enum file_param { PARAM_ID, PARAM_WIDTH };

static const struct field params[] = {
	[PARAM_ID] = { .name = "id", .type = FIELD_TEXT, .max = 64 },
	[PARAM_WIDTH] = { .name = "width", .type = FIELD_INTEGER, .min = 1,
	    .max = 1920 },
};
static const struct fieldset file_params =
    FIELDSET("MediaFileParams", NULL, params);

/* "photo.png" is served as photo.jpg. */
static const char *
name_served(struct arena *arena, const char *name, const char *extension)
{
	const char	*dot = strrchr(name, '.');

	return arena_printf(arena, "%.*s.%s",
	    dot == NULL || dot == name ? (int)strlen(name) : (int)(dot - name),
	    name, extension);
}

/* GET /api/media/{id}/{width}: nginx sends the file; 404. */
static enum outcome
file_get(struct req *r, struct res *out)
{
	const char		*format = formats[
				    r->query->values[QUERY_FORMAT].num];
	struct media_file	 file;
	enum outcome		 e;

	e = media_file(&r->act, req_param(r, 0),
	    r->params->values[PARAM_WIDTH].num, format, &file);
	if (e != SOUK_OK)
		return e;
	out->content_type = file.type;
	res_header(out, "X-Accel-Redirect", file.path);
	res_header(out, "Cache-Control", "private, no-store");
	res_header(out, "Content-Disposition", answer_disposition(
	    r->act.arena, name_served(r->act.arena, file.name, format),
	    true));
	return SOUK_OK;
}

#define FOR_MAKERS	.who = FOR_PERMITTED, .permission = PRODUCT_EDIT
#define UPLOADS	\
	.tx = TX_STEPS, .rate = RATE_WRITE, .pool = POOL_UPLOAD, \
	.flags = ROUTE_UPLOAD | ROUTE_CREATES, .max_body = MEDIA_BYTES, \
	.time_limit_ms = PATIENCE_MS, .upload_types = TYPES, \
	.answer = &media_fields, .tag = "Pictures"

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = "/api/upload/image",
		.run = image_post, FOR_MAKERS, UPLOADS,
		.summary = "Send a picture: as it is, or as `file` of a form",
	}, {
		.method = METHOD_POST, .path = "/api/library/upload",
		.run = own_post, .who = FOR_SIGNED_IN, UPLOADS,
		.summary = "Send a picture; a customer's is only theirs and "
		    "the staff's to see",
	}, {
		.method = METHOD_POST, .path = "/api/content-creation/upload",
		.run = own_post, .who = FOR_SIGNED_IN, UPLOADS,
		.summary = "As /api/library/upload",
	}, {
		.method = METHOD_GET, .path = "/api/upload/limits",
		.run = limits_get, .who = FOR_ANYONE,
		.rate = RATE_READ, .answer = &media_limit_fields,
		.tag = "Pictures",
		.summary = "What pictures may be sent, and in which widths "
		    "they are served",
	}, {
		.method = METHOD_GET, .path = ALL, .run = all_get,
		.who = FOR_PERMITTED, .permission = PRODUCT_VIEW,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.query = &media_filters, .answer = &media_fields,
		.tag = "Pictures",
		.summary = "Pictures, newest first",
	}, {
		.method = METHOD_GET, .path = ONE, .run = one_get,
		.who = FOR_PERMITTED, .permission = PRODUCT_VIEW,
		.tx = TX_READ, .rate = RATE_READ, .answer = &media_fields,
		.tag = "Pictures",
		.summary = "A picture",
	}, {
		.method = METHOD_DELETE, .path = ONE, .run = one_delete,
		FOR_MAKERS, .tx = TX_WRITE, .rate = RATE_WRITE,
		.tag = "Pictures",
		.summary = "Put a picture into the bin; 409 while it is shown",
	}, {
		.method = METHOD_POST, .path = ONE "/restore",
		.run = restore_post, FOR_MAKERS, .tx = TX_WRITE,
		.rate = RATE_WRITE, .answer = &media_fields,
		.tag = "Pictures",
		.summary = "Take a picture out of the bin",
	}, {
		.method = METHOD_GET, .path = "/api/media/{id}/{width}",
		.run = file_get, .who = FOR_SIGNED_IN,
		.params = &file_params, .query = &file_query,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_BARE,
		.tag = "Pictures",
		.summary = "A file of a picture that is not for everybody",
	},
};

const struct route_table media_routes = { routes, COUNT(routes) };
