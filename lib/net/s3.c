/* SPDX-License-Identifier: ISC */
#include "lib/net/s3.h"

#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"

#define FIXED		"public, max-age=31536000, immutable"
#define NOTHING		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4" \
			"95991b7852b855"	/* SHA-256 of no bytes */
#define LIST_BYTES	((size_t)4 << 20)
#define ERROR_BYTES	((size_t)16 << 10)
#define SHORTEST_MS	30000
#define SLOWEST		128	/* bytes a millisecond: else it is given up */
#define LONGEST_MS	(6 * CLOCK_HOUR)

bool
s3_is_on(const struct config *config)
{
	return *config->s3_url != '\0';
}

/* One exchange as it goes out. */
struct call {
	const char	*method;
	const char	*key;		/* "": the bucket */
	const char	*query;
	const char	*cache, *type;	/* NULL: not said */
	const char	*payload;
	struct net_request request;
};

/* Behind the host: what the address has there, and the bucket. */
static const char *
path_of(struct act *act, const char *key)
{
	const char	*url = strstr(act->config->s3_url, "://") + 3;
	const char	*prefix = url + strcspn(url, "/");
	size_t		 len = strlen(prefix);

	while (len > 0 && prefix[len - 1] == '/')
		len--;
	return arena_printf(act->arena, "%.*s/%s%s%s", (int)len, prefix,
	    act->config->s3_bucket, *key == '\0' ? "" : "/",
	    s3_encode(act->arena, key, true));
}

/* "https://host:port" */
static const char *
base_of(struct act *act)
{
	const char	*url = act->config->s3_url;
	const char	*host = strstr(url, "://") + 3;

	return arena_text(act->arena, url,
	    (size_t)(host - url) + strcspn(host, "/"));
}

/* What is signed, all of it in order of names; then the signature. */
static const char *const *
headers_make(struct act *act, const struct call *c, const char *path)
{
	const struct config	*config = act->config;
	const char		**lines = arena_array(act->arena, 8,
				    sizeof(*lines));
	const char		*host = strstr(base_of(act), "://") + 3;
	const int64_t		 now = clock_now();
	char			 at[S3_TIME];
	int			 n = 0;

	s3_time(now, at);
	if (c->cache != NULL)
		lines[n++] = arena_printf(act->arena, "cache-control: %s",
		    c->cache);
	if (c->type != NULL)
		lines[n++] = arena_printf(act->arena, "content-type: %s",
		    c->type);
	lines[n++] = arena_printf(act->arena, "host: %s", host);
	lines[n++] = arena_printf(act->arena, "x-amz-content-sha256: %s",
	    c->payload);
	lines[n++] = arena_printf(act->arena, "x-amz-date: %s", at);
	lines[n] = arena_printf(act->arena, "Authorization: %s",
	    s3_authorization(act->arena, &(struct s3_signing){
		.service = "s3", .region = config->s3_region,
		.key = config->s3_key, .secret = config->s3_secret,
		.method = c->method, .path = path, .query = c->query,
		.headers = lines, .payload = c->payload, .at = now }));
	return lines;
}

static int
patience(int64_t bytes)
{
	const int64_t	 ms = SHORTEST_MS + bytes / SLOWEST;

	return (int)(ms < LONGEST_MS ? ms : LONGEST_MS);
}

/* "<Code>SignatureDoesNotMatch</Code>": for whoever reads the log. */
static const char *
error_code(struct arena *arena, const struct net_answer *answer)
{
	const char	*code = strstr(answer->body, "<Code>");
	size_t		 len;

	if (code == NULL)
		return "";
	code += strlen("<Code>");
	len = strcspn(code, "<");
	return len > 64 || text_has_control(code, len, false) ? "" :
	    arena_text(arena, code, len);
}

static enum net_result
call_do(struct act *act, struct call *c, int *status,
    struct net_answer *answer)
{
	struct net_request	*request = &c->request;
	const char		*path;
	enum net_result		 result;

	*status = 0;
	*answer = (struct net_answer){ .type = "", .body = NULL };
	if (!s3_is_on(act->config) || strlen(c->key) > S3_KEY_BYTES)
		return NET_REFUSED;
	path = path_of(act, c->key);
	request->method = c->method;
	request->base = base_of(act);
	request->headers = headers_make(act, c, path);
	request->path = *c->query == '\0' ? path :
	    arena_printf(act->arena, "%s?%s", path, c->query);
	if (request->timeout_ms == 0)
		request->timeout_ms = SHORTEST_MS;
	if ((result = net_http(act, request, answer)) != NET_OK)
		return result;
	*status = answer->status;
	if (answer->status >= 300 && answer->status != 404)
		log_line(LOG_WARN, "the store said no", "status",
		    arena_printf(act->arena, "%d", answer->status), "code",
		    error_code(act->arena, answer), NULL);
	return NET_OK;
}

static enum net_result
put(struct act *act, const char *key, int fd, int64_t size, const char *type,
    const char *cache, int *status)
{
	struct call		 c = { .method = "PUT", .key = key,
	    .query = "", .cache = cache, .type = type, .request = {
		.from_fd = fd, .size = size, .most = ERROR_BYTES,
		.cut = true, .timeout_ms = patience(size) } };
	struct net_answer	 answer;
	uint8_t			 hash[CRYPTO_HASH];

	*status = 0;
	if (!crypto_sha256_part(fd, size, hash)) {
		log_line(LOG_ERROR, "a file for the store cannot be read",
		    NULL);
		return NET_REFUSED;
	}
	c.payload = crypto_hex(act->arena, hash, sizeof(hash));
	return call_do(act, &c, status, &answer);
}

enum net_result
s3_put(struct act *act, const char *key, int fd, int64_t size,
    const char *type, int *status)
{
	return put(act, key, fd, size, type, NULL, status);
}

enum net_result
s3_put_fixed(struct act *act, const char *key, int fd, int64_t size,
    const char *type, int *status)
{
	return put(act, key, fd, size, type, FIXED, status);
}

enum net_result
s3_get(struct act *act, const char *key, int fd, int64_t most, int *status)
{
	struct call		 c = { .method = "GET", .key = key,
	    .query = "", .payload = NOTHING, .request = { .to_fd = fd,
		.size = most, .most = ERROR_BYTES, .cut = true,
		.timeout_ms = patience(most) } };
	struct net_answer	 answer;

	return call_do(act, &c, status, &answer);
}

enum net_result
s3_head(struct act *act, const char *key, int64_t *size, int *status)
{
	struct call		 c = { .method = "HEAD", .key = key,
	    .query = "", .payload = NOTHING,
	    .request = { .most = ERROR_BYTES, .cut = true } };
	struct net_answer	 answer;
	enum net_result		 result = call_do(act, &c, status, &answer);

	*size = answer.size;
	return result;
}

enum net_result
s3_delete(struct act *act, const char *key, int *status)
{
	struct call		 c = { .method = "DELETE", .key = key,
	    .query = "", .payload = NOTHING, .request = {
		.most = ERROR_BYTES, .cut = true } };
	struct net_answer	 answer;

	return call_do(act, &c, status, &answer);
}

enum net_result
s3_list(struct act *act, const char *prefix, const char *after,
    s3_list_fn *fn, void *arg, int *status)
{
	struct call		 c = { .method = "GET", .key = "",
	    .payload = NOTHING, .request = { .most = LIST_BYTES } };
	struct s3_object	*objects = arena_array(act->arena, S3_PAGE,
				    sizeof(*objects));
	struct net_answer	 answer;
	enum net_result		 result;
	int			 count;

	c.query = arena_printf(act->arena, "encoding-type=url&list-type=2"
	    "&max-keys=%d&prefix=%s&start-after=%s", S3_PAGE,
	    s3_encode(act->arena, prefix, false),
	    s3_encode(act->arena, after, false));
	result = call_do(act, &c, status, &answer);
	if (result != NET_OK || *status != 200)
		return result;
	count = s3_list_parse(answer.body, answer.len, objects);
	for (int i = 0; i < count; i++)
		fn(arg, &objects[i]);
	return count < 0 ? NET_UNKNOWN : NET_OK;
}
