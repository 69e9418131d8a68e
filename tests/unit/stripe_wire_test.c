/* SPDX-License-Identifier: ISC */
/*
 * What goes to Stripe, held against what its own client sends, and what it
 * answered others once (tests/fixtures/stripe).  The server is a child that
 * takes one call, passes on what it was and answers as a row says.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>

#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "tests/unit/stripe_shop.h"

#define ASKED_MOST	16384

/* ---- fixtures --------------------------------------------------------------- */

static const struct json_in *
fixture(const char *name)
{
	char		*path = arena_printf(store.arena,
			    "tests/fixtures/stripe/%s", name), *text;
	FILE		*f = fopen(path, "re");
	struct json_in	*json;
	const char	*why;
	size_t		 at, n;

	ck_assert_msg(f != NULL, "%s", path);
	text = arena_alloc(store.arena, 1 << 20);
	n = fread(text, 1, 1 << 20, f);
	fclose(f);
	ck_assert_int_eq(json_parse_most(store.arena, text, n, 65536, &json,
	    &at, &why), JSON_OK);
	return json;
}

static const char *
member(const struct json_in *o, const char *name)
{
	const struct json_in	*m = json_member(o, name);

	return m != NULL && m->type == JSON_STRING ? m->text : "";
}

/* ---- a server of one answer --------------------------------------------------- */

static pid_t	child;
static int	heard;

static void
answer_once(int listener, int pass, const char *reply, size_t len)
{
	char	 asked[ASKED_MOST], *body;
	ssize_t	 n;
	size_t	 have = 0, want = SIZE_MAX;
	int	 fd = accept(listener, NULL, NULL);

	while (have < want && have < sizeof(asked) - 1 &&
	    (n = read(fd, asked + have, sizeof(asked) - 1 - have)) > 0) {
		have += (size_t)n;
		asked[have] = '\0';
		if ((body = strstr(asked, "\r\n\r\n")) != NULL)
			want = (size_t)(body + 4 - asked) +
			    (strcasestr(asked, "Content-Length: ") == NULL ?
			    0 : strtoul(strcasestr(asked,
			    "Content-Length: ") + 16, NULL, 10));
	}
	n = write(pass, asked, have);
	if (n > 0 && write(fd, reply, len) == (ssize_t)len)
		shutdown(fd, SHUT_WR);
	while (read(fd, asked, sizeof(asked)) > 0)
		continue;
	_exit(0);
}

static void
answers(const char *reply)
{
	struct sockaddr_in	 a = { .sin_family = AF_INET,
				    .sin_addr.s_addr =
				    htonl(INADDR_LOOPBACK) };
	socklen_t		 len = sizeof(a);
	int			 fd = socket(AF_INET, SOCK_STREAM, 0);
	int			 pass[2];

	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, len), 0);
	ck_assert_int_eq(listen(fd, 4), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	ck_assert_int_eq(pipe(pass), 0);
	if ((child = fork()) == 0) {
		signal(SIGPIPE, SIG_IGN);
		alarm(30);
		answer_once(fd, pass[1], reply, strlen(reply));
	}
	close(fd);
	close(pass[1]);
	heard = pass[0];
	snprintf(stripe_base, sizeof(stripe_base), "http://127.0.0.1:%d",
	    ntohs(a.sin_port));
}

/* What it was asked. */
static char *
was_asked(void)
{
	char	*asked = arena_alloc(store.arena, ASKED_MOST);
	ssize_t	 n;
	size_t	 have = 0;

	waitpid(child, NULL, 0);
	while ((n = read(heard, asked + have, ASKED_MOST - 1 - have)) > 0)
		have += (size_t)n;
	close(heard);
	return asked;
}

static char *
reply_of(int status, const char *head, const char *body)
{
	return arena_printf(store.arena, "HTTP/1.1 %d X\r\n%s"
	    "Content-Length: %zu\r\n\r\n%s", status, head, strlen(body), body);
}

/* ---- pairs ---------------------------------------------------------------------- */

struct pairs { char *name[64], *value[64]; size_t count; };

static void
pairs_of(const char *body, struct pairs *p)
{
	size_t	n, eq;

	for (p->count = 0; *body != '\0'; body += n + (body[n] == '&')) {
		n = strcspn(body, "&");
		eq = strcspn(body, "=");
		ck_assert(eq < n && p->count < 64);
		ck_assert(text_url_decode(store.arena, body, eq, true,
		    &p->name[p->count]));
		ck_assert(text_url_decode(store.arena, body + eq + 1,
		    n - eq - 1, true, &p->value[p->count++]));
	}
}

static const char *
value_of(const struct pairs *p, const char *name)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->name[i], name) == 0)
			return p->value[i];
	return "";
}

/* ---- what goes out ------------------------------------------------------------------ */

START_TEST(s0_int_01_forms_are_written_as_stripes_own_client_does)
{
	const struct json_in	*all = fixture("requests.json");
	struct stripe_form	 form;
	struct pairs		 theirs, ours;

	ck_assert_uint_ge(all->count, 7);
	for (size_t i = 0; i < all->count; i++) {
		pairs_of(member(&all->items[i], "body"), &theirs);
		stripe_form_init(&form, store.arena);
		for (size_t k = 0; k < theirs.count; k++)
			stripe_put(&form, theirs.name[k], theirs.value[k]);
		pairs_of(form.text.p, &ours);
		ck_assert_uint_eq(ours.count, theirs.count);
		for (size_t k = 0; k < theirs.count; k++)
			ck_assert_str_eq(value_of(&ours, theirs.name[k]),
			    theirs.value[k]);
	}
}
END_TEST

static const struct json_in *
request_like(const char *method, const char *path)
{
	const struct json_in	*all = fixture("requests.json");

	for (size_t i = 0; i < all->count; i++)
		if (strcmp(member(&all->items[i], "method"), method) == 0 &&
		    strcmp(member(&all->items[i], "path"), path) == 0)
			return &all->items[i];
	ck_abort_msg("no %s %s", method, path);
	return NULL;
}

static void
has_header(const char *asked, const char *name, const char *value)
{
	char	*line = arena_printf(store.arena, "\r\n%s: %s\r\n", name,
		    value);

	ck_assert_msg(strcasestr(asked, line) != NULL, "%s in %s", line,
	    asked);
}

/* Its first line, its headers, its pairs. */
static void
is_like(const char *asked, const char *method, const char *path,
    struct pairs *p)
{
	static const char *const	 names[] = { "stripe-version",
		"accept", "content-type" };
	const struct json_in		*theirs = request_like(method, path);
	const struct json_in		*headers = json_member(theirs,
					    "headers");

	ck_assert_msg(strncmp(asked, arena_printf(store.arena, "%s %s HTTP",
	    method, path), strlen(method) + strlen(path) + 6) == 0, "%s",
	    asked);
	for (size_t i = 0; i < COUNT(names); i++)
		has_header(asked, names[i], member(headers, names[i]));
	has_header(asked, "Authorization", "Bearer " STRIPE_KEY);
	ck_assert_ptr_nonnull(strcasestr(asked, "\r\nUser-Agent: souk"));
	ck_assert_ptr_null(strstr(asked, "payment_method_types"));
	pairs_of(strstr(asked, "\r\n\r\n") + 4, p);
}

/* Every name that we send has the shape of one that the client sent, or is
 * one of these, which Stripe's reference has. */
static void
names_are_known(const struct pairs *p, const char *const *more)
{
	const struct json_in	*all = fixture("requests.json");
	struct pairs		 theirs;
	bool			 known;
	size_t			 i, k;

	for (i = 0; i < p->count; i++) {
		known = strstr(p->name[i], "[souk_") != NULL;
		for (k = 0; more[k] != NULL; k++)
			known |= strcmp(p->name[i], more[k]) == 0;
		for (k = 0; k < all->count && !known; k++) {
			pairs_of(member(&all->items[k], "body"), &theirs);
			for (size_t m = 0; m < theirs.count; m++)
				known |= strcmp(p->name[i],
				    theirs.name[m]) == 0;
		}
		ck_assert_msg(known, "%s", p->name[i]);
	}
}

START_TEST(s0_int_01_an_intent_is_asked_for_as_stripe_takes_it)
{
	static const char *const	 more[] = {
		"statement_descriptor_suffix", NULL };
	char				*asked;
	struct pairs			 p;

	answers(reply_of(402, "", "{}"));
	ck_assert_int_eq(start_intent(), SOUK_UPSTREAM);
	asked = was_asked();
	is_like(asked, "POST", "/v1/payment_intents", &p);
	names_are_known(&p, more);
	ck_assert_str_eq(value_of(&p, "amount"), "2390");
	ck_assert_str_eq(value_of(&p, "currency"), "eur");
	ck_assert_str_eq(value_of(&p, "automatic_payment_methods[enabled]"),
	    "true");
	ck_assert_str_eq(value_of(&p, "receipt_email"), "buyer@shop.test");
	ck_assert_str_eq(value_of(&p, "description"), "Thing 1");
	ck_assert_str_eq(value_of(&p, "metadata[souk_subject_id]"),
	    "thing_1");
	has_header(asked, "Idempotency-Key", arena_printf(store.arena,
	    "souk:%s:1", value_of(&p, "metadata[souk_payment]")));
}
END_TEST

START_TEST(s0_int_01_a_page_is_asked_for_as_stripe_takes_it)
{
	static const char *const	 more[] = {
		"payment_intent_data[receipt_email]",
		"payment_intent_data[description]",
		"payment_intent_data[statement_descriptor_suffix]", NULL };
	char				*asked;
	struct pairs			 p;

	thing.currency = "JPY";
	answers(reply_of(402, "", "{}"));
	ck_assert_int_eq(start_session(), SOUK_UPSTREAM);
	asked = was_asked();
	is_like(asked, "POST", "/v1/checkout/sessions", &p);
	names_are_known(&p, more);
	ck_assert_str_eq(value_of(&p, "mode"), "payment");
	ck_assert_str_eq(value_of(&p, "ui_mode"), "");
	ck_assert_str_eq(value_of(&p,
	    "line_items[0][price_data][unit_amount]"), "2390");
	ck_assert_str_eq(value_of(&p, "line_items[0][price_data][currency]"),
	    "jpy");
	ck_assert_str_eq(value_of(&p, "success_url"),
	    "https://shop.test/thing/1?payment=done");
	ck_assert_str_eq(value_of(&p, "cancel_url"),
	    "https://shop.test/thing/1?payment=back");
	ck_assert_str_eq(value_of(&p, "client_reference_id"), value_of(&p,
	    "payment_intent_data[metadata][souk_payment]"));
	has_header(asked, "Idempotency-Key", arena_printf(store.arena,
	    "souk:%s:session", value_of(&p, "metadata[souk_payment]")));
}
END_TEST

START_TEST(s0_int_01_a_refund_is_asked_for_as_stripe_takes_it)
{
	static const char *const	 none[] = { NULL };
	const char			*id = pay_cash(2390), *refund;
	char				*asked;
	struct pairs			 p;

	shop_sql("UPDATE payment SET provider = 'stripe', intent_ref ="
	    " 'pi_123' WHERE id = '%s'", id);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 390,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	answers(reply_of(503, "", ""));
	ck_assert_int_eq(job_run(), SOUK_OK);
	asked = was_asked();
	is_like(asked, "POST", "/v1/refunds", &p);
	names_are_known(&p, none);
	ck_assert_str_eq(value_of(&p, "payment_intent"), "pi_123");
	ck_assert_str_eq(value_of(&p, "amount"), "390");
	ck_assert_str_eq(value_of(&p, "metadata[souk_refund]"), refund);
	has_header(asked, "Idempotency-Key", arena_printf(store.arena,
	    "souk:%s", refund));
}
END_TEST

/* The page first; each under a name of our own row, so that who asks again
 * hears the same. */
START_TEST(s0_int_01_what_is_called_off_is_closed_under_our_own_name)
{
	static const struct { const char *refs, *line, *key; } ways[] = {
		{ "session_ref = 'cs_1', intent_ref = 'pi_1'",
		    "POST /v1/checkout/sessions/cs_1/expire ", "expire" },
		{ "session_ref = NULL",
		    "POST /v1/payment_intents/pi_1/cancel ", "cancel" },
	};
	const char	*id = pay_cash(2390), *first;
	char		*asked;

	shop_sql("UPDATE payment SET provider = 'stripe', state ="
	    " 'cancelled', received = 0 WHERE id = '%s'", id);
	shop_sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('job_1', 'payments.cancel', 'call',"
	    " '{\"payment\":\"%s\"}', 'waiting', 1, 1)", id);
	for (size_t i = 0; i < COUNT(ways); i++) {
		shop_sql("UPDATE payment SET %s WHERE id = '%s'",
		    ways[i].refs, id);
		first = arena_printf(store.arena, "souk:%s:%s", id,
		    ways[i].key);
		for (int again = 0; again < 2; again++) {
			answers(reply_of(503, "", ""));
			ck_assert_int_eq(job_run(), SOUK_OK);
			asked = was_asked();
			ck_assert_msg(strncmp(asked, ways[i].line,
			    strlen(ways[i].line)) == 0, "%s", asked);
			has_header(asked, "Idempotency-Key", first);
		}
	}
}
END_TEST

/* ---- what comes back ------------------------------------------------------------------- */

static const char *
json_text_of(const struct json_in *in)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, store.arena, 4096);
	json_copy(&json, NULL, in);
	return b.p;
}

START_TEST(s0_int_01_recorded_answers_are_read_right)
{
	static const struct { const char *name; enum stripe_end end;
	    const char *code, *decline; } rows[] = {
		{ "declined", STRIPE_REFUSED, "card_declined",
		  "generic_decline" },
		{ "no payment method", STRIPE_REFUSED, "resource_missing",
		  "" },
		{ "bad amount", STRIPE_REFUSED, "parameter_invalid_integer",
		  "" },
		{ "no such price", STRIPE_REFUSED, "resource_missing", "" },
		{ "not found", STRIPE_REFUSED, "resource_missing", "" },
		{ "no key", STRIPE_UNSENT, "", "" },
		{ "intent", STRIPE_TAKEN, "", "" },
		{ "session", STRIPE_TAKEN, "", "" },
		{ "refund", STRIPE_TAKEN, "", "" },
		{ "refund again", STRIPE_TAKEN, "", "" },
	};
	const struct json_in	*all = fixture("answers.json"), *row;
	struct stripe_answer	 a;

	ck_assert_uint_eq(all->count, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) {
		row = &all->items[i];
		ck_assert_str_eq(member(row, "name"), rows[i].name);
		answers(reply_of((int)json_member(row, "status")->integer,
		    arena_printf(store.arena, "Stripe-Should-Retry: %s\r\n",
		    "false"), json_text_of(json_member(row, "body"))));
		stripe_ask(&store, &(struct stripe_call){ .path = "/v1/x" },
		    &a);
		was_asked();
		ck_assert_msg(a.end == rows[i].end, "%s: %d", rows[i].name,
		    (int)a.end);
		ck_assert_str_eq(a.code, rows[i].code);
		ck_assert_str_eq(a.decline_code, rows[i].decline);
		ck_assert(a.end != STRIPE_TAKEN ||
		    stripe_text(a.json, "id") != NULL);
	}
}
END_TEST

/* The table of errors, and what overrides it. */
START_TEST(s0_int_01_what_may_be_tried_again_is_told_apart)
{
	static const struct { int status, retry; const char *type, *code;
	    enum stripe_end end; } rows[] = {
		{ 200, 0, "", "", STRIPE_TAKEN },
		{ 400, 0, "invalid_request_error", "", STRIPE_REFUSED },
		{ 400, 1, "invalid_request_error", "", STRIPE_UNSURE },
		{ 400, -1, "idempotency_error", "", STRIPE_REFUSED },
		{ 400, 0, "invalid_request_error", "rate_limit",
		  STRIPE_UNSENT },
		{ 400, 0, "invalid_request_error", "lock_timeout",
		  STRIPE_UNSURE },
		{ 401, 0, "invalid_request_error", "", STRIPE_UNSENT },
		{ 402, 0, "card_error", "card_declined", STRIPE_REFUSED },
		{ 403, 0, "", "", STRIPE_UNSENT },
		{ 404, 0, "", "resource_missing", STRIPE_REFUSED },
		{ 409, 0, "", "idempotency_key_in_use", STRIPE_UNSURE },
		{ 429, 0, "", "", STRIPE_UNSENT },
		{ 500, -1, "api_error", "", STRIPE_UNSURE },
		{ 503, 0, "", "", STRIPE_UNSURE },
		{ 302, 0, "", "", STRIPE_UNSURE },
		{ 0, 0, "", "", STRIPE_UNSURE },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(stripe_judge(rows[i].status, rows[i].retry,
		    rows[i].type, rows[i].code) == rows[i].end, "%d %s",
		    rows[i].status, rows[i].code);
}
END_TEST

/* B07: whatever it says, nothing breaks and nothing is taken for granted. */
START_TEST(b07_what_is_no_answer_of_stripes_is_none)
{
	static const char *const	 bodies[] = { "", "null", "[]", "{",
		"{\"id\":1}", "{\"error\":7}", "{\"error\":{\"code\":[]}}",
		"{\"id\":{\"id\":{}},\"amount\":\"2390\"}",
		"{\"id\":\"pi_1\",\"object\":\"payment_intent\","
		"\"amount\":2390,\"currency\":\"eur\",\"livemode\":false,"
		"\"metadata\":[]}",
		"{\"id\":\"pi_1\",\"object\":\"payment_intent\","
		"\"amount\":99999999999999999999,\"currency\":\"eur\"}",
		"\xff\xfe", "<html>", "{\"id\":\"\\u0000\"}" };
	struct shared			*shared = store.shared;

	store.shared = NULL;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		answers(reply_of(200, "", bodies[i]));
		ck_assert_msg(start_intent() == SOUK_UPSTREAM, "%s",
		    bodies[i]);
		was_asked();
		ck_assert_ptr_null(started.client_secret);
	}
	store.shared = shared;
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE"
	    " intent_ref IS NOT NULL").number, 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s0_int_01_forms_are_written_as_stripes_own_client_does,
		s0_int_01_an_intent_is_asked_for_as_stripe_takes_it,
		s0_int_01_a_page_is_asked_for_as_stripe_takes_it,
		s0_int_01_a_refund_is_asked_for_as_stripe_takes_it,
		s0_int_01_what_is_called_off_is_closed_under_our_own_name,
		s0_int_01_recorded_answers_are_read_right,
		s0_int_01_what_may_be_tried_again_is_told_apart,
		b07_what_is_no_answer_of_stripes_is_none,
	};

	return stripe_run_tests("stripe_wire", tests, COUNT(tests));
}
