/* SPDX-License-Identifier: ISC */
/*
 * People send files and orders on WhatsApp while souk-jobs, which fetches the
 * one and makes the other, is killed COUNT (100) times.  Each file is kept
 * once, whole, and by nobody else's name; each message with an order is one
 * order, one hold, and one link to pay.
 *
 * Guards: a file is in place before the row that tells of it, under the name
 * of its hash (lib/inbox/file_job.c, file_store.c; lib/media/accept.c); an
 * order, its hold and its answer are one transaction with the end of their job
 * (lib/inbox/chat_order.c); a message is "sending" before Meta hears of it.
 */
#include <fcntl.h>
#include <unistd.h>

#include "lib/base/crypto.h"
#include "tests/faults/figure.h"
#include "tests/faults/runners.h"
#include "tests/http/inbox.h"
#include "tests/http/small_picture.h"
#include "tests/http/stock.h"

#define KILLS		100
#define EACH		3	/* of a kind between two kills */
#define PIECES		2	/* of an order */
#define STOCK_OF_IT	100000
#define SKU		"KILL-1"
#define KILL_MS		80	/* at most, after it goes on */
#define DRAIN_MS	(5 * 60 * 1000)
#define FETCH		"late:0.03 to=file\n"	/* so that kills hit it */

static const char	waits[] = "SELECT (SELECT count(*) FROM message_file"
    " WHERE state = 'waiting') + (SELECT count(*) FROM chat_order WHERE state"
    " = 'waiting')";

/* ---- what is sent -------------------------------------------------------- */

static void
file_sent(const char *kind, int n, const char *type, const void *bytes,
    size_t len)
{
	char	 path[200], phone[24];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/sent", shop_home());
	ck_assert_ptr_nonnull(f = fopen(path, "we"));
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	fclose(f);
	snprintf(phone, sizeof(phone), "336%s%07d",
	    strcmp(kind, "image") == 0 ? "1" : "2", n);
	meta_ask("file", "from=%s&file=%s&type=%s&kind=%s", phone, path, type,
	    kind);
}

/* Of each content there are two, of two people. */
static void
files_send(int n)
{
	static unsigned char	 png[SMALL_ROOM];
	char			 pdf[80];
	const int		 len = snprintf(pdf, sizeof(pdf),
				    "%%PDF-1.7\n%% of %d\n%%%%EOF\n", n / 2);

	file_sent("document", n, "application/pdf", pdf, (size_t)len);
	file_sent("image", n, "image/png", png, small_picture_make(png,
	    n / 2));
}

static void
order_send(int n)
{
	char	 phone[24], json[300];

	snprintf(phone, sizeof(phone), "3363%07d", n);
	snprintf(json, sizeof(json), "{\"type\":\"order\",\"order\":"
	    "{\"catalog_id\":\"1\",\"product_items\":[{"
	    "\"product_retailer_id\":\"" SKU "\",\"quantity\":%d}]}}",
	    PIECES);
	meta_message(phone, json);
}

/* ---- and killed meanwhile ------------------------------------------------ */

static long
waiting(void)
{
	char	*found = shop_sql(waits);
	long	 n = strtol(found, NULL, 10);

	free(found);
	return n;
}

/* Once something was done of what waits. */
static void
kill_soon(void)
{
	const int64_t	 end = now_ms() + SOON_MS;
	const long	 before = waiting();

	while (before > 0 && waiting() >= before) {
		ck_assert_msg(now_ms() < end, "%ld wait", before);
		pause_ms(2);
	}
	pause_ms(rand() % KILL_MS);
	runners_kill();
}

static void
settle(void)
{
	const int64_t	 end = now_ms() + DRAIN_MS;

	while (waiting() > 0) {
		ck_assert_msg(now_ms() < end, "%ld wait", waiting());
		pause_ms(100);
	}
	talk_await(DRAIN_MS);
	meta_wait();
}

/* ---- what must hold ------------------------------------------------------ */

#define SQL_COUNT(WHAT) sql_number("SELECT count(*) FROM " WHAT)

/* How many files there are; each is what its name says. */
static int
files_on_disk(void)
{
	struct arena	*arena = arena_new((size_t)1 << 20);
	char		 path[400], *names, *rest, *name, *listed;
	uint8_t		 hash[CRYPTO_HASH];
	int		 fd, n = 0;

	snprintf(path, sizeof(path), "%s/media/files", shop_home());
	ck_assert_int_eq(command_run(NULL, &names, (const char *const[]){
	    "find", path, "-type", "f", "-printf", "%P\n", NULL }), 0);
	for (rest = names; (name = strsep(&rest, "\n")) != NULL &&
	    *name != '\0'; n++) {
		snprintf(path, sizeof(path), "%s/media/files/%s",
		    shop_home(), name);
		ck_assert_int_ge(fd = open(path, O_RDONLY | O_CLOEXEC), 0);
		ck_assert(crypto_sha256_file(fd, hash));
		close(fd);
		listed = crypto_hex(arena, hash, sizeof(hash));
		ck_assert_mem_eq(listed, name, 2);
		ck_assert_str_eq(listed + 2, name + 3);
	}
	free(names);
	arena_free(arena);
	return n;
}

static void
want_files(int count)
{
	const int	 kinds = (count + 1) / 2;

	ck_assert_int_eq(SQL_COUNT("message_file WHERE state = 'ready'"),
	    2 * count);
	ck_assert_int_eq(SQL_COUNT("message_file"), 2 * count);
	ck_assert_int_eq(SQL_COUNT("(SELECT 1 FROM message_file WHERE sha256"
	    " = claimed_sha256 GROUP BY sha256)"), kinds);
	ck_assert_int_eq(SQL_COUNT("(SELECT 1 FROM message_file WHERE"
	    " media_id IS NOT NULL GROUP BY media_id)"), kinds);
	ck_assert_int_eq(SQL_COUNT("media WHERE is_private = 1"), kinds);
	ck_assert_int_eq(files_on_disk(), kinds);
}

static void
want_orders(int count)
{
	ck_assert_int_eq(SQL_COUNT("chat_order WHERE state = 'made'"), count);
	ck_assert_int_eq(SQL_COUNT("(SELECT DISTINCT order_id FROM"
	    " chat_order)"), count);
	ck_assert_int_eq(SQL_COUNT("orders WHERE source = 'chat' AND state ="
	    " 'pending' AND hold_until IS NOT NULL"), count);
	ck_assert_int_eq(sql_number("SELECT stock FROM product_variation"
	    " WHERE sku = '" SKU "'"), STOCK_OF_IT - PIECES * count);
	stock_is_sound();
	ck_assert_int_eq(SQL_COUNT("message WHERE direction = 'out' AND kind"
	    " = 'interactive'"), count);
	ck_assert_int_eq(SQL_COUNT("(SELECT DISTINCT reply_to FROM message"
	    " WHERE direction = 'out')"), count);
	ck_assert_int_eq(SQL_COUNT("(SELECT 1 FROM notice WHERE template ="
	    " 'shop_order' GROUP BY user_id, subject_id HAVING count(*) >"
	    " 1)"), 0);
	ck_assert_int_eq(SQL_COUNT("(SELECT DISTINCT subject_id FROM notice"
	    " WHERE template = 'shop_order')"), count);
}

/* Whatever was under way at a kill Meta told of, or a person sent again. */
static int
want_links(int count)
{
	const int	 again = talk_again(owner);

	settle();
	ck_assert_int_eq(meta_books(NULL, "sent"), count);
	ck_assert_int_eq(meta_books(NULL, "people"), count);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	ck_assert_int_eq(talk_in_state("delivered"), count);
	return again;
}

START_TEST(f_01_files_and_orders_of_chats_are_once_whoever_is_killed)
{
	const int	 kills = fault_count(KILLS), count = kills * EACH;
	const int64_t	 began = now_ms();
	int		 again;

	srand(7);
	piece_new(SKU, STOCK_OF_IT);
	server_says(&meta, FETCH);
	for (int i = 0; i < count; i += EACH) {
		for (int n = i; n < i + EACH; n++) {
			files_send(n);
			order_send(n);
		}
		kill_soon();
	}
	settle();
	want_files(count);
	want_orders(count);
	again = want_links(count);
	ck_assert_int_eq(SQL_COUNT("job WHERE state = 'dead'"), 0);
	fault_say("F-01", "%d files and %d orders of chats, souk-jobs killed"
	    " %d times in %lld s: each file kept once and whole, each order"
	    " made once with one hold and one link; %d links were sent again"
	    " by a person", 2 * count, count, kills,
	    (long long)(now_ms() - began) / 1000, again);
}
END_TEST

static void
chat_kill_start(void)
{
	inbox_start();
	meta_hooks("now=4");
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_01_files_and_orders_of_chats_are_once_whoever_is_killed,
	};

	return suite_run_with("chat_kill", chat_kill_start, tests,
	    COUNT(tests));
}
