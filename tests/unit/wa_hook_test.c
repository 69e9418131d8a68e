/* SPDX-License-Identifier: ISC */
/* What says that it comes from Meta, and every shape in which others have seen
 * it speak. */
#include <dirent.h>

#include "tests/unit/wa_shop.h"

#define FIXTURES	"tests/fixtures/whatsapp/"

/* ---- signatures ----------------------------------------------------------------- */

static const char *
member(const struct json_in *in, const char *name, size_t *len)
{
	const struct json_in	*m = json_member(in, name);

	ck_assert_ptr_nonnull(m);
	*len = m->len;
	return m->text;
}

START_TEST(s1_wh_01_every_vector_of_signatures)
{
	size_t		 len, n;
	char		*text = wa_file(FIXTURES "signature.json", &len);
	struct json_in	*all;
	const char	*name;
	size_t		 at;

	ck_assert_int_eq(json_parse(store.arena, text, len, &all, &at, &name),
	    JSON_OK);
	ck_assert_uint_eq(all->count, 6);
	for (size_t i = 0; i < all->count; i++) {
		const struct json_in	*v = &all->items[i];
		const char		*body = member(v, "body", &len);
		const char		*header = member(v, "header", &n);

		wa_config.meta_secrets = member(v, "app_secret", &n);
		ck_assert(wa_is_signed(&store, header, body, len));
		ck_assert(!wa_is_signed(&store, header, body, len - 1));
		wa_config.meta_secrets = "another";
		ck_assert(!wa_is_signed(&store, header, body, len));
	}
}
END_TEST

#define BODY	"{\"object\":\"whatsapp_business_account\",\"entry\":[]}"

START_TEST(f15_a_forged_delivery_leaves_nothing)
{
	const size_t		 len = strlen(BODY);
	const char		*good = wa_signed_by(WA_SECRET, BODY, len);
	const char *const	 forged[] = {
		NULL, "", "sha256=", "sha256", good + 7,
		wa_signed_by("other", BODY, len),
		wa_signed_by("", BODY, len),
		wa_signed_by("first," WA_SECRET, BODY, len),
		wa_signed_by(WA_SECRET, BODY " ", len + 1),
		arena_printf(store.arena, "sha1=%s", good + 7),
		arena_printf(store.arena, "%s0", good),
		arena_printf(store.arena, " %s", good),
		arena_printf(store.arena, "sha256=%.63sz", good + 7),
	};

	for (size_t i = 0; i < COUNT(forged); i++) {
		ck_assert_msg(wa_send_as(forged[i], BODY, len) ==
		    SOUK_INVALID, "%zu", i);
		ck_assert_ptr_eq(store.problem.message,
		    &wa_messages[WA_NOT_SIGNED]);
	}
	want_number(0, "SELECT count(*) FROM wa_event");
	ck_assert_int_eq(wa_send_as(good, BODY, len), SOUK_OK);
	ck_assert_int_eq(wa_send_as(wa_signed_by("first", BODY, len), BODY,
	    len), SOUK_OK);
}
END_TEST

START_TEST(s1_wh_01_without_whatsapp_there_is_no_hook)
{
	const char	*header = wa_signed_by(WA_SECRET, BODY, strlen(BODY));

	wa_config.meta_token = "";
	ck_assert_int_eq(wa_send_as(header, BODY, strlen(BODY)),
	    SOUK_NOT_FOUND);
	wa_config.meta_token = "token";
	wa_config.meta_secrets = "";
	ck_assert_int_eq(wa_send_as(wa_signed_by("", BODY, strlen(BODY)),
	    BODY, strlen(BODY)), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(s1_wh_01_only_digits_answer_the_challenge)
{
	static const struct { const char *mode, *token, *text; bool good; }
	    all[] = {
		{ "subscribe", WA_VERIFY, "1158201444", true },
		{ "subscribe", WA_VERIFY, "0", true },
		{ "subscribe", WA_VERIFY, "", false },
		{ "subscribe", WA_VERIFY, NULL, false },
		{ "subscribe", WA_VERIFY, "<script>1</script>", false },
		{ "subscribe", WA_VERIFY, "1 2", false },
		{ "subscribe", WA_VERIFY, "-1", false },
		{ "subscribe", WA_VERIFY, "123456789012345678901234567890"
		  "12345678901", false },
		{ "unsubscribe", WA_VERIFY, "1", false },
		{ "", WA_VERIFY, "1", false },
		{ NULL, WA_VERIFY, "1", false },
		{ "subscribe", "What Meta says", "1", false },
		{ "subscribe", "", "1", false },
		{ "subscribe", NULL, "1", false },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		const enum outcome	 e = wa_challenge(&store,
		    all[i].mode, all[i].token, all[i].text);

		ck_assert_msg(e == (all[i].good ? SOUK_OK : SOUK_DENIED),
		    "%zu", i);
	}
	wa_config.meta_verify = "";
	ck_assert_int_eq(wa_challenge(&store, "subscribe", "", "1"),
	    SOUK_DENIED);
}
END_TEST

/* ---- every file ---------------------------------------------------------------------- */

/* The numbers it is about are ours. */
static void
numbers_put(const char *text)
{
	static const char	 key[] = "\"phone_number_id\":";
	const char		*p = text;
	int			 n = 0;

	while ((p = strstr(p, key)) != NULL) {
		p = strchr(p + strlen(key), '"') + 1;
		wa_sql("INSERT INTO wa_number (id, brand_id, meta_id,"
		    " account_id, phone, created_at, updated_at) VALUES"
		    " ('wanumber_f%d', 'brand_1', '%.*s', 'none', '1', 1, 1)"
		    " ON CONFLICT DO NOTHING", n++, (int)strcspn(p, "\""), p);
	}
}

/* And so are the accounts. */
static void
accounts_put(const char *text)
{
	static const char	 key[] = "\"id\":";
	const char		*p = strstr(text, "\"entry\":");

	if ((p = strstr(p == NULL ? text : p, key)) == NULL)
		return;
	p = strchr(p + strlen(key), '"') + 1;
	wa_sql("UPDATE wa_number SET account_id = '%.*s'"
	    " WHERE account_id IN ('2001', 'none')", (int)strcspn(p, "\""), p);
}

static const char sql_kept[] =
    "SELECT kind || ' ' || field || ' ' || coalesce(type, '-') || ' ' ||"
    " outcome || ' ' || coalesce(problem, '-') FROM wa_event ORDER BY kind, key";

static void
kept_put(struct buf *b)
{
	struct stmt	*s = store_sql(sql_kept);

	while (db_step(s) == SOUK_OK)
		buf_printf(b, "%s\n", db_text(s, 0, NULL));
	db_done(s);
}

static const char *
squeezed(const char *text)
{
	struct buf	 b;

	buf_init(&b, store.arena, 0);
	for (; *text != '\0'; text++)
		if (*text != '\n' && (*text != ' ' || text[-1] != ':'))
			buf_putc(&b, *text);
	return b.p;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t
names_read(const char **names, size_t most)
{
	DIR		*dir = opendir(FIXTURES "webhook");
	struct dirent	*entry;
	size_t		 n = 0;

	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL && n < most)
		if (strstr(entry->d_name, ".json") != NULL)
			names[n++] = arena_copy(store.arena, entry->d_name);
	closedir(dir);
	qsort(names, n, sizeof(*names), by_name);
	return n;
}

/* Told by the first line that differs. */
static void
same_lines(const char *expected, const char *got)
{
	size_t	 a, b;

	for (; *expected != '\0' || *got != '\0'; expected += a, got += b) {
		a = strcspn(expected, "\n");
		b = strcspn(got, "\n");
		ck_assert_msg(a == b && memcmp(expected, got, a) == 0,
		    "%.*s, but is %.*s", (int)a, expected, (int)b, got);
		a += expected[a] != '\0';
		b += got[b] != '\0';
	}
}

START_TEST(s1_wh_01_every_shape_that_others_have_seen)
{
	static char	 all[1 << 17];
	const char	*names[200], *text;
	size_t		 len, n = names_read(names, COUNT(names)), at = 0;

	ck_assert_uint_gt(n, 90);
	for (size_t i = 0; i < n; i++) {
		char		 name[100];
		struct buf	 b;

		snprintf(name, sizeof(name), "%s", names[i]);
		shop_close();
		wa_open();
		text = squeezed(wa_file(arena_printf(store.arena,
		    FIXTURES "webhook/%s", name), &len));
		numbers_put(text);
		accounts_put(text);
		wa_hear(text);
		buf_init(&b, store.arena, 0);
		kept_put(&b);
		at += (size_t)snprintf(all + at, sizeof(all) - at,
		    "== %s\n%s%s", name, b.p, heard.p);
		wa_hear(text);
		want_heard("");
		names_read(names, COUNT(names));
	}
	same_lines(wa_file(FIXTURES "webhook.expected", &len), all);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wh_01_every_vector_of_signatures,
		f15_a_forged_delivery_leaves_nothing,
		s1_wh_01_without_whatsapp_there_is_no_hook,
		s1_wh_01_only_digits_answer_the_challenge,
		s1_wh_01_every_shape_that_others_have_seen,
	};

	return wa_run("wa_hook", tests, COUNT(tests));
}
