/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_PICTURE_MORE_H
#define SOUK_TESTS_HTTP_PICTURE_MORE_H

#include <webp/decode.h>
#include <webp/encode.h>
#include <zlib.h>

#include "tests/http/picture.h"

/* ---- PNG, chunk by chunk: so that a wrong one can be made too --------------- */

#define PNG_SIGNATURE	"\x89PNG\r\n\x1a\n"

static inline void
big32(struct file *f, uint32_t n)
{
	file_put(f, (uint8_t[]){ (uint8_t)(n >> 24), (uint8_t)(n >> 16),
	    (uint8_t)(n >> 8), (uint8_t)n }, 4);
}

static inline void
png_chunk(struct file *f, const char *type, const void *p, size_t len)
{
	const size_t	 at = f->len + 4;

	big32(f, (uint32_t)len);
	file_put(f, type, 4);
	if (len > 0)
		file_put(f, p, len);
	big32(f, (uint32_t)crc32(0, f->p + at, (uInt)(len + 4)));
}

struct png_how {
	bool	 alpha, interlaced, phone;
	int	 turn;
	int	 frames;		/* APNG; 0: still */
	uint32_t say_w, say_h;		/* in the head; 0: as it is */
};

static inline void
png_head(struct file *f, uint32_t w, uint32_t h, const struct png_how *how)
{
	struct file	 head = { NULL, 0 };

	big32(&head, how->say_w != 0 ? how->say_w : w);
	big32(&head, how->say_h != 0 ? how->say_h : h);
	file_put(&head, (uint8_t[]){ 8, how->alpha ? 6 : 2, 0, 0,
	    how->interlaced }, 5);
	file_put(f, PNG_SIGNATURE, 8);
	png_chunk(f, "IHDR", head.p, head.len);
	file_free(&head);
}

/* Rows with the filter "none"; Adam7 as its passes say. */
static inline struct file
png_rows(const uint8_t *px, int w, int h, const struct png_how *how)
{
	static const int	 adam[7][4] = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 },
	    { 0, 4, 4, 8 }, { 2, 0, 4, 4 }, { 0, 2, 2, 4 }, { 1, 0, 2, 2 },
	    { 0, 1, 1, 2 } };
	static const int	 all[4] = { 0, 0, 1, 1 };
	struct file		 f = { malloc(((size_t)w * 4 + 2) *
				    (size_t)h * 2), 0 };

	ck_assert_ptr_nonnull(f.p);
	for (int pass = 0; pass < (how->interlaced ? 7 : 1); pass++) {
		const int	*a = how->interlaced ? adam[pass] : all;

		for (int y = a[1]; y < h && a[0] < w; y += a[3]) {
			f.p[f.len++] = 0;
			for (int x = a[0]; x < w; x += a[2]) {
				memcpy(f.p + f.len, px + 3 * ((size_t)y *
				    (size_t)w + (size_t)x), 3);
				f.len += 3;
				if (how->alpha)
					f.p[f.len++] = x < w / 2 ? 255 : 0;
			}
		}
	}
	return f;
}

static inline void
png_data(struct file *f, const struct file *rows)
{
	uLongf	 len = compressBound(rows->len);
	uint8_t	*packed = malloc(len);

	ck_assert_int_eq(compress2(packed, &len, rows->p, rows->len, 1), Z_OK);
	png_chunk(f, "IDAT", packed, len);
	free(packed);
}

static inline void
png_frames(struct file *f, int frames)
{
	const uint8_t	 control[8] = { 0, 0, (uint8_t)(frames >> 8),
			    (uint8_t)frames };
	const uint8_t	 frame[26] = { 0 };

	png_chunk(f, "acTL", control, sizeof(control));
	for (int i = 0; i < frames; i++)
		png_chunk(f, "fcTL", frame, sizeof(frame));
}

static inline struct file
png_draw(int w, int h, struct png_how how)
{
	struct file	 f = { NULL, 0 }, rows, exif;
	const int	 turn = how.turn == 0 ? 1 : how.turn;
	const int	 fw = turn > 4 ? h : w, fh = turn > 4 ? w : h;
	uint8_t		*px = pixels_draw(w, h, turn);

	rows = png_rows(px, fw, fh, &how);
	png_head(&f, (uint32_t)fw, (uint32_t)fh, &how);
	if (how.frames > 0)
		png_frames(&f, how.frames);
	if (how.phone || turn > 1) {
		exif = exif_draw(turn);
		png_chunk(&f, "eXIf", exif.p, exif.len);
		png_chunk(&f, "tEXt", "Author\0" PERSON, 7 + strlen(PERSON));
		file_free(&exif);
	}
	png_data(&f, &rows);
	png_chunk(&f, "IEND", NULL, 0);
	file_free(&rows);
	free(px);
	return f;
}

/* ---- WebP ---------------------------------------------------------------------- */

static inline void
riff_chunk(struct file *f, const char *type, const void *p, size_t len)
{
	file_put(f, type, 4);
	tiff32(f, (unsigned)len);
	file_put(f, p, len);
	if (len & 1)
		file_put(f, "", 1);
}

static inline void
riff_close(struct file *f)
{
	const size_t	 len = f->len - 8;

	for (int i = 0; i < 4; i++)
		f->p[4 + i] = (uint8_t)(len >> (8 * i));
}

struct webp_how { bool lossless, animated, alpha; int turn; };

#define VP8X_ICC	0x20
#define VP8X_ALPHA	0x10
#define VP8X_EXIF	0x08
#define VP8X_XMP	0x04
#define VP8X_ANIMATION	0x02

static inline size_t
webp_encode(const uint8_t *px, int w, int h, const struct webp_how *how,
    uint8_t **out)
{
	const size_t		 n = (size_t)w * (size_t)h;
	WebPMemoryWriter	 writer;
	WebPConfig		 config;
	WebPPicture		 picture;
	uint8_t			*rgba = malloc(n * 4);

	ck_assert(WebPPictureInit(&picture) && WebPConfigInit(&config));
	config.method = 0;
	config.quality = how->lossless ? 0 : 90;
	config.lossless = how->lossless || how->alpha;
	for (size_t i = 0; i < n; i++) {
		memcpy(rgba + 4 * i, px + 3 * i, 3);
		rgba[4 * i + 3] = !how->alpha || i % (size_t)w <
		    (size_t)w / 2 ? 255 : 0;
	}
	picture.use_argb = config.lossless;
	picture.width = w;
	picture.height = h;
	picture.writer = WebPMemoryWrite;
	picture.custom_ptr = &writer;
	WebPMemoryWriterInit(&writer);
	ck_assert(WebPPictureImportRGBA(&picture, rgba, 4 * w) &&
	    WebPEncode(&config, &picture));
	WebPPictureFree(&picture);
	free(rgba);
	*out = writer.mem;
	return writer.size;
}

/* In a container with a camera and a name, as editors write it. */
static inline struct file
webp_draw(int w, int h, struct webp_how how)
{
	const int	 turn = how.turn == 0 ? 1 : how.turn;
	const int	 fw = turn > 4 ? h : w, fh = turn > 4 ? w : h;
	uint8_t		*px = pixels_draw(w, h, turn), *plain;
	size_t		 len = webp_encode(px, fw, fh, &how, &plain);
	struct file	 f = { NULL, 0 }, exif = exif_draw(turn);
	const uint8_t	 flags = VP8X_EXIF | VP8X_XMP |
			    (how.alpha ? VP8X_ALPHA : 0) |
			    (how.animated ? VP8X_ANIMATION : 0);

	file_put(&f, "RIFF\0\0\0\0WEBP", 12);
	riff_chunk(&f, "VP8X", (uint8_t[]){ flags, 0, 0, 0,
	    (uint8_t)(fw - 1), (uint8_t)((fw - 1) >> 8), 0,
	    (uint8_t)(fh - 1), (uint8_t)((fh - 1) >> 8), 0 }, 10);
	if (how.animated)
		riff_chunk(&f, "ANIM", "\0\0\0\0\0\0", 6);
	file_put(&f, plain + 12, len - 12);
	riff_chunk(&f, "EXIF", exif.p, exif.len);
	riff_chunk(&f, "XMP ", PERSON, strlen(PERSON));
	riff_close(&f);
	file_free(&exif);
	WebPFree(plain);
	free(px);
	return f;
}

/* ---- what came back ---------------------------------------------------------------- */

struct seen { int w, h; uint8_t *px; };		/* RGBA; free() px */

static inline struct seen
webp_see(const void *p, size_t len)
{
	struct seen	 s;
	uint8_t		*px = WebPDecodeRGBA(p, len, &s.w, &s.h);

	ck_assert_ptr_nonnull(px);
	s.px = malloc((size_t)s.w * (size_t)s.h * 4);
	memcpy(s.px, px, (size_t)s.w * (size_t)s.h * 4);
	WebPFree(px);
	return s;
}

static inline struct seen
jpeg_see(const void *p, size_t len)
{
	struct jpeg_decompress_struct	 d;
	struct jpeg_error_mgr		 error;
	struct seen			 s;
	uint8_t				*row;

	d.err = jpeg_std_error(&error);
	jpeg_create_decompress(&d);
	jpeg_mem_src(&d, p, len);
	jpeg_read_header(&d, TRUE);
	ck_assert_int_eq(d.num_components, 3);
	d.out_color_space = JCS_EXT_RGBA;
	jpeg_start_decompress(&d);
	s = (struct seen){ (int)d.output_width, (int)d.output_height,
	    malloc((size_t)d.output_width * d.output_height * 4) };
	while (d.output_scanline < d.output_height) {
		row = s.px + (size_t)d.output_scanline * d.output_width * 4;
		jpeg_read_scanlines(&d, &row, 1);
	}
	jpeg_finish_decompress(&d);
	jpeg_destroy_decompress(&d);
	return s;
}

static inline const uint8_t *
seen_at(const struct seen *s, double x, double y)
{
	return s->px + 4 * ((size_t)(y * s->h) * (size_t)s->w +
	    (size_t)(x * s->w));
}

static inline bool
is_near(const uint8_t *p, int r, int g, int b, int most)
{
	return abs(p[0] - r) <= most && abs(p[1] - g) <= most &&
	    abs(p[2] - b) <= most;
}

/* Red at the top left, green at the top right, land below. */
static inline void
want_upright(const struct seen *s, const char *what)
{
	const bool	 ok = is_near(seen_at(s, 0.1, 0.1), 230, 20, 20, 24) &&
			    is_near(seen_at(s, 0.9, 0.1), 20, 200, 20, 24) &&
			    is_near(seen_at(s, 0.1, 0.95), 88, 138, 68, 24) &&
			    is_near(seen_at(s, 0.9, 0.95), 88, 138, 68, 24);

	ck_assert_msg(ok, "%s is not upright", what);
}

#endif
