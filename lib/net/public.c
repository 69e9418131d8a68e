/* SPDX-License-Identifier: ISC */
#include "lib/net/public.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define V4(A, B, C, D)	((uint32_t)(A) << 24 | (B) << 16 | (C) << 8 | (D))
#define HTTPS_PORT	443
#define FREE_PORTS	1024

/* The registries of special-purpose addresses (RFC 6890 and its updates). */
static const struct { uint32_t net; int bits; } special4[] = {
	{ V4(0, 0, 0, 0), 8 }, { V4(10, 0, 0, 0), 8 },
	{ V4(100, 64, 0, 0), 10 }, { V4(127, 0, 0, 0), 8 },
	{ V4(169, 254, 0, 0), 16 }, { V4(172, 16, 0, 0), 12 },
	{ V4(192, 0, 0, 0), 24 }, { V4(192, 0, 2, 0), 24 },
	{ V4(192, 88, 99, 0), 24 }, { V4(192, 168, 0, 0), 16 },
	{ V4(198, 18, 0, 0), 15 }, { V4(198, 51, 100, 0), 24 },
	{ V4(203, 0, 113, 0), 24 }, { V4(224, 0, 0, 0), 4 },
	{ V4(240, 0, 0, 0), 4 },
};

/* Within 2000::/3; everything outside of it is special. */
static const struct { uint8_t net[4]; int bits; } special6[] = {
	{ { 0x20, 0x01, 0x00, 0x00 }, 23 },	/* Teredo, ORCHID … */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
	{ { 0x20, 0x02, 0x00, 0x00 }, 16 },	/* 6to4: an IPv4 one inside */
	{ { 0x3f, 0xff, 0x00, 0x00 }, 20 },
};

static uint32_t
four(const uint8_t bytes[4])
{
	return V4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

static bool
is_public4(uint32_t address)
{
	for (size_t i = 0; i < COUNT(special4); i++)
		if ((address ^ special4[i].net) >> (32 - special4[i].bits) ==
		    0)
			return false;
	return true;
}

static bool
is_public6(const uint8_t b[16])
{
	static const uint8_t	 mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const uint8_t	 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

	/* The IPv4 address inside is where it goes. */
	if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0)
		return is_public4(four(b + 12));
	if (b[0] >> 5 != 1)
		return false;
	for (size_t i = 0; i < COUNT(special6); i++)
		if ((four(b) ^ four(special6[i].net)) >>
		    (32 - special6[i].bits) == 0)
			return false;
	return true;
}

bool
net_is_public(const struct sockaddr *address)
{
	struct sockaddr_in6	six;
	struct sockaddr_in	four_;

	if (address->sa_family == AF_INET) {
		memcpy(&four_, address, sizeof(four_));
		return is_public4(ntohl(four_.sin_addr.s_addr));
	}
	if (address->sa_family != AF_INET6)
		return false;
	memcpy(&six, address, sizeof(six));
	return is_public6(six.sin6_addr.s6_addr);
}

/* ---- before it is resolved ------------------------------------------------ */

/* Names of this machine, of its neighbours and of nobody. */
static bool
is_inside(const char *name)
{
	static const char *const	 ends[] = { "localhost", "local",
	    "internal", "intranet", "lan", "home.arpa", "invalid", "test",
	    "onion" };
	size_t				 len = strlen(name), n;

	if (len > 0 && name[len - 1] == '.')
		len--;
	if (memchr(name, '.', len) == NULL)
		return true;
	for (size_t i = 0; i < COUNT(ends); i++) {
		n = strlen(ends[i]);
		if (len > n && name[len - n - 1] == '.' &&
		    strncasecmp(name + len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* inet_aton() reads what resolvers read: 127.1, 0x7f000001, 2130706433. */
static bool
is_public_host(struct arena *arena, const char *host)
{
	struct in6_addr	six;
	struct in_addr	v4;

	if (*host == '[')
		return inet_pton(AF_INET6, arena_text(arena, host + 1,
		    strcspn(host, "]") - 1), &six) == 1 &&
		    is_public6(six.s6_addr);
	if (inet_aton(host, &v4) != 0)
		return is_public4(ntohl(v4.s_addr));
	return !is_inside(host);
}

static bool
is_free_port(const char *url, const char *host)
{
	const char	*behind = strstr(url, "://") + 3 + strlen(host);
	long		 port = *behind == ':' ? strtol(behind + 1, NULL, 10) :
			    HTTPS_PORT;

	return port == HTTPS_PORT || port >= FREE_PORTS;
}

/* libcurl itself takes "localhost" for this machine, whatever others say. */
bool
net_is_loopback(struct arena *arena, const char *url)
{
	const char	*host = text_url_host(arena, url);

	return text_equal(host, "127.0.0.1") || text_equal(host, "[::1]") ||
	    text_equal(host, "localhost");
}

bool
net_is_public_url(struct arena *arena, const struct config *config,
    const char *url)
{
	const char	*host;

	if (!text_is_http_url(url))
		return false;
	if (config->loopback && net_is_loopback(arena, url))
		return true;
	host = text_url_host(arena, url);
	return strncasecmp(url, "https://", 8) == 0 &&
	    is_free_port(url, host) && is_public_host(arena, host);
}
