/* SPDX-License-Identifier: ISC */
/* The shop looks at itself, and somebody is told. */
#include <sys/file.h>

#include "lib/watch/guard.h"
#include "tests/http/watch_act.h"

#define OPS		"/api/admin/ops"
#define ALERTS		OPS "/alerts"
#define MINUTE(N)	(start + (N) * CLOCK_MINUTE)

static struct client	*owner;
static char		 port[16];
static int64_t		 start;		/* an hour of nobody else's */

static void
world(void)
{
	if (owner != NULL)
		return;
	owner = client_login("owner");
	watch_hold("watch.minute");
	free(shop_sql("DELETE FROM watch_sample"));
	start = (clock_now() / CLOCK_HOUR - 2) * CLOCK_HOUR;
	want(client_json(owner, "PATCH", SETTINGS, "{\"ops\":{"
	    "\"diskFreePercent\":1,\"walMegabytes\":1000,"
	    "\"clockSeconds\":86400}}"), 200);
}

/* S4-KPI-01 */
START_TEST(s3_mon_02_a_minute_is_noted_by_a_request_like_anybodys)
{
	struct answer	*a;

	world();
	for (int n = 0; n < 30; n++)
		want(client_get(owner, "/api/public/products"), 200);
	watch_run(&watch_minute, MINUTE(0));
	for (int n = 0; n < 30; n++)
		want(client_get(owner, "/api/public/products"), 200);
	watch_run(&watch_minute, MINUTE(1) + 10);
	watch_run(&watch_minute, MINUTE(1) + 30000);	/* noted already */
	a = client_get(owner, OPS);
	want(a, 200);
	want_at(a, "data.samples.0.isUp", "true");
	want_at(a, "data.samples.1.isUp", "true");
	ck_assert_ptr_null(answer_at(a, "data.samples.2.isUp"));
	ck_assert_int_ge(atol(answer_at(a, "data.samples.1.requests")), 30);
	ck_assert_int_eq(atol(answer_at(a, "data.samples.1.errors")), 0);
	ck_assert_ptr_nonnull(answer_at(a, "data.samples.1.p95Ms"));
	ck_assert_int_gt(atol(answer_at(a, "data.samples.1.diskFreeBytes")),
	    0);
	ck_assert_int_gt(atol(answer_at(a,
	    "data.samples.1.certificateDays")), 300);
	want_at(a, "data.checks.0.status", "ok");
}
END_TEST

/* nginx's own, as the kernel lists them. */
static void
front_signal(int number)
{
	char	 path[256], *text, *at;
	long	 pid;

	snprintf(path, sizeof(path), "%s/run/nginx.pid", shop_home());
	pid = strtol(text = file_read(path), NULL, 10);
	free(text);
	ck_assert_int_gt(pid, 1);
	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", pid, pid);
	at = text = file_read(path);
	while ((pid = strtol(at, &at, 10)) > 0)
		ck_assert_int_eq(kill((pid_t)pid, number), 0);
	free(text);
}

/* A minute in which nobody answers where the shop should. */
static void
down(int64_t at)
{
	setenv("SOUK_PORT", "1", 1);
	watch_run(&watch_minute, at);
	snprintf(port, sizeof(port), "%d", shop_port());
	setenv("SOUK_PORT", port, 1);
}

START_TEST(s3_mon_02_two_minutes_down_are_mailed_and_so_is_the_end)
{
	struct answer	*a;
	char		 path[256];
	struct mail	*m;

	world();
	want(client_json(owner, "PATCH", SETTINGS, "{\"ops\":{"
	    "\"alertEmails\":\"night@shop.test, day@shop.test\","
	    "\"escalationEmails\":\"boss@shop.test\","
	    "\"escalateMinutes\":5}}"), 200);
	/* S4-MON-05: bridges to other services are told by a webhook. */
	want(client_json(owner, "POST", "/api/admin/webhooks", "{\"url\":"
	    "\"http://127.0.0.1:1025/hook\",\"events\":[\"ops.alert\"]}"), 201);
	front_signal(SIGSTOP);
	watch_run(&watch_minute, MINUTE(2));
	front_signal(SIGCONT);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM watch_alert"), "0");
	down(MINUTE(3));
	ck_assert_str_eq(shop_sql("SELECT rule FROM watch_alert WHERE"
	    " closed_at IS NULL"), "down");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM webhook_delivery"
	    " WHERE event = 'ops.alert'"), "1");
	m = mailbox_await("night@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"),
	    "La boutique ne répond pas"));
	ck_assert_ptr_nonnull(strstr(mail_link(m, 1),
	    "/admin/exploitation"));
	mailbox_await("day@shop.test");
	a = client_get(owner, ALERTS);
	want(a, 200);
	want_at(a, "data.0.rule", "down");
	want_at(a, "data.0.severity", "critical");
	snprintf(path, sizeof(path), ALERTS "/%s/acknowledge",
	    answer_at(a, "data.0.id"));
	/* One good minute is not the end. */
	watch_run(&watch_minute, MINUTE(4));
	down(MINUTE(8));
	mailbox_await("boss@shop.test");
	a = client_json(owner, "POST", path, "{}");
	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.acknowledgedAt"));
	watch_run(&watch_minute, MINUTE(9));
	watch_run(&watch_minute, MINUTE(10));
	ck_assert_ptr_nonnull(strstr(mail_text(
	    mailbox_await("night@shop.test"), "subject"), "Fin d’alerte"));
	mailbox_await("boss@shop.test");
	ck_assert_int_eq(mailbox_count("night@shop.test"), 2);
	want(client_json(owner, "POST", path, "{}"), 409);
}
END_TEST

/* ---- the log ------------------------------------------------------------------ */

static const char *
header_copy(const struct answer *a, const char *name)
{
	static char	 value[80];

	snprintf(value, sizeof(value), "%s", answer_header(a, name));
	return value;
}

/* S4-MON-06 */
START_TEST(s3_mon_04_s1_ops_01_s0_q_09_the_log_is_searched_by_who_may)
{
	static const struct { const char *query; int status; } asked[] = {
		{ "?level=loud", 400 }, { "?limit=0", 400 },
		{ "?limit=201", 400 }, { "?from=yesterday", 400 },
		{ "?cursor=x", 400 }, { "?nothing=1", 400 },
		{ "?level=error&limit=1", 200 },
		{ "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z", 200 },
	};
	struct client	*manager = client_login("manager");
	struct answer	*a;
	char		 path[256], *out;
	const char	*id;
	int64_t		 end;

	world();
	for (size_t i = 0; i < COUNT(asked); i++) {
		snprintf(path, sizeof(path), OPS "/logs%s", asked[i].query);
		want(client_get(owner, path), asked[i].status);
	}
	want(client_get(manager, OPS "/logs"), 403);
	want(client_get(manager, OPS), 403);
	want(client_get(manager, ALERTS), 403);
	client_free(manager);
	id = header_copy(client_get(owner, "/api/admin/products"),
	    "X-Request-Id");
	snprintf(path, sizeof(path), OPS "/logs?request=%s", id);
	end = now_ms() + SOON_MS;
	do {
		pause_ms(20);
		a = client_get(owner, path);
		want(a, 200);
	} while (answer_at(a, "data.lines.0.route") == NULL &&
	    now_ms() < end);
	want_at(a, "data.lines.0.route", "/api/admin/products");
	want_at(a, "data.lines.0.method", "GET");
	want_at(a, "data.lines.0.status", "200");
	want_at(a, "data.lines.0.level", "info");
	ck_assert_int_eq(strncmp(answer_at(a, "data.lines.0.actor"), "user_",
	    5), 0);
	ck_assert_ptr_nonnull(answer_at(a, "data.lines.0.ms"));
	ck_assert_ptr_null(answer_at(a, "data.lines.1.route"));
	/* The same at a terminal. */
	ck_assert_int_eq(shop_command(NULL, &out, "logs", "--request", id,
	    "--since", "1h", "--level", "info", NULL), 0);
	ck_assert_ptr_nonnull(strstr(out, "\"route\":\"/api/admin/products\""));
	ck_assert_ptr_eq(strchr(out, '\n'), strrchr(out, '\n'));
	free(out);
	ck_assert_int_eq(shop_command(NULL, &out, "logs", "--since", "soon",
	    NULL), 2);
	free(out);
	ck_assert_int_eq(shop_command(NULL, &out, "logs", "--level", NULL),
	    2);
	free(out);
}
END_TEST

/* ---- when nothing can be written ---------------------------------------------- */

static enum outcome
guard_twice(struct act *act, void *arg)
{
	char	 path[256];
	int	 fd;

	(void)arg;
	watch_guard(act);	/* all is well, and who is told is known */
	snprintf(path, sizeof(path), "%s.lock", act->config->database);
	ck_assert_int_ne(fd = open(path, O_RDWR | O_CLOEXEC), -1);
	ck_assert_int_eq(flock(fd, LOCK_EX), 0);
	for (int n = 0; n < 3; n++)
		watch_guard(act);
	close(fd);
	watch_guard(act);
	return SOUK_OK;
}

START_TEST(s4_mon_05_a_shop_that_cannot_write_still_tells)
{
	const struct mail	*m;

	world();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"ops\":{\"alertEmails\":\"guard@shop.test\"}}"), 200);
	watch_act(clock_now(), guard_twice, NULL);
	m = mailbox_await("guard@shop.test");
	ck_assert_ptr_nonnull(strstr(mail_text(m, "subject"),
	    "Rien ne peut être enregistré"));
	ck_assert_int_eq(mailbox_count("guard@shop.test"), 1);
}
END_TEST

/* ---- all of it ------------------------------------------------------------------ */

/* S3-COST-02 */
START_TEST(s4_mon_03_one_answer_has_all_that_an_owner_asks)
{
	static const char *const	 members[] = { "data.version",
		"data.uptimeSeconds", "data.checks.2.name",
		"data.availability.day.millionths",
		"data.availability.quarter.minutes", "data.rules.0.title",
		"data.backups.good", "data.storage.databaseBytes",
		"data.storage.logBytes", "data.mailQuota.used",
		"data.slowStatements", "data.errors",
		"data.samples.0.memoryMegabytes",
		"data.samples.0.loadPercent", "data.samples.0.connections",
		"data.samples.1.cpuMs" };
	struct answer			*a;

	world();
	a = client_get(owner, OPS);
	want(a, 200);
	for (size_t i = 0; i < COUNT(members); i++)
		ck_assert_msg(answer_at(a, members[i]) != NULL, "%s: %s",
		    members[i], a->body);
	ck_assert_int_gt(atol(answer_at(a, "data.uptimeSeconds")), 0);
	ck_assert_int_lt(atol(answer_at(a, "data.uptimeSeconds")), 600);
	ck_assert_int_gt(atol(answer_at(a,
	    "data.samples.0.memoryMegabytes")), 0);
}
END_TEST

static const char *
sweep_count(const char *table)
{
	char	 sql[128];

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	return shop_sql(sql);
}

/* S3-COST-02: what nobody needs any more goes by itself. */
START_TEST(s3_cost_02_what_is_old_is_removed)
{
	char	*before;

	world();
	watch_hold("watch.sweep");
	free(shop_sql("INSERT INTO audit_log (id, action, entity_type,"
	    " created_at) VALUES ('audit_00000000000000000000000001', 'old',"
	    " 'Shop', 1)"));
	free(shop_sql("INSERT INTO watch_sample (at, up) VALUES (60000, 1)"));
	free(shop_sql("INSERT INTO watch_slow (sql, times, worst_ms, last_at)"
	    " VALUES ('x', 1, 1, 1)"));
	before = shop_sql("SELECT count(*) - 1 FROM audit_log");
	watch_run(&watch_sweep, clock_now());
	ck_assert_str_eq(sweep_count("audit_log"), before);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'old'"), "0");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM watch_sample WHERE"
	    " at = 60000"), "0");
	ck_assert_str_eq(sweep_count("watch_slow"), "0");
	free(before);
}
END_TEST

/* ---- settings, and who may not ---------------------------------------------- */

START_TEST(s3_mon_05_addresses_of_alerts_are_addresses)
{
	static const struct { const char *value; int status; } tries[] = {
		{ "nobody", 400 }, { "a@b.test, nobody", 400 },
		{ "a@b.test b@b.test", 200 }, { "a@b.test,b@b.test", 200 },
		{ "", 200 },
	};
	struct answer	*a;

	world();
	for (size_t i = 0; i < COUNT(tries); i++) {
		a = client_json(owner, "PATCH", SETTINGS, "{\"ops\":"
		    "{\"escalationEmails\":\"%s\"}}", tries[i].value);
		want(a, tries[i].status);
		if (tries[i].status == 400)
			ck_assert_ptr_nonnull(strstr(a->body,
			    "ops.escalationEmails"));
	}
	want(client_json(owner, "POST", ALERTS
	    "/alert_01h455vb4pex5vsknk084sn02q/acknowledge", "{}"), 404);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_mon_02_a_minute_is_noted_by_a_request_like_anybodys,
		s3_mon_02_two_minutes_down_are_mailed_and_so_is_the_end,
		s4_mon_03_one_answer_has_all_that_an_owner_asks,
		s3_cost_02_what_is_old_is_removed,
		s4_mon_05_a_shop_that_cannot_write_still_tells,
		s3_mon_04_s1_ops_01_s0_q_09_the_log_is_searched_by_who_may,
		s3_mon_05_addresses_of_alerts_are_addresses };

	shop_home_made = mailbox_start;
	return suite_run("watch", tests, COUNT(tests));
}
