/* SPDX-License-Identifier: ISC */
/*
 * F-02: the job runner is killed with SIGKILL at each step of a job: before it
 * is claimed, after that, after its effect, before and after it is ended.  No
 * job is lost, each effect is there exactly once, and what a killed runner had
 * claimed is taken over within a minute.
 *
 * Guards: `.tx` (the effect and the end of a job in one transaction:
 * lib/queue/run.c), the job's id as the key of a call, the lease (claim.c).
 * The same without the first two is run too, and must fail.
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/faults/faults.h"
#include "tests/faults/queue_world.h"
#include "tests/http/process.h"

#define LEASE_MS	60000
#define SLACK_MS	5000		/* restarted, looked, done one by one */
#define KILLS		20		/* of each step */
#define CONTROL		1000

static struct world	*world;
static char		 world_path[] = "/tmp/souk-world.XXXXXX";
static char		 calls_path[sizeof(world_path) + 8];

/* Before the shop starts: its processes inherit the name. */
__attribute__((constructor)) static void
world_make(void)
{
	int	 fd = mkstemp(world_path), calls;

	snprintf(calls_path, sizeof(calls_path), "%s.calls", world_path);
	calls = open(calls_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd == -1 || calls == -1 || ftruncate(fd, sizeof(*world)) != 0)
		abort();
	fchmod(fd, 0666);
	fchmod(calls, 0666);
	close(calls);
	world = mmap(NULL, sizeof(*world), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fd, 0);
	close(fd);
	if (world == MAP_FAILED)
		abort();
	setenv("SOUK_WORLD", world_path, 1);
}

__attribute__((destructor)) static void
world_end(void)
{
	unlink(world_path);
	unlink(calls_path);
}

static long
number(const char *sql)
{
	char	*text = shop_sql(sql);
	long	 n = strtol(text, NULL, 10);

	free(text);
	return n;
}

/* The runners become those with the world's kinds. */
static void
runners_swap(void)
{
	static bool	 done;
	char		 path[200], with[4200];
	struct workers	 w = workers_look("souk-jobs");

	if (done)
		return;
	done = true;
	snprintf(path, sizeof(path), "%s/bin/souk-jobs", shop_home());
	snprintf(with, sizeof(with), "%s/faults/souk-jobs", shop_build());
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(symlink(with, path), 0);
	for (int i = 0; i < w.count; i++)
		kill(w.list[i].pid, SIGTERM);
}

static void
jobs_put(const char *kind, const char *lane, int n)
{
	char	 sql[600];

	snprintf(sql, sizeof(sql), "INSERT INTO job (id, kind, lane, payload,"
	    " state, due_at, created_at) WITH RECURSIVE n (i) AS (SELECT 1"
	    " UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
	    " SELECT 'job_' || '%s' || i, '%s', '%s', '{}', 'waiting', 1, 1"
	    " FROM n", n, kind, kind, lane);
	free(shop_sql(sql));
}

#define LEFT	"SELECT count(*) FROM job WHERE kind LIKE 'world.%'"

/* Until all is done.  How long after the last kill that was. */
static int64_t
world_run(int jobs)
{
	int64_t	 end = now_ms() + 10 * LEASE_MS, over;

	for (int i = 0; i < STEP__MAX; i++)
		world->passed[i] = world->killed[i] = 0;
	world->every = jobs / 4 / KILLS;
	world->most = KILLS;
	world->armed = 1;
	while (number(LEFT) > 0) {
		ck_assert_msg(now_ms() < end, "%ld jobs are left",
		    number(LEFT));
		pause_ms(100);
	}
	over = now_ms() - world->killed_at;
	world->armed = 0;
	ck_assert_int_eq(number(LEFT), 0);
	return over;
}

static int
killed(void)
{
	int	 n = 0;

	for (int i = 0; i < STEP__MAX; i++)
		n += (int)world->killed[i];
	return n;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What the world was told, and what it took for something new. */
static void
calls_count(int *told, int *new)
{
	char	*text = file_read(calls_path), *line, *rest = text;
	char	**lines = calloc(200000, sizeof(*lines));

	ck_assert_ptr_nonnull(lines);
	*told = *new = 0;
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		lines[(*told)++] = line;
	qsort(lines, (size_t)*told, sizeof(*lines), by_text);
	for (int i = 0; i < *told; i++)
		*new += i == 0 || strcmp(lines[i], lines[i - 1]) != 0;
	free(lines);
	free(text);
}

#define ROWS	"SELECT count(*) FROM audit_log WHERE action = 'world_row'"
#define JOBS	"SELECT count(DISTINCT entity_id) FROM audit_log WHERE" \
	" action = 'world_row'"

static void
world_clear(void)
{
	free(shop_sql("DELETE FROM audit_log WHERE action = 'world_row'"));
	ck_assert_int_eq(truncate(calls_path, 0), 0);
}

START_TEST(f_02_each_effect_once_wherever_the_runner_is_killed)
{
	const int	 jobs = fault_count(10000);
	int		 told, new;
	int64_t		 over;

	runners_swap();
	world_clear();
	jobs_put("world.row", "work", jobs / 2);
	jobs_put("world.call", "send", jobs / 2);
	over = world_run(jobs);
	calls_count(&told, &new);
	ck_assert_int_eq(number(ROWS), jobs / 2);
	ck_assert_int_eq(number(JOBS), jobs / 2);
	ck_assert_int_eq(new, jobs / 2);
	for (int i = 0; i < STEP__MAX; i++)
		ck_assert_int_gt(world->killed[i], 0);
	ck_assert_int_lt(over, LEASE_MS + SLACK_MS);
	fault_say("F-02", "%d jobs, the runner killed %d times: %ld effects in"
	    " the database, %d outside (told %d times), 0 lost; all over %lld"
	    " ms after the last", jobs, killed(), number(ROWS), new, told,
	    (long long)over);
}
END_TEST

START_TEST(f_02_without_its_guards_effects_are_there_twice)
{
	int	 told, new;

	runners_swap();
	world_clear();
	jobs_put("world.loose", "work", CONTROL / 2);
	jobs_put("world.stranger", "send", CONTROL / 2);
	world_run(CONTROL);
	calls_count(&told, &new);
	ck_assert_int_gt(number(ROWS), CONTROL / 2);
	ck_assert_int_gt(new, CONTROL / 2);
	fault_say("F-02", "without its guards: %d jobs, killed %d times: %ld"
	    " effects in the database, %d outside", CONTROL, killed(),
	    number(ROWS), new);
}
END_TEST

SUITE_MAIN("queue fault", f_02_each_effect_once_wherever_the_runner_is_killed,
    f_02_without_its_guards_effects_are_there_twice)
