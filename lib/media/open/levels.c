/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/media/media.h"
#include "lib/media/open/open.h"

#define WEBP_QUALITY	80
#define JPEG_QUALITY	82
#define PLACEHOLDER	16	/* its longer side */

/* Every width there will be, the widest first; each made of the one before. */
struct levels { struct picture list[OPEN_LEVELS]; int count; };

static bool
level_add(struct levels *l, int width)
{
	const struct picture	*from = &l->list[l->count - 1];
	struct picture		*to = &l->list[l->count];
	const int64_t		 half = from->width / 2;
	const int		 height = (int)(((int64_t)from->height *
				    width + half) / from->width);

	if (l->count == OPEN_LEVELS ||
	    !picture_new(to, width, height == 0 ? 1 : height, from->channels))
		return false;
	l->count++;
	return picture_scale(from, to);
}

static bool
levels_make(struct levels *l, const struct picture *widest)
{
	int	 i = 0;

	l->list[0] = *widest;
	l->count = 1;
	while (media_widths[i] != 0)
		i++;
	while (i-- > 0)
		if (media_widths[i] < widest->width &&
		    !level_add(l, media_widths[i]))
			return false;
	return true;
}

/* The first is the caller's. */
static void
levels_free(struct levels *l)
{
	for (int i = 1; i < l->count; i++)
		free(l->list[i].px);
}

/* ---- the answer --------------------------------------------------------------------- */

/* Small enough at the third try: then it has no transparency left. */
static void
placeholder_fill(struct wire_answer *a, const struct picture *from)
{
	static const int	 qualities[] = { 60, 20, 0 };
	const int		 longer = from->width > from->height ?
				    from->width : from->height;
	int			 w = from->width * PLACEHOLDER / longer;
	int			 h = from->height * PLACEHOLDER / longer;
	struct picture		 small;
	struct sheet		 sheet;

	if (longer < PLACEHOLDER) {
		w = from->width;
		h = from->height;
	}
	if (!picture_new(&small, w == 0 ? 1 : w, h == 0 ? 1 : h,
	    from->channels))
		return;
	if (picture_scale(from, &small))
		for (int i = 0; i < 3 && a->placeholder_len == 0; i++) {
			sheet = webp_write(&small, qualities[i]);
			if (sheet.p != NULL && sheet.len <= WIRE_PLACEHOLDER) {
				memcpy(a->placeholder, sheet.p, sheet.len);
				a->placeholder_len = (uint32_t)sheet.len;
			}
			free(sheet.p);
		}
	free(small.px);
}

static bool
part_put(const struct sink *sink, const struct picture *p,
    enum wire_format format)
{
	struct sheet		 s = format == WIRE_WEBP ?
				    webp_write(p, WEBP_QUALITY) :
				    jpeg_write(p, JPEG_QUALITY);
	const struct wire_part	 part = { format, (uint32_t)p->width,
				    (uint32_t)p->height, (uint32_t)s.len };
	bool			 done;

	done = s.p != NULL && s.len <= WIRE_PART_BYTES &&
	    sink->put(sink->arg, &part, sizeof(part)) &&
	    sink->put(sink->arg, s.p, s.len);
	free(s.p);
	return done;
}

static bool
levels_put(const struct levels *l, const struct sink *sink)
{
	for (int i = 0; i < l->count; i++)
		if (!part_put(sink, &l->list[i], WIRE_WEBP) ||
		    !part_put(sink, &l->list[i], WIRE_JPEG))
			return false;
	return true;
}

static bool
picture_answer(const struct opened *o, struct wire_answer *a,
    const struct sink *sink)
{
	struct levels	 levels = { .count = 0 };
	bool		 done = false;

	if (levels_make(&levels, &o->picture)) {
		const struct picture	*last =
		    &levels.list[levels.count - 1];

		a->format = (uint32_t)o->format;
		a->width = o->width;
		a->height = o->height;
		a->parts = 2 * (uint32_t)levels.count;
		a->color = picture_color(last);
		placeholder_fill(a, last);
		done = sink->put(sink->arg, a, sizeof(*a)) &&
		    levels_put(&levels, sink);
	}
	levels_free(&levels);
	return done;
}

bool
answer_write(struct bytes b, uint32_t pixels, const struct sink *sink)
{
	struct wire_answer	 a = { .magic = WIRE_MAGIC };
	struct opened		 o;
	bool			 done;

	a.result = (uint32_t)opened_read(b, pixels, &o);
	if (a.result == WIRE_DONE)
		done = picture_answer(&o, &a, sink);
	else
		done = sink->put(sink->arg, &a, sizeof(a));
	opened_free(&o);
	return done;
}
