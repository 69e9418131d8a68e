/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_HTTP_H
#define SOUK_FCGI_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/accounts/accounts.h"
#include "lib/base/act.h"
#include "lib/base/buf.h"
#include "lib/base/field.h"
#include "lib/base/json_out.h"
#include "lib/ops/features.h"

/*
 * A route is one row of a constant table in fcgi/routes or fcgi/pages.  From
 * the rows, and nothing else: dispatch, access, validation, rate limits,
 * transactions, OpenAPI, nginx's locations, the access-matrix test and
 * metrics.  The zero value of every column is the safe one; a row without
 * an audience is refused at start.
 */
enum method { METHOD_NONE, METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH,
	METHOD_DELETE, METHOD_OPTIONS, METHOD__MAX };	/* HEAD is GET */

enum audience {
	FOR_NOBODY,		/* refused: the row is incomplete */
	FOR_ANYONE,
	FOR_SIGNED_IN,		/* a person, not an API key */
	FOR_PERMITTED,		/* holds every bit of .permission */
	FOR_LOOPBACK,		/* peer on loopback, or the metrics token */
};

enum tx { TX_NONE, TX_READ, TX_WRITE, TX_STEPS };

enum rate_class { RATE_NONE, RATE_READ, RATE_WRITE, RATE_SUGGEST,
	RATE_CREDENTIAL, RATE_SIGNUP, RATE_RESET, RATE_CONTACT, RATE__MAX };

/* LOGIN: what hashes; UPLOAD: what waits for souk-media; REMOTE: what asks
 * others; STRIPE, META: what they tell us.  A path whose rows differ goes to the
 * last of them. */
enum pool { POOL_WEB, POOL_LOGIN, POOL_UPLOAD, POOL_REMOTE, POOL_STRIPE,
	POOL_META, POOL__MAX };

enum route_flag {
	ROUTE_PAGE	= 1 << 0,	/* HTML; unknown query names ignored */
	ROUTE_PAGED	= 1 << 1,	/* takes page, limit, pageSize, cursor */
	ROUTE_CREATES	= 1 << 2,	/* 201; takes Idempotency-Key */
	ROUTE_FLAT	= 1 << 3,	/* data's members also at the top */
	ROUTE_UPLOAD	= 1 << 4,	/* body goes to a file, req->upload */
	ROUTE_CACHED	= 1 << 5,	/* answer kept under the catalogue's
					   generation, by query and locale */
	ROUTE_BARE	= 1 << 6,	/* no envelope: handler writes it all */
	ROUTE_FORM	= 1 << 7,	/* body is x-www-form-urlencoded */
	ROUTE_HIDDEN	= 1 << 8,	/* not in the API document (an alias) */
	ROUTE_ACCEPTED	= 1 << 9,	/* 202 */
	ROUTE_NO_STORE	= 1 << 10,	/* Cache-Control: no-store */
	ROUTE_PERSON	= 1 << 12,	/* not by an API key, as FOR_SIGNED_IN */
	ROUTE_TOLD_ONCE	= 1 << 13,	/* a secret: no Idempotency-Key keeps
					   the answer */
	ROUTE_RAW	= 1 << 14,	/* the body as it came, req->raw */
	ROUTE_OWN_COOKIE = 1 << 11,	/* its authority is a SameSite=Strict
					   cookie of its own: no CSRF token */
};

struct req;
struct res;
typedef enum outcome handler(struct req *, struct res *);

struct route {
	enum method		 method;
	const char		*path;	/* "/api/admin/products/{id}" */
	handler			*run;
	enum audience		 who;
	uint64_t		 permission;	/* bits, lib/accounts */
	const struct fieldset	*params;	/* one field a {name}, in order;
						   NULL: TypeID-like text */
	const struct fieldset	*query;
	const struct fieldset	*body;
	enum tx			 tx;
	enum rate_class		 rate;
	enum pool		 pool;
	enum feature		 feature;	/* 404 while it is off */
	unsigned		 flags;
	size_t			 max_body;	/* 0: 64 KiB with body */
	int			 time_limit_ms;	/* 0: 10 s */
	const char		*upload_types;	/* "text/csv" */
	const struct fieldset	*answer;	/* data, or data[] if PAGED */
	const char		*tag;		/* group on the API page */
	const char		*summary;
};

struct route_table { const struct route *routes; size_t count; };
/* All tables of the product, ends with NULL (fcgi/routes/routes.c). */
extern const struct route_table *const	route_tables[];

/* ---- what came in ------------------------------------------------- */

/* As received; filled by the program (libfcgi) or a test. */
struct request_head {
	const char	*method, *uri;	/* uri: raw, with query */
	const char	*content_type;
	int64_t		 content_length;	/* -1: unknown */
	const char	*address;	/* REMOTE_ADDR */
	const char	*request_id;
	/* Header by its CGI name ("HTTP_COOKIE"); NULL if absent. */
	const char	*(*header)(void *, const char *cgi_name);
	/* Up to size bytes; 0 end, -1 broken off. */
	long		(*read)(void *, char *, size_t);
	void		*io;
};

struct req {
	struct act		 act;	/* first: handlers pass &r->act */
	const struct request_head *head;
	const struct route	*route;
	const char		*path;	/* decoded, canonical */
	struct record		*params, *query, *body;
	struct list_query	*list;	/* PAGED, else NULL */
	const char		*upload;	/* UPLOAD: path of a temp file */
	const char		*upload_type;	/* as announced; "", NULL: not */
	const char		*upload_name;	/* as its sender calls it, without
					   folders; not a path; NULL */
	const char		*raw;	/* RAW: raw_len bytes, then a NUL */
	size_t			 raw_len;
	bool			 by_cookie;	/* who: cookie, not Bearer */
	const char		*csrf;	/* the token for this session; "" */
};

const char	*req_header(const struct req *, const char *cgi_name);
const char	*req_cookie(struct req *, const char *name);	/* NULL */
/* The secret of a guest's cart lives in this cookie and nowhere else; its
 * SHA-256, NULL: none that could be ours. */
#define CART_COOKIE	"__Host-cart"
const char	*req_guest(struct req *);
/* The text of path parameter i. */
const char	*req_param(const struct req *, int i);

/* ---- what goes out ------------------------------------------------ */

struct res {
	struct req		*req;
	int			 status;	/* 0: by outcome and flags */
	struct buf		 head;		/* extra header lines */
	struct buf		 body;
	struct json_out		 json;		/* writes into body */
	const char		*content_type;
	const char		*view_id;	/* count a view of this product */
	bool			 enveloped;
	/* private to reply.c */
	size_t			 data_at, data_end;
	char			 etag[40];
};

/*
 * The writer for data: opens the envelope at the first call.  The handler
 * writes exactly one value, with name "data" (or uses the helpers below).
 */
struct json_out	*res_data(struct res *);
void		 res_record(struct res *, const struct record *);
/* The whole body of a BARE route is this file, taken over. */
void		 res_file(struct res *, int fd);
/* A list: rows between these; page numbers come from req->list. */
struct json_out	*res_list(struct res *);
/* has_more_cursor: text of the next cursor or NULL. */
void		 res_list_end(struct res *, int64_t total,
		    const char *next_cursor);
void		 res_header(struct res *, const char *name, const char *value);
void		 res_cookie(struct res *, const char *name, const char *value,
		    const char *attributes);
/* A version becomes ETag "v3", in another language than the shop's "v3-en";
 * If-Match is req->act.expected_version. */
void		 res_version(struct res *, int64_t version);
enum outcome	 res_redirect(struct res *, int status, const char *own_path);
/* 303 to another site, at an address that is made from the configuration. */
enum outcome	 res_away(struct res *, const char *url);
/* 301: what was asked for is there now; the query goes along. */
enum outcome	 res_moved(struct res *, const char *own_path);

/* Fields of a record as members of an open object (encode.c). */
void		 json_record(struct json_out *, const struct record *,
		    const char *currency);

/* Texts of the dispatcher itself and of outcomes (messages.c). */
extern const struct message	http_messages[];
const struct message	*http_outcome_message(enum outcome);

/* ---- dispatch ------------------------------------------------------ */

struct reply {			/* what the program sends */
	int		 status;
	struct buf	 head;		/* complete header block */
	const char	*body;
	size_t		 len;
	int		 body_fd;	/* -1, or the spilled part, first */
};

struct server;			/* a worker's whole state */
struct server_new {
	const struct config		*config;
	const struct souk		*souk;
	const struct route_table *const *tables;	/* ends with NULL */
	struct shared			*shared;
	enum pool			 pool;
};

/* NULL: *why says it; its text is malloc'd and the caller's, or NULL when
 * there was no memory for it. */
struct server	*server_new(const struct server_new *, const char **why);
void		 server_free(struct server *);
/* One request from first gate to reply; never fails.  The reply lives until
 * the next call. */
void		 server_handle(struct server *, const struct request_head *,
		    struct reply *);
/*
 * Where a worker finds further writes while one runs; they are committed
 * together (group.c).  What next() hands over is answered when
 * server_handle() of the first returns: with its reply, or set aside.
 */
#define HTTP_GROUP	16	/* requests in one transaction, at most */
struct pending {
	struct request_head	 head;
	struct reply		 reply;
	bool			 set_aside;	/* to be served alone */
};
struct source {
	struct pending	*(*next)(void *io);	/* NULL: nobody waits */
	void		*io;
	int64_t		 us;	/* how long: others wait for the lock too */
};
bool		 server_take_from(struct server *, const struct source *);
/* Gives memory back to the system, when nothing is to be done; the last reply
 * is gone with it. */
void		 server_rest(struct server *);
/* Renders an HTML error for a page route (set by fcgi/pages). */
extern void	(*http_error_page)(struct req *, struct res *, int status,
		    const char *message);

/* ---- from the rows ------------------------------------------------- */

void		 openapi_write(struct buf *, const struct route_table *const *,
		    const char *base_url, const char *shop_name);
void		 nginx_locations_write(struct buf *, const struct route_table *const *);
/* Of pages that may be files (SOUK_PAGE_CACHE). */
void		 nginx_pages_write(struct buf *, const struct route_table *const *);
void		 routes_write(struct buf *, const struct route_table *const *);	/* JSON */
void		 metrics_write(struct buf *, const struct route_table *const *,
		    const struct shared *);

#endif
