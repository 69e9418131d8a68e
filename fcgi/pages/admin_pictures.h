/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_PICTURES_H
#define SOUK_PAGES_ADMIN_PICTURES_H

#include "fcgi/pages/admin.h"

/* Where pictures are chosen, dropped or taken (pictures.js). */
void	admin_drop_put(const struct page *);
/* Those of a product, to put in order; product_pictures() has been asked. */
void	admin_pictures_put(const struct page *, const struct record *product,
	    bool may_edit);

#endif
