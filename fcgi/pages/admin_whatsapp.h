/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_WHATSAPP_H
#define SOUK_PAGES_ADMIN_WHATSAPP_H

#include "fcgi/pages/page.h"

/* What the page of WhatsApp and that of a number share. */
#define WA_PAGE		"/admin/whatsapp"
#define WA_API		"/api/admin/whatsapp"
#define WA_SHOWN	100	/* numbers, templates; a page is not for more */

/* Our numbers, for who may set (admin_wa_number.c). */
enum outcome	 admin_wa_numbers_put(const struct page *);

#endif
