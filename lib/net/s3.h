/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NET_S3_H
#define SOUK_NET_S3_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/net/net.h"

/*
 * A store that speaks S3: SOUK_S3_URL and what belongs to it, addresses with
 * the bucket in the path, AWS Signature V4 with the body's hash signed.  Every
 * call is one exchange, never within a transaction, and not repeated here.
 * NET_OK is an answer; whether it was a yes *status says (2xx; 404: no such
 * object; 403: our key or clock).  Any other result leaves *status 0.
 */
struct act;
struct arena;
struct config;

/* Is a store configured?  Without one every call is NET_REFUSED. */
bool		 s3_is_on(const struct config *);

#define S3_KEY_BYTES	1024	/* of a key, at most */

/*
 * size bytes of a file, from its begin; they are read twice.  An object of
 * that key is replaced.  type: its Content-Type.
 */
enum net_result	 s3_put(struct act *, const char *key, int fd, int64_t size,
		    const char *type, int *status);
/* The same, to be kept by whoever has it: it will never change. */
enum net_result	 s3_put_fixed(struct act *, const char *key, int fd,
		    int64_t size, const char *type, int *status);
/*
 * Into a file from where it stands.  Nothing is written unless *status is 2xx;
 * what is longer than `most`, or ends early, is NET_UNKNOWN, and what was
 * written of it is worth nothing.
 */
enum net_result	 s3_get(struct act *, const char *key, int fd, int64_t most,
		    int *status);
enum net_result	 s3_head(struct act *, const char *key, int64_t *size,
		    int *status);
/* One that is not there is deleted: 204. */
enum net_result	 s3_delete(struct act *, const char *key, int *status);

struct s3_object {
	char	key[S3_KEY_BYTES + 1];
	int64_t	size;
	int64_t	modified;	/* ms */
};
/*
 * One page: at most S3_PAGE objects whose keys begin with prefix and stand
 * behind `after` ("": from the first), in the order of their bytes, each given
 * to fn.  The next page begins after the last; a page without any is the end.
 * An answer that is not such a list is NET_UNKNOWN.
 */
#define S3_PAGE		1000
typedef void	 s3_list_fn(void *arg, const struct s3_object *);
enum net_result	 s3_list(struct act *act, const char *prefix,
		    const char *after, s3_list_fn *fn, void *arg, int *status);

/* ---- s3_sign.c ------------------------------------------------------------- */

/* docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
struct s3_signing {
	const char		*service, *region, *key, *secret;
	const char		*method;
	const char		*path;		/* encoded */
	const char		*query;		/* encoded, in order; "" */
	const char *const	*headers;	/* "name: value", names small
						   and in order; ends NULL */
	const char		*payload;	/* its SHA-256, in hex */
	int64_t			 at;		/* ms; also said by a header */
};
#define S3_TIME		17	/* "20130524T000000Z" with its NUL */
void		 s3_time(int64_t ms, char[S3_TIME]);
/* The value of the header Authorization. */
char		*s3_authorization(struct arena *, const struct s3_signing *);
/* RFC 3986's unreserved characters stay, and '/' where it is kept. */
char		*s3_encode(struct arena *, const char *, bool keep_slash);

/* ---- s3_list.c ------------------------------------------------------------- */

/* At most S3_PAGE into objects; -1: it is not a list. */
int		 s3_list_parse(const char *xml, size_t len,
		    struct s3_object *objects);

#endif
