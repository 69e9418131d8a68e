/* SPDX-License-Identifier: ISC */
/* Pictures of products, and of people: what comes in is shown. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/routes/routes.h"
#include "lib/accounts/profile.h"
#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/pictures.h"
#include "lib/media/media.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define IMAGES		"/api/admin/products/{id}/images"
#define PICTURES	"image/jpeg, image/png, image/webp, " \
			"application/octet-stream"
#define JSON_TYPE	"application/json"
#define JSON_BYTES	65536
#define PATIENCE_MS	30000	/* a slow disk, and MEDIA_LIMIT_MS */

/* ---- what is sent ----------------------------------------------------------- */

enum picture_query { QUERY_ALT, QUERY_ORDER, QUERY_PRIMARY };

static const struct field queries[] = {
	[QUERY_ALT] = { .name = "altText", .type = FIELD_TEXT, .max = 300,
	    .help = "What it shows, for those who do not see it" },
	[QUERY_ORDER] = { .name = "order", .type = FIELD_INTEGER,
	    .min = 0, .max = 9999, .help = "Before which; else the last" },
	[QUERY_PRIMARY] = { .name = "isPrimary", .type = FIELD_BOOLEAN,
	    .help = "It stands for the product from now on" },
};
static const struct fieldset picture_query =
    FIELDSET("PictureQuery", NULL, queries);

static bool
is_json(const struct req *r)
{
	return text_starts(r->upload_type, JSON_TYPE);
}

static enum outcome
upload_text(struct req *r, char **text, size_t *len)
{
	int	 fd = open(r->upload, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t	 n;

	if (fd == -1)
		return SOUK_INTERNAL;
	n = lseek(fd, 0, SEEK_END);
	if (n > JSON_BYTES) {
		close(fd);
		return SOUK_TOO_LARGE;
	}
	*text = arena_alloc(r->act.arena, JSON_BYTES + 1);
	n = pread(fd, *text, JSON_BYTES, 0);
	close(fd);
	*len = n < 0 ? 0 : (size_t)n;
	return n < 0 ? SOUK_INTERNAL : SOUK_OK;
}

static enum outcome
json_fault(struct req *r, enum json_fault fault, size_t at)
{
	const struct message	*m = json_fault_message(fault);

	return act_bad_number(&r->act, "body",
	    m == NULL ? &base_messages[BASE_NOT_AN_OBJECT] : m, (int64_t)at,
	    0);
}

/* {"images": […]}, or one image as it stands. */
static enum outcome
images_sent(struct req *r, struct record **images)
{
	const char	*currency = settings_currency(r->act.settings);
	struct record	*one;
	struct json_in	*json;
	const char	*name;
	size_t		 len, at = 0;
	char		*text;
	enum json_fault	 fault;
	enum outcome	 e;

	if ((e = upload_text(r, &text, &len)) != SOUK_OK)
		return e;
	fault = json_parse(r->act.arena, text, len, &json, &at, &name);
	if (fault != JSON_OK || json->type != JSON_OBJECT)
		return json_fault(r, fault, at);
	if (json_member(json, "url") == NULL)
		return validate_json(&r->act, &image_list_fields,
		    VALIDATE_CREATE, json, currency, images);
	e = validate_json(&r->act, image_list_fields.fields[0].of,
	    VALIDATE_CREATE, json, currency, &one);
	if (e == SOUK_OK)
		*images = images_of(&r->act, one);
	return e;
}

/* ---- products ---------------------------------------------------------------- */

struct adding { const char *product; struct record *images, *out; };

static enum outcome
may_change(struct act *act, void *arg)
{
	const struct adding	*a = arg;

	return product_may_change(act, a->product);
}

static enum outcome
add(struct act *act, void *arg)
{
	struct adding	*a = arg;

	return product_add_images(act, a->product, a->images, &a->out);
}

/* A picture that came along, as the image of a product. */
static enum outcome
picture_sent(struct req *r, struct record **images)
{
	const struct value	*q = r->query->values;
	struct record		*image, *media;
	enum outcome		 e;

	e = media_accept(&r->act, &(struct media_new){ .path = r->upload,
	    .type = r->upload_type, .file_name = r->upload_name,
	    .field = "file" }, &media);
	if (e != SOUK_OK)
		return e;
	image = record_new(r->act.arena, image_list_fields.fields[0].of);
	record_set_text(image, IMAGE_URL, media->values[MEDIA_URL].text);
	if (q[QUERY_ALT].state == VALUE_SET && *q[QUERY_ALT].text != '\0')
		record_set_text(image, IMAGE_ALT, q[QUERY_ALT].text);
	if (q[QUERY_ORDER].state == VALUE_SET)
		record_set_int(image, IMAGE_POSITION, q[QUERY_ORDER].num);
	record_set_int(image, IMAGE_PRIMARY, q[QUERY_PRIMARY].num);
	*images = images_of(&r->act, image);
	return SOUK_OK;
}

/* POST …/images: 201 and the whole product; 400, 403, 404, 409, 412, 413,
 * 415, 503. */
static enum outcome
images_post(struct req *r, struct res *out)
{
	struct adding	 a = { .product = req_param(r, 0) };
	enum outcome	 e;

	/* Before the picture is looked at. */
	if ((e = db_tx(&r->act, DB_READ, may_change, &a)) != SOUK_OK ||
	    (e = is_json(r) ? images_sent(r, &a.images) :
	    picture_sent(r, &a.images)) != SOUK_OK ||
	    (e = db_tx(&r->act, DB_WRITE, add, &a)) != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena,
	    "/api/admin/products/%s", a.product));
	res_version(out, a.out->values[PRODUCT_VERSION].num);
	res_record(out, a.out);
	return SOUK_OK;
}

/* DELETE …/images/{imageId}: the product without it; 400 where an active
 * product would have none, 403, 404, 412. */
static enum outcome
image_delete(struct req *r, struct res *out)
{
	struct record	*product = NULL;
	enum outcome	 e = product_drop_image(&r->act, req_param(r, 0),
			    req_param(r, 1), &product);

	return answer_version(out, e, product, PRODUCT_VERSION);
}

/* POST …/images/{imageId}/retry: once more, a picture that could not be taken
 * over; 403, 404, 409 it did not fail. */
static enum outcome
image_retry(struct req *r, struct res *out)
{
	struct record	*product = NULL;
	enum outcome	 e = product_retry_image(&r->act, req_param(r, 0),
			    req_param(r, 1), &product);

	return answer_version(out, e, product, PRODUCT_VERSION);
}

/* ---- people ------------------------------------------------------------------ */

static const struct field avatars[] = {
	{ .name = "avatarUrl", .type = FIELD_TEXT, .flags = FIELD_NULLABLE },
};
static const struct fieldset avatar_fields =
    FIELDSET("Avatar", NULL, avatars);

/* One of their own that nobody shows any more goes into the bin. */
static enum outcome
throw_away(struct act *act, const char *url)
{
	struct record	*media;
	enum outcome	 e = media_by_url(act, url, &media);

	if (e != SOUK_OK || !text_equal(media->values[MEDIA_USER].text,
	    act->actor.user_id))
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	e = media_delete(act, media->values[MEDIA_ID].text);
	return e == SOUK_CONFLICT ? SOUK_OK : e;
}

static enum outcome
wear(struct act *act, void *url)
{
	const char	*before;
	enum outcome	 e;

	if ((e = own_avatar(act, url, &before)) != SOUK_OK || before == NULL)
		return e;
	return throw_away(act, before);
}

static void
avatar_answer(struct req *r, struct res *out, const char *url)
{
	struct record	*avatar = record_new(r->act.arena, &avatar_fields);

	avatar->values[0].state = VALUE_NULL;
	if (url != NULL)
		record_set_text(avatar, 0, url);
	res_record(out, avatar);
}

/* POST /api/users/me/avatar: 201; 400, 413, 415, 503. */
static enum outcome
avatar_post(struct req *r, struct res *out)
{
	struct record	*media;
	const char	*url;
	enum outcome	 e;

	e = media_accept(&r->act, &(struct media_new){ .path = r->upload,
	    .type = r->upload_type, .file_name = r->upload_name,
	    .field = "file" }, &media);
	if (e != SOUK_OK)
		return e;
	url = media->values[MEDIA_URL].text;
	if ((e = db_tx(&r->act, DB_WRITE, wear, (void *)(uintptr_t)url)) ==
	    SOUK_OK)
		avatar_answer(r, out, url);
	return e;
}

/* DELETE /api/users/me/avatar: none any more. */
static enum outcome
avatar_delete(struct req *r, struct res *out)
{
	enum outcome	 e = wear(&r->act, NULL);

	if (e == SOUK_OK)
		avatar_answer(r, out, NULL);
	return e;
}

/* ---- routes ------------------------------------------------------------------ */

#define UPLOADS	\
	.tx = TX_STEPS, .rate = RATE_WRITE, .pool = POOL_UPLOAD, \
	.flags = ROUTE_UPLOAD | ROUTE_CREATES, .max_body = MEDIA_BYTES, \
	.time_limit_ms = PATIENCE_MS
#define FOR_MAKERS	.who = FOR_PERMITTED, .permission = PRODUCT_EDIT, \
	.tag = "Catalogue administration"

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = IMAGES, .run = images_post,
		FOR_MAKERS, UPLOADS, .upload_types = PICTURES ", " JSON_TYPE,
		.query = &picture_query, .answer = &product_fields,
		.summary = "Add a picture to a product, as it is or as `file` "
		    "of a form; or {images: […]} and {url} as JSON",
	}, {
		.method = METHOD_DELETE, .path = IMAGES "/{imageId}",
		.run = image_delete, FOR_MAKERS, .tx = TX_WRITE,
		.rate = RATE_WRITE, .answer = &product_fields,
		.summary = "Take a picture off a product",
	}, {
		.method = METHOD_POST, .path = IMAGES "/{imageId}/retry",
		.run = image_retry, FOR_MAKERS, .tx = TX_WRITE,
		.rate = RATE_WRITE, .answer = &product_fields,
		.summary = "Fetch a picture once more that could not be taken "
		    "over",
	}, {
		.method = METHOD_POST, .path = "/api/users/me/avatar",
		.run = avatar_post, .who = FOR_SIGNED_IN, UPLOADS,
		.upload_types = PICTURES, .answer = &avatar_fields,
		.tag = "Account",
		.summary = "Send a picture of oneself; everybody may see it",
	}, {
		.method = METHOD_DELETE, .path = "/api/users/me/avatar",
		.run = avatar_delete, .who = FOR_SIGNED_IN, .tx = TX_WRITE,
		.rate = RATE_WRITE, .answer = &avatar_fields,
		.tag = "Account",
		.summary = "Take it away again",
	},
};

const struct route_table picture_routes = { routes, COUNT(routes) };
