/* SPDX-License-Identifier: ISC */
#include "lib/media/media.h"

/* souk-media makes them, all others count on them. */
const int	media_widths[] = { 160, 320, 640, 960, 1280, 1920, 0 };
