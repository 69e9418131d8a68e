/* SPDX-License-Identifier: ISC */
/*
 * The stand-in of Meta itself (tests/servers/meta.py), as tests in C use it:
 * that it takes what Meta's clients send (fixtures/whatsapp/send), refuses what
 * Meta refuses and in its words, and tells what Meta tells.  That it signs as
 * Meta does, others judge (tests/judge/whatsapp.mjs).
 */
#include <glob.h>

#include "lib/base/arena.h"
#include "tests/http/meta.h"
#include "tests/suite.h"

#define COUNT(A)	(sizeof(A) / sizeof((A)[0]))
#define RECORDED	"tests/fixtures/whatsapp/send/"
#define MESSAGES	"/v24.0/" META_NUMBER "/messages"
#define HEAD		"{\"messaging_product\":\"whatsapp\",\"to\":" \
			"\"33612345678\","
#define TEXT		HEAD "\"type\":\"text\",\"text\":{\"body\":\"x\"}}"

static int
post(const char *json)
{
	return meta_call(MESSAGES, META_TOKEN, json);
}

static const char *
code(void)
{
	const char	*at = meta_at("error.code");

	return at != NULL ? at : "(none)";
}

/* The body of a recorded request: its last member. */
static char *
recorded_body(char *text)
{
	char	*body = strstr(text, "\"body\":"), *end = strrchr(text, '}');

	if (body == NULL)
		return NULL;
	*end = '\0';
	return body + strlen("\"body\":");
}

static void
recorded_send(const char *path)
{
	char	*text = file_read(path), *body = recorded_body(text);

	if (strstr(path, "_media_") == NULL) {
		ck_assert_msg(body != NULL && post(body) == 200, "%s: %d %s",
		    path, meta_said.status, meta_said.text);
		ck_assert_msg(strstr(path, "read") != NULL ?
		    strcmp(meta_at("success"), "true") == 0 :
		    strncmp(meta_at("messages.0.id"), "wamid.", 6) == 0,
		    "%s", path);
	}
	free(text);
}

START_TEST(s1_wa_01_what_clients_of_meta_send_is_taken)
{
	glob_t	 found;

	meta_ask("app", "media=0");
	meta_ask("template", "name=promo&language=en_US&body=Hi {{1}}"
	    "&category=MARKETING&header=IMAGE");
	meta_ask("template", "name=invoice&language=de&body=Nr {{1}}"
	    "&header=DOCUMENT");
	ck_assert_int_eq(glob(RECORDED "send_*.request.json", 0, NULL,
	    &found), 0);
	ck_assert_uint_gt(found.gl_pathc, 20);
	for (size_t i = 0; i < found.gl_pathc; i++)
		recorded_send(found.gl_pathv[i]);
	globfree(&found);
	ck_assert_int_eq(meta_books("16505551234", "sent"), 20);
	meta_ask("app", "media=1");
}
END_TEST

/* As Meta words it: code and details of fixtures/whatsapp/send/error_*. */
START_TEST(s1_wa_01_what_meta_refuses_is_refused_by_its_codes)
{
	static const struct {
		const char	*json, *code;
		int		 status;
	} rows[] = {
		{ "{\"to\":\"33612345678\",\"type\":\"text\",\"text\":"
		  "{\"body\":\"x\"}}", "100", 400 },
		{ "not json", "100", 400 },
		{ HEAD "\"type\":\"text\",\"text\":{\"body\":\" \"}}", "100",
		  400 },
		{ HEAD "\"type\":\"colour\",\"colour\":{}}", "100", 400 },
		{ HEAD "\"type\":\"text\",\"image\":{}}", "100", 400 },
		{ HEAD "\"type\":\"image\",\"image\":{}}", "131008", 400 },
		{ HEAD "\"type\":\"image\",\"image\":{\"id\":\"1\"}}", "100",
		  400 },
		{ HEAD "\"type\":\"reaction\",\"reaction\":{\"message_id\":"
		  "\"x\",\"emoji\":\"y\"}}", "131009", 400 },
		{ HEAD "\"type\":\"interactive\",\"interactive\":{\"type\":"
		  "\"button\",\"body\":{\"text\":\"q\"},\"action\":{"
		  "\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"a\","
		  "\"title\":\"123456789012345678901\"}}]}}}", "131009", 400 },
		{ HEAD "\"type\":\"template\",\"template\":{\"name\":\"none\","
		  "\"language\":{\"code\":\"fr\"}}}", "132001", 404 },
		{ HEAD "\"type\":\"template\",\"template\":{\"name\":"
		  "\"order_confirmation\",\"language\":{\"code\":\"en\"}}}",
		  "132001", 404 },
		{ HEAD "\"type\":\"template\",\"template\":{\"name\":"
		  "\"order_confirmation\",\"language\":{\"code\":\"en_US\"},"
		  "\"components\":[{\"type\":\"body\",\"parameters\":[{"
		  "\"type\":\"text\",\"text\":\"a\"}]}]}}", "132000", 400 },
		{ HEAD "\"type\":\"template\",\"template\":{\"name\":"
		  "\"order_confirmation\",\"language\":{\"code\":\"en_US\"},"
		  "\"components\":[{\"type\":\"body\",\"parameters\":[{"
		  "\"type\":\"text\",\"text\":\"a\\nb\"},{\"type\":\"text\","
		  "\"text\":\"c\"}]}]}}", "132012", 400 },
		{ "{\"messaging_product\":\"whatsapp\",\"to\":\"12\",\"type\":"
		  "\"text\",\"text\":{\"body\":\"x\"}}", "131009", 400 },
		{ "{\"messaging_product\":\"whatsapp\",\"to\":\"" META_PHONE
		  "\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}", "131021",
		  400 },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(post(rows[i].json) == rows[i].status, "%s: %s",
		    rows[i].json, meta_said.text);
		ck_assert_str_eq(code(), rows[i].code);
		ck_assert_str_eq(meta_at("error.type"), "OAuthException");
	}
	ck_assert_int_eq(meta_books("33612345678", "sent"), 0);
}
END_TEST

START_TEST(s1_wa_01_who_asks_proves_it)
{
	ck_assert_int_eq(meta_call(MESSAGES, NULL, TEXT), 400);
	ck_assert_str_eq(code(), "104");
	ck_assert_int_eq(meta_call(MESSAGES, "an expired one", TEXT), 401);
	ck_assert_str_eq(meta_at("error.error_subcode"), "463");
	meta_ask("app", "token=%s&secrets=souk_app_secret", META_TOKEN);
	ck_assert_int_eq(meta_call(MESSAGES, "another", TEXT), 401);
	ck_assert_str_eq(code(), "190");
	ck_assert_int_eq(meta_call(MESSAGES "?appsecret_proof=0", META_TOKEN,
	    TEXT), 400);
	ck_assert_int_eq(meta_call("/v24.0/1/messages", META_TOKEN, TEXT),
	    400);
	ck_assert_str_eq(meta_at("error.error_subcode"), "33");
	/* The recorded one (fixtures/vectors/meta_appsecret_proof.json). */
	ck_assert_int_eq(meta_call("/v24.0/" META_NUMBER "?appsecret_proof="
	    "23a64271d4f72d0025ccd62c4222987fc220d2ea9d7c18bb241eed5549824dfe",
	    META_TOKEN, NULL), 200);
	ck_assert_int_eq(meta_books("33612345678", "sent"), 0);
}
END_TEST

/* Nobody listens there, so what is told is kept. */
static void
held(void)
{
	meta_ask("hook", "url=http://127.0.0.1:1/&secrets=%s&way=hold",
	    META_SECRET);
}

START_TEST(s1_wa_02_outside_of_the_window_it_is_taken_and_fails)
{
	held();
	ck_assert_int_eq(post(TEXT), 200);
	ck_assert_int_eq(meta_books("33612345678", "failed"), 1);
	meta_say("33612345678", "bonjour");
	ck_assert_int_eq(post(TEXT), 200);
	meta_later(24 * 3600 - 60);
	ck_assert_int_eq(post(TEXT), 200);
	ck_assert_int_eq(meta_books("33612345678", "failed"), 1);
	meta_later(61);
	ck_assert_int_eq(post(TEXT), 200);
	ck_assert_int_eq(meta_books("33612345678", "failed"), 2);
	ck_assert_int_eq(meta_books("33612345678", "sent"), 4);
	/* One each of theirs and the failures, two of what was delivered. */
	ck_assert_int_eq(meta_books(NULL, "kept"), 7);
	meta_ask("deliver", "batch=4&order=reverse");
	ck_assert_str_eq(meta_at("said.1"), "0");
	ck_assert_ptr_null(meta_at("said.2"));
}
END_TEST

START_TEST(s1_wa_03_two_limits_of_meta_hold)
{
	int	 taken = 0;

	meta_ask("number", "id=2&phone=15550783884&per_second=5");
	for (int i = 0; i < 60; i++)
		taken += post("{\"messaging_product\":\"whatsapp\",\"to\":"
		    "\"33611111111\",\"type\":\"text\",\"text\":{\"body\":"
		    "\"x\"}}") == 200;
	ck_assert_int_eq(taken, 45);
	ck_assert_str_eq(code(), "131056");
	meta_later(7);
	ck_assert_int_eq(post(TEXT), 200);
	taken = 0;
	for (int i = 0; i < 10; i++) {
		char	json[256];

		snprintf(json, sizeof(json), "{\"messaging_product\":"
		    "\"whatsapp\",\"to\":\"3362222222%d\",\"type\":\"text\","
		    "\"text\":{\"body\":\"x\"}}", i);
		taken += meta_call("/v24.0/2/messages", META_TOKEN, json) ==
		    200;
	}
	ck_assert_int_eq(taken, 5);
	ck_assert_str_eq(code(), "130429");
}
END_TEST

START_TEST(f20_what_it_does_wrong_is_told_by_rules)
{
	const long	 before = meta_books("33612345678", "sent");

	server_says(&meta, "code:131056 to=send/33612345678 times=1\n"
	    "wait:7 to=send times=1\n503 times=1\nfail:131026 to=send"
	    " times=1\n");
	ck_assert_int_eq(post(TEXT), 400);
	ck_assert_str_eq(code(), "131056");
	ck_assert_int_eq(post(TEXT), 429);
	ck_assert_int_eq(post(TEXT), 503);
	ck_assert_int_eq(meta_books("33612345678", "sent"), before);
	meta_say("33612345678", "encore");
	ck_assert_int_eq(post(TEXT), 200);
	meta_ask("sent", "to=33612345678");
	ck_assert_ptr_nonnull(strstr(meta_said.text, "\"failed\""));
	server_says(&meta, "");
}
END_TEST

START_TEST(s1_wa_01_files_have_addresses_that_end)
{
	char	 path[160], url[512];

	held();
	meta_ask("file", "from=33612345678&type=image/jpeg&bytes=5000");
	snprintf(path, sizeof(path), "/v24.0/%s", meta_at("media"));
	ck_assert_int_eq(meta_call(path, META_TOKEN, NULL), 200);
	ck_assert_str_eq(meta_at("file_size"), "5000");
	ck_assert_uint_eq(strlen(meta_at("sha256")), 64);
	snprintf(url, sizeof(url), "%s", meta_at("url"));
	ck_assert_int_eq(strncmp(url, meta_url, strlen(meta_url)), 0);
	ck_assert_int_eq(meta_call(url, META_TOKEN, NULL), 200);
	ck_assert_uint_eq(meta_said.len, 5000);
	ck_assert_int_eq(meta_call(url, NULL, NULL), 400);
	meta_later(301);
	ck_assert_int_eq(meta_call(url, META_TOKEN, NULL), 404);
	ck_assert_int_eq(meta_call("/v24.0/99", META_TOKEN, NULL), 400);
}
END_TEST

START_TEST(s1_wa_01_lists_have_pages)
{
	char	after[64], path[200];

	meta_ask("app", "token=%s", META_TOKEN);
	ck_assert_int_eq(meta_call("/v24.0/" META_ACCOUNT "/phone_numbers",
	    META_TOKEN, NULL), 200);
	ck_assert_str_eq(meta_at("data.0.id"), META_NUMBER);
	ck_assert_int_eq(meta_call("/v24.0/" META_ACCOUNT "/message_templates"
	    "?limit=3", META_TOKEN, NULL), 200);
	ck_assert_ptr_nonnull(meta_at("data.2.name"));
	ck_assert_ptr_nonnull(meta_at("paging.next"));
	snprintf(after, sizeof(after), "%s", meta_at("paging.cursors.after"));
	snprintf(path, sizeof(path), "/v24.0/" META_ACCOUNT
	    "/message_templates?limit=3&after=%s", after);
	ck_assert_int_eq(meta_call(path, META_TOKEN, NULL), 200);
	ck_assert_ptr_nonnull(meta_at("data.0.name"));
	ck_assert_ptr_null(meta_at("data.1.name"));
	ck_assert_ptr_null(meta_at("paging.next"));
	ck_assert_int_eq(meta_call("/v24.0/" META_ACCOUNT "/phone_numbers"
	    "?fields=colour", META_TOKEN, NULL), 400);
}
END_TEST

static void
setup(void)
{
	meta_run();
}

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_wa_01_what_clients_of_meta_send_is_taken,
		s1_wa_01_what_meta_refuses_is_refused_by_its_codes,
		s1_wa_01_who_asks_proves_it,
		s1_wa_02_outside_of_the_window_it_is_taken_and_fails,
		s1_wa_03_two_limits_of_meta_hold,
		f20_what_it_does_wrong_is_told_by_rules,
		s1_wa_01_files_have_addresses_that_end,
		s1_wa_01_lists_have_pages,
	};
	const struct suite	 suite = { "meta world", setup, meta_end,
	    false, 120 };

	return suite_of(&suite, tests, COUNT(tests));
}
