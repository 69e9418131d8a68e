/* SPDX-License-Identifier: ISC */
/* The processes of a shop: how they live, are replaced and end. */
#include <check.h>
#include <curl/curl.h>
#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/http/process.h"
#include "tests/http/shop.h"
#include "tests/http/suite.h"

#define MANY	32
#define PATH	"/ready"		/* reads the database, not counted */

/* ---- looking ------------------------------------------------------------- */

static bool
has_name(const char *pid, pid_t parent, const char *name)
{
	char	 path[300], comm[64] = "", *text;
	int	 ppid = 0;

	snprintf(path, sizeof(path), "/proc/%s/stat", pid);
	text = file_read(path);
	sscanf(text, "%*d (%63[^)]) %*c %d", comm, &ppid);
	free(text);
	return ppid == parent && (name == NULL || strcmp(comm, name) == 0);
}

/* The children of this name, youngest pid last; NULL: of any. */
static int
children(const char *name, pid_t pids[MANY])
{
	struct dirent	*e;
	DIR		*proc = opendir("/proc");
	int		 n = 0;

	while ((e = readdir(proc)) != NULL && n < MANY)
		if (strtol(e->d_name, NULL, 10) > 0 &&
		    has_name(e->d_name, shop_supervisor(), name))
			pids[n++] = (pid_t)strtol(e->d_name, NULL, 10);
	closedir(proc);
	return n;
}

static bool
is_alive(pid_t pid)
{
	return kill(pid, 0) == 0;
}

static int
survivors(const pid_t *pids, int n)
{
	int	 left = 0;

	for (int i = 0; i < n; i++)
		left += is_alive(pids[i]);
	return left;
}

#define AWAIT(CONDITION, MS) do {					\
	int64_t	 end_ = now_ms() + (MS);				\
									\
	while (!(CONDITION)) {						\
		ck_assert_msg(now_ms() < end_, "not in time: %s",	\
		    #CONDITION);					\
		pause_ms(20);						\
	}								\
} while (0)

static bool
log_has(const char *text)
{
	char	 path[128], *log;
	bool	 found;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	log = file_read(path);
	found = strstr(log, text) != NULL;
	free(log);
	return found;
}

/* ---- load ------------------------------------------------------------------ */

struct load {
	pthread_t	 thread;
	atomic_bool	 stop;
	atomic_int	 good, bad;
	int		 last_bad;
};

/* An idle connection may end as it is used again: every client then asks
 * once more (RFC 9110, 9.2.2). */
static void *
load_run(void *arg)
{
	struct load	*l = arg;
	struct client	*c = client_new();
	int		 status;

	while (!atomic_load(&l->stop)) {
		if ((status = client_get(c, PATH)->status) == 0)
			status = client_get(c, PATH)->status;
		atomic_fetch_add(status == 200 ? &l->good : &l->bad, 1);
		if (status != 200)
			l->last_bad = status;
	}
	client_free(c);
	return NULL;
}

#define THREADS	3

static void
load_start(struct load *l)
{
	memset(l, 0, THREADS * sizeof(*l));
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&l[i].thread, NULL, load_run,
		    &l[i]), 0);
}

static void
load_end(struct load *l, int *good, int *bad)
{
	*good = *bad = 0;
	for (int i = 0; i < THREADS; i++)
		atomic_store(&l[i].stop, true);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(l[i].thread, NULL);
		*good += atomic_load(&l[i].good);
		*bad += atomic_load(&l[i].bad);
	}
}

static int
load_good(struct load *l)
{
	int	 n = 0;

	for (int i = 0; i < THREADS; i++)
		n += atomic_load(&l[i].good);
	return n;
}

/* ---- the tests --------------------------------------------------------------- */

/* F-01: only what the killed worker had in hand may fail. */
START_TEST(f_01_a_killed_worker_is_replaced_and_requests_go_on)
{
	static struct load	 load[THREADS];
	pid_t		 now[MANY], first[MANY];
	int		 workers = children("souk-web", first), good, bad;
	int		 before;

	ck_assert_int_ge(workers, 3);
	load_start(load);
	for (int i = 0; i < workers; i++) {
		before = load_good(load);
		kill(first[i], SIGKILL);
		AWAIT(!is_alive(first[i]) &&
		    children("souk-web", now) == workers, SOON_MS);
		AWAIT(load_good(load) > before + 20, SOON_MS);
	}
	load_end(load, &good, &bad);
	ck_assert_int_le(bad, workers);
	ck_assert_int_eq(survivors(first, workers), 0);
}
END_TEST

START_TEST(f_28_sighup_replaces_every_worker_and_no_request_fails)
{
	static struct load	 load[THREADS];
	pid_t		 old[MANY], jobs[MANY], now[MANY];
	int		 workers = children("souk-web", old), good, bad;

	ck_assert_int_eq(children("souk-jobs", jobs), 8);
	load_start(load);
	kill(shop_supervisor(), SIGHUP);
	AWAIT(survivors(old, workers) == 0 && survivors(jobs, 6) == 0,
	    SOON_MS);
	AWAIT(children("souk-web", now) == workers &&
	    children("souk-jobs", jobs) == 8, SOON_MS);
	load_end(load, &good, &bad);
	ck_assert_int_gt(good, 50);
	ck_assert_msg(bad == 0, "%d failed, such as %d", bad, load->last_bad);
}
END_TEST

static void
worker_swap(const char *with)
{
	char	 path[128], aside[128];

	snprintf(path, sizeof(path), "%s/bin/souk-web", shop_home());
	snprintf(aside, sizeof(aside), "%s/bin/aside", shop_home());
	if (with == NULL) {
		ck_assert_int_eq(rename(aside, path), 0);
		return;
	}
	ck_assert_int_eq(rename(path, aside), 0);
	ck_assert_int_eq(symlink(with, path), 0);
}

START_TEST(f_28_workers_stay_when_the_new_ones_do_not_live)
{
	pid_t	 old[MANY];
	int	 workers = children("souk-web", old);

	worker_swap("/bin/false");
	kill(shop_supervisor(), SIGHUP);
	AWAIT(log_has("the old ones stay"), SOON_MS);
	worker_swap(NULL);
	ck_assert_int_eq(survivors(old, workers), workers);
}
END_TEST

/* F-22: no network but for what sends, and nothing else that is not needed. */
START_TEST(f_22_the_sandbox_refuses_every_attack)
{
	static const struct { const char *program, *pool; bool network; }
	    attacked[] = {
		{ "souk-web", "web", false }, { "souk-jobs", "work", false },
		{ "souk-jobs", "send", true }, { "souk-jobs", "call", true },
		{ "souk-jobs", "keep", true }, { "souk-web", "upload", false },
		{ "souk-remote", "remote", true },
		{ "souk-stripe", "stripe", false },
		{ "souk-meta", "meta", false }, { "souk-jobs", "chat", true },
		{ "souk-jobs", "text", true }, { "souk-jobs", "file", true },
		{ "souk-media", "", false },
	};
	char		 path[128], *out;

	for (size_t i = 0; i < sizeof(attacked) / sizeof(attacked[0]); i++) {
		const char	*argv[] = { path, "--self-attack", NULL };

		snprintf(path, sizeof(path), "%s/bin/%s", shop_home(),
		    attacked[i].program);
		setenv("SOUK_POOL", attacked[i].pool, 1);
		ck_assert_msg(command_run(NULL, &out, argv) == 0, "%s", out);
		unsetenv("SOUK_POOL");
		ck_assert_ptr_null(strstr(out, "DONE"));
		ck_assert_ptr_nonnull(strstr(out, "execve: refused"));
		ck_assert_msg((strstr(out, "AF_INET: refused") != NULL) ==
		    !attacked[i].network, "%s", out);
		free(out);
	}
}
END_TEST

START_TEST(f_22_a_running_worker_has_its_filter_and_no_privileges)
{
	char	 path[64], *text;
	pid_t	 pids[MANY];
	int	 n = children("souk-web", pids);

	n += children("souk-jobs", pids + n);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "/proc/%d/status", pids[i]);
		text = file_read(path);
		ck_assert_ptr_nonnull(strstr(text, "NoNewPrivs:\t1"));
		ck_assert_ptr_nonnull(strstr(text, "Seccomp:\t2"));
		ck_assert_ptr_nonnull(strstr(text, "CapEff:\t0000000000000000"));
		free(text);
	}
}
END_TEST

START_TEST(a_home_runs_one_shop_at_a_time)
{
	char	*out = NULL;

	ck_assert_int_eq(shop_command(NULL, &out, "run", NULL), 1);
	ck_assert_msg(strstr(out, "running already") != NULL, "%s", out);
	free(out);
}
END_TEST

static int
url_status(const char *url)
{
	CURL	*easy = curl_easy_init();
	long	 status = 0;

	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 5000L);
	if (curl_easy_perform(easy) == CURLE_OK)
		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(easy);
	return (int)status;
}

static void
environment_point(const char *home, int port)
{
	char	 text[16];

	snprintf(text, sizeof(text), "%d", port);
	setenv("SOUK_HOME", home, 1);
	setenv("SOUK_PORT", text, 1);
}

START_TEST(two_shops_run_side_by_side)
{
	struct client	*c = client_new();
	char		 home[64], url[64];
	const char	*remove[] = { "rm", "-rf", home, NULL };
	int		 port = port_free(), status;
	pid_t		 second;

	environment_point(home, port);
	home_make(home);
	environment_point(home, port);
	second = supervisor_start(home);
	environment_point(shop_home(), shop_port());
	snprintf(url, sizeof(url), "https://localhost:%d/ready", port);
	AWAIT(url_status(url) == 200, SOON_MS);
	want(client_get(c, "/ready"), 200);
	kill(second, SIGTERM);
	ck_assert(process_ended(second, SOON_MS, &status));
	want(client_get(c, "/ready"), 200);
	ck_assert_int_eq(url_status(url), 0);
	command_run(NULL, NULL, remove);
	client_free(c);
}
END_TEST

START_TEST(workers_are_recycled_and_nobody_notices)
{
	struct client	*c;
	pid_t		 old[MANY];
	int		 workers;

	shop_stop();
	setenv("SOUK_MAX_REQUESTS", "10", 1);
	shop_start();
	unsetenv("SOUK_MAX_REQUESTS");
	workers = children("souk-web", old);
	c = client_new();
	for (int i = 0; i < 120; i++)
		want(client_get(c, PATH), 200);
	/* Those for logins, pictures and writing had nothing to do. */
	ck_assert_int_le(survivors(old, workers), 3);
	client_free(c);
}
END_TEST

static void *
sign_in(void *arg)
{
	struct client	*c = client_new();

	*(int *)arg = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}",
	    shop_password)->status;
	client_free(c);
	return NULL;
}

/* Processor time in ticks, 0 unless it runs right now. */
static long
running_ticks(pid_t pid)
{
	char	 path[64], *text, state = 'S';
	long	 user = 0, system = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	text = file_read(path);
	sscanf(text, "%*d (%*[^)]) %c %*d %*d %*d %*d %*d %*u %*u %*u %*u"
	    " %*u %ld %ld", &state, &user, &system);
	free(text);
	return state == 'R' ? user + system : 0;
}

/* The worker that spends time in one go: it hashes. */
static pid_t
busy_worker(const pid_t *pids, int n, int64_t ms)
{
	int64_t	 end = now_ms() + ms;
	long	 first[MANY] = { 0 }, ticks;

	while (now_ms() < end)
		for (int i = 0; i < n; i++) {
			ticks = running_ticks(pids[i]);
			if (ticks != 0 && first[i] != 0 && ticks > first[i])
				return pids[i];
			if (ticks == 0 || first[i] == 0)
				first[i] = ticks;
		}
	return 0;
}

/* Signs in until one is seen at it. */
static pthread_t
thread_hashing(const pid_t *pids, int n, int *status, pid_t *busy)
{
	pthread_t	 thread;

	for (int i = 0; i < 10; i++) {
		ck_assert_int_eq(pthread_create(&thread, NULL, sign_in,
		    status), 0);
		if ((*busy = busy_worker(pids, n, 2000)) != 0)
			return thread;
		pthread_join(thread, NULL);
	}
	ck_abort_msg("no worker is busy");
}

/* A request beyond its time ends its own worker and no other. */
START_TEST(a_stuck_request_ends_only_its_own_worker)
{
	struct client	*c = client_new();
	pid_t		 pids[MANY], stuck;
	pthread_t	 thread;
	int		 n = children("souk-web", pids), status = 0;
	int64_t		 end;

	thread = thread_hashing(pids, n, &status, &stuck);
	kill(stuck, SIGSTOP);
	for (end = now_ms() + 10500; now_ms() < end; pause_ms(100))
		want(client_get(c, PATH), 200);
	kill(stuck, SIGCONT);
	pthread_join(thread, NULL);
	ck_assert_int_eq(status, 502);
	AWAIT(!is_alive(stuck), SOON_MS);
	ck_assert_int_eq(survivors(pids, n), n - 1);
	ck_assert(log_has("exit 75"));
	client_free(c);
}
END_TEST

static int
entries(const char *folder, const char *ending)
{
	char		 path[128];
	struct dirent	*e;
	DIR		*d;
	int		 n = 0;

	snprintf(path, sizeof(path), "%s/%s", shop_home(), folder);
	ck_assert_ptr_nonnull(d = opendir(path));
	while ((e = readdir(d)) != NULL)
		if (strlen(e->d_name) > strlen(ending) &&
		    strcmp(e->d_name + strlen(e->d_name) - strlen(ending),
		    ending) == 0)
			n++;
	closedir(d);
	return n;
}

START_TEST(sigterm_leaves_no_process_socket_or_lock)
{
	pid_t	 pids[MANY];
	int	 n = children(NULL, pids);
	char	 url[80];

	ck_assert_int_ge(n, 5);
	ck_assert_int_eq(entries("run", ".sock"), 8);
	shop_stop();
	ck_assert_int_eq(survivors(pids, n), 0);
	ck_assert_int_eq(entries("run", ".sock"), 0);
	ck_assert_int_eq(entries("run", ".lock"), 0);
	ck_assert_int_eq(entries("run", ".pid"), 0);
	snprintf(url, sizeof(url), "%s/ready", shop_url());
	ck_assert_int_eq(url_status(url), 0);
	shop_start();
}
END_TEST

START_TEST(a_killed_supervisor_takes_all_along_and_leaves_nothing_in_the_way)
{
	pid_t	 pids[MANY];
	int	 n = children(NULL, pids), status;

	kill(shop_supervisor(), SIGKILL);
	ck_assert(process_ended(shop_supervisor(), SOON_MS, &status));
	AWAIT(survivors(pids, n) == 0, SOON_MS);
	shop_start();
}
END_TEST

/* F-09: the timer of requests rings in none of the waits between them. */
START_TEST(no_timer_rings_while_a_worker_waits)
{
	pid_t			 pids[MANY];
	char			 path[64], *text, *blocked;
	unsigned long long	 mask;

	for (int i = children("souk-web", pids); i-- > 0; ) {
		snprintf(path, sizeof(path), "/proc/%d/status", (int)pids[i]);
		text = file_read(path);
		blocked = strstr(text, "SigBlk:");
		ck_assert_ptr_nonnull(blocked);
		mask = strtoull(blocked + strlen("SigBlk:"), NULL, 16);
		ck_assert_msg(mask >> SIGRTMIN & 1, "%d: %llx", (int)pids[i],
		    mask);
		free(text);
	}
}
END_TEST

/* F-09: nginx, held up after it connected, still gets its answer. */
START_TEST(who_is_slow_to_begin_is_waited_for)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	struct pollfd		 fd = { .events = POLLIN };

	snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/run/web.sock",
	    shop_home());
	fd.fd = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_eq(connect(fd.fd, (struct sockaddr *)&sun, sizeof(sun)),
	    0);
	ck_assert_msg(poll(&fd, 1, 800) == 0, "closed at once");
	close(fd.fd);
}
END_TEST

/* S4-MON-01: what lands in the log is one JSON object a line. */
START_TEST(s4_mon_01_every_line_of_the_log_is_a_json_object)
{
	char	 path[128], *log, *line, *rest;
	size_t	 len;
	int	 lines = 0;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	rest = log = file_read(path);
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		len = strlen(line);
		ck_assert_msg(line[0] == '{' && line[len - 1] == '}', "%s",
		    line);
		lines++;
	}
	ck_assert_int_gt(lines, 10);
	ck_assert_ptr_null(strstr(log, shop_password));
	free(log);
}
END_TEST

SUITE_MAIN("process",
    f_01_a_killed_worker_is_replaced_and_requests_go_on,
    f_28_sighup_replaces_every_worker_and_no_request_fails,
    f_28_workers_stay_when_the_new_ones_do_not_live,
    f_22_the_sandbox_refuses_every_attack,
    f_22_a_running_worker_has_its_filter_and_no_privileges,
    a_home_runs_one_shop_at_a_time,
    two_shops_run_side_by_side,
    a_stuck_request_ends_only_its_own_worker,
    workers_are_recycled_and_nobody_notices,
    sigterm_leaves_no_process_socket_or_lock,
    a_killed_supervisor_takes_all_along_and_leaves_nothing_in_the_way,
    no_timer_rings_while_a_worker_waits,
    who_is_slow_to_begin_is_waited_for,
    s4_mon_01_every_line_of_the_log_is_a_json_object)
