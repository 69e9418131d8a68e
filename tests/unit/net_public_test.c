/* SPDX-License-Identifier: ISC */
/* Where a call may go whose address somebody entered: however the address is
 * written, and whatever a name stands for when it is connected to. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "lib/base/config.h"
#include "lib/net/net.h"
#include "lib/net/public.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static struct config	config;

/* What "moved.example.com" stands for; NULL: what it does. */
static const char	*stands_for;

/* The system's own, but for one name. */
typedef int resolver(const char *, const char *, const struct addrinfo *,
    struct addrinfo **);

int
getaddrinfo(const char *node, const char *service,
    const struct addrinfo *hints, struct addrinfo **found)
{
	resolver	*real;

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (stands_for != NULL && node != NULL &&
	    strcmp(node, "moved.example.com") == 0)
		node = stands_for;
	return real(node, service, hints, found);
}

static void
net_unit_open(void)
{
	store_open();
	config = (struct config){ .ca_file = "" };
	store.config = &config;
	stands_for = NULL;
}

static bool
is_public(const char *text)
{
	struct sockaddr_in	four = { .sin_family = AF_INET };
	struct sockaddr_in6	six = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return net_is_public((struct sockaddr *)&four);
	ck_assert_int_eq(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return net_is_public((struct sockaddr *)&six);
}

START_TEST(r111_addresses_inside_are_known_up_to_their_last)
{
	static const struct { const char *address; bool is; } rows[] = {
		{ "0.0.0.0", false }, { "0.255.255.255", false },
		{ "1.0.0.0", true }, { "9.255.255.255", true },
		{ "10.0.0.0", false }, { "10.255.255.255", false },
		{ "11.0.0.0", true }, { "100.63.255.255", true },
		{ "100.64.0.0", false }, { "100.127.255.255", false },
		{ "100.128.0.0", true }, { "127.0.0.1", false },
		{ "127.255.255.255", false }, { "128.0.0.0", true },
		{ "169.253.255.255", true }, { "169.254.169.254", false },
		{ "169.255.0.0", true }, { "172.15.255.255", true },
		{ "172.16.0.0", false }, { "172.31.255.255", false },
		{ "172.32.0.0", true }, { "192.0.0.8", false },
		{ "192.0.1.0", true }, { "192.0.2.1", false },
		{ "192.88.99.1", false }, { "192.167.255.255", true },
		{ "192.168.0.0", false }, { "192.168.255.255", false },
		{ "192.169.0.0", true }, { "198.17.255.255", true },
		{ "198.18.0.0", false }, { "198.19.255.255", false },
		{ "198.20.0.0", true }, { "198.51.100.7", false },
		{ "203.0.113.7", false }, { "203.0.114.0", true },
		{ "223.255.255.255", true }, { "224.0.0.0", false },
		{ "239.255.255.255", false }, { "240.0.0.0", false },
		{ "255.255.255.255", false }, { "8.8.8.8", true },
		{ "::", false }, { "::1", false }, { "::8.8.8.8", false },
		{ "::ffff:127.0.0.1", false }, { "::ffff:10.1.2.3", false },
		{ "::ffff:169.254.169.254", false },
		{ "::ffff:8.8.8.8", true }, { "64:ff9b::7f00:1", false },
		{ "64:ff9b::808:808", true }, { "64:ff9b:1::1", false },
		{ "100::1", false }, { "1fff::1", false },
		{ "2001::1", false }, { "2001:1ff::1", false },
		{ "2001:200::1", true }, { "2001:db8::1", false },
		{ "2001:db9::1", true }, { "2002:7f00:1::", false },
		{ "2002:808:808::", false }, { "2003::1", true },
		{ "2606:4700::1111", true }, { "3ffe::1", true },
		{ "3fff::1", false }, { "3fff:fff::1", false },
		{ "3fff:1000::1", true }, { "4000::1", false },
		{ "fc00::1", false }, { "fdff::1", false },
		{ "fe80::1", false }, { "fec0::1", false },
		{ "ff02::1", false }, { "ffff::1", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(is_public(rows[i].address) == rows[i].is, "%s",
		    rows[i].address);
	ck_assert(!net_is_public(&(struct sockaddr){
	    .sa_family = AF_UNIX }));
}
END_TEST

static const struct { const char *url; bool is; } urls[] = {
	{ "https://example.com", true },
	{ "HTTPS://Example.COM/x?y=z", true },
	{ "https://example.com:443/x", true },
	{ "https://example.com:8443/x", true },
	{ "https://example.com:1024/", true },
	{ "https://8.8.8.8/x", true },
	{ "https://[2606:4700::1111]:8443/x", true },
	{ "http://example.com/", false },
	{ "ftp://example.com/", false }, { "file:///x", false },
	{ "gopher://example.com/", false }, { "example.com", false },
	{ "", false }, { "https://", false }, { "https:///x", false },
	{ "https://example.com:22/", false },
	{ "https://example.com:80/", false },
	{ "https://example.com:1023/", false },
	{ "https://example.com:444/", false },
	{ "https://example.com:0/", false },
	{ "https://example.com:65536/", false },
	{ "https://u@example.com/", false },
	{ "https://u:p@example.com/", false },
	{ "https://example.com@127.0.0.1/", false },
	{ "https://127.0.0.1/", false },
	{ "https://127.0.0.1:8443/", false },
	{ "https://127.1/", false }, { "https://0/", false },
	{ "https://2130706433/", false },
	{ "https://0x7f000001/", false },
	{ "https://0x7F.0.0.1/", false },
	{ "https://0177.0.0.1/", false },
	{ "https://017700000001/", false },
	{ "https://0xa.1/", false },
	{ "https://192.168.257/", false },
	{ "https://127.0.0.1./", false },
	{ "https://127%2e0.0.1/", false },
	{ "https://%6cocalhost/", false },
	{ "https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/",
	  false },
	{ "https://[::1]/", false }, { "https://[::]/", false },
	{ "https://[::ffff:127.0.0.1]/", false },
	{ "https://[::ffff:7f00:1]/", false },
	{ "https://[0:0:0:0:0:ffff:a00:1]/", false },
	{ "https://[fe80::1]/", false },
	{ "https://[fe80::1%25eth0]/", false },
	{ "https://[fd00::1]/", false }, { "https://[1]/", false },
	{ "https://[::1/", false },
	{ "https://localhost/", false },
	{ "https://LOCALHOST./", false },
	{ "https://x.localhost/", false },
	{ "https://x.LocalHost./", false },
	{ "https://printer.local/", false },
	{ "https://db.internal/", false },
	{ "https://router/", false }, { "https://router./", false },
	{ "https://nas.home.arpa/", false },
	{ "https://notlocal/", false },
	{ "https://notlocalhost.example.com/", true },
};

START_TEST(r111_urls_inside_are_refused_however_they_are_written)
{
	bool	is;

	for (size_t i = 0; i < COUNT(urls); i++) {
		is = net_is_public_url(store.arena, &config, urls[i].url);
		ck_assert_msg(is == urls[i].is, "%s", urls[i].url);
	}
	/* As it is in tests; and nothing else is let in by it. */
	config.loopback = true;
	ck_assert(net_is_public_url(store.arena, &config,
	    "http://127.0.0.1:80/x"));
	for (size_t i = 0; i < COUNT(urls); i++) {
		is = net_is_public_url(store.arena, &config, urls[i].url);
		ck_assert_msg(is == urls[i].is || strstr(urls[i].url,
		    "/127.0.0.1") != NULL || strstr(urls[i].url, "[::1]") !=
		    NULL || strstr(urls[i].url, "/localhost/") != NULL,
		    "%s", urls[i].url);
	}
}
END_TEST

/* A listener that nobody should come to. */
static int
listener_open(int *port)
{
	struct sockaddr_in6	a = { .sin6_family = AF_INET6 };
	socklen_t		len = sizeof(a);
	int			fd = socket(AF_INET6, SOCK_STREAM, 0);
	int			both = 0;

	ck_assert_int_eq(setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &both,
	    sizeof(both)), 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, len), 0);
	ck_assert_int_eq(listen(fd, 4), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	*port = ntohs(a.sin6_port);
	return fd;
}

static bool
is_come_to(int listener)
{
	return poll(&(struct pollfd){ listener, POLLIN, 0 }, 1, 0) == 1;
}

/* It was a public one when it was entered, and is not any more. */
START_TEST(r111_what_a_name_stands_for_is_judged_when_it_is_connected_to)
{
	static const char *const	 inside[] = { "127.0.0.1", "::1",
	    "::ffff:127.0.0.1", "0.0.0.0" };
	struct net_request		 request = { .method = "POST",
	    .path = "/", .body = "{}", .len = 2, .timeout_ms = 2000 };
	struct net_answer		 answer;
	int				 port, listener = listener_open(&port);

	request.base = arena_printf(store.arena,
	    "https://moved.example.com:%d", port);
	for (size_t i = 0; i < COUNT(inside); i++) {
		stands_for = inside[i];
		request.public_only = true;
		ck_assert_msg(net_http(&store, &request, &answer) ==
		    NET_UNREACHED, "%s", inside[i]);
		ck_assert_msg(!is_come_to(listener), "%s", inside[i]);
	}
	/* So it is this that kept it away. */
	stands_for = "127.0.0.1";
	request.public_only = false;
	request.timeout_ms = 300;
	net_http(&store, &request, &answer);
	ck_assert(is_come_to(listener));
	close(listener);
}
END_TEST

START_TEST(r111_a_url_inside_is_refused_by_the_call_too)
{
	struct net_request	 request = { .method = "POST", .path = "/",
	    .public_only = true, .base = "https://169.254.169.254" };
	struct net_answer	 answer;

	ck_assert_int_eq(net_http(&store, &request, &answer), NET_REFUSED);
	request.base = "http://127.0.0.1:1";
	ck_assert_int_eq(net_http(&store, &request, &answer), NET_REFUSED);
	config.loopback = true;
	ck_assert_int_eq(net_http(&store, &request, &answer), NET_UNREACHED);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		r111_addresses_inside_are_known_up_to_their_last,
		r111_urls_inside_are_refused_however_they_are_written,
		r111_what_a_name_stands_for_is_judged_when_it_is_connected_to,
		r111_a_url_inside_is_refused_by_the_call_too,
	};
	const struct suite	 suite = { "net_public", net_unit_open,
	    store_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
