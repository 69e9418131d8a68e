/* SPDX-License-Identifier: ISC */
/* What they do to a message, told in whatever order: the inbox has what was
 * done last, by Meta's clock. */
#include "lib/inbox/inbox.h"
#include "tests/unit/wa_shop.h"

#define T0	1780000000

static const struct wa_user *const	inbox_only[] = { &inbox_wa_user, NULL };

static void
inbox_open(void)
{
	wa_open();
	wa_souk.wa_users = inbox_only;
	store.now = (T0 + 1000) * INT64_C(1000);
}

static void
tell(int second, const char *id, const char *what)
{
	wa_hear_value("\"contacts\":[{\"wa_id\":\"33600000001\"}],"
	    "\"messages\":[{\"from\":\"33600000001\",\"id\":\"%s\","
	    "\"timestamp\":\"%d\",%s}]", id, T0 + second, what);
}

static void
say(void)
{
	tell(0, "wamid.1", "\"type\":\"text\",\"text\":{\"body\":\"Hello\"}");
}

#define MAKES(EMOJI) "\"type\":\"reaction\",\"reaction\":{\"message_id\":" \
	"\"wamid.1\",\"emoji\":\"" EMOJI "\"}"
#define TAKES_BACK "\"type\":\"reaction\",\"reaction\":{\"message_id\":" \
	"\"wamid.1\"}"
#define EDITS(TEXT) "\"type\":\"edit\",\"edit\":{\"original_message_id\":" \
	"\"wamid.1\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"" \
	TEXT "\"}}}"
#define REVOKES "\"type\":\"revoke\",\"revoke\":{\"original_message_id\":" \
	"\"wamid.1\"}"

static const struct row {
	struct { int second; const char *what; } told[3];
	const char	*is;
} rows[] = {
	{ { { 1, MAKES("a") }, { 2, MAKES("b") } }, "Hello b" },
	{ { { 2, MAKES("b") }, { 1, MAKES("a") } }, "Hello b" },
	{ { { 2, TAKES_BACK }, { 1, MAKES("a") } }, "Hello -" },
	{ { { 2, MAKES("") }, { 1, MAKES("a") } }, "Hello -" },
	{ { { 1, TAKES_BACK }, { 2, MAKES("a") } }, "Hello a" },
	{ { { 2, MAKES("a") }, { 1, TAKES_BACK } }, "Hello a" },
	{ { { 3, TAKES_BACK }, { 1, MAKES("a") }, { 2, MAKES("b") } },
	  "Hello -" },
	{ { { 2, EDITS("B") }, { 1, EDITS("A") } }, "B -" },
	{ { { 1, EDITS("A") }, { 2, EDITS("B") } }, "B -" },
	{ { { 1, REVOKES }, { 2, EDITS("B") } }, "- -" },
	{ { { 2, REVOKES }, { 1, MAKES("a") } }, "- a" },
};

static void
row_tell(const struct row *r, bool message_first)
{
	wa_sql("DELETE FROM wa_event");
	wa_sql("DELETE FROM message");
	if (message_first)
		say();
	for (int i = 0; i < (int)COUNT(r->told); i++)
		if (r->told[i].what != NULL)
			tell(r->told[i].second, arena_printf(store.arena,
			    "wamid.c%d", i), r->told[i].what);
	if (!message_first)
		say();
}

#define ALL_OF	"SELECT coalesce(text, '-') || ' ' || coalesce(reaction, '-')" \
	" FROM message"

START_TEST(target_47_what_was_done_last_stands_however_it_is_told)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		for (int first = 0; first < 2; first++) {
			row_tell(&rows[i], first == 1);
			ck_assert_msg(strcmp(or_none(store_text(ALL_OF)),
			    rows[i].is) == 0, "%zu %d: %s", i, first,
			    or_none(store_text(ALL_OF)));
			want_number(0, "SELECT count(*) FROM wa_event WHERE"
			    " outcome <> 'applied'");
		}
}
END_TEST

START_TEST(target_47_who_tells_it_twice_changes_nothing)
{
	say();
	tell(1, "wamid.c1", MAKES("a"));
	tell(2, "wamid.c2", TAKES_BACK);
	tell(1, "wamid.c1", MAKES("a"));
	want_text("Hello -", ALL_OF);
	want_number(3, "SELECT count(*) FROM wa_event");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_47_what_was_done_last_stands_however_it_is_told,
		target_47_who_tells_it_twice_changes_nothing,
	};
	const struct suite	 suite = { "what they do to a message",
	    inbox_open, shop_close, true, 120 };

	return suite_of(&suite, tests, COUNT(tests));
}
