/* SPDX-License-Identifier: ISC */
/*
 * A file that a message brought: Meta says where it is, and gives it to whoever
 * has our token.  The address is Meta's word, so it is followed to Meta's own
 * hosts only, and nobody else ever sees the token.
 */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/net/public.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/told.h"

#define FETCH_MS	45000
#define ANSWER_MOST	((size_t)4096)	/* of what is not the file */

static const char *const hosts[] = { ".fbsbx.com", ".fbcdn.net",
	".facebook.com" };

struct file {
	struct wa_number	 number;
	const char		*token, *url, *sha256;
	int64_t			 most;
	int			 fd;
};

static enum outcome
load(struct act *act, void *arg)
{
	struct wa_number	*number = arg;

	return wa_number_load(act, number->id, number);
}

/* ---- where it is --------------------------------------------------------- */

/* How long "https://host:port" is. */
static size_t
origin_len(const char *url)
{
	const char	*host = strstr(url, "://");

	return host == NULL ? 0 : (size_t)(host + 3 - url) +
	    strcspn(host + 3, "/?#");
}

static bool
is_theirs(struct act *act, const char *url)
{
	const char	*host = text_url_host(act->arena, url);
	const size_t	 n = strlen(host);

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++)
		if (n > strlen(hosts[i]) && strcasecmp(host + n -
		    strlen(hosts[i]), hosts[i]) == 0)
			return text_starts(url, "https://");
	return false;
}

/* The host that the configuration names is ours to trust. */
static bool
may_follow(struct act *act, const char *url)
{
	const char	*ours = act->config->meta_url;
	size_t		 n;

	if (url == NULL || !text_is_http_url(url))
		return false;
	n = origin_len(url);
	return is_theirs(act, url) || (origin_len(ours) == n &&
	    strncasecmp(ours, url, n) == 0);
}

/* What an answer that is none means to whoever waits for the file. */
static enum outcome
refused(enum graph_end end)
{
	return end == GRAPH_REFUSED || end == GRAPH_CLOSED ||
	    end == GRAPH_UNWANTED ? SOUK_NOT_FOUND : SOUK_BUSY;
}

static enum outcome
ask(struct act *act, struct file *f, const char *meta_id,
    struct wa_file *out)
{
	struct graph_answer	 answer;

	graph_ask(act, &(struct graph_call){ .token = f->token,
	    .path = arena_printf(act->arena, "/%s?phone_number_id=%s",
	    meta_id, f->number.meta_id) }, &answer);
	if (answer.end != GRAPH_TAKEN)
		return refused(answer.end);
	f->url = wa_text(answer.json, "url");
	f->sha256 = wa_text(answer.json, "sha256");
	out->type = wa_text(answer.json, "mime_type");
	if (wa_int(answer.json, "file_size", 0) > f->most)
		return SOUK_TOO_LARGE;
	if (f->url != NULL && may_follow(act, f->url))
		return SOUK_OK;
	log_line(LOG_ERROR, "a file of WhatsApp at a strange address", NULL);
	return SOUK_INVALID;
}

/* ---- bringing it --------------------------------------------------------- */

static enum outcome
judge(enum net_result result, const struct net_answer *answer)
{
	if (result == NET_REFUSED)
		return SOUK_INVALID;
	if (result != NET_OK)
		return answer->too_long ? SOUK_TOO_LARGE : SOUK_BUSY;
	if (answer->status / 100 == 2)
		return SOUK_OK;
	return answer->status == 404 || answer->status == 410 ?
	    SOUK_NOT_FOUND : SOUK_BUSY;
}

static enum outcome
bring(struct act *act, struct file *f)
{
	const size_t		 n = origin_len(f->url);
	const char *const	 headers[] = { arena_printf(act->arena,
				    "Authorization: Bearer %s", f->token),
				    NULL };
	struct net_answer	 answer;
	enum net_result		 result;

	result = net_http(act, &(struct net_request){ .method = "GET",
		.base = arena_text(act->arena, f->url, n),
		.path = f->url + n, .headers = headers, .to_fd = f->fd,
		.size = f->most, .timeout_ms = FETCH_MS,
		.most = ANSWER_MOST, .cut = true,
		.public_only = is_theirs(act, f->url) }, &answer);
	return judge(result, &answer);
}

/* Is it what Meta said it is? */
static enum outcome
look(struct act *act, const struct file *f, struct wa_file *out)
{
	uint8_t		 hash[CRYPTO_HASH];
	struct stat	 st;

	if (fstat(f->fd, &st) == -1 ||
	    !crypto_sha256_part(f->fd, st.st_size, hash))
		return SOUK_INTERNAL;
	out->bytes = st.st_size;
	out->sha256 = crypto_hex(act->arena, hash, sizeof(hash));
	return f->sha256 == NULL || strcasecmp(f->sha256, out->sha256) == 0 ?
	    SOUK_OK : SOUK_INVALID;
}

enum outcome
wa_file_fetch(struct act *act, const char *number_id, const char *meta_id,
    int64_t most, int fd, struct wa_file *out)
{
	struct file	 f = { .number.id = number_id, .most = most,
			    .fd = fd };
	enum outcome	 e;

	*out = (struct wa_file){ .bytes = 0 };
	if (!wa_is_digits(meta_id))
		return SOUK_NOT_FOUND;
	if ((e = db_tx(act, DB_READ, load, &f.number)) != SOUK_OK)
		return e;
	if ((f.token = wa_number_token(act, &f.number)) == NULL)
		return SOUK_BUSY;
	if ((e = ask(act, &f, meta_id, out)) != SOUK_OK ||
	    (e = bring(act, &f)) != SOUK_OK)
		return e;
	return look(act, &f, out);
}
