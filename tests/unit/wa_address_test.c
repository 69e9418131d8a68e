/* SPDX-License-Identifier: ISC */
/*
 * F-22: the address at which Meta says a file is, spelt in sixty ways that lead
 * inside.  Somebody listens on both loopback addresses, and nobody ever comes;
 * Meta's own names may stand for an address inside, too.
 */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "tests/unit/wa_send.h"

/* ---- names ------------------------------------------------------------- */

static int	resolved;	/* names of Meta's, since the test began */

typedef int resolver(const char *, const char *, const struct addrinfo *,
    struct addrinfo **);

/* Meta's names stand for this machine, as whoever rules the resolver would have
 * it; from then on loopback is no place to call, as it is none of a shop. */
int
getaddrinfo(const char *node, const char *service,
    const struct addrinfo *hints, struct addrinfo **found)
{
	resolver	*real;

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (node != NULL && (strcasestr(node, "fbsbx.com") != NULL ||
	    strcasestr(node, "fbcdn.net") != NULL ||
	    strcasestr(node, "facebook.com") != NULL)) {
		wa_config.loopback = false;
		resolved++;
		node = "127.0.0.1";
	}
	return real(node, service, hints, found);
}

/* ---- who listens ------------------------------------------------------- */

static struct { int fd, port; } inside[2];	/* 127.0.0.1, ::1 */

static void
listen_at(int i, const struct sockaddr *address, socklen_t len)
{
	struct sockaddr_in6	 bound;
	socklen_t		 size = sizeof(bound);

	inside[i].fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC |
	    SOCK_NONBLOCK, 0);
	if (bind(inside[i].fd, address, len) != 0 ||
	    listen(inside[i].fd, 16) != 0)
		return;			/* a machine without IPv6 */
	getsockname(inside[i].fd, (struct sockaddr *)&bound, &size);
	inside[i].port = ntohs(bound.sin6_port);
}

static void
listen_begin(void)
{
	const struct sockaddr_in	four = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const struct sockaddr_in6	six = { .sin6_family = AF_INET6,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };

	listen_at(0, (const struct sockaddr *)&four, sizeof(four));
	listen_at(1, (const struct sockaddr *)&six, sizeof(six));
	ck_assert_int_gt(inside[0].port, 0);
}

static int
visitors(void)
{
	int	n = 0, fd;

	for (int i = 0; i < 2; i++)
		while ((fd = accept(inside[i].fd, NULL, NULL)) != -1) {
			close(fd);
			n++;
		}
	return n;
}

/* ---- addresses --------------------------------------------------------- */

/* 4 and 6: the ports of those who listen. */
static const char *const	 spellings[] = {
	"http://127.0.0.1:4/", "https://127.0.0.1:4/", "http://127.1:4/",
	"http://127.0.1:4/", "http://2130706433:4/", "https://2130706433:4/",
	"http://0x7f000001:4/", "http://0x7f.0.0.1:4/",
	"http://0177.0.0.1:4/", "http://017700000001:4/",
	"http://127.000.000.001:4/", "http://127.0.0.1.:4/",
	"http://0.0.0.0:4/", "http://0:4/", "http://127.255.255.254:4/",
	"http://localhost:4/", "https://localhost:4/",
	"http://LOCALHOST:4/", "http://localhost.:4/",
	"http://localhost.localdomain:4/", "http://ip6-localhost:6/",
	"http://[::1]:6/", "https://[::1]:6/",
	"http://[0:0:0:0:0:0:0:1]:6/", "http://[::]:6/",
	"http://[::ffff:127.0.0.1]:4/", "http://[::ffff:7f00:1]:4/",
	"http://[::127.0.0.1]:4/", "http://[64:ff9b::7f00:1]:4/",
	"http://[::1%25lo]:6/", "http://169.254.169.254/latest/meta-data/",
	"https://169.254.169.254/", "http://[fd00:ec2::254]/",
	"http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/",
	"http://100.64.0.1/", "http://127.0.0.1.nip.io:4/",
	"http://lookaside.fbsbx.com@127.0.0.1:4/",
	"https://lookaside.fbsbx.com@127.0.0.1:4/",
	"https://lookaside.fbsbx.com:443@127.0.0.1:4/",
	"https://127.0.0.1:4\\@lookaside.fbsbx.com/",
	"https://127.0.0.1:4#@lookaside.fbsbx.com/",
	"https://127.0.0.1:4?@lookaside.fbsbx.com/",
	"https://127.0.0.1:4/.fbsbx.com", "https://127.0.0.1:4/#.fbsbx.com",
	"https://127.0.0.1:4?x=.fbsbx.com",
	"https://lookaside.fbsbx.com\\@127.0.0.1:4/",
	"https://lookaside.fbsbx.com%2f@127.0.0.1:4/",
	"https://lookaside.fbsbx.com%00.127.0.0.1:4/",
	"https://lookaside.fbsbx.com:4@127.0.0.1/",
	"http://lookaside.fbsbx.com:4/", "https://xfbsbx.com:4/",
	"https://fbsbx.com.localhost:4/", "https://.fbsbx.com:4/",
	"//127.0.0.1:4/", "/\\127.0.0.1:4/", "127.0.0.1:4/",
	"http:127.0.0.1:4/",
	"http:///127.0.0.1:4/", "http://\t127.0.0.1:4/",
	"http://127.0.0.1:4 .fbsbx.com/", "HTTP://127.0.0.1:4/",
	"ftp://127.0.0.1:4/", "gopher://127.0.0.1:4/_GET", "file:///etc/passwd",
	"dict://127.0.0.1:4/x", "telnet://127.0.0.1:4/", "ldap://127.0.0.1:4/",
	"tftp://127.0.0.1:4/x", "javascript:alert(1)", "data:,x",
	"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1:4/", "https://",
	/* Names of Meta's own, which stand for this machine now. */
	"https://lookaside.fbsbx.com:4/a", "https://LOOKASIDE.FBSBX.COM:4/a",
	"https://scontent.fbcdn.net:4/a", "https://graph.facebook.com:4/a",
};

/* With the ports in it. */
static const char *
spelt(const char *spelling)
{
	struct buf	 b;

	buf_init(&b, store.arena, 0);
	for (const char *p = spelling; *p != '\0'; p++)
		if (p > spelling && p[-1] == ':' && (*p == '4' || *p == '6') &&
		    strspn(p + 1, "0123456789") == 0)
			buf_printf(&b, "%d", inside[*p == '6'].port);
		else
			buf_putc(&b, *p);
	return b.p;
}

static enum outcome
fetch(const char *url)
{
	char		*plain = curl_easy_escape(NULL, url, 0);
	struct arena	*kept = store.arena;
	int		 fd = memfd_create("test", MFD_CLOEXEC);
	struct wa_file	 got;
	enum outcome	 e;

	store.arena = arena_new((size_t)8 << 20);
	wa_config.loopback = true;	/* where Meta's stand-in is */
	meta_ask("media", "type=image/jpeg&bytes=500&url=%s", plain);
	curl_free(plain);
	e = wa_file_fetch(&store, "wanumber_1", said_at(&meta_said, "id"),
	    10000, fd, &got);
	close(fd);
	arena_free(store.arena);
	store.arena = kept;
	return e;
}

START_TEST(f_22_where_meta_says_a_file_is_leads_nobody_inside)
{
	listen_begin();
	ck_assert_uint_ge(COUNT(spellings), 60);
	for (size_t i = 0; i < COUNT(spellings); i++) {
		const char	*url = spelt(spellings[i]);

		ck_assert_msg(fetch(url) != SOUK_OK, "%s", url);
		ck_assert_msg(visitors() == 0, "%s", url);
	}
	ck_assert_int_ge(resolved, 3);
}
END_TEST

/* Meta's own host, but on to another. */
START_TEST(f_22_a_redirect_is_not_followed)
{
	char	url[96], rule[96];

	listen_begin();
	snprintf(rule, sizeof(rule), "redirect:http://127.0.0.1:%d/ to=file\n",
	    inside[0].port);
	server_says(&meta, rule);
	snprintf(url, sizeof(url), "%s/whatsapp_business/attachments/",
	    meta_url);
	ck_assert_int_ne(fetch(url), SOUK_OK);
	ck_assert_int_eq(visitors(), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_22_where_meta_says_a_file_is_leads_nobody_inside,
		f_22_a_redirect_is_not_followed,
	};

	return send_suite("whatsapp addresses", tests, COUNT(tests));
}
