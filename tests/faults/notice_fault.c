/* SPDX-License-Identifier: ISC */
/*
 * COUNT (2,000) people who can only be called are told something by text while
 * souk-jobs is killed again and again.  Twilio has each text once, and none is
 * lost: what was under way at a kill is looked for there before it is said
 * again.
 *
 * Guards: a text is "sending" before Twilio hears of it, and one found so is
 * in doubt (lib/notify/sms_send.c).
 */
#include "tests/faults/faults.h"
#include "tests/faults/runners.h"
#include "tests/http/mail_put.h"
#include "tests/http/twilio.h"

#include "lib/notify/notice.h"

#define NOTICES		2000
#define AT_ONCE		100		/* in a transaction */
#define KILLS		20
#define KILL_MS		1000		/* at most, after it goes on */
#define DRAIN_MS	(10 * 60 * 1000)

struct some { int from, count; const char *brand; };

static enum outcome
put_some(struct act *act, void *arg)
{
	const struct some		*some = arg;
	static const struct mail_field	 fields[] = { { "name", "Lina" },
		{ "order", "1" }, { "text", "x" },
		{ "link", "https://shop.test/" }, { NULL, NULL } };
	enum outcome			 e = SOUK_OK;

	for (int i = 0; i < some->count && e == SOUK_OK; i++)
		e = notice_put(act, &(struct notice_new){ .topic = "orders",
			.template = MAIL_ORDER_SHIPPED, .way = "sms",
			.brand_id = some->brand, .locale = LOCALE_FR,
			.phone = arena_printf(act->arena, "+336%08d",
			some->from + i), .fields = fields });
	return e;
}

static void
notices_put(int count)
{
	struct arena	*arena = arena_new((size_t)64 << 20);
	struct some	 some = { 0, AT_ONCE, shop_sql("SELECT id FROM brand"
			    " ORDER BY created_at LIMIT 1") };
	struct config	 config;
	struct buf	 faults;
	const char	*why = "";
	struct act	 act = { .arena = arena, .souk = &souk,
			    .config = &config };

	buf_init(&faults, arena, 64);
	ck_assert_msg(config_load(&config, &faults), "%s", faults.p);
	act.settings = settings_new(&souk_settings);
	act.db = db_open(arena, &(struct db_open){
	    .path = config.database }, &why);
	ck_assert_msg(act.db != NULL, "%s", why);
	for (; some.from < count; some.from += AT_ONCE) {
		act.now = clock_now();
		ck_assert_int_eq(db_tx(&act, DB_WRITE, put_some, &some),
		    SOUK_OK);
	}
	db_close(act.db);
}

static long
number(const char *query)
{
	char	*text = shop_sql(query);
	long	 n = strtol(text, NULL, 10);

	free(text);
	return n;
}

#define LEFT	"SELECT count(*) FROM sms WHERE state IN ('waiting'," \
	" 'sending', 'doubt')"

/* What is in doubt is looked for now. */
static void
time_passes(void)
{
	free(shop_sql("UPDATE sms SET sending_at = sending_at - 120000 WHERE"
	    " state = 'doubt'"));
	free(shop_sql("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND"
	    " kind = 'notify.sms'"));
}

START_TEST(f_01_each_is_told_once_whoever_is_killed)
{
	const int	 count = (fault_count(NOTICES) + AT_ONCE - 1) /
			    AT_ONCE * AT_ONCE;
	const int64_t	 end = now_ms() + DRAIN_MS;
	long		 before;
	int		 kills = 0;

	notices_put(count);
	srand(7);
	while (kills < KILLS && number(LEFT) > 0) {
		before = twilio_books(NULL, "sent");
		while (twilio_books(NULL, "sent") == before &&
		    number(LEFT) > 0 && now_ms() < end)
			pause_ms(5);
		pause_ms(rand() % KILL_MS);
		runners_kill();
		kills++;
	}
	while (number(LEFT) > 0) {
		ck_assert(now_ms() < end);
		time_passes();
		pause_ms(200);
	}
	twilio_wait();
	ck_assert_int_eq(twilio_books(NULL, "sent"), count);
	ck_assert_int_eq(number("SELECT count(*) FROM sms WHERE state ="
	    " 'delivered'"), count);
	ck_assert_int_eq(number("SELECT count(*) FROM notice WHERE state ="
	    " 'told' AND told_by = 'sms'"), count);
	ck_assert_int_eq(twilio_books(NULL, "twice"), 0);
	fault_say("F-01", "%d notices by text, souk-jobs killed %d times: each"
	    " at Twilio once, none lost", count, kills);
}
END_TEST

static void
notice_start(void)
{
	shop_home_made = twilio_start;
	shop_start();
	twilio_hooks("now");
}

int
main(void)
{
	const TTest *const	 tests[] = {
		f_01_each_is_told_once_whoever_is_killed,
	};

	return suite_run_with("notice", notice_start, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
