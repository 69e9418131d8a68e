/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_QR_H
#define SOUK_BASE_QR_H

struct arena;

/*
 * A QR code (ISO/IEC 18004, correction level M, four modules of quiet around
 * it) as an SVG element without an address or a style of its own, dark on
 * white whatever is around it.  NULL: too long for any.
 */
char	*qr_svg(struct arena *, const char *text);

#endif
