/* SPDX-License-Identifier: ISC */
/* Pages of messages, prospects, WhatsApp and notices, to whom they are shown
 * and to whom not; what they do is for tests/browser. */
#include "tests/http/inbox.h"

#define PHONE	"33655550001"
#define EVIL	"<img src=x onerror=1> & \\\"N\\\""
#define RAW	"<img src=x"

/* What is asked for by an id. */
enum thing { NONE, TALK, WRITTEN, PROSPECT, LABEL, CANNED, NUMBER, EVENT,
	THING__MAX };
static const struct {
	const char	*prefix, *sql;
} things[THING__MAX] = {
	[TALK] = { "conv", "SELECT id FROM conversation WHERE channel ="
	    " 'whatsapp'" },
	[WRITTEN] = { "conv", "SELECT id FROM conversation WHERE channel ="
	    " 'contact'" },
	[PROSPECT] = { "prospect", "SELECT min(id) FROM prospect" },
	[LABEL] = { "label", "SELECT id FROM label" },
	[CANNED] = { "canned", "SELECT id FROM canned_reply" },
	[NUMBER] = { "wanum", "SELECT id FROM wa_number" },
	[EVENT] = { "waevent", "SELECT min(id) FROM wa_event" },
};

static const struct {
	const char	*path;
	enum thing	 thing;
	int		 manager;	/* who may not set up the shop */
} pages[] = {
	{ "/admin/messages", NONE, 200 },
	{ "/admin/messages/", TALK, 200 },
	{ "/admin/messages/", WRITTEN, 200 },
	{ "/admin/messages/etiquettes", NONE, 200 },
	{ "/admin/messages/etiquettes/", LABEL, 200 },
	{ "/admin/messages/reponses", NONE, 200 },
	{ "/admin/messages/reponses/", CANNED, 200 },
	{ "/admin/messages/reglages", NONE, 403 },
	{ "/admin/prospects", NONE, 200 },
	{ "/admin/prospects/", PROSPECT, 200 },
	{ "/admin/whatsapp", NONE, 200 },
	{ "/admin/whatsapp/", NUMBER, 403 },
	{ "/admin/whatsapp/evenements", NONE, 403 },
	{ "/admin/whatsapp/evenements/", EVENT, 403 },
	{ "/admin/avis", NONE, 403 },
};

static void
make_all(void)
{
	inbox_start();
	meta_ask("person", "wa_id=" PHONE "&name=%s", "N " RAW " y=%22z>");
	said_by(PHONE, "Bonjour " RAW ">");
	want(client_json(manager, "POST", "/api/labels", "{\"name\":\"" EVIL
	    "\",\"color\":\"#2060a0\"}"), 201);
	want(client_json(manager, "POST", "/api/canned-replies",
	    "{\"shortcut\":\"x\",\"title\":\"" EVIL "\",\"text\":\"" EVIL
	    "\"}"), 201);
	want(client_json(anyone, "POST", "/api/public/contact",
	    "{\"name\":\"" EVIL "\",\"email\":\"n@example.com\","
	    "\"subject\":\"" EVIL "\",\"message\":\"" EVIL "\"}"), 201);
}

/* A page; NULL: none has an id.  Of a thing that is there, or is not. */
static const char *
path_to(size_t i, bool there)
{
	static char	 path[200];
	enum thing	 thing = pages[i].thing;
	char		*id;

	if (thing == NONE) {
		snprintf(path, sizeof(path), "%s", pages[i].path);
		return there ? path : NULL;
	}
	if (!there) {
		snprintf(path, sizeof(path), "%s%s_"
		    "01h455vb4pex5vsknk084sn0zz", pages[i].path,
		    things[thing].prefix);
		return path;
	}
	id = shop_sql(things[thing].sql);
	ck_assert_str_ne(id, "");
	snprintf(path, sizeof(path), "%s%s", pages[i].path, id);
	free(id);
	return path;
}

START_TEST(s1_wa_03_pages_are_for_who_may_and_are_signed_in)
{
	struct answer	*a;

	for (size_t i = 0; i < COUNT(pages); i++) {
		a = client_get(anyone, path_to(i, true));
		want(a, 303);
		ck_assert_ptr_nonnull(strstr(answer_header(a, "Location"),
		    "/connexion?to="));
		want(client_get(reader, path_to(i, true)), 403);
		want(client_get(manager, path_to(i, true)),
		    pages[i].manager);
		want(client_get(owner, path_to(i, true)), 200);
	}
}
END_TEST

START_TEST(s1_wa_03_what_is_another_brands_is_not_shown)
{
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct answer	*a = client_get(stranger, path_to(i, true));

		want(a, pages[i].thing == NONE ? 200 : 403);
		ck_assert_ptr_null(strstr(a->body, PHONE));
		ck_assert_ptr_null(strstr(a->body, "img src"));
	}
}
END_TEST

START_TEST(s1_wa_03_what_is_not_there_is_said_so)
{
	static const char *const	 odd[] = { "x", "%3Cb%3E", "..%2f",
		"conv_1", "%00" };
	char				 path[200];
	int				 status;

	for (size_t i = 0; i < COUNT(pages); i++)
		if (path_to(i, false) != NULL)
			want(client_get(owner, path_to(i, false)), 404);
	for (size_t i = 0; i < COUNT(pages); i++)
		for (size_t j = 0; pages[i].thing != NONE && j < COUNT(odd);
		    j++) {
			snprintf(path, sizeof(path), "%s%s", pages[i].path,
			    odd[j]);
			status = client_get(owner, path)->status;
			ck_assert_msg(status == 404 || status == 400,
			    "%s: %d", path, status);
		}
}
END_TEST

/* Whatever people are called, in each language: text, and no other. */
START_TEST(s1_wa_03_markup_from_outside_is_text_on_each_page)
{
	static const char *const	 tags[] = { "fr", "en", "ar" };
	char				 path[40];

	for (size_t l = 0; l < COUNT(tags); l++) {
		snprintf(path, sizeof(path), "/locale/%s?to=/", tags[l]);
		want(client_get(owner, path), 303);
		snprintf(path, sizeof(path), "lang=\"%s\"", tags[l]);
		for (size_t i = 0; i < COUNT(pages); i++) {
			struct answer	*a = client_get(owner,
					    path_to(i, true));

			want(a, 200);
			ck_assert_ptr_nonnull(strstr(a->body, path));
			ck_assert_msg(strstr(a->body, RAW) == NULL, "%s",
			    pages[i].path);
		}
	}
}
END_TEST

/* Filters that say nothing sensible are as if they were not there. */
START_TEST(s1_wa_03_odd_questions_are_no_error)
{
	static const char *const	 queries[] = { "?page=0&limit=9",
		"?page=99999", "?state=x&outcome=y&kind=z&label=1&channel=2"
		"&assignee=%3Cb%3E&unread=maybe&status=q&tag=%22", "?q=%25_%22"
		"'&page=-1", "?cursor=x" };
	char				 path[400];

	for (size_t i = 0; i < COUNT(pages); i++)
		for (size_t j = 0; j < COUNT(queries); j++) {
			snprintf(path, sizeof(path), "%s%s", path_to(i,
			    true), queries[j]);
			ck_assert_msg(client_get(owner, path)->status < 500,
			    "%s", path);
		}
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s1_wa_03_pages_are_for_who_may_and_are_signed_in,
		s1_wa_03_what_is_another_brands_is_not_shown,
		s1_wa_03_what_is_not_there_is_said_so,
		s1_wa_03_markup_from_outside_is_text_on_each_page,
		s1_wa_03_odd_questions_are_no_error,
	};

	return suite_run_with("pages of messages", make_all, tests,
	    COUNT(tests));
}
