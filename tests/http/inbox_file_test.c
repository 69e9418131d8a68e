/* SPDX-License-Identifier: ISC */
/* Files of messages: fetched, looked at by their bytes, kept and handed out;
 * and those that are not what they say they are. */
#include <unistd.h>

#include "tests/http/inbox.h"
#include "tests/http/job.h"
#include "tests/http/small_picture.h"

/* Somebody sends these bytes as that; the file's state, once it has one. */
static const char *
sent_as(const char *phone, const char *kind, const char *type,
    const char *name, const void *bytes, size_t len)
{
	static char	 state[40];
	const int64_t	 end = now_ms() + SOON_MS;
	struct answer	*a;

	meta_ask("file", "from=%s&file=%s&type=%s&kind=%s%s%s", phone,
	    file_made("sent", bytes, len), type, kind,
	    name == NULL ? "" : "&name=", name == NULL ? "" : name);
	meta_wait();
	for (;; pause_ms(50)) {
		a = talk_messages(phone);
		ck_assert_msg(answer_at(a, "data.0.files.0.state") != NULL,
		    "%.600s", a->body);
		snprintf(state, sizeof(state), "%s", answer_at(a,
		    "data.0.files.0.state"));
		if (strcmp(state, "waiting") != 0)
			return state;
		ck_assert_msg(now_ms() < end, "it is never fetched");
	}
}

/* Its path, of the newest message with them. */
static const char *
path_of_file(const char *phone)
{
	static char	 path[200];
	struct answer	*a = talk_messages(phone);

	snprintf(path, sizeof(path), "/api/messages/%s/files/%s",
	    answer_at(a, "data.0.id"), answer_at(a, "data.0.files.0.id"));
	return path;
}

static const char	pdf[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
static const char	html[] = "<!doctype html><script>alert(1)</script>";

START_TEST(target_60_a_document_is_kept_once_and_only_downloaded)
{
	const char	*phone = "33644440001", *path;
	struct answer	*a;

	ck_assert_str_eq(sent_as(phone, "document", "application/pdf",
	    "facture.pdf", pdf, sizeof(pdf) - 1), "ready");
	path = path_of_file(phone);
	a = client_get(manager, path);
	want(a, 200);
	ck_assert_uint_eq(a->len, sizeof(pdf) - 1);
	ck_assert_mem_eq(a->body, pdf, sizeof(pdf) - 1);
	ck_assert_str_eq(answer_header(a, "Content-Type"), "application/pdf");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    "attachment; filename=\"facture.pdf\""));
	ck_assert_str_eq(answer_header(a, "X-Content-Type-Options"),
	    "nosniff");
	ck_assert_ptr_nonnull(strstr(answer_header(a,
	    "Content-Security-Policy"), "sandbox"));
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Cache-Control"),
	    "no-store"));
	want(client_get(anyone, path), 401);
	want(client_get(reader, path), 403);
	want(client_get(stranger, path), 403);
	/* Nobody asks nginx for it. */
	want(client_get(manager, "/media-files/"), 404);
	ck_assert_str_eq(sent_as("33644440002", "document",
	    "application/pdf", "autre.pdf", pdf, sizeof(pdf) - 1), "ready");
	want(client_get(manager, path_of_file("33644440002")), 200);
	ck_assert_str_eq(shop_sql("SELECT count(DISTINCT sha256) FROM"
	    " message_file WHERE type = 'application/pdf'"), "1");
}
END_TEST

START_TEST(target_60_a_picture_is_opened_and_shown_without_what_rode_along)
{
	static unsigned char	 png[SMALL_ROOM];
	const size_t		 len = small_picture_make(png, 7);
	struct answer		*a;

	ck_assert_str_eq(sent_as("33644440003", "image", "image/png", NULL,
	    png, len), "ready");
	a = client_get(manager, path_of_file("33644440003"));
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"), "image/jpeg");
	ck_assert_mem_eq(a->body, "\xff\xd8\xff", 3);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    "inline"));
}
END_TEST

static const struct {
	const char *kind, *type, *name, *bytes; size_t len; const char *why;
} lies[] = {
	{ "image", "image/jpeg", NULL, pdf, sizeof(pdf) - 1, "FILE_LIES" },
	{ "document", "application/pdf", "a.pdf", html, sizeof(html) - 1,
	  "FILE_KIND" },
	{ "document", "text/html", "a.html", html, sizeof(html) - 1,
	  "FILE_KIND" },
	{ "document", "image/svg%2Bxml", "a.svg", "<svg onload=x>", 14,
	  "FILE_KIND" },
	{ "document", "application/octet-stream", "a.exe", "MZ\x90\0\3\0\0\0",
	  8, "FILE_KIND" },
	{ "document", "application/x-sh", "a.sh", "#!/bin/sh\nrm", 12,
	  "FILE_KIND" },
	{ "document", "application/pdf", "a.exe", pdf, sizeof(pdf) - 1,
	  "FILE_LIES" },
	{ "document", "text/plain", "a.js", "alert(1)", 8, "FILE_LIES" },
	{ "audio", "audio/ogg", NULL, pdf, sizeof(pdf) - 1, "FILE_LIES" },
	{ "document", "application/zip", "a.zip", "PK\3\4aaaaaaaaaaaaaaaa",
	  20, "FILE_KIND" },
	{ "image", "image/png", NULL, "\x89PNG\r\n\x1a\nbroken", 14, NULL },
};

START_TEST(target_60_media_that_lies_is_refused_and_says_why)
{
	char		 phone[40];
	struct answer	*a;

	for (size_t i = 0; i < COUNT(lies); i++) {
		snprintf(phone, sizeof(phone), "336444401%02zu", i);
		ck_assert_msg(strcmp(sent_as(phone, lies[i].kind,
		    lies[i].type, lies[i].name, lies[i].bytes, lies[i].len),
		    "refused") == 0, "%zu %s", i, lies[i].type);
		a = talk_messages(phone);
		if (lies[i].why != NULL)
			want_at(a, "data.0.files.0.error", lies[i].why);
		want(client_get(manager, path_of_file(phone)), 404);
	}
}
END_TEST

START_TEST(target_60_voice_is_played_where_it_stands)
{
	static const char	 ogg[] = "OggS\0\2aaaaaaaaaaaaaaaaaaaaaaOpusHead";
	struct answer		*a;

	ck_assert_str_eq(sent_as("33644440005", "audio",
	    "audio/ogg; codecs=opus", NULL, ogg, sizeof(ogg) - 1), "ready");
	a = client_get(manager, path_of_file("33644440005"));
	want(a, 200);
	ck_assert_str_eq(answer_header(a, "Content-Type"), "audio/ogg");
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Disposition"),
	    "inline"));
}
END_TEST

/* Meta is away for a while: the file comes when Meta does. */
START_TEST(target_60_a_file_waits_while_meta_is_away)
{
	const char	*phone = "33644440006";

	server_says(&meta, "500 to=media times=2\n");
	ck_assert_str_eq(sent_as(phone, "document", "application/pdf",
	    "tard.pdf", pdf, sizeof(pdf) - 1), "ready");
	server_says(&meta, "");
	want(client_get(manager, path_of_file(phone)), 200);
}
END_TEST

/* Meta's being away costs no try of what comes broken; four such are. */
START_TEST(target_60_a_file_that_comes_broken_is_asked_for_again)
{
	const char	*phone = "33644440030";
	const int64_t	 end = now_ms() + SOON_MS;
	const char	*state;

	server_says(&meta, "500 to=media times=5\n");
	meta_ask("file", "from=%s&file=%s&type=application/pdf&kind=document"
	    "&name=casse.pdf&lied=%064d", phone, file_made("sent", pdf,
	    sizeof(pdf) - 1), 7);
	meta_wait();
	do {
		ck_assert_msg(now_ms() < end, "it is never settled");
		free(shop_sql("UPDATE job SET due_at = 1 WHERE kind ="
		    " 'inbox.file' AND state = 'waiting'"));
		pause_ms(50);
		state = answer_at(talk_messages(phone),
		    "data.0.files.0.state");
	} while (strcmp(state, "waiting") == 0);
	server_says(&meta, "");
	ck_assert_str_eq(state, "refused");
	ck_assert_str_eq(shop_sql("SELECT broken || error FROM message_file"
	    " WHERE file_name = 'casse.pdf'"), "3FILE_CHANGED");
}
END_TEST

/* Of the staff, looked at the same way, and sent. */
START_TEST(target_60_a_file_of_the_staff_is_looked_at_and_sent)
{
	const char	*phone = "33644440007", *path;
	struct answer	*a;
	char		 json[200];

	said_by(phone, "Envoyez la facture");
	path = path_of(TALKS, talk_with(phone), "/files");
	want(client_send(manager, "POST", path, "application/octet-stream",
	    html, sizeof(html) - 1), 415);
	want(client_send(reader, "POST", path, "application/octet-stream",
	    pdf, sizeof(pdf) - 1), 403);
	want(client_send(stranger, "POST", path, "application/octet-stream",
	    pdf, sizeof(pdf) - 1), 403);
	a = client_send(manager, "POST", path, "application/octet-stream",
	    pdf, sizeof(pdf) - 1);
	want(a, 201);
	snprintf(json, sizeof(json), "{\"kind\":\"file\",\"fileId\":\"%s\"}",
	    answer_at(a, "data.id"));
	want(answer_post(phone, json), 201);
	meta_await_sent(phone, 1);
	ck_assert_ptr_nonnull(strstr(meta_said.text, "document"));
	want(client_get(manager, path_of_file(phone)), 200);
	/* It was given away. */
	want(answer_post(phone, json), 400);
}
END_TEST

/* With whoever sent it. */
START_TEST(target_60_files_go_with_who_is_forgotten)
{
	const char	*phone = "33644440008";
	const int64_t	 end = now_ms() + SOON_MS;
	char		 other[] = "%PDF-1.4 alone\n%%EOF\n", path[400], *hash;
	struct answer	*a;

	ck_assert_str_eq(sent_as(phone, "document", "application/pdf",
	    "seul.pdf", other, sizeof(other) - 1), "ready");
	hash = shop_sql("SELECT sha256 FROM message_file"
	    " WHERE file_name = 'seul.pdf'");
	snprintf(path, sizeof(path), "%s/media/files/%.2s/%s", shop_home(),
	    hash, hash + 2);
	free(hash);
	ck_assert_int_eq(access(path, R_OK), 0);
	a = talk_get(phone);
	want(client_send(manager, "DELETE", path_of(PROSPECTS, answer_at(a,
	    "data.prospectId"), ""), NULL, NULL, 0), 200);
	while (access(path, F_OK) == 0) {
		ck_assert_msg(now_ms() < end, "it stays");
		pause_ms(50);
	}
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM wa_person"
	    " WHERE wa_id = '33644440008'"), "0");
}
END_TEST

static void
aged(const char *name, int days)
{
	char	 sql[200];

	snprintf(sql, sizeof(sql), "UPDATE message_file SET created_at ="
	    " created_at - %d * 86400000 WHERE file_name = '%s'", days, name);
	free(shop_sql(sql));
}

static bool
is_kept(const char *hash)
{
	char	 path[400];

	snprintf(path, sizeof(path), "%s/media/files/%.2s/%s", shop_home(),
	    hash, hash + 2);
	return access(path, F_OK) == 0;
}

/* After as many days as the shop says; what another message shows stays. */
START_TEST(target_60_files_are_kept_for_as_long_as_the_shop_says)
{
	static const char	 old[] = "%PDF-1.4 old\n%%EOF\n";
	const char		*first = "33644440020", *second = "33644440021";
	struct answer		*a;
	char			*hash;

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"inbox\":{\"fileDays\":30}}"), 200);
	ck_assert_str_eq(sent_as(first, "document", "application/pdf",
	    "vieux.pdf", old, sizeof(old) - 1), "ready");
	ck_assert_str_eq(sent_as(second, "document", "application/pdf",
	    "jeune.pdf", old, sizeof(old) - 1), "ready");
	hash = shop_sql("SELECT sha256 FROM message_file WHERE file_name ="
	    " 'vieux.pdf'");
	aged("vieux.pdf", 31);
	aged("jeune.pdf", 29);
	job_ran("inbox.sweep");
	a = talk_messages(first);
	want_at(a, "data.0.files.0.state", "gone");
	want_at(a, "data.0.files.0.name", "vieux.pdf");
	want(client_get(manager, path_of_file(first)), 404);
	want(client_get(manager, path_of_file(second)), 200);
	ck_assert(is_kept(hash));
	aged("jeune.pdf", 2);
	job_ran("inbox.sweep");
	want(client_get(manager, path_of_file(second)), 404);
	ck_assert(!is_kept(hash));
	free(hash);
}
END_TEST

/* What was taken to be sent, and was not, waits for a day. */
START_TEST(target_60_what_is_never_sent_is_not_kept)
{
	static const char	 draft[] = "%PDF-1.4 draft\n%%EOF\n";
	const char		*phone = "33644440022";
	char			 id[64], json[200], sql[200];
	struct answer		*a;

	said_by(phone, "Alors ?");
	for (int i = 0; i < 2; i++) {
		a = client_send(manager, "POST", path_of(TALKS,
		    talk_with(phone), "/files"), "application/octet-stream",
		    draft, sizeof(draft) - 1);
		want(a, 201);
		snprintf(id, sizeof(id), "%s", answer_at(a, "data.id"));
		snprintf(sql, sizeof(sql), "UPDATE message_file SET created_at"
		    " = created_at - %d WHERE id = '%s'", i == 0 ? 82800000 :
		    90000000, id);
		free(shop_sql(sql));
		job_ran("inbox.sweep");
		snprintf(json, sizeof(json), "{\"kind\":\"file\","
		    "\"fileId\":\"%s\"}", id);
		want(answer_post(phone, json), i == 0 ? 201 : 400);
	}
	meta_await_sent(phone, 1);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_60_a_document_is_kept_once_and_only_downloaded,
		target_60_a_picture_is_opened_and_shown_without_what_rode_along,
		target_60_media_that_lies_is_refused_and_says_why,
		target_60_voice_is_played_where_it_stands,
		target_60_a_file_waits_while_meta_is_away,
		target_60_a_file_that_comes_broken_is_asked_for_again,
		target_60_a_file_of_the_staff_is_looked_at_and_sent,
		target_60_files_go_with_who_is_forgotten,
		target_60_files_are_kept_for_as_long_as_the_shop_says,
		target_60_what_is_never_sent_is_not_kept,
	};

	return suite_run_with("files of messages", inbox_start, tests,
	    COUNT(tests));
}
