/* SPDX-License-Identifier: ISC */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "lib/media/open/open.h"

#define CHUNK_HEAD	8
#define CHUNK_ENDS	12	/* length, name and checksum */
#define SIGNATURE	8
#define IHDR_END	(SIGNATURE + CHUNK_ENDS + 13)
#define INTERLACED	(16 << 20)	/* pixels: it is kept whole */
#define CHUNK_MEMORY	(4 << 20)

struct png {
	png_structp		 png;
	png_infop		 info;
	jmp_buf			 out;
	enum wire_result	 result;
	struct bytes		 left;
	struct opened		*opened;
	struct scaler		*scaler;
	uint8_t			*rows;
	uint32_t		 width, height;
	int			 channels;
	bool			 interlaced;
};

static uint32_t
read32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

/* ---- before anything is unpacked -------------------------------------------------- */

/*
 * From chunk to chunk: an animation says so before its first frame, and what
 * the right way up is may stand anywhere.
 */
static enum wire_result
chunks_read(struct bytes b, struct opened *o)
{
	size_t		 at = SIGNATURE;
	uint32_t	 len;

	while (b.len - at >= CHUNK_ENDS) {
		const uint8_t	*p = b.p + at;

		if ((len = read32(p)) > b.len - at - CHUNK_ENDS)
			return WIRE_BROKEN;
		if (memcmp(p + 4, "acTL", 4) == 0)
			return WIRE_ANIMATED;
		if (memcmp(p + 4, "eXIf", 4) == 0)
			o->turn = exif_turn((struct bytes){ p + CHUNK_HEAD,
			    len });
		if (memcmp(p + 4, "IEND", 4) == 0)
			return WIRE_DONE;
		at += CHUNK_ENDS + len;
	}
	return WIRE_BROKEN;
}

/* The size comes first of all, so a bomb costs nothing. */
static enum wire_result
head_check(struct png *g)
{
	const uint8_t	*p = g->left.p;

	if (g->left.len < IHDR_END || memcmp(p + 12, "IHDR", 4) != 0)
		return WIRE_BROKEN;
	g->width = read32(p + 16);
	g->height = read32(p + 20);
	g->interlaced = p[28] != 0;
	if (g->width == 0 || g->height == 0)
		return WIRE_BROKEN;
	if ((uint64_t)g->width * g->height > g->opened->pixels ||
	    (g->interlaced && (uint64_t)g->width * g->height > INTERLACED))
		return WIRE_TOO_LARGE;
	return chunks_read(g->left, g->opened);
}

/* ---- libpng --------------------------------------------------------------------------- */

static void __attribute__((noreturn))
give_up(struct png *g, enum wire_result result)
{
	g->result = result;
	longjmp(g->out, 1);
}

static void __attribute__((noreturn))
on_error(png_structp png, png_const_charp text)
{
	(void)text;
	give_up(png_get_error_ptr(png), WIRE_BROKEN);
}

static void
on_warning(png_structp png, png_const_charp text)
{
	(void)png;
	(void)text;
}

static void
on_read(png_structp png, png_bytep to, size_t len)
{
	struct png	*g = png_get_io_ptr(png);

	if (len > g->left.len)
		give_up(g, WIRE_BROKEN);
	memcpy(to, g->left.p, len);
	g->left.p += len;
	g->left.len -= len;
}

static void
profile_read(struct png *g)
{
	png_charp	 name;
	png_bytep	 p;
	png_uint_32	 len;
	int		 method;

	if (png_get_iCCP(g->png, g->info, &name, &method, &p, &len) ==
	    PNG_INFO_iCCP)
		opened_profile(g->opened, p, len);
}

/* Texts are not even unpacked. */
static void
reader_set(struct png *g)
{
	static const png_byte	 skipped[] = "tEXt\0zTXt\0iTXt\0sPLT";

	png_set_read_fn(g->png, g, on_read);
	png_set_chunk_malloc_max(g->png, CHUNK_MEMORY);
	png_set_user_limits(g->png, g->width, g->height);
	png_set_keep_unknown_chunks(g->png, PNG_HANDLE_CHUNK_NEVER, skipped,
	    4);
	png_read_info(g->png, g->info);
	profile_read(g);
	png_set_expand(g->png);
	png_set_scale_16(g->png);
	png_set_gray_to_rgb(g->png);
	if (g->interlaced)
		png_set_interlace_handling(g->png);
	png_read_update_info(g->png, g->info);
	g->channels = png_get_channels(g->png, g->info);
	if ((g->channels != 3 && g->channels != 4) ||
	    png_get_rowbytes(g->png, g->info) !=
	    (size_t)g->width * (size_t)g->channels)
		give_up(g, WIRE_BROKEN);
}

static void
row_pass(struct png *g, uint8_t *row)
{
	if (g->channels == 4)
		picture_multiply(row, g->width);
	scaler_row(g->scaler, row);
}

/* One that is interlaced is whole only at the end of its last pass. */
static void
rows_read(struct png *g)
{
	const size_t	 stride = (size_t)g->width * (size_t)g->channels;
	const int	 passes = g->interlaced ? 7 : 1;

	g->rows = malloc(stride * (g->interlaced ? g->height : 1));
	g->scaler = scaler_new((int)g->width, (int)g->height,
	    &g->opened->picture);
	if (g->rows == NULL || g->scaler == NULL)
		give_up(g, WIRE_TOO_LARGE);
	for (int pass = 0; pass < passes; pass++)
		for (uint32_t y = 0; y < g->height; y++) {
			uint8_t	*row = g->rows + (g->interlaced ? y * stride :
				    0);

			png_read_row(g->png, row, NULL);
			if (pass == passes - 1)
				row_pass(g, row);
		}
	png_read_end(g->png, NULL);
}

static enum wire_result
guarded(struct png *g)
{
	enum wire_result	 result;

	if (setjmp(g->out) != 0)
		return g->result;
	g->info = png_create_info_struct(g->png);
	if (g->info == NULL)
		return WIRE_TOO_LARGE;
	reader_set(g);
	if ((result = opened_room(g->opened, g->width, g->height,
	    g->channels)) != WIRE_DONE)
		return result;
	rows_read(g);
	return WIRE_DONE;
}

enum wire_result
png_open(struct bytes b, struct opened *o)
{
	struct png		*g = calloc(1, sizeof(*g));
	enum wire_result	 result;

	if (g == NULL)
		return WIRE_TOO_LARGE;
	g->left = b;
	g->opened = o;
	if ((result = head_check(g)) == WIRE_DONE) {
		g->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, g,
		    on_error, on_warning);
		result = g->png == NULL ? WIRE_TOO_LARGE : guarded(g);
	}
	png_destroy_read_struct(&g->png, &g->info, NULL);
	scaler_free(g->scaler);
	free(g->rows);
	free(g);
	return result;
}
