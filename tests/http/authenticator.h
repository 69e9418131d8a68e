/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_AUTHENTICATOR_H
#define SOUK_TESTS_HTTP_AUTHENTICATOR_H

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/*
 * The app on somebody's phone: oathtool, which shares nothing with the shop.
 * The code of now, or of so many steps of 30 seconds from now.
 */
static inline const char *
app_code(const char *secret, int steps)
{
	static char	 code[16];
	char		 command[256];
	FILE		*f;

	ck_assert_uint_eq(strspn(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
	    strlen(secret));
	snprintf(command, sizeof(command),
	    "oathtool --totp -b --now '@%lld' %s",
	    (long long)time(NULL) + 30LL * steps, secret);
	ck_assert_ptr_nonnull(f = popen(command, "re"));
	ck_assert_ptr_nonnull(fgets(code, sizeof(code), f));
	ck_assert_int_eq(pclose(f), 0);
	code[strcspn(code, "\n")] = '\0';
	ck_assert_uint_eq(strlen(code), 6);
	return code;
}

#endif
