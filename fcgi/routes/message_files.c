/* SPDX-License-Identifier: ISC */
/* Files of messages, both ways. */
#include "fcgi/routes/routes.h"
#include "lib/inbox/inbox.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define FILE_BYTES	((size_t)100 << 20)	/* as Meta takes */
#define PATIENCE_MS	30000	/* a slow disk, and a picture to be opened */

/* GET /api/messages/{id}/files/{file}: nginx sends it; 403, 404 not (yet)
 * here. */
static enum outcome
file_get(struct req *r, struct res *out)
{
	struct inbox_download	 d;
	enum outcome		 e = message_file_open(&r->act,
				    req_param(r, 0), req_param(r, 1), &d);

	if (e != SOUK_OK)
		return e;
	out->content_type = d.type;
	res_header(out, "X-Accel-Redirect", d.path);
	res_header(out, "Cache-Control", "private, no-store");
	res_header(out, "Content-Disposition", answer_disposition(
	    r->act.arena, d.file_name, d.show));
	return SOUK_OK;
}

/* POST /api/conversations/{id}/files: 201; 400, 403, 404, 409, 413, 415,
 * 503. */
static enum outcome
files_post(struct req *r, struct res *out)
{
	struct record	*file = NULL;
	enum outcome	 e = message_file_take(&r->act, req_param(r, 0),
			    r->upload, r->upload_name, &file);

	return answer_record(out, e, file);
}

#define FOR_STAFF .who = FOR_PERMITTED, .permission = MESSAGE_MANAGE, \
	.tag = "Inbox"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/messages/{id}/files/{file}",
		.run = file_get, FOR_STAFF, .tx = TX_READ, .rate = RATE_READ,
		.flags = ROUTE_BARE | ROUTE_NO_STORE,
		.summary = "A file of a message",
	}, {
		.method = METHOD_POST, .path = "/api/conversations/{id}/files",
		.run = files_post, FOR_STAFF, .tx = TX_STEPS,
		.rate = RATE_WRITE, .pool = POOL_UPLOAD,
		.flags = ROUTE_UPLOAD | ROUTE_CREATES,
		.max_body = FILE_BYTES, .time_limit_ms = PATIENCE_MS,
		.upload_types = "application/octet-stream",
		.answer = &message_file_fields,
		.summary = "A file to be sent in a conversation: as `file` of a "
		    "form, or as it is",
	},
};

const struct route_table message_file_routes = { routes, COUNT(routes) };
