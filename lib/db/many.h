/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_MANY_H
#define SOUK_DB_MANY_H

#include <stddef.h>

#include "lib/db/db.h"

/* ":p000, :p001 …": a hundred parameters for IN (…); DB_HUNDRED("p1") the
 * next hundred. */
#define DB_TEN(P) \
    ":" P "0,:" P "1,:" P "2,:" P "3,:" P "4,:" P "5,:" P "6,:" P "7,:" P "8,:" \
    P "9"
#define DB_HUNDRED(P) \
    DB_TEN(P "0") "," DB_TEN(P "1") "," DB_TEN(P "2") "," DB_TEN(P "3") "," \
    DB_TEN(P "4") "," DB_TEN(P "5") "," DB_TEN(P "6") "," DB_TEN(P "7") "," \
    DB_TEN(P "8") "," DB_TEN(P "9")
#define DB_MANY	100

/* Binds the first n of room such parameters (from p000 on); what is left over
 * is NULL, which nothing is equal to. */
void	 db_bind_many(struct stmt *, const char *const *texts, size_t n,
	    size_t room);

#endif
