/* SPDX-License-Identifier: ISC */
#include <lcms2.h>
#include <stdlib.h>

#include "lib/media/open/open.h"

#define BINS	4096	/* four bits a colour */

void
picture_multiply(uint8_t *p, size_t pixels)
{
	for (; pixels > 0; pixels--, p += 4)
		for (int c = 0; c < 3; c++)
			p[c] = (uint8_t)((p[c] * p[3] + 127) / 255);
}

void
picture_divide(uint8_t *p, size_t pixels)
{
	for (; pixels > 0; pixels--, p += 4)
		for (int c = 0; c < 3 && p[3] < 255; c++)
			p[c] = p[3] == 0 ? 0 : p[c] >= p[3] ? 255 :
			    (uint8_t)((p[c] * 255 + p[3] / 2) / p[3]);
}

static size_t
pixels_of(const struct picture *p)
{
	return (size_t)p->width * (size_t)p->height;
}

/* ---- profiles ---------------------------------------------------------------- */

/* NULL: there is none that fits, so the values are taken for sRGB. */
static cmsHTRANSFORM
transform_new(const struct opened *o)
{
	const bool		 cmyk = o->inks == INKS_CMYK;
	const cmsUInt32Number	 in = cmyk ? TYPE_CMYK_8_REV :
				    o->picture.channels == 4 ? TYPE_RGBA_8 :
				    TYPE_RGB_8;
	cmsHTRANSFORM		 t = NULL;
	cmsHPROFILE		 from, to;

	if (o->profile == NULL || (from = cmsOpenProfileFromMem(o->profile,
	    (cmsUInt32Number)o->profile_len)) == NULL)
		return NULL;
	to = cmsCreate_sRGBProfile();
	if (to != NULL && cmsGetColorSpace(from) == (cmyk ? cmsSigCmykData :
	    cmsSigRgbData))
		t = cmsCreateTransform(from, in, to, cmyk ? TYPE_RGB_8 : in,
		    INTENT_RELATIVE_COLORIMETRIC,
		    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA);
	if (to != NULL)
		cmsCloseProfile(to);
	cmsCloseProfile(from);
	return t;
}

/* Without a profile: as inks that are pure. */
static void
cmyk_plain(const uint8_t *from, uint8_t *to, size_t pixels)
{
	for (; pixels > 0; pixels--, from += 4, to += 3)
		for (int c = 0; c < 3; c++)
			to[c] = (uint8_t)((from[c] * from[3] + 127) / 255);
}

static void
rows_transform(cmsHTRANSFORM t, struct picture *p, int channels)
{
	const size_t	 from = (size_t)p->width * (size_t)p->channels;
	const size_t	 to = (size_t)p->width * (size_t)channels;
	uint8_t		*row = malloc(from);

	if (row == NULL)
		return;
	for (size_t y = 0; y < (size_t)p->height; y++) {
		__builtin_memcpy(row, p->px + y * from, from);
		if (t != NULL)
			cmsDoTransform(t, row, p->px + y * to,
			    (cmsUInt32Number)p->width);
		else
			cmyk_plain(row, p->px + y * to, (size_t)p->width);
	}
	free(row);
}

void
opened_to_srgb(struct opened *o)
{
	struct picture	*p = &o->picture;
	cmsHTRANSFORM	 t = transform_new(o);
	const bool	 alpha = o->inks == INKS_RGB && p->channels == 4;

	if (alpha && t != NULL)
		picture_divide(p->px, pixels_of(p));
	if (o->inks == INKS_CMYK || t != NULL)
		rows_transform(t, p, o->inks == INKS_CMYK ? 3 : p->channels);
	if (o->inks == INKS_CMYK)
		p->channels = 3;
	o->inks = INKS_RGB;
	if (alpha && t != NULL)
		picture_multiply(p->px, pixels_of(p));
	if (t != NULL)
		cmsDeleteTransform(t);
}

/* ---- the main colour ----------------------------------------------------------- */

static int
bin_of(const uint8_t *p)
{
	return (p[0] >> 4) << 8 | (p[1] & 0xf0) | p[2] >> 4;
}

/* That of the fullest of 4096 bins, as it is inside of it on average. */
uint32_t
picture_color(const struct picture *p)
{
	static uint32_t	 counts[BINS];
	const size_t	 n = pixels_of(p), step = (size_t)p->channels;
	uint64_t	 sum[3] = { 0 };
	int		 most = 0;

	__builtin_memset(counts, 0, sizeof(counts));
	for (size_t i = 0; i < n; i++) {
		const uint8_t	*at = p->px + i * step;

		if ((step == 3 || at[3] > 127) &&
		    ++counts[bin_of(at)] > counts[most])
			most = bin_of(at);
	}
	if (counts[most] == 0)
		return 0xffffff;	/* nothing to be seen */
	for (size_t i = 0; i < n; i++) {
		const uint8_t	*at = p->px + i * step;

		if ((step == 3 || at[3] > 127) && bin_of(at) == most)
			for (int c = 0; c < 3; c++)
				sum[c] += at[c];
	}
	return (uint32_t)(sum[0] / counts[most]) << 16 |
	    (uint32_t)(sum[1] / counts[most]) << 8 |
	    (uint32_t)(sum[2] / counts[most]);
}
