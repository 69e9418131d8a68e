/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ROUTES_CART_H
#define SOUK_ROUTES_CART_H

#include "fcgi/http/http.h"

/* Sets a guest's secret, or renews it; NULL takes it away. */
void	 cart_cookie(struct res *, const char *secret);
/*
 * A session begins: the guest's cart becomes the user's, in the transaction
 * at hand or one of its own.  A failure is nobody's: the sign-in stands.
 */
void	 cart_follows(struct req *, struct res *, const char *user_id);

#endif
