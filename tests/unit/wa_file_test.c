/* SPDX-License-Identifier: ISC */
/* Files that go along with messages, and those that messages bring. */
#include <sys/mman.h>

#include "lib/net/net.h"
#include "tests/unit/wa_send.h"

static const char	picture[] = "\xff\xd8\xff\xe0 not much of a picture";

static void
file_put(const char *name, const void *bytes, size_t len)
{
	FILE	*f = fopen(arena_printf(store.arena, "%s/run/%s", store_dir,
		    name), "we");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, len, f), len);
	fclose(f);
}

static void
file_drop(const char *name)
{
	unlink(arena_printf(store.arena, "%s/run/%s", store_dir, name));
}

static const char *
file_send(const char *to, const char *path)
{
	ck_assert_int_eq(put_as((struct wa_send_new){ .person_id = to,
	    .kind = "image", .body = "{\"caption\":\"Voici\"}", .file = path,
	    .file_type = "image/jpeg", .file_name = "a \"b\".jpg" }),
	    SOUK_OK);
	return sent_id;
}

START_TEST(s1_wa_01_a_file_is_brought_once_and_goes_by_its_name)
{
	const char	*to = person(1, CLOCK_HOUR), *first, *second;

	file_put("a.jpg", picture, sizeof(picture));
	first = file_send(to, "run/a.jpg");
	second = file_send(to, "run/a.jpg");
	step_all();
	want_state(first, "sent");
	want_state(second, "sent");
	meta_ask("books", "%s", "");
	ck_assert_int_eq(said_long(&meta_said, "media"), 1);
	ck_assert_int_eq(said_long(&meta_said, "sent"), 2);
	meta_ask("sent", "to=33600000001");
	ck_assert_str_eq(said_at(&meta_said, "data.0.body.caption"), "Voici");
	ck_assert_str_eq(said_at(&meta_said, "data.0.body.id"),
	    store_text("SELECT meta_id FROM wa_upload"));
	ck_assert_ptr_null(strstr(column_of(first, "body"), "souk_file"));
	file_drop("a.jpg");
}
END_TEST

START_TEST(s1_wa_01_a_file_that_does_not_get_there_leaves_no_doubt)
{
	static const char *const	 rules[] = { "lose", "500", "garbage",
					    "close" };
	struct shared			*shared = store.shared;
	const char			*to = person(1, CLOCK_HOUR), *id;

	store.shared = NULL;
	file_put("a.jpg", picture, sizeof(picture));
	id = file_send(to, "run/a.jpg");
	for (size_t i = 0; i < COUNT(rules); i++) {
		meta_says("%s to=upload times=1\n", rules[i]);
		ck_assert_int_eq(step_after(CLOCK_MINUTE), SOUK_OK);
		want_state(id, "waiting");
		ck_assert_int_eq(there(NULL), 0);
	}
	step_after(CLOCK_MINUTE);
	step_all();
	want_state(id, "sent");
	ck_assert_int_eq(there(NULL), 1);
	store.shared = shared;
	file_drop("a.jpg");
}
END_TEST

START_TEST(s1_wa_01_a_file_that_is_not_there_fails_at_once)
{
	static const char *const	 paths[] = { "run/none.jpg",
	    "../etc/passwd", "/etc/passwd", "run" };
	const char			*id;

	for (size_t i = 0; i < COUNT(paths); i++) {
		id = file_send(person((int)i + 1, CLOCK_HOUR), paths[i]);
		step_all();
		want_state(id, "failed");
	}
	ck_assert_int_eq(there(NULL), 0);
}
END_TEST

/* ---- what comes ---------------------------------------------------------- */

static struct wa_file	got;

/* What Meta has under that name. */
static enum outcome
fetch(const char *media, int64_t most)
{
	int		 fd = memfd_create("test", MFD_CLOEXEC);
	enum outcome	 e;

	e = wa_file_fetch(&store, "wanumber_1", media, most, fd, &got);
	close(fd);
	return e;
}

static const char *
media_new(const char *more)
{
	meta_ask("media", "type=image/jpeg&bytes=5000%s", more);
	return arena_copy(store.arena, said_at(&meta_said, "id"));
}

START_TEST(target_60_a_file_comes_whole_or_not_at_all)
{
	const char	*id = media_new("");

	ck_assert_int_eq(fetch(id, 10000), SOUK_OK);
	ck_assert_int_eq(got.bytes, 5000);
	ck_assert_str_eq(got.type, "image/jpeg");
	ck_assert_uint_eq(strlen(got.sha256), 64);
	ck_assert_int_eq(fetch(id, 5000), SOUK_OK);
	ck_assert_int_eq(fetch(id, 4999), SOUK_TOO_LARGE);
	ck_assert_int_eq(fetch("123", 10000), SOUK_NOT_FOUND);
	ck_assert_int_eq(fetch("../x", 10000), SOUK_NOT_FOUND);
	ck_assert_int_eq(fetch("", 10000), SOUK_NOT_FOUND);
	meta_says("huge to=file times=1\n");
	ck_assert_int_eq(fetch(id, 10000), SOUK_TOO_LARGE);
	meta_says("short to=file times=1\n");
	ck_assert_int_eq(fetch(id, 10000), SOUK_BUSY);
	meta_says("garbage to=file times=1\n");
	ck_assert_int_eq(fetch(id, 10000), SOUK_INVALID);
	meta_says("500 to=file times=1\n");
	ck_assert_int_eq(fetch(id, 10000), SOUK_BUSY);
	meta_says("redirect to=file times=1\n");
	ck_assert_int_ne(fetch(id, 10000), SOUK_OK);
	ck_assert_int_eq(fetch(id, 10000), SOUK_OK);
}
END_TEST

START_TEST(target_60_a_file_that_is_another_than_meta_says_is_none)
{
	char	 lie[65];

	memset(lie, 'a', 64);
	lie[64] = '\0';
	ck_assert_int_eq(fetch(media_new(arena_printf(store.arena,
	    "&lied=%s", lie)), 10000), SOUK_INVALID);
}
END_TEST

/* Nobody but Meta is asked, and nobody else sees the token. */
START_TEST(f_22_a_file_elsewhere_is_not_fetched)
{
	static const char *const	 urls[] = {
		"https://example.com/a", "http://lookaside.fbsbx.com/a",
		"https://lookaside.fbsbx.com.evil.test/a",
		"https://evilfbsbx.com/a", "https://fbsbx.com@127.0.0.1/a",
		"https://169.254.169.254/a", "http://[::1]:1/a",
		"file:///etc/passwd", "http://127.0.0.1:1/a",
	};

	for (size_t i = 0; i < COUNT(urls); i++)
		ck_assert_msg(fetch(media_new(arena_printf(store.arena,
		    "&url=%s", urls[i])), 10000) == SOUK_INVALID, "%s",
		    urls[i]);
}
END_TEST

/* ---- what was seen ------------------------------------------------------- */

static enum outcome
read_step(struct act *act, void *person_id)
{
	return wa_read_put(act, "wanumber_1", person_id);
}

START_TEST(target_54_what_the_staff_have_seen_is_marked_read)
{
	const char	*to = person(1, CLOCK_HOUR);

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(db_tx(&store, DB_WRITE, read_step,
		    (void *)(uintptr_t)to), SOUK_OK);
	step_all();
	meta_ask("reads", "%s", "");
	ck_assert_str_eq(said_at(&meta_said, "data.0"), "wamid.IN1");
	ck_assert_ptr_null(said_at(&meta_said, "data.1"));
}
END_TEST

/* ---- every kind ---------------------------------------------------------- */

#define BODY(TEXT)	"\"body\":{\"text\":\"" TEXT "\"}"

static const struct { const char *kind, *object, *at, *is; } kinds[] = {
	{ "text", "{\"body\":\"Bonjour\"}", "body", "Bonjour" },
	{ "template", "{\"name\":\"hello\",\"language\":{\"code\":\"fr\"},"
	  "\"components\":[{\"type\":\"body\",\"parameters\":[{\"type\":"
	  "\"text\",\"text\":\"Ana\"}]}]}", "components.0.parameters.0.text",
	  "Ana" },
	{ "image", "{\"link\":\"https://x.test/a.jpg\",\"caption\":\"C\"}",
	  "caption", "C" },
	{ "video", "{\"link\":\"https://x.test/a.mp4\"}", "link",
	  "https://x.test/a.mp4" },
	{ "audio", "{\"link\":\"https://x.test/a.ogg\"}", "link",
	  "https://x.test/a.ogg" },
	{ "document", "{\"link\":\"https://x.test/a.pdf\",\"filename\":"
	  "\"a.pdf\"}", "filename", "a.pdf" },
	{ "sticker", "{\"link\":\"https://x.test/a.webp\"}", "link",
	  "https://x.test/a.webp" },
	{ "location", "{\"latitude\":48.85,\"longitude\":2.35,\"name\":"
	  "\"Ici\",\"address\":\"Rue\"}", "name", "Ici" },
	{ "contacts", "[{\"name\":{\"formatted_name\":\"Ana B\","
	  "\"first_name\":\"Ana\"}}]", "0.name.formatted_name", "Ana B" },
	{ "reaction", "{\"message_id\":\"wamid.IN1\",\"emoji\":\"👍\"}",
	  "emoji", "👍" },
	{ "interactive", "{\"type\":\"button\"," BODY("b") ",\"action\":{"
	  "\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"1\","
	  "\"title\":\"Oui\"}}]}}", "action.buttons.0.reply.title", "Oui" },
	{ "interactive", "{\"type\":\"list\"," BODY("b") ",\"action\":{"
	  "\"button\":\"Choix\",\"sections\":[{\"rows\":[{\"id\":\"1\","
	  "\"title\":\"Un\"}]}]}}", "action.sections.0.rows.0.title", "Un" },
	{ "interactive", "{\"type\":\"cta_url\"," BODY("b") ",\"action\":{"
	  "\"name\":\"cta_url\",\"parameters\":{\"display_text\":\"Payer\","
	  "\"url\":\"https://x.test/p\"}}}", "action.parameters.url",
	  "https://x.test/p" },
};

START_TEST(s1_wa_01_every_kind_of_message_goes_as_it_was_put)
{
	char	 at[80];

	meta_ask("template", "name=hello&language=fr&body=Hi {{1}}");
	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, variables,"
	    " synced_at) VALUES ('t', 'brand_1', '" META_ACCOUNT "', '1',"
	    " 'hello', 'fr', 'utility', 'APPROVED', '[]', 1, 1)");
	for (int i = 0; i < (int)COUNT(kinds); i++) {
		const char	*to = person(i + 1, CLOCK_HOUR);

		ck_assert_msg(put(to, kinds[i].kind, kinds[i].object) ==
		    SOUK_OK, "%s: %s", kinds[i].object,
		    store.problem.count > 0 ? store.problem.fields[0].name :
		    "");
		step_all();
		ck_assert_msg(strcmp(column_of(sent_id, "state"), "sent") ==
		    0, "%s: %s", kinds[i].object, column_of(sent_id,
		    "error"));
		meta_ask("sent", "to=336%08d", i + 1);
		ck_assert_str_eq(said_at(&meta_said, "data.0.kind"),
		    kinds[i].kind);
		snprintf(at, sizeof(at), "data.0.body.%s", kinds[i].at);
		ck_assert_str_eq(said_at(&meta_said, at), kinds[i].is);
		ck_assert_ptr_null(said_at(&meta_said, "data.1"));
	}
}
END_TEST

/* ---- numbers and templates ----------------------------------------------- */

static enum outcome
sync_step(struct act *act, void *arg)
{
	(void)arg;
	return wa_sync_put(act, record_new(act->arena,
	    &wa_sync_fields));
}

static void
sync_now(void)
{
	store.actor.brand_id = "brand_1";
	store.actor.permissions = SETTINGS_EDIT | MESSAGE_MANAGE;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, sync_step, NULL), SOUK_OK);
	step_all();
}

START_TEST(target_50_templates_and_numbers_come_page_by_page)
{
	for (int i = 0; i < 120; i++)
		meta_ask("template", "name=many_%d&language=fr&body=Hi {{1}}"
		    " {{2}}&category=MARKETING", i);
	meta_ask("number", "id=998877&phone=33123456789&per_second=80"
	    "&messaging_limit_tier=TIER_10K&throughput=HIGH");
	sync_now();
	want_number(122, "SELECT count(*) FROM wa_template");
	want_number(2, "SELECT variables FROM wa_template WHERE name ="
	    " 'many_99' AND category = 'marketing' AND status = 'APPROVED'");
	want_text("33123456789 1000 10000 0", "SELECT phone || ' ' ||"
	    " per_second || ' ' || per_day || ' ' || is_default FROM"
	    " wa_number WHERE meta_id = '998877'");
	want_number(2, "SELECT count(*) FROM wa_number");
	/* Again: nothing twice, what the owner said stays, what is gone
	 * is. */
	wa_sql("UPDATE wa_number SET name = 'Ours', per_second = 5");
	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at)"
	    " VALUES ('t', 'brand_1', '" META_ACCOUNT "', '1', 'old', 'fr',"
	    " 'utility', 'APPROVED', '[]', 1)");
	store.now += 1000;
	sync_now();
	want_number(123, "SELECT count(*) FROM wa_template");
	want_text("GONE", "SELECT status FROM wa_template WHERE name ="
	    " 'old'");
	want_number(2, "SELECT count(*) FROM wa_number WHERE name = 'Ours'"
	    " AND per_second = 5");
}
END_TEST

START_TEST(f_20_half_a_list_is_no_list)
{
	wa_sql("INSERT INTO wa_template (id, brand_id, account_id, meta_id,"
	    " name, language, category, status, components, synced_at)"
	    " VALUES ('t', 'brand_1', '" META_ACCOUNT "', '1', 'old', 'fr',"
	    " 'utility', 'APPROVED', '[]', 1)");
	meta_says("garbage to=templates times=1\n");
	sync_now();
	want_text("APPROVED", "SELECT status FROM wa_template WHERE name ="
	    " 'old'");
	step_after(2 * CLOCK_MINUTE);
	want_text("GONE", "SELECT status FROM wa_template WHERE name ="
	    " 'old'");
}
END_TEST

START_TEST(s1_wa_01_the_doctor_says_what_is_wrong)
{
	struct buf	 out;

	buf_init(&out, store.arena, 0);
	ck_assert_int_eq(wa_findings(&store, &out), 0);
	text_put(person(1, CLOCK_HOUR), "a");
	wa_sql("UPDATE wa_send SET state = 'doubt'");
	wa_sql("UPDATE wa_number SET problem = '368 blocked'");
	ck_assert_int_eq(wa_findings(&store, &out), 2);
	ck_assert_ptr_nonnull(strstr(out.p, "368 blocked"));
	wa_config.meta_token = "EAA_expired";
	ck_assert_int_eq(wa_findings(&store, &out), 3);
	wa_config.meta_token = "";
	ck_assert_int_eq(wa_findings(&store, &out), 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wa_01_a_file_is_brought_once_and_goes_by_its_name,
		s1_wa_01_a_file_that_does_not_get_there_leaves_no_doubt,
		s1_wa_01_a_file_that_is_not_there_fails_at_once,
		target_60_a_file_comes_whole_or_not_at_all,
		target_60_a_file_that_is_another_than_meta_says_is_none,
		f_22_a_file_elsewhere_is_not_fetched,
		target_54_what_the_staff_have_seen_is_marked_read,
		s1_wa_01_every_kind_of_message_goes_as_it_was_put,
		target_50_templates_and_numbers_come_page_by_page,
		f_20_half_a_list_is_no_list,
		s1_wa_01_the_doctor_says_what_is_wrong,
	};

	return send_suite("whatsapp files", tests, COUNT(tests));
}
