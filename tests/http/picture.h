/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PICTURE_H
#define SOUK_TESTS_HTTP_PICTURE_H

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

/*
 * Pictures for tests, drawn here: hills under a sky with some noise, red at
 * the top left and green at the top right, so that one sees which way up they
 * are.  A phone's has a position, a camera and a name inside.
 */
struct file { unsigned char *p; size_t len; };	/* free() p */

#define CAMERA		"Kamera-4711"		/* in EXIF */
#define PERSON		"Lina-im-XMP"		/* in XMP and a comment */

static inline void
file_free(struct file *f)
{
	free(f->p);
	*f = (struct file){ NULL, 0 };
}

static inline void
file_put(struct file *f, const void *p, size_t len)
{
	f->p = realloc(f->p, f->len + len + 1);
	ck_assert_ptr_nonnull(f->p);
	memcpy(f->p + f->len, p, len);
	f->len += len;
}

static inline bool
file_has(const void *p, size_t len, const char *text)
{
	return memmem(p, len, text, strlen(text)) != NULL;
}

/* ---- pixels ---------------------------------------------------------------- */

/* A fifth of each side at the top is red (left) and green (right). */
static inline void
pixel_draw(int x, int y, int w, int h, uint8_t *p)
{
	const double	 hill = 0.6 + 0.1 * sin(9.0 * x / w);
	const int	 noise = (int)((unsigned)(x * 7919 + y * 104729) %
			    13U) - 6;
	const bool	 top = y < h / 5;
	const int	 sky[3] = { 120, 170, 230 }, land[3] = { 70, 120, 50 };
	int		 c[3];

	for (int i = 0; i < 3; i++)
		c[i] = (y < hill * h ? sky[i] : land[i]) + noise +
		    40 * y / h - 20;
	if (top && x < w / 5) {
		c[0] = 230; c[1] = 20; c[2] = 20;
	} else if (top && x >= w - w / 5) {
		c[0] = 20; c[1] = 200; c[2] = 20;
	}
	for (int i = 0; i < 3; i++)
		p[i] = (uint8_t)(c[i] < 0 ? 0 : c[i] > 255 ? 255 : c[i]);
}

/* Where the pixel that is seen at (x, y) lies in a file of that turn. */
static inline void
pixel_at(int turn, int x, int y, int w, int h, int *fx, int *fy)
{
	const int	 u = turn > 4 ? y : x, v = turn > 4 ? x : y;
	const int	 fw = turn > 4 ? h : w, fh = turn > 4 ? w : h;

	*fx = turn == 2 || turn == 3 || turn == 7 || turn == 8 ? fw - 1 - u :
	    u;
	*fy = turn == 3 || turn == 4 || turn == 6 || turn == 7 ? fh - 1 - v :
	    v;
}

/* w by h as it is to be seen, lying as EXIF's turn says; RGB. */
static inline uint8_t *
pixels_draw(int w, int h, int turn)
{
	const int	 fw = turn > 4 ? h : w;
	uint8_t		*px = malloc((size_t)w * (size_t)h * 3);
	int		 fx, fy;

	ck_assert_ptr_nonnull(px);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			pixel_at(turn, x, y, w, h, &fx, &fy);
			pixel_draw(x, y, w, h, px + 3 * ((size_t)fy *
			    (size_t)fw + (size_t)fx));
		}
	return px;
}

/* ---- what stands beside them ---------------------------------------------------- */

static inline void
tiff16(struct file *f, unsigned n)
{
	file_put(f, (uint8_t[]){ (uint8_t)n, (uint8_t)(n >> 8) }, 2);
}

static inline void
tiff32(struct file *f, unsigned n)
{
	tiff16(f, n & 0xffff);
	tiff16(f, n >> 16);
}

static inline void
tiff_entry(struct file *f, unsigned tag, unsigned type, unsigned count,
    unsigned value)
{
	tiff16(f, tag);
	tiff16(f, type);
	tiff32(f, count);
	tiff32(f, value);
}

/* A TIFF block: orientation, camera, and a position (48° 51' N). */
static inline struct file
exif_draw(int turn)
{
	struct file	 f = { NULL, 0 };

	file_put(&f, "II*\0", 4);
	tiff32(&f, 8);
	tiff16(&f, 3);
	tiff_entry(&f, 0x010f, 2, sizeof(CAMERA), 50);
	tiff_entry(&f, 0x0112, 3, 1, (unsigned)turn);
	tiff_entry(&f, 0x8825, 4, 1, 62);
	tiff32(&f, 0);
	file_put(&f, CAMERA, sizeof(CAMERA));
	tiff16(&f, 2);
	tiff_entry(&f, 1, 2, 2, 'N');
	tiff_entry(&f, 2, 5, 3, 92);
	tiff32(&f, 0);
	for (int i = 0; i < 3; i++) {
		tiff32(&f, i == 0 ? 48 : i == 1 ? 51 : 0);
		tiff32(&f, 1);
	}
	return f;
}

struct jpeg_how {
	int	 turn;			/* 0: 1 */
	bool	 phone;			/* EXIF, XMP, a comment */
	bool	 progressive, gray, cmyk;
	const struct file *profile;	/* ICC */
	int	 quality;		/* 0: 90 */
};

static inline void
jpeg_beside(struct jpeg_compress_struct *c, const struct jpeg_how *how)
{
	static const char	 xmp[] = "http://ns.adobe.com/xap/1.0/\0"
	    "<x:xmpmeta><dc:creator>" PERSON "</dc:creator></x:xmpmeta>";
	struct file		 exif = exif_draw(how->turn), app = { NULL, 0 };

	file_put(&app, "Exif\0\0", 6);
	file_put(&app, exif.p, exif.len);
	jpeg_write_marker(c, JPEG_APP0 + 1, app.p, (unsigned)app.len);
	jpeg_write_marker(c, JPEG_APP0 + 1, (const JOCTET *)xmp, sizeof(xmp));
	jpeg_write_marker(c, JPEG_COM, (const JOCTET *)PERSON,
	    sizeof(PERSON));
	file_free(&exif);
	file_free(&app);
}

static inline void
jpeg_shape(struct jpeg_compress_struct *c, int w, int h,
    const struct jpeg_how *how)
{
	c->image_width = (JDIMENSION)(how->turn > 4 ? h : w);
	c->image_height = (JDIMENSION)(how->turn > 4 ? w : h);
	c->input_components = how->cmyk ? 4 : 3;
	c->in_color_space = how->cmyk ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(c);
	if (how->gray)
		jpeg_set_colorspace(c, JCS_GRAYSCALE);
	jpeg_set_quality(c, how->quality == 0 ? 90 : how->quality, TRUE);
	if (how->progressive)
		jpeg_simple_progression(c);
}

/* As Adobe does: what light is left of each ink. */
static inline void
row_to_cmyk(const uint8_t *rgb, uint8_t *to, size_t n)
{
	for (; n > 0; n--, rgb += 3, to += 4) {
		memcpy(to, rgb, 3);
		to[3] = 255;
	}
}

static inline struct file
jpeg_draw(int w, int h, struct jpeg_how how)
{
	struct jpeg_compress_struct	 c;
	struct jpeg_error_mgr		 error;
	unsigned long			 len = 0;
	struct file			 f = { NULL, 0 };
	uint8_t				*px, *row;

	if (how.turn == 0)
		how.turn = 1;
	px = pixels_draw(w, h, how.turn);
	row = malloc((size_t)(w + h) * 4);
	c.err = jpeg_std_error(&error);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &f.p, &len);
	jpeg_shape(&c, w, h, &how);
	jpeg_start_compress(&c, TRUE);
	if (how.phone || how.turn > 1)
		jpeg_beside(&c, &how);
	if (how.profile != NULL)
		jpeg_write_icc_profile(&c, how.profile->p,
		    (unsigned)how.profile->len);
	for (size_t y = 0; y < c.image_height; y++) {
		const uint8_t	*from = px + y * c.image_width * 3;

		if (how.cmyk)
			row_to_cmyk(from, row, c.image_width);
		else
			memcpy(row, from, (size_t)c.image_width * 3);
		jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	free(px);
	free(row);
	f.len = len;
	return f;
}

#endif
