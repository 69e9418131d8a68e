/* SPDX-License-Identifier: ISC */
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/net/net.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

/*
 * Calls out, against a server of one connection in a child, which answers
 * with what a row says, whatever it was asked, and passes on what that was.
 */
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define HEAD	"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"

static struct config	config;
static char		base[64];
static pid_t		child;
static int		heard_fd;

static int
listener_open(void)
{
	struct sockaddr_in	a = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t		len = sizeof(a);
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, len), 0);
	ck_assert_int_eq(listen(fd, 4), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	snprintf(base, sizeof(base), "http://127.0.0.1:%d",
	    ntohs(a.sin_port));
	return fd;
}

/* NULL: takes the connection and stays silent until it is closed. */
static void
serve_once(int listener, int pass, const char *reply)
{
	char	 asked[8192];
	ssize_t	 n;
	int	 fd = accept(listener, NULL, NULL);

	n = read(fd, asked, sizeof(asked));
	if (n > 0 && write(pass, asked, (size_t)n) == n && reply != NULL &&
	    write(fd, reply, strlen(reply)) == (ssize_t)strlen(reply))
		shutdown(fd, SHUT_WR);
	while (read(fd, asked, sizeof(asked)) > 0)
		continue;
	_exit(0);
}

static void
server_start(const char *reply)
{
	int	 listener = listener_open(), pass[2];

	ck_assert_int_eq(pipe(pass), 0);
	if ((child = fork()) == 0) {
		signal(SIGPIPE, SIG_IGN);
		alarm(20);
		serve_once(listener, pass[1], reply);
	}
	ck_assert_int_gt(child, 0);
	close(listener);
	close(pass[1]);
	heard_fd = pass[0];
}

/* What it was asked. */
static char *
server_end(void)
{
	char	*asked = arena_alloc(store.arena, 8193);
	ssize_t	 n;

	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	n = read(heard_fd, asked, 8192);
	ck_assert_int_ge(n, 0);
	close(heard_fd);
	return asked;
}

static void
net_unit_open(void)
{
	store_open();
	config = (struct config){ .loopback = true, .ca_file = "" };
	store.config = &config;
}

static enum net_result
get(const char *reply, size_t most, int ms, struct net_answer *answer)
{
	enum net_result	 result;

	server_start(reply);
	result = net_http(&store, &(struct net_request){ .method = "GET",
	    .base = base, .path = "/x?y=z", .most = most, .timeout_ms = ms },
	    answer);
	server_end();
	return result;
}

START_TEST(an_answer_is_what_came)
{
	static const struct {
		const char	*reply;
		int		 status;
		const char	*type, *body;
		int64_t		 retry_after, max_age;
	} rows[] = {
		{ HEAD "\r\nhello", 200, "text/plain", "hello", 0, 0 },
		{ HEAD "Content-Length: 2\r\n\r\nhi", 200, "text/plain", "hi",
		  0, 0 },
		{ HEAD "Transfer-Encoding: chunked\r\n\r\n"
		  "2\r\nhi\r\n3\r\n ho\r\n0\r\n\r\n", 200, "text/plain",
		  "hi ho", 0, 0 },
		{ "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\n\r\n", 429, "", "",
		  7, 0 },
		{ "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
		  "\r\n", 302, "", "", 0, 0 },
		{ HEAD "Cache-Control: public, max-age=19204, "
		  "must-revalidate\r\n\r\n", 200, "text/plain", "", 0, 19204 },
		{ HEAD "cache-control: no-store, max-age=5\r\n\r\n", 200,
		  "text/plain", "", 0, 0 },
		{ HEAD "Cache-Control: max-age=99999999999999999999\r\n\r\n",
		  200, "text/plain", "", 0, 86400 },
		{ HEAD "Cache-Control: max-age=\r\n\r\n", 200, "text/plain",
		  "", 0, 0 },
	};
	struct net_answer	 a;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(get(rows[i].reply, 0, 0, &a), NET_OK);
		ck_assert_int_eq(a.status, rows[i].status);
		ck_assert_str_eq(a.type, rows[i].type);
		ck_assert_str_eq(a.body, rows[i].body);
		ck_assert_uint_eq(a.len, strlen(rows[i].body));
		ck_assert_int_eq(a.retry_after, rows[i].retry_after);
		ck_assert_int_eq(a.max_age, rows[i].max_age);
	}
}
END_TEST

START_TEST(what_is_sent_is_what_was_said)
{
	static const char *const	 headers[] = { "X-One: 1",
		"Content-Type: application/json", NULL };
	struct net_request		 request = { .method = "POST",
		.base = base, .path = "/v1/x", .headers = headers,
		.body = "{}", .len = 2 };
	struct net_answer		 a;
	const char			*asked;

	server_start(HEAD "\r\n");
	ck_assert_int_eq(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
	ck_assert_int_eq(net_http(&store, &request, &a), NET_OK);
	unsetenv("http_proxy");
	asked = server_end();
	ck_assert(text_starts(asked, "POST /v1/x HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(asked, "\r\nUser-Agent: souk/"));
	ck_assert_ptr_nonnull(strstr(asked, "\r\nX-One: 1\r\n"));
	ck_assert_ptr_nonnull(strstr(asked,
	    "\r\nContent-Type: application/json\r\n"));
	ck_assert_ptr_nonnull(strstr(asked, "\r\n\r\n{}"));
	ck_assert_ptr_null(strstr(asked, "Expect"));
}
END_TEST

/* Announced or not, and whoever falls silent. */
START_TEST(an_answer_that_is_none_is_unknown)
{
	static const struct {
		const char	*reply;
		size_t		 most;
		int		 ms;
	} rows[] = {
		{ HEAD "Content-Length: 11\r\n\r\n01234567890", 10, 0 },
		{ HEAD "\r\n01234567890", 10, 0 },
		{ HEAD "Content-Length: 5\r\n\r\n0123", 10, 0 },
		{ HEAD "Content-Length: 99\r\n\r\n0123", 1000, 0 },
		{ "what?\r\n\r\n", 10, 0 },
		{ "", 10, 0 },
		{ NULL, 10, 300 },
	};
	struct net_answer	 a;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(get(rows[i].reply, rows[i].most, rows[i].ms,
		    &a) == NET_UNKNOWN, "row %zu", i);
		ck_assert_uint_eq(a.len, 0);
		ck_assert_int_eq(a.status, 0);
	}
	ck_assert_int_eq(get(HEAD "\r\n0123456789", 10, 0, &a), NET_OK);
}
END_TEST

START_TEST(who_is_not_there_is_unreached)
{
	struct net_answer	a;

	close(listener_open());
	ck_assert_int_eq(net_http(&store, &(struct net_request){
	    .method = "GET", .base = base, .path = "/" }, &a), NET_UNREACHED);
}
END_TEST

START_TEST(what_may_not_be_asked_is_refused)
{
	static const char *const	 bad[] = { "X: a\r\nY: b", NULL },
		*const nameless[] = { "no colon", NULL },
		*const blank[] = { "X Y: z", NULL };
	static const struct net_request	 rows[] = {
		{ .base = "http://192.0.2.1", .path = "/" },
		{ .base = "http://127.0.0.1.example", .path = "/" },
		{ .base = "http://127.0.0.1@192.0.2.1", .path = "/" },
		{ .base = "http://0x7f000001", .path = "/" },
		{ .base = "file:///etc", .path = "/hostname" },
		{ .base = "gopher://127.0.0.1", .path = "/" },
		{ .base = "", .path = "/" },
		{ .base = "https://127.0.0.1:1", .path = "@192.0.2.1/" },
		{ .base = "https://127.0.0.1:1", .path = ".example/" },
		{ .base = "https://127.0.0.1:1", .path = "/a b" },
		{ .base = "https://127.0.0.1:1", .path = "/a\r\nb" },
		{ .base = "https://127.0.0.1:1", .path = "/a#b" },
		{ .base = "https://127.0.0.1:1", .path = "/a\\b" },
		{ .base = "https://127.0.0.1:1", .path = "/", .headers = bad },
		{ .base = "https://127.0.0.1:1", .path = "/",
		  .headers = nameless },
		{ .base = "https://127.0.0.1:1", .path = "/",
		  .headers = blank },
		{ .method = "TRACE", .base = "https://127.0.0.1:1",
		  .path = "/" },
		{ .method = "GET /\r\n", .base = "https://127.0.0.1:1",
		  .path = "/" },
	};
	struct net_request	 request;
	struct net_answer	 a;

	for (size_t i = 0; i < COUNT(rows); i++) {
		request = rows[i];
		if (request.method == NULL)
			request.method = "GET";
		ck_assert_msg(net_http(&store, &request, &a) == NET_REFUSED,
		    "row %zu", i);
	}
	config.loopback = false;
	ck_assert_int_eq(get(HEAD "\r\n", 0, 0, &a), NET_REFUSED);
}
END_TEST

static enum outcome
call_within(struct act *act, void *result)
{
	struct net_answer	a;

	*(enum net_result *)result = net_http(act, &(struct net_request){
	    .method = "GET", .base = base, .path = "/" }, &a);
	return SOUK_OK;
}

START_TEST(nobody_is_called_within_a_transaction)
{
	enum net_result	 result = NET_OK;

	server_start(HEAD "\r\n");
	ck_assert_int_eq(db_tx(&store, DB_READ, call_within, &result),
	    SOUK_OK);
	ck_assert_int_eq(result, NET_REFUSED);
	ck_assert_str_eq(server_end(), "");
}
END_TEST

/* ---- TLS ------------------------------------------------------------------ */

static const char *
path_of(const char *name)
{
	return arena_printf(store.arena, "%s/%s", store_dir, name);
}

static void
certificate_make(const char *names)
{
	ck_assert_int_eq(system(arena_printf(store.arena,	/* NOLINT */
	    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
	    "-nodes -days 2 -subj /CN=localhost -addext subjectAltName=%s "
	    "-keyout %s -out %s 2>/dev/null", names, path_of("key"),
	    path_of("crt"))), 0);
}

/* Prints its port once it listens. */
static void
tls_start(const char *option)
{
	char	 line[256];
	FILE	*said;
	int	 pass[2];

	ck_assert_int_eq(pipe(pass), 0);
	if ((child = fork()) == 0) {
		dup2(pass[1], STDOUT_FILENO);
		dup2(pass[1], STDERR_FILENO);
		execlp("openssl", "openssl", "s_server", "-accept",
		    "127.0.0.1:0", "-cert", path_of("crt"), "-key",
		    path_of("key"), "-www", option, (char *)NULL);
		_exit(127);
	}
	close(pass[1]);
	ck_assert_ptr_nonnull(said = fdopen(pass[0], "r"));
	while (fgets(line, sizeof(line), said) != NULL &&
	    strncmp(line, "ACCEPT ", 7) != 0)
		continue;
	snprintf(base, sizeof(base), "https://%.*s",
	    (int)strcspn(line + 7, "\n"), line + 7);
	heard_fd = dup(pass[0]);
	fclose(said);
}

static enum net_result
get_tls(const char *option, const char *trusted)
{
	struct net_answer	 a;
	enum net_result		 result;

	config.ca_file = trusted;
	tls_start(option);
	result = net_http(&store, &(struct net_request){ .method = "GET",
	    .base = base, .path = "/" }, &a);
	server_end();
	return result;
}

START_TEST(only_who_is_trusted_is_spoken_to)
{
	config.loopback = false;
	certificate_make("IP:127.0.0.1");
	ck_assert_int_eq(get_tls("-tls1_3", path_of("crt")), NET_OK);
	ck_assert_int_eq(get_tls("-tls1_2", path_of("crt")), NET_OK);
	ck_assert_int_eq(get_tls("-tls1_1", path_of("crt")), NET_UNREACHED);
	ck_assert_int_eq(get_tls("-tls1_3", ""), NET_UNREACHED);
	certificate_make("IP:127.0.0.2");
	ck_assert_int_eq(get_tls("-tls1_3", path_of("crt")), NET_UNREACHED);
	unlink(path_of("crt"));
	unlink(path_of("key"));
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		an_answer_is_what_came,
		what_is_sent_is_what_was_said,
		an_answer_that_is_none_is_unknown,
		who_is_not_there_is_unreached,
		what_may_not_be_asked_is_refused,
		nobody_is_called_within_a_transaction,
		only_who_is_trusted_is_spoken_to,
	};
	const struct suite	 suite = { "net", net_unit_open,
	    store_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
