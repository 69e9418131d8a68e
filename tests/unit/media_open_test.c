/* SPDX-License-Identifier: ISC */
/* What souk-media makes of a picture, in this process. */
#include <lcms2.h>

#include "lib/media/open/open.h"
#include "lib/media/parts.h"
#include "tests/http/picture_more.h"
#include "tests/suite.h"

#define PIXELS	40000000

static void
want_picture(struct file *f, struct opened *o)
{
	ck_assert_int_eq(opened_read((struct bytes){ f->p, f->len }, PIXELS,
	    o), WIRE_DONE);
	file_free(f);
}

/* ---- scale.c ------------------------------------------------------------------- */

static const int	sizes[][4] = { { 100, 80, 50, 40 }, { 7, 5, 3, 2 },
	{ 1000, 3, 10, 1 }, { 3, 900, 1, 300 }, { 2000, 10, 1919, 9 },
	{ 1, 1, 1, 1 }, { 16, 16, 16, 16 }, { 33, 17, 32, 16 } };

START_TEST(one_colour_stays_that_colour_in_every_size)
{
	struct picture	 from, to;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (int channels = 3; channels <= 4; channels++) {
			ck_assert(picture_new(&from, sizes[i][0], sizes[i][1],
			    channels));
			ck_assert(picture_new(&to, sizes[i][2], sizes[i][3],
			    channels));
			memset(from.px, 217, (size_t)(from.width *
			    from.height * channels));
			memset(to.px, 0, (size_t)(to.width * to.height *
			    channels));
			ck_assert(picture_scale(&from, &to));
			for (int k = 0; k < to.width * to.height * channels;
			    k++)
				ck_assert_int_eq(to.px[k], 217);
			free(from.px);
			free(to.px);
		}
}
END_TEST

/* Fine lines turn grey, coarse ones stay sharp. */
START_TEST(what_is_finer_than_the_result_is_averaged)
{
	struct picture	 from, to;

	ck_assert(picture_new(&from, 400, 40, 3));
	ck_assert(picture_new(&to, 100, 10, 3));
	for (int i = 0; i < 400 * 40; i++)
		memset(from.px + (size_t)i * 3, i % 2 == 0 ? 0 : 255, 3);
	ck_assert(picture_scale(&from, &to));
	/* At the edge there is less to average. */
	for (int i = 0; i < 100 * 10; i++)
		ck_assert_int_lt(abs(to.px[3 * i] - 127), i % 100 == 0 ||
		    i % 100 == 99 ? 12 : 4);
	for (int i = 0; i < 400 * 40; i++)
		memset(from.px + (size_t)i * 3, i % 400 < 200 ? 20 : 235, 3);
	ck_assert(picture_scale(&from, &to));
	for (int x = 0; x < 100; x++)
		if (x < 47 || x > 52)
			ck_assert_int_lt(abs(to.px[3 * x] - (x < 50 ? 20 :
			    235)), 3);
	free(from.px);
	free(to.px);
}
END_TEST

/* ---- exif.c ---------------------------------------------------------------------- */

START_TEST(an_orientation_is_read_or_none_is_believed)
{
	struct file	 f;

	for (int turn = 0; turn < 12; turn++) {
		f = exif_draw(turn);
		ck_assert_int_eq(exif_turn((struct bytes){ f.p, f.len }),
		    turn >= 1 && turn <= 8 ? turn : 1);
		for (size_t n = 0; n < 32; n++)
			ck_assert_int_eq(exif_turn((struct bytes){ f.p, n }),
			    1);
		f.p[4] = 0xff;
		f.p[7] = 0xff;
		ck_assert_int_eq(exif_turn((struct bytes){ f.p, f.len }), 1);
		file_free(&f);
	}
	ck_assert_int_eq(exif_turn((struct bytes){ (const uint8_t *)
	    "MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0", 22 }), 6);
}
END_TEST

/* ---- colours ------------------------------------------------------------------------ */

static struct file
profile_p3(void)
{
	const cmsCIExyY		 white = { 0.3127, 0.3290, 1.0 };
	const cmsCIExyYTRIPLE	 p3 = { { 0.680, 0.320, 1 },
				    { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };
	const cmsFloat64Number	 srgb[5] = { 2.4, 1 / 1.055, 0.055 / 1.055,
				    1 / 12.92, 0.04045 };
	cmsToneCurve		*curve = cmsBuildParametricToneCurve(NULL, 4,
				    srgb);
	cmsToneCurve		*curves[3] = { curve, curve, curve };
	cmsHPROFILE		 h = cmsCreateRGBProfile(&white, &p3, curves);
	cmsUInt32Number		 len = 0;
	struct file		 f;

	ck_assert(cmsSaveProfileToMem(h, NULL, &len));
	f = (struct file){ malloc(len), len };
	ck_assert(cmsSaveProfileToMem(h, f.p, &len));
	cmsCloseProfile(h);
	cmsFreeToneCurve(curve);
	return f;
}

/* Sky of (120, 170, 230) in Display P3 is a stronger blue in sRGB. */
START_TEST(a_phones_wide_colours_come_out_as_they_were_seen)
{
	struct file	 profile = profile_p3();
	struct file	 plain = jpeg_draw(100, 80, (struct jpeg_how){
			    .quality = 98 });
	struct file	 wide = jpeg_draw(100, 80, (struct jpeg_how){
			    .quality = 98, .profile = &profile });
	struct opened	 a, b;
	const uint8_t	*p, *q;

	want_picture(&plain, &a);
	want_picture(&wide, &b);
	p = a.picture.px + 3 * (30 * 100 + 50);
	q = b.picture.px + 3 * (30 * 100 + 50);
	ck_assert_msg(q[0] < p[0] - 8 && abs(q[1] - p[1]) < 6 &&
	    q[2] > p[2], "%d %d %d became %d %d %d", p[0], p[1], p[2], q[0],
	    q[1], q[2]);
	opened_free(&a);
	opened_free(&b);
	file_free(&profile);
}
END_TEST

START_TEST(a_profile_that_is_none_is_passed_over)
{
	struct file	 junk = { NULL, 0 }, f;
	struct opened	 o;

	for (int i = 0; i < 40; i++)
		file_put(&junk, "acsp\xff\0\1", 7);
	f = jpeg_draw(60, 40, (struct jpeg_how){ .profile = &junk });
	want_picture(&f, &o);
	ck_assert_int_eq(o.picture.width, 60);
	opened_free(&o);
	file_free(&junk);
}
END_TEST

START_TEST(the_main_colour_is_that_of_most_of_it)
{
	struct picture	 p;

	ck_assert(picture_new(&p, 40, 40, 4));
	for (int i = 0; i < 1600; i++)
		memcpy(p.px + 4 * i, i < 900 ? "\x10\x20\xc3\xff" :
		    i < 1500 ? "\0\0\0\0" : "\xff\xff\xff\xff", 4);
	ck_assert_uint_eq(picture_color(&p), 0x1020c3);
	memset(p.px, 0, 6400);
	ck_assert_uint_eq(picture_color(&p), 0xffffff);
	free(p.px);
}
END_TEST

/* ---- sizes ---------------------------------------------------------------------------- */

START_TEST(widths_follow_from_the_picture_alone)
{
	static const struct { int64_t width; int n, largest; } t[] = {
		{ 1, 1, 1 }, { 159, 1, 159 }, { 160, 1, 160 },
		{ 161, 2, 161 }, { 640, 3, 640 }, { 1919, 6, 1919 },
		{ 1920, 6, 1920 }, { 1921, 6, 1920 }, { 40000, 6, 1920 },
	};
	int	 list[MEDIA_LEVELS];

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		ck_assert_int_eq(media_widths_of(t[i].width, list), t[i].n);
		ck_assert_int_eq(list[t[i].n - 1], t[i].largest);
	}
}
END_TEST

static bool
count_put(void *arg, const void *p, size_t len)
{
	(void)p;
	*(size_t *)arg += len;
	return true;
}

/* From one pixel on, and as long as wide is allowed. */
START_TEST(odd_shapes_come_through_or_are_refused)
{
	static const struct { int w, h; enum wire_result result; } t[] = {
		{ 1, 1, WIRE_DONE }, { 1, 3000, WIRE_DONE },
		{ 3000, 1, WIRE_DONE }, { 2, 16383, WIRE_DONE },
		{ 2, 16384, WIRE_TOO_LARGE }, { 16, 17, WIRE_DONE },
	};
	struct file	 f;
	struct opened	 o;
	size_t		 bytes;

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		f = png_draw(t[i].w, t[i].h, (struct png_how){ 0 });
		ck_assert_int_eq(opened_read((struct bytes){ f.p, f.len },
		    PIXELS, &o), t[i].result);
		opened_free(&o);
		bytes = 0;
		ck_assert(answer_write((struct bytes){ f.p, f.len }, PIXELS,
		    &(struct sink){ count_put, &bytes }));
		ck_assert_uint_ge(bytes, sizeof(struct wire_answer));
		file_free(&f);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		one_colour_stays_that_colour_in_every_size,
		what_is_finer_than_the_result_is_averaged,
		an_orientation_is_read_or_none_is_believed,
		a_phones_wide_colours_come_out_as_they_were_seen,
		a_profile_that_is_none_is_passed_over,
		the_main_colour_is_that_of_most_of_it,
		widths_follow_from_the_picture_alone,
		odd_shapes_come_through_or_are_refused,
	};
	const struct suite	 suite = { "media_open", NULL, NULL, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
