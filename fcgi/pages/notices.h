/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_NOTICES_H
#define SOUK_PAGES_NOTICES_H

#include "fcgi/pages/page.h"
#include "lib/notify/notice.h"

/* Topics and ways by the names that the API has for them, for people. */
const char	*topic_text(const struct page *, const char *);
const char	*way_text(const struct page *, const char *);

#endif
