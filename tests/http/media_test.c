/* SPDX-License-Identifier: ISC */
/* Pictures from upload to what is served. */
#include <stdio.h>
#include <string.h>

#include "tests/http/catalog.h"
#include "tests/http/picture.h"
#include "tests/http/suite.h"

#define UPLOAD	"/api/upload/image"

static struct answer *
picture_send(struct client *c, const char *path, const char *type,
    const struct file *f)
{
	return client_send(c, "POST", path, type, (const char *)f->p, f->len);
}

START_TEST(s3_api_23_a_photograph_is_served_in_every_width)
{
	static const int	 widths[] = { 160, 320, 640, 960, 1280, 1920 };
	struct file		 f = jpeg_draw(2400, 1600,
				    (struct jpeg_how){ .phone = true });
	struct answer		*a;
	char			 url[128], path[160];

	clients_open();
	ck_assert(file_has(f.p, f.len, CAMERA));
	a = picture_send(manager, UPLOAD, "image/jpeg", &f);
	want(a, 201);
	want_at(a, "data.width", "2400");
	want_at(a, "data.height", "1600");
	want_at(a, "data.largest", "1920");
	want_at(a, "data.isPrivate", "false");
	snprintf(url, sizeof(url), "%s", answer_at(a, "data.url"));
	for (int i = 0; i < 12; i++) {
		snprintf(path, sizeof(path), "%.*s/%d.%s",
		    (int)(strrchr(url, '/') - url), url, widths[i / 2],
		    i % 2 == 0 ? "jpg" : "webp");
		a = client_get(anyone, path);
		want(a, 200);
		ck_assert_str_eq(answer_header(a, "Content-Type"),
		    i % 2 == 0 ? "image/jpeg" : "image/webp");
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "public, max-age=31536000, immutable");
		ck_assert(!file_has(a->body, a->len, "Exif"));
		ck_assert(!file_has(a->body, a->len, CAMERA));
		ck_assert(!file_has(a->body, a->len, PERSON));
	}
	file_free(&f);
}
END_TEST

SUITE_MAIN("media",
    s3_api_23_a_photograph_is_served_in_every_width)
