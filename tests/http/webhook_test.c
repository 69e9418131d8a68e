/* SPDX-License-Identifier: ISC */
/* Webhooks against a receiver that checks what is signed by itself. */
#include "lib/base/clock.h"
#include "tests/http/mailbox.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define HOOKS		"/api/admin/webhooks"

static struct client	*owner;

static void
receiver_start(const char *home)
{
	const char	*none = NULL;

	(void)home;
	mailbox.script = "tests/servers/webhook.py";
	mailbox_folder();
	mailbox_run(&none);
	setenv("SOUK_LOOPBACK", "1", 1);
}

static void
world_start(void)
{
	shop_start();
	owner = client_login("owner");
}

static void
world_stop(void)
{
	client_free(owner);
	shop_stop();
}

/* ---- what they do ---------------------------------------------------------- */

struct hook { char id[64], secret[80], path[32]; };

static void
secret_keep(const char *secret)
{
	char	 path[96];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/secrets", mailbox.folder);
	ck_assert_ptr_nonnull(f = fopen(path, "ae"));
	fprintf(f, "%s\n", secret);
	fclose(f);
}

/* One for these events, which the receiver knows by its path. */
static struct hook
hook_new(const char *path, const char *events)
{
	struct hook	 hook;
	struct answer	*a = client_json(owner, "POST", HOOKS,
	    "{\"url\":\"http://127.0.0.1:%d%s\",\"events\":[%s]}",
	    mailbox.port, path, events);

	want(a, 201);
	snprintf(hook.id, sizeof(hook.id), "%s", answer_at(a, "data.id"));
	snprintf(hook.secret, sizeof(hook.secret), "%s",
	    answer_at(a, "data.secret"));
	snprintf(hook.path, sizeof(hook.path), "%s", path);
	secret_keep(hook.secret);
	return hook;
}

static struct answer *
hook_send(const struct hook *hook, const char *method, const char *behind,
    const char *json)
{
	char	 path[256];

	snprintf(path, sizeof(path), HOOKS "/%s%s", hook->id, behind);
	return client_send(owner, method, path, json != NULL ?
	    "application/json" : NULL, json, json != NULL ? strlen(json) : 0);
}

static void
hook_end(const struct hook *hook)
{
	want(hook_send(hook, "DELETE", "", NULL), 200);
}

static char	made[64];

/* A category of that name: its event is category.create. */
static const char *
change(const char *name)
{
	struct answer	*a = client_json(owner, "POST",
	    "/api/admin/categories", "{\"name\":\"%s\"}", name);

	want(a, 201);
	snprintf(made, sizeof(made), "%s", answer_at(a, "data.id"));
	return made;
}

/* A column of the last delivery of a hook. */
static const char *
row(const struct hook *hook, const char *column)
{
	static char	 value[512];
	char		 query[256], *text;

	snprintf(query, sizeof(query), "SELECT %s FROM webhook_delivery WHERE"
	    " endpoint_id = '%s' ORDER BY id DESC LIMIT 1", column, hook->id);
	text = shop_sql(query);
	snprintf(value, sizeof(value), "%s", text);
	free(text);
	return value;
}

static void
row_soon(const struct hook *hook, const char *column, const char *what)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (strcmp(row(hook, column), what) != 0) {
		ck_assert_msg(now_ms() < end, "%s: %s, want %s", column,
		    row(hook, column), what);
		pause_ms(20);
	}
}

static void
pauses_over(void)
{
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.webhook'"));
}

static struct answer *
replay(const struct hook *hook)
{
	char	 path[160];

	snprintf(path, sizeof(path), "/deliveries/%.100s/replay",
	    row(hook, "id"));
	return hook_send(hook, "POST", path, "{}");
}

/* ---- tests ------------------------------------------------------------------- */

START_TEST(r111_a_change_is_told_to_who_asked_signed_and_by_ids_only)
{
	struct hook		 hook = hook_new("/told",
				    "\"category.create\"");
	struct hook		 other = hook_new("/other",
				    "\"product.create\",\"stock.move\"");
	struct hook		 all = hook_new("/all", "\"*\"");
	const struct mail	*m;
	const char		*id = change("Told");
	char			 body[512];

	m = mailbox_await("/told");
	ck_assert_str_eq(mail_text(m, "signature"), "good");
	ck_assert_str_eq(mail_text(m, "method"), "POST");
	ck_assert_str_eq(mail_text(m, "type"), "application/json");
	ck_assert_str_eq(mail_text(m, "event"), "category.create");
	row_soon(&hook, "state", "delivered");
	ck_assert_str_eq(mail_text(m, "messageId"), row(&hook, "id"));
	ck_assert_str_eq(mail_text(m, "body"), row(&hook, "body"));
	ck_assert_ptr_nonnull(strstr(mail_text(m, "body"), id));
	snprintf(body, sizeof(body), "%s", row(&hook, "status || ' ' ||"
	    " attempts || ' ' || (delivered_at >= created_at)"));
	ck_assert_str_eq(body, "204 1 1");
	ck_assert_ptr_null(strstr(mail_text(m, "body"), "Told"));
	ck_assert_ptr_null(strstr(mail_text(m, "body"), "owner"));
	mailbox_await("/all");
	ck_assert_int_eq(mailbox_count("/other"), 0);
	hook_end(&hook);
	hook_end(&other);
	hook_end(&all);
}
END_TEST

START_TEST(r111_what_is_refused_over_there_is_sent_again_under_its_id)
{
	struct hook		 hook = hook_new("/again", "\"*\"");
	const struct mail	*first, *second;

	mailbox_fail("500 to=/again times=1\n");
	change("Again");
	first = mailbox_await("/again");
	row_soon(&hook, "state || ' ' || status || ' ' || answer",
	    "waiting 500 Said 500 <b>\xd9\x81");
	pauses_over();
	second = mailbox_await("/again");
	ck_assert_str_eq(mail_text(first, "messageId"),
	    mail_text(second, "messageId"));
	ck_assert_str_eq(mail_text(first, "body"), mail_text(second, "body"));
	ck_assert_str_eq(mail_text(second, "signature"), "good");
	row_soon(&hook, "state || ' ' || attempts", "delivered 2");
	hook_end(&hook);
}
END_TEST

/* Delivered, or dead after many tries: by hand it goes again, as itself. */
START_TEST(r111_given_up_after_many_tries_shown_and_replayed_under_its_id)
{
	struct hook		 hook = hook_new("/dead", "\"*\"");
	const struct mail	*m;
	struct answer		*a;

	mailbox_fail("503 to=/dead\n");
	change("Dead");
	row_soon(&hook, "attempts", "1");
	free(shop_sql("UPDATE job SET attempts = 11, due_at = 1 WHERE"
	    " state = 'waiting' AND kind = 'notify.webhook'"));
	row_soon(&hook, "state || ' ' || attempts", "dead 2");
	want((a = hook_send(&hook, "GET", "/deliveries", NULL)), 200);
	want_at(a, "data.0.state", "dead");
	want_at(a, "data.0.status", "503");
	want_at(a, "data.0.answer", "Said 503 <b>\xd9\x81");
	want_at(a, "data.0.body.entityId", made);
	want_at(a, "data.0.body.entityType", "Category");
	mailbox_fail("");
	mailbox_await("/dead");
	mailbox_await("/dead");
	want(replay(&hook), 200);
	m = mailbox_await("/dead");
	ck_assert_str_eq(mail_text(m, "messageId"), row(&hook, "id"));
	row_soon(&hook, "state || ' ' || attempts", "delivered 3");
	/* Its job may have some microseconds to live: then it is refused. */
	while (replay(&hook)->status == 409)
		pause_ms(20);
	mailbox_await("/dead");
	row_soon(&hook, "state || ' ' || attempts", "delivered 4");
	hook_end(&hook);
}
END_TEST

START_TEST(r111_what_is_under_way_is_not_replayed)
{
	struct hook	 hook = hook_new("/busy", "\"*\"");
	struct answer	*a;

	mailbox_fail("500 to=/busy\n");
	change("Busy");
	row_soon(&hook, "attempts", "1");
	a = replay(&hook);
	want(a, 409);
	want_at(a, "error.code", "WEBHOOK_UNDER_WAY");
	want(hook_send(&hook, "POST", "/deliveries/delivery_0/replay", "{}"),
	    404);
	mailbox_fail("");
	hook_end(&hook);
}
END_TEST

START_TEST(r111_410_ends_the_webhook)
{
	struct hook	 hook = hook_new("/gone", "\"*\"");
	struct answer	*a;

	mailbox_fail("410 to=/gone times=1\n");
	change("Gone");
	row_soon(&hook, "state || ' ' || status", "dead 410");
	want((a = hook_send(&hook, "GET", "", NULL)), 200);
	want_at(a, "data.isActive", "false");
	want_at(a, "data.version", "2");
	change("Gone2");
	ck_assert_str_eq(row(&hook, "state || ' ' || status"), "dead 410");
	want((a = replay(&hook)), 409);
	want_at(a, "error.code", "WEBHOOK_INACTIVE");
	want(hook_send(&hook, "POST", "/test", "{}"), 409);
	want(hook_send(&hook, "PATCH", "", "{\"isActive\":true}"), 200);
	want(replay(&hook), 200);
	row_soon(&hook, "state", "delivered");
	a = client_get(owner, "/api/admin/audit?action=disable_webhook");
	want(a, 200);
	want_at(a, "data.0.entityId", hook.id);
	hook_end(&hook);
}
END_TEST

/* However they answer: 2xx is taken, what is long is cut, nothing followed. */
START_TEST(r111_an_answer_is_its_status_and_leads_nowhere)
{
	static const struct { const char *what, *is; } rows[] = {
		{ "200", "delivered 200" }, { "202", "delivered 202" },
		{ "long", "delivered 200" }, { "away", "waiting 302" },
		{ "400", "waiting 400" }, { "404", "waiting 404" },
		{ "429", "waiting 429" },
	};
	struct hook	 hook = hook_new("/answer", "\"product.delete\"");
	char		 rule[64];

	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(rule, sizeof(rule), "%s to=/answer\n", rows[i].what);
		mailbox_fail(rule);
		want(hook_send(&hook, "POST", "/test", "{}"), 200);
		row_soon(&hook, "state || ' ' || status", rows[i].is);
		ck_assert_str_eq(row(&hook, "length(answer) <= 200"), "1");
	}
	ck_assert_int_eq(mailbox_count("/elsewhere"), 0);
	mailbox_fail("");
	hook_end(&hook);
}
END_TEST

START_TEST(r111_a_ping_goes_whatever_was_asked_for)
{
	struct hook		 hook = hook_new("/ping/",
				    "\"product.delete\"");
	const struct mail	*m;
	struct answer		*a;

	want((a = hook_send(&hook, "POST", "/test", "{}")), 200);
	want_at(a, "data.event", "ping");
	want_at(a, "data.state", "waiting");
	m = mailbox_await("/ping/");
	ck_assert_str_eq(mail_text(m, "event"), "ping");
	ck_assert_str_eq(mail_text(m, "signature"), "good");
	row_soon(&hook, "state", "delivered");
	hook_end(&hook);
}
END_TEST

START_TEST(r111_a_secret_is_told_once_and_a_new_one_ends_it)
{
	struct hook	 hook = hook_new("/secret", "\"product.delete\"");
	struct answer	*a;
	char		*all, query[256];

	ck_assert_uint_eq(strlen(hook.secret), strlen("whsec_") + 44);
	want((a = hook_send(&hook, "GET", "", NULL)), 200);
	ck_assert_ptr_null(strstr(a->body, "whsec_"));
	want((a = client_get(owner, HOOKS)), 200);
	ck_assert_ptr_null(strstr(a->body, "whsec_"));
	want((a = hook_send(&hook, "PATCH", "", "{\"description\":\"X\"}")),
	    200);
	ck_assert_ptr_null(strstr(a->body, "whsec_"));
	snprintf(query, sizeof(query), "SELECT (SELECT count(*) FROM"
	    " webhook_endpoint WHERE sealed LIKE '%%%s%%') + (SELECT count(*)"
	    " FROM audit_log WHERE changes LIKE '%%whsec%%')", hook.secret);
	all = shop_sql(query);
	ck_assert_str_eq(all, "0");
	free(all);
	want((a = hook_send(&hook, "POST", "/rotate-secret", "{}")), 200);
	ck_assert_str_ne(answer_at(a, "data.secret"), hook.secret);
	/* The receiver knows the old one only. */
	want(hook_send(&hook, "POST", "/test", "{}"), 200);
	ck_assert_str_eq(mail_text(mailbox_await("/secret"), "signature"),
	    "bad");
	want((a = hook_send(&hook, "POST", "/rotate-secret", "{}")), 200);
	secret_keep(answer_at(a, "data.secret"));
	want(hook_send(&hook, "POST", "/test", "{}"), 200);
	ck_assert_str_eq(mail_text(mailbox_await("/secret"), "signature"),
	    "good");
	hook_end(&hook);
}
END_TEST

/* Every form of an address is a row of the unit test; here, that it asks. */
START_TEST(r111_a_url_inside_and_an_unknown_event_are_refused)
{
	static const struct { const char *url, *events, *field; } rows[] = {
		{ "http://example.com/x", "*", "url" },
		{ "https://10.0.0.1/x", "*", "url" },
		{ "https://169.254.169.254/latest", "*", "url" },
		{ "https://[::ffff:10.0.0.1]/x", "*", "url" },
		{ "https://0x0a000001/x", "*", "url" },
		{ "https://db.internal/x", "*", "url" },
		{ "https://example.com:22/x", "*", "url" },
		{ "https://u:p@example.com/x", "*", "url" },
		{ "https://example.com/x#y", "*", "url" },
		{ "https://example.com?x", "*", "url" },
		{ "file:///etc/passwd", "*", "url" },
		{ "https://example.com/x", "user.login", "events" },
		{ "https://example.com/x", "create_user", "events" },
		{ "https://example.com/x", "product.*", "events" },
	};
	struct answer	*a;

	for (size_t i = 0; i < COUNT(rows); i++) {
		a = client_json(owner, "POST", HOOKS,
		    "{\"url\":\"%s\",\"events\":[\"%s\"]}", rows[i].url,
		    rows[i].events);
		ck_assert_msg(a->status == 400, "%s %s: %d", rows[i].url,
		    rows[i].events, a->status);
		ck_assert_msg(strstr(a->body, rows[i].field) != NULL,
		    "%s: %s", rows[i].url, a->body);
	}
	want(client_json(owner, "POST", HOOKS, "{\"events\":[\"*\"]}"), 400);
	want(client_json(owner, "POST", HOOKS,
	    "{\"url\":\"https://example.com\",\"events\":[]}"), 400);
}
END_TEST

START_TEST(r111_another_brands_webhook_is_forbidden_and_not_told)
{
	static const struct { const char *method, *behind, *json; } tries[] = {
		{ "GET", "", NULL }, { "PATCH", "", "{\"isActive\":false}" },
		{ "DELETE", "", NULL }, { "POST", "/test", "{}" },
		{ "POST", "/rotate-secret", "{}" },
		{ "GET", "/deliveries", NULL },
		{ "POST", "/deliveries/delivery_0/replay", "{}" },
	};
	struct hook	 hook = hook_new("/ours", "\"*\"");
	struct client	*mine = owner;
	struct answer	*a;

	owner = client_login("stranger");
	for (size_t i = 0; i < COUNT(tries); i++)
		want(hook_send(&hook, tries[i].method, tries[i].behind,
		    tries[i].json), 403);
	want((a = client_get(owner, HOOKS)), 200);
	want_at(a, "pagination.total", "0");
	change("Theirs");
	client_free(owner);
	owner = mine;
	change("Ours");
	mailbox_await("/ours");
	row_soon(&hook, "(SELECT count(*) FROM webhook_delivery)"
	    " - (SELECT count(*) FROM webhook_delivery WHERE brand_id ="
	    " (SELECT brand_id FROM users WHERE username = 'owner'))", "0");
	ck_assert_int_eq(mailbox_count("/ours"), 1);
	hook_end(&hook);
}
END_TEST

/* The worker that has the delivery's job. */
static pid_t
sender(void)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		*worker;
	int		 pid = 0;

	while (pid == 0 && now_ms() < end) {
		worker = shop_sql("SELECT worker FROM job WHERE"
		    " kind = 'notify.webhook' AND state = 'running'");
		if (strrchr(worker, '-') != NULL)
			pid = (int)strtol(strrchr(worker, '-') + 1, NULL, 10);
		free(worker);
	}
	return (pid_t)pid;
}

START_TEST(r111_a_killed_sender_sends_again_under_the_same_id_and_no_more)
{
	struct hook		 hook = hook_new("/killed", "\"*\"");
	const struct mail	*first, *second;
	pid_t			 pid;

	mailbox_fail("hold to=/killed times=1\n");
	change("Killed");
	first = mailbox_await("/killed");
	ck_assert_int_gt(pid = sender(), 0);
	ck_assert_int_eq(kill(pid, SIGKILL), 0);
	free(shop_sql("UPDATE job SET lease_until = 1 WHERE"
	    " kind = 'notify.webhook' AND state = 'running'"));
	second = mailbox_await("/killed");
	ck_assert_str_eq(mail_text(first, "messageId"),
	    mail_text(second, "messageId"));
	row_soon(&hook, "state", "delivered");
	pauses_over();
	ck_assert_int_eq(mailbox_count("/killed"), 2);
	mailbox_fail("");
	hook_end(&hook);
}
END_TEST

START_TEST(r111_no_more_than_twenty_and_what_is_deleted_is_gone)
{
	struct hook	 hooks[20];
	struct answer	*a;

	for (size_t i = 0; i < COUNT(hooks); i++)
		hooks[i] = hook_new("/many", "\"*\"");
	a = client_json(owner, "POST", HOOKS, "{\"url\":\"https://"
	    "example.com/x\",\"events\":[\"*\"]}");
	want(a, 409);
	want_at(a, "error.code", "TOO_MANY_WEBHOOKS");
	want((a = client_get(owner, HOOKS "?limit=5")), 200);
	want_at(a, "pagination.total", "20");
	want_at(a, "data.0.id", hooks[0].id);
	for (size_t i = 0; i < COUNT(hooks); i++)
		hook_end(&hooks[i]);
	want(hook_send(&hooks[0], "GET", "", NULL), 404);
	want((a = client_get(owner, HOOKS)), 200);
	want_at(a, "pagination.total", "0");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		r111_a_change_is_told_to_who_asked_signed_and_by_ids_only,
		r111_what_is_refused_over_there_is_sent_again_under_its_id,
		r111_given_up_after_many_tries_shown_and_replayed_under_its_id,
		r111_what_is_under_way_is_not_replayed,
		r111_410_ends_the_webhook,
		r111_an_answer_is_its_status_and_leads_nowhere,
		r111_a_ping_goes_whatever_was_asked_for,
		r111_a_secret_is_told_once_and_a_new_one_ends_it,
		r111_a_url_inside_and_an_unknown_event_are_refused,
		r111_another_brands_webhook_is_forbidden_and_not_told,
		r111_a_killed_sender_sends_again_under_the_same_id_and_no_more,
		r111_no_more_than_twenty_and_what_is_deleted_is_gone,
	};
	const struct suite	 suite = { "webhook", world_start,
	    world_stop, false, SUITE_TIMEOUT };

	shop_home_made = receiver_start;
	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
