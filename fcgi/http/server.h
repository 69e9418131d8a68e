/* SPDX-License-Identifier: ISC */
#ifndef SOUK_FCGI_SERVER_H
#define SOUK_FCGI_SERVER_H

#include <limits.h>

#include "fcgi/http/http.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/shared.h"
#include "lib/base/validate.h"
#include "lib/db/db.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"
#include "lib/souk.h"

/* What the files of fcgi/http share; nobody else includes it. */

#define HTTP_ARENA	((size_t)6 << 20)	/* a request's memory */
#define HTTP_SPILL	((size_t)1 << 20)	/* of an answer in memory */
#define HTTP_BODY	((size_t)64 << 10)	/* of rows that say nothing */
#define HTTP_CACHE	((size_t)1 << 20)	/* kept answers of a worker */
#define HTTP_PAGES	(8 << 20)		/* of the database, at most */
#define HTTP_WAL	(2 << 20)		/* beyond it a checkpoint */
#define HTTP_TIME_MS	10000
#define HTTP_UNMATCHED	(SHARED_ROUTES - 1)	/* counter of unknown paths */
#define HTTP_PARAMS	8
#define HTTP_NAMES	64			/* query names of a request */

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

struct cache;
struct group;
struct node;
struct timer;

/* What one request holds, until its reply is gone: file, upload, memory. */
struct room {
	struct arena	*arena;
	int		 spill_fd;		/* -1: none */
	char		 upload[PATH_MAX];	/* "": none */
};

struct server {
	const struct config	*config;
	const struct souk	*souk;
	const struct route_table *const *tables;
	struct shared		*shared;
	enum pool		 pool;
	struct arena		*kept;		/* as long as the worker */
	struct room		 room;		/* of the request */
	struct group		*group;		/* of those that joined it */
	struct db		*db;
	struct settings		*settings;
	uint64_t		 settings_at;	/* their generation */
	const struct node	*root;
	struct cache		*cache;
	struct timer		*timer;
};

/* One request on its way through the gates. */
struct exchange {
	struct req		 req;		/* first: a req is its exchange */
	struct res		 res;
	struct server		*server;
	struct room		*room;
	bool			 joined;	/* another's transaction */
	bool			 set_aside;	/* it cannot: nothing was done */
	int64_t			 started_us;
	int			 index;		/* of the row, for counters */
	bool			 answered;	/* a gate wrote the answer */
	bool			 is_head;
	bool			 closed;	/* the envelope is complete */
	size_t			 meta_at;	/* what ETag and cache cover */
	uint8_t			 spilled[CRYPTO_HASH];	/* of a page's parts */
	const struct node	*node;
	const char		*params[HTTP_PARAMS];
	int			 param_count;
	const char		*query;		/* raw; "" */
	const char		*session_locale;
	/* The body, once body_read() took it. */
	bool			 body_taken;
	char			*body;
	size_t			 body_len;
	char			*body_hash;	/* of an upload */
	struct text_pair	*form;
	size_t			 form_count;
	/* rate.c */
	bool			 counted;
	int64_t			 rate_limit, rate_left, rate_reset;
	/* idempotency.c */
	const char		*key, *key_actor, *key_hash;
	bool			 key_lost;	/* another was faster */
	/* cache.c */
	bool			 is_private;	/* made for its caller alone */
	const char		*cache_key;	/* NULL: not kept */
	uint64_t		 generations[GENERATION__MAX];
};

static inline struct exchange *
exchange_of(const struct req *req)
{
	return (struct exchange *)req;
}

static inline bool
is_page(const struct exchange *x)
{
	return x->req.route != NULL && x->req.route->flags & ROUTE_PAGE;
}

static inline bool
is_safe(const struct exchange *x)
{
	return x->req.route->method == METHOD_GET;
}

/* Most clients' DELETE has no body: it is as an empty object. */
static inline bool
is_bare_delete(const struct exchange *x)
{
	const char	*type = x->req.head->content_type;

	return x->req.route->method == METHOD_DELETE &&
	    (type == NULL || *type == '\0');
}

/* ---- gates, in the order of dispatch.c ----------------------------- */

enum outcome	 gate_path(struct exchange *);
enum outcome	 gate_method(struct exchange *);
enum outcome	 gate_feature(struct exchange *);
enum outcome	 gate_group(struct exchange *);
enum outcome	 gate_audience(struct exchange *);
enum outcome	 gate_caller(struct exchange *);
enum outcome	 gate_size(struct exchange *);
enum outcome	 gate_csrf(struct exchange *);
enum outcome	 gate_rate(struct exchange *);
enum outcome	 gate_sound(struct exchange *);
enum outcome	 gate_inputs(struct exchange *);
enum outcome	 gate_key(struct exchange *);
enum outcome	 gate_cache(struct exchange *);
enum outcome	 gate_run(struct exchange *);

/* ---- the parts ------------------------------------------------------ */

/* verify.c: false, and *why (malloc'd) names the row. */
bool		 tables_verify(const struct route_table *const *,
		    const char **why);

/* router.c */
struct node	*router_new(struct arena *,
		    const struct route_table *const *);
void		 router_find(struct exchange *, const char *path, size_t len);
const struct route *node_route(const struct node *, enum method, int *index);
enum method	 method_from_name(const char *);
const char	*method_name(enum method);
void		 allow_put(struct buf *, const struct node *);

/* body.c: the whole body, counted and hashed. */
enum outcome	 body_read(struct exchange *);
size_t		 body_limit(const struct route *);
enum outcome	 body_broken(struct exchange *);	/* the refusal */
/* A full block unless the body ends; -1 when it broke off. */
long		 body_block(const struct request_head *, char *, size_t);
/* The announced length, where there is one, must be what came. */
enum outcome	 body_length_check(struct exchange *, size_t got);
bool		 media_is(const struct exchange *, const char *type);

/* upload.c: into a file, x->req.upload; fields beside it into x->form. */
enum outcome	 upload_read(struct exchange *);

/* input.c, query.c */
enum outcome	 pairs_split(struct exchange *, const char *text,
		    const char *where, struct text_pair **, size_t *);
const char	*pair_value(const struct text_pair *, size_t,
		    const char *name);
enum outcome	 query_read(struct exchange *);
extern const struct fieldset	list_fields;	/* page, limit, … */

/* csrf.c, cors.c */
bool		 origin_is_ours(const struct exchange *, const char *);
bool		 origin_is_listed(const struct exchange *, const char *);
void		 cors_put(const struct exchange *, struct buf *);

/* rate.c */
void		 rate_put(const struct exchange *, struct buf *);
/* The address, IPv6 by its /64: what a person cannot change at will. */
const char	*caller_network(struct exchange *);

/* idempotency.c, inside a transaction.  OK and answered: replayed. */
enum outcome	 key_find(struct act *, void *exchange);
enum outcome	 key_keep(struct act *, void *exchange);
enum outcome	 key_reserve(struct act *, void *exchange);
enum outcome	 key_release(struct act *, void *exchange);

/* etag.c */
enum outcome	 etag_if_match(struct exchange *);
void		 etag_set(struct exchange *);
/* One more part of a page, which is no longer in memory when it is whole. */
void		 etag_part(struct exchange *, const char *, size_t);
void		 etag_compare(struct exchange *);	/* 304 */

/* cache.c */
struct cache	*cache_new(size_t limit);
void		 cache_free(struct cache *);
void		 cache_keep(struct exchange *);

/* page_file.c: a page that nginx may hand out from now on. */
void		 page_file_write(struct exchange *, const char *, size_t);

/* reply.c */
void		 reply_begin(struct exchange *);	/* also: once more */
void		 reply_close(struct exchange *);	/* ends the envelope */
void		 reply_refuse(struct exchange *, enum outcome);
void		 reply_write(struct exchange *, struct reply *);
void		 reply_exhausted(struct reply *);	/* needs no memory */
int		 outcome_status(enum outcome);

/* locale.c */
void		 locale_choose(struct exchange *);

/* server.c */
bool		 room_open(struct room *);	/* false: no memory */
void		 room_upload_remove(struct room *);	/* it was used */
void		 room_clear(struct room *);	/* for the next request */
void		 room_close(struct room *);

/* dispatch.c: the way through the gates, and the answer. */
enum outcome	 exchange_run(struct exchange *, struct server *,
		    struct room *, const struct request_head *);
void		 exchange_answer(struct exchange *, enum outcome,
		    struct reply *);

/*
 * group.c: further writes in the transaction of the one that runs.  Called
 * in this order: begin (each time it is tried), gather (its own effect is
 * done), end (after COMMIT or not), answer (its own reply is written).
 */
bool		 group_joins(const struct route *);
void		 group_begin(struct server *);
void		 group_gather(struct server *);
void		 group_end(struct server *, enum outcome);
void		 group_answer(struct server *);
void		 group_rest(struct group *);
void		 group_free(struct group *);

/* timer.c: ends the process when a request exceeds its time. */
struct timer	*timer_new(void);
void		 timer_free(struct timer *);
void		 timer_start(struct timer *, int ms, const char *route,
		    const char *request_id);
void		 timer_stop(struct timer *);

/* routes.c */
void		 permissions_write(struct json_out *, const char *name,
		    uint64_t);

/* openapi_schema.c */
enum variant { VARIANT_ANSWER, VARIANT_CREATE, VARIANT_CHANGE, VARIANT__MAX };
#define SCHEMAS_MAX	512
struct schemas {
	struct schema_use { const struct fieldset *set; enum variant variant; }
			 uses[SCHEMAS_MAX];
	int		 count;
};
void		 schemas_collect(struct schemas *,
		    const struct route_table *const *);
void		 schemas_write(struct json_out *, const struct schemas *);
void		 schema_ref(struct json_out *, const char *name,
		    const struct fieldset *, enum variant);
void		 schema_field(struct json_out *, const char *name,
		    const struct field *, enum variant);
enum variant	 body_variant(const struct route *);

/* ---- messages.c ------------------------------------------------------ */

enum http_message {
	HTTP_INVALID, HTTP_UNAUTHENTICATED, HTTP_DENIED, HTTP_NOT_FOUND,
	HTTP_METHOD, HTTP_CONFLICT, HTTP_STALE, HTTP_TOO_LARGE,
	HTTP_UNSUPPORTED, HTTP_LIMITED, HTTP_BUSY, HTTP_UPSTREAM,
	HTTP_INTERNAL,
	HTTP_DAMAGED,
	HTTP_CSRF, HTTP_ORIGIN, HTTP_BODY_BROKEN, HTTP_NAMES_TOO_MANY,
	HTTP_PAGE_SIZES, HTTP_IF_MATCH, HTTP_REDIRECT,
	HTTP_KEY_FORM, HTTP_KEY_REUSED, HTTP_KEY_RUNNING,
	HTTP_ONE_FILE,
	HTTP_FEATURE_OFF,
	HTTP_MESSAGE__MAX
};

#endif
