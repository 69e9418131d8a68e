/* SPDX-License-Identifier: ISC */
/* The certificate: is it one, does it last, is the key its own, is it for the
 * name of the shop. */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/ops/doctor.h"

/* A month is time enough to make another; Let's Encrypt renews by then. */
#define CERTIFICATE_DAYS	21
#define ANOTHER		"`souk certificate DIR` takes another one"

static int
check_days(X509 *x, struct buf *out, const char *path)
{
	int	 days = -1, seconds;

	if (ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(x)) != 1)
		days = -1;
	return days >= CERTIFICATE_DAYS ? 0 :
	    finding(out, path, "has ended or soon will", ANOTHER);
}

static int
check_key(struct act *act, X509 *x, struct buf *out)
{
	const char	*path = arena_printf(act->arena, "%s/etc/tls.key",
	    act->config->home);
	FILE		*f = fopen(path, "re");
	EVP_PKEY	*key = f == NULL ? NULL :
	    PEM_read_PrivateKey(f, NULL, NULL, NULL);
	bool		 fits = key != NULL && X509_check_private_key(x, key);

	if (f != NULL)
		fclose(f);
	EVP_PKEY_free(key);
	return fits ? 0 : finding(out, path,
	    "is not the key of the certificate", ANOTHER);
}

static int
check_host(struct act *act, X509 *x, struct buf *out, const char *path)
{
	const char	*host = strstr(act->config->base_url, "://") + 3;
	size_t		 len = strcspn(host, ":/");

	if (*host == '[' || X509_check_host(x, host, len, 0, NULL) == 1 ||
	    X509_check_ip_asc(x, arena_text(act->arena, host, len), 0) == 1)
		return 0;
	return finding(out, path, "is not for the host of SOUK_BASE_URL",
	    ANOTHER);
}

int
check_certificate(struct act *act, struct buf *out)
{
	const char	*path = arena_printf(act->arena, "%s/etc/tls.crt",
	    act->config->home);
	FILE		*f = fopen(path, "re");
	X509		*x;
	int		 n;

	if (f == NULL)
		return finding(out, path, "cannot be read", ANOTHER);
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	if (x == NULL)
		return finding(out, path, "is no certificate", ANOTHER);
	n = check_days(x, out, path) + check_key(act, x, out) +
	    check_host(act, x, out, path);
	X509_free(x);
	return n;
}
