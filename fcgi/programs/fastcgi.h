/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_PROGRAMS_FASTCGI_H
#define SOUK_FCGI_PROGRAMS_FASTCGI_H

#include <fcgiapp.h>

#include "fcgi/http/http.h"

/*
 * A request that was just accepted.  False: it is none, and its connection
 * has been ended.
 */
bool	fastcgi_head(struct request_head *, FCGX_Request *);
/* Sends the reply and ends the connection. */
void	fastcgi_reply(FCGX_Request *, const struct request_head *,
	    const struct reply *);

#endif
