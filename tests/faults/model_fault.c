/* SPDX-License-Identifier: ISC */
/*
 * F-14: 64 random buyers, and a model in Python of what must become of the
 * shelves, of every order, and of the money here and at Stripe
 * (tests/faults/model.py).  COUNT operations; SEED names a run.  And F-01: the
 * same while workers, who hears Stripe, who calls it and who runs jobs are killed
 * all the time.
 */
#include <signal.h>
#include <sys/prctl.h>

#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"
#include "tests/http/workers.h"

#define CLIENTS	"64"
#define GOODS	12

static char *
told(void)
{
	char	*text = NULL, name[32], price[32];
	size_t	 size = 0;
	FILE	*f = open_memstream(&text, &size);
	int	 cents;

	for (int i = 0; i < GOODS; i++) {
		cents = 333 + i * 717;
		snprintf(name, sizeof(name), "Chose %d", i);
		snprintf(price, sizeof(price), "%d.%02d", cents / 100,
		    cents % 100);
		/* Some run out soon. */
		fprintf(f, "%s %d %d\n", good_new(name, price, i < 4 ? 60 :
		    100000), cents, i < 4 ? 60 : 100000);
	}
	fprintf(f, "shipping %s\n", shipping);
	fprintf(f, "password %s\n", shop_password);
	fclose(f);
	return text;
}

static int
model_run(const char *row, char *in, int operations, const char *seed)
{
	char		 database[128], count[16], code[32], *out = NULL;
	const char	*argv[] = { "/usr/bin/python3",
		"tests/faults/model.py", shop_url(), stripe_url, database,
		CLIENTS, count, seed, NULL };
	int		 status;

	snprintf(code, sizeof(code), "MODELE%s", seed);
	code_new(code, ", usage_limit", ", 200");
	stripe_hooks("now=8");
	snprintf(database, sizeof(database), "%s/db/souk.db", shop_home());
	snprintf(count, sizeof(count), "%d", operations);
	status = command_run(in, &out, argv);
	fault_say(row, "%s", out);
	free(out);
	free(in);
	return status;
}

START_TEST(f_14_nothing_differs_from_the_model)
{
	ck_assert_int_eq(model_run("F-14", told(), fault_count(20000),
	    getenv("SEED") != NULL ? getenv("SEED") : "1"), 0);
	books_agree();
	race_is_sound();
}
END_TEST

/* One after the other, and each tenth time all of a kind. */
static void
kill_on(void)
{
	static const char *const	 names[] = { "souk-web",
	    "souk-stripe", "souk-web", "souk-remote", "souk-web",
	    "souk-jobs" };
	unsigned			 seed = 5;

	for (unsigned i = 0;; i++) {
		struct workers	 w = workers_look(names[i % COUNT(names)]);

		for (int k = 0; k < w.count; k++)
			if (i % 10 == 9 || k == (int)((unsigned)rand_r(&seed)
			    % (unsigned)w.count))
				kill(w.list[k].pid, SIGKILL);
		pause_ms(150);
	}
}

START_TEST(f_01_nor_when_everybody_is_killed)
{
	char	*in = told();
	pid_t	 killer;
	int	 status;

	if ((killer = fork()) == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		kill_on();
	}
	status = model_run("F-01", in, fault_count(20000) / 2, "99");
	kill(killer, SIGKILL);
	waitpid(killer, NULL, 0);
	ck_assert_int_eq(status, 0);
	books_agree();
	race_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_14_nothing_differs_from_the_model,
		f_01_nor_when_everybody_is_killed,
	};

	return suite_run_with("model", race_start, tests, COUNT(tests));
}
