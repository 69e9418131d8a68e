/* SPDX-License-Identifier: ISC */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/ops/ops.h"

bool
certificate_days(struct act *act, int *days)
{
	FILE	*f = fopen(arena_printf(act->arena, "%s/etc/tls.crt",
		    act->config->home), "re");
	X509	*x;
	int	 seconds;
	bool	 told;

	if (f == NULL)
		return false;
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	if (x == NULL)
		return false;
	told = ASN1_TIME_diff(days, &seconds, NULL,
	    X509_get0_notAfter(x)) == 1;
	X509_free(x);
	return told;
}
