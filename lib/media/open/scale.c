/* SPDX-License-Identifier: ISC */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/media/open/open.h"

/*
 * Lanczos with two lobes, first across, then down.  Rows come one after the
 * other and only as many are kept as one row of the result is made of, so
 * what comes in may be of any height.
 */
#define LOBES		2.0
#define WEIGHT_BITS	14
#define WEIGHT_ONE	(1 << WEIGHT_BITS)
#define EXTRA_BITS	6	/* of a value between across and down */

/* Of one place of the result: where it begins, and its share of `taps` each. */
struct taps { int taps, places; int *first; int16_t *weights; };

struct scaler {
	struct picture	 to;
	int		 height, row, done;
	size_t		 stride;	/* values of a row of the result */
	struct taps	 across, down;
	int16_t		*ring;		/* down.taps rows */
	int32_t		*sum;
};

static double
lanczos(double x)
{
	const double	 t = M_PI * x;

	if (fabs(x) < 1e-9)
		return 1;
	return fabs(x) >= LOBES ? 0 :
	    LOBES * sin(t) * sin(t / LOBES) / (t * t);
}

/* The shares of one place add up to one, whatever rounding does. */
static void
weights_round(const double *share, double all, int16_t *w, int n)
{
	int	 left = WEIGHT_ONE, most = 0;

	for (int i = 0; i < n; i++) {
		w[i] = (int16_t)lrint(share[i] / all * WEIGHT_ONE);
		left -= w[i];
		if (w[i] > w[most])
			most = i;
	}
	w[most] = (int16_t)(w[most] + left);
}

static void
place_fill(struct taps *t, int from, double scale, int at, double *share)
{
	const double	 reach = scale > 1 ? scale : 1;
	const double	 middle = (at + 0.5) * scale - 0.5;
	int		 first = (int)floor(middle - LOBES * reach) + 1;
	double		 all = 0;

	if (first > from - t->taps)
		first = from - t->taps;
	if (first < 0)
		first = 0;
	for (int i = 0; i < t->taps; i++) {
		share[i] = lanczos((first + i - middle) / reach);
		all += share[i];
	}
	t->first[at] = first;
	weights_round(share, all, t->weights + (size_t)at * (size_t)t->taps,
	    t->taps);
}

static bool
taps_new(struct taps *t, int from, int to)
{
	const double	 scale = (double)from / to;
	double		*share;

	t->places = to;
	t->taps = (int)ceil(2 * LOBES * (scale > 1 ? scale : 1)) + 1;
	if (t->taps > from)
		t->taps = from;
	t->first = calloc((size_t)to, sizeof(*t->first));
	t->weights = calloc((size_t)to * (size_t)t->taps,
	    sizeof(*t->weights));
	share = calloc((size_t)t->taps, sizeof(*share));
	if (t->first != NULL && t->weights != NULL && share != NULL)
		for (int i = 0; i < to; i++)
			place_fill(t, from, scale, i, share);
	free(share);
	return t->first != NULL && t->weights != NULL && share != NULL;
}

struct scaler *
scaler_new(int width, int height, const struct picture *to)
{
	struct scaler	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->to = *to;
	s->height = height;
	s->stride = (size_t)to->width * (size_t)to->channels;
	if (width == to->width && height == to->height)
		return s;		/* down.taps 0: rows are copied */
	if (taps_new(&s->across, width, to->width) &&
	    taps_new(&s->down, height, to->height) &&
	    (s->ring = calloc((size_t)s->down.taps * s->stride,
	    sizeof(*s->ring))) != NULL &&
	    (s->sum = calloc(s->stride, sizeof(*s->sum))) != NULL)
		return s;
	scaler_free(s);
	return NULL;
}

void
scaler_free(struct scaler *s)
{
	if (s == NULL)
		return;
	free(s->across.first);
	free(s->across.weights);
	free(s->down.first);
	free(s->down.weights);
	free(s->ring);
	free(s->sum);
	free(s);
}

/* Inlined once for 3 and once for 4 channels. */
static inline __attribute__((always_inline)) void
row_across(const struct scaler *s, const uint8_t *from, int16_t *to,
    const int channels)
{
	const int	 taps = s->across.taps;
	const int	 shift = WEIGHT_BITS - EXTRA_BITS;

	for (int x = 0; x < s->across.places; x++) {
		const int16_t	*w = s->across.weights + (size_t)x *
				    (size_t)taps;
		const uint8_t	*p = from + (size_t)s->across.first[x] *
				    (size_t)channels;
		int32_t		 sum[4] = { 0 };

		for (int i = 0; i < taps; i++)
			for (int c = 0; c < channels; c++)
				sum[c] += w[i] * *p++;
		for (int c = 0; c < channels; c++)
			*to++ = (int16_t)((sum[c] + (1 << (shift - 1))) >>
			    shift);
	}
}

static void
row_down(struct scaler *s, int y)
{
	const int	 taps = s->down.taps, shift = WEIGHT_BITS + EXTRA_BITS;
	uint8_t		*to = s->to.px + (size_t)y * s->stride;

	memset(s->sum, 0, s->stride * sizeof(*s->sum));
	for (int i = 0; i < taps; i++) {
		const int32_t	 w = s->down.weights[(size_t)y *
				    (size_t)taps + (size_t)i];
		const int16_t	*row = s->ring + (size_t)((s->down.first[y] +
				    i) % taps) * s->stride;

		for (size_t k = 0; k < s->stride; k++)
			s->sum[k] += w * row[k];
	}
	for (size_t k = 0; k < s->stride; k++) {
		const int32_t	 v = (s->sum[k] + (1 << (shift - 1))) >> shift;

		to[k] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
	}
}

void
scaler_row(struct scaler *s, const uint8_t *row)
{
	int16_t	*to;

	if (s->row >= s->height)
		return;
	if (s->down.taps == 0) {
		memcpy(s->to.px + (size_t)s->row++ * s->stride, row,
		    s->stride);
		return;
	}
	to = s->ring + (size_t)(s->row % s->down.taps) * s->stride;
	if (s->to.channels == 3)
		row_across(s, row, to, 3);
	else
		row_across(s, row, to, 4);
	s->row++;
	while (s->done < s->to.height &&
	    s->down.first[s->done] + s->down.taps <= s->row)
		row_down(s, s->done++);
}

bool
picture_scale(const struct picture *from, struct picture *to)
{
	struct scaler	*s = scaler_new(from->width, from->height, to);

	if (s == NULL)
		return false;
	for (int y = 0; y < from->height; y++)
		scaler_row(s, from->px + (size_t)y * (size_t)from->width *
		    (size_t)from->channels);
	scaler_free(s);
	return true;
}

bool
picture_new(struct picture *p, int width, int height, int channels)
{
	*p = (struct picture){ width, height, channels, NULL };
	p->px = malloc((size_t)width * (size_t)height * (size_t)channels);
	return p->px != NULL;
}
