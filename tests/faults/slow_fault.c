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
#define WAIT_MS		3000	/* for any answer, with all of it on two processors */
#define FEED_PRODUCTS	1200	/* more than the kernel keeps for a socket */

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

/* A body of which there is a byte a second. */
struct sender { CURL *easy; bool given; };

static struct sender	 senders[SENDERS];

static size_t
byte_give(char *p, size_t size, size_t n, void *arg)
{
	struct sender	*s = arg;

	(void)size;
	(void)n;
	if (s->given)
		return CURL_READFUNC_PAUSE;
	s->given = true;
	*p = ' ';
	return 1;
}

static void
senders_go_on(void)
{
	for (int i = 0; i < SENDERS; i++) {
		senders[i].given = false;
		curl_easy_pause(senders[i].easy, CURLPAUSE_CONT);
	}
}

/* So that not all of it waits on this side. */
static int
window_narrow(void *arg, curl_socket_t fd, curlsocktype type)
{
	const int	 bytes = 4096;

	(void)arg;
	(void)type;
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
	return CURL_SOCKOPT_OK;
}

static CURL *
slow_new(int i, const char *path)
{
	CURL	*c = curl_easy_init();
	char	 url[160], address[32];

	snprintf(url, sizeof(url), "%s%s", shop_url(), path);
	address_of(SILENT + i, address);
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_INTERFACE, address);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, pass_over);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	return c;
}

static CURL *
sender_new(int i)
{
	static struct curl_slist	*type;
	CURL				*c = slow_new(i, "/api/auth/login");

	senders[i] = (struct sender){ .easy = c };
	/* Else it is refused unread. */
	if (type == NULL)
		type = curl_slist_append(NULL,
		    "Content-Type: application/json");
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, type);
	curl_easy_setopt(c, CURLOPT_POST, 1L);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, 2000L);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, byte_give);
	curl_easy_setopt(c, CURLOPT_READDATA, &senders[i]);
	return c;
}

static CURL *
taker_new(int i)
{
	CURL	*c = slow_new(SENDERS + i, i % 10 == 0 ? "/feed.xml" :
		    PUBLIC "?limit=100");

	curl_easy_setopt(c, CURLOPT_SOCKOPTFUNCTION, window_narrow);
	curl_easy_setopt(c, CURLOPT_BUFFERSIZE, 1024L);
	curl_easy_setopt(c, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)1);
	return c;
}

/* Whoever is cut off comes again. */
static void
come_again(CURLM *multi, int fds[SILENT])
{
	CURLMsg	*done;
	int	 left;

	while ((done = curl_multi_info_read(multi, &left)) != NULL)
		if (done->msg == CURLMSG_DONE) {
			CURL	*c = done->easy_handle;

			curl_multi_remove_handle(multi, c);
			curl_multi_add_handle(multi, c);
		}
	for (int i = 0; i < SILENT; i++)
		if (recv(fds[i], (char[1]){ 0 }, 1, MSG_DONTWAIT) == 0) {
			close(fds[i]);
			fds[i] = silent_open(i);
		}
}

static void
attack(int seconds)
{
	struct rlimit	 files = { 8192, 8192 };
	CURLM		*multi;
	int		 fds[SILENT], running;
	int64_t		 end = now_ms() + seconds * 1000, second = 0;

	setrlimit(RLIMIT_NOFILE, &files);
	(void)!nice(19);		/* the processors are not what it fights for */
	multi = curl_multi_init();
	for (int i = 0; i < SILENT; i++)
		fds[i] = silent_open(i);
	for (int i = 0; i < SENDERS; i++)
		curl_multi_add_handle(multi, sender_new(i));
	for (int i = 0; i < TAKERS; i++)
		curl_multi_add_handle(multi, taker_new(i));
	while (now_ms() < end) {
		curl_multi_perform(multi, &running);
		come_again(multi, fds);
		if (now_ms() - second >= 1000) {
			second = now_ms();
			senders_go_on();
		}
		curl_multi_poll(multi, NULL, 0, 50, NULL);
	}
	_exit(0);
}

/* Answers that no socket holds. */
static void
feed_make(void)
{
	static char	 csv[FEED_PRODUCTS * 5200];
	size_t		 len = (size_t)snprintf(csv, sizeof(csv),
			    "slug,name,description,price,status,stock,image 1\n");
	int64_t		 end = now_ms() + IMPORT_MS;

	for (int i = 0; i < FEED_PRODUCTS; i++) {
		len += (size_t)snprintf(csv + len, sizeof(csv) - len,
		    "lent-%d-x,Lent %d,", i, i);
		memset(csv + len, 'l', 5000);
		len += 5000 + (size_t)snprintf(csv + len + 5000,
		    sizeof(csv) - len - 5000,
		    ",5.00,ACTIVE,3,/media/a.webp\n");
	}
	want(client_send(owner, "POST", PRODUCTS "/bulk", "text/csv", csv,
	    len), 202);
	while (client_get(anyone, "/feed.xml")->len < FEED_PRODUCTS * 5000)
		ck_assert_int_lt(now_ms(), end);
}

/* ---- who does ------------------------------------------------------------------ */

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Who behaves: their own answers, and the longest any of them waited. */
struct looks { int p99, worst, sum, rounds, failed, longest_ms; };

static void
look_note(struct looks *l, const struct answer *a, int64_t began)
{
	int	 ms = (int)(now_ms() - began);

	l->failed += a->status != 200;
	l->longest_ms = ms > l->longest_ms ? ms : l->longest_ms;
}

/* The 99th of a hundred, in microseconds. */
static void
looks_read(struct looks *l)
{
	static int	 took[LOOKS];
	struct timespec	 a, b;
	int64_t		 began;

	for (int i = 0; i < LOOKS; i++) {
		began = now_ms();
		clock_gettime(CLOCK_MONOTONIC, &a);
		look_note(l, client_get(anyone, PUBLIC "?limit=20"), began);
		clock_gettime(CLOCK_MONOTONIC, &b);
		took[i] = (int)((b.tv_sec - a.tv_sec) * 1000000 +
		    (b.tv_nsec - a.tv_nsec) / 1000);
	}
	qsort(took, LOOKS, sizeof(took[0]), by_value);
	l->p99 = took[LOOKS * 99 / 100];
	l->worst = l->p99 > l->worst ? l->p99 : l->worst;
	l->sum += l->p99;
	l->rounds++;
}

static void
looks_write(struct looks *l)
{
	struct client	*c = client_new();
	int64_t		 began = now_ms();

	look_note(l, client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"read\":%d}}", 9000000 + l->rounds), began);
	began = now_ms();
	look_note(l, client_json(c, "POST", "/api/auth/login", "{\"username\":"
	    "\"reader\",\"password\":\"%s\"}", shop_password), began);
	client_free(c);
}

START_TEST(f_18_slow_clients_keep_nobody_waiting)
{
	const int	 seconds = fault_count(60);
	struct looks	 before = { 0 }, l = { 0 };
	int64_t		 end;
	pid_t		 pid;

	limits_raise();
	feed_make();
	looks_read(&before);
	ck_assert_int_eq(before.failed, 0);
	if ((pid = fork()) == 0)
		attack(seconds);
	pause_ms(2000);
	for (end = now_ms() + (seconds - 3) * 1000; now_ms() < end; ) {
		looks_read(&l);
		looks_write(&l);
	}
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	fault_say("F-18", "%d slow connections for %d s: %d reads, %d writes"
	    " and sign-ins, %d failed; p99 of reads %.1f ms beside them (worst"
	    " round %.1f), %.1f before; longest wait %d ms",
	    SILENT + SENDERS + TAKERS, seconds, l.rounds * LOOKS,
	    l.rounds * 2, l.failed, l.sum / 1000.0 / l.rounds,
	    l.worst / 1000.0, before.p99 / 1000.0, l.longest_ms);
	ck_assert_int_eq(l.failed, 0);
	ck_assert_int_le(l.longest_ms, WAIT_MS);
}
END_TEST

SUITE_MAIN("slow", f_18_slow_clients_keep_nobody_waiting)
