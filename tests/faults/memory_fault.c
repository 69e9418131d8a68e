/* SPDX-License-Identifier: ISC */
/*
 * F-08: too little memory.  While eight writers keep a ledger, one process
 * after the other gets no more memory than it has (RLIMIT_AS), or is killed as
 * the kernel does when there is none left, and now and then all of them at
 * once.  As F-01: nothing acknowledged is lost or made twice, and the shop
 * answers within a second.
 *
 * Guards: the jump out of a request that gets no memory (arena_guard() in
 * fcgi/http/run.c and lib/queue/run.c), what COMMIT says counts (lib/db/tx.c),
 * the supervisor starts again who died (lib/ops/children.c).
 */
#include <sys/resource.h>
#include <sys/wait.h>

#include "lib/ops/ops.h"
#include "tests/faults/faults.h"

#define PRESS_MS	150
#define ALL_EACH	20	/* rounds */

static const char *const names[] = { "souk-web", "souk-web", "souk-media",
	"souk-web", "souk-jobs", "souk-remote", "souk-stripe" };

static struct { int pressed, killed, died, all; } sum;

static long
size_of(pid_t pid)
{
	char	 path[64], *text;
	const char *at;
	long	 kib = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	text = file_read(path);
	if ((at = strstr(text, "VmSize:")) != NULL)
		kib = strtol(at + strlen("VmSize:"), NULL, 10);
	free(text);
	return kib;
}

static void
limit_one(pid_t pid, rlim_t bytes)
{
	const struct rlimit	 limit = { bytes, RLIM_INFINITY };

	prlimit(pid, RLIMIT_AS, &limit, NULL);
}

/* As their own user: a little above what each has, for a moment. */
static void
press_below(const struct workers *w, int above_kib)
{
	for (int i = 0; i < w->count; i++)
		limit_one(w->list[i].pid, (rlim_t)(size_of(w->list[i].pid) +
		    above_kib) * 1024);
	pause_ms(PRESS_MS);
	for (int i = 0; i < w->count; i++)
		limit_one(w->list[i].pid, RLIM_INFINITY);
}

static void
press(const struct workers *w, int above_kib)
{
	const char	*why;
	pid_t		 pid = fork();
	int		 status;

	if (pid == 0) {
		if (owner_become(shop_home(), &why))
			press_below(w, above_kib);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	sum.pressed += w->count;
	for (int i = 0; i < w->count; i++)
		sum.died += kill(w->list[i].pid, 0) != 0;
}

static struct workers
one_of(struct workers all, unsigned *seed)
{
	if (all.count > 0)
		all.list[0] = all.list[(unsigned)rand_r(seed) %
		    (unsigned)all.count];
	all.count = all.count > 0;
	return all;
}

static void
press_all(int above_kib)
{
	struct workers	 all = { .count = 0 }, some;

	for (size_t i = 1; i < COUNT(names); i++) {
		some = workers_look(names[i]);
		for (int k = 0; k < some.count && i != 3 &&
		    all.count < WORKERS_MAX; k++)
			all.list[all.count++] = some.list[k];
	}
	press(&all, above_kib);
	sum.all++;
}

static void
harm(int i, unsigned *seed)
{
	struct workers	 one = one_of(workers_look(names[(unsigned)i %
			    COUNT(names)]), seed);

	if (i % ALL_EACH == 0)
		press_all(rand_r(seed) % 3 * 64);
	else if (i % 3 != 0)
		press(&one, rand_r(seed) % 8 * 64);
	else if (one.count == 1 && kill(one.list[0].pid, SIGKILL) == 0)
		sum.killed++;
}

/* Requests that the shop said could not be served. */
static int
refusals(void)
{
	char		 path[160], *log;
	int		 n = 0;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	log = file_read(path);
	for (const char *at = log; (at = strstr(at, "\"status\":\"503")) !=
	    NULL; at++)
		n++;
	free(log);
	return n;
}

START_TEST(f_08_without_memory_nothing_acknowledged_is_lost)
{
	const int	 rounds = fault_count(300);
	unsigned	 seed = 4711;
	int64_t		 began = now_ms(), slowest = 0, at;

	limits_raise();
	trouble[0] = '\0';
	load_start("memoire");
	progress_await(20, 0);
	for (int i = 1; i <= rounds && trouble[0] == '\0'; i++) {
		harm(i, &seed);
		at = now_ms();
		answer_await(anyone, i);
		if (now_ms() - at > slowest)
			slowest = now_ms() - at;
		progress_await(2, i);
	}
	load_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	want_ledger();
	fault_say("F-08", "seed 4711, %lld s: %d times a process got no more"
	    " memory (%d times all at once; %d died of it), %d were killed; %d"
	    " requests were refused, %d writes acknowledged, 0 lost, 0 twice; slowest answer after it"
	    " %lld ms; database sound", (long long)(now_ms() - began) / 1000,
	    sum.pressed, sum.all, sum.died, sum.killed, refusals(),
	    load_acknowledged(),
	    (long long)slowest);
}
END_TEST

SUITE_MAIN("memory", f_08_without_memory_nothing_acknowledged_is_lost)
