/* SPDX-License-Identifier: ISC */
/*
 * Instead of http.c, many.c and smtp.c in programs without a network: the sandbox
 * would refuse them a socket, and they are spared the libraries.
 */
#include "lib/base/log.h"
#include "lib/net/net.h"

static enum net_result
refuse(void)
{
	log_line(LOG_ERROR, "a call out of a program without network", NULL);
	return NET_REFUSED;
}

enum net_result
net_http(struct act *act, const struct net_request *request,
    struct net_answer *answer)
{
	(void)act;
	(void)request;
	*answer = (struct net_answer){ .type = "", .location = "" };
	return refuse();
}

void
net_http_many(struct act *act, const struct net_gate *gate,
    const struct net_one *ones, size_t count, struct net_answer *answers,
    enum net_result *results)
{
	(void)gate;
	for (size_t i = 0; i < count; i++)
		results[i] = net_http(act, &ones[i].request, &answers[i]);
}

enum net_result
net_mail(struct act *act, const struct net_mail *mail,
    struct net_delivery *delivery)
{
	(void)act;
	(void)mail;
	*delivery = (struct net_delivery){ .text = "" };
	return refuse();
}
