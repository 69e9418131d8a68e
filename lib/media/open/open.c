/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/media/media.h"
#include "lib/media/open/open.h"

static enum wire_result
format_open(struct bytes b, struct opened *o)
{
	if (b.len > 3 && memcmp(b.p, "\xff\xd8\xff", 3) == 0) {
		o->format = WIRE_JPEG;
		return jpeg_open(b, o);
	}
	if (b.len > 8 && memcmp(b.p, "\x89PNG\r\n\x1a\n", 8) == 0) {
		o->format = WIRE_PNG;
		return png_open(b, o);
	}
	if (b.len > 12 && memcmp(b.p, "RIFF", 4) == 0 &&
	    memcmp(b.p + 8, "WEBP", 4) == 0) {
		o->format = WIRE_WEBP;
		return webp_open(b, o);
	}
	return WIRE_UNKNOWN_KIND;
}

enum wire_result
opened_read(struct bytes b, uint32_t pixels, struct opened *o)
{
	enum wire_result	 result;

	*o = (struct opened){ .turn = 1, .pixels = pixels };
	if ((result = format_open(b, o)) != WIRE_DONE)
		return result;
	opened_to_srgb(o);
	return picture_turn(&o->picture, o->turn) ? WIRE_DONE :
	    WIRE_TOO_LARGE;
}

void
opened_free(struct opened *o)
{
	free(o->picture.px);
	free(o->profile);
	o->picture.px = o->profile = NULL;
}

static uint32_t
widest(void)
{
	int	 i = 0;

	while (media_widths[i + 1] != 0)
		i++;
	return (uint32_t)media_widths[i];
}

enum wire_result
opened_room(struct opened *o, uint32_t width, uint32_t height, int channels)
{
	uint64_t	 w, h;

	if (width == 0 || height == 0)
		return WIRE_BROKEN;
	if ((uint64_t)width * height > o->pixels)
		return WIRE_TOO_LARGE;
	o->width = o->turn > 4 ? height : width;
	o->height = o->turn > 4 ? width : height;
	w = o->width < widest() ? o->width : widest();
	h = (o->height * w + o->width / 2) / o->width;
	if (h == 0)
		h = 1;
	if (h > OPEN_SIDE || w * h > OPEN_AREA)
		return WIRE_TOO_LARGE;
	return picture_new(&o->picture, (int)(o->turn > 4 ? h : w),
	    (int)(o->turn > 4 ? w : h), channels) ? WIRE_DONE :
	    WIRE_TOO_LARGE;
}

/* Without one the colours are only a little off. */
void
opened_profile(struct opened *o, const uint8_t *p, size_t len)
{
	if (len == 0 || o->profile != NULL ||
	    (o->profile = malloc(len)) == NULL)
		return;
	memcpy(o->profile, p, len);
	o->profile_len = len;
}
