/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_XML_H
#define SOUK_PAGES_XML_H

#include <stddef.h>

#include "lib/base/buf.h"

/*
 * XML 1.0 into a buffer.  What is no character of XML (controls, U+FFFE,
 * U+FFFF) is left out and what is no UTF-8 becomes U+FFFD, so that any text
 * can be told.  At most `most` code points; 0: all.
 */
void	xml_text(struct buf *, const char *, size_t most);	/* NULL: nothing */
/* <name>text</name> and a line break; NULL text: nothing at all. */
void	xml_element(struct buf *, const char *name, const char *text,
	    size_t most);

#endif
