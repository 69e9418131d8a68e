/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/net/call.h"

#define USER_AGENT	"souk/1.0"
#define CONNECT_MS	5000

bool
net_is_allowed(struct act *act)
{
	if (act->db == NULL || !db_in_tx(act->db))
		return true;
	log_line(LOG_ERROR, "a call out within a transaction", NULL);
	return false;
}

/* Whom to trust, and whom never to ask. */
static void
net_trust(const struct config *config, struct net_call *call)
{
	net_set(call, CURLOPT_SSL_VERIFYPEER, 1L);
	net_set(call, CURLOPT_SSL_VERIFYHOST, 2L);
	net_set(call, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (*config->ca_file != '\0')	/* CAPATH stays the system's */
		net_set(call, CURLOPT_CAINFO, config->ca_file);
	net_set(call, CURLOPT_PROXY, "");
	net_set(call, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	net_set(call, CURLOPT_FOLLOWLOCATION, 0L);
}

bool
net_open(struct act *act, struct net_call *call, const char *url,
    const char *protocols, int timeout_ms)
{
	*call = (struct net_call){ .curl = curl_easy_init() };
	if (call->curl == NULL)
		return false;
	net_set(call, CURLOPT_ERRORBUFFER, call->why);
	net_set(call, CURLOPT_URL, url);
	net_set(call, CURLOPT_PROTOCOLS_STR, protocols);
	net_set(call, CURLOPT_USERAGENT, USER_AGENT);
	net_set(call, CURLOPT_NOSIGNAL, 1L);
	/* Or a name that nobody answers for would be waited for beyond. */
	net_set(call, CURLOPT_QUICK_EXIT, 1L);
	net_set(call, CURLOPT_CONNECTTIMEOUT_MS, (long)(timeout_ms <
	    CONNECT_MS ? timeout_ms : CONNECT_MS));
	net_set(call, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
	net_trust(act->config, call);
	return true;
}

/* What libcurl refuses by itself was not sent, and never will be. */
static bool
is_refusal(CURLcode code)
{
	return code == CURLE_UNSUPPORTED_PROTOCOL ||
	    code == CURLE_URL_MALFORMAT || code == CURLE_OUT_OF_MEMORY ||
	    code == CURLE_BAD_FUNCTION_ARGUMENT ||
	    code == CURLE_FAILED_INIT || code == CURLE_SSL_CACERT_BADFILE;
}

/* Nothing was ready to be sent before the connection stood. */
static bool
was_connected(CURL *curl)
{
	curl_off_t	us = 0;

	curl_easy_getinfo(curl, CURLINFO_PRETRANSFER_TIME_T, &us);
	return us > 0;
}

enum net_result
net_perform(struct net_call *call)
{
	return net_judge(call, call->failed ? CURLE_FAILED_INIT :
	    curl_easy_perform(call->curl));
}

enum net_result
net_judge(struct net_call *call, CURLcode code)
{
	if (code == CURLE_OK)
		return NET_OK;
	log_line(LOG_WARN, "a call out failed", "why", *call->why != '\0' ?
	    call->why : curl_easy_strerror(code), NULL);
	if (was_connected(call->curl))
		return NET_UNKNOWN;
	return is_refusal(code) ? NET_REFUSED : NET_UNREACHED;
}

void
net_close(struct net_call *call)
{
	curl_easy_cleanup(call->curl);
	call->curl = NULL;
}
