/* SPDX-License-Identifier: ISC */
/* Meta's webhook through nginx and souk-meta, signed here. */
#include <stdarg.h>

#include "tests/http/meta_sign.h"
#include "tests/http/process.h"
#include "tests/http/suite.h"
#include "tests/permute.h"

static struct client	*told_client, *told_owner;

static void
world_open(void)
{
	told_environment();
	shop_start();
	told_client = client_new();
	told_owner = client_login("owner");
	told_number_put();
}

#define want_row(TEXT, ...) do {					\
	char	 query_[600], *is_;					\
									\
	snprintf(query_, sizeof(query_), __VA_ARGS__);			\
	is_ = shop_sql(query_);						\
	ck_assert_str_eq(is_, TEXT);					\
	free(is_);							\
} while (0)

static struct answer *
tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static struct answer *
tell(const char *format, ...)
{
	char		*members, *text;
	struct answer	*a;
	va_list		 ap;

	va_start(ap, format);
	ck_assert_int_ge(vasprintf(&members, format, ap), 0);
	va_end(ap);
	text = told_value(members);
	a = told_send(told_client, text);
	free(text);
	free(members);
	return a;
}

/* ---- who asks --------------------------------------------------------------- */

START_TEST(s1_wh_01_the_challenge_is_the_answer)
{
	static const struct { const char *query; int status; } all[] = {
		{ "hub.mode=subscribe&hub.verify_token=" TOLD_VERIFY
		  "&hub.challenge=1158201444", 200 },
		{ "hub.challenge=1158201444&hub.verify_token=" TOLD_VERIFY
		  "&hub.mode=subscribe", 200 },
		{ "", 403 },
		{ "hub.mode=subscribe&hub.challenge=1158201444", 403 },
		{ "hub.mode=subscribe&hub.verify_token=wrong"
		  "&hub.challenge=1158201444", 403 },
		{ "hub.mode=unsubscribe&hub.verify_token=" TOLD_VERIFY
		  "&hub.challenge=1158201444", 403 },
		{ "hub.mode=subscribe&hub.verify_token=" TOLD_VERIFY, 403 },
		{ "hub.mode=subscribe&hub.verify_token=" TOLD_VERIFY
		  "&hub.challenge=%3Cscript%3E", 403 },
		{ "hub.mode=subscribe&hub.verify_token=" TOLD_VERIFY
		  "&hub.challenge=1%0a", 403 },
	};
	char	path[300];

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct answer	*a;

		snprintf(path, sizeof(path), TOLD_PATH "?%s", all[i].query);
		a = client_get(told_client, path);
		ck_assert_msg(a->status == all[i].status ||
		    (all[i].status == 403 && a->status == 400), "%s: %d",
		    all[i].query, a->status);
		if (all[i].status != 200)
			continue;
		ck_assert_str_eq(a->body, "1158201444");
		ck_assert_int_eq(strncmp(answer_header(a, "content-type"),
		    "text/plain", 10), 0);
		ck_assert_str_eq(answer_header(a, "x-content-type-options"),
		    "nosniff");
	}
}
END_TEST

#define TEXT_OF(ID, BODY) \
	"\"contacts\":[{\"profile\":{\"name\":\"Zo\\u00e9\"}," \
	"\"wa_id\":\"33612345678\"}],\"messages\":[{\"from\":" \
	"\"33612345678\",\"id\":\"" ID "\",\"timestamp\":\"1790000000\"," \
	"\"type\":\"text\",\"text\":{\"body\":\"" BODY "\"}}]"

START_TEST(f_15_what_is_forged_or_written_anew_is_refused)
{
	static const struct { const char *secret, *form; } all[] = {
		{ "another", TOLD_FORM }, { "", TOLD_FORM },
		{ TOLD_SECRET, "X-Hub-Signature: sha256=%s" },
		{ TOLD_SECRET, "X-Hub-Signature-256: sha1=%s" },
		{ TOLD_SECRET, "X-Hub-Signature-256: %s" },
		{ TOLD_SECRET, "X-Hub-Signature-256: sha256=%s0" },
		{ TOLD_SECRET, "X-Hub-Signature-256;" },
		{ TOLD_VERIFY, TOLD_FORM }, { "EAA_TEST_TOKEN", TOLD_FORM },
	};
	char		*text = told_value(TEXT_OF("wamid.forged", "\\u00e9")),
			*anew = told_value(TEXT_OF("wamid.forged", "é"));
	struct answer	*a;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		a = told_send_as(told_client, text, strlen(text),
		    all[i].secret, all[i].form);
		want(a, 400);
		want_at(a, "error.code", "WHATSAPP_NOT_SIGNED");
	}
	client_header(told_client, NULL);
	want(client_send(told_client, "POST", TOLD_PATH, NULL, text,
	    strlen(text)), 400);
	client_header(told_client, told_header(TOLD_SECRET, text,
	    strlen(text), TOLD_FORM));
	want(client_send(told_client, "POST", TOLD_PATH, NULL, anew,
	    strlen(anew)), 400);
	want_row("0", "SELECT count(*) FROM wa_event WHERE key LIKE"
	    " '%%forged%%'");
	a = told_send_as(told_client, text, strlen(text), TOLD_OLD,
	    TOLD_FORM);
	want(a, 200);
	want_at(a, "data.received", "true");
	want_row("applied", "SELECT outcome FROM wa_event WHERE key ="
	    " 'message:wamid.forged'");
	free(text);
	free(anew);
}
END_TEST

/* ---- once --------------------------------------------------------------------- */

START_TEST(f_15_the_same_fifty_times_at_once_is_one)
{
	char		*text = told_value(TEXT_OF("wamid.fifty", "once"));
	struct burst	 b;

	client_header(told_client, NULL);
	client_header(told_client, told_header(TOLD_SECRET, text,
	    strlen(text), TOLD_FORM));
	client_burst(told_client, 50, "POST", TOLD_PATH, text, &b);
	ck_assert_int_eq(b.by_status[200], 50);
	want_row("1", "SELECT count(*) FROM wa_event WHERE key ="
	    " 'message:wamid.fifty'");
	free(text);
}
END_TEST

/* ---- statuses -------------------------------------------------------------------- */

/* One that went out, as wamid.sN, or whose name is not known. */
static void
send_put(int n, const char *state, bool known)
{
	char	sql[900], wamid[40] = "NULL";

	if (known)
		snprintf(wamid, sizeof(wamid), "'wamid.s%d'", n);
	snprintf(sql, sizeof(sql), "INSERT INTO wa_send (id, brand_id,"
	    " number_id, person_id, kind, body, subject, subject_id, state,"
	    " wamid, due_at, created_at) SELECT 'wasend_%026d', p.brand_id,"
	    " 'wanum_01h455vb4pex5vsknk084sn02q', p.id, 'text', '{}', 'none',"
	    " 'none', '%s', %s, 1, 1 FROM wa_person p"
	    " WHERE p.wa_id = '33612345678'", n, state, wamid);
	free(shop_sql(sql));
}

static struct answer *
tell_status(int n, const char *status, const char *more)
{
	return tell("\"statuses\":[{\"id\":\"wamid.s%d\",\"status\":\"%s\","
	    "\"timestamp\":\"%d\",\"recipient_id\":\"33612345678\"%s}]", n,
	    status, TOLD_AT, more);
}

static const char *const	life[] = { "sent", "delivered", "read",
	"played", "failed" };

/* All orders of a life have one end: what was played has not failed. */
static void
life_tell(int n, const int order[5])
{
	for (int i = 0; i < 5; i++)
		want(tell_status(n, life[order[i]], ""), 200);
}

START_TEST(target_54_statuses_in_any_order_never_go_back)
{
	int	order[5] = { 0, 1, 2, 3, 4 }, n = 1000;

	want(tell(TEXT_OF("wamid.forlife", "hello")), 200);
	do {
		send_put(n, "sent", true);
		life_tell(n, order);
		want_row("played", "SELECT state FROM wa_send WHERE id ="
		    " 'wasend_%026d'", n);
		n++;
	} while (permute(order, 5));
	ck_assert_int_eq(n, 1120);
	want_row("0", "SELECT count(*) FROM wa_send WHERE state = 'failed'"
	    " AND read_at IS NOT NULL");
}
END_TEST

START_TEST(target_54_a_status_that_carries_our_name_ends_a_doubt)
{
	send_put(2000, "doubt", false);
	want(tell_status(2000, "delivered", ",\"biz_opaque_callback_data\":"
	    "\"wasend_00000000000000000000002000\""), 200);
	want_row("delivered wamid.s2000", "SELECT state || ' ' || wamid"
	    " FROM wa_send WHERE id = 'wasend_%026d'", 2000);
	want(tell_status(2001, "sent", ""), 200);
	want_row("early", "SELECT outcome FROM wa_event WHERE key LIKE"
	    " 'status:wamid.s2001:%%'");
}
END_TEST

/* ---- what is big, broken or hostile --------------------------------------------------- */

static void
batch_is_applied(const char *like, const char *count)
{
	char	 sql[200], *is = NULL;

	snprintf(sql, sizeof(sql), "SELECT count(*) FROM wa_event WHERE key"
	    " LIKE 'message:%s%%' AND outcome = 'applied'", like);
	for (int64_t end = now_ms() + SOON_MS; now_ms() < end; pause_ms(50)) {
		free(is);
		is = shop_sql(sql);
		if (strcmp(is, count) == 0)
			break;
	}
	ck_assert_str_eq(is, count);
	free(is);
}

/* len bytes exactly, of many messages; the rest of the last one is blanks. */
static char *
big_make(size_t len, int *count)
{
	char	*members = malloc(len), *text;
	size_t	 n = (size_t)snprintf(members, len, "\"contacts\":[{"
		    "\"profile\":{\"name\":\"Big\"},\"wa_id\":"
		    "\"33699999999\"}],\"messages\":[");

	for (*count = 0; n + 4000 < len; (*count)++)
		n += (size_t)snprintf(members + n, len - n, "%s{\"from\":"
		    "\"33699999999\",\"id\":\"wamid.big%zu.%d\",\"timestamp\":"
		    "\"%d\",\"type\":\"text\",\"text\":{\"body\":\"%01500d\"}}",
		    *count == 0 ? "" : ",", len, *count, TOLD_AT, *count);
	n += (size_t)snprintf(members + n, len - n, "]");
	text = told_value(members);
	free(members);
	n = strlen(text);
	text = realloc(text, len + 1);
	memset(text + n, ' ', len - n);
	text[len] = '\0';
	return text;
}

START_TEST(s1_wh_01_three_mebibytes_at_once_are_taken)
{
	const size_t	 len = (size_t)3 << 20;
	char		 count_text[20], like[40], *text;
	int		 count;

	text = big_make(len, &count);
	ck_assert_int_gt(count, 1500);
	want(told_send(told_client, text), 200);
	want(told_send(told_client, text), 200);
	snprintf(count_text, sizeof(count_text), "%d", count);
	snprintf(like, sizeof(like), "wamid.big%zu.", len);
	batch_is_applied(like, count_text);
	want_row("1", "SELECT count(*) FROM wa_event WHERE type = 'batch'");
	free(text);
}
END_TEST

START_TEST(s1_wh_01_beyond_four_mebibytes_nobody_listens)
{
	const size_t	 len = ((size_t)4 << 20) + 1;
	char		*text;
	int		 count;

	text = big_make(len, &count);
	want(told_send(told_client, text), 413);
	want_row("0", "SELECT count(*) FROM wa_event WHERE key LIKE"
	    " 'message:wamid.big%zu%%'", len);
	free(text);
}
END_TEST

START_TEST(s1_wh_01_what_cannot_be_read_is_kept_and_shown)
{
	static const char *const	 all[] = { "", "{", "[]", "null",
	    "{\"entry\":[{]}", "{\"entry\":5}", "words", "{\"entry\":[}",
	    "{\"object\":\"x\",\"entry\":[{\"changes\":[{]}]}" };
	struct answer			*a;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		want(told_send(told_client, all[i]), 200);
	want_row("9", "SELECT count(*) FROM wa_event WHERE outcome ="
	    " 'refused' AND key LIKE 'whole:%%'");
	a = client_get(told_owner, "/api/admin/whatsapp/events?outcome="
	    "refused&kind=other&limit=100");
	want(a, 200);
	want_at(a, "pagination.total", "9");
}
END_TEST

/* Twice the same name, too deep, half of a pair: none spoils the others. */
START_TEST(s1_wh_01_an_item_that_is_broken_spoils_no_other)
{
	char		 deep[2100], sql[300], *id;
	struct answer	*a;

	memset(deep, '[', 1000);
	memset(deep + 1000, ']', 1000);
	deep[2000] = '\0';
	want(tell("\"contacts\":[{\"wa_id\":\"33600000001\",\"profile\":{"
	    "\"name\":\"<b>\\u202e\\ud800 \\u0000\\u0007X</b>\"}}],"
	    "\"messages\":[{\"from\":\"33600000001\",\"id\":\"wamid.dup\","
	    "\"id\":\"wamid.dup2\",\"type\":\"text\"},{\"id\":\"wamid.deep\","
	    "\"x\":%s},5,null,\"text\",{\"from\":\"33600000001\",\"id\":"
	    "\"wamid.fine\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{"
	    "\"body\":\"=1+1\\ud83d\"}}]", deep, TOLD_AT), 200);
	want_row("applied", "SELECT outcome FROM wa_event WHERE key ="
	    " 'message:wamid.fine'");
	want_row("2", "SELECT count(*) FROM wa_event WHERE key LIKE"
	    " 'broken:%%'");
	want_row("<b>\xef\xbf\xbd \xef\xbf\xbdX</b>", "SELECT name FROM"
	    " wa_person WHERE wa_id = '33600000001'");
	snprintf(sql, sizeof(sql), "SELECT id FROM wa_event WHERE key ="
	    " 'message:wamid.fine'");
	id = shop_sql(sql);
	snprintf(sql, sizeof(sql), "/api/admin/whatsapp/events/%s", id);
	a = client_get(told_owner, sql);
	want(a, 200);
	want_at(a, "data.body.item.id", "wamid.fine");
	ck_assert_int_eq(strncmp(answer_header(a, "content-type"),
	    "application/json", 16), 0);
	free(id);
}
END_TEST

/* ---- the office -------------------------------------------------------------------------- */

START_TEST(s1_wh_01_a_stranger_is_applied_once_the_number_is_known)
{
	char		 path[200], *id;
	struct answer	*a;
	char		*text = told_value(TEXT_OF("wamid.stranger", "hi"));

	memcpy(strstr(text, "\"1001\""), "\"1009\"", 6);
	want(told_send(told_client, text), 200);
	id = shop_sql("SELECT id FROM wa_event WHERE outcome = 'stranger'");
	snprintf(path, sizeof(path), "/api/admin/whatsapp/events/%s/replay",
	    id);
	a = client_json(told_owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.outcome", "stranger");
	free(shop_sql("INSERT INTO wa_number (id, brand_id, meta_id,"
	    " account_id, phone, created_at, updated_at) SELECT"
	    " 'wanum_01h455vb4pex5vsknk084sn03q', brand_id, '1009', '2001',"
	    " '15550783889', 1, 1 FROM wa_number LIMIT 1"));
	a = client_json(told_owner, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.outcome", "applied");
	want(client_json(told_owner, "POST", path, "{}"), 409);
	snprintf(path, sizeof(path), "/api/admin/whatsapp/events/%s", id);
	want(client_get(client_login("stranger"), path), 403);
	want(client_get(told_owner, "/api/admin/whatsapp/events/waevent_"
	    "01h455vb4pex5vsknk084sn02q"), 404);
	want(client_get(told_owner, "/api/admin/whatsapp/events?outcome=x"),
	    400);
	free(id);
	free(text);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wh_01_the_challenge_is_the_answer,
		f_15_what_is_forged_or_written_anew_is_refused,
		f_15_the_same_fifty_times_at_once_is_one,
		target_54_statuses_in_any_order_never_go_back,
		target_54_a_status_that_carries_our_name_ends_a_doubt,
		s1_wh_01_three_mebibytes_at_once_are_taken,
		s1_wh_01_beyond_four_mebibytes_nobody_listens,
		s1_wh_01_what_cannot_be_read_is_kept_and_shown,
		s1_wh_01_an_item_that_is_broken_spoils_no_other,
		s1_wh_01_a_stranger_is_applied_once_the_number_is_known,
	};

	return suite_run_with("meta_hook", world_open, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
