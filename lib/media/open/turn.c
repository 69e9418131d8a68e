/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/media/open/open.h"

/*
 * EXIF says where the first row and the first column of what lies in the file
 * are to be seen: 1 top left, 2 top right, 3 bottom right, 4 bottom left, and
 * 5 to 8 the same with rows and columns exchanged.
 */
struct step { ptrdiff_t start, right, down; };

static struct step
step_of(const struct picture *from, int turn)
{
	const ptrdiff_t	 w = from->width, h = from->height;

	switch (turn) {
	case 2: return (struct step){ w - 1, -1, w };
	case 3: return (struct step){ w * h - 1, -1, -w };
	case 4: return (struct step){ w * (h - 1), 1, -w };
	case 5: return (struct step){ 0, w, 1 };
	case 6: return (struct step){ w * (h - 1), -w, 1 };
	case 7: return (struct step){ w * h - 1, -w, -1 };
	case 8: return (struct step){ w - 1, w, -1 };
	default: return (struct step){ 0, 1, w };
	}
}

bool
picture_turn(struct picture *p, int turn)
{
	const struct step	 s = step_of(p, turn);
	const size_t		 n = (size_t)p->channels;
	struct picture		 to;
	uint8_t			*at;

	if (turn <= 1)
		return true;
	if (!picture_new(&to, turn > 4 ? p->height : p->width,
	    turn > 4 ? p->width : p->height, p->channels))
		return false;
	at = to.px;
	for (ptrdiff_t y = 0; y < to.height; y++)
		for (ptrdiff_t x = 0; x < to.width; x++, at += n)
			memcpy(at, p->px + (s.start + x * s.right +
			    y * s.down) * (ptrdiff_t)n, n);
	free(p->px);
	*p = to;
	return true;
}
