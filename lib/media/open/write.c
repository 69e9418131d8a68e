/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <webp/encode.h>

#include "lib/media/open/open.h"

/* ---- JPEG -------------------------------------------------------------------- */

struct jpeg_out {
	struct jpeg_compress_struct	 c;
	struct jpeg_error_mgr		 error;
	jmp_buf				 out;
	unsigned char			*p;
	unsigned long			 len;
	uint8_t				*row;
};

static void
on_error(j_common_ptr c)
{
	struct jpeg_out	*j = c->client_data;

	longjmp(j->out, 1);
}

/* There is nothing behind a JPEG: white shines through. */
static void
row_fill(const struct picture *p, int y, uint8_t *to)
{
	const uint8_t	*from = p->px + (size_t)y * (size_t)p->width *
			    (size_t)p->channels;

	for (int x = 0; x < p->width; x++, from += p->channels, to += 3)
		for (int k = 0; k < 3; k++)
			to[k] = p->channels == 3 ? from[k] :
			    (uint8_t)(from[k] + 255 - from[3] > 255 ? 255 :
			    from[k] + 255 - from[3]);
}

static bool
jpeg_guarded(struct jpeg_out *j, const struct picture *p, int quality)
{
	if (setjmp(j->out) != 0)
		return false;
	jpeg_create_compress(&j->c);
	j->c.client_data = j;
	jpeg_mem_dest(&j->c, &j->p, &j->len);
	j->c.image_width = (JDIMENSION)p->width;
	j->c.image_height = (JDIMENSION)p->height;
	j->c.input_components = 3;
	j->c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&j->c);
	jpeg_set_quality(&j->c, quality, TRUE);
	jpeg_simple_progression(&j->c);
	j->c.optimize_coding = TRUE;
	jpeg_start_compress(&j->c, TRUE);
	for (int y = 0; y < p->height; y++) {
		row_fill(p, y, j->row);
		jpeg_write_scanlines(&j->c, &j->row, 1);
	}
	jpeg_finish_compress(&j->c);
	return true;
}

struct sheet
jpeg_write(const struct picture *p, int quality)
{
	struct jpeg_out	*j = calloc(1, sizeof(*j));
	struct sheet	 sheet = { NULL, 0 };

	if (j == NULL)
		return sheet;
	j->c.err = jpeg_std_error(&j->error);
	j->c.client_data = j;
	j->error.error_exit = on_error;
	j->row = malloc((size_t)p->width * 3);
	if (j->row != NULL && jpeg_guarded(j, p, quality))
		sheet = (struct sheet){ j->p, j->len };
	else
		free(j->p);
	jpeg_destroy_compress(&j->c);
	free(j->row);
	free(j);
	return sheet;
}

/* ---- WebP -------------------------------------------------------------------- */

static bool
pixels_import(WebPPicture *w, const struct picture *p)
{
	const size_t	 n = (size_t)p->width * (size_t)p->height;
	uint8_t		*plain;
	int		 done;

	if (p->channels == 3)
		return WebPPictureImportRGB(w, p->px, p->width * 3);
	if ((plain = malloc(n * 4)) == NULL)
		return false;
	__builtin_memcpy(plain, p->px, n * 4);
	picture_divide(plain, n);
	done = WebPPictureImportRGBA(w, plain, p->width * 4);
	free(plain);
	return done;
}

struct sheet
webp_write(const struct picture *p, int quality)
{
	WebPMemoryWriter	 writer;
	WebPConfig		 config;
	WebPPicture		 w;
	struct sheet		 sheet = { NULL, 0 };

	if (!WebPConfigPreset(&config, WEBP_PRESET_PHOTO, (float)quality) ||
	    !WebPPictureInit(&w))
		return sheet;
	WebPMemoryWriterInit(&writer);
	w.width = p->width;
	w.height = p->height;
	w.writer = WebPMemoryWrite;
	w.custom_ptr = &writer;
	if (pixels_import(&w, p) && WebPEncode(&config, &w))
		sheet = (struct sheet){ writer.mem, writer.size };
	else
		WebPMemoryWriterClear(&writer);
	WebPPictureFree(&w);
	return sheet;
}
