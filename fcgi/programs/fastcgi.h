/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_PROGRAMS_FASTCGI_H
#define SOUK_FCGI_PROGRAMS_FASTCGI_H

#include <fcgiapp.h>

#include "fcgi/http/http.h"

/* Answers the request that was just accepted and ends its connection. */
void	fastcgi_serve(struct server *, FCGX_Request *);

#endif
