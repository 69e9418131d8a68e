/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUCKET_H
#define SOUK_TESTS_HTTP_BUCKET_H

#include "tests/http/server.h"

/*
 * A store that speaks S3 (tests/servers/s3.py) for one test program;
 * bucket_start() is a shop_home_made.  Its objects are files in
 * bucket.folder/objects, their names percent-encoded ("media%2Fx").
 */
#define BUCKET_KEY	"AKIDEXAMPLE"
#define BUCKET_SECRET	"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

static struct server	bucket;
static char		bucket_url[64];

static inline void
bucket_end(void)
{
	server_end(&bucket);
}

static inline void
bucket_run(void)
{
	server_run(&bucket, "tests/servers/s3.py");
	snprintf(bucket_url, sizeof(bucket_url), "http://127.0.0.1:%d",
	    bucket.port);
	atexit(bucket_end);
}

static inline void
bucket_start(const char *home)
{
	(void)home;
	bucket_run();
	setenv("SOUK_LOOPBACK", "1", 1);
	setenv("SOUK_S3_URL", bucket_url, 1);
	setenv("SOUK_S3_BUCKET", "shop", 1);
	setenv("SOUK_S3_KEY", BUCKET_KEY, 1);
	setenv("SOUK_S3_SECRET", BUCKET_SECRET, 1);
}

#endif
