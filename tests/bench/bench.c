/* SPDX-License-Identifier: ISC */
/*
 * Figures of a shop, and how far they are from floors of the same run.  All
 * targets are asked in turn, round after round, so that what else the machine
 * does meets them alike; what counts is the CPU time that all of the server's
 * processes take for 10,000 requests, and its ratio to the floor's: that is
 * steady where requests a second are not.
 *
 *	PRODUCTS	how many the shop has: 10000
 *	ROUNDS		5
 *	ONLY		a part of a target's name; "jobs" needs no shop
 *
 * A figure is not a test: whatever is not met is said and that is all.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/bench.h"
#include "tests/bench/queue.h"
#include "tests/bench/selling.h"
#include "tests/bench/talking.h"
#include "tests/http/process.h"
#include "tests/http/shop.h"

#define ROUNDS_MAX	99
#define CONNECTIONS	32
#define SETTLE_MS	30	/* until the log has been written */
#define REST_MS		2000	/* until memory has been given back */

static struct measured {
	bool		 wanted;
	double		 cpu[ROUNDS_MAX], rate[ROUNDS_MAX], ratio[ROUNDS_MAX],
			 p50[ROUNDS_MAX], p99[ROUNDS_MAX];
	int		 failed;
	struct requests	 requests;
} measured[TARGETS];

static int	products = 10000, rounds = 5;

/* ---- measuring ---------------------------------------------------------- */

static void
slice(enum target_id id, int round)
{
	const struct target	*t = &targets[id];
	struct measured		*m = &measured[id];
	struct load		*l = load_open(shop_port(), CONNECTIONS);
	struct load_result	 r;
	double			 cpu;

	ck_assert_ptr_nonnull(l);
	load_run(l, &m->requests, t->n / 10, &r);
	pause_ms(SETTLE_MS);
	cpu = processes_cpu(stage_pids, stage_pid_count);
	load_run(l, &m->requests, t->n, &r);
	pause_ms(SETTLE_MS);
	cpu = processes_cpu(stage_pids, stage_pid_count) - cpu;
	load_close(l);
	m->failed += r.failed;
	m->cpu[round] = cpu / t->n * 10000;
	m->rate[round] = r.done / r.seconds;
	m->p50[round] = r.p50_ms;
	m->p99[round] = r.p99_ms;
	if (t->floor == TARGETS)
		return;
	m->ratio[round] = t->least ? m->rate[round] /
	    measured[t->floor].rate[round] :
	    m->cpu[round] / measured[t->floor].cpu[round];
}

static void
rounds_run(void)
{
	for (int i = 0; i < TARGETS; i++)
		if (measured[i].wanted)
			requests_make(i, products, &measured[i].requests);
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < TARGETS; i++) {
			if (!measured[i].wanted)
				continue;
			if (i == WRITE) {	/* its token ends */
				requests_free(&measured[i].requests);
				requests_make(i, products,
				    &measured[i].requests);
			}
			slice(i, round);
		}
}

static int
by_value(const void *a, const void *b)
{
	const double	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(const double *values)
{
	double	 sorted[ROUNDS_MAX];

	memcpy(sorted, values, sizeof(*values) * (size_t)rounds);
	qsort(sorted, (size_t)rounds, sizeof(*sorted), by_value);
	return sorted[rounds / 2];
}

/* ---- the table ----------------------------------------------------------- */

static void
row(const char *name, const char *figure, const char *floor, double ratio,
    const char *aim, const char *met)
{
	char	 text[20] = "";

	if (ratio > 0)
		snprintf(text, sizeof(text), "%.2f", ratio);
	printf("%-38s %-34s %-12s %6s  %-12s %s\n", name, figure, floor, text,
	    aim, met);
	fflush(stdout);
}

static const char *
met(bool is)
{
	return is ? "met" : "NOT MET";
}

static void
target_row(enum target_id id)
{
	const struct target	*t = &targets[id];
	const struct measured	*m = &measured[id],
				*f = t->floor == TARGETS ? NULL :
				    &measured[t->floor];
	char			 figure[80], floor[40] = "", aim[40] = "";
	double			 ratio = f == NULL ? 0 : median(m->ratio);
	bool			 is_met;

	snprintf(figure, sizeof(figure), "%6.3f s %6.0f/s %5.2f %6.2f ms%s",
	    median(m->cpu), median(m->rate), median(m->p50), median(m->p99),
	    m->failed > 0 ? " FAILED" : "");
	if (f != NULL && t->least)
		snprintf(floor, sizeof(floor), "%6.0f/s", median(f->rate));
	else if (f != NULL)
		snprintf(floor, sizeof(floor), "%6.3f s", median(f->cpu));
	if (t->aim > 0)
		snprintf(aim, sizeof(aim), t->p99_aim > 0 ? "%s %.1f %.0f ms" :
		    "%s %.1f", t->least ? ">=" : "<=", t->aim, t->p99_aim);
	is_met = (t->least ? ratio >= t->aim : ratio <= t->aim) &&
	    (t->p99_aim <= 0 || median(m->p99) <= t->p99_aim);
	row(t->name, figure, floor, ratio, aim, t->aim > 0 ? met(is_met) : "");
}

static void
single_row(const char *name, double figure, const char *unit, double aim,
    bool least)
{
	char	 text[80], limit[40];

	snprintf(text, sizeof(text), "%.1f %s", figure, unit);
	snprintf(limit, sizeof(limit), "%s %.0f %s", least ? ">=" : "<=", aim,
	    unit);
	row(name, text, "", 0, limit, met(least ? figure >= aim :
	    figure <= aim));
}

/* ---- beside the rounds ----------------------------------------------------- */

static void
thousand_connections(void)
{
	struct load		*l = load_open(shop_port(), 1000);
	struct requests		 lists = { .texts = NULL };
	struct load_result	 r = { .failed = -1 };

	requests_make(COLD_LIST, products, &lists);
	if (l != NULL) {
		load_run(l, &lists, 20000, &r);
		load_close(l);
	}
	requests_free(&lists);
	single_row("errors of 20,000 at 1,000 connections", r.failed, "", 0,
	    false);
}

static int
lines_with(const char *words)
{
	char	 path[200], *log, *p;
	int	 n = 0;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	log = file_read(path);
	for (p = log; (p = strstr(p, words)) != NULL; p++)
		n++;
	free(log);
	return n;
}

static void
reads_beside_writers(void)
{
	struct load		*l = load_open(shop_port(), 332);
	struct requests		 lists = { .texts = NULL }, writes = lists;
	struct beside		 b = { .requests = &writes, .connections = 300 };
	struct load_result	 r;
	char			 text[80];

	ck_assert_ptr_nonnull(l);
	requests_make(COLD_LIST, products, &lists);
	requests_make(WRITE, products, &writes);
	load_run_beside(l, &lists, 4000, &b, &r);
	load_close(l);
	requests_free(&lists);
	requests_free(&writes);
	single_row("cold lists beside 300 writers", r.done / r.seconds, "/s",
	    5000, true);
	snprintf(text, sizeof(text), "%.0f writes/s, p99 %.1f ms",
	    b.done / r.seconds, r.p99_ms);
	row("  beside them", text, "", 0, "", "");
	single_row("  reads and writes that failed", r.failed + b.failed, "",
	    0, false);
	single_row("  \"database is locked\" in the log",
	    lines_with("is locked"), "", 0, false);
}

static void
jobs_row(void)
{
	double	 rate, least;
	char	 figure[40], floor[40];

	queue_measure(&rate, &least);
	snprintf(figure, sizeof(figure), "%6.0f/s", rate);
	snprintf(floor, sizeof(floor), "%6.0f/s", least);
	row("jobs that are all SQL", figure, floor, rate / least, ">= 1000/s",
	    met(rate >= 1000));
}

static bool
is_chosen(const char *name)
{
	const char	*only = getenv("ONLY");

	return only == NULL || strstr(name, only) != NULL;
}

/* ---- selling ---------------------------------------------------------------- */

/* In turn with as many rows written one by one, durably, round after round. */
static void
checkout_rows(void)
{
	struct load_result	 r;
	double			 rates[ROUNDS_MAX], p99[ROUNDS_MAX],
				 ratios[ROUNDS_MAX];
	int			 failed = 0;
	char			 figure[80], floor[40];

	measured[DB_WRITE].wanted = true;
	if (measured[DB_WRITE].requests.count == 0)
		requests_make(DB_WRITE, products,
		    &measured[DB_WRITE].requests);
	for (int round = 0; round < rounds; round++) {
		slice(DB_WRITE, round);
		rates[round] = selling_checkouts(round, &r);
		p99[round] = r.p99_ms;
		ratios[round] = rates[round] /
		    measured[DB_WRITE].rate[round];
		failed += r.failed;
	}
	snprintf(figure, sizeof(figure), "%6.0f/s, p99 %.1f ms%s",
	    median(rates), median(p99), failed > 0 ? " FAILED" : "");
	snprintf(floor, sizeof(floor), "%6.0f/s",
	    median(measured[DB_WRITE].rate));
	row("checkout, durably, of 32 clients", figure, floor, median(ratios),
	    ">= 500/s", met(median(rates) >= 500 && failed == 0));
}

static void
server_row(const char *name, double p50, double p99, double floor, double of,
    double aim)
{
	char	 figure[80], least[40] = "", limit[40];

	snprintf(figure, sizeof(figure), "%.2f ms, p99 %.2f ms", p50, p99);
	snprintf(limit, sizeof(limit), "<= %.0f ms", aim);
	if (floor > 0)
		snprintf(least, sizeof(least), "%.2f ms", floor);
	row(name, figure, least, floor > 0 ? of / floor : 0, limit,
	    met(of <= aim));
}

/* The p99 of a row that is written, durably, as often a second. */
static double
write_p99(double rate)
{
	struct requests		 r = { .texts = NULL };
	struct load		*l = load_open(shop_port(), 4);
	struct load_result	 result;

	ck_assert_ptr_nonnull(l);
	requests_make(DB_WRITE, products, &r);
	load_run_at(l, &r, 2000, rate, &result);
	load_close(l);
	requests_free(&r);
	return result.p99_ms;
}

static void
selling_rows(void)
{
	struct load_result	 r;
	double			 p50, p99;
	int			 paid;
	char			 figure[80];

	if (is_chosen("checkout, durably, of 32 clients"))
		checkout_rows();
	if (is_chosen("cart of 200 lines, in the server")) {
		selling_long_cart(&p50, &p99);
		server_row("cart of 200 lines, in the server", p50, p99, 0,
		    p50, 10);
	}
	if (is_chosen("add to cart at 200/s, in the server")) {
		selling_add(&p50, &p99);
		server_row("add to cart at 200/s, in the server", p50, p99,
		    write_p99(200), p99, 5);
	}
	if (is_chosen("webhook at 200/s, 2xx")) {
		selling_webhook(&r, &paid);
		snprintf(figure, sizeof(figure), "p50 %.2f, p99 %.2f ms, %d of"
		    " %d paid", r.p50_ms, r.p99_ms, paid, r.done + r.failed);
		row("webhook at 200/s, 2xx", figure, "", 0, "<= 50 ms",
		    met(r.p99_ms <= 50 && r.failed == 0 &&
		    paid == r.done));
	}
}

/* ---- talking ---------------------------------------------------------------- */

static void
talking_rows(void)
{
	struct load_result	 r;
	double			 rate;
	int			 kept;
	char			 figure[80];

	if (is_chosen("WhatsApp: 500 messages a second come, 2xx")) {
		talking_inbound(&r, &kept);
		snprintf(figure, sizeof(figure), "p50 %.2f, p99 %.2f ms, %d of"
		    " %d kept", r.p50_ms, r.p99_ms, kept, r.done + r.failed);
		row("WhatsApp: 500 messages a second come, 2xx", figure, "", 0,
		    "<= 50 ms", met(r.p99_ms <= 50 && r.failed == 0 &&
		    kept == r.done));
	}
	if (is_chosen("WhatsApp: messages go out")) {
		rate = talking_outbound();
		snprintf(figure, sizeof(figure), "%6.0f/s", rate);
		row("WhatsApp: messages go out", figure, "", 0, ">= 80/s",
		    met(rate >= 80));
	}
}

/* ---- against the smaller shop --------------------------------------------- */

static const struct { enum target_id id; double aim; } growth[] = {
	{ COLD_LIST, 1.2 }, { COLD_PRICED, 1.2 }, { COLD_PRODUCT, 1.2 },
	{ COLD_RARE, 2 }, { COLD_MIDDLE, 2 },
};

/* Of the same number of bytes sent, so that drift between runs is none. */
static double
steady(enum target_id id)
{
	return median(measured[id].cpu) / median(measured[BYTES_LIST].cpu);
}

static FILE *
figures_open(int of, const char *how)
{
	char	 path[4200];

	snprintf(path, sizeof(path), "%s/bench/figures.%d", shop_build(), of);
	return fopen(path, how);
}

static void
growth_rows(void)
{
	FILE	*f = figures_open(10000, "re");
	double	 before;
	char	 name[80], aim[20], figure[40];

	for (size_t i = 0; f != NULL &&
	    i < sizeof(growth) / sizeof(growth[0]); i++) {
		if (fscanf(f, "%lf", &before) != 1)
			break;
		snprintf(name, sizeof(name), "%s: %d / 10000",
		    targets[growth[i].id].name, products);
		snprintf(aim, sizeof(aim), "<= %.1f", growth[i].aim);
		snprintf(figure, sizeof(figure), "in units of floor (b)");
		row(name, figure, "", steady(growth[i].id) / before, aim,
		    met(steady(growth[i].id) / before <= growth[i].aim));
	}
	if (f != NULL)
		fclose(f);
}

static void
growth_keep(void)
{
	FILE	*f = figures_open(products, "we");

	for (size_t i = 0; f != NULL &&
	    i < sizeof(growth) / sizeof(growth[0]); i++)
		fprintf(f, "%f\n", steady(growth[i].id));
	if (f != NULL)
		fclose(f);
}

/* ---- all ------------------------------------------------------------------- */

bool
target_is_chosen(enum target_id id)
{
	return is_chosen(targets[id].name);
}

static void
targets_choose(void)
{
	for (int i = 0; i < TARGETS; i++)
		if (is_chosen(targets[i].name)) {
			measured[i].wanted = true;
			if (targets[i].floor != TARGETS)
				measured[targets[i].floor].wanted = true;
			if (i < DB_BARE && i % 2 == 1)	/* its floor's bytes */
				measured[i + 1].wanted = true;
		}
}

START_TEST(figures)
{
	const char	*only = getenv("ONLY");
	long		 idle;

	if (is_chosen("jobs that are all SQL"))
		jobs_row();
	if (only != NULL && strcmp(only, "jobs") == 0)
		return;
	stage_start(products);
	targets_choose();
	idle = processes_pss(stage_pids, 1);
	requests_compare(products);
	rounds_run();
	printf("%d products, %d connections, %d rounds; s: CPU time of 10,000"
	    " requests; p50, p99\n", products, CONNECTIONS, rounds);
	row("target", "figure", "floor", 0, "aim", "");
	for (int i = 0; i < TARGETS; i++)
		if (measured[i].wanted)
			target_row(i);
	if (is_chosen("errors at 1,000 connections"))
		thousand_connections();
	if (is_chosen("cold lists beside 300 writers"))
		reads_beside_writers();
	selling_rows();
	talking_rows();
	if (only == NULL) {
		if (products != 10000)
			growth_rows();
		growth_keep();
		single_row("PSS with nginx, idle", (double)idle / 1024, "MiB",
		    40, false);
		pause_ms(REST_MS);
		single_row("PSS with nginx, after the run",
		    (double)processes_pss(stage_pids, 1) / 1024, "MiB", 64,
		    false);
		single_row("from start to the first answer", stage_start_ms,
		    "ms", 300, false);
		single_row("import", stage_import_s, "s",
		    60.0 * products / 100000, false);
	}
	stage_stop();
}
END_TEST

static int
number(const char *name, int otherwise)
{
	const char	*text = getenv(name);

	return text == NULL || atoi(text) <= 0 ? otherwise : atoi(text);
}

int
main(void)
{
	Suite	*suite = suite_create("bench");
	TCase	*tcase = tcase_create("bench");
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	products = number("PRODUCTS", products);
	rounds = number("ROUNDS", rounds);
	if (rounds > ROUNDS_MAX)
		rounds = ROUNDS_MAX;
	tcase_set_timeout(tcase, 3600);
	tcase_add_test(tcase, figures);
	suite_add_tcase(suite, tcase);
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
