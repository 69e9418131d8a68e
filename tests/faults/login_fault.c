/* SPDX-License-Identifier: ISC */
/*
 * F-19: two hundred logins a second, each of which would cost a hash of 19
 * MiB, and passwords of 4 KiB among them; whoever looks at products notices
 * little: the 99th of a hundred answers comes at most twice as late.
 *
 * Guard: POOL_LOGIN of the routes that hash (fcgi/routes/auth.c): one worker,
 * whose backlog is the queue; without it they hold the workers of readers.
 */
#include <curl/curl.h>
#include <poll.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/faults/faults.h"

#define A_SECOND	200
#define LOOKS		10000
#define OPEN_MOST	2000
#define PASSWORD_BYTES	4000

static int64_t
now_us(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static size_t
pass_over(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

/* ---- those who guess ---------------------------------------------------------- */

static CURL *
login_new(int i, const char *url, struct curl_slist *head)
{
	static char	 password[PASSWORD_BYTES + 1], body[2][PASSWORD_BYTES + 128];
	CURL		*easy = curl_easy_init();

	if (*password == '\0')
		memset(password, 'a', PASSWORD_BYTES);
	snprintf(body[0], sizeof(body[0]),
	    "{\"username\":\"nobody%d\",\"password\":\"guess\"}", i);
	snprintf(body[1], sizeof(body[1]),
	    "{\"username\":\"nobody%d\",\"password\":\"%s\"}", i, password);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, head);
	curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body[i % 10 == 9]);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, pass_over);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
	return easy;
}

/* How they were answered, told to the parent when it has seen enough. */
struct flood { int sent, by_status[600]; };

static void
answers_take(CURLM *multi, struct flood *f)
{
	CURLMsg	*m;
	int	 left;
	long	 status;

	while ((m = curl_multi_info_read(multi, &left)) != NULL) {
		CURL	*easy = m->easy_handle;

		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		f->by_status[status >= 0 && status < 600 ? status : 0]++;
		curl_multi_remove_handle(multi, easy);
		curl_easy_cleanup(easy);
	}
}

/* So many a second, whatever becomes of them, until the parent says so. */
static void
flood(const char *url, int told, int tell)
{
	static struct flood	 f;
	struct curl_slist	*head = curl_slist_append(NULL,
				    "Content-Type: application/json");
	CURLM			*multi = curl_multi_init();
	int64_t			 began = now_us();
	int			 running = 0;

	(void)!nice(19);	/* they have machines of their own */
	while (poll(&(struct pollfd){ told, POLLIN, 0 }, 1, 0) == 0) {
		while (f.sent < (now_us() - began) * A_SECOND / 1000000 &&
		    running < OPEN_MOST) {
			curl_multi_add_handle(multi, login_new(f.sent++, url,
			    head));
			running++;
		}
		curl_multi_perform(multi, &running);
		answers_take(multi, &f);
		curl_multi_poll(multi, NULL, 0, 2, NULL);
	}
	(void)!write(tell, &f, sizeof(f));
	_exit(0);
}

/* ---- whoever looks --------------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	const int64_t	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t
p99_of_looks(int n)
{
	int64_t	*us = calloc((size_t)n, sizeof(*us)), began, p99;

	for (int i = 0; i < n; i++) {
		began = now_us();
		want(client_get(anyone, "/api/public/products?limit=20"), 200);
		us[i] = now_us() - began;
	}
	qsort(us, (size_t)n, sizeof(*us), by_value);
	p99 = us[n * 99 / 100];
	free(us);
	return p99;
}

START_TEST(f_19_two_hundred_logins_a_second_leave_reads_alone)
{
	const int	 n = fault_count(LOOKS);
	struct flood	 f = { .sent = 0 };
	int		 say[2], hear[2];
	int64_t		 quiet, loud;
	char		 url[128];
	pid_t		 pid;

	limits_raise();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"accounts\":{\"addressFailures\":1000}}"), 200);
	snprintf(url, sizeof(url), "%s/api/auth/login", shop_url());
	p99_of_looks(200);		/* warm */
	quiet = p99_of_looks(n);
	ck_assert_int_eq(pipe(say), 0);
	ck_assert_int_eq(pipe(hear), 0);
	if ((pid = fork()) == 0)
		flood(url, say[0], hear[1]);
	pause_ms(1000);			/* the queue fills */
	loud = p99_of_looks(n);
	ck_assert_int_eq(write(say[1], "x", 1), 1);
	ck_assert_int_eq(read(hear[0], &f, sizeof(f)), sizeof(f));
	waitpid(pid, NULL, 0);
	fault_say("F-19", "%d logins (401 %d, 400 %d, 429 %d, 503 %d, other "
	    "%d); reads p99 %lld us, before %lld", f.sent, f.by_status[401],
	    f.by_status[400], f.by_status[429], f.by_status[503],
	    f.by_status[500] + f.by_status[502] + f.by_status[504],
	    (long long)loud, (long long)quiet);
	ck_assert_int_eq(f.by_status[500], 0);
	ck_assert_int_gt(f.sent, A_SECOND);
	ck_assert_int_le(loud, 2 * quiet);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		f_19_two_hundred_logins_a_second_leave_reads_alone };

	return suite_run("logins", tests, 1);
}
