/* SPDX-License-Identifier: ISC */
#include <string.h>

#include <webp/decode.h>

#include "lib/media/open/open.h"

#define RIFF_HEAD	12
#define CHUNK_HEAD	8
#define PROFILE		((size_t)4 << 20)

static size_t
read32(const uint8_t *p)
{
	return (size_t)p[3] << 24 | (size_t)p[2] << 16 | (size_t)p[1] << 8 |
	    p[0];
}

/* Profile and orientation; what is not there need not be. */
static void
chunks_read(struct bytes b, struct opened *o)
{
	size_t	 at = RIFF_HEAD, len;

	while (at < b.len && b.len - at > CHUNK_HEAD) {
		const uint8_t	*p = b.p + at;

		if ((len = read32(p + 4)) > b.len - at - CHUNK_HEAD)
			return;
		if (memcmp(p, "ICCP", 4) == 0 && len <= PROFILE)
			opened_profile(o, p + CHUNK_HEAD, len);
		else if (memcmp(p, "EXIF", 4) == 0)
			o->turn = exif_turn((struct bytes){ p + CHUNK_HEAD,
			    len });
		at += CHUNK_HEAD + len + (len & 1);
	}
}

static enum wire_result
result_of(VP8StatusCode status)
{
	return status == VP8_STATUS_OK ? WIRE_DONE :
	    status == VP8_STATUS_OUT_OF_MEMORY ? WIRE_TOO_LARGE : WIRE_BROKEN;
}

/* Rows go through the library's own scaler, premultiplied. */
static enum wire_result
pixels_read(struct bytes b, struct opened *o)
{
	const struct picture	*p = &o->picture;
	WebPDecoderConfig	 config;

	if (!WebPInitDecoderConfig(&config))
		return WIRE_BROKEN;
	config.options.use_scaling = 1;
	config.options.scaled_width = p->width;
	config.options.scaled_height = p->height;
	config.output.colorspace = p->channels == 4 ? MODE_rgbA : MODE_RGB;
	config.output.is_external_memory = 1;
	config.output.u.RGBA.rgba = p->px;
	config.output.u.RGBA.stride = p->width * p->channels;
	config.output.u.RGBA.size = (size_t)p->width * (size_t)p->channels *
	    (size_t)p->height;
	return result_of(WebPDecode(b.p, b.len, &config));
}

enum wire_result
webp_open(struct bytes b, struct opened *o)
{
	WebPBitstreamFeatures	 f;
	enum wire_result	 result;

	result = result_of(WebPGetFeatures(b.p, b.len, &f));
	if (result != WIRE_DONE)
		return result;
	if (f.has_animation)
		return WIRE_ANIMATED;
	if (f.width <= 0 || f.height <= 0)
		return WIRE_BROKEN;
	chunks_read(b, o);
	result = opened_room(o, (uint32_t)f.width, (uint32_t)f.height,
	    f.has_alpha ? 4 : 3);
	return result == WIRE_DONE ? pixels_read(b, o) : result;
}
