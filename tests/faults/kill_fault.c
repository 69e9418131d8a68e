/* SPDX-License-Identifier: ISC */
/*
 * F-01: eight writers keep a ledger of every 2xx while workers, job runners, who
 * opens pictures and nginx are killed with SIGKILL, one after the other, and every hundredth
 * time all of them with the supervisor.
 *
 * Guards: the answer comes after COMMIT and is kept with its effect
 * (fcgi/http/run.c), the journal is a WAL (lib/db/sqlite.c), the job of who
 * died is taken over (lib/queue/queue_row.c).
 */
#include "tests/faults/faults.h"

static const char *const victims[] = {
	"souk-web", "souk-web", "souk-web", "souk-jobs", "souk-web", "nginx",
	"souk-web", "souk-media", "souk-jobs",
};

/* A moment at which a job is being done, if there is one soon. */
static void
job_await(void)
{
	int64_t	 end = now_ms() + 200;
	char	*running;
	bool	 is;

	do {
		running = shop_sql("SELECT count(*) FROM job"
		    " WHERE state = 'running' AND kind = 'catalog.import'");
		is = strcmp(running, "0") != 0;
		free(running);
	} while (!is && now_ms() < end);
}

static void
kill_one(int i, unsigned *seed)
{
	const char	*victim = victims[(unsigned)i % COUNT(victims)];
	struct workers	 w = workers_look(victim);

	if (strcmp(victim, "souk-jobs") == 0)
		job_await();
	if (w.count > 0)
		kill(w.list[(unsigned)rand_r(seed) % (unsigned)w.count].pid,
		    SIGKILL);
}

START_TEST(f_01_no_acknowledged_write_is_lost_or_made_twice)
{
	const int	 kills = fault_count(1000);
	unsigned	 seed = 4711;
	int64_t		 began = now_ms(), slowest = 0, at;

	limits_raise();
	trouble[0] = '\0';
	load_start("mort");
	progress_await(20, 0);
	for (int i = 1; i <= kills && trouble[0] == '\0'; i++) {
		if (i % 100 == 0) {
			shop_kill();
			shop_start();
		} else
			kill_one(i, &seed);
		at = now_ms();
		answer_await(anyone, i);
		if (now_ms() - at > slowest)
			slowest = now_ms() - at;
		progress_await(2, i);
	}
	load_end();
	ck_assert_msg(trouble[0] == '\0', "%s", trouble);
	want_ledger();
	fault_say("F-01", "%d kills in %lld s: %d writes acknowledged, 0 lost,"
	    " 0 twice; slowest answer after a kill %lld ms; database sound",
	    kills, (long long)(now_ms() - began) / 1000, load_acknowledged(),
	    (long long)slowest);
}
END_TEST

SUITE_MAIN("kill", f_01_no_acknowledged_write_is_lost_or_made_twice)
