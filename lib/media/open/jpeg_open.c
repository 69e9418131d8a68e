/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "lib/media/open/open.h"

#define SCANS		64	/* of a progressive one */
#define COEFFICIENTS	((size_t)144 << 20)	/* bytes of such a one */
#define PROFILE		((size_t)4 << 20)
#define ICC_HEAD	14	/* "ICC_PROFILE", NUL, number, of how many */

struct jpeg {
	struct jpeg_decompress_struct	 d;
	struct jpeg_error_mgr		 error;
	struct jpeg_progress_mgr	 progress;
	jmp_buf				 out;
	enum wire_result		 result;
	struct bytes			 bytes;
	struct opened			*opened;
	struct scaler			*scaler;
	uint8_t				*row;
};

static void __attribute__((noreturn))
give_up(j_common_ptr d, enum wire_result result)
{
	struct jpeg	*j = d->client_data;

	j->result = result;
	longjmp(j->out, 1);
}

static void
on_error(j_common_ptr d)
{
	const int	 code = d->err->msg_code;

	give_up(d, code == JERR_OUT_OF_MEMORY || code == JERR_IMAGE_TOO_BIG ||
	    code == JERR_NO_BACKING_STORE ? WIRE_TOO_LARGE : WIRE_BROKEN);
}

/* The library goes on where bytes are missing and makes up the rest. */
static void
on_warning(j_common_ptr d, int level)
{
	if (level < 0 && (d->err->msg_code == JWRN_JPEG_EOF ||
	    d->err->msg_code == JWRN_HIT_MARKER))
		give_up(d, WIRE_BROKEN);
}

static void
on_message(j_common_ptr d)
{
	(void)d;
}

static void
on_progress(j_common_ptr d)
{
	if (((j_decompress_ptr)d)->input_scan_number > SCANS)
		give_up(d, WIRE_BROKEN);
}

/* ---- what stands beside the picture --------------------------------------------- */

/* Pieces are numbered from 1, and stand in that order in what anybody makes. */
static void
profile_read(struct jpeg *j)
{
	uint8_t	*whole = NULL, *more;
	size_t	 len = 0;

	for (jpeg_saved_marker_ptr m = j->d.marker_list; m != NULL;
	    m = m->next) {
		if (m->marker != JPEG_APP0 + 2 || m->data_length <= ICC_HEAD ||
		    memcmp(m->data, "ICC_PROFILE", 12) != 0)
			continue;
		if (len + m->data_length > PROFILE || (more = realloc(whole,
		    len + m->data_length)) == NULL)
			break;
		whole = more;
		memcpy(whole + len, m->data + ICC_HEAD,
		    m->data_length - ICC_HEAD);
		len += m->data_length - ICC_HEAD;
	}
	if (whole != NULL)
		opened_profile(j->opened, whole, len);
	free(whole);
}

static void
exif_read(struct jpeg *j)
{
	for (jpeg_saved_marker_ptr m = j->d.marker_list; m != NULL;
	    m = m->next)
		if (m->marker == JPEG_APP0 + 1 && m->data_length > 6 &&
		    memcmp(m->data, "Exif\0\0", 6) == 0) {
			j->opened->turn = exif_turn((struct bytes){ m->data,
			    m->data_length });
			return;
		}
}

/* ---- the picture ------------------------------------------------------------------- */

/* One that comes in layers is kept whole until the last of them. */
static void
layers_check(struct jpeg *j)
{
	size_t	 bytes = 0;

	if (!jpeg_has_multiple_scans(&j->d))
		return;
	for (int i = 0; i < j->d.num_components; i++)
		bytes += (size_t)j->d.comp_info[i].width_in_blocks *
		    j->d.comp_info[i].height_in_blocks * sizeof(JBLOCK);
	if (bytes > COEFFICIENTS)
		give_up((j_common_ptr)&j->d, WIRE_TOO_LARGE);
}

/* As small as the library makes it by itself, but no smaller than wanted. */
static void
scale_choose(struct jpeg *j)
{
	const unsigned	 width = (unsigned)j->opened->picture.width;
	const unsigned	 height = (unsigned)j->opened->picture.height;

	j->d.scale_denom = 8;
	for (j->d.scale_num = 1; j->d.scale_num < 8; j->d.scale_num++) {
		jpeg_calc_output_dimensions(&j->d);
		if (j->d.output_width >= width && j->d.output_height >= height)
			return;
	}
}

static void
head_read(struct jpeg *j)
{
	const bool		 cmyk = j->d.jpeg_color_space == JCS_CMYK ||
				    j->d.jpeg_color_space == JCS_YCCK;
	enum wire_result	 result;

	exif_read(j);
	profile_read(j);
	j->d.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
	j->opened->inks = cmyk ? INKS_CMYK : INKS_RGB;
	result = opened_room(j->opened, j->d.image_width, j->d.image_height,
	    cmyk ? 4 : 3);
	if (result != WIRE_DONE)
		give_up((j_common_ptr)&j->d, result);
	layers_check(j);
	scale_choose(j);
}

/* Adobe writes how much light is left, others how much ink there is. */
static void
inks_turn(struct jpeg *j)
{
	const size_t	 n = (size_t)j->d.output_width * 4;

	if (j->opened->inks == INKS_CMYK && !j->d.saw_Adobe_marker)
		for (size_t i = 0; i < n; i++)
			j->row[i] = (uint8_t)~j->row[i];
}

static void
rows_read(struct jpeg *j)
{
	jpeg_start_decompress(&j->d);
	j->row = malloc((size_t)j->d.output_width *
	    (size_t)j->d.output_components);
	j->scaler = scaler_new((int)j->d.output_width,
	    (int)j->d.output_height, &j->opened->picture);
	if (j->row == NULL || j->scaler == NULL)
		give_up((j_common_ptr)&j->d, WIRE_TOO_LARGE);
	while (j->d.output_scanline < j->d.output_height) {
		jpeg_read_scanlines(&j->d, &j->row, 1);
		inks_turn(j);
		scaler_row(j->scaler, j->row);
	}
	jpeg_finish_decompress(&j->d);
}

static enum wire_result
guarded(struct jpeg *j)
{
	if (setjmp(j->out) != 0)
		return j->result;
	jpeg_create_decompress(&j->d);
	j->d.client_data = j;
	j->d.progress = &j->progress;
	jpeg_mem_src(&j->d, j->bytes.p, j->bytes.len);
	jpeg_save_markers(&j->d, JPEG_APP0 + 1, 0xffff);
	jpeg_save_markers(&j->d, JPEG_APP0 + 2, 0xffff);
	jpeg_read_header(&j->d, TRUE);
	head_read(j);
	rows_read(j);
	return WIRE_DONE;
}

enum wire_result
jpeg_open(struct bytes b, struct opened *o)
{
	struct jpeg		*j = calloc(1, sizeof(*j));
	enum wire_result	 result;

	if (j == NULL)
		return WIRE_TOO_LARGE;
	j->bytes = b;
	j->opened = o;
	j->d.err = jpeg_std_error(&j->error);
	j->d.client_data = j;
	j->error.error_exit = on_error;
	j->error.emit_message = on_warning;
	j->error.output_message = on_message;
	j->progress.progress_monitor = on_progress;
	result = guarded(j);
	jpeg_destroy_decompress(&j->d);
	scaler_free(j->scaler);
	free(j->row);
	free(j);
	return result;
}
