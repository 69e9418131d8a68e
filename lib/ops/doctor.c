/* SPDX-License-Identifier: ISC */
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/shared.h"
#include "lib/db/db.h"
#include "lib/ops/ops.h"

/* What must be private: path below home, and the modes it may not have. */
static const struct { const char *path; mode_t refused; bool needed; }
    privacy[] = {
	{ "etc/souk.env", 0077, false },
	{ "etc/tls.key", 0077, false },
	{ "db", 0077, true },
	{ "media", 0007, true },
	{ "run", 0007, true },
	{ "log", 0007, true },
	{ "mail", 0077, false },
};

static int
finding(struct buf *out, const char *what, const char *why)
{
	buf_printf(out, "%s: %s\n", what, why);
	return 1;
}

static int
check_files(struct act *act, struct buf *out)
{
	struct stat	 st;
	const char	*path;
	int		 n = 0;

	for (size_t i = 0; i < sizeof(privacy) / sizeof(privacy[0]); i++) {
		path = arena_printf(act->arena, "%s/%s", act->config->home,
		    privacy[i].path);
		if (stat(path, &st) != 0) {
			if (privacy[i].needed)
				n += finding(out, path, "is not there");
		} else if (st.st_mode & privacy[i].refused)
			n += finding(out, path, "can be read by others");
	}
	return n;
}

/* A month is time enough to make another. */
#define CERTIFICATE_DAYS	30

static int
check_certificate(struct act *act, struct buf *out)
{
	const char	*path = arena_printf(act->arena, "%s/etc/tls.crt",
	    act->config->home);
	FILE		*f = fopen(path, "re");
	X509		*x;
	int		 days = -1, seconds;

	if (f == NULL)
		return finding(out, path, "cannot be read");
	x = PEM_read_X509(f, NULL, NULL, NULL);
	fclose(f);
	if (x == NULL)
		return finding(out, path, "is no certificate");
	if (ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(x)) != 1)
		days = -1;
	X509_free(x);
	return days >= CERTIFICATE_DAYS ? 0 :
	    finding(out, path, "has ended or soon will");
}

int
doctor_database(struct act *act, struct buf *out)
{
	const char	*why = "";
	enum outcome	 e;

	e = db_check(act->db, act->arena, &why);
	if (act->shared != NULL)
		shared_set_damaged(act->shared, e == SOUK_INTERNAL);
	return e == SOUK_OK ? 0 : finding(out, "database", why);
}

int
doctor(struct act *act, struct buf *out)
{
	struct health	 checks[HEALTH_MAX];
	int		 count = health_check(act, checks), n = 0;

	for (int i = 0; i < count; i++)
		if (!checks[i].ok)
			n += finding(out, checks[i].name, checks[i].detail);
	n += doctor_database(act, out);
	n += check_files(act, out);
	n += check_certificate(act, out);
	return n;
}
