/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NET_PUBLIC_H
#define SOUK_NET_PUBLIC_H

#include <stdbool.h>

struct arena;
struct config;
struct sockaddr;

/*
 * Calls whose address somebody entered, not the configuration: they must not
 * reach what stands beside this machine (CWE-918).
 */

/* IPv4 or IPv6, and of the internet: no loopback, private, link-local,
 * shared, multicast, reserved or documentation network, however written. */
bool	net_is_public(const struct sockaddr *);
/*
 * May souk call that URL?  https:// to a name or a public address, on port 443
 * or from 1024 on.  A name is resolved later, and the address it stands for
 * is judged when it is connected to.  With SOUK_LOOPBACK=1 also a loopback
 * address, by http:// too.
 */
bool	net_is_public_url(struct arena *, const struct config *, const char *);
/* Is the host of this URL an address of this machine, or "localhost"? */
bool	net_is_loopback(struct arena *, const char *url);

#endif
