/* SPDX-License-Identifier: ISC */
/*
 * F-14: 64 random buyers, and a model in Python of what must become of the
 * shelves, of every order, and of the money here and at Stripe
 * (tests/faults/model.py).  COUNT operations; SEED names a run.
 */
#include <time.h>

#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"

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
	fprintf(f, "token %s\n", answer_at(client_json(anyone, "POST",
	    "/api/auth/login", "{\"username\":\"owner\",\"password\":"
	    "\"%s\"}", shop_password), "data.accessToken"));
	fclose(f);
	return text;
}

START_TEST(f_14_nothing_differs_from_the_model)
{
	char		 database[128], count[16], seed[16], *out = NULL,
			*in = told();
	const char	*argv[] = { "/usr/bin/python3",
		"tests/faults/model.py", shop_url(), stripe_url, database,
		CLIENTS, count, seed, NULL };
	int		 status;

	code_new("MODELE", ", usage_limit", ", 200");
	stripe_hooks("now");
	snprintf(database, sizeof(database), "%s/db/souk.db", shop_home());
	snprintf(count, sizeof(count), "%d", fault_count(20000));
	snprintf(seed, sizeof(seed), "%s", getenv("SEED") != NULL ?
	    getenv("SEED") : "1");
	status = command_run(in, &out, argv);
	fault_say("F-14", "%s", out);
	ck_assert_int_eq(status, 0);
	free(out);
	free(in);
	books_agree();
	race_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_14_nothing_differs_from_the_model,
	};

	return suite_run_with("model", buy_start, tests, COUNT(tests));
}
