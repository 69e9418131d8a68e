/* SPDX-License-Identifier: ISC */
/*
 * S4-PERF-04: a process that is killed in the middle of an edit, at whatever
 * instant, leaves nothing old behind, and pages are kept again.
 */
#include <signal.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/act.h"
#include "lib/db/db.h"
#include "lib/db/moved.h"
#include "lib/ops/ops.h"
#include "tests/http/stale_load.h"
#include "tests/http/workers.h"
#include "tests/suite.h"

#define EDITS		400

static void
limits_raise(void)
{
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":100000,\"read\":10000000,"
	    "\"write\":10000000,\"user\":10000000}}"), 200);
}

/* ---- at any instant -------------------------------------------------------------- */

static bool
editors_are_done(void)
{
	for (int i = 0; i < EDITORS; i++)
		if (stale.editors[i].edits < stale.enough &&
		    stale.editors[i].stale == 0)
			return false;
	return true;
}

START_TEST(s4_perf_04_killed_at_any_instant_nothing_old_is_read)
{
	unsigned	 seed = 42;
	struct workers	 w;
	int		 kills = 0;

	limits_raise();
	stale_start(EDITS, 0, true);
	while (!editors_are_done()) {
		w = workers_look(kills % 10 == 9 ? "souk-jobs" : "souk-web");
		if (w.count > 0) {
			kill(w.list[(unsigned)rand_r(&seed) %
			    (unsigned)w.count].pid, SIGKILL);
			kills++;
		}
		pause_ms(20 + rand_r(&seed) % 80);
	}
	stale_end();
	ck_assert_int_gt(kills, 20);
	warm(anyone, "/catalogue");
}
END_TEST

/* ---- at the two worst ones --------------------------------------------------------- */

static bool
die_before(void *after)
{
	if (!*(bool *)after)
		raise(SIGKILL);
	return true;
}

static void
die_after(void *after)
{
	if (*(bool *)after)
		raise(SIGKILL);
}

static const struct db_around	die = { die_before, die_after };

static enum outcome
rename_and_die(struct act *act, void *arg)
{
	static const char	 sql[] = "UPDATE product_text SET name ="
	    " 'Vase apres' WHERE slug = 'vase-tue' AND locale = 'fr'";
	bool			*after = arg;

	if (*after)
		db_around_commit(act->db, &die, after);
	db_moved(act, GENERATION_CATALOG);
	if (!*after)
		db_around_commit(act->db, &die, after);
	return db_run(db_sql(act->db, sql));
}

/* As a worker of the shop would; in a child. */
static void
edit_and_die(bool after)
{
	const char	*why = "";
	char		 db[160], shared[160];
	struct act	 act = { .arena = arena_new(1 << 20), .now = 1 };

	unsetenv("SOUK_TEST_SQL");
	snprintf(db, sizeof(db), "%s/db/souk.db", shop_home());
	snprintf(shared, sizeof(shared), "%s/run/shared", shop_home());
	if (act.arena == NULL || !owner_become(shop_home(), &why) ||
	    (act.shared = shared_open(shared)) == NULL ||
	    (act.db = db_open(act.arena, &(struct db_open){ .path = db },
	    &why)) == NULL)
		_exit(1);
	db_tx(&act, DB_WRITE, rename_and_die, &after);
	_exit(2);
}

static void
want_name(const char *name)
{
	static const char *const	places[] = { "/produit/vase-tue",
	    "/catalogue/tue", PUBLIC "/vase-tue", PUBLIC "?category=tue" };
	struct answer			*a;

	for (size_t i = 0; i < 4 * COUNT(places); i++) {
		a = client_get(anyone, places[i % COUNT(places)]);
		want(a, 200);
		ck_assert_msg(strstr(a->body, name) != NULL, "%s by %s: %.300s",
		    places[i % COUNT(places)], by_nginx(a) ? "nginx" :
		    "a worker", a->body);
	}
}

START_TEST(s4_perf_04_killed_around_a_commit_nothing_old_is_read)
{
	const bool	 after = _i == 1;
	const char	*name = after ? "Vase apres" : "Vase avant";
	int		 status;
	pid_t		 pid;

	limits_raise();
	if (!after)
		product_new("Vase avant", category_new(owner, "Tue", NULL),
		    ",\"slug\":\"vase-tue\",\"basePrice\":5" ACTIVE);
	warm(anyone, "/produit/vase-tue");
	warm(anyone, "/catalogue/tue");
	want_name("Vase avant");
	if ((pid = fork()) == 0)
		edit_and_die(after);
	ck_assert(process_ended(pid, SOON_MS, &status));
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	want_name(name);
	warm(anyone, "/produit/vase-tue");
	want_name(name);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ s4_perf_04_killed_around_a_commit_nothing_old_is_read, 2 },
		{ s4_perf_04_killed_at_any_instant_nothing_old_is_read, 1 },
	};
	const struct suite	 suite = { "stale, killed", shop_start,
	    shop_stop, false, 300 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
