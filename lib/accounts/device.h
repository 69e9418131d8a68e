/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_DEVICE_H
#define SOUK_ACCOUNTS_DEVICE_H

struct arena;

/*
 * What a browser calls itself, as people know it: "Firefox, Linux"; "" where
 * it says nothing known.  Names only that stand in a table, so whatever a
 * client sends, none of it is shown.
 */
const char	*device_name(struct arena *, const char *user_agent);

#endif
