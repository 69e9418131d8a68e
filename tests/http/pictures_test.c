/* SPDX-License-Identifier: ISC */
/* A product's pictures as they are sent, and people's. */
#include "tests/http/catalog.h"
#include "tests/http/picture.h"

#define FORM	"multipart/form-data; boundary=xyz"
#define ME	"/api/users/me"

static const char	*cat;
static struct file	 photo, other;

static void
corner_open(void)
{
	clients_open();
	if (cat != NULL)
		return;
	cat = category_new(owner, "Photos", NULL);
	photo = jpeg_draw(1200, 800, (struct jpeg_how){ .phone = true });
	other = jpeg_draw(640, 900, (struct jpeg_how){ 0 });
}

static struct answer *
photo_send(struct client *c, const char *path, const struct file *f)
{
	return client_send(c, "POST", path, "image/jpeg", (const char *)f->p,
	    f->len);
}

static const char *
images_of(const char *id)
{
	return path_of(PRODUCTS, id, "/images");
}

/* As a browser's form does. */
static struct answer *
form_send(struct client *c, const char *path, const char *fields,
    const char *name, const struct file *f)
{
	struct file	 body = { NULL, 0 };
	struct answer	*a;
	char		 head[400];

	snprintf(head, sizeof(head), "%s--xyz\r\nContent-Disposition: "
	    "form-data; name=\"file\"; filename=\"%s\"\r\n"
	    "Content-Type: image/jpeg\r\n\r\n", fields, name);
	file_put(&body, head, strlen(head));
	file_put(&body, f->p, f->len);
	file_put(&body, "\r\n--xyz--\r\n", 11);
	a = client_send(c, "POST", path, FORM, (const char *)body.p,
	    body.len);
	file_free(&body);
	return a;
}

#define FIELD(NAME, VALUE) "--xyz\r\nContent-Disposition: form-data; name=\"" \
	NAME "\"\r\n\r\n" VALUE "\r\n"

START_TEST(s3_api_06_a_photograph_becomes_a_products_picture)
{
	struct answer	*a;
	const char	*id;
	char		 first[200];

	corner_open();
	id = product_new("Photographié", cat, ",\"basePrice\":3");
	a = photo_send(manager, images_of(id), &photo);
	want(a, 201);
	want_at(a, "data.images.0.isPrimary", "true");
	want_at(a, "data.images.0.state", "ready");
	want_at(a, "data.images.0.width", "1200");
	snprintf(first, sizeof(first), "%s", answer_at(a,
	    "data.images.0.url"));
	ck_assert_ptr_nonnull(strstr(first, "/1200.jpg"));
	a = form_send(manager, images_of(id),
	    FIELD("altText", "Un vase, de dos") FIELD("order", "0")
	    FIELD("isPrimary", "true"), "dos.jpg", &other);
	want(a, 201);
	want_at(a, "data.images.0.altText", "Un vase, de dos");
	want_at(a, "data.images.0.isPrimary", "true");
	want_at(a, "data.images.0.order", "0");
	want_at(a, "data.images.1.isPrimary", "false");
	want_at(a, "data.images.1.url", first);
	want_at(a, "data.version", "3");
	want(client_json(manager, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"status\":\"ACTIVE\"}"), 200);
	a = client_get(anyone, "/produit/photographie");
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "width=\"640\" height=\"900\""));
	ck_assert_ptr_nonnull(strstr(a->body, "class=\"under\""));
	ck_assert_ptr_nonnull(strstr(a->body, "fetchpriority=\"high\""));
	ck_assert_ptr_null(strstr(a->body, "style=\""));
	ck_assert_ptr_nonnull(strstr(answer_header(a,
	    "Content-Security-Policy"), "img-src 'self' data:;"));
}
END_TEST

START_TEST(s3_api_06_an_address_as_json_is_taken_too)
{
	struct answer	*a;
	const char	*id;

	corner_open();
	id = product_new("Adressé", cat, "");
	a = client_json(owner, "POST", images_of(id),
	    "{\"url\":\"/assets/demo/tapis.svg\",\"altText\":\"Tapis\"}");
	want(a, 201);
	want_at(a, "data.images.0.altText", "Tapis");
	a = client_json(owner, "POST", images_of(id), "{\"url\":\"x\"}");
	want(a, 400);
	want(client_json(owner, "POST", images_of(id), "[]"), 400);
	want(client_json(owner, "POST", images_of(id), "{"), 400);
	want(client_json(owner, "POST", images_of(id), "{\"url\":\"/a\","
	    "\"state\":\"ready\"}"), 400);
}
END_TEST

START_TEST(s3_api_06_what_is_no_picture_is_refused_by_name)
{
	static const struct file	 gif = { (unsigned char *)
	    (uintptr_t)"GIF89a\1\0\1\0\0\0\0;", 14 };
	struct answer			*a;
	const char			*id;

	corner_open();
	id = product_new("Sans image", cat, "");
	a = form_send(owner, images_of(id), "", "x.gif", &gif);
	want(a, 415);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.file"));
	want(client_send(owner, "POST", images_of(id), "image/jpeg",
	    "\xff\xd8\xff\xe0 no", 7), 400);
	want(client_send(owner, "POST", images_of(id), "image/jpeg", "", 0),
	    400);
	want(client_send(owner, "POST", images_of(id), "image/svg+xml",
	    "<svg/>", 6), 415);
	want(form_send(owner, images_of(id), FIELD("order", "-1"), "a.jpg",
	    &other), 400);
	want(form_send(owner, images_of(id), FIELD("what", "1"), "a.jpg",
	    &other), 400);
	a = client_get(owner, path_of(PRODUCTS, id, ""));
	want_at(a, "data.version", "1");
}
END_TEST

START_TEST(s3_api_06_only_who_may_change_a_product_adds_to_it)
{
	const char	*id;
	char		*n;

	corner_open();
	id = product_new("À nous", cat, "");
	want(photo_send(anyone, images_of(id), &other), 401);
	want(photo_send(reader, images_of(id), &other), 403);
	want(photo_send(stranger, images_of(id), &photo), 403);
	want(photo_send(owner, images_of("prod_01h455vb4pex5vsknk084sn02q"),
	    &photo), 404);
	/* And nothing was kept of a picture that came in vain. */
	n = shop_sql("SELECT count(*) FROM media m JOIN brand b ON b.id ="
	    " m.brand_id JOIN users u ON u.brand_id = b.id AND u.username ="
	    " 'stranger'");
	ck_assert_str_eq(n, "0");
	free(n);
}
END_TEST

START_TEST(s3_api_06_a_picture_is_taken_off_and_the_library_has_it_still)
{
	struct answer	*a;
	const char	*id;
	char		 url[200], first[80], second[80], path[200];

	corner_open();
	id = product_new("Dégarni", cat, ",\"basePrice\":3");
	want(photo_send(owner, images_of(id), &photo), 201);
	a = photo_send(owner, images_of(id), &other);
	want(a, 201);
	snprintf(first, sizeof(first), "/images/%.60s",
	    answer_at(a, "data.images.0.id"));
	snprintf(second, sizeof(second), "/images/%.60s",
	    answer_at(a, "data.images.1.id"));
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.images.0.url"));
	want(client_json(owner, "PATCH", path_of(PRODUCTS, id, ""),
	    "{\"status\":\"ACTIVE\"}"), 200);
	snprintf(path, sizeof(path), "%s", path_of(PRODUCTS, id, first));
	want(client_send(reader, "DELETE", path, NULL, NULL, 0), 403);
	want(client_send(stranger, "DELETE", path, NULL, NULL, 0), 403);
	a = client_send(owner, "DELETE", path, NULL, NULL, 0);
	want(a, 200);
	ck_assert_ptr_null(answer_at(a, "data.images.1.id"));
	want_at(a, "data.images.0.isPrimary", "true");
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 404);
	want(client_send(stranger, "DELETE", path, NULL, NULL, 0), 403);
	/* What is on sale shows something. */
	a = client_send(owner, "DELETE", path_of(PRODUCTS, id, second), NULL,
	    NULL, 0);
	want(a, 400);
	ck_assert_ptr_nonnull(answer_at(a, "error.details.images"));
	want(client_get(anyone, url), 200);
}
END_TEST

/* What is shown cannot be thrown away; what is in the bin and wanted again
 * comes back. */
START_TEST(s0_int_02_a_picture_in_use_stays)
{
	struct answer	*a;
	const char	*id;
	char		 path[160], *media;

	corner_open();
	id = product_new("Gardé", cat, "");
	a = form_send(owner, images_of(id), "", "garde.jpg", &photo);
	want(a, 201);
	media = shop_sql("SELECT id FROM media WHERE width = 1200");
	snprintf(path, sizeof(path), "/api/admin/media/%s", media);
	free(media);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 409);
	free(shop_sql("DELETE FROM product_image WHERE url LIKE"
	    " '%/1200.jpg'"));
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 200);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_str_ne(answer_at(a, "data.deletedAt"), "");
	want(photo_send(owner, images_of(id), &photo), 201);
	want(client_send(owner, "DELETE", path, NULL, NULL, 0), 409);
}
END_TEST

START_TEST(s4_usr_01_a_person_has_a_picture_of_their_own)
{
	struct answer	*a;
	char		 url[200], *n;

	corner_open();
	a = form_send(reader, ME "/avatar", "", "moi.jpg", &other);
	want(a, 201);
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.avatarUrl"));
	ck_assert_ptr_nonnull(strstr(url, "/media/"));
	want_at(client_get(reader, ME), "data.avatarUrl", url);
	want(client_get(anyone, url), 200);
	want(photo_send(anyone, ME "/avatar", &other), 401);
	want(client_send(reader, "POST", ME "/avatar", "image/jpeg", "x", 1),
	    415);
	/* Another takes its place, and it goes into the bin. */
	want(photo_send(reader, ME "/avatar", &photo), 201);
	n = shop_sql("SELECT count(*) FROM users u WHERE u.avatar_url LIKE"
	    " '%/1200.jpg'");
	ck_assert_str_eq(n, "1");
	free(n);
	a = client_send(reader, "DELETE", ME "/avatar", NULL, NULL, 0);
	want(a, 200);
	ck_assert(answer_at(client_get(reader, ME), "data.avatarUrl") == NULL
	    || strncmp(answer_at(client_get(reader, ME), "data.avatarUrl"),
	    "/media/", 7) != 0);
}
END_TEST

SUITE_MAIN("pictures",
    s3_api_06_a_photograph_becomes_a_products_picture,
    s3_api_06_an_address_as_json_is_taken_too,
    s3_api_06_what_is_no_picture_is_refused_by_name,
    s3_api_06_only_who_may_change_a_product_adds_to_it,
    s3_api_06_a_picture_is_taken_off_and_the_library_has_it_still,
    s0_int_02_a_picture_in_use_stays,
    s4_usr_01_a_person_has_a_picture_of_their_own)
