/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_POSTGRES_SERVER_H
#define SOUK_TESTS_POSTGRES_SERVER_H

#include <libpq-fe.h>
#include <stdbool.h>

/*
 * A PostgreSQL of our own: made in a temporary directory, reached by a Unix
 * socket only, run by an ordinary user (by "postgres" when we are root),
 * ended and removed by server_stop(), and with us should we die.
 */
bool	 server_start(void);		/* false: said on stderr */
PGconn	*server_connect(void);		/* check PQstatus() */
void	 server_stop(void);

#endif
