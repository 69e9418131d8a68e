/* SPDX-License-Identifier: ISC */
/*
 * Where fetching a picture goes, hop by hop, as in a shop that runs for real
 * (no SOUK_LOOPBACK): net_http() is here, and notes what it was asked for.
 */
#include <fcntl.h>

#include "lib/base/config.h"
#include "lib/media/source.h"
#include "lib/net/net.h"
#include "lib/net/public.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define PLACES		8

static struct config	 config;
static const char	*leads[PLACES];	/* where each hop leads; NULL: here */
static char		 asked[PLACES][300];
static int		 hops, to_inside;

enum net_result
net_http(struct act *act, const struct net_request *request,
    struct net_answer *answer)
{
	ck_assert(request->public_only);
	ck_assert_int_gt(request->to_fd, 0);
	ck_assert_int_eq(request->size, (int64_t)MEDIA_BYTES);
	if (!net_is_public_url(act->arena, act->config, request->base))
		return NET_REFUSED;
	if (strstr(request->base, "public.test.example") == NULL)
		to_inside++;
	ck_assert_int_lt(hops, PLACES);
	snprintf(asked[hops], sizeof(asked[0]), "%s%s", request->base,
	    request->path);
	*answer = (struct net_answer){ .type = "", .location = "",
	    .status = 200 };
	if (leads[hops] != NULL) {
		answer->status = 302;
		answer->location = leads[hops];
	}
	hops++;
	return NET_OK;
}

static void
fetch_unit_open(void)
{
	store_open();
	config = (struct config){ .ca_file = "" };
	store.config = &config;
	hops = to_inside = 0;
	memset(leads, 0, sizeof(leads));
}

static const struct message *
fetch(const char *url, bool *again)
{
	int			 fd = open("/tmp", O_TMPFILE | O_RDWR |
				    O_CLOEXEC, 0600);
	const struct message	*why = source_fetch(&store, url, fd, again);

	ck_assert_int_gt(fd, 0);
	close(fd);
	return why;
}

#define HOST	"https://public.test.example"

START_TEST(f_22_each_hop_is_judged_anew)
{
	static const char *const	 to[] = { "https://127.0.0.1:8443/",
	    "https://[::1]:8443/", "https://localhost/", "https://10.0.0.1/",
	    "https://169.254.169.254/latest/", "https://[::ffff:127.0.0.1]/",
	    "http://public.test.example:8080@127.0.0.1/",
	    "https://user@public.test.example/", "ftp://public.test.example/",
	    "file:///etc/passwd", "https://0/", "https://x.internal/",
	    "https://public.test.example:22/", "", "//", "https://" };
	bool	again;

	for (size_t deep = 0; deep < 3; deep++)
		for (size_t i = 0; i < COUNT(to); i++) {
			hops = 0;
			for (size_t k = 0; k < deep; k++)
				leads[k] = HOST "/next";
			leads[deep] = to[i];
			leads[deep + 1] = NULL;
			ck_assert_ptr_nonnull(fetch(HOST "/a.jpg", &again));
			ck_assert_msg(!again, "%s", to[i]);
			ck_assert_int_eq(hops, (int)deep + 1);
		}
	ck_assert_int_eq(to_inside, 0);
}
END_TEST

START_TEST(s0_int_02_three_redirects_are_followed_and_no_more)
{
	bool	again;

	for (int i = 0; i < 3; i++)
		leads[i] = HOST "/next";
	ck_assert_ptr_null(fetch(HOST "/a.jpg", &again));
	ck_assert_int_eq(hops, 4);
	hops = 0;
	leads[3] = HOST "/next";
	ck_assert_ptr_eq(fetch(HOST "/a.jpg", &again),
	    &source_messages[SOURCE_REDIRECTS]);
	ck_assert_int_eq(hops, 4);
	ck_assert(!again);
}
END_TEST

/* As people and other shops write addresses. */
START_TEST(s0_int_02_an_address_is_sent_as_it_may_be)
{
	static const struct { const char *url, *asked; } rows[] = {
		{ HOST, HOST "/" }, { HOST "?x=1", HOST "/?x=1" },
		{ HOST "/\xc3\xa9t\xc3\xa9.jpg", HOST "/%C3%A9t%C3%A9.jpg" },
		{ HOST "/a.jpg#top", HOST "/a.jpg" },
		{ HOST "/a%20b.jpg?v=1&w=2", HOST "/a%20b.jpg?v=1&w=2" },
		{ "http://public.test.example/a.jpg", HOST "/a.jpg" },
	};
	bool	again;

	for (size_t i = 0; i < COUNT(rows); i++) {
		hops = 0;
		ck_assert_ptr_null(fetch(rows[i].url, &again));
		ck_assert_str_eq(asked[0], rows[i].asked);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		f_22_each_hop_is_judged_anew,
		s0_int_02_three_redirects_are_followed_and_no_more,
		s0_int_02_an_address_is_sent_as_it_may_be,
	};
	const struct suite	 suite = { "media_fetch", fetch_unit_open,
	    store_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
