/* SPDX-License-Identifier: ISC */
#include "lib/media/parts.h"

/* souk-media makes them, all others count on them. */
const int	media_widths[] = { 160, 320, 640, 960, 1280, 1920, 0 };

int
media_widths_of(int64_t width, int list[MEDIA_LEVELS])
{
	int	 n = 0;

	while (media_widths[n] != 0 && media_widths[n] <= width) {
		list[n] = media_widths[n];
		n++;
	}
	if (media_widths[n] != 0 && (n == 0 || list[n - 1] < width))
		list[n++] = (int)width;
	return n;
}
