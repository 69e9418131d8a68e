/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/media/source.h"
#include "lib/net/net.h"
#include "lib/net/public.h"

#define TIMEOUT_MS	12000	/* of a hop; four of them within a lease */
#define ANSWER_BYTES	((size_t)4096)	/* of what is not the picture */

/* What other shops still write so is there by https, or nobody is told. */
static const char *
secured(struct act *act, const char *url)
{
	if (!text_starts(url, "http://") || (act->config->loopback &&
	    net_is_loopback(act->arena, url)))
		return url;
	return arena_printf(act->arena, "https://%s",
	    url + strlen("http://"));
}

/*
 * What stands behind the host, as it may be sent: without a fragment, and with
 * what people leave unencoded.
 */
static const char *
path_of(struct arena *arena, const char *behind)
{
	static const char	 digits[] = "0123456789ABCDEF";
	struct buf		 b;

	buf_init(&b, arena, strlen(behind) + 16);
	if (*behind != '/')
		buf_putc(&b, '/');
	for (; *behind != '\0' && *behind != '#'; behind++)
		if (*behind > ' ' && *behind < 0x7f)
			buf_putc(&b, *behind);
		else {
			buf_putc(&b, '%');
			buf_putc(&b, digits[(unsigned char)*behind >> 4]);
			buf_putc(&b, digits[*behind & 15]);
		}
	return b.p;
}

static enum net_result
hop(struct act *act, const char *url, int fd, struct net_answer *answer)
{
	static const char *const	 headers[] = {
		"Accept: image/webp,image/jpeg,image/png;q=0.9", NULL };
	const char			*host, *path;

	*answer = (struct net_answer){ .type = "", .location = "" };
	if (!text_is_http_url(url))
		return NET_REFUSED;
	host = strstr(url, "://") + 3;
	path = host + strcspn(host, "/?#");
	return net_http(act, &(struct net_request){ .method = "GET",
		.base = arena_text(act->arena, url, (size_t)(path - url)),
		.path = path_of(act->arena, path), .headers = headers,
		.to_fd = fd, .size = (int64_t)MEDIA_BYTES,
		.timeout_ms = TIMEOUT_MS, .most = ANSWER_BYTES, .cut = true,
		.public_only = true }, answer);
}

static const struct message *
judged(enum net_result result, const struct net_answer *answer, bool *again)
{
	const int	 status = answer->status;

	*again = true;
	if (result == NET_UNREACHED)
		return &source_messages[SOURCE_UNREACHED];
	if (result == NET_UNKNOWN && !answer->too_long)
		return &source_messages[SOURCE_BROKEN_OFF];
	if (result == NET_OK && (status >= 500 || status == 429 ||
	    status == 408))
		return &source_messages[SOURCE_BUSY];
	*again = false;
	if (result == NET_REFUSED)
		return &source_messages[SOURCE_REFUSED];
	if (result == NET_UNKNOWN)
		return &source_messages[SOURCE_TOO_LARGE];
	return status >= 200 && status < 300 ? NULL :
	    &source_messages[SOURCE_NOT_GIVEN];
}

static bool
leads_on(enum net_result result, const struct net_answer *answer)
{
	return result == NET_OK && answer->status >= 300 &&
	    answer->status < 400 && *answer->location != '\0';
}

static size_t
origin_len(const char *url)
{
	const char	*host = strstr(url, "://");

	return host == NULL ? 0 : (size_t)(host + 3 - url) +
	    strcspn(host + 3, "/?#");
}

/*
 * This machine, where it is allowed at all, is for those who entered it: no
 * other's redirect leads there, nor from one of its services to the next.
 */
static bool
leads_inside(struct act *act, const char *from, const char *to)
{
	const size_t	 len = origin_len(from);

	return net_is_loopback(act->arena, to) &&
	    (origin_len(to) != len || strncmp(from, to, len) != 0);
}

const struct message *
source_fetch(struct act *act, const char *url, int fd, bool *again)
{
	struct net_answer	 answer;
	enum net_result		 result;
	int			 hops;

	*again = true;
	for (hops = 0; hops <= SOURCE_REDIRECTS_MAX; hops++) {
		if (ftruncate(fd, 0) == -1 || lseek(fd, 0, SEEK_SET) == -1)
			return &source_messages[SOURCE_NO_ROOM];
		result = hop(act, secured(act, url), fd, &answer);
		if (!leads_on(result, &answer))
			return judged(result, &answer, again);
		*again = false;
		if (!text_is_http_url(answer.location) ||
		    leads_inside(act, url, answer.location))
			return &source_messages[SOURCE_REFUSED];
		url = answer.location;
	}
	return &source_messages[SOURCE_REDIRECTS];
}
