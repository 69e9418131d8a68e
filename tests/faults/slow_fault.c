/* SPDX-License-Identifier: ISC */
/*
 * F-18: two thousand connections that send nothing, or a byte a second, or
 * take their answer a byte a second; whoever behaves notices nothing.
 *
 * Guard: nginx keeps bodies and answers (fastcgi_request_buffering and
 * fastcgi_buffering, as they are unless set).
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/faults/faults.h"

#define SILENT		1400	/* connections that say nothing, or half */
#define SENDERS		300	/* of a body, a byte a second */
#define TAKERS		300	/* of an answer */
#define LOOKS		1500	/* of whoever behaves, each time */

/* ---- those who do not -------------------------------------------------------- */

/* Each from an address of its own neighbourhood, as they would come. */
static void
address_of(int i, char text[32])
{
	snprintf(text, 32, "127.1.%d.%d", i / 200, i % 200 + 1);
}

static int
silent_open(int i)
{
	static const char	 hello[] = "\x16\x03\x01\x02";
	struct sockaddr_in	 from = { .sin_family = AF_INET };
	struct sockaddr_in	 to = { .sin_family = AF_INET };
	char			 text[32];
	int			 fd = socket(AF_INET, SOCK_STREAM |
				    SOCK_NONBLOCK, 0);

	address_of(i, text);
	inet_pton(AF_INET, text, &from.sin_addr);
	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	to.sin_port = htons((uint16_t)shop_port());
	if (fd != -1 && bind(fd, (struct sockaddr *)&from, sizeof(from)) == 0)
		connect(fd, (struct sockaddr *)&to, sizeof(to));
	if (i % 2 == 0)
		(void)!send(fd, hello, sizeof(hello) - 1, MSG_NOSIGNAL);
	return fd;
}

static size_t
pass_over(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

static CURL *
slow_new(int i, bool sends)
{
	static char	 body[2000];
	CURL		*c = curl_easy_init();
	char		 url[160], address[32];

	memset(body, ' ', sizeof(body));
	snprintf(url, sizeof(url), "%s%s", shop_url(), sends ?
	    "/api/auth/login" : PUBLIC "?limit=100");
	address_of(SILENT + i, address);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_INTERFACE, address);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, pass_over);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	if (sends) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE,
		    (long)sizeof(body));
		curl_easy_setopt(c, CURLOPT_MAX_SEND_SPEED_LARGE,
		    (curl_off_t)1);
	} else
		curl_easy_setopt(c, CURLOPT_MAX_RECV_SPEED_LARGE,
		    (curl_off_t)1);
	return c;
}

/* Whoever is cut off comes again, until the time is over. */
static void
attack(int seconds)
{
	struct rlimit	 files = { 8192, 8192 };
	CURLM		*multi;
	CURLMsg		*done;
	int		 fds[SILENT], running, left;
	int64_t		 end = now_ms() + seconds * 1000;

	setrlimit(RLIMIT_NOFILE, &files);
	(void)!nice(19);		/* the processors are not what it fights for */
	multi = curl_multi_init();
	for (int i = 0; i < SILENT; i++)
		fds[i] = silent_open(i);
	for (int i = 0; i < SENDERS + TAKERS; i++)
		curl_multi_add_handle(multi, slow_new(i, i < SENDERS));
	while (now_ms() < end) {
		curl_multi_perform(multi, &running);
		while ((done = curl_multi_info_read(multi, &left)) != NULL)
			if (done->msg == CURLMSG_DONE) {
				CURL	*c = done->easy_handle;

				curl_multi_remove_handle(multi, c);
				curl_multi_add_handle(multi, c);
			}
		for (int i = 0; i < SILENT; i++)
			if (recv(fds[i], (char[1]){ 0 }, 1, MSG_DONTWAIT) ==
			    0) {
				close(fds[i]);
				fds[i] = silent_open(i);
			}
		curl_multi_poll(multi, NULL, 0, 50, NULL);
	}
	_exit(0);
}

/* ---- who does ------------------------------------------------------------------ */

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The 99th of a hundred, in microseconds; counts what was not answered. */
static int
looks_p99(int *failed)
{
	static int	 took[LOOKS];
	struct timespec	 a, b;

	for (int i = 0; i < LOOKS; i++) {
		clock_gettime(CLOCK_MONOTONIC, &a);
		*failed += client_get(anyone, PUBLIC "?limit=20")->status !=
		    200;
		clock_gettime(CLOCK_MONOTONIC, &b);
		took[i] = (int)((b.tv_sec - a.tv_sec) * 1000000 +
		    (b.tv_nsec - a.tv_nsec) / 1000);
	}
	qsort(took, LOOKS, sizeof(took[0]), by_value);
	return took[LOOKS * 99 / 100];
}

START_TEST(f_18_slow_clients_keep_nobody_waiting)
{
	const int	 seconds = fault_count(60);
	int		 before, p99, worst = 0, sum = 0, rounds = 0;
	int		 failed = 0, made = 0;
	int64_t		 end;
	pid_t		 pid;

	limits_raise();
	before = looks_p99(&failed);
	ck_assert_int_eq(failed, 0);
	if ((pid = fork()) == 0)
		attack(seconds);
	pause_ms(2000);
	for (end = now_ms() + (seconds - 3) * 1000; now_ms() < end; ) {
		p99 = looks_p99(&failed);
		worst = p99 > worst ? p99 : worst;
		sum += p99;
		rounds++;
		made += client_json(owner, "PATCH", "/api/admin/settings",
		    "{\"limits\":{\"read\":%d}}", 9000000 + rounds)->status
		    == 200;
	}
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	fault_say("F-18", "%d slow connections for %d s: %d reads, %d failed;"
	    " p99 %.1f ms beside them (worst round %.1f), %.1f before; %d of"
	    " %d writes made", SILENT + SENDERS + TAKERS, seconds,
	    rounds * LOOKS, failed, sum / 1000.0 / rounds, worst / 1000.0,
	    before / 1000.0, made, rounds);
	ck_assert_int_eq(failed, 0);
	ck_assert_int_eq(made, rounds);
}
END_TEST

SUITE_MAIN("slow", f_18_slow_clients_keep_nobody_waiting)
