/* SPDX-License-Identifier: ISC */
/* What people are told, by the first of their ways that works: mail, WhatsApp,
 * text, bell, each to a stand-in. */
#include "tests/http/bundle.h"
#include "tests/http/meta.h"
#include "tests/http/people.h"
#include "tests/http/order.h"
#include "tests/http/twilio.h"

#define NOTICES	"/api/admin/notices"
#define BELLS	"/api/notifications"
#define WISHES	"/api/users/me/notices"
#define BY(WAY, PHONE)	",\"toldBy\":\"" WAY "\",\"phone\":\"+" PHONE "\""

static const char	*cup;

static void
start(const char *home)
{
	mailbox_start(home);
	meta_start(home);
	twilio_start(home);
}

static void
world_open(void)
{
	orders_open();
	if (cup != NULL)
		return;
	people_lift_limits();
	meta_begin();
	twilio_hooks("now");
	cup = strdup(good_new("Samovar", "100.00", 900));
}

/* An order of a guest, told so; its id for a while. */
static const char *
order_told(const char *email, const char *more)
{
	struct client	*guest = client_new();
	static char	 id[64];
	struct answer	*a;

	want(cart_put(guest, cup, 1), 201);
	a = client_json(guest, "POST", ORDERS, "{\"email\":\"%s\","
	    "\"paymentMethod\":\"cash\",\"shippingAddress\":" ADDRESS "%s}",
	    email, more);
	want(a, 201);
	snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
	client_free(guest);
	return id;
}

static void
sql_soon_of(const char *id, const char *want, const char *what)
{
	const int64_t	 end = now_ms() + SOON_MS;
	char		 query[600], *is;

	snprintf(query, sizeof(query), what, id);
	while (strcmp(is = shop_sql(query), want) != 0) {
		ck_assert_msg(now_ms() < end, "%s, want %s: %s", is, want,
		    query);
		free(is);
		pause_ms(20);
	}
	free(is);
}

static void
sql_soon(const char *want, const char *query)
{
	sql_soon_of("", want, query);
}

/* What became of the notices about an order, and of each try. */
#define told_soon(ID, WANT) \
	sql_soon_of(ID, WANT, "SELECT group_concat(state || ' ' ||" \
	    " coalesce(told_by, '-')) FROM notice WHERE subject_id = '%s'" \
	    " AND topic <> 'shop'")
#define tries_soon(ID, WANT) \
	sql_soon_of(ID, WANT, "SELECT group_concat(t.way || ' ' || t.state" \
	    " || coalesce(' ' || t.reason, ''), '; ') FROM notice_try t" \
	    " JOIN notice n ON n.id = t.notice_id WHERE n.subject_id = '%s'" \
	    " AND n.topic <> 'shop'")

START_TEST(s1_not_01_mail_is_how_buyers_hear_of_an_order)
{
	const char	*id;
	struct answer	*a;
	char		 path[200];

	world_open();
	id = order_told("lina@shop.test", "");
	mailbox_await("lina@shop.test");
	told_soon(id, "told email");
	tries_soon(id, "email sent");
	sql_soon_of(id, "1", "SELECT sealed IS NULL FROM notice WHERE"
	    " subject_id = '%s' AND topic <> 'shop'");
	snprintf(path, sizeof(path), NOTICES "?orderId=%s&state=told", id);
	a = client_get(owner, path);
	want(a, 200);
	ck_assert_ptr_nonnull(strstr(a->body, "\"order_placed\""));
	a = client_get(owner, NOTICES "?state=dead");
	want(a, 200);
	want_at(a, "pagination.total", "0");
}
END_TEST

/* who: a telephone of its own each. */
static const struct {
	const char	*who, *more;
	bool		 wrote;		/* to the shop, just now */
	const char	*meta, *twilio;	/* a rule of theirs; NULL */
	const char	*told, *tries;
	bool		 mailed;
} chains[] = {
	{ "33612000001", BY("whatsapp", "33612000001"), true, NULL, NULL,
	  "told whatsapp", "whatsapp delivered", false },
	{ "33612000002", BY("whatsapp", "33612000002"), false, NULL, NULL,
	  "told email", "whatsapp skipped no_template; email sent", true },
	{ "33612000003", BY("whatsapp", "33612000003"), true,
	  "code:131026 to=send/33612000003\n", NULL, "told email",
	  "whatsapp failed meta_131026; email sent", true },
	{ "33612000004", BY("sms", "33612000004"), false, NULL, NULL,
	  "told sms", "sms delivered", false },
	{ "33612000005", BY("sms", "33612000005"), false, NULL,
	  "fail:30003 to=send/33612000005\n", "told email",
	  "sms failed twilio_30003; email sent", true },
	{ "33612000006", BY("sms", "33612000006"), false, NULL,
	  "code:21211 to=send/33612000006\n", "told email",
	  "sms failed twilio_21211; email sent", true },
	{ "33612000007", BY("email", "33612000007"), true, NULL, NULL,
	  "told email", "email sent", true },
};

START_TEST(s4_not_05_a_way_that_fails_is_followed_by_the_next)
{
	const char	*id;
	char		 email[40];

	world_open();
	for (size_t i = 0; i < COUNT(chains); i++) {
		snprintf(email, sizeof(email), "chain%zu@shop.test", i);
		server_says(&meta, chains[i].meta != NULL ? chains[i].meta :
		    "");
		server_says(&twilio, chains[i].twilio != NULL ?
		    chains[i].twilio : "");
		if (chains[i].wrote) {
			meta_say(chains[i].who, "Bonjour");
			meta_wait();
		}
		id = order_told(email, chains[i].more);
		told_soon(id, chains[i].told);
		tries_soon(id, chains[i].tries);
		ck_assert_int_eq(mailbox_take(email) != NULL,
		    chains[i].mailed);
	}
	server_says(&meta, "");
	server_says(&twilio, "");
}
END_TEST

/* They chose WhatsApp, and then wrote STOP there: the rest comes by mail. */
START_TEST(target_55_who_says_stop_is_told_the_rest_another_way)
{
	const char	*id;

	world_open();
	meta_say("33612000010", "Bonjour");
	meta_wait();
	id = order_told("stop@shop.test", BY("whatsapp", "33612000010"));
	told_soon(id, "told whatsapp");
	meta_say("33612000010", "STOP");
	meta_wait();
	want(order_to(owner, id, "cancelled"), 200);
	tries_soon(id, "whatsapp delivered; whatsapp skipped not_wanted; "
	    "email sent");
	mailbox_await("stop@shop.test");
	meta_await_sent("33612000010", 1);
}
END_TEST

START_TEST(s4_not_05_a_template_goes_where_the_window_is_closed)
{
	const char	*id;

	world_open();
	free(shop_sql("INSERT INTO wa_template (id, brand_id, account_id,"
	    " meta_id, name, language, category, status, components,"
	    " variables, synced_at) SELECT 'watpl_1', brand_id, '"
	    META_ACCOUNT "', '1', 'souk_order_placed', 'fr', 'UTILITY',"
	    " 'APPROVED', '[{\"type\":\"BODY\",\"text\":\"Bonjour {{1}},"
	    " commande {{2}} : {{3}}\"}]', 3, 1 FROM users WHERE"
	    " username = 'owner'"));
	meta_ask("template", "name=souk_order_placed&language=fr&body=%s",
	    "Bonjour%20%7B%7B1%7D%7D,%20commande%20%7B%7B2%7D%7D%20:%20"
	    "%7B%7B3%7D%7D");
	id = order_told("tpl@shop.test", BY("whatsapp", "33612000020"));
	told_soon(id, "told whatsapp");
	meta_await_sent("33612000020", 1);
	ck_assert_ptr_null(mailbox_take("tpl@shop.test"));
	/* What they agreed to is kept in the form's own words. */
	sql_soon_of("33612000020", "1", "SELECT count(*) FROM wa_consent c"
	    " JOIN wa_person p ON p.id = c.person_id WHERE p.phone = '%s'"
	    " AND c.purpose = 'service' AND c.granted = 1"
	    " AND c.evidence LIKE '%%WhatsApp%%'");
	free(shop_sql("DELETE FROM wa_template"));
}
END_TEST

START_TEST(s4_not_05_what_does_not_arrive_in_time_is_said_another_way)
{
	const char	*id;

	world_open();
	twilio_hooks("never");
	id = order_told("late@shop.test", BY("sms", "33612000030"));
	tries_soon(id, "sms sent");
	told_soon(id, "under_way -");
	free(shop_sql("UPDATE notice_try SET updated_at = 1"));
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.notice'"));
	tries_soon(id, "sms sent; email sent");
	told_soon(id, "told email");
	mailbox_await("late@shop.test");
	twilio_hooks("now");
}
END_TEST

START_TEST(s4_not_05_what_is_in_doubt_is_not_said_another_way)
{
	const char	*id;

	world_open();
	twilio_hooks("never");
	server_says(&twilio, "lose to=send/33612000031 times=1\n"
	    "500 to=list\n");
	id = order_told("doubt@shop.test", BY("sms", "33612000031"));
	sql_soon_of("+33612000031", "doubt", "SELECT state FROM sms WHERE"
	    " recipient = '%s'");
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.notice'"));
	sql_soon("0", "SELECT count(*) FROM job WHERE due_at = 1");
	tries_soon(id, "sms doubt");
	ck_assert_ptr_null(mailbox_take("doubt@shop.test"));
	server_says(&twilio, "");
	free(shop_sql("UPDATE sms SET sending_at = sending_at - 120000 WHERE"
	    " state = 'doubt'"));
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.sms'"));
	tries_soon(id, "sms sent");
	twilio_await_sent("+33612000031", 1);
	twilio_hooks("now");
}
END_TEST

/* A message of which nobody knows is told no other way, and not again, until
 * news or a person settle it. */
static const struct {
	const char	*who, *deed;	/* NULL: Meta tells what became of it */
	const char	*told, *tries;
	long		 sent;		/* at Meta, in the end */
	bool		 mailed;
} unsure[] = {
	{ "33612000071", NULL, "told whatsapp", "whatsapp delivered", 1,
	  false },
	{ "33612000072", "drop", "told email",
	  "whatsapp failed; email sent", 1, true },
	{ "33612000073", "retry", "told whatsapp", "whatsapp delivered", 2,
	  false },
};

static void
settle(const char *deed)
{
	char		 path[200];
	struct answer	*a;

	meta_hooks("now");
	if (deed == NULL) {
		meta_ask("deliver", "order=as");
		return;
	}
	a = client_get(owner, "/api/admin/whatsapp/sends?state=doubt");
	want(a, 200);
	want_at(a, "pagination.total", "1");
	snprintf(path, sizeof(path), "/api/admin/whatsapp/sends/%s/%s",
	    answer_at(a, "data.0.id"), deed);
	want(client_json(owner, "POST", path, "{}"), 200);
}

START_TEST(s4_not_05_a_message_in_doubt_is_settled_by_news_or_a_person)
{
	const char	*id;
	char		 email[40], rule[80];
	struct answer	*a;

	world_open();
	for (size_t i = 0; i < COUNT(unsure); i++) {
		snprintf(email, sizeof(email), "unsure%zu@shop.test", i);
		meta_say(unsure[i].who, "Bonjour");
		meta_wait();
		meta_hooks(unsure[i].deed == NULL ? "hold" : "never");
		snprintf(rule, sizeof(rule), "lose to=send/%s times=1\n",
		    unsure[i].who);
		server_says(&meta, rule);
		snprintf(rule, sizeof(rule), BY("whatsapp", "%s"),
		    unsure[i].who);
		id = order_told(email, rule);
		tries_soon(id, "whatsapp doubt");
		free(shop_sql("UPDATE notice_try SET updated_at = 1"));
		free(shop_sql("UPDATE job SET due_at = 1 WHERE state ="
		    " 'waiting' AND kind = 'notify.notice'"));
		sql_soon("0", "SELECT count(*) FROM job WHERE due_at = 1");
		tries_soon(id, "whatsapp doubt");
		told_soon(id, "under_way -");
		ck_assert_ptr_null(mailbox_take(email));
		a = client_get(owner, "/admin/avis");
		want(a, 200);
		ck_assert_ptr_nonnull(strstr(a->body,
		    "href=\"/admin/whatsapp?state=doubt\">Incertain"));
		settle(unsure[i].deed);
		told_soon(id, unsure[i].told);
		tries_soon(id, unsure[i].tries);
		if (unsure[i].mailed)
			mailbox_await(email);
		else
			ck_assert_ptr_null(mailbox_take(email));
		ck_assert_int_eq(meta_books(unsure[i].who, "sent"),
		    unsure[i].sent);
	}
	server_says(&meta, "");
}
END_TEST

START_TEST(s4_not_05_what_nobody_could_be_told_is_told_again_or_let_go)
{
	char		 id[64], path[200], email[40];
	struct answer	*a;

	world_open();
	for (int i = 0; i < 2; i++) {
		snprintf(email, sizeof(email), "dead%d@shop.test", i);
		mailbox_fail("rcpt 550-5.1.1-No_such\n");
		snprintf(id, sizeof(id), "%s", order_told(email, ""));
		told_soon(id, "dead -");
		mailbox_fail("");
		a = client_get(owner, NOTICES "?state=dead");
		want(a, 200);
		want_at(a, "data.0.subjectId", id);
		want_at(a, "data.0.tries.0.reason", "mail");
		want_at(a, "data.0.email", email);
		snprintf(path, sizeof(path), NOTICES "/%s",
		    answer_at(a, "data.0.id"));
		want(client_get(stranger, path), 403);
		strcat(path, i == 0 ? "/again" : "/drop");
		want(client_json(stranger, "POST", path, "{}"), 403);
		want(client_json(owner, "POST", path, "{}"), 200);
		told_soon(id, i == 0 ? "told email" : "dropped -");
		if (i == 0)
			mailbox_await(email);
		want(client_json(owner, "POST", path, "{}"), 409);
	}
	want(client_json(owner, "POST", NOTICES
	    "/ntc_00000000000000000000000000/again", "{}"), 404);
}
END_TEST

START_TEST(s1_not_01_bells_ring_for_whom_they_are_and_are_read)
{
	struct client	*lina, *other;
	const char	*first;
	char		 path[200];
	struct answer	*a;

	world_open();
	lina = people_customer("bell@shop.test");
	other = people_customer("bell2@shop.test");
	want_at(client_get(lina, BELLS "/count"), "data.unread", "0");
	want(cart_put(lina, cup, 1), 201);
	want(client_json(lina, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"shippingAddress\":" ADDRESS "}"), 201);
	mailbox_await("bell@shop.test");
	want_at(client_get(lina, BELLS "/count"), "data.unread", "1");
	a = client_get(lina, BELLS);
	want(a, 200);
	want_at(a, "data.0.topic", "orders");
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.title"),
	    "Votre commande"));
	ck_assert_ptr_nonnull(strstr(answer_at(a, "data.0.link"),
	    "/commande/ord_"));
	ck_assert_ptr_null(strstr(a->body, "pass="));
	first = strdup(answer_at(a, "data.0.id"));
	snprintf(path, sizeof(path), BELLS "/%s/read", first);
	want(client_json(other, "POST", path, "{}"), 404);
	a = client_json(lina, "POST", path, "{}");
	want(a, 200);
	want_at(a, "data.unread", "0");
	/* The shop's own people hear of the order too. */
	a = client_get(owner, BELLS "?limit=1");
	want_at(a, "data.0.topic", "shop");
	want(client_json(owner, "POST", BELLS "/read-all", "{}"), 200);
	want_at(client_get(owner, BELLS "/count"), "data.unread", "0");
	free((void *)(uintptr_t)first);
	client_free(lina);
	client_free(other);
}
END_TEST

static const struct { const char *json, *field; } bad_wishes[] = {
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[]}]}",
	  "topics[0].ways" },
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[\"app\"]}]}",
	  "topics[0].ways" },
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[\"pigeon\"]}]}",
	  "topics[0].ways[0]" },
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[\"email\","
	  "\"email\"]}]}", "topics[0].ways[1]" },
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[\"email\",\"sms\"]}]}",
	  "topics[0].ways[1]" },
	{ "{\"topics\":[{\"topic\":\"orders\",\"ways\":[\"whatsapp\"]}]}",
	  "topics[0].ways[0]" },
	{ "{\"topics\":[{\"topic\":\"stock\",\"ways\":[\"email\"]}]}",
	  "topics[0].topic" },
	{ "{\"topics\":[{\"topic\":\"x\",\"ways\":[\"email\"]}]}",
	  "topics[0].topic" },
	{ "{\"quietFrom\":\"22:30\"}", "quietUntil" },
	{ "{\"quietFrom\":\"24:00\",\"quietUntil\":\"07:00\"}", "quietFrom" },
	{ "{\"quietFrom\":\"22:00\",\"quietUntil\":\"7:000\"}",
	  "quietUntil" },
	{ "{\"quietFrom\":\"ab:cd\",\"quietUntil\":\"07:00\"}", "quietFrom" },
};

START_TEST(s1_not_01_wishes_that_cannot_be_kept_are_refused)
{
	struct client	*c, *guest = client_new();
	struct answer	*a;

	world_open();
	want(client_get(guest, WISHES), 401);
	c = people_customer("wish@shop.test");
	for (size_t i = 0; i < COUNT(bad_wishes); i++) {
		a = client_json(c, "PUT", WISHES, "%s", bad_wishes[i].json);
		want(a, 400);
		ck_assert_msg(strstr(a->body, bad_wishes[i].field) != NULL,
		    "%s: %s", bad_wishes[i].json, a->body);
	}
	want(client_json(c, "PATCH", "/api/users/me",
	    "{\"phone\":\"+33612000040\"}"), 200);
	a = client_json(c, "PUT", WISHES, "{\"topics\":[{\"topic\":"
	    "\"orders\",\"ways\":[\"sms\",\"email\"]}],\"quietFrom\":"
	    "\"22:30\",\"quietUntil\":\"07:05\"}");
	want(a, 200);
	want_at(a, "data.topics.0.ways", "[\"sms\",\"email\"]");
	want_at(a, "data.topics.1.ways", "[\"app\",\"email\"]");
	want_at(a, "data.quietFrom", "22:30");
	want_at(a, "data.quietUntil", "07:05");
	a = client_json(c, "PUT", WISHES, "{\"quietFrom\":null,"
	    "\"quietUntil\":null}");
	want(a, 200);
	want_at(a, "data.quietFrom", "null");
	want(cart_put(c, cup, 1), 201);
	want(client_json(c, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"shippingAddress\":" ADDRESS "}"), 201);
	twilio_await_sent("+33612000040", 1);
	ck_assert_ptr_nonnull(strstr(twilio_at("data.0.body"), "commande"));
	ck_assert_ptr_nonnull(strstr(twilio_at("data.0.body"), "#pass="));
	client_free(c);
	client_free(guest);
}
END_TEST

START_TEST(s1_not_01_a_way_that_needs_a_telephone_asks_for_it)
{
	static const struct { const char *more, *field; } bad[] = {
		{ ",\"toldBy\":\"whatsapp\"", "phone" },
		{ ",\"toldBy\":\"sms\"", "phone" },
		{ ",\"toldBy\":\"app\"", "toldBy" },
		{ ",\"toldBy\":\"x\"", "toldBy" },
	};
	struct client	*guest = client_new();
	struct answer	*a;

	world_open();
	want(cart_put(guest, cup, 1), 201);
	for (size_t i = 0; i < COUNT(bad); i++) {
		a = order_post(guest, bad[i].more);
		want(a, 400);
		ck_assert_ptr_nonnull(strstr(a->body, bad[i].field));
	}
	a = client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"variationId\":\"%s\",\"quantity\":1}],\"toldBy\":\"sms\"}",
	    cup);
	want(a, 400);
	a = client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"variationId\":\"%s\",\"quantity\":1}],\"toldBy\":\"sms\","
	    "\"phone\":\"+33612000050\"}", cup);
	want(a, 201);
	want_at(a, "data.toldBy", "sms");
	client_free(guest);
}
END_TEST

/* An order written by the staff, told by WhatsApp. */
static void
draft_told(const char *phone)
{
	want(client_json(owner, "POST", SHOP_ORDERS, "{\"lines\":[{"
	    "\"variationId\":\"%s\",\"quantity\":1}],\"phone\":\"+%s\","
	    "\"toldBy\":\"whatsapp\"}", cup, phone), 201);
}

START_TEST(target_55_who_the_staff_says_agreed_is_kept_and_undoes_no_stop)
{
	static const char	 rows[] = "SELECT c.source || ' ' || u.username"
	    " || ' ' || (c.evidence = (SELECT max(id) FROM orders)) FROM"
	    " wa_consent c JOIN wa_person p ON p.id = c.person_id JOIN users"
	    " u ON u.id = c.user_id WHERE p.phone = '33612000070'";

	world_open();
	draft_told("33612000070");
	ck_assert_str_eq(shop_sql(rows), "staff owner 1");
	meta_say("33612000070", "STOP");
	meta_wait();
	draft_told("33612000070");
	ck_assert_str_eq(shop_sql("SELECT c.granted FROM wa_consent c JOIN"
	    " wa_person p ON p.id = c.person_id WHERE p.phone ="
	    " '33612000070' ORDER BY c.created_at DESC LIMIT 1"), "0");
}
END_TEST

START_TEST(s3_gdpr_02_what_somebody_was_told_is_shown_and_forgotten)
{
	struct client	*c;
	struct answer	*a;

	world_open();
	c = people_customer("gone@shop.test");
	want(client_json(c, "PATCH", "/api/users/me",
	    "{\"phone\":\"+33612000060\"}"), 200);
	want(client_json(c, "PUT", WISHES, "{\"topics\":[{\"topic\":"
	    "\"orders\",\"ways\":[\"app\",\"sms\"]}],\"quietFrom\":null,"
	    "\"quietUntil\":null}"), 200);
	want(cart_put(c, cup, 1), 201);
	want(client_json(c, "POST", ORDERS, "{\"paymentMethod\":\"cash\","
	    "\"shippingAddress\":" ADDRESS "}"), 201);
	twilio_await_sent("+33612000060", 1);
	twilio_wait();
	twilio_say("+33612000060", "STOP");
	twilio_wait();
	a = client_get(c, "/api/users/me/export");
	want(a, 200);
	want_at(a, "data.notify.notices.0.topic", "orders");
	want_at(a, "data.notify.texts.0.recipient", "+33612000060");
	want_at(a, "data.notify.bells.0.template", "order_placed");
	want_at(a, "data.notify.noticeWishes.0.topic", "orders");
	want(client_json(c, "POST", "/api/users/me/erase",
	    "{\"currentPassword\":\"" PEOPLE_PASSWORD "\"}"), 200);
	sql_soon("0", "SELECT (SELECT count(*) FROM sms WHERE recipient ="
	    " '+33612000060') + (SELECT count(*) FROM sms_event WHERE sender ="
	    " '+33612000060' OR instr(body, '33612000060') > 0) +"
	    " (SELECT count(*) FROM notice WHERE email = 'gone@shop.test' OR"
	    " phone = '+33612000060') + (SELECT count(*) FROM sms_stop WHERE"
	    " phone = '+33612000060')");
	client_free(c);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_not_01_mail_is_how_buyers_hear_of_an_order,
		s4_not_05_a_way_that_fails_is_followed_by_the_next,
		target_55_who_says_stop_is_told_the_rest_another_way,
		target_55_who_the_staff_says_agreed_is_kept_and_undoes_no_stop,
		s4_not_05_a_template_goes_where_the_window_is_closed,
		s4_not_05_what_does_not_arrive_in_time_is_said_another_way,
		s4_not_05_what_is_in_doubt_is_not_said_another_way,
		s4_not_05_a_message_in_doubt_is_settled_by_news_or_a_person,
		s4_not_05_what_nobody_could_be_told_is_told_again_or_let_go,
		s1_not_01_bells_ring_for_whom_they_are_and_are_read,
		s1_not_01_wishes_that_cannot_be_kept_are_refused,
		s1_not_01_a_way_that_needs_a_telephone_asks_for_it,
		s3_gdpr_02_what_somebody_was_told_is_shown_and_forgotten,
	};

	shop_home_made = start;
	return suite_run("notice", tests, COUNT(tests));
}
